//! The rules of systems: what is out of scope says why, and what goes into use through a closed gate does, too.

use crate::domain::admission::{left, redating};
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::system::{GATE_OVERRIDE, SCOPE, SCOPE_REASON, STAGE, Scope};
use crate::domain::kinds::{assessment, organization, takes_rows_away};
use crate::domain::record::Record;
use crate::domain::record::rules::{Example, Fields, KindRule, Proposal, Remedy};
use crate::domain::record::value::Value;

/// The rules of systems.
pub const RULES: &[KindRule] = &[
    KindRule::record(
        "scope and overrides",
        says_why,
        &[
            CHAT.change("scope: out of scope"),
            CHAT.change("gate_override: today | carla |"),
        ],
    ),
    KindRule::change(
        "a stage",
        |proposal| {
            let loses = proposal.before.is_some_and(|before| before.get(STAGE).is_some())
                && proposal.after.get(STAGE).is_none();
            let sentence = || format!("{} has a stage; it may get another, and not none.", proposal.after.id());
            loses.then(|| (Remedy::Never, sentence()))
        },
        &[CHAT
            .before("title: Chat; owner: ana; stage: operation; scope: in scope")
            .change("stage:")],
    ),
    KindRule::change(
        "use through a closed gate",
        through_closed_gate,
        &[
            CHAT.change("stage: operation"),
            CHAT.before(
                "title: Chat; owner: ana; stage: operation; scope: out of scope; \
                scope_reason: run by others",
            )
            .change("scope: in scope"),
        ],
    ),
    KindRule::change(
        "decision through a closed gate",
        decided_otherwise,
        &[
            CHAT.beside(DESIGNATED).change("gate_override: today | ben | a pilot"),
            CHAT.beside(DESIGNATED)
                .change("gate_override: today | carla | a pilot | 2027-11-24"),
            CHAT.change("gate_override: today | carla | a pilot | 2026-11-01"),
        ],
    ),
    KindRule::change(
        "overrides so far",
        |proposal| takes_rows_away(proposal, GATE_OVERRIDE.index(), "The overrides so far stay"),
        &[CHAT
            .before(
                "title: Chat; owner: ana; stage: operation; scope: in scope; \
                gate_override: 2026-08-01 | carla | a pilot",
            )
            .change("gate_override:")],
    ),
    KindRule::change(
        "reason of leaving the scope",
        leaves_scope_unsaid,
        &[CHAT
            .before(
                "title: Chat; owner: ana; stage: operation; scope: in scope; \
                scope_reason: decides on claims",
            )
            .change("scope: out of scope")],
    ),
    KindRule::change(
        left::OPEN,
        |proposal| left::stays_open(proposal, |system| system.is_open() && !is_out(system)),
        &[
            CHAT.beside(&[("risk", "R-00009", "title: Injection; systems: chat")])
                .change("stage: retirement"),
            CHAT.beside(&[("risk", "R-00009", "title: Injection; systems: chat")])
                .change("scope: out of scope; scope_reason: run by others"),
        ],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| redating::needs_reason_of_passed(proposal, &[STAGE.index()]),
        &[CHAT
            .before("title: Chat; owner: ana; scope: in scope; review: -1w")
            .change("review: +1m")],
    ),
];

const CHAT: Example = Example::of("chat", "title: Chat; owner: ana; stage: development; scope: in scope");

const DESIGNATED: &[(&str, &str, Fields)] = &[(
    organization::ID,
    organization::ID,
    "name: Acme; people: carla | Carla Rossi | CEO | | | | yes\nben | Ben Okafor | Developer",
)];

fn is_out(system: &Record) -> bool {
    system.get(SCOPE) == Some(Scope::Out)
}

/// Why a system was in scope is no reason why it is out.
fn leaves_scope_unsaid(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let leaves = proposal.before.is_some() && proposal.becomes(is_out) && !proposal.changes(SCOPE_REASON);
    leaves.then(|| {
        let sentence = format!("Say why {} is out of scope now.", proposal.after.id());
        (Remedy::Fill("scope_reason"), sentence)
    })
}

fn says_why(record: &Record) -> Vec<(&'static str, String)> {
    let is_bare = is_out(record) && record.get(SCOPE_REASON).is_empty();
    let out = is_bare.then(|| ("scope_reason", "A system out of scope needs the reason.".to_owned()));
    let overrides = record.get(GATE_OVERRIDE);
    let is_bare = overrides
        .iter()
        .any(|row| row.cells().iter().take(3).any(Value::is_empty));
    let sentence = "An override of the gate says on which day, by whom and why.";
    let bare = is_bare.then(|| ("gate_override", sentence.to_owned()));
    out.into_iter().chain(bare).collect()
}

/// A system that comes in as being in use was put into use before anybody could ask; its gate shows that it is closed.
fn through_closed_gate(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let (register, today) = (proposal.register, proposal.today());
    let before = proposal.before?;
    let missing = assessment::refusal(register, before, proposal.after, today);
    if missing.is_empty() {
        return None;
    }
    let (id, words) = (proposal.after.id(), assessment::by_provenance(&missing));
    let people = People::in_record(proposal.record(&organization::ID.into()));
    let who = assessment::who_decides(&people, today);
    let sentence = format!("The deployment gate of {id} is closed. {words} {who}");
    Some((Remedy::Fill("gate_override"), sentence))
}

/// Only somebody who may decides to use a system through its closed gate, and for a year at most.
fn decided_otherwise(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    if !proposal.changes(GATE_OVERRIDE) {
        return None;
    }
    let known = proposal
        .before
        .map(|before| before.get(GATE_OVERRIDE))
        .unwrap_or_default();
    let people = People::in_record(proposal.record(&organization::ID.into()));
    let overrides = proposal.after.get(GATE_OVERRIDE);
    let mut new = overrides.iter().filter(|row| !known.contains(row));
    let sentence = new.find_map(|row| assessment::refused_override(&people, *row, proposal.today()))?;
    Some((Remedy::Fill("gate_override"), sentence))
}
