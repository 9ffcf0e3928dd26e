//! How a value is shown in a table cell.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use crate::app::list::spec::View;
use crate::domain::day;
use crate::domain::record::Record;
use crate::domain::record::choice::Tone;
use crate::domain::record::field::Shape;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::search::highlights;
use crate::ui::style::roles::Role;
use crate::ui::widgets::table::Cells;

/// Adds the cell of a named value of a record to a row.
pub fn push<'r>(view: View<'r>, record: &'r Record, name: &str, words: &[&str], cells: &mut Cells<'r>) {
    let (text, role) = match name {
        "title" | "question" => {
            let title = view.register.title(record.id().as_str());
            (Cow::Borrowed(title.unwrap_or_default()), Role::Text)
        }
        "location" => (
            Cow::Owned(file_first(&view.value(record, name).to_string())),
            Role::Text,
        ),
        name => shown(view, record, name),
    };
    let matched = if words.is_empty() {
        Vec::new()
    } else {
        highlights(&text, words.iter().copied())
    };
    cells.push_matching(text, role, matched);
}

/// Writes a path with the name of its file first, which tells most where there is little room; a link as it is.
fn file_first(location: &str) -> String {
    match location.trim_end_matches('/').rsplit_once('/') {
        Some((folder, file)) if !location.contains("://") => format!("{file} in {folder}"),
        _ => location.to_owned(),
    }
}

/// Returns the text of a named value and what it means.
pub fn shown<'r>(view: View<'r>, record: &'r Record, name: &str) -> (Cow<'r, str>, Role) {
    if name == "id" {
        return (Cow::Borrowed(record.id().as_str()), Role::Muted);
    }
    let (kind, method) = (record.kind(), view.register.method());
    if let Some((text, tone)) = (kind.cell)(view.register, record, name, view.today) {
        return (Cow::Owned(text), role(tone));
    }
    let declared = kind.tones.iter().find(|(named, _)| *named == name);
    let declared = declared.map(|(_, tone)| role(*tone));
    let shape = kind.shape(name);
    let value = match view.value(record, name) {
        Cow::Borrowed(Value::Text(text)) if !text.contains('\n') => {
            return (Cow::Borrowed(text), declared.unwrap_or(Role::Text));
        }
        value => value,
    };
    let (text, role) = match (value.as_ref(), shape) {
        (Value::Level(level), _) => {
            let of = method.bands.len() as u8;
            (method.band_letter(*level), Role::BandText { index: *level, of })
        }
        (Value::Date(date), _) => day_text(view, record, name, *date),
        (Value::Number(0), _) => (String::new(), Role::Muted),
        (Value::Empty, Some(shape)) if declared.is_none() && is_asked(record, name, shape) => {
            ("-".to_owned(), Role::Muted)
        }
        (Value::Choice(item), _) => return (Cow::Borrowed(item.short), declared.unwrap_or(role(item.tone))),
        (Value::Reference(id), _) => {
            let title = view.register.title(id.as_str()).unwrap_or_default();
            (format!("{id} {title}"), Role::Muted)
        }
        (Value::List(items), Some(Shape::Many(_))) => (titles(view, items), Role::Muted),
        (value, _) => (line(value), declared.unwrap_or(Role::Text)),
    };
    (Cow::Owned(text), role)
}

/// Tells whether a value that is empty is shown as missing: who answers for the record, and every judgement.
fn is_asked(record: &Record, name: &str, shape: Shape) -> bool {
    let is_judgement = matches!(shape, Shape::OneOf(items) if items.iter().any(|item| item.tone != Tone::Plain));
    is_judgement || record.kind().field(name).is_some_and(|field| field.is(Mark::Owner))
}

fn role(tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Text,
        Tone::Quiet => Role::Muted,
        Tone::Moving => Role::Accent,
        Tone::Good => Role::Good,
        Tone::Warn => Role::Warning,
        Tone::Bad => Role::Danger,
        Tone::Soon => Role::Soon,
        Tone::Late => Role::Overdue,
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
    let is_moved = date < view.today && field.is_some_and(|field| moved_on(view, record, field, date));
    let is_next = record.deadline(view.today) == Some(date) || record.due(view.register, view.today) == Some(date);
    if (field.is_none() || marked(Mark::Due)) && is_next && !is_moved {
        return due_text(date, view.today);
    }
    let role = match field.filter(|_| marked(Mark::Dated)) {
        Some(field) if is_moved || !record.asks_on(field, date) => Role::Muted,
        Some(_) if date < view.today => Role::Overdue,
        _ => Role::Text,
    };
    (date.to_string(), role)
}

/// Tells whether a day no longer asks for anything, since what it was about was done after it.
fn moved_on(view: View<'_>, record: &Record, field: usize, date: NaiveDate) -> bool {
    let moving = record.kind().moving.filter(|moving| moving.field == field);
    moving.is_some() && record.next_look(view.register, view.today) != Some(date)
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
