//! The rules of assessments. The conditions of a security review: a conditional one names some, and one that is not met
//! does not vanish unasked, whatever takes it away: its row, the disposition, the review, or a newer review. A complete
//! assessment is none that is still to come.

use chrono::NaiveDate;

use crate::domain::admission::redating;
use crate::domain::kinds::approval::entitled::{self, Approvers, ENTITLED, NAMED};
use crate::domain::kinds::assessment::{
    APPROVED_BY, APPROVED_ON, CONDITIONS, DATE, DISPOSITION, Disposition, KIND, STATUS, SYSTEM, Status, TYPE, Type,
    gate,
};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::record::rules::{Example, Fields, KindRule, Proposal, Remedy};

/// The rules of assessments.
pub const RULES: &[KindRule] = &[
    KindRule::record(
        "conditions",
        names_conditions,
        &[CONDITIONAL
            .beside(&[CHAT])
            .before(REVIEW)
            .change("disposition: conditional")],
    ),
    KindRule::change(
        "condition that is not met",
        drops_condition,
        &[
            CONDITIONAL.change("conditions: T-00008"),
            CONDITIONAL.change("disposition: proceed"),
            CONDITIONAL.change("disposition: restricted pilot"),
            CONDITIONAL.change("type: impact"),
            CONDITIONAL
                .beside(&[
                    CHAT,
                    OPEN,
                    DONE,
                    (
                        "assessment",
                        "S-00002",
                        "title: Security review; type: security; system: chat; date: -2m; \
                        status: complete; by: ana; disposition: conditional; conditions: T-00009",
                    ),
                ])
                .before(REVIEW)
                .change("status: complete; disposition: proceed"),
        ],
    ),
    KindRule::change(
        ENTITLED,
        |proposal| entitled::questioned_in(proposal, Approvers::Anybody, APPROVED_BY, APPROVED_ON),
        &[CONDITIONAL
            .beside(&[NAMED, CHAT])
            .before(REVIEW)
            .change("approved_by: dora; approved_on: today")],
    ),
    KindRule::change(
        "examination to come",
        is_to_come,
        &[
            CONDITIONAL.change("date: 2030-01-01"),
            CONDITIONAL
                .beside(&[CHAT])
                .before("title: Risk assessment; type: risk; system: chat; date: +1m; by: ana")
                .change("status: complete"),
        ],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| redating::needs_reason_of_passed(proposal, &[DATE.index(), STATUS.index(), DISPOSITION.index()]),
        &[CONDITIONAL
            .before(
                "title: Security review; type: security; system: chat; date: -1m; \
                valid_until: -1w",
            )
            .change("valid_until: +1m")],
    ),
];

const CONDITIONAL: Example = Example::of(
    "S-00001",
    "title: Security review; type: security; system: chat; date: -1m; \
    status: complete; by: ana; disposition: conditional; \
    conditions: T-00008, T-00009",
)
.beside(&[CHAT, OPEN, DONE]);

const CHAT: (&str, &str, Fields) = ("system", "chat", "title: Chat");

const OPEN: (&str, &str, Fields) = ("action", "T-00009", "title: Filter; owner: ana; due: +1m");

const DONE: (&str, &str, Fields) = (
    "action",
    "T-00008",
    "title: Log; owner: ana; due: -1m; status: done; closed: -1m",
);

const REVIEW: Fields = "title: Security review; type: security; system: chat; date: -1m; by: ana";

fn names_conditions(record: &Record) -> Vec<(&'static str, String)> {
    let unnamed = record.get(DISPOSITION) == Some(Disposition::Conditional) && record.get(CONDITIONS).is_empty();
    let sentence = || {
        let sentence = "A conditional disposition names the actions that are its conditions.";
        ("conditions", sentence.to_owned())
    };
    unnamed.then(sentence).into_iter().collect()
}

/// Refuses the day of a complete assessment that is still to come: it would hold for longer than it was looked.
fn is_to_come(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let says = proposal.changes(DATE) || proposal.changes(STATUS);
    let is_complete = proposal.after.get(STATUS) == Some(Status::Complete);
    let date = proposal.after.get(DATE).filter(|_| says && is_complete)?;
    let sentence = || format!("{date} is still to come; a complete assessment is of today or a day before.");
    (date > proposal.today()).then(|| (Remedy::Fill("date"), sentence()))
}

