//! Actions: what is done about a risk or a requirement, by whom and until when.

pub mod check;
mod rules;

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};

use crate::domain::kinds::check::intervals::{self, Interval};
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::{assessment, control, evidence, organization, risk, role};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, Tone, choices};
use crate::domain::record::field::{Derived, Home, Moving, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::kind::{kind, table};
use crate::domain::record::typed::{Day, Line, Many, OneOf, Person, Prose, Requirements, Row, Rows, Target};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

pub use rules::{redated, refused_wait};

choices! {
    /// How far an action has come.
    Status {
        Open Quiet "open", "planned", "to do", "todo", "new";
        Started Moving "started", "in progress", "ongoing";
        Blocked Warn "blocked", "on hold", "waiting";
        Done Good "done", "completed", "closed", "finished";
        Cancelled Quiet "cancelled", "canceled", "dropped";
    }
}

choices! {
    /// Whether an action that is done did what it was to do (8.3).
    Effect {
        Yes "yes", "effective";
        Partly "partly", "partially";
        No "no", "not effective", "ineffective";
    }
}

/// What an action can serve beside risks and requirements.
pub struct Served;

impl Target for Served {
    const KINDS: &'static [&'static str] = &[
        "answer",
        "change",
        "document",
        "finding",
        "incident",
        "metric",
        "objective",
        "obligation",
        "resource",
        "role",
        "supplier",
    ];
}

table! {
    /// Re-datings: the day of the decision, the due day before and after, and why. One that was late is a slip.
    Redatings, sorted: true, ON: Day = "on", FROM: Day = "from", TO: Day = "to", REASON: Line = "reason"
}

kind! {
    /// An action of a treatment plan, or one that serves a requirement.
    Action "action" "actions" {
        ids: IdForm::Random('T'),
        home: Home::InDossier,
        derived: DERIVED,
        open: |record| is_unfinished(record),
        deadline: |record, _| {
            let due = || record.get(DUE).filter(|_| record.is_open());
            if may_await_check(record) { record.get(CHECK_BY) } else { due() }
        },
        moving: Some(Moving {
            field: CHECK_BY.index(),
            due: |register, record, _| check_due(register, record),
            of_ended: true,
        }),
        initial: |record, _| record.with(STATUS, Status::Open),
        cell: |register, record, name, today| match name {
            "status" | "state" if awaits_check(register, record) => Some(("check".to_owned(), Tone::Warn)),
            "next" if record.due(register, today).is_none() => Some(("-".to_owned(), Tone::Quiet)),
            _ => None,
        },
        check: check::RULES,
        rules: rules::RULES,
        follow: rules::follow,
        relevant: |record, field| field != ASK_AGAIN.index() || record.get(STATUS) == Some(Status::Blocked),
    }
    /// What is to be done, beginning with a verb.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// The risks it treats.
    RISKS: Many<risk::Risk> = "risks" "Risks" [Search About];
    /// The clauses and controls it serves.
    REQUIREMENTS: Requirements = "requirements" "Requirements" [Search About];
    /// The controls it brings about.
    CONTROLS: Many<control::Control> = "controls" "Controls" [];
    /// What else it serves: findings it corrects, questions it answers, changes, obligations, objectives, suppliers and others.
    SERVES: Many<Served> = "serves" "Serves" [Search About];
    /// Who does it.
    OWNER: Person = "owner" "Owner" [Apart Required Owner Search];
    /// How far it has come.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status Outcome];
    /// The day by which it is to be done.
    DUE: Day = "due" "Due" [Apart Required Dated Due];
    /// What it waits for, or why it was cancelled.
    REASON: Line = "reason" "Reason" [Apart Outcome];
    /// The day on which to ask again, while it is blocked.
    ASK_AGAIN: Day = "ask_again" "Ask again on" [Dated Outcome];
    /// The actions it waits for; it is shown as blocked while one of them is open.
    WAITS_FOR: Many<Action> = "waits_for" "Waits for" [];
    /// Money, people and tools it needs.
    MEANS: Line = "means" "Means needed" [];
    /// The day it was done or cancelled.
    CLOSED: Day = "closed" "Closed" [Happened Outcome];
    /// What shows that it was done.
    EVIDENCE: Many<evidence::Evidence> = "evidence" "Evidence" [Outcome];
    /// The day by which its effect is to be checked, once it is done (8.3).
    CHECK_BY: Day = "check_by" "Check effect by" [Dated Outcome];
    /// Whether it had the effect it was to have.
    EFFECTIVE: OneOf<Effect> = "effective" "Effective" [Outcome];
    /// The day its effect was checked.
    CHECKED: Day = "checked" "Effect checked" [Happened Outcome];
    /// What was seen when its effect was checked.
    EFFECT: Line = "effect" "Effect" [Outcome];
    /// Its re-datings: on | from | to | reason.
    REDATED: Rows<Redatings> = "redated" "Re-dated" [Apart Happened Outcome];
    /// Progress, and anything else worth knowing.
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
        name: "level",
        label: "Level",
        help: "The worst level today of the risks it treats that are neither closed nor retired.",
        shape: Shape::Level,
        get: |register, record, _| level(register, record).map_or(Value::Empty, Value::Level),
    },
    Derived {
        name: "state",
        label: "State",
        help: "How far it has come; blocked while an action it waits for is open, and no longer once all are closed.",
        shape: Shape::OneOf(Status::ITEMS),
        get: |register, record, _| state(register, record).map_or(Value::Empty, Value::from),
    },
    Derived {
        name: "next",
        label: "Next",
        help: "The day by which it is to be done; once it is done, the day by which its effect is to be checked; nothing \
               when neither is asked.",
        shape: Shape::Day,
        get: |register, record, today| record.due(register, today).map_or(Value::Empty, Value::Date),
    },
    crate::domain::kinds::LATE,
    Derived {
        name: "slips",
        label: "Slips",
        help: "How often it was put off after it was due.",
        shape: Shape::Whole,
        get: |_, record, _| Value::Number(slips(record) as i64),
    },
    Derived {
        name: "systems",
        label: "Systems",
        help: "The systems of the risks it treats, of what else it serves, and of the assessments it came out of.",
        shape: Shape::Many(&["system"]),
        get: |register, record, _| Value::set(systems(register, record).into_iter().map(Value::Reference).collect()),
    },
];

