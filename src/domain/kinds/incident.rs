//! Incidents: what happened with a system, who was harmed, who had to be told, and what was learned (A.8.4, A.3.3).

pub mod check;
pub mod triggers;

use chrono::NaiveDate;

use crate::domain::admission::{left, redating};
use crate::domain::fold::folded;
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::{risk, system};
use crate::domain::record::Record;
use crate::domain::record::choice::choices;
use crate::domain::record::field::{Derived, Home, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::rules::{Example, KindRule, Proposal};
use crate::domain::record::typed::{Day, Flag, Line, Many, OneOf, Person, Prose, Row, Rows, Why, Words};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

choices! {
    /// How far an incident has come.
    Status {
        Open "open", "new", "ongoing";
        Contained "contained", "mitigated";
        Closed "closed", "resolved", "done";
    }
}

choices! {
    /// What came in; nothing said means an event.
    Nature {
        Event "event", "incident";
        Concern "concern", "internal concern";
        Report "report", "complaint", "external report";
    }
}

choices! {
    /// The class of a serious incident under Art. 73 of the EU AI Act.
    ActClass {
        Death Bad "death";
        Widespread Bad "widespread infringement or incident" as "widespread", "widespread";
        Infrastructure Bad "critical infrastructure" as "infrastructure", "infrastructure";
        Rights Bad "fundamental rights" as "rights", "rights", "fundamental rights infringement";
        Damage Bad "damage to property or the environment" as "damage", "damage";
        NotSerious "not serious", "none";
    }
}

choices! {
    /// Whether the system had a part in what happened.
    Link {
        Shown "shown", "established", "yes";
        Likely "likely", "reasonably likely";
        Unlikely "unlikely", "no";
        Unknown "unknown";
    }
}

choices! {
    /// How bad it was.
    Severity {
        NearMiss "near miss", "concern";
        Minor Warn "minor", "low";
        Serious Bad "serious", "major", "high";
    }
}

table! {
    /// Who is to be told: by which day, to whom, and the day on which they were.
    Reports, sorted: true, BY: Day = "by", TO: Line = "to", REPORTED: Day = "reported"
}

kind! {
    /// Something that went wrong, or nearly did, with an AI system.
    Incident "incident" "incidents" {
        ids: IdForm::Random('I'),
        home: Home::Folder("incidents"),
        derived: DERIVED,
        open: |record| record.get(STATUS) != Some(Status::Closed),
        // A closed incident still owes its reports.
        deadline: |record, _| next_report(record).map(|(by, _)| by),
        check: check::RULES,
        rules: RULES,
        follow: follow,
        fill: fill,
    }
    /// What happened, in a line.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// The systems it happened with.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search About];
    /// Whether it is something that happened, a concern from inside or a report from outside; nothing said: an event.
    NATURE: OneOf<Nature> = "nature" "Nature" [Public];
    /// Who raised it; empty: anonymous.
    RAISED_BY: Line = "raised_by" "Raised by" [];
    /// Whether documents say only that it exists. Whoever can read the repository can read it: write nothing here that
    /// they may not.
    CONFIDENTIAL: Flag = "confidential" "Confidential" [Confidential Public];
    /// The day it happened.
    HAPPENED: Day = "happened" "Happened" [Required Happened];
    /// The day it was noticed.
    NOTICED: Day = "noticed" "Noticed" [Happened Outcome];
    /// How bad it was.
    SEVERITY: OneOf<Severity> = "severity" "Severity" [Apart];
    /// What happened, in full.
    DESCRIPTION: Prose = "description" "What happened" [];
    /// The groups of people it touched.
    AFFECTED: Words = "affected" "Affected" [];
    /// What harm it did, or could have done.
    HARM: Prose = "harm" "Harm" [];
    /// Where it happened.
    PLACE: Line = "place" "Place" [];
    /// Whether the system had a part in it.
    CAUSAL_LINK: OneOf<Link> = "causal_link" "Link to the system" [];
    /// Its class as a serious incident under Art. 73 of the EU AI Act.
    ACT_CLASS: OneOf<ActClass> = "act_class" "Art. 73 class" [];
    /// Who sees to it.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// How far it has come.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status Outcome Public];
    /// Who is to be told: by when | whom | told on.
    REPORTS: Rows<Reports> = "reports" "Reports" [Apart Dated Happened Outcome];
    /// Why nobody outside is told.
    NO_REPORT: Why = "no_report_reason" "Why no report" [Outcome];
    /// The day on which whoever raised it was answered.
    ANSWERED: Day = "answered" "Answered on" [Happened Outcome];
    /// What they were answered.
    ANSWER: Prose = "answer" "Answer" [Outcome];
    /// Risks that it showed.
    RISKS: Many<risk::Risk> = "risks" "Risks" [];
    /// Why it happened.
    CAUSE: Prose = "cause" "Cause" [Outcome];
    /// What was learned.
    LESSONS: Prose = "lessons" "Lessons" [Apart Outcome];
    /// The day it was closed.
    CLOSED: Day = "closed" "Closed" [Apart Happened Outcome];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome Public];
}

const DERIVED: &[Derived] = &[
    Derived {
        name: "report",
        label: "Next report",
        help: "The day by which the next report is to be made that was not made yet.",
        shape: Shape::Day,
        get: |_, record, _| next_report(record).map_or(Value::Empty, |(day, _)| Value::Date(day)),
    },
    Derived {
        name: "late",
        label: "Report late",
        help: "By how many days the next report is late.",
        shape: Shape::Whole,
        get: |register, record, today| record.days_late(register, today).map_or(Value::Empty, Value::Number),
    },
    crate::domain::kinds::PROBLEMS,
];