/// Asks for a second look when conditions that are not met keep a system from use before the change and not after it.
fn drops_condition(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let register = proposal.register;
    let mut systems: Vec<&Id> = proposal
        .before
        .and_then(|before| before.get(SYSTEM))
        .into_iter()
        .collect();
    systems.extend(proposal.after.get(SYSTEM).filter(|system| !systems.contains(system)));
    let of_systems = systems.into_iter().filter_map(|system| {
        let asked = proposal.record(system).filter(|system| gate::is_asked(system))?;
        let before = newest(register.linked_of(&KIND, asked.id()), asked.id())?;
        let now = proposal.linked_of(&KIND, asked.id()).chain([proposal.after]);
        let after = newest(now, asked.id());
        let kept = |id: &&Id| after.is_some_and(|after| conditions(after).contains(id));
        let dropped: Vec<_> = conditions(before)
            .into_iter()
            .filter(|id| !kept(id))
            .filter_map(|id| Some((id, gate::unmet(register, id)?)))
            .collect();
        (!dropped.is_empty()).then(|| {
            let named: Vec<_> = dropped
                .iter()
                .map(|(id, why)| format!("{id} ({})", why.item().label))
                .collect();
            let (of, system) = (before.id(), asked.id());
            match named.len() {
                1 => format!(
                    "{} is a condition of {of} that would no longer keep {system} from use.",
                    named[0]
                ),
                _ => format!(
                    "Conditions of {of} that would no longer keep {system} from use: {}.",
                    named.join(", ")
                ),
            }
        })
    });
    let sentences: Vec<_> = of_systems.collect();
    (!sentences.is_empty()).then(|| (Remedy::Confirm, sentences.join(" ")))
}

/// Returns the security review in force among some records that refer to a system.
fn newest<'a>(records: impl Iterator<Item = &'a Record>, system: &Id) -> Option<&'a Record> {
    let counts = |record: &&Record| {
        !record.is_retired()
            && record.get(SYSTEM) == Some(system)
            && record.get(TYPE) == Some(Type::Security)
            && record.get(STATUS) == Some(Status::Complete)
    };
    let by_day = |record: &&Record| -> (Option<NaiveDate>, Id) { (record.get(DATE), record.id().clone()) };
    records.filter(counts).max_by_key(by_day)
}

/// Returns the actions that are conditions of a review: those it names, unless it lets the system go on without them. One
/// that says no keeps them.
fn conditions(review: &Record) -> Vec<&Id> {
    match review.get(DISPOSITION) {
        Some(Disposition::Proceed | Disposition::RestrictedPilot) => Vec::new(),
        _ => review.get(CONDITIONS).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{bare, changed, put, register};

    #[test]
    fn a_review_that_is_retired_or_a_draft_again_takes_no_condition_away_unasked() {
        let register = register(&KIND, &CONDITIONAL);
        let review = register.get("S-00001").expect("a review").clone();
        for fields in [&[("retired", "today")], &[("status", "draft")]] {
            let mut objections = changed(&register, &put(review.clone(), fields), &bare()).objections;
            objections.retain(|objection| objection.rule == "condition that is not met");
            assert_eq!(objections.len(), 1, "{fields:?}: {objections:?}");
            assert_eq!(
                objections[0].sentence,
                "T-00009 (not done) is a condition of S-00001 that would no longer keep chat from use."
            );
        }
    }

    #[test]
    fn a_stricter_disposition_and_a_condition_that_is_met_ask_nothing() {
        let register = register(&KIND, &CONDITIONAL);
        let review = register.get("S-00001").expect("a review").clone();
        for field in [("disposition", "hold"), ("conditions", "T-00009"), ("note", "seen")] {
            let objections = changed(&register, &put(review.clone(), &[field]), &bare()).objections;
            assert_eq!(objections, [], "{field:?}");
        }
    }
}
