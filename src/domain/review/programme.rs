//! The audit programme over the cycle: which clauses, control domains and systems which audit looks at.
//!
//! What counts as covered and as planned is what the check rules on coverage count.

use chrono::NaiveDate;

use crate::domain::kinds::review;
use crate::domain::kinds::review::check::coverage::{Audit, Audits, Window};
use crate::domain::kinds::review::scope::{self, Scope};
use crate::domain::kinds::{control, system};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// The part of the rows that are clauses.
pub const CLAUSES: &str = "Clauses";
/// The part of the rows that are domains of controls.
pub const DOMAINS: &str = "Controls that apply";
/// The part of the rows that are systems.
pub const SYSTEMS: &str = "Systems";

/// The programme: rows by audits.
#[derive(Debug, PartialEq, Eq)]
pub struct Programme {
    /// The internal audits held and planned, by day.
    pub audits: Vec<Column>,
    /// The audits by others, held and planned, by day; they cover nothing of the rows.
    pub external: Vec<Column>,
    /// What is to be audited.
    pub rows: Vec<Row>,
}

/// An audit of the cycle.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// The audit.
    pub id: Id,
    /// The day on which it was or is to be held.
    pub day: Option<NaiveDate>,
    /// Whether it was held.
    pub is_held: bool,
    /// What it is called.
    pub title: String,
}

/// A clause, a domain of controls, or a system.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// The group it belongs to.
    pub part: &'static str,
    /// Its id and title.
    pub label: String,
    /// How many things it stands for: one, or the controls of a domain.
    pub of: usize,
    /// How many of them each audit looks at.
    pub seen: Vec<usize>,
    /// How many of them an audit that was held looked at.
    pub covered: usize,
    /// How many of the others one that is planned looks at.
    pub planned: usize,
}

/// How far something is audited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Audits that were held looked at all of it.
    Covered,
    /// Planned ones look at the rest.
    Planned,
    /// No audit looks at some of it.
    Uncovered,
}

impl Row {
    /// Returns how far it is audited.
    pub fn state(&self) -> State {
        if self.covered == self.of {
            State::Covered
        } else if self.covered + self.planned == self.of {
            State::Planned
        } else {
            State::Uncovered
        }
    }
}

