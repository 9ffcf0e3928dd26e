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
    let in_force = app.screen.pane.filter_in_force(app);
    // What is typed cannot be read: the rows are of another filter, and say of which.
    let (shown, role) = match (error, in_force) {
        (None, _) => (format!("{} shown", app.screen.pane.count(app)), Role::Muted),
        (Some(_), "") => ("not applied, all shown".to_owned(), Role::Warning),
        (Some(_), _) => (format!("not applied, shown: {in_force}"), Role::Warning),
    };
    let shown: String = shown.chars().take(usize::from(parts.status.width / 2)).collect();
    let area = layout::inset(parts.status, 1, 0);
    let (field, count) = layout::right(area, shown.chars().count() as u16 + 1);
    pen.aligned(count, &shown, role, Align::Right);
    let ghost = if text.is_empty() { app.screen.filter_hint } else { "" };
    let input = Input::new(pen.look()).typed("/", &text, line.cursor(), ghost);
    let mut position = None;
    pen.render_stateful_widget(&input, field, &mut position);
    if parts.hints.y != parts.status.y {
        match error {
            Some(error) => {
                let role = if error.is_incomplete() {
                    Role::Muted
                } else {
                    Role::Danger
                };
                pen.text(layout::inset(parts.hints, 1, 0), &error.to_string(), role);
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
    } else if let Some(error) = error.filter(|error| !error.is_incomplete()) {
        toast(Kind::Warning, &error.to_string(), parts.body, pen);
    }
    position
}
