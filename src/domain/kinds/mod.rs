//! The record kinds, one file each, with check rules and rules on changes in the folder of the same name. A new kind is a
//! new file and a line in [`ALL`].

pub mod action;
pub mod answer;
pub mod approval;
pub mod assessment;
pub mod change;
pub mod check;
pub mod control;
pub mod document;
pub mod evidence;
pub mod extras;
pub mod finding;
pub mod incident;
pub mod method;
pub mod metric;
pub mod objective;
pub mod obligation;
pub mod organization;
pub mod resource;
pub mod review;
pub mod risk;
pub mod role;
pub mod shared_choices;
pub mod sitting;
pub mod supplier;
pub mod system;

use crate::domain::record::Record;
use crate::domain::record::check::Weight;
use crate::domain::record::field::{Derived, Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::{Proposal, Remedy};
use crate::domain::record::typed::{Day, Handle};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

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
    &change::KIND,
    &obligation::KIND,
    &role::KIND,
    &resource::KIND,
    &metric::KIND,
    &sitting::KIND,
];

/// For kinds that show how many problems the check finds in a record.
pub(crate) const PROBLEMS: Derived = Derived {
    name: "problems",
    label: "Problems",
    help: "How many things `aims check` finds in it that an auditor would note.",
    shape: Shape::Whole,
    get: |register, record, today| {
        let problems = check::of(register, record, today).into_iter();
        let counted = problems.filter(|problem| problem.weight >= Weight::Minor);
        Value::Number(counted.count() as i64)
    },
};

/// By how many days a record is late, for kinds with a day by which it must be done.
const LATE: Derived = Derived {
    name: "late",
    label: "Late",
    help: "By how many days it is late.",
    shape: Shape::Whole,
    get: |register, record, today| record.days_late(register, today).map_or(Value::Empty, Value::Number),
};

/// A register of every kind.
impl Default for Register {
    fn default() -> Self {
        Self::new(ALL).with_rules(organization::one_person::RULES)
    }
}

/// Returns the records of which there is one and that cannot be used, each with a sentence on what counts instead.
pub fn fallbacks(register: &Register) -> Vec<(Id, String)> {
    let mut all = Vec::new();
    let is_unreadable = register.unreadable(method::ID).is_some();
    let what = match register.get(method::ID) {
        _ if is_unreadable => Some("method.ron cannot be read"),
        Some(record) if !record.problems().is_empty() => Some("method.ron has faults"),
        _ => method::is_missing(register).then_some("Risks are judged, and no method is recorded"),
    };
    if let Some(what) = what {
        let sentence = format!("{what}: levels are by the 5x5 preset, marked `?`.");
        all.push((Id::new(method::ID), sentence));
    }
    if register.unreadable(organization::ID).is_some() {
        let sentence = "aims.ron cannot be read: cadence, roles, dates and strict approval count as not said.";
        all.push((Id::new(organization::ID), sentence.to_owned()));
    }
    all
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
    let is_set = proposal.changes(closed) || proposal.sets(status);
    let day = after.get(closed).filter(|_| is_set && (after.kind().open)(after))?;
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
fn detail_set_alone(proposal: &Proposal<'_>, decision: usize, details: &[usize]) -> Option<(Remedy, String)> {
    if !proposal.after.value(decision).is_empty() {
        return None;
    }
    let is_set = |field: &usize| proposal.sets(*field) && !proposal.after.value(*field).is_empty();
    let detail = details.iter().copied().find(is_set)?;
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
    use crate::domain::record::field::Home;
    use crate::domain::record::id::IdForm;
    use crate::domain::record::kind::clash;

    #[test]
    fn every_declared_tone_names_a_field_or_derived_value() {
        for kind in ALL {
            for (name, _) in kind.tones {
                assert!(kind.shape(name).is_some(), "{} has no {name}", kind.name);
            }
        }
    }

    #[test]
    fn no_two_kinds_share_a_name_id_form_or_folder() {
        assert_eq!(clash(ALL), None);
    }

    #[test]
    fn a_name_shared_by_two_kinds_is_reported() {
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
            let sentence = with(kind).unwrap_or_default();
            assert!(sentence.contains(shared), "{sentence} is to say {shared}");
        }
    }
}
