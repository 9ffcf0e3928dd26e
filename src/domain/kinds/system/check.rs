//! Check rules of systems: the deployment gate and the impact assessment.

use crate::domain::kinds::assessment::{self, Type};
use crate::domain::kinds::system;
use crate::domain::record::check::{Found, checks};

checks! {
    find;
    /// A system is in use while its deployment gate is closed.
    GATE_CLOSED "AIMS-E601" "gate-closed";
    /// A system was put into use through a closed gate, by a decision that says why.
    GATE_OVERRIDDEN "AIMS-W601" "gate-overridden";
    /// The impact of a system that affects people was not assessed.
    IMPACT_MISSING "AIMS-W603" "impact-missing";
}

/// Adds what can be found in a system that the AIMS governs.
fn find(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    if record.get(system::SCOPE) != Some(system::Scope::In) || !record.is_open() {
        return;
    }
    let missing = assessment::gate(register, record, today);
    if assessment::is_deployed(record) && !missing.is_empty() {
        let lacks: Vec<_> = missing
            .iter()
            .map(|one| one.to_string().trim_end_matches('.').to_owned())
            .collect();
        let lacks = lacks.join("; ");
        match record.get(system::GATE_OVERRIDE).last() {
            Some([_, by, reason, ..]) => {
                let sentence = format!("In use by decision of {by} ({reason}), while its gate is closed: {lacks}.");
                found.add(GATE_OVERRIDDEN, "gate_override", sentence);
            }
            _ => {
                let sentence = format!("In use, and its deployment gate is closed (A.6.2.5): {lacks}.");
                found.add(GATE_CLOSED, "stage", sentence);
            }
        }
    }
    let affects = !record.get(system::SUBJECTS).is_empty();
    if affects && assessment::current(register, record, Type::Impact).is_none() {
        let sentence = "It affects people, and its impact was not assessed (6.1.4, 8.4).";
        found.add(IMPACT_MISSING, "subjects", sentence);
    }
}
