//! Tests of imports of own exports: what was exported comes back as it was.

use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveDateTime};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::domain::kinds::{self, finding};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::input;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::exchange::demo::Demo;
use crate::exchange::export::{Table, delimited, json, workbook};
use crate::exchange::import::people;
use crate::exchange::import::whole::{self, Whole};
use crate::exchange::import::{Known, Options};
use crate::exchange::sheet::{self, Sheet, Wanted};
use crate::store::codec::sample;

fn now() -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    day.and_hms_opt(9, 0, 0).expect("a time")
}

/// The formats that hold every record.
#[derive(Debug, Clone, Copy)]
enum Form {
    Csv,
    Xlsx,
    Json,
}

/// Returns what the sheet of a kind is called and the bytes it is in, for each kind with records.
fn exported(register: &Register, form: Form) -> Vec<(&'static Kind, Option<String>, Vec<u8>)> {
    let people = people::register(register);
    let table = |kind: &'static Kind, register| Table {
        kind,
        records: Register::of(register, kind).collect(),
        with_confidential: true,
    };
    let of_people = table(&people::KIND, &people);
    let others = register.kinds().iter().map(|kind| table(kind, register));
    let tables: Vec<Table<'_>> = others.chain([of_people]).collect();
    let filled = tables.iter().filter(|table| !table.records.is_empty());
    let today = now().date();
    let parts: Vec<_> = match form {
        Form::Csv => filled
            .map(|table| (table.kind, None, delimited::write(table)))
            .collect(),
        Form::Xlsx => {
            let bytes = workbook::write(&tables, register.method(), today).expect("a workbook");
            let part = |table: &Table<'_>| (table.kind, Some(workbook::sheet_name(table.kind)), bytes.clone());
            filled.map(part).collect()
        }
        Form::Json => {
            let bytes = json::write(&tables, register, today).expect("JSON").into_bytes();
            let part = |table: &Table<'_>| (table.kind, Some(json::member(table.kind)), bytes.clone());
            filled.map(part).collect()
        }
    };
    parts
}

/// Works out what importing exports into a register would do.
fn imported(into: &mut Register, exports: &[(&'static Kind, Option<String>, Vec<u8>)]) -> Whole {
    let sheets = exports.iter().map(|(kind, name, bytes)| {
        let known = Known::of(kind);
        let wanted = Wanted {
            is_known: &|header| known.has(header),
            is_named: &|name| known.is_named(name),
        };
        let options = sheet::Options {
            sheet: name.clone(),
            ..sheet::Options::default()
        };
        Sheet::find(bytes, &options, &wanted).expect(kind.name)
    });
    let sheets: Vec<Sheet> = sheets.collect();
    let tables = exports.iter().zip(&sheets).map(|((kind, ..), sheet)| whole::Table {
        kind,
        sheet,
        options: Options {
            restores: true,
            ..Options::default()
        },
    });
    let tables: Vec<whole::Table<'_>> = tables.collect();
    whole::plan(into, &tables, "ana", now(), |_, _| ControlFlow::Continue(())).expect("a plan")
}

/// Fails where a register that is exported and imported into an empty one is not the same there, and where another import
/// would change it.
fn assert_comes_back(register: &Register, form: Form) {
    let exports = exported(register, form);
    let mut back = Register::default();
    let whole = imported(&mut back, &exports);
    back.apply(&whole.edit).expect("applies");
    for kind in register.kinds() {
        let ids = |of: &Register| of.of(kind).map(|record| record.id().clone()).collect::<Vec<_>>();
        assert_eq!(ids(register), ids(&back), "{form:?}: {}", kind.plural);
        for record in register.of(kind) {
            let there = back.get(record.id().as_str()).expect("a record");
            for field in record.differences(there) {
                let name = record.kind().stored(field).name;
                let plan = whole
                    .plans
                    .iter()
                    .find(|plan| plan.kind.name == kind.name)
                    .expect("a plan");
                assert_eq!(
                    record.value(field),
                    there.value(field),
                    "{form:?}: {name} of {}\n{plan}",
                    record.id()
                );
            }
        }
    }
    let again = imported(&mut back, &exports);
    assert_eq!(again.edit.changes, [], "{form:?}");
}

#[test]
fn the_demo_comes_back_from_every_format_and_its_own_export_changes_nothing() {
    let mut register = Register::default();
    for record in Demo::shipped().expect("a demo").records(now().date()).expect("values") {
        register.put(record);
    }
    for form in [Form::Json, Form::Csv, Form::Xlsx] {
        assert_comes_back(&register, form);
    }
}

#[test]
fn a_good_practice_of_ours_is_a_finding() {
    let mut register = Register::default();
    let finding = Record::new(&finding::KIND, Id::new("F-7k3q0"));
    register.put(
        finding
            .with(finding::TITLE, "Drills")
            .with(finding::GRADE, finding::Grade::Positive),
    );
    for form in [Form::Json, Form::Csv, Form::Xlsx] {
        assert_comes_back(&register, form);
    }
}

/// Returns a few records of two kinds with anything in them.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let of_kind = |nth: usize| {
        let kind = kinds::ALL[nth];
        let most = if matches!(kind.ids, IdForm::Single(_)) { 1 } else { 3 };
        vec(sample::record(kind), 1..=most).prop_map(move |records| {
            let named = records.into_iter().map(|record| typed(&record)).enumerate();
            let named = named.map(|(nth, record)| record.renamed(id(kind, nth)));
            named.collect::<Vec<_>>()
        })
    };
    let of_any = (0..kinds::ALL.len()).prop_flat_map(of_kind);
    vec(of_any, 1..=2).prop_map(|kinds| kinds.concat())
}

