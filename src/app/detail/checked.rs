//! What a detail knows of what the check found.

use std::sync::Arc;

use crate::domain::kinds::check::Judgement;
use crate::domain::record::check::Problem;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

/// What the check found, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Checked<'a> {
    /// What it found in the record itself.
    pub problems: Vec<Arc<Problem>>,
    /// All that it found; nothing until all records were asked.
    pub all: Option<&'a Judgement>,
}

impl<'a> Checked<'a> {
    /// Returns what was found in a record, and all beside it.
    pub fn of(register: &Register, slot: Slot, judgement: &'a Judgement) -> Self {
        Self {
            problems: judgement.of_record(register, slot),
            all: Some(judgement),
        }
    }
}
