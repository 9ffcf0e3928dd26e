//! `aims report`: documents that people take away, made from the records.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use color_eyre::eyre::Result;

use crate::cli::Global;
use crate::cli::output::failure::Failure;
use crate::cli::output::{print, table, whole_file};
use crate::cli::register::Opened;
use crate::domain::kinds::{fallbacks, method};
use crate::domain::measures::trend::Point;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::exchange::cells::choices::nearest;
use crate::git::child::Stop;
use crate::git::months::months;
use crate::git::program::Refusal;
use crate::git::standing;
use crate::report::basis::{Basis, Commit, Copy, Earlier, Said};
use crate::report::kinds::{REPORTS, Report as Document, named};
use crate::report::making::standing::Standing;
use crate::report::render::Format;
use crate::report::words::Language;

/// The arguments of `aims report`.
#[derive(Debug, clap::Args)]
pub struct Report {
    /// Which document: soa ... (--list names them).
    #[arg(required_unless_present = "list")]
    kind: Option<String>,
    /// Which record it is about, for a document about one, such as the minutes of a review.
    id: Option<String>,
    /// List the documents there are.
    #[arg(long)]
    list: bool,
    /// The format, where the name of the file does not say it; else Markdown.
    #[arg(long, value_enum)]
    format: Option<AskedFormat>,
    /// The language of everything that is not stored text.
    #[arg(long = "lang", value_enum, default_value = "en")]
    language: AskedLanguage,
    /// For whom: what others need not see is left out, and the document says so.
    #[arg(long, value_enum)]
    copy: Option<AskedCopy>,
    /// Tell what changed since this day, where the document tells of changes.
    #[arg(long, value_name = "DATE")]
    since: Option<NaiveDate>,
    /// The file, or a folder in which it is named by document, day and version. Without one, standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over a file that is there.
    #[arg(long)]
    force: bool,
}

/// A format, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum AskedFormat {
    /// Markdown.
    Md,
    /// One HTML page, for the screen and for print.
    Html,
}

/// A language, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum AskedLanguage {
    /// English.
    En,
    /// German.
    De,
}

/// A copy, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum AskedCopy {
    /// Everything.
    Internal,
    /// Without notes that concern only the team.
    Auditor,
    /// Functions in place of names, no risks, no evidence.
    External,
}

