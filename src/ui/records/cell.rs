//! How a value is shown in a table cell.

use chrono::{Datelike, NaiveDate};

use crate::app::list::spec::View;
use crate::domain::day;
use crate::domain::kinds::assessment::is_deployed;
use crate::domain::kinds::{action, answer, control, document, evidence};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::field::Mark;
use crate::domain::record::value::Value;
use crate::domain::search::highlights;
use crate::ui::style::roles::Role;
use crate::ui::widgets::table::Cells;

/// Adds the cell of a named value of a record to a row.
pub fn push(view: View<'_>, record: &Record, name: &str, words: &[&str], cells: &mut Cells<'_>) {
    if matches!(name, "title" | "question") {
        let title = view.register.title(record.id().as_str()).unwrap_or_default().to_owned();
        let matched = highlights(&title, words.iter().copied());
        cells.push_matching(title, Role::Text, matched);
        return;
    }
    let (text, role) = shown(view, record, name);
    let matched = if words.is_empty() {
        Vec::new()
    } else {
        highlights(&text, words.iter().copied())
    };
    cells.push_matching(text, role, matched);
}

/// Returns the text of a named value and what it means.
pub fn shown(view: View<'_>, record: &Record, name: &str) -> (String, Role) {
    let value = if name == "id" {
        Value::Reference(record.id().clone())
    } else {
        view.value(record, name)
    };
    let method = view.register.method();
    match (name, &value) {
        ("id", Value::Reference(id)) => (id.to_string(), Role::Muted),
        ("state", Value::Choice(item)) if record.is(&document::KIND) => (item.label.to_owned(), Role::Text),
        ("standing", Value::Choice(item)) => (item.label.to_owned(), standing(view, record)),
        ("valid_until", value) => {
            use evidence::Standing;
            // Where there is no room for the standing, what became of the file matters more than the day.
            let found = evidence::standing(view.register, record, view.today);
            let text = match found {
                Standing::Gone | Standing::Changed => found.item().label.to_owned(),
                _ => value.to_string(),
            };
            (text, standing(view, record))
        }
        ("state", value) if !record.is(&action::KIND) => state(value),
        ("applicability", _) => applicability(record),
        ("status", value) if record.is(&control::KIND) => control_status(record, value),
        (_, Value::Level(level)) => {
            let of = method.bands.len() as u8;
            (method.band_letter(*level), Role::BandText { index: *level, of })
        }
        (_, Value::Date(date)) => day_text(view, record, name, *date),
        ("owner" | "why" | "next", Value::Empty) => ("-".to_owned(), Role::Muted),
        ("grade" | "severity" | "outcome", value) => weight(value),
        ("source", Value::Reference(id)) => {
            let title = view.register.title(id.as_str()).unwrap_or_default();
            (format!("{id} {title}"), Role::Muted)
        }
        ("problems", Value::Number(1..)) => (value.to_string(), Role::Warning),
        ("gate", Value::Choice(item)) if item.name == "Closed" && is_deployed(record) => {
            (item.label.to_owned(), Role::Overdue)
        }
        ("gate" | "disposition", value) => (line(value), Role::Muted),
        ("overdue", Value::Number(1..)) => (value.to_string(), Role::Overdue),
        (_, Value::Number(0)) => (String::new(), Role::Muted),
        ("risks" | "systems" | "supports", Value::List(items)) => (titles(view, items), Role::Muted),
        ("unit" | "roles" | "eu_class" | "location" | "form", value) => (line(value), Role::Muted),
        ("status" | "state", Value::Choice(item)) if record.is(&action::KIND) => {
            if action::awaits_check(record) {
                return ("check".to_owned(), Role::Warning);
            }
            let role = match item.name {
                "Blocked" => Role::Warning,
                "Started" => Role::Accent,
                "Done" => Role::Good,
                _ => Role::Muted,
            };
            (item.label.to_owned(), role)
        }
        (_, value) => (line(value), Role::Text),
    }
}

fn line(value: &Value) -> String {
    value.to_string().replace('\n', " ")
}

