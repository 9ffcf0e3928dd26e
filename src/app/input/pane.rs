//! The part of a screen that takes the keyboard, and what keys come to in it.

use crate::app::input::command::Command;
use crate::app::input::keymap::Context;
use crate::app::input::screen::Screen;
use crate::app::list::spec::View;
use crate::app::list::{List, as_rows};
use crate::app::state::contexts::{EVERYWHERE, LIST, key_of};
use crate::app::state::{App, commands, navigate};
use crate::domain::query::QueryError;
use crate::domain::record::id::Id;
use crate::domain::register::index::Slot;
use crate::domain::schedule::dated::Dated;
use crate::exchange::export::listed::Listed;

/// What the keys that move, open, close and filter come to on a screen, or in what lies over it. Where a pane says nothing
/// else, that is what they come to in a list of records.
pub trait Pane: Sync {
    /// Returns where keys are looked up, the narrowest place first.
    fn contexts(&self, app: &App) -> Vec<Context> {
        vec![app.screen.context(), LIST, EVERYWHERE]
    }

    /// Returns the place of the record under the cursor.
    fn selected(&self, app: &App) -> Option<Slot> {
        app.list(app.screen)?.selected()
    }

    /// Returns the places of the records that a decision applies to.
    fn targets(&self, app: &App) -> Vec<Slot> {
        let list = app.list(app.screen);
        list.map_or_else(|| self.selected(app).into_iter().collect(), List::targets)
    }

    /// Returns the dated thing under the cursor.
    fn dated(&self, _: &App) -> Option<Dated> {
        None
    }

    /// Says that there is no record that a key could be about.
    fn no_record(&self, _: &App) -> String {
        "There is no record under the cursor.".to_owned()
    }

    /// Returns why a command cannot be run on what is under the cursor, if so.
    fn refusal(&self, _: &App, _: &Command) -> Option<String> {
        None
    }

    /// Returns the record at which a session begins.
    fn begins_at(&self, app: &App) -> Option<Slot> {
        self.selected(app)
    }

    /// Returns the place of the cursor in a list, for the status line.
    fn place(&self, list: &List) -> String {
        let of = list.rows().len();
        format!("{} of {of}", of.min(list.cursor + 1))
    }

    /// Moves the cursor by rows.
    fn step(&self, app: &mut App, by: isize) {
        app.with_rows(app.screen, |list, _| list.step(by));
    }

    /// Moves the cursor to the side, or folds and unfolds.
    fn across(&self, _: &mut App, _: i8) {}

    /// Returns how many rows are shown.
    fn height(&self, app: &App) -> usize {
        app.list(app.screen).map_or(10, |list| list.height.get())
    }

    /// Gives the keyboard to the other pane.
    fn switch(&self, app: &mut App) {
        if app.screens.detail.focused || app.record().is_some() {
            app.screens.detail.focused = !app.screens.detail.focused;
        } else {
            app.refuse(app.screen.pane.no_record(app));
        }
    }

    /// Opens what is under the cursor.
    fn open(&self, app: &mut App) {
        if app.record().is_some() {
            app.screens.detail.focused = true;
        } else {
            let (add, filter) = (key_of(app, &commands::ADD), key_of(app, &commands::FILTER));
            app.refuse(format!(
                "There is nothing to open; {add} adds a record, {filter} changes the filter."
            ));
        }
    }

    /// Tells whether nothing is open in it that closing would take away before the filter.
    fn is_closed(&self, _: &App) -> bool {
        true
    }

    /// Closes one thing, the last that was opened.
    fn back(&self, app: &mut App) {
        if !close_one(app) && !navigate::take_step_back(app) {
            app.tell("This is the top; :quit leaves.");
        }
    }

    /// Marks or unmarks what is under the cursor.
    fn mark(&self, app: &mut App) {
        app.with_list(app.screen, |list, _| list.toggle_mark());
    }

