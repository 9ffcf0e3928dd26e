//! Reads typed, pasted or imported text as a value, by the shape of the field.
//!
//! It reads back what [`Value`]'s `Display` writes.

use chrono::NaiveDate;

use crate::domain::day;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Column, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::value::{Value, are_several};

/// A text that is no value of a shape: a sentence that says what would be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAValue(pub String);

/// Reads a value of a shape. Blank text is the empty value. Ids are taken as typed; whether they exist is asked of the
/// register.
///
/// # Errors
///
/// Fails with a sentence that names what was typed and what would be accepted.
pub fn read(shape: Shape, text: &str, today: NaiveDate) -> Result<Value, NotAValue> {
    let text = &plain(text.trim());
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    match shape {
        Shape::Person if is_nobody(text) => Ok(Value::Empty),
        Shape::Line | Shape::Person => Ok(Value::text(&text.replace('\n', " "))),
        Shape::Prose => Ok(Value::text(&crate::domain::record::prose::lines(text))),
        Shape::Day => day::read(text, today)
            .map(Value::Date)
            .map_err(|error| NotAValue(error.to_string())),
        Shape::Whole => match text.parse::<u32>() {
            Ok(number) => Ok(Value::Number(i64::from(number))),
            Err(_) => Err(NotAValue(format!("`{text}` is no whole number."))),
        },
        Shape::Flag => flag(text),
        Shape::OneOf(items) => choice(items, text),
        Shape::One(_) => Ok(Value::Reference(Id::new(text))),
        Shape::Score => text
            .parse()
            .map(Value::Score)
            .map_err(|error: crate::domain::method::score::NotAScore| NotAValue(error.to_string())),
        Shape::AnyOf(_) | Shape::Many(_) | Shape::Words => set(shape.item(), text, today),
        Shape::Terms(_) => set(Shape::One(&[]), text, today),
        Shape::People => Ok(people(text)),
        Shape::Lines => Ok(Value::list(
            text.lines().map(Value::text).filter(|line| !line.is_empty()).collect(),
        )),
        Shape::Rows { columns, sorted } => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let rows = lines
                .enumerate()
                .map(|(at, line)| row(columns, at + 1, line, today))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(if sorted { Value::set(rows) } else { Value::list(rows) })
        }
        Shape::Level => Err(NotAValue(
            "A level is computed by the method and cannot be set.".to_owned(),
        )),
    }
}

/// Returns the text without control characters and marks that reorder text; records do not hold them.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    text.chars().filter(|&c| c == '\n' || !is_deceptive(c)).collect()
}

/// Tells whether a character acts on a terminal or hides what is written: controls and direction overrides.
pub fn is_deceptive(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn flag(text: &str) -> Result<Value, NotAValue> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "x" | "1" => Ok(Value::Flag(true)),
        "no" | "n" | "false" | "0" => Ok(Value::Empty),
        _ => Err(NotAValue(format!("`{text}` is neither yes nor no."))),
    }
}

/// Reads one of a list of choices by name, label or alias, or by an unambiguous beginning of a name or label.
///
/// # Errors
///
/// Fails with the list when the word names none or several.
pub fn choice(items: &'static [Item], text: &str) -> Result<Value, NotAValue> {
    if let Some(item) = items.iter().find(|item| item.is_named(text)) {
        return Ok(Value::Choice(item));
    }
    let typed = text.to_lowercase();
    let begins =
        |item: &&Item| item.label.to_lowercase().starts_with(&typed) || item.name.to_lowercase().starts_with(&typed);
    let mut candidates = items.iter().filter(begins);
    if let (Some(item), None) = (candidates.next(), candidates.next()) {
        return Ok(Value::Choice(item));
    }
    let labels: Vec<_> = items.iter().map(|item| item.label).collect();
    Err(NotAValue(format!("`{text}` is none of: {}.", labels.join(", "))))
}

fn set(item: Shape, text: &str, today: NaiveDate) -> Result<Value, NotAValue> {
    set_of(item, text.split([',', ';', '\n']), today)
}

/// Reads names of people: `;` parts them where there is one, as a name may have a comma, else `,` does.
fn people(text: &str) -> Value {
    let parting: &[char] = if text.contains([';', '\n']) {
        &[';', '\n']
    } else {
        &[',']
    };
    let names = text.split(parting).map(str::trim).filter(|name| !is_nobody(name));
    Value::set(names.map(Value::text).collect())
}

/// Reads the words of a cell, which `;` parts.
fn words(cell: &str, today: NaiveDate) -> Result<Value, NotAValue> {
    set_of(Shape::Line, plain(cell).split(';'), today)
}

fn set_of<'a>(item: Shape, parts: impl Iterator<Item = &'a str>, today: NaiveDate) -> Result<Value, NotAValue> {
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    let items = parts.map(|part| read(item, part, today));
    Ok(Value::set(items.collect::<Result<Vec<_>, _>>()?))
}

