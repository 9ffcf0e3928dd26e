//! `aims set`: fields of a record, by the rules of the forms.

use std::process::ExitCode;

use color_eyre::eyre::Result;

use super::failure::Failure;
use super::opened::Opened;
use super::{Global, assignment, out};
use crate::domain::edit::Change;
use crate::domain::kinds::assessment;
use crate::domain::record::Record;
use crate::store::history::Step;

/// The arguments of `aims set`.
#[derive(Debug, clap::Args)]
pub struct Set {
    /// The id, or a beginning that only it has.
    id: String,
    /// A field and its value, as a form takes it: due=+1w, owner=ana, 'current=4 3/2/1'; nothing after `=` empties it.
    #[arg(required = true, value_name = "FIELD=VALUE")]
    fields: Vec<String>,
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
        let read = |text: &String| assignment::read(&opened, before.kind(), text);
        let assignments = self.fields.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let after = assignment::carried_out(&opened, &before, &assignments)?;
        if assessment::is_override_missing(&opened.register, &before, &after, opened.today()) {
            return Err(closed_gate(&opened, &after).into());
        }
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
            out::say("Nothing changed.");
            return Ok(ExitCode::SUCCESS);
        }
        opened.save(&edit, Step::Do)?;
        let mut text = String::new();
        out::lines(&mut text, &assignment::described(&before, &after));
        out::print_saved(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Says what keeps the gate of a system closed, and how to put it into use all the same.
fn closed_gate(opened: &Opened, system: &Record) -> Failure {
    let missing = assessment::gate(&opened.register, system, opened.today());
    let missing: Vec<_> = missing.iter().map(ToString::to_string).collect();
    let sentence = format!(
        "The deployment gate of {} is closed: {}.",
        system.id(),
        missing.join("; ")
    );
    let hint = format!(
        "To use it all the same, say when, who decides and why: 'gate_override={} | WHO | WHY'.",
        opened.today()
    );
    Failure::usage(sentence).with_hint(hint)
}