/// Writes a day, and what it means: the deadline by its distance, another day that asks for something as it is, one that
/// asks for nothing any more without weight.
fn day_text(view: View<'_>, record: &Record, name: &str, date: NaiveDate) -> (String, Role) {
    let field = record.kind().field_index(name);
    let marked = |mark| field.is_some_and(|field| record.kind().fields[field].is(mark));
    // A derived day, such as the next report, is where the deadline comes from.
    if (field.is_none() || marked(Mark::Due)) && record.deadline() == Some(date) {
        return due_text(date, view.today);
    }
    let role = match field.filter(|_| marked(Mark::Dated)) {
        Some(field) if !record.asks_on(field, date) => Role::Muted,
        Some(_) if date < view.today => Role::Overdue,
        _ => Role::Text,
    };
    (date.to_string(), role)
}

/// Writes a due day by its distance: late by so much, the weekday within a week, else in how long.
fn due_text(due: NaiveDate, today: NaiveDate) -> (String, Role) {
    match (due - today).num_days() {
        late @ ..0 => (format!("{} late", day::span(-late)), Role::Overdue),
        0 => ("today".to_owned(), Role::Soon),
        1..7 => (due.weekday().to_string(), Role::Soon),
        days => (format!("+{}", day::span(days)), Role::Text),
    }
}

fn titles(view: View<'_>, items: &[Value]) -> String {
    let first = items.first().and_then(Value::as_id);
    let title = first
        .map(|id| view.register.title(id.as_str()).unwrap_or(id.as_str()))
        .unwrap_or_default();
    match items.len() {
        ..=1 => title.to_owned(),
        several => format!("+{} {title}", several - 1),
    }
}

fn state(value: &Value) -> (String, Role) {
    let state = match value {
        Value::Choice(item) => answer::State::of(item),
        _ => None,
    };
    let role = match state {
        None => return ("-".to_owned(), Role::Muted),
        Some(answer::State::Absent) => Role::Danger,
        Some(answer::State::Informal) => Role::Warning,
        Some(answer::State::Documented) => Role::Accent,
        Some(answer::State::Operating) => Role::Good,
    };
    (value.to_string(), role)
}

/// Writes a grade, severity or outcome shortly, with how much it weighs.
fn weight(value: &Value) -> (String, Role) {
    let Value::Choice(item) = value else {
        return ("-".to_owned(), Role::Muted);
    };
    match item.name {
        "Major" => ("major".to_owned(), Role::Danger),
        "Minor" => ("minor".to_owned(), Role::Warning),
        "Opportunity" => ("OFI".to_owned(), Role::Muted),
        "Serious" | "Unsuitable" => (item.label.to_owned(), Role::Danger),
        "Conditional" => (item.label.to_owned(), Role::Warning),
        _ => (item.label.to_owned(), Role::Text),
    }
}

/// What the standing of a piece of evidence means; one that holds needs no colour.
fn standing(view: View<'_>, record: &Record) -> Role {
    use evidence::Standing;
    match evidence::standing(view.register, record, view.today) {
        Standing::Expired => Role::Overdue,
        Standing::Gone | Standing::Changed => Role::Danger,
        Standing::Expiring => Role::Soon,
        Standing::Valid => Role::Text,
        Standing::Undated | Standing::Unknown => Role::Muted,
    }
}

fn applicability(record: &Record) -> (String, Role) {
    if control::is_applicable(record) {
        ("yes".to_owned(), Role::Text)
    } else {
        ("excluded".to_owned(), Role::Muted)
    }
}

fn control_status(record: &Record, value: &Value) -> (String, Role) {
    let role = match record.get(control::STATUS) {
        _ if !control::is_applicable(record) => return ("excluded".to_owned(), Role::Muted),
        Some(control::Status::Implemented) => Role::Good,
        Some(control::Status::Partial) => Role::Warning,
        Some(control::Status::Planned) => Role::Accent,
        Some(control::Status::NotImplemented) => Role::Danger,
        None => return ("-".to_owned(), Role::Muted),
    };
    (value.to_string(), role)
}
