//! A picker: what is typed, and the entries that fit.

use ratatui::layout::{Position, Rect};

use crate::app::dialogs::Dialog;
use crate::app::dialogs::picker::Picker;
use crate::app::state::App;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::dialogs::Draw;
use crate::ui::style::roles::Role;
use crate::ui::widgets::detail::{Detail, Item};
use crate::ui::widgets::form::line_input::Input;
use crate::ui::widgets::frame::scroll::Scroll;
use crate::ui::widgets::popup::picker::{Found, Picker as PickerBox};
use crate::ui::widgets::popup::{Place, Popup};

impl Draw for Picker {
    fn draw(&self, _: &App, area: Rect, _: Rect, pen: &mut Pen<'_>) -> Option<Position> {
        draw(self, area, pen)
    }
}

/// The lines below the entries for the whole of a text that is cut.
const EXPLAINED: u16 = 3;

/// Draws a picker and returns the cursor of its line.
fn draw(picker: &Picker, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let rows = (area.height / 2).max(8);
    let foot = picker.hints();
    let popup = Popup::new(picker.title, (76, rows + 2), pen.look()).place(Place::Upper);
    pen.render_widget(&popup.foot(&foot), area);
    let text = picker.line.text();
    let ghost = if text.is_empty() { "type a few letters" } else { "" };
    // Keys and ids are in a column, so that what they mean does too.
    let near = picker.matches.iter().skip(picker.top.get()).take(100);
    let leads = near.map(|found| picker.entry(found.index).lead.chars().count());
    let column = leads.max().unwrap_or(0).min(24);
    let widget = PickerBox {
        input: Input::new(pen.look()).typed("", &text, picker.line.cursor(), ghost),
        rows: picker.matches.len(),
        total: picker.total(),
        cursor: picker.cursor,
        empty: "Nothing matches.",
        found: &|row| {
            let found = &picker.matches[row];
            let entry = picker.entry(found.index);
            // What matched was the lead, a blank and the text.
            let lead = entry.lead.chars().count();
            let in_lead = found.positions.iter().copied().filter(|at| *at < lead).collect();
            let in_text = found
                .positions
                .iter()
                .filter_map(|at| at.checked_sub(lead + 1))
                .collect();
            let role = if entry.refused.is_some() {
                Role::Muted
            } else {
                Role::Text
            };
            Found {
                lead: Piece::new(format!("{:column$}", entry.lead), Role::Key).matching(in_lead),
                text: Piece::new(entry.text.clone(), role).matching(in_text),
                note: Piece::new(entry.note.clone(), Role::Muted),
            }
        },
    };
    let inside = popup.inner(area);
    let (list, explained) = match explanation(picker, column, inside.width) {
        Some(text) => {
            let (list, below) = layout::bottom(inside, EXPLAINED);
            (list, Some((text, below)))
        }
        None => (inside, None),
    };
    let mut state = (Scroll::at(picker.top.get()), None);
    pen.render_stateful_widget(&widget, list, &mut state);
    if let Some((text, below)) = explained {
        let items = [Item::Text(text.into(), Role::Muted)];
        let detail = Detail::new(&items, pen.look());
        pen.render_stateful_widget(&detail, layout::inset(below, 2, 0), &mut Scroll::default());
    }
    let (scroll, position) = state;
    picker.top.set(scroll.top);
    position
}

/// Returns the text of the entry under the cursor where its line has no room for it.
fn explanation(picker: &Picker, column: usize, width: u16) -> Option<String> {
    let entry = picker.entry(picker.matches.get(picker.cursor)?.index);
    // The cursor, the lead and the note stand on the line as well, each with a gap.
    let beside = 2 + column.max(entry.lead.chars().count()) + 1 + entry.note.chars().count() + 2;
    (beside + entry.text.chars().count() > usize::from(width)).then(|| entry.text.clone())
}
