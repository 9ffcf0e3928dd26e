//! What an organization wants to be ready for, and what a problem weighs for it.

use chrono::NaiveDate;

use crate::domain::kinds::organization;
use crate::domain::kinds::organization::check::certificate::Certificate;
use crate::domain::kinds::organization::external_audits;
use crate::domain::kinds::review::Event;
use crate::domain::record::check::{Phase, Problem, Provenance, Rule, Weight};
use crate::domain::record::choice::choices;
use crate::domain::register::Register;

choices! {
    /// What one wants to be ready for.
    Goal {
        Conformance "conformance", "self-declared", "self declaration";
        Stage1 "stage 1", "1", "documents";
        Stage2 "stage 2", "2", "certification";
        Surveillance "surveillance";
    }
}

/// Returns what the organization wants to be ready for next, by its posture, the days of its audits and its certificate.
pub fn goal(register: &Register, today: NaiveDate) -> Goal {
    if !organization::is_to_be_certified(register) {
        return Goal::Conformance;
    }
    let is_over = |stage| external_audits::is_over(register, stage, today);
    match Certificate::newest(register) {
        Some(certificate) if certificate.holds(today) => Goal::Surveillance,
        None if is_over(Event::Stage2) => Goal::Surveillance,
        _ if is_over(Event::Stage1) => Goal::Stage2,
        _ => Goal::Stage1,
    }
}

/// Tells whether a certificate is recorded that holds on a day.
pub fn is_certified(register: &Register, today: NaiveDate) -> bool {
    Certificate::newest(register).is_some_and(|certificate| certificate.holds(today))
}

impl Goal {
    /// Tells whether a rule is asked for it. Stage 1 looks at what is laid down and decided, at audit and management review,
    /// and not at operation.
    pub fn asks(self, rule: &Rule) -> bool {
        self.asks_phase(rule.class.phase) && !rule.is_consequence
    }

    /// Tells whether it looks at operation, not only at what is laid down.
    pub fn asks_operation(self) -> bool {
        self != Self::Stage1
    }

    fn asks_phase(self, phase: Phase) -> bool {
        match phase {
            Phase::Planned | Phase::Register | Phase::Evaluated => true,
            Phase::Done => self != Self::Stage1,
            Phase::Certified => self == Self::Surveillance,
        }
    }

    /// Returns how much a problem weighs for it; nothing when it is not asked.
    pub fn weight(self, problem: &Problem, stage_2: Option<NaiveDate>) -> Option<Weight> {
        if problem.rule.is_consequence || !self.asks_phase(problem.class.phase) {
            return None;
        }
        if problem.by_certifier && !matches!(self, Self::Stage2 | Self::Surveillance) {
            return None;
        }
        let is_before = |day: NaiveDate| stage_2.is_none_or(|stage_2| day < stage_2);
        let is_ahead = problem.ahead.is_some_and(is_before);
        if problem.class.phase == Phase::Evaluated {
            // Stage 1 evaluates that audit and management review are planned and performed.
            return Some(match self {
                Self::Stage1 if is_ahead => Weight::Minor,
                Self::Stage1 => Weight::Major,
                _ => problem.weight,
            });
        }
        if problem.ahead.is_some() && problem.weight < problem.class.weight {
            return Some(match self {
                // Where most of what is asked is only planned, nothing of it has been shown to work.
                _ if problem.rule.most && problem.class.weight == Weight::Major => Weight::Major,
                Self::Conformance => Weight::Minor,
                _ if is_ahead => Weight::Advice,
                _ => Weight::Minor,
            });
        }
        Some(problem.weight)
    }

    /// Tells whether something of a weight blocks it. What the program advises never does.
    pub fn is_blocked(self, provenance: Provenance, weight: Weight) -> bool {
        let enough = if self == Self::Conformance {
            Weight::Minor
        } else {
            Weight::Major
        };
        provenance != Provenance::Advice && weight >= enough
    }
}
