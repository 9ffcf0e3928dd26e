//! Which assessment was made, and which of them counts: a complete one that says what was found, on a day that has come.

use chrono::NaiveDate;

use crate::domain::kinds::assessment::{
    CONCLUSION, CONDITIONS, DATE, DISPOSITION, EFFECTS, GAPS, INTENDED, MISUSE, OUTCOMES, REVIEWED, RISKS, STATUS,
    SYSTEM, Standing, Status, THREATS, TYPE, Type, UNINTENDED, of_system, stale,
};
use crate::domain::kinds::check::intervals;
use crate::domain::kinds::evidence;
use crate::domain::record::Record;
use crate::domain::record::value::Value;
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
    } else if !has_content(register, assessment) {
        Some("is marked complete, and says nothing of what was found")
    } else {
        None
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

/// Tells whether an assessment says what was found: in its own fields, or in a file that is attached to it. The risks, groups
/// and paths with which a new draft is filled say nothing.
fn has_content(register: &Register, assessment: &Record) -> bool {
    let of_type: &[usize] = match assessment.get(TYPE) {
        Some(Type::Risk) | None => &[],
        Some(Type::Impact) => &[INTENDED.index(), UNINTENDED.index(), MISUSE.index(), EFFECTS.index()],
        Some(Type::Security) => &[
            THREATS.index(),
            REVIEWED.index(),
            GAPS.index(),
            DISPOSITION.index(),
            CONDITIONS.index(),
        ],
    };
    let has_outcome = |row: &[Value]| row.get(1).is_some_and(|outcome| !outcome.is_empty());
    let of_any = [CONCLUSION.index(), RISKS.index()];
    let mut fields = of_any.iter().chain(of_type);
    let is_attached = |piece: &Record| !piece.is_retired() && !evidence::is_gone(register, piece);
    fields.any(|field| !assessment.value(*field).is_empty())
        || assessment.get(OUTCOMES).into_iter().any(has_outcome)
        || register.linked_of(&evidence::KIND, assessment.id()).any(is_attached)
}

/// Returns the newest assessment of a type that was made of a system.
pub fn current<'a>(register: &'a Register, system: &'a Record, of: Type, today: NaiveDate) -> Option<&'a Record> {
    let counts = |record: &&Record| record.get(TYPE) == Some(of) && is_made(register, record, today);
    let newest = |record: &&Record| (record.get(DATE), record.id().clone());
    of_system(register, system).filter(counts).max_by_key(newest)
}

/// Returns how an assessment stands.
pub fn standing(register: &Register, assessment: &Record, today: NaiveDate) -> Standing {
    if !is_made(register, assessment, today) {
        return Standing::Draft;
    }
    let system = assessment.get(SYSTEM).and_then(|id| register.get(id.as_str()));
    let newest = system
        .zip(assessment.get(TYPE))
        .and_then(|(system, of)| current(register, system, of, today));
    if newest.is_some_and(|newest| newest.id() != assessment.id()) {
        Standing::Superseded
    } else if stale(register, assessment, today).is_empty() {
        Standing::Valid
    } else {
        Standing::Stale
    }
}
