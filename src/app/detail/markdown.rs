//! A record's detail as text: whole as Markdown, or in part as plain lines.

use std::fmt::Write as _;

use crate::app::detail::{Checked, Line, lines, own_lines, place_of};
use crate::app::list::spec::View;
use crate::domain::record::Record;
use crate::exchange::cells::markdown::escaped;

/// Returns what a record says under a field or heading, as plain lines; that nothing is recorded where it says nothing.
pub fn plain_part(view: View<'_>, record: &Record, label: &str) -> Vec<String> {
    let lines = own_lines(view, record, &Checked::default());
    let Some(from) = place_of(&lines, label) else {
        return vec![format!("{label}: nothing is recorded.")];
    };
    let is_heading = |line: &Line| matches!(line, Line::Heading(_));
    let rest = &lines[from + 1..];
    let below = if is_heading(&lines[from]) {
        rest.iter().position(is_heading).unwrap_or(rest.len())
    } else {
        0
    };
    let plain = lines.into_iter().skip(from).take(below + 1).map(|line| match line {
        Line::Heading(text) => format!("\n{text}"),
        Line::Field(label, value, _) => format!("{label}: {value}"),
        Line::Text(text, _) => format!("  {text}"),
        Line::Link(id, title, note) => format!("  {id} {note} {title}"),
    });
    plain
        .flat_map(|line| line.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Returns a record's detail as Markdown.
pub fn markdown(view: View<'_>, record: &Record, checked: &Checked<'_>) -> String {
    let mut out = format!("# {}\n\n`{}`\n", escaped(record.title()), record.id());
    let mut in_list = false;
    for line in lines(view, record, checked) {
        let is_item = matches!(line, Line::Field(..) | Line::Link(..));
        if !in_list || !is_item {
            out.push('\n');
        }
        in_list = is_item;
        // Writing to a string cannot fail.
        let _ = match line {
            Line::Heading(text) => writeln!(out, "## {}", escaped(&text)),
            Line::Field(label, value, _) => writeln!(out, "- **{}**: {}", escaped(&label), escaped(&value)),
            Line::Text(text, _) => writeln!(out, "{}", escaped(&text)),
            Line::Link(id, title, note) if note.is_empty() => writeln!(out, "- `{id}` {}", escaped(&title)),
            Line::Link(id, title, note) => writeln!(out, "- `{id}` {} ({})", escaped(&title), escaped(&note)),
        };
    }
    out
}
