//! The audit programme as a page: what is to be audited by the audits of the cycle.

use std::fmt::Write as _;

use crate::app::dialogs::{Copying, Page};
use crate::domain::review::programme::{CLAUSES, Column, DOMAINS, Programme, Row, SYSTEMS, State};

/// How wide the name of a row is, and how many audits have room beside it in 80 columns.
const LABEL: usize = 34;
const AUDITS: usize = 5;

/// How many columns the clauses stand in, so that the whole matrix is seen at once.
const CLAUSE_COLUMNS: usize = 3;
/// How much of the name of a domain and of a system is shown in the matrix.
const DOMAIN: usize = 6;
const SYSTEM: usize = 20;

/// Returns the page: the matrix, and below it every row with its name and how far it is.
pub fn page(programme: &Programme) -> Page {
    let mut shown = matrix(programme);
    shown.extend([String::new(), "With their names".to_owned()]);
    shown.extend(rows(programme, AUDITS));
    Page {
        copies: vec![Copying::new('y', "the whole programme", lines_of_all(programme))],
        ..Page::new("Audit programme", shown)
    }
}

fn lines_of_all(programme: &Programme) -> String {
    let all = programme.audits.len();
    let mut lines = head(programme, all);
    lines.extend(rows(programme, all));
    lines.join("\n")
}

/// Returns how far the programme is, and the last of the audits with their numbers.
fn head(programme: &Programme, most: usize) -> Vec<String> {
    let from = programme.audits.len().saturating_sub(most);
    let count = |state: State| programme.rows.iter().filter(|row| row.state() == state).count();
    let mut lines = vec![format!(
        "{} covered, {} planned, {} open",
        count(State::Covered),
        count(State::Planned),
        count(State::Uncovered)
    )];
    let shown = programme.audits[from..].iter().enumerate();
    lines.extend(shown.map(|(nth, audit)| named(&format!("{}", nth + 1), audit)));
    if programme.audits.is_empty() {
        lines.push("No internal audit was held or is planned; :plan-the-year proposes them.".to_owned());
    }
    lines.extend(programme.external.iter().map(|audit| named("-", audit)));
    if !programme.external.is_empty() {
        lines.push("   Audits by others (-) count for none of what follows.".to_owned());
    }
    lines
}

/// Returns the matrix: clauses, control domains and systems side by side, a mark for each of the last audits.
fn matrix(programme: &Programme) -> Vec<String> {
    let from = programme.audits.len().saturating_sub(AUDITS);
    let mut lines = head(programme, AUDITS);
    lines.push("H held, P planned, h p in part, ! open: no audit looks at all of it.".to_owned());
    let of_part = |part: &str| programme.rows.iter().filter(|row| row.part == part).collect::<Vec<_>>();
    let (clauses, domains, systems) = (of_part(CLAUSES), of_part(DOMAINS), of_part(SYSTEMS));
    let numbers: String = (1..=programme.audits.len() - from).map(|nth| nth.to_string()).collect();
    let height = clauses.len().div_ceil(CLAUSE_COLUMNS);
    let mut columns: Vec<(&str, Vec<String>)> = Vec::new();
    for (nth, part) in clauses.chunks(height.max(1)).enumerate() {
        let cells = part.iter().map(|row| cell(row, programme, from, DOMAIN));
        columns.push((if nth == 0 { "Clause" } else { "" }, cells.collect()));
    }
    let cells = |rows: &[&Row], width| {
        rows.iter()
            .map(|row| cell(row, programme, from, width))
            .collect::<Vec<_>>()
    };
    columns.push(("Annex A", cells(&domains, DOMAIN)));
    columns.push(("System", cells(&systems, SYSTEM)));
    let titles = columns.iter().map(|(title, cells)| {
        let width = cells.iter().map(|cell| cell.chars().count()).max().unwrap_or_default();
        let before = width.saturating_sub(numbers.len());
        format!(" {title:<rest$}{numbers}", rest = before.saturating_sub(1))
    });
    let titles: Vec<_> = titles.collect();
    lines.extend([String::new(), titles.join("  ")]);
    let widths: Vec<_> = titles.iter().map(|title| title.chars().count()).collect();
    let deepest = columns.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
    for at in 0..deepest {
        let cells = columns.iter().zip(&widths).map(|((_, cells), width)| {
            let cell = cells.get(at).map_or("", String::as_str);
            format!("{cell:width$}")
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Returns a cell of the matrix: whether anything is open, the beginning of the name, and a mark for each audit.
fn cell(row: &Row, programme: &Programme, from: usize, width: usize) -> String {
    let open = if row.state() == State::Uncovered { '!' } else { ' ' };
    let name = match row.part {
        SYSTEMS => &*row.label,
        _ => row.label.split(' ').next().unwrap_or_default(),
    };
    let mut name: String = name.chars().take(width).collect();
    if row.label.chars().count() > width && row.part == SYSTEMS {
        name.pop();
        name.push('.');
    }
    let marks: String = (row.seen.iter().zip(&programme.audits).skip(from))
        .map(|(seen, audit)| match (*seen, audit.is_held) {
            (0, _) => '.',
            (seen, true) if seen == row.of => 'H',
            (seen, false) if seen == row.of => 'P',
            (_, true) => 'h',
            (_, false) => 'p',
        })
        .collect();
    format!("{open}{name:width$} {marks}")
}

/// Returns the rows with their names and the last of the audits.
fn rows(programme: &Programme, most: usize) -> Vec<String> {
    let from = programme.audits.len().saturating_sub(most);
    let shown = &programme.audits[from..];
    let (mut numbers, mut months) = (format!("{:LABEL$}", ""), format!("{:LABEL$}", ""));
    for (nth, audit) in shown.iter().enumerate() {
        let month = audit
            .day
            .map_or_else(|| "?".to_owned(), |day| day.format("%y-%m").to_string());
        let _ = write!(numbers, " {:>6}", nth + 1);
        let _ = write!(months, " {month:>6}");
    }
    let mut lines = Vec::new();
    if !shown.is_empty() {
        lines.extend([numbers, months]);
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
