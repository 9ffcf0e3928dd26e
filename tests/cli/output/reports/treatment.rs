//! The risk register and the treatment plan, cell by cell.

use aims::domain::kinds::{action, document, risk};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::record::value::Value;
use aims::domain::register::Register;

use super::reader::{Table, tables};
use super::{basis, demo, field, markdown, today};

/// Returns the band of a score by the grid of the preset, computed here: the letter in the cell of the worst consequence.
fn level(register: &Register, score: &str) -> Option<String> {
    let (likelihood, rest) = score.split_once(' ')?;
    let worst = rest.split('/').filter_map(|part| part.parse::<usize>().ok()).max()?;
    let method = register.method();
    let band = method.band_at(likelihood.parse().ok(), worst as u8)?;
    let band = &method.bands[usize::from(band)];
    Some(format!("{} {}", band.letter, band.name))
}

fn rows_with(text: &str, head: &str) -> Vec<(Table, Vec<String>)> {
    let tables = tables(text)
        .into_iter()
        .filter(|table| table.heads.iter().any(|one| one == head));
    let rows = tables.flat_map(|table| {
        let rows = table.rows.clone();
        rows.into_iter().map(move |row| (table.clone(), row))
    });
    rows.collect()
}

fn is_planned(risk: &Record) -> bool {
    !risk.is_retired() && risk.get(risk::STATUS) != Some(risk::Status::Closed)
}

#[test]
fn the_overview_has_every_risk_once_with_its_levels() {
    let register = demo();
    let rows = rows_with(&markdown("risks", &basis(&register)), "Above appetite");
    let rows: Vec<_> = rows.into_iter().filter(|(table, _)| table.heads[0] == "ID").collect();
    let mut ids: Vec<_> = rows.iter().map(|(_, row)| row[0].clone()).collect();
    ids.sort_unstable();
    let expected: Vec<_> = register
        .of(&risk::KIND)
        .filter(|one| is_planned(one))
        .map(|one| one.id().to_string())
        .collect();
    assert_eq!(ids, expected);
    for (table, row) in &rows {
        let said = |name: &str| field(&register, &Id::new(&row[0]), name);
        let or = |level: Option<String>| level.unwrap_or_else(|| "not assessed".to_owned());
        assert_eq!(
            table.cell(row, "Before"),
            or(level(&register, &said("inherent"))),
            "{row:?}"
        );
        let current = if said("current").is_empty() {
            said("inherent")
        } else {
            said("current")
        };
        let now = or(level(&register, &current));
        assert!(table.cell(row, "Now").starts_with(&now), "{row:?}");
        if !said("target").is_empty() {
            assert_eq!(
                table.cell(row, "Target"),
                or(level(&register, &said("target"))),
                "{row:?}"
            );
        }
        let option = said("treatment");
        assert_eq!(
            table.cell(row, "Option"),
            if option.is_empty() { "not decided" } else { &option },
            "{row:?}"
        );
        let appetite = register.method().appetite;
        let band = register
            .method()
            .bands
            .iter()
            .position(|band| now.ends_with(&band.name));
        let above = match band {
            Some(band) if band > usize::from(appetite) => "yes",
            Some(_) => "no",
            None => "not assessed",
        };
        assert_eq!(table.cell(row, "Above appetite"), above, "{row:?}");
    }
}

#[test]
fn every_risk_of_the_overview_has_a_sheet_with_all_that_its_record_says() {
    let mut register = demo();
    let is_open = |one: &&Record| one.get(risk::STATUS) == Some(risk::Status::Open) && !one.is_retired();
    let one = register.of(&risk::KIND).find(is_open).expect("a risk").clone();
    let shape = one.kind().fields[one.kind().field_index("extras").expect("a table")].shape;
    let extras = aims::domain::record::input::read(shape, "Theme | drift", today()).expect("a row");
    register.put(one.with(risk::REFERENCE, "OLD-17").with(risk::EXTRAS, extras));
    let text = markdown("risks", &basis(&register));
    let sheets: Vec<_> = text.split("\n### ").skip(1).collect();
    let counted = register
        .of(&risk::KIND)
        .filter(|one| is_planned(one) && one.get(risk::STATUS) != Some(risk::Status::Draft));
    for one in counted {
        let sheet = sheets.iter().find(|sheet| sheet.starts_with(one.id().as_str()));
        let id = one.id().as_str();
        let sheet = super::reader::plain(sheet.expect(id));
        for (declared, value) in one.fields().filter(|(_, value)| !value.is_empty()) {
            let is_told_otherwise = ["title", "status", "owner", "systems", "plan_covers", "treatment"];
            let is_person = declared.name.ends_with("_by");
            let is_score = ["inherent", "current", "target"].contains(&declared.name);
            if is_told_otherwise.contains(&declared.name) || is_person || is_score || declared.name == "review" {
                continue;
            }
            let parts = value.items().iter().flat_map(|item| match item {
                Value::Row(cells) => cells.iter().map(ToString::to_string).collect(),
                one => vec![one.to_string()],
            });
            for said in parts {
                let is_said = said.lines().all(|line| sheet.contains(line));
                let is_moved = declared.name == "accepted_until";
                assert!(is_said || is_moved, "{} {}: {said}\n{sheet}", one.id(), declared.name);
            }
        }
    }
}

