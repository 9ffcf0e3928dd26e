//! What another program makes of our workbook comes back as the edits that were made there, and nothing else.
//!
//! The workbook is read and written anew with what such programs change unasked: another format of days, numbers with a
//! fraction, no marks on texts that look like formulas, no lists of choices; and with what people do: a column moved, the
//! rows sorted the other way round, cells edited.

use std::collections::BTreeMap;
use std::io::Cursor;

use aims::domain::kinds::{action, organization, system};
use aims::domain::record::Record;
use aims::domain::record::field::{Field, Kind};
use aims::domain::register::Register;
use aims::domain::register::edit::Change;
use aims::exchange::demo::Demo;
use aims::exchange::export::{Table, workbook};
use aims::exchange::import::{Known, Options, Plan};
use aims::exchange::sheet::{self, File, Wanted};
use calamine::{Data, Reader};
use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::imports::sheets::{go_on, today};

/// What somebody writes into a cell.
#[derive(Debug, Clone)]
enum Edited {
    Text(String),
    Day(NaiveDate),
    Number(f64),
}

/// The edits, by the name of the sheet, the id and the heading.
type Edits = BTreeMap<(String, String, &'static str), Edited>;

fn demo() -> Register {
    let mut register = Register::default();
    for record in Demo::shipped().expect("a demo").records(today()).expect("values") {
        register.put(record);
    }
    register
}

fn exported(register: &Register) -> Vec<u8> {
    let tables = register.kinds().iter().map(|kind| Table {
        kind,
        records: register.of(kind).collect(),
        with_confidential: true,
    });
    let tables: Vec<Table<'_>> = tables.collect();
    workbook::write(&tables, register.method(), today()).expect("a workbook")
}

/// Writes a workbook as another program saves it, with edits in its cells.
fn saved_elsewhere(bytes: &[u8], edits: &Edits) -> Vec<u8> {
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut other = Workbook::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("a sheet");
        let rows: Vec<&[Data]> = range.rows().collect();
        let Some((heading, records)) = rows.split_first() else {
            continue;
        };
        let sheet = other.add_worksheet();
        sheet.set_name(&name).expect("a name");
        // The last column stands behind the first now.
        let mut order: Vec<usize> = (0..heading.len()).collect();
        if let Some(last) = order.pop().filter(|last| *last > 0) {
            order.insert(1, last);
        }
        let backward: Vec<&[Data]> = records.iter().rev().copied().collect();
        for (at, row) in (0u32..).zip(std::iter::once(*heading).chain(backward)) {
            for (place, column) in (0u16..).zip(&order) {
                let of = (name.clone(), row[0].to_string());
                let edited = edits
                    .iter()
                    .find(|((sheet, id, label), _)| (sheet, id) == (&of.0, &of.1) && heading[*column] == **label);
                match edited {
                    Some((_, edited)) => put(sheet, at, place, edited),
                    None => copy(sheet, at, place, &row[*column]),
                }
            }
        }
    }
    other.save_to_buffer().expect("a workbook")
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, edited: &Edited) {
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let written = match edited {
        Edited::Text(text) => sheet.write_string(row, column, text),
        Edited::Day(date) => sheet.write_datetime_with_format(row, column, date, &day),
        Edited::Number(number) => sheet.write_number(row, column, *number),
    };
    written.expect("a cell");
}

fn copy(sheet: &mut Worksheet, row: u32, column: u16, cell: &Data) {
    let edited = match cell {
        Data::Empty => return,
        Data::DateTime(time) => Edited::Day(time.as_datetime().expect("a day").date()),
        Data::Float(number) => Edited::Number(*number),
        Data::String(text) => Edited::Text(text.clone()),
        cell => unreachable!("nothing else is in a workbook of ours: {cell:?}"),
    };
    put(sheet, row, column, &edited);
}

