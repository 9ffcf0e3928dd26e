//! What records are as JSON, as a JSON Schema: for editors, and for programs that write what is imported.

use serde_json::{Map, Value, json};

use crate::domain::query;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Kind, Shape};
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
        members.insert(derived.name.to_owned(), computed);
    }
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
    use super::*;
    use crate::domain::kinds;
    use crate::exchange::json;

    #[test]
    fn every_name_that_is_written_is_described() {
        let schema = of_kinds(kinds::ALL);
        for kind in kinds::ALL {
            let members = schema["$defs"][kind.name]["properties"].as_object().expect(kind.name);
            for name in json::names(kind) {
                assert!(members.contains_key(name), "{}.{name}", kind.name);
            }
            assert_eq!(members.len(), json::names(kind).len(), "{}", kind.name);
        }
    }
}
