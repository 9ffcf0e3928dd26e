//! The command line: what is asked, and which part answers.

pub mod begin;
pub mod demo;
pub mod failure;
pub mod import;
pub mod open;
pub mod opened;
pub mod out;
pub mod render;
pub mod surroundings;
pub mod workbench;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use color_eyre::eyre::Result;

use crate::app::screens::ScreenId;

/// A keyboard-driven workbench for an ISO/IEC 42001 AI management system kept in git.
#[derive(Debug, Parser)]
#[command(name = "aims", version, about, max_term_width = 100)]
pub struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    at: OpenAt,
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
    Open(OpenAt),
    /// Begin a register here: makes aims/ and never overwrites.
    Init(begin::Init),
    /// Open a realistic organization to look around in; nothing of yours is touched.
    Demo(demo::Demo),
    /// Import a spreadsheet (CSV) as records; --dry-run says what each row does.
    Import(import::Import),
    /// Print a screen as text or SVG.
    Render(render::Render),
}

/// Where to begin.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct OpenAt {
    /// The screen to begin with.
    #[arg(long, value_parser = screen)]
    pub screen: Option<ScreenId>,
    /// The filter to begin with, such as 'owner:platform due<today'.
    #[arg(long)]
    pub filter: Option<String>,
}

fn screen(name: &str) -> Result<ScreenId, String> {
    let names = || ScreenId::ALL.map(|screen| screen.title().to_lowercase()).join(", ");
    ScreenId::named(name).ok_or_else(|| format!("there is no such screen; there are {}", names()))
}

/// Answers a command line, and tells the user on standard error what went wrong.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    answer(arguments).unwrap_or_else(|error| failure::report(&error))
}

fn answer(arguments: Arguments) -> Result<ExitCode> {
    let Arguments { global, at, command } = arguments;
    let Some(command) = command else {
        return open::run(&global, &at);
    };
    match command {
        Command::Open(at) => open::run(&global, &at),
        Command::Init(command) => command.run(&global),
        Command::Demo(command) => command.run(&global),
        Command::Import(command) => command.run(&global),
        Command::Render(command) => command.run(&global),
    }
}
