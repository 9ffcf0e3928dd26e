//! The register of documented information (7.5), and what is still to be written.

use crate::domain::kinds::approval::kept_sets;
use crate::domain::kinds::document::{self, State};
use crate::domain::kinds::{action, control};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::kinds::{Asks, INSIDE, Report};
use crate::report::making::{Asked, Class, Face, Making, Sensitivity};
use crate::report::tables;

/// The document register.
pub static REPORT: Report = Report {
    face: Face {
        name: "documents",
        class: Class::View,
        sensitivity: Sensitivity::Internal,
        signs: &[],
    },
    serves: &["7.5.1", "7.5.2", "7.5.3"],
    made_from: &[&document::KIND, &control::KIND, &action::KIND],
    screens: &["documents"],
    shows_levels: false,
    copies: INSIDE,
    subject: None,
    asks: Asks::NOTHING,
    make,
};

/// The columns.
const COLUMNS: [(&str, Width); 10] = [
    ("col.number", Width::Narrow),
    ("document.document", Width::Plain),
    ("document.demanded_by", Width::Plain),
    ("document.kept", Width::Wide),
    ("col.version", Width::Narrow),
    ("document.state", Width::Plain),
    ("field.owner", Width::Plain),
    ("front.approved", Width::Plain),
    ("document.review", Width::Narrow),
    ("document.class", Width::Plain),
];

fn make(making: &mut Making<'_>) {
    let register = making.register();
    let demanded = tables::documents::all_demanded(register);
    let (of_clauses, of_controls): (Vec<_>, Vec<_>) =
        demanded.into_iter().partition(|one| document::is_of_clause(one.id()));
    let others = register
        .of(&document::KIND)
        .filter(|one| document::demanded_by(one.id()).is_none());
    let (own, outside): (Vec<_>, Vec<_>) = others.partition(|one| one.get(document::ORIGIN).is_empty());
    let groups = [
        ("document.of_clauses", of_clauses),
        ("document.of_controls", of_controls),
        ("document.own", own),
        ("document.outside", outside),
    ];
    for (title, documents) in &groups {
        let counts = by_state(making, documents);
        making.short(&format!("{}: {} ({counts}).", making.say(title), documents.len()));
    }
    for (title, documents) in &groups {
        making.section(title);
        if documents.is_empty() {
            making.nothing("document.none");
            continue;
        }
        let rows = documents.iter().map(|one| row(making, one)).collect();
        making.table(Asked {
            caption: making.say(title),
            columns: &COLUMNS,
            rows,
            note: making.say("document.note"),
        });
    }
    making.section("document.to_create");
    tables::documents::to_create(making);
}

/// Counts documents by state, what asks for the most first.
fn by_state(making: &Making<'_>, documents: &[&Record]) -> String {
    let states: Vec<_> = documents
        .iter()
        .map(|one| document::state(making.register(), one, making.today()))
        .collect();
    let counts = State::ALL.iter().filter_map(|state| {
        let count = states.iter().filter(|one| *one == state).count();
        (count > 0).then(|| format!("{count} {}", making.choice(*state)))
    });
    let counts: Vec<_> = counts.collect();
    if counts.is_empty() {
        return making.say("missing.none").to_owned();
    }
    counts.join(", ")
}

