//! What is written is read back, what is edited differs nowhere else, and no text brings the reader down.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde::de::IgnoredAny;

use super::*;
use crate::domain::kinds::{self, organization, risk, system};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::input;
use crate::domain::record::value::Value;
use crate::store::codec::sample::{hand, id, record, value};
use crate::store::text::{self, ProblemKind};

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}

fn reread(record: &Record, text: &str) -> Record {
    let reading = read(record.kind(), record.id(), text);
    reading
        .map_err(|problems| format!("{}\n{text}", problems[0]))
        .expect("readable")
        .record
}

#[test]
fn every_record_reads_back_as_written_and_ron_takes_it() {
    for kind in kinds::ALL {
        let outcome = runner(40).run(&record(kind), |record| {
            let text = write(&record);
            prop_assert_eq!(&reread(&record, &text), &record);
            prop_assert_eq!(write(&reread(&record, &text)), text.clone());
            prop_assert!(ron::from_str::<IgnoredAny>(&text).is_ok(), "{}", text);
            prop_assert_eq!(verify(&record, &text), Ok(()));
            prop_assert_eq!(&reread(&record, &write_brief(&record)), &record);
            Ok(())
        });
        outcome
            .map_err(|error| format!("{}: {error}", kind.name))
            .expect("it holds");
    }
}

#[test]
fn values_of_the_history_read_back_as_written() {
    for kind in kinds::ALL {
        let outcome = runner(20).run(&record(kind), |record| {
            for (field, value) in record.fields() {
                let text = value_text(field.shape, value);
                prop_assert_eq!(read_text(field.shape, &text), Some(value.clone()));
            }
            Ok(())
        });
        outcome
            .map_err(|error| format!("{}: {error}", kind.name))
            .expect("it holds");
    }
}

/// A record, one of its fields and a value for it.
fn one_change(kind: &'static Kind) -> impl Strategy<Value = (Record, usize, Value)> {
    (record(kind), 0..kind.fields.len())
        .prop_flat_map(move |(record, field)| (Just(record), Just(field), value(kind.fields[field].shape)))
}

#[test]
fn one_field_edited_in_a_canonical_text_leaves_a_canonical_text() {
    for kind in kinds::ALL {
        let outcome = runner(40).run(&one_change(kind), |(before, field, value)| {
            let text = write(&before);
            let mut after = before.clone();
            after.put(field, value).expect("fits");
            let edited = rewrite(&text, &after, &[field]).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(&edited, &write(&after));
            let back = rewrite(&edited, &before, &[field]).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(back, text);
            Ok(())
        });
        outcome
            .map_err(|error| format!("{}: {error}", kind.name))
            .expect("it holds");
    }
}

/// A record that still says something in fields of an older format.
fn of_an_older_format(kind: &'static Kind) -> impl Strategy<Value = Record> {
    let values: Vec<_> = kind.former.iter().map(|field| value(field.shape).boxed()).collect();
    (record(kind), values).prop_map(move |(mut record, values)| {
        for (nth, value) in values.into_iter().enumerate() {
            if kind.former[nth].name != FORMAT_FIELD {
                record.put(kind.former_position(nth), value).expect("fits");
            }
        }
        record
    })
}

#[test]
fn fields_of_an_older_format_read_back_as_written_and_go_without_a_trace() {
    let kinds: Vec<_> = kinds::ALL.iter().filter(|kind| !kind.former.is_empty()).collect();
    assert!(
        kinds.len() > 3,
        "documents, the method, the organization and assessments have such fields"
    );
    for kind in kinds {
        let outcome = runner(40).run(&of_an_older_format(kind), |before| {
            let text = write(&before);
            prop_assert_eq!(&reread(&before, &text), &before);
            prop_assert!(ron::from_str::<IgnoredAny>(&text).is_ok(), "{}", text);
            let mut after = before.clone();
            let former: Vec<_> = (0..kind.former.len()).map(|nth| kind.former_position(nth)).collect();
            for position in &former {
                after.put(*position, Value::Empty).expect("fits");
            }
            let moved = rewrite(&text, &after, &former).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(&reread(&after, &moved), &after);
            prop_assert_eq!(others(&moved, ""), others(&write(&after), ""));
            Ok(())
        });
        outcome
            .map_err(|error| format!("{}: {error}", kind.name))
            .expect("it holds");
    }
}

