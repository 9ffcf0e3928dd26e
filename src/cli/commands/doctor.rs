//! `aims doctor`: what the program finds around it, and what of that is in the way. No network, and git is not started.

use std::env;
use std::fs::{self, File};
use std::io::IsTerminal;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::ExitCode;

use color_eyre::eyre::Result;
use rustix::fs::{Access, access};

use crate::cli::Global;
use crate::cli::output::failure::{FINDINGS, STATE};
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::cli::workbench::start;
use crate::store::codec;
use crate::store::files::disk::Disk;
use crate::store::files::repository::Repository;
use crate::term::capabilities::Overrides;
use crate::term::{Capabilities, Colour};

/// The arguments of `aims doctor`.
#[derive(Debug, clap::Args)]
pub struct Doctor {}

/// What is found, a line for each thing.
#[derive(Default)]
struct Chart {
    text: String,
    findings: usize,
}

impl Chart {
    fn line(&mut self, what: &str, how: &str) {
        print::line(&mut self.text, &format!("{what:12}  {how}"));
    }

    /// Adds something that is in the way.
    fn finding(&mut self, what: &str, how: &str) {
        self.findings += 1;
        self.line(what, &format!("! {how}"));
    }
}

impl Doctor {
    /// Prints what is found.
    ///
    /// # Errors
    ///
    /// Fails when standard output cannot be written.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut chart = Chart::default();
        chart.line("aims", env!("CARGO_PKG_VERSION"));
        terminal(&mut chart, global);
        editor(&mut chart);
        state(&mut chart);
        let found = start::find(global);
        match &found {
            Ok(repository) => {
                places(&mut chart, repository);
                records(&mut chart, global)?;
            }
            Err(error) => chart.finding("register", &error.to_string()),
        }
        print::print(&chart.text)?;
        Ok(ExitCode::from(match (found, chart.findings) {
            (Err(_), _) => STATE,
            (Ok(_), 0) => 0,
            (Ok(_), _) => FINDINGS,
        }))
    }
}

fn variables(names: &[&str]) -> String {
    let shown = |name: &&str| match env::var(name) {
        Ok(value) if value.is_empty() => format!("{name} empty"),
        Ok(value) => format!("{name}={value}"),
        Err(env::VarError::NotPresent) => format!("{name} not set"),
        Err(env::VarError::NotUnicode(_)) => format!("{name} no text"),
    };
    names.iter().map(shown).collect::<Vec<_>>().join(", ")
}

fn terminal(chart: &mut Chart, global: &Global) {
    let found = Capabilities::detect(|name| env::var(name).ok(), Overrides::default());
    let colours = match found.colour {
        Colour::None => "none",
        Colour::Ansi16 => "16",
        Colour::Indexed256 => "256",
        Colour::True => "24 bits",
    };
    let asked = |asked: bool| if asked { "; overruled by an option" } else { "" };
    let why = variables(&["TERM", "COLORTERM", "NO_COLOR"]);
    chart.line(
        "colours",
        &format!("{colours} ({why}){}", asked(global.colour.is_some())),
    );
    let characters = if found.unicode { "Unicode" } else { "ASCII" };
    let why = variables(&["LC_ALL", "LC_CTYPE", "LANG"]);
    chart.line("characters", &format!("{characters} ({why}){}", asked(global.ascii)));
    let is = |is: bool| if is { "a terminal" } else { "no terminal" };
    let (stdin, stdout) = (std::io::stdin().is_terminal(), std::io::stdout().is_terminal());
    let size = rustix::termios::tcgetwinsize(std::io::stdout());
    let size = size.map_or(String::new(), |size| format!(", {}x{}", size.ws_col, size.ws_row));
    chart.line("terminal", &format!("input {}, output {}{size}", is(stdin), is(stdout)));
    let around = ["TMUX", "STY", "SSH_CONNECTION"];
    let around: Vec<_> = around.into_iter().filter(|name| env::var_os(name).is_some()).collect();
    if !around.is_empty() {
        chart.line("inside", &around.join(", "));
    }
}