/// How many days after an action its effect on a risk above the appetite is checked, where no day is said.
const CHECKED_IN: Days = Days::new(90);

/// The most days after such an action that are believed to be a plan.
const CHECKED_AT_LATEST: Days = Days::new(180);

fn is_unfinished(record: &Record) -> bool {
    !matches!(record.get(STATUS), Some(Status::Done | Status::Cancelled))
}

/// Tells whether an action is done and its effect is still to be checked.
pub fn awaits_check(register: &Register, action: &Record) -> bool {
    check_due(register, action).is_some()
}

/// Tells whether an action is done and nobody said what effect it had, whether or not a check is asked for.
pub fn may_await_check(action: &Record) -> bool {
    let is_done = action.get(STATUS) == Some(Status::Done) && !action.is_retired();
    is_done && action.get(EFFECTIVE).is_none()
}

/// Returns by which day the effect of an action that is done is still to be checked: on the day said, else 90 days later where a
/// risk it treats lies above the appetite, or it was to make somebody competent. Of such an action a day more than twice as far off
/// is no plan, and the usual one counts. Where nothing says when it was done no day follows, and the check asks for that: see
/// [`is_undated_effect`].
pub fn check_due(register: &Register, action: &Record) -> Option<NaiveDate> {
    let said = may_await_check(action).then(|| action.get(CHECK_BY))?;
    let closed = || {
        action
            .get(CLOSED)
            .filter(|_| was_above(register, action) || teaches(register, action))
    };
    let after = |days| closed()?.checked_add_days(days);
    let latest = after(CHECKED_AT_LATEST);
    let said = said.filter(|said| latest.is_none_or(|latest| *said <= latest));
    said.or_else(|| after(CHECKED_IN))
}

/// Tells whether an action is done, its effect is to be checked, and nothing says when it was done, so that no day can pass.
pub fn is_undated_effect(register: &Register, action: &Record) -> bool {
    may_await_check(action) && action.get(CLOSED).is_none() && was_above(register, action)
}

/// Tells whether an action is to close a gap of somebody's competence.
pub fn teaches(register: &Register, action: &Record) -> bool {
    let mut roles = register.linked_of(&role::KIND, action.id());
    roles.any(|role| !role.is_retired() && role.stored(role::HELD).ids().any(|id| id == action.id()))
}

/// Tells whether a risk that an action treats lies above the appetite: before treatment, as it was judged then; or now; or, where
/// nobody judged it without treatment, its plan was approved, which is asked only of a risk above.
fn was_above(register: &Register, action: &Record) -> bool {
    let method = register.method();
    let mut risks = action.get(RISKS).into_iter().filter_map(|id| register.get(id.as_str()));
    risks.any(|risk| {
        let before = risk.get(risk::INHERENT).and_then(|score| method.level(&score, None));
        let has_plan = || !risk.get(risk::PLAN_BY).is_empty() || risk.get(risk::PLAN_ON).is_some();
        before.is_some_and(|level| method.exceeds(level))
            || risk::is_above_appetite(method, risk)
            || risk.get(risk::INHERENT).is_none() && has_plan()
    })
}

/// Returns how far an action has come, as the actions it waits for say.
pub fn state(register: &Register, action: &Record) -> Option<Status> {
    let status = action.get(STATUS);
    let waits_for = action.get(WAITS_FOR);
    if waits_for.is_empty() || !is_unfinished(action) {
        return status;
    }
    let is_open = |id: &Id| register.get(id.as_str()).is_some_and(is_unfinished);
    if waits_for.into_iter().any(is_open) {
        Some(Status::Blocked)
    } else if status == Some(Status::Blocked) {
        Some(Status::Open)
    } else {
        status
    }
}