/// Returns a record with texts as somebody can type them; what separates the items of a list is in none of them.
fn typed(record: &Record) -> Record {
    let mut typed = Record::new(record.kind(), record.id().clone());
    for (at, field) in record.kind().fields.iter().enumerate() {
        let value = match record.value(at) {
            Value::Text(text) => input::read(field.shape, text, now().date()).unwrap_or_default(),
            value => plain(value),
        };
        typed.put(at, value).expect("a value of the field's shape");
    }
    typed
}

fn plain(value: &Value) -> Value {
    match value {
        Value::Text(text) => {
            let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            let is_word = !letters.is_empty() && letters != "None";
            Value::text(if is_word { &letters } else { "word" })
        }
        Value::List(items) => {
            let is_empty = |item: &&Value| matches!(item, Value::Row(cells) if cells.iter().all(Value::is_empty));
            Value::list(items.iter().filter(|item| !is_empty(item)).map(plain).collect())
        }
        Value::Row(cells) => Value::Row(cells.iter().map(plain).collect()),
        // More than anybody types is refused there.
        Value::Number(number) => Value::Number(number % 100_000),
        value => value.clone(),
    }
}

fn id(kind: &Kind, nth: usize) -> Id {
    let first = sample::id(kind);
    match kind.ids {
        IdForm::Slug => Id::new(&format!("{first}-{nth}")),
        IdForm::Random(letter) => Id::new(&format!("{letter}-7k3q{nth}")),
        IdForm::Control => Id::new(["A.6.2.5", "ORG-1", "ORG-2"][nth]),
        IdForm::Question => Id::new(["4.1/q1", "5.2/q1", "9.2.1/q1"][nth]),
        IdForm::Document => Id::new(["4.3/d1", "D-7k3qm", "D-7k3qn"][nth]),
        IdForm::Single(_) => first,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_local_rejects: 10_000_000, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_register_comes_back_from_every_format(records in records()) {
        let mut register = Register::default();
        for record in records {
            register.put(record);
        }
        for form in [Form::Json, Form::Csv, Form::Xlsx] {
            assert_comes_back(&register, form);
        }
    }
}
