//! Keys on Today.

use crate::app::input::keymap::Context;
use crate::app::input::pane::Pane;
use crate::app::screens::today::{lines, rows};
use crate::app::state::App;
use crate::app::state::contexts::EVERYWHERE;
use crate::exchange::export::listed::Listed;

/// The lines of Today, and the bars of readiness after them.
pub struct Lines;

impl Pane for Lines {
    fn contexts(&self, app: &App) -> Vec<Context> {
        vec![app.screen.context(), EVERYWHERE]
    }

    fn step(&self, app: &mut App, by: isize) {
        lines::step_in_today(app, by);
    }

    fn switch(&self, _: &mut App) {}

    fn open(&self, app: &mut App) {
        lines::open_line(app);
    }

    fn freshen(&self, app: &mut App) {
        lines::freshen_today(app);
    }

    fn count(&self, app: &App) -> usize {
        app.screens.today.lines.len()
    }

    fn has_rows(&self, _: &App) -> bool {
        true
    }

    fn as_rows(&self, app: &App) -> Option<Listed> {
        Some(rows::of(&app.screens.today, app.view()))
    }
}
