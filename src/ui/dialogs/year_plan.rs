//! The proposed plan of a year, over the screen's panes: a row for each review, and below what the one under the cursor
//! covers and why.

use ratatui::layout::{Position, Rect};

use crate::app::dialogs::Dialog;
use crate::app::dialogs::year_plan::Plan;
use crate::app::state::App;
use crate::domain::schedule::year_plan::Proposal;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
use crate::ui::canvas::text;
use crate::ui::dialogs::Draw;
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::table::{Column, Table, Width};

/// The columns; the last two have room only where two panes would be beside each other, and stand below the rows as well.
const COLUMNS: [Column<'_>; 6] = [
    Column::new("", Width::Fixed(1)),
    Column::new("Day", Width::Fixed(14)),
    Column::new("Review", Width::Flex(20, 5)),
    Column::new("Every", Width::Range(5, 12)),
    Column::new("Covers", Width::Flex(14, 2)),
    Column::new("Why", Width::Flex(20, 3)),
];

/// How many columns there are in a small terminal.
const NARROW: usize = 4;

/// How many lines are for the proposal under the cursor.
const BELOW: u16 = 7;

impl Draw for Plan {
    fn draw(&self, _: &App, _: Rect, body: Rect, pen: &mut Pen<'_>) -> Option<Position> {
        draw(self, body, pen);
        None
    }
}

/// Draws the plan.
fn draw(plan: &Plan, body: Rect, pen: &mut Pen<'_>) {
    pen.clear(body);
    let look = pen.look();
    let taken = format!("{} of {} taken", plan.taken(), plan.rows.len());
    let pane = Pane::titled("Proposed plan of the year", true, look).note(&taken);
    let hints = plan.hints();
    let pane = pane.foot(&hints);
    let inside = pane.inner(body);
    let (rows, below) = layout::bottom(inside, BELOW.min(inside.height / 2));
    let wide = body.width >= layout::WITH_DETAIL;
    let table = Table {
        columns: if wide { &COLUMNS } else { &COLUMNS[..NARROW] },
        rows: plan.rows.len(),
        cursor: plan.cursor,
        focused: true,
        groups: &[],
        empty: "Nothing is proposed.",
        look,
        fill: &|row, cells| {
            let Some((proposal, taken)) = plan.rows.get(row) else {
                return;
            };
            if *taken {
                cells.push(look.glyphs.check, Role::Good);
            } else {
                cells.push("", Role::Muted);
                cells.all(Role::Muted);
            }
            cells.push(proposal.day.format("%a %Y-%m-%d").to_string(), Role::Text);
            cells.push(proposal.title.as_str(), Role::Text);
            let every = proposal.every.map(|rule| rule.to_string());
            cells.push(every.unwrap_or_default(), Role::Muted);
            if wide {
                cells.push(proposal.covers(), Role::Text);
                cells.push(proposal.why.as_str(), Role::Text);
            }
        },
    };
    table.render_in(&pane, (body, rows), (&plan.top, &plan.height), pen);
    if let Some(proposal) = plan.current() {
        reason(proposal, layout::inset(below, 1, 0), pen);
    }
}

/// Draws why a review is proposed, and as much as fits of what it is about.
fn reason(proposal: &Proposal, area: Rect, pen: &mut Pen<'_>) {
    let roles = [Role::Title, Role::Text, Role::Accent, Role::Muted];
    // The line above stays empty.
    let mut at = 1;
    for (line, role) in proposal.texts().into_iter().zip(roles) {
        for line in text::hang(&line, usize::from(area.width), 0, pen.glyphs()) {
            pen.text(layout::line(area, at), &line, role);
            at += 1;
        }
    }
}
