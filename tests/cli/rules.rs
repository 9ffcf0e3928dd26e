//! Every rule of every kind at the doors of the command line: `aims set`, `aims add`, and the import.

use std::fs;

use aims::domain::admission::{Completed, complete};
use aims::domain::kinds;
use aims::domain::record::Record;
use aims::domain::record::field::Kind;
use aims::domain::record::id::{Id, IdForm};
use aims::domain::record::input;
use aims::domain::record::rules::{Context, Example, KindRule, pairs};
use aims::domain::register::Register;
use aims::domain::register::edit::{Change, Edit};
use aims::store::codec;
use aims::store::files::layout;
use aims::store::files::repository::Repository;
use aims::store::load::open::open;
use chrono::NaiveDate;

use crate::sandbox::Sandbox;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn value(kind: &'static Kind, name: &str, text: &str) -> (usize, aims::domain::record::value::Value) {
    let at = kind.field_index(name).expect(name);
    (at, input::read(kind.fields[at].shape, text, today()).expect(text))
}

fn put(mut record: Record, fields: &[(&str, &str)]) -> Record {
    for (name, text) in fields {
        let (at, value) = value(record.kind(), name, text);
        record.put(at, value).expect("fits");
    }
    record
}

/// A folder with what is there before the change of an example.
fn sandbox(kind: &'static Kind, example: &Example) -> Sandbox {
    let sandbox = Sandbox::new();
    let mut records: Vec<Record> = Vec::new();
    for (name, id, fields) in example.beside {
        let kind = kinds::ALL.iter().find(|kind| kind.name == *name).expect("a kind");
        records.push(put(Record::new(kind, Id::new(id)), &pairs(fields)));
    }
    let began = (kind.ids == IdForm::Single("method")).then(kinds::method::preset);
    let before = began.unwrap_or_else(|| Record::new(kind, Id::new(example.id)));
    records.push(put(before, &pairs(example.before)));
    let mut register = Register::default();
    for record in &records {
        register.put(record.clone());
    }
    for record in records {
        let path = layout::path(&register, &record).expect("a path");
        let text = codec::write(&record);
        sandbox.write(&format!("aims/{}", path.display()), &text);
    }
    sandbox
}

