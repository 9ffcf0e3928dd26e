//! Detail section: what weighs on the records that a document kept here consists of, by count, and where to find them.

use std::cmp::Reverse;

use crate::app::detail::{Line, Tone, link, problem};
use crate::app::list::spec::View;
use crate::domain::kinds::approval::kept_sets;
use crate::domain::kinds::check::weigh;
use crate::domain::kinds::document;
use crate::domain::kinds::{check, control, organization, risk};
use crate::domain::record::Record;
use crate::domain::record::check::{Problem, Rule, Weight};
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;

/// How many of the records that a rule is broken in are named, where the page does not list them anyway.
const NAMED: usize = 3;

/// What one rule finds in the records of a document.
struct Broken {
    /// The gravest of the problems.
    worst: Problem,
    kind: &'static Kind,
    ids: Vec<Id>,
    /// Of how many records the rule is asked.
    asked: usize,
}

/// Adds what weighs on the records that a document consists of, the gravest first; tells whether anything does.
pub(super) fn lines(view: View<'_>, document: &Record, lines: &mut Vec<Line>) -> bool {
    let id = document.id().as_str();
    let Some(clause) = document::demanded_by(document.id()) else {
        return false;
    };
    let mut found = Vec::new();
    for kind in view.register.kinds().iter().copied().filter(|kind| is_part(id, kind)) {
        broken(view, kind, clause, &mut found);
    }
    for one in &mut found {
        let rule = one.worst.rule;
        let asks = |record: &&Record| check::asks(view.register, record, rule, view.today);
        one.asked = view.register.of(one.kind).filter(asks).count();
        if rule.most && weigh::is_most(one.ids.len(), one.asked) {
            one.worst.weight = Weight::Major;
        }
    }
    found.sort_by_key(|one| (Reverse(one.worst.weight), Reverse(one.ids.len())));
    let is_listed = [&kept_sets::STATEMENT, &kept_sets::PLAN].iter().any(|set| set.of == id);
    for one in &found {
        let (many, of) = (one.ids.len(), one.kind.plural);
        let class = problem::class_in_words(&one.worst);
        let text = format!("{many} of {} {of}: {} {class}", one.asked, one.worst.rule.sentence);
        lines.push(Line::Text(text, Tone::Bad));
        if !is_listed {
            lines.extend(one.ids.iter().take(NAMED).map(|id| link(view, id)));
        }
    }
    !found.is_empty()
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

/// Finds which rules of a clause are broken in records of a kind.
fn broken(view: View<'_>, kind: &'static Kind, clause: &str, found: &mut Vec<Broken>) {
    let is_of_clause = |rule: &&&'static Rule| rule.clauses.contains(&clause) && !rule.is_consequence;
    let rules: Vec<&'static Rule> = kind.check.iter().filter(is_of_clause).copied().collect();
    if rules.is_empty() {
        return;
    }
    for record in view.register.of(kind) {
        let problems = check::of_rules(view.register, record, &rules, view.today).into_iter();
        let weighs = |problem: &Problem| problem.weight >= Weight::Minor && problem.clause == clause;
        for problem in problems.filter(weighs) {
            let known = found.iter_mut().find(|one| one.worst.rule == problem.rule);
            match known {
                Some(known) => {
                    if known.ids.last() != Some(record.id()) {
                        known.ids.push(record.id().clone());
                    }
                    if problem.weight > known.worst.weight {
                        known.worst = problem;
                    }
                }
                None => found.push(Broken {
                    worst: problem,
                    kind,
                    ids: vec![record.id().clone()],
                    asked: 0,
                }),
            }
        }
    }
}
