//! Closing a review: outcome, day, and the next one of its series.

use crate::app::decisions::{Answering, reschedule, rules, run};
use chrono::NaiveDate;

use crate::app::edits::{self, Cursor};
use crate::app::guided::review::decisions::{CLOSE, Following};
use crate::app::guided::review::{minutes, points, with_text};
use crate::app::state::App;
use crate::domain::admission::happened;
use crate::domain::kinds::organization;
use crate::domain::kinds::review::{self, independence};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Changes};
use crate::domain::review as agenda;

/// Says why a review cannot be closed by the day just given, if so.
pub(in crate::app) fn objection(given: &Answering<'_>) -> Option<String> {
    if given.nth > 0 {
        return None;
    }
    if let Value::Date(day) = given.answer
        && let Some(refused) = happened::refused(review::KIND.declared(review::HELD), *day, given.today)
    {
        return Some(refused);
    }
    let own = independence::sentence(given.register, given.records.first()?)?;
    organization::is_strict(given.register)
        .then(|| format!("{own} Strict approval asks for other auditors: esc, e, Auditors."))
}

/// Shows what came of the review and asks for the day on which it was held.
pub(in crate::app) fn begin_closing(app: &mut App) {
    let Some(last) = app.guided.holding(app.screen).map(|holding| holding.points.len()) else {
        return;
    };
    points::go_to(app, last);
    run::begin(app, &CLOSE, &app.targets());
}

/// Sets the review held and plans the next one, in one edit.
pub(in crate::app) fn close(app: &mut App, answers: &[Value]) {
    let Some((holding, review)) = points::held(app) else {
        return;
    };
    let Some(Value::Date(held)) = answers.first() else {
        return;
    };
    let mut edit = app.edit_named(format!("held {}: {}", review.id(), review.title()));
    // What nothing was said about was on the agenda all the same: its figures are kept.
    let mut whole = review.clone();
    for point in &holding.points {
        if agenda::entry(&whole, &point.title).is_none() {
            let rows = with_text(&whole, point, "");
            whole = whole.with(review::POINTS, rows);
        }
    }
    let points = whole.stored(review::POINTS).clone();
    let changes = Changes::new()
        .set(review::POINTS, points)
        .set(review::HELD, *held)
        .set(review::STATUS, review::Status::Held);
    let made = edits::add_changes(app, &mut edit, review, changes);
    let next = next_one(app, review, *held, answers.get(1));
    let message = match &next {
        Some(next) => {
            let day = next.get(review::DATE).map(|day| day.to_string()).unwrap_or_default();
            format!("The next one is planned for {day} ({}).", next.id())
        }
        None => "No next one is planned.".to_owned(),
    };
    edit.changes.extend(next.map(|next| Change::Add(Box::new(next))));
    let Some(edit) = edits::fitting(app, made.map(|()| edit)) else {
        return;
    };
    let holding = app.guided.holding.take();
    let id = holding.as_ref().map(|holding| holding.review.clone());
    if !rules::commit(app, &edit, Cursor::Follow) {
        app.guided.holding = holding;
        return;
    }
    app.screens.leave_detail();
    if let Some(review) = id.and_then(|id| app.register.get(id.as_str())) {
        let page = minutes::page(app.view(), review);
        app.dialogs.push(page);
    }
    app.tell_edit(format!("{message}  (esc, then :undo to undo it all)"));
}

/// Returns the record of the next one: by the series, or a year later where that was answered.
fn next_one(app: &App, review: &Record, held: NaiveDate, following: Option<&Value>) -> Option<Record> {
    if !review.get(review::EVERY).is_empty() {
        return reschedule::next_of_series(app, review, held);
    }
    let yearly = matches!(following, Some(Value::Choice(item)) if Following::of(item) == Some(Following::Year));
    let as_if = review.clone().with(review::EVERY, "year");
    let next = yearly
        .then(|| reschedule::next_of_series(app, &as_if, held))
        .flatten()?;
    Some(next.with(review::EVERY, Value::Empty))
}
