//! Check rules of what becomes of a risk: that it is looked at again, that a treatment that failed is reworked, and how it is
//! closed.

use chrono::NaiveDate;

use crate::domain::kinds::action;
use crate::domain::kinds::assessment;
use crate::domain::kinds::check::intervals::{Due, Interval, due, happened, is_of_systems, last_review};
use crate::domain::kinds::review::Event;
use crate::domain::kinds::risk::check::plan::is_above;
use crate::domain::kinds::risk::{self, Status};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

const LEAK: Example = Example::of(
    "R-00000",
    "title: Leak; owner: ana; status: open; treatment: accept; current: 1 1/1/1",
);

/// The day to look at a risk again is past.
pub static REVIEW: Rule = Rule {
    code: "AIMS-E203",
    name: "risk-review",
    sentence: "To look at the risk again was due.",
    clauses: &["8.2"],
    class: Class::OWN,
    why: "Risks change with their surroundings; a level that nobody looks at is a memory.",
    mend: "Judge it again and say when, or set the next day with a reason.",
    of: Subject::Each(super::is_assessed),
    raise: |asked| {
        let Some(due) = next_look(asked.register, asked.record, asked.today) else {
            return nothing();
        };
        due.raise(asked, "review", |day| format!("It was to be looked at again by {day}."))
    },
    example: LEAK
        .before(
            "title: Leak; owner: ana; status: open; treatment: accept; current: 1 1/1/1; identified: 2024-01-10; \
             review: 2025-01-10",
        )
        .change("judged_on: -1m"),
    ..Rule::PLAIN
};

/// Returns by which day a risk is to be looked at again, by its own day or the interval of its band.
pub fn next_look(register: &Register, risk: &Record, today: NaiveDate) -> Option<Due> {
    let judged = happened(risk.get(risk::JUDGED_ON).or(risk.get(risk::IDENTIFIED)), today);
    let assessments = register.linked_of(&assessment::KIND, risk.id()).filter(|one| {
        !one.is_retired() && assessment::judges(one, risk.id()) && assessment::is_made(register, one, today)
    });
    let assessed = assessments
        .filter_map(|one| happened(one.get(assessment::DATE), today))
        .max();
    let systems: Vec<_> = risk.get(risk::SYSTEMS).into_iter().collect();
    let reviewed = last_review(register, risk, today, |event, review| {
        event == Event::RiskReassessment && is_of_systems(review, &systems)
    });
    let last = judged.into_iter().chain(assessed).chain(reviewed).max();
    due(risk.get(risk::REVIEW), last, review_interval(register, risk))
}

/// Returns how often a risk is to be looked at: as the method says of its band, else 3 months in the highest band, 6 in the next
/// and 12 in the others.
pub fn review_interval(register: &Register, risk: &Record) -> Interval {
    let method = register.method();
    let Some(level) = risk::current_level(method, risk).map(usize::from) else {
        return Interval::usual_months(12);
    };
    if let Some(months) = method.bands.get(level).and_then(|band| band.review_months) {
        return Interval::said_months(months);
    }
    Interval::usual_months(match method.bands.len() - 1 - level.min(method.bands.len() - 1) {
        0 => 3,
        1 => 6,
        _ => 12,
    })
}

/// A treatment failed, and nobody reworked the plan.
pub static TREATMENT_FAILED: Rule = Rule {
    code: "AIMS-W407",
    name: "treatment-failed",
    sentence: "A treatment failed, and the plan was not reworked.",
    clauses: &["8.3"],
    class: Class::S_DONE,
    why: "Where an option does not work, the plan is reviewed and validated again.",
    mend: "Add an action, choose another option, or judge the risk again and say when.",
    of: Subject::Each(super::is_assessed),
    raise: |asked| {
        let actions: Vec<_> = risk::plan_actions(asked.register, asked.record).collect();
        let checked_on = |action: &Record| action.get(action::CHECKED).or(action.get(action::CLOSED));
        let checked = actions.iter().filter(|action| action.get(action::EFFECTIVE).is_some());
        // One of which nobody says when its effect was checked may be the newest, and nothing shows what came after it.
        let newest = |action: &&&Record| {
            (
                action.get(action::CHECKED).is_none(),
                checked_on(action),
                action.id().clone(),
            )
        };
        let Some(failed) = checked.max_by_key(newest) else {
            return nothing();
        };
        let since = |day: Option<NaiveDate>| {
            day.is_some_and(|day| failed.get(action::CHECKED).is_some_and(|checked| day >= checked))
        };
        let is_newer = |action: &&Record| {
            let is_later = action.get(action::EFFECTIVE).is_none() && since(action.get(action::CLOSED));
            action.id() != failed.id() && (action.is_open() || is_later)
        };
        let is_reworked = actions.iter().any(is_newer)
            || since(asked.record.get(risk::JUDGED_ON))
            || since(asked.record.get(risk::ACCEPTED_ON));
        if failed.get(action::EFFECTIVE) == Some(action::Effect::Yes) || is_reworked {
            return nothing();
        }
        let sentence = format!(
            "{} did not do what it was to do, and the plan was not reworked since.",
            failed.id()
        );
        at("treatment", sentence).into()
    },
    example: LEAK
        .beside(&[(
            "action",
            "T-00001",
            "title: Filter; status: done; owner: ana; closed: -2m; checked: -1m; effective: no; risks: R-00000",
        )])
        .change("judged_on: today"),
    ..Rule::PLAIN
};

