//! The rules of actions: what they wait for, how they are put off, and what follows once they are done.

use crate::domain::admission::redating;
use crate::domain::kinds::action::{
    CHECK_BY, CHECKED, CLOSED, EFFECT, EFFECTIVE, Effect, REASON, REDATED, RISKS, Redatings, SERVES, STATUS, Status,
    WAITS_FOR, check_by, way_among,
};
use crate::domain::kinds::{
    ALONE, CLOSING, ENDED, assessment, closed_while_open, day_of_closing, detail_set_alone, ends_otherwise,
    takes_rows_away,
};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::rules::{Example, KindRule, Proposal, Remedy};
use crate::domain::record::typed::Row;
use crate::domain::record::value::Value;

/// The rules of actions.
pub const RULES: &[KindRule] = &[
    KindRule::record(
        "reason of waiting or giving up",
        needs_reason,
        &[OPEN.change("status: blocked"), OPEN.change("status: cancelled")],
    ),
    KindRule::change(
        "reason without waiting or giving up",
        reason_of_nothing,
        &[OPEN.change("reason: no time")],
    ),
    KindRule::change(
        ENDED,
        |proposal| ends_otherwise(proposal, is_begun),
        &[
            DONE.change("status: cancelled; reason: not needed"),
            DONE.change("status: blocked; reason: no time"),
        ],
    ),
    KindRule::change(
        CLOSING,
        |proposal| closed_while_open(proposal, CLOSED),
        &[OPEN.change("closed: today")],
    ),
    KindRule::change("day of what is closed", closing_forgotten, &[DONE.change("closed:")]),
    KindRule::change(
        "waiting in a circle",
        waits_in_circle,
        &[
            OPEN.change("waits_for: T-00001"),
            OPEN.beside(&[(
                "action",
                "T-00009",
                "title: Filter; owner: ana; due: +1m; waits_for: T-00001",
            )])
            .change("waits_for: T-00009"),
        ],
    ),
    KindRule::change(
        "reason of putting off",
        |proposal| redating::needs_reason(proposal, &[]).filter(|_| !says_why(proposal)),
        &[OPEN
            .before("title: Log; owner: ana; status: open; due: -1m")
            .change("due: +1w")],
    ),
    KindRule::change(
        "re-datings so far",
        |proposal| takes_rows_away(proposal, REDATED.index(), "The re-datings so far stay"),
        &[OPEN
            .before(
                "title: Log; owner: ana; due: +1m; \
                redated: 2026-08-01 | 2026-07-01 | 2026-12-01 | vendor",
            )
            .change("redated:")],
    ),
    KindRule::change(
        "open action taken off what it is for",
        leaves_open,
        &[
            OPEN.beside(&[("risk", "R-00009", "title: Injection")])
                .before("title: Log; owner: ana; due: +1m; risks: R-00009")
                .change("risks:"),
            OPEN.beside(&[("finding", "F-00009", "title: No log; grade: minor; raised: -1m")])
                .before("title: Log; owner: ana; due: +1m; serves: F-00009")
                .change("serves:"),
        ],
    ),
    KindRule::change(
        redating::THE_PAST,
        redating::refuses_the_past,
        &[OPEN.change("due: 2020-01-01")],
    ),
    KindRule::change(
        "condition given up",
        gives_up_condition,
        &[OPEN
            .beside(&[
                ("system", "chat", "title: Chat"),
                (
                    "assessment",
                    "S-00001",
                    "title: Security review; type: security; system: chat; date: -1m; \
                    status: complete; by: ana; disposition: conditional; conditions: T-00001",
                ),
            ])
            .change("status: cancelled; reason: not needed")],
    ),
    KindRule::change(
        "effect of what is not done",
        effect_too_early,
        &[OPEN.change("effective: yes")],
    ),
    KindRule::change(
        "what was seen of an effect",
        effect_unseen,
        &[
            DONE.change("effective: yes"),
            DONE.change("effective: no"),
            OPEN.before(
                "title: Log; owner: ana; status: open; due: +1m; effective: no; \
                effect: nothing changed",
            )
            .change("status: done; effective: yes"),
        ],
    ),
    KindRule::change(
        ALONE,
        |proposal| detail_set_alone(proposal, EFFECTIVE.index(), &[EFFECT.index(), CHECKED.index()]),
        &[DONE.change("effect: fewer errors"), DONE.change("checked: today")],
    ),
    KindRule::change(
        "check of what is not done",
        check_too_early,
        &[OPEN.change("check_by: +1m")],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| redating::needs_reason_of_passed(proposal, &[STATUS.index(), EFFECTIVE.index(), CHECKED.index()]),
        &[OPEN
            .before(
                "title: Log; owner: ana; status: done; due: -2m; closed: -2m; \
                check_by: -1w",
            )
            .change("check_by: +1m")],
    ),
];

