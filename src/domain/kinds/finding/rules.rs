//! The rules of findings: what is said before one is closed, who verifies, and why one is opened again.

use crate::domain::admission::{left, redating};
use crate::domain::kinds::finding::{
    CAUSE, CLOSED, CORRECTION, GRADE, Grade, NOTE, STATUS, Status, Step, VERIFICATION, VERIFIED, VERIFIED_BY, acted,
    actions, is_nonconformity, step,
};
use crate::domain::kinds::{ALONE, CLOSING, ENDED, closed_while_open, day_of_closing, ends_otherwise};
use crate::domain::kinds::{action, detail_set_alone, organization};
use crate::domain::record::Record;
use crate::domain::record::rules::{Example, Fields, KindRule, Proposal, Remedy};
use crate::domain::record::value::Value;

/// The rules of findings.
pub const RULES: &[KindRule] = &[
    KindRule::record(
        "what a closed finding says",
        says_what_was_done,
        &[
            OPEN.change("status: closed; cause: no template; verified_by: carla"),
            OPEN.change("status: closed; correction: written; verified_by: carla"),
            OPEN.change("status: closed; correction: written; cause: no template"),
            OPEN.change("status: withdrawn"),
        ],
    ),
    KindRule::change(
        "steps before closing",
        skips_steps,
        &[OPEN.change(
            "status: closed; correction: written; cause: no template; \
            verified_by: carla",
        )],
    ),
    KindRule::change(
        CLOSING,
        |proposal| closed_while_open(proposal, CLOSED),
        &[OPEN.change("closed: today")],
    ),
    KindRule::change(
        ENDED,
        |proposal| ends_otherwise(proposal, Record::is_open),
        &[OPEN.before(CLOSED_BEFORE).change("status: withdrawn; note: an error")],
    ),
    KindRule::change(
        ALONE,
        |proposal| detail_set_alone(proposal, VERIFIED_BY.index(), &[VERIFIED.index(), VERIFICATION.index()]),
        &[
            OPEN.change("verified: today"),
            OPEN.change("verification: no case since"),
        ],
    ),
    KindRule::change(
        "verification by another",
        verified_by_another,
        &[
            OPEN.change("verified_by: ben"),
            OPEN.beside(&[(organization::ID, organization::ID, "name: Acme; strict_approval: yes")])
                .change("verified_by: ben"),
        ],
    ),
    KindRule::change(
        "reason of opening again",
        reason_of_opening,
        &[OPEN.before(CLOSED_BEFORE).change("status: open")],
    ),
    KindRule::change(
        "reason of a lower grade",
        reason_of_grade,
        &[
            OPEN.change("grade: opportunity"),
            OPEN.before(MAJOR).change("grade: minor"),
            OPEN.change("grade: good practice; status: closed"),
        ],
    ),
    KindRule::change(
        "reason of putting off",
        |proposal| redating::needs_reason(proposal, &[NOTE.index()]),
        &[OPEN
            .before(
                "title: Audit without criteria; grade: minor; raised: -1m; status: open; \
                due: -1w",
            )
            .change("due: +1m")],
    ),
    KindRule::change(
        redating::THE_PAST,
        redating::refuses_the_past,
        &[OPEN.change("due: 2020-01-01")],
    ),
    KindRule::change(
        left::OPEN,
        leaves_actions,
        &[
            OPEN.beside(&[("action", "T-00009", FILTER)])
                .change("status: withdrawn; note: an error"),
            OPEN.beside(&[(
                "action",
                "T-00009",
                "title: Filter; serves: F-00001; requirements: 9.2; owner: ana; due: +1m",
            )])
            .change("status: withdrawn; note: an error"),
        ],
    ),
];

const FILTER: Fields = "title: Filter; serves: F-00001; owner: ana; due: +1m";

const CLOSED_BEFORE: Fields = "title: Audit without criteria; grade: opportunity; raised: -1m; \
    status: closed";

const MAJOR: Fields = "title: Audit without criteria; grade: major; raised: -1m; owner: ben; status: open; due: +1m";

const OPEN: Example = Example::of(
    "F-00001",
    "title: Audit without criteria; grade: minor; raised: -1m; owner: ben; \
    status: open; due: +1m",
);

fn says_what_was_done(record: &Record) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    let closed = record.get(STATUS) == Some(Status::Closed);
    if closed && is_nonconformity(record) {
        for (field, value, sentence) in [
            (
                "correction",
                record.get(CORRECTION),
                "A closed nonconformity says how it was corrected.",
            ),
            (
                "cause",
                record.get(CAUSE),
                "A closed nonconformity says its cause (10.2).",
            ),
            (
                "verified_by",
                record.get(VERIFIED_BY),
                "A closed nonconformity says who verified it.",
            ),
        ] {
            if value.is_empty() {
                problems.push((field, sentence.to_owned()));
            }
        }
    }
    if record.get(STATUS) == Some(Status::Withdrawn) && record.get(NOTE).is_empty() {
        problems.push(("note", "A withdrawn finding says why.".to_owned()));
    }
    problems
}

