//! Findings and corrective actions.

use aims::domain::kinds::finding::{self, Grade, Status};

use super::reader::{plain, tables};
use super::{basis, demo, field, markdown};

#[test]
fn every_open_finding_is_listed_once_and_has_a_sheet_with_all_its_record_says() {
    let register = demo();
    let text = markdown("findings", &basis(&register));
    let list = tables(&text)
        .into_iter()
        .find(|table| table.heads.iter().any(|head| head == "Finding"))
        .expect("a list");
    let mut ids: Vec<_> = list.rows.iter().map(|row| row[0].clone()).collect();
    ids.sort_unstable();
    let open = register.of(&finding::KIND).filter(|one| {
        let status = one.get(finding::STATUS);
        !one.is_retired() && one.get(finding::GRADE) != Some(Grade::Positive) && status == Some(Status::Open)
    });
    let open: Vec<_> = open.collect();
    assert_eq!(ids, open.iter().map(|one| one.id().to_string()).collect::<Vec<_>>());
    assert!(!open.is_empty());
    for one in open {
        let row = list.rows.iter().find(|row| row[0] == one.id().as_str()).expect("a row");
        assert_eq!(list.cell(row, "Grade"), field(&register, one.id(), "grade"));
        let due = field(&register, one.id(), "due");
        let due = if due.is_empty() { "not recorded: Due" } else { &due };
        assert_eq!(list.cell(row, "Due"), due);
        let sheet = text
            .split("\n### ")
            .find(|sheet| sheet.starts_with(one.id().as_str()))
            .expect("a sheet");
        let sheet = plain(sheet);
        for (declared, value) in one.fields().filter(|(_, value)| !value.is_empty()) {
            let is_told_otherwise = ["title", "status", "owner", "systems", "raised_by", "verified_by"];
            if !is_told_otherwise.contains(&declared.name) {
                for item in value.items() {
                    assert!(
                        item.to_string().lines().all(|line| sheet.contains(line)),
                        "{} {}",
                        one.id(),
                        declared.name
                    );
                }
            }
        }
    }
}

#[test]
fn correction_and_corrective_action_are_apart_and_what_is_over_is_told_with_its_reason() {
    let register = demo();
    let text = markdown("findings", &basis(&register));
    let sheet = tables(&text)
        .into_iter()
        .find(|table| table.heads == ["Point", "What is recorded"])
        .expect("a sheet");
    let points: Vec<_> = sheet.rows.iter().map(|row| row[0].as_str()).collect();
    assert!(
        points.contains(&"Correction") && points.contains(&"Actions") && points.contains(&"Cause"),
        "{points:?}"
    );
    for one in register
        .of(&finding::KIND)
        .filter(|one| !one.is_retired() && !one.is_open())
    {
        assert!(text.contains(one.id().as_str()), "{}", one.id());
    }
}
