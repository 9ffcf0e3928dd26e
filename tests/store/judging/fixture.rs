//! A register kept as one text, and changes of it that are put back.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use aims::domain::day;
use aims::domain::kinds::approval::kept_sets::{self, Records};
use aims::domain::kinds::check::{Judgement, Problem, Weight, all};
use aims::domain::readiness::{Goal, Readiness, of};
use aims::domain::record::Record;
use aims::domain::record::choice::Choices;
use aims::domain::record::id::Id;
use aims::domain::record::input;
use aims::domain::record::moves;
use aims::domain::register::Register;
use aims::domain::register::edit::Edit;
use aims::domain::register::observed::Fact;
use aims::domain::sha256;
use aims::store::files::observe;
use aims::store::files::repository::Repository;
use aims::store::load::open;
use chrono::NaiveDate;

/// A furnished register in which an auditor finds nothing, as its files one after another.
pub const CLEAN: &str = include_str!("clean.txt");

/// The day on which every test judges.
pub fn today() -> NaiveDate {
    day::iso("2026-11-26").expect("a day")
}

/// Loads the register of a text of files, each begun by a line with its path.
pub fn load(text: &str) -> Register {
    let folder = crate::fixture::folder();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    for file in text.split("=== ").skip(1) {
        let (path, text) = file.split_once('\n').expect("a path");
        if Path::new(path).extension().is_some_and(|ending| ending == "ron") {
            write(path, &format!("#![enable(implicit_some)]\n{text}"));
        } else {
            write(path, text);
        }
    }
    let (mut register, contents) = open::open(&Repository::at(folder.path()));
    assert!(contents.problems.is_empty(), "{:#?}", contents.problems);
    let changes = moves::of_register(&register, today()).changes;
    let edit = Edit {
        title: String::new(),
        who: String::new(),
        when: today().and_time(chrono::NaiveTime::MIN),
        changes,
    };
    register.apply(&edit).expect("what moves fits");
    observe::observe(folder.path(), &mut register);
    register
}

