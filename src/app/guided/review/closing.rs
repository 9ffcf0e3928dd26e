//! Closing a review: the day, what came of it for the things it was about, and the next one of its series.

use chrono::NaiveDate;

use crate::app::decisions::add_action::handle_of;
use crate::app::decisions::prompt::question::Of;
use crate::app::decisions::rules::held_outcomes;
use crate::app::decisions::{Answered, Answering, Asked, Question, reschedule, rules, run};
use crate::app::edits::{self, Cursor};
use crate::app::guided::review::decisions::{CLOSE, Following};
use crate::app::guided::review::{minutes, points, with_text};
use crate::app::state::parts::Spot;
use crate::app::state::{App, navigate};
use crate::domain::admission::happened;
use crate::domain::kinds::organization;
use crate::domain::kinds::review::{self, Event, independence};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Changes, Edit, EditError};
use crate::domain::review as agenda;
use crate::domain::review::Point;

pub use crate::app::decisions::rules::held_outcomes::{HeldOutcomes, judged_by};

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

/// Returns what is asked about each thing that a review was about, and about the review itself.
pub(in crate::app) fn questions(register: &Register, review: &Record, today: NaiveDate) -> Vec<Question> {
    let mut questions = held_outcomes::questions(register, review, today);
    if review.get(review::EVENT) == Some(Event::ManagementReview) {
        if review.get(review::ATTENDED).is_empty() {
            let people = Question {
                shape: Asked::People,
                ..Question::line("There", "top management first, with commas; Enter skips", false)
            };
            questions.push(people.about(Of::Field(review::ATTENDED.field())));
        }
        if review.get(review::CONCLUSION).is_empty() {
            let example = "whether the AIMS still fits, suffices and works; Enter skips";
            let conclusion = Question::page("Conclusion", example, false);
            questions.push(conclusion.about(Of::Field(review::CONCLUSION.field())));
        }
    }
    let is_external = review.get(review::EVENT).is_some_and(review::is_external);
    if is_external && review.get(review::CONCLUSION).is_empty() {
        let result = Question::page("Result", "what the auditors conclude; Enter skips", false);
        questions.push(result.about(Of::Field(review::CONCLUSION.field())));
    }
    questions
}

/// What is known when a review is closed.
#[derive(Debug)]
pub struct Closing<'a> {
    /// Its agenda; the figures of points about which nothing was said are kept.
    pub points: &'a [Point],
    /// The day on which it was held.
    pub day: NaiveDate,
    /// Whether the next one is a year later, where it is not one of a series.
    pub is_yearly: bool,
    /// What is said of the review itself.
    pub own: Changes,
    /// What came of it for the things it was about.
    pub outcomes: HeldOutcomes,
    /// Who judged, by handle.
    pub by: &'a str,
    /// Today, before which no next one is planned.
    pub today: NaiveDate,
}

/// Adds to an edit what closes a review: its outcome, what came of it for the things it was about, and the next one of its series.
///
/// # Errors
///
/// Fails when a value does not fit its field.
pub fn closed(
    mut edit: Edit,
    register: &Register,
    review: &Record,
    closing: &Closing<'_>,
    entropy: fn() -> [u8; 5],
) -> Result<Edit, EditError> {
    let mut whole = review.clone();
    for point in closing.points {
        if agenda::entry(&whole, &point.title).is_none() {
            let rows = with_text(&whole, point, "");
            whole = whole.with(review::POINTS, rows);
        }
    }
    let own = Changes::new()
        .set(review::HELD, closing.day)
        .set(review::STATUS, review::Status::Held)
        .and(closing.own.clone());
    for (field, value) in own {
        edit.changes
            .extend(register.change(review.id().as_str(), field, value)?);
    }
    let whole = whole.with(review::HELD, closing.day);
    closing.outcomes.add(&mut edit, register, &whole, closing.by, entropy)?;
    let next = next_one(register, review, closing, entropy);
    edit.changes.extend(next.map(Change::add));
    Ok(edit)
}

/// Says which review an edit that closes one plans next.
pub fn next_planned(edit: &Edit) -> String {
    let next = edit.changes.iter().find_map(|change| match change {
        Change::Add(record) if record.is(&review::KIND) => Some(record),
        _ => None,
    });
    match next {
        Some(next) => {
            let day = next.get(review::DATE).map(|day| day.to_string()).unwrap_or_default();
            format!("The next one is planned for {day} ({}).", next.id())
        }
        None => "No next one is planned.".to_owned(),
    }
}

/// Sets the review held, writes what came of it and plans the next one, in one edit.
pub(in crate::app) fn close(app: &mut App, answered: &Answered) {
    let Some((holding, review)) = points::held(app) else {
        return;
    };
    let Some(Value::Date(day)) = answered.answers.first() else {
        return;
    };
    let following = answered.answers.get(1);
    let mut own = Changes::new();
    for (of, answer) in answered.others().filter(|(_, answer)| !answer.is_empty()) {
        if let Of::Field(field) = of {
            own = own.set_field(*field, answer.clone());
        }
    }
    let by = handle_of(&app.register, &app.env.who);
    let closing = Closing {
        points: &holding.points,
        day: *day,
        is_yearly: matches!(following, Some(Value::Choice(item)) if Following::of(item) == Some(Following::Year)),
        own,
        outcomes: HeldOutcomes::of(answered),
        by: judged_by(review, &by),
        today: app.env.today,
    };
    let edit = app.edit_named(format!("held {}: {}", review.id(), review.title()));
    let made = closed(edit, &app.register, review, &closing, app.env.entropy);
    let Some(edit) = edits::fitting(app, made) else {
        return;
    };
    let message = next_planned(&edit);
    let Some(holding) = app.guided.holding.take() else {
        return;
    };
    if !rules::commit(app, &edit, Cursor::Follow) {
        app.guided.holding = Some(holding);
        return;
    }
    // The filter stays, even where it leaves out the review that is held now.
    let under_cursor = holding.from.slot;
    let from = Spot {
        slot: None,
        ..holding.from
    };
    navigate::land(app, from);
    if let Some(slot) = under_cursor {
        app.screen.pane.select(app, slot);
    }
    if let Some(review) = app.register.get(holding.review.as_str()) {
        let page = minutes::page(app.view(), review);
        app.dialogs.push(page);
    }
    app.tell_edit(format!("{message}  (esc, then :undo to undo it all)"));
}

/// Returns the record of the next one: by the series, or a year later where that was answered.
fn next_one(register: &Register, review: &Record, closing: &Closing<'_>, entropy: fn() -> [u8; 5]) -> Option<Record> {
    if !review.get(review::EVERY).is_empty() {
        return next_ahead(register, review, closing, entropy);
    }
    let as_if = review.clone().with(review::EVERY, "year");
    let next = closing
        .is_yearly
        .then(|| next_ahead(register, &as_if, closing, entropy))
        .flatten()?;
    Some(next.with(review::EVERY, Value::Empty))
}

/// Returns the next one of a series that is still to come: of one that was held long ago the days in between are past.
fn next_ahead(register: &Register, review: &Record, closing: &Closing<'_>, entropy: fn() -> [u8; 5]) -> Option<Record> {
    let mut over = closing.day;
    loop {
        let next = reschedule::next_of_series(register, review, over, entropy)?;
        match next.get(review::DATE) {
            Some(day) if day < closing.today && day > over => over = day,
            _ => return Some(next),
        }
    }
}
