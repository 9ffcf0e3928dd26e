//! What an incident leads to: a risk of its systems, and assessments to repeat.

use crate::app::edits;
use crate::app::edits::Cursor;
use crate::app::environment::key::Key;
use crate::app::form::new_record;
use crate::app::list::spec::View;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::kinds::assessment::{self, Standing};
use crate::domain::kinds::{incident, risk};
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
        let text = format!("{} was made of this incident already; L goes there.", raised.id());
        app.refuse(text);
        return;
    }
    let systems: Vec<_> = record.get(incident::SYSTEMS).into_iter().cloned().collect();
    if systems.is_empty() {
        app.refuse("The incident names no system whose risk it shows; e says which.");
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
    edit.changes.push(Change::Add(Box::new(new.renamed(id.clone()))));
    let linked = record.stored(incident::RISKS).items().iter().cloned();
    let linked = Value::set(linked.chain([Value::Reference(id)]).collect());
    let edit = edits::with_changes(app, edit, &record, Changes::new().set(incident::RISKS, linked));
    edits::commit_fitting(app, edit, Cursor::Follow);
}

/// Shows which assessments of the incident's systems wait for such an event, and makes them stale when that is
/// confirmed.
pub(in crate::app) fn fire_triggers(app: &mut App) {
    let Some(record) = app.record().filter(|record| record.is(&incident::KIND)).cloned() else {
        app.refuse("Triggers are fired by incidents; go to Incidents (9 I).");
        return;
    };
    let Some(happened) = record.get(incident::HAPPENED) else {
        app.refuse("The incident has no day on which it happened; e says which.");
        return;
    };
    let mut edit = Ok(app.edit_named(format!("fire triggers of {}", record.id())));
    let mut text = format!("{} happened on {happened}. It makes stale:\n", record.id());
    for Fired {
        assessment,
        names,
        rows,
    } in fired(app.view(), &record)
    {
        text.push_str(&format!("\n{}  {}: {names}", assessment.id(), assessment.title()));
        let changes = Changes::new().set(assessment::EVENTS, rows);
        edit = edit.and_then(|edit| edits::with_changes(app, edit, assessment, changes));
    }
    let Some(edit) = edits::fitting(app, edit) else { return };
    if edit.is_empty() {
        let waiting = in_force(app.view(), &record).count();
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
    record.is(&incident::KIND) && in_force(view, record).any(|one| fires(one, record).is_some())
}

/// An assessment that an incident makes stale.
pub(in crate::app) struct Fired<'a> {
    /// The assessment.
    pub assessment: &'a Record,
    /// The events of it that the incident is.
    pub names: String,
    /// All its events, with the day on those.
    pub rows: Value,
}

/// Returns the assessments of an incident's systems that are in force: neither drafts nor superseded.
fn in_force<'a>(view: View<'a>, incident: &Record) -> impl Iterator<Item = &'a Record> + use<'a> {
    let systems = incident.get(incident::SYSTEMS).into_iter();
    let systems: Vec<_> = systems.filter_map(|id| view.register.get(id.as_str())).collect();
    let assessments = systems
        .into_iter()
        .flat_map(move |system| assessment::of_system(view.register, system));
    assessments.filter(move |one| {
        let standing = assessment::standing(view.register, one, view.today);
        matches!(standing, Standing::Valid | Standing::Stale)
    })
}

/// Returns the assessments that an incident makes stale.
pub(in crate::app) fn fired<'a>(view: View<'a>, incident: &Record) -> Vec<Fired<'a>> {
    in_force(view, incident)
        .filter_map(|one| fires(one, incident))
        .collect()
}

/// Returns the events of an assessment that an incident is, and all its events with the day on those; nothing where
/// none waits, or where the assessment was made after the incident and knew of it.
fn fires<'a>(one: &'a Record, incident: &Record) -> Option<Fired<'a>> {
    let happened = incident.get(incident::HAPPENED)?;
    if one.get(assessment::DATE).is_some_and(|date| date > happened) {
        return None;
    }
    let mut names = Vec::new();
    let rows = one.get(assessment::EVENTS).into_iter().filter_map(|row| {
        let [event, day] = row else { return None };
        let name = event.as_text().unwrap_or_default();
        if !day.is_empty() || !incident::is_named_by(incident, name) {
            return Some(Value::Row(row.into()));
        }
        names.push(name.to_owned());
        Some(Value::Row([event.clone(), happened.into()].into()))
    });
    let rows = Value::set(rows.collect());
    let names = names.join("; ");
    (!names.is_empty()).then_some(Fired {
        assessment: one,
        names,
        rows,
    })
}

/// Says why an incident fires nothing, and what would let it.
fn why_none(record: &Record, waiting: usize) -> String {
    if record.get(incident::SYSTEMS).is_empty() {
        return "The incident names no system whose assessments could wait for it; e says which.".to_owned();
    }
    match waiting {
        0 => "Its systems have no assessment in force; A on Systems (2) makes one.".to_owned(),
        1 => "The assessment in force waits for no such event, or came after it; its events name some.".to_owned(),
        several => format!(
            "None of the {several} assessments in force waits for such an event, or all came after it; their events name some."
        ),
    }
}
