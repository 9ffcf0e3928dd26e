//! The Statement of Applicability, cell by cell.

use std::collections::BTreeMap;

use aims::domain::catalogue::shipped;
use aims::domain::kinds::{control, document, evidence, obligation, risk};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::register::Register;
use aims::report::basis::{Basis, Copy};
use aims::report::words::Language;

use super::reader::{Table, tables};
use super::{basis, demo, field, markdown, today};

/// Returns the rows of the tables with all columns of a control, by id, with how often each id is there.
fn rows(text: &str) -> BTreeMap<String, (Table, Vec<String>)> {
    let mut rows = BTreeMap::new();
    for table in tables(text)
        .into_iter()
        .filter(|table| table.heads.iter().any(|head| head == "Where not"))
    {
        for row in table.rows.clone() {
            let id = row[0].split([' ', '\n']).next().expect("an id").to_owned();
            let before = rows.insert(id.clone(), (table.clone(), row));
            assert!(before.is_none(), "{id} is there twice");
        }
    }
    rows
}

/// Returns the full name of somebody by handle, as the table of people has it.
fn name(register: &Register, handle: &str) -> String {
    let organization = Id::new("organization");
    let people = field(register, &organization, "people");
    let mut rows = people.lines().map(|line| line.split(" | ").collect::<Vec<_>>());
    let row = rows.find(|row| row[0] == handle).expect("somebody");
    row[1].to_owned()
}

#[test]
fn every_control_is_there_once_with_what_its_record_says() {
    let register = demo();
    let rows = rows(&markdown("soa", &basis(&register)));
    let own = register
        .of(&control::KIND)
        .filter(|one| one.id().as_str().starts_with("ORG-"));
    assert_eq!(rows.len(), 38 + own.count());
    assert!(shipped().controls.iter().all(|control| rows.contains_key(&control.id)));
    for (id, (table, row)) in &rows {
        let said = |name: &str| field(&register, &Id::new(id), name);
        let cell = |head: &str| table.cell(row, head).to_owned();
        let record = register.get(id).expect("a control");
        assert!(row[0].contains(register.title(id).expect("a title")), "{id}");
        let applicable = match said("applicability").as_str() {
            "applicable" => "yes",
            "excluded" => "no",
            _ => "yes (by default, no decision recorded)",
        };
        assert_eq!(cell("Applicable"), applicable, "{id}");
        if cell("Why") == "nothing recorded yet" {
            assert!(record.says_nothing() && register.linked(record.id()).is_empty(), "{id}");
            continue;
        }
        let why: Vec<_> = [said("basis"), said("reason")]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        let why = if why.is_empty() {
            "not recorded: Why".to_owned()
        } else {
            why.join("\n")
        };
        assert_eq!(cell("Why"), why, "{id}");
        let status = match (applicable, said("status").as_str(), said("since").as_str()) {
            ("no", ..) => "–".to_owned(),
            (_, "", _) => "not assessed".to_owned(),
            (_, "implemented", since) if !since.is_empty() => format!("implemented, since {since}"),
            (_, status, _) => status.to_owned(),
        };
        assert_eq!(cell("Status"), status, "{id}");
        assert!(cell("How it is done").starts_with(said("note").as_str()), "{id}");
        if !said("owner").is_empty() {
            assert!(cell("Owner").starts_with(&name(&register, &said("owner"))), "{id}");
        }
        if said("exceptions").is_empty() {
            assert_eq!(
                cell("Where not"),
                if applicable == "no" { "–" } else { "whole AIMS" },
                "{id}"
            );
        } else {
            assert_eq!(
                cell("Where not").lines().count(),
                said("exceptions").lines().count(),
                "{id}"
            );
        }
        assert!(cell("Decided; next review").starts_with("2026-08-30"), "{id}");
    }
}

