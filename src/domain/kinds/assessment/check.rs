//! Check rules of assessments: whether they still hold, and what a complete one says.

mod content;
mod watched;

use crate::domain::kinds::assessment::stale::is_significant;
use crate::domain::kinds::assessment::{self, Disposition, Reason, Type, Unmet};
use crate::domain::kinds::shared_choices::YesNo;
use crate::domain::kinds::system;
use crate::domain::record::check::{Asked, Class, Raised, Rule, Subject, at, nothing};
use crate::domain::record::choice::Choices;
use crate::domain::record::rules::{Example, Fields};

pub use content::{EFFECTS_UNTREATED, IMPACT_INCOMPLETE, RISKS_PASSED_OVER, UNAPPROVED};

/// The check rules of assessments.
pub static RULES: &[&Rule] = &[
    &STALE,
    &LATE,
    &DISPOSITION_EXPIRED,
    &CONDITIONS_OVERDUE,
    &RISKS_PASSED_OVER,
    &IMPACT_INCOMPLETE,
    &EFFECTS_UNTREATED,
    &UNAPPROVED,
    &watched::WATCHED_CHANGED,
];

const BESIDE: &[(&str, &str, Fields)] = &[("system", "chat", "title: Chat; scope: in; stage: operation")];
const REVIEW: Example = Example::of(
    "S-00001",
    "title: Review; type: security; system: chat; date: 2026-01-10; by: ana; status: complete; reviewed: Prompts",
)
.beside(BESIDE);

/// What an assessment judged has changed, or an event that it names happened.
pub static STALE: Rule = Rule {
    code: "AIMS-W602",
    name: "assessment-stale",
    sentence: "What it judged has changed, or an event it names happened.",
    clauses: &["8.2", "8.4"],
    class: Class::S_DONE,
    why: "Assessments are made again when something significant changes.",
    mend: "Assess the system again, or confirm that the assessment still holds.",
    of: Subject::Each(is_in_force),
    raise: |asked| {
        let reasons = assessment::stale(asked.register, asked.record, asked.today);
        let is_event = |reason: &&Reason| matches!(reason, Reason::Event(..));
        let is_change = |reason: &&Reason| matches!(reason, Reason::Changed { .. } | Reason::Unrecorded(_));
        let of_field = |field, is_one: &dyn Fn(&&Reason) -> bool| -> Option<Raised> {
            let reasons: Vec<_> = reasons.iter().filter(|reason| is_one(reason)).collect();
            let sentences: Vec<_> = reasons.iter().map(ToString::to_string).collect();
            let raised = at(field, sentences.join(" ")).under(clause_of(asked));
            let is_recorded = system_of(asked)
                .zip(asked.record.get(assessment::DATE))
                .and_then(|(system, since)| assessment::recorded_significance(asked.register, system, since))
                == Some(YesNo::Yes);
            let weighs = !is_security(asked) && (is_recorded || reasons.iter().any(|reason| is_significant(reason)));
            (!reasons.is_empty()).then(|| if weighs { raised } else { raised.class(Class::ADVICE) })
        };
        let changed = of_field("judged", &is_change);
        changed.into_iter().chain(of_field("events", &is_event)).collect()
    },
    example: REVIEW
        .before(
            "title: Impact; type: impact; system: chat; date: 2026-06-10; by: ana; status: complete; \
             effects: individuals | good | saves time; events: Another use | 2026-07-01",
        )
        .change("events:"),
    ..Rule::PLAIN
};

/// An assessment was to be made again.
pub static LATE: Rule = Rule {
    code: "AIMS-E622",
    name: "assessment-late",
    sentence: "The assessment was to be made again.",
    clauses: &["8.2", "8.4"],
    class: Class::S_DONE,
    why: "Risks and impacts are assessed again at planned intervals; what is old says nothing of today.",
    mend: "Assess the system again.",
    of: Subject::Each(is_in_force),
    raise: |asked| {
        let (register, record) = (asked.register, asked.record);
        let Some(due) = assessment::due(register, record, asked.today) else {
            let raised = at("date", "It is not said when it was made.").under(clause_of(asked));
            // It may have been made long ago.
            return match (is_security(asked), is_grave(asked)) {
                (true, _) => raised.class(Class::ADVICE).into(),
                (false, true) => raised.class(Class::S_DONE_MAJOR).into(),
                (false, false) => raised.into(),
            };
        };
        // The rule about the disposition says that its day has passed.
        let is_told = is_security(asked) && record.get(assessment::DISPOSITION).is_some() && due.is_said;
        if due.day >= asked.today || is_told {
            return nothing();
        }
        let field = if record.get(assessment::VALID_UNTIL) == Some(due.day) {
            "valid_until"
        } else {
            "date"
        };
        let raised = at(field, format!("It was to be made again by {}.", due.day))
            .late_since(due.day)
            .under(clause_of(asked));
        let made = record.get(assessment::DATE);
        let is_long = made.is_some_and(|made| asked.today - due.day > due.day - made);
        match (is_security(asked), is_grave(asked) && is_long) {
            (true, _) => raised.class(Class::ADVICE).into(),
            (false, true) => raised.class(Class::S_DONE_MAJOR).into(),
            (false, false) => raised.into(),
        }
    },
    example: REVIEW
        .before("title: Risks; type: risk; system: chat; date: 2024-01-10; by: ana; status: complete; conclusion: Few")
        .change("date: -1m"),
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
        let due = assessment::due(asked.register, asked.record, asked.today);
        let Some(due) = due.filter(|due| due.is_said && due.day < asked.today) else {
            return nothing();
        };
        at("valid_until", format!("Its disposition held until {}.", due.day)).into()
    },
    example: REVIEW
        .before(
            "title: Review; type: security; system: chat; date: 2026-01-10; by: ana; status: complete; reviewed: Prompts; \
             disposition: proceed; valid_until: 2026-06-01",
        )
        .change("valid_until: +1m"),
    ..Rule::PLAIN
};