const RULES: &[KindRule] = &[
    KindRule::record("lessons", needs_lessons, &[OPEN.change("status: closed")]),
    KindRule::change(
        left::OPEN,
        |proposal| left::stays_open(proposal, Record::is_open),
        &[OPEN
            .beside(&[(
                "action",
                "T-00009",
                "title: Filter; serves: I-00001; owner: ana; due: +1m",
            )])
            .change("status: closed; lessons: double-check")],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| redating::needs_reason_of_passed(proposal, &[]),
        &[OPEN
            .before(
                "title: Wrong dosage; happened: -1m; status: open; \
                reports: 2026-11-01 | BfDI |",
            )
            .change("reports: 2026-12-01 | BfDI |")],
    ),
    KindRule::change(
        crate::domain::kinds::CLOSING,
        |proposal| crate::domain::kinds::closed_while_open(proposal, CLOSED),
        &[OPEN.change("closed: today")],
    ),
];

const OPEN: Example = Example::of("I-00001", "title: Wrong dosage; happened: -1w; status: open");

fn needs_lessons(record: &Record) -> Vec<(&'static str, String)> {
    let closed = record.get(STATUS) == Some(Status::Closed);
    let unlearned = closed && record.get(LESSONS).is_empty();
    let sentence = || ("lessons", "A closed incident says what was learned.".to_owned());
    unlearned.then(sentence).into_iter().collect()
}

/// The day of closing follows the status.
fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    crate::domain::kinds::day_of_closing(proposal, STATUS, CLOSED)
}

/// An incident is open and was noticed today, unless it says otherwise.
fn fill(_: &Register, _: &Record, today: NaiveDate) -> Vec<(usize, Value)> {
    vec![
        (HAPPENED.index(), Value::Date(today)),
        (NOTICED.index(), Value::Date(today)),
        (STATUS.index(), Status::Open.into()),
    ]
}

/// Returns the first report that was not made yet: by which day, and to whom.
pub fn next_report(incident: &Record) -> Option<(NaiveDate, &str)> {
    let rows = incident.get(REPORTS).into_iter();
    let missing = rows.filter(|row| !row.says(Reports::REPORTED));
    missing
        .filter_map(|row| Some((row.get(Reports::BY)?, row.get(Reports::TO))))
        .min()
}

/// Returns to whom a report is to be made of which it is neither said by when nor that it was made.
pub fn undated_report(incident: &Record) -> Option<&str> {
    let mut rows = incident.get(REPORTS).into_iter();
    let is_undated =
        |row: &Row<'_, Reports>| row.says(Reports::TO) && !row.says(Reports::BY) && !row.says(Reports::REPORTED);
    rows.find(is_undated).map(|row| row.get(Reports::TO))
}

/// The words that mean any incident when an assessment waits for an event.
const ANY: [&str; 3] = ["incident", "harm", "near miss"];

/// How long a word is at least that tells one event from another.
const TELLING: usize = 6;

/// Tells whether an event that an assessment waits for names an incident: any incident, or one called like this.
pub fn is_named_by(incident: &Record, event: &str) -> bool {
    let (event, title) = (folded(event), folded(incident.own_title()));
    let mut words = event.split(|c: char| !c.is_alphanumeric());
    let titled = |word: &str| {
        word.chars().count() >= TELLING && title.split(|c: char| !c.is_alphanumeric()).any(|other| other == word)
    };
    ANY.iter().any(|any| event.contains(any)) || words.any(titled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    fn date(text: &str) -> NaiveDate {
        day::iso(text).expect("a day")
    }

    fn reports(rows: &[(&str, &str, Option<&str>)]) -> Record {
        let row = |(by, to, on): &(&str, &str, Option<&str>)| {
            let on = on.map_or(Value::Empty, |on| date(on).into());
            Value::Row([date(by).into(), Value::text(to), on].into())
        };
        Record::new(&KIND, "I-00000".into()).with(REPORTS, Value::set(rows.iter().map(row).collect()))
    }

    #[test]
    fn the_next_report_is_the_first_that_was_not_made() {
        let incident = reports(&[
            ("2026-11-01", "Insurer", Some("2026-11-02")),
            ("2026-11-20", "Authority", None),
            ("2026-12-01", "Board", None),
        ]);
        assert_eq!(next_report(&incident), Some((date("2026-11-20"), "Authority")));
        assert_eq!(incident.days_late(&Register::default(), date("2026-11-23")), Some(3));
        assert_eq!(incident.days_late(&Register::default(), date("2026-11-20")), None);
        let closed = incident.clone().with(STATUS, Status::Closed);
        assert_eq!(closed.days_late(&Register::default(), date("2026-11-23")), Some(3));
        let retired = incident.with(RETIRED, date("2026-11-21"));
        assert_eq!(retired.days_late(&Register::default(), date("2026-11-23")), None);
    }

    #[test]
    fn an_event_names_any_incident_or_one_called_alike() {
        let incident = Record::new(&KIND, "I-00000".into()).with(TITLE, "Invented dosage in a discharge letter");
        for (event, named) in [
            ("A serious incident", true),
            ("Incidents of any kind", true),
            ("A wrong DOSAGE is reported", true),
            ("The model changes", false),
            // Short words are in every title.
            ("A new use in care", false),
        ] {
            assert_eq!(is_named_by(&incident, event), named, "{event}");
        }
    }
}
