//! A repository with a register in it, made by the git program with people and days of its own.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use aims::domain::kinds::{risk, system};
use aims::domain::record::Record;
use aims::domain::record::field::Kind;
use aims::domain::record::input;
use aims::git::child::Stop;
use aims::git::fields::{Change, Row, from_and_to};
use aims::git::program::Refusal;
use aims::git::record::{Subject, history};
use aims::store::codec;
use aims::store::files::repository::Repository;
use chrono::NaiveDate;
use tempfile::TempDir;

pub struct Fixture {
    folder: TempDir,
    /// The folder of the register below the repository's top.
    below: &'static str,
}

impl Fixture {
    /// A repository without a commit.
    pub fn new() -> Self {
        Self::below("")
    }

    /// The same, with the register in a folder of it.
    pub fn below(below: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let fixture = Self { folder, below };
        fixture.git(&["init", "--quiet", "--initial-branch=main"]);
        fixture.write(
            "aims.ron",
            "#![enable(implicit_some)]\nOrganization(\n    format: 1,\n)\n",
        );
        fixture
    }

    pub fn top(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("a folder")
    }

    /// The repository as the program finds it.
    pub fn repository(&self) -> Repository {
        Repository::find(&self.top().join(self.below)).expect("a register")
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        self.git_as(arguments, "Ana Ruiz", 1)
    }

    /// Runs git as somebody, on a day of November 2026.
    pub fn git_as(&self, arguments: &[&str], who: &str, day: u32) -> String {
        git_in(&self.top(), arguments, who, day)
    }

    /// Writes a file of the register.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.top().join(self.below).join("aims").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("writes");
    }

    /// Writes a record's file.
    pub fn put(&self, path: &str, record: &Record) {
        self.write(path, codec::write(record));
    }

    /// Commits everything as somebody on a day.
    pub fn commit(&self, who: &str, day: u32, message: &str) {
        self.git_as(&["add", "--all"], who, day);
        self.git_as(&["commit", "--quiet", "-m", message], who, day);
    }

    /// Commits everything on any day.
    pub fn commit_on(&self, day: &str) -> String {
        git_on(&self.top(), &["add", "--all"], "Ana Ruiz", day);
        git_on(&self.top(), &["commit", "--quiet", "-m", day], "Ana Ruiz", day);
        self.git(&["rev-parse", "HEAD"])
    }

    /// The history of a record at a path, line by line.
    pub fn history(&self, record: &Record, path: &str) -> Vec<String> {
        self.rows(record, path)
            .expect("a history")
            .iter()
            .map(row_in_words)
            .collect()
    }

    pub fn rows(&self, record: &Record, path: &str) -> Result<Vec<Row>, Refusal> {
        let mut rows = Vec::new();
        history(&self.repository(), &subject(record, path), &Stop::default(), |batch| {
            rows.extend(batch.rows);
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    }
}

pub fn subject(record: &Record, path: &str) -> Subject {
    Subject {
        record: record.clone(),
        path: path.into(),
    }
}

pub fn git_in(folder: &Path, arguments: &[&str], who: &str, day: u32) -> String {
    git_on(folder, arguments, who, &format!("2026-11-{day:02}"))
}

/// Runs git as somebody, on a day.
pub fn git_on(folder: &Path, arguments: &[&str], who: &str, day: &str) -> String {
    let when = format!("{day}T12:00:00+0000");
    let output = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .env("HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", who)
        .env("GIT_AUTHOR_EMAIL", "who@example.org")
        .env("GIT_AUTHOR_DATE", &when)
        .env("GIT_COMMITTER_NAME", who)
        .env("GIT_COMMITTER_EMAIL", "who@example.org")
        .env("GIT_COMMITTER_DATE", &when)
        .output()
        .expect("git starts");
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

pub fn row_in_words(row: &Row) -> String {
    let when = match &row.commit {
        Some(commit) => format!("{} {}", commit.day().format("%d"), commit.author),
        None => "uncommitted".to_owned(),
    };
    let what = match &row.change {
        Change::Created(record) => format!("created {}", record.title()),
        Change::Cut(record) => format!("cut {}", record.title()),
        Change::Readable(record) => format!("readable {}", record.title()),
        Change::Unreadable(reason) => format!("unreadable {reason}"),
        Change::Removed => "removed".to_owned(),
        Change::Moved(from, to) => format!("moved {} to {}", from.display(), to.display()),
        Change::Text => "text".to_owned(),
        Change::Field { field, from, to } => {
            let field = &risk::KIND.fields[*field];
            let (from, to) = from_and_to(field, from, to);
            format!("{}: {from} -> {to}", field.name)
        }
    };
    format!("{when}: {what}")
}

/// A record with the texts of some fields.
pub fn record(kind: &'static Kind, id: &str, fields: &[(&str, &str)]) -> Record {
    let mut record = Record::new(kind, id.into());
    for (name, text) in fields {
        let at = kind.field_index(name).expect("a field");
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let value = input::read(kind.fields[at].shape, text, today).expect("a value");
        record.put(at, value).expect("fits");
    }
    record
}

/// The path of the risk that most tests are about.
pub const PATH: &str = "organization/R-00001.ron";

/// That risk.
pub fn a_risk(fields: &[(&str, &str)]) -> Record {
    record(&risk::KIND, "R-00001", fields)
}

/// A system, by its slug.
pub fn a_system(slug: &str, fields: &[(&str, &str)]) -> Record {
    record(&system::KIND, slug, fields)
}
