//! Entries while a review is held: statements, decisions and findings, one edit each.

use crate::app::decisions::add_action::{handle_of, read_action};
use crate::app::decisions::rules;
use crate::app::edits::{self, Cursor};
use crate::app::form::new_record;
use crate::app::guided::review::{agenda, points, with_text};
use crate::app::state::App;
use crate::domain::kinds::review::Decisions;
use crate::domain::kinds::{action, control, finding, organization, review};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::typed::NewRow;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Changes, Edit, EditError};

/// Notes that a point was looked at, and goes on. What was said already stays as it is.
pub(in crate::app) fn note(app: &mut App) {
    let Some((holding, review)) = points::held(app) else {
        return;
    };
    let Some(title) = holding.point().map(|point| point.title.clone()) else {
        return;
    };
    let silent = agenda::entry(review, &title).unwrap_or_default().text.is_empty();
    if silent && let Some(edit) = edit_of_entry(app, &title, review::NOTED) {
        rules::commit(app, &edit, Cursor::Follow);
    }
    points::step(app, 1);
}

/// Adds what was said about the point.
pub(in crate::app) fn say(app: &mut App, text: &str) {
    let Some((holding, review)) = points::held(app) else {
        return;
    };
    let Some(point) = holding.point() else { return };
    let before = agenda::entry(review, &point.title).unwrap_or_default().text;
    let whole = if before.is_empty() || before == review::NOTED {
        text.to_owned()
    } else {
        format!("{before}\n{text}")
    };
    let title = point.title.clone();
    if let Some(edit) = edit_of_entry(app, &title, &whole) {
        rules::commit(app, &edit, Cursor::Follow);
    }
}

/// Returns the edit after which this was said about a point, beside what the register says about it now.
pub(in crate::app) fn edit_of_entry(app: &App, title: &str, text: &str) -> Option<Edit> {
    let (holding, review) = points::held(app)?;
    let point = holding.points.iter().find(|point| point.title == title)?;
    let edit = app.edit_named(format!("said in {}: {title}", review.id()));
    let changes = Changes::new().set(review::POINTS, with_text(review, point, text));
    edits::with_changes(app, edit, review, changes).ok()
}

/// Records a decision, and the action it becomes.
pub(in crate::app) fn decide(app: &mut App, line: &str, outcome: Option<&Value>, acts: bool) {
    let Some((holding, review)) = points::held(app) else {
        return;
    };
    let today = app.env.today;
    let new_action = read_action(line, &[review], &app.register, &app.env.who, today).ok();
    let Some(new_action) = new_action.filter(|_| acts || !line.trim().is_empty()) else {
        return;
    };
    let title = if acts { new_action.title.as_str() } else { line.trim() };
    let mut edit = app.edit_named(format!("decided in {}: {title}", review.id()));
    let mut message = String::new();
    let mut became = Value::Empty;
    if acts {
        let record = new_record::record(&action::KIND, &app.register, today)
            .with(action::TITLE, title)
            .with(action::OWNER, new_action.owner.as_str())
            .with(action::DUE, new_action.due);
        let (controls, clauses) = asked_by_point(app);
        let record = record
            .with(action::CONTROLS, controls)
            .with(action::REQUIREMENTS, clauses);
        let id = new_record::id(&record, &app.register, app.env.entropy);
        message = format!("{id} {}  (:undo to undo)", new_action.reading(today));
        became = id.clone().into();
        edit.changes.push(Change::add(record.renamed(id)));
    }
    let point = holding.point();
    let row = NewRow::of(Decisions::DECISION, title)
        .with(Decisions::OUTCOME, outcome.cloned().unwrap_or_default())
        .with(Decisions::ACTION, became)
        .with(Decisions::POINT, point.map_or("", |point| point.title.as_str()));
    let mut rows = review.stored(review::DECISIONS).items().to_vec();
    rows.push(row.into());
    let changes = Changes::new().set(review::DECISIONS, Value::list(rows));
    let edit =
        edits::with_changes(app, edit, review, changes).and_then(|edit| with_figures_of_point(app, edit, review));
    if rules::commit_fitting(app, edit, Cursor::Follow) && !message.is_empty() {
        app.tell_edit(message);
    }
}

/// Returns an edit that also records the figures of the register about the current point, unless they are recorded.
fn with_figures_of_point(app: &App, edit: Edit, review: &Record) -> Result<Edit, EditError> {
    let changes = match app.guided.holding(app.screen).and_then(|holding| holding.point()) {
        Some(point) if agenda::entry(review, &point.title).is_none() => {
            Changes::new().set(review::POINTS, with_text(review, point, ""))
        }
        _ => Changes::new(),
    };
    edits::with_changes(app, edit, review, changes)
}

/// Returns the controls and the clauses that the point is about; those of a management review are its inputs, and
/// nothing serves them.
fn asked_by_point(app: &App) -> (Vec<Id>, Vec<Id>) {
    let Some((holding, review)) = points::held(app) else {
        return Default::default();
    };
    let is_input = review.get(review::EVENT) == Some(review::Event::ManagementReview);
    let point = holding.point().filter(|_| !is_input);
    let asked = point.map(|point| point.requirements.clone()).unwrap_or_default();
    let is_control = |id: &Id| app.register.get(id.as_str()).is_some_and(|one| one.is(&control::KIND));
    asked.into_iter().partition(is_control)
}

/// Returns who raises a finding in a review: the auditor or the body of an audit by others, else who writes it down.
fn raised_by(app: &App, review: &Record) -> String {
    if !review.get(review::EVENT).is_some_and(review::is_external) {
        return handle_of(&app.register, &app.env.who);
    }
    let auditor = review.get(review::AUDITORS).first().map(ToString::to_string);
    let organization = app.register.get(organization::ID);
    let body = || organization.map(|one| one.get(organization::BODY).to_owned());
    auditor.or_else(body).unwrap_or_default()
}

/// Raises a finding from the point.
pub(in crate::app) fn find(app: &mut App, title: &str, grade: Option<&Value>) {
    let Some((_, review)) = points::held(app) else { return };
    let today = app.env.today;
    let (mut asked, clauses) = asked_by_point(app);
    asked.extend(clauses);
    let systems: Vec<Id> = review.get(review::SYSTEMS).into_iter().cloned().collect();
    let grade = grade.and_then(|grade| match grade {
        Value::Choice(item) => finding::Grade::of(item),
        _ => None,
    });
    let record = new_record::record(&finding::KIND, &app.register, today)
        .with(finding::TITLE, title)
        .with(finding::GRADE, grade)
        .with(finding::SOURCE, review.id().clone())
        .with(finding::REQUIREMENTS, asked)
        .with(finding::RAISED_BY, raised_by(app, review).as_str());
    // An audit of one system finds something about it; of several, somebody says which.
    let record = if systems.len() == 1 {
        record.with(finding::SYSTEMS, systems)
    } else {
        record
    };
    let id = new_record::id(&record, &app.register, app.env.entropy);
    let record = Kind::filled(&app.register, record.renamed(id.clone()), today);
    let mut edit = app.edit_named(format!("found in {}: {title}", review.id()));
    edit.changes.push(Change::add(record));
    let edit = with_figures_of_point(app, edit, review);
    if rules::commit_fitting(app, edit, Cursor::Follow) {
        let grade = grade.map_or("finding", |grade| grade.item().label);
        app.tell_edit(format!("{id} {grade}  (:undo to undo)"));
    }
}
