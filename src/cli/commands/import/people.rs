//! `aims import people`: a sheet of people into the people of the organization.

use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::cli::Global;
use crate::cli::commands::import::Import;
use crate::cli::output::failure::{FINDINGS, Failure};
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::cli::workbench::environment;
use crate::domain::register::edit::Edit;
use crate::exchange::people;
use crate::exchange::sheet::Wanted;
use crate::store::save::history::Step;

/// Tells whether the rows are to be people.
pub(super) fn is_meant(kind: &str) -> bool {
    ["people", "person", "persons"].contains(&kind.to_lowercase().as_str())
}

impl Import {
    /// Imports a sheet of people, or says what that would do.
    pub(super) fn people(&self, global: &Global) -> Result<ExitCode> {
        if self.columns.is_asked() || self.form.since.is_some() || self.retire_removed {
            return Err(Failure::usage("The columns of people are known by their headings.")
                .with_hint("Leave out the options for columns and for rows that are gone.")
                .into());
        }
        let mut opened = if self.dry_run {
            Opened::read(global)?
        } else {
            Opened::to_write(global)?
        };
        let wanted = Wanted {
            is_known: &people::is_header,
            is_named: &|name| Some(name.to_lowercase().contains("people")).filter(|is| *is),
        };
        let (sheet, _) = self.read(&self.file, &wanted)?;
        for note in &sheet.notes {
            print::say(&format!("{}: {note}", self.file.display()));
        }
        let plan = people::plan(&opened.register, &sheet, opened.today()).map_err(Failure::usage)?;
        let mut shown = String::new();
        print::lines(&mut shown, &plan.report);
        print::print(&shown)?;
        match plan.change {
            None => print::say("Nothing to change."),
            Some(_) if self.dry_run => {
                print::say("Nothing was written; without --dry-run this is saved as one edit.");
            }
            Some(change) => {
                let edit = Edit {
                    title: "import people".to_owned(),
                    who: environment::who(&opened.repository),
                    when: opened.now,
                    changes: vec![change],
                };
                opened.save_with(&edit, Step::Do, &[])?;
                print::say("Saved as one edit; `aims undo`, or u in the workbench, undoes it.");
            }
        }
        Ok(ExitCode::from(if plan.problems > 0 { FINDINGS } else { 0 }))
    }
}
