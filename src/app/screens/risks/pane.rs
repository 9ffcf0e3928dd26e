//! Keys on Risks: the heatmap and the list beside it.

use crate::app::input::keymap::Context;
use crate::app::input::pane::{Pane, Rows, close_one};
use crate::app::input::screen::Screen;
use crate::app::list::List;
use crate::app::list::spec::View;
use crate::app::screens::risks::{HEATMAP, SCREEN};
use crate::app::state::App;
use crate::app::state::contexts::EVERYWHERE;
use crate::domain::register::index::Slot;

/// The heatmap and the risks in it.
pub struct HeatmapAndRows;

impl Pane for HeatmapAndRows {
    fn contexts(&self, app: &App) -> Vec<Context> {
        if app.screens.heatmap.focused {
            vec![HEATMAP, EVERYWHERE]
        } else {
            Rows.contexts(app)
        }
    }

    fn step(&self, app: &mut App, by: isize) {
        if app.screens.heatmap.focused {
            step_in_heatmap(app, 0, -(by.clamp(-20, 20) as i8));
        } else {
            Rows.step(app, by);
        }
    }

    fn across(&self, app: &mut App, by: i8) {
        step_in_heatmap(app, by, 0);
    }

    fn switch(&self, app: &mut App) {
        if !app.dialogs.is_empty() {
            return Rows.switch(app);
        }
        app.screens.heatmap.focused = !app.screens.heatmap.focused;
        app.screens.leave_detail();
        if app.screens.heatmap.focused {
            narrow_to_cursor(app);
        }
    }

    fn open(&self, app: &mut App) {
        if app.screens.heatmap.focused {
            app.screens.heatmap.focused = false;
        } else {
            Rows.open(app);
        }
    }

    fn is_closed(&self, app: &App) -> bool {
        !(app.screens.heatmap.focused || app.screens.heatmap.narrowed)
    }

    fn back(&self, app: &mut App) {
        if app.screens.heatmap.focused && !app.screens.zoomed {
            app.screens.heatmap.focused = false;
        } else if close_one(app) {
        } else if app.screens.heatmap.narrowed {
            app.screens.heatmap.narrowed = false;
            narrow(app);
        } else {
            Rows.back(app);
        }
    }

    fn freshen(&self, app: &mut App) {
        app.screens.heatmap.keep_within(app.register.method());
        Rows.freshen(app);
    }

    /// Puts the heatmap's cursor on the cell of the risk under the list's.
    fn follow_cursor(&self, app: &mut App) {
        if let Some(risk) = app
            .screens
            .list(&SCREEN)
            .and_then(List::selected)
            .and_then(|slot| app.register.at(slot))
            && !app.screens.heatmap.narrowed
        {
            app.screens.heatmap.follow(risk);
            app.screens.heatmap.keep_within(app.register.method());
        }
    }

    fn narrow(&self, app: &mut App) {
        if app.screens.heatmap.narrowed {
            narrow(app);
        }
    }

    fn reveal(&self, app: &mut App, screen: &'static Screen, slot: Slot) -> bool {
        if app.list(screen).is_some_and(|list| !list.rows().contains(&slot)) {
            app.screens.heatmap.narrowed = false;
            narrow(app);
        }
        Rows.reveal(app, screen, slot)
    }
}

fn step_in_heatmap(app: &mut App, right: i8, up: i8) {
    let view = View {
        register: &app.register,
        today: app.env.today,
    };
    app.screens.heatmap.step(view, right, up);
    narrow_to_cursor(app);
}

/// While the heatmap has the keyboard the list shows the cell under its cursor.
fn narrow_to_cursor(app: &mut App) {
    (app.screens.heatmap.narrowed, app.screens.heatmap.by_band) = (true, false);
    narrow(app);
}

/// Brings the list in line with the heatmap.
pub(in crate::app) fn narrow(app: &mut App) {
    let view = View {
        register: &app.register,
        today: app.env.today,
    };
    let mut heatmap = std::mem::take(&mut app.screens.heatmap);
    heatmap.keep_within(app.register.method());
    if let Some(list) = app.screens.list_mut(&SCREEN) {
        heatmap.narrow(view, list);
    }
    app.screens.heatmap = heatmap;
}

/// Returns the cell or band to which the list is narrowed.
pub(super) fn within(app: &App) -> Option<String> {
    let (heatmap, method) = (&app.screens.heatmap, app.register.method());
    if !heatmap.narrowed {
        return None;
    }
    if let Some(band) = method
        .band_at(heatmap.likelihood, heatmap.consequence)
        .filter(|_| heatmap.by_band)
    {
        return Some(format!("band {}", method.band_name(band)));
    }
    let label = |steps: &[crate::domain::method::Step], level: u8| {
        steps
            .get(usize::from(level) - 1)
            .map_or("?", |step| &step.label)
            .to_owned()
    };
    let likelihood = heatmap
        .likelihood
        .map_or("no likelihood".to_owned(), |level| label(&method.likelihoods, level));
    Some(format!(
        "{likelihood} x {}",
        label(&method.consequences, heatmap.consequence)
    ))
}
