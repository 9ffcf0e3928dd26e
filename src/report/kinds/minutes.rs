//! The minutes of a management review (9.3.3): what was shown that day, what was said, what was decided.

use crate::domain::kinds::review::{self, Decisions, Event, Outcome, Points, Status};
use crate::domain::kinds::{action, organization};
use crate::domain::record::Record;
use crate::domain::record::typed::Row;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::kinds::{Asks, INSIDE, Report, Subject};
use crate::report::making::{Asked, Class, Face, Making, Sensitivity, Sign};
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
        Some(previous) => decisions(making, previous, "minutes.earlier_decisions"),
        None => making.nothing("minutes.no_previous"),
    }
    points(making, held);
    making.section("minutes.conclusion");
    said(making, held, "minutes.conclusion", held.get(review::CONCLUSION));
    making.section("minutes.decisions");
    decisions(making, held, "minutes.decisions_caption");
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
    said(making, held, "minutes.minutes", held.get(review::MINUTES));
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
    making.section("minutes.present");
    let register = making.register();
    let attended = held.get(review::ATTENDED);
    if attended.is_empty() {
        let missing = making.empty(held, "minutes.present");
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

/// Adds what was looked at: what the register said on the day is testimony and never computed again.
fn points(making: &mut Making<'_>, held: &Record) {
    making.section("minutes.points");
    let points = held.get(review::POINTS);
    if points.is_empty() {
        return making.nothing("minutes.no_points");
    }
    let mut rows = Vec::new();
    for row in points {
        let point = row.text(Points::POINT);
        let cell = |making: &mut Making<'_>, label: &'static str, text: &str| match text {
            "" => {
                let place = format!("{}: {point}", held.id());
                let label = making.say(label);
                Cell::missing(&making.lacking(&place, label, crate::report::making::Lack::Recorded))
            }
            text => Cell::text(text),
        };
        let shown = cell(making, "minutes.shown", row.text(Points::SHOWN));
        let said = cell(making, "minutes.said", row.text(Points::SAID));
        rows.push(vec![Cell::text(point), shown, said]);
    }
    making.table(Asked {
        caption: making.say("minutes.points"),
        columns: &[
            ("minutes.point", Width::Plain),
            ("minutes.shown", Width::Wide),
            ("minutes.said", Width::Wide),
        ],
        rows,
        note: making.say("minutes.points_note"),
    });
}

fn said(making: &mut Making<'_>, held: &Record, label: &'static str, text: &str) {
    if text.is_empty() {
        let missing = making.empty(held, label);
        return making.points(missing.lines);
    }
    for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
        making.paragraph(paragraph);
    }
}

/// Adds the decisions of a review with what became of them.
fn decisions(making: &mut Making<'_>, held: &Record, caption: &'static str) {
    let decisions = held.get(review::DECISIONS);
    if decisions.is_empty() {
        return making.nothing("minutes.no_decisions");
    }
    let rows = decisions
        .iter()
        .enumerate()
        .map(|(nth, row)| decision(making, held, nth, *row))
        .collect();
    making.table(Asked {
        caption: making.say(caption),
        columns: &[
            ("col.number", Width::Narrow),
            ("minutes.decision", Width::Wide),
            ("minutes.kind", Width::Plain),
            ("minutes.from_point", Width::Plain),
            ("action.action", Width::Wide),
            ("field.owner", Width::Plain),
            ("action.due", Width::Narrow),
            ("action.state", Width::Narrow),
        ],
        rows,
        note: making.say("minutes.decisions_note"),
    });
}

fn decision(making: &mut Making<'_>, held: &Record, nth: usize, row: Row<'_, Decisions>) -> Vec<Cell> {
    let action = row
        .get(Decisions::ACTION)
        .and_then(|id| making.register().get(id.as_str()));
    let kind = match row.get(Decisions::OUTCOME) {
        Some(outcome) => Cell::text(making.choice(outcome)),
        None => making.empty(held, "minutes.kind"),
    };
    let point = match row.text(Decisions::POINT) {
        "" => making.empty(held, "minutes.from_point"),
        point => Cell::text(point),
    };
    let mut cells = vec![
        Cell::number(nth + 1),
        Cell::text(row.text(Decisions::DECISION)),
        kind,
        point,
    ];
    match action {
        Some(action) => {
            let named = Cell::of(making.record(action.id()));
            cells.extend([
                named,
                making.person_of(action, "field.owner", action.owner()),
                making.day_of(action, "action.due", action.get(action::DUE)),
                tables::actions::state(making, action),
            ]);
        }
        None => {
            cells.push(Cell::missing(making.say("missing.none")));
            cells.resize_with(8, Cell::none);
        }
    }
    cells
}