const OPEN: Example = Example::of("T-00001", "title: Log; owner: ana; status: open; due: +1m");

const DONE: Example = Example {
    before: "title: Log; owner: ana; status: done; closed: -1w; due: -1w",
    ..OPEN
};

fn is_done(action: &Record) -> bool {
    action.get(STATUS) == Some(Status::Done)
}

fn waits(action: &Record) -> bool {
    matches!(action.get(STATUS), Some(Status::Blocked | Status::Cancelled))
}

fn closing_forgotten(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let closed_on = |action: &Record| !action.is_open() && action.get(CLOSED).is_some();
    let is_forgotten = proposal.before.is_some_and(closed_on) && proposal.after.get(CLOSED).is_none();
    (is_forgotten && !is_begun(proposal.after)).then(|| {
        let sentence = "What is closed says since when; open it again, or give the right day.";
        (Remedy::Fill("closed"), sentence.to_owned())
    })
}

/// The reason belongs to the status, so that an import that is refused the one does not keep the other.
fn reason_of_nothing(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let says = proposal.is_decided_here() && proposal.changes(REASON) && !proposal.after.get(REASON).is_empty();
    (says && !waits(proposal.after)).then(|| {
        let sentence = "Only an action that is blocked or cancelled has a reason for it.";
        (Remedy::Fill("status"), sentence.to_owned())
    })
}

fn needs_reason(record: &Record) -> Vec<(&'static str, String)> {
    let waits = waits(record);
    let sentence = || ("reason", "A blocked or cancelled action needs the reason.".to_owned());
    (waits && record.get(REASON).is_empty())
        .then(sentence)
        .into_iter()
        .collect()
}

/// What is done or cancelled is opened again before it waits for anything, so that neither its check nor its day of
/// closing is passed over.
fn is_begun(action: &Record) -> bool {
    matches!(action.get(STATUS), None | Some(Status::Open | Status::Started))
}

fn check_too_early(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let says = proposal.changes(CHECK_BY) && proposal.after.get(CHECK_BY).is_some();
    (says && !is_done(proposal.after)).then(|| {
        let sentence = "Only an action that is done has a day to check its effect.";
        (Remedy::Never, sentence.to_owned())
    })
}

fn waits_in_circle(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    if !proposal.changes(WAITS_FOR) {
        return None;
    }
    let id = proposal.after.id();
    let waits_for: Vec<_> = proposal.after.get(WAITS_FOR).into_iter().cloned().collect();
    let sentence = refused_wait(id, &waits_for, |id| proposal.record(id))?;
    Some((Remedy::Fill("waits_for"), sentence))
}

/// Says why an action cannot wait for others, if so.
pub fn refused_wait<'a>(id: &Id, waits_for: &[Id], record: impl Fn(&Id) -> Option<&'a Record>) -> Option<String> {
    if waits_for.contains(id) {
        return Some(format!("{id} cannot wait for itself."));
    }
    let way: Vec<_> = way_among(id, waits_for, record)?
        .iter()
        .map(ToString::to_string)
        .collect();
    Some(format!(
        "That would be a circle: {} waits already.",
        way.join(" waits for ")
    ))
}

/// Taking an open action off what it is for leaves that without the action: a finding can be closed then.
fn leaves_open(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let (before, after) = (proposal.before?, proposal.after);
    if !after.is_open() || after.is_retired() {
        return None;
    }
    let served = |action: &Record| [RISKS.index(), SERVES.index()].map(|at| action.value(at).clone());
    let (now, then) = (served(after), served(before));
    let is_left = |id: &&Id| !now.iter().any(|value| value.ids().any(|other| other == *id));
    let is_open = |record: &&Record| record.is_open() && !record.is_retired();
    let left = then.iter().flat_map(Value::ids).filter(is_left);
    let left = left.filter_map(|id| proposal.record(id)).filter(is_open);
    let left: Vec<_> = left
        .map(|record| format!("{} {}", record.id(), record.title()))
        .collect();
    (!left.is_empty()).then(|| {
        let sentence = format!("{} is open and would no longer be for {}.", after.id(), left.join(", "));
        (Remedy::Confirm, sentence)
    })
}

