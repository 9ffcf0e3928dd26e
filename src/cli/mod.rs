//! The command line: its arguments, the subcommands, what they print, and the workbench as a program of the terminal.

pub mod commands;
pub mod consent;
pub mod field_assignment;
pub mod import_files;
pub mod output;
pub mod register;
pub mod workbench;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use color_eyre::eyre::Result;

use crate::app::input::screen;
use crate::app::input::screen::Screen;
use crate::app::screens::SCREENS;
use crate::app::state::message::Message;
use crate::cli::output::failure::Failure;

/// A keyboard-driven workbench for an ISO/IEC 42001 AI management system kept in git.
#[derive(Debug, Parser)]
#[command(name = "aims", version, about, max_term_width = 100, after_help = crate::cli::output::failure::CODES)]
pub struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    open: Open,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What holds for every command.
#[derive(Debug, Clone, clap::Args)]
pub struct Global {
    /// The folder that holds aims/, instead of looking upward from the current one.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
    /// The day taken for today, as in 2026-12-01.
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<NaiveDate>,
    /// Draw with ASCII characters only.
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Which colours to use, instead of asking the environment.
    #[arg(long, global = true, value_name = "WHICH")]
    pub colour: Option<Depth>,
    /// Colours for a light background.
    #[arg(long, global = true)]
    pub light: bool,
}

/// How many colours to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Depth {
    /// None: bold, reverse and underline carry the meaning.
    None,
    /// The sixteen of the terminal's palette.
    #[value(name = "16")]
    Ansi16,
    /// 256 colours.
    #[value(name = "256")]
    Indexed256,
    /// 24 bits.
    #[value(name = "true")]
    True,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the workbench (what happens without a command).
    Open(Open),
    /// Begin a register here: makes aims/ and never overwrites.
    Init(crate::cli::commands::init::Init),
    /// Open a realistic organization to look around in; nothing of yours is touched.
    Demo(crate::cli::commands::demo::Demo),
    /// Import a spreadsheet (CSV) as records; --dry-run says what each row does.
    Import(crate::cli::commands::import::Import),
    /// Export records as CSV, a workbook (XLSX) or JSON.
    Export(crate::cli::commands::export::Export),
    /// Make a document to take away, such as the Statement of Applicability; --list names them.
    Report(crate::cli::commands::report::Report),
    /// List the records of a kind that pass a filter.
    List(crate::cli::commands::list::List),
    /// Print what is to be done, worst first, as Treatment shows it; with --exit-code, 1 when something is overdue.
    Due(crate::cli::commands::due::Due),
    /// Show one record with everything that hangs together with it.
    Show(crate::cli::commands::show::Show),
    /// Show who changed which field of a record when, from git.
    History(crate::cli::commands::history::History),
    /// Print by month how risks, actions, the gap analysis, controls and findings went, from git.
    Trends(crate::cli::commands::trends::Trends),
    /// Check the files and what they say; exits with 1 when something is found.
    Check(crate::cli::commands::check::Check),
    /// Print what blocks conformance, stage 1 or stage 2, by clause; with --exit-code, 1 when something does.
    Readiness(crate::cli::commands::readiness::Readiness),
    /// Print what of another framework our controls and clauses have a counterpart of.
    Crosswalk(crate::cli::commands::crosswalk::Crosswalk),
    /// Propose the reviews of the next 12 months that are not planned yet, and the audits of the cycle; --yes adds them.
    Plan(crate::cli::commands::plan::Plan),
    /// Print the duties of systems under the EU AI Act that no obligation is about; --yes adds them; not legal advice.
    Duties(crate::cli::commands::duties::Duties),
    /// Set fields of a record.
    Set(crate::cli::commands::set::Set),
    /// Close a review that was held, with what came of it for the things it was about.
    Hold(crate::cli::commands::hold::Hold),
    /// Add a record and print its id.
    Add(crate::cli::commands::add::Add),
    /// Write what an older format says at other places to its new ones; --dry-run lists it.
    Migrate(crate::cli::commands::migrate::Migrate),
    /// Undo the last edit; one of somebody else only after a question, or with --yes.
    Undo(crate::cli::commands::undo::Undo),
    /// Redo the edit that was undone last.
    Redo(crate::cli::commands::undo::Undo),
    /// Print the reference of kinds, fields, derived values and the filter language.
    Fields(crate::cli::commands::fields::Fields),
    /// Print the reference of keys.
    Keys(crate::cli::commands::keys::Keys),
    /// Print what the program finds around it, and what of that is in the way.
    Doctor(crate::cli::commands::doctor::Doctor),
    /// Print a screen as text or SVG.
    Render(crate::cli::commands::render::Render),
}

