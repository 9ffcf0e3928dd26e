//! Check rules of the organization (4.1 to 5.3): scope, context, roles and policy.
//!
//! A new register lacks nothing: what a clause requires is missed once one of its questions was answered.

use crate::domain::kinds::{answer, organization};
use crate::domain::record::check::{Found, checks};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

checks! {
    find;
    /// The scope of the AIMS is not said.
    SCOPE_MISSING "AIMS-W801" "scope-missing";
    /// Nobody sees to conformity, or nobody reports to top management.
    ROLE_UNASSIGNED "AIMS-W802" "role-unassigned";
    /// It is not said whether climate change is an issue.
    CLIMATE_UNANSWERED "AIMS-W803" "climate-unanswered";
    /// There is an AI policy that nobody approved.
    POLICY_UNAPPROVED "AIMS-W804" "policy-unapproved";
    /// The day to look at an issue again is past.
    ISSUE_REVIEW "AIMS-E801" "issue-review";
    /// The review of the AI policy is past its day.
    POLICY_REVIEW "AIMS-E802" "policy-review";
}

/// Adds what can be found in the organization.
fn find(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    if record.get(organization::SCOPE).is_empty() && is_answered(register, "4.3") {
        let sentence = "The scope of the AIMS is not said (4.3).";
        found.add(SCOPE_MISSING, "scope", sentence);
    }
    if is_answered(register, "5.3") {
        if record.get(organization::CONFORMITY).is_empty() {
            let sentence = "Nobody sees to it that the AIMS conforms (5.3).";
            found.add(ROLE_UNASSIGNED, "conformity", sentence);
        }
        if record.get(organization::REPORTING).is_empty() {
            let sentence = "Nobody reports to top management on the AIMS (5.3).";
            found.add(ROLE_UNASSIGNED, "reporting", sentence);
        }
    }
    let issues = record.get(organization::ISSUES);
    if record.get(organization::CLIMATE).is_none() && (!issues.is_empty() || is_answered(register, "4.1")) {
        let sentence = "It is not said whether climate change is an issue (4.1).";
        found.add(CLIMATE_UNANSWERED, "climate", sentence);
    }
    for row in issues {
        if let [issue, _, _, Value::Date(review), ..] = row
            && *review < today
        {
            let sentence = format!("To look at \"{issue}\" again was due on {review} (4.1).");
            found.add(ISSUE_REVIEW, "issues", sentence);
        }
    }
    if record.get(organization::POLICY).is_empty() {
        return;
    }
    let approved = record.get(organization::POLICY_APPROVED).is_some();
    if !approved || record.get(organization::POLICY_APPROVED_BY).is_empty() {
        let sentence = "It is not said who approved the AI policy on which day (5.2).";
        found.add(POLICY_UNAPPROVED, "policy_approved", sentence);
    }
    if let Some(review) = record.passed(organization::POLICY_REVIEW, today) {
        let sentence = format!("The AI policy was to be reviewed by {review} (A.2.4).");
        found.add(POLICY_REVIEW, "policy_review", sentence);
    }
}

/// Tells whether a question of a sub-clause was answered.
fn is_answered(register: &Register, clause: &str) -> bool {
    let mut questions = (1..).map_while(|number| register.get(&format!("{clause}/q{number}")));
    questions.any(|answer| answer.get(answer::STATE).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::of;
    use crate::domain::day;
    use crate::domain::record::Record;
    use crate::domain::record::check::Rule;
    use chrono::NaiveDate;

    fn date(text: &str) -> NaiveDate {
        day::iso(text).expect("a day")
    }

    fn named() -> Record {
        Record::new(&organization::KIND, organization::ID.into()).with(organization::NAME, "Acme")
    }

    fn found(record: &Record, answered: &[&str]) -> Vec<(Rule, &'static str)> {
        let mut register = Register::default();
        register.put(record.clone());
        for question in answered {
            let answer = Record::new(&answer::KIND, (*question).into());
            register.put(answer.with(answer::STATE, answer::State::Informal));
        }
        let problems = of(&register, record, date("2026-11-23"));
        problems
            .into_iter()
            .map(|problem| (problem.rule, problem.field))
            .collect()
    }

    #[test]
    fn what_a_clause_asks_is_missed_once_it_was_looked_at() {
        assert_eq!(found(&named(), &[]), []);
        assert_eq!(found(&named(), &["4.3/q2"]), [(SCOPE_MISSING, "scope")]);
        assert_eq!(
            found(&named(), &["5.3/q1"]),
            [(ROLE_UNASSIGNED, "conformity"), (ROLE_UNASSIGNED, "reporting")]
        );
        assert_eq!(found(&named(), &["4.1/q1"]), [(CLIMATE_UNANSWERED, "climate")]);
        let complete = named()
            .with(organization::SCOPE, "All of it")
            .with(organization::CONFORMITY, "ana")
            .with(organization::REPORTING, "ana")
            .with(organization::CLIMATE, organization::Climate::NotRelevant);
        assert_eq!(found(&complete, &["4.1/q1", "4.3/q1", "5.3/q1"]), []);
    }

    #[test]
    fn issues_are_looked_at_again_by_their_day() {
        let with_issue = |review: &str| {
            let row = [Value::text("Law"), Value::Empty, Value::Empty, date(review).into()];
            named()
                .with(organization::ISSUES, Value::set(vec![Value::Row(row.into())]))
                .with(organization::CLIMATE, organization::Climate::Relevant)
        };
        assert_eq!(found(&with_issue("2026-11-23"), &[]), []);
        assert_eq!(found(&with_issue("2026-11-22"), &[]), [(ISSUE_REVIEW, "issues")]);
        let unanswered = with_issue("2026-11-23").with(organization::CLIMATE, Value::Empty);
        assert_eq!(found(&unanswered, &[]), [(CLIMATE_UNANSWERED, "climate")]);
    }

    #[test]
    fn a_policy_is_approved_and_reviewed() {
        let policy = named().with(organization::POLICY, "docs/policy.md");
        assert_eq!(found(&policy, &[]), [(POLICY_UNAPPROVED, "policy_approved")]);
        let half = policy.with(organization::POLICY_APPROVED, date("2026-01-01"));
        assert_eq!(found(&half, &[]), [(POLICY_UNAPPROVED, "policy_approved")]);
        let approved = half.with(organization::POLICY_APPROVED_BY, "maya");
        assert_eq!(found(&approved, &[]), []);
        let late = approved.with(organization::POLICY_REVIEW, date("2026-11-22"));
        assert_eq!(found(&late, &[]), [(POLICY_REVIEW, "policy_review")]);
    }
}
