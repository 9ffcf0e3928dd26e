//! Reviews: the planned events of the AIMS.

pub mod check;
pub mod independence;
mod rules;
pub mod scope;
pub mod subjects;

pub use rules::OUTCOMES_UNWRITTEN;

use chrono::NaiveDate;

use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::{action, system};
use crate::domain::record::Record;
use crate::domain::record::choice::choices;
use crate::domain::record::field::{Derived, Home};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::typed::{Any, Day, Flag, Line, Many, One, OneOf, People, Person, Prose, Requirements, Rows};

choices! {
    /// What kind of event a review is.
    Event {
        ManagementReview "management review", "9.3";
        InternalAudit "internal audit", "audit", "9.2";
        RiskReassessment "risk re-assessment", "risk assessment", "8.2";
        ImpactReassessment "impact re-assessment", "impact assessment", "8.4";
        ControlTest "control test";
        PolicyReview "policy review", "A.2.4";
        ObjectivesReview "objectives review", "6.2";
        SupplierReview "supplier review", "A.10.3";
        Training "training", "awareness", "competence";
        Stage1 "stage 1 audit", "stage 1";
        Stage2 "stage 2 audit", "stage 2", "certification audit";
        Surveillance "surveillance audit", "surveillance";
        Recertification "recertification audit", "recertification";
        CustomerAudit "customer audit", "second-party audit";
        ContextReview "context review", "4.1";
        ObligationsReview "obligations review", "legal review", "4.2";
        DocumentReview "document review", "7.5";
        SecurityReview "security review";
        Other "other event", "other";
    }
}

choices! {
    /// From which day the next one of a series is counted.
    Counted {
        Plan "from plan", "plan", "planned";
        Held "from last held", "held", "last";
    }
}

choices! {
    /// What a decision is about (9.3.3).
    Outcome {
        Improvement "improvement";
        Change "change to the AIMS", "change";
        Other "other decision", "other";
    }
}

table! {
    /// Days of the series that fall on another day, or on none when `to` is empty, and why.
    Exceptions, sorted: true, DAY: Day = "day", TO: Day = "to", REASON: Line = "reason"
}

table! {
    /// What was looked at: the point of the agenda, what the register said on the day, and what was said about it.
    Points, sorted: false, POINT: Line = "point", SHOWN: Line = "shown", SAID: Prose = "said"
}

table! {
    /// What was decided, what it is about, the action it became, and the point of the agenda it came from.
    Decisions, sorted: false, DECISION: Line = "decision", OUTCOME: OneOf<Outcome> = "outcome",
    ACTION: One<action::Action> = "action", POINT: Line = "point"
}

table! {
    /// Which auditor looks at what: a clause, a heading, a domain, a control or a system.
    Shares, sorted: true, AUDITOR: Person = "auditor", ITEM: Line = "item"
}

table! {
    /// What was sampled: of what, how many there are, how many were looked at, and why these.
    Samples, sorted: true, OF: Line = "of", POPULATION: Line = "population", LOOKED_AT: Line = "looked_at",
    WHY: Line = "why"
}

table! {
    /// To whom the result was reported, and when.
    Reported, sorted: true, TO: Line = "to", ON: Day = "on"
}

choices! {
    /// How far a review has come.
    Status {
        Planned "planned", "open", "scheduled";
        Held "held", "done", "completed";
        Cancelled "cancelled", "canceled";
    }
}

/// Returns the day on which an event was held; else that for which it is planned.
pub fn day(review: &Record) -> Option<NaiveDate> {
    review.get(HELD).or(review.get(DATE))
}

/// What stands for a point that was looked at without a word.
pub const NOTED: &str = "Noted.";

/// Tells whether an event is an audit, by our own people or by others.
pub fn is_audit(event: Event) -> bool {
    event == Event::InternalAudit || is_external(event)
}

/// Tells whether an event is an audit by others, which never counts as an internal one.
pub fn is_external(event: Event) -> bool {
    use Event::{CustomerAudit, Recertification, Stage1, Stage2, Surveillance};
    matches!(event, Stage1 | Stage2 | Surveillance | Recertification | CustomerAudit)
}

