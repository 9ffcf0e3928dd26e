//! The register of documents.

use aims::domain::catalogue::shipped;
use aims::domain::kinds::document;
use aims::domain::record::Record;

use super::reader::{Table, tables};
use super::{basis, demo, field, markdown};

fn rows(text: &str) -> Vec<(Table, Vec<String>)> {
    let tables = tables(text)
        .into_iter()
        .filter(|table| table.heads.iter().any(|head| head == "Kept"));
    let rows = tables.flat_map(|table| {
        let rows = table.rows.clone();
        rows.into_iter().map(move |row| (table.clone(), row))
    });
    rows.collect()
}

#[test]
fn every_document_is_there_once_with_what_its_record_says() {
    let register = demo();
    let rows = rows(&markdown("documents", &basis(&register)));
    let ids: Vec<_> = rows.iter().map(|(_, row)| row[0].clone()).collect();
    let mut expected: Vec<_> = register.of(&document::KIND).map(|one| one.id().to_string()).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    expected.sort_unstable();
    assert_eq!(sorted, expected);
    assert_eq!(
        ids[..47],
        shipped().documents().collect::<Vec<_>>()[..],
        "in the order of the standard"
    );
    for (table, row) in &rows {
        let record = register.get(&row[0]).expect("a document");
        let said = |name: &str| field(&register, record.id(), name);
        let location = said("location");
        if !location.is_empty() && table.cell(row, "State") != "not demanded: its control is excluded" {
            assert!(table.cell(row, "Kept").starts_with(&location), "{row:?}");
        }
        let approved = said("approvals");
        let newest = approved.lines().last().unwrap_or_default();
        if let [version, on, ..] = newest.split(" | ").collect::<Vec<_>>()[..] {
            assert_eq!(table.cell(row, "Version"), version, "{row:?}");
            assert!(table.cell(row, "Approved by, on").ends_with(on), "{row:?}");
        }
        let is_clause = |record: &Record| record.id().as_str().starts_with(|first: char| first.is_ascii_digit());
        assert!(
            !is_clause(record) || table.cell(row, "State") != "not needed",
            "a clause is never without"
        );
    }
}

#[test]
fn what_is_to_be_written_is_what_the_register_says_is_missing() {
    let register = demo();
    let text = markdown("documents", &basis(&register));
    let missing = rows(&text)
        .into_iter()
        .filter(|(table, row)| table.cell(row, "State") == "missing");
    let mut missing: Vec<_> = missing
        .map(|(_, row)| row[0].clone())
        .filter(|id| id.contains("/d"))
        .collect();
    let list = tables(&text)
        .into_iter()
        .find(|table| table.caption.ends_with("Documents to create"));
    let listed = list.map(|table| table.rows).unwrap_or_default();
    let mut listed: Vec<_> = listed
        .iter()
        .map(|row| row[0].split(' ').next().unwrap_or_default().to_owned())
        .collect();
    missing.sort_unstable();
    listed.sort_unstable();
    assert!(!listed.is_empty());
    assert_eq!(listed, missing);
}
