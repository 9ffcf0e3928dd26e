//! The rules of reviews: what one that was held says, and why one is moved or given up.

use crate::domain::admission::redating;
use crate::domain::day::recurrence;
use crate::domain::kinds::review::{
    AUDITORS, DATE, DECISIONS, EVENT, EXCEPTIONS, Event, HELD, MINUTES, NOTED, POINTS, Points, STATUS, Status, check,
    independence, is_unaudited, subjects,
};
use crate::domain::kinds::{assessment, organization};
use crate::domain::record::Record;
use crate::domain::record::rules::{Example, KindRule, Proposal, Remedy};
use crate::domain::record::value::Value;

/// The rules of reviews.
pub const RULES: &[KindRule] = &[
    KindRule::record(
        "what a held review says",
        says_what_was_held,
        &[
            PLANNED.change("status: held"),
            PLANNED.change("status: held; held: today; event: internal audit"),
            PLANNED.change("every: now and then"),
        ],
    ),
    KindRule::change(
        "independent auditors",
        audited_by_others,
        &[PLANNED
            .beside(&[("system", "chat", "title: Chat; scope: in; owner: ben")])
            .change("status: held; held: today; event: internal audit; auditors: ben")],
    ),
    KindRule::change(
        "management review without a word",
        only_noted,
        &[PLANNED.change("status: held; held: today; event: management review; points: Context | 3 issues | Noted.")],
    ),
    KindRule::change(
        "management review without top management",
        without_top,
        &[PLANNED
            .beside(&[(
                "organization",
                "organization",
                "name: Acme; people: ben | Ben | Lead\ncarla | Carla | Board | | | | yes",
            )])
            .change("status: held; held: today; event: management review; attended: ben")],
    ),
    KindRule::change(
        OUTCOMES_UNWRITTEN,
        outcomes_unwritten,
        &[PLANNED
            .before("title: Suppliers; event: supplier review; date: -1w; status: planned")
            .beside(&[("supplier", "P-00001", "title: Hosting")])
            .change("status: held; held: today")],
    ),
    KindRule::change(
        "cancelled although it was held",
        cancelled_too_late,
        &[PLANNED
            .before(
                "title: Management review; event: management review; date: -1m; \
                status: held; held: -1m",
            )
            .change("status: cancelled; minutes: nobody came")],
    ),
    KindRule::change(
        "held although it was cancelled",
        held_too_late,
        &[PLANNED
            .before(
                "title: Management review; event: management review; date: -1m; \
                status: cancelled",
            )
            .change("status: held; held: -1w")],
    ),
    KindRule::change(
        "reason of cancelling",
        reason_of_cancelling,
        &[PLANNED.change("status: cancelled")],
    ),
    KindRule::change(
        "reason of putting off",
        reason_of_putting_off,
        &[PLANNED
            .before(
                "title: Management review; event: management review; date: -1w; \
                status: planned",
            )
            .change("date: +1m")],
    ),
    KindRule::change(
        redating::THE_PAST,
        refuses_the_past,
        &[PLANNED.change("date: 2020-01-01")],
    ),
    KindRule::change(
        "day of what was not held",
        held_while_planned,
        &[PLANNED.change("held: -1w")],
    ),
    KindRule::change(
        "review that was held",
        changes_what_was_held,
        &[HELD_BEFORE.change("status: planned"), HELD_BEFORE.change("date: +1m")],
    ),
];

/// The rule that a held review writes what came of it into what it looked at.
pub const OUTCOMES_UNWRITTEN: &str = "what came of a held review";

const HELD_BEFORE: Example = Example {
    before: "title: Management review; event: management review; date: -1m; \
        status: held; held: -1m",
    ..PLANNED
};

const PLANNED: Example = Example::of(
    "V-00001",
    "title: Management review; event: management review; date: +1m; \
    status: planned",
);

fn is_held(record: &Record) -> bool {
    record.get(STATUS) == Some(Status::Held)
}

fn is_cancelled(record: &Record) -> bool {
    record.get(STATUS) == Some(Status::Cancelled)
}

fn says_what_was_held(record: &Record) -> Vec<(&'static str, String)> {
    let undated = is_held(record) && record.get(HELD).is_none();
    let undated = undated.then(|| ("held", "A review that was held has the day on which it was.".to_owned()));
    let unclear =
        recurrence::problem(record.get(crate::domain::kinds::review::EVERY)).map(|problem| ("every", problem));
    let unnamed = is_held(record) && is_unaudited(record);
    let sentence = "An internal audit that was held says who audited (9.2.2).";
    let unnamed = unnamed.then(|| ("auditors", sentence.to_owned()));
    undated.into_iter().chain(unclear).chain(unnamed).collect()
}

/// A review of a day that is past is one that was held.
fn refuses_the_past(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let (remedy, sentence) = redating::refuses_the_past(proposal)?;
    let new_day = proposal.after.get(DATE).filter(|_| proposal.before.is_none());
    Some(match new_day {
        Some(day) => {
            let sentence = format!(
                "{day} is past. One that was held then comes in with status=held held={day}; one to come has a later day."
            );
            (Remedy::Fill("status"), sentence)
        }
        None => (remedy, sentence),
    })
}

fn held_while_planned(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let held = proposal.after.get(HELD).filter(|_| proposal.changes(HELD))?;
    (!is_held(proposal.after)).then(|| {
        let sentence =
            format!("Only a review that was held has a day on which it was; set the status to held with {held}.");
        (Remedy::Fill("status"), sentence)
    })
}

