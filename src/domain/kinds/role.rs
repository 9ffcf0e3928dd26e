//! Roles in the AIMS: duties, holders, and the competence needed and had (5.3, 7.2, A.3.2, A.4.6).

pub mod check;

use chrono::NaiveDate;

use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::{action, evidence};
use crate::domain::record::Record;
use crate::domain::record::choice::choices;
use crate::domain::record::field::{Derived, Home, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::typed::{Day, Line, One, OneOf, Person, Prose, Requirements, Row, Rows};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

choices! {
    /// As what a person holds a role.
    Part {
        Holder "holder", "main";
        Deputy "deputy", "stand-in";
    }
}

choices! {
    /// Whether a person has a competence.
    Has {
        Yes Good "yes";
        Partly Warn "partly", "partially";
        No Bad "no";
    }
}

choices! {
    /// The part of a role in a task.
    TaskPart {
        Responsible "responsible", "R";
        Accountable "accountable", "A";
        Consulted "consulted", "C";
        Informed "informed", "I";
    }
}

table! {
    /// Who holds the role: the person, as what, since when, until when, and the day it was made known and taken on.
    Holders, sorted: true, PERSON: Person = "person", PART: OneOf<Part> = "part", SINCE: Day = "since",
    UNTIL: Day = "until", CONFIRMED: Day = "confirmed"
}

table! {
    /// The competence the role needs, and by what it is shown.
    Needs, sorted: true, NEED: Line = "need", SHOWN_BY: Line = "shown_by"
}

table! {
    /// The competence a holder has: the person, the need, how far, the evidence, the day, and what closes the gap.
    Held, sorted: true, PERSON: Person = "person", NEED: Line = "need", HAS: OneOf<Has> = "has",
    SHOWN: One<evidence::Evidence> = "shown", ON: Day = "on", ACTION: One<action::Action> = "action"
}

table! {
    /// The tasks of the role, and its part in each.
    Tasks, sorted: true, TASK: Line = "task", PART: OneOf<TaskPart> = "part"
}

kind! {
    /// A role in the AIMS: its duties, its holders, and the competence it needs.
    Role "role" "roles" {
        ids: IdForm::Random('J'),
        home: Home::Folder("roles"),
        check: check::RULES,
        derived: DERIVED,
    }
    /// What the role is called.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What it answers for.
    DUTIES: Prose = "duties" "Duties" [];
    /// What it may decide alone.
    AUTHORITY: Prose = "authority" "May decide" [];
    /// The clauses and controls it serves.
    REQUIREMENTS: Requirements = "requirements" "Requirements" [Search];
    /// Who holds it: person | holder or deputy | since | until | confirmed on.
    HOLDERS: Rows<Holders> = "holders" "Holders" [Apart Search];
    /// The competence it needs: need | shown by.
    NEEDS: Rows<Needs> = "needs" "Needs" [];
    /// The competence its holders have: person | need | yes, partly or no | evidence | on | action.
    HELD: Rows<Held> = "held" "Held" [Apart Happened Outcome];
    /// Its tasks: task | responsible, accountable, consulted or informed.
    TASKS: Rows<Tasks> = "tasks" "Tasks" [];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

const DERIVED: &[Derived] = &[
    Derived {
        name: "persons",
        label: "Persons",
        help: "Who holds it today, holders and deputies.",
        shape: Shape::Words,
        get: |register, record, today| {
            Value::set(persons(register, record, today).into_iter().map(Value::text).collect())
        },
    },
    Derived {
        name: "gaps",
        label: "Gaps",
        help: "How many needs a holder has only partly or not.",
        shape: Shape::Whole,
        get: |_, record, _| Value::Number(gaps(record) as i64),
    },
    crate::domain::kinds::PROBLEMS,
];

/// Returns who holds a role on a day, holders and deputies, without those who had left.
pub fn persons<'a>(register: &Register, role: &'a Record, day: NaiveDate) -> Vec<&'a str> {
    let holders = KIND.declared(HOLDERS).on_duty(role.value(HOLDERS.index()), day);
    let people = People::of(register);
    let had_left = |name: &str| people.person(name).is_some_and(|person| person.had_left(day));
    holders.filter(|name| !had_left(name)).collect()
}

/// A competence that a role needs of one who holds it.
#[derive(Debug, Clone, Copy)]
pub struct Needed<'a> {
    /// Who holds the role.
    pub person: &'a str,
    /// What is needed.
    pub need: &'a str,
    /// What is said of whether the person has it; nothing where nobody said.
    pub held: Option<Row<'a, Held>>,
}

/// Returns what a role needs of each who holds it on a day.
pub fn needed<'a>(register: &Register, role: &'a Record, day: NaiveDate) -> Vec<Needed<'a>> {
    let persons = persons(register, role, day).into_iter();
    let of = |person: &'a str| {
        role.get(NEEDS).into_iter().map(move |need| {
            let need = need.get(Needs::NEED);
            let mut rows = role.get(HELD).into_iter();
            let held = rows.find(|row| row.get(Held::PERSON) == person && row.get(Held::NEED) == need);
            Needed { person, need, held }
        })
    };
    persons.flat_map(of).collect()
}

/// Returns how many needs a holder of a role has only partly or not.
pub fn gaps(role: &Record) -> usize {
    let lacks = |row: &Row<'_, Held>| row.get(Held::HAS).is_some_and(|has| has != Has::Yes);
    role.get(HELD).iter().filter(|row| lacks(row)).count()
}