fn register(sandbox: &Sandbox) -> Register {
    open(&Repository::at(&sandbox.here())).0
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
        history: false,
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

fn assignments(fields: &'static str) -> Vec<String> {
    let pairs = pairs(fields).into_iter();
    pairs.map(|(name, text)| format!("{name}={text}")).collect()
}

#[test]
fn every_rule_speaks_to_set() {
    each_example(|kind, rule, example| {
        let sandbox = sandbox(kind, example);
        let register = register(&sandbox);
        let before = register.get(example.id).expect("the record");
        let expected = completed(
            &register,
            changes(before, &put(before.clone(), &pairs(example.change))),
            None,
        )
        .objections;
        let files = sandbox.files();
        let said = assignments(example.change);
        let arguments: Vec<&str> = ["set", example.id]
            .into_iter()
            .chain(said.iter().map(String::as_str))
            .collect();
        let ran = sandbox.run(&arguments);
        assert_eq!(ran.code, 2, "{kind:?}, {}: {ran:?}", rule.name);
        assert!(
            expected.iter().any(|objection| ran.err.contains(&objection.sentence)),
            "{kind:?}, {}: {expected:?}\n{}",
            rule.name,
            ran.err
        );
        assert_eq!(sandbox.files(), files, "{kind:?}, {}", rule.name);
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
        let sandbox = sandbox(kind, &Example { before: "", ..*example });
        let there = register(&sandbox);
        let whole = put(
            put(Record::new(kind, Id::new("R-zzzzz")), &pairs(example.before)),
            &pairs(example.change),
        );
        let add = vec![Change::add(whole)];
        let expected = completed(&there, add, None).objections;
        let Some(objection) = expected.iter().find(|objection| objection.rule == rule.name) else {
            return;
        };
        let mut fields: Vec<(&str, &str)> = pairs(example.before);
        fields.retain(|(name, _)| !pairs(example.change).iter().any(|(other, _)| other == name));
        fields.extend(pairs(example.change));
        let said: Vec<String> = fields.iter().map(|(name, text)| format!("{name}={text}")).collect();
        let arguments: Vec<&str> = ["add", kind.name]
            .into_iter()
            .chain(said.iter().map(String::as_str))
            .collect();
        let ran = sandbox.run(&arguments);
        assert_eq!(ran.code, 2, "{kind:?}, {}: {ran:?}", rule.name);
        // The id is drawn.
        let mut parts = objection.sentence.split("R-zzzzz");
        assert!(
            parts.all(|part| ran.err.contains(part)),
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
        // An empty cell says nothing, so no import empties a field.
        let empties = pairs(example.change).iter().all(|(_, text)| text.is_empty());
        // A day that the file says was none in the past when it was set.
        let is_history = rule.name == "a new day in the past";
        if empties || is_history || matches!(kind.ids, IdForm::Single(_)) {
            return;
        }
        let sandbox = sandbox(kind, example);
        let before = register(&sandbox).get(example.id).expect("the record").clone();
        let cell = |(name, text): &(&str, &str)| {
            let (_, value) = value(kind, name, text);
            format!("\"{}\"", value.to_string().replace('"', "\"\""))
        };
        let head: Vec<_> = pairs(example.change).iter().map(|(name, _)| *name).collect();
        let cells: Vec<_> = pairs(example.change).iter().map(cell).collect();
        let title = before.title();
        let text = format!(
            "id,title,{}\n{},\"{title}\",{}\n",
            head.join(","),
            example.id,
            cells.join(",")
        );
        fs::write(sandbox.here().join("rows.csv"), text).expect("writes");
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
        let ran = sandbox.run(&arguments);
        assert!(ran.code <= 1, "{kind:?}, {}: {ran:?}", rule.name);
        let after = register(&sandbox).get(example.id).expect("the record").clone();
        let mut there = Register::default();
        for record in register(&sandbox)
            .kinds()
            .iter()
            .flat_map(|kind| register(&sandbox).of(kind).cloned().collect::<Vec<_>>())
        {
            there.put(record);
        }
        there.put(before.clone());
        let left = completed(&there, changes(&before, &after), Some("imported from rows.csv")).objections;
        assert!(left.is_empty(), "{kind:?}, {}: {left:?}\n{}", rule.name, ran.out);
        let is_told = ran.out.contains("is left out") || ran.out.contains("no column is the reason");
        let because = "imported from rows.csv";
        let is_reasoned = after.fields().any(|(_, value)| value.to_string().contains(because));
        assert!(is_told || is_reasoned, "{kind:?}, {}: {}", rule.name, ran.out);
    });
}

/// A risk above the appetite with two actions that serve nothing else, and the id of each.
fn above() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "aims/organization/R-00001.ron",
        "Risk(title: \"Injection\", owner: \"ben\", status: Open, current: (likelihood: 5, organization: 5, \
         individuals: 5, society: 5))",
    );
    for id in ["T-00001", "T-00002"] {
        let text = "Action(title: \"Filter\", risks: [\"R-00001\"], owner: \"ana\", status: Open, due: \"2026-12-24\")";
        sandbox.write(&format!("aims/organization/{id}.ron"), text);
    }
    sandbox
}

#[test]
fn an_import_reports_a_value_it_leaves_out_once_and_the_next_import_again() {
    let sandbox = above();
    sandbox.write("i.csv", "id,status\nR-00001,Closed\n");
    for _ in 0..2 {
        let ran = sandbox.run(&["import", "risks", "i.csv"]);
        assert_eq!(ran.out.matches("is left out").count(), 1, "{ran:?}");
        assert!(ran.out.contains("above the appetite"), "{ran:?}");
        assert!(ran.out.contains("2 actions (T-00001, T-00002)"), "{ran:?}");
        assert!(
            !ran.out.contains("the file wins") && !ran.out.contains("edited here"),
            "{ran:?}"
        );
    }
    let risk = sandbox.json(&["show", "R-00001", "--json"]);
    assert_eq!(
        (&risk["status"], &risk["extras"]),
        (
            &"open".into(),
            &serde_json::json!([{ "column": "status", "value": "Closed" }])
        )
    );
}

#[test]
fn an_import_cancels_no_action_that_is_here_without_a_reason() {
    let sandbox = above();
    sandbox.write("i.csv", "id,title,owner,due,status\nT-00001,,,,Cancelled\n");
    let ran = sandbox.run(&["import", "actions", "i.csv"]);
    assert!(ran.out.contains("needs the reason"), "{ran:?}");
    let action = sandbox.json(&["show", "T-00001", "--json"]);
    assert_eq!(
        (&action["status"], &action["extras"]),
        (
            &"open".into(),
            &serde_json::json!([{ "column": "status", "value": "Cancelled" }])
        )
    );
    sandbox.write("n.csv", "ref,title,owner,due,status\n1,Old,ana,2026-12-01,Cancelled\n");
    let ran = sandbox.run(&["import", "actions", "n.csv", "--key", "title"]);
    assert!(ran.out.contains("cancelled in n.csv, no reason given"), "{ran:?}");
}

