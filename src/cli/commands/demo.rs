//! `aims demo`: the embedded organization, in a folder of its own, with some history where git is at hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use chrono::{Days, NaiveDate};
use color_eyre::eyre::{Context, Result, bail};

use crate::cli::commands::init::ATTRIBUTES;
use crate::cli::output::print;
use crate::cli::workbench::start;
use crate::cli::{Global, Open, OpenAt};
use crate::domain::kinds::{evidence, method};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::exchange::demo::{Demo as Organization, Step};
use crate::store::codec;
use crate::store::files::layout;

/// The arguments of `aims demo`.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// The folder to make it in, new or empty; without one, a temporary folder that goes with the program.
    folder: Option<PathBuf>,
    /// Only make the folder; do not open it.
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    at: OpenAt,
}

impl Demo {
    /// Makes the demo and opens it.
    ///
    /// # Errors
    ///
    /// Fails when the folder is not empty or the disk refuses.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let today = crate::cli::workbench::environment::now(global).date();
        let (folder, temporary) = if let Some(folder) = &self.folder {
            fs::create_dir_all(folder)?;
            if fs::read_dir(folder)?.next().is_some() {
                bail!("{} is not empty; name a new folder.", folder.display());
            }
            (folder.canonicalize()?, None)
        } else {
            let temporary = tempfile::Builder::new().prefix("aims-demo-").tempdir()?;
            (temporary.path().canonicalize()?, Some(temporary))
        };
        make(&folder, today)?;
        if self.no_open {
            print::print(&format!("{}\n", folder.display()))?;
            if let Some(temporary) = temporary {
                let _ = temporary.keep();
            }
            return Ok(ExitCode::SUCCESS);
        }
        start::run(
            &Global {
                dir: Some(folder),
                ..global.clone()
            },
            &Open {
                at: self.at.clone(),
                ..Open::default()
            },
        )
    }
}

/// Makes the demo organization in an empty folder.
///
/// # Errors
///
/// Fails when the disk refuses.
pub fn make(folder: &Path, today: NaiveDate) -> Result<()> {
    let organization = Organization::shipped().wrap_err("the demo that ships with the program cannot be read")?;
    let mut register = Register::default();
    let has_history = git(folder, &["init", "--quiet", "--initial-branch=main"], None);
    fs::write(
        folder.join("README.md"),
        "# Meridian Health\n\nAn invented organization to look around in.\n",
    )?;
    fs::write(folder.join(".gitattributes"), format!("{ATTRIBUTES}\n"))?;
    let mut records = vec![method::preset()];
    for (nth, step) in organization.steps(today)?.into_iter().enumerate() {
        records.extend(step.records.iter().cloned());
        for record in &records {
            register.put(record.clone());
        }
        let files = organization.files(nth + 1);
        for record in records.drain(..) {
            write(folder, &register, &record, &files)?;
        }
        for (path, text) in files {
            write_file(&folder.join(path), text)?;
        }
        if has_history {
            commit(folder, &step, today);
        }
    }
    Ok(())
}

/// Writes a record as it stands after a step.
fn write(folder: &Path, register: &Register, record: &Record, files: &[(&str, Option<&str>)]) -> Result<()> {
    let Some(path) = layout::path(register, record) else {
        return Ok(());
    };
    let path = folder.join("aims").join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&path, codec::write(record))?;
    let location = record.get(evidence::LOCATION);
    if record.is(&evidence::KIND) && !files.iter().any(|(path, _)| *path == location) {
        stand_in(folder, record)
    } else {
        Ok(())
    }
}

/// Writes a file where a piece of evidence says one is.
fn stand_in(folder: &Path, record: &Record) -> Result<()> {
    let location = record.get(evidence::LOCATION);
    if location.contains("://") || location.is_empty() {
        return Ok(());
    }
    let mut path = folder.join(location);
    if location.ends_with('/') {
        path.push("README.md");
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    if !path.exists() {
        fs::write(path, Organization::stand_in(record.title()))?;
    }
    Ok(())
}

/// Writes a file as it is told, or takes it away where none is told any more.
fn write_file(path: &Path, text: Option<&str>) -> Result<()> {
    match text {
        Some(text) => {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, text)?;
        }
        None if path.exists() => fs::remove_file(path)?,
        None => {}
    }
    Ok(())
}

fn commit(folder: &Path, step: &Step, today: NaiveDate) {
    let day = today.checked_sub_days(Days::new(step.days_ago.into())).unwrap_or(today);
    let when = format!("{day}T10:00:00+0000");
    git(folder, &["add", "--all"], None);
    let name = format!("user.name={}", step.name);
    let email = format!("user.email={}", step.email);
    git(
        folder,
        &["-c", &name, "-c", &email, "commit", "--quiet", "-m", &step.title],
        Some(&when),
    );
}

/// Runs git in the demo's own folder, quietly, and tells whether it worked; without git the demo has no history.
fn git(folder: &Path, arguments: &[&str], when: Option<&str>) -> bool {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args([
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "commit.gpgSign=false",
        ])
        .args(arguments)
        .env("GIT_TERMINAL_PROMPT", "0")
        // Without a repository of the demo's own, one around it is none of its business.
        .env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap_or(folder))
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Some(when) = when {
        command.env("GIT_AUTHOR_DATE", when).env("GIT_COMMITTER_DATE", when);
    }
    command.status().is_ok_and(|status| status.success())
}