impl Report {
    /// Makes the document and writes it.
    ///
    /// # Errors
    ///
    /// Fails when there is no such document or copy, levels of risk cannot be shown, or the file cannot be written.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let Some(kind) = self.kind.as_deref().filter(|_| !self.list) else {
            print::print(&list())?;
            return Ok(ExitCode::SUCCESS);
        };
        let document = named(kind).ok_or_else(|| unknown(kind))?;
        let copy = self.copy(document)?;
        let mut opened = Opened::observed(global)?;
        refuse_levels(document, &opened.register)?;
        if let Some(record) = document.face.record(&opened.register) {
            let id = record.id().clone();
            opened.look_up_approved(&id);
        }
        let subject = self.subject(document, &opened)?;
        let since = self.since(document, &opened);
        let past = since.and_then(|day| past(&opened, day));
        let basis = self.basis(&opened, document, copy, past.as_ref())?;
        let basis = Basis {
            since,
            subject,
            ..basis
        };
        let format = self.format();
        let text = format.write(&document.document(&basis));
        match &self.output {
            Some(path) => {
                let path = if path.is_dir() {
                    path.join(file_name(document, &basis, format))
                } else {
                    path.clone()
                };
                self.write(&path, text.as_bytes())?;
                print::say(&format!("Wrote {}.", path.display()));
            }
            None => match io::stdout().lock().write_all(text.as_bytes()) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
                done => done?,
            },
        }
        Ok(opened.code())
    }

    fn copy(&self, document: &Document) -> Result<Copy> {
        let asked = self.copy.map(|copy| match copy {
            AskedCopy::Internal => Copy::Internal,
            AskedCopy::Auditor => Copy::Auditor,
            AskedCopy::External => Copy::External,
        });
        let copy = asked.unwrap_or(Copy::Internal);
        if document.copies.contains(&copy) {
            return Ok(copy);
        }
        let name = document.face.name;
        let sentence = format!("There is no such copy of {name}: it is made of what that copy leaves out.");
        Err(Failure::usage(sentence).into())
    }

    fn format(&self) -> Format {
        let asked = self.format.map(|format| match format {
            AskedFormat::Md => Format::Markdown,
            AskedFormat::Html => Format::Html,
        });
        let name = self.output.as_deref().map(|path| path.to_string_lossy().into_owned());
        let by_name = || name.as_deref().and_then(Format::of_name);
        asked.or_else(by_name).unwrap_or(Format::Markdown)
    }

    /// Returns the record that the document is about: the one that is named, or the only one there is.
    fn subject<'a>(&self, document: &Document, opened: &'a Opened) -> Result<Option<&'a Record>> {
        let name = document.face.name;
        let Some(subject) = &document.subject else {
            return match &self.id {
                Some(id) => Err(Failure::usage(format!("{name} is about no single record, such as {id}.")).into()),
                None => Ok(None),
            };
        };
        let candidates = subject.candidates(&opened.register);
        let listed = || {
            let lines = candidates
                .iter()
                .map(|one| format!("\n  {}  {}", one.id(), one.title()));
            format!("There are:{}", lines.collect::<String>())
        };
        let what = subject.what;
        match (&self.id, &candidates[..]) {
            (_, []) => Err(Failure::usage(format!("{name} is about {what}, and none is recorded.")).into()),
            (None, [one]) => Ok(Some(one)),
            (None, several) => {
                let sentence = format!("{name} is about {what}, and there are {}; name one.", several.len());
                Err(Failure::usage(sentence).with_hint(listed()).into())
            }
            (Some(id), _) => {
                let record = opened.record(id)?;
                match candidates.iter().find(|one| one.id() == record.id()) {
                    Some(one) => Ok(Some(one)),
                    None => {
                        let sentence = format!("{name} is about {what}, and {} is none.", record.id());
                        Err(Failure::usage(sentence).with_hint(listed()).into())
                    }
                }
            }
        }
    }

    /// Returns the day since which changes are told, of a document that tells of them.
    fn since(&self, document: &Document, opened: &Opened) -> Option<NaiveDate> {
        let usual = document.asks.since?;
        self.since.or_else(|| usual(&opened.register, opened.today()))
    }

    fn basis<'a>(
        &self,
        opened: &'a Opened,
        document: &Document,
        copy: Copy,
        past: Option<&'a (NaiveDate, Register)>,
    ) -> Result<Basis<'a>> {
        let (register, stop) = (&opened.register, Stop::default());
        let newest = match standing::newest(&opened.repository, &stop) {
            Ok(newest) => Some(newest),
            Err(Refusal::NoRepository | Refusal::NoCommits) => None,
            Err(refusal) => {
                print::say(&format!("{refusal} The document names no commit."));
                None
            }
        };
        let has_commit = newest.is_some();
        let uncommitted = if has_commit {
            let found = standing::uncommitted(&opened.repository, register.kinds(), &stop);
            found.map_err(Failure::state)?
        } else {
            Vec::new()
        };
        let said = match document.asks.said.filter(|_| has_commit) {
            Some(asked) => {
                let path = |id: &Id| opened.contents.path(id).map(Path::to_path_buf);
                let said = standing::said_last(&opened.repository, register, path, asked, &stop);
                said.map_err(Failure::state)?
            }
            None => BTreeMap::new(),
        };
        let said = said.into_iter().map(|(id, said)| match said {
            standing::Said::On(day) => (id, Said::On(day)),
            standing::Said::NotCommitted => (id, Said::NotCommitted),
        });
        let mut points = Vec::new();
        if document.asks.months && has_commit {
            let read = months(&opened.repository, opened.today(), &stop, |point| {
                points.push(point);
                ControlFlow::Continue(())
            });
            read.map_err(Failure::state)?;
            points.push(Point::now(register, opened.today()));
        }
        let broken = opened.contents.problems.iter().filter(|problem| problem.is_broken());
        let mut unreadable: Vec<_> = broken.map(|problem| problem.path.display().to_string()).collect();
        unreadable.sort();
        unreadable.dedup();
        Ok(Basis {
            commit: newest.map(|newest| Commit {
                id: newest.commit,
                day: newest.day,
            }),
            uncommitted,
            unreadable,
            said: said.collect(),
            months: points,
            earlier: past.map(|(day, register)| Earlier { day: *day, register }),
            copy,
            language: match self.language {
                AskedLanguage::En => Language::English,
                AskedLanguage::De => Language::German,
            },
            ..Basis::of(register, opened.today())
        })
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        if path.exists() && !self.force {
            return Err(Failure::usage(format!("{} is there already.", path.display()))
                .with_hint("--force writes over it.")
                .into());
        }
        let written = whole_file::write(path, bytes, self.force);
        Ok(written.map_err(|error| Failure::state(format!("{}: {error}", path.display())))?)
    }
}

