//! Keys in a review that is being held.

use crate::app::guided::review::keys::HOLDING;
use crate::app::guided::review::points;
use crate::app::input::keymap::Context;
use crate::app::input::pane::Pane;
use crate::app::state::App;
use crate::app::state::contexts::EVERYWHERE;
use crate::domain::register::index::Slot;

/// The points of a review.
pub struct Points;

impl Pane for Points {
    fn contexts(&self, _: &App) -> Vec<Context> {
        vec![HOLDING, EVERYWHERE]
    }

    fn selected(&self, app: &App) -> Option<Slot> {
        app.register.slot(app.guided.holding(app.screen)?.review.as_str())
    }

    fn step(&self, app: &mut App, by: isize) {
        points::step(app, by);
    }

    fn back(&self, app: &mut App) {
        points::leave(app);
    }
}
