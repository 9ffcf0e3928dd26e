//! Incidents: what happened with a system, who was harmed, who had to be told, and what was learned (A.8.4, A.3.3).

use chrono::NaiveDate;

use super::{risk, system};
use crate::domain::choice::{Choices, choices};
use crate::domain::field::{Home, Shape};
use crate::domain::id::IdForm;
use crate::domain::kind::{kind, table};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::typed::{Day, Line, Many, OneOf, Prose, Rows, Words};
use crate::domain::value::Value;

choices! {
    /// How far an incident has come.
    Status {
        Open "open", "new", "ongoing";
        Contained "contained", "mitigated";
        Closed "closed", "resolved", "done";
    }
}

choices! {
    /// How bad it was.
    Severity {
        NearMiss "near miss", "concern";
        Minor "minor", "low";
        Serious "serious", "major", "high";
    }
}

table! {
    /// Who is to be told: by which day, to whom, and the day on which they were.
    Reports, sorted: true, "by": Shape::Day, "to": Shape::Line, "reported": Shape::Day
}

kind! {
    /// Something that went wrong, or nearly did, with an AI system.
    Incident "incident" "incidents" {
        ids: IdForm::Random('I'),
        home: Home::Folder("incidents"),
        derived: &[],
        open: |record| record.get(STATUS) != Some(Status::Closed),
        rules: rules,
        follow: follow,
        fill: fill,
    }
    /// What happened, in a line.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// The systems it happened with.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search];
    /// The day it happened.
    HAPPENED: Day = "happened" "Happened" [Required];
    /// The day it was noticed.
    NOTICED: Day = "noticed" "Noticed" [];
    /// How bad it was.
    SEVERITY: OneOf<Severity> = "severity" "Severity" [Apart];
    /// What happened, in full.
    DESCRIPTION: Prose = "description" "What happened" [];
    /// The groups of people it touched.
    AFFECTED: Words = "affected" "Affected" [];
    /// What harm it did, or could have done.
    HARM: Prose = "harm" "Harm" [];
    /// Who sees to it.
    OWNER: Line = "owner" "Owner" [Apart Owner Search];
    /// How far it has come.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status];
    /// Who is to be told: by when | whom | told on.
    REPORTS: Rows<Reports> = "reports" "Reports" [Apart Dated];
    /// Risks that it showed.
    RISKS: Many<risk::Risk> = "risks" "Risks" [];
    /// Why it happened.
    CAUSE: Prose = "cause" "Cause" [];
    /// What was learned.
    LESSONS: Prose = "lessons" "Lessons" [Apart];
    /// The day it was closed.
    CLOSED: Day = "closed" "Closed" [Apart];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired];
}

fn rules(record: &Record) -> Vec<(&'static str, String)> {
    let closed = record.get(STATUS) == Some(Status::Closed);
    let unlearned = closed && record.get(LESSONS).is_empty();
    let sentence = || ("lessons", "A closed incident says what was learned.".to_owned());
    unlearned.then(sentence).into_iter().collect()
}

/// The day of closing follows the status.
fn follow(record: &Record, field: usize, new: &Value, today: NaiveDate) -> Vec<(usize, Value)> {
    if field != STATUS.index() {
        return Vec::new();
    }
    let closes = matches!(new, Value::Choice(item) if Status::of(item) == Some(Status::Closed));
    match (closes, record.get(CLOSED)) {
        (true, None) => vec![(CLOSED.index(), Value::Date(today))],
        (false, Some(_)) => vec![(CLOSED.index(), Value::Empty)],
        _ => Vec::new(),
    }
}

/// An incident is open and was noticed today, unless it says otherwise.
fn fill(_: &Register, _: &Record, today: NaiveDate) -> Vec<(usize, Value)> {
    vec![
        (HAPPENED.index(), Value::Date(today)),
        (NOTICED.index(), Value::Date(today)),
        (STATUS.index(), Status::Open.into()),
    ]
}
