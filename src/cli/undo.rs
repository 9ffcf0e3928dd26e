//! `aims undo`: takes the last edit back, whoever of this clone made it, here or in the workbench.

use std::process::ExitCode;

use color_eyre::eyre::Result;

use super::failure::Failure;
use super::opened::Opened;
use super::{Global, out};
use crate::store::history::{self, Step};

/// The arguments of `aims undo`.
#[derive(Debug, clap::Args)]
pub struct Undo {}

impl Undo {
    /// Takes the last edit back and prints which one it was.
    ///
    /// # Errors
    ///
    /// Fails when there is none, or what it changed was changed again since.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut opened = Opened::to_write(global)?;
        let history = history::read(&opened.repository.private, opened.register.kinds())?;
        let Some(edit) = history.done.last() else {
            return Err(Failure::usage("There is no edit to take back.").into());
        };
        opened.save(&edit.inverse(), Step::Undo)?;
        let who = if edit.who.is_empty() {
            String::new()
        } else {
            format!(" by {}", edit.who)
        };
        let when = edit.when.format("%Y-%m-%d %H:%M");
        let records = match edit.touched().len() {
            1 => "1 record".to_owned(),
            count => format!("{count} records"),
        };
        let mut text = String::new();
        out::line(
            &mut text,
            &format!("Taken back: {} ({records}, {when}{who})", edit.title),
        );
        out::print(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}