kind! {
    /// A planned event of the AIMS, such as a management review or an internal audit.
    Review "review" "reviews" {
        ids: IdForm::Random('V'),
        home: Home::Folder("reviews"),
        derived: DERIVED,
        open: |record| !matches!(record.get(STATUS), Some(Status::Held | Status::Cancelled)),
        initial: |record, _| record.with(STATUS, Status::Planned),
        check: check::RULES,
        rules: rules::RULES,
        follow: rules::follow,
        relevant: |record, field| {
            let of_audits = [OBJECTIVES.index(), METHODS.index(), SHARES.index(), SAMPLE.index()];
            !of_audits.contains(&field) || record.get(EVENT).is_none_or(is_audit)
        },
    }
    /// What it is called.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What kind of event it is.
    EVENT: OneOf<Event> = "event" "Event" [Required];
    /// The day it is planned for.
    DATE: Day = "date" "Date" [Apart Required Dated Due];
    /// How far it has come.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status Outcome];
    /// Who sees to it that it happens.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// Who takes part.
    PARTICIPANTS: People = "participants" "Participants" [];
    /// How often it comes, such as `3 months`, `year` or `month on the 2nd tuesday`.
    EVERY: Line = "every" "Every" [];
    /// Whether the next one is counted from the plan or from the day on which the last was held.
    COUNTED: OneOf<Counted> = "counted" "Counted" [];
    /// The last day on which one of the series may fall.
    UNTIL: Day = "until" "Until" [];
    /// The day on which the series had it before it was moved.
    PLANNED: Day = "planned" "Planned for" [Outcome];
    /// Days of the series that were moved or left out: day | to | reason.
    EXCEPTIONS: Rows<Exceptions> = "exceptions" "Exceptions" [Outcome];
    /// The systems it is about; none means all.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search About];
    /// The clauses and controls it is about.
    REQUIREMENTS: Requirements = "requirements" "Requirements" [Search About];
    /// What it looks at beside systems and requirements.
    ABOUT: Many<Any> = "about" "About" [Search];
    /// Whether the whole AIMS is meant, where no system and no requirement is named.
    WHOLE: Flag = "whole" "Whole AIMS" [];
    /// What is to be talked about or looked at.
    AGENDA: Prose = "agenda" "Agenda" [];
    /// Against what an audit measures: the standard, the policy, a contract.
    CRITERIA: Prose = "criteria" "Criteria" [];
    /// What the audit is to find out.
    OBJECTIVES: Prose = "objectives" "Audit objectives" [];
    /// How the audit is made: talks, samples, observation.
    METHODS: Prose = "methods" "Audit methods" [];
    /// Who audits; nobody audits their own work (9.2.2).
    AUDITORS: People = "auditors" "Auditors" [];
    /// Who audits what: auditor | clause, heading, domain, control or system.
    SHARES: Rows<Shares> = "shares" "Shares" [];
    /// What was sampled: of | how many there are | how many were looked at | why these.
    SAMPLE: Rows<Samples> = "sample" "Sample" [Outcome];
    /// Who leads it.
    CHAIR: Person = "chair" "Chair" [];
    /// The one of the series that was before it.
    PREVIOUS: One<Review> = "previous" "Previous" [Outcome];
    /// The day it was held.
    HELD: Day = "held" "Held on" [Apart Happened Outcome];
    /// Who was there.
    ATTENDED: People = "attended" "Attended" [Outcome];
    /// What was looked at: point | what the register said | what was said.
    POINTS: Rows<Points> = "points" "Points" [Outcome];
    /// What was decided: decision | improvement, change or other | its action | from which point.
    DECISIONS: Rows<Decisions> = "decisions" "Decisions" [Apart Outcome];
    /// Whether the AIMS fits, suffices and works; of an audit, its result.
    CONCLUSION: Prose = "conclusion" "Conclusion" [Apart Outcome];
    /// To whom the result was reported: to | on.
    REPORTED: Rows<Reported> = "reported" "Reported to" [Happened Outcome];
    /// Who confirmed the report or the minutes.
    CONFIRMED_BY: Person = "confirmed_by" "Confirmed by" [Outcome];
    /// The day on which they were confirmed.
    CONFIRMED_ON: Day = "confirmed_on" "Confirmed on" [Happened Outcome];
    /// What was said and decided, or why it was cancelled.
    MINUTES: Prose = "minutes" "Minutes" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

const DERIVED: &[Derived] = &[crate::domain::kinds::LATE, crate::domain::kinds::PROBLEMS];

/// Tells whether a review is an internal audit of which nobody is named as auditor.
pub fn is_unaudited(record: &Record) -> bool {
    record.get(EVENT) == Some(Event::InternalAudit) && record.get(AUDITORS).is_empty()
}
