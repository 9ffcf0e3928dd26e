//! Drawing of the detail of the selected record.

use crate::app::dialogs::ShownRecord;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::StatefulWidget;

use crate::app::detail::{self, Line, Tone};
use crate::app::state::App;
use crate::app::state::problems::checked;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::style::roles::Role;
use crate::ui::widgets::detail::{Detail, Item};
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::frame::scroll::Scroll;

/// Draws the detail in a pane; what refers to the record goes into a pane of its own where there is one.
pub fn draw(app: &App, area: Rect, context: Option<Rect>, pen: &mut Pen<'_>) {
    let Some(record) = app.record() else {
        for area in std::iter::once(area).chain(context) {
            pen.render_widget(&Pane::titled("", false, pen.look()), area);
        }
        return;
    };
    let focused = app.screens.detail.focused || app.dialogs.each::<ShownRecord>().next().is_some();
    let own = detail::own_lines(app.view(), record, &checked(app));
    let linked = detail::linked_lines(app.view(), record);
    let mut title = vec![Piece::new(record.id().to_string(), Role::Accent)];
    if !detail::is_named_by_first_line(record) {
        let name = app.register.title(record.id().as_str()).unwrap_or_default();
        // The method has no name but its id.
        if name != record.id().as_str() {
            title.push(Piece::new(format!(" {name}"), Role::Title));
        }
    }
    let last = app.sync.last_changes.get(record.id());
    let last = last.map(|last| format!("last commit: {}, {}", last.who, last.day));
    let pane = Pane::new(title, focused, pen.look()).foot(last.as_deref().unwrap_or_default());
    let cursor = focused.then_some(app.screens.detail.cursor);
    // What nothing refers to has the room of both.
    let (area, context) = match context {
        Some(beside) if linked.is_empty() => (area.union(beside), None),
        context => (area, context),
    };
    match context {
        Some(beside) => {
            pane_of(app, &pane, area, &own, cursor.filter(|at| *at < own.len()), pen);
            let other = Pane::titled("Linked records", focused, pen.look());
            let cursor = cursor.and_then(|at| at.checked_sub(own.len()));
            let items: Vec<_> = linked.iter().map(|line| shown(app, line)).collect();
            let inside = layout::inset(other.inner(beside), 1, 0);
            let mut scroll = Scroll::default();
            let lines = Detail::new(&items, pen.look()).cursor(cursor, focused);
            pen.render_stateful_widget(&lines, inside, &mut scroll);
            pen.render_stateful_widget(&other, beside, &mut scroll);
        }
        None => {
            let lines: Vec<_> = own.into_iter().chain(linked).collect();
            pane_of(app, &pane, area, &lines, cursor, pen);
        }
    }
}

fn pane_of(app: &App, pane: &Pane<'_>, area: Rect, lines: &[Line], cursor: Option<usize>, pen: &mut Pen<'_>) {
    let inside = layout::measure(layout::inset(pane.inner(area), 1, 0));
    let items: Vec<_> = lines.iter().map(|line| shown(app, line)).collect();
    let detail = Detail::new(&items, pen.look()).cursor(cursor, pane.focused);
    let mut scroll = scrolled(app, &detail, inside, pen);
    pen.render_stateful_widget(pane, area, &mut scroll);
}

/// A detail that is drawn and tells on which line each of its items begins.
struct Measured<'a>(&'a Detail<'a>);

impl StatefulWidget for Measured<'_> {
    type State = (Scroll, Vec<usize>);

    fn render(self, area: Rect, buf: &mut Buffer, (scroll, starts): &mut Self::State) {
        *starts = self.0.draw(area, buf, scroll);
    }
}

/// Draws what is read, scrolled as the keyboard says.
pub(in crate::ui) fn scrolled(app: &App, detail: &Detail<'_>, area: Rect, pen: &mut Pen<'_>) -> Scroll {
    let mut drawn = (Scroll::at(app.screens.detail.top.get()), Vec::new());
    pen.render_stateful_widget(Measured(detail), area, &mut drawn);
    let (scroll, starts) = drawn;
    app.screens.detail.starts.replace(starts);
    app.screens.detail.top.set(scroll.top);
    app.screens.detail.height.set(usize::from(area.height));
    scroll
}

pub(in crate::ui) fn shown<'a>(app: &App, line: &'a Line) -> Item<'a> {
    match line {
        Line::Heading(text) => Item::Heading(text.into()),
        Line::Field(label, value, tone) => Item::field(label, value, role(app, *tone)),
        Line::Text(text, tone) => Item::Text(text.into(), role(app, *tone)),
        Line::Link(id, title, note) => {
            let mut pieces = vec![Piece::new(id.as_str(), Role::Link), Piece::plain(format!(" {title}"))];
            if !note.is_empty() {
                let method = app.register.method();
                let role = match method.band_named(note) {
                    Some(index) => Role::BandText {
                        index,
                        of: method.bands.len() as u8,
                    },
                    None if note.ends_with("late") => Role::Overdue,
                    None => Role::Muted,
                };
                pieces.insert(1, Piece::new(format!(" {note}"), role));
            }
            Item::Row(pieces)
        }
    }
}

fn role(app: &App, tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Text,
        Tone::Quiet => Role::Muted,
        Tone::Bad => Role::Overdue,
        Tone::Level(index) => Role::BandText {
            index,
            of: app.register.method().bands.len() as u8,
        },
    }
}