#[test]
fn a_control_shows_the_risks_evidence_and_obligations_that_name_it_and_no_others() {
    let register = demo();
    let rows = rows(&markdown("soa", &basis(&register)));
    let names = |record: &Record, field: &str, id: &str| {
        let at = record.kind().field_index(field).expect(field);
        record.value(at).ids().any(|one| one.as_str() == id)
    };
    let mut seen = [0; 3];
    for (id, (table, row)) in &rows {
        if row.iter().any(|cell| cell == "nothing recorded yet") {
            continue;
        }
        let grounds = table.cell(row, "Grounds");
        let grounded: Vec<_> = grounds
            .lines()
            .map(|line| line.split(' ').next().unwrap_or_default())
            .collect();
        for risk in register.of(&risk::KIND) {
            let is_ground = names(register.get(id).expect("a control"), "grounds", risk.id().as_str());
            let is_shown = names(risk, "controls", id) && risk.is_open() || is_ground;
            assert_eq!(grounded.contains(&risk.id().as_str()), is_shown, "{id} {}", risk.id());
            seen[0] += usize::from(is_shown);
        }
        for obligation in register.of(&obligation::KIND).filter(|one| names(one, "controls", id)) {
            assert!(grounded.contains(&obligation.id().as_str()), "{id} {}", obligation.id());
            seen[1] += 1;
        }
        let pieces = table.cell(row, "Evidence");
        for piece in register.of(&evidence::KIND) {
            let is_shown = names(piece, "supports", id) && !piece.is_retired();
            let line = pieces
                .lines()
                .find(|line| line.starts_with(&format!("{};", piece.title())));
            assert_eq!(line.is_some(), is_shown, "{id} {}", piece.id());
            let until = piece
                .value(piece.kind().field_index("expires").expect("a field"))
                .to_string();
            assert!(line.is_none_or(|line| line.contains(&until)), "{id} {line:?}");
            seen[2] += usize::from(is_shown);
        }
    }
    assert!(seen[0] > 30 && seen[2] > 10, "{seen:?}");
}

#[test]
fn the_counts_are_those_of_the_rows() {
    let register = demo();
    let text = markdown("soa", &basis(&register));
    let rows = rows(&text);
    let annex_a: Vec<_> = rows.iter().filter(|(id, _)| id.starts_with("A.")).collect();
    let count = |head: &str, holds: &dyn Fn(&str) -> bool| {
        let cells = annex_a.iter().map(|(_, (table, row))| table.cell(row, head));
        cells.filter(|cell| holds(cell)).count()
    };
    let excluded = count("Applicable", &|cell| cell == "no");
    let by_default = count("Applicable", &|cell| cell.contains("by default"));
    let applicable = 38 - excluded;
    let sentence = format!(
        "38 controls of Annex A = {applicable} applicable (of these {by_default} by default) + {excluded} excluded."
    );
    assert!(text.contains(&sentence), "{sentence}");
    let coverage = tables(&text)
        .into_iter()
        .find(|table| table.heads.contains(&"Domain".to_owned()))
        .expect("figures");
    let all = coverage.rows.last().expect("a sum");
    assert_eq!(coverage.cell(all, "Controls"), "38");
    assert_eq!(coverage.cell(all, "Excluded"), excluded.to_string());
    let implemented = count("Status", &|cell| cell.starts_with("implemented"));
    assert_eq!(coverage.cell(all, "Implemented"), implemented.to_string());
    for row in &coverage.rows {
        let numbers: Vec<usize> = row[1..].iter().map(|cell| cell.parse().expect("a number")).collect();
        assert_eq!(numbers[0], numbers[1..].iter().sum::<usize>(), "{row:?}");
    }
    let list = tables(&text)
        .into_iter()
        .find(|table| table.caption.contains("Excluded, on one page"))
        .expect("exclusions");
    assert_eq!(list.rows.len(), excluded);
}

/// Returns the number of a kind of gap on the first page.
fn missing(text: &str, what: &str) -> usize {
    let line = text
        .lines()
        .find(|line| line.starts_with("- **Missing here:**"))
        .expect("counts");
    let count = line.split(", ").find(|part| part.ends_with(what)).expect(what);
    let number: String = count.chars().filter(char::is_ascii_digit).collect();
    number.parse().expect("a number")
}

