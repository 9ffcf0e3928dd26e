//! The minutes of a review as text, Markdown and commit message, made from the record.

use std::fmt::Write as _;

use crate::app::detail::{Line, Tone};
use crate::app::dialogs::{Copying, Page};
use crate::app::guided::review::{Holding, hints};
use crate::app::guided::summary::{Part, Summary, parts};
use crate::app::list::spec::View;
use crate::domain::kinds::review::{self, Decisions, Event, Outcome, Points, independence};
use crate::domain::kinds::{control, finding};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;
use crate::exchange::cells::markdown::escaped;

/// What decisions are told apart by.
const OUTCOMES: [(Option<Outcome>, &str); 4] = [
    (Some(Outcome::Improvement), "Decisions on improvement"),
    (Some(Outcome::Change), "Decisions on changes to the AIMS"),
    (Some(Outcome::Other), "Other decisions"),
    (None, "Decisions"),
];

/// Returns the findings that were raised in a review.
pub fn findings<'a>(register: &'a Register, review: &Record) -> impl Iterator<Item = &'a Record> {
    let id = review.id().clone();
    let of = register.linked_of(&finding::KIND, review.id());
    of.filter(move |one| one.get(finding::SOURCE) == Some(&id) && !one.is_retired())
}

/// Returns the review that follows one, if it is planned.
fn following<'a>(register: &'a Register, review: &Record) -> Option<&'a Record> {
    let follows = |one: &&Record| one.get(review::PREVIOUS) == Some(review.id());
    register.linked_of(&review::KIND, review.id()).find(follows)
}

/// Returns the decisions under their headings, those without any left out.
fn decisions(review: &Record) -> Vec<(&'static str, Vec<Row<'_, Decisions>>)> {
    let rows = review.get(review::DECISIONS);
    let of = |wanted| {
        rows.iter()
            .copied()
            .filter(|row| row.get(Decisions::OUTCOME) == wanted)
            .collect()
    };
    let all = OUTCOMES.into_iter().map(|(wanted, heading)| (heading, of(wanted)));
    all.filter(|(_, rows): &(_, Vec<_>)| !rows.is_empty()).collect()
}

/// Returns the words on a review that stand over its minutes.
fn head(review: &Record) -> Vec<(&'static str, String)> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let event = review.get(review::EVENT).map_or("", |event| event.item().label);
    let mut head = vec![
        ("Event", event.to_owned()),
        ("Planned for", day(review.get(review::DATE))),
        ("Held on", day(review.get(review::HELD))),
        ("Led by", review.owner().to_owned()),
        ("There", review.get(review::ATTENDED).join(", ")),
        ("Auditors", review.get(review::AUDITORS).join(", ")),
    ];
    head.retain(|(_, text)| !text.is_empty());
    head
}

/// Returns what came of a review so far and what is missing, for the page on which it is closed.
pub fn closing(view: View<'_>, holding: &Holding, review: &Record) -> Vec<Line> {
    let mut lines = results(view, review);
    if review::is_unaudited(review) {
        let text = "Nobody is named as auditor (9.2.2): e, Auditors.";
        lines.insert(0, Line::Text(text.to_owned(), Tone::Bad));
    }
    let silent = holding.points.len() - holding.dealt_with(review);
    if silent > 0 {
        let points = if silent == 1 {
            "1 point"
        } else {
            &format!("{silent} points")
        };
        let text = format!("Nothing was said about {points}; the figures are kept with the review all the same.");
        lines.push(Line::Text(text, Tone::Quiet));
    }
    lines
}

