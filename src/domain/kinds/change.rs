//! Changes: what is changed in the AIMS, a system, a supplier or a control, why, and what came of it (6.3, 8.1).

pub mod check;

use crate::domain::admission::{left, redating};
use crate::domain::kinds::approval::entitled::{self, Approvers, ENTITLED, NAMED};
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::shared_choices::YesNo;
use crate::domain::kinds::{ALONE, CLOSING, LATE, PROBLEMS, detail_set_alone, supplier, system};
use crate::domain::record::Record;
use crate::domain::record::choice::choices;
use crate::domain::record::field::Home;
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::kind;
use crate::domain::record::rules::{Example, KindRule, Proposal, Remedy};
use crate::domain::record::typed::{Day, Line, Many, OneOf, Person, Prose, Requirements, Rows};
use crate::domain::record::value::Value;

choices! {
    /// What kind of thing a change is made to.
    Type {
        Aims "AIMS", "management system";
        System "system", "AI system";
        Supplier "supplier", "vendor";
        Control "control";
    }
}

choices! {
    /// How far a change has come.
    Status {
        Proposed Quiet "proposed", "open", "planned", "new";
        Approved Moving "approved", "in progress";
        Done Good "done", "made", "completed", "closed";
        Rejected Quiet "rejected", "cancelled", "dropped";
    }
}

kind! {
    /// A change to the AIMS, a system, a supplier or a control, planned or not.
    Change "change" "changes" {
        ids: IdForm::Random('C'),
        home: Home::Folder("changes"),
        derived: &[LATE, PROBLEMS],
        open: |record| !matches!(record.get(STATUS), Some(Status::Done | Status::Rejected)),
        initial: |record, today| record.with(STATUS, Status::Proposed).with(PROPOSED_ON, today),
        check: check::RULES,
        rules: RULES,
        follow: follow,
    }
    /// What is changed.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What kind of thing it changes.
    TYPE: OneOf<Type> = "type" "Type" [Required];
    /// The systems it changes.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search About];
    /// The suppliers it changes.
    SUPPLIERS: Many<supplier::Supplier> = "suppliers" "Suppliers" [Search About];
    /// The clauses and controls it touches.
    REQUIREMENTS: Requirements = "requirements" "Requirements" [Search];
    /// Whether it was planned; one that was not is looked at afterwards (8.1).
    PLANNED: OneOf<YesNo> = "planned" "Planned" [];
    /// Why it is made (6.3).
    PURPOSE: Prose = "purpose" "Purpose" [];
    /// What it does to the AIMS, risks and people.
    EFFECTS: Prose = "effects" "Effects" [];
    /// Money, people and tools it needs (6.3).
    MEANS: Line = "means" "Means needed" [];
    /// Who sees to it.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// The day since which it is considered; assessments made from then on answer it.
    PROPOSED_ON: Day = "proposed_on" "Proposed on" [Happened Outcome];
    /// Who approved it.
    APPROVED_BY: Person = "approved_by" "Approved by" [Outcome];
    /// The day on which it was approved.
    APPROVED_ON: Day = "approved_on" "Approved on" [Happened Outcome];
    /// How far it has come.
    STATUS: OneOf<Status> = "status" "Status" [Apart Required Status Outcome];
    /// Whether risks and impacts are to be assessed again (8.2, 8.4).
    SIGNIFICANT: OneOf<YesNo> = "significant" "Significant" [];
    /// The day by which it is to be made.
    DUE: Day = "due" "Due" [Apart Dated Due];
    /// The day on which it was made.
    DONE: Day = "done" "Done" [Happened Outcome];
    /// What came of it.
    RESULT: Prose = "result" "Result" [Apart Outcome];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

/// Tells whether a change was approved or made. One of which nobody says how far it has come was.
pub fn is_decided(change: &Record) -> bool {
    matches!(change.get(STATUS), Some(Status::Approved | Status::Done) | None)
}

const RULES: &[KindRule] = &[
    KindRule::change(
        ALONE,
        |proposal| detail_set_alone(proposal, APPROVED_BY.index(), &[APPROVED_ON.index()]),
        &[OPEN.change("approved_on: today")],
    ),
    KindRule::change(
        ENTITLED,
        |proposal| entitled::questioned_in(proposal, Approvers::Anybody, APPROVED_BY, APPROVED_ON),
        &[OPEN
            .beside(&[NAMED])
            .change("status: approved; approved_by: dora; approved_on: today")],
    ),
    KindRule::change(CLOSING, done_while_open, &[OPEN.change("done: today")]),
    KindRule::change(
        "reason of putting off",
        |proposal| redating::needs_reason(proposal, &[NOTE.index()]),
        &[OPEN.change("due: +1m")],
    ),
    KindRule::change(
        redating::THE_PAST,
        redating::refuses_the_past,
        &[OPEN.change("due: 2020-01-01; note: a slip of the pen")],
    ),
    KindRule::change(
        left::OPEN,
        |proposal| left::stays_open(proposal, Record::is_open),
        &[OPEN
            .beside(&[(
                "action",
                "T-00009",
                "title: Train the team; serves: C-00001; owner: ana; due: +1m",
            )])
            .change("status: rejected")],
    ),
];

const OPEN: Example = Example::of(
    "C-00001",
    "title: Second model; type: system; status: proposed; owner: ana; due: -1w",
);

fn done_while_open(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let after = proposal.after;
    let is_said = proposal.changes(DONE) || proposal.changes(STATUS);
    let day = after
        .get(DONE)
        .filter(|_| is_said && after.get(STATUS) != Some(Status::Done))?;
    let sentence = format!(
        "{} is not done, so it was not made on {day}; set its status as well.",
        after.id()
    );
    Some((Remedy::Never, sentence))
}

/// One that is done was made today unless it says otherwise; why it was put off is in the note.
fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    let done = match (proposal.after.get(STATUS), proposal.after.get(DONE)) {
        _ if !proposal.changes(STATUS) => None,
        (Some(Status::Done), None) => Some((DONE.index(), proposal.today().into())),
        (Some(Status::Proposed | Status::Approved | Status::Rejected) | None, Some(_)) => {
            Some((DONE.index(), Value::Empty))
        }
        _ => None,
    };
    done.into_iter().chain(redating::reason_in(proposal, NOTE)).collect()
}
