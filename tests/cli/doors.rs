//! Every rule of every kind at the doors of the command line: `aims set`, `aims add`, and the import.

use std::fs;

use aims::domain::admission::{Completed, Context, Example, Fields, KindRule, complete};
use aims::domain::edit::{Change, Edit};
use aims::domain::field::Kind;
use aims::domain::id::{Id, IdForm};
use aims::domain::input;
use aims::domain::kinds;
use aims::domain::record::Record;
use aims::domain::register::Register;
use aims::store::open::open;
use aims::store::repository::Repository;
use aims::store::{codec, layout};
use chrono::NaiveDate;

use super::ground::Ground;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn value(kind: &'static Kind, name: &str, text: &str) -> (usize, aims::domain::value::Value) {
    let at = kind.field_index(name).expect(name);
    (at, input::read(kind.fields[at].shape, text, today()).expect(text))
}

fn put(mut record: Record, fields: Fields) -> Record {
    for (name, text) in fields {
        let (at, value) = value(record.kind(), name, text);
        record.put(at, value).expect("fits");
    }
    record
}

/// A folder with what is there before the change of an example.
fn ground(kind: &'static Kind, example: &Example) -> Ground {
    let ground = Ground::new();
    let mut records: Vec<Record> = Vec::new();
    for (name, id, fields) in example.beside {
        let kind = kinds::ALL.iter().find(|kind| kind.name == *name).expect("a kind");
        records.push(put(Record::new(kind, Id::new(id)), fields));
    }
    let began = (kind.ids == IdForm::Single("method")).then(kinds::method::preset);
    let before = began.unwrap_or_else(|| Record::new(kind, Id::new(example.id)));
    records.push(put(before, example.before));
    let mut register = Register::default();
    for record in &records {
        register.put(record.clone());
    }
    for record in records {
        let path = layout::path(&register, &record).expect("a path");
        let text = codec::write(&record);
        ground.write(&format!("aims/{}", path.display()), &text);
    }
    ground
}

fn register(ground: &Ground) -> Register {
    open(&Repository::at(&ground.here())).0
}

/// What becomes of an edit, with a reason where one is given.
fn completed(register: &Register, changes: Vec<Change>, because: Option<&str>) -> Completed {
    let edit = Edit {
        title: String::new(),
        who: String::new(),
        when: today().into(),
        changes,
    };
    let context = Context {
        today: today(),
        who: "ana",
        because,
        confirmed: false,
    };
    complete(register, edit, &context)
}

fn changes(before: &Record, after: &Record) -> Vec<Change> {
    let change = |field| Change::Set {
        id: before.id().clone(),
        field,
        from: before.value(field).clone(),
        to: after.value(field).clone(),
    };
    before.differences(after).map(change).collect()
}

