//! Check rules of risks: score, treatment option, actions, acceptance and the approval of the plan.

mod plan;

use crate::domain::kinds::action;
use crate::domain::kinds::risk::{self, Status, Treatment};
use crate::domain::record::Record;
use crate::domain::record::check::{Found, checks};

checks! {
    find;
    /// A risk that is open was never judged.
    UNSCORED "AIMS-W201" "risk-unscored";
    /// An open risk has no treatment option.
    UNDECIDED "AIMS-W202" "risk-undecided";
    /// A risk is to be mitigated, by no control and no action.
    UNTREATED "AIMS-W203" "risk-untreated";
    /// A score lies outside the method's scales.
    OFF_SCALE "AIMS-E201" "risk-off-scale";
    /// A risk lies above the appetite, with neither an open action nor an acceptance that holds.
    UNANSWERED "AIMS-E202" "risk-unanswered";
    /// The day to look at a risk again is past.
    REVIEW "AIMS-E203" "risk-review";
    /// The acceptance of a risk has ended.
    ACCEPTANCE_EXPIRED "AIMS-E401" "acceptance-expired";
    /// A risk above the appetite was accepted by nobody but its owner.
    ACCEPTED_BY_OWNER "AIMS-E402" "accepted-by-owner";
    /// The treatment plan of a risk above the appetite is missing, not approved, or changed since.
    PLAN_UNAPPROVED "AIMS-W402" "plan-unapproved";
}

/// Finds what an open or accepted risk lacks; a draft or closed one is left alone.
fn find(found: &mut Found<'_>) {
    let record = found.record;
    if record.is_retired() {
        return;
    }
    if matches!(record.get(risk::STATUS), Some(Status::Open | Status::Accepted)) {
        find_in_assessed(found);
    }
    plan::find(found);
}

fn find_in_assessed(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    let (method, status) = (register.method(), record.get(risk::STATUS));
    if risk::TIMES.into_iter().all(|time| record.get(time).is_none()) {
        found.add(UNSCORED, name(risk::INHERENT.index()), "Nobody judged it yet (6.1.2).");
    }
    for time in risk::outside(method, record) {
        let (rows, columns) = (method.likelihoods.len(), method.consequences.len());
        let sentence = format!("The score lies outside the method's scales of {rows} by {columns}.");
        found.add(OFF_SCALE, name(time.index()), sentence);
    }
    let actions = || register.linked_of(&action::KIND, record.id());
    match record.get(risk::TREATMENT) {
        None if status == Some(Status::Open) => {
            let sentence = "An open risk needs an option: mitigate, avoid, transfer or accept (6.1.3).";
            found.add(UNDECIDED, name(risk::TREATMENT.index()), sentence);
        }
        Some(Treatment::Mitigate) if record.value(risk::CONTROLS.index()).is_empty() => {
            let done = |action: &Record| action.get(action::STATUS) != Some(action::Status::Cancelled);
            if !actions().any(done) {
                let sentence = "It is to be mitigated, and neither a control nor an action does so.";
                found.add(UNTREATED, name(risk::CONTROLS.index()), sentence);
            }
        }
        _ => {}
    }
    let level = risk::current_level(method, record);
    if let Some(level) = level.filter(|level| method.exceeds(*level))
        && !actions().any(Record::is_open)
        && !risk::acceptance_holds(record, today)
    {
        let (level, appetite) = (method.band_name(level), method.band_name(method.appetite));
        let sentence =
            format!("It is {level}, above the appetite of {appetite}, with no open action and no acceptance.");
        found.add(UNANSWERED, name(risk::CURRENT.index()), sentence);
    }
    if let Some(day) = record.passed(risk::REVIEW, today) {
        let sentence = format!("It was to be looked at again by {day}.");
        found.add(REVIEW, name(risk::REVIEW.index()), sentence);
    }
}