/// Returns what importing the sheets of a workbook would change: id, label of the field, and the value as it is shown.
fn changes(register: &Register, bytes: &[u8]) -> Vec<(String, &'static str, String)> {
    let mut file = File::open(bytes).expect("a file");
    let mut all = Vec::new();
    for kind in register.kinds() {
        if register.of(kind).next().is_none() {
            continue;
        }
        let known = Known::of(kind);
        let wanted = Wanted {
            is_known: &|header| known.has(header),
            is_named: &|name| known.is_named(name),
        };
        let options = sheet::Options {
            sheet: Some(workbook::sheet_name(kind)),
            ..sheet::Options::default()
        };
        let sheet = file.find(&options, &wanted).expect("a sheet");
        let plan = Plan::make(register, kind, &sheet, &Options::default(), today(), go_on).expect("a plan");
        let edit = plan.edit("ana", today().into());
        all.extend(edit.changes.into_iter().map(|change| match change {
            Change::Set { id, field, to, .. } => (id.to_string(), kind.stored(field).label, to.to_string()),
            change => unreachable!("no row is new or gone: {change:?}"),
        }));
    }
    all.sort();
    all
}

#[test]
fn a_workbook_that_another_program_saved_changes_nothing() {
    let register = demo();
    let bytes = saved_elsewhere(&exported(&register), &Edits::new());
    assert_eq!(changes(&register, &bytes), []);
}

#[test]
fn of_every_kind_an_edit_elsewhere_comes_back_at_its_record() {
    let register = demo();
    let (mut edits, mut expected) = (Edits::new(), Vec::new());
    for kind in register.kinds() {
        // A text that no rule is about: a note, or else what the record is called.
        let is_note = |field: &&Field| field.name == "note";
        let Some(field) = kind.fields.iter().find(is_note) else {
            continue;
        };
        let records: Vec<&Record> = register.of(kind).collect();
        let Some(record) = records.get(records.len() / 2) else {
            continue;
        };
        let text = format!("=looked at by {}, \"twice\"\nand once more", kind.name);
        let of = (workbook::sheet_name(kind), record.id().to_string(), field.label);
        edits.insert(of, Edited::Text(text.clone()));
        expected.push((record.id().to_string(), field.label, text));
    }
    expected.sort();
    assert!(expected.len() > 15, "{expected:?}");
    let bytes = saved_elsewhere(&exported(&register), &edits);
    assert_eq!(changes(&register, &bytes), expected);
}

#[test]
fn days_numbers_choices_and_lists_are_edited_as_a_spreadsheet_has_them() {
    let register = demo();
    let day = NaiveDate::from_ymd_opt(2027, 3, 31).expect("a day");
    let text = |text: &str| Edited::Text(text.to_owned());
    let first = |kind: &'static Kind, is: &dyn Fn(&Record) -> bool| {
        let mut records = register.of(kind);
        records.find(|record| is(record)).expect("a record").id().to_string()
    };
    let system = first(&system::KIND, &|record| record.get(system::REVIEW).is_some());
    let other = first(&system::KIND, &|record| {
        record.id().as_str() != system && record.get(system::AUTONOMY) != Some(system::Autonomy::Supervised)
    });
    let action = first(&action::KIND, &Record::is_open);
    let cells = [
        (&system::KIND, &*system, "review", Edited::Day(day), "2027-03-31"),
        (&system::KIND, &system, "tags", text("eu\nhr; new"), "eu, hr, new"),
        (
            &system::KIND,
            &other,
            "autonomy",
            text("Human in the loop"),
            "supervised",
        ),
        (&action::KIND, &action, "title", text("-5 % errors"), "-5 % errors"),
        (&organization::KIND, "organization", "grace", Edited::Number(45.0), "45"),
    ];
    let (mut edits, mut expected) = (Edits::new(), Vec::new());
    for (kind, id, field, edited, shown) in cells {
        let label = kind.field(field).expect("a field").label;
        edits.insert((workbook::sheet_name(kind), id.to_owned(), label), edited);
        expected.push((id.to_owned(), label, shown.to_owned()));
    }
    expected.sort();
    let bytes = saved_elsewhere(&exported(&register), &edits);
    assert_eq!(changes(&register, &bytes), expected);
}
