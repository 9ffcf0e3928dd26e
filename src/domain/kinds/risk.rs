//! Risks: scenarios for one or more systems, judged three times.

mod acceptance;
pub mod check;
mod rules;
pub mod typical;

use chrono::NaiveDate;

use crate::domain::kinds::action::Redatings;
use crate::domain::kinds::check::intervals::Interval;
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::{action, control, organization, system};
use crate::domain::method::Method;
use crate::domain::method::score::Score;
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::field::{Derived, Home, Moving, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::typed::{
    Day, Handle, Judged, Line, Many, NewRow, Objectives, OneOf, Person, Prose, Row, Rows, Sources, Threats, Why,
};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

pub use rules::own_approval;

choices! {
    /// How far a risk has come.
    Status {
        Draft "draft", "new", "identified", "proposed";
        Open "open", "active";
        Accepted "accepted";
        Closed "closed", "done", "obsolete";
    }
}

choices! {
    /// What is to be done about a risk (6.1.3).
    Treatment {
        Mitigate "mitigate", "reduce", "treat", "modify";
        Avoid "avoid", "terminate";
        Transfer "transfer", "share";
        Accept "accept", "tolerate", "retain";
    }
}

choices! {
    /// How far the treatment plan of a risk has come (6.1.3).
    Plan {
        Missing "none";
        Draft "draft";
        Approved "approved";
        Changed "changed since approval";
    }
}

table! {
    /// The actions of a plan as they were approved: id | due.
    Covered, sorted: true, ACTION: Line = "action", DUE: Day = "due"
}

kind! {
    /// A risk: a scenario for one or more systems, with its levels before, with and after treatment.
    Risk "risk" "risks" {
        ids: IdForm::Random('R'),
        home: Home::InDossier,
        derived: DERIVED,
        open: |record| record.get(STATUS) != Some(Status::Closed),
        initial: |record, today| record.with(STATUS, Status::Open).with(IDENTIFIED, today),
        moving: Some(Moving {
            field: REVIEW.index(),
            due: |register, record, today| check::next_look(register, record, today).map(|due| due.day),
            of_ended: false,
        }),
        check: check::RULES,
        rules: rules::RULES,
        follow: rules::follow,
    }
    /// The risk in a line: what happens to what.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// The systems it concerns; the first one's dossier is its home.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search About];
    /// How it comes about and what follows, a sentence or two.
    SCENARIO: Prose = "scenario" "Scenario" [];
    /// Where it comes from, by Annex C.3.
    SOURCES: Sources = "sources" "Sources" [];
    /// The threats behind it, each with its edition.
    THREATS: Threats = "threats" "Threats" [];
    /// The AI objectives it touches, by Annex C.2.
    OBJECTIVES: Objectives = "objectives" "Objectives" [];
    /// The stage of the life cycle in which it arises.
    STAGE: OneOf<system::Stage> = "stage" "Stage" [];
    /// What holds it down already.
    EXISTING: Prose = "existing_controls" "Existing controls" [];
    /// Who answers for it.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// How far it has come.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status Outcome];
    /// Before any treatment: likelihood organization/individuals/society.
    INHERENT: Judged = "inherent" "Inherent" [Apart];
    /// As things stand; while nobody said, as before any treatment.
    CURRENT: Judged = "current" "Current" [Apart ElseBefore];
    /// After the planned treatment (residual).
    TARGET: Judged = "target" "Target" [Apart];
    /// The day on which its current level was last judged.
    JUDGED_ON: Day = "judged_on" "Judged on" [Happened Outcome];
    /// The treatment option: what is to be done about it.
    TREATMENT: OneOf<Treatment> = "treatment" "Option" [Apart];
    /// The controls that treat it.
    CONTROLS: Many<control::Control> = "controls" "Controls" [];
    /// The day it was found.
    IDENTIFIED: Day = "identified" "Identified" [Happened Outcome];
    /// The day by which it is to be looked at again.
    REVIEW: Day = "review" "Next review" [Apart Dated];
    /// Who accepted what remains.
    ACCEPTED_BY: Person = "accepted_by" "Accepted by" [Apart Outcome];
    /// The day what remains was accepted.
    ACCEPTED_ON: Day = "accepted_on" "Accepted on" [Happened Outcome];
    /// The day until which the acceptance holds; it is never open-ended.
    ACCEPTED_UNTIL: Day = "accepted_until" "Accepted until" [Dated Outcome];
    /// Why what remains can be accepted.
    ACCEPTANCE_REASON: Why = "acceptance_reason" "Acceptance reason" [Outcome];
    /// Who approved its treatment plan (6.1.3); somebody else than its owner.
    PLAN_BY: Person = "plan_approved_by" "Plan approved by" [Outcome];
    /// The day its treatment plan was approved.
    PLAN_ON: Day = "plan_approved_on" "Plan approved on" [Happened Outcome];
    /// The actions of the plan as they were approved: action | due.
    PLAN_COVERS: Rows<Covered> = "plan_covers" "Plan approved" [Outcome];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

/// The three times at which a risk is judged.
pub const TIMES: [Handle<Judged>; 3] = [INHERENT, CURRENT, TARGET];

const DERIVED: &[Derived] = &[
    Derived {
        name: "plan",
        label: "Plan",
        help: "How far its treatment plan has come; changed once an action was added, cancelled or put off beyond the days of \
               grace since the approval.",
        shape: Shape::OneOf(Plan::ITEMS),
        get: |register, record, _| plan(register, record).into(),
    },
    Derived {
        name: "level",
        label: "Level",
        help: "The level today: current, or inherent while there is no current one.",
        shape: Shape::Level,
        get: |register, record, _| current_level(register.method(), record).map_or(Value::Empty, Value::Level),
    },
    Derived {
        name: "actions",
        label: "Actions",
        help: "How many open actions treat it.",
        shape: Shape::Whole,
        get: |register, record, _| {
            let open = register
                .linked_of(&action::KIND, record.id())
                .filter(|action| action.is_open());
            Value::Number(open.count() as i64)
        },
    },
    Derived {
        name: "unit",
        label: "Unit",
        help: "The units of the systems it concerns.",
        shape: Shape::Words,
        get: |register, record, _| {
            let systems = record
                .get(SYSTEMS)
                .into_iter()
                .filter_map(|id| register.get(id.as_str()));
            Value::set(
                systems
                    .map(|system| Value::text(system.get(system::UNIT)))
                    .filter(|unit| !unit.is_empty())
                    .collect(),
            )
        },
    },
];

/// Returns the actions of the treatment plan of a risk: neither cancelled nor retired.
pub fn plan_actions<'a>(register: &'a Register, risk: &Record) -> impl Iterator<Item = &'a Record> {
    let id = risk.id().clone();
    register
        .linked_of(&action::KIND, risk.id())
        .filter(move |action| action.get(action::RISKS).contains(&&id) && !action.is_retired())
        .filter(|action| action.get(action::STATUS) != Some(action::Status::Cancelled))
}