/// Returns what came of a review so far.
fn results(view: View<'_>, review: &Record) -> Vec<Line> {
    let mut lines = Vec::new();
    let text = |text: String| Line::Text(text, Tone::Plain);
    lines.extend(independence::sentence(view.register, review).map(|sentence| Line::Text(sentence, Tone::Bad)));
    let there = review.get(review::ATTENDED);
    let there = match there.len() {
        0 => "nobody is noted yet: w".to_owned(),
        _ => there.join(", "),
    };
    lines.push(Line::Field("There".to_owned(), there, Tone::Plain));
    for (heading, rows) in decisions(review) {
        lines.push(Line::Heading(format!("{heading} ({})", rows.len())));
        lines.extend(rows.into_iter().map(|row| text(hints::decision(view, row, false))));
    }
    if review.get(review::EVENT) == Some(Event::ManagementReview) {
        lines.extend(missing(review).map(|line| Line::Text(line, Tone::Quiet)));
    }
    let found: Vec<_> = findings(view.register, review).collect();
    if !found.is_empty() {
        lines.push(Line::Heading(format!("Findings ({})", found.len())));
        lines.extend(found.into_iter().map(|one| text(finding_line(one))));
    }
    let entries: Vec<_> = entries(review);
    if !entries.is_empty() {
        lines.push(Line::Heading(format!("Said ({})", entries.len())));
        let line = |(title, entry): (&str, &str)| text(format!("{title}: {}", entry.replace('\n', " ")));
        lines.extend(entries.into_iter().map(line));
    }
    if !review.get(review::CONCLUSION).is_empty() {
        lines.push(Line::Heading("Conclusion".to_owned()));
        lines.extend(review.get(review::CONCLUSION).lines().map(|line| text(line.to_owned())));
    }
    lines
}

/// Says which of the results that 9.3.3 asks for were not decided on; that is an answer as well, once somebody says it.
fn missing(review: &Record) -> impl Iterator<Item = String> {
    let has = |wanted: Outcome| {
        review
            .get(review::DECISIONS)
            .iter()
            .any(|row| row.get(Decisions::OUTCOME) == Some(wanted))
    };
    let asked = [
        (Outcome::Improvement, "improvement"),
        (Outcome::Change, "changes to the AIMS"),
    ];
    let missing = asked.map(|(wanted, words)| (!has(wanted), words)).into_iter();
    let missing = missing.filter(|(missing, _)| *missing);
    missing.map(|(_, words)| format!("Nothing was decided on {words} (9.3.3); :resolve records that none is needed."))
}

/// Returns the points about which something was said.
fn entries(review: &Record) -> Vec<(&str, &str)> {
    let rows = review.get(review::POINTS).into_iter();
    let all = rows.map(|row| (row.text(Points::POINT), row.text(Points::SAID)));
    all.filter(|(_, entry)| !entry.is_empty()).collect()
}

fn finding_line(one: &Record) -> String {
    let grade = one.get(finding::GRADE).map_or("finding", |grade| grade.item().label);
    format!("{}  {grade}: {}", one.id(), one.title())
}

/// Returns the minutes as Markdown.
pub fn markdown(view: View<'_>, review: &Record) -> String {
    let mut out = format!("# Minutes: {}\n\n`{}`\n\n", escaped(review.title()), review.id());
    // Writing to a string cannot fail.
    for (label, text) in head(review) {
        let _ = writeln!(out, "- **{label}**: {}", escaped(&text));
    }
    let points = review.get(review::POINTS);
    if !points.is_empty() {
        out.push_str("\n## Points\n");
    }
    for row in points {
        let (title, shown, entry) = (row.text(Points::POINT), row.text(Points::SHOWN), row.text(Points::SAID));
        let _ = write!(out, "\n### {}\n", escaped(title));
        for text in [shown, entry].into_iter().filter(|text| !text.is_empty()) {
            let mark = if text == shown { "> " } else { "" };
            let _ = write!(out, "\n{mark}{}\n", escaped(&text.replace('\n', " ")));
        }
    }
    for (heading, rows) in decisions(review) {
        let _ = write!(out, "\n## {heading}\n\n");
        for row in rows {
            let _ = write!(out, "- {}", escaped(row.text(Decisions::DECISION)));
            if let Some(id) = row.get(Decisions::ACTION) {
                let _ = write!(out, ": {}", escaped(&hints::action(view, id)));
            }
            let point = row.text(Decisions::POINT);
            let _ = match point {
                "" => writeln!(out),
                point => writeln!(out, " (from: {})", escaped(point)),
            };
        }
    }
    let found: Vec<_> = findings(view.register, review).collect();
    if !found.is_empty() {
        out.push_str("\n## Findings\n\n");
    }
    for one in found {
        let _ = writeln!(out, "- {}", escaped(&finding_line(one)));
    }
    if !review.get(review::CONCLUSION).is_empty() {
        let text = escaped_lines(review.get(review::CONCLUSION));
        let _ = write!(out, "\n## Conclusion\n\n{text}\n");
    }
    if !review.get(review::MINUTES).is_empty() {
        let _ = write!(out, "\n## Minutes\n\n{}\n", escaped_lines(review.get(review::MINUTES)));
    }
    if let Some(next) = following(view.register, review) {
        let day = next.get(review::DATE).map(|day| day.to_string()).unwrap_or_default();
        let _ = write!(out, "\n## Next\n\n- `{}` on {day}\n", next.id());
    }
    out
}

