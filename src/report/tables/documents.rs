//! Documented information: how a document stands in a line, and what is still to be written.

use crate::domain::kinds::document::{self, State};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::making::{Asked, Making};
use crate::report::tables::actions;

/// Which kind of document of this program prints what a demanded document says.
pub const PRINTED_BY: [(&str, &str); 7] = [
    ("6.1.1/d1", "risks"),
    ("6.1.3/d2", "soa"),
    ("6.1.3/d3", "treatment"),
    ("6.1.3/d4", "soa"),
    ("7.5.1/d1", "documents"),
    ("8.3/d1", "treatment"),
    ("10.2/d1", "findings"),
];

/// Returns the kind of document that prints what a document says: the one it names itself, else the one of the table.
pub fn printed_by(document: &Record) -> Option<&str> {
    let own = document.get(document::REPORT);
    let id = document.id().as_str();
    let known = PRINTED_BY.iter().find(|(of, _)| *of == id).map(|(_, kind)| *kind);
    Some(own).filter(|own| !own.is_empty()).or(known)
}

/// Returns where a document is and how it stands, in a sentence.
pub fn state(making: &Making<'_>, document: &Record) -> String {
    let state = making.choice(document::state(making.register(), document, making.today()));
    let holder = document::holder(making.register(), document);
    match holder.map_or("", |holder| holder.get(document::LOCATION)) {
        "" => making.words.fill("document.line", &[("state", state)]),
        place => making
            .words
            .fill("document.line_at", &[("state", state), ("place", place)]),
    }
}

/// Returns the documents that a clause demands, a line each: number, title, how it stands.
pub fn demanded(making: &mut Making<'_>, by: &str) -> Vec<Vec<Inline>> {
    let ids: Vec<Id> = document::demanded(making.register(), by).cloned().collect();
    let mut lines = Vec::new();
    for id in ids {
        let Some(document) = making.register().get(id.as_str()) else {
            continue;
        };
        let state = making.choice(document::state(making.register(), document, making.today()));
        lines.push(vec![making.record(&id), Inline::text(&format!(": {state}"))]);
    }
    lines
}

/// Tells whether a document is demanded and nowhere.
pub fn is_to_create(making: &Making<'_>, document: &Record) -> bool {
    document::state(making.register(), document, making.today()) == State::Missing
}

/// Returns the demanded documents in the order of the catalogue: those of clauses, then those of controls.
pub fn all_demanded(register: &Register) -> Vec<&Record> {
    let ids = register.catalogue().documents();
    ids.filter_map(|id| register.get(&id)).collect()
}

/// Adds the documents that are still to be written: those of clauses first.
pub fn to_create(making: &mut Making<'_>) {
    let register = making.register();
    let missing: Vec<_> = all_demanded(register)
        .into_iter()
        .filter(|one| is_to_create(making, one))
        .collect();
    if missing.is_empty() {
        return making.nothing("document.none_to_create");
    }
    let rows = missing.iter().map(|document| row(making, document)).collect();
    making.table(Asked {
        caption: making.say("document.to_create"),
        columns: &[
            ("document.document", Width::Plain),
            ("document.demanded_by", Width::Plain),
            ("document.belongs_in", Width::Wide),
            ("document.start_from", Width::Narrow),
            ("document.usual_owner", Width::Plain),
            ("document.action", Width::Wide),
        ],
        rows,
        note: making.say("document.to_create_note"),
    });
}

fn row(making: &mut Making<'_>, document: &Record) -> Vec<Cell> {
    let register = making.register();
    let by = document::demanded_by(document.id()).unwrap_or_default();
    let catalogue = register.catalogue();
    let (hints, owner) = match (catalogue.clause(by), catalogue.control(by)) {
        (Some(clause), _) => (&clause.evidence_hints[..], clause.owner_hint.as_str()),
        (None, Some(control)) => (&control.evidence_hints[..], control.owner_hint.as_str()),
        (None, None) => (&[][..], ""),
    };
    let hints: Vec<_> = hints.iter().map(|hint| vec![Inline::text(hint)]).collect();
    let id = making.record(document.id());
    let mut serving = actions::serving(register, document.id());
    let of_whole = actions::serving(register, &Id::new(by));
    serving.extend(of_whole.into_iter().filter(|one| one.is_open()));
    serving.sort_by_key(|action| action.id().clone());
    serving.dedup_by_key(|action| action.id().clone());
    vec![
        Cell::of(id),
        demander(making, by),
        making.lines_or_none(hints),
        printed_by(document).map_or_else(Cell::none, Cell::text),
        if owner.is_empty() {
            Cell::none()
        } else {
            Cell::text(owner)
        },
        actions::lines(making, &serving),
    ]
}

/// Returns the clause or control that demands something, with its title.
pub fn demander(making: &Making<'_>, by: &str) -> Cell {
    let title = making.register().title(by).unwrap_or_default();
    Cell::text(&format!("{by} {title}"))
}
