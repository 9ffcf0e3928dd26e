//! Makes obligations of the duties that systems have under the EU AI Act. Not legal advice.

use chrono::NaiveDate;

use crate::app::decisions::rules;
use crate::app::edits::Cursor;
use crate::app::form::new_record;
use crate::app::state::App;
use crate::domain::kinds::system::{self, duties};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};

/// Returns an obligation for each duty of some systems that none is about yet, each with an id of its own.
pub fn obligations(register: &Register, systems: &[Record], today: NaiveDate, entropy: fn() -> [u8; 5]) -> Vec<Record> {
    let mut added: Vec<Record> = Vec::new();
    for record in systems
        .iter()
        .flat_map(|system| duties::unrecorded(register, system, today))
    {
        let id = new_record::id_beside(&record, register, &added, entropy);
        added.push(record.renamed(id));
    }
    added
}

/// Adds such obligations to an edit.
pub fn with_added(mut edit: Edit, obligations: Vec<Record>) -> Edit {
    let added = obligations.into_iter().map(Change::add);
    edit.changes.extend(added);
    edit
}

/// Says what the edit that adds them does.
pub fn title(systems: &[Record]) -> String {
    match systems {
        [system] => format!("record the legal duties of {}", system.title()),
        many => format!("record the legal duties of {} systems", many.len()),
    }
}

/// Says why there is nothing to add for some systems.
pub fn why_none(register: &Register, systems: &[Record]) -> &'static str {
    let has_class = |system: &&Record| system.get(system::EU_CLASS).is_some();
    let Some(classed) = systems.iter().find(has_class) else {
        return "No class under the AI Act is said; the form of the system takes it, our roles and since when it is in use.";
    };
    if !systems.iter().any(duties::knows_role) {
        return "Our roles towards the system are not said; its form takes them.";
    }
    if duties::of(register, classed).is_empty() {
        return "Its class and our roles bring no duty of the table.";
    }
    "Each duty of the table is an obligation already, or begins only with a significant change."
}

/// Adds the obligations of the systems at hand as one edit.
pub(in crate::app) fn record(app: &mut App) {
    let targets = app.targets();
    let targets = targets.iter().filter_map(|slot| app.register.at(*slot));
    let systems: Vec<_> = targets.filter(|record| record.is(&system::KIND)).cloned().collect();
    if systems.is_empty() {
        app.refuse("Systems have duties under the AI Act; go to Systems (2).");
        return;
    }
    let added = obligations(&app.register, &systems, app.env.today, app.env.entropy);
    if added.is_empty() {
        app.refuse(why_none(&app.register, &systems));
        return;
    }
    let count = added.len();
    let edit = with_added(app.edit_named(title(&systems)), added);
    if rules::commit(app, &edit, Cursor::Follow) {
        let added = if count == 1 {
            "1 obligation".to_owned()
        } else {
            format!("{count} obligations")
        };
        app.tell_edit(format!(
            "Added {added} (not legal advice). Say of each whether it is taken on and how it is met."
        ));
    }
}
