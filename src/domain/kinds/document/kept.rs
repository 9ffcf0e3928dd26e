//! Documents that the register itself keeps: whether anything is kept of them, and how much says what it should.
//!
//! What is missing of them is told by the rules of their records, so that no hole is told twice.

use chrono::NaiveDate;

use crate::domain::kinds::approval::kept_sets::{PROCESSES, SCOPE, STATEMENT};
use crate::domain::kinds::assessment::Type;
use crate::domain::kinds::organization::{Opportunities, Processes};
use crate::domain::kinds::review::{Event, Status};
use crate::domain::kinds::role::Held;
use crate::domain::kinds::system::Scope;
use crate::domain::kinds::{
    action, assessment, control, document, finding, metric, objective, organization, resource, review, risk, role,
    system,
};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::typed::{Handle, Row, Rows, Table};
use crate::domain::register::Register;

/// How much of what a document would say is kept in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// How many say what they should.
    pub done: usize,
    /// How many there are.
    pub all: usize,
    /// What is counted: `controls decided`.
    pub what: &'static str,
}

/// Whether each part says what it should.
type Parts<'a> = Box<dyn Iterator<Item = bool> + 'a>;

/// What the register keeps in the place of some documents.
struct Source {
    /// The documents.
    of: &'static [&'static str],
    /// What is counted: `controls decided`.
    what: &'static str,
    /// Whether none is no fault.
    may_be_empty: bool,
    /// The type of the assessments of which each part is one.
    of_type: Option<Type>,
    parts: for<'a> fn(&'a Register, NaiveDate) -> Parts<'a>,
}

const fn source(
    of: &'static [&'static str],
    what: &'static str,
    parts: for<'a> fn(&'a Register, NaiveDate) -> Parts<'a>,
) -> Source {
    Source {
        of,
        what,
        may_be_empty: false,
        of_type: None,
        parts,
    }
}

static SOURCES: &[Source] = &[
    source(&["4.3/d1"], "scope stated", |register, _| {
        Box::new(std::iter::once(SCOPE.is_begun(register)))
    }),
    source(&["4.4/d1"], "processes with an owner", |register, _| {
        let processes = rows(register, organization::PROCESSES);
        Box::new(
            PROCESSES
                .is_begun(register)
                .then_some(processes)
                .into_iter()
                .flatten()
                .map(|row| row.says(Processes::OWNER)),
        )
    }),
    source(&["6.1.1/d1"], "risks and opportunities dealt with", |register, _| {
        let opportunities = rows(register, organization::OPPORTUNITIES)
            .map(|row| row.says(Opportunities::ACTION) || row.says(Opportunities::DECIDED));
        Box::new(open_risks(register).map(is_treated).chain(opportunities))
    }),
    source(&["6.1.3/d2"], "controls decided", |register, _| {
        Box::new(STATEMENT.records(register).into_iter().map(control::is_decided))
    }),
    source(&["6.1.3/d3"], "open risks with a treatment option", |register, _| {
        Box::new(open_risks(register).map(is_treated))
    }),
    source(&["6.1.3/d4"], "chosen controls with a reason", |register, _| {
        let chosen = register.of(&control::KIND).filter(|one| control::is_chosen(one));
        Box::new(chosen.map(control::has_reason))
    }),
    Source {
        of_type: Some(Type::Impact),
        ..source(
            &["6.1.4/d1", "8.4/d1", "A.5.3/d1", "A.5.4/d1", "A.5.5/d1"],
            "systems with an impact assessment",
            |register, today| assessed(register, Type::Impact, today),
        )
    },
    Source {
        of_type: Some(Type::Risk),
        ..source(&["8.2/d1"], "systems with a risk assessment", |register, today| {
            assessed(register, Type::Risk, today)
        })
    },
    source(
        &["6.2/d1", "A.6.1.2/d1", "A.9.3/d1"],
        "objectives with measure, target, owner and day",
        |register, _| {
            let in_force = not_retired(register, &objective::KIND);
            let in_force = in_force.filter(|one| one.get(objective::STATUS) != Some(objective::Status::Dropped));
            Box::new(in_force.map(|one| {
                let texts = [objective::MEASURE, objective::TARGET].map(|field| one.get(field));
                let is_said = texts.iter().all(|text| !text.is_empty());
                is_said && !one.get(objective::OWNER).is_empty() && one.get(objective::DUE).is_some()
            }))
        },
    ),
    source(&["7.2/d1"], "competences shown", |register, _| {
        let roles = not_retired(register, &role::KIND);
        Box::new(
            roles
                .flat_map(|one| one.get(role::HELD))
                .map(|row| row.says(Held::SHOWN)),
        )
    }),
    source(&["7.5.1/d1"], "documents there", |register, _| {
        let needed = register.of(&document::KIND);
        let needed = needed.filter(|one| one.id().as_str() != INDEX && document::is_needed(register, one));
        Box::new(needed.map(|one| document::holder(register, one).is_some()))
    }),
    source(&["8.1/d1"], "controls in operation", |register, _| {
        let chosen = register.of(&control::KIND).filter(|one| control::is_chosen(one));
        Box::new(chosen.map(|one| one.get(control::STATUS) == Some(control::Status::Implemented)))
    }),
    Source {
        may_be_empty: true,
        ..source(&["8.3/d1"], "treatment actions done", |register, _| {
            let actions = not_retired(register, &action::KIND).filter(|one| !one.get(action::RISKS).is_empty());
            let actions = actions.filter(|one| one.get(action::STATUS) != Some(action::Status::Cancelled));
            Box::new(actions.map(|one| one.get(action::STATUS) == Some(action::Status::Done)))
        })
    },
    source(&["9.1/d1"], "metrics with results", |register, today| {
        Box::new(not_retired(register, &metric::KIND).map(move |one| metric::last(one, today).is_some()))
    }),
    source(&["9.2.2/d1"], "internal audits held", |register, _| {
        reviews(register, Event::InternalAudit)
    }),
    source(&["9.3.3/d1"], "management reviews held", |register, _| {
        reviews(register, Event::ManagementReview)
    }),
    Source {
        may_be_empty: true,
        ..source(&["10.2/d1"], "nonconformities closed", |register, _| {
            let all = register.of(&finding::KIND).filter(|one| finding::is_nonconformity(one));
            Box::new(all.map(|one| one.get(finding::STATUS) == Some(finding::Status::Closed)))
        })
    },
    source(
        &["A.4.2/d1", "A.4.3/d1", "A.4.4/d1", "A.4.5/d1", "A.4.6/d1"],
        "resources with an owner",
        |register, _| {
            let resources = not_retired(register, &resource::KIND);
            Box::new(resources.map(|one| !one.get(resource::OWNER).is_empty()))
        },
    ),
    source(&["A.6.2.5/d1"], "systems in use with a release", |register, today| {
        let live = systems(register).filter(move |one| assessment::is_deployed(one, today));
        Box::new(live.map(|one| !one.get(system::RELEASES).is_empty()))
    }),
    source(&["A.7.3/d1"], "data sets with how they were acquired", |register, _| {
        data(register, |one| one.get(resource::ACQUIRED))
    }),
    source(&["A.7.5/d1"], "data sets with their origin", |register, _| {
        data(register, |one| one.get(resource::ORIGIN))
    }),
    source(&["A.7.6/d1"], "data sets with their preparation", |register, _| {
        data(register, |one| one.get(resource::PREPARATION))
    }),
];

