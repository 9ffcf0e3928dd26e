//! Typical risks to begin with: chosen from a list, inserted as a draft of a system.

use crate::app::decisions::rules;
use crate::app::dialogs::picker::{Entry, Picker};
use crate::app::edits::Cursor;
use crate::app::form::new_record;
use crate::app::screens;
use crate::app::state::App;
use crate::app::state::outcome::Target;
use crate::domain::catalogue::typical_risks::{Starter, starters};
use crate::domain::kinds::risk::{self, typical};
use crate::domain::kinds::system;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Change;

/// Offers typical risks for the system under the cursor, or asks for which one.
pub(in crate::app) fn choose_starter(app: &mut App) {
    let here = app.record().filter(|record| record.is(&system::KIND));
    if let Some(id) = here.map(|record| record.id().clone()) {
        choose_starter_for(app, &id);
        return;
    }
    let systems = app.register.of(&system::KIND).filter(|record| !record.is_retired());
    let entry = |record: &Record| Entry {
        target: Target::StartersOf(record.id().clone()),
        lead: record.id().to_string(),
        text: record.title().to_owned(),
        note: String::new(),
        refused: None,
    };
    let entries: Vec<_> = systems.map(entry).collect();
    if entries.is_empty() {
        app.refuse("A typical risk is one of a system, and there is none yet; go to Systems (2) and add one.");
        return;
    }
    app.dialogs.push(Picker::new("Typical risks: of which system", entries));
}

/// Offers typical risks for a system; those that it has already lead there.
pub(in crate::app) fn choose_starter_for(app: &mut App, system: &Id) {
    let entry = |(at, starter): (usize, &Starter)| {
        let inserted = typical::inserted(starter, &app.register, system);
        Entry {
            target: match inserted {
                Some(risk) => Target::Record(risk.id().clone()),
                None => Target::Starter(at, system.clone()),
            },
            lead: String::new(),
            text: starter.title.clone(),
            note: inserted.map_or_else(|| starter.sources.join(" "), |risk| format!("inserted, {}", risk.id())),
            refused: None,
        }
    };
    let entries = starters().iter().enumerate().map(entry).collect();
    app.dialogs
        .push(Picker::new("Typical risks: enter inserts a draft", entries));
}

/// Inserts a typical risk as a draft of a system, and offers the next one: there is rarely only one.
pub(in crate::app) fn insert_starter(app: &mut App, at: usize, system: &Id) {
    let Some(starter) = starters().get(at) else { return };
    let new = new_record::record(&risk::KIND, &app.register, app.env.today);
    let new = typical::fill(starter, new, system);
    let id = new_record::id(&new, &app.register, app.env.entropy);
    let mut edit = app.edit_named(format!("add {id}: {}", new.title()));
    edit.changes.push(Change::add(new.renamed(id.clone())));
    if rules::commit(app, &edit, Cursor::Follow)
        && app.screen.is(&screens::risks::SCREEN)
        && let Some(slot) = app.register.slot(id.as_str())
    {
        app.with_list(&screens::risks::SCREEN, |list, _| list.select(slot));
    }
    choose_starter_for(app, system);
    if let Some(picker) = app.dialogs.top_mut::<Picker>() {
        picker.cursor = (at + 1).min(picker.matches.len().saturating_sub(1));
    }
}
