//! Changes of the clean register made from declarations: every field that a rule reads is taken away from every record, every
//! day is moved beyond its interval.

mod less;
mod moved;
mod nobody;
mod placeholders;
mod taken;
mod unread;

use std::collections::{BTreeMap, BTreeSet};

use aims::domain::kinds::check::Judgement;
use aims::domain::record::Record;
use aims::domain::record::field::Shape;
use aims::domain::record::id::Id;
use aims::domain::record::input;
use aims::domain::record::value::Value;
use aims::domain::register::Register;

use super::fixture::{CLEAN, checked, checked_again, load, today};

/// A change of one record: the record as it is then, what was done, and what is declared of it.
struct Generated {
    after: Record,
    what: String,
    expected: &'static str,
}

/// Returns the records of a line: those it names, or all of the kind that no earlier line about the field names.
fn records<'a>(register: &'a Register, kind: &str, named: &str, taken: &mut BTreeSet<Id>) -> Vec<&'a Record> {
    let kind = register.kind(kind).expect(kind);
    let named: Vec<_> = named.split_whitespace().collect();
    let is_meant = |record: &&Record| named.is_empty() || named.contains(&record.id().as_str());
    let all: Vec<_> = register
        .of(kind)
        .filter(is_meant)
        .filter(|record| !taken.contains(record.id()))
        .collect();
    assert!(
        named.is_empty() || all.len() == named.len(),
        "{named:?} are there and named once"
    );
    taken.extend(all.iter().map(|record| record.id().clone()));
    all
}

/// Returns the record with another value in a field.
fn with(record: &Record, field: usize, value: Value) -> Record {
    let mut record = record.clone();
    record.put(field, value).expect("a value that fits");
    record
}

/// Returns the changes of a record that a line means: one for the field, one for each row or one for each row's cell.
fn changes(record: &Record, field: &str, day: Option<&str>) -> Vec<(Record, String)> {
    let kind = record.kind();
    let (field, cell) = field
        .split_once('.')
        .map_or((field, None), |(field, cell)| (field, Some(cell)));
    let at = kind.field_index(field).expect(field);
    let before = record.value(at);
    let id = record.id();
    let Some(cell) = cell else {
        let value = day.map_or(Value::Empty, |day| input::read(Shape::Day, day, today()).expect(day));
        let is_changed = day.is_some() || !before.is_empty();
        let change = || (with(record, at, value), format!("{id} {field}"));
        return is_changed.then(change).into_iter().collect();
    };
    let Shape::Rows { columns, .. } = kind.fields[at].shape else {
        unreachable!("{field} has rows");
    };
    let column = columns.iter().position(|column| column.name == cell);
    let rows = before.items();
    let changed = (0..rows.len()).filter_map(|row| {
        let mut rows = rows.to_vec();
        match (column, &rows[row]) {
            (None, _) => drop(rows.remove(row)),
            (Some(column), Value::Row(cells)) => {
                let mut cells = cells.to_vec();
                cells.resize(columns.len(), Value::Empty);
                if cells[column].is_empty() {
                    return None;
                }
                cells[column] = day.map_or(Value::Empty, |day| input::read(Shape::Day, day, today()).expect(day));
                while cells.last().is_some_and(Value::is_empty) {
                    cells.pop();
                }
                rows[row] = Value::Row(cells.into());
            }
            _ => unreachable!("a row"),
        }
        let value = if rows.is_empty() {
            Value::Empty
        } else {
            Value::list(rows)
        };
        Some((
            with(record, at, value),
            format!("{id} {field}.{cell} of row {}", row + 1),
        ))
    });
    changed.collect()
}

/// Returns the changes that take something away.
fn taken(register: &Register) -> Vec<Generated> {
    let lines = taken::TAKEN.iter();
    let lines = lines.map(|(kind, field, ids, expected)| (*kind, *field, *ids, None, *expected));
    changes_of(register, lines)
}

/// Returns the changes that move a day.
fn moved(register: &Register) -> Vec<Generated> {
    let lines = moved::MOVED.iter();
    let lines = lines.map(|(kind, field, ids, day, expected)| (*kind, *field, *ids, Some(*day), *expected));
    changes_of(register, lines)
}

/// A line: kind, field, records, day and what is declared.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
);

fn changes_of(register: &Register, lines: impl Iterator<Item = Line>) -> Vec<Generated> {
    let mut spoken_of: BTreeMap<_, BTreeSet<Id>> = BTreeMap::new();
    let mut found = Vec::new();
    for (kind, field, ids, day, expected) in lines {
        let known = spoken_of.entry((kind, field, day)).or_default();
        for record in records(register, kind, ids, known) {
            // Where rows differ in what they raise, the declaration says it row by row.
            let of_rows: Vec<_> = expected.split("; ").collect();
            for (row, (after, name)) in changes(record, field, day).into_iter().enumerate() {
                found.push(Generated {
                    after,
                    what: day.map_or(format!("without {name}"), |day| format!("{name} is {day}")),
                    expected: of_rows[row % of_rows.len()],
                });
            }
        }
    }
    found
}

