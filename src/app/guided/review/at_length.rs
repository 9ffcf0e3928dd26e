//! Writing what was said about a point in the editor.

use crate::app::decisions::prompt::keeping;
use crate::app::decisions::rules;
use crate::app::edits::draft::{Draft, LongDraft, LongPlace};
use crate::app::edits::{Cursor, conflict};
use crate::app::guided::review::{entries, points};
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::record::value::Value;
use crate::domain::review as agenda;

/// Gives what was said about the point to the editor.
pub(in crate::app) fn write(app: &mut App) {
    write_text(app, None);
}

/// Gives what was said about the point to the editor, or a text in its place; tells whether it was given.
pub(in crate::app) fn write_text(app: &mut App, text: Option<String>) -> bool {
    let Some((holding, review)) = points::held(app) else {
        return false;
    };
    let Some(title) = holding.point().map(|point| point.title.clone()) else {
        app.refuse("The editor takes what was said about a point; :up goes back to the last one.");
        return false;
    };
    let entered = || agenda::entry(review, &title).unwrap_or_default().text.to_owned();
    let before = entered();
    let text = text.unwrap_or_else(|| before.clone());
    let name = format!("{}-said.md", holding.review);
    let place = LongPlace::Point(holding.review.to_string(), title.clone());
    if let Some(holding) = &mut app.guided.holding {
        holding.writing = Some((title, before));
    }
    keeping::edit_text(app, LongDraft { place, name, text });
    true
}

/// Takes what the editor left about a point, and tells whether one was with it.
pub(in crate::app) fn written(app: &mut App, text: Option<&str>, writing: Option<LongDraft>) -> bool {
    let written = app.guided.holding.as_mut().and_then(|holding| holding.writing.take());
    let (Some((title, before)), Some(text)) = (written, text.map(str::trim)) else {
        return false;
    };
    let (Some(edit), Some((_, review))) = (entries::edit_of_entry(app, &title, text), points::held(app)) else {
        return false;
    };
    let theirs = agenda::entry(review, &title).unwrap_or_default().text.to_owned();
    let is_ours = theirs == before || theirs == text;
    let Some(writing) = writing.filter(|_| !is_ours) else {
        rules::commit(app, &edit, Cursor::Follow);
        return true;
    };
    // It is kept until it is settled whose words stand.
    let (label, text) = (format!("{} {title}", review.id()), text.to_owned());
    let nothing = app.edit_named(String::new());
    let mine = Value::text(&text);
    let draft = Draft::Long(LongDraft { text, ..writing });
    app.edits.unsaved.drafts.push(draft.clone());
    let resolve = |edit| Then::ResolveDraft(Box::new(edit), Box::new(draft.clone()));
    conflict::ask_whose(
        app,
        vec![(label, Value::text(&theirs), mine)],
        resolve(nothing),
        resolve(edit),
    );
    true
}