fn each_example(mut check: impl FnMut(&'static Kind, &'static KindRule, &'static Example)) {
    for kind in kinds::ALL {
        for rule in kind.rules {
            assert!(!rule.examples.is_empty(), "{kind:?}, {}: no example", rule.name);
            for example in rule.examples {
                check(kind, rule, example);
            }
        }
    }
}

fn assignments(fields: Fields) -> Vec<String> {
    fields.iter().map(|(name, text)| format!("{name}={text}")).collect()
}

#[test]
fn every_rule_speaks_to_set() {
    each_example(|kind, rule, example| {
        let ground = ground(kind, example);
        let register = register(&ground);
        let before = register.get(example.id).expect("the record");
        let expected = completed(&register, changes(before, &put(before.clone(), example.change)), None).objections;
        let files = ground.files();
        let said = assignments(example.change);
        let arguments: Vec<&str> = ["set", example.id]
            .into_iter()
            .chain(said.iter().map(String::as_str))
            .collect();
        let ran = ground.run(&arguments);
        assert_eq!(ran.code, 2, "{kind:?}, {}: {ran:?}", rule.name);
        assert!(
            expected.iter().any(|objection| ran.err.contains(&objection.sentence)),
            "{kind:?}, {}: {expected:?}\n{}",
            rule.name,
            ran.err
        );
        assert_eq!(ground.files(), files, "{kind:?}, {}", rule.name);
    });
}

#[test]
fn every_rule_on_what_comes_in_speaks_to_add() {
    let mut driven = 0;
    each_example(|kind, rule, example| {
        if !matches!(kind.ids, IdForm::Random(_) | IdForm::Slug) {
            return;
        }
        // Without the record itself; what else is there stays.
        let ground = ground(
            kind,
            &Example {
                before: &[],
                ..*example
            },
        );
        let there = register(&ground);
        let whole = put(
            put(Record::new(kind, Id::new("R-zzzzz")), example.before),
            example.change,
        );
        let add = vec![Change::Add(Box::new(whole))];
        let expected = completed(&there, add, None).objections;
        let Some(objection) = expected.iter().find(|objection| objection.rule == rule.name) else {
            return;
        };
        let mut fields: Vec<(&str, &str)> = example.before.to_vec();
        fields.retain(|(name, _)| !example.change.iter().any(|(other, _)| other == name));
        fields.extend(example.change);
        let said: Vec<String> = fields.iter().map(|(name, text)| format!("{name}={text}")).collect();
        let arguments: Vec<&str> = ["add", kind.name]
            .into_iter()
            .chain(said.iter().map(String::as_str))
            .collect();
        let ran = ground.run(&arguments);
        assert_eq!(ran.code, 2, "{kind:?}, {}: {ran:?}", rule.name);
        let sentence = objection.sentence.replace("R-zzzzz ", "");
        let sentence = sentence.split("R-zzzzz").next().unwrap_or_default();
        assert!(
            ran.err.contains(sentence.trim()),
            "{kind:?}, {}: {}",
            rule.name,
            ran.err
        );
        driven += 1;
    });
    assert!(driven >= 15, "{driven} examples are about what comes in");
}

#[test]
fn every_rule_is_kept_by_the_import() {
    each_example(|kind, rule, example| {
        if let IdForm::Single(_) = kind.ids {
            return;
        }
        let ground = ground(kind, example);
        let before = register(&ground).get(example.id).expect("the record").clone();
        let cell = |(name, text): &(&str, &str)| {
            let (_, value) = value(kind, name, text);
            format!("\"{}\"", value.to_string().replace('"', "\"\""))
        };
        let head: Vec<_> = example.change.iter().map(|(name, _)| *name).collect();
        let cells: Vec<_> = example.change.iter().map(cell).collect();
        let title = before.title();
        let text = format!(
            "id,title,{}\n{},\"{title}\",{}\n",
            head.join(","),
            example.id,
            cells.join(",")
        );
        fs::write(ground.here().join("rows.csv"), text).expect("writes");
        let maps: Vec<String> = ["id", "title"]
            .iter()
            .chain(&head)
            .map(|name| format!("{name}={name}"))
            .collect();
        let mut arguments = vec!["import", kind.name, "rows.csv"];
        if kind.field_index("title").is_none() {
            return;
        }
        for map in &maps {
            arguments.extend(["--map", map]);
        }
        let ran = ground.run(&arguments);
        assert!(ran.code <= 1, "{kind:?}, {}: {ran:?}", rule.name);
        let after = register(&ground).get(example.id).expect("the record").clone();
        let mut there = Register::default();
        for record in register(&ground)
            .kinds()
            .iter()
            .flat_map(|kind| register(&ground).of(kind).cloned().collect::<Vec<_>>())
        {
            there.put(record);
        }
        there.put(before.clone());
        let left = completed(&there, changes(&before, &after), Some("imported from rows.csv")).objections;
        assert!(left.is_empty(), "{kind:?}, {}: {left:?}\n{}", rule.name, ran.out);
        let is_told = ran.out.contains("is left out") || ran.out.contains("stands in for it");
        let because = "imported from rows.csv";
        let is_reasoned = after.fields().any(|(_, value)| value.to_string().contains(because));
        assert!(is_told || is_reasoned, "{kind:?}, {}: {}", rule.name, ran.out);
    });
}