/// Returns a day with the register as it was then; nothing where git knows of none.
fn past(opened: &Opened, day: NaiveDate) -> Option<(NaiveDate, Register)> {
    let register = standing::on_day(&opened.repository, day, &Stop::default());
    Some((day, register.ok().flatten()?))
}

/// Returns the documents as a table.
fn list() -> String {
    let words = Language::English.words();
    let rows = REPORTS.iter().map(|report| {
        vec![
            report.face.name.to_owned(),
            words.say(&report.face.title()).to_owned(),
            report.serves.join(", "),
            report.screens.join(", "),
        ]
    });
    table::text(
        &["kind", "title", "serves", "screens"],
        &rows.collect::<Vec<_>>(),
        print::columns(),
    )
}

fn unknown(kind: &str) -> Failure {
    let names: Vec<_> = REPORTS.iter().map(|report| report.face.name).collect();
    let perhaps = nearest(kind, names.iter().map(|name| (*name, *name)));
    let perhaps = perhaps.map_or(String::new(), |name| format!(" Perhaps `{name}`?"));
    Failure::usage(format!("There is no document `{kind}`.{perhaps}"))
        .with_hint(format!("The documents are: {}.", names.join(", ")))
}

/// Refuses a document of levels while nobody's method gives them.
fn refuse_levels(document: &Document, register: &Register) -> Result<()> {
    let faults = fallbacks(register);
    let fault = faults.iter().find(|(id, _)| id.as_str() == method::ID);
    match fault.filter(|_| document.shows_levels) {
        Some((_, sentence)) => Err(Failure::state(format!("{sentence} A document shows no such levels."))
            .with_hint("`aims check` says what is wrong with the method.")
            .into()),
        None => Ok(()),
    }
}

/// Names the file of a document: `soa_2026-11-28_v1.2.html`.
fn file_name(document: &Document, basis: &Basis<'_>, format: Format) -> String {
    let record = document.face.record(basis.register);
    let standing = record.map(|record| Standing::of(basis.register, record, basis.today));
    let version = match &standing {
        Some(Standing::Approved(approval)) if !approval.version.is_empty() => format!("_v{}", approval.version),
        Some(_) => "_draft".to_owned(),
        None => String::new(),
    };
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let version: String = version.chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
    let about = basis
        .subject
        .map_or_else(String::new, |subject| format!("-{}", subject.id()));
    let (name, ending) = (document.face.name, format.ending());
    format!("{name}{about}_{}{version}.{ending}", basis.today)
}