#[test]
fn a_reason_that_no_rule_asked_for_is_kept_in_the_note_or_refused() {
    let sandbox = above();
    sandbox.fine(&["set", "T-00001", "status=done"]);
    sandbox.fine(&["set", "T-00001", "status=open", "--because", "again"]);
    let note = sandbox.json(&["show", "T-00001", "--json"])["note"].clone();
    assert_eq!(note, "2026-11-23: again");
    // A rule that asks keeps it where it belongs, and nowhere else.
    sandbox.fine(&["set", "T-00002", "due=2026-12-31", "--because", "no time"]);
    let action = sandbox.json(&["show", "T-00002", "--json"]);
    assert_eq!(action["note"], serde_json::Value::Null, "{action}");
    assert!(action["redated"].to_string().contains("no time"), "{action}");
    sandbox.fine(&["set", "R-00001", "status=closed", "--because", "out of use", "--yes"]);
    let risk = sandbox.json(&["show", "R-00001", "--json"]);
    assert_eq!(risk["note"], "2026-11-23: closed: out of use");
    sandbox.write(
        "aims/reviews/V-00001.ron",
        "Review(title: \"Review\", event: Other, date: \"2026-12-24\")",
    );
    let files = sandbox.files();
    let ran = sandbox.run(&["set", "V-00001", "owner=ana", "--because", "she asked"]);
    assert!(
        ran.code == 2 && ran.err.contains("no note that could keep it"),
        "{ran:?}"
    );
    assert_eq!(sandbox.files(), files);
}

#[test]
fn refusals_name_the_field_to_set() {
    let sandbox = above();
    let ran = sandbox.run(&["set", "T-00001", "owner="]);
    assert!(ran.err.contains("owner=WHO"), "{ran:?}");
    let ran = sandbox.run(&["set", "T-00001", "waits_for=T-00001"]);
    assert!(
        ran.err.contains("cannot wait for itself") && !ran.err.contains("Set "),
        "{ran:?}"
    );
    let ran = sandbox.run(&["set", "T-00001", "status=done", "closed=2029-01-01"]);
    assert!(ran.err.contains("2029-01-01 is still to come"), "{ran:?}");
}

#[test]
fn an_import_replaces_no_acceptance_that_holds() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "aims/organization/R-00001.ron",
        "Risk(title: \"Injection\", owner: \"ana\", status: Accepted, accepted_by: \"ben\", accepted_on: \"2026-10-01\", \
         accepted_until: \"2027-04-25\", acceptance_reason: \"rare\")",
    );
    sandbox.write(
        "i.csv",
        "id,status,accepted_by,accepted_until,acceptance_reason\nR-00001,Accepted,carla,2027-01-01,second\n",
    );
    let ran = sandbox.run(&["import", "risks", "i.csv"]);
    assert!(ran.out.contains("This replaces it. --yes takes it."), "{ran:?}");
    let risk = sandbox.json(&["show", "R-00001", "--json"]);
    assert_eq!(
        (&risk["accepted_by"], &risk["accepted_on"]),
        (&"ben".into(), &"2026-10-01".into())
    );
    assert_eq!(risk["acceptance_reason"], "rare");
}

#[test]
fn no_door_approves_a_document_whose_file_is_gone() {
    let sandbox = Sandbox::new();
    let at = "aims/documents/4.3/d1.ron";
    sandbox.write(at, "Document(location: \"docs/scope.md\", approved_by: \"ana\")");
    sandbox.write("d.csv", "id,location,approved_by\n4.4/d1,docs/other.md,carla\n");
    let is_refused = |arguments: &[&str]| {
        let files = sandbox.files();
        let ran = sandbox.run(arguments);
        assert!(ran.code == 2 && ran.err.contains("is not in the repository"), "{ran:?}");
        assert_eq!(sandbox.files(), files, "{arguments:?}");
    };
    is_refused(&["set", "4.3/d1", "approved_by=carla"]);
    is_refused(&["set", "4.3/d1", "approved_on=today"]);
    is_refused(&["set", "4.4/d1", "location=docs/other.md", "approved_by=carla"]);
    is_refused(&[
        "add",
        "document",
        "title=Manual",
        "location=docs/manual.md",
        "approved_by=carla",
    ]);
    let ran = sandbox.run(&["import", "documents", "d.csv"]);
    assert!(ran.out.contains("is not in the repository"), "{ran:?}");
    assert_eq!(
        sandbox.json(&["show", "4.4/d1", "--json"])["approved_by"],
        serde_json::Value::Null
    );
    sandbox.write("docs/scope.md", "Scope");
    sandbox.fine(&["set", "4.3/d1", "approved_by=carla"]);
}