/// Reads a line of a table; what is refused names the row, counted from 1, and the column.
fn row(columns: &'static [Column], number: usize, line: &str, today: NaiveDate) -> Result<Value, NotAValue> {
    let mut cells = split_row(line);
    refuse_several(columns, number, line)?;
    if cells.len() > columns.len() {
        return Err(NotAValue(format!(
            "Row {number}: `{line}` has {} cells; write {}.",
            cells.len(),
            wanted(columns)
        )));
    }
    cells.resize(columns.len(), String::new());
    let values = cells.iter().zip(columns).map(|(cell, column)| {
        let place = |error: NotAValue| NotAValue(format!("Row {number}, {}: {error}", column.name));
        match column.shape {
            // Names in a cell may have a comma, as in `Novak, Ana`.
            Shape::Words => words(cell, today).map_err(place),
            Shape::People => Ok(people(&plain(cell))),
            shape => read(shape, cell, today).map_err(place),
        }
    });
    Ok(Value::Row(values.collect::<Result<Vec<_>, _>>()?.into()))
}

/// Returns the columns of a table as its rows are written.
fn wanted(columns: &[Column]) -> String {
    let names: Vec<_> = columns.iter().map(|column| column.name).collect();
    names.join(" | ")
}

/// Refuses a line that holds several rows: they would be taken for one with odd cells.
fn refuse_several(columns: &[Column], number: usize, line: &str) -> Result<(), NotAValue> {
    // Escaped ones are part of the text; of names and words `;` parts one from the next.
    let bare = line.replace("\\\\", "").replace("\\;", "").replace("\\|", "");
    let text = bare.split('|').enumerate().map(|(at, cell)| {
        let parts = columns
            .get(at)
            .is_some_and(|column| matches!(column.shape, Shape::Words | Shape::People));
        if parts { "" } else { cell }
    });
    if !are_several(text) {
        return Ok(());
    }
    Err(NotAValue(format!(
        "Row {number}: `{line}` looks like several rows; write each on a line of its own as {}, in a shell as \
         $'a | b\\nc | d', and a `;` within a text as `\\;`.",
        wanted(columns)
    )))
}

/// Splits a row at its `|`, undoing the escapes that `Display` wrote.
fn split_row(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let cell = cells.last_mut().expect("there is always a last cell");
        match c {
            '|' => cells.push(String::new()),
            '\\' => match chars.next() {
                Some('n') => cell.push('\n'),
                Some(escaped) => cell.push(escaped),
                None => cell.push('\\'),
            },
            c => cell.push(c),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column {
            name: "on",
            shape: Shape::Day,
        },
        Column {
            name: "by",
            shape: Shape::Words,
        },
        Column {
            name: "reason",
            shape: Shape::Prose,
        },
    ];

    fn today() -> NaiveDate {
        day::iso("2026-11-23").expect("a day")
    }

    #[test]
    fn written_values_read_back() {
        let rows = Shape::Rows {
            columns: COLUMNS,
            sorted: true,
        };
        for (shape, text) in [
            (Shape::Line, "a line"),
            (Shape::Prose, "two\nlines"),
            (Shape::Day, "2026-12-01"),
            (Shape::Whole, "12"),
            (Shape::Flag, "yes"),
            (Shape::Words, "a, b"),
            (Shape::Lines, "b, a"),
            (Shape::Many(&[]), "R-7k3qm, R-aaaaa"),
            (Shape::Score, "4 3/2/1"),
            (
                rows,
                "2026-12-01 | Novak, Ana; ben | late \\| vendor\n2026-12-02 |  | two\\nlines",
            ),
        ] {
            let value = read(shape, text, today()).expect(text);
            assert_eq!(value.to_string(), text);
            assert!(shape.admits(&value), "{shape:?} does not admit {value:?}");
        }
    }

    #[test]
    fn several_rows_on_one_line_are_refused_and_a_semicolon_in_a_text_is_not() {
        const TEXTS: &[Column] = &[
            Column {
                name: "what",
                shape: Shape::Line,
            },
            Column {
                name: "to",
                shape: Shape::Line,
            },
            Column {
                name: "how",
                shape: Shape::Line,
            },
        ];
        let rows = Shape::Rows {
            columns: TEXTS,
            sorted: false,
        };
        let refused = read(rows, "a | b; c | d", today()).expect_err("two rows").to_string();
        assert!(refused.contains("on a line of its own"), "{refused}");
        for (text, cells) in [
            ("a | b; c", 1),
            ("a | b | c; d", 1),
            ("a | b\\; c | d", 1),
            ("a | b\nc | d", 2),
        ] {
            let value = read(rows, text, today()).expect(text);
            assert_eq!(value.items().len(), cells, "{text}");
            assert_eq!(read(rows, &value.to_string(), today()), Ok(value), "{text}");
        }
    }

    #[test]
    fn a_value_that_does_not_fit_is_refused_with_ones_that_do() {
        for (shape, text) in [
            (Shape::Day, "soon"),
            (Shape::Whole, "-1"),
            (Shape::Flag, "maybe"),
            (Shape::Score, "4"),
            (Shape::Level, "1"),
        ] {
            assert!(!read(shape, text, today()).expect_err(text).to_string().is_empty());
        }
    }
}