/// Tells whether the edit itself records the re-dating with a reason.
fn says_why(proposal: &Proposal<'_>) -> bool {
    let Some(before) = proposal.before else { return false };
    let known = before.value(REDATED.index()).items();
    let rows = proposal.after.value(REDATED.index()).items();
    let reason = |row: &Value| Row::of(row).is_some_and(|row| row.says(Redatings::REASON));
    rows.iter().any(|row| !known.contains(row) && reason(row))
}

fn gives_up_condition(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let is_given_up = |action: &Record| action.is_retired() || action.get(STATUS) == Some(Status::Cancelled);
    if proposal.before.is_none() || !proposal.becomes(is_given_up) {
        return None;
    }
    let id = proposal.after.id();
    let asks = |one: &&Record| {
        !one.is_retired()
            && one.get(assessment::DISPOSITION) == Some(assessment::Disposition::Conditional)
            && one.get(assessment::CONDITIONS).contains(&id)
    };
    let of: Vec<_> = proposal
        .linked_of(&assessment::KIND, id)
        .filter(asks)
        .map(|one| format!("{} {}", one.id(), one.title()))
        .collect();
    (!of.is_empty()).then(|| {
        let sentence = format!(
            "{id} is a condition of {}. Given up it is not met, and the deployment gate stays closed.",
            of.join(", ")
        );
        (Remedy::Confirm, sentence)
    })
}

fn effect_too_early(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let was_done = proposal.before.is_some_and(is_done);
    let says = proposal.changes(EFFECTIVE) && proposal.after.get(EFFECTIVE).is_some();
    (says && !was_done && !is_done(proposal.after)).then(|| {
        let sentence = "Only the effect of an action that is done is checked.";
        (Remedy::Never, sentence.to_owned())
    })
}

/// Whoever judges an effect says what was seen; what was seen of an earlier attempt is no answer.
fn effect_unseen(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let judges = proposal.is_decided_here() && proposal.changes(EFFECTIVE) && proposal.after.get(EFFECTIVE).is_some();
    let is_done_again = proposal.becomes(is_done) && !proposal.changes(EFFECT);
    let unseen = judges && (is_done_again || proposal.after.get(EFFECT).is_empty());
    let sentence = "Whether an action had its effect is said with what was seen: a test, a figure, an incident.";
    unseen.then(|| (Remedy::Fill("effect"), sentence.to_owned()))
}

/// The day of closing follows the status, the check of the effect follows what is done, and a re-dating is kept.
pub fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    let mut follows = day_of_closing(proposal, STATUS, CLOSED);
    let after = proposal.after;
    let says_effect = proposal.changes(EFFECTIVE) && after.get(EFFECTIVE).is_some();
    if proposal.changes(STATUS)
        && waits(after)
        && !proposal.context.history
        && let Some(reason) = proposal.context.because
    {
        follows.push((REASON.index(), Value::text(reason)));
    }
    if proposal.becomes(is_done) && !says_effect {
        // What was seen of an earlier attempt says nothing about this one.
        follows.extend([EFFECTIVE.index(), CHECKED.index(), EFFECT.index()].map(|field| (field, Value::Empty)));
        if after.get(CHECK_BY).is_none_or(|day| day < proposal.today()) {
            let day = check_by(proposal.register, after, proposal.today());
            follows.push((CHECK_BY.index(), day.into()));
        }
    }
    if proposal.before.is_some_and(is_done) && !is_done(after) {
        // What is done again is checked again.
        follows.push((CHECK_BY.index(), Value::Empty));
    }
    if says_effect {
        follows.push((CHECKED.index(), proposal.today().into()));
        if after.get(EFFECTIVE) == Some(Effect::No) {
            // It is to be done again.
            follows.push((STATUS.index(), Status::Open.into()));
            follows.push((CLOSED.index(), Value::Empty));
            follows.push((CHECK_BY.index(), Value::Empty));
        }
    }
    if let Some((from, to)) = redating::put_off(proposal) {
        let reason = proposal.context.because.unwrap_or_default();
        let before = proposal.before.unwrap_or(after);
        follows.push((REDATED.index(), redated(before, (from, to), reason, proposal.today())));
    }
    follows
}

/// Returns the re-datings of an action with another one.
pub fn redated(
    action: &Record,
    (from, to): (chrono::NaiveDate, chrono::NaiveDate),
    reason: &str,
    today: chrono::NaiveDate,
) -> Value {
    let mut rows = action.value(REDATED.index()).items().to_vec();
    rows.push(Value::Row(
        [today.into(), from.into(), to.into(), Value::text(reason)].into(),
    ));
    Value::set(rows)
}