/// Returns the way on which some actions wait for another one already, themselves first, if there is one.
pub fn way_back(register: &Register, to: &Id, from: &[Id]) -> Option<Vec<Id>> {
    way_among(to, from, |id| register.get(id.as_str()))
}

/// Returns that way among the records that a lookup knows.
fn way_among<'a>(to: &Id, from: &[Id], record: impl Fn(&Id) -> Option<&'a Record>) -> Option<Vec<Id>> {
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    let mut ways: Vec<Vec<Id>> = from.iter().map(|id| vec![id.clone()]).collect();
    while let Some(way) = ways.pop() {
        let last = way.last()?.clone();
        if last == *to {
            return Some(way);
        }
        if !seen.insert(last.clone()) {
            continue;
        }
        let next = record(&last).into_iter().flat_map(|record| record.get(WAITS_FOR));
        ways.extend(next.map(|id| {
            let mut longer = way.clone();
            longer.push(id.clone());
            longer
        }));
    }
    None
}

/// Returns how often an action was put off after it was due.
pub fn slips(action: &Record) -> usize {
    let slipped = |row: &Row<'_, Redatings>| {
        let from = row.get(Redatings::FROM);
        from.is_some() && row.get(Redatings::ON) > from
    };
    action.get(REDATED).iter().filter(|row| slipped(row)).count()
}

/// Returns the worst level, as things stand, of the risks an action treats that still count.
pub fn level(register: &Register, action: &Record) -> Option<u8> {
    let risks = action.get(RISKS).into_iter().filter_map(|id| register.get(id.as_str()));
    risks
        .filter(|risk| risk.is_open())
        .filter_map(|risk| risk::current_level(register.method(), risk))
        .max()
}

/// Within what time an action is done, as is usual; that of a risk within what lies between two looks at it.
pub const USUAL: Interval = Interval::usual_months(12);

/// Tells whether something comes of an action within reach: it is open, and its day is not more than twice the usual time ahead.
pub fn comes_in_time(action: &Record, today: NaiveDate) -> bool {
    let due = action.get(DUE);
    action.is_open() && (due.is_none() || intervals::within_reach(due, USUAL, today).is_some())
}

/// Tells whether an open action treats only risks that no longer count, and serves nothing else.
pub fn serves_nothing_open(register: &Register, action: &Record) -> bool {
    let mut risks = action.get(RISKS).into_iter();
    let serves_more = !action.get(SERVES).is_empty() || !action.get(REQUIREMENTS).is_empty();
    let is_over = |id: &Id| register.get(id.as_str()).is_some_and(|risk| !risk.is_open());
    action.is_open() && !serves_more && !action.get(RISKS).is_empty() && risks.all(is_over)
}

/// Returns the day by which the effect of an action closed today is to be checked: a month later when a risk it treats
/// lies above the appetite, or when the organization checks every effect.
pub fn check_by(register: &Register, action: &Record, today: NaiveDate) -> Option<NaiveDate> {
    let method = register.method();
    let above = level(register, action).is_some_and(|level| method.exceeds(level));
    let organization = register.get(organization::ID);
    let always = organization.is_some_and(|organization| organization.get(organization::CHECK_EFFECTS));
    (above || always).then(|| today.checked_add_months(Months::new(1)))?
}

/// Tells whether all open risks that an action treats are accepted on a day, so that nothing presses until that ends.
pub fn is_accepted(register: &Register, action: &Record, today: NaiveDate) -> bool {
    let risks = action.get(RISKS).into_iter().filter_map(|id| register.get(id.as_str()));
    let mut open = risks.filter(|risk| risk.is_open()).peekable();
    open.peek().is_some() && open.all(|risk| risk::acceptance_holds(register, risk, today))
}

/// Returns the systems of the risks an action treats, of what else it serves, and of the assessments it came out of.
pub fn systems(register: &Register, action: &Record) -> Vec<Id> {
    let about = action.get(RISKS).into_iter().chain(action.get(SERVES));
    let about = about.filter_map(|id| register.get(id.as_str()));
    let of = |record: &Record| {
        let field = record.kind().field_index("systems");
        field.map_or(Vec::new(), |field| record.value(field).ids().cloned().collect())
    };
    let mut systems: Vec<_> = about.flat_map(of).collect();
    let assessments = register.linked_of(&assessment::KIND, action.id());
    let raised = assessments.filter(|assessment| assessment.get(assessment::ACTIONS).contains(&action.id()));
    systems.extend(raised.filter_map(|assessment| assessment.get(assessment::SYSTEM).cloned()));
    systems.sort_unstable();
    systems.dedup();
    systems
}
