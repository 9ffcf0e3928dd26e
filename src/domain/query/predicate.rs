//! The named questions a filter can ask of a record: `is:overdue` and the like, in one table.

use chrono::NaiveDate;

use crate::domain::kinds::{control, system};
use crate::domain::record::Record;
use crate::domain::record::field::{Derived, Field, Kind, Shape};
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// One question, asked as `is:name`.
pub struct Predicate {
    /// The word after `is:`.
    pub name: &'static str,
    /// Other words for it.
    pub aliases: &'static [&'static str],
    /// What it asks.
    pub help: &'static str,
    /// Of which kinds it can be asked.
    pub suits: fn(&Kind) -> bool,
    /// Answers it; the day is today.
    pub holds: fn(&Record, &Register, NaiveDate) -> bool,
}

impl std::fmt::Debug for Predicate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "is:{}", self.name)
    }
}

/// The questions, in the order in which help lists them. The statuses of a kind can be asked for as well
/// (`is:blocked`).
pub static PREDICATES: [Predicate; 11] = [
    Predicate {
        name: "open",
        aliases: &[],
        help: "Counts and still asks for something.",
        suits: |_| true,
        holds: |record, _, _| record.is_open(),
    },
    Predicate {
        name: "closed",
        aliases: &["finished"],
        help: "Counts and asks for nothing any more.",
        suits: |_| true,
        holds: |record, _, _| !record.is_open() && !record.is_retired(),
    },
    Predicate {
        name: "overdue",
        aliases: &["late"],
        help: "Asks for something by a day that has passed, of a done action the check of its effect; of a system: has \
               such actions.",
        suits: |kind| {
            let derives = |derived: &Derived| [LATE, OVERDUE].contains(&derived.name);
            kind.marked(Mark::Due).is_some() || kind.derived.iter().any(derives)
        },
        holds: is_overdue,
    },
    Predicate {
        name: "stale",
        aliases: &["expired"],
        help: "Has a day for the next review, of expiry or the like that has passed; of an assessment: is stale.",
        suits: |kind| {
            kind.fields
                .iter()
                .any(|field| field.is(Mark::Dated) && !field.is(Mark::Due))
        },
        holds: is_stale,
    },
    Predicate {
        name: "unassigned",
        aliases: &["unowned"],
        help: "Nobody answers for it.",
        suits: |kind| kind.marked(Mark::Owner).is_some(),
        holds: |record, _, _| record.owner().is_empty(),
    },
    Predicate {
        name: "incomplete",
        aliases: &[],
        help: "Lacks something that a complete record has.",
        suits: |_| true,
        holds: |record, _, _| !record.problems().is_empty(),
    },
    Predicate {
        name: "retired",
        aliases: &["archived"],
        help: "Was retired and no longer counts.",
        suits: |kind| kind.marked(Mark::Retired).is_some(),
        holds: |record, _, _| record.is_retired(),
    },
    Predicate {
        name: "above-appetite",
        aliases: &["exceeding"],
        help: "Its level lies above what is accepted without more.",
        suits: |kind| kind.derived.iter().any(|derived| derived.name == LEVEL),
        holds: |record, register, today| matches!(derived(LEVEL, record, register, today), Value::Level(level) if register.method().exceeds(level)),
    },
    Predicate {
        name: "in-scope",
        aliases: &[],
        help: "The AIMS governs the system.",
        suits: |kind| *kind == system::KIND,
        holds: |record, _, _| record.is(&system::KIND) && record.get(system::SCOPE) == Some(system::Scope::In),
    },
    Predicate {
        name: "out-of-scope",
        aliases: &[],
        help: "The AIMS does not govern the system.",
        suits: |kind| *kind == system::KIND,
        holds: |record, _, _| record.is(&system::KIND) && record.get(system::SCOPE) == Some(system::Scope::Out),
    },
    Predicate {
        name: "applicable",
        aliases: &["chosen"],
        help: "The control is chosen; one about which nothing was said is.",
        suits: |kind| *kind == control::KIND,
        holds: |record, _, _| record.is(&control::KIND) && control::is_applicable(record),
    },
];

