//! The list of everything that is not on disk, and what can be done with each.

use crate::app::dialogs::Confirm;
use crate::app::dialogs::picker::{Entry, Picker};
use crate::app::edits::conflict;
use crate::app::edits::draft::Draft;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::state::outcome::{Target, Then};
use crate::app::unsaved::resuming::choices_of_draft;
use crate::app::unsaved::{Reason, label, leaving};
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::store::save::{SaveError, history};

/// Lists everything that is not on disk.
pub(in crate::app) fn list(app: &mut App) {
    let unsaved = &app.edits.unsaved;
    let of_edit = |number: u64, edit: &Edit, note: String| Entry {
        target: Target::Failed(number),
        lead: records_of(edit),
        text: summary(&app.register, edit),
        note,
        refused: None,
    };
    let failed = unsaved.failed.iter();
    let failed = failed.map(|one| of_edit(one.request.number, &one.request.edit, one.reason.sentence()));
    let note = if unsaved.waits {
        "waits for another aims"
    } else {
        "being saved"
    };
    let saving = unsaved.saving.iter();
    let saving = saving.map(|one| of_edit(one.number, &one.edit, note.to_owned()));
    let drafts = unsaved.drafts.iter().map(|draft| {
        let texts = texts(&app.register, draft);
        let texts: Vec<_> = texts.iter().map(|(_, text)| beginning(text)).collect();
        Entry {
            target: Target::Draft(Box::new(draft.clone())),
            lead: draft.title(),
            text: texts.join("; "),
            note: "not saved".to_owned(),
            refused: None,
        }
    });
    let entries: Vec<_> = failed.chain(saving).chain(drafts).collect();
    if entries.is_empty() {
        app.tell("Everything is saved.");
        return;
    }
    let picker = Picker::new("Not saved", entries);
    app.dialogs.push(picker);
}

/// Asks what becomes of a draft.
pub(in crate::app) fn ask_about_draft(app: &mut App, draft: &Draft) {
    let mut text = format!("Not saved: {}.\n", draft.title());
    for (label, typed) in texts(&app.register, draft) {
        text.push_str(&format!("\n{label}: {typed}"));
    }
    app.confirm("Not saved", text, choices_of_draft(draft));
}

/// Asks again what the topmost question asks about edits that are not on disk, as they are now: nothing is asked
/// about an edit that is saved, and whoever wanted to leave leaves once everything is.
pub(in crate::app) fn renew_question(app: &mut App) {
    let Some(confirm) = app.dialogs.top::<Confirm>() else {
        return;
    };
    let subject = confirm.choices.iter().find_map(|(.., then)| match then {
        Then::Quit => Some(None),
        Then::Retry(number) => Some(Some(*number)),
        _ => None,
    });
    match subject {
        // While something is on its way it is not known yet what there is to ask.
        Some(None) if app.edits.unsaved.saving.is_empty() => {
            app.dialogs.pop();
            leaving::leave_or_ask(app);
        }
        Some(Some(number)) => {
            app.dialogs.pop();
            if !app.edits.unsaved.is_saved(number) {
                ask_about_edit(app, number);
            }
        }
        _ => {}
    }
}

/// Asks what becomes of an edit that is not on disk, or says that it is saved by now.
pub(in crate::app) fn ask_about_edit(app: &mut App, number: u64) {
    let unsaved = &app.edits.unsaved;
    let again = (Key::char('r'), "try again".to_owned(), Then::Retry(number));
    let Some(failed) = unsaved.failed(number) else {
        let Some(saving) = unsaved.saving(number) else {
            app.notices.tell_quietly(app.env.now, "This edit is saved by now.");
            return;
        };
        let how = if unsaved.waits {
            "waits for another aims to finish saving"
        } else {
            "is being saved now"
        };
        let text = format!("{} {how}. It is kept until it is saved.", saving.edit.title);
        app.confirm("Not saved", text, vec![again]);
        return;
    };
    if let Reason::Refused(SaveError::Clash(clashes)) = &failed.reason {
        let fields = clashes.iter().map(|clash| {
            let label = label(&app.register, &clash.id, clash.field);
            let label = format!("{} {label}", clash.id);
            (label, clash.theirs.clone(), clash.mine.clone())
        });
        let fields = fields.collect();
        conflict::ask_whose(app, fields, Then::TakeTheirs(number), Then::KeepMine(number));
        return;
    }
    let (edit, why) = (&failed.request.edit, failed.reason.sentence());
    let summary = summary(&app.register, edit);
    let text = format!(
        "{}\n{summary}\n\nNot on disk: {why}\nThe edit is kept until it is saved or discarded.",
        edit.title
    );
    let mut choices = vec![again];
    if matches!(failed.reason, Reason::Refused(SaveError::Gone(_))) {
        let make = "make the record again".to_owned();
        choices.push((Key::char('m'), make, Then::SaveAsNew(number)));
    }
    choices.push((Key::char('d'), "discard it".to_owned(), Then::DropEdit(number)));
    app.confirm("Not saved", text, choices);
}

/// Returns the texts in a draft, each with its label; of an edit what it writes into its first record.
pub(super) fn texts(register: &Register, draft: &Draft) -> Vec<(String, String)> {
    let edit = match draft {
        Draft::Edit(kept) => history::from_line(&kept.line, register.kinds()),
        _ => None,
    };
    let written = edit.map(|(_, edit)| written(register, &edit)).unwrap_or_default();
    written.into_iter().chain(draft.texts()).collect()
}

/// Returns what an edit writes into its first record, in a line: `Note: asked the vendor`.
fn summary(register: &Register, edit: &Edit) -> String {
    let written = written(register, edit).into_iter();
    let fields = written.map(|(label, text)| format!("{label}: {}", beginning(&text)));
    fields.collect::<Vec<_>>().join("; ")
}

/// Returns what an edit writes into its first record, field by field, without what was there before.
fn written(register: &Register, edit: &Edit) -> Vec<(String, String)> {
    let first = edit.touched().into_iter().next();
    let of_first = edit.changes.iter().filter(|change| Some(change.id()) == first.as_ref());
    let written = of_first.map(|change| match change {
        Change::Set { id, field, from, to } => {
            let (from, to) = (from.to_string(), to.to_string());
            let added = to.strip_prefix(&from).filter(|added| added.starts_with('\n'));
            let new = match added.unwrap_or(&to).trim() {
                "" => "nothing".to_owned(),
                new => new.to_owned(),
            };
            (label(register, id, *field).to_owned(), new)
        }
        Change::Add(record) => ("New".to_owned(), record.title().to_owned()),
        Change::Remove(record) => ("Without".to_owned(), record.title().to_owned()),
    });
    written.collect()
}

/// Names the records of an edit, in a few words.
fn records_of(edit: &Edit) -> String {
    match &edit.touched()[..] {
        [] => String::new(),
        [one] => one.to_string(),
        [first, more @ ..] => format!("{first} and {} more", more.len()),
    }
}

/// Returns the first lines of a list, each after a line break, and how many more there are.
pub(super) fn first_lines(most: usize, lines: impl Iterator<Item = String>) -> String {
    let (mut text, mut count) = (String::new(), 0);
    for line in lines {
        count += 1;
        if count <= most {
            text.push_str(&format!("\n{line}"));
        }
    }
    if count > most {
        text.push_str(&format!("\nand {} more", count - most));
    }
    text
}

/// Returns the beginning of a text, in one line.
pub(super) fn beginning(text: &str) -> String {
    const LENGTH: usize = 60;
    let line = text.replace('\n', " ");
    match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
