//! What a sitting came to, to read, to hand over as Markdown, and as a commit message; all three from the same parts.

use std::fmt::Write as _;

use chrono::{NaiveDateTime, TimeDelta};

use super::{Session, is_open};
use crate::app::detail::escaped;
use crate::app::state::Surroundings;
use crate::domain::kinds::{action, answer};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::sitting::Changed;
use crate::domain::value::Value;

/// A heading with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What the lines have in common.
    pub heading: &'static str,
    /// One line per change.
    pub lines: Vec<String>,
}

/// What a sitting came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What was walked.
    pub scope: String,
    /// Who sat, when and for how long.
    pub when: String,
    /// How far it came.
    pub figures: String,
    /// What changed.
    pub parts: Vec<Part>,
}

/// Sums a sitting up.
pub fn of(session: &Session, register: &Register, around: &Surroundings) -> Summary {
    let mut answers = Vec::new();
    let mut worse = Vec::new();
    let mut notes = Vec::new();
    let mut others = Vec::new();
    for changed in session.sitting.changed(register) {
        let id = changed.record.id();
        let field = &changed.record.kind().fields[changed.field];
        if is_answer(&changed) {
            let word = |value: &Value| match value {
                Value::Empty => "unassessed".to_owned(),
                value => value.to_string(),
            };
            let line = format!("{id}  {} -> {}", word(changed.from), word(changed.to));
            if is_worse(&changed) {
                worse.push(line.clone());
            }
            answers.push(line);
        } else if field.name == "note" {
            let added = added(changed.from, changed.to);
            notes.push(format!("{id}  {}", added.replace('\n', " / ")));
        } else {
            let label = field.label.to_lowercase();
            others.push(format!("{id}  {label}: {} -> {}", said(changed.from), said(changed.to)));
        }
    }
    let (actions, records): (Vec<_>, Vec<_>) = session
        .sitting
        .added(register)
        .partition(|record| record.is(&action::KIND));
    let new = |record: &&Record| format!("{}  {}: {}", record.id(), record.kind().name, record.title());
    let parts = [
        ("Answers", answers),
        ("Worse than before", worse),
        ("Notes", notes),
        ("Actions", actions.into_iter().map(action_line).collect()),
        ("Other new records", records.iter().map(new).collect()),
        ("Other changes", others),
    ];
    let parts = parts
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(heading, lines)| Part { heading, lines });
    Summary {
        scope: session.scope.describe(),
        when: when(session, &around.who, around.now),
        figures: figures(session, register),
        parts: parts.collect(),
    }
}

/// Tells whether a change is the answer to a question of the session.
fn is_answer(changed: &Changed<'_>) -> bool {
    let name = changed.record.kind().fields[changed.field].name;
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
            changed.record.kind().fields[changed.field].name != "applicability" && to.index < from.index
        }
        _ => false,
    }
}

fn said(value: &Value) -> String {
    match value {
        Value::Empty => "nothing".to_owned(),
        value => value.to_string().replace('\n', " / "),
    }
}

/// Returns what a text has that it did not have.
fn added(from: &Value, to: &Value) -> String {
    let (from, to) = (from.as_text().unwrap_or_default(), to.as_text().unwrap_or_default());
    match to.strip_prefix(from) {
        Some(rest) if !from.is_empty() => rest.trim().to_owned(),
        _ => to.to_owned(),
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

fn when(session: &Session, who: &str, now: NaiveDateTime) -> String {
    let (from, to) = (session.began.format("%Y-%m-%d %H:%M"), now.format("%H:%M"));
    let who = if who.is_empty() {
        String::new()
    } else {
        format!(", {who}")
    };
    format!("{from} to {to}{who}")
}

fn figures(session: &Session, register: &Register) -> String {
    let total = session.queue.len();
    let answered = session.records(register).filter(|record| !is_open(record)).count();
    let mut text = format!("{} answers given, {answered} of {total} answered now", session.given);
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

impl Summary {
    /// Returns it as lines to read.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("Session over {}, {}", self.scope, self.when),
            format!("{}.", self.figures),
        ];
        for part in &self.parts {
            lines.push(String::new());
            lines.push(format!("{} ({})", part.heading, part.lines.len()));
            lines.extend(part.lines.iter().map(|line| format!("  {line}")));
        }
        lines
    }

    /// Returns it as Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!(
            "# Session over {}\n\n{}.\n{}.\n",
            escaped(&self.scope),
            escaped(&self.when),
            self.figures
        );
        for part in &self.parts {
            // Writing to a string cannot fail.
            let _ = write!(out, "\n## {}\n\n", part.heading);
            for line in &part.lines {
                let (id, text) = line.split_once("  ").unwrap_or(("", line));
                let _ = writeln!(out, "- `{id}` {}", escaped(text));
            }
        }
        out
    }

    /// Returns it as a commit message: a subject of at most 72 characters, then what changed.
    pub fn commit_message(&self) -> String {
        let count = |heading: &str| {
            let part = self.parts.iter().find(|part| part.heading == heading);
            part.map_or(0, |part| part.lines.len())
        };
        let mut told = Vec::new();
        for (heading, word) in [("Answers", "answer"), ("Actions", "action"), ("Notes", "note")] {
            match count(heading) {
                0 => {}
                1 => told.push(format!("1 {word}")),
                several => told.push(format!("{several} {word}s")),
            }
        }
        let mut subject = format!("Session over {}: {}", self.scope, told.join(", "));
        if told.is_empty() || subject.chars().count() > 72 {
            subject = format!(
                "Session: {}",
                if told.is_empty() {
                    "other changes".to_owned()
                } else {
                    told.join(", ")
                }
            );
        }
        let mut out = format!("{subject}\n\n{}\n", self.when);
        for part in &self.parts {
            let _ = write!(out, "\n{}:\n", part.heading);
            for line in &part.lines {
                let _ = writeln!(out, "- {line}");
            }
        }
        out
    }
}