/// Returns the actions of a plan as they are approved now.
pub fn covered(register: &Register, risk: &Record) -> Value {
    let row = |action: &Record| {
        let due = action.stored(action::DUE).clone();
        NewRow::of(Covered::ACTION, action.id().as_str())
            .with(Covered::DUE, due)
            .into()
    };
    Value::set(plan_actions(register, risk).map(row).collect())
}

/// Returns how far the treatment plan of a risk has come. An approval by a name that nobody knows, or by somebody who had left,
/// is none. What was done as approved changes no plan, nor does a delay within the days of grace; an action that is new, given
/// up or put off further does.
pub fn plan(register: &Register, risk: &Record) -> Plan {
    let mut actions = plan_actions(register, risk).peekable();
    if actions.peek().is_none() {
        return Plan::Missing;
    }
    let is_believed = |on: &NaiveDate| organization::is_believed(register, risk.get(PLAN_BY), Some(*on));
    let Some(on) = risk.get(PLAN_ON).filter(is_believed) else {
        return Plan::Draft;
    };
    let covered = risk.get(PLAN_COVERS);
    let grace = crate::domain::kinds::check::grace(register);
    let is_late = |approved: NaiveDate, due: NaiveDate| approved.checked_add_days(grace).is_some_and(|last| due > last);
    let actions: Vec<_> = actions.collect();
    let is_other = |action: &&Record| {
        let row = covered
            .iter()
            .find(|row| row.get(Covered::ACTION) == action.id().as_str());
        match row.map(|row| row.get(Covered::DUE)) {
            // What was approved for a day and has none now is put off without end.
            Some(Some(approved)) => {
                let is_done = action.get(action::STATUS) == Some(action::Status::Done);
                action.get(action::DUE).map_or(!is_done, |due| is_late(approved, due))
            }
            Some(None) => false,
            None if covered.is_empty() => action.get(action::REDATED).into_iter().any(|row| {
                let moved = row.get(Redatings::FROM).zip(row.get(Redatings::TO));
                let is_later = row.get(Redatings::ON).is_some_and(|day| day > on);
                is_later && moved.is_some_and(|(from, to)| is_late(from, to))
            }),
            None => true,
        }
    };
    let is_given_up = |row: Row<'_, Covered>| {
        let id = row.get(Covered::ACTION);
        !actions.iter().any(|action| action.id().as_str() == id)
    };
    if actions.iter().any(is_other) || covered.into_iter().any(is_given_up) {
        Plan::Changed
    } else {
        Plan::Approved
    }
}

