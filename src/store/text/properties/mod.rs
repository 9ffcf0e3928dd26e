//! Properties of reading and editing, over generated texts in every formatting a hand could give them.

mod sample;

use std::borrow::Cow;

use proptest::prelude::*;
use serde::de::IgnoredAny;

use crate::store::text::{Change, Document, Node, NodeKind, Slot, parse, quote};

use sample::{Printer, Value};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Returns what a node stands for, in the terms of the generator.
fn read(node: &Node, text: &str) -> Value {
    let all = |nodes: &[Node]| nodes.iter().map(|node| read(node, text)).collect();
    let name = || node.name(text).map(str::to_owned);
    match &node.kind {
        NodeKind::Struct { .. } => Value::Struct(
            name(),
            node.fields(text)
                .map(|(name, value)| (name.to_owned(), read(value, text)))
                .collect(),
        ),
        NodeKind::Tuple { items, .. } => Value::Tuple(name(), all(items)),
        NodeKind::List(items) => Value::List(all(items)),
        NodeKind::Map(pairs) => Value::Map(
            pairs
                .iter()
                .map(|(key, value)| (read(key, text), read(value, text)))
                .collect(),
        ),
        NodeKind::Some(value) => Value::Some(Box::new(read(value, text))),
        NodeKind::Text => Value::Text(node.text(text).unwrap().into_owned()),
        NodeKind::Char => Value::Char(node.character(text).unwrap()),
        NodeKind::Number => node.number(text).map_or(Value::Other, Value::Number),
        NodeKind::Bool => Value::Bool(node.boolean(text).unwrap()),
        NodeKind::Word => Value::Word(node.word(text).unwrap().to_owned()),
        NodeKind::Unit => Value::Unit,
        NodeKind::Bytes => Value::Other,
    }
}

/// Returns the value `ron` is expected to read for a node; `None` where the two are known to differ.
fn expected_of_ron(node: &Node, text: &str) -> Option<ron::Value> {
    let all = |nodes: &[Node]| {
        nodes
            .iter()
            .map(|node| expected_of_ron(node, text))
            .collect::<Option<Vec<_>>>()
    };
    Some(match &node.kind {
        NodeKind::Struct { .. } => {
            let pair = |(name, value): (&str, &Node)| {
                Some((ron::Value::String(name.to_owned()), expected_of_ron(value, text)?))
            };
            ron::Value::Map(node.fields(text).map(pair).collect::<Option<_>>()?)
        }
        NodeKind::Tuple { items, .. } | NodeKind::List(items) => ron::Value::Seq(all(items)?),
        NodeKind::Map(pairs) => {
            let pair = |(key, value): &(Node, Node)| Some((expected_of_ron(key, text)?, expected_of_ron(value, text)?));
            ron::Value::Map(pairs.iter().map(pair).collect::<Option<_>>()?)
        }
        NodeKind::Some(value) => ron::Value::Option(Some(Box::new(expected_of_ron(value, text)?))),
        NodeKind::Text => ron::Value::String(node.text(text)?.into_owned()),
        NodeKind::Char => ron::Value::Char(node.character(text)?),
        NodeKind::Bool => ron::Value::Bool(node.boolean(text)?),
        NodeKind::Word if node.is_none(text) => ron::Value::Option(None),
        NodeKind::Word => ron::Value::Unit,
        NodeKind::Unit if node.source(text) == "()" => ron::Value::Unit,
        NodeKind::Unit => ron::Value::Seq(Vec::new()),
        NodeKind::Number | NodeKind::Bytes => ron::from_str(node.source(text)).ok()?,
    })
}

/// Fails if this parser accepts what `ron` rejects, or reads another value.
fn agrees_with_ron(text: &str) -> Result<(), TestCaseError> {
    let Ok(document) = parse(text) else { return Ok(()) };
    let oracle = ron::from_str::<IgnoredAny>(text);
    prop_assert!(oracle.is_ok(), "accepted {text:?}, and ron says {oracle:?}");
    // `ron` keeps CRLF in strings, and an extension changes what a variant holds.
    if !text.contains('\r') && !text.contains("unwrap_variant") {
        prop_assert_eq!(
            Some(ron::from_str::<ron::Value>(text).unwrap()),
            expected_of_ron(&document.root, text),
            "{}",
            text
        );
    }
    Ok(())
}

