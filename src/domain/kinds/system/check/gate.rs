//! Check rules of systems in use: the deployment gate, decisions to pass it, releases, prohibited practices and oversight.

use chrono::NaiveDate;

use crate::domain::kinds::assessment::{self, Missing};
use crate::domain::kinds::check::applies;
use crate::domain::kinds::check::intervals::{Interval, last_review, own_day};
use crate::domain::kinds::organization;
use crate::domain::kinds::organization::check::people::unowned;
use crate::domain::kinds::shared_choices::YesNo;
use crate::domain::kinds::system::check::is_governed;
use crate::domain::kinds::system::{self, Autonomy, Condition, EuClass, Release, Releases};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Phase, Provenance, Rule, Subject, Weight, at, nothing};
use crate::domain::record::rules::{Example, Fields};
use crate::domain::record::typed::Row;
use crate::domain::register::Register;

const CHAT: Example = Example::of(
    "chat",
    "title: Chat; owner: ana; scope: in; roles: provider; purpose: Answers; stage: operation",
);

/// What rules about the state of a system's gate have in common: they follow from what keeps it closed.
const OF_THE_STATE: Rule = Rule {
    clauses: &["4.3", "6.1.3", "8.2", "8.4"],
    class: Class::of(Provenance::Standard, Phase::Done, Weight::Advice),
    is_consequence: true,
    of: Subject::Each(is_in_use),
    ..Rule::PLAIN
};

/// The system is in use, and a condition of its gate is not met.
pub static GATE_CLOSED: Rule = Rule {
    code: "AIMS-E601",
    name: "gate-closed",
    sentence: "It is in use while its gate is closed.",
    why: "What was asked before it is put into use is not met.",
    mend: "Mend what keeps the gate closed, or decide to use it all the same and say why.",
    raise: |asked| {
        let Some((missing, words)) = closed(asked) else {
            return nothing();
        };
        let newest = assessment::newest_override(asked.record);
        let is_answered = newest
            .is_some_and(|newest| newest.has_ended(asked.today) || newest.holds(asked.register, &missing, asked.today));
        if is_answered {
            return nothing();
        }
        at("stage", format!("In use, and its deployment gate is closed: {words}.")).into()
    },
    example: CHAT.change("stage: development"),
    ..OF_THE_STATE
};

/// A system is in use through a closed gate, by a decision that says why.
pub static GATE_OVERRIDDEN: Rule = Rule {
    code: "AIMS-W601",
    name: "gate-overridden",
    sentence: "It is in use through a closed gate, by a decision.",
    why: "Somebody took the risk knowingly, for a time.",
    mend: "Mend what keeps the gate closed.",
    raise: |asked| {
        let Some((missing, words)) = closed(asked) else {
            return nothing();
        };
        let newest = assessment::newest_override(asked.record);
        let Some(newest) = newest.filter(|newest| newest.holds(asked.register, &missing, asked.today)) else {
            return nothing();
        };
        let until = newest.until.map_or(String::new(), |until| format!(" until {until}"));
        let (by, reason) = (newest.by, newest.reason);
        let sentence = format!("In use by decision of {by}{until} ({reason}), while its gate is closed: {words}.");
        at("gate_override", sentence).into()
    },
    example: CHAT
        .before(
            "title: Chat; owner: ana; scope: in; roles: provider; purpose: Answers; stage: operation; \
             gate_override: 2026-11-01 | zoe | Trial",
        )
        .change("scope: out; scope_reason: run by others"),
    ..OF_THE_STATE
};

/// A decision to use a system through a closed gate has ended.
pub static OVERRIDE_ENDED: Rule = Rule {
    code: "AIMS-E612",
    name: "gate-override-ended",
    sentence: "A decision to use it all the same has ended.",
    why: "The decision was made for a time, and the gate is still closed.",
    mend: "Mend what keeps the gate closed, or decide again.",
    raise: |asked| {
        let Some((_, words)) = closed(asked) else {
            return nothing();
        };
        let newest = assessment::newest_override(asked.record).filter(|newest| newest.has_ended(asked.today));
        let Some(until) = newest.and_then(|newest| newest.until) else {
            return nothing();
        };
        let sentence =
            format!("The decision to use it all the same ended on {until}, and its gate is closed: {words}.");
        at("gate_override", sentence).into()
    },
    example: CHAT
        .before(
            "title: Chat; owner: ana; scope: in; roles: provider; purpose: Answers; stage: operation; \
             gate_override: 2026-01-01 | zoe | Trial",
        )
        .change("scope: out; scope_reason: run by others"),
    ..OF_THE_STATE
};

