//! Check rules of suppliers: assessment and review, suitability, and who carries which duty.

use chrono::NaiveDate;

use crate::domain::kinds::check::applies;
use crate::domain::kinds::check::intervals::{Due, due, happened, is_of_systems, last_review};
use crate::domain::kinds::review::Event;
use crate::domain::kinds::supplier::Allocations;
use crate::domain::kinds::{action, assessment, supplier, system};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::id::Id;
use crate::domain::record::rules::{Example, Fields};
use crate::domain::register::Register;

/// The check rules of suppliers.
pub static RULES: &[&Rule] = &[&UNASSESSED, &REVIEW, &UNSUITABLE, &UNALLOCATED];

const BESIDE: &[(&str, &str, Fields)] = &[("system", "chat", "title: Chat; scope: in; stage: operation")];
const ACME: Example = Example::of("P-00000", "title: Acme; systems: chat").beside(BESIDE);

/// A supplier of a system in use was never assessed.
pub static UNASSESSED: Rule = Rule {
    code: "AIMS-W806",
    name: "supplier-unassessed",
    sentence: "It supplies a system in use and was never assessed.",
    clauses: &["8.1", "A.10.3"],
    class: Class::S_DONE,
    hides: &["AIMS-E804"],
    why: "What comes from outside is controlled like what is done inside.",
    mend: "Assess it and say the outcome.",
    of: Subject::Each(|asked| {
        asked.record.is_open()
            && supplies(asked.register, asked.record, |one| {
                assessment::is_deployed(one, asked.today)
            })
    }),
    raise: |asked| {
        if let Some(day) = happened(asked.record.get(supplier::ASSESSED), asked.today) {
            let is_judged = asked.record.get(supplier::OUTCOME).is_some();
            let sentence = || format!("It was assessed on {day}, and it is not said how it was judged.");
            return (!is_judged).then(|| at("outcome", sentence())).into_iter().collect();
        }
        at("assessed", "It supplies a system in use and was never assessed.").into()
    },
    example: ACME.change("assessed: -1w; outcome: suitable"),
    ..Rule::PLAIN
};

/// The review of a supplier is past its day.
pub static REVIEW: Rule = Rule {
    code: "AIMS-E804",
    name: "supplier-review",
    sentence: "The supplier's review was due.",
    clauses: &["8.1", "A.10.3"],
    class: Class::OWN,
    why: "The organization set the day itself.",
    mend: "Hold the review and say the outcome.",
    of: Subject::Each(|asked| asked.record.is_open()),
    raise: |asked| {
        let Some(due) = next_review(asked.register, asked.record, asked.today) else {
            return nothing();
        };
        due.raise(asked, "review", |day| format!("Its review was due on {day}."))
    },
    example: ACME
        .before("title: Acme; systems: chat; assessed: -1y; outcome: suitable; review: -3m")
        .change("review: +1m"),
    ..Rule::PLAIN
};

static UNSUITABLE: Rule = Rule {
    code: "AIMS-W870",
    name: "supplier-unsuitable",
    sentence: "A supplier judged unsuitable supplies a live system.",
    clauses: &["8.1"],
    class: Class::S_DONE,
    why: "What was judged not to do is in use all the same.",
    mend: "Add an action that serves the supplier, such as finding another one.",
    of: Subject::Each(|asked| {
        let is_unsuitable = asked.record.get(supplier::OUTCOME) == Some(supplier::Outcome::Unsuitable);
        is_unsuitable
            && asked.record.is_open()
            && supplies(asked.register, asked.record, |one| {
                assessment::is_deployed(one, asked.today)
            })
    }),
    raise: |asked| {
        let id = asked.record.id();
        let serves =
            |action: &Record| action::comes_in_time(action, asked.today) && action.get(action::SERVES).contains(&id);
        if asked.register.linked_of(&action::KIND, id).any(serves) {
            return nothing();
        }
        at(
            "outcome",
            "It was judged unsuitable, supplies a system in use, and no open action comes to an end of that in time.",
        )
        .into()
    },
    example: ACME
        .before("title: Acme; systems: chat; assessed: -1w; outcome: unsuitable")
        .change("outcome: suitable"),
    ..Rule::PLAIN
};

