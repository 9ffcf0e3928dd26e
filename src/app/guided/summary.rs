//! The summary at the end of a guided mode, as text, Markdown and commit message from the same parts.

use std::collections::HashMap;
use std::fmt::Write as _;

use chrono::NaiveDateTime;

use crate::app::dialogs::{Copying, Page};
use crate::domain::record::value::Value;
use crate::exchange::cells::markdown::escaped;

/// A heading with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What the lines have in common.
    pub heading: &'static str,
    /// What one of the lines is called where they are counted, and several; empty where they are not.
    pub counted: (&'static str, &'static str),
    /// One line per change, each beginning with an id and two blanks.
    pub lines: Vec<String>,
}

/// What a sitting came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What it was: `Session over clauses 4-10`, `Triage`.
    pub title: String,
    /// The same in one word, where there is no room for all of it.
    pub short: &'static str,
    /// Who sat, when and for how long.
    pub when: String,
    /// How far it came.
    pub figures: String,
    /// What changed.
    pub parts: Vec<Part>,
}

/// What stands behind a change that somebody else wrote over since.
pub const OVERWRITTEN: &str = "  (changed since by somebody else)";

/// Returns a value in one line.
pub fn value_text(value: &Value) -> String {
    match value {
        Value::Empty => "nothing".to_owned(),
        value => value.to_string().replace('\n', " / "),
    }
}

/// Returns what a text has that it did not have.
pub fn added(from: &Value, to: &Value) -> String {
    let (from, to) = (from.as_text().unwrap_or_default(), to.as_text().unwrap_or_default());
    match to.strip_prefix(from) {
        Some(rest) if !from.is_empty() => rest.trim().to_owned(),
        _ => to.to_owned(),
    }
}

/// Returns how a value became another one, in one line: of rows those that differ, of a text that goes on its addition.
pub fn difference(from: &Value, to: &Value) -> String {
    let is_row = |value: &Value| matches!(value, Value::Row(_));
    let (before, after) = (from.items(), to.items());
    if before.iter().chain(after).any(is_row) {
        let row = |all: Vec<&Value>| Value::list(all.into_iter().cloned().collect());
        let (gone, new) = (row(without(before, after)), row(without(after, before)));
        return match gone.items() {
            [] => value_text(&new),
            _ => format!("{} -> {}", value_text(&gone), value_text(&new)),
        };
    }
    match (from, to) {
        (Value::Text(old), Value::Text(new)) if new.strip_prefix(&**old).is_some_and(|rest| rest.starts_with('\n')) => {
            format!("... {}", added(from, to).replace('\n', " / "))
        }
        _ => format!("{} -> {}", value_text(from), value_text(to)),
    }
}

/// Returns the rows that are not among others. What reads alike is compared; each with each would take too long.
pub fn without<'a>(all: &'a [Value], others: &[Value]) -> Vec<&'a Value> {
    let mut known: HashMap<String, Vec<&Value>> = HashMap::new();
    for row in others {
        known.entry(row.to_string()).or_default().push(row);
    }
    let is_known = |row: &Value| known.get(&row.to_string()).is_some_and(|alike| alike.contains(&row));
    all.iter().filter(|row| !is_known(row)).collect()
}

/// Returns the parts that have lines.
pub fn parts(all: impl IntoIterator<Item = Part>) -> Vec<Part> {
    all.into_iter().filter(|part| !part.lines.is_empty()).collect()
}

/// Says from when until when somebody sat.
pub fn when(began: NaiveDateTime, who: &str, now: NaiveDateTime) -> String {
    let (from, to) = (began.format("%Y-%m-%d %H:%M"), now.format("%H:%M"));
    let who = if who.is_empty() {
        String::new()
    } else {
        format!(", {who}")
    };
    format!("{from} to {to}{who}")
}

impl Summary {
    /// Returns it as lines to read.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{}, {}", self.title, self.when), format!("{}.", self.figures)];
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
            "# {}\n\n{}.\n{}.\n",
            escaped(&self.title),
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
        let counts = self.counts().join(", ");
        let counts = if counts.is_empty() {
            "other changes".to_owned()
        } else {
            counts
        };
        let mut subject = format!("{}: {counts}", self.title);
        if subject.chars().count() > 72 {
            subject = format!("{}: {counts}", self.short);
        }
        if subject.chars().count() > 72 {
            let lines: usize = self.parts.iter().map(|part| part.lines.len()).sum();
            subject = format!("{}: {lines} changes", self.short);
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

    /// Returns how many of what changed, of the parts that are counted: `3 done`, `1 note`.
    pub fn counts(&self) -> Vec<String> {
        let counted = self.parts.iter().filter(|part| !part.counted.0.is_empty());
        let count = |part: &Part| match part.lines.len() {
            1 => format!("1 {}", part.counted.0),
            several => format!("{several} {}", part.counted.1),
        };
        counted.map(count).collect()
    }

    /// Returns it as a page to read, from which it can be copied.
    pub fn page(&self) -> Page {
        Page {
            title: "What this session changed".to_owned(),
            lines: self.lines(),
            top: std::cell::Cell::new(0),
            copies: vec![
                Copying::new('y', "Markdown", self.markdown()),
                Copying::new('c', "a commit message", self.commit_message()),
            ],
            file: None,
            leaves: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Value {
        Value::Row(cells.iter().map(|text| Value::text(text)).collect())
    }

    #[test]
    fn a_difference_tells_the_rows_and_the_words_that_are_new() {
        let rows = |rows: &[&[&str]]| Value::set(rows.iter().map(|cells| row(cells)).collect());
        let (one, two) = (rows(&[&["a", "1"]]), rows(&[&["a", "1"], &["b", "2"]]));
        assert_eq!(difference(&one, &two), "b | 2");
        assert_eq!(difference(&two, &one), "b | 2 -> nothing");
        assert_eq!(difference(&one, &rows(&[&["a", "3"]])), "a | 1 -> a | 3");
        assert_eq!(difference(&Value::Empty, &one), "a | 1");
        let (short, long) = (Value::text("First."), Value::text("First.\nThen."));
        assert_eq!(difference(&short, &long), "... Then.");
        assert_eq!(difference(&long, &short), "First. / Then. -> First.");
        assert_eq!(difference(&Value::Empty, &short), "nothing -> First.");
        let (stem, word) = (Value::text("Bound"), Value::text("Boundary"));
        assert_eq!(difference(&stem, &word), "Bound -> Boundary");
    }
}