/// How the workbench is opened.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Open {
    /// Where to begin.
    #[command(flatten)]
    pub at: OpenAt,
    /// Write what comes in while the workbench runs to a new file, for --replay; typed text is masked.
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Record typed text as it is.
    #[arg(long, requires = "record")]
    pub record_typed: bool,
    /// Play a recording again, edits included, in a copy of the register as it was, and print the last screen.
    #[arg(long, value_name = "FILE", conflicts_with = "record")]
    pub replay: Option<PathBuf>,
    /// Print every screen of the recording.
    #[arg(long, requires = "replay")]
    pub frames: bool,
}

/// Where to begin.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct OpenAt {
    /// The screen to begin with.
    #[arg(long, value_parser = screen)]
    pub screen: Option<&'static Screen>,
    /// The filter to begin with, such as 'owner:platform due<today'.
    #[arg(long)]
    pub filter: Option<String>,
    /// Let Today count only what you answer for, by the name git has of you.
    #[arg(long)]
    pub me: bool,
}

impl OpenAt {
    /// Returns what the workbench is asked to begin with.
    pub(in crate::cli) fn message(&self) -> Message {
        Message::Begin {
            mine: self.me,
            screen: self.screen,
            filter: self.filter.clone(),
        }
    }
}

fn screen(name: &str) -> Result<&'static Screen, String> {
    let names = || {
        screen::tabs(SCREENS)
            .map(|screen| screen.show.name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    screen::named(SCREENS, name).ok_or_else(|| format!("there is no such screen; there are {}", names()))
}

/// Answers a command line, and tells the user on standard error what went wrong.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse_from(words(std::env::args_os()));
    answer(arguments).unwrap_or_else(|error| crate::cli::output::failure::report(&error))
}

/// Returns the words of a command line as the parser takes them.
///
/// A term of a filter may begin with `-` and is then no option: options of one letter stand alone. A blank before it,
/// which a filter passes over, keeps the parser from looking for one.
fn words(words: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut in_list = false;
    let word = |word: OsString| {
        let bytes = word.as_encoded_bytes();
        if in_list && bytes.len() > 2 && bytes.starts_with(b"-") && !bytes.starts_with(b"--") {
            let mut kept = OsString::from(" ");
            kept.push(word);
            return kept;
        }
        in_list |= bytes == b"list";
        word
    };
    words.map(word).collect()
}

fn answer(arguments: Arguments) -> Result<ExitCode> {
    let Arguments { global, open, command } = arguments;
    let Some(command) = command else {
        return crate::cli::workbench::start::run(&global, &open);
    };
    if open.record.is_some() || open.replay.is_some() {
        return Err(Failure::usage(
            "--record and --replay are of the workbench, and no command takes them.".to_owned(),
        )
        .with_hint("Leave the command out, or write the option after `open`.")
        .into());
    }
    match command {
        Command::Open(open) => crate::cli::workbench::start::run(&global, &open),
        Command::Init(command) => command.run(&global),
        Command::Demo(command) => command.run(&global),
        Command::Import(command) => command.run(&global),
        Command::Export(command) => command.run(&global),
        Command::Report(command) => command.run(&global),
        Command::List(command) => command.run(&global),
        Command::Due(command) => command.run(&global),
        Command::Show(command) => command.run(&global),
        Command::History(command) => command.run(&global),
        Command::Trends(command) => command.run(&global),
        Command::Check(command) => command.run(&global),
        Command::Readiness(command) => command.run(&global),
        Command::Crosswalk(command) => command.run(&global),
        Command::Plan(command) => command.run(&global),
        Command::Duties(command) => command.run(&global),
        Command::Set(command) => command.run(&global),
        Command::Hold(command) => command.run(&global),
        Command::Add(command) => command.run(&global),
        Command::Migrate(command) => command.run(&global),
        Command::Undo(command) => command.run(&global),
        Command::Redo(command) => command.again(&global),
        Command::Fields(command) => command.run(),
        Command::Keys(command) => command.run(),
        Command::Doctor(command) => command.run(&global),
        Command::Render(command) => command.run(&global),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Vec<OsString> {
        words(line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_command_line_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_negated_term_is_no_option_and_an_option_no_term() {
        let line = "aims list risks -is:open -h --json -has:owner --sort -level";
        let expected = [
            "aims",
            "list",
            "risks",
            " -is:open",
            "-h",
            "--json",
            " -has:owner",
            "--sort",
            " -level",
        ];
        assert_eq!(parse(line), expected);
        assert_eq!(parse("aims -xy show"), ["aims", "-xy", "show"]);
    }
}

#[cfg(test)]
mod from_outside;

#[cfg(test)]
mod overdue;