    /// Computes what is shown, if the register changed since it was computed.
    fn freshen(&self, app: &mut App) {
        app.with_rows(app.screen, |_, _| ());
    }

    /// Brings what is shown in line with where a key put the cursor.
    fn follow_cursor(&self, _: &mut App) {}

    /// Puts the cursor on a record, where it is shown.
    fn select(&self, app: &mut App, slot: Slot) {
        app.with_list(app.screen, |list, _| list.select(slot));
    }

    /// Puts the cursor on what an undo or redo changed, where it is shown.
    fn show_edited(&self, app: &mut App, touched: &[Id]) {
        let slot = touched.first().and_then(|id| app.register.slot(id.as_str()));
        if let Some(slot) = slot {
            app.with_list(app.screen, |list, _| list.select(slot));
        }
    }

    /// Goes on after an answer to the question shown, whether or not it is another one than before.
    fn answered(&self, _: &mut App) {}

    /// Narrows the list of the screen to what is chosen beside it, since records changed.
    fn narrow(&self, _: &mut App) {}

    /// Puts the cursor of a screen on a record, without the filter if that hides it; tells whether it is there.
    fn reveal(&self, app: &mut App, screen: &'static Screen, slot: Slot) -> bool {
        let reveal = |list: &mut List, view: View<'_>| {
            if list.select(slot) {
                return true;
            }
            let before = list.filter().to_owned();
            list.set_filter(view, "");
            let found = list.select(slot);
            if !found {
                list.set_filter(view, &before);
            }
            found
        };
        app.with_list(screen, reveal).unwrap_or(false)
    }

    /// Returns the filter as typed, where something can be filtered.
    fn filter<'a>(&self, app: &'a App) -> Option<&'a str> {
        app.list(app.screen).map(List::filter)
    }

    /// Returns why the filter cannot be read, or what it lacks.
    fn filter_error<'a>(&self, app: &'a App) -> Option<&'a QueryError> {
        app.list(app.screen)?.filter_error()
    }

    /// Returns the filter that the rows are of: the last that could be read.
    fn filter_in_force<'a>(&self, app: &'a App) -> &'a str {
        app.list(app.screen).map_or("", List::filter_in_force)
    }

    /// Returns how many rows the filter lets through.
    fn count(&self, app: &App) -> usize {
        app.list(app.screen).map_or(0, |list| list.rows().len())
    }

    /// Tells whether what is shown is rows that a file can hold.
    fn has_rows(&self, app: &App) -> bool {
        app.list(app.screen).is_some()
    }

    /// Returns the rows that are shown, of marked ones those alone, as a file has them.
    fn as_rows(&self, app: &App) -> Option<Listed> {
        app.list(app.screen).map(|list| as_rows::of(list, app.view()))
    }

    /// Filters by another text.
    fn set_filter(&self, app: &mut App, text: &str) {
        app.with_rows(app.screen, |list, view| list.set_filter(view, text));
    }

    /// Takes up a filter that was typed to its end.
    fn filtered(&self, _: &mut App) {}

    /// Builds a part of what the first word of a filter will need, and applies a filter that waits for the last of it.
    /// Returns whether there is more to build.
    fn prepare_filter(&self, app: &mut App) -> bool {
        let more = app.with_rows(app.screen, List::prepare_filter).unwrap_or(false);
        // The last part may have changed the rows.
        app.dirty |= !more;
        more
    }
}

/// A list of records.
pub struct Rows;

impl Pane for Rows {}

/// Closes what lies nearest over the rows: the zoom, the marks or the filter. Tells whether there was any.
pub(in crate::app) fn close_one(app: &mut App) -> bool {
    if app.screens.zoomed {
        app.screens.zoomed = false;
        return true;
    }
    if app.with_list(app.screen, |list, _| list.clear_marks()) == Some(true) {
        return true;
    }
    let filtered = !app.filter().is_empty();
    if filtered {
        app.screen.pane.set_filter(app, "");
    }
    filtered
}
