//! Keys in a session.

use crate::app::guided::session::keys::{JUDGEMENT, QUESTION, SESSION};
use crate::app::guided::session::steps;
use crate::app::input::keymap::Context;
use crate::app::input::pane::Pane;
use crate::app::state::App;
use crate::app::state::contexts::EVERYWHERE;
use crate::domain::kinds::control;
use crate::domain::record::id::Id;
use crate::domain::register::index::Slot;

/// The questions of a session.
pub struct Questions;

impl Pane for Questions {
    fn contexts(&self, app: &App) -> Vec<Context> {
        let judges = app
            .guided
            .session(app.screen)
            .is_some_and(|session| session.goes_through(&control::KIND));
        vec![if judges { JUDGEMENT } else { QUESTION }, SESSION, EVERYWHERE]
    }

    fn selected(&self, app: &App) -> Option<Slot> {
        app.register.slot(app.guided.session(app.screen)?.current().as_str())
    }

    fn targets(&self, app: &App) -> Vec<Slot> {
        self.selected(app).into_iter().collect()
    }

    fn show_edited(&self, app: &mut App, touched: &[Id]) {
        let _ = touched.iter().any(|id| steps::go_to(app, id));
    }

    fn answered(&self, app: &mut App) {
        steps::answered(app);
    }

    fn step(&self, app: &mut App, by: isize) {
        steps::step(app, by);
    }

    fn back(&self, app: &mut App) {
        steps::leave(app);
    }
}
