//! Detail section: answers and controls, with what the catalogue says of the question or the control.

use crate::app::detail::attachments::demanded;
use crate::app::detail::{KindFace, Line, Tone, awareness, competence, hints};
use crate::app::list::spec::View;
use crate::domain::catalogue::Crosswalk;
use crate::domain::kinds::control::theme::{self, Theme};
use crate::domain::kinds::{answer, control};

/// The heading of what the record itself says.
pub(in crate::app) const OUR_STATE: &str = "Our state";

/// The detail of answers: the question, its clause and what auditors like to see.
pub(super) static ANSWER: KindFace = KindFace {
    is_named_by_first_line: true,
    first: |view, record, lines| {
        let Some((clause, question)) = view.register.catalogue().question(record.id().as_str()) else {
            return;
        };
        lines.push(Line::Text(question.text.clone(), Tone::Plain));
        lines.push(Line::Heading(format!("{} {}", clause.id, clause.title)));
        lines.push(Line::Text(clause.summary.clone(), Tone::Quiet));
        themes(&theme::of(&clause.id), lines);
        hints("Auditors like to see", &clause.evidence_hints, lines);
        demanded(view, &clause.id, lines);
        competence::lines(view, &clause.id, lines);
        lines.push(Line::Heading(OUR_STATE.to_owned()));
        awareness::lines(view, &clause.id, lines);
    },
    last: |view, record, lines| {
        let Some((clause, _)) = view.register.catalogue().question(record.id().as_str()) else {
            return;
        };
        note(&clause.note, lines);
        usual_owner(&clause.owner_hint, lines);
        crosswalk(view, &clause.crosswalk, lines);
    },
    ..KindFace::of(&answer::KIND)
};

/// The detail of controls: what the control asks and what auditors like to see.
pub(super) static CONTROL: KindFace = KindFace {
    after_problems: "What it asks",
    first: |view, record, lines| {
        if let Some(control) = view.register.catalogue().control(record.id().as_str()) {
            lines.push(Line::Text(control.summary.clone(), Tone::Plain));
            if control.documentation_required {
                demanded(view, &control.id, lines);
            }
        }
        lines.push(Line::Heading(OUR_STATE.to_owned()));
    },
    last: |view, record, lines| {
        themes(&control::themes(record), lines);
        let Some(control) = view.register.catalogue().control(record.id().as_str()) else {
            return;
        };
        hints("Auditors like to see", &control.evidence_hints, lines);
        usual_owner(&control.owner_hint, lines);
        note(&control.note, lines);
        crosswalk(view, &control.crosswalk, lines);
    },
    ..KindFace::of(&control::KIND)
};

fn usual_owner(owner: &str, lines: &mut Vec<Line>) {
    lines.push(Line::Field("Usual owner".to_owned(), owner.to_owned(), Tone::Quiet));
}

fn note(note: &str, lines: &mut Vec<Line>) {
    if !note.is_empty() {
        lines.push(Line::Text(note.to_owned(), Tone::Quiet));
    }
}

/// Adds our themes of a record or entry, said to be ours.
fn themes(themes: &[Theme], lines: &mut Vec<Line>) {
    if !themes.is_empty() {
        let word = if themes.len() == 1 { "our theme" } else { "our themes" };
        let text = format!("{} ({word})", theme::names(themes));
        lines.push(Line::Field("Themes".to_owned(), text, Tone::Plain));
    }
}

fn crosswalk(view: View<'_>, rows: &[Crosswalk], lines: &mut Vec<Line>) {
    if rows.is_empty() {
        return;
    }
    lines.push(Line::Heading("Counterparts (no equivalence)".to_owned()));
    for row in rows {
        let frameworks = &view.register.catalogue().frameworks;
        let framework = frameworks.iter().find(|framework| framework.id == row.framework);
        let title = framework.map_or(row.framework.as_str(), |framework| framework.title.as_str());
        let confidence = format!("{:?} confidence", row.confidence).to_lowercase();
        lines.push(Line::Field(
            row.reference.clone(),
            format!("{title}, {confidence}"),
            Tone::Quiet,
        ));
    }
}
