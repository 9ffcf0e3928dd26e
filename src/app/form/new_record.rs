//! Initial values and id of a new record.

use chrono::NaiveDate;

use crate::domain::kinds::control;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::{DOCUMENT, Id, IdForm, mint, slug};
use crate::domain::record::mark::Mark;
use crate::domain::register::Register;

/// The placeholder for an id that is drawn when the record is saved.
pub const STAND_IN: &str = "new";

/// Returns a record of a kind with its initial values; its id is a placeholder unless it follows from the register.
pub fn record(kind: &'static Kind, register: &Register, today: NaiveDate) -> Record {
    let record = (kind.initial)(Record::new(kind, Id::new(STAND_IN)), today);
    let record = Kind::filled(register, record, today);
    match kind.ids {
        IdForm::Control => record.renamed(free_own(register)),
        _ => record,
    }
}

/// Returns a new record that says what another one says, but for what was decided about that one or became of it.
pub fn like(other: &Record, register: &Register, today: NaiveDate) -> Record {
    let fresh = record(other.kind(), register, today);
    let mut copy = other.renamed(fresh.id().clone());
    let fields = other.kind().fields.iter().enumerate();
    for (at, _) in fields.filter(|(_, field)| field.is(Mark::Outcome)) {
        // The value stands in a record of the same kind, so it fits.
        let _ = copy.put(at, fresh.value(at).clone());
    }
    copy
}

/// Returns the id of a new record: drawn or made from its title where its kind has such ids, else its own.
pub fn id(record: &Record, register: &Register, entropy: fn() -> [u8; 5]) -> Id {
    id_beside(record, register, &[], entropy)
}

/// Returns the id of a new record that is added together with others.
pub fn id_beside(record: &Record, register: &Register, others: &[Record], entropy: fn() -> [u8; 5]) -> Id {
    let taken = |id: &str| register.slot(id).is_some() || others.iter().any(|other| other.id().as_str() == id);
    match record.kind().ids {
        IdForm::Random(letter) => mint(letter, entropy, taken),
        IdForm::Document if record.id().as_str() == STAND_IN => mint(DOCUMENT, entropy, taken),
        IdForm::Slug => slug(record.title(), taken),
        IdForm::Control if record.id().as_str() == STAND_IN => free_own(register),
        _ => record.id().clone(),
    }
}

/// Returns the next free id of an own control.
fn free_own(register: &Register) -> Id {
    control::free_own(|id| register.get(id).is_some())
}

/// Tells whether the user can add records of a kind; the others are there from the start.
pub fn is_addable(kind: &Kind) -> bool {
    !matches!(kind.ids, IdForm::Single(_) | IdForm::Question)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{self, risk};

    #[test]
    fn outcome_fields_are_marked_and_not_copied() {
        for kind in kinds::ALL.iter().filter(|kind| is_addable(kind)) {
            for field in kind.fields {
                let happened = field.is(Mark::Happened) && !field.is(Mark::Required);
                let decided = happened || field.is(Mark::Status) || field.is(Mark::Retired);
                assert!(!decided || field.is(Mark::Outcome), "{} of {}", field.name, kind.name);
            }
        }
    }

    #[test]
    fn a_copy_of_an_accepted_risk_is_accepted_by_nobody() {
        let register = Register::default();
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let accepted = Record::new(&risk::KIND, "R-00001".into())
            .with(risk::TITLE, "Injection")
            .with(risk::STATUS, risk::Status::Accepted)
            .with(risk::ACCEPTED_BY, "ben")
            .with(risk::ACCEPTED_ON, today);
        let copy = like(&accepted, &register, today);
        assert_eq!(copy.title(), "Injection");
        assert_eq!(copy.get(risk::STATUS), Some(risk::Status::Open));
        assert_eq!((copy.get(risk::ACCEPTED_BY), copy.get(risk::ACCEPTED_ON)), ("", None));
    }
}