/// Returns the name of a risk's field.
fn name(field: usize) -> &'static str {
    risk::KIND.fields[field].name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::method;
    use crate::domain::record::id::Id;
    use crate::domain::register::Register;
    use chrono::NaiveDate;

    fn date(text: &str) -> NaiveDate {
        crate::domain::day::iso(text).expect("a day")
    }

    fn open() -> Record {
        Record::new(&risk::KIND, "R-00000".into())
            .with(risk::TITLE, "Injection")
            .with(risk::STATUS, Status::Open)
            .with(risk::TREATMENT, Treatment::Accept)
            .with(risk::CURRENT, score("1 1/1/1"))
    }

    fn score(text: &str) -> crate::domain::method::score::Score {
        text.parse().expect("a score")
    }

    fn action() -> Record {
        Record::new(&action::KIND, "T-00000".into())
            .with(action::TITLE, "Filter")
            .with(action::OWNER, "ana")
            .with(action::DUE, date("2027-01-01"))
            .with(action::RISKS, vec![Id::new("R-00000")])
    }

    fn codes(records: Vec<Record>) -> Vec<&'static str> {
        let mut register = Register::default();
        register.put(method::preset());
        for record in records {
            register.put(record);
        }
        let found = crate::domain::check::check(&register, date("2026-11-23"));
        let of_risks = found
            .into_iter()
            .filter(|problem| problem.id.as_str().starts_with("R-"));
        let codes = of_risks.map(|problem| problem.rule.code);
        // What a risk lacks as one that is treated, series 4, has tests of its own.
        codes.filter(|code| &code[6..7] != "4").collect()
    }

    #[test]
    fn a_risk_that_is_judged_and_decided_has_no_findings() {
        assert_eq!(codes(vec![open()]), [""; 0]);
    }

    #[test]
    fn a_draft_waits() {
        let draft = Record::new(&risk::KIND, "R-00000".into()).with(risk::STATUS, Status::Draft);
        assert!(!codes(vec![draft]).iter().any(|code| code[6..].starts_with('2')));
    }

    #[test]
    fn an_open_risk_is_judged_and_decided() {
        let bare = Record::new(&risk::KIND, "R-00000".into())
            .with(risk::TITLE, "Injection")
            .with(risk::STATUS, Status::Open);
        assert_eq!(codes(vec![bare]), ["AIMS-W201", "AIMS-W202"]);
    }

    #[test]
    fn who_mitigates_does_something() {
        let mitigated = open().with(risk::TREATMENT, Treatment::Mitigate);
        assert_eq!(codes(vec![mitigated.clone()]), ["AIMS-W203"]);
        let cancelled = action()
            .with(action::STATUS, action::Status::Cancelled)
            .with(action::REASON, "no need");
        assert_eq!(codes(vec![mitigated.clone(), cancelled]), ["AIMS-W203"]);
        assert_eq!(codes(vec![mitigated, action()]), [""; 0]);
    }

    #[test]
    fn a_score_outside_the_scales_is_found() {
        assert_eq!(codes(vec![open().with(risk::TARGET, score("6 1/1/1"))]), ["AIMS-E201"]);
    }

    #[test]
    fn what_is_above_the_appetite_is_acted_upon_or_accepted() {
        let high = open().with(risk::CURRENT, score("5 5/1/1"));
        assert_eq!(codes(vec![high.clone()]), ["AIMS-E202"]);
        assert_eq!(codes(vec![high.clone(), action()]), [""; 0]);
        let accepted = |until| {
            high.clone()
                .with(risk::STATUS, Status::Accepted)
                .with(risk::ACCEPTED_BY, "board")
                .with(risk::ACCEPTANCE_REASON, "short-lived")
                .with(risk::ACCEPTED_UNTIL, date(until))
        };
        assert_eq!(codes(vec![accepted("2026-11-23")]), [""; 0]);
        assert_eq!(codes(vec![accepted("2026-11-22")]), ["AIMS-E202"]);
    }

    #[test]
    fn a_review_in_the_past_is_found() {
        assert_eq!(
            codes(vec![open().with(risk::REVIEW, date("2026-11-22"))]),
            ["AIMS-E203"]
        );
        assert_eq!(codes(vec![open().with(risk::REVIEW, date("2026-11-23"))]), [""; 0]);
    }
}
