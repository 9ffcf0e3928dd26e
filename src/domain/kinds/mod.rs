//! The record kinds, one file each. A new kind is a new file and a line in [`ALL`].

pub mod action;
pub mod answer;
pub mod assessment;
pub mod control;
pub mod document;
pub mod evidence;
pub mod finding;
pub mod incident;
pub mod method;
pub mod objective;
pub mod organization;
pub mod review;
pub mod risk;
pub mod supplier;
pub mod system;

use std::collections::BTreeMap;

use crate::domain::admission::{Proposal, Remedy};
use crate::domain::check;
use crate::domain::record::Record;
use crate::domain::record::field::{Derived, Home, Kind, Mark, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::typed::{Day, Handle};
use crate::domain::record::value::Value;

/// Every record kind, in the order in which the reference and the palette list them.
pub const ALL: &[&Kind] = &[
    &organization::KIND,
    &method::KIND,
    &system::KIND,
    &risk::KIND,
    &action::KIND,
    &assessment::KIND,
    &control::KIND,
    &answer::KIND,
    &review::KIND,
    &finding::KIND,
    &incident::KIND,
    &supplier::KIND,
    &objective::KIND,
    &evidence::KIND,
    &document::KIND,
];

/// For kinds that show how many problems the check finds in a record.
const PROBLEMS: Derived = Derived {
    name: "problems",
    label: "Problems",
    help: "How many things `aims check` finds in it.",
    shape: Shape::Whole,
    get: |register, record, today| Value::Number(check::of(register, record, today).len() as i64),
};

/// By how many days a record is late, for kinds with a day by which it must be done.
const LATE: Derived = Derived {
    name: "late",
    label: "Late",
    help: "By how many days it is late.",
    shape: Shape::Whole,
    get: |_, record, today| record.days_late(today).map_or(Value::Empty, Value::Number),
};

/// Returns what two kinds share and only one may have, in a sentence: a name, the letter or form of ids, a folder or a
/// file. Records of two such kinds could not be told apart in files, filters and references.
pub fn clash(kinds: &[&Kind]) -> Option<String> {
    let taken = |kind: &Kind| {
        let mut taken = vec![format!("the name `{}`", kind.name)];
        if kind.plural != kind.name {
            taken.push(format!("the name `{}`", kind.plural));
        }
        taken.push(format!("the type `{}`", kind.type_name));
        taken.push(match kind.ids {
            IdForm::Random(letter) => format!("the letter `{letter}` of ids"),
            form => format!("the form {form:?} of ids"),
        });
        match kind.home {
            Home::File(file) => taken.push(format!("the file `{file}`")),
            Home::Folder(folder) | Home::Dossier { folder, .. } => taken.push(format!("the folder `{folder}`")),
            // Ids tell the files in a dossier apart.
            Home::InDossier => {}
        }
        taken
    };
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for kind in kinds {
        for what in taken(kind) {
            if let Some(other) = owners.insert(what.clone(), kind.name) {
                return Some(format!("{} and {other} share {what}.", kind.name));
            }
        }
    }
    None
}

/// For kinds whose records always count.
pub fn always_open(_: &Record) -> bool {
    true
}

/// For kinds in which nothing follows from a change.
pub fn no_follow(_: &Proposal<'_>) -> Vec<(usize, Value)> {
    Vec::new()
}

/// Returns what becomes of the day of closing when the status changes: a status that ends the record sets it, one that
/// opens the record again takes it back.
fn day_of_closing<S>(proposal: &Proposal<'_>, status: Handle<S>, closed: Handle<Day>) -> Vec<(usize, Value)> {
    if !proposal.changes(status) {
        return Vec::new();
    }
    let after = proposal.after;
    match ((after.kind().open)(after), after.get(closed)) {
        (false, None) => vec![(closed.index(), proposal.today().into())],
        (true, Some(_)) => vec![(closed.index(), Value::Empty)],
        _ => Vec::new(),
    }
}

/// Refuses a day of closing for a record that is open.
fn closed_while_open(proposal: &Proposal<'_>, closed: Handle<Day>) -> Option<(Remedy, String)> {
    let after = proposal.after;
    let status = after.kind().marked(Mark::Status)?;
    let is_said = proposal.changes(closed) || proposal.sets(status);
    let day = after.get(closed).filter(|_| is_said && (after.kind().open)(after))?;
    let sentence = format!(
        "{} is open, so it was not closed on {day}; set its status as well.",
        after.id()
    );
    Some((Remedy::Never, sentence))
}

/// Refuses that what is over ends otherwise before it is opened again: what follows from opening it would be passed
/// over. A test says which records are opened again.
fn ends_otherwise(proposal: &Proposal<'_>, is_opened: impl Fn(&Record) -> bool) -> Option<(Remedy, String)> {
    let before = proposal.before.filter(|before| !(before.kind().open)(before))?;
    let status = before.kind().marked(Mark::Status)?;
    (proposal.sets(status) && !is_opened(proposal.after)).then(|| {
        let sentence = format!("{} is {}; open it again first.", before.id(), before.value(status));
        (Remedy::Never, sentence)
    })
}

/// The name of the rule that what is over is opened again before it ends otherwise.
const ENDED: &str = "what is over is opened first";

/// Refuses to take rows away, or to rewrite them, that tell what was decided so far: `The overrides so far stay`.
fn takes_rows_away(proposal: &Proposal<'_>, field: usize, stay: &str) -> Option<(Remedy, String)> {
    let (before, after) = (
        proposal.before?.value(field).items(),
        proposal.after.value(field).items(),
    );
    let is_gone = before.iter().any(|row| !after.contains(row));
    is_gone.then(|| (Remedy::Never, format!("{stay} on record; add a row, and change none.")))
}

/// Refuses details of a decision that is not said itself, since half of it would be kept.
fn said_alone(proposal: &Proposal<'_>, decision: usize, details: &[usize]) -> Option<(Remedy, String)> {
    if !proposal.after.value(decision).is_empty() {
        return None;
    }
    let is_said = |field: &usize| proposal.sets(*field) && !proposal.after.value(*field).is_empty();
    let detail = details.iter().copied().find(is_said)?;
    let fields = proposal.after.kind().fields;
    let (detail, decision) = (&fields[detail], &fields[decision]);
    let sentence = format!(
        "{} is said without {}; say both or neither.",
        detail.label, decision.label
    );
    Some((Remedy::Fill(decision.name), sentence))
}

/// The name of the rule that details are said with their decision.
const ALONE: &str = "details without their decision";

/// The name of the rule that only what is closed has a day of closing.
const CLOSING: &str = "day of closing";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_share_what_tells_their_records_apart() {
        assert_eq!(clash(ALL), None);
    }

    #[test]
    fn what_two_kinds_share_is_told() {
        let own = || Kind {
            name: "spill",
            type_name: "Spill",
            plural: "spills",
            ids: IdForm::Random('X'),
            home: Home::Folder("spills"),
            ..Kind::PLAIN
        };
        let with = |kind: Kind| {
            let kinds: Vec<&Kind> = ALL.iter().copied().chain([&kind]).collect();
            clash(&kinds)
        };
        assert_eq!(with(own()), None);
        for (kind, shared) in [
            (Kind { name: "risk", ..own() }, "the name `risk`"),
            (Kind { name: "risks", ..own() }, "the name `risks`"),
            (
                Kind {
                    plural: "risks",
                    ..own()
                },
                "the name `risks`",
            ),
            (
                Kind {
                    type_name: "Risk",
                    ..own()
                },
                "the type `Risk`",
            ),
            (
                Kind {
                    ids: IdForm::Random('P'),
                    ..own()
                },
                "the letter `P` of ids",
            ),
            (
                Kind {
                    ids: IdForm::Slug,
                    ..own()
                },
                "the form Slug of ids",
            ),
            (
                Kind {
                    home: Home::Folder("systems"),
                    ..own()
                },
                "the folder `systems`",
            ),
            (
                Kind {
                    home: Home::File("method.ron"),
                    ..own()
                },
                "the file `method.ron`",
            ),
        ] {
            let told = with(kind).unwrap_or_default();
            assert!(told.contains(shared), "{told} is to say {shared}");
        }
    }
}
