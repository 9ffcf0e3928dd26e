//! Findings: nonconformities and opportunities for improvement, from what was found to what was verified (10.2).

pub mod check;
mod rules;

use chrono::{Months, NaiveDate};

use crate::domain::day;
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::organization::is_same_person;
use crate::domain::kinds::{action, system};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::field::{Derived, Home, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::kind::kind;
use crate::domain::record::typed::{Any, Day, Line, Many, One, OneOf, Person, Prose, Requirements, Rows, Why};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

choices! {
    /// How much a finding weighs (the grades of audits).
    Grade {
        Major Bad "major nonconformity" as "major", "major";
        Minor Warn "minor nonconformity" as "minor", "minor";
        Opportunity Quiet "opportunity for improvement" as "OFI", "ofi", "opportunity", "improvement";
        Positive Good "good practice" as "good", "positive", "strength";
    }
}

choices! {
    /// Whether a finding still asks for something.
    Status {
        Open "open", "new", "raised";
        Closed "closed", "done";
        Withdrawn "withdrawn", "rejected";
    }
}

choices! {
    /// What an open finding needs next, in the order in which 10.2 asks for it.
    Step {
        Correct "correct it";
        Cause "find the cause";
        Act "plan the action";
        Finish "finish the actions";
        Verify "verify";
        Close "close";
    }
}

pub use rules::own_verification;

kind! {
    /// A nonconformity or an opportunity for improvement, with its correction, cause, corrective action and verification.
    Finding "finding" "findings" {
        ids: IdForm::Random('F'),
        home: Home::Folder("findings"),
        derived: DERIVED,
        open: |record| {
            let is_over = matches!(record.get(STATUS), Some(Status::Closed | Status::Withdrawn));
            !is_over && record.get(GRADE) != Some(Grade::Positive)
        },
        check: check::RULES,
        rules: rules::RULES,
        follow: rules::follow,
        fill: fill,
    }
    /// What was found, in a line.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// Major or minor nonconformity, an opportunity for improvement that misses no requirement, or good practice, which asks
    /// for nothing.
    GRADE: OneOf<Grade> = "grade" "Grade" [Apart Required];
    /// The review, audit, incident, assessment or gap question it came from.
    SOURCE: One<Any> = "source" "Source" [Search];
    /// The clauses and controls it is against.
    REQUIREMENTS: Requirements = "requirements" "Requirements" [Search];
    /// The systems it is about; none means the AIMS as a whole.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search About];
    /// The day it was raised.
    RAISED: Day = "raised" "Raised" [Required Happened Outcome];
    /// Who raised it.
    RAISED_BY: Person = "raised_by" "Raised by" [Outcome];
    /// What was seen, and what was expected.
    STATEMENT: Prose = "statement" "Statement" [];
    /// Who sees to its closing.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// Whether it still asks for something.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status Outcome];
    /// The day by which it is to be closed.
    DUE: Day = "due" "Due" [Apart Dated Due];
    /// What was done at once to limit the harm.
    CONTAINMENT: Prose = "containment" "Containment" [Outcome];
    /// What was done to put the thing itself right.
    CORRECTION: Prose = "correction" "Correction" [Apart Outcome];
    /// What was done about its consequences.
    CONSEQUENCES: Prose = "consequences" "Consequences" [Outcome];
    /// Why it happened.
    CAUSE: Prose = "cause" "Cause" [Apart Outcome];
    /// Where the same happened or could, and how that was looked for.
    SIMILAR: Prose = "similar" "Similar cases" [Apart Outcome];
    /// Why no action is needed to keep it from happening again, if so.
    NO_ACTION: Why = "no_action_reason" "Why no action" [Outcome];
    /// Who verified that the corrective action had its effect: somebody else than who did it.
    VERIFIED_BY: Person = "verified_by" "Verified by" [Apart Outcome];
    /// The day of the verification.
    VERIFIED: Day = "verified" "Verified" [Happened Outcome];
    /// What was seen when it was verified.
    VERIFICATION: Prose = "verification" "Verification" [Outcome];
    /// The day it was closed or withdrawn.
    CLOSED: Day = "closed" "Closed" [Apart Happened Outcome];
    /// Why it was withdrawn, and anything else worth knowing.
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
        name: "step",
        label: "Next step",
        help: "What it needs next: correction, cause, action, verification, closing; empty once it is closed.",
        shape: Shape::OneOf(<Step as Choices>::ITEMS),
        get: |register, record, _| step(register, record).map_or(Value::Empty, Value::from),
    },
    crate::domain::kinds::LATE,
    Derived {
        name: "actions",
        label: "Actions",
        help: "How many corrective actions serve it.",
        shape: Shape::Whole,
        get: |register, record, _| Value::Number(actions(register, record).count() as i64),
    },
    crate::domain::kinds::PROBLEMS,
];

