//! The rules of systems: what is out of scope says why, and what goes into use through a closed gate does, too.

use crate::domain::admission::{Example, KindRule, Proposal, Remedy, left, redating};
use crate::domain::kinds::assessment;
use crate::domain::kinds::system::{GATE_OVERRIDE, SCOPE, SCOPE_REASON, STAGE, Scope};
use crate::domain::record::Record;
use crate::domain::record::value::Value;

/// The rules of systems.
pub const RULES: &[KindRule] = &[
    KindRule::record(
        "scope and overrides",
        says_why,
        &[
            Example {
                change: &[("scope", "out of scope")],
                ..CHAT
            },
            Example {
                change: &[("gate_override", "today | carla | ")],
                ..CHAT
            },
        ],
    ),
    KindRule::change(
        "use through a closed gate",
        through_closed_gate,
        &[Example {
            change: &[("stage", "operation")],
            ..CHAT
        }],
    ),
    KindRule::change(
        left::OPEN,
        left::stays_open,
        &[Example {
            beside: &[("risk", "R-00009", &[("title", "Injection"), ("systems", "chat")])],
            change: &[("stage", "retirement")],
            ..CHAT
        }],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| redating::needs_reason_of_passed(proposal, &[STAGE.index()]),
        &[Example {
            before: &[
                ("title", "Chat"),
                ("owner", "ana"),
                ("scope", "in scope"),
                ("review", "-1w"),
            ],
            change: &[("review", "+1m")],
            ..CHAT
        }],
    ),
];

const CHAT: Example = Example {
    beside: &[],
    id: "chat",
    before: &[
        ("title", "Chat"),
        ("owner", "ana"),
        ("stage", "development"),
        ("scope", "in scope"),
    ],
    change: &[],
};

fn says_why(record: &Record) -> Vec<(&'static str, String)> {
    let is_out = record.get(SCOPE) == Some(Scope::Out) && record.get(SCOPE_REASON).is_empty();
    let out = is_out.then(|| ("scope_reason", "A system out of scope needs the reason.".to_owned()));
    let overrides = record.get(GATE_OVERRIDE);
    let is_bare = overrides.iter().any(|row| row.iter().any(Value::is_empty));
    let sentence = "An override of the gate says on which day, by whom and why.";
    let bare = is_bare.then(|| ("gate_override", sentence.to_owned()));
    out.into_iter().chain(bare).collect()
}

/// A system that comes in as being in use was put into use elsewhere.
fn through_closed_gate(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let (register, today) = (proposal.register, proposal.today());
    let before = proposal.before?;
    if !assessment::is_override_missing(register, before, proposal.after, today) {
        return None;
    }
    let missing = assessment::gate(register, proposal.after, today);
    let missing: Vec<_> = missing.iter().map(ToString::to_string).collect();
    let sentence = format!(
        "The deployment gate of {} is closed: {}.",
        before.id(),
        missing.join("; ")
    );
    Some((Remedy::Fill("gate_override"), sentence))
}