#[test]
fn ended_records_are_questioned_by_add_and_taken_as_history_by_import() {
    let sandbox = Sandbox::new();
    let asked = |arguments: &[&str], sentence: &str| {
        let ran = sandbox.run(arguments);
        assert!(ran.code == 2 && ran.err.contains(sentence), "{ran:?}");
    };
    asked(&["add", "risk", "title=Injection", "status=closed"], "needs the reason");
    let title = ["add", "action", "title=Log", "owner=ana"];
    asked(
        &[&title[..], &["due=2020-01-01"]].concat(),
        "is past; the new day is today or later",
    );
    let review = [
        "add",
        "review",
        "title=Review",
        "event=other event",
        "date=+1m",
        "status=cancelled",
    ];
    asked(&review, "needs the reason");
    asked(&["add", "risk", "title=Injection", "retired=today"], "needs the reason");
    sandbox.fine(&[
        "add",
        "risk",
        "title=Injection",
        "status=closed",
        "--because",
        "out of use",
    ]);
    sandbox.write("r.csv", "title,status\nLeak,Closed\n");
    sandbox.fine(&["import", "risks", "r.csv"]);
    sandbox.write(
        "t.csv",
        "title,owner,due,status,closed,effective\nLate,ana,2020-01-01,Open,,\nTrain,ana,2020-01-01,Done,2020-02-01,Yes\n",
    );
    let ran = sandbox.run(&["import", "actions", "t.csv"]);
    assert!(ran.code == 0 && !ran.out.contains("left out"), "{ran:?}");
}

#[test]
fn an_acceptance_is_imported_whole_or_not_at_all() {
    let sandbox = above();
    let before = sandbox.json(&["show", "R-00001", "--json"]);
    sandbox.write(
        "i.csv",
        "id,status,accepted_by,accepted_until,acceptance_reason\nR-00001,Accepted,carla,2020-01-01,rare\n",
    );
    let ran = sandbox.run(&["import", "risks", "i.csv"]);
    assert!(ran.out.contains("is past"), "{ran:?}");
    let mut after = sandbox.json(&["show", "R-00001", "--json"]);
    let kept = [
        ("acceptance_reason", "rare"),
        ("accepted_by", "carla"),
        ("accepted_until", "2020-01-01"),
        ("status", "Accepted"),
    ];
    let kept = kept.map(|(column, value)| serde_json::json!({ "column": column, "value": value }));
    assert_eq!(after["extras"].take(), serde_json::json!(kept));
    after["extras"] = before["extras"].clone();
    assert_eq!(after, before);
}

#[test]
fn a_value_that_an_import_refuses_a_review_is_kept_with_it() {
    let sandbox = Sandbox::new();
    let added = sandbox.fine(&["add", "review", "title=Board", "event=management review", "date=today"]);
    let id = added
        .split_whitespace()
        .find(|word| word.starts_with("V-"))
        .expect("an id")
        .to_owned();
    sandbox.write("r.csv", &format!("id,held\n{id},2099-01-01\n"));
    let ran = sandbox.run(&["import", "reviews", "r.csv"]);
    assert_eq!(ran.code, 1, "a refused value asks for attention: {ran:?}");
    let shown = sandbox.fine(&["show", &id]);
    assert!(shown.contains("2099-01-01"), "{shown}");
}

#[test]
fn a_reason_is_asked_wherever_a_status_needs_one() {
    let sandbox = Sandbox::new();
    let added = sandbox.fine(&["add", "action", "title=Log", "owner=ana", "due=+1m"]);
    let id = added
        .split_whitespace()
        .find(|word| word.starts_with("T-"))
        .expect("an id")
        .to_owned();
    assert_ne!(
        sandbox.run(&["set", &id, "status=cancelled", "--because", " "]).code,
        0,
        "a blank is no reason"
    );
    sandbox.fine(&["set", &id, "status=cancelled", "--because", "no budget"]);
    assert!(sandbox.fine(&["show", &id]).contains("no budget"));
}