/// A system is in use, and one of our own conditions of the gate is not met.
pub static OWN_CONDITION_UNMET: Rule = Rule {
    code: "AIMS-W608",
    name: "gate-own-condition",
    sentence: "It is in use and one of our gate conditions fails.",
    class: Class::ADVICE,
    why: "The organization asks more of a system in use than the standard does.",
    mend: "Meet the condition, or switch it off in `gate` of the organization with a reason.",
    of: Subject::Each(is_in_use),
    raise: |asked| {
        let (register, record) = (asked.register, asked.record);
        let ours = assessment::gate(register, record, asked.today)
            .into_iter()
            .filter(Missing::is_ours);
        // What has a rule of its own is told there: a review that is stale or late, and conditions that are late.
        let is_untold = |one: &Missing| match one.condition {
            Condition::G7 => !has_rule_of_its_own(asked),
            _ => true,
        };
        let ours: Vec<_> = ours.filter(is_untold).collect();
        let Some(first) = ours.first() else { return nothing() };
        let words = assessment::in_words(&ours);
        let is_set = [
            (Condition::G6, organization::GateCondition::G6),
            (Condition::G7, organization::GateCondition::G7),
            (Condition::G8, organization::GateCondition::G8),
        ]
        .into_iter()
        .any(|(condition, of)| {
            ours.iter().any(|one| one.condition == condition)
                && assessment::setting(register, record, of, asked.today).is_some()
        });
        let field = if first.condition == Condition::G8 {
            "logs"
        } else {
            "stage"
        };
        let raised = at(field, format!("In use, and not met: {words}."));
        if is_set {
            raised.class(Class::OWN).into()
        } else {
            raised.into()
        }
    },
    example: CHAT.change("stage: development"),
    ..Rule::PLAIN
};

/// Tells whether a rule of assessments says what is the matter with the security review of a system.
fn has_rule_of_its_own(asked: &Asked<'_>) -> bool {
    let review = assessment::current(asked.register, asked.record, assessment::Type::Security, asked.today);
    review.is_some_and(|review| {
        let asked = Asked {
            record: review,
            ..*asked
        };
        let rules = [
            &assessment::check::STALE,
            &assessment::check::LATE,
            &assessment::check::DISPOSITION_EXPIRED,
            &assessment::check::CONDITIONS_OVERDUE,
        ];
        rules
            .into_iter()
            .any(|rule| matches!(rule.of, Subject::Each(holds) if holds(&asked)) && !(rule.raise)(&asked).is_empty())
    })
}

/// Nothing shows that what was asked before a system was deployed was met.
pub static RELEASE_MISSING: Rule = Rule {
    code: "AIMS-W609",
    name: "release-missing",
    sentence: "No release of the version in use shows that what was asked before deployment was met.",
    clauses: &["A.6.2.5"],
    class: Class::S_DONE,
    why: "A version is put into use by a plan, and somebody decides that its conditions are met.",
    mend: "Add the release of the version: the day, who decided, and the plan.",
    of: Subject::Each(|asked| {
        is_in_use(asked) && applies(asked.register, "A.6.2.5") && !assessment::is_advice(asked.register, asked.record)
    }),
    raise: |asked| {
        let record = asked.record;
        let version = record.get(system::VERSION);
        let releases = record.get(system::RELEASES);
        let is_release = |row: &Row<'_, Releases>| {
            let refused = row.get(Releases::DECISION) == Some(Release::Refused);
            let (by, on) = (row.get(Releases::BY), row.get(Releases::ON));
            !refused && on.is_some() && row.says(Releases::PLAN) && organization::is_believed(asked.register, by, on)
        };
        let is_of_version = |row: &Row<'_, Releases>| version.is_empty() || row.get(Releases::VERSION) == version;
        let newest = releases
            .iter()
            .filter(|row| is_release(row))
            .filter_map(|row| row.get(Releases::ON))
            .max();
        let is_carried_over =
            newest.is_some_and(|on| assessment::recorded_significance(asked.register, record, on) == Some(YesNo::No));
        if is_carried_over || releases.iter().any(|row| is_release(row) && is_of_version(row)) {
            return nothing();
        }
        let of = if version.is_empty() {
            String::new()
        } else {
            format!(" of version {version}")
        };
        let sentence = format!("No release{of} says when, by whom and by which plan.");
        let raised = at("releases", sentence);
        if releases.is_empty() && was_in_use_before_the_aims(asked.register, record) {
            raised.class(Class::ADVICE).into()
        } else {
            raised.into()
        }
    },
    example: CHAT
        .beside(&[("control", "A.6.2.5", "applicability: applicable")])
        .change("releases: | 2026-11-01 | zoe | released | docs/plan.md"),
    ..Rule::PLAIN
};

fn was_in_use_before_the_aims(register: &Register, system: &Record) -> bool {
    let organization = register.get(organization::ID);
    let aims_since: Option<NaiveDate> =
        organization.and_then(|organization| organization.get(organization::AIMS_SINCE));
    matches!((system.get(system::IN_USE_SINCE), aims_since), (Some(used), Some(aims)) if used < aims)
}

