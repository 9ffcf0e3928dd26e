//! The summary of a guided session.

use chrono::TimeDelta;

use crate::app::environment::Environment;
use crate::app::guided::session::{Session, is_open};
use crate::app::guided::summary::{OVERWRITTEN, Part, Summary, added, parts, value_text, when};
use crate::domain::kinds::{action, answer};
use crate::domain::record::Record;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::sitting::Changed;

/// Sums a sitting up.
pub fn of(session: &Session, register: &Register, env: &Environment) -> Summary {
    let mut answers = Vec::new();
    let mut worse = Vec::new();
    let mut notes = Vec::new();
    let mut others = Vec::new();
    for changed in session.sitting.changed(register) {
        let id = changed.record.id();
        let field = changed.record.kind().stored(changed.field);
        let since = if changed.is_overwritten() { OVERWRITTEN } else { "" };
        if is_answer(&changed) {
            let word = |value: &Value| match value {
                Value::Empty => "unassessed".to_owned(),
                value => value.to_string(),
            };
            let line = format!("{id}  {} -> {}{since}", word(changed.from), word(changed.to));
            if is_worse(&changed) {
                worse.push(line.clone());
            }
            answers.push(line);
        } else if field.name == "note" {
            let added = added(changed.from, changed.to);
            notes.push(format!("{id}  {}{since}", added.replace('\n', " / ")));
        } else {
            let label = field.label.to_lowercase();
            others.push(format!(
                "{id}  {label}: {} -> {}{since}",
                value_text(changed.from),
                value_text(changed.to)
            ));
        }
    }
    let (actions, records): (Vec<_>, Vec<_>) = session
        .sitting
        .added(register)
        .partition(|record| record.is(&action::KIND));
    let new = |record: &&Record| format!("{}  {}: {}", record.id(), record.kind().name, record.title());
    let counted = [
        ("Answers", ("answer", "answers"), answers),
        ("Worse than before", ("", ""), worse),
        ("Notes", ("note", "notes"), notes),
        (
            "Actions",
            ("action", "actions"),
            actions.into_iter().map(action_line).collect(),
        ),
        ("Other new records", ("", ""), records.iter().map(new).collect()),
        ("Other changes", ("", ""), others),
    ];
    let part = |(heading, counted, lines)| Part {
        heading,
        counted,
        lines,
    };
    Summary {
        title: format!("Session over {}", session.scope.describe()),
        short: "Session",
        when: when(session.began, &env.who, env.now),
        figures: figures(session, register),
        parts: parts(counted.into_iter().map(part)),
    }
}

/// Tells whether a change is the answer to a question of the session.
fn is_answer(changed: &Changed<'_>) -> bool {
    let name = changed.record.kind().stored(changed.field).name;
    if changed.record.is(&answer::KIND) {
        name == "state"
    } else {
        changed.record.kind().name == "control" && (name == "status" || name == "applicability")
    }
}

/// Tells whether a choice went down its list, which is ordered from worst to best.
fn is_worse(changed: &Changed<'_>) -> bool {
    match (changed.from, changed.to) {
        (Value::Choice(from), Value::Choice(to)) => {
            // Excluding a control is a decision, no step back.
            changed.record.kind().stored(changed.field).name != "applicability" && to.index < from.index
        }
        _ => false,
    }
}

fn action_line(action: &Record) -> String {
    let mut line = format!("{}  {}", action.id(), action.title());
    if !action.owner().is_empty() {
        line.push_str(&format!("  @{}", action.owner()));
    }
    if let Some(due) = action.get(action::DUE) {
        line.push_str(&format!("  {due}"));
    }
    let serves: Vec<_> = action
        .get(action::REQUIREMENTS)
        .iter()
        .map(ToString::to_string)
        .collect();
    if !serves.is_empty() {
        line.push_str(&format!("  for {}", serves.join(", ")));
    }
    line
}

fn figures(session: &Session, register: &Register) -> String {
    let total = session.queue.len();
    let answered = session.records(register).filter(|record| !is_open(record)).count();
    let answers = if session.given == 1 { "answer" } else { "answers" };
    let mut text = format!("{} {answers} given, {answered} of {total} answered now", session.given);
    let skipped = session.skipped.len();
    if skipped > 0 {
        text.push_str(&format!(", {skipped} skipped"));
    }
    if let Some(pace) = session.pace() {
        text.push_str(&format!("; {} each", span(pace)));
    }
    text
}

/// Writes a span of time as `45 s`, `12 min` or `1 h 05 min`.
pub fn span(time: TimeDelta) -> String {
    match time.num_seconds() {
        seconds @ ..100 => format!("{seconds} s"),
        seconds @ ..6_000 => format!("{} min", seconds / 60),
        seconds => format!("{} h {:02} min", seconds / 3_600, seconds / 60 % 60),
    }
}
