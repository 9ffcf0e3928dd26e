//! `aims init`: the beginning of a register.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDateTime;
use color_eyre::eyre::{Result, bail};

use crate::cli::Global;
use crate::cli::output::print;
use crate::cli::workbench::environment;
use crate::domain::kinds::organization::{self, cadence};
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::store::files::disk::Disk;
use crate::store::files::repository::Repository;
use crate::store::load::open::beginnings;
use crate::store::save::history::Step;
use crate::store::save::{Request, Writer};

/// The arguments of `aims init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The name of the organization; the folder's name otherwise.
    #[arg(long)]
    name: Option<String>,
}

/// What git is told about the files of a register: line ends stay as they are written.
pub const ATTRIBUTES: &str = "aims/**/*.ron text eol=lf -filter -ident";

impl Init {
    /// Makes the folder.
    ///
    /// # Errors
    ///
    /// Fails when there is a register already or the disk refuses.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let top = match &global.dir {
            Some(dir) => dir.clone(),
            None => std::env::current_dir()?,
        };
        let repository = Repository::at(&top.canonicalize()?);
        if repository.root.join("aims.ron").exists() {
            bail!(
                "{} holds a register already; nothing was changed.",
                repository.root.display()
            );
        }
        let folder = || {
            repository
                .top
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default()
        };
        let name = self.name.clone().unwrap_or_else(folder);
        write(&repository, &name, crate::cli::workbench::environment::now(global))?;
        let added = attributes(&repository.top)?;
        let share = if repository.git.is_some() {
            let attributes = if added { " .gitattributes" } else { "" };
            format!("To share it: git add aims{attributes} && git commit -m \"Begin the AIMS\"")
        } else {
            "This folder is no git repository; `git init` gives the register a history.".to_owned()
        };
        let root = repository.root.display();
        let mut text = String::new();
        print::lines(
            &mut text,
            &format!("Began a register in {root}.\n{share}\nThen: aims import systems FILE.csv, or aims to open it."),
        );
        print::print(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes the beginnings of a register.
fn write(repository: &Repository, name: &str, when: NaiveDateTime) -> Result<()> {
    fs::create_dir_all(&repository.root)?;
    let mut register = Register::default();
    let mut changes = Vec::new();
    for record in beginnings(name) {
        let record = if record.is(&organization::KIND) {
            cadence::begun(record, when.date())
        } else {
            record
        };
        changes.push(Change::add(record.clone()));
        register.put(record);
    }
    let edit = Edit {
        title: "begin".to_owned(),
        who: environment::who(repository),
        when,
        changes,
    };
    let mut writer = Writer::new(repository.clone(), Disk::default(), None);
    writer.save(&Request::new(&register, edit, Step::Begin))?;
    Ok(())
}

/// Adds the line that keeps line ends as they are, and tells whether it was missing.
fn attributes(top: &Path) -> Result<bool> {
    let path = top.join(".gitattributes");
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error.into()),
    };
    if old.lines().any(|line| line.trim() == ATTRIBUTES) {
        return Ok(false);
    }
    let gap = if old.is_empty() || old.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    fs::write(&path, format!("{old}{gap}{ATTRIBUTES}\n"))?;
    Ok(true)
}
