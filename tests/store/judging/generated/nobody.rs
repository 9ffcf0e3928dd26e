//! Names that stand for nobody: wherever a record names somebody, a placeholder, somebody whom nobody knows and somebody who left
//! long ago count no more than an empty cell.

use std::collections::BTreeMap;

use aims::domain::kinds::check::{Judgement, Weight};
use aims::domain::record::Record;
use aims::domain::record::field::Shape;
use aims::domain::record::id::Id;
use aims::domain::record::value::Value;
use aims::domain::register::Register;

use super::super::fixture::{CLEAN, Change, load, make, today};
use super::with;

/// Who stands for nobody.
const NOBODY: [&str; 3] = ["to be confirmed", "zorro", "gus"];

/// Gus, of top management and an approver, left years ago.
const GUS: Change = Change::Replace(
    "organization",
    "people",
    "dora | Dora Lang | Internal auditor |  | dora@brook.example",
    "dora | Dora Lang | Internal auditor |  | dora@brook.example\ngus | Gus Lind | Board | | | | yes | yes | | 2001-10-01",
);

/// Where more is asked of an empty field than of one with a wrong name, and why.
const BUT: &[(&str, &str)] = &[
    // That the form lacks a value is advice, as it is that the name is nobody's.
    ("action owner", "AIMS-W102"),
    ("assessment by", "AIMS-W102"),
    ("objective owner", "AIMS-W102"),
];

/// Returns the values of a field with each of its names replaced.
fn replaced(shape: Shape, value: &Value, name: &Value) -> Vec<Value> {
    match (shape, value) {
        (Shape::Person, Value::Text(_)) => vec![name.clone()],
        (Shape::People, Value::List(_)) => {
            let names = [name.clone()].into_iter().filter(|name| !name.is_empty());
            vec![Value::set(names.collect())]
        }
        (Shape::Rows { columns, .. }, Value::List(rows)) => {
            let people = (0..columns.len()).filter(|at| columns[*at].shape == Shape::Person);
            let mut found = Vec::new();
            for at in people {
                for row in 0..rows.len() {
                    let mut rows = rows.to_vec();
                    if let Value::Row(cells) = &rows[row]
                        && cells.get(at).is_some_and(|cell| !cell.is_empty())
                    {
                        let mut cells = cells.to_vec();
                        cells[at] = name.clone();
                        rows[row] = Value::Row(cells.into());
                        found.push(Value::list(rows));
                    }
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

/// Returns what is found once a record is another one, by a judgement that is kept from change to change.
pub(super) fn found(
    register: &mut Register,
    kept: &mut Judgement,
    after: &Record,
) -> BTreeMap<(&'static str, Id), Weight> {
    let before = register.get(after.id().as_str()).expect("the record").clone();
    register.put(after.clone());
    kept.go_on(register, usize::MAX);
    let mut found = BTreeMap::new();
    for problem in kept.problems() {
        let weight = found
            .entry((problem.rule.code, problem.id.clone()))
            .or_insert(problem.weight);
        *weight = problem.weight.max(*weight);
    }
    register.put(before);
    found
}

#[test]
fn who_stands_for_nobody_counts_no_more_than_an_empty_cell() {
    let mut register = load(CLEAN);
    make(&mut register, GUS, &mut super::super::fixture::Before::default());
    let mut records = Vec::new();
    for kind in register.kinds().to_vec() {
        records.extend(register.of(kind).cloned());
    }
    let (mut wrong, mut count, mut kept) = (Vec::new(), 0, Judgement::of(&register, today()));
    for record in records {
        for (at, field) in record.kind().fields.iter().enumerate() {
            for (nth, empty) in replaced(field.shape, record.value(at), &Value::Empty)
                .into_iter()
                .enumerate()
            {
                let place = format!("{} {}", record.kind().name, field.name);
                let missing = found(&mut register, &mut kept, &with(&record, at, empty));
                for name in NOBODY {
                    count += 1;
                    let named = replaced(field.shape, record.value(at), &Value::text(name));
                    let now = found(&mut register, &mut kept, &with(&record, at, named[nth].clone()));
                    let lighter = missing
                        .iter()
                        .filter(|(what, weight)| now.get(what).is_none_or(|now| now < weight));
                    let lighter = lighter.filter(|((code, _), _)| !BUT.contains(&(place.as_str(), code)));
                    let codes: Vec<_> = lighter.map(|((code, id), _)| format!("{code} {id}")).collect();
                    if !codes.is_empty() {
                        wrong.push(format!(
                            "{} {place}, row {nth}: {name} clears {}",
                            record.id(),
                            codes.join(", ")
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}: {wrong:#?}", wrong.len());
    println!("{count} names of nobody");
}
