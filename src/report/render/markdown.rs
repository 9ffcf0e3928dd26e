//! Markdown as forges show it: tables with pipes, a picture as its description and its figures.

use crate::report::document::picture::Figure;
use crate::report::document::table::{Cell, Row, Table};
use crate::report::document::text::{Inline, Plain};
use crate::report::document::{Block, Document};

/// Stands in a cell that belongs to the one before it.
const DITTO: &str = "″";

/// Writes a document.
pub fn write(document: &Document) -> String {
    let mut out = format!("# {}\n\n", escaped(&document.title));
    if !document.organization.is_empty() {
        out.push_str(&format!("**{}**\n\n", escaped(&document.organization)));
    }
    for fact in &document.facts {
        out.push_str(&format!("- **{}:** {}\n", escaped(&fact.label), cell(&fact.said)));
    }
    for notice in &document.notices {
        out.push_str(&format!("\n> {}\n", escaped(notice)));
    }
    for block in &document.blocks {
        out.push('\n');
        match block {
            Block::Heading(level, text) => {
                let marks = "#".repeat(usize::from(*level) + 1);
                out.push_str(&format!("{marks} {}\n", escaped(text)));
            }
            Block::Paragraph(parts) => out.push_str(&format!("{}\n", line(parts))),
            Block::Points(points) => {
                for point in points {
                    out.push_str(&format!("- {}\n", line(point)));
                }
            }
            Block::Table(one) => table(&mut out, one),
            Block::Figure(one) => figure(&mut out, one),
        }
    }
    out
}

fn figure(out: &mut String, figure: &Figure) {
    out.push_str(&format!("**{}**\n\n", escaped(&figure.caption)));
    out.push_str(&format!("{}\n\n", escaped(&figure.alt)));
    table(out, &figure.table);
}

fn table(out: &mut String, table: &Table) {
    out.push_str(&format!("**{}**\n\n", escaped(&table.caption)));
    let headings = table.columns.iter().map(|column| escaped(&column.heading));
    row(out, headings);
    row(out, table.columns.iter().map(|_| "---".to_owned()));
    for Row { cells } in &table.rows {
        row(out, cells.iter().map(cell));
    }
    if !table.note.is_empty() {
        out.push_str(&format!("\n*{}*\n", escaped(&table.note)));
    }
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<_> = cells.collect();
    out.push_str(&format!("| {} |\n", cells.join(" | ")));
}

fn cell(cell: &Cell) -> String {
    if cell.lines.is_empty() {
        return DITTO.to_owned();
    }
    let lines: Vec<_> = cell.lines.iter().map(|parts| line(parts)).collect();
    lines.join("<br>")
}

fn line(parts: &[Inline]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Inline::Text(text) => out.push_str(&escaped(text)),
            Inline::Strong(text) => out.push_str(&format!("**{}**", escaped(text))),
            Inline::Missing(text) => out.push_str(&format!("*{}*", escaped(text))),
            Inline::Day(day) => out.push_str(&day.to_string()),
            Inline::Number(number) => out.push_str(&number.to_string()),
            Inline::Level(level) => {
                out.push_str(&format!("**{}** {}", escaped(&level.letter), escaped(&level.name)));
            }
            Inline::Record { id, title } => {
                out.push_str(&escaped(id));
                if let Some(title) = title {
                    out.push_str(&format!(" {}", escaped(title)));
                }
            }
        }
    }
    out
}

/// Takes the meaning from characters that Markdown or HTML would act on; a line end becomes a break.
fn escaped(text: &Plain) -> String {
    let text = text.as_str();
    let mut out = String::with_capacity(text.len() + 8);
    if begins_block(text) {
        out.push('\\');
    }
    let number = number_of_list(text);
    for (at, c) in text.char_indices() {
        match c {
            '\n' => out.push_str("<br>"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if number == Some(at) => out.extend(['\\', c]),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '$' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// Returns where a text has the mark of a number that would begin a list: the dot of `1. First`.
fn number_of_list(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = rest.strip_prefix(['.', ')'])?;
    let begins = rest.len() < text.len() && (after.is_empty() || after.starts_with(char::is_whitespace));
    begins.then_some(text.len() - rest.len())
}

/// Tells whether a text would begin a list, a heading or a line where it begins a paragraph.
fn begins_block(text: &str) -> bool {
    text.starts_with(['+', '-', '#', '='])
}
