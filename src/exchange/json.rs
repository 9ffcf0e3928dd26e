//! Records as JSON: every field and derived value under its name in the reference.
//!
//! An empty value is `null`, a list without items is `[]`, and a field of yes or no is `true` or `false`. Choices are the
//! words of filters, references are ids, a score is an object with a level per dimension, and a band of the method is
//! an object with its name and its rank from 0 for the lowest.

use chrono::NaiveDate;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::domain::method::Method;
use crate::domain::method::score::{Dimension, Score};
use crate::domain::query;
use crate::domain::record::Record;
use crate::domain::record::field::{Column, Kind, Shape};
use crate::domain::record::input::is_deceptive;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::exchange::as_exported;

/// Returns the names under which a record of a kind is written, in order.
pub fn names(kind: &Kind) -> Vec<&'static str> {
    let fields = kind.fields.iter().map(|field| field.name);
    let derived = kind.derived.iter().map(|derived| derived.name);
    ["id", "kind"].into_iter().chain(fields).chain(derived).collect()
}

/// A record to be written.
#[derive(Debug, Clone, Copy)]
pub struct Json<'a> {
    /// The register it is in.
    pub register: &'a Register,
    /// The record.
    pub record: &'a Record,
    /// Today, for derived values.
    pub today: NaiveDate,
    /// Which of the names are wanted, in order; all when empty.
    pub only: &'a [&'a str],
    /// Whether a confidential record is written whole, and not only what is public of it.
    pub is_whole: bool,
    /// Whether what the fields say is written in short as well, for an import to compare with.
    pub is_export: bool,
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all;
        let names = if self.only.is_empty() {
            all = names(self.record.kind());
            &all
        } else {
            self.only
        };
        let mut map = serializer.serialize_map(None)?;
        for name in names {
            self.entry(&mut map, name)?;
        }
        if self.is_export {
            map.serialize_entry(as_exported::MEMBER, &as_exported::of(self.record, self.is_whole))?;
        }
        map.end()
    }
}

impl Json<'_> {
    fn entry<M: SerializeMap>(&self, map: &mut M, name: &str) -> Result<(), M::Error> {
        let (record, method) = (self.record, self.register.method());
        let kind = record.kind();
        if let Some(field) = kind.field_index(name) {
            let shape = kind.fields[field].shape;
            let is_withheld = !self.is_whole && record.withholds(field);
            // An import would take a word in place of a title for the title, and `false` for an answer.
            if is_withheld && self.is_export {
                return Ok(());
            }
            if is_withheld && shape == Shape::Flag {
                return map.serialize_entry(name, &());
            }
            let printed = record.printed(field);
            let value = if self.is_whole { record.value(field) } else { &printed };
            return map.serialize_entry(name, &Cell { shape, value, method });
        }
        if let Some(derived) = kind.derived.iter().find(|derived| derived.name == name) {
            let value = (derived.get)(self.register, record, self.today);
            let shape = derived.shape;
            return map.serialize_entry(
                name,
                &Cell {
                    shape,
                    value: &value,
                    method,
                },
            );
        }
        if let Some(cell) = kind.cell_column(name) {
            let (value, shape) = (record.printed_cells(cell), cell.column.shape);
            let cells: Vec<_> = value
                .items()
                .iter()
                .map(|value| Cell { shape, value, method })
                .collect();
            return map.serialize_entry(name, &cells);
        }
        match name {
            "id" => map.serialize_entry(name, record.id().as_str()),
            "kind" => map.serialize_entry(name, kind.name),
            _ => map.serialize_entry(name, &()),
        }
    }
}

/// Returns one value as it is written of a record.
///
/// # Errors
///
/// Never for values of records, which JSON all takes.
pub fn of_value(shape: Shape, value: &Value, method: &Method) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(Cell { shape, value, method })
}

