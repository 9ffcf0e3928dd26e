//! What the tests of the kinds' check rules share: a day, a register of a few records, and the problems found in it.

use chrono::NaiveDate;

use crate::domain::admission::testing as admission;
use crate::domain::day;
use crate::domain::kinds::check::of;
use crate::domain::kinds::{self, action, organization, risk};
use crate::domain::record::Record;
use crate::domain::record::check::Rule;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::input;
use crate::domain::record::rules::{Example, pairs};
use crate::domain::register::Register;

/// The day on which every test checks.
pub fn today() -> NaiveDate {
    date("2026-11-23")
}

/// Reads a day: `2026-11-23`.
pub fn date(text: &str) -> NaiveDate {
    day::iso(text).expect("a day")
}

/// The register of an example, with its record where it has one.
pub fn register_of(kind: &'static Kind, example: &Example) -> Register {
    let mut register = Register::default();
    register.put(kinds::method::preset());
    register.put(admission::record(
        &organization::KIND,
        organization::ID,
        &[("name", "Acme")],
    ));
    for (name, id, fields) in example.beside {
        let kind = kinds::ALL.iter().find(|kind| kind.name == *name).expect("a kind");
        register.put(admission::record(kind, id, &pairs(fields)));
    }
    if !example.id.is_empty() {
        register.put(admission::record(kind, example.id, &pairs(example.before)));
    }
    register
}

/// Returns the problems of a record among others that some rules find, each with the name of its field.
pub fn found(record: &Record, others: Vec<Record>, rules: &[&'static Rule]) -> Vec<(&'static Rule, &'static str)> {
    let mut register = Register::default();
    for one in others.into_iter().chain([record.clone()]) {
        register.put(one);
    }
    let problems = of(&register, record, today()).into_iter();
    let problems = problems.filter(|problem| rules.contains(&problem.rule));
    problems.map(|problem| (problem.rule, problem.field)).collect()
}

/// Returns the codes of the first record's problems, of series 4.
pub fn treatment_codes(mut records: Vec<Record>) -> Vec<&'static str> {
    let first = records.remove(0);
    let rules: Vec<_> = first.kind().check.to_vec();
    let codes = found(&first, records, &rules).into_iter().map(|(rule, _)| rule.code);
    let is_of_treatment = |code: &&str| code[6..].starts_with('4') || *code == "AIMS-E705";
    codes.filter(is_of_treatment).collect()
}

/// An open action of the risk below, without an owner and a day.
pub fn open_action(id: &str) -> Record {
    Record::new(&action::KIND, id.into())
        .with(action::TITLE, "Filter it")
        .with(action::RISKS, vec![Id::new("R-00001")])
        .with(action::STATUS, action::Status::Open)
}

/// The same with an owner, due today.
pub fn due_action(id: &str) -> Record {
    open_action(id).with(action::OWNER, "ana").with(action::DUE, today())
}

/// A risk above the appetite of the preset method.
pub fn risk_above_appetite(status: risk::Status) -> Record {
    let score = input::read(Shape::Score, "5 5/5/5", today()).expect("a score");
    Record::new(&risk::KIND, "R-00001".into())
        .with(risk::OWNER, "ana")
        .with(risk::CURRENT, score)
        .with(risk::STATUS, status)
}
