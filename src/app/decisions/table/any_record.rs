//! Decisions on records of any kind: another day, another owner, a note, a status, retired.

use crate::app::decisions::commands;
use crate::app::decisions::fitness::{has_day, is_late, refused_if, shown_day};
use crate::app::decisions::reschedule;
use crate::app::decisions::texts::{added, ended, note};
use crate::app::decisions::{Asked, Decision, Example, Question, Row, Scope, Target, Targets, run, status};
use crate::domain::admission::retiring;
use crate::domain::kinds::{review, supplier};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::mark::Mark;
use crate::domain::record::typed::FieldRef;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

/// How a new day is typed.
fn new_day() -> Question {
    Question::day("New day", "+1w  +1m  eoq  fri  2027-01-15")
}

/// Returns the change of a field, where the kind has one.
fn own(field: Option<FieldRef>, value: impl Into<Value>) -> Changes {
    field.map_or_else(Changes::new, |field| Changes::new().set_field(field, value))
}

/// A day is put off or brought forward.
pub static REDATE: Decision = Decision {
    commands: &[&commands::REDATE],
    fits: |target| shown_day(target.view.register, target.record).map(|_| ()),
    questions: |scope| {
        let late = scope
            .records
            .iter()
            .any(|record| is_late(scope.register, record, scope.today));
        let reason = match (late, scope.records) {
            (true, [_]) => "required, since it is overdue",
            (true, _) => "required, since some are overdue",
            (false, _) => "Enter skips",
        };
        vec![new_day(), Question::line("Reason", reason, late)]
    },
    after: run::advance_cursor,
    example: Example {
        id: "T-00001",
        before: "title: Log prompts; status: open; owner: ana; due: 2026-12-01",
        answers: &["+1w", "the supplier is late"],
        after: "due: 2026-11-30; \
            redated: 2026-11-23 | 2026-12-01 | 2026-11-30 | the supplier is late",
        ..Example::NONE
    },
    ..Decision::new(
        "re-date",
        Targets::If(|target| has_day(target.record.kind()).map(|_| ())),
        |target, answers| match shown_day(target.view.register, target.record) {
            Ok(field) => reschedule::moved(
                target.record,
                field.index,
                answers.value(0),
                &answers.value(1),
                target.today(),
            ),
            Err(_) => Changes::new(),
        },
    )
};

/// A thing of the calendar goes to another day.
pub static MOVE: Decision = Decision {
    name: "move",
    begun_by: "`redate`, `later` and `earlier` on a thing of the calendar",
    fits: calls_for_something,
    questions: |scope| {
        let Some(shift) = scope.dated else { return Vec::new() };
        let late = shift.what.of_series.is_none() && shift.what.day < scope.today;
        let why = match (late, shift.what.of_series) {
            (true, _) => "required, since it is overdue",
            (false, Some(_)) => "stays with the series; Enter skips",
            (false, None) => "Enter skips",
        };
        let new_day = shift.to.is_none().then(new_day);
        new_day
            .into_iter()
            .chain([Question::line("Reason", why, late)])
            .collect()
    },
    before: reschedule::can_put,
    example: Example {
        id: "T-00001",
        dated: Some("due"),
        before: "title: Log prompts; status: open; owner: ana; due: 2026-12-01",
        answers: &["2026-11-30", "the supplier is late"],
        after: "due: 2026-11-30; \
            redated: 2026-11-23 | 2026-12-01 | 2026-11-30 | the supplier is late",
        ..Example::NONE
    },
    ..Decision::new(
        "re-date",
        Targets::If(|target| {
            let fields = target.record.kind().fields;
            let field = target.dated.and_then(|shift| fields.get(shift.what.field));
            let is_dated = field.is_some_and(|field| field.is(Mark::Dated));
            refused_if(!is_dated, || "It has no day that could be moved.".to_owned())
        }),
        |target, answers| {
            let Some(shift) = target.dated else {
                return Changes::new();
            };
            let (day, reason) = match (shift.to, answers.value(0)) {
                (Some(day), reason) => (day, reason),
                (None, Value::Date(day)) => (day, answers.value(1)),
                (None, _) => return Changes::new(),
            };
            reschedule::put(target.record, shift.what, day, &reason, target.today())
        },
    )
};

