//! A dialog without a drawing of its own: its title, its lines, the text typed in it, and what its keys do.

use ratatui::layout::{Position, Rect};

use crate::app::dialogs::Dialog;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
use crate::ui::canvas::text::hang;
use crate::ui::style::roles::Role;
use crate::ui::widgets::form::line_input::Input;
use crate::ui::widgets::frame::scroll::Scroll;
use crate::ui::widgets::popup::Popup;

/// How many lines a text to read leaves free above and below.
const FREE: u16 = 6;

/// Draws a dialog and returns the cursor of what is typed in it.
pub(super) fn draw(dialog: &dyn Dialog, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let (title, hints, typed) = (dialog.title(), dialog.hints(), u16::from(dialog.writing().is_some()));
    let popup = |height| Popup::new(&title, (layout::MEASURE, height), pen.look()).foot(&hints);
    let width = usize::from(popup(0).inner(area).width);
    let paragraphs = dialog.lines().iter().flat_map(|line| line.split('\n'));
    let lines: Vec<_> = paragraphs
        .flat_map(|line| {
            // An indented paragraph goes on under its text, not at the edge.
            let indent = line.len() - line.trim_start().len();
            let wrapped = hang(line, width, if indent > 0 { indent + 2 } else { 0 }, pen.glyphs());
            if wrapped.is_empty() {
                vec![String::new()]
            } else {
                wrapped
            }
        })
        .collect();
    let popup = popup(match dialog.top() {
        Some(_) => area.height.saturating_sub(FREE),
        None => lines.len() as u16 + typed,
    });
    pen.render_widget(&popup, area);
    let (read, line) = layout::bottom(popup.inner(area), typed);
    let mut scroll = Scroll::at(dialog.top().map_or(0, std::cell::Cell::get));
    scroll.clamp(usize::from(read.height), lines.len());
    if let Some(top) = dialog.top() {
        top.set(scroll.top);
    }
    pen.lines(read, &lines[scroll.top..], Role::Text);
    let mut position = None;
    if let Some(writing) = dialog.writing() {
        let text = writing.text();
        let input = Input::new(pen.look()).typed("", &text, writing.cursor(), "");
        pen.render_stateful_widget(&input, line, &mut position);
    }
    position
}
