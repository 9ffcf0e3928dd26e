//! The history of a record, over the screen's panes.

use ratatui::layout::{Position, Rect};

use crate::app::dialogs::Dialog;
use crate::app::dialogs::record_history::{Reading, RecordHistory};
use crate::app::state::App;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::dialogs::Draw;
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::table::{Column, Table, Width};

const COLUMNS: [Column<'_>; 5] = [
    Column::new("When", Width::Fixed(11)),
    Column::new("Who", Width::Range(6, 18)),
    Column::new("What", Width::Range(10, 18)),
    Column::new("From", Width::Flex(8, 2)),
    Column::new("To", Width::Flex(12, 3)),
];

impl Draw for RecordHistory {
    fn draw(&self, _: &App, _: Rect, body: Rect, pen: &mut Pen<'_>) -> Option<Position> {
        draw(self, body, pen);
        None
    }
}

/// Draws the history.
fn draw(history: &RecordHistory, body: Rect, pen: &mut Pen<'_>) {
    pen.clear(body);
    let mut title = vec![
        Piece::new("History of ", Role::Title),
        Piece::new(history.id.as_str(), Role::Accent),
    ];
    if history.title != history.id.as_str() {
        title.push(Piece::new(format!(" {}", history.title), Role::Title));
    }
    if let Some(label) = history.only_label() {
        title.push(Piece::new(format!(" {} only {label}", pen.glyphs().dot), Role::Accent));
    }
    let commits = match history.versions {
        1 => "1 commit".to_owned(),
        count => format!("{count} commits"),
    };
    let note = match history.state {
        Reading::Going => format!("reading{} {commits}", dots(pen)),
        _ => commits,
    };
    let pane = Pane::new(title, true, pen.look()).note(&note);
    let hints = history.hints();
    let pane = pane.foot(&hints);
    let (rows, below) = layout::bottom(pane.inner(body), 2);
    let table = Table {
        columns: &COLUMNS,
        rows: history.len(),
        cursor: history.cursor,
        focused: true,
        groups: &[],
        empty: match history.state {
            Reading::Going => "Asking git.",
            _ => "Nothing was committed.",
        },
        look: pen.look(),
        fill: &|row, cells| {
            let Some(line) = history.line(row) else { return };
            let committed = history.row(row).is_some_and(|row| row.commit.is_some());
            let broken = line.to.starts_with("cannot be read");
            cells.push(line.when, if committed { Role::Text } else { Role::Warning });
            cells.push(line.who, Role::Text);
            cells.push(line.what, Role::Header);
            cells.push(line.from, Role::Muted);
            cells.push(line.to, if broken { Role::Danger } else { Role::Text });
        },
    };
    table.render_in(&pane, (body, rows), (&history.top, &history.height), pen);
    let below = layout::line(layout::inset(below, 1, 0), 1);
    match (&history.state, history.below()) {
        (Reading::Broken(why), _) => {
            pen.text(below, why, Role::Warning);
        }
        (_, Some((id, subject))) if id.is_empty() => {
            pen.text(below, &subject, Role::Warning);
        }
        (_, Some((id, subject))) => {
            pen.pieces(
                below,
                &[Piece::new(id, Role::Link), Piece::plain(format!("  {subject}"))],
            );
        }
        (_, None) => {}
    }
}

fn dots(pen: &Pen<'_>) -> &'static str {
    if pen.glyphs().ellipsis.is_ascii() {
        "..."
    } else {
        "\u{2026}"
    }
}
