//! Drawing of dialogs: each in its own way by a line in a table, or by its title, lines and text.

mod confirm;
pub mod crosswalk;
mod filter;
mod form;
mod import;
mod picker;
mod plain;
mod prompt;
mod record;
pub mod record_history;
pub mod trends;
pub mod year_plan;

use ratatui::layout::{Position, Rect};

use crate::app::decisions::prompt::Ask;
use crate::app::dialogs::crosswalk::Crosswalk;
use crate::app::dialogs::filter::Filter;
use crate::app::dialogs::picker::Picker;
use crate::app::dialogs::record_history::RecordHistory;
use crate::app::dialogs::trends::TrendsPage;
use crate::app::dialogs::year_plan::Plan;
use crate::app::dialogs::{Confirm, Dialog, ShownRecord};
use crate::app::form::Form;
use crate::app::guided::import::Importing;
use crate::app::input::keymap::{Meaning, text as keys_text};
use crate::app::notices::{Notice, Tone};
use crate::app::state::App;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
pub use crate::ui::dialogs::filter::draw as filter;
use crate::ui::status::fits_status;
use crate::ui::widgets::popup::Place;
use crate::ui::widgets::popup::menu::{Choice, Menu};
use crate::ui::widgets::popup::toast::{Kind, Toast};

/// A dialog that is drawn in its own way.
trait Draw {
    /// Draws it over a part of the terminal or of the body, and returns the cursor of what is typed in it.
    fn draw(&self, app: &App, area: Rect, body: Rect, pen: &mut Pen<'_>) -> Option<Position>;

    /// Tells whether it takes the place of the status line.
    fn hides_status(&self) -> bool {
        false
    }
}

/// Returns how a dialog of one type is drawn, if it is of that type.
type Own = fn(&dyn Dialog) -> Option<&dyn Draw>;

/// The dialogs that are drawn in their own way; the others are text to read, and a line to type where they have one.
static DRAWN: &[Own] = &[
    own::<Form>,
    own::<Ask>,
    own::<Confirm>,
    own::<Filter>,
    own::<Picker>,
    own::<Crosswalk>,
    own::<ShownRecord>,
    own::<RecordHistory>,
    own::<TrendsPage>,
    own::<Plan>,
    own::<Importing>,
];

fn own<T: Dialog + Draw>(dialog: &dyn Dialog) -> Option<&dyn Draw> {
    dialog.as_a::<T>().map(|own| own as &dyn Draw)
}

fn drawn(dialog: &dyn Dialog) -> Option<&dyn Draw> {
    DRAWN.iter().find_map(|own| own(dialog))
}

/// Draws the dialogs, lowest first, then the which-key box or an error; returns the cursor of the topmost.
pub fn draw(app: &App, area: Rect, body: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let (mut cursor, mut hides_status) = (None, false);
    for dialog in app.dialogs.iter() {
        (cursor, hides_status) = match drawn(&**dialog) {
            Some(own) => (own.draw(app, area, body, pen), own.hides_status()),
            None => (plain::draw(&**dialog, area, pen), dialog.top().is_some()),
        };
    }
    // A notice too long for the status line gets a box.
    let is_hidden = |notice: &&Notice| hides_status || !fits_status(app, notice, layout::screen(area), pen);
    let notice = app.notices.current().filter(|notice| notice.tone != Tone::Error);
    if let Some(notice) = notice.filter(is_hidden) {
        let kind = if notice.tone == Tone::Refused {
            Kind::Warning
        } else {
            Kind::Done
        };
        toast(kind, &notice.text, body, pen);
    }
    which_key(app, area, pen);
    if let Some(notice) = app.notices.current().filter(|notice| notice.tone == Tone::Error) {
        toast(Kind::Error, &notice.text, body, pen);
    }
    cursor
}

fn toast(kind: Kind, text: &str, area: Rect, pen: &mut Pen<'_>) {
    let look = pen.look();
    pen.render_widget(&Toast { kind, text, look }, area);
}

fn which_key(app: &App, area: Rect, pen: &mut Pen<'_>) {
    if app.input.pending.is_empty() {
        return;
    }
    let Meaning::Prefix(next) = app.input.keymap.meaning(&app.contexts(), &app.input.pending) else {
        return;
    };
    let next: Vec<_> = next
        .into_iter()
        .map(|(key, command)| (key.to_string(), command))
        .collect();
    let refusals: Vec<_> = next.iter().map(|(_, command)| app.refusal(command)).collect();
    let choices: Vec<_> = next
        .iter()
        .zip(&refusals)
        .map(|((key, command), refused)| Choice {
            key,
            label: command.help,
            refused: refused.as_deref(),
        })
        .collect();
    let title = keys_text(&app.input.pending);
    let menu = Menu {
        title: &title,
        choices: &choices,
        cursor: None,
        place: Place::Corner,
        look: pen.look(),
    };
    pen.render_widget(&menu, area);
}
