//! Detail section: what weighs on the records that a document kept here consists of, by count, and where to find them.

use std::cmp::Reverse;

use crate::app::detail::attachments::STATE;
use crate::app::detail::{Line, Tone, kept_content, link, problem};
use crate::app::list::spec::View;
use crate::domain::kinds::check::{Judgement, weigh};
use crate::domain::kinds::document;
use crate::domain::kinds::document::State;
use crate::domain::kinds::{control, organization, risk};
use crate::domain::record::Record;
use crate::domain::record::check::{Problem, Weight};
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;

/// How many of the records that a rule is broken in are named, where the page does not list them anyway.
const NAMED: usize = 3;

/// How many rules are told before what the records say, where the page lists them.
const ON_TOP: usize = 1;

/// The label of what weighs on the records.
const RECORDS: &str = "Records";

/// The heading above the rules that are told below the records.
const MORE: &str = "More problems of its records";

/// What one rule finds in the records of a document.
struct Broken<'a> {
    /// The gravest of the problems.
    worst: &'a Problem,
    weight: Weight,
    kind: &'static Kind,
    ids: Vec<&'a Id>,
    /// Of how many records the rule is asked.
    asked: usize,
}

/// Names beside how a document stands what weighs on the records it consists of, the gravest first. Returns what goes below
/// the records where the page lists them.
pub(super) fn qualify(view: View<'_>, document: &Record, all: Option<&Judgement>, lines: &mut Vec<Line>) -> Vec<Line> {
    let id = document.id().as_str();
    let (Some(judgement), Some(clause)) = (all, document::demanded_by(document.id())) else {
        return Vec::new();
    };
    if document::state(view.register, document, view.today) != State::Kept {
        return Vec::new();
    }
    let found = broken(view, judgement, id, clause);
    let is_state = |line: &Line| matches!(line, Line::Field(label, ..) if label == STATE);
    let Some(at) = lines.iter().position(is_state).filter(|_| !found.is_empty()) else {
        return Vec::new();
    };
    let is_listed = kept_content::is_listed(document);
    let (top, below) = found.split_at(if is_listed { ON_TOP } else { found.len() });
    if let Line::Field(_, _, tone) = &mut lines[at] {
        *tone = Tone::Bad;
    }
    let tell = |one: &Broken<'_>| {
        let of = if one.asked == 1 { one.kind.name } else { one.kind.plural };
        let class = problem::class_in_words(one.worst, one.weight);
        format!(
            "{} of {} {of}: {} {class}",
            one.ids.len(),
            one.asked,
            one.worst.rule.sentence
        )
    };
    let rest = lines.split_off(at + 1);
    for one in top {
        let more = match below.len() {
            0 => String::new(),
            more => format!("; {more} more at the end"),
        };
        lines.push(Line::Field(RECORDS.to_owned(), tell(one) + &more, Tone::Bad));
        let named = one.ids.iter().take(if is_listed { 0 } else { NAMED });
        lines.extend(named.map(|id| link(view, id)));
    }
    lines.extend(rest);
    let heading = (!below.is_empty()).then(|| Line::Heading(MORE.to_owned()));
    let told = below.iter().map(|one| Line::Text(tell(one), Tone::Bad));
    heading.into_iter().chain(told).collect()
}

/// Tells whether a document consists of records of a kind: of the three of 6.1.3 each has its own, others have what the rules of
/// their clause are about.
fn is_part(document: &str, kind: &Kind) -> bool {
    let is_set = *kind == organization::KIND || *kind == document::KIND;
    match document {
        "6.1.3/d2" | "6.1.3/d4" => *kind == control::KIND,
        "6.1.3/d3" => *kind == risk::KIND,
        _ => !is_set,
    }
}

/// Returns which rules of a clause are broken in the records of a document, the gravest first.
fn broken<'a>(view: View<'a>, judgement: &'a Judgement, document: &str, clause: &str) -> Vec<Broken<'a>> {
    let mut all: Vec<Broken<'a>> = Vec::new();
    for found in judgement.found() {
        let problem = &*found.problem;
        let weighs = found.weight >= Weight::Minor && !found.is_explained && problem.is_begun;
        if !weighs || problem.clause != clause || found.rule.is_consequence {
            continue;
        }
        let record = found.slot.and_then(|slot| view.register.at(slot));
        let Some(record) = record.filter(|record| is_part(document, record.kind())) else {
            continue;
        };
        match all.iter_mut().find(|one| one.worst.rule == found.rule) {
            Some(known) => {
                if known.ids.last() != Some(&record.id()) {
                    known.ids.push(record.id());
                }
                if found.weight > known.weight {
                    (known.worst, known.weight) = (problem, found.weight);
                }
            }
            None => all.push(Broken {
                worst: problem,
                weight: found.weight,
                kind: record.kind(),
                ids: vec![record.id()],
                asked: judgement.asked(view.register, record.kind(), found.rule),
            }),
        }
    }
    for one in &mut all {
        if one.worst.rule.most && weigh::is_most(one.ids.len(), one.asked) {
            one.weight = Weight::Major;
        }
    }
    all.sort_by_key(|one| (Reverse(one.weight), Reverse(one.ids.len())));
    all
}
