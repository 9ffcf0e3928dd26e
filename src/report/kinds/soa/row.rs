//! A control in the Statement of Applicability, cell by cell.

use crate::domain::kinds::control::{Applicability, Exceptions};
use crate::domain::kinds::obligation::{self, TakenOn};
use crate::domain::kinds::{control, document};
use crate::domain::record::Record;
use crate::report::basis::Said;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::{Inline, words};
use crate::report::making::{Lack, Making};
use crate::report::tables;

/// The columns.
pub(super) const COLUMNS: [(&str, Width); 10] = [
    ("col.control", Width::Plain),
    ("soa.applicable", Width::Narrow),
    ("soa.why", Width::Wide),
    ("soa.grounds", Width::Wide),
    ("col.status", Width::Narrow),
    ("soa.how", Width::Wide),
    ("field.owner", Width::Plain),
    ("soa.evidence", Width::Wide),
    ("soa.where_not", Width::Plain),
    ("soa.decided", Width::Narrow),
];

/// The columns of a copy for others.
pub(super) const OUTSIDE: [(&str, Width); 5] = [
    ("col.control", Width::Wide),
    ("soa.applicable", Width::Narrow),
    ("soa.basis_column", Width::Plain),
    ("soa.exclusion_reason", Width::Wide),
    ("col.status", Width::Narrow),
];

/// Returns the cells of a control. Of one of which nothing is said the row says that once.
pub(super) fn inside(making: &mut Making<'_>, record: &Record) -> Vec<Cell> {
    let mut cells = vec![named(making, record), applicable(making, record)];
    let supported = making.register().linked(record.id());
    let has_document = document_of(making, record).is_some_and(|document| !document.says_nothing());
    if record.says_nothing() && supported.is_empty() && !has_document {
        let rest = COLUMNS.len() - cells.len();
        let label = making.say("soa.all_columns");
        cells.extend(making.blank_row(record, label, rest));
        return cells;
    }
    cells.extend([
        why(making, record),
        grounds(making, record),
        status(making, record),
        how(making, record),
        owner(making, record),
        shown(making, record),
        where_not(making, record),
        decided(making, record),
    ]);
    cells
}

/// Returns the cells of a control in a copy for others.
pub(super) fn outside(making: &mut Making<'_>, record: &Record) -> Vec<Cell> {
    let is_applicable = control::is_applicable(record);
    let reason = if is_applicable {
        Cell::none()
    } else {
        making.text_of(record, "soa.exclusion_reason", record.get(control::REASON))
    };
    let basis = match bases(making, record) {
        _ if !is_applicable => Cell::none(),
        basis if basis.is_empty() => making.empty(record, "soa.basis_column"),
        basis => Cell::text(&basis),
    };
    vec![
        named(making, record),
        applicable(making, record),
        basis,
        reason,
        status(making, record),
    ]
}

/// Returns the id and title; of an own control also what it asks.
fn named(making: &mut Making<'_>, record: &Record) -> Cell {
    let id = record.id().as_str();
    let title = making.register().title(id).unwrap_or_default();
    let mut cell = Cell::line(vec![Inline::strong(id), Inline::text(&format!(" {title}"))]);
    if id.starts_with(control::OWN) {
        let statement = making.text_of(record, "soa.statement", record.get(control::STATEMENT));
        cell.lines.extend(statement.lines);
    }
    cell
}

fn applicable(making: &mut Making<'_>, record: &Record) -> Cell {
    match record.get(control::APPLICABILITY) {
        Some(Applicability::Applicable) => Cell::text(making.say("part.yes")),
        Some(Applicability::Excluded) => Cell::text(making.say("part.no")),
        None => {
            let label = making.say("soa.applicable");
            making.lacking(record.id().as_str(), label, Lack::Decided);
            let yes = format!("{} {}", making.say("part.yes"), making.say("missing.default"));
            Cell::missing(&yes)
        }
    }
}

fn bases(making: &Making<'_>, record: &Record) -> String {
    let bases = record.get(control::BASIS);
    let bases: Vec<_> = bases.into_iter().map(|basis| making.choice(basis)).collect();
    bases.join(", ")
}

fn why(making: &mut Making<'_>, record: &Record) -> Cell {
    let basis = bases(making, record);
    let reason = record.get(control::REASON);
    let lines: Vec<_> = [basis.as_str(), reason]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    if lines.is_empty() {
        return making.empty(record, "soa.why");
    }
    Cell {
        lines: lines.into_iter().map(|line| vec![Inline::text(line)]).collect(),
    }
}

