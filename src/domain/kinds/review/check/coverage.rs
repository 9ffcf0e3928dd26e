//! Check rules on what internal audits together covered: every clause, every control that applies, every system.

use chrono::{Months, NaiveDate};

use crate::domain::kinds::check::intervals::Interval;
use crate::domain::kinds::organization::check::certificate::Certificate;
use crate::domain::kinds::organization::check::declaration;
use crate::domain::kinds::review::check::audits::is_shown;
use crate::domain::kinds::review::check::intervals::held_on;
use crate::domain::kinds::review::scope::{self, Scope};
use crate::domain::kinds::review::{self, Event};
use crate::domain::kinds::{control, organization, system};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Raised, Rule, Subject, at, nothing};
use crate::domain::record::id::Id;
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

/// Over how many months audits together come by everything, where the organization does not say.
const CYCLE: u32 = 36;

/// Within how many months all clauses are audited before the first certificate or declaration.
const FIRST: Months = Months::new(12);

/// No audit covered some clauses.
pub static CLAUSES_UNAUDITED: Rule = Rule {
    code: "AIMS-W717",
    name: "audit-coverage",
    sentence: "No internal audit covered some clauses.",
    clauses: &["9.2.1"],
    class: Class::S_DONE,
    why: "The audits together cover all of the AIMS.",
    mend: "Take the clauses into the next audit.",
    of: Subject::Whole,
    raise: |asked| {
        let audits = Audits::of(asked.register, asked.today, Window::of_clauses(asked.register));
        let all: Vec<_> = asked
            .register
            .catalogue()
            .clauses
            .iter()
            .map(|clause| clause.id.as_str())
            .collect();
        let missing = Audits::missing(&audits.held, &all, Scope::has_requirement);
        let is_most = missing.len() * 2 > all.len();
        let ahead = audits.planned_by(&missing, Scope::has_requirement);
        let raised = audits.raise(&missing, ahead, "clauses");
        if is_most {
            raised.into_iter().map(|one| one.class(Class::S_DONE_MAJOR)).collect()
        } else {
            raised
        }
    },
    example: Example::of(
        "V-00000",
        "title: Audit; event: internal audit; date: -1m; status: held; held: -1m; auditors: dora; minutes: Seen; requirements: 9.1",
    )
    .beside(&[
        ("system", "chat", "title: Chat; scope: in"),
        ("control", "A.2.2", "applicability: included"),
    ])
    .change("requirements:; whole: yes"),
    ..Rule::PLAIN
};

/// No audit covered some controls, and none is dated to.
pub static CONTROLS_UNAUDITED: Rule = Rule {
    code: "AIMS-W718",
    name: "audit-coverage-controls",
    sentence: "No internal audit covered some controls, and none is dated to.",
    mend: "Take the controls into the next audit.",
    raise: |asked| {
        let audits = Audits::of(asked.register, asked.today, Window::Cycle);
        audits.raise(&audits.undated_controls(asked.register), None, "controls")
    },
    ..CLAUSES_UNAUDITED
};

/// No audit covered some systems, and none is dated to.
pub static SYSTEMS_UNAUDITED: Rule = Rule {
    code: "AIMS-W719",
    name: "audit-coverage-systems",
    sentence: "No internal audit covered some systems, and none is dated to.",
    clauses: &["9.2.2"],
    class: Class::ADVICE,
    why: "What was never sampled may differ from what was.",
    mend: "Take the systems into the next audit.",
    raise: |asked| {
        let audits = Audits::of(asked.register, asked.today, Window::Cycle);
        let systems = asked.register.of(&system::KIND);
        let systems = systems.filter(|record| scope::is_in_aims(record));
        audits.raise(&audits.undated(systems, Scope::has_system), None, "systems")
    },
    ..CLAUSES_UNAUDITED
};

/// How far back audits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// The year before the first certificate or declaration.
    First,
    /// The audit cycle.
    Cycle,
}

impl Window {
    /// Returns how far back audits count for clauses.
    pub fn of_clauses(register: &Register) -> Self {
        let organization = register.get(organization::ID);
        let is_declared = organization.is_some_and(|one| declaration::declared(one).is_some());
        if Certificate::newest(register).is_none() && !is_declared {
            Self::First
        } else {
            Self::Cycle
        }
    }
}

/// An audit with what it looks at.
#[derive(Debug)]
pub struct Audit<'a> {
    /// The review.
    pub review: &'a Record,
    /// What it looks at.
    pub scope: Scope<'a>,
}

/// The audits that count: those held in the window, and those planned.
#[derive(Debug)]
pub struct Audits<'a> {
    /// Those that were held in the window and say what they saw.
    pub held: Vec<Audit<'a>>,
    /// Those that are planned within the cycle.
    pub planned: Vec<Audit<'a>>,
    /// Whether any was ever held, also before the window.
    is_begun: bool,
}

