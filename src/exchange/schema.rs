//! What records are as JSON, as a JSON Schema: for editors, and for programs that write what is imported.

use serde_json::{Map, Value, json};

use crate::domain::query;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Kind, Shape};
use crate::exchange::as_exported;
use crate::exchange::export::json::member;

/// Returns the schema of what `aims export` writes as JSON, for some kinds.
pub fn of_kinds(kinds: &[&'static Kind]) -> Value {
    let (mut lists, mut records) = (Map::new(), Map::new());
    lists.insert("schema".to_owned(), json!({ "const": 1 }));
    for kind in kinds {
        let each = json!({ "$ref": format!("#/$defs/{}", kind.name) });
        lists.insert(member(kind), json!({ "type": "array", "items": each }));
        records.insert(kind.name.to_owned(), record(kind));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Records of an AI management system",
        "type": "object",
        "required": ["schema"],
        "properties": lists,
        "$defs": records,
    })
}

fn record(kind: &Kind) -> Value {
    let mut members = Map::new();
    members.insert(
        "id".to_owned(),
        json!({ "type": "string", "description": format!("Such as {}.", kind.ids.example()) }),
    );
    members.insert("kind".to_owned(), json!({ "const": kind.name }));
    for field in kind.fields {
        members.insert(field.name.to_owned(), described(field.shape, &field.help()));
    }
    for derived in kind.derived {
        let mut computed = described(derived.shape, derived.help);
        computed["readOnly"] = json!(true);
        // What is counted from a day on is less than nothing before it.
        if let Some(schema) = computed.as_object_mut() {
            schema.remove("minimum");
        }
        members.insert(derived.name.to_owned(), computed);
    }
    let exported = json!({ "type": "string", "description": as_exported::MEANING });
    members.insert(as_exported::MEMBER.to_owned(), exported);
    json!({ "type": "object", "description": kind.help.trim(), "required": ["id", "kind"], "properties": members })
}

fn described(shape: Shape, help: &str) -> Value {
    let mut schema = of_shape(shape);
    schema["description"] = json!(help.trim());
    schema
}

fn of_shape(shape: Shape) -> Value {
    let list = |items: Value| json!({ "type": "array", "items": items });
    match shape {
        Shape::Line | Shape::Prose | Shape::Person | Shape::One(_) => json!({ "type": ["string", "null"] }),
        Shape::Day => json!({ "type": ["string", "null"], "format": "date" }),
        Shape::Whole => json!({ "type": ["integer", "null"], "minimum": 0 }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::OneOf(items) => {
            let choices = names(items).map(Value::from).chain([Value::Null]);
            json!({ "enum": choices.collect::<Vec<_>>() })
        }
        Shape::AnyOf(items) => list(json!({ "enum": names(items).collect::<Vec<_>>() })),
        Shape::Many(_) | Shape::Terms(_) | Shape::Words | Shape::People | Shape::Lines => {
            list(json!({ "type": "string" }))
        }
        Shape::Rows { columns, .. } => {
            let cells = columns
                .iter()
                .map(|column| (column.name.to_owned(), of_shape(column.shape)));
            list(json!({ "type": "object", "properties": cells.collect::<Map<_, _>>() }))
        }
        Shape::Score => {
            let step = json!({ "type": ["integer", "null"], "minimum": 1 });
            let steps = ["likelihood", "organization", "individuals", "society"];
            let steps = steps.map(|name| (name.to_owned(), step.clone()));
            json!({ "type": ["object", "null"], "properties": Map::from_iter(steps) })
        }
        Shape::Level => json!({
            "type": ["object", "null"],
            "properties": {
                "band": { "type": "string" },
                "rank": { "type": "integer", "minimum": 0 },
                "stand_in": { "type": "boolean" },
            },
        }),
    }
}

fn names(items: &[Item]) -> impl Iterator<Item = String> {
    items.iter().map(query::word)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::kinds;
    use crate::domain::register::Register;
    use crate::exchange::demo::Demo;
    use crate::exchange::export::{self, Table};
    use crate::exchange::json;

    /// Says where a value is none of a schema, by the words that are used here.
    fn misfit(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
        if let Some(named) = schema["$ref"].as_str() {
            return misfit(root, root.pointer(named.trim_start_matches('#'))?, value, at);
        }
        let is_a = |word: &Value| match word.as_str() {
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            Some("string") => value.is_string(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("boolean") => value.is_boolean(),
            Some("null") => value.is_null(),
            _ => false,
        };
        let words = match &schema["type"] {
            Value::Array(words) => words.clone(),
            Value::Null => Vec::new(),
            word => vec![word.clone()],
        };
        let is_one_of = |choices: &Value| choices.as_array().is_none_or(|choices| choices.contains(value));
        let is_const = schema.get("const").is_none_or(|only| only == value);
        let bounds = schema["minimum"].as_i64().zip(value.as_i64());
        let is_less = bounds.is_some_and(|(least, number)| number < least);
        if !(words.is_empty() || words.iter().any(is_a)) || !is_one_of(&schema["enum"]) || !is_const || is_less {
            return Some(format!("{at}: {value} is none of {schema}"));
        }
        let missing = schema["required"].as_array().into_iter().flatten();
        let mut missing = missing
            .filter_map(Value::as_str)
            .filter(|name| value.get(*name).is_none());
        if let Some(name) = missing.next() {
            return Some(format!("{at}: {name} is missing"));
        }
        let mut items = value.as_array().into_iter().flatten().enumerate();
        let of_item = items.find_map(|(nth, item)| misfit(root, &schema["items"], item, &format!("{at}/{nth}")));
        let mut members = value.as_object().into_iter().flatten();
        of_item.or_else(|| {
            members.find_map(|(name, member)| {
                let known = schema["properties"].get(name);
                let unknown = || Some(format!("{at}: {name} is not described"));
                known.map_or_else(unknown, |known| misfit(root, known, member, &format!("{at}/{name}")))
            })
        })
    }

    #[test]
    fn the_export_of_the_demo_is_as_described_and_another_value_is_not() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let mut register = Register::default();
        for record in Demo::shipped().expect("a demo").records(today).expect("values") {
            register.put(record);
        }
        let tables: Vec<Table<'_>> = register
            .kinds()
            .iter()
            .map(|kind| Table {
                kind,
                records: register.of(kind).collect(),
                with_confidential: true,
            })
            .collect();
        let text = export::json::write(&tables, &register, today).expect("JSON");
        let mut json: Value = serde_json::from_str(&text).expect("JSON");
        let schema = of_kinds(kinds::ALL);
        assert_eq!(misfit(&schema, &schema, &json, ""), None);
        json["systems"][0]["stage"] = json!("Operation");
        assert!(misfit(&schema, &schema, &json, "").is_some_and(|why| why.starts_with("/systems/0/stage")));
    }

    #[test]
    fn every_name_that_is_written_is_described() {
        let schema = of_kinds(kinds::ALL);
        for kind in kinds::ALL {
            let members = schema["$defs"][kind.name]["properties"].as_object().expect(kind.name);
            for name in json::names(kind) {
                assert!(members.contains_key(name), "{}.{name}", kind.name);
            }
            assert_eq!(members.len(), json::names(kind).len() + 1, "{}", kind.name);
        }
    }
}