static UNALLOCATED: Rule = Rule {
    code: "AIMS-W873",
    name: "supplier-unallocated",
    sentence: "It is not said who answers for what between supplier and us.",
    clauses: &["A.10.2"],
    class: Class::S_DONE,
    why: "A duty that each takes for the other's is nobody's.",
    mend: "Say for each system that it supplies which duties there are and who carries each; a row without a system is of all.",
    of: Subject::Each(|asked| {
        let is_asked = applies(asked.register, "A.10.2") && asked.record.is_open();
        is_asked
            && supplies(asked.register, asked.record, |one| {
                system::is_governed(one, asked.today)
            })
    }),
    raise: |asked| {
        let named = asked.record.get(supplier::SYSTEMS);
        if named.is_empty() {
            return if is_allocated(asked.record, None) {
                nothing()
            } else {
                at("allocation", "It is not said who answers for what between it and us.").into()
            };
        }
        let systems = named.into_iter().filter_map(|id| asked.register.get(id.as_str()));
        let supplied =
            systems.filter(|system| assessment::is_asked(system) && system::is_governed(system, asked.today));
        let open: Vec<_> = supplied
            .filter(|system| !is_allocated(asked.record, Some(system.id())))
            .collect();
        if open.is_empty() {
            return nothing();
        }
        let named: Vec<_> = open.iter().map(|system| system.title()).collect();
        let sentence = format!(
            "It is not said who answers for what between it and us: no duty with its holder for {}.",
            named.join(", ")
        );
        at("allocation", sentence).into()
    },
    example: ACME
        .before("title: Acme; systems: chat; assessed: -1w; outcome: suitable")
        .beside(&[
            ("system", "chat", "title: Chat; scope: in; stage: operation"),
            ("control", "A.10.2", "applicability: applicable"),
        ])
        .change("allocation: Logs | supplier"),
    ..Rule::PLAIN
};

/// Tells whether a duty has its holder: towards a supplied system in a row of it or in one of all that is supplied; where no system
/// is named, in one of all.
fn is_allocated(supplier: &Record, system: Option<&Id>) -> bool {
    let mut rows = supplier.get(supplier::ALLOCATION).into_iter();
    rows.any(|row| {
        let about = row.get(Allocations::SYSTEM);
        let is_about = about.is_none() || about == system;
        is_about && row.says(Allocations::DUTY) && row.says(Allocations::HOLDER)
    })
}

/// Tells whether a supplier supplies a system that is part of the AIMS and for which something holds; one that does not say what it
/// supplies may supply any.
fn supplies(register: &Register, supplier: &Record, holds: impl Fn(&Record) -> bool) -> bool {
    let counts = |system: &Record| assessment::is_asked(system) && holds(system);
    let named = supplier.get(supplier::SYSTEMS);
    if named.is_empty() {
        return register.of(&system::KIND).any(counts);
    }
    let mut named = named.into_iter().filter_map(|id| register.get(id.as_str()));
    named.any(counts)
}

/// Returns by which day a supplier is to be reviewed again; none where it never was and no day is said.
pub fn next_review(register: &Register, record: &Record, today: NaiveDate) -> Option<Due> {
    let systems: Vec<_> = record.get(supplier::SYSTEMS).into_iter().collect();
    let assessed = happened(record.get(supplier::ASSESSED), today);
    let reviewed = last_review(register, record, today, |event, review| {
        event == Event::SupplierReview && is_of_systems(review, &systems)
    });
    let interval = supplier::interval(register, record, record.get(supplier::OUTCOME), today);
    due(
        record.get(supplier::REVIEW),
        assessed.into_iter().chain(reviewed).max(),
        interval,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::check::testing::{self, date};

    fn found(record: &Record, others: Vec<Record>) -> Vec<(&'static Rule, &'static str)> {
        testing::found(record, others, &[&UNASSESSED, &REVIEW])
    }

    #[test]
    fn suppliers_of_systems_in_use_are_assessed_and_reviewed() {
        let system = |scope| {
            Record::new(&system::KIND, "chat".into())
                .with(system::TITLE, "Chat")
                .with(system::STAGE, system::Stage::Operation)
                .with(system::SCOPE, scope)
        };
        let supplier = Record::new(&supplier::KIND, "P-00000".into())
            .with(supplier::TITLE, "Northlake")
            .with(supplier::SYSTEMS, vec![Id::new("chat")]);
        assert_eq!(
            found(&supplier, vec![system(system::Scope::In)]),
            [(&UNASSESSED, "assessed")]
        );
        assert_eq!(found(&supplier, vec![system(system::Scope::Out)]), []);
        let assessed = supplier.with(supplier::ASSESSED, date("2025-12-22"));
        assert_eq!(
            found(&assessed, vec![system(system::Scope::In)]),
            [(&UNASSESSED, "outcome")]
        );
        let assessed = assessed.with(supplier::OUTCOME, supplier::Outcome::Suitable);
        assert_eq!(found(&assessed, vec![system(system::Scope::In)]), []);
        let late = assessed.with(supplier::REVIEW, date("2026-11-22"));
        let scope = || vec![system(system::Scope::In)];
        assert_eq!(found(&late, scope()), [(&REVIEW, "review")]);
        assert_eq!(found(&late.with(supplier::ENDED, date("2026-11-22")), scope()), []);
    }

    #[test]
    fn a_supplier_without_a_day_is_reviewed_by_its_interval() {
        let assessed = Record::new(&supplier::KIND, "P-00000".into())
            .with(supplier::TITLE, "Northlake")
            .with(supplier::ASSESSED, date("2026-04-01"));
        assert_eq!(found(&assessed, vec![]), []);
        let conditional = assessed.clone().with(supplier::OUTCOME, supplier::Outcome::Conditional);
        assert_eq!(found(&conditional, vec![]), [(&REVIEW, "review")]);
        assert_eq!(
            found(&assessed.with(supplier::EVERY, "6 months"), vec![]),
            [(&REVIEW, "review")]
        );
    }
}
