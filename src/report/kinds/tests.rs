//! What holds for every document, also of a register in which nothing was said.

use std::collections::BTreeSet;

use super::*;
use crate::domain::day;
use crate::domain::kinds;
use crate::report::document::Block;
use crate::report::document::table::Table;
use crate::report::document::text::words;
use crate::report::render::Format;
use crate::report::words::Language;

fn today() -> NaiveDate {
    day::iso("2026-11-23").expect("a day")
}

/// Returns every document of a register, in every language and copy there is of it.
fn all(register: &Register) -> Vec<(&'static str, Document)> {
    let mut made = Vec::new();
    // A register in which nothing was said has no record that a document could be about.
    for report in REPORTS.iter().filter(|report| report.subject.is_none()) {
        for language in Language::ALL {
            for copy in report.copies {
                let basis = Basis {
                    language,
                    copy: *copy,
                    ..Basis::of(register, today())
                };
                made.push((report.face.name, report.document(&basis)));
            }
        }
    }
    made
}

fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Figure(figure) => Some(&figure.table),
        _ => None,
    })
}

#[test]
fn every_document_is_declared_whole() {
    let names: BTreeSet<_> = REPORTS.iter().map(|report| report.face.name).collect();
    assert_eq!(names.len(), REPORTS.len(), "no two have one name");
    for report in REPORTS {
        let name = report.face.name;
        assert!(report.made_from.iter().all(|kind| kinds::ALL.contains(kind)), "{name}");
        assert!(
            !report.serves.is_empty() && !report.made_from.is_empty() && !report.screens.is_empty(),
            "{name}"
        );
        assert!(report.copies.contains(&Copy::Internal), "{name}");
        if let Some((kind, fields)) = report.asks.said {
            assert!(fields.iter().all(|field| kind.field_index(field).is_some()), "{name}");
        }
    }
}

#[test]
fn the_register_of_documents_names_documents_there_are() {
    let register = Register::default();
    for (id, kind) in crate::report::tables::documents::PRINTED_BY {
        assert!(register.catalogue().demands(id), "{id}");
        assert!(named(kind).is_some(), "{kind}");
    }
}

#[test]
fn a_document_of_an_empty_register_says_in_words_what_is_missing() {
    let register = Register::default();
    for (name, document) in all(&register) {
        let mut captions = BTreeSet::new();
        for table in tables(&document) {
            assert!(captions.insert(table.caption.clone()), "{name}: {:?}", table.caption);
            for row in &table.rows {
                assert_eq!(row.cells.len(), table.columns.len(), "{name}: {:?}", table.caption);
                assert!(!row.cells[0].lines.is_empty(), "{name}: {:?}", table.caption);
                let said = row.cells.iter().filter(|cell| !cell.lines.is_empty());
                assert!(
                    said.clone().all(|cell| !cell.words().trim().is_empty()),
                    "{name}: {row:?}"
                );
            }
        }
        for fact in &document.facts {
            assert!(!fact.said.words().is_empty(), "{name}: {:?}", fact.label);
        }
        let headings = document
            .blocks
            .iter()
            .filter(|block| matches!(block, Block::Heading(1, _)));
        assert!(headings.count() > 2, "{name}");
    }
}

#[test]
fn the_same_state_is_the_same_bytes() {
    let register = Register::default();
    for (one, other) in all(&register).into_iter().zip(all(&register)) {
        for format in [Format::Markdown, Format::Html] {
            assert_eq!(format.write(&one.1), format.write(&other.1), "{}", one.0);
        }
    }
}

#[test]
fn a_table_head_tells_its_columns_apart() {
    let register = Register::default();
    for (name, document) in all(&register) {
        for table in tables(&document) {
            let headings: BTreeSet<_> = table.columns.iter().map(|column| &column.heading).collect();
            assert_eq!(headings.len(), table.columns.len(), "{name}: {:?}", table.caption);
            assert!(table.columns.len() <= 12, "{name}: {:?}", table.caption);
        }
        let points = document.blocks.iter().filter_map(|block| match block {
            Block::Points(points) => Some(points),
            _ => None,
        });
        let said: Vec<_> = points.flatten().map(|point| words(point)).collect();
        assert!(said.iter().all(|point| !point.is_empty()), "{name}");
    }
}
