//! Check rules of systems: purpose, roles, scope, the deployment gate and the assessments.

mod annex_a;
mod assessed;
mod gate;
mod law;
mod needs;
mod supplied;

use crate::domain::kinds::system::{self, Scope};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

pub use assessed::{IMPACT_MISSING, NO_IMPACT_ASSESSMENT, NO_RISK_ASSESSMENT, RISKS_UNASSESSED, is_far_enough};
pub use gate::{
    GATE_CLOSED, GATE_OVERRIDDEN, OVERRIDE_ENDED, OWN_CONDITION_UNMET, PROHIBITED_IN_USE, RELEASE_MISSING, REVIEW,
    UNOWNED, UNWATCHED, USUAL_LOOK, next_look,
};
pub use law::DUTY_UNANSWERED;

/// The check rules of systems.
pub static RULES: &[&Rule] = &[
    &GATE_CLOSED,
    &GATE_OVERRIDDEN,
    &OVERRIDE_ENDED,
    &OWN_CONDITION_UNMET,
    &RELEASE_MISSING,
    &PROHIBITED_IN_USE,
    &REVIEW,
    &UNWATCHED,
    &UNOWNED,
    &IMPACT_MISSING,
    &RISKS_UNASSESSED,
    &NO_RISK_ASSESSMENT,
    &NO_IMPACT_ASSESSMENT,
    &PURPOSE_MISSING,
    &ROLES_MISSING,
    &SCOPE_UNDECIDED,
    &NONE_IN_SCOPE,
    &annex_a::UNLOGGED,
    &annex_a::UNMONITORED,
    &law::CLASS_UNFOUNDED,
    &law::DUTY_UNANSWERED,
    &law::BROUGHT_UNDER,
    &needs::NEEDS_UNRECORDED,
    &needs::CONTROL_UNSHOWN,
    &supplied::SUPPLIER_UNRECORDED,
    &supplied::DATA_UNRECORDED,
];

const CHAT: Example = Example::of(
    "chat",
    "title: Chat; scope: in; roles: provider; purpose: Answers; stage: operation",
);

static PURPOSE_MISSING: Rule = Rule {
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

static ROLES_MISSING: Rule = Rule {
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

static NONE_IN_SCOPE: Rule = Rule {
    code: "AIMS-W816",
    name: "inventory",
    sentence: "No AI system is in scope.",
    clauses: &["4.3", "4.1"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    why: "Without a system there is nothing that the AIMS would manage.",
    mend: "Say of each system whether it is in scope (`scope:undecided`, `no:scope`), or add the first.",
    of: Subject::Whole,
    raise: |asked| {
        let systems = asked.register.of(&system::KIND);
        let open: Vec<_> = systems
            .filter(|record| !record.is_retired() && record.is_open())
            .collect();
        if open.iter().any(|record| record.get(system::SCOPE) == Some(Scope::In)) {
            return nothing();
        }
        let is_undecided = |record: &&&Record| !matches!(record.get(system::SCOPE), Some(Scope::In | Scope::Out));
        match open.iter().filter(is_undecided).count() {
            0 => at("", "No AI system is in scope.").into(),
            1 => at("", "No AI system is in scope; of 1 it is not decided.").into(),
            undecided => at(
                "",
                format!("No AI system is in scope; of {undecided} it is not decided."),
            )
            .into(),
        }
    },
    cleared_by: Some(("system", "chat", "title: Chat; scope: in")),
    ..Rule::PLAIN
};

/// Tells whether the AIMS governs a system.
fn is_governed(asked: &Asked<'_>) -> bool {
    system::is_governed(asked.record, asked.today)
}