#[test]
fn what_is_taken_away_is_said_in_words_and_counted_once() {
    for (field, words, what) in [
        ("owner", "not recorded: Owner", "not recorded"),
        ("note", "not recorded: How it is done", "not recorded"),
        ("status", "not assessed", "not assessed"),
    ] {
        let mut register = demo();
        let before = markdown("soa", &basis(&register));
        let mut record = register.get("A.4.3").expect("a control").clone();
        let at = record.kind().field_index(field).expect(field);
        record.put(at, aims::domain::record::value::Value::Empty).expect("fits");
        register.put(record);
        let after = markdown("soa", &basis(&register));
        assert_eq!(missing(&after, what), missing(&before, what) + 1, "{field}");
        let (table, row) = rows(&after).remove("A.4.3").expect("a row");
        assert!(row.iter().any(|cell| cell.contains(words)), "{field}: {row:?}");
        let others = |text: &str| {
            let mut rows = rows(text);
            rows.remove("A.4.3");
            rows.into_iter().map(|(id, (_, row))| (id, row)).collect::<Vec<_>>()
        };
        let functions = |rows: Vec<(String, Vec<String>)>| {
            let owner = table.heads.iter().position(|head| head == "Owner").expect("a column");
            let plain = |(id, mut row): (String, Vec<String>)| {
                // The first mention of somebody has the function.
                row[owner] = row[owner].split(',').next().unwrap_or_default().to_owned();
                (id, row)
            };
            rows.into_iter().map(plain).collect::<Vec<_>>()
        };
        assert_eq!(functions(others(&before)), functions(others(&after)), "{field}");
    }
}

#[test]
fn an_approval_makes_it_no_draft_until_a_control_changes() {
    let mut register = demo();
    assert!(markdown("soa", &basis(&register)).contains("Draft. Not approved"));
    let digest = aims::domain::kinds::approval::kept_sets::STATEMENT.digest_kept(&register);
    let approve = |register: &mut Register, by: &str| {
        let record = register.get("6.1.3/d2").expect("there").clone();
        let rows = aims::domain::record::input::read(
            record.kind().fields[record.kind().field_index("approvals").expect("a table")].shape,
            &format!("1.2 | 2026-11-20 | {by} | {digest} | first"),
            today(),
        );
        register.put(record.with(document::APPROVALS, rows.expect("a row")));
    };
    approve(&mut register, "maya");
    let text = markdown("soa", &basis(&register));
    assert!(text.contains("- **Version and state:** 1.2, approved"), "{text}");
    assert!(
        text.contains("Maya Chen, Chief executive officer, 2026-11-20"),
        "{text}"
    );
    assert!(!text.contains("Draft.") && !text.contains('▹'), "{text}");
    assert!(text.contains("approved in the records on 2026-11-20"), "{text}");
    let record = register.get("A.2.3").expect("there").clone();
    register.put(record.with(control::REASON, "another reason"));
    let text = markdown("soa", &basis(&register));
    assert!(
        text.contains("Changed since version 1.2 was approved on 2026-11-20"),
        "{text}"
    );
    approve(&mut register, "nobody-knows");
    let text = markdown("soa", &basis(&register));
    assert!(
        text.contains("Draft. Not approved"),
        "an approval by a name that nobody knows is none"
    );
}

#[test]
fn a_copy_for_others_has_no_names_risks_or_evidence() {
    let register = demo();
    let external = Basis {
        copy: Copy::External,
        ..basis(&register)
    };
    let text = markdown("soa", &external);
    for risk in register.of(&risk::KIND) {
        assert!(!text.contains(risk.id().as_str()), "{}", risk.id());
    }
    for name in ["Maya Chen", "Ana Kovač", "E-daqmp", "Signature"] {
        assert!(!text.contains(name), "{name}");
    }
    let found = tables(&text)
        .into_iter()
        .filter(|table| table.heads.len() == 5 && table.heads[1] == "Applicable");
    assert_eq!(found.map(|table| table.rows.len()).sum::<usize>(), 40);
}

#[test]
fn a_german_statement_has_no_english_words_of_ours() {
    let register = demo();
    let german = Basis {
        language: Language::German,
        ..basis(&register)
    };
    let text = markdown("soa", &german);
    for (english, german) in [
        ("Statement of Applicability", "# Erklärung zur Anwendbarkeit"),
        ("not recorded", "nicht erfasst"),
        (
            "| Control | Applicable |",
            "| Control | Anwendbar | Begründung | Grundlage | Status | Umsetzung |",
        ),
        ("implemented", "umgesetzt, seit"),
        ("whole AIMS", "gesamtes Managementsystem"),
        ("by default", "Voreinstellung, keine Entscheidung erfasst"),
    ] {
        assert!(text.contains(german), "{german}");
        let table = text.lines().filter(|line| line.starts_with('|'));
        assert!(
            table
                .clone()
                .all(|line| !line.contains(english) || line.contains("Reason:")),
            "{english}"
        );
    }
}

#[test]
fn the_statement_of_the_demo_reads_as_one_would_sign_it() {
    let register = demo();
    insta::assert_snapshot!("statement", markdown("soa", &basis(&register)));
}