/// The list of all documents, which is a document itself.
const INDEX: &str = "7.5.1/d1";

fn of(id: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.of.contains(&id))
}

/// Tells whether the register keeps a document in its records, unless the document is located elsewhere.
pub fn is_kept_here(id: &str) -> bool {
    of(id).is_some()
}

/// Tells whether the register keeps anything of a document, or nothing because there is nothing to keep.
pub fn is_begun(register: &Register, id: &str, today: NaiveDate) -> bool {
    let Some(source) = of(id) else { return false };
    match source.of_type {
        // There are fewer assessments than systems while most are still to be assessed.
        Some(of) => not_retired(register, &assessment::KIND).any(|one| {
            let system = one.get(assessment::SYSTEM).and_then(|id| register.get(id.as_str()));
            let is_of_type = one.get(assessment::TYPE) == Some(of) && system.is_some_and(is_of_aims);
            is_of_type && assessment::is_made(register, one, today)
        }),
        None => source.may_be_empty || (source.parts)(register, today).any(|is_done| is_done),
    }
}

/// Counts what the register keeps of a document.
pub fn count(register: &Register, id: &str, today: NaiveDate) -> Option<Count> {
    let source = of(id)?;
    let (mut done, mut all) = (0, 0);
    for is_done in (source.parts)(register, today) {
        all += 1;
        done += usize::from(is_done);
    }
    let what = source.what;
    Some(Count { done, all, what })
}

fn not_retired<'a>(register: &'a Register, kind: &'static Kind) -> impl Iterator<Item = &'a Record> {
    register.of(kind).filter(|record| !record.is_retired())
}

fn open_risks(register: &Register) -> impl Iterator<Item = &Record> {
    not_retired(register, &risk::KIND).filter(|risk| risk.is_open())
}

fn is_treated(risk: &Record) -> bool {
    risk.get(risk::TREATMENT).is_some()
}

/// Returns the systems of the AIMS.
fn systems(register: &Register) -> impl Iterator<Item = &Record> {
    register.of(&system::KIND).filter(|one| is_of_aims(one))
}

fn is_of_aims(system: &Record) -> bool {
    system.is(&system::KIND) && !system.is_retired() && system.is_open() && system.get(system::SCOPE) == Some(Scope::In)
}

fn assessed(register: &Register, of: Type, today: NaiveDate) -> Parts<'_> {
    Box::new(systems(register).map(move |system| {
        let made = assessment::current(register, system, of, today);
        made.is_some_and(|made| assessment::lack(register, made, today).is_none())
    }))
}

fn reviews(register: &Register, event: Event) -> Parts<'_> {
    let reviews = not_retired(register, &review::KIND).filter(move |one| one.get(review::EVENT) == Some(event));
    let reviews = reviews.filter(|one| one.get(review::STATUS) != Some(Status::Cancelled));
    Box::new(reviews.map(|one| one.get(review::STATUS) == Some(Status::Held)))
}

fn data<'a>(register: &'a Register, said: fn(&'a Record) -> &'a str) -> Parts<'a> {
    let sets = not_retired(register, &resource::KIND);
    let sets = sets.filter(|one| one.get(resource::TYPE) == Some(resource::Type::Data));
    Box::new(sets.map(move |one| !said(one).is_empty()))
}

fn rows<T: Table>(register: &Register, table: Handle<Rows<T>>) -> impl Iterator<Item = Row<'_, T>> {
    let organization = register.get(organization::ID).into_iter();
    organization.flat_map(move |organization| organization.get(table))
}
