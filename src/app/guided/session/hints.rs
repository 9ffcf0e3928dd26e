//! Help for a question: what an auditor wants to see, and what the register already holds.

use crate::app::detail::{self, Line, Tone};
use crate::app::list::spec::View;
use crate::domain::catalogue::Clause;
use crate::domain::kinds::{answer, control};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;

/// Returns the question, in our words.
pub fn question(view: View<'_>, record: &Record) -> String {
    let catalogue = view.register.catalogue();
    let id = record.id().as_str();
    if record.is(&answer::KIND) {
        return catalogue
            .question(id)
            .map_or_else(String::new, |(_, question)| question.text.clone());
    }
    match catalogue.control(id) {
        Some(control) => control.summary.clone(),
        None => record.get(control::STATEMENT).to_owned(),
    }
}

/// Returns the requirement that a question is about: its id and title, and which of how many questions this is.
pub fn requirement(view: View<'_>, record: &Record) -> (String, Option<(usize, usize)>) {
    let catalogue = view.register.catalogue();
    let id = record.id().as_str();
    match catalogue.question(id) {
        Some((clause, _)) => {
            let at = clause.questions.iter().position(|question| question.id == id);
            let place = at.map(|at| (at + 1, clause.questions.len()));
            (format!("{} {}", clause.id, clause.title), place)
        }
        None => (format!("{id} {}", view.register.title(id).unwrap_or_default()), None),
    }
}

/// Returns what was said about the question so far: by whom last, who answers for it, the reason and the note.
pub fn answer_lines(record: &Record, last: Option<String>) -> Vec<Line> {
    let mut lines = Vec::new();
    lines.extend(last.map(|last| field("Last", last)));
    for (of, value) in record.fields().filter(|(_, value)| !value.is_empty()) {
        if of.is(Mark::Owner) || matches!(of.name, "basis" | "reason" | "note") {
            // The newest of a long note is its end.
            let text = value.to_string().replace('\n', " ");
            let newest = text.char_indices().rev().nth(NOTE).map_or(0, |(at, _)| at);
            let cut = if newest > 0 { "..." } else { "" };
            lines.push(field(of.label, format!("{cut}{}", &text[newest..])));
        }
    }
    lines
}

/// How much of a note is shown.
const NOTE: usize = 200;

/// Returns what helps to judge: what an auditor wants to see, and what the register holds about the question.
///
/// What is the same for all questions of a clause goes first, so that little changes from one to the next. Where there
/// is room the other questions of the clause stand below.
pub fn lines(view: View<'_>, record: &Record, room: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let catalogue = view.register.catalogue();
    let id = record.id().as_str();
    if let Some((clause, _)) = catalogue.question(id) {
        lines.push(field("To show", clause.evidence_hints.join("; ")));
        lines.push(field("Demands", clause.documents.join("; ")));
        lines.push(field("Usually", clause.owner_hint.clone()));
        lines.push(field("Mind", clause.note.clone()));
        linked(view, record, &mut lines);
        if room {
            siblings(view, clause, &mut lines);
        }
    } else if let Some(control) = catalogue.control(id) {
        lines.push(field("To show", control.evidence_hints.join("; ")));
        let documented = control
            .documentation_required
            .then_some("documentation, by its own text");
        lines.push(field("Demands", documented.unwrap_or_default().to_owned()));
        lines.push(field("Usually", control.owner_hint.clone()));
        lines.push(field("Mind", control.note.clone()));
        linked(view, record, &mut lines);
    } else {
        linked(view, record, &mut lines);
    }
    lines.retain(|line| !matches!(line, Line::Field(_, value, _) if value.is_empty()));
    lines
}

fn field(label: &str, value: String) -> Line {
    Line::Field(label.to_owned(), value, Tone::Plain)
}

/// Adds the questions on the clause with their answers.
fn siblings(view: View<'_>, clause: &Clause, lines: &mut Vec<Line>) {
    if clause.questions.len() < 2 {
        return;
    }
    lines.push(Line::Heading("Asked here".to_owned()));
    for question in &clause.questions {
        let state = view
            .register
            .get(&question.id)
            .and_then(|record| record.get(answer::STATE));
        let state = state.map_or("open", |state| state.item().label);
        lines.push(Line::Link(
            Id::new(&question.id),
            question.text.clone(),
            state.to_owned(),
        ));
    }
}

/// Adds the records that refer to the question, or to its clause.
fn linked(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    let mut ids = vec![record.id().clone()];
    if record.is(&answer::KIND) {
        ids.push(Id::new(answer::clause_of(record)));
    }
    let mut found: Vec<&Record> = ids.iter().flat_map(|id| view.register.linked(id)).collect();
    found.retain(|record| !record.is_retired());
    // What still asks for something goes first.
    found.sort_by_key(|record| (!record.is_open(), record.kind().name, record.id().clone()));
    found.dedup_by_key(|record| record.id().clone());
    if !found.is_empty() {
        lines.push(Line::Heading("Linked records".to_owned()));
        lines.extend(found.into_iter().map(|record| detail::link(view, record.id())));
    }
}