#[test]
fn the_grid_counts_every_risk_in_its_cell() {
    let register = demo();
    let text = markdown("risks", &basis(&register));
    let grid = tables(&text)
        .into_iter()
        .find(|table| table.caption.ends_with("Figures: Risks now"))
        .expect("a grid");
    let counted: Vec<_> = register
        .of(&risk::KIND)
        .filter(|one| is_planned(one) && one.get(risk::STATUS) != Some(risk::Status::Draft))
        .collect();
    let method = register.method();
    for (row, cells) in grid.rows.iter().enumerate() {
        let likelihood = method.likelihoods.len().checked_sub(row).filter(|step| *step > 0);
        for (column, cell) in cells[1..].iter().enumerate() {
            let lies = counted.iter().filter(|one| {
                let score = one.get(risk::CURRENT).or(one.get(risk::INHERENT));
                score.is_some_and(|score| {
                    let worst = score.consequences.iter().flatten().max();
                    score.likelihood.map(usize::from) == likelihood
                        && worst.map(|one| usize::from(*one)) == Some(column + 1)
                })
            });
            let (letter, count) = cell.split_once(' ').expect("a letter and a number");
            assert_eq!(count, lies.count().to_string(), "{cells:?}");
            let band = method
                .band_at(likelihood.map(|step| step as u8), column as u8 + 1)
                .expect("on the grid");
            assert_eq!(letter, method.bands[usize::from(band)].letter.to_string());
        }
    }
}

#[test]
fn the_plan_has_every_risk_with_its_controls_and_actions() {
    let register = demo();
    let rows = rows_with(&markdown("treatment", &basis(&register)), "Plan approved");
    let mut ids: Vec<_> = rows
        .iter()
        .map(|(_, row)| row[0].split(' ').next().unwrap_or_default().to_owned())
        .collect();
    ids.sort_unstable();
    let expected: Vec<_> = register
        .of(&risk::KIND)
        .filter(|one| is_planned(one))
        .map(|one| one.id().to_string())
        .collect();
    assert_eq!(ids, expected);
    for (table, row) in &rows {
        let id = Id::new(row[0].split(' ').next().unwrap_or_default());
        let record = register.get(id.as_str()).expect("a risk");
        for control in record.get(risk::CONTROLS) {
            assert!(table.cell(row, "Controls").contains(control.as_str()), "{id}");
        }
        for one in register.of(&action::KIND) {
            let treats = one.get(action::RISKS).contains(&&id);
            let is_shown = treats && !one.is_retired() && one.get(action::STATUS) != Some(action::Status::Cancelled);
            assert_eq!(
                table.cell(row, "Actions").contains(one.id().as_str()),
                is_shown,
                "{id} {}",
                one.id()
            );
            let due = one.get(action::DUE).map(|due| due.to_string()).unwrap_or_default();
            assert!(
                !is_shown || table.cell(row, "Actions").contains(&due),
                "{id} {}",
                one.id()
            );
        }
        let approved = table.cell(row, "Plan approved");
        let by = field(&register, &id, "plan_approved_on");
        assert!(
            by.is_empty() || approved.contains(&by) || approved.starts_with("not recorded"),
            "{id}: {approved}"
        );
    }
}

#[test]
fn what_is_late_in_the_plan_is_what_the_register_says_is_late() {
    let register = demo();
    let text = markdown("treatment", &basis(&register));
    let list = tables(&text)
        .into_iter()
        .find(|table| table.caption.contains("Open actions of the plan"))
        .expect("a list");
    let late: Vec<_> = list
        .rows
        .iter()
        .map(|row| list.cell(row, "Late").starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    for (row, is_late) in list.rows.iter().zip(&late) {
        let one = register.get(&row[0]).expect("an action");
        assert_eq!(one.days_late(&register, today()).is_some(), *is_late, "{row:?}");
    }
    let first_in_time = late.iter().position(|is_late| !is_late).unwrap_or(late.len());
    assert!(
        late[first_in_time..].iter().all(|is_late| !is_late),
        "what is late goes first"
    );
}

#[test]
fn an_approved_plan_is_a_draft_again_once_a_risk_changes() {
    let mut register = demo();
    let digest = aims::domain::kinds::approval::kept_sets::PLAN.digest_kept(&register);
    let record = register.get("6.1.3/d3").expect("there").clone();
    let shape = record.kind().fields[record.kind().field_index("approvals").expect("a table")].shape;
    let rows = aims::domain::record::input::read(shape, &format!("2 | 2026-11-20 | maya | {digest} | whole"), today());
    register.put(record.with(document::APPROVALS, rows.expect("a row")));
    let text = markdown("treatment", &basis(&register));
    assert!(text.contains("- **Version and state:** 2, approved"), "{text}");
    let one = register
        .of(&risk::KIND)
        .find(|one| one.is_open())
        .expect("a risk")
        .clone();
    register.put(one.with(risk::TREATMENT, risk::Treatment::Avoid));
    let text = markdown("treatment", &basis(&register));
    assert!(text.contains("draft; changed since version 2 was approved"), "{text}");
}

#[test]
fn a_figure_is_the_same_in_every_document_and_on_the_screens() {
    let register = demo();
    let above = aims::domain::measures::trend::Figures::of(&register, today()).above_appetite;
    let risks = markdown("risks", &basis(&register));
    assert!(
        risks.contains(&format!("- {above} risks stand above the appetite")),
        "{above}"
    );
    let plan = markdown("treatment", &basis(&register));
    assert!(plan.contains(&format!("; {above} risks above the appetite")), "{above}");
}
