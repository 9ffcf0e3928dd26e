//! Check rules of systems: purpose, roles, scope, the deployment gate and the assessments.

mod annex_a;

use crate::domain::kinds::assessment::{self, Type};
use crate::domain::kinds::risk;
use crate::domain::kinds::system::{self, Scope};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// The check rules of systems.
pub static RULES: &[&Rule] = &[
    &GATE_CLOSED,
    &GATE_OVERRIDDEN,
    &IMPACT_MISSING,
    &RISKS_UNASSESSED,
    &PURPOSE_MISSING,
    &ROLES_MISSING,
    &SCOPE_UNDECIDED,
    &NONE_IN_SCOPE,
    &annex_a::UNLOGGED,
    &annex_a::UNMONITORED,
];

const CHAT: Example = Example::of(
    "chat",
    "title: Chat; scope: in; roles: provider; purpose: Answers; stage: operation",
);

/// A system is in use while its deployment gate is closed.
pub static GATE_CLOSED: Rule = Rule {
    code: "AIMS-E601",
    name: "gate-closed",
    sentence: "It is in use while its gate is closed.",
    clauses: &["A.6.2.5"],
    class: Class::OWN,
    is_consequence: true,
    why: "What was asked before it is put into use is not met.",
    mend: "Make the assessments that are missing or stale, or decide to use it all the same and say why.",
    of: Subject::Each(|asked| is_governed(asked) && assessment::is_deployed(asked.record)),
    raise: |asked| {
        if !asked.record.get(system::GATE_OVERRIDE).is_empty() {
            return nothing();
        }
        let Some(lacks) = lacks(asked) else { return nothing() };
        at("stage", format!("In use, and its deployment gate is closed: {lacks}.")).into()
    },
    example: CHAT.change("stage: development"),
    ..Rule::PLAIN
};

/// A system was put into use through a closed gate, by a decision that says why.
pub static GATE_OVERRIDDEN: Rule = Rule {
    code: "AIMS-W601",
    name: "gate-overridden",
    sentence: "It is in use through a closed gate, by a decision.",
    clauses: &["A.6.2.5"],
    class: Class::OWN,
    is_consequence: true,
    why: "Somebody took the risk knowingly, for a time.",
    mend: "Make the assessments that are missing or stale.",
    of: Subject::Each(|asked| is_governed(asked) && assessment::is_deployed(asked.record)),
    raise: |asked| {
        let Some([_, by, reason, ..]) = asked.record.get(system::GATE_OVERRIDE).last() else { return nothing() };
        let Some(lacks) = lacks(asked) else { return nothing() };
        let sentence = format!("In use by decision of {by} ({reason}), while its gate is closed: {lacks}.");
        at("gate_override", sentence).into()
    },
    example: CHAT
        .before("title: Chat; scope: in; roles: provider; purpose: Answers; stage: operation; gate_override: 2026-11-01 | zoe | Trial")
        .change("stage: development"),
    ..Rule::PLAIN
};

/// The impact of a system was never assessed.
pub static IMPACT_MISSING: Rule = Rule {
    code: "AIMS-W603",
    name: "impact-missing",
    sentence: "Its impact was never assessed.",
    clauses: &["8.4"],
    class: Class::S_DONE,
    why: "What it does to people and to society is judged before it happens.",
    mend: "Make an impact assessment.",
    of: Subject::Each(is_to_be_assessed),
    raise: |asked| {
        if assessment::current(asked.register, asked.record, Type::Impact).is_some() {
            return nothing();
        }
        let affects = !asked.record.get(system::SUBJECTS).is_empty();
        let class = if affects && assessment::is_deployed(asked.record) {
            Class::S_DONE_MAJOR
        } else {
            Class::S_DONE
        };
        let sentence = if affects {
            "It affects people, and its impact was not assessed."
        } else {
            "Its impact was not assessed."
        };
        at("subjects", sentence).class(class).into()
    },
    example: CHAT.change("stage: development"),
    ..Rule::PLAIN
};

/// The risks of a system were never assessed.
pub static RISKS_UNASSESSED: Rule = Rule {
    code: "AIMS-W620",
    name: "system-risks",
    sentence: "Its risks were never assessed.",
    clauses: &["8.2"],
    class: Class::S_DONE,
    why: "An assessment says which risks it judged and what came of it.",
    mend: "Make a risk assessment of the system.",
    of: Subject::Each(is_to_be_assessed),
    raise: |asked| {
        let (register, record) = (asked.register, asked.record);
        if assessment::current(register, record, Type::Risk).is_some() {
            return nothing();
        }
        let judged = |risk: &Record| risk::TIMES.into_iter().any(|time| risk.get(time).is_some());
        let is_judged = register.linked_of(&risk::KIND, record.id()).any(judged);
        let is_bare = assessment::is_deployed(record) && !is_judged;
        let class = if is_bare { Class::S_DONE_MAJOR } else { Class::S_DONE };
        at("title", "Its risks were never assessed.").class(class).into()
    },
    example: CHAT.change("stage: development"),
    ..Rule::PLAIN
};

