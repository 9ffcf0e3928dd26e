//! The risk method while it is changed: presets, its form, and what another method would change before it is accepted.

use std::sync::Arc;

use crate::app::decisions::rules;
use crate::app::dialogs::picker::{Entry, Picker};
use crate::app::edits::{Cursor, conflict};
use crate::app::environment::key::Key;
use crate::app::form::Form;
use crate::app::form::conflict::clashes_in_form;
use crate::app::state::App;
use crate::app::state::outcome::{Target, Then};
use crate::domain::kinds::method::comparison::{Shift, Shifts, shifts};
use crate::domain::kinds::method::presets::PRESETS;
use crate::domain::kinds::{method, risk};
use crate::domain::record::Record;
use crate::domain::register::edit::{Change, Edit};

/// How many of the risks that change their band are named.
const NAMED: usize = 4;
/// How many of the changes are counted one by one.
const COUNTED: usize = 5;

/// Offers the form of the method in force, a look at it, and the presets.
pub(in crate::app) fn choose_method(app: &mut App) {
    let Some(record) = app.register.get(method::KIND.name) else {
        return;
    };
    let is_empty = record.says_nothing();
    let refused = app.sync.refuses_changes();
    let refused = refused.or_else(|| app.register.refusal(record.id().as_str()));
    let entry = |target, lead: &str, text: String, note: &str, refused: Option<String>| Entry {
        target,
        lead: lead.to_owned(),
        text,
        note: note.to_owned(),
        refused,
    };
    let mut entries = vec![
        entry(
            Target::Form(record.id().clone()),
            "edit",
            "the scales, grid, bands and appetite in a form".to_owned(),
            "",
            refused
                .clone()
                .or_else(|| is_empty.then(|| "Nothing is written yet; take a preset and change that.".to_owned())),
        ),
        entry(
            Target::Record(record.id().clone()),
            "look",
            "at the method and its linked records".to_owned(),
            "",
            None,
        ),
    ];
    for (at, preset) in PRESETS.iter().enumerate() {
        let is_it = is_empty && at == 0 || method::read(&preset.record()).as_ref() == Ok(app.register.method());
        let text = format!("preset, {}", preset.purpose);
        let note = if is_it { "in force" } else { "" };
        let target = Target::Preset(at, Box::new(record.clone()));
        entries.push(entry(target, preset.name, text, note, refused.clone()));
    }
    app.dialogs.push(Picker::new("The risk method", entries));
}

/// Asks whether a preset is to be the method in place of what it was when the preset was offered.
pub(in crate::app) fn choose_preset(app: &mut App, at: usize, base: &Record) {
    let (Some(record), Some(preset)) = (app.register.get(method::KIND.name), PRESETS.get(at)) else {
        return;
    };
    let mut edit = app.edit_named(format!("risk method: preset {}", preset.name));
    // What stays as it is belongs to the preset as well: others may change it until it is taken.
    for (field, (_, to)) in preset.record().fields().enumerate() {
        edit.changes.push(Change::Set {
            id: record.id().clone(),
            field,
            from: base.value(field).clone(),
            to: to.clone(),
        });
    }
    if !asks_about_method(app, &edit) {
        app.tell("This preset is the method already.");
    }
}

/// Shows what an edit of the method would change and asks whether it is meant; tells whether it had to.
pub(super) fn asks_about_method(app: &mut App, edit: &Edit) -> bool {
    let Some(record) = app.register.get(method::KIND.name) else {
        return false;
    };
    let after = changed(record, edit);
    if after == *record {
        return false;
    }
    let Ok(other) = method::read(&after) else {
        return false;
    };
    let judged = in_words(app, &shifts(&app.register, &other));
    let others = rules::to_confirm(app, edit, &[method::JUDGED_OTHERWISE]);
    let text = [vec![judged], others].concat().join("\n\n");
    let choice = (
        Key::char('y'),
        "judge by this method from now on, as one edit".to_owned(),
        Then::TakeMethod(Box::new(edit.clone())),
    );
    app.confirm("Another risk method", text, vec![choice]);
    true
}

