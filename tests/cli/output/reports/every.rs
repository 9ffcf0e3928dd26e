//! What holds for every document, made from the demo.

use std::collections::BTreeSet;

use aims::app::screens::SCREENS;
use aims::domain::record::Record;
use aims::domain::record::value::Value;
use aims::domain::register::Register;
use aims::report::basis::Basis;
use aims::report::kinds::{REPORTS, Report};
use aims::report::render::Format;
use aims::report::words::Language;

use super::reader::tables;
use super::{basis, demo, today};

/// Returns every document with each record that it can be about.
fn all(register: &Register) -> Vec<(&'static Report, Option<&Record>)> {
    let about = |report: &'static Report| match &report.subject {
        Some(subject) => subject
            .candidates(register)
            .into_iter()
            .map(|one| (report, Some(one)))
            .collect(),
        None => vec![(report, None)],
    };
    REPORTS.iter().copied().flat_map(about).collect()
}

#[test]
fn every_document_of_the_demo_is_whole_in_every_language_copy_and_format() {
    let register = demo();
    for (report, subject) in all(&register) {
        let name = report.face.name;
        for language in Language::ALL {
            for copy in report.copies {
                let basis = Basis {
                    language,
                    subject,
                    copy: *copy,
                    ..basis(&register)
                };
                let document = report.document(&basis);
                let text = Format::Markdown.write(&document);
                assert_eq!(
                    text,
                    Format::Markdown.write(&report.document(&basis)),
                    "{name}: the same bytes"
                );
                for table in tables(&text) {
                    let empty = table
                        .rows
                        .iter()
                        .find(|row| row.iter().any(|cell| cell.trim().is_empty()));
                    assert_eq!(empty, None, "{name}: {}", table.caption);
                }
                let html = Format::Html.write(&document);
                let ids: Vec<_> = html
                    .split(" id=\"")
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .collect();
                let once: BTreeSet<_> = ids.iter().collect();
                assert_eq!(ids.len(), once.len(), "{name}: an id leads to one place");
                let links = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
                assert!(
                    links.into_iter().all(|link| once.contains(&link)),
                    "{name}: links lead somewhere"
                );
                assert!(!html.contains("<script") && !html.contains("http-equiv"), "{name}");
                assert!(html.contains(" scope=\"col\"") && html.contains("<caption>"), "{name}");
            }
        }
    }
}

#[test]
fn nobody_is_named_by_handle_or_address_where_the_people_are_known() {
    let register = demo();
    let organization = register.get("organization").expect("there");
    let people = organization.value(organization.kind().field_index("people").expect("a table"));
    let handles: Vec<_> = people
        .items()
        .iter()
        .filter_map(|row| match row {
            Value::Row(cells) => cells.first()?.as_text(),
            _ => None,
        })
        .collect();
    assert!(handles.contains(&"maya"));
    for (report, subject) in all(&register) {
        let basis = Basis {
            subject,
            ..basis(&register)
        };
        let text = Format::Markdown.write(&report.document(&basis));
        for table in tables(&text) {
            for cell in table.rows.iter().flatten().flat_map(|cell| cell.lines()) {
                assert!(!handles.contains(&cell.trim()), "{}: {cell}", report.face.name);
            }
        }
    }
}

#[test]
fn another_day_moves_no_more_than_what_days_decide() {
    let register = demo();
    for (report, subject) in all(&register) {
        let basis = Basis {
            subject,
            ..basis(&register)
        };
        let text = Format::Markdown.write(&report.document(&basis));
        assert!(text.contains(&today().to_string()), "{}", report.face.name);
    }
}

#[test]
fn a_document_belongs_to_screens_there_are() {
    for report in REPORTS {
        for screen in report.screens {
            let is_there = SCREENS.iter().any(|one| one.show.name == *screen);
            assert!(is_there, "{}: {screen}", report.face.name);
        }
    }
}
