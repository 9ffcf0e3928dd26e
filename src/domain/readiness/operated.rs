//! Requirements on operation: the inventory with its gate and assessments, the risks, what is done about them.

use std::borrow::Cow;

use crate::domain::check;
use crate::domain::kinds::assessment::{self, Type};
use crate::domain::kinds::system::{self, Scope};
use crate::domain::kinds::{action, method, risk};
use crate::domain::readiness::{Mend, Part, Survey, Tally};
use crate::domain::record::Record;

/// Returns a clause where something holds.
fn when(holds: bool, clause: &'static str) -> Option<Cow<'static, str>> {
    holds.then_some(Cow::Borrowed(clause))
}

impl Survey<'_> {
    /// Asks of a system for its scope and roles, and later for what is examined of it.
    pub(super) fn system(&mut self, record: &Record) {
        if !record.is_open() {
            return;
        }
        let at = |field| Mend::Record(record.id().clone(), field);
        let scope = record.get(system::SCOPE);
        let decided = matches!(scope, Some(Scope::In | Scope::Out));
        let sentence = "Nobody decided whether an AI system is in scope.";
        self.ask_each(decided, "4.3", "system-scope", at("scope"), sentence);
        if scope != Some(Scope::In) {
            return;
        }
        self.tally.governed += 1;
        let has_role = !record.get(system::ROLES).is_empty();
        let sentence = "Nobody said what the organization is towards an AI system.";
        self.ask_each(has_role, "4.1", "system-roles", at("roles"), sentence);
        if self.operates() {
            // Of a system that is neither in use nor affects people nothing more is asked.
            let asks = assessment::is_deployed(record) || !record.get(system::SUBJECTS).is_empty();
            let check = || check::of(self.register, record, self.today);
            let problems = if asks { check() } else { Vec::new() };
            self.clean(
                (Part::Operation, Some("systems-examined")),
                record,
                &problems,
                |rule| match rule {
                    system::check::GATE_CLOSED => when(true, "8.1"),
                    system::check::IMPACT_MISSING => when(true, "8.4"),
                    _ => None,
                },
            );
            let of_system = || self.register.linked_of(&risk::KIND, record.id());
            let assessed = assessment::current(self.register, record, Type::Risk).is_some()
                || of_system().any(|risk| risk.get(risk::STATUS) != Some(risk::Status::Draft) && is_judged(risk));
            let sentence = "An AI system whose risks were not assessed: no risk of it was judged.";
            self.ask_each(assessed, "8.2", "system-risks", at("title"), sentence);
        }
    }

    /// Asks of a risk that it is judged and decided, and later that it is treated and looked at again.
    pub(super) fn risk(&mut self, record: &Record) {
        if matches!(
            record.get(risk::STATUS),
            Some(risk::Status::Open | risk::Status::Accepted)
        ) {
            self.tally.judged += usize::from(is_judged(record));
            let problems = check::of(self.register, record, self.today);
            self.clean(
                (Part::Planning, Some("risks-decided")),
                record,
                &problems,
                |rule| match rule {
                    risk::check::UNSCORED | risk::check::OFF_SCALE => when(true, "6.1.2"),
                    risk::check::UNDECIDED | risk::check::UNTREATED => when(true, "6.1.3"),
                    _ => None,
                },
            );
            if self.operates() {
                self.clean(
                    (Part::Operation, Some("risks-treated")),
                    record,
                    &problems,
                    |rule| match rule {
                        risk::check::REVIEW => when(true, "8.2"),
                        risk::check::UNANSWERED
                        | risk::check::PLAN_UNAPPROVED
                        | risk::check::ACCEPTANCE_EXPIRED
                        | risk::check::ACCEPTED_BY_OWNER => when(true, "8.3"),
                        _ => None,
                    },
                );
            }
        }
    }

    /// Asks that there are systems in scope and judged risks at all, once all were looked at, and a method that can be used.
    pub(super) fn all(&mut self) {
        let Tally { governed, judged, .. } = self.tally;
        let sentence = "No AI system is in scope.";
        self.ask(governed > 0, "4.3", "inventory", Mend::Missing("system", ""), sentence);
        if self.register.method().is_fallback {
            let sentence = "The risk method cannot be used, so levels are by the 5x5 preset.";
            let mend = Mend::Record(method::ID.into(), "grid");
            self.ask(false, "6.1.2", "method-faulty", mend, sentence);
        }
        let sentence = "No AI risk was judged.";
        self.ask(judged > 0, "6.1.2", "risks-judged", Mend::Missing("risk", ""), sentence);
    }

    /// Asks of an action that it is assigned, that its effect was checked in time, and that it is in time where it
    /// corrects.
    pub(super) fn action(&mut self, record: &Record) {
        self.corrective(record);
        // Most actions lack nothing, and only of the others the whole check is worth its time.
        let unassigned = record.is_open() && (record.owner().is_empty() || record.get(action::DUE).is_none());
        let unchecked = action::awaits_check(record) && record.days_late(self.today).is_some();
        if !(unassigned || unchecked) {
            self.count(Part::Operation, Some("actions-assigned"), true);
            return;
        }
        let problems = check::of(self.register, record, self.today);
        self.clean((Part::Operation, Some("actions-assigned")), record, &problems, |rule| {
            when(
                matches!(rule, action::check::UNASSIGNED | action::check::EFFECT_UNCHECKED),
                "8.3",
            )
        });
    }

    /// Asks of an assessment that it is not stale, its disposition not expired and no condition late.
    pub(super) fn assessment(&mut self, record: &Record) {
        let problems = check::of(self.register, record, self.today);
        let is_impact = record.get(assessment::TYPE) == Some(Type::Impact);
        self.clean(
            (Part::Operation, Some("assessments-hold")),
            record,
            &problems,
            |rule| match rule {
                assessment::check::STALE if is_impact => when(true, "8.4"),
                assessment::check::STALE => when(true, "8.2"),
                assessment::check::DISPOSITION_EXPIRED | assessment::check::CONDITIONS_OVERDUE => when(true, "8.1"),
                _ => None,
            },
        );
    }
}

/// Tells whether a risk was judged at any of its times.
fn is_judged(risk: &Record) -> bool {
    risk::TIMES.into_iter().any(|time| risk.get(time).is_some())
}
