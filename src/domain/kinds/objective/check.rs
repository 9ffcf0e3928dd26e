//! Check rules of objectives (6.2): measure, owner, deadline, measurement.

use chrono::Months;

use crate::domain::kinds::check::applies;
use crate::domain::kinds::check::intervals::{self, Interval};
use crate::domain::kinds::metric::Results;
use crate::domain::kinds::objective::{self, Measurements, Status};
use crate::domain::kinds::organization::check::people::unowned;
use crate::domain::kinds::review::Event;
use crate::domain::kinds::review::scope::is_in_aims;
use crate::domain::kinds::system::{self, Role};
use crate::domain::kinds::{action, metric, organization};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// The check rules of objectives.
pub static RULES: &[&Rule] = &[
    &UNMEASURABLE,
    &UNPLANNED,
    &OVERDUE,
    &UNMEASURED,
    &NONE,
    &NONE_RESPONSIBLE,
];

/// How many months lie between two measurements where nobody says otherwise.
const A_QUARTER: u32 = 3;

const FAIR: Example = Example::of(
    "O-00000",
    "title: Fair; measure: Gap; target: 2 %; owner: ana; due: +6m; status: open",
);

static UNMEASURABLE: Rule = Rule {
    code: "AIMS-W805",
    name: "objective-unmeasured",
    sentence: "It has no measure, no owner or no day.",
    clauses: &["6.2"],
    class: Class::S_PLANNED,
    why: "Nobody can tell whether it was reached.",
    mend: "Say measure, target, owner and day.",
    of: Subject::Each(|asked| asked.record.is_open()),
    raise: |asked| {
        let fields = [
            ("measure", "It cannot be measured: no measure is said."),
            ("target", "It is not said what is to be reached."),
            ("due", "It has no day by which it is to be reached."),
        ];
        let is_empty = |field: &str| {
            let position = asked.record.kind().field_index(field);
            position.is_some_and(|position| asked.record.lacks(position))
        };
        let empty = fields.into_iter().filter(|(field, _)| is_empty(field));
        let empty = empty.map(|(field, sentence)| at(field, sentence));
        empty.chain(unowned(asked, "Nobody answers for it.")).collect()
    },
    example: FAIR
        .before("title: Fair; target: 2 %; owner: ana; due: +6m; status: open")
        .change("measure: Gap"),
    ..Rule::PLAIN
};

/// An objective is open past its day.
pub static OVERDUE: Rule = Rule {
    code: "AIMS-E803",
    name: "objective-overdue",
    sentence: "Its day is past, and nobody said what came of it.",
    clauses: &["6.2"],
    class: Class::OWN,
    why: "The organization set the day itself.",
    mend: "Say what came of it, or set another day with the reason.",
    of: Subject::Each(|asked| asked.record.is_open()),
    raise: |asked| {
        let Some(due) = asked.record.missed_deadline(asked.today) else {
            return nothing();
        };
        at("due", format!("It was to be reached by {due}."))
            .late_since(due)
            .into()
    },
    example: FAIR
        .before("title: Fair; measure: Gap; target: 2 %; owner: ana; due: -3m; status: open")
        .change("status: met"),
    ..Rule::PLAIN
};

static UNPLANNED: Rule = Rule {
    code: "AIMS-W839",
    name: "objective-unplanned",
    sentence: "It is not planned how it is reached: actions, resources, evaluation.",
    clauses: &["6.2"],
    class: Class::S_PLANNED,
    why: "Without a plan an objective is a wish.",
    mend: "Say what is done to reach it and how that is judged, or add an action.",
    of: Subject::Each(|asked| asked.record.is_open()),
    raise: |asked| {
        let counts =
            |action: &Record| !action.is_retired() && action.get(action::STATUS) != Some(action::Status::Cancelled);
        let mut actions = asked.register.linked_of(&action::KIND, asked.record.id());
        if !asked.record.get(objective::PLAN).is_empty() || actions.any(counts) {
            return nothing();
        }
        at("plan", "It is not planned how it is reached, and no action serves it.").into()
    },
    example: FAIR.change("plan: Review the data every month"),
    ..Rule::PLAIN
};

static UNMEASURED: Rule = Rule {
    code: "AIMS-W844",
    name: "objective-measured",
    sentence: "Nobody measured it for longer than planned.",
    clauses: &["6.2"],
    class: Class::S_DONE,
    why: "An objective is monitored, not only set.",
    mend: "Add a measurement.",
    of: Subject::Each(|asked| asked.record.is_open()),
    raise: |asked| {
        let record = asked.record;
        let metric = record.get(objective::RESULTS_OF);
        let metric = metric.and_then(|id| asked.register.get(id.as_str()));
        let results: Vec<_> = match metric {
            Some(metric) => {
                let rows = metric.get(metric::RESULTS).into_iter();
                rows.map(|row| (row.get(Results::ON), row.get(Results::VALUE))).collect()
            }
            None => {
                let rows = record.get(objective::MEASURED).into_iter();
                rows.map(|row| (row.get(Measurements::ON), row.get(Measurements::VALUE))).collect()
            }
        };
        if let Some(half) = results.iter().find_map(|(on, value)| metric::half_said(*on, value)) {
            return at("measured", half).into();
        }
        let days = results.into_iter().filter_map(|(on, _)| on);
        let last = days.filter_map(|day| intervals::happened(Some(day), asked.today)).max();
        let every = match metric {
            Some(metric) => metric.get(metric::EVERY),
            None => record.get(objective::EVERY),
        };
        let said = intervals::measured_every(asked.register, every, asked.today);
        let planned = || Interval::of_event(asked.register, Event::ObjectivesReview);
        let interval = said.or_else(planned).unwrap_or(Interval::usual_months(A_QUARTER));
        // What was never measured counts from the day on which it was set; one whose day lies years ahead was set by now.
        let a_year_before = || record.get(objective::DUE)?.checked_sub_months(Months::new(12));
        let since = || asked.register.get(organization::ID)?.get(organization::AIMS_SINCE);
        let set = || {
            let before = a_year_before();
            record.get(objective::SET_ON).or_else(|| before.filter(|day| *day <= asked.today).or_else(|| before.and(since())))
        };
        let Some(due) = last.or_else(set).and_then(|day| interval.after(day)) else {
            return nothing();
        };
        due.raise(asked, "measured", |day| match last {
            Some(last) => format!("It was measured last on {last}; the next time was due on {day}."),
            None => format!("Nobody measured it; the first time was due on {day}."),
        })
    },
    example: FAIR
        .before("title: Fair; measure: Gap; target: 2 %; owner: ana; due: +6m; status: open; every: month; set_on: 2026-01-10")
        .change("measured: 2026-11-01 | 3 %"),
    ..Rule::PLAIN
};