/// One change of a register.
#[derive(Debug, Clone, Copy)]
pub enum Change {
    /// A field, as it is typed; nothing typed empties it.
    Set(&'static str, &'static str, &'static str),
    /// A part of what a field says, wherever it says it.
    Replace(&'static str, &'static str, &'static str, &'static str),
    /// A record goes.
    Take(&'static str),
    /// A record comes: kind, id and fields.
    Add(&'static str, &'static str, &'static [(&'static str, &'static str)]),
    /// A file gets another content.
    Edit(&'static str),
    /// A file goes.
    Remove(&'static str),
    /// What the register keeps is approved as it is then: the record of its approvals.
    Approve(&'static str),
}

impl Change {
    /// Returns the id of the record that it changes.
    pub fn id(self) -> Option<&'static str> {
        match self {
            Self::Set(id, ..) | Self::Replace(id, ..) | Self::Take(id) | Self::Add(_, id, _) | Self::Approve(id) => {
                Some(id)
            }
            Self::Edit(_) | Self::Remove(_) => None,
        }
    }
}

/// What changes took away, to put it back.
#[derive(Debug, Default)]
pub struct Before {
    records: Vec<(Id, Option<Record>)>,
    files: Vec<(&'static str, Fact)>,
}

/// Makes a change of a register.
pub fn make(register: &mut Register, change: Change, before: &mut Before) {
    let id = match change {
        Change::Edit(path) | Change::Remove(path) => {
            let fact = register.observed().get(path).expect(path).clone();
            let sha256 = sha256::of(b"edited");
            let is_edited = matches!(change, Change::Edit(_));
            register.observe(
                path,
                if is_edited {
                    Fact::Present { sha256 }
                } else {
                    Fact::Missing
                },
            );
            before.files.push((path, fact));
            return;
        }
        Change::Set(id, ..)
        | Change::Replace(id, ..)
        | Change::Take(id)
        | Change::Add(_, id, _)
        | Change::Approve(id) => id,
    };
    let record = register.get(id).cloned();
    before.records.push((Id::new(id), record.clone()));
    let mut record = match change {
        Change::Take(_) => return register.forget(&Id::new(id)),
        Change::Add(kind, ..) => Record::new(register.kind(kind).expect(kind), Id::new(id)),
        _ => record.expect(id),
    };
    match change {
        Change::Set(_, field, text) => set(&mut record, field, text),
        Change::Replace(_, field, from, to) => {
            let at = record.kind().field_index(field).expect(field);
            let said = record.value(at).to_string();
            assert!(said.contains(from), "{id} {field} says {said}, and not {from}");
            set(&mut record, field, &said.replace(from, to));
        }
        Change::Add(_, _, fields) => fields.iter().for_each(|(field, text)| set(&mut record, field, text)),
        Change::Approve(_) => {
            let kept = kept_sets::of(id).expect("a set of the register");
            let digest = kept.digest(Records::of(register));
            set(&mut record, "approvals", &format!("9 | {} | carla | {digest}", today()));
        }
        Change::Take(_) | Change::Edit(_) | Change::Remove(_) => {}
    }
    register.put(record);
}

/// Sets a field as it is typed.
pub fn set(record: &mut Record, field: &str, text: &str) {
    let kind = record.kind();
    let at = kind.field_index(field).expect(field);
    let value = input::read(kind.fields[at].shape, text, today()).expect(text);
    record.put(at, value).expect("a value that fits");
}

/// Puts back what changes took away, the last one first.
pub fn put_back(register: &mut Register, before: Before) {
    for (id, record) in before.records.into_iter().rev() {
        match record {
            Some(record) => drop(register.put(record)),
            None => register.forget(&id),
        }
    }
    for (path, fact) in before.files.into_iter().rev() {
        register.observe(path, fact);
    }
}

/// Returns everything that is said about a register: what any goal misses, and what the check finds.
pub fn judgement(register: &Register) -> (Vec<Arc<Problem>>, Vec<Readiness>) {
    let goals = Goal::ALL.iter().map(|goal| of(register, today(), *goal));
    (all(register, today()), goals.collect())
}

/// Writes what the check finds, such as `E202 m, W402 m [E601]`; what follows from others is in brackets. That an answer is
/// contradicted follows from nearly everything and is left out.
pub fn checked(register: &Register) -> String {
    written(&Judgement::of(register, today()).problems())
}

/// Writes the same from a judgement that is kept from change to change; it must not differ from one made again.
pub fn checked_again(register: &Register, kept: &mut Judgement, what: &str) -> String {
    kept.go_on(register, usize::MAX);
    let problems = kept.problems();
    assert_eq!(
        problems,
        Judgement::of(register, today()).problems(),
        "{what} is judged again"
    );
    written(&problems)
}

fn written(problems: &[Arc<Problem>]) -> String {
    let counts =
        |problem: &&Arc<Problem>| problem.is_begun && !problem.is_explained && problem.rule.code != "AIMS-W117";
    let (follow, found): (Vec<_>, Vec<_>) = problems
        .iter()
        .filter(counts)
        .partition(|problem| problem.rule.is_consequence);
    let found = found.iter().map(|problem| line(problem.rule.code, problem.weight));
    let follow = follow.iter().map(|problem| short(problem.rule.code).to_owned());
    let (found, follow) = (joined(found.collect()), joined(follow.collect()));
    match follow.as_str() {
        "" => found,
        _ => format!("{found} [{follow}]").trim_start().to_owned(),
    }
}

/// Writes what falls short of a goal, such as `W711 m, W723 m`.
pub fn short_of(register: &Register, goal: Goal) -> String {
    let found = of(register, today(), goal);
    let lines = found
        .shortfalls
        .iter()
        .map(|one| line(one.problem.rule.code, one.weight));
    joined(lines.collect())
}

/// Returns the letter of a weight: M would be major, m would be minor, a is advice.
pub fn line(code: &str, weight: Weight) -> String {
    let letter = match weight {
        Weight::Major => "M",
        Weight::Minor => "m",
        Weight::Advice => "a",
    };
    format!("{} {letter}", short(code))
}

fn short(code: &str) -> &str {
    code.trim_start_matches("AIMS-")
}

/// Joins lines in order; one that is there several times is written once with their number: `W602 m x2`.
fn joined(mut lines: Vec<String>) -> String {
    lines.sort_unstable();
    let groups = lines.chunk_by(|one, other| one == other);
    let groups = groups.map(|group| match group.len() {
        1 => group[0].clone(),
        many => format!("{} x{many}", group[0]),
    });
    groups.collect::<Vec<_>>().join(", ")
}
