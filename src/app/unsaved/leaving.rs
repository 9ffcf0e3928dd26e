//! Leaving the program once everything is on disk, or after a question about what is not.

use crate::app::edits::draft::Draft;
use crate::app::environment::effect::Effect;
use crate::app::environment::key::{Code, Key};
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::app::unsaved::saving::Cause;
use crate::app::unsaved::{counted, kept, listing, saving};

/// How many edits are named before leaving.
const NAMED: usize = 6;

/// Leaves once everything is on disk; what is not is tried again first and then told.
pub(in crate::app) fn quit(app: &mut App) {
    saving::retry(app, Cause::Time);
    app.edits.unsaved.leaving = true;
    leave_if_saved(app);
    if app.edits.unsaved.leaving {
        app.tell(waiting_to_leave(app));
    }
}

/// Says what leaving waits for.
fn waiting_to_leave(app: &App) -> &'static str {
    if app.edits.unsaved.waits {
        "Waiting for another aims to finish saving; esc stays."
    } else {
        "Saving, then leaving; esc stays."
    }
}

/// Takes whether the edit in turn waits for another process.
pub(in crate::app) fn take_waits(app: &mut App, waits: bool) {
    if app.edits.unsaved.waits != waits {
        app.edits.unsaved.waits = waits;
        app.dirty = true;
        if app.edits.unsaved.leaving {
            app.tell(waiting_to_leave(app));
        }
    }
}

/// Takes a key while the program is about to leave; tells whether it was for that.
pub(in crate::app) fn key_while_leaving(app: &mut App, key: Key) -> bool {
    if !app.edits.unsaved.leaving || key == Key::char('q') {
        return app.edits.unsaved.leaving;
    }
    app.edits.unsaved.leaving = false;
    key == Key::plain(Code::Esc)
}

/// Leaves if that was waited for and nothing is on its way any more.
pub(in crate::app) fn leave_if_saved(app: &mut App) {
    if app.edits.unsaved.leaving && app.edits.unsaved.saving.is_empty() {
        app.edits.unsaved.leaving = false;
        leave_or_ask(app);
    }
}

/// Leaves, or asks first when something is not on disk.
pub(super) fn leave_or_ask(app: &mut App) {
    let unsaved = &app.edits.unsaved;
    let (count, lost) = (unsaved.failed.len(), unsaved.cannot_keep.is_some());
    let texts = if lost { &unsaved.drafts[..] } else { &[] };
    if count + texts.len() == 0 {
        app.effects.push(Effect::Quit);
        return;
    }
    let are = if count + texts.len() == 1 { "is" } else { "are" };
    let what = [(count, "edit"), (texts.len(), "text")];
    let what = what.iter().filter(|(count, _)| *count > 0);
    let what: Vec<_> = what.map(|(count, what)| counted(*count, what)).collect();
    let mut text = format!("{} {are} not on disk:\n", what.join(" and "));
    let failed = unsaved.failed.iter();
    let failed = failed.map(|failed| format!("{}: {}", failed.request.edit.title, failed.reason.sentence()));
    text.push_str(&listing::first_lines(
        NAMED,
        failed.chain(texts.iter().map(Draft::title)),
    ));
    text.push_str(if lost {
        "\n\nThe state folder cannot be written, so leaving now loses it."
    } else {
        "\n\nAfter leaving now, it is offered again at the next start."
    });
    let mut choices = Vec::new();
    if count > 0 {
        choices.push((Key::char('r'), "try again, then leave".to_owned(), Then::RetryAndLeave));
    }
    choices.push((Key::char('l'), "look at each".to_owned(), Then::ListUnsaved));
    choices.push((Key::char('y'), "leave without saving".to_owned(), Then::Quit));
    app.confirm("Leave", text, choices);
    app.dirty = true;
}

/// Tries to save what is not on disk, and leaves if that succeeds.
pub(in crate::app) fn retry_and_leave(app: &mut App) {
    saving::retry(app, Cause::Asked);
    quit(app);
}

/// Returns what is told on the way out about what is not on disk, in one line; nothing where all is saved.
pub fn farewell(app: &App) -> Option<String> {
    let edits = app.edits.unsaved.failed.len() + app.edits.unsaved.saving.len();
    let texts = kept(app).len().saturating_sub(edits);
    let mut what = Vec::new();
    if edits > 0 {
        what.push(format!("{} not on disk", counted(edits, "edit")));
    }
    if texts > 0 {
        what.push(counted(texts, "text"));
    }
    let then = if app.edits.unsaved.cannot_keep.is_some() {
        "lost, since the state folder cannot be written"
    } else {
        "kept, and offered at the next start"
    };
    (!what.is_empty()).then(|| format!("aims: {}: {then}.", what.join(" and ")))
}