/// Returns the audit programme.
pub fn programme(register: &Register, today: NaiveDate) -> Programme {
    let of_clauses = Audits::of(register, today, Window::of_clauses(register));
    let of_cycle = Audits::of(register, today, Window::Cycle);
    let day = |audit: &Audit<'_>, is_held: bool| {
        let held = audit.review.get(review::HELD).filter(|_| is_held);
        held.or(audit.review.get(review::DATE))
    };
    let held = of_cycle.held.iter().map(|audit| (audit, true));
    let mut audits: Vec<_> = held
        .chain(of_cycle.planned.iter().map(|audit| (audit, false)))
        .collect();
    audits.sort_by_key(|(audit, is_held)| (day(audit, *is_held), audit.review.id()));
    let row = |part, label: String, ids: &[&str], counting: &Audits<'_>, has: fn(&Scope<'_>, &str) -> bool| {
        let is_seen = |audits: &[Audit<'_>], id: &str| audits.iter().any(|audit| has(&audit.scope, id));
        let seen = |audit: &Audit<'_>| ids.iter().filter(|id| has(&audit.scope, id)).count();
        let (covered, open): (Vec<&str>, Vec<&str>) = ids.iter().partition(|id| is_seen(&counting.held, id));
        Row {
            part,
            label,
            of: ids.len(),
            seen: audits.iter().map(|(audit, _)| seen(audit)).collect(),
            covered: covered.len(),
            planned: open.iter().filter(|id| is_seen(&counting.planned, id)).count(),
        }
    };
    let catalogue = register.catalogue();
    let clauses = catalogue.clauses.iter().map(|clause| {
        let label = format!("{} {}", clause.id, clause.title);
        row(CLAUSES, label, &[&clause.id], &of_clauses, |scope, id| {
            scope.has_requirement(id)
        })
    });
    let mut rows: Vec<_> = clauses.collect();
    let chosen = register.of(&control::KIND).filter(|record| control::is_chosen(record));
    let chosen: Vec<_> = chosen.map(|record| record.id().as_str()).collect();
    let mut domains: Vec<&str> = Vec::new();
    for id in &chosen {
        let domain = domain_of(id);
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    domains.sort_by_key(|domain| {
        let number = domain.strip_prefix("A.").and_then(|number| number.parse::<u32>().ok());
        (number.is_none(), number, *domain)
    });
    for domain in domains {
        let ids: Vec<_> = chosen.iter().copied().filter(|id| domain_of(id) == domain).collect();
        let title = catalogue.title(domain).unwrap_or("own controls");
        let label = format!("{domain} {title}");
        rows.push(row(DOMAINS, label, &ids, &of_cycle, |scope, id| {
            scope.has_requirement(id)
        }));
    }
    let systems = register.of(&system::KIND).filter(|record| scope::is_in_aims(record));
    let of_system = |one: &Record| {
        // A closure, since the method is of a scope of one lifetime.
        #[allow(clippy::redundant_closure_for_method_calls)]
        let has = |scope: &Scope<'_>, id: &str| scope.has_system(id);
        row(SYSTEMS, one.title().to_owned(), &[one.id().as_str()], &of_cycle, has)
    };
    rows.extend(systems.map(of_system));
    let column = |(audit, is_held): &(&Audit<'_>, bool)| Column {
        id: audit.review.id().clone(),
        day: day(audit, *is_held),
        is_held: *is_held,
        title: audit.review.title().to_owned(),
    };
    Programme {
        audits: audits.iter().map(column).collect(),
        external: external(register),
        rows,
    }
}

/// Returns the audits by others that were held or are planned.
fn external(register: &Register) -> Vec<Column> {
    let column = |one: &Record| {
        let is_held = one.get(review::STATUS) == Some(review::Status::Held);
        let counts = one.get(review::EVENT).is_some_and(review::is_external) && !one.is_retired();
        (counts && (is_held || one.is_open())).then(|| Column {
            id: one.id().clone(),
            day: one.get(review::HELD).filter(|_| is_held).or(one.get(review::DATE)),
            is_held,
            title: one.title().to_owned(),
        })
    };
    let mut external: Vec<_> = register.of(&review::KIND).filter_map(column).collect();
    external.sort_by(|one, other| (one.day, &one.id).cmp(&(other.day, &other.id)));
    external
}

/// Returns the domain of a control: `A.6` of `A.6.2.4`, what stands before the number of an own one.
fn domain_of(id: &str) -> &str {
    if id.starts_with("A.") {
        let end = id.match_indices('.').nth(1).map_or(id.len(), |(at, _)| at);
        &id[..end]
    } else {
        id.split('-').next().unwrap_or(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{record, today};
    use crate::domain::kinds::check::check;

    fn register(audits: &[(&str, &str, bool)]) -> Register {
        let mut register = Register::default();
        for id in ["A.2.2", "A.2.3", "A.6.2.4"] {
            register.put(record(&control::KIND, id, &[("applicability", "included")]));
        }
        register.put(record(&system::KIND, "chat", &[("title", "Chat"), ("scope", "in")]));
        for (id, requirements, is_held) in audits {
            let audit = [
                ("title", "Audit"),
                ("event", "internal audit"),
                ("requirements", *requirements),
            ];
            let held = [
                ("status", "held"),
                ("held", "-1m"),
                ("date", "-1m"),
                ("minutes", "All seen"),
            ];
            let planned = [("status", "planned"), ("date", "+2m")];
            let rest = if *is_held { &held[..] } else { &planned[..] };
            register.put(record(&review::KIND, id, &[&audit[..], rest].concat()));
        }
        register
    }

    fn states(register: &Register) -> Vec<(String, State)> {
        let rows = programme(register, today()).rows.into_iter();
        rows.map(|row| (row.label.clone(), row.state())).collect()
    }

    #[test]
    fn held_audits_cover_planned_ones_wait_and_the_rest_is_open() {
        let register = register(&[("V-00001", "4, A.2.2", true), ("V-00002", "6.1.2, A.2.3", false)]);
        let states = states(&register);
        let of = |begin: &str| {
            states
                .iter()
                .find(|(label, _)| label.starts_with(begin))
                .map(|(_, state)| *state)
        };
        assert_eq!(of("4.1 "), Some(State::Covered));
        assert_eq!(of("6.1.2 "), Some(State::Planned));
        assert_eq!(of("9.1 "), Some(State::Uncovered));
        assert_eq!(of("A.2 "), Some(State::Planned));
        assert_eq!(of("A.6 "), Some(State::Uncovered));
        assert_eq!(of("Chat"), Some(State::Covered), "4.1 asks for systems");
    }

    #[test]
    fn rows_and_check_rules_agree_on_what_is_uncovered() {
        for requirements in ["4-10", "4-10, A.2, A.6", "6.1, A.2.2", "9"] {
            let register = register(&[("V-00001", requirements, true)]);
            let rows = programme(&register, today()).rows;
            let open = |part: &str| {
                rows.iter()
                    .any(|row| row.part == part && row.state() == State::Uncovered)
            };
            let problems = check(&register, today());
            let raised = |code: &str| problems.iter().any(|problem| problem.rule.code == code);
            assert_eq!(open("Clauses"), raised("AIMS-W717"), "{requirements}");
            assert_eq!(open("Controls that apply"), raised("AIMS-W718"), "{requirements}");
            assert_eq!(open("Systems"), raised("AIMS-W719"), "{requirements}");
        }
    }
}