/// What was held is history: its planned day stays, and planning it again is looked at.
fn changes_what_was_held(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let before = proposal.before.filter(|before| is_held(before))?;
    let (id, held) = (before.id(), before.value(HELD.index()));
    if is_held(proposal.after) {
        let moves = proposal.changes(DATE);
        let sentence = || format!("{id} was held on {held}; a new planned day changes what was planned then.");
        return moves.then(|| (Remedy::Confirm, sentence()));
    }
    let again = !is_cancelled(proposal.after);
    again.then(|| {
        let sentence =
            format!("{id} was held on {held}. Planned again, it is no longer held, and that day is taken away.");
        (Remedy::Confirm, sentence)
    })
}

fn audited_by_others(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let now = proposal.becomes(is_held) || (is_held(proposal.after) && proposal.changes(AUDITORS));
    let own = now.then(|| independence::sentence(proposal.register, proposal.after))??;
    Some(if organization::is_strict(proposal.register) {
        (
            Remedy::Fill("auditors"),
            format!("{own} Strict approval asks for other auditors."),
        )
    } else {
        (Remedy::Confirm, own)
    })
}

/// Every point of a management review was only noted.
fn only_noted(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let after = proposal.after;
    let is_now = proposal.becomes(is_held) && after.get(EVENT) == Some(Event::ManagementReview);
    let points = after.get(POINTS);
    let said: Vec<_> = points.iter().map(|row| row.get(Points::SAID)).collect();
    let is_silent = said.contains(&NOTED) && said.iter().all(|text| text.is_empty() || *text == NOTED);
    let wordless = is_now && is_silent && after.get(DECISIONS).is_empty() && after.get(MINUTES).is_empty();
    let sentence =
        "Every point was only noted: nothing was said and nothing decided. An auditor asks what was looked at.";
    wordless.then(|| (Remedy::Confirm, sentence.to_owned()))
}

/// Nobody of those marked as top management is said to have been there.
fn without_top(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let (register, after) = (proposal.register, proposal.after);
    let is_now = proposal.becomes(is_held) && after.get(EVENT) == Some(Event::ManagementReview);
    let is_asked = is_now && organization::is_anybody_top(register);
    let is_there = check::top_took_part(register, after);
    let sentence = "Nobody of top management is said to have been there (9.3.1).";
    (is_asked && !is_there).then(|| (Remedy::Confirm, sentence.to_owned()))
}

/// A review becomes held, and of something it looked at nothing is written.
fn outcomes_unwritten(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let (register, after) = (proposal.register, proposal.after);
    if !proposal.becomes(is_held) || !proposal.is_decided_here() {
        return None;
    }
    let held = after.get(HELD)?;
    let mut without = subjects::subjects(register, after);
    without.retain(|thing| {
        let as_left = proposal.record(thing.id()).unwrap_or(thing);
        let begins = |one: &Record| {
            let names = one.get(assessment::REASON).contains(after.id().as_str());
            one.is(&assessment::KIND) && names && one.get(assessment::SYSTEM) == Some(thing.id())
        };
        !subjects::shows(register, as_left, after, held, proposal.today())
            && !proposal.touched.values().any(|one| begins(one))
    });
    if without.is_empty() {
        return None;
    }
    let sentence = format!(
        "Nothing is written about what {} looked at ({}). Closing it where it is held asks what came of each; \
         `aims hold` takes it as ID=OUTCOME.",
        after.id(),
        subjects::listed(&without)
    );
    Some((Remedy::Confirm, sentence))
}

fn cancelled_too_late(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let late = proposal.before.is_some_and(is_held) && is_cancelled(proposal.after);
    late.then(|| {
        let sentence = "This review is over; only one that is planned is cancelled.";
        (Remedy::Never, sentence.to_owned())
    })
}

fn held_too_late(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let late = proposal.before.is_some_and(is_cancelled) && is_held(proposal.after);
    late.then(|| {
        let sentence = "This review is over; only one that is planned is held.";
        (Remedy::Never, sentence.to_owned())
    })
}

fn reason_of_cancelling(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let planned = proposal.is_decided_here() && !proposal.before.is_some_and(is_held);
    let now = planned && proposal.becomes(is_cancelled);
    let without_reason = now && !proposal.changes(MINUTES);
    without_reason.then(|| {
        (
            Remedy::Because,
            format!("Cancelling {} needs the reason.", proposal.after.id()),
        )
    })
}

/// One of a series says among its exceptions why it was moved, another one in its minutes.
fn reason_of_putting_off(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    redating::needs_reason(proposal, &[MINUTES.index(), EXCEPTIONS.index()])
}

/// Why it was moved or cancelled stands in the minutes, and one that is planned again has no day on which it was held.
pub fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    let mut follows = Vec::new();
    let again = proposal.before.is_some_and(is_held) && proposal.after.is_open();
    if again {
        follows.push((HELD.index(), Value::Empty));
    }
    if let Some(reason) = proposal.context.because {
        if reason_of_cancelling(proposal).is_some() {
            follows.push(proposal.dated_line(MINUTES, &format!("cancelled: {reason}")));
        } else if reason_of_putting_off(proposal).is_some() {
            follows.extend(redating::reason_in(proposal, MINUTES));
        }
    }
    follows
}