/// Takes a method that was looked at; its form is done with. Where others changed the method meanwhile, it is asked
/// whose holds: half of each would be a method of nobody.
pub(in crate::app) fn take_method(app: &mut App, edit: &Edit) {
    let in_form = app.dialogs.top::<Form>().is_some();
    if in_form && clashes_in_form(app, edit) {
        return;
    }
    let clashes = conflict::clashes(app, edit);
    if !clashes.is_empty() {
        let theirs = Then::Make(Box::new(app.edit_named(String::new())));
        let mine = Then::TakeMethod(Box::new(conflict::resolved_edit(app, edit, false)));
        conflict::ask_whose(app, clashes, theirs, mine);
        return;
    }
    let mut edit = edit.clone();
    conflict::leave_out_what_is_so(app, &mut edit);
    if rules::commit_confirmed(app, &edit, Cursor::Follow) && in_form {
        app.dialogs.pop();
    }
}

/// Adds the next review to an edit that judges risks: by the interval of the band a risk is in then, unless somebody
/// says a day in the same edit or it is due sooner anyway.
pub(super) fn propose_reviews(app: &App, edit: &mut Edit) {
    let (method, today) = (app.register.method(), app.env.today);
    let judges = |field| [risk::CURRENT.field(), risk::INHERENT.field()].contains(&risk::KIND.at(field));
    let mut proposed = Vec::new();
    for change in &mut edit.changes {
        if let Change::Add(record) = change
            && record.is(&risk::KIND)
            && record.get(risk::REVIEW).is_none()
            && let Some(day) = risk::next_review(method, record, today)
        {
            *record = Arc::new(Record::clone(record).with(risk::REVIEW, day));
        }
    }
    let scored = edit.changes.iter().filter_map(|change| match change {
        Change::Set { id, field, .. } if judges(*field) => app.register.get(id.as_str()),
        _ => None,
    });
    for record in scored.filter(|record| record.is(&risk::KIND)) {
        let says = |change: &Change| matches!(change, Change::Set { id, field, .. } if id == record.id() && risk::KIND.at(*field) == risk::REVIEW.field());
        let is_explained = edit.changes.iter().any(says) || proposed.iter().any(says);
        let from = record.get(risk::REVIEW);
        let is_sooner = |day| from.is_some_and(|from| from >= today && from <= day);
        match risk::next_review(method, &changed(record, edit), today) {
            Some(day) if !is_explained && !is_sooner(day) => proposed.push(Change::Set {
                id: record.id().clone(),
                field: risk::REVIEW.field().index,
                from: from.into(),
                to: day.into(),
            }),
            _ => {}
        }
    }
    edit.changes.extend(proposed);
}

fn in_words(app: &App, shifts: &Shifts) -> String {
    let counts = shifts.counts();
    let mut lines = vec![shifts.in_short()];
    let outside = shifts.outside();
    if outside > 0 {
        lines.push(format!("Outside the new scales, to be judged again: {outside}."));
    }
    if !counts.is_empty() {
        lines.push(String::new());
    }
    for (from, to, count) in counts.iter().take(COUNTED) {
        lines.push(format!("{count:>5}  {}", arrow(*from, *to)));
    }
    let rest: usize = counts.iter().skip(COUNTED).map(|(.., count)| count).sum();
    if rest > 0 {
        lines.push(format!("{rest:>5}  otherwise"));
    }
    if !shifts.moved.is_empty() {
        lines.push(String::new());
    }
    // What can no longer be read is worse than what is read otherwise.
    let (lost, other): (Vec<_>, Vec<_>) = shifts.moved.iter().partition(|shift| shift.outside);
    for shift in lost.into_iter().chain(other).take(NAMED) {
        lines.push(named(app, shift));
    }
    let more = shifts.moved.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines.join("\n")
}

/// Returns one risk in a line of the question.
fn named(app: &App, shift: &Shift) -> String {
    let title = app.register.title(shift.id.as_str()).unwrap_or_default();
    let mut title: Vec<_> = title.chars().collect();
    if title.len() > 26 {
        title.truncate(25);
        title.push('~');
    }
    let title: String = title.into_iter().collect();
    let outside = if shift.outside { ", outside" } else { "" };
    let moved = arrow(shift.from.as_deref(), shift.to.as_deref());
    format!("{}  {title}: {moved}{outside}", shift.id)
}

fn arrow(from: Option<&str>, to: Option<&str>) -> String {
    format!("{} -> {}", from.unwrap_or("no level"), to.unwrap_or("no level"))
}

/// Returns a record as an edit would leave it.
fn changed(record: &Record, edit: &Edit) -> Record {
    let mut after = record.clone();
    for change in &edit.changes {
        if let Change::Set { id, field, to, .. } = change
            && id == record.id()
        {
            // A value of an edit was read by the field's shape, so it fits.
            let _ = after.put(*field, to.clone());
        }
    }
    after
}