/// Returns the codes that are declared, such as `W813`.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let taken = taken::TAKEN.iter().map(|line| line.3);
    let moved = moved::MOVED.iter().map(|line| line.4);
    let together = TOGETHER.iter().map(|line| line.2);
    let all = taken.chain(moved).chain(together);
    all.flat_map(|found| found.split_whitespace().filter(|word| word.len() == 4))
}

/// Writes what the check finds, each once, without what only follows.
fn distinct(found: &str) -> String {
    let found = found.split('[').next().unwrap_or_default().trim_end();
    let lines = found
        .split(", ")
        .map(|line| line.split(" x").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join(", ")
}

/// Makes each change, and returns how many raise something.
fn judge(changes: &[Generated], register: &mut Register) -> usize {
    let (mut wrong, mut kept) = (Vec::new(), Judgement::of(register, today()));
    for Generated { after, what, expected } in changes {
        let before = register.get(after.id().as_str()).expect("the record").clone();
        register.put(after.clone());
        let now = distinct(&checked_again(register, &mut kept, what));
        if now != *expected {
            wrong.push(format!("{what}: declared `{expected}`, found `{now}`"));
        }
        register.put(before);
    }
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), changes.len());
    assert_eq!(checked(register), "", "all is put back");
    changes.iter().filter(|change| !change.expected.is_empty()).count()
}

#[test]
fn each_field_that_is_taken_away_raises_what_is_declared() {
    let mut register = load(CLEAN);
    let taken = taken(&register);
    let raising = judge(&taken, &mut register);
    println!("{raising} fields, rows and cells taken away, each of which raises something");
    assert!(raising >= 300, "{raising}");
}

#[test]
fn each_day_beyond_its_interval_or_still_to_come_raises_what_is_declared() {
    let mut register = load(CLEAN);
    let moved = moved(&register);
    let raising = judge(&moved, &mut register);
    println!("{raising} days moved, each of which raises something");
    assert!(raising >= 100, "{raising}");
}

#[test]
fn fields_of_which_nothing_is_declared_are_named_and_raise_nothing_when_they_are_taken_away() {
    let mut register = load(CLEAN);
    let mut taken: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut spoken_of = BTreeSet::new();
    for change in self::taken(&register) {
        let before = register.get(change.after.id().as_str()).expect("the record");
        for at in before.differences(&change.after) {
            spoken_of.insert((before.id().clone(), before.kind().fields[at].name));
        }
    }
    let kinds: Vec<_> = register.kinds().to_vec();
    let mut wrong = Vec::new();
    for kind in kinds {
        let unread = unread::UNREAD.iter().find(|(name, _)| *name == kind.name);
        let unread: Vec<_> = unread.map_or("", |(_, fields)| fields).split_whitespace().collect();
        for (at, field) in kind.fields.iter().enumerate() {
            let silent = register.of(kind).filter(|record| !record.value(at).is_empty());
            let silent: Vec<_> = silent
                .filter(|record| !spoken_of.contains(&(record.id().clone(), field.name)))
                .cloned()
                .collect();
            if silent.is_empty() {
                continue;
            }
            assert!(
                unread.contains(&field.name),
                "{} {} is declared nowhere",
                kind.name,
                field.name
            );
            taken.insert((kind.name, field.name));
            if LOAD_BEARING.contains(&(kind.name, field.name)) {
                continue;
            }
            for record in &silent {
                register.put(with(record, at, Value::Empty));
            }
            let now = distinct(&checked(&register));
            let together = TOGETHER
                .iter()
                .find(|(name, at, _)| (*name, *at) == (kind.name, field.name));
            if now != together.map_or("", |(.., found)| found) {
                wrong.push(format!("{} {}: {now}", kind.name, field.name));
            }
            for record in silent {
                register.put(record);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{} fields are read by no rule", taken.len());
}

/// Fields of which something is said only when no record has them.
const TOGETHER: &[(&str, &str, &str)] = &[("risk", "objectives", "W207 a"), ("review", "requirements", "W718 m")];

/// Fields on which much hangs, so that nothing simple is said of their absence.
const LOAD_BEARING: &[(&str, &str)] = &[
    ("organization", "people"),
    ("method", "likelihood"),
    ("method", "consequence"),
    ("method", "bands"),
    ("method", "grid"),
    ("system", "stage"),
    ("risk", "status"),
    ("risk", "current"),
];
