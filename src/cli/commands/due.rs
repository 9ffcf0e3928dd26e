//! `aims due`: the queue of the triage as text or JSON, for cron and shell prompts.

use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::app::list::List;
use crate::app::screens::treatment;
use crate::cli::Global;
use crate::cli::commands::list::{cell, pointed};
use crate::cli::output::failure::{FINDINGS, STATE};
use crate::cli::output::{print, table};
use crate::cli::register::Opened;
use crate::domain::kinds::action;
use crate::domain::query::Query;
use crate::domain::record::Record;
use crate::exchange::export::json;

/// The columns of the text.
const COLUMNS: &[&str] = &[
    "id", "level", "next", "late", "slips", "title", "systems", "owner", "state",
];

/// The arguments of `aims due`.
#[derive(Debug, clap::Args)]
pub struct Due {
    /// Which actions, in the filter language of the screens: 'owner:platform level>=high'
    #[arg(long, value_name = "FILTER", default_value = "", allow_hyphen_values = true)]
    filter: String,
    /// Print JSON with every field.
    #[arg(long, conflicts_with = "count")]
    json: bool,
    /// Print only how many are overdue.
    #[arg(long)]
    count: bool,
    /// Exit with 1 when something is overdue, 0 when nothing is.
    #[arg(long)]
    exit_code: bool,
}

impl Due {
    /// Prints what the Treatment screen shows, in its order.
    ///
    /// # Errors
    ///
    /// Fails when there is no register or the filter is not understood.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let opened = Opened::read(global)?;
        let filter = self.filter.trim();
        let query = Query::parse(filter, &action::KIND, &opened.register, opened.today());
        query.map_err(|error| pointed(filter, &error))?;
        let mut queue = List::new(&treatment::SPEC);
        queue.refresh(opened.view());
        queue.set_filter(opened.view(), filter);
        let records = queue.rows().iter().filter_map(|slot| opened.register.at(*slot));
        let records: Vec<&Record> = records.collect();
        let is_late = |record: &&&Record| record.days_late(&opened.register, opened.today()).is_some();
        let late = records.iter().filter(is_late).count();
        if self.json {
            print::print(&json::list(&records, &opened.register, opened.today(), &[])?)?;
        } else if self.count {
            print::print(&format!("{late}\n"))?;
        } else {
            let cells = |record: &&Record| COLUMNS.iter().map(|name| cell(&opened, record, name)).collect();
            let rows: Vec<Vec<String>> = records.iter().map(cells).collect();
            print::print(&table::text(COLUMNS, &rows, print::columns()))?;
        }
        opened.print_fallbacks();
        if !self.count {
            print::say(&format!("{} to do, {late} overdue.", records.len()));
        }
        Ok(match (opened.broken(), late) {
            (0, 1..) if self.exit_code => ExitCode::from(FINDINGS),
            (0, _) => ExitCode::SUCCESS,
            _ => ExitCode::from(STATE),
        })
    }
}