/// Returns the source of every field of a text but one.
fn others(text: &str, but: &str) -> Vec<(String, String)> {
    let document = text::parse(text).expect("a text that is read");
    let fields = document.root.fields(text).filter(|(name, _)| *name != but);
    fields
        .map(|(name, node)| (name.to_owned(), node.source(text).to_owned()))
        .collect()
}

fn comments(text: &str) -> usize {
    text.matches("// after").count() + text.matches("// above").count() + text.matches(" */").count()
}

#[test]
fn one_field_edited_in_a_text_by_hand_leaves_the_rest_alone() {
    for kind in kinds::ALL {
        let outcome = runner(60).run(&(one_change(kind), hand()), |((written, field, value), hand)| {
            let text = hand.write(&written);
            let before = reread(&written, &text);
            let mut after = before.clone();
            after.put(field, value).expect("fits");
            let name = kind.fields[field].name;
            let edited = rewrite(&text, &after, &[field]).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(&reread(&after, &edited), &after);
            prop_assert_eq!(others(&edited, name), others(&text, name));
            let values = |record: &Record| value_text(kind.fields[field].shape, record.value(field));
            // The values may hold what looks like comments.
            let (old, new) = (values(&before), values(&after));
            if old
                .find("//")
                .or(old.find("*/"))
                .or(new.find("//"))
                .or(new.find("*/"))
                .is_none()
            {
                prop_assert_eq!(comments(&edited), comments(&text), "{}\n{}", text, edited);
            }
            if text.contains("\r\n") {
                prop_assert_eq!(edited.matches('\n').count(), edited.matches("\r\n").count());
            }
            prop_assert!(ron::from_str::<IgnoredAny>(&edited).is_ok());
            Ok(())
        });
        outcome
            .map_err(|error| format!("{}: {error}", kind.name))
            .expect("it holds");
    }
}

#[test]
fn no_bytes_bring_the_reader_down() {
    runner(300)
        .run(&proptest::collection::vec(any::<u8>(), 0..200), |bytes| {
            for kind in kinds::ALL {
                let _ = read(kind, &id(kind), &String::from_utf8_lossy(&bytes));
            }
            Ok(())
        })
        .expect("no panic");
    let damaged = (
        record(&risk::KIND),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        "[\\PC\n\"(),\\[\\]#]{0,4}",
    );
    runner(300)
        .run(&damaged, |(record, from, to, put)| {
            let text: Vec<char> = write(&record).chars().collect();
            let (a, b) = (from.index(text.len()), to.index(text.len()));
            let (a, b) = (a.min(b), a.max(b).min(a.min(b) + 40));
            let text: String = text[..a]
                .iter()
                .copied()
                .chain(put.chars())
                .chain(text[b..].iter().copied())
                .collect();
            if let Err(problems) = read(record.kind(), record.id(), &text) {
                prop_assert!(!problems.is_empty());
                for problem in problems {
                    prop_assert!(problem.position.line >= 1 && problem.position.column >= 1);
                    prop_assert!(problem.position.offset <= text.len());
                }
            }
            Ok(())
        })
        .expect("no panic");
}

