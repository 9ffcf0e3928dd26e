//! `aims plan`: the reviews of the next 12 months that the cadence asks for and nobody has planned yet.

use std::process::ExitCode;

use color_eyre::eyre::Result;
use serde_json::{Value as Json, json};

use crate::app::dialogs::year_plan::{ALL_PLANNED, accepted};
use crate::cli::Global;
use crate::cli::output::{print, table};
use crate::cli::register::Opened;
use crate::cli::workbench::environment;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::schedule::year_plan::{Proposal, proposals};
use crate::exchange::json::harmless;
use crate::store::save::history::Step;

/// The columns of the text.
const COLUMNS: [&str; 6] = ["day", "title", "every", "owner", "covers", "why"];

/// The arguments of `aims plan`.
#[derive(Debug, clap::Args)]
pub struct Plan {
    /// Add the reviews, as one edit; without it they are only printed.
    #[arg(long)]
    yes: bool,
    /// Only print them, which is what happens anyway.
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Print JSON, with everything that each is about.
    #[arg(long)]
    json: bool,
}

impl Plan {
    /// Prints what is proposed, and adds it if that is wanted.
    ///
    /// # Errors
    ///
    /// Fails when there is no register, or the edit cannot be saved.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut opened = if self.yes {
            Opened::to_write(global)?
        } else {
            Opened::read(global)?
        };
        let proposed = proposals(&opened.register, opened.today());
        if self.json {
            let rows: Vec<_> = proposed.iter().map(to_json).collect();
            print::print(&harmless(&format!("{}\n", serde_json::to_string_pretty(&rows)?)))?;
        } else if !proposed.is_empty() {
            let rows: Vec<_> = proposed.iter().map(to_cells).collect();
            print::print(&table::text(&COLUMNS, &rows, print::columns()))?;
        }
        if proposed.is_empty() {
            print::say(ALL_PLANNED);
            return Ok(opened.code());
        }
        if self.yes {
            let begun = opened.edit(String::new());
            let edit = accepted(begun, &opened.register, proposed.iter(), environment::entropy);
            opened.save(&edit, Step::Do)?;
            print::say(&format!(
                "{} reviews were planned; `aims undo` takes them back.",
                proposed.len()
            ));
        } else {
            print::say(&format!("{} reviews are proposed; --yes plans them.", proposed.len()));
        }
        Ok(opened.code())
    }
}

fn to_cells(proposal: &Proposal) -> Vec<String> {
    vec![
        proposal.day.to_string(),
        proposal.title.clone(),
        proposal.every.map(|rule| rule.to_string()).unwrap_or_default(),
        proposal.owner.clone(),
        proposal.covers(),
        proposal.why.clone(),
    ]
}

fn to_json(proposal: &Proposal) -> Json {
    let texts = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>();
    json!({
        "day": proposal.day.to_string(),
        "event": proposal.event.item().label,
        "title": proposal.title,
        "every": proposal.every.map(|rule| rule.to_string()),
        "owner": proposal.owner,
        "systems": texts(&proposal.systems),
        "requirements": texts(&proposal.requirements),
        "why": proposal.why,
    })
}
