//! The minutes of a management review (9.3.3): what was shown that day, what was said, what was decided.

use crate::domain::kinds::review::{self, Decisions, Event, Outcome, Status};
use crate::domain::kinds::{action, organization};
use crate::domain::record::Record;
use crate::report::document::text::Inline;
use crate::report::kinds::{Asks, INSIDE, Report, Subject};
use crate::report::making::{Class, Face, Making, Sensitivity, Sign};
use crate::report::tables;

/// The minutes.
pub static REPORT: Report = Report {
    face: Face {
        name: "minutes",
        class: Class::Record,
        sensitivity: Sensitivity::Confidential,
        signs: &[Sign::Chair, Sign::Recorder],
    },
    serves: &["9.3.3"],
    made_from: &[&review::KIND, &action::KIND, &organization::KIND],
    screens: &["calendar"],
    shows_levels: false,
    copies: INSIDE,
    subject: Some(Subject {
        kind: &review::KIND,
        fits: |one| {
            let is_held = one.get(review::STATUS) == Some(Status::Held);
            one.get(review::EVENT) == Some(Event::ManagementReview) && is_held && !one.is_retired()
        },
        what: "a management review that was held",
    }),
    asks: Asks::NOTHING,
    make,
};

fn make(making: &mut Making<'_>) {
    let Some(held) = making.basis.subject else { return };
    summary(making, held);
    present(making, held);
    making.section("minutes.earlier");
    match held
        .get(review::PREVIOUS)
        .and_then(|id| making.register().get(id.as_str()))
    {
        Some(previous) => tables::reviews::decisions(making, previous, "minutes.earlier_decisions"),
        None => making.nothing("minutes.no_previous"),
    }
    making.section("review.points");
    tables::reviews::points(making, held, "minutes.points", &[]);
    making.section("review.conclusion");
    tables::reviews::said(making, held, "review.conclusion", held.get(review::CONCLUSION));
    making.section("review.decisions");
    tables::reviews::decisions(making, held, "minutes.decisions_caption");
    for (outcome, key) in [
        (Outcome::Improvement, "minutes.no_improvement"),
        (Outcome::Change, "minutes.no_change"),
    ] {
        let mut rows = held.get(review::DECISIONS).into_iter();
        if !rows.any(|row| row.get(Decisions::OUTCOME) == Some(outcome)) {
            making.nothing(key);
        }
    }
    making.section("minutes.minutes");
    tables::reviews::said(making, held, "minutes.minutes", held.get(review::MINUTES));
    making.section("minutes.next");
    let next = making.register().of(&review::KIND).filter(|one| {
        let is_planned = one.get(review::STATUS) == Some(Status::Planned) || one.get(review::STATUS).is_none();
        one.get(review::EVENT) == Some(Event::ManagementReview) && is_planned && !one.is_retired()
    });
    match next.filter_map(|one| one.get(review::DATE)).min() {
        Some(day) => {
            let sentence = making.words.fill("minutes.next_on", &[("day", &day.to_string())]);
            making.paragraph(&sentence);
        }
        None => {
            let missing = making.empty(held, "minutes.next");
            making.points(missing.lines);
        }
    }
}

fn summary(making: &mut Making<'_>, held: &Record) {
    let decisions = held.get(review::DECISIONS);
    let of = |outcome: Outcome| {
        decisions
            .iter()
            .filter(|row| row.get(Decisions::OUTCOME) == Some(outcome))
            .count()
    };
    let counts = [
        ("points", held.get(review::POINTS).len()),
        ("decisions", decisions.len()),
        ("improvements", of(Outcome::Improvement)),
        ("changes", of(Outcome::Change)),
    ];
    let counts = counts.map(|(name, count)| (name, count.to_string()));
    let values: Vec<_> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
    making.short(&making.words.fill("minutes.short", &values));
}

/// Adds who was there, with top management marked, and who of the participants was not.
fn present(making: &mut Making<'_>, held: &Record) {
    making.section("review.present");
    let register = making.register();
    let attended = held.get(review::ATTENDED);
    if attended.is_empty() {
        let missing = making.empty(held, "review.present");
        return making.points(missing.lines);
    }
    let mut points = Vec::new();
    for handle in &attended {
        let mut line = vec![Inline::text(&making.person(handle))];
        if organization::is_top(register, handle) {
            line.push(Inline::text(&format!(" ({})", making.say("sign.top"))));
        }
        points.push(line);
    }
    making.points(points);
    if !attended.iter().any(|handle| organization::is_top(register, handle)) {
        making.nothing("minutes.no_top");
    }
    let is_absent = |handle: &&&str| {
        !attended
            .iter()
            .any(|one| organization::is_same_person(register, one, handle))
    };
    let participants = held.get(review::PARTICIPANTS);
    let excused: Vec<&str> = participants.iter().filter(is_absent).copied().collect();
    if !excused.is_empty() {
        let names = making.persons(&excused);
        making.paragraph(&making.words.fill("minutes.excused", &[("people", &names)]));
    }
}