/// The decision of a security review is not kept.
pub static CONDITIONS_OVERDUE: Rule = Rule {
    code: "AIMS-E603",
    name: "conditions-overdue",
    sentence: "Its decision is not kept: conditions are late or cancelled, or it is in use on hold or decline.",
    class: Class::OWN,
    why: "It was allowed on conditions only, or not at all.",
    mend: "Meet the conditions, or decide again.",
    of: Subject::Each(|asked| {
        let record = asked.record;
        let is_decided =
            record.get(assessment::DISPOSITION).is_some() || !record.get(assessment::CONDITIONS).is_empty();
        is_in_force(asked) && is_decided
    }),
    raise: |asked| {
        let (register, record) = (asked.register, asked.record);
        match record.get(assessment::DISPOSITION) {
            Some(Disposition::Conditional) if record.get(assessment::CONDITIONS).is_empty() => {
                return at("conditions", "It was allowed on conditions, and none is named.").into();
            }
            // Conditions without a decision keep to what was decided once.
            Some(Disposition::Conditional) | None => {}
            Some(no @ (Disposition::Hold | Disposition::Decline))
                if system_of(asked).is_some_and(|system| assessment::is_deployed(system, asked.today)) =>
            {
                let sentence = format!("The system is in use, and the review said {}.", no.item().label);
                return at("disposition", sentence).into();
            }
            _ => return nothing(),
        }
        let broken = record.get(assessment::CONDITIONS).into_iter().filter_map(|id| {
            let is_late = |action: &crate::domain::record::Record| {
                action.is_open() && action.days_late(asked.register, asked.today).is_some()
            };
            match assessment::unmet(register, id)? {
                Unmet::Open if register.get(id.as_str()).is_some_and(is_late) => Some(format!("{id} late")),
                Unmet::Open => None,
                other => Some(format!("{id} {}", other.item().label)),
            }
        });
        let broken: Vec<_> = broken.collect();
        if broken.is_empty() {
            return nothing();
        }
        at(
            "conditions",
            format!("Conditions of its disposition are not kept: {}.", broken.join(", ")),
        )
        .into()
    },
    example: REVIEW
        .before(
            "title: Review; type: security; system: chat; date: 2026-06-10; by: ana; status: complete; \
             reviewed: Prompts; disposition: conditional; conditions: T-00001",
        )
        .beside(&[
            ("system", "chat", "title: Chat; scope: in; stage: operation"),
            ("action", "T-00001", "title: Filter; status: open; owner: ana; due: -1w"),
        ])
        .change("disposition: proceed"),
    ..Rule::PLAIN
};

/// Returns the system of an assessment.
fn system_of<'a>(asked: &Asked<'a>) -> Option<&'a crate::domain::record::Record> {
    let id = asked.record.get(assessment::SYSTEM)?;
    asked
        .register
        .get(id.as_str())
        .filter(|system| system.is(&system::KIND))
}

/// Tells whether the system of an assessment is in use and affects people.
fn is_grave(asked: &Asked<'_>) -> bool {
    let affects = |system| {
        assessment::is_deployed(system, asked.today) && assessment::affects(asked.register, system, asked.today)
    };
    system_of(asked).is_some_and(affects)
}

fn is_security(asked: &Asked<'_>) -> bool {
    asked.record.get(assessment::TYPE) == Some(Type::Security)
}

/// Returns the clause under which an assessment is judged.
fn clause_of(asked: &Asked<'_>) -> &'static str {
    match asked.record.get(assessment::TYPE) {
        Some(Type::Impact) => "8.4",
        _ => "8.2",
    }
}

/// Tells whether an assessment is the one that counts, of a system that asks for one.
fn is_in_force(asked: &Asked<'_>) -> bool {
    system_of(asked).is_some_and(assessment::is_asked)
        && assessment::is_in_force(asked.register, asked.record, asked.today)
}

/// Tells whether an assessment of a type is the one that counts.
fn is_current(asked: &Asked<'_>, of: Type) -> bool {
    asked.record.get(assessment::TYPE) == Some(of) && is_in_force(asked)
}
