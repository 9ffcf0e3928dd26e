//! What the editor leaves of a text that was with it.

use crate::app::edits::draft::{Draft, LongDraft};
use crate::app::form::Form;
use crate::app::guided::review::at_length;
use crate::app::state::App;

/// Takes what the editor left.
pub(in crate::app) fn edited(app: &mut App, text: Option<String>) {
    app.dirty = true;
    let writing = app.edits.unsaved.writing.take();
    if app.dialogs.top::<Form>().is_none() && at_length::written(app, text.as_deref(), writing) {
        return;
    }
    let today = app.env.today;
    match (app.dialogs.top_mut::<Form>(), text) {
        (Some(form), Some(text)) => {
            form.set_text(&text, &app.register, today);
            app.tell("Taken from the editor; ctrl-s saves the form.");
        }
        _ => app.tell("The editor changed nothing."),
    }
}

/// Takes that the editor failed, with what it saved all the same, if it did.
pub(in crate::app) fn editor_failed(app: &mut App, saved: Option<String>) {
    if let (Some(writing), Some(text)) = (app.edits.unsaved.writing.take(), saved) {
        app.edits
            .unsaved
            .drafts
            .push(Draft::Long(LongDraft { text, ..writing }));
    }
}
