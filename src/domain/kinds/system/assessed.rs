//! How the assessment of each type stands for a system: whether and when it was made, when it is due again, and what is wrong with it.

use chrono::NaiveDate;

use crate::domain::kinds::assessment::{self, Standing, Type};
use crate::domain::kinds::system::is_governed;
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, Tone};
use crate::domain::record::field::{Derived, Shape};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// From the register, a system and today to a value.
type Get = fn(&Register, &Record, NaiveDate) -> Value;

/// Returns the value that says how an assessment stands.
pub(super) const fn state(name: &'static str, label: &'static str, get: Get) -> Derived {
    Derived {
        name,
        label,
        help: "How its newest assessment of the type stands; empty where none was begun.",
        shape: Shape::OneOf(<Standing as Choices>::ITEMS),
        get,
    }
}

/// Returns the value that says on which day an assessment was made, or by which it is to be made again.
pub(super) const fn day(name: &'static str, label: &'static str, get: Get) -> Derived {
    Derived {
        name,
        label,
        help: "The day of its newest assessment of the type, or by which it is to be made again.",
        shape: Shape::Day,
        get,
    }
}

/// Returns the value that says what is wrong with an assessment.
pub(super) const fn why(name: &'static str, label: &'static str, get: Get) -> Derived {
    Derived {
        name,
        label,
        help: "What made its newest assessment of the type stale, or what it lacks.",
        shape: Shape::Line,
        get,
    }
}

/// Returns the assessment of a type that counts for a system, else the newest that was begun.
pub fn newest<'a>(register: &'a Register, system: &'a Record, of: Type, today: NaiveDate) -> Option<&'a Record> {
    let begun = assessment::of_system(register, system).filter(|one| one.get(assessment::TYPE) == Some(of));
    assessment::current(register, system, of, today)
        .or_else(|| begun.max_by_key(|one| (one.get(assessment::DATE), one.id().clone())))
}

/// Returns how the assessment of a type stands.
pub(super) fn standing(register: &Register, system: &Record, of: Type, today: NaiveDate) -> Value {
    let newest = newest(register, system, of, today);
    newest.map_or(Value::Empty, |one| assessment::standing(register, one, today).into())
}

/// Returns the day on which it was made.
pub(super) fn made_on(register: &Register, system: &Record, of: Type, today: NaiveDate) -> Value {
    let on = newest(register, system, of, today).and_then(|one| one.get(assessment::DATE));
    on.map_or(Value::Empty, Value::Date)
}

/// Returns the day by which it is to be made again.
pub(super) fn next(register: &Register, system: &Record, of: Type, today: NaiveDate) -> Value {
    let due = newest(register, system, of, today).and_then(|one| assessment::due(register, one, today));
    due.map_or(Value::Empty, |due| Value::Date(due.day))
}

/// Returns what is wrong with it.
pub(super) fn reason(register: &Register, system: &Record, of: Type, today: NaiveDate) -> Value {
    let Some(newest) = newest(register, system, of, today) else {
        return Value::Empty;
    };
    let why = assessment::KIND.derived.iter().find(|derived| derived.name == "why");
    why.map_or(Value::Empty, |why| (why.get)(register, newest, today))
}

/// Returns how a list shows a value of an assessment where its colour says more than the value: that a governed system has none, and
/// a day that has passed.
pub(super) fn cell(register: &Register, system: &Record, name: &str, today: NaiveDate) -> Option<(String, Tone)> {
    let of = match name {
        "risk_assessment" | "risk_assessed_next" => Type::Risk,
        "impact_assessment" | "impact_assessed_next" => Type::Impact,
        "security_review" | "security_reviewed_next" => Type::Security,
        _ => return None,
    };
    if name.ends_with("_next") {
        let Value::Date(day) = next(register, system, of, today) else {
            return None;
        };
        let tone = if day < today { Tone::Late } else { Tone::Plain };
        return Some((day.to_string(), tone));
    }
    let Value::Choice(item) = standing(register, system, of, today) else {
        return is_governed(system, today).then(|| ("never made".to_owned(), Tone::Late));
    };
    let tone = match Standing::of(item) {
        Some(Standing::Stale | Standing::Incomplete | Standing::Unkept) => Tone::Late,
        Some(Standing::Draft | Standing::Superseded) | None => Tone::Quiet,
        Some(Standing::Valid) => Tone::Good,
    };
    Some((item.label.to_owned(), tone))
}
