//! The deployment gate of a system (A.6.2.5): what keeps it from being put into use.

use std::fmt;

use chrono::NaiveDate;

use crate::domain::kinds::action;
use crate::domain::kinds::assessment::{CONDITIONS, DISPOSITION, Disposition, TYPE, Type, current, of_system, stale};
use crate::domain::kinds::system::{self, Scope, Stage};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// What is the matter with an assessment that the gate asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// There is none; the draft of one, if somebody began it.
    Missing(Option<Id>),
    /// It is stale, and why.
    Stale(Vec<crate::domain::kinds::assessment::Reason>),
    /// The security review says nothing about going on.
    Undecided,
    /// The security review says not to go on.
    Refused(Disposition),
    /// Conditions that are not met, and why; none when none were named.
    Unmet(Vec<(Id, Unmet)>),
}

choices! {
    /// Why a condition is not met: only an action that is there, counts and is done meets one.
    Unmet {
        Open "not done";
        Cancelled "cancelled";
        Retired "retired";
        Gone "not in the register";
    }
}

/// One assessment that keeps the gate closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Which type.
    pub of: Type,
    /// The assessment, where there is one.
    pub assessment: Option<Id>,
    /// What is the matter with it.
    pub lack: Lack,
}

/// Writes `security review: undecided`.
impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.of.item().label)?;
        match &self.lack {
            Lack::Missing(None) => f.write_str("missing"),
            Lack::Missing(Some(_)) => f.write_str("only a draft"),
            Lack::Stale(reasons) => {
                let sentences: Vec<_> = reasons.iter().map(ToString::to_string).collect();
                write!(f, "stale. {}", sentences.join(" "))
            }
            Lack::Undecided => f.write_str("undecided"),
            Lack::Refused(disposition) => f.write_str(disposition.item().label),
            Lack::Unmet(conditions) if conditions.is_empty() => f.write_str("conditional, and no condition is named"),
            Lack::Unmet(conditions) => {
                let unmet = |(id, why): &(Id, Unmet)| format!("{id} {}", why.item().label);
                let unmet: Vec<_> = conditions.iter().map(unmet).collect();
                write!(f, "conditional, and not met: {}", unmet.join(", "))
            }
        }
    }
}

/// Tells whether the gate is asked of a system: it is in the inventory, in use or to be, and not out of scope.
pub fn is_asked(system: &Record) -> bool {
    system.is(&system::KIND) && system.is_open() && system.get(system::SCOPE) != Some(Scope::Out)
}

/// Tells whether a system is put into use: deployment or operation.
pub fn is_deployed(system: &Record) -> bool {
    matches!(system.get(system::STAGE), Some(Stage::Deployment | Stage::Operation))
}

/// Returns what keeps a system from being put into use; nothing when the gate is open or not asked.
pub fn gate(register: &Register, system: &Record, today: NaiveDate) -> Vec<Missing> {
    if !is_asked(system) {
        return Vec::new();
    }
    let lacking = |&of: &Type| {
        let Some(assessment) = current(register, system, of) else {
            let draft = of_system(register, system).find(|record| record.get(TYPE) == Some(of));
            let draft = draft.map(|record| record.id().clone());
            return Some((of, draft.clone(), Lack::Missing(draft)));
        };
        let lack = lack(register, assessment, of, today)?;
        Some((of, Some(assessment.id().clone()), lack))
    };
    let missing = |(of, assessment, lack)| Missing { of, assessment, lack };
    Type::ALL.iter().filter_map(lacking).map(missing).collect()
}

fn lack(register: &Register, assessment: &Record, of: Type, today: NaiveDate) -> Option<Lack> {
    let reasons = stale(register, assessment, today);
    if !reasons.is_empty() {
        return Some(Lack::Stale(reasons));
    }
    if of != Type::Security {
        return None;
    }
    match assessment.get(DISPOSITION) {
        None => Some(Lack::Undecided),
        Some(no @ (Disposition::Hold | Disposition::Decline)) => Some(Lack::Refused(no)),
        Some(Disposition::Conditional) => {
            let conditions = assessment.get(CONDITIONS);
            let unmet = |id: &&Id| Some(((*id).clone(), unmet(register, id)?));
            let unmet: Vec<_> = conditions.iter().filter_map(unmet).collect();
            (conditions.is_empty() || !unmet.is_empty()).then_some(Lack::Unmet(unmet))
        }
        Some(Disposition::Proceed | Disposition::RestrictedPilot) => None,
    }
}

/// Returns why an action does not meet a condition, if so.
pub(super) fn unmet(register: &Register, id: &Id) -> Option<Unmet> {
    let Some(action) = register.get(id.as_str()) else {
        return Some(Unmet::Gone);
    };
    match action.get(action::STATUS) {
        _ if action.is_retired() => Some(Unmet::Retired),
        Some(action::Status::Done) => None,
        Some(action::Status::Cancelled) => Some(Unmet::Cancelled),
        _ => Some(Unmet::Open),
    }
}

/// Returns what the security review in force says about going on.
pub fn disposition(register: &Register, system: &Record) -> Option<Disposition> {
    current(register, system, Type::Security)?.get(DISPOSITION)
}

/// Tells whether a change puts a system into use through a closed gate without saying why, or takes one that is in use
/// into the scope.
///
/// `after` is the system as it would be, `before` as it is; a row of overrides that is new says why.
pub fn is_override_missing(register: &Register, before: &Record, after: &Record, today: NaiveDate) -> bool {
    let passed = |system: &Record| is_asked(system) && is_deployed(system);
    if !passed(after) || passed(before) || gate(register, after, today).is_empty() {
        return false;
    }
    let known = before.get(system::GATE_OVERRIDE);
    let reasoned = |row: &&[Value]| matches!(*row, [_, _, reason, ..] if !reason.is_empty()) && !known.contains(row);
    !after.get(system::GATE_OVERRIDE).iter().any(reasoned)
}
