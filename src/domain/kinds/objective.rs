//! AI objectives: what the AIMS is to reach, how that is measured, and what came of it (6.2).

pub mod check;

use chrono::NaiveDate;

use crate::domain::admission::{left, redating};
use crate::domain::kinds::check::intervals::happened;
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::{metric, system};
use crate::domain::record::Record;
use crate::domain::record::choice::choices;
use crate::domain::record::field::{Derived, Home, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::rules::{Example, KindRule, Proposal, Remedy};
use crate::domain::record::typed::{Day, Line, Many, Objectives, One, OneOf, Person, Prose, Row, Rows};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

choices! {
    /// How far an objective has come.
    Status {
        Open "open", "planned", "in progress";
        Met "met", "reached", "done";
        Missed "missed", "not met";
        Dropped "dropped", "cancelled";
    }
}

table! {
    /// What was measured: the day and the value.
    Measurements, sorted: true, ON: Day = "on", VALUE: Line = "value"
}

kind! {
    /// An AI objective (6.2): measurable, with an owner and a day.
    Objective "objective" "objectives" {
        ids: IdForm::Random('O'),
        home: Home::Folder("objectives"),
        derived: DERIVED,
        open: |record| matches!(record.get(STATUS), Some(Status::Open) | None),
        initial: |record, _| record.with(STATUS, Status::Open),
        check: check::RULES,
        rules: RULES,
        follow: follow,
    }
    /// What is to be reached.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// How it is measured.
    MEASURE: Line = "measure" "Measure" [Required];
    /// The value that counts as reached.
    TARGET: Line = "target" "Target" [Required];
    /// What is done to reach it, and how that is judged.
    PLAN: Prose = "plan" "Plan" [];
    /// Money, people and tools it needs.
    MEANS: Line = "means" "Means needed" [];
    /// The commitment of the AI policy that it follows.
    POLICY_LINK: Line = "policy_link" "Policy commitment" [];
    /// How often it is measured, such as `month` or `6 months`.
    EVERY: Line = "every" "Measured every" [];
    /// The day on which it was set.
    SET_ON: Day = "set_on" "Set on" [Happened Outcome];
    /// The objectives of Annex C.2 it belongs to.
    ANNEX: Objectives = "annex_c" "Annex C" [];
    /// The systems it is about; none means the AIMS as a whole.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search About];
    /// Who answers for it.
    OWNER: Person = "owner" "Owner" [Apart Required Owner Search];
    /// How far it has come.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status Outcome];
    /// The day by which it is to be reached.
    DUE: Day = "due" "Due" [Apart Required Dated Due];
    /// The metric whose results are its measurements; nothing is recorded here then.
    RESULTS_OF: One<metric::Metric> = "results_of" "Results of" [Search];
    /// What was measured: on | value.
    MEASURED: Rows<Measurements> = "measured" "Measured" [Apart Happened Outcome];
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

const DERIVED: &[Derived] = &[
    Derived {
        name: "value",
        label: "Last value",
        help: "What was measured last.",
        shape: Shape::Line,
        get: |register, record, today| {
            last(register, record, today).map_or(Value::Empty, |(_, value)| Value::text(value))
        },
    },
    crate::domain::kinds::LATE,
    crate::domain::kinds::PROBLEMS,
];

const RULES: &[KindRule] = &[
    KindRule::record("result", needs_result, &[OPEN.change("status: met")]),
    KindRule::change(
        "reason of ending otherwise",
        ends_otherwise,
        &[OPEN
            .before(
                "title: Fewer wrong answers; measure: Share of wrong answers; target: 1 %; \
                owner: ana; status: met; due: -1w; result: 0.8 %",
            )
            .change("status: missed")],
    ),
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
                "title: Filter; serves: O-00001; owner: ana; due: +1m",
            )])
            .change("status: dropped; result: no longer wanted")],
    ),
];

const OPEN: Example = Example::of(
    "O-00001",
    "title: Fewer wrong answers; measure: Share of wrong answers; target: 1 %; \
    owner: ana; status: open; due: -1w",
);

/// Why it was put off stands in the note, and why it ended otherwise in the result.
fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    let because = proposal.context.because;
    let otherwise = because.filter(|_| ends_otherwise(proposal).is_some());
    let otherwise = otherwise.map(|reason| proposal.dated_line(RESULT, reason));
    redating::reason_in(proposal, NOTE)
        .into_iter()
        .chain(otherwise)
        .collect()
}

/// The result of one end is no reason for another.
fn ends_otherwise(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let ended = |record: &Record| !matches!(record.get(STATUS), None | Some(Status::Open));
    let before = proposal.before.filter(|before| ended(before))?;
    let otherwise = proposal.changes(STATUS) && ended(proposal.after) && !proposal.changes(RESULT);
    otherwise.then(|| {
        let sentence = format!(
            "{} is {}; that it is {} instead needs the reason.",
            before.id(),
            before.value(STATUS.index()),
            proposal.after.value(STATUS.index())
        );
        (Remedy::Because, sentence)
    })
}

fn needs_result(record: &Record) -> Vec<(&'static str, String)> {
    let ended = matches!(record.get(STATUS), Some(Status::Met | Status::Missed | Status::Dropped));
    let sentence = || {
        (
            "result",
            "An objective that is met, missed or dropped says what came of it.".to_owned(),
        )
    };
    (ended && record.get(RESULT).is_empty())
        .then(sentence)
        .into_iter()
        .collect()
}

/// Returns what was measured last, and when: of the metric whose results are its measurements, if it names one. A day to come
/// counts as not said.
pub fn last<'a>(register: &'a Register, objective: &'a Record, today: NaiveDate) -> Option<(NaiveDate, &'a str)> {
    if let Some(id) = objective.get(RESULTS_OF) {
        let metric = register.get(id.as_str()).filter(|record| record.is(&metric::KIND))?;
        return metric::last(metric, today);
    }
    let rows = objective.get(MEASURED).into_iter();
    let measured = rows.filter(|row| row.says(Measurements::VALUE));
    let on = |row: Row<'_, Measurements>| happened(row.get(Measurements::ON), today);
    let dated = measured.filter_map(|row| Some((on(row)?, row.get(Measurements::VALUE))));
    dated.max_by_key(|(on, _)| *on)
}
