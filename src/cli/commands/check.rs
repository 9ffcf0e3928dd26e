//! `aims check`: problems in files and between records, for people, CI and pre-commit; and what a rule asks.

mod explain;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use color_eyre::eyre::Result;
use serde::Serialize;

use crate::cli::Global;
use crate::cli::output::failure::{FINDINGS, STATE};
use crate::cli::output::print;
use crate::cli::output::reference;
use crate::cli::register::Opened;
use crate::domain::kinds::check::{self, Weight};
use crate::domain::kinds::organization::check::FILES_UNREADABLE;
use crate::domain::record::choice::Choices;
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
    /// Print what a rule asks, why, and how it is mended: a code such as AIMS-E501, or a name.
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// The least weight with which the exit code is 1: advice, minor or major.
    #[arg(long, value_name = "WEIGHT", default_value = "minor", value_parser = weight)]
    fail_on: Weight,
}

fn weight(text: &str) -> Result<Weight, String> {
    let named = Weight::ITEMS
        .iter()
        .find(|item| item.short == text)
        .and_then(Weight::of);
    named.ok_or_else(|| "there are advice, minor and major".to_owned())
}

/// One thing that is told, with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Told {
    path: String,
    line: usize,
    column: usize,
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    /// What an auditor would make of it; nothing for what is wrong with a file.
    weight: Option<&'static str>,
    /// Who asks.
    provenance: Option<&'static str>,
    clause: Option<String>,
    id: Option<String>,
    field: Option<&'static str>,
    message: String,
}

impl Check {
    /// Prints what is found.
    ///
    /// # Errors
    ///
    /// Fails when there is no register, or no rule of the name that is to be explained.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        if self.rules {
            print::print(&reference::rules())?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(named) = &self.explain {
            return explain::print(named);
        }
        let opened = Opened::observed(global)?;
        let mut told: Vec<_> = opened.contents.problems.iter().flat_map(of_file_problem).collect();
        let mut problems = check::check(&opened.register, opened.today());
        // Each of the files is listed already.
        problems.retain(|problem| *problem.rule != FILES_UNREADABLE);
        told.extend(of_problems(&opened, &problems));
        told.sort();
        let text = if self.json {
            harmless(&format!("{}\n", serde_json::to_string_pretty(&told)?))
        } else {
            plain(&told)
        };
        print::print(&text)?;
        let of_files = told.iter().filter(|each| each.weight.is_none()).count();
        print::say(&summary(of_files, &problems));
        let weighs = |problem: &Arc<check::Problem>| !problem.rule.is_consequence && problem.weight >= self.fail_on;
        let fails = problems.iter().any(weighs);
        let has_file_problems = of_files > 0;
        Ok(ExitCode::from(match (opened.broken(), fails || has_file_problems) {
            (0, false) => 0,
            (0, true) => FINDINGS,
            _ => STATE,
        }))
    }
}

fn plain(told: &[Told]) -> String {
    let mut text = String::new();
    for each in told {
        let Told {
            path,
            line,
            column,
            code,
            severity,
            weight,
            message,
            ..
        } = each;
        let weight = weight.unwrap_or(severity);
        let about = each.field.map_or(String::new(), |field| format!("{field}: "));
        print::line(
            &mut text,
            &format!("{path}:{line}:{column}: {code} {weight}: {about}{message}"),
        );
    }
    text
}

fn summary(of_files: usize, problems: &[Arc<check::Problem>]) -> String {
    if of_files == 0 && problems.is_empty() {
        return "Nothing found.".to_owned();
    }
    let counted = || problems.iter().filter(|problem| !problem.rule.is_consequence);
    let count = |weight| counted().filter(|problem| problem.weight == weight).count();
    let mut counts = Vec::new();
    match of_files {
        0 => {}
        1 => counts.push("1 problem of a file".to_owned()),
        many => counts.push(format!("{many} problems of files")),
    }
    for weight in Weight::ALL.iter().rev() {
        match count(*weight) {
            0 => {}
            count => counts.push(format!("{count} {}", weight.item().label)),
        }
    }
    let readiness = "`aims readiness` counts of these what its goal asks, and once what most records lack.";
    format!("{}. {readiness}", counts.join(", "))
}

/// Returns how much a problem weighs, in a word. What other rules led to weighs nothing by itself.
fn word(problem: &check::Problem) -> &'static str {
    if problem.rule.is_consequence {
        "follows"
    } else {
        problem.weight.item().short
    }
}

/// Returns what is told about a file, with a line for each problem in it.
fn of_file_problem(problem: &FileProblem) -> Vec<Told> {
    let (code, name) = problem.kind.code();
    let told = |line, column, message| Told {
        path: below_top(&problem.path),
        line,
        column,
        code,
        name,
        severity: problem.kind.severity().name(),
        weight: None,
        provenance: None,
        clause: None,
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
                told(
                    problem.position.line,
                    problem.position.column,
                    message.trim_end().to_owned(),
                )
            };
            problems.iter().map(each).collect()
        }
        FileProblemKind::Unreadable(reason) => vec![told(1, 1, format!("Cannot be read: {reason}."))],
        FileProblemKind::UnknownField(field, Position { line, column, .. }) => {
            let message = format!("The field `{field}` is unknown to this version; it is kept as it is.");
            vec![told(*line, *column, message)]
        }
        FileProblemKind::Stray => {
            let message = "No record belongs here; move it out of aims/ or correct its name.";
            vec![told(1, 1, message.to_owned())]
        }
        FileProblemKind::Duplicate(id, other) => {
            let message = format!("{id} is also in {}; give one of them another id.", below_top(other));
            vec![Told {
                id: Some(id.to_string()),
                ..told(1, 1, message)
            }]
        }
    }
}

/// Returns what does not hold together, with the place of the field in the record's file.
fn of_problems(opened: &Opened, problems: &[Arc<check::Problem>]) -> Vec<Told> {
    let mut files = Files::default();
    let told = |problem: &Arc<check::Problem>| {
        let field = Some(problem.field).filter(|field| !field.is_empty());
        let (path, line, column) = files.place(opened, &problem.id, field);
        Told {
            path: below_top(&path),
            line,
            column,
            code: problem.rule.code,
            name: problem.rule.name,
            severity: problem.severity().name(),
            weight: Some(word(problem)),
            provenance: Some(problem.class.provenance.item().label),
            clause: Some(problem.clause.to_string()).filter(|clause| !clause.is_empty()),
            id: Some(problem.id.to_string()),
            field,
            message: problem.sentence.to_string(),
        }
    };
    problems.iter().map(told).collect()
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
