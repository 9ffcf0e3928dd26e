//! Notices about changes made by other programs.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use crate::app::dialogs::ShownRecord;
use crate::app::edits::{self, Cursor};
use crate::app::form::Form;
use crate::app::list::List;
use crate::app::state::App;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;
use crate::store::load::FileProblem;

/// How many ids a notice names, and how many when there are more.
const NAMED: usize = 4;
const FIRST: usize = 2;

/// Returns the sentence on files that could be read before and cannot now.
pub(in crate::app) fn newly_broken(app: &App, problems: &[FileProblem]) -> Option<String> {
    let before: HashSet<&PathBuf> = app
        .sync
        .problems
        .iter()
        .filter(|old| old.is_broken())
        .map(|old| &old.path)
        .collect();
    let broken = problems.iter().filter(|problem| problem.is_broken());
    let new: BTreeSet<_> = broken
        .map(|problem| &problem.path)
        .filter(|path| !before.contains(path))
        .collect();
    match new.iter().collect::<Vec<_>>().as_slice() {
        [] => None,
        [one] => Some(format!(
            "{} cannot be read any more and is left alone; :problems says why.",
            one.display()
        )),
        several => {
            let count = several.len();
            Some(format!(
                "{count} files cannot be read any more and are left alone; :problems says why."
            ))
        }
    }
}

/// Returns the sentence on what changed in a record that is open in a form; the form itself stays as it is.
pub(in crate::app) fn changed_in_forms(app: &App, puts: &[Record], gone: &[Id]) -> Option<String> {
    let form = app.dialogs.each::<Form>().rev().find(|form| !form.is_new)?;
    let id = form.original.id();
    if gone.contains(id) {
        return Some(format!(
            "{id} was removed outside while it is open here; what is typed stays."
        ));
    }
    let new = puts.iter().find(|record| record.id() == id)?;
    let labels: Vec<_> = form
        .original
        .differences(new)
        .map(|field| new.kind().stored(field).label)
        .collect();
    if labels.is_empty() {
        return Some(format!("{id} is outside as it was when it was opened here."));
    }
    Some(format!(
        "{id} changed outside while it is open here: {}.",
        labels.join(", ")
    ))
}

/// Computes everything again, with the cursor of the list shown on its record.
pub(in crate::app) fn refresh_keeping_cursors(app: &mut App) {
    let selected = app.list(app.screen).and_then(List::selected);
    app.refresh_all();
    if let Some(slot) = selected {
        app.with_rows(app.screen, |list, _| list.select(slot));
    }
    edits::narrow_lists(app);
    app.screens.today.cursor = app
        .screens
        .today
        .cursor
        .min(app.screens.today.lines.len().saturating_sub(1));
}

pub(in crate::app) fn refresh_outside(app: &mut App, touched: &HashSet<Slot>) {
    edits::refresh_touched(app, touched, Cursor::Follow);
    app.screens.today.cursor = app
        .screens
        .today
        .cursor
        .min(app.screens.today.lines.len().saturating_sub(1));
}

/// Leaves what was about records that went.
pub(in crate::app) fn let_go_of(app: &mut App, gone: &[Id]) {
    let is_gone = |register: &Register, id: &Id| gone.contains(id) && register.get(id.as_str()).is_none();
    let register = &app.register;
    app.dialogs.close(|ShownRecord(id)| is_gone(register, id));
    app.guided
        .sessions
        .retain_mut(|session| session.let_go(|id| is_gone(register, id)));
}

/// Returns a few ids and how many more there are.
pub(in crate::app) fn some_of(ids: &[Id]) -> String {
    let count = if ids.len() > NAMED { FIRST } else { ids.len() };
    let named: Vec<_> = ids.iter().take(count).map(Id::as_str).collect();
    match ids.len() - count {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
