//! The audit programme as a page: what is to be audited by the audits of the cycle.

use std::fmt::Write as _;

use crate::app::dialogs::{Copying, Page};
use crate::domain::review::programme::{Column, Programme, Row, State};

/// How wide the name of a row is, and how many audits have room beside it in 80 columns.
const LABEL: usize = 34;
const AUDITS: usize = 5;

/// Returns the page.
pub fn page(programme: &Programme) -> Page {
    let shown = lines(programme, AUDITS);
    let whole = lines_of_all(programme);
    Page {
        copies: vec![Copying::new('y', "the whole programme", whole)],
        ..Page::new("Audit programme", shown)
    }
}

fn lines_of_all(programme: &Programme) -> String {
    lines(programme, programme.audits.len()).join("\n")
}

/// Returns the rows with the last of the audits.
fn lines(programme: &Programme, most: usize) -> Vec<String> {
    let from = programme.audits.len().saturating_sub(most);
    let shown = &programme.audits[from..];
    let count = |state: State| programme.rows.iter().filter(|row| row.state() == state).count();
    let mut lines = vec![
        format!(
            "{} covered, {} planned, {} open. H held, P planned, 2/5: two of five.",
            count(State::Covered),
            count(State::Planned),
            count(State::Uncovered)
        ),
        String::new(),
    ];
    for (nth, audit) in shown.iter().enumerate() {
        lines.push(named(&format!("{}", nth + 1), audit));
    }
    for audit in &programme.external {
        lines.push(named("-", audit));
    }
    if !programme.external.is_empty() {
        lines.push("   Audits by others (-) count for none of what follows.".to_owned());
    }
    let (mut numbers, mut months) = (format!("{:LABEL$}", ""), format!("{:LABEL$}", ""));
    for (nth, audit) in shown.iter().enumerate() {
        let month = audit
            .day
            .map_or_else(|| "?".to_owned(), |day| day.format("%y-%m").to_string());
        let _ = write!(numbers, " {:>6}", nth + 1);
        let _ = write!(months, " {month:>6}");
    }
    if !shown.is_empty() {
        lines.extend([String::new(), numbers, months]);
    }
    if shown.is_empty() {
        lines.push("No internal audit was held or is planned; :plan-the-year proposes them.".to_owned());
    }
    let mut part = "";
    for row in &programme.rows {
        if row.part != part {
            part = row.part;
            lines.push(part.to_owned());
        }
        lines.push(line(row, programme, from));
    }
    lines
}

/// Returns the line that names an audit: its number, its day, whether it was held, and what it is called.
fn named(number: &str, audit: &Column) -> String {
    let day = audit.day.map_or_else(|| "no day".to_owned(), |day| day.to_string());
    let state = if audit.is_held { "held" } else { "planned" };
    format!("{number:>2} {day:<10} {state:<7} {} {}", audit.id, audit.title)
}

fn line(row: &Row, programme: &Programme, from: usize) -> String {
    let mut label: String = row.label.chars().take(LABEL - 2).collect();
    label.insert_str(0, "  ");
    let mut line = format!("{label:LABEL$}");
    for (seen, audit) in row.seen.iter().zip(&programme.audits).skip(from) {
        let mark = if audit.is_held { "H" } else { "P" };
        let cell = match *seen {
            0 => String::new(),
            seen if seen == row.of => mark.to_owned(),
            seen => format!("{mark}{seen}/{}", row.of),
        };
        let _ = write!(line, " {cell:>6}");
    }
    let state = match row.state() {
        State::Covered => "",
        State::Planned => "planned",
        State::Uncovered => "open",
    };
    let _ = write!(line, " {state}");
    line.truncate(line.trim_end().len());
    line
}