fn escaped_lines(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("\n")
}

/// Returns what came of a review as a sitting has it, for the commit message.
fn summary(view: View<'_>, review: &Record) -> Summary {
    let mut acts = Vec::new();
    let mut alone = Vec::new();
    for row in review.get(review::DECISIONS) {
        let decided = row.text(Decisions::DECISION);
        match row.get(Decisions::ACTION) {
            Some(id) => acts.push(format!("{id}  {decided}")),
            None => alone.push(format!("{}  {decided}", review.id())),
        }
    }
    let entries = entries(review).into_iter().map(|(title, entry)| {
        let entry = entry.replace('\n', " / ");
        format!("{}  {title}: {entry}", review.id())
    });
    let found = findings(view.register, review).map(finding_line).collect();
    let next = following(view.register, review).map(|next| {
        let day = next.get(review::DATE).map(|day| day.to_string()).unwrap_or_default();
        format!("{}  {day}", next.id())
    });
    let counted = [
        ("Decisions with their actions", ("action", "actions"), acts),
        ("Other decisions", ("decision", "decisions"), alone),
        ("Findings", ("finding", "findings"), found),
        ("Said", ("", ""), entries.collect()),
        ("Next", ("", ""), next.into_iter().collect()),
    ];
    let part = |(heading, counted, lines)| Part {
        heading,
        counted,
        lines,
    };
    let there = review.get(review::ATTENDED).join(", ");
    let held = review.get(review::HELD).map(|day| day.to_string()).unwrap_or_default();
    Summary {
        title: review.title().to_owned(),
        short: "Review",
        when: format!("{held}, {there}").trim_matches([',', ' ']).to_owned(),
        figures: String::new(),
        parts: parts(counted.into_iter().map(part)),
    }
}

/// Returns the minutes as a page to read, from which they can be copied.
pub fn page(view: View<'_>, review: &Record) -> Page {
    let mut lines: Vec<String> = head(review)
        .into_iter()
        .map(|(label, text)| format!("{label}: {text}"))
        .collect();
    for line in results(view, review) {
        match line {
            Line::Heading(text) => lines.extend([String::new(), text]),
            Line::Text(text, Tone::Plain) => lines.push(format!("  {text}")),
            // What is missing and who was there stand elsewhere.
            _ => {}
        }
    }
    let pieces = control::valid_evidence(view.register, review.id(), view.today);
    if pieces > 0 {
        lines.extend([String::new(), format!("Evidence: {pieces}")]);
    }
    if !review.get(review::MINUTES).is_empty() {
        lines.extend([String::new(), "Minutes".to_owned()]);
        lines.extend(review.get(review::MINUTES).lines().map(|line| format!("  {line}")));
    }
    if let Some(next) = following(view.register, review) {
        let day = next.get(review::DATE).map(|day| day.to_string()).unwrap_or_default();
        lines.extend([String::new(), format!("Next: {} on {day}", next.id())]);
    }
    Page {
        title: format!("Minutes: {}", review.title()),
        lines,
        top: std::cell::Cell::new(0),
        copies: vec![
            Copying::new('y', "Markdown", markdown(view, review)),
            Copying::new('c', "a commit message", summary(view, review).commit_message()),
        ],
        file: None,
        leaves: false,
    }
}
