//! Tests of exports: what is written is read back as it was.

use std::collections::HashSet;

use super::*;
use crate::domain::kinds;
use crate::domain::kinds::{incident, organization, review, risk, system};
use crate::domain::record::input;
use crate::domain::register::Register;
use crate::exchange::cells::neutral::original;
use crate::exchange::demo::Demo;
use crate::exchange::sheet::{self, Sheet};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn demo() -> Register {
    let mut register = Register::default();
    for record in Demo::shipped().expect("a demo").records(today()).expect("values") {
        register.put(record);
    }
    register
}

/// Reads a cell as the field it is exported from.
fn read(shape: Shape, cell: &str) -> Value {
    input::read(shape, original(cell), today()).unwrap_or_else(|error| unreachable!("{cell}: {error}"))
}

#[test]
fn every_field_of_every_record_of_the_demo_is_in_csv_and_reads_back() {
    let register = demo();
    let mut fields = 0;
    for kind in register.kinds() {
        let table = Table {
            kind,
            records: register.of(kind).collect(),
            with_confidential: true,
        };
        let bytes = delimited::write(&table);
        let Ok(sheet) = Sheet::read(&bytes, &sheet::Options::default()) else {
            assert!(table.records.is_empty(), "{}", kind.name);
            continue;
        };
        assert_eq!(sheet.rows.len(), table.records.len());
        assert_eq!(sheet.headers.len(), kind.fields.len() + 2);
        for (row, record) in sheet.rows.iter().zip(&table.records) {
            assert_eq!(row.cell(0), record.id().as_str());
            for (at, field) in kind.fields.iter().enumerate() {
                let value = read(field.shape, row.cell(at + 1));
                assert_eq!(value, *record.value(at), "{} of {}", field.name, record.id());
                fields += 1;
            }
        }
    }
    assert!(fields > 5_000, "{fields}");
}

#[test]
fn the_headings_of_a_kind_are_different() {
    for kind in kinds::ALL {
        let table = Table {
            kind,
            records: Vec::new(),
            with_confidential: true,
        };
        let mut seen = HashSet::new();
        for heading in table.headings() {
            assert!(seen.insert(heading.to_lowercase()), "{heading} of {}", kind.name);
        }
    }
}

#[test]
fn names_with_commas_formulas_and_lines_read_back() {
    let record = Record::new(&review::KIND, "V-00001".into())
        .with(review::TITLE, "=1+1")
        .with(review::MINUTES, "One\n\n- two")
        .with(review::PARTICIPANTS, Value::set(vec![Value::text("Okoro, Ben")]));
    let table = Table {
        kind: &review::KIND,
        records: vec![&record],
        with_confidential: true,
    };
    let bytes = delimited::write(&table);
    let text = String::from_utf8(bytes.clone()).expect("text");
    assert!(text.contains("'=1+1") && text.contains("\"One\n\n- two\""), "{text}");
    let sheet = Sheet::read(&bytes, &sheet::Options::default()).expect("a sheet");
    for (at, field) in review::KIND.fields.iter().enumerate() {
        assert_eq!(
            read(field.shape, sheet.rows[0].cell(at + 1)),
            *record.value(at),
            "{}",
            field.name
        );
    }
}

#[test]
fn a_workbook_is_the_same_for_the_same_records_and_refuses_what_a_cell_does_not_take() {
    let register = demo();
    let tables = || {
        let kinds = [&risk::KIND, &system::KIND, &organization::KIND].into_iter();
        let tables = kinds.map(|kind| Table {
            kind,
            records: register.of(kind).collect(),
            with_confidential: true,
        });
        tables.collect::<Vec<_>>()
    };
    let first = workbook::write(&tables(), register.method(), today()).expect("a workbook");
    assert_eq!(workbook::write(&tables(), register.method(), today()), Ok(first));
    let long = Record::new(&system::KIND, "chat".into()).with(system::NOTE, "x".repeat(40_000).as_str());
    let table = Table {
        kind: &system::KIND,
        records: vec![&long],
        with_confidential: true,
    };
    let refused = workbook::write(&[table], register.method(), today()).expect_err("too long");
    assert_eq!(
        refused.to_string(),
        "Note of chat has 40000 characters, and a cell of a workbook takes 32767. CSV and JSON take it."
    );
}

#[test]
fn of_a_confidential_record_only_what_is_public_is_written() {
    let record = Record::new(&incident::KIND, "I-00001".into())
        .with(incident::TITLE, "A worry of Ana")
        .with(incident::CONFIDENTIAL, Value::Flag(true));
    let table = |with_confidential| Table {
        kind: &incident::KIND,
        records: vec![&record],
        with_confidential,
    };
    let text = |table| String::from_utf8(delimited::write(&table)).expect("text");
    assert!(!text(table(false)).contains("Ana") && text(table(false)).contains("I-00001"));
    assert!(text(table(true)).contains("A worry of Ana"));
}
