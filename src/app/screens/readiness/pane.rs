//! Keys on Readiness.

use crate::app::input::keymap::Context;
use crate::app::input::pane::{Pane, close_one};
use crate::app::screens::readiness::{go_to, rows};
use crate::app::screens::today;
use crate::app::state::contexts::EVERYWHERE;
use crate::app::state::{App, navigate};
use crate::domain::query::QueryError;
use crate::exchange::export::listed::Listed;

/// What blocks a goal.
pub struct ShortfallRows;

impl Pane for ShortfallRows {
    fn contexts(&self, app: &App) -> Vec<Context> {
        vec![app.screen.context(), EVERYWHERE]
    }

    fn step(&self, app: &mut App, by: isize) {
        app.screens.readiness.step(by);
    }

    fn across(&self, app: &mut App, by: i8) {
        go_to::in_readiness(app, |list, view| list.fold(by > 0, view));
    }

    fn height(&self, app: &App) -> usize {
        app.screens.readiness.height.get()
    }

    fn switch(&self, _: &mut App) {}

    fn open(&self, app: &mut App) {
        go_to::open_shortfall(app);
    }

    fn back(&self, app: &mut App) {
        if !close_one(app) && !navigate::take_step_back(app) {
            app.show(&today::SCREEN);
        }
    }

    fn freshen(&self, app: &mut App) {
        go_to::freshen_readiness(app);
    }

    fn filter<'a>(&self, app: &'a App) -> Option<&'a str> {
        Some(app.screens.readiness.filter())
    }

    fn count(&self, app: &App) -> usize {
        let (blocking, others) = app.screens.readiness.shown(app.view());
        blocking + others
    }

    fn has_rows(&self, _: &App) -> bool {
        true
    }

    fn as_rows(&self, app: &App) -> Option<Listed> {
        Some(rows::of(&app.screens.readiness, app.view()))
    }

    fn filter_error<'a>(&self, app: &'a App) -> Option<&'a QueryError> {
        app.screens.readiness.filter_error()
    }

    fn filter_in_force<'a>(&self, app: &'a App) -> &'a str {
        app.screens.readiness.filter_in_force()
    }

    fn set_filter(&self, app: &mut App, text: &str) {
        go_to::in_readiness(app, |list, view| list.filter_by(view, text));
    }
}
