//! The crosswalk from the other side.

use ratatui::layout::{Position, Rect};

use crate::app::dialogs::Dialog;
use crate::app::dialogs::crosswalk::Crosswalk;
use crate::app::state::App;
use crate::domain::catalogue::Confidence;
use crate::domain::kinds::control::crosswalk::NOTICE;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::canvas::text::Align;
use crate::ui::dialogs::Draw;
use crate::ui::style::roles::Role;
use crate::ui::widgets::form::line_input::Input;
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::frame::scroll::Scroll;
use crate::ui::widgets::table::{Column, Group, Table, Width};

impl Draw for Crosswalk {
    fn draw(&self, _: &App, _: Rect, body: Rect, pen: &mut Pen<'_>) -> Option<Position> {
        draw(self, body, pen)
    }
}

/// Draws the crosswalk over the panes and returns the cursor of what is typed.
fn draw(walk: &Crosswalk, body: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    pen.clear(body);
    let mut title = vec![Piece::new("Crosswalk", Role::Title)];
    if let Some(row) = walk.row() {
        // The label of a long framework may be scrolled out of sight.
        title.push(Piece::new(
            format!(" {} {}", pen.glyphs().dot, short(&row.framework_title)),
            Role::Muted,
        ));
    }
    let look = pen.look();
    let pane = Pane::new(title, true, look).note(NOTICE);
    let hints = walk.hints();
    let pane = pane.foot(&hints);
    let (line, rest) = layout::top(pane.inner(body), 2);
    let text = walk.line.text();
    let count = format!("{} of {}", walk.shown.len(), walk.rows.len());
    let (field, counted) = layout::right(layout::inset(layout::line(line, 0), 1, 0), count.len() as u16 + 1);
    pen.aligned(counted, &count, Role::Muted, Align::Right);
    let ghost = if text.is_empty() {
        "ISO 27001 A.5.24, NIST MAP 5.1, EU AI Act 27, OWASP, A.8.4"
    } else {
        ""
    };
    let input = Input::new(look).typed("/", &text, walk.line.cursor(), ghost);
    let mut position = None;
    pen.render_stateful_widget(&input, field, &mut position);
    pen.repeat(layout::line(line, 1), pen.glyphs().frame.horizontal_top, Role::Border);
    let columns = [
        Column::new("Reference", Width::Range(10, 14)),
        Column::new("Ours", Width::Fixed(8)),
        Column::new("Title", Width::Flex(18, 1)),
        Column::new("Confidence", Width::Fixed(10)),
        Column::new("Stands", Width::Fixed(15)),
        Column::new("Evid.", Width::Fixed(5)).right().keep(3),
    ];
    let row = |at: usize| walk.shown.get(at).map(|row| &walk.rows[*row]);
    let table = Table {
        columns: &columns,
        rows: walk.shown.len(),
        cursor: walk.cursor,
        focused: true,
        groups: &groups(walk),
        empty: "No counterpart is known; esc takes the text away.",
        look,
        fill: &|at, cells| {
            let Some(here) = row(at) else { return };
            let before = at.checked_sub(1).and_then(row);
            let same = before
                .is_some_and(|before| (&before.framework, &before.reference) == (&here.framework, &here.reference));
            cells.push(here.reference.as_str(), if same { Role::Muted } else { Role::Accent });
            cells.push(here.id.to_string(), Role::Link);
            cells.push(here.title.as_str(), Role::Text);
            let role = match here.confidence {
                Confidence::High => Role::Good,
                Confidence::Medium => Role::Text,
                Confidence::Low => Role::Warning,
            };
            cells.push(here.confidence.name(), role);
            cells.push(here.stands.as_str(), Role::Text);
            let evidence = if here.evidence == 0 {
                String::new()
            } else {
                here.evidence.to_string()
            };
            cells.push(evidence, Role::Text);
        },
    };
    let mut scroll = Scroll::at(walk.top.get());
    pen.render_stateful_widget(&table, rest, &mut scroll);
    walk.top.set(scroll.top);
    walk.height.set(usize::from(rest.height));
    pen.render_stateful_widget(&pane, body, &mut scroll);
    position
}

/// Returns the beginning of a framework's title, to its first comma or bracket.
fn short(title: &str) -> &str {
    title.split([',', '(']).next().unwrap_or_default().trim_end()
}

/// Returns a label above the first row of each framework.
fn groups(walk: &Crosswalk) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let framework = |at: usize| &walk.rows[walk.shown[at]].framework;
    let mut first = 0;
    while first < walk.shown.len() {
        let count = (first..walk.shown.len())
            .take_while(|at| framework(*at) == framework(first))
            .count();
        groups.push(Group {
            first,
            label: walk.rows[walk.shown[first]].framework_title.as_str().into(),
            note: count.to_string().into(),
            role: Role::Group,
            bar: None,
        });
        first += count;
    }
    groups
}