fn row(making: &mut Making<'_>, record: &Record) -> Vec<Cell> {
    let (register, today) = (making.register(), making.today());
    let state = document::state(register, record, today);
    let by = document::demanded_by(record.id());
    let title = register.title(record.id().as_str()).unwrap_or_default();
    let mut cells = vec![
        making.id_of(record),
        Cell::text(title),
        by.map_or_else(Cell::none, |by| tables::documents::demander(making, by)),
    ];
    if state == State::NotNeeded {
        let reason = match record.get(document::NOT_NEEDED) {
            "" => making.say("document.not_demanded").to_owned(),
            reason => making.words.fill("document.not_needed", &[("reason", reason)]),
        };
        cells.extend([Cell::none(), Cell::none(), Cell::text(&reason)]);
        cells.resize_with(COLUMNS.len(), Cell::none);
        return cells;
    }
    let is_there = state != State::Missing;
    // What the register keeps and nobody approves as a whole, such as results, has no version and no approval.
    let is_located = !record.get(document::LOCATION).is_empty();
    let has_versions = is_there && (is_located || kept_sets::of(record.id().as_str()).is_some());
    let approval = document::approval(record);
    let approved = match approval {
        None if !has_versions => Cell::none(),
        None => making.empty(record, "front.approved"),
        Some(approval) => {
            let mut approved = making.person_of(record, "front.approved", approval.by);
            if let (Some(on), Some(line)) = (approval.on, approved.lines.last_mut()) {
                line.extend([Inline::text(", "), Inline::Day(on)]);
            }
            approved
        }
    };
    let due = document::check::next_review(register, record, today).map(|due| due.day);
    let is_part = document::part_of(record).is_some() && record.get(document::LOCATION).is_empty();
    cells.extend([
        kept(making, record, state),
        match approval
            .map(|approval| approval.version)
            .filter(|version| !version.is_empty())
        {
            Some(version) => Cell::text(version),
            None if has_versions && !is_part => making.empty(record, "col.version"),
            None => Cell::none(),
        },
        Cell::text(making.choice(state)),
        if is_part {
            Cell::none()
        } else {
            making.person_of(record, "field.owner", record.owner())
        },
        if is_part { Cell::none() } else { approved },
        match due.or(record.get(document::REVIEW)) {
            None if !is_there || is_part => Cell::none(),
            day => making.day_of(record, "document.review", day),
        },
        class(making, record, is_there && !is_part),
    ]);
    cells
}

/// Returns where a document is kept: its file or link, the records of the register, or the document it is a part of.
fn kept(making: &mut Making<'_>, record: &Record, state: State) -> Cell {
    if !record.get(document::LOCATION).is_empty() {
        let mut cell = Cell::text(record.get(document::LOCATION));
        if !record.get(document::ORIGIN).is_empty() {
            let from = making
                .words
                .fill("document.from", &[("origin", record.get(document::ORIGIN))]);
            cell.lines.push(vec![Inline::text(&from)]);
        }
        return cell;
    }
    if let Some(of) = document::part_of(record) {
        let title = making.register().title(of).unwrap_or_default();
        let part = making.words.fill("document.part_of", &[("id", of), ("title", title)]);
        return Cell::text(&part);
    }
    if state == State::Missing {
        return making.empty(record, "document.kept");
    }
    let id = record.id().as_str();
    let count = document::kept::count(making.register(), id, making.today());
    let count = count.map(|count| (count.done.to_string(), count.all.to_string()));
    let mut text = match &count {
        Some((done, all)) => making.words.fill("document.kept_here", &[("done", done), ("all", all)]),
        None => making.say("document.kept_in_records").to_owned(),
    };
    if let Some(kind) = tables::documents::printed_by(record) {
        text.push_str(&making.words.fill("document.printed_by", &[("kind", kind)]));
    }
    Cell::text(&text)
}

/// Returns the label of a document, how long it is kept and who may read it.
fn class(making: &mut Making<'_>, record: &Record, is_asked: bool) -> Cell {
    let access = match record.get(document::ACCESS) {
        "" => String::new(),
        access => making.words.fill("document.access", &[("who", access)]),
    };
    let said = [
        record.get(document::CLASSIFICATION),
        record.get(document::RETENTION),
        &access,
    ];
    let lines: Vec<_> = said
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| vec![Inline::text(text)])
        .collect();
    match lines.is_empty() {
        true if is_asked => making.empty(record, "document.class"),
        true => Cell::none(),
        false => Cell { lines },
    }
}
