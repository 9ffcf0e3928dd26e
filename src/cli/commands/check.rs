//! `aims check`: problems in files and between records, for people, CI and pre-commit.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use color_eyre::eyre::Result;
use serde::Serialize;

use crate::cli::Global;
use crate::cli::output::failure::{FINDINGS, STATE};
use crate::cli::output::print;
use crate::cli::output::reference;
use crate::cli::register::Opened;
use crate::domain::check::{self, Severity};
use crate::domain::record::id::Id;
use crate::exchange::json::harmless;
use crate::store::files::disk::Disk;
use crate::store::files::layout;
use crate::store::load::{FileProblem, FileProblemKind};
use crate::store::text::{Places, Position, Problem, parse};

/// The arguments of `aims check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Print the check rules with their codes, as Markdown, and check nothing.
    #[arg(long)]
    rules: bool,
}

/// One thing that is told, with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Entry {
    path: String,
    line: usize,
    column: usize,
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    id: Option<String>,
    field: Option<&'static str>,
    message: String,
}

impl Check {
    /// Prints what is found.
    ///
    /// # Errors
    ///
    /// Fails when there is no register.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        if self.rules {
            print::print(&reference::rules())?;
            return Ok(ExitCode::SUCCESS);
        }
        let opened = Opened::observed(global)?;
        let mut problems: Vec<_> = opened.contents.problems.iter().flat_map(of_file_problem).collect();
        problems.extend(of_problems(&opened));
        problems.sort();
        let text = if self.json {
            harmless(&format!("{}\n", serde_json::to_string_pretty(&problems)?))
        } else {
            plain(&problems)
        };
        print::print(&text)?;
        let errors = problems
            .iter()
            .filter(|each| each.severity == Severity::Error.name())
            .count();
        print::say(&summary(errors, problems.len() - errors));
        Ok(ExitCode::from(match (opened.broken(), problems.len()) {
            (0, 0) => 0,
            (0, _) => FINDINGS,
            _ => STATE,
        }))
    }
}

fn plain(problems: &[Entry]) -> String {
    let mut text = String::new();
    for each in problems {
        let Entry {
            path,
            line,
            column,
            code,
            severity,
            message,
            ..
        } = each;
        let about = each.field.map_or(String::new(), |field| format!("{field}: "));
        print::line(
            &mut text,
            &format!("{path}:{line}:{column}: {code} {severity}: {about}{message}"),
        );
    }
    text
}

fn summary(errors: usize, warnings: usize) -> String {
    let count = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        number => format!("{number} {word}s"),
    };
    match (errors, warnings) {
        (0, 0) => "Nothing found.".to_owned(),
        (errors, warnings) => format!("{}, {}.", count(errors, "error"), count(warnings, "warning")),
    }
}

/// Returns what is told about a file, with a line for each problem in it.
fn of_file_problem(problem: &FileProblem) -> Vec<Entry> {
    let (code, name) = problem.kind.code();
    let entry = |line, column, message| Entry {
        path: below_top(&problem.path),
        line,
        column,
        code,
        name,
        severity: problem.kind.severity().name(),
        id: None,
        field: None,
        message,
    };
    match &problem.kind {
        FileProblemKind::Broken(problems) | FileProblemKind::Refused(problems) => {
            let each = |problem: &Problem| {
                let Problem {
                    found, expected, hint, ..
                } = problem;
                let message = format!("Found {found}, expected {expected}. {hint}");
                entry(
                    problem.position.line,
                    problem.position.column,
                    message.trim_end().to_owned(),
                )
            };
            problems.iter().map(each).collect()
        }
        FileProblemKind::Unreadable(reason) => vec![entry(1, 1, format!("Cannot be read: {reason}."))],
        FileProblemKind::UnknownField(field, Position { line, column, .. }) => {
            let message = format!("The field `{field}` is unknown to this version; it is kept as it is.");
            vec![entry(*line, *column, message)]
        }
        FileProblemKind::Stray => {
            let message = "No record belongs here; move it out of aims/ or correct its name.";
            vec![entry(1, 1, message.to_owned())]
        }
        FileProblemKind::Duplicate(id, other) => {
            let message = format!("{id} is also in {}; give one of them another id.", below_top(other));
            vec![Entry {
                id: Some(id.to_string()),
                ..entry(1, 1, message)
            }]
        }
    }
}

/// Returns what does not hold together, with the place of the field in the record's file.
fn of_problems(opened: &Opened) -> Vec<Entry> {
    let mut files = Files::default();
    let entry = |problem: check::Problem| {
        let field = Some(problem.field).filter(|field| !field.is_empty());
        let (path, line, column) = files.place(opened, &problem.id, field);
        Entry {
            path: below_top(&path),
            line,
            column,
            code: problem.rule.code,
            name: problem.rule.name,
            severity: problem.rule.severity().name(),
            id: Some(problem.id.to_string()),
            field,
            message: problem.sentence,
        }
    };
    check::check(&opened.register, opened.today())
        .into_iter()
        .map(entry)
        .collect()
}

/// The files with problems, each read once: where its fields stand.
#[derive(Default)]
struct Files {
    fields: HashMap<PathBuf, HashMap<String, Position>>,
}

impl Files {
    /// Returns the file of a record and where in it a field stands; the beginning when it is not there.
    fn place(&mut self, opened: &Opened, id: &Id, field: Option<&str>) -> (PathBuf, usize, usize) {
        let own = opened.contents.path(id).map(Path::to_path_buf);
        let planned = || layout::path(&opened.register, opened.register.get(id.as_str())?);
        let Some(path) = own.or_else(planned) else {
            return (PathBuf::from(id.as_str()), 1, 1);
        };
        let fields = self.fields.entry(path.clone()).or_insert_with(|| {
            let read = Disk::default().read(&opened.repository.root.join(&path));
            fields_of(&read.ok().flatten().unwrap_or_default())
        });
        let position = field.and_then(|field| fields.get(field));
        let (line, column) = position.map_or((1, 1), |position| (position.line, position.column));
        (path, line, column)
    }
}

/// Returns where the values of a text's fields stand.
fn fields_of(text: &str) -> HashMap<String, Position> {
    let Ok(document) = parse(text) else {
        return HashMap::new();
    };
    let mut places = Places::new(text);
    let fields = document.root.fields(text);
    fields
        .map(|(name, node)| (name.to_owned(), places.of(node.span.start)))
        .collect()
}

/// Returns a path from the folder that holds `aims/`.
fn below_top(path: &Path) -> String {
    format!("aims/{}", path.display())
}
