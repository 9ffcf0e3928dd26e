//! A value as the text of its field, and back.

use chrono::NaiveDate;

use crate::domain::kinds::organization::people::People;
use crate::domain::record::field::{Field, Shape};
use crate::domain::record::input;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// Returns a value as it stands in its field; lines stand below each other, as they are read.
pub fn text_of(field: &Field, value: &Value) -> String {
    if field.shape == Shape::Lines {
        let lines: Vec<_> = value.items().iter().map(Value::to_string).collect();
        return lines.join("\n");
    }
    value.to_string()
}

/// Reads the text of a field: by its shape, and against the register where it names records or catalogue entries.
///
/// # Errors
///
/// Fails with a sentence that says what would be accepted.
pub fn read(field: &Field, text: &str, register: &Register, today: NaiveDate) -> Result<Value, String> {
    let people = People::of(register);
    if field.shape == Shape::People {
        return Ok(people.read(text));
    }
    let value = input::read(field.shape, text, today).map_err(|error| error.to_string())?;
    let value = people.resolved(field.shape, value);
    let vocabulary = match field.shape {
        Shape::Terms(vocabulary) => Some(vocabulary),
        Shape::One(_) | Shape::Many(_) => None,
        Shape::Score => return within_scales(value, register),
        _ => return Ok(value),
    };
    let mut ids = Vec::new();
    for id in value.items().iter().filter_map(Value::as_id) {
        let found = register.find(id.as_str()).map(|record| record.id().clone());
        match (register.resolves(id.as_str(), vocabulary), vocabulary, found) {
            (true, ..) => ids.push(id.clone()),
            (false, None, Some(found)) => ids.push(found),
            _ => {
                return Err(format!(
                    "`{id}` is not there. Type a few letters of the title and choose with the down key."
                ));
            }
        }
    }
    let mut ids = ids.into_iter().map(Value::Reference);
    Ok(match field.shape {
        Shape::One(_) => ids.next().unwrap_or_default(),
        _ => Value::set(ids.collect()),
    })
}

fn within_scales(value: Value, register: &Register) -> Result<Value, String> {
    let method = register.method();
    if let Value::Score(score) = &value {
        let (rows, columns) = (method.likelihoods.len() as u8, method.consequences.len() as u8);
        let outside = score.likelihood.is_some_and(|level| level > rows)
            || score.consequences.iter().flatten().any(|level| *level > columns);
        if outside {
            return Err(format!("The method has {rows} likelihoods and {columns} consequences."));
        }
    }
    Ok(value)
}