/// A finding is closed once nothing is left to do; one that was imported closed is history. What it has to say itself is
/// another rule.
fn skips_steps(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let was_over = proposal.before.is_some_and(|before| !before.is_open());
    let closes = proposal.becomes(|record| record.get(STATUS) == Some(Status::Closed));
    if !closes || was_over || !proposal.is_decided_here() {
        return None;
    }
    let as_open = proposal.after.clone().with(STATUS, Status::Open);
    let id = as_open.id();
    let sentence = match step(proposal.register, &as_open)? {
        Step::Act => format!("{id} cannot be closed: it has no corrective action."),
        Step::Finish => {
            let open: Vec<_> = actions(proposal.register, &as_open)
                .filter(|action| action.is_open())
                .map(|action| action.id().to_string())
                .collect();
            match &*open {
                [one] => format!("{id} cannot be closed: its action {one} is open."),
                _ => format!(
                    "{id} cannot be closed: {} of its actions are open: {}.",
                    open.len(),
                    open.join(", ")
                ),
            }
        }
        _ => return None,
    };
    Some((Remedy::Never, sentence))
}

/// Asks for a second look when a finding ends that has open actions. They are named whatever else they serve: while one
/// of them is open, nobody can close it either.
fn leaves_actions(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let before = proposal.before.filter(|before| before.is_open())?;
    if proposal.after.is_open() {
        return None;
    }
    let left = proposal.linked_of(&action::KIND, before.id());
    let mut left: Vec<_> = left.filter(|action| action.is_open()).collect();
    left.sort_by_key(|action| action.id().clone());
    (!left.is_empty()).then(|| {
        let sentence = format!("Open actions serve {}: {}.", before.id(), left::named(&left));
        (Remedy::Confirm, sentence)
    })
}

/// Says why somebody is not independent of a finding that they verify, if so: they own it or one of its actions.
pub fn own_verification(
    register: &crate::domain::register::Register,
    finding: &Record,
    verifier: &str,
) -> Option<String> {
    let acted = acted(register, finding, verifier).filter(|_| !verifier.is_empty())?;
    Some(format!("{verifier} owns {}.", acted.id()))
}

fn verified_by_another(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    if !proposal.changes(VERIFIED_BY) || proposal.after.get(GRADE).is_none() {
        return None;
    }
    let reason = own_verification(proposal.register, proposal.after, proposal.after.get(VERIFIED_BY))?;
    Some(if organization::is_strict(proposal.register) {
        let sentence = format!("{reason} The organization asks for somebody else (strict approval).");
        (Remedy::Never, sentence)
    } else {
        let sentence =
            format!("{reason} Whether a corrective action had its effect is seen better by somebody else (10.2).");
        (Remedy::Confirm, sentence)
    })
}

fn is_reopened(proposal: &Proposal<'_>) -> bool {
    let is_over = |record: &Record| matches!(record.get(STATUS), Some(Status::Closed | Status::Withdrawn));
    proposal.before.is_some_and(is_over) && !is_over(proposal.after)
}

fn reason_of_opening(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let without_reason = is_reopened(proposal) && !proposal.changes(NOTE);
    without_reason.then(|| {
        (
            Remedy::Because,
            format!("Opening {} again needs the reason.", proposal.after.id()),
        )
    })
}

/// Tells whether a nonconformity becomes a lesser one, or none.
fn is_lowered(proposal: &Proposal<'_>) -> bool {
    let weight = |record: &Record| match record.get(GRADE) {
        Some(Grade::Major) => 2,
        Some(Grade::Minor) => 1,
        Some(Grade::Opportunity | Grade::Positive) | None => 0,
    };
    proposal
        .before
        .is_some_and(|before| weight(before) > weight(proposal.after))
}

fn reason_of_grade(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let before = proposal
        .before
        .filter(|_| is_lowered(proposal) && !proposal.changes(NOTE))?;
    let sentence = format!(
        "{} is a {}; a lower grade needs the reason.",
        before.id(),
        before.value(GRADE.index())
    );
    Some((Remedy::Because, sentence))
}

/// The day of closing follows the status, that of a verification is today, and what is reopened is verified once more.
pub fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    let mut follows = day_of_closing(proposal, STATUS, CLOSED);
    if proposal.changes(VERIFIED_BY) && !proposal.after.get(VERIFIED_BY).is_empty() {
        follows.push((VERIFIED.index(), proposal.today().into()));
    }
    if is_reopened(proposal) {
        // What was seen then stays readable; whether it holds is to be seen again.
        follows.push((VERIFIED_BY.index(), Value::Empty));
        follows.push((VERIFIED.index(), Value::Empty));
    }
    let withdraws =
        !proposal.context.history && proposal.becomes(|finding| finding.get(STATUS) == Some(Status::Withdrawn));
    if let Some(reason) = proposal
        .context
        .because
        .filter(|_| withdraws || reason_of_opening(proposal).is_some() || reason_of_grade(proposal).is_some())
    {
        follows.push(proposal.dated_line(NOTE, reason));
    } else {
        follows.extend(redating::reason_in(proposal, NOTE));
    }
    follows
}
