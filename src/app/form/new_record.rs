//! Initial values and id of a new record.

use chrono::NaiveDate;

use crate::domain::kinds::{action, assessment, control, finding, incident, objective, review, risk, system};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::{DOCUMENT, Id, IdForm, mint, slug};
use crate::domain::register::Register;

/// The id of a new record whose own is only drawn when it is saved.
pub const STAND_IN: &str = "new";

/// Returns a record of a kind with what goes without saying filled in; its id is a stand-in unless one follows from
/// the register.
pub fn record(kind: &'static Kind, register: &Register, today: NaiveDate) -> Record {
    let record = Record::new(kind, Id::new(STAND_IN));
    if kind == &system::KIND {
        record.with(system::SCOPE, system::Scope::In)
    } else if kind == &risk::KIND {
        record
            .with(risk::STATUS, risk::Status::Open)
            .with(risk::IDENTIFIED, today)
    } else if kind == &action::KIND {
        record.with(action::STATUS, action::Status::Open)
    } else if kind == &review::KIND {
        record.with(review::STATUS, review::Status::Planned)
    } else if kind == &assessment::KIND {
        record
            .with(assessment::STATUS, assessment::Status::Draft)
            .with(assessment::DATE, today)
    } else if kind == &control::KIND {
        record.renamed(free_own(register))
    } else if kind == &finding::KIND || kind == &incident::KIND {
        // What the program would fill in stands in the form from the start.
        Kind::filled(register, record, today)
    } else if kind == &objective::KIND {
        record.with(objective::STATUS, objective::Status::Open)
    } else {
        record
    }
}

/// Returns the id of a new record: drawn or made from its title where its kind has such ids, else its own.
pub fn id(record: &Record, register: &Register, entropy: fn() -> [u8; 5]) -> Id {
    let taken = |id: &str| register.slot(id).is_some();
    match record.kind().ids {
        IdForm::Random(letter) => mint(letter, entropy, taken),
        IdForm::Document if record.id().as_str() == "new" => mint(DOCUMENT, entropy, taken),
        IdForm::Slug => slug(record.title(), taken),
        IdForm::Control if record.id().as_str() == STAND_IN => free_own(register),
        _ => record.id().clone(),
    }
}

/// Returns the next free id of an own control.
fn free_own(register: &Register) -> Id {
    let mut ids = (1..=9999).map(|number| format!("{}{number}", control::OWN));
    let free = ids.find(|id| register.get(id).is_none());
    Id::new(&free.unwrap_or_default())
}
