//! Which assessment was made, and which of them counts: a complete one that says what was found, on a day that has come.

use chrono::NaiveDate;

use crate::domain::kinds::assessment::check::{
    CONDITIONS_OVERDUE, EFFECTS_UNTREATED, IMPACT_INCOMPLETE, RISKS_PASSED_OVER,
};
use crate::domain::kinds::assessment::{
    CONCLUSION, DATE, DEPTH, Depth, EFFECTS, Effects, GAPS, INTENDED, MISUSE, OUTCOMES, Outcomes, REVIEWED, RISKS,
    STATUS, SYSTEM, Standing, Status, THREATS, TYPE, Type, UNINTENDED, of_system, stale,
};
use crate::domain::kinds::check::{self, intervals};
use crate::domain::kinds::system::check::IMPACT_MISSING;
use crate::domain::kinds::{evidence, risk, system};
use crate::domain::record::Record;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;

/// Tells whether an assessment was made: it is complete, says what was found, and is not of a day that lies ahead.
///
/// Every rule, screen and plan asks here.
pub fn is_made(register: &Register, assessment: &Record, today: NaiveDate) -> bool {
    assessment.get(STATUS) == Some(Status::Complete) && why_not_made(register, assessment, today).is_none()
}

/// Returns why an assessment that is marked complete does not count as made.
pub fn why_not_made(register: &Register, assessment: &Record, today: NaiveDate) -> Option<&'static str> {
    let date = assessment.get(DATE);
    if assessment.get(STATUS) != Some(Status::Complete) {
        None
    } else if intervals::happened(date, today) != date {
        Some("is marked complete, and its day lies ahead")
    } else if is_attached(register, assessment) {
        None
    } else {
        what_it_lacks(register, assessment)
    }
}

/// Adds to a sentence on a missing assessment that one is marked complete, and why it does not count.
pub fn with_unmade(sentence: &str, register: &Register, system: &Record, of: Type, today: NaiveDate) -> String {
    let of_type = of_system(register, system).filter(|one| one.get(TYPE) == Some(of));
    let unmade = of_type.filter_map(|one| Some((one.id(), why_not_made(register, one, today)?)));
    match unmade.min_by_key(|(id, _)| *id) {
        Some((id, why)) => format!("{sentence} {id} {why}."),
        None => sentence.to_owned(),
    }
}

/// Tells whether a file is attached to an assessment, which may say what was found.
fn is_attached(register: &Register, assessment: &Record) -> bool {
    let is_there = |piece: &Record| !piece.is_retired() && !evidence::is_gone(register, piece);
    register.linked_of(&evidence::KIND, assessment.id()).any(is_there)
}

/// Returns what an assessment does not say without which none was made. A conclusion alone judges nothing: an impact assessment
/// names effects on somebody, a security review what it looked at, a risk assessment what became of the risks that were there. A
/// screening needs no more than its conclusion. The risks, groups and paths with which a new draft is filled say nothing.
fn what_it_lacks(register: &Register, assessment: &Record) -> Option<&'static str> {
    let is_said = |fields: &[usize]| fields.iter().any(|field| !assessment.lacks(*field));
    let is_concluded = !assessment.lacks(CONCLUSION.index());
    match assessment.get(TYPE) {
        Some(Type::Impact) => {
            let is_screened = assessment.get(DEPTH) == Some(Depth::Screening);
            let of_screening = [INTENDED.index(), UNINTENDED.index(), MISUSE.index(), EFFECTS.index()];
            let is_made = if is_screened {
                is_concluded || is_said(&of_screening)
            } else {
                assessment.get(EFFECTS).into_iter().any(|row| row.says(Effects::WHAT))
            };
            (!is_made).then_some("is marked complete, and names no effect on individuals, groups or society")
        }
        Some(Type::Security) => {
            let covers = is_said(&[REVIEWED.index(), THREATS.index(), GAPS.index()]);
            (!covers).then_some("is marked complete, and does not say what was looked at")
        }
        Some(Type::Risk) | None => {
            let has_outcome = |row: Row<'_, Outcomes>| row.says(Outcomes::OUTCOME);
            let judges = is_said(&[RISKS.index()]) || assessment.get(OUTCOMES).into_iter().any(has_outcome);
            if judges {
                None
            } else if risks_then(register, assessment).next().is_some() {
                Some("is marked complete, and judges none of the risks of its system")
            } else {
                (!is_concluded).then_some("is marked complete, and says nothing of what was found")
            }
        }
    }
}

