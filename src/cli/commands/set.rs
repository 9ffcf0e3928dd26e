//! `aims set`: fields of a record, by the rules of the forms.

use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::cli::consent::Consent;
use crate::cli::field_assignment::NewNames;
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::cli::{Global, field_assignment};
use crate::domain::register::edit::Change;
use crate::store::save::history::Step;

/// The arguments of `aims set`.
#[derive(Debug, clap::Args)]
pub struct Set {
    /// The id, or a beginning that only it has.
    id: String,
    /// A field and its value, as a form takes it: due=+1w, owner=ana, 'current=4 3/2/1'; nothing after `=` empties it.
    #[arg(required = true, value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    #[command(flatten)]
    consent: Consent,
    #[command(flatten)]
    new_names: NewNames,
}

impl Set {
    /// Sets the fields, saved as one edit, and prints what changed.
    ///
    /// # Errors
    ///
    /// Fails when a field or value is not understood, or the edit cannot be saved.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut opened = Opened::to_write(global)?;
        let before = opened.record(&self.id)?.clone();
        let read = |text: &String| field_assignment::read(&opened, before.kind(), text);
        let assignments = self.fields.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let after = field_assignment::carried_out(&before, &assignments)?;
        let mut edit = opened.edit(format!("set {}", before.id()));
        edit.changes = before
            .differences(&after)
            .map(|field| Change::Set {
                id: before.id().clone(),
                field,
                from: before.value(field).clone(),
                to: after.value(field).clone(),
            })
            .collect();
        if edit.is_empty() {
            print::say("Nothing changed.");
            return Ok(ExitCode::SUCCESS);
        }
        let edit = self.consent.admitted(&mut opened, before.kind(), edit)?;
        self.new_names.admitted(&opened.register, &before, &assignments)?;
        opened.save(&edit, Step::Do)?;
        let after = opened.register.get(before.id().as_str()).unwrap_or(&after);
        let mut text = String::new();
        print::lines(&mut text, &field_assignment::described(&before, after));
        print::print_saved(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}