/// The derived value that says by how many days a record is late.
const LATE: &str = "late";
/// The derived value that counts what is late.
const OVERDUE: &str = "overdue";
/// The derived value that says how a record stands.
const STANDING: &str = "standing";
/// The derived value that is a level.
const LEVEL: &str = "level";

/// Returns the question with this name that can be asked of a kind.
pub(super) fn named(kind: &Kind, word: &str) -> Option<&'static Predicate> {
    let is_called = |predicate: &&Predicate| predicate.name == word || predicate.aliases.contains(&word);
    PREDICATES
        .iter()
        .filter(|predicate| (predicate.suits)(kind))
        .find(is_called)
}

fn is_overdue(record: &Record, register: &Register, today: NaiveDate) -> bool {
    record.days_late(register, today).is_some()
        || matches!(derived(OVERDUE, record, register, today), Value::Number(late) if late > 0)
}

fn is_stale(record: &Record, register: &Register, today: NaiveDate) -> bool {
    // A kind that can stand as stale knows more than its days.
    if let Some(standing) = record.kind().derived.iter().find(|derived| derived.name == STANDING)
        && let Shape::OneOf(items) = standing.shape
        && let Some(stale) = items.iter().find(|item| item.is_named("stale"))
    {
        return (standing.get)(register, record, today) == Value::Choice(stale) && record.is_open();
    }
    let moving = record.kind().moving.map(|moving| &record.kind().fields[moving.field]);
    let is_moving = |field: &Field| moving.is_some_and(|moving| moving.name == field.name);
    let mut dated = record
        .fields()
        .filter(|(field, _)| field.is(Mark::Dated) && !field.is(Mark::Due) && !is_moving(field));
    let is_past = |day: NaiveDate| day < today;
    let has_passed = dated.any(|(field, value)| field.days(value).any(is_past));
    let is_to_be_looked_at = || {
        let of_its_own = moving.is_some_and(|moving| !moving.is(Mark::Due));
        of_its_own && record.next_look(register, today).is_some_and(is_past)
    };
    record.is_open() && (has_passed || is_to_be_looked_at())
}

fn derived(name: &str, record: &Record, register: &Register, today: NaiveDate) -> Value {
    let declared = record.kind().derived.iter().find(|derived| derived.name == name);
    declared.map_or(Value::Empty, |derived| (derived.get)(register, record, today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::kinds::{self, action, risk};

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = PREDICATES
            .iter()
            .flat_map(|one| std::iter::once(one.name).chain(one.aliases.iter().copied()))
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn every_question_suits_some_kind() {
        for predicate in &PREDICATES {
            assert!(kinds::ALL.iter().any(|kind| (predicate.suits)(kind)), "{predicate:?}");
        }
    }

    #[test]
    fn late_and_stale_are_asked_of_what_is_open() {
        let today = day::iso("2026-11-23").expect("a day");
        let register = Register::default();
        let holds = |kind: &Kind, name: &str, record: &Record| {
            let predicate = named(kind, name).expect("a question");
            (predicate.holds)(record, &register, today)
        };
        let late = Record::new(&action::KIND, "T-00001".into()).with(action::DUE, day::iso("2026-11-22"));
        assert!(holds(&action::KIND, "overdue", &late));
        assert!(!holds(
            &action::KIND,
            "overdue",
            &late.clone().with(action::STATUS, action::Status::Done)
        ));
        assert!(holds(
            &action::KIND,
            "closed",
            &late.with(action::STATUS, action::Status::Done)
        ));
        let stale = Record::new(&risk::KIND, "R-00001".into()).with(risk::REVIEW, day::iso("2026-11-22"));
        assert!(holds(&risk::KIND, "stale", &stale));
        assert!(named(&risk::KIND, "overdue").is_none());
    }
}
