//! Detail section: what the check finds in a record: what weighs most above everything else, the rest below it.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::app::detail::{Line, Tone};
use crate::domain::record::Record;
use crate::domain::record::check::{Problem, Provenance, Weight};
use crate::domain::record::choice::Choices;
use crate::domain::record::mark::Mark;

/// How many stand on top, so that what the record says begins on the first page of a small terminal.
const ON_TOP: usize = 3;

const HEADING: &str = "Problems";
const MORE: &str = "More problems";

/// Tells whether problems stand below a heading.
pub(super) fn is_heading(text: &str) -> bool {
    text.starts_with(HEADING) || text == MORE
}

/// Returns the problems of a record, each with its heading: those for the top, and those for the end. What weighs most goes first,
/// and what only follows from other records last.
pub(super) fn lines(record: &Record, problems: &[Arc<Problem>]) -> (Vec<Line>, Vec<Line>) {
    let mut sorted: Vec<_> = problems.iter().collect();
    sorted.sort_by_key(|problem| (Reverse(problem.weight), problem.rule.is_consequence));
    // Advice stands on top where nothing weighs more.
    let weighing = sorted.partition_point(|problem| problem.weight >= Weight::Minor);
    let top = if weighing == 0 { sorted.len() } else { weighing };
    let (top, rest) = sorted.split_at(top.min(ON_TOP));
    let heading = match rest.len() {
        0 => HEADING.to_owned(),
        more => format!("{HEADING} ({more} more at the end)"),
    };
    let part = |heading: String, problems: &[&Arc<Problem>]| {
        let heading = (!problems.is_empty()).then_some(Line::Heading(heading));
        let told = problems.iter().map(|problem| line(record, problem));
        heading.into_iter().chain(told).collect()
    };
    (part(heading, top), part(MORE.to_owned(), rest))
}

/// Says who asks for what a problem is about, how much it weighs, and by which rule it was found, in brackets.
pub(super) fn class_in_words(problem: &Problem, weight: Weight) -> String {
    let (asked_by, weight) = (problem.class.provenance.item().label, weight.item().label);
    let weight = if problem.rule.is_consequence {
        "follows from others"
    } else {
        weight
    };
    // The advice of the program weighs as advice; to say both says nothing more.
    let class = match problem.class.provenance {
        Provenance::Advice => asked_by.to_owned(),
        _ => format!("{asked_by}, {weight}"),
    };
    format!("({class}; {})", problem.rule.code)
}

/// Writes a problem as a field, so that opening the line opens the form there.
fn line(record: &Record, problem: &Problem) -> Line {
    let text = format!("{} {}", problem.sentence, class_in_words(problem, problem.weight));
    let tone = match problem.weight {
        Weight::Advice => Tone::Quiet,
        Weight::Minor | Weight::Major => Tone::Bad,
    };
    // What is the matter with the record as a whole is not the matter with its title.
    match record
        .kind()
        .field(problem.field)
        .filter(|field| !field.is(Mark::Title))
    {
        Some(field) => Line::Field(field.label.to_owned(), text, tone),
        None => Line::Text(text, tone),
    }
}

/// The labels of what a record stands as.
const STANDS: [&str; 2] = ["Standing", "State"];

/// Names beside what a record stands as the problems that weigh: the page calls nothing good that the check does not.
pub(super) fn qualify(lines: &mut [Line], problems: &[Arc<Problem>]) {
    let weighs = |problem: &&Arc<Problem>| problem.weight >= Weight::Minor && !problem.rule.is_consequence;
    let mut codes: Vec<_> = problems
        .iter()
        .filter(weighs)
        .map(|problem| problem.rule.code)
        .collect();
    codes.dedup();
    if codes.is_empty() {
        return;
    }
    for line in lines {
        if let Line::Field(label, text, tone @ Tone::Plain) = line
            && STANDS.contains(&label.as_str())
        {
            text.push_str(&format!("; problems: {}", codes.join(", ")));
            *tone = Tone::Bad;
        }
    }
}

/// Tells whether the problems on top say the same as a line.
pub(super) fn is_said(line: &Line, top: &[Line]) -> bool {
    let says = |said: &str| {
        top.iter().any(|line| match line {
            Line::Field(_, text, _) | Line::Text(text, _) => text.starts_with(said),
            Line::Heading(_) | Line::Link(..) => false,
        })
    };
    matches!(line, Line::Text(text, Tone::Bad) if says(text))
}