/// Returns the risks of its system at which an assessment was to look: those that are open or accepted, and were found by its
/// day. One of which nobody says when it was found was there before.
pub fn risks_then<'a>(register: &'a Register, assessment: &'a Record) -> impl Iterator<Item = &'a Record> {
    let was_there = |risk: &&Record| match (risk.get(risk::IDENTIFIED), assessment.get(DATE)) {
        (Some(identified), Some(date)) => identified <= date,
        _ => true,
    };
    open_risks(register, assessment).filter(was_there)
}

/// Returns the risks of the system of an assessment that are open or accepted.
pub fn open_risks<'a>(register: &'a Register, assessment: &'a Record) -> impl Iterator<Item = &'a Record> {
    let system = assessment.get(SYSTEM).and_then(|id| register.get(id.as_str()));
    let risks = system.into_iter().flat_map(|of| system::open_risks(register, of));
    risks.filter(|risk| risk::is_counted(risk))
}

/// Returns the newest assessment of a type that was made of a system.
pub fn current<'a>(register: &'a Register, system: &'a Record, of: Type, today: NaiveDate) -> Option<&'a Record> {
    let counts = |record: &&Record| record.get(TYPE) == Some(of) && is_made(register, record, today);
    let newest = |record: &&Record| (record.get(DATE), record.id().clone());
    of_system(register, system).filter(counts).max_by_key(newest)
}

/// Tells whether an assessment is the one of its type that counts: made, and not superseded by a newer one.
pub fn is_in_force(register: &Register, assessment: &Record, today: NaiveDate) -> bool {
    is_made(register, assessment, today) && !is_superseded(register, assessment, today)
}

/// Tells whether a newer assessment of the same type was made of the same system.
fn is_superseded(register: &Register, assessment: &Record, today: NaiveDate) -> bool {
    let newest = system_of(register, assessment)
        .zip(assessment.get(TYPE))
        .and_then(|(system, of)| current(register, system, of, today));
    newest.is_some_and(|newest| newest.id() != assessment.id())
}

fn system_of<'a>(register: &'a Register, assessment: &Record) -> Option<&'a Record> {
    register.get(assessment.get(SYSTEM)?.as_str())
}

/// Returns how an assessment stands; no screen calls one valid that the check finds stale or incomplete.
pub fn standing(register: &Register, assessment: &Record, today: NaiveDate) -> Standing {
    if !is_made(register, assessment, today) {
        Standing::Draft
    } else if is_superseded(register, assessment, today) {
        Standing::Superseded
    } else if !stale(register, assessment, today).is_empty() {
        Standing::Stale
    } else if lack(register, assessment, today).is_some() {
        Standing::Incomplete
    } else if unkept(register, assessment, today).is_some() {
        Standing::Unkept
    } else {
        Standing::Valid
    }
}

/// Returns how the decision of a security review is not kept, as the check says it.
pub fn unkept(register: &Register, assessment: &Record, today: NaiveDate) -> Option<String> {
    check::says(register, assessment, &CONDITIONS_OVERDUE, today)
}

/// Returns what the check finds missing in an assessment that counts, as far as that weighs.
pub fn lack(register: &Register, assessment: &Record, today: NaiveDate) -> Option<String> {
    let own = [&RISKS_PASSED_OVER, &IMPACT_INCOMPLETE, &EFFECTS_UNTREATED];
    let says = |record: &Record, rule| check::says(register, record, rule, today);
    own.into_iter().find_map(|rule| says(assessment, rule)).or_else(|| {
        // What is screened may have to be assessed in full, which the check says of the system.
        let is_impact = assessment.get(TYPE) == Some(Type::Impact) && is_in_force(register, assessment, today);
        let system = system_of(register, assessment).filter(|_| is_impact)?;
        says(system, &IMPACT_MISSING)
    })
}