/// It is not said what a system is meant for.
pub static PURPOSE_MISSING: Rule = Rule {
    code: "AIMS-W813",
    name: "system-purpose",
    sentence: "It is not said what the system is meant for.",
    clauses: &["4.1"],
    class: Class::S_PLANNED,
    why: "Risks and impacts are those of an intended use.",
    mend: "Say the purpose.",
    of: Subject::Each(is_governed),
    raise: |asked| {
        if !asked.record.get(system::PURPOSE).is_empty() {
            return nothing();
        }
        at("purpose", "It is not said what it is meant for.").into()
    },
    example: CHAT
        .before("title: Chat; scope: in; roles: provider")
        .change("purpose: Answers"),
    ..Rule::PLAIN
};

/// It is not said what the organization is towards a system.
pub static ROLES_MISSING: Rule = Rule {
    code: "AIMS-W814",
    name: "system-roles",
    sentence: "It is not said what the organization is towards the system.",
    clauses: &["4.1"],
    class: Class::S_PLANNED,
    why: "Which controls and duties apply follows from the role.",
    mend: "Choose the roles.",
    of: Subject::Each(is_governed),
    raise: |asked| {
        if !asked.record.get(system::ROLES).is_empty() {
            return nothing();
        }
        at("roles", "It is not said what the organization is towards it.").into()
    },
    example: CHAT
        .before("title: Chat; scope: in; purpose: Answers")
        .change("roles: provider"),
    ..Rule::PLAIN
};

/// Nobody decided whether a system is in scope.
pub static SCOPE_UNDECIDED: Rule = Rule {
    code: "AIMS-W815",
    name: "system-scope",
    sentence: "Nobody decided whether the system is in scope.",
    clauses: &["4.3"],
    class: Class::S_PLANNED,
    why: "The scope says what the AIMS answers for, and what it does not.",
    mend: "Take it in, or leave it out and say why.",
    of: Subject::Each(|asked| asked.record.is_open()),
    raise: |asked| {
        if matches!(asked.record.get(system::SCOPE), Some(Scope::In | Scope::Out)) {
            return nothing();
        }
        at("scope", "Nobody decided whether it is in scope.").into()
    },
    example: CHAT
        .before("title: Chat; scope: undecided")
        .change("scope: out; scope_reason: A toy"),
    ..Rule::PLAIN
};

/// No AI system is in scope.
pub static NONE_IN_SCOPE: Rule = Rule {
    code: "AIMS-W816",
    name: "inventory",
    sentence: "No AI system is in scope.",
    clauses: &["4.3", "4.1"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    why: "Without a system there is nothing that the AIMS would manage.",
    mend: "Add the first system.",
    of: Subject::Whole,
    raise: |asked| {
        let mut systems = asked.register.of(&system::KIND);
        if systems
            .any(|record| !record.is_retired() && record.is_open() && record.get(system::SCOPE) == Some(Scope::In))
        {
            return nothing();
        }
        at("", "No AI system is in scope.").into()
    },
    cleared_by: Some(("system", "chat", "title: Chat; scope: in")),
    ..Rule::PLAIN
};

/// Tells whether the AIMS governs a system: in scope and not retired.
fn is_governed(asked: &Asked<'_>) -> bool {
    asked.record.get(system::SCOPE) == Some(Scope::In) && asked.record.is_open()
}

/// Tells whether a system is to be assessed by now: from verification on, or where nobody says how far it is.
fn is_to_be_assessed(asked: &Asked<'_>) -> bool {
    let begun = asked
        .record
        .get(system::STAGE)
        .is_none_or(|stage| stage >= system::Stage::Verification);
    is_governed(asked) && begun
}

/// Returns what keeps the gate closed, in words.
fn lacks(asked: &Asked<'_>) -> Option<String> {
    let missing = assessment::gate(asked.register, asked.record, asked.today);
    let word = |one: &assessment::Missing| one.to_string().trim_end_matches('.').to_owned();
    let words: Vec<_> = missing.iter().map(word).collect();
    (!words.is_empty()).then(|| words.join("; "))
}
