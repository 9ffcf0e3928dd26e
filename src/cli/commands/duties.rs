//! `aims duties`: the duties that systems have under the EU AI Act and no obligation is about yet. Not legal advice.

use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::app::decisions::follow_up::legal_duties::{obligations, title, why_none, with_added};
use crate::cli::Global;
use crate::cli::output::failure::Failure;
use crate::cli::output::{print, table};
use crate::cli::register::Opened;
use crate::cli::workbench::environment;
use crate::domain::kinds::review::scope::is_in_aims;
use crate::domain::kinds::system::check::DUTY_UNANSWERED;
use crate::domain::kinds::{obligation, system};
use crate::domain::record::Record;
use crate::store::save::history::Step;

/// The columns of the text.
const COLUMNS: [&str; 4] = ["from", "article", "title", "system"];

/// The arguments of `aims duties`.
#[derive(Debug, clap::Args)]
pub struct Duties {
    /// The id of a system, or a beginning that only it has; without it, all systems that the AIMS governs.
    system: Option<String>,
    /// Add an obligation for each, as one edit; without it they are only printed.
    #[arg(long)]
    yes: bool,
}

impl Duties {
    /// Prints the duties that no obligation is about, and adds obligations if that is wanted.
    ///
    /// # Errors
    ///
    /// Fails when there is no such system, or the edit cannot be saved.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut opened = if self.yes {
            Opened::to_write(global)?
        } else {
            Opened::read(global)?
        };
        let systems: Vec<Record> = match &self.system {
            Some(id) => vec![opened.record(id)?.clone()],
            None => {
                let all = opened.register.of(&system::KIND);
                all.filter(|one| is_in_aims(one)).cloned().collect()
            }
        };
        if let Some(other) = systems.iter().find(|one| !one.is(&system::KIND)) {
            return Err(Failure::usage(format!("{} is no system.", other.id())).into());
        }
        let added = obligations(&opened.register, &systems, opened.today(), environment::entropy);
        if added.is_empty() {
            print::say(why_none(&opened.register, &systems));
            return Ok(opened.code());
        }
        let rows: Vec<_> = added.iter().map(to_cells).collect();
        print::print(&table::text(&COLUMNS, &rows, print::columns()))?;
        print::say(&opened.register.catalogue().duties_notice);
        let count = added.len();
        if self.yes {
            let edit = with_added(opened.edit(title(&systems)), added);
            opened.save(&edit, Step::Do)?;
            print::say(&format!(
                "{count} obligations were added; `aims undo` takes them out again."
            ));
        } else {
            print::say(&format!(
                "{count} have no obligation yet; --yes adds one for each. The check tells those that have begun or begin within half \
                 a year ({}).",
                DUTY_UNANSWERED.code
            ));
        }
        Ok(opened.code())
    }
}

fn to_cells(obligation: &Record) -> Vec<String> {
    let from = obligation.get(obligation::FROM).map(|day| day.to_string());
    let systems = obligation.get(obligation::SYSTEMS).into_iter();
    let systems: Vec<_> = systems.map(ToString::to_string).collect();
    vec![
        from.unwrap_or_default(),
        obligation.get(obligation::ARTICLE).to_owned(),
        obligation.title().to_owned(),
        systems.join(", "),
    ]
}
