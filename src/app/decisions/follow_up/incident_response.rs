//! What an incident leads to: a risk of its systems, and assessments to repeat.

use crate::app::decisions::rules;
use crate::app::edits::{self, Cursor};
use crate::app::environment::key::Key;
use crate::app::form::new_record;
use crate::app::list::spec::View;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::kinds::incident::triggers::{Fired, fired, in_force};
use crate::domain::kinds::{assessment, incident, risk};
use crate::domain::record::Record;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Changes, Edit};

/// Makes a draft risk of the incident under the cursor, for its systems. What causes it is left to be said.
pub(in crate::app) fn raise_risk(app: &mut App) {
    let Some(record) = app.record().cloned() else { return };
    let title = record.title();
    let known = record.get(incident::RISKS).into_iter();
    let raised = known
        .filter_map(|id| app.register.get(id.as_str()))
        .find(|risk| risk.title() == title);
    if let Some(raised) = raised {
        let text = format!("{} was made of this incident already; :links goes there.", raised.id());
        app.refuse(text);
        return;
    }
    let systems: Vec<_> = record.get(incident::SYSTEMS).into_iter().cloned().collect();
    if systems.is_empty() {
        app.refuse("The incident names no system whose risk it shows; :edit says which.");
        return;
    }
    let of_systems = systems.iter().filter_map(|id| app.register.get(id.as_str()));
    let owner = of_systems.map(Record::owner).find(|owner| !owner.is_empty());
    let new = new_record::record(&risk::KIND, &app.register, app.env.today)
        .with(risk::STATUS, risk::Status::Draft)
        .with(risk::SYSTEMS, systems.clone())
        .with(risk::OWNER, owner.unwrap_or(record.owner()))
        .with(risk::TITLE, title);
    let id = new_record::id(&new, &app.register, app.env.entropy);
    let mut edit = app.edit_named(format!("raise {id}: {title}"));
    edit.changes.push(Change::add(new.renamed(id.clone())));
    let linked = record.stored(incident::RISKS).items().iter().cloned();
    let linked = Value::set(linked.chain([Value::Reference(id)]).collect());
    let edit = edits::with_changes(app, edit, &record, Changes::new().set(incident::RISKS, linked));
    rules::commit_fitting(app, edit, Cursor::Follow);
}

/// Shows which assessments of the incident's systems wait for such an event, and makes them stale when that is
/// confirmed.
pub(in crate::app) fn fire_triggers(app: &mut App) {
    let Some(record) = app.record().filter(|record| record.is(&incident::KIND)).cloned() else {
        app.refuse("Triggers are fired by incidents; go to Incidents (9 I).");
        return;
    };
    let Some(happened) = record.get(incident::HAPPENED) else {
        app.refuse("The incident has no day on which it happened; :edit says which.");
        return;
    };
    let mut edit = Ok(app.edit_named(format!("fire triggers of {}", record.id())));
    let mut text = format!("{} happened on {happened}. It makes stale:\n", record.id());
    for Fired {
        assessment,
        names,
        rows,
    } in fired(&app.register, &record, app.env.today)
    {
        text.push_str(&format!("\n{}  {}: {names}", assessment.id(), assessment.title()));
        let changes = Changes::new().set(assessment::EVENTS, rows);
        edit = edit.and_then(|edit| edits::with_changes(app, edit, assessment, changes));
    }
    let Some(edit) = edits::fitting(app, edit) else { return };
    if edit.is_empty() {
        let waiting = in_force(&app.register, &record, app.env.today).count();
        app.refuse(why_none(&record, waiting));
        return;
    }
    confirm_fired(app, edit, text);
}

fn confirm_fired(app: &mut App, edit: Edit, text: String) {
    let fires = (
        Key::char('y'),
        "the event happened, as one edit".to_owned(),
        Then::Make(Box::new(edit)),
    );
    app.confirm("Fire triggers", text, vec![fires]);
}

/// Tells whether an incident makes an assessment stale.
pub(in crate::app) fn makes_stale(view: View<'_>, record: &Record) -> bool {
    record.is(&incident::KIND) && !fired(view.register, record, view.today).is_empty()
}

/// Says why an incident fires nothing, and what would let it.
fn why_none(record: &Record, waiting: usize) -> String {
    if record.get(incident::SYSTEMS).is_empty() {
        return "The incident names no system whose assessments could wait for it; :edit says which.".to_owned();
    }
    match waiting {
        0 => "Its systems have no assessment in force; A on Systems (2) makes one.".to_owned(),
        1 => "The assessment in force waits for no such event, or came after it; its events name some.".to_owned(),
        several => format!(
            "None of the {several} assessments in force waits for such an event, or all came after it; their events name some."
        ),
    }
}