/// A value with what it takes to write it.
struct Cell<'a> {
    shape: Shape,
    value: &'a Value,
    method: &'a Method,
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let method = self.method;
        if self.shape.is_list() {
            let items = self.value.items();
            let mut list = serializer.serialize_seq(Some(items.len()))?;
            for value in items {
                match (self.shape, value) {
                    (Shape::Rows { columns, .. }, Value::Row(cells)) => {
                        list.serialize_element(&Row { columns, cells, method })?;
                    }
                    _ => {
                        let shape = self.shape.item();
                        // The item of a list of terms is one id, although the shape says list.
                        let shape = if shape.is_list() { Shape::Line } else { shape };
                        list.serialize_element(&Cell { shape, value, method })?;
                    }
                }
            }
            return list.end();
        }
        match self.value {
            Value::Empty if self.shape == Shape::Flag => serializer.serialize_bool(false),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Date(date) => serializer.collect_str(date),
            Value::Number(number) => serializer.serialize_i64(*number),
            Value::Flag(flag) => serializer.serialize_bool(*flag),
            Value::Choice(item) => serializer.serialize_str(&query::word(item)),
            Value::Reference(id) => serializer.serialize_str(id.as_str()),
            Value::Score(score) => score_map(*score, serializer),
            Value::Level(level) => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("band", &method.band_name(*level))?;
                map.serialize_entry("rank", level)?;
                if method.is_fallback {
                    map.serialize_entry("stand_in", &true)?;
                }
                map.end()
            }
            Value::Empty | Value::List(_) | Value::Row(_) => serializer.serialize_unit(),
        }
    }
}

fn score_map<S: Serializer>(score: Score, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(4))?;
    map.serialize_entry("likelihood", &score.likelihood)?;
    for dimension in Dimension::ALL {
        map.serialize_entry(dimension.name(), &score.consequence(Some(dimension)))?;
    }
    map.end()
}

/// One row of a table-shaped field.
struct Row<'a> {
    columns: &'static [Column],
    cells: &'a [Value],
    method: &'a Method,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, value) in self.columns.iter().zip(self.cells) {
            let (shape, method) = (column.shape, self.method);
            map.serialize_entry(column.name, &Cell { shape, value, method })?;
        }
        map.end()
    }
}

/// Returns JSON in which characters that act on a terminal or hide are written as escapes, so that it reads back the
/// same and can be looked at.
pub fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && (is_deceptive(c) || is_hidden(c)) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Returns whether a character shows nothing of itself: marks of direction, joiners, tags, line separators.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{2029}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{self, risk, system};

    fn json(register: &Register, id: &str, only: &[&str]) -> serde_json::Value {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let record = register.get(id).expect("a record");
        let text = serde_json::to_string(&Json {
            register,
            record,
            today,
            only,
            is_whole: false,
            is_export: false,
        });
        serde_json::from_str(&text.expect("JSON")).expect("JSON")
    }

    #[test]
    fn every_kind_writes_each_of_its_names_once() {
        let mut register = Register::default();
        for kind in kinds::ALL {
            let names = names(kind);
            let mut unique = names.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), names.len(), "{}", kind.name);
            register.put(Record::new(kind, "x".into()));
            let json = json(&register, "x", &[]);
            assert_eq!(json.as_object().expect("an object").len(), names.len(), "{}", kind.name);
            register.forget(&"x".into());
        }
    }

    #[test]
    fn values_keep_their_sort() {
        let mut register = Register::default();
        let score: Score = "4 4/2/-".parse().expect("a score");
        register.put(
            Record::new(&system::KIND, "chat".into())
                .with(system::TITLE, "Chat")
                .with(system::ROLES, vec![system::Role::Customer]),
        );
        let risk = Record::new(&risk::KIND, "R-00001".into())
            .with(risk::SYSTEMS, vec![crate::domain::record::id::Id::new("chat")])
            .with(risk::CURRENT, score);
        register.put(risk);
        let risk = json(&register, "R-00001", &[]);
        assert_eq!(risk["systems"], serde_json::json!(["chat"]));
        let expected = serde_json::json!({"likelihood": 4, "organization": 4, "individuals": 2, "society": null});
        assert_eq!(risk["current"], expected);
        assert!(risk["level"]["band"].is_string() && risk["level"]["rank"].is_u64());
        assert!(risk["title"].is_null());
        let system = json(&register, "chat", &["id", "roles", "tags", "stage"]);
        let expected = serde_json::json!({"id": "chat", "roles": ["customer-operator"], "tags": [], "stage": null});
        assert_eq!(system, expected);
    }

    #[test]
    fn control_characters_are_escaped_and_read_back() {
        let text = "a\u{9b}31m\u{202e}\u{e0041}é\n\u{7f}";
        let json = harmless(&serde_json::to_string(text).expect("JSON"));
        assert!(json.chars().all(|c| c == 'é' || (' '..='~').contains(&c)), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
    }
}