#[test]
fn a_file_cut_off_anywhere_is_reported_as_such() {
    let record = Record::new(&risk::KIND, "R-7k3qm".into()).with(risk::TITLE, "Injection");
    let text = write(&record);
    let end = text.trim_end().len();
    for cut in 0..end {
        assert!(read(&risk::KIND, record.id(), &text[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn every_problem_is_reported_with_its_place() {
    let text = "System(\n    id: \"other\",\n    title: 5,\n    owner: \"a\\u{1b}[31mb\",\n    roles: [Provider, Wizard, None],\n    \
                stage: \"Operation\",\n    review: \"2026-02-30\",\n    tags: [\"\", \"x\"],\n    extras: [(column: \"a\"), (colum: \
                \"b\"), 5],\n)\n";
    let problems = read(&system::KIND, &"chat".into(), text).expect_err("broken");
    let places: Vec<_> = problems
        .iter()
        .map(|problem| (problem.position.line, problem.position.column))
        .collect();
    assert_eq!(
        places,
        [
            (2, 9),
            (3, 12),
            (4, 12),
            (5, 23),
            (5, 31),
            (6, 12),
            (7, 13),
            (8, 12),
            (9, 37),
            (9, 43)
        ]
    );
    assert!(problems[5].hint.contains("Operation"), "{}", problems[5]);
    let text = "Risk(current: (likelihood: 11, organization: 0, individuals: 3, odd: 1), inherent: (), target: (likelihood: 3))";
    let problems = read(&risk::KIND, &"R-7k3qm".into(), text).expect_err("broken");
    let columns: Vec<_> = problems.iter().map(|problem| problem.position.column).collect();
    assert_eq!(columns, [28, 46, 70, 84, 96]);
}

#[test]
fn a_raw_hidden_character_is_pointed_at() {
    let text = "Risk(\n    title: \"ab\u{202e}c\",\n    systems: [\"a\u{7}\"],\n)\n";
    let problems = read(&risk::KIND, &"R-7k3qm".into(), text).expect_err("broken");
    let places: Vec<_> = problems
        .iter()
        .map(|problem| (problem.position.line, problem.position.column))
        .collect();
    assert_eq!(places, [(2, 15), (3, 17)]);
    for problem in problems {
        let message = problem.to_string();
        assert!(!message.contains(['\u{202e}', '\u{7}']), "{message}");
    }
}

#[test]
fn an_empty_id_refers_to_nothing() {
    let text = "Action(\n    risks: [],\n)\n";
    let kind = kinds::ALL.iter().find(|kind| kind.name == "action").expect("a kind");
    assert!(read(kind, &"T-7k3qm".into(), text).is_ok());
    let text = "Risk(\n    systems: [\"\"],\n)\n";
    let problems = read(&risk::KIND, &"R-7k3qm".into(), text).expect_err("broken");
    assert_eq!(problems[0].kind, ProblemKind::Value);
}

#[test]
fn a_text_that_would_not_read_back_is_not_written() {
    let record = Record::new(&risk::KIND, "R-7k3qm".into()).with(risk::TITLE, "a\u{1b}b");
    assert!(matches!(
        verify(&record, &write(&record)),
        Err(RewriteError::Unreadable(_))
    ));
    let record = Record::new(&risk::KIND, "R-7k3qm".into()).with(risk::TITLE, "x".repeat(1 << 20).as_str());
    assert!(matches!(
        verify(&record, &write(&record)),
        Err(RewriteError::TooLarge(_))
    ));
    let other = record.clone().with(risk::OWNER, "ana");
    let small = Record::new(&risk::KIND, "R-7k3qm".into());
    assert_eq!(
        verify(&other.clone().with(risk::TITLE, ""), &write(&small)),
        Err(RewriteError::Misread("Owner"))
    );
}

#[test]
fn the_format_is_found_even_in_a_file_that_is_broken_otherwise() {
    let record = Record::new(&organization::KIND, organization::ID.into()).with(organization::NAME, "Acme");
    let text = write(&record);
    assert_eq!(format_of(&text), Some(FORMAT));
    assert_eq!(
        format_of("Organization(\n<<<<<<< a\n    format: 2,\n=======\n    format: 3\n>>>>>>> b\n)"),
        Some(3)
    );
    assert_eq!(format_of("Organization(scope: \"\nformat: 9,\n\")"), None);
    assert_eq!(format_of("what?"), None);
    let reading = read(&organization::KIND, record.id(), &text).expect("readable");
    assert_eq!(reading.format, Some(FORMAT));
}

#[test]
fn a_row_keeps_sets_and_flags_and_writes_only_what_it_says() {
    let today = crate::domain::day::iso("2026-11-23").expect("a day");
    let shape = organization::KIND.declared(organization::PEOPLE).shape;
    let typed = "ana | Ana Novak |  | Ana Maier; Novak, Ana | ana@example.org |  | yes";
    let people = input::read(shape, typed, today).expect("people");
    assert_eq!(people.to_string(), typed);
    let record = Record::new(&organization::KIND, organization::ID.into()).with(organization::PEOPLE, people);
    let text = write(&record);
    let row = r#"(handle: "ana", name: "Ana Novak", also: ["Ana Maier", "Novak, Ana"], email: "ana@example.org", top: true),"#;
    assert!(text.contains(row), "{text}");
}
