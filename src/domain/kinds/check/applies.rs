//! Whether the organization applies a control of Annex A, on which rules about its matter depend.

use crate::domain::kinds::control::{self, APPLICABILITY, BASIS, REASON, STATUS};
use crate::domain::register::Register;

/// Tells whether a control applies: something was said about it, and it is not excluded.
pub fn applies(register: &Register, id: &str) -> bool {
    register.get(id).is_some_and(|control| {
        let is_said = [APPLICABILITY.index(), BASIS.index(), REASON.index(), STATUS.index()];
        control::is_applicable(control) && is_said.iter().any(|field| !control.lacks(*field))
    })
}

/// Tells whether a control is excluded.
pub fn is_excluded(register: &Register, id: &str) -> bool {
    register.get(id).is_some_and(|control| !control::is_applicable(control))
}
