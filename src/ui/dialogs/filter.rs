//! The filter while it is typed: in place of status and hints.

use ratatui::layout::{Position, Rect};

use crate::app::dialogs::filter::Filter;
use crate::app::dialogs::text_input::Writing;
use crate::app::state::App;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
use crate::ui::canvas::text::Align;
use crate::ui::dialogs::{Draw, toast};
use crate::ui::style::roles::Role;
use crate::ui::widgets::form::line_input::Input;
use crate::ui::widgets::frame::hints::{Hint, HintRow};
use crate::ui::widgets::popup::toast::Kind;

impl Draw for Filter {
    /// Nothing lies over the screen: [`draw`] has the lines of status and hints.
    fn draw(&self, _: &App, _: Rect, _: Rect, _: &mut Pen<'_>) -> Option<Position> {
        None
    }
}

/// Draws the filter line in place of status and hints.
pub fn draw(app: &App, line: &Writing, parts: layout::Screen, pen: &mut Pen<'_>) -> Option<Position> {
    let text = line.text();
    let error = app.screen.pane.filter_error(app);
    let shown = format!("{} shown", app.screen.pane.count(app));
    let area = layout::inset(parts.status, 1, 0);
    let (field, count) = layout::right(area, shown.len() as u16 + 1);
    pen.aligned(count, &shown, Role::Muted, Align::Right);
    let ghost = if text.is_empty() { app.screen.filter_hint } else { "" };
    let input = Input::new(pen.look()).typed("/", &text, line.cursor(), ghost);
    let mut position = None;
    pen.render_stateful_widget(&input, field, &mut position);
    if parts.hints.y != parts.status.y {
        match &error {
            Some(error) => {
                pen.text(layout::inset(parts.hints, 1, 0), error, Role::Danger);
            }
            None => {
                let keys = [("enter", "keep"), ("esc", "as before"), ("down", "move")];
                let hints = keys.map(|(key, label)| Hint { key, label, keep: 5 });
                let row = HintRow {
                    hints: &hints,
                    align: Align::Left,
                    look: pen.look(),
                };
                pen.render_widget(&row, parts.hints);
            }
        }
    } else if let Some(error) = &error {
        toast(Kind::Warning, error, parts.body, pen);
    }
    position
}