/// How many requirements are named in a sentence.
const NAMED: usize = 4;

impl<'a> Audits<'a> {
    /// Returns the audits that count.
    pub fn of(register: &'a Register, today: NaiveDate, window: Window) -> Self {
        let all = || register.of(&review::KIND);
        let counts = |held: NaiveDate| match window {
            Window::First => held.checked_add_months(FIRST),
            Window::Cycle => cycle_after(register, held),
        };
        let held = all().filter(|audit| {
            let day = held_on(audit, Event::InternalAudit, today);
            let in_window = day.and_then(counts).is_some_and(|until| until >= today);
            in_window && is_shown(register, audit)
        });
        let with_scope = |review: &'a Record| Audit {
            review,
            scope: Scope::covered(register, review),
        };
        let held: Vec<_> = held.map(with_scope).collect();
        let first_held = all()
            .filter_map(|audit| held_on(audit, Event::InternalAudit, today))
            .min();
        let until = first_held
            .and_then(|day| cycle_after(register, day))
            .filter(|until| *until > today);
        let planned = all().filter(|audit| {
            let is_planned = audit.is_open() && !audit.is_retired();
            let day = audit.get(review::DATE).filter(|day| *day >= today);
            let is_in_time = until.is_none_or(|until| day.is_some_and(|day| day <= until));
            is_planned && day.is_some() && is_in_time && audit.get(review::EVENT) == Some(Event::InternalAudit)
        });
        let planned: Vec<_> = planned.collect();
        Self {
            held,
            is_begun: first_held.is_some(),
            planned: planned.into_iter().map(with_scope).collect(),
        }
    }

    /// Returns what none of some audits looks at.
    pub fn missing(audits: &[Audit<'a>], all: &[&'a str], has: fn(&Scope<'a>, &str) -> bool) -> Vec<&'a str> {
        let is_missing = |id: &&&str| !audits.iter().any(|audit| has(&audit.scope, id));
        all.iter().filter(is_missing).copied().collect()
    }

    /// Returns what no audit covered, and none is dated to; nothing before the first audit.
    fn undated(&self, all: impl Iterator<Item = &'a Record>, has: fn(&Scope<'a>, &str) -> bool) -> Vec<&'a str> {
        if !self.is_begun {
            return Vec::new();
        }
        let all: Vec<_> = all.map(|record| record.id().as_str()).collect();
        Self::missing(&self.planned, &Self::missing(&self.held, &all, has), has)
    }

    /// Returns the chosen controls that no audit covered, and none is dated to.
    pub fn undated_controls(&self, register: &'a Register) -> Vec<&'a str> {
        let controls = register.of(&control::KIND).filter(|record| control::is_chosen(record));
        self.undated(controls, Scope::has_requirement)
    }

    /// Returns the day by which the audits planned will have looked at all of something; nothing where they never will.
    fn planned_by(&self, missing: &[&str], has: fn(&Scope<'a>, &str) -> bool) -> Option<NaiveDate> {
        let first = |id: &&str| {
            let audits = self.planned.iter().filter(|audit| has(&audit.scope, id));
            audits.filter_map(|audit| audit.review.get(review::DATE)).min()
        };
        missing.iter().map(first).collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// Raises what is missing, once an audit was held; what is planned is under way.
    fn raise(&self, missing: &[&str], ahead: Option<NaiveDate>, what: &str) -> Vec<Raised> {
        if missing.is_empty() || !self.is_begun {
            return nothing();
        }
        let shown = missing[..missing.len().min(NAMED)].join(", ");
        let more = match missing.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let sentence = format!("No internal audit held so far covered the {what} {shown}{more}.");
        let about = missing.iter().map(|id| Id::new(id));
        at("", sentence)
            .ahead(ahead)
            .found_by("event:audit")
            .about(about)
            .into()
    }
}

/// Returns the audit cycle: as the organization says, else three years.
pub fn cycle(register: &Register) -> Interval {
    let organization = register.get(organization::ID);
    let said = organization.and_then(|one| Interval::said(one.get(organization::AUDIT_CYCLE)));
    said.unwrap_or(Interval::usual_months(CYCLE))
}

/// Returns the day one audit cycle after another one.
pub fn cycle_after(register: &Register, day: NaiveDate) -> Option<NaiveDate> {
    cycle(register).after(day).map(|due| due.day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{record, today};
    use crate::domain::kinds::check::check;
    use crate::domain::readiness::{self, Goal};
    use crate::domain::record::check::Weight;
    use crate::domain::record::value::Value;

    fn audit(id: &str, requirements: &str, day: &str, is_held: bool) -> Record {
        let mut fields = vec![
            ("title", "Audit"),
            ("event", "internal audit"),
            ("requirements", requirements),
            ("date", day),
            ("auditors", "dora"),
            ("status", if is_held { "held" } else { "planned" }),
        ];
        if is_held {
            fields.extend([("held", day), ("minutes", "All seen")]);
        }
        record(&review::KIND, id, &fields)
    }

    fn registered(records: Vec<Record>) -> Register {
        let mut register = Register::default();
        let acme = [("name", "Acme"), ("stage_2", "2027-03-10")];
        register.put(record(&organization::KIND, organization::ID, &acme));
        for (id, said) in [("A.2.2", "included"), ("A.10.4", "excluded")] {
            register.put(record(&control::KIND, id, &[("applicability", said)]));
        }
        register.put(record(&system::KIND, "chat", &[("title", "Chat"), ("scope", "in")]));
        for record in records {
            register.put(record);
        }
        register
    }

    fn found(records: Vec<Record>) -> Vec<(&'static str, Weight)> {
        let problems = check(&registered(records), today()).into_iter();
        let spoken_of = [&CLAUSES_UNAUDITED, &CONTROLS_UNAUDITED, &SYSTEMS_UNAUDITED];
        let problems = problems.filter(|problem| spoken_of.contains(&problem.rule));
        problems.map(|problem| (problem.rule.code, problem.weight)).collect()
    }

    /// What the clauses that were not audited weigh for a goal.
    fn goal_weights(records: Vec<Record>, goal: Goal) -> Vec<Weight> {
        let found = readiness::of(&registered(records), today(), goal).shortfalls;
        let clauses = found.iter().filter(|one| *one.problem.rule == CLAUSES_UNAUDITED);
        clauses.map(|one| one.weight).collect()
    }

    #[test]
    fn nothing_is_missed_before_an_audit_was_held_or_once_all_was_audited() {
        assert_eq!(found(vec![]), []);
        let whole = audit("V-00001", "", "2026-09-01", true).with(review::WHOLE, Value::Flag(true));
        assert_eq!(found(vec![whole]), []);
        let parts = vec![
            audit("V-00001", "4-10", "2026-09-01", true),
            audit("V-00002", "A.2", "2026-10-01", true),
        ];
        assert_eq!(found(parts), []);
    }

    #[test]
    fn an_audit_of_one_heading_with_the_rest_planned_before_stage_2_is_advice() {
        let held = audit("V-00001", "6.1", "2026-09-01", true);
        let alone = [("AIMS-W717", Weight::Major), ("AIMS-W718", Weight::Minor)];
        assert_eq!(found(vec![held.clone()]), alone);
        let rest = audit("V-00002", "4-10, A.2", "2027-02-01", false);
        assert_eq!(found(vec![held, rest]), [("AIMS-W717", Weight::Advice)]);
    }

    #[test]
    fn the_first_planned_day_of_each_clause_counts_and_later_audits_make_nothing_worse() {
        let held = audit("V-00001", "6.1", "2026-09-01", true);
        let before = audit("V-00002", "4-10, A.2", "2027-02-01", false);
        let after = audit("V-00003", "4-10, A.2", "2027-05-28", false);
        let weights = |records| goal_weights(records, Goal::Stage2);
        assert_eq!(weights(vec![held.clone(), before.clone()]), [Weight::Advice]);
        assert_eq!(weights(vec![held.clone(), before, after.clone()]), [Weight::Advice]);
        assert_eq!(weights(vec![held, after]), [Weight::Minor]);
    }

    #[test]
    fn an_audit_that_names_nothing_came_by_nothing() {
        let missed = [
            ("AIMS-W717", Weight::Major),
            ("AIMS-W718", Weight::Minor),
            ("AIMS-W719", Weight::Advice),
        ];
        assert_eq!(found(vec![audit("V-00001", "", "2026-09-01", true)]), missed);
    }

    #[test]
    fn a_look_at_one_system_audits_no_clause_of_the_aims_itself() {
        let look = audit("V-00001", "", "2026-09-01", true).with(review::SYSTEMS, vec![Id::new("chat")]);
        assert_eq!(
            found(vec![look.clone()]),
            [("AIMS-W717", Weight::Major), ("AIMS-W718", Weight::Minor)]
        );
        assert_eq!(found(vec![look.with(review::WHOLE, Value::Flag(true))]), []);
    }

    #[test]
    fn before_the_first_certificate_all_clauses_are_audited_within_a_year() {
        let old = audit("V-00001", "", "2025-09-01", true).with(review::WHOLE, Value::Flag(true));
        let recent = audit("V-00002", "9", "2026-09-01", true);
        assert_eq!(found(vec![old.clone(), recent]), [("AIMS-W717", Weight::Major)]);
        assert_eq!(found(vec![old]), [("AIMS-W717", Weight::Major)]);
    }
}
