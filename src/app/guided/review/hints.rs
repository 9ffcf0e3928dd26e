//! The page of an agenda point: earlier statements and decisions, and figures that help to judge.

use crate::app::detail::{self, Line, Tone};
use crate::app::list::spec::View;
use crate::domain::kinds::review::Decisions;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::typed::Row;
use crate::domain::review;
use crate::domain::review::{Origin, Point};

/// Returns in a word or two why a point stands on the agenda.
pub fn origin(point: &Point) -> String {
    match point.origin {
        Origin::Standard => {
            // A clause or control has its number in its title.
            let asked = point.requirements.first().filter(|id| id.as_str() != point.id);
            asked.map_or_else(String::new, ToString::to_string)
        }
        Origin::Ours => "our proposal".to_owned(),
        Origin::Written => "from the agenda".to_owned(),
        Origin::Earlier => "not on the agenda any more".to_owned(),
    }
}

/// Returns what was said and decided about a point: now, and when the last one was held.
pub fn entry_lines(view: View<'_>, review: &Record, point: &Point) -> Vec<Line> {
    let mut lines = Vec::new();
    let now = review::entry(review, &point.title).unwrap_or_default();
    if !now.text.is_empty() {
        lines.extend(now.text.lines().map(|line| field("Said", line)));
    }
    if !now.text.is_empty() && now.shown != point.figures {
        lines.push(field("Then shown", now.shown));
    }
    for row in review::decided(review, &point.title) {
        lines.push(field("Decided", &decision(view, row, true)));
    }
    let last = review::last_held(view.register, review);
    if let Some(before) = last.and_then(|last| review::entry(last, &point.title)) {
        lines.push(field("Last time", before.shown));
        lines.push(field("Said then", &before.text.replace('\n', " ")));
    }
    lines.retain(|line| !matches!(line, Line::Field(_, value, _) if value.is_empty()));
    lines
}

/// Writes a decision with what it is about, where no heading says that, and what became of it: `buy it (improvement)  T-7k3qm @ben until 2026-12-07, open`.
pub fn decision(view: View<'_>, row: Row<'_, Decisions>, with_outcome: bool) -> String {
    let mut text = row.text(Decisions::DECISION).to_owned();
    if with_outcome && row.says(Decisions::OUTCOME) {
        text.push_str(&format!(" ({})", row.stored(Decisions::OUTCOME)));
    }
    if let Some(id) = row.get(Decisions::ACTION) {
        text.push_str(&format!("  {}", action(view, id)));
    }
    text
}

/// Writes an action in a few words: `T-7k3qm @ben until 2026-12-07, open`.
pub fn action(view: View<'_>, id: &Id) -> String {
    use crate::domain::kinds::action::{DUE, STATUS};
    let Some(record) = view.register.get(id.as_str()) else {
        return id.to_string();
    };
    let mut text = id.to_string();
    if !record.owner().is_empty() {
        text.push_str(&format!(" @{}", record.owner()));
    }
    if let Some(due) = record.get(DUE) {
        text.push_str(&format!(" until {due}"));
    }
    let status = record.stored(STATUS);
    if !status.is_empty() {
        text.push_str(&format!(", {status}"));
    }
    text
}

/// Returns what helps to judge a point, and the records it is about.
pub fn lines(view: View<'_>, point: &Point) -> Vec<Line> {
    let text = |aid: &String| Line::Text(aid.clone(), Tone::Plain);
    let mut lines: Vec<_> = point.aids.iter().map(text).collect();
    if !point.records.is_empty() {
        lines.push(Line::Heading("Records".to_owned()));
        lines.extend(point.records.iter().map(|id| detail::link(view, id)));
        if point.records.len() == review::MOST {
            let text = "Of many records these come first.".to_owned();
            lines.push(Line::Text(text, Tone::Quiet));
        }
    }
    lines
}

fn field(label: &str, value: &str) -> Line {
    Line::Field(label.to_owned(), value.to_owned(), Tone::Plain)
}
