//! Texts that say nothing: wherever a record has a text, what stands for nothing counts no more than an empty cell.

use aims::domain::kinds::check::Judgement;
use aims::domain::record::field::Shape;
use aims::domain::record::value::Value;

use super::super::fixture::{CLEAN, load, today};
use super::nobody::found;
use super::with;

/// What stands for nothing.
const NOTHING: [&str; 3] = ["N/A", "-", "to be defined"];

/// What follows from the others.
const FOLLOWS: [&str; 4] = ["AIMS-W117", "AIMS-E601", "AIMS-W601", "AIMS-E612"];

/// Where more is asked of an empty field than of one that says nothing, and why.
const BUT: &[(&str, &str)] = &[];

/// Returns the values of a field with each of its texts replaced; an empty text takes it away.
fn replaced(shape: Shape, value: &Value, text: &Value) -> Vec<Value> {
    match (shape, value) {
        (Shape::Line | Shape::Prose, Value::Text(_)) => vec![text.clone()],
        (Shape::Words | Shape::Lines, Value::List(_)) => {
            vec![Value::list(
                [text.clone()].into_iter().filter(|text| !text.is_empty()).collect(),
            )]
        }
        (Shape::Rows { columns, .. }, Value::List(rows)) => {
            let mut found = Vec::new();
            for (at, column) in columns.iter().enumerate() {
                for row in 0..rows.len() {
                    let mut rows = rows.to_vec();
                    if let Value::Row(cells) = &rows[row]
                        && let Some(cell) = cells.get(at)
                        && let [replaced] = &replaced(column.shape, cell, text)[..]
                    {
                        let mut cells = cells.to_vec();
                        cells[at] = replaced.clone();
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

#[test]
fn a_text_that_says_nothing_counts_no_more_than_an_empty_cell() {
    let mut register = load(CLEAN);
    let mut records = Vec::new();
    for kind in register.kinds().to_vec() {
        records.extend(register.of(kind).cloned());
    }
    let (mut wrong, mut count, mut kept) = (Vec::new(), 0, Judgement::of(&register, today()));
    for record in records {
        for (at, field) in record.kind().fields.iter().enumerate() {
            let place = format!("{} {}", record.kind().name, field.name);
            let emptied = replaced(field.shape, record.value(at), &Value::Empty).into_iter();
            for (nth, empty) in emptied.enumerate() {
                let missing = found(&mut register, &mut kept, &with(&record, at, empty));
                for text in NOTHING {
                    count += 1;
                    let said = replaced(field.shape, record.value(at), &Value::text(text));
                    let now = found(&mut register, &mut kept, &with(&record, at, said[nth].clone()));
                    let lighter = missing
                        .iter()
                        .filter(|(what, weight)| now.get(what).is_none_or(|now| now < weight))
                        .filter(|((code, _), _)| !FOLLOWS.contains(code) && !BUT.contains(&(place.as_str(), code)));
                    let codes: Vec<_> = lighter.map(|((code, id), _)| format!("{code} {id}")).collect();
                    if !codes.is_empty() {
                        wrong.push(format!("{place}: {text} clears {}", codes.join(", ")));
                    }
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of {count}: {wrong:#?}", wrong.len());
    println!("{count} texts that say nothing");
}