/// A system of a prohibited class is in use.
pub static PROHIBITED_IN_USE: Rule = Rule {
    code: "AIMS-E903",
    name: "prohibited-in-use",
    sentence: "A system of a prohibited class is in use.",
    clauses: &["4.2"],
    class: Class::OTHER_MAJOR,
    hides: &["AIMS-W905"],
    why: "Art. 5 of the EU AI Act forbids it; 4.2 asks which requirements of others the AIMS takes on, and law is one of them. This \
          is no legal advice.",
    mend: "Take it out of use, or judge its class again and say why.",
    of: Subject::Each(|asked| is_governed(asked) && system::may_be_in_use(asked.record, asked.today)),
    raise: |asked| {
        let is_prohibited = match asked.record.get(system::EU_CLASS) {
            Some(class) => class == EuClass::Prohibited,
            None => assessment::was_judged_prohibited(asked.register, asked.record),
        };
        if !is_prohibited {
            return nothing();
        }
        let stands = if assessment::is_deployed(asked.record, asked.today) {
            "It is in use"
        } else {
            "It is not said whether it is in use"
        };
        let sentence = format!("{stands}, and its class is one that Art. 5 of the EU AI Act prohibits.");
        at("eu_class", sentence).into()
    },
    example: CHAT
        .before("title: Chat; owner: ana; scope: in; roles: provider; purpose: Answers; stage: operation; eu_class: prohibited")
        .change("eu_class: minimal"),
    ..Rule::PLAIN
};

/// A system was to be looked at again.
pub static REVIEW: Rule = Rule {
    code: "AIMS-E610",
    name: "system-review",
    sentence: "The system was to be looked at again.",
    class: Class::OWN,
    why: "The organization set the day itself.",
    mend: "Look at it again, or set the next day with a reason.",
    of: Subject::Each(|asked| asked.record.is_open() && asked.record.get(system::SCOPE) != Some(system::Scope::Out)),
    raise: |asked| {
        let due = next_look(asked.register, asked.record, asked.today);
        let Some(day) = due.filter(|day| *day < asked.today) else {
            return nothing();
        };
        at("review", format!("It was to be looked at again by {day}."))
            .late_since(day)
            .into()
    },
    example: CHAT
        .before("title: Chat; owner: ana; scope: in; roles: provider; purpose: Answers; review: -2m")
        .change("review: +1m"),
    ..Rule::PLAIN
};

/// How often a system is looked at where somebody says that it is.
pub const USUAL_LOOK: Interval = Interval::usual_months(12);

/// Returns the day on which a system is to be looked at again, unless it was looked at since.
pub fn next_look(register: &Register, system: &Record, today: NaiveDate) -> Option<NaiveDate> {
    let reviewed = last_review(register, system, today, |_, _| false);
    own_day(system.get(system::REVIEW), reviewed, USUAL_LOOK).map(|due| due.day)
}

/// A system acts with little or no human, and nobody is said to watch it.
pub static UNWATCHED: Rule = Rule {
    code: "AIMS-W611",
    name: "oversight-missing",
    sentence: "It acts with little or no human, and nobody is said to watch it.",
    clauses: &["A.9.2"],
    class: Class::ADVICE,
    why: "The less a human decides, the more somebody has to watch and to step in.",
    mend: "Say who watches it, and how they can step in.",
    of: Subject::Each(|asked| {
        let acts = matches!(
            asked.record.get(system::AUTONOMY),
            Some(Autonomy::Monitored | Autonomy::Autonomous)
        );
        is_governed(asked) && acts
    }),
    raise: |asked| {
        if !asked.record.get(system::OVERSIGHT).is_empty() {
            return nothing();
        }
        at(
            "oversight",
            "It acts with little or no human, and nobody is said to watch it.",
        )
        .into()
    },
    example: CHAT
        .before("title: Chat; owner: ana; scope: in; roles: provider; purpose: Answers; autonomy: autonomous")
        .change("oversight: Ana watches and can stop it"),
    ..Rule::PLAIN
};

/// Nobody answers for the system.
pub static UNOWNED: Rule = Rule {
    code: "AIMS-W549",
    name: "system-unowned",
    sentence: "Nobody answers for the system.",
    clauses: &["A.3.2"],
    class: Class::S_PLANNED,
    why: "What nobody answers for, nobody looks after.",
    mend: "Name who answers for it.",
    of: Subject::Each(|asked| is_governed(asked) && applies(asked.register, "A.3.2")),
    raise: |asked| unowned(asked, "Nobody answers for the system.").into_iter().collect(),
    example: CHAT
        .before("title: Chat; scope: in")
        .beside(APPLIED)
        .change("owner: ana"),
    ..Rule::PLAIN
};

const APPLIED: &[(&str, &str, Fields)] = &[
    ("control", "A.3.2", "applicability: applicable"),
    ("control", "A.6.2.8", "applicability: applicable"),
];

/// Tells whether a system is governed and in use.
fn is_in_use(asked: &Asked<'_>) -> bool {
    is_governed(asked) && assessment::is_deployed(asked.record, asked.today)
}

/// Returns what closes the gate of a system, also in words.
fn closed(asked: &Asked<'_>) -> Option<(Vec<Missing>, String)> {
    let missing = assessment::gate(asked.register, asked.record, asked.today);
    let missing = assessment::closing(asked.register, asked.record, missing);
    let words = assessment::in_short(&missing);
    (!missing.is_empty()).then_some((missing, words))
}