fn editor(chart: &mut Chart) {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    let (editor, why) = match (set("VISUAL"), set("EDITOR")) {
        (Some(editor), _) => (editor, "VISUAL"),
        (None, Some(editor)) => (editor, "EDITOR"),
        (None, None) => ("vi".to_owned(), "neither VISUAL nor EDITOR is set"),
    };
    let program = editor.split_whitespace().next().unwrap_or_default().to_owned();
    let on_path = |program: &str| {
        let paths = env::var_os("PATH").unwrap_or_default();
        program.contains('/') || env::split_paths(&paths).any(|folder| folder.join(program).is_file())
    };
    if on_path(&program) {
        chart.line("editor", &format!("{editor} ({why})"));
    } else {
        chart.finding("editor", &format!("{editor} ({why}) is not on the PATH; set EDITOR"));
    }
}

fn state(chart: &mut Chart) {
    let Some(folders) = directories::ProjectDirs::from("", "", "aims") else {
        chart.finding("state", "there is no home folder, so drafts are not kept");
        return;
    };
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
    match mode(folder) {
        None => chart.line("state", &format!("{} is made when it is needed", folder.display())),
        Some(mode) if mode & 0o077 != 0 => {
            let how = format!("{} is open to others (mode {mode:04o}); chmod 700", folder.display());
            chart.finding("state", &how);
        }
        Some(mode) => chart.line("state", &format!("{} (mode {mode:04o})", folder.display())),
    }
}

fn mode(path: &Path) -> Option<u32> {
    Some(fs::metadata(path).ok()?.permissions().mode() & 0o7777)
}

fn places(chart: &mut Chart, repository: &Repository) {
    writable(chart, "register", &repository.root);
    match &repository.git {
        Some(git) => {
            let branch = repository.branch().unwrap_or_else(|| "no branch".to_owned());
            chart.line("git", &format!("{} ({branch})", git.display()));
        }
        None => chart.line("git", "none; `git init` gives the register a history"),
    }
    let private = &repository.private;
    if private.exists() {
        writable(chart, "private", private);
    } else {
        chart.line("private", &format!("{} is made with the first edit", private.display()));
    }
    lock(chart, repository);
}

fn writable(chart: &mut Chart, what: &str, folder: &Path) {
    let shown = folder.display();
    match access(folder, Access::WRITE_OK | Access::EXEC_OK) {
        Ok(()) => chart.line(what, &format!("{shown}, writable")),
        Err(error) => chart.finding(what, &format!("{shown} cannot be written: {error}")),
    }
}

fn lock(chart: &mut Chart, repository: &Repository) {
    // Opened for reading only: looking must not make the file.
    match File::open(repository.private.join("lock")) {
        Ok(file) => match file.try_lock() {
            Ok(()) => chart.line("lock", "free"),
            Err(fs::TryLockError::WouldBlock) => chart.finding("lock", "another aims is saving right now"),
            Err(fs::TryLockError::Error(error)) => chart.finding("lock", &format!("cannot be taken: {error}")),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => chart.line("lock", "free, never taken"),
        Err(error) => chart.finding("lock", &format!("cannot be opened: {error}")),
    }
    let index = repository.git.as_ref().map(|git| git.join("index.lock"));
    if let Some(index) = index.filter(|index| index.exists()) {
        let how = format!("{} is there: git is at work, or one that died left it", index.display());
        chart.finding("git lock", &how);
    }
}

fn records(chart: &mut Chart, global: &Global) -> Result<()> {
    let opened = Opened::read(global)?;
    let organization = Disk::default().read(&opened.repository.root.join("aims.ron"));
    let format = organization.ok().flatten().and_then(|text| codec::format_of(&text));
    let known = codec::FORMAT;
    match (&opened.contents.read_only, format) {
        (Some(reason), _) => chart.finding("format", reason),
        (None, Some(format)) => chart.line("format", &format!("{format}; this aims knows up to {known}")),
        (None, None) => chart.finding("format", "aims.ron states none"),
    }
    let count = |kind: &&&'static crate::domain::record::field::Kind| {
        let written = opened.register.of(kind);
        written
            .filter(|record| opened.contents.path(record.id()).is_some())
            .count()
    };
    let kinds = opened.register.kinds().iter().map(|kind| (kind, count(&kind)));
    let counts: Vec<_> = kinds
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| {
            let word = if count == 1 { kind.name } else { kind.plural };
            format!("{count} {word}")
        })
        .collect();
    chart.line("records", &counts.join(", "));
    match (opened.broken(), opened.contents.problems.len()) {
        (0, 0) => chart.line("files", "all read"),
        (0, odd) => chart.finding("files", &format!("{odd} are odd; `aims check` says why")),
        (broken, _) => chart.finding("files", &format!("{broken} cannot be read; `aims check` says why")),
    }
    Ok(())
}
