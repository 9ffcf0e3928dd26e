//! What the organization lacks (4.1 to 5.3): scope, context, people and policy.
//!
//! A register that begins lacks nothing: what a clause asks is missed once one of its questions was answered.

use chrono::NaiveDate;

use crate::domain::check::{Found, Rule};
use crate::domain::kinds::{answer, organization};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

impl Found<'_> {
    /// Adds what can be found in the organization.
    pub(super) fn as_organization(&mut self, register: &Register, today: NaiveDate) {
        let record = self.record;
        if record.get(organization::SCOPE).is_empty() && is_answered(register, "4.3") {
            let sentence = "The scope of the AIMS is not said (4.3).";
            self.find(Rule::ScopeMissing, "scope", sentence);
        }
        if is_answered(register, "5.3") {
            if record.get(organization::CONFORMITY).is_empty() {
                let sentence = "Nobody sees to it that the AIMS conforms (5.3).";
                self.find(Rule::RoleUnassigned, "conformity", sentence);
            }
            if record.get(organization::REPORTING).is_empty() {
                let sentence = "Nobody reports to top management on the AIMS (5.3).";
                self.find(Rule::RoleUnassigned, "reporting", sentence);
            }
        }
        let issues = record.get(organization::ISSUES);
        if record.get(organization::CLIMATE).is_none() && (!issues.is_empty() || is_answered(register, "4.1")) {
            let sentence = "It is not said whether climate change is an issue (4.1).";
            self.find(Rule::ClimateUnanswered, "climate", sentence);
        }
        for row in issues {
            if let [issue, _, _, Value::Date(review)] = row
                && *review < today
            {
                let sentence = format!("To look at \"{issue}\" again was due on {review} (4.1).");
                self.find(Rule::IssueReview, "issues", sentence);
            }
        }
        if record.get(organization::POLICY).is_empty() {
            return;
        }
        let approved = record.get(organization::POLICY_APPROVED).is_some();
        if !approved || record.get(organization::POLICY_APPROVED_BY).is_empty() {
            let sentence = "It is not said who approved the AI policy on which day (5.2).";
            self.find(Rule::PolicyUnapproved, "policy_approved", sentence);
        }
        if let Some(review) = record.passed(organization::POLICY_REVIEW, today) {
            let sentence = format!("The AI policy was to be reviewed by {review} (A.2.4).");
            self.find(Rule::PolicyReview, "policy_review", sentence);
        }
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
    use crate::domain::record::Record;
    use crate::domain::schedule::day;

    fn date(text: &str) -> NaiveDate {
        day::iso(text).expect("a day")
    }

    fn named() -> Record {
        Record::new(&organization::KIND, "organization".into()).with(organization::NAME, "Acme")
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
        assert_eq!(found(&named(), &["4.3/q2"]), [(Rule::ScopeMissing, "scope")]);
        assert_eq!(
            found(&named(), &["5.3/q1"]),
            [
                (Rule::RoleUnassigned, "conformity"),
                (Rule::RoleUnassigned, "reporting")
            ]
        );
        assert_eq!(found(&named(), &["4.1/q1"]), [(Rule::ClimateUnanswered, "climate")]);
        let said = named()
            .with(organization::SCOPE, "All of it")
            .with(organization::CONFORMITY, "ana")
            .with(organization::REPORTING, "ana")
            .with(organization::CLIMATE, organization::Climate::NotRelevant);
        assert_eq!(found(&said, &["4.1/q1", "4.3/q1", "5.3/q1"]), []);
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
        assert_eq!(found(&with_issue("2026-11-22"), &[]), [(Rule::IssueReview, "issues")]);
        let unanswered = with_issue("2026-11-23").with(organization::CLIMATE, Value::Empty);
        assert_eq!(found(&unanswered, &[]), [(Rule::ClimateUnanswered, "climate")]);
    }

    #[test]
    fn a_policy_is_approved_and_reviewed() {
        let policy = named().with(organization::POLICY, "docs/policy.md");
        assert_eq!(found(&policy, &[]), [(Rule::PolicyUnapproved, "policy_approved")]);
        let half = policy.with(organization::POLICY_APPROVED, date("2026-01-01"));
        assert_eq!(found(&half, &[]), [(Rule::PolicyUnapproved, "policy_approved")]);
        let approved = half.with(organization::POLICY_APPROVED_BY, "maya");
        assert_eq!(found(&approved, &[]), []);
        let late = approved.with(organization::POLICY_REVIEW, date("2026-11-22"));
        assert_eq!(found(&late, &[]), [(Rule::PolicyReview, "policy_review")]);
    }
}