/// A finding is raised today and open, unless it says otherwise; good practice is closed from the start.
fn fill(_: &Register, record: &Record, today: NaiveDate) -> Vec<(usize, Value)> {
    let raised = record.get(RAISED).unwrap_or(today);
    let mut filled = vec![(RAISED.index(), Value::Date(raised))];
    if record.get(GRADE) == Some(Grade::Positive) {
        filled.extend([
            (STATUS.index(), Status::Closed.into()),
            (CLOSED.index(), Value::Date(raised)),
        ]);
    } else {
        filled.push((STATUS.index(), Status::Open.into()));
    }
    filled
}

/// Tells whether a finding misses a requirement; an opportunity for improvement does not.
pub fn is_nonconformity(finding: &Record) -> bool {
    matches!(finding.get(GRADE), Some(Grade::Major | Grade::Minor))
}

/// Returns the corrective actions of a finding, cancelled and retired ones left out.
pub fn actions<'a>(register: &'a Register, finding: &Record) -> impl Iterator<Item = &'a Record> {
    register
        .linked_of(&action::KIND, finding.id())
        .filter(|action| !action.is_retired() && action.get(action::STATUS) != Some(action::Status::Cancelled))
}

/// Returns the corrective action that is late, the longest first, with its day.
pub fn late_action<'a>(register: &'a Register, finding: &Record, today: NaiveDate) -> Option<(&'a Id, NaiveDate)> {
    let late = |action: &'a Record| {
        let due = action.get(action::DUE).filter(|due| *due < today && action.is_open())?;
        Some((action.id(), due))
    };
    actions(register, finding)
        .filter_map(late)
        .min_by_key(|(id, due)| (*due, *id))
}

/// Returns what an open finding needs next.
///
/// 10.2 asks of a nonconformity to react, to find the cause, to act and to review the effect; an opportunity needs
/// actions at most.
pub fn step(register: &Register, finding: &Record) -> Option<Step> {
    if !finding.is_open() {
        return None;
    }
    let mut acting = actions(register, finding).peekable();
    let has_actions = acting.peek().is_some();
    let unfinished = acting.any(Record::is_open);
    Some(match is_nonconformity(finding) {
        true if finding.get(CORRECTION).is_empty() => Step::Correct,
        true if finding.get(CAUSE).is_empty() => Step::Cause,
        true if !has_actions => Step::Act,
        _ if unfinished => Step::Finish,
        true if finding.get(VERIFIED_BY).is_empty() => Step::Verify,
        _ => Step::Close,
    })
}

/// Returns the record by which somebody acted on a finding: it itself or a corrective action that they own.
pub fn acted<'a>(register: &'a Register, finding: &'a Record, name: &str) -> Option<&'a Record> {
    let mut records = std::iter::once(finding).chain(actions(register, finding));
    records.find(|record| !record.owner().is_empty() && is_same_person(register, record.owner(), name))
}

/// What one month came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// How many findings were raised in it.
    pub raised: usize,
    /// How many were closed or withdrawn in it.
    pub closed: usize,
}

/// Returns how many findings were raised and closed in each of the last months, oldest first, the running one last.
///
/// Retired findings are left out; 9.3.2 asks for the trend of what counts.
pub fn trend(register: &Register, months: u32, today: NaiveDate) -> Vec<Month> {
    let first = day::first_of_month(today);
    let before = |back| first.checked_sub_months(Months::new(back)).unwrap_or(first);
    let empty = |back| Month {
        first: before(back),
        raised: 0,
        closed: 0,
    };
    let mut trend: Vec<_> = (0..months).rev().map(empty).collect();
    for finding in register.of(&KIND).filter(|finding| !finding.is_retired()) {
        let [raised, closed] = [RAISED, CLOSED].map(|field| finding.get(field).map(day::first_of_month));
        for month in &mut trend {
            month.raised += usize::from(raised == Some(month.first));
            month.closed += usize::from(closed == Some(month.first));
        }
    }
    trend
}

#[cfg(test)]
mod tests;