/// An event of a series is left out.
pub static LEAVE_OUT: Decision = Decision {
    begun_by: "`cancel` on a review that a series projects",
    fits: calls_for_something,
    questions: |_| vec![Question::line("Why left out", "the reason stays with the series", true)],
    example: Example {
        id: "V-00001",
        dated: Some("2027-01-15"),
        before: "title: Model review; status: planned; date: 2026-12-15; every: month",
        answers: &["nobody is there"],
        after: "exceptions: 2027-01-15 | | nobody is there",
        ..Example::NONE
    },
    ..Decision::new(
        "leave out",
        Targets::If(|target| {
            let is_projected = target.dated.is_some_and(|shift| shift.what.of_series.is_some());
            refused_if(!is_projected || !target.record.is(&review::KIND), || {
                "Only what a series of reviews projects is left out.".to_owned()
            })
        }),
        |target, answers| {
            let what = target.dated.map(|shift| shift.what);
            what.map_or_else(Changes::new, |what| {
                reschedule::left_out(target.record, what, &answers.value(0))
            })
        },
    )
};

/// The check of an effect asks for its day although the action is done.
fn calls_for_something(target: &Target<'_>) -> Result<(), String> {
    let record = target.record;
    refused_if(
        !record.is_open() && record.due(target.view.register, target.today()).is_none(),
        || ended(record),
    )
}

/// Somebody else answers for it.
pub static OWNER: Decision = Decision {
    commands: &[&commands::OWNER],
    questions: |_| vec![Question::owner("Owner", "a name or handle", false)],
    after: run::advance_cursor,
    example: Example {
        id: "T-00001",
        before: "title: Log prompts; status: open; owner: ana",
        answers: &["bo"],
        after: "owner: bo",
        ..Example::NONE
    },
    ..Decision::new(
        "owner",
        Targets::Marked(Mark::Owner, "have no owner."),
        |target, answers| own(target.record.kind().field_marked(Mark::Owner), answers.value(0)),
    )
};

/// A line is added to the note.
pub static NOTE: Decision = Decision {
    commands: &[&commands::NOTE],
    // A retired record takes a word, and nothing else.
    on_retired: true,
    questions: |_| vec![Question::page("Note", "added to the note", true)],
    row: Row::Follow,
    example: Example {
        id: "R-00001",
        before: "title: Prompts leak; status: open; owner: ana",
        answers: &["talked to legal"],
        after: "note: 2026-11-23: talked to legal",
        ..Example::NONE
    },
    ..Decision::new("note", Targets::With("note", "have no note."), |target, answers| {
        let kind = target.record.kind();
        let text = answers.text(0).unwrap_or_default();
        own(
            kind.field_index("note").map(|field| kind.at(field)),
            note(target.record, text, target.today()),
        )
    })
};

/// The status changes.
pub static STATUS: Decision = Decision {
    commands: &[&commands::STATUS],
    questions: |_| {
        vec![Question {
            shape: Asked::Status,
            ..Question::line("Status", "", true)
        }]
    },
    before: status::is_plain,
    example: Example {
        id: "T-00001",
        before: "title: Log prompts; status: open; owner: ana",
        answers: &["started"],
        after: "status: started",
        ..Example::NONE
    },
    ..Decision::new(
        "status",
        Targets::If(|target| {
            let record = target.record;
            refused_if(record.is(&supplier::KIND), || {
                ":assessed says how the supplier was assessed; :redate puts the next review on another day.".to_owned()
            })?;
            let is_without = record.kind().marked(Mark::Status).is_none();
            refused_if(is_without, || {
                format!(
                    "{} have no status.",
                    crate::app::decisions::texts::several(record.kind())
                )
            })
        }),
        |target, answers| own(target.record.kind().field_marked(Mark::Status), answers.value(0)),
    )
};

/// The record no longer counts.
pub static RETIRE: Decision = Decision {
    commands: &[&commands::RETIRE],
    questions: |scope: &Scope<'_>| {
        if scope
            .records
            .iter()
            .any(|record| retiring::asks_for_something(scope.register, record, scope.today))
        {
            vec![Question::page("Why retired", "the reason stays with it", true)]
        } else {
            Vec::new()
        }
    },
    dangerous: true,
    ends: Some("retired"),
    example: Example {
        id: "R-00001",
        before: "title: Prompts leak; status: open; owner: ana",
        answers: &["the system is gone"],
        after: "retired: 2026-11-23; note: 2026-11-23: retired: the system is gone",
        ..Example::NONE
    },
    ..Decision::new(
        "retire",
        Targets::Marked(Mark::Retired, "cannot be retired."),
        |target, answers| {
            let kind: &Kind = target.record.kind();
            let sets = own(kind.field_marked(Mark::Retired), target.today());
            match (retiring::kept_in(kind), answers.text(0)) {
                (Some(field), Some(reason)) => sets.set_field(kind.at(field), reason_kept(target, field, reason)),
                _ => sets,
            }
        },
    )
};

/// Returns the text in which a record keeps why it was retired, with the reason.
fn reason_kept(target: &Target<'_>, field: usize, reason: &str) -> Value {
    let record: &Record = target.record;
    let old = record.value(field).as_text().unwrap_or_default();
    added(old, &format!("{}: retired: {reason}", target.today()))
}
