//! Keys in a review that is being held.

use crate::app::guided::review::keys::HOLDING;
use crate::app::input::keymap::{Context, EVERYWHERE};
use crate::app::screens::pane::Pane;
use crate::app::state::App;
use crate::domain::register::index::Slot;

/// The points of a review.
pub struct Points;

impl Pane for Points {
    fn contexts(&self, _: &App) -> Vec<Context> {
        vec![HOLDING, EVERYWHERE]
    }

    fn selected(&self, app: &App) -> Option<Slot> {
        app.register.slot(app.holding()?.review.as_str())
    }

    fn step(&self, app: &mut App, by: isize) {
        app.step_points(by);
    }

    fn back(&self, app: &mut App) {
        app.leave_holding();
    }
}