/// Returns the comments of a text that contains no string, in order.
fn comments(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('/').map(|start| at + start) {
        let end = crate::store::text::parser::comment_end(text, start).unwrap();
        found.push(text[start..end].trim_end());
        at = end;
    }
    found
}

/// Field names in declaration order; `other` is a field the record does not know.
const NAMES: [&str; 6] = ["alpha", "beta", "gamma", "delta", "epsilon", "other"];

fn order() -> Vec<Slot<'static>> {
    NAMES[..5]
        .iter()
        .enumerate()
        .map(|(index, name)| Slot {
            name,
            apart: index % 2 == 1,
        })
        .collect()
}

/// Returns a record of numbers with the fields given by a bit mask, in a random order and formatting.
fn record(mask: u8, shuffle: &[u8], printer: &mut Printer<'_>) -> String {
    let mut names: Vec<&str> = (0..6)
        .filter(|bit| mask >> bit & 1 == 1)
        .map(|bit| NAMES[bit])
        .collect();
    names.sort_by_key(|name| shuffle[name.len() % shuffle.len()]);
    printer.record(names.into_iter().map(|name| (name, Value::Number(7))).collect())
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn any_formatting_reads_back(value in sample::value(), choices in sample::choices()) {
        let mut printer = Printer::new(&choices);
        let text = printer.document(&value);
        let document = parse(&text);
        prop_assert!(document.is_ok(), "{text:?}: {}", document.unwrap_err());
        prop_assert_eq!(read(&document.unwrap().root, &text), value, "{}", &text);
        agrees_with_ron(&text)?;
    }

    #[test]
    fn damaged_text_is_judged_like_ron(value in sample::value(), choices in sample::choices(), damage in sample::damage()) {
        let text = sample::damaged(&Printer::new(&choices).document(&value), &damage);
        agrees_with_ron(&text)?;
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        agrees_with_ron(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn quoted_text_reads_back(text in sample::text()) {
        for literal in [quote(&text), crate::store::text::prose(&text)] {
            let document = parse(&literal).unwrap();
            prop_assert_eq!(document.root.text(&literal), Some(Cow::Borrowed(text.as_str())));
            prop_assert_eq!(ron::from_str::<String>(&literal).unwrap(), text.clone());
        }
    }
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn heaps_of_tokens_are_judged_like_ron(tokens in sample::tokens()) {
        agrees_with_ron(&tokens)?;
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn setting_a_field_changes_nothing_else(
        mask in 0_u8..64, shuffle in prop::collection::vec(any::<u8>(), 8), choices in sample::choices(), which in 0_usize..6,
    ) {
        let text = record(mask, &shuffle, &mut Printer::new(&choices));
        let document = parse(&text).unwrap();
        let field = NAMES[which];
        let edited = document.edit(&text, &order(), &[Change::Set { field, value: "r#\"a\nb\"#" }]);
        prop_assert!(edited.is_ok(), "{text:?}: {}", edited.unwrap_err());
        let edited = edited.unwrap();
        let after = parse(&edited).unwrap();
        let value = after.field(&edited, field).unwrap();
        prop_assert_eq!(value.text(&edited).unwrap(), "a\nb");
        if let Some(node) = document.field(&text, field) {
            prop_assert_eq!(&text[..node.span.start], &edited[..value.span.start]);
            prop_assert_eq!(&text[node.span.end..], &edited[value.span.end..]);
        } else {
            prop_assert_eq!(comments(&text), comments(&edited), "{:?} became {:?}", &text, &edited);
            check_addition(&document, &text, &edited)?;
        }
        if text.contains('\n') && !text.replace("\r\n", "").contains('\n') {
            prop_assert!(!edited.replace("\r\n", "").contains('\n'), "mixed line ends: {edited:?}");
        }
    }

    #[test]
    fn removing_a_field_leaves_the_others(
        mask in 0_u8..64, shuffle in prop::collection::vec(any::<u8>(), 8), choices in sample::choices(), which in 0_usize..6,
    ) {
        let text = record(mask, &shuffle, &mut Printer::new(&choices));
        let document = parse(&text).unwrap();
        let edited = document.edit(&text, &order(), &[Change::Remove { field: NAMES[which] }]);
        prop_assert!(edited.is_ok(), "{text:?}: {}", edited.unwrap_err());
        if document.field(&text, NAMES[which]).is_none() {
            prop_assert_eq!(edited.unwrap(), text);
        }
    }

    #[test]
    fn a_list_in_any_formatting_takes_any_items(
        old in prop::collection::vec(0_i64..9, 0..7), new in prop::collection::vec(0_i64..9, 0..7), choices in sample::choices(),
    ) {
        let list = Value::List(old.into_iter().map(Value::Number).collect());
        let text = Printer::new(&choices).record(vec![("alpha", Value::Number(7)), ("beta", list), ("gamma", Value::Number(7))]);
        let items: Vec<String> = new.iter().map(ToString::to_string).collect();
        let document = parse(&text).unwrap();
        let edited = document.edit(&text, &order(), &[Change::List { field: "beta", items: &items }]);
        prop_assert!(edited.is_ok(), "{text:?}: {}", edited.unwrap_err());
        let edited = edited.unwrap();
        let after = parse(&edited).unwrap();
        let (before, after) = (document.field(&text, "beta").unwrap(), after.field(&edited, "beta").unwrap());
        prop_assert_eq!(&text[..before.span.start], &edited[..after.span.start]);
        prop_assert_eq!(&text[before.span.end..], &edited[after.span.end..]);
        let read: Vec<_> = after.list().unwrap().iter().map(|item| item.number(&edited).unwrap()).collect();
        prop_assert_eq!(read, new);
    }

    #[test]
    fn list_items_that_stay_keep_their_lines(
        old in prop::collection::btree_set(0_usize..12, 0..8), new in sample::arrangement(12),
        notes in any::<u16>(), trailing in any::<bool>(), crlf in any::<bool>(),
    ) {
        let mut list = String::from("R(\n    a: [ // head\n");
        for (index, item) in old.iter().enumerate() {
            if notes >> item & 1 == 1 {
                list.extend(["        // above ", &item.to_string(), "\n"]);
            }
            let comma = if trailing || index + 1 < old.len() { "," } else { "" };
            let item = item.to_string();
            list.extend(["        ", &item, comma, " // beside ", &item, "\n"]);
        }
        list += "        // tail\n    ],\n    b: 1,\n)\n";
        let text = if crlf { list.replace('\n', "\r\n") } else { list };
        let items: Vec<String> = new.iter().map(ToString::to_string).collect();
        let edited = parse(&text).unwrap().edit(&text, &[], &[Change::List { field: "a", items: &items }]).unwrap();
        for item in &old {
            prop_assert_eq!(edited.lines().any(|line| line.trim() == format!("// above {item}")), notes >> item & 1 == 1);
            if new.contains(item) {
                prop_assert!(edited.lines().any(|line| {
                    line.trim_end() == format!("        {item}, // beside {item}")
                        || line.trim_end() == format!("        {item} // beside {item}")
                }), "{edited}");
            }
        }
        for line in edited.lines().filter(|line| !line.contains("//")) {
            prop_assert!(text.lines().any(|old| old == line) || line.trim_start().trim_end_matches(',').parse::<usize>().is_ok());
        }
        prop_assert_eq!(edited.matches("\r\n").count(), if crlf { edited.matches('\n').count() } else { 0 });
    }
}

/// Fails unless a text is an old one with one stretch, and at most the comma before it, inserted.
fn check_addition(document: &Document, text: &str, edited: &str) -> Result<(), TestCaseError> {
    let ends = document
        .root
        .entries()
        .unwrap()
        .iter()
        .map(|entry| entry.value.span.end);
    let with_comma = ends.map(|end| Cow::Owned([&text[..end], ",", &text[end..]].concat()));
    let inserted = with_comma.chain([Cow::Borrowed(text)]).any(|old: Cow<'_, str>| {
        let prefix = old
            .bytes()
            .zip(edited.bytes())
            .take_while(|(old, new)| old == new)
            .count();
        let suffix = old
            .bytes()
            .rev()
            .zip(edited.bytes().rev())
            .take_while(|(old, new)| old == new)
            .count();
        prefix + suffix >= old.len()
    });
    prop_assert!(inserted, "{text:?} became {edited:?}");
    Ok(())
}
