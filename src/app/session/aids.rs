//! What helps to answer a question: what an auditor wants to see, and what the register already holds about it.

use crate::app::detail::{self, Line, Tone};
use crate::app::spec::View;
use crate::domain::catalogue::Clause;
use crate::domain::choice::Choices;
use crate::domain::id::Id;
use crate::domain::kinds::{answer, control};
use crate::domain::record::Record;

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

/// Returns the lines below the answer: what helps to judge, then what the register holds about the question.
///
/// What is the same for all questions of a clause goes first, so that little changes from one to the next.
pub fn lines(view: View<'_>, record: &Record) -> Vec<Line> {
    let mut lines = Vec::new();
    let catalogue = view.register.catalogue();
    let id = record.id().as_str();
    if let Some((clause, _)) = catalogue.question(id) {
        of_clause(clause, &mut lines);
        siblings(view, clause, &mut lines);
    } else if let Some(control) = catalogue.control(id) {
        detail::hints("Auditors like to see", &control.evidence_hints, &mut lines);
        if control.documentation_required {
            lines.push(quiet("Its own text asks for documentation."));
        }
        if !control.note.is_empty() {
            lines.push(quiet(&control.note));
        }
        lines.push(quiet(&format!("Usually answered by: {}.", control.owner_hint)));
    }
    linked(view, record, &mut lines);
    lines
}

fn of_clause(clause: &Clause, lines: &mut Vec<Line>) {
    detail::hints("Auditors like to see", &clause.evidence_hints, lines);
    detail::hints("Documents it demands", &clause.documents, lines);
    if !clause.note.is_empty() {
        lines.push(quiet(&clause.note));
    }
    lines.push(quiet(&format!("Usually answered by: {}.", clause.owner_hint)));
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

fn quiet(text: &str) -> Line {
    Line::Text(text.to_owned(), Tone::Quiet)
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
        lines.push(Line::Heading("Hangs together with".to_owned()));
        lines.extend(found.into_iter().map(|record| detail::link(view, record.id())));
    }
}
