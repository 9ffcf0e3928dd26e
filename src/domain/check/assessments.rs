//! What assessments and the deployment gate lack: what is stale or expired, and systems in use all the same.

use chrono::NaiveDate;

use crate::domain::check::{Found, Rule};
use crate::domain::kinds::assessment::{self, Disposition, Reason, Standing, Type};
use crate::domain::kinds::system;
use crate::domain::register::Register;

impl Found<'_> {
    /// Adds what can be found in a system that the AIMS governs.
    pub(super) fn as_system(&mut self, register: &Register, today: NaiveDate) {
        let record = self.record;
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
                Some([_, by, reason]) => {
                    let sentence = format!("In use by decision of {by} ({reason}), while its gate is closed: {lacks}.");
                    self.find(Rule::GateOverridden, "gate_override", sentence);
                }
                _ => {
                    let sentence = format!("In use, and its deployment gate is closed (A.6.2.5): {lacks}.");
                    self.find(Rule::GateClosed, "stage", sentence);
                }
            }
        }
        let affects = !record.get(system::SUBJECTS).is_empty();
        if affects && assessment::current(register, record, Type::Impact).is_none() {
            let sentence = "It affects people, and its impact was not assessed (6.1.4, 8.4).";
            self.find(Rule::ImpactMissing, "subjects", sentence);
        }
    }

    /// Adds what can be found in an assessment that is in force.
    pub(super) fn as_assessment(&mut self, register: &Register, today: NaiveDate) {
        let record = self.record;
        let system = record.get(assessment::SYSTEM).and_then(|id| register.get(id.as_str()));
        let counts = !record.is_retired() && system.is_some_and(assessment::is_asked);
        let standing = assessment::standing(register, record, today);
        if !counts || !matches!(standing, Standing::Stale | Standing::Valid) {
            return;
        }
        for reason in assessment::stale(register, record, today) {
            let decides = record.get(assessment::DISPOSITION).is_some();
            match reason {
                Reason::Past(day) if decides => {
                    let sentence = format!("Its disposition held until {day}.");
                    self.find(Rule::DispositionExpired, "valid_until", sentence);
                }
                Reason::Past(_) => self.find(Rule::AssessmentStale, "valid_until", reason.to_string()),
                Reason::Changed(..) => self.find(Rule::AssessmentStale, "judged", reason.to_string()),
                Reason::Event(..) => self.find(Rule::AssessmentStale, "events", reason.to_string()),
            }
        }
        if record.get(assessment::DISPOSITION) == Some(Disposition::Conditional) {
            let conditions = record.get(assessment::CONDITIONS).into_iter();
            let late = conditions
                .filter_map(|id| register.get(id.as_str()))
                .filter(|condition| condition.is_open() && condition.days_late(today).is_some());
            let late: Vec<_> = late.map(|condition| condition.id().to_string()).collect();
            if !late.is_empty() {
                let sentence = format!("Conditions of its disposition are overdue: {}.", late.join(", "));
                self.find(Rule::ConditionsOverdue, "conditions", sentence);
            }
        }
    }
}
