//! The Today screen.

use ratatui::layout::Rect;

use crate::app::screens::today::Urgency;
use crate::app::state::App;
use crate::ui::layout;
use crate::ui::pen::{Pen, Piece};
use crate::ui::roles::Role;
use crate::ui::widgets::detail::{Detail, Item};
use crate::ui::widgets::pane::Pane;
use crate::ui::widgets::scroll::Scroll;

/// Draws the screen.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let date = app.around.today.format("%A, %-d %B %Y").to_string();
    let pane = Pane {
        title: vec![Piece::new("Today", Role::Title)],
        note: &date,
        foot: "",
        focused: app.layers.is_empty(),
    };
    let inside = layout::measure(layout::inset(pane.draw(body, pen), 1, 0));
    let mut items = Vec::new();
    let mut cursor = None;
    for (at, line) in app.today.lines.iter().enumerate() {
        if let Some(section) = line.section {
            items.push(Item::Heading(section.into()));
        }
        if at == app.today.cursor {
            cursor = Some(items.len());
        }
        let role = match line.urgency {
            Urgency::Bad => Role::Overdue,
            Urgency::Soon => Role::Soon,
            Urgency::Calm => Role::Text,
        };
        let mut pieces = vec![
            Piece::new(format!("{:>5} ", line.count), role),
            Piece::plain(line.text.as_str()),
        ];
        if let Some((screen, _)) = &line.leads {
            pieces.push(Piece::new(format!("  {}", screen.title()), Role::Muted));
        }
        items.push(Item::Row(pieces));
    }
    let mut scroll = Scroll::default();
    let extent = Detail {
        items: &items,
        cursor,
        focused: app.layers.is_empty(),
    }
    .draw(inside, &mut scroll, pen);
    pane.scrolled(body, extent, pen);
}