/// There is no AI objective.
pub static NONE: Rule = Rule {
    code: "AIMS-W838",
    name: "objectives",
    sentence: "There is no AI objective.",
    clauses: &["6.2"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    hides: &["AIMS-W545"],
    why: "Objectives say what the AIMS is to reach.",
    mend: "Add the first objective.",
    of: Subject::Whole,
    raise: |asked| {
        let counts = |record: &Record| !record.is_retired() && record.get(objective::STATUS) != Some(Status::Dropped);
        if asked.register.of(&objective::KIND).any(counts) {
            return nothing();
        }
        at("", "There is no AI objective.").into()
    },
    cleared_by: Some((
        "objective",
        "O-00000",
        "title: Fair; measure: Gap; target: 2 %; owner: ana; due: +6m",
    )),
    ..Rule::PLAIN
};

/// No objective is about responsible development, or about responsible use.
pub static NONE_RESPONSIBLE: Rule = Rule {
    code: "AIMS-W545",
    name: "objectives-responsible",
    sentence: "No objective names one of Annex C, so none is about responsible development or use.",
    clauses: &["A.6.1.2", "A.9.3"],
    class: Class::S_PLANNED,
    why: "What responsible means for those who build and those who use is said by objectives.",
    mend: "Add an objective with the objectives of Annex C it follows, or name them in one.",
    of: Subject::Whole,
    raise: |asked| {
        let is_in_force = |one: &Record| {
            !one.is_retired() && !matches!(one.get(objective::STATUS), Some(Status::Missed | Status::Dropped))
        };
        let mut objectives = asked.register.of(&objective::KIND).filter(|one| is_in_force(one));
        if objectives.any(|one| !one.get(objective::ANNEX).is_empty()) {
            return nothing();
        }
        let systems: Vec<_> = asked.register.of(&system::KIND).filter(|one| is_in_aims(one)).collect();
        let holds = |roles: &[Role]| {
            systems
                .iter()
                .any(|one| roles.iter().any(|role| one.get(system::ROLES).contains(role)))
        };
        let builds = holds(&[Role::Producer, Role::Provider]);
        let uses = holds(&[Role::Customer]) || systems.iter().all(|one| one.get(system::ROLES).is_empty());
        let sides = [
            (
                builds,
                "A.6.1.2",
                "No objective names one of Annex C, so none is about responsible development.",
            ),
            (
                uses,
                "A.9.3",
                "No objective names one of Annex C, so none is about responsible use.",
            ),
        ];
        let asked_of = sides
            .into_iter()
            .filter(|(is, control, _)| *is && applies(asked.register, control));
        asked_of
            .map(|(_, control, sentence)| at("", sentence).under(control))
            .collect()
    },
    example: Example::of("", "").beside(&[
        ("system", "chat", "title: Chat; scope: in; roles: provider"),
        ("control", "A.6.1.2", "applicability: included"),
    ]),
    cleared_by: Some((
        "objective",
        "O-00000",
        "title: Fair; measure: Gap; target: 2 %; owner: ana; due: +6m; annex_c: C.2.5",
    )),
    ..Rule::PLAIN
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::check::testing::{self, date};
    use crate::domain::record::value::Value;

    fn found(record: &Record, others: Vec<Record>) -> Vec<(&'static Rule, &'static str)> {
        testing::found(record, others, &[&OVERDUE, &UNMEASURABLE])
    }

    #[test]
    fn an_objective_is_measurable_owned_and_dated() {
        let sound = Record::new(&objective::KIND, "O-00000".into())
            .with(objective::TITLE, "Hand over sooner")
            .with(objective::MEASURE, "Seconds")
            .with(objective::TARGET, "30")
            .with(objective::OWNER, "ana")
            .with(objective::STATUS, objective::Status::Open)
            .with(objective::DUE, date("2026-11-23"));
        assert_eq!(found(&sound, vec![]), []);
        let late = sound.clone().with(objective::DUE, date("2026-11-22"));
        assert_eq!(found(&late, vec![]), [(&OVERDUE, "due")]);
        let bare = sound
            .with(objective::MEASURE, Value::Empty)
            .with(objective::OWNER, Value::Empty)
            .with(objective::DUE, Value::Empty);
        assert_eq!(
            found(&bare, vec![]),
            ["due", "measure", "owner"].map(|field| (&UNMEASURABLE, field))
        );
        let met = late
            .with(objective::STATUS, objective::Status::Met)
            .with(objective::RESULT, "Reached");
        assert_eq!(found(&met, vec![]), []);
    }
}