/// A risk was closed above the appetite.
pub static CLOSED_ABOVE_APPETITE: Rule = Rule {
    code: "AIMS-E409",
    name: "closed-above-appetite",
    sentence: "It was closed above the appetite.",
    clauses: &["8.3"],
    class: Class::S_DONE,
    why: "A risk is over when its level is within the appetite, or somebody took on what remains.",
    mend: "Judge it as it is now, have what remains accepted, or open it again.",
    of: Subject::Each(|asked| asked.record.get(risk::STATUS) == Some(Status::Closed)),
    raise: |asked| {
        let (register, record) = (asked.register, asked.record);
        if !is_above(register, record) || risk::is_acceptance_in_force(register, record, asked.today) {
            return nothing();
        }
        at(
            "status",
            "It was closed above the appetite, and nobody accepted what remains.",
        )
        .into()
    },
    example: LEAK
        .before("title: Leak; owner: ana; status: closed; treatment: mitigate; current: 5 5/5/5")
        .change("current: 1 1/1/1"),
    ..Rule::PLAIN
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::check::testing::{date, found, today};
    use crate::domain::kinds::method;
    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;

    fn risk(score: &str) -> Record {
        let score: crate::domain::method::score::Score = score.parse().expect("a score");
        Record::new(&risk::KIND, "R-00000".into())
            .with(risk::TITLE, "Leak")
            .with(risk::STATUS, Status::Open)
            .with(risk::CURRENT, score)
    }

    fn is_late(risk: &Record, others: Vec<Record>) -> bool {
        !found(risk, others, &[&REVIEW]).is_empty()
    }

    #[test]
    fn a_risk_without_a_day_becomes_due_by_its_band() {
        let preset = || vec![method::preset()];
        let months = |score: &str| {
            let register = crate::domain::register::Register::default();
            let method = register.method();
            method.bands[usize::from(risk::current_level(method, &risk(score)).expect("a level"))].review_months
        };
        let identified = risk("5 5/5/5").with(risk::IDENTIFIED, date("2026-01-10"));
        assert!(months("5 5/5/5").is_some_and(|months| months <= 6));
        assert!(is_late(&identified, preset()));
        assert!(!is_late(
            &identified.clone().with(risk::JUDGED_ON, date("2026-11-01")),
            preset()
        ));
        assert!(!is_late(
            &risk("1 1/1/1").with(risk::IDENTIFIED, date("2026-06-10")),
            preset()
        ));
        assert!(!is_late(&risk("5 5/5/5"), preset()), "nobody knows since when");
        assert!(is_late(
            &risk("1 1/1/1").with(risk::REVIEW, date("2026-11-22")),
            preset()
        ));
    }

    #[test]
    fn an_assessment_that_judges_a_risk_moves_the_day_on_which_it_is_due() {
        let row = Value::Row(
            [
                Value::Reference("R-00000".into()),
                assessment::Outcome::Valid.into(),
                Value::Empty,
            ]
            .into(),
        );
        let assessed = Record::new(&assessment::KIND, "S-00000".into())
            .with(assessment::TYPE, assessment::Type::Risk)
            .with(assessment::DATE, date("2026-11-01"))
            .with(assessment::OUTCOMES, Value::set(vec![row]));
        let late = risk("5 5/5/5").with(risk::REVIEW, date("2026-10-01"));
        assert!(is_late(&late, vec![assessed.clone()]), "a draft judges nothing");
        let complete = assessed.with(assessment::STATUS, assessment::Status::Complete);
        assert!(!is_late(&late, vec![complete]));
    }

    #[test]
    fn a_treatment_that_failed_is_reworked() {
        let action = |id: &str, status| {
            Record::new(&action::KIND, id.into())
                .with(action::STATUS, status)
                .with(action::RISKS, vec![Id::new("R-00000")])
        };
        let failed = action("T-00000", action::Status::Done)
            .with(action::CLOSED, date("2026-09-01"))
            .with(action::CHECKED, date("2026-10-01"))
            .with(action::EFFECTIVE, action::Effect::Partly);
        let codes = |others| found(&risk("5 5/5/5"), others, &[&TREATMENT_FAILED]).len();
        assert_eq!(codes(vec![failed.clone()]), 1);
        assert_eq!(codes(vec![failed.clone(), action("T-00001", action::Status::Open)]), 0);
        let closed = action("T-00001", action::Status::Done).with(action::CLOSED, today());
        assert_eq!(codes(vec![failed, closed]), 0);
    }
}
