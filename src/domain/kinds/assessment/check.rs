//! Check rules of assessments: stale ones, expired dispositions, overdue conditions.

use crate::domain::kinds::assessment::{self, Disposition, Reason, Standing, Type};
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::{Example, Fields};

/// The check rules of assessments.
pub static RULES: &[&Rule] = &[&STALE, &DISPOSITION_EXPIRED, &CONDITIONS_OVERDUE];

const BESIDE: &[(&str, &str, Fields)] = &[("system", "chat", "title: Chat; scope: in; stage: operation")];
const REVIEW: Example = Example::of(
    "S-00001",
    "title: Review; type: security; system: chat; date: 2026-01-10; by: ana; status: complete",
)
.beside(BESIDE);

/// An assessment is stale.
pub static STALE: Rule = Rule {
    code: "AIMS-W602",
    name: "assessment-stale",
    sentence: "It no longer holds.",
    clauses: &["8.2", "8.4"],
    class: Class::S_DONE,
    why: "Assessments are made again at planned intervals and when something significant changes.",
    mend: "Assess the system again.",
    of: Subject::Each(is_in_force),
    raise: |asked| {
        let (record, decides) = (asked.record, asked.record.get(assessment::DISPOSITION).is_some());
        let clause = if record.get(assessment::TYPE) == Some(Type::Impact) { "8.4" } else { "8.2" };
        let reasons = assessment::stale(asked.register, record, asked.today).into_iter();
        let reasons = reasons.filter(|reason| !(decides && matches!(reason, Reason::Past(_))));
        let raised = |reason: Reason| {
            let raised = match &reason {
                Reason::Past(day) => at("valid_until", reason.to_string()).late_since(*day),
                Reason::Changed(..) => at("judged", reason.to_string()),
                Reason::Event(..) => at("events", reason.to_string()),
            };
            raised.under(clause)
        };
        reasons.map(raised).collect()
    },
    example: REVIEW
        .before("title: Impact; type: impact; system: chat; date: 2024-01-10; by: ana; status: complete; valid_until: 2025-01-10")
        .change("valid_until: +1m"),
    ..Rule::PLAIN
};

/// A disposition holds no longer.
pub static DISPOSITION_EXPIRED: Rule = Rule {
    code: "AIMS-E602",
    name: "disposition-expired",
    sentence: "The disposition holds no longer.",
    class: Class::OWN,
    why: "The decision to go on was made until a day.",
    mend: "Review the system again.",
    of: Subject::Each(|asked| is_in_force(asked) && asked.record.get(assessment::DISPOSITION).is_some()),
    raise: |asked| {
        let reasons = assessment::stale(asked.register, asked.record, asked.today).into_iter();
        let past = |reason| match reason {
            Reason::Past(day) => Some(at("valid_until", format!("Its disposition held until {day}.")).late_since(day)),
            Reason::Changed(..) | Reason::Event(..) => None,
        };
        reasons.filter_map(past).collect()
    },
    example: REVIEW
        .before(
            "title: Review; type: security; system: chat; date: 2026-01-10; by: ana; status: complete; disposition: proceed; \
             valid_until: 2026-06-01",
        )
        .change("valid_until: +1m"),
    ..Rule::PLAIN
};

/// Conditions of a disposition are late.
pub static CONDITIONS_OVERDUE: Rule = Rule {
    code: "AIMS-E603",
    name: "conditions-overdue",
    sentence: "Its decision is not kept: conditions are late.",
    class: Class::OWN,
    why: "It was allowed on conditions only.",
    mend: "Meet the conditions, or decide anew.",
    of: Subject::Each(|asked| is_in_force(asked) && asked.record.get(assessment::DISPOSITION) == Some(Disposition::Conditional)),
    raise: |asked| {
        let conditions = asked.record.get(assessment::CONDITIONS).into_iter();
        let late = conditions
            .filter_map(|id| asked.register.get(id.as_str()))
            .filter(|condition| condition.is_open() && condition.days_late(asked.today).is_some());
        let late: Vec<_> = late.map(|condition| condition.id().to_string()).collect();
        if late.is_empty() {
            return nothing();
        }
        at("conditions", format!("Conditions of its disposition are overdue: {}.", late.join(", "))).into()
    },
    example: REVIEW
        .before(
            "title: Review; type: security; system: chat; date: 2026-06-10; by: ana; status: complete; disposition: conditional; \
             conditions: T-00001",
        )
        .beside(&[
            ("system", "chat", "title: Chat; scope: in; stage: operation"),
            ("action", "T-00001", "title: Filter; status: open; owner: ana; due: -1w"),
        ])
        .change("disposition: proceed"),
    ..Rule::PLAIN
};

/// Tells whether an assessment is the one that counts, of a system that asks for one.
fn is_in_force(asked: &Asked<'_>) -> bool {
    let (record, register) = (asked.record, asked.register);
    let system = record.get(assessment::SYSTEM).and_then(|id| register.get(id.as_str()));
    let standing = assessment::standing(register, record, asked.today);
    system.is_some_and(assessment::is_asked) && matches!(standing, Standing::Stale | Standing::Valid)
}