/// Returns the open risks it treats, what was said to carry the reason, and the obligations it meets.
fn grounds(making: &mut Making<'_>, record: &Record) -> Cell {
    let register = making.register();
    let risks = control::open_risks(register, record).map(Record::id);
    let said = record.get(control::GROUNDS).into_iter();
    let is_met = |one: &&Record| {
        one.get(obligation::CONTROLS).contains(&record.id())
            && one.get(obligation::TAKEN_ON) != Some(TakenOn::No)
            && !one.is_retired()
    };
    let obligations: Vec<_> = register
        .linked_of(&obligation::KIND, record.id())
        .filter(is_met)
        .collect();
    let obligations = obligations.into_iter().map(Record::id);
    let ids: Vec<_> = risks.chain(said).chain(obligations).cloned().collect();
    let lines = making.records(&ids);
    making.lines_or_none(lines)
}

fn status(making: &mut Making<'_>, record: &Record) -> Cell {
    if !control::is_applicable(record) {
        return Cell::none();
    }
    let Some(status) = record.get(control::STATUS) else {
        return making.undecided(record, "col.status", Lack::Assessed);
    };
    let mut parts = vec![Inline::text(making.choice(status))];
    if let Some(since) = record
        .get(control::SINCE)
        .filter(|_| status == control::Status::Implemented)
    {
        parts.extend([
            Inline::text(&format!(", {} ", making.say("part.since"))),
            Inline::Day(since),
        ]);
    }
    Cell::line(parts)
}

fn document_of<'a>(making: &Making<'a>, record: &Record) -> Option<&'a Record> {
    let mut documents = document::demanded(making.register(), record.id().as_str());
    let id = documents.next()?.clone();
    making.register().get(id.as_str())
}

/// Returns how it is put into practice: the note, then the document that it demands and how that stands.
fn how(making: &mut Making<'_>, record: &Record) -> Cell {
    let note = record.get(control::NOTE);
    let mut lines = if note.is_empty() && control::is_applicable(record) {
        making.empty(record, "soa.how").lines
    } else {
        note.lines().map(|line| vec![Inline::text(line)]).collect()
    };
    if let Some(document) = document_of(making, record).filter(|_| control::is_applicable(record)) {
        lines.push(vec![Inline::text(&tables::documents::state(making, document))]);
    }
    if lines.is_empty() {
        return Cell::none();
    }
    Cell { lines }
}

fn owner(making: &mut Making<'_>, record: &Record) -> Cell {
    if control::is_applicable(record) || !record.owner().is_empty() {
        making.person_of(record, "field.owner", record.owner())
    } else {
        Cell::none()
    }
}

/// Returns what shows it; nothing has to show a control that is excluded.
fn shown(making: &mut Making<'_>, record: &Record) -> Cell {
    let lines = tables::evidence::supporting(making, record.id());
    if lines.is_empty() && !control::is_applicable(record) {
        return Cell::none();
    }
    making.lines_or_none(lines)
}

fn where_not(making: &mut Making<'_>, record: &Record) -> Cell {
    let rows = record.get(control::EXCEPTIONS);
    if rows.is_empty() {
        return if control::is_applicable(record) {
            Cell::text(making.say("part.whole_aims"))
        } else {
            Cell::none()
        };
    }
    let mut lines = Vec::new();
    for row in rows {
        let system = row.get(Exceptions::SYSTEM).map(|id| making.record(id));
        let system = system.map_or_else(|| making.say("missing.none").to_owned(), |system| words(&[system]));
        let reason = match row.get(Exceptions::REASON) {
            "" => making.lacking(record.id().as_str(), making.say("soa.exception_reason"), Lack::Recorded),
            reason => reason.to_owned(),
        };
        lines.push(vec![Inline::text(&format!("{system}: {reason}"))]);
    }
    Cell { lines }
}

/// Returns the day of the decision, as git knows it, and the day of the next look at it.
fn decided(making: &mut Making<'_>, record: &Record) -> Cell {
    let mut lines = match making.said(record) {
        Some(Said::On(day)) => vec![vec![Inline::Day(day)]],
        Some(Said::NotCommitted) => vec![vec![Inline::text(making.say("part.not_committed"))]],
        None => making.empty(record, "soa.decided_on").lines,
    };
    let label = format!("{} ", making.say("part.next"));
    let next = control::check::next_test(making.register(), record, making.today()).map(|due| due.day);
    match next.or(record.get(control::REVIEW)) {
        Some(day) => lines.push(vec![Inline::text(&label), Inline::Day(day)]),
        None => lines.extend(making.empty(record, "soa.next_review").lines),
    }
    Cell { lines }
}

/// Returns the day of the decision alone.
pub(super) fn decided_on(making: &mut Making<'_>, record: &Record) -> Cell {
    match making.said(record) {
        Some(Said::On(day)) => Cell::day(day),
        Some(Said::NotCommitted) => Cell::text(making.say("part.not_committed")),
        None => making.empty(record, "soa.decided_on"),
    }
}
