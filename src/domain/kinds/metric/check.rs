//! Check rules of metrics (9.1): what is determined, measured in time, and acted on.

use chrono::NaiveDate;

use crate::domain::kinds::check::intervals::{self, Interval};
use crate::domain::kinds::metric::{self, Results, Verdict};
use crate::domain::kinds::{action, document, finding, objective, organization};
use crate::domain::record::check::{Asked, Class, Raised, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// The check rules of metrics.
pub static RULES: &[&Rule] = &[&NONE, &INCOMPLETE, &UNMEASURED, &OUT_OF_BOUNDS, &UNBOUNDED];

const HOURS: Example = Example::of(
    "M-00000",
    "title: Hours; what: Hours to answer; method: Log; every: month; evaluated_every: 3 months; results: 2026-11-10 | 3",
);

/// The document that may say what the register does not.
const DOCUMENT: &str = "9.1/d1";

/// It is not determined what is measured.
pub static NONE: Rule = Rule {
    code: "AIMS-W730",
    name: "metrics",
    sentence: "It is not determined what is measured.",
    clauses: &["9.1"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "Whether the AIMS works is judged by what is measured.",
    mend: "Add a metric.",
    of: Subject::Whole,
    raise: |asked| {
        let register = asked.register;
        if register.of(&metric::KIND).any(|one| !one.is_retired()) {
            return nothing();
        }
        let is_measured = register
            .of(&objective::KIND)
            .any(|one| !one.get(objective::MEASURED).is_empty());
        let class = if is_measured {
            Class::S_PLANNED
        } else {
            Class::S_PLANNED_MAJOR
        };
        let raised = at("", "It is not determined what is measured: there is no metric.").class(class);
        document::kept_elsewhere(asked, DOCUMENT, raised).into()
    },
    cleared_by: Some((
        "metric",
        "M-00000",
        "title: Hours; what: Hours to answer; method: Log; every: month; evaluated_every: 3 months",
    )),
    ..Rule::PLAIN
};

/// A metric lacks its method, or how often it is measured or evaluated.
pub static INCOMPLETE: Rule = Rule {
    code: "AIMS-W731",
    name: "metric-incomplete",
    sentence: "It lacks the method, when it is measured, or when it is evaluated.",
    clauses: &["9.1"],
    class: Class::S_PLANNED,
    why: "The clause asks for how and when, so that results can be compared.",
    mend: "Say how it is measured, how often, and how often the results are judged.",
    raise: |asked| {
        let lacks = [
            (
                "method",
                asked.record.get(metric::METHOD),
                "It is not said how it is measured.",
            ),
            (
                "every",
                asked.record.get(metric::EVERY),
                "It is not said how often it is measured.",
            ),
            (
                "evaluated_every",
                asked.record.get(metric::EVALUATED_EVERY),
                "It is not said how often its results are judged.",
            ),
        ];
        let empty = lacks.into_iter().filter(|(_, text, _)| text.is_empty());
        let raised = empty.map(|(field, _, sentence)| at(field, sentence));
        raised
            .map(|one| document::kept_elsewhere(asked, DOCUMENT, one))
            .collect()
    },
    example: HOURS
        .before("title: Hours; what: Hours to answer; every: month; evaluated_every: 3 months")
        .change("method: Log"),
    ..Rule::PLAIN
};

static UNMEASURED: Rule = Rule {
    code: "AIMS-W732",
    name: "metric-unmeasured",
    sentence: "It was not measured for longer than planned.",
    clauses: &["9.1"],
    class: Class::S_DONE,
    why: "What is not measured cannot be judged.",
    mend: "Measure it and write down the result, or plan it less often.",
    raise: |asked| {
        let mut rows = asked.record.get(metric::RESULTS).into_iter();
        if let Some(half) = rows.find_map(|row| metric::half_said(row.get(Results::ON), row.get(Results::VALUE))) {
            return at("results", half).into();
        }
        let last = metric::last(asked.record, asked.today).map(|(on, _)| on);
        let interval = intervals::measured_every(asked.register, asked.record.get(metric::EVERY), asked.today);
        if last.is_none() {
            return never_measured(asked, interval).into();
        }
        let Some(due) = last.zip(interval).and_then(|(last, every)| every.after(last)) else { return nothing() };
        let raised = due.raise(asked, "results", |day| format!("It was to be measured by {day}.")).into_iter();
        raised.map(|one| document::kept_elsewhere(asked, DOCUMENT, one)).collect()
    },
    example: HOURS
        .before("title: Hours; what: Hours to answer; method: Log; every: month; evaluated_every: 3 months; results: 2026-01-10 | 3")
        .change("results: 2026-11-10 | 3"),
    ..Rule::PLAIN
};

/// Says of a metric without a result that it was never measured: as advice, until the interval has passed since the AIMS began. Where
/// nobody says when that was, it has.
fn never_measured(asked: &Asked<'_>, interval: Option<Interval>) -> Raised {
    let organization = asked.register.get(organization::ID);
    let since = organization.and_then(|one| one.get(organization::AIMS_SINCE));
    let due = since.zip(interval).and_then(|(since, every)| every.after(since));
    let raised = at("results", "It was never measured.");
    let is_late = since.is_none() || due.is_some_and(|due| due.day < asked.today);
    let raised = if is_late { raised } else { raised.class(Class::ADVICE) };
    document::kept_elsewhere(asked, DOCUMENT, raised)
}

static OUT_OF_BOUNDS: Rule = Rule {
    code: "AIMS-W733",
    name: "metric-out-of-bounds",
    sentence: "A result out of bounds led to nothing.",
    clauses: &["9.1"],
    class: Class::S_DONE,
    why: "The bounds say when something follows.",
    mend: "Say in the note of the result what follows, add an action, or raise a finding from it.",
    raise: |asked| {
        let Some((on, value)) = metric::last(asked.record, asked.today) else {
            return nothing();
        };
        let mut bounds = metric::bounds(asked.record).filter(|(_, bound)| !bound.is_empty());
        if let Some((field, bound)) = bounds.clone().find(|(_, bound)| metric::is_unreadable(bound)) {
            let sentence = format!("The bound `{bound}` is no number, so that no result is ever out of bounds.");
            return at(field, sentence).into();
        }
        let is_unreadable = bounds.next().is_some() && metric::is_unreadable(value);
        if !is_unreadable && metric::verdict(asked.record, asked.today) != Verdict::Outside {
            return nothing();
        }
        let rows = asked.record.get(metric::RESULTS).into_iter();
        let mut notes = rows.filter(|row| row.get(Results::ON) == Some(on));
        let is_noted = notes.any(|row| row.says(Results::NOTE));
        let linked = asked.register.linked_of(&action::KIND, asked.record.id());
        let mut actions =
            linked.filter(|one| !one.is_retired() && one.get(action::STATUS) != Some(action::Status::Cancelled));
        let since = |day: Option<NaiveDate>| intervals::happened(day, asked.today).is_some_and(|day| day >= on);
        let is_acted_on = actions.any(|one| action::comes_in_time(one, asked.today) || since(one.get(action::CLOSED)));
        let mut findings = asked.register.linked_of(&finding::KIND, asked.record.id());
        let is_found = findings.any(|one| {
            let is_withdrawn = one.get(finding::STATUS) == Some(finding::Status::Withdrawn);
            let is_of_it = one.get(finding::SOURCE) == Some(asked.record.id());
            is_of_it && !is_withdrawn && !one.is_retired() && since(one.get(finding::RAISED))
        });
        if is_noted || is_acted_on || is_found {
            return nothing();
        }
        let sentence = if is_unreadable {
            format!("`{value}` on {on} is no number, so that nobody can tell whether it is within the bounds.")
        } else {
            format!("{value} on {on} is out of bounds, and it is not said what follows.")
        };
        let raised = at("results", sentence);
        document::kept_elsewhere(asked, DOCUMENT, raised).into()
    },
    example: HOURS
        .before(
            "title: Hours; what: Hours to answer; method: Log; every: month; evaluated_every: 3 months; upper: 4; \
             results: 2026-11-10 | 9",
        )
        .change("results: 2026-11-10 | 9 | A second reader from December"),
    ..Rule::PLAIN
};

static UNBOUNDED: Rule = Rule {
    code: "AIMS-W735",
    name: "metric-unbounded",
    sentence: "It is not said which results are too low or too high.",
    clauses: &["9.1"],
    class: Class::ADVICE_PLANNED,
    why: "Without a bound no result asks for anything.",
    mend: "Say the lower or upper bound, or name it in an objective, which has a target.",
    raise: |asked| {
        let has_bound = !asked.record.get(metric::LOWER).is_empty() || !asked.record.get(metric::UPPER).is_empty();
        let mut objectives = asked.register.linked_of(&objective::KIND, asked.record.id());
        if has_bound || objectives.any(|one| !one.is_retired()) {
            return nothing();
        }
        at("lower", "It is not said which results are too low or too high.").into()
    },
    example: HOURS.change("upper: 8"),
    ..Rule::PLAIN
};
