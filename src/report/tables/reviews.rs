//! What a review that was held left: its points, its decisions, its texts.

use crate::domain::kinds::action;
use crate::domain::kinds::review::{self, Decisions, Points};
use crate::domain::record::Record;
use crate::domain::record::typed::Row;
use crate::report::document::table::{Cell, Width};
use crate::report::making::{Asked, Lack, Making};
use crate::report::tables;

/// Adds a text that a review says, paragraph by paragraph, or that it is not recorded.
pub fn said(making: &mut Making<'_>, held: &Record, label: &'static str, text: &str) {
    if text.is_empty() {
        let missing = making.empty(held, label);
        return making.points(missing.lines);
    }
    for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
        making.paragraph(paragraph);
    }
}

/// Adds what was looked at. What the register said on the day is testimony and never computed again. What belongs to the scope and
/// has no point has its row all the same.
pub fn points(making: &mut Making<'_>, held: &Record, caption: &'static str, without: &[String]) {
    let points = held.get(review::POINTS);
    if points.is_empty() && without.is_empty() {
        return making.nothing("review.no_points");
    }
    let mut rows = Vec::new();
    for row in points {
        let point = row.text(Points::POINT);
        let cell = |making: &mut Making<'_>, label: &'static str, text: &str| match text {
            "" => {
                let place = format!("{}: {point}", held.id());
                let label = making.say(label);
                Cell::missing(&making.lacking(&place, label, Lack::Recorded))
            }
            text => Cell::text(text),
        };
        let shown = cell(making, "review.shown", row.text(Points::SHOWN));
        let said = cell(making, "review.said", row.text(Points::SAID));
        rows.push(vec![Cell::text(point), shown, said]);
    }
    for point in without {
        rows.push(vec![
            Cell::text(point),
            Cell::missing(making.say("review.in_scope")),
            Cell::default(),
        ]);
    }
    making.table(Asked {
        caption: making.say(caption),
        columns: &[
            ("review.point", Width::Plain),
            ("review.shown", Width::Wide),
            ("review.said", Width::Wide),
        ],
        rows,
        note: making.say("review.points_note"),
    });
}

/// Adds the decisions of a review with what became of them.
pub fn decisions(making: &mut Making<'_>, held: &Record, caption: &'static str) {
    let decisions = held.get(review::DECISIONS);
    if decisions.is_empty() {
        return making.nothing("review.no_decisions");
    }
    let decided = decisions.iter().enumerate();
    let rows = decided.map(|(nth, row)| decision(making, held, nth, *row)).collect();
    making.table(Asked {
        caption: making.say(caption),
        columns: &[
            ("col.number", Width::Narrow),
            ("review.decision", Width::Wide),
            ("review.kind", Width::Plain),
            ("review.from_point", Width::Plain),
            ("action.action", Width::Wide),
            ("field.owner", Width::Plain),
            ("action.due", Width::Narrow),
            ("action.state", Width::Narrow),
        ],
        rows,
        note: making.say("review.decisions_note"),
    });
}

fn decision(making: &mut Making<'_>, held: &Record, nth: usize, row: Row<'_, Decisions>) -> Vec<Cell> {
    let action = row
        .get(Decisions::ACTION)
        .and_then(|id| making.register().get(id.as_str()));
    let kind = match row.get(Decisions::OUTCOME) {
        Some(outcome) => Cell::text(making.choice(outcome)),
        None => making.empty(held, "review.kind"),
    };
    let point = match row.text(Decisions::POINT) {
        "" => making.empty(held, "review.from_point"),
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
