//! `aims undo` and `aims redo`: the last edit of this clone, whoever made it, here or in the workbench.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use color_eyre::eyre::{Report, Result};

use crate::cli::Global;
use crate::cli::output::failure::Failure;
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::cli::workbench::environment;
use crate::domain::admission;
use crate::domain::register::edit::Edit;
use crate::store::save::history;
use crate::store::save::history::Step;

/// The arguments of `aims undo` and `aims redo`.
#[derive(Debug, clap::Args)]
pub struct Undo {
    /// Which one, as `--list` numbers them, if not the last.
    #[arg(value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    number: Option<u16>,
    /// Do it without being asked, even if the edit is by somebody else.
    #[arg(long)]
    yes: bool,
    /// List the edits there are, the next one first; nothing is changed.
    #[arg(long, conflicts_with_all = ["yes", "number"])]
    list: bool,
}

impl Undo {
    /// Undoes the last edit, or the one of a number, and prints which one it was.
    ///
    /// # Errors
    ///
    /// Fails when there is none, when it is by somebody else and that is not wanted, or when what it changed was
    /// changed again since.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        self.go(global, Step::Undo)
    }

    /// Redoes the edit that was undone last, or the one of a number, and prints which one it was.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    pub fn again(&self, global: &Global) -> Result<ExitCode> {
        self.go(global, Step::Redo)
    }

    fn go(&self, global: &Global, step: Step) -> Result<ExitCode> {
        let (verb, done) = match step {
            Step::Redo => ("redo", "Redone"),
            _ => ("undo", "Undone"),
        };
        let mut opened = if self.list {
            Opened::read(global)?
        } else {
            Opened::to_write(global)?
        };
        let history = history::read(&opened.repository.private, opened.register.kinds())?;
        let edits = match step {
            Step::Redo => history.undone,
            _ => history.done,
        };
        if self.list {
            let mut text = String::new();
            let width = edits.len().to_string().len();
            for (number, edit) in (1..).zip(edits.iter().rev()) {
                print::line(&mut text, &format!("{number:>width$}  {}", described(edit)));
            }
            print::print(&text)?;
            return Ok(opened.code());
        }
        let number = self.number.map_or(1, usize::from);
        let Some(edit) = edits.iter().nth_back(number - 1) else {
            let sentence = match edits.len() {
                0 => step.nothing().to_owned(),
                1 => format!("There is one edit to {verb}, not {number}."),
                count => format!("There are {count} edits to {verb}, not {number}."),
            };
            return Err(Failure::usage(sentence).into());
        };
        let me = environment::who(&opened.repository);
        let offered = |number: usize, which: &str, edit: &Edit| {
            format!("`aims {verb} {number}` {verb}es {which}: {}", described(edit))
        };
        if edit.who != me && !self.yes && !is_confirmed(edit, verb)? {
            let by = if edit.who.is_empty() {
                "somebody unknown"
            } else {
                &edit.who
            };
            let sentence = format!(
                "The edit is by {by}, not by you ({me}): {}. Nothing was changed.",
                described(edit)
            );
            let mut hint =
                format!("`aims {verb} --yes` does it all the same; `aims {verb} --list` shows what there is.");
            let mut others = (1..).zip(edits.iter().rev());
            if let Some((number, mine)) = others.find(|(_, edit)| edit.who == me) {
                hint = format!("{hint}\n{}", offered(number, "the last one of yours", mine));
            }
            return Err(Failure::state(sentence).with_hint(hint).into());
        }
        let again = match step {
            Step::Redo => edit.clone(),
            _ => edit.inverse(),
        };
        let broken = admission::brings_back(&opened.register, &again);
        // What was changed again since stays as it is, and does not bar the way to the edit before it.
        let before = edits.iter().nth_back(number);
        let before = before.map(|before| offered(number + 1, "the edit before it", before));
        let hinted = |report: Report| match (report.downcast::<Failure>(), before) {
            (Ok(refused), Some(before)) => refused.with_hint(before).into(),
            (Ok(refused), None) => refused.into(),
            (Err(report), _) => report,
        };
        opened.save(&again, step).map_err(hinted)?;
        let mut text = String::new();
        print::line(&mut text, &format!("{done}: {}", described(edit)));
        for sentence in broken {
            print::line(&mut text, &sentence);
        }
        print::print_saved(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Says what an edit is: `set R-7k3qm (1 record, 2026-11-23 09:00 by ana)`.
fn described(edit: &Edit) -> String {
    let records = match edit.touched().len() {
        1 => "1 record".to_owned(),
        count => format!("{count} records"),
    };
    let when = edit.when.format("%Y-%m-%d %H:%M");
    let by = if edit.who.is_empty() {
        String::new()
    } else {
        format!(" by {}", edit.who)
    };
    format!("{} ({records}, {when}{by})", edit.title)
}

/// Asks on a terminal whether an edit of somebody else is meant; elsewhere it is not.
fn is_confirmed(edit: &Edit, verb: &str) -> io::Result<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(false);
    }
    let mut question = String::new();
    print::line(&mut question, &format!("The edit is not yours: {}", described(edit)));
    write!(io::stderr(), "{question}Really {verb} it? [y/N] ")?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