/// Returns the judgement of a risk at a time; the inherent one stands in while nobody judged the current one.
pub fn judged(risk: &Record, time: Handle<Judged>) -> Option<Score> {
    let before = || risk.get(INHERENT).filter(|_| time.index() == CURRENT.index());
    risk.get(time).or_else(before)
}

/// Returns the level of a risk as things stand.
pub fn current_level(method: &Method, risk: &Record) -> Option<u8> {
    method.level(&judged(risk, CURRENT)?, None)
}

/// Tells whether a risk was taken into the register and is neither a draft nor closed. One of which nobody says how far it is was.
pub fn is_counted(risk: &Record) -> bool {
    matches!(risk.get(STATUS), Some(Status::Open | Status::Accepted) | None)
}

/// Tells whether an open risk stands above the appetite now.
pub fn is_above_appetite(method: &Method, risk: &Record) -> bool {
    risk.is_open() && current_level(method, risk).is_some_and(|level| method.exceeds(level))
}

/// Returns the times at which a risk is judged by a score that lies outside a method's scales.
pub fn outside<'a>(method: &'a Method, risk: &'a Record) -> impl Iterator<Item = Handle<Judged>> + 'a {
    TIMES
        .into_iter()
        .filter(|time| risk.get(*time).is_some_and(|score| !method.holds(&score)))
}

/// For how long a risk is accepted at most, and where nobody says until when.
pub const USUAL_ACCEPTANCE: Interval = Interval::usual_months(12);

/// Returns the last day of the acceptance of a risk: the one said, but at most a year after it was accepted; else that year.
pub fn acceptance_end(risk: &Record) -> Option<NaiveDate> {
    let latest = risk.get(ACCEPTED_ON).and_then(|on| USUAL_ACCEPTANCE.after(on));
    let latest = latest.map(|due| due.day);
    // Of an acceptance of which nobody says when it was made, the day said is all that is known.
    risk.get(ACCEPTED_UNTIL).into_iter().chain(latest).min()
}

/// Tells whether somebody accepted a risk, or what is to remain of one that is treated, on a day and with a reason, and that has
/// not ended.
pub fn is_acceptance_in_force(register: &Register, risk: &Record, today: NaiveDate) -> bool {
    let terms = [ACCEPTED_ON.index(), ACCEPTANCE_REASON.index()];
    let is_whole = terms.iter().all(|field| !risk.lacks(*field));
    is_whole && has_not_ended(register, risk, today)
}

/// Tells whether a risk is accepted, and the acceptance still holds.
pub fn acceptance_holds(register: &Register, risk: &Record, today: NaiveDate) -> bool {
    risk.get(STATUS) == Some(Status::Accepted) && has_not_ended(register, risk, today)
}

/// Tells whether the acceptance of a risk has not ended and counts: not one by a name that nobody knows or by somebody who had
/// left.
fn has_not_ended(register: &Register, risk: &Record, today: NaiveDate) -> bool {
    acceptance_end(risk).is_some_and(|until| until >= today)
        && organization::is_believed(register, risk.get(ACCEPTED_BY), risk.get(ACCEPTED_ON))
}

/// Returns the day by which a risk as it is judged is to be looked at again: its band's interval from today on.
pub fn next_review(method: &Method, risk: &Record, today: NaiveDate) -> Option<NaiveDate> {
    let level = current_level(method, risk)?;
    let months = method.bands.get(usize::from(level))?.review_months?;
    today.checked_add_months(chrono::Months::new(months))
}
