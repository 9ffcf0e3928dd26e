//! `aims migrate`: writes what an older format says at other places to its new ones. Without it the first edit does.

use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::cli::Global;
use crate::cli::output::failure::Failure;
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::domain::record::Record;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Change;

/// The arguments of `aims migrate`.
#[derive(Debug, clap::Args)]
pub struct Migrate {
    /// List what would move; nothing is written.
    #[arg(long)]
    dry_run: bool,
}

impl Migrate {
    /// Moves what an older format says to its new place, as one edit that can be undone, and prints it.
    ///
    /// # Errors
    ///
    /// Fails when the register may only be read, or the disk refuses.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut opened = if self.dry_run {
            Opened::read(global)?
        } else {
            Opened::to_write(global)?
        };
        if let Some(reason) = &opened.contents.read_only {
            return Err(Failure::state(reason.clone()).into());
        }
        let Some((edit, told)) = opened.moved() else {
            print::say("The register is in this format already; nothing moves.");
            return Ok(opened.code());
        };
        let mut text = String::new();
        for change in &edit.changes {
            print::line(&mut text, &described(&opened, change));
        }
        for sentence in told.iter().filter(|_| self.dry_run) {
            print::line(&mut text, sentence);
        }
        if self.dry_run {
            print::print(&text)?;
        } else {
            opened.save_moved()?;
            print::print_saved(&text)?;
        }
        Ok(opened.code())
    }
}

/// Says what a change moves: `5.2/d1 location: (nothing) -> docs/policy.md`.
fn described(opened: &Opened, change: &Change) -> String {
    let Change::Set { id, field, from, to } = change else {
        return change.id().to_string();
    };
    let name = opened.register.get(id.as_str()).map(Record::kind);
    let name = name.map_or("", |kind| kind.stored(*field).name);
    let or_nothing = |value: &Value| match value.to_string() {
        nothing if nothing.is_empty() => "(nothing)".to_owned(),
        text => text,
    };
    let to = match (name, to) {
        ("format", Value::Empty) => crate::store::codec::FORMAT.to_string(),
        (_, to) => or_nothing(to),
    };
    format!("{id} {name}: {} -> {to}", or_nothing(from))
}
