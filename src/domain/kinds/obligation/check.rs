//! Check rules of obligations: recorded at all, and met and looked at in time (4.2).

use chrono::NaiveDate;

use crate::domain::kinds::check::intervals::{self, Due, Interval};
use crate::domain::kinds::obligation::{self, Status, TakenOn};
use crate::domain::kinds::organization;
use crate::domain::kinds::organization::check::people::unowned;
use crate::domain::kinds::review::{self, Event};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

/// The check rules of obligations.
pub static RULES: &[&Rule] = &[&NONE, &LATE, &UNFOUNDED];

/// How many months lie between two looks at an obligation where nobody says otherwise.
const A_YEAR: u32 = 12;

/// No legal or contractual requirement is recorded.
pub static NONE: Rule = Rule {
    code: "AIMS-W820",
    name: "obligations",
    sentence: "No legal or contractual requirement is recorded.",
    clauses: &["4.2"],
    class: Class::ADVICE_PLANNED,
    once_begun: true,
    why: "What parties need is often law or contract, with days of its own.",
    mend: "Add what law and contracts ask of the systems.",
    of: Subject::Whole,
    raise: |asked| {
        if asked.register.of(&obligation::KIND).any(|record| !record.is_retired()) {
            return nothing();
        }
        at("", "No legal or contractual requirement is recorded.").into()
    },
    cleared_by: Some((
        "obligation",
        "N-00000",
        "title: Tell staff; source: law; taken_on: yes; status: open",
    )),
    ..Rule::PLAIN
};

/// A requirement taken on was to be met or looked at again.
pub static LATE: Rule = Rule {
    code: "AIMS-E822",
    name: "obligation-late",
    sentence: "A requirement taken on was to be met or looked at again.",
    clauses: &["4.2"],
    class: Class::OWN,
    why: "The organization took it on and set the day itself.",
    mend: "Say that it is met, or look at it again and set the next day.",
    of: Subject::Each(|asked| asked.record.get(obligation::TAKEN_ON) == Some(TakenOn::Yes)),
    raise: |asked| {
        let record = asked.record;
        let mut raised = nothing();
        if let Some(due) = record
            .get(obligation::DUE)
            .filter(|due| is_unmet(record) && *due < asked.today)
        {
            // Neither law nor contract gives days of grace.
            raised.push(at("due", format!("It was to be met by {due}.")));
        }
        if let Some(due) = next_look(asked.register, record, asked.today) {
            raised.extend(due.raise(asked, "review", |day| format!("To look at it again was due on {day}.")));
        }
        raised
    },
    example: Example::of(
        "N-00000",
        "title: Tell staff; source: law; taken_on: yes; status: open; due: -1d",
    )
    .change("status: met"),
    ..Rule::PLAIN
};

/// Returns by which day a requirement is to be looked at again. One at which nobody looked yet, and that says no day or one too
/// far ahead, is looked at an interval after the AIMS began or the requirement applies.
pub fn next_look(register: &Register, record: &Record, today: NaiveDate) -> Option<Due> {
    let looked_at = intervals::last_review(register, record, today, |event, review| {
        event == Event::ObligationsReview && review.get(review::ABOUT).is_empty()
    });
    let interval = interval(register);
    let own = record.get(obligation::REVIEW);
    if looked_at.is_some() {
        return intervals::due(own, looked_at, interval);
    }
    let begun = register.get(organization::ID)?.get(organization::AIMS_SINCE);
    let needed = || Interval::usual_months(A_YEAR).after(begun.max(record.get(obligation::FROM))?);
    intervals::due(intervals::within_reach(own, interval, today), None, interval).or_else(needed)
}

/// Returns how often requirements are looked at: as the cadence of their review says, else every year.
pub fn interval(register: &Register) -> Interval {
    Interval::of_event(register, Event::ObligationsReview).unwrap_or(Interval::usual_months(A_YEAR))
}

/// It is said to be met, and neither how nor who answers for it; or it is not, and nobody says by when.
static UNFOUNDED: Rule = Rule {
    code: "AIMS-W823",
    name: "obligation-unfounded",
    sentence: "It is not said how a requirement is met, who answers for it, or by when it will be met.",
    clauses: &["4.2"],
    class: Class::ADVICE_PLANNED,
    why: "Whoever asks whether a requirement is met asks how, and whom to ask.",
    mend: "Say how it is met and who answers for it; of one that is not met yet, by which day it will be.",
    of: Subject::Each(|asked| {
        let is_taken_on = asked.record.get(obligation::TAKEN_ON) == Some(TakenOn::Yes);
        asked.record.get(obligation::STATUS) == Some(Status::Met) || is_taken_on && is_unmet(asked.record)
    }),
    raise: |asked| {
        if is_unmet(asked.record) {
            return unplanned(asked).into_iter().collect();
        }
        let is_unsaid = asked.record.get(obligation::HOW).is_empty();
        let how = is_unsaid.then(|| at("how", "It is said to be met, and not how."));
        let owner = unowned(asked, "It is said to be met, and nobody answers for it.");
        how.into_iter().chain(owner).collect()
    },
    example: Example::of(
        "N-00000",
        "title: Tell staff; source: law; taken_on: yes; status: met; owner: ana",
    )
    .change("how: A notice at the first login"),
    ..Rule::PLAIN
};

/// Tells whether a requirement is not met yet, as far as anybody says.
fn is_unmet(record: &Record) -> bool {
    matches!(record.get(obligation::STATUS), Some(Status::Open) | None)
}

/// Raises that a requirement is not met, and that nobody says by which day it will be. It
/// weighs where it applies already.
fn unplanned(asked: &Asked<'_>) -> Option<Raised> {
    let from = asked.record.get(obligation::FROM);
    let is_silent = asked.record.get(obligation::DUE).is_none() && from.is_none_or(|from| from <= asked.today);
    is_silent.then(|| match from {
        Some(from) => at(
            "due",
            format!("It applies since {from}, is not met, and no day is said by which it will be."),
        )
        .class(Class::OWN),
        None => at("due", "It is not met, and no day is said by which it will be."),
    })
}
