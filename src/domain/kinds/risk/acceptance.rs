//! What the acceptance of a risk says: who accepts what, from when until when and why, as a whole or not at all.

use chrono::{Months, NaiveDate};

use crate::domain::kinds::risk::check::residual_above;
use crate::domain::kinds::risk::{
    ACCEPTANCE_REASON, ACCEPTED_BY, ACCEPTED_ON, ACCEPTED_UNTIL, KIND, STATUS, Status, TREATMENT, acceptance_holds,
    current_level,
};
use crate::domain::record::Record;
use crate::domain::record::rules::{Proposal, Remedy};

/// For how many months an acceptance holds without a second look at its day.
const LONG: Months = Months::new(12);

/// For how many months it can hold: what is accepted for longer is judged as if it had ended then.
const LONGEST: Months = Months::new(24);

/// The terms of an acceptance.
pub(super) const TERMS: [usize; 4] = [
    ACCEPTED_BY.index(),
    ACCEPTED_ON.index(),
    ACCEPTED_UNTIL.index(),
    ACCEPTANCE_REASON.index(),
];

pub(super) fn accepted_needs(record: &Record) -> Vec<(&'static str, String)> {
    if !is_accepted(record) {
        return Vec::new();
    }
    let needed = [ACCEPTED_BY.index(), ACCEPTED_UNTIL.index(), ACCEPTANCE_REASON.index()];
    let missing = needed.into_iter().filter(|field| record.lacks(*field));
    let objections = missing.map(|field| {
        let field = &KIND.fields[field];
        (
            field.name,
            format!("An accepted risk needs: {}.", field.label.to_lowercase()),
        )
    });
    objections.collect()
}

pub(super) fn is_accepted(record: &Record) -> bool {
    record.get(STATUS) == Some(Status::Accepted)
}

/// Asks for a second look when an accepted risk is judged higher than it was when it was accepted.
pub(super) fn outgrown(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let before = proposal.before.filter(|before| is_accepted(before))?;
    if !is_accepted(proposal.after) || accepts(proposal) {
        return None;
    }
    let method = proposal.register.method();
    let (from, to) = (current_level(method, before)?, current_level(method, proposal.after)?);
    (to > from).then(|| {
        let (by, from, to) = (before.get(ACCEPTED_BY), method.band_name(from), method.band_name(to));
        let sentence = format!("{by} accepted it as {from}; as {to} nobody has.");
        (Remedy::Confirm, sentence)
    })
}

/// A risk is accepted as a whole or not at all. One that is closed keeps its acceptance as history; of one that is treated what
/// is to remain above the appetite is accepted while it is open.
pub(super) fn accepted_by_halves(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let after = proposal.after;
    let is_residual = after.get(STATUS) == Some(Status::Open) && residual_above(proposal.register, after);
    if is_accepted(after) || is_residual || after.get(STATUS) == Some(Status::Closed) {
        return None;
    }
    let is_set = |field: &usize| proposal.sets(*field) && !after.value(*field).is_empty();
    let label = KIND.fields[TERMS.into_iter().find(is_set)?].label;
    let sentence = format!("{label} is said of a risk that is not accepted; set the status to accepted as well.");
    Some((Remedy::Fill("status"), sentence))
}

/// Tells whether a change accepts a risk: for the first time, or on other terms than before.
pub(super) fn accepts(proposal: &Proposal<'_>) -> bool {
    let terms =
        proposal.changes(ACCEPTED_BY) || proposal.changes(ACCEPTED_UNTIL) || proposal.changes(ACCEPTANCE_REASON);
    is_accepted(proposal.after) && (terms || proposal.becomes(is_accepted))
}

pub(super) fn accepted_until(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let until = proposal.after.get(ACCEPTED_UNTIL).filter(|_| accepts(proposal))?;
    // An acceptance that comes in as history may be over by now, which a check tells.
    let first = if proposal.is_decided_here() {
        proposal.today()
    } else {
        until.min(proposal.today())
    };
    refused_end(until, first)
        .map(|sentence| (Remedy::Fill("accepted_until"), sentence))
        .or_else(|| {
            let latest = proposal.today().checked_add_months(LONG)?;
            let long = || format!("The acceptance would hold until {until}, longer than a year.");
            (until > latest).then(|| (Remedy::Confirm, long()))
        })
}

/// Says why no acceptance ends on a day, if so.
fn refused_end(until: NaiveDate, today: NaiveDate) -> Option<String> {
    if until < today {
        return Some(format!("An acceptance holds until today or later; {until} is past."));
    }
    let latest = today.checked_add_months(LONGEST)?;
    (until > latest).then(|| format!("An acceptance holds for two years at most, until {latest}; {until} is later."))
}

pub(super) fn ends_before_it_begins(record: &Record) -> Vec<(&'static str, String)> {
    let days = (record.get(ACCEPTED_ON), record.get(ACCEPTED_UNTIL));
    let (Some(on), Some(until)) = days else {
        return Vec::new();
    };
    let sentence = || format!("The acceptance of {on} would end before it, on {until}.");
    let wrong = (is_accepted(record) && until < on).then(|| ("accepted_until", sentence()));
    wrong.into_iter().collect()
}

/// Tells whether a change opens an accepted risk again. One that is closed or retired keeps its acceptance as history.
pub(super) fn is_taken_back(proposal: &Proposal<'_>) -> bool {
    let open = matches!(proposal.after.get(STATUS), None | Some(Status::Open | Status::Draft));
    proposal.before.is_some_and(is_accepted) && open
}

pub(super) fn takes_back(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let before = proposal.before.filter(|_| is_taken_back(proposal))?;
    let option = proposal.after.value(TREATMENT.index());
    let option = if option.is_empty() {
        String::new()
    } else {
        format!(" Its option stays {option}.")
    };
    let sentence = format!(
        "{} is {}. That ends; the note keeps it.{option}",
        before.id(),
        acceptance(before)
    );
    Some((Remedy::Confirm, sentence))
}

/// Says who accepted a risk until when and why: `accepted by ben until 2027-01-01: rare`.
pub(super) fn acceptance(risk: &Record) -> String {
    let mut text = format!("accepted by {}", risk.get(ACCEPTED_BY));
    if let Some(until) = risk.get(ACCEPTED_UNTIL) {
        text.push_str(&format!(" until {until}"));
    }
    match risk.get(ACCEPTANCE_REASON) {
        "" => text,
        reason => format!("{text}: {reason}"),
    }
}

pub(super) fn replaces_acceptance(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let before = proposal
        .before
        .filter(|before| acceptance_holds(proposal.register, before, proposal.today()))?;
    accepts(proposal).then(|| {
        let sentence = format!("{} is {} already. This replaces it.", before.id(), acceptance(before));
        (Remedy::Confirm, sentence)
    })
}
