//! Check rules of the organization: its context, parties, scope, roles, opportunities and communications (4.1 to 7.4).

pub mod certificate;
mod channels;
mod communication;
mod context;
pub mod declaration;
mod files;
mod leadership;
mod opportunities;
mod parties;
pub mod people;
mod programme;
mod settings;

use crate::domain::kinds::organization;
use crate::domain::record::check::{Asked, Rule};
use crate::domain::record::nobody::declines;
use crate::domain::record::rules::Example;
use crate::domain::record::typed::{ColumnHandle, Handle, Line, Row, Rows, Table};
use crate::domain::record::value::Value;

pub use communication::{COMMUNICATION_INCOMPLETE, COMMUNICATION_LATE, COMMUNICATIONS_MISSING, NOBODY_AWARE};
pub use context::{
    CLIMATE_UNANSWERED, ISSUE_EFFECT, ISSUE_REVIEW, ISSUES_MISSING, ISSUES_ONE_SIDED, SCOPE_MISSING, issue_interval,
};
pub use files::FILES_UNREADABLE;
pub use leadership::{NO_TOP_MANAGEMENT, POLICY_UNTOLD, ROLE_UNASSIGNED};
pub use opportunities::{OPPORTUNITIES_MISSING, OPPORTUNITY_OPEN};
pub use parties::{PARTIES_MISSING, PARTY_INCOMPLETE, PROCESSES_MISSING};
pub use settings::SETTING_ENDED;

/// The check rules of the organization.
pub static RULES: &[&Rule] = &[
    &ISSUES_MISSING,
    &ISSUES_ONE_SIDED,
    &ISSUE_EFFECT,
    &CLIMATE_UNANSWERED,
    &ISSUE_REVIEW,
    &PARTIES_MISSING,
    &PARTY_INCOMPLETE,
    &SCOPE_MISSING,
    &PROCESSES_MISSING,
    &NO_TOP_MANAGEMENT,
    &POLICY_UNTOLD,
    &ROLE_UNASSIGNED,
    &OPPORTUNITIES_MISSING,
    &OPPORTUNITY_OPEN,
    &COMMUNICATIONS_MISSING,
    &COMMUNICATION_INCOMPLETE,
    &COMMUNICATION_LATE,
    &NOBODY_AWARE,
    &programme::PROGRAMME_INCOMPLETE,
    &programme::CADENCE_MISSING,
    &SETTING_ENDED,
    &people::UNKNOWN_PERSON,
    &certificate::CERTIFICATE_ENDED,
    &certificate::SURVEILLANCE_LATE,
    &certificate::CERTIFICATE_OF_ANOTHER_SCOPE,
    &declaration::UNDECLARED,
    &declaration::DECLARATION_OLD,
    &channels::NO_CHANNEL,
    &FILES_UNREADABLE,
];

const ACME: Example = Example::of(organization::ID, "name: Acme");

/// Returns the rows of a table that name something in a column; one that only says `no: we are small` names nothing.
fn naming<'a, T: Table>(asked: &Asked<'a>, table: Handle<Rows<T>>, named: ColumnHandle<T, Line>) -> Vec<Row<'a, T>> {
    let rows = asked.record.get(table).into_iter();
    rows.filter(|row| row.says(named) && !declines(row.get(named)))
        .collect()
}

/// Returns by what a row is known: its first cell.
fn name<'a, T>(row: &Row<'a, T>) -> &'a str {
    let first = row.cells().first().and_then(Value::as_text);
    first.unwrap_or("a row without a name")
}

/// Names rows in a sentence: `"Law", "Staff"`.
fn named<T>(rows: &[Row<'_, T>]) -> String {
    let names: Vec<_> = rows.iter().map(|row| format!("\"{}\"", name(row))).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::kinds::answer;
    use crate::domain::kinds::check::of;
    use crate::domain::record::Record;
    use crate::domain::register::Register;
    use chrono::NaiveDate;

    fn date(text: &str) -> NaiveDate {
        day::iso(text).expect("a day")
    }

    fn named() -> Record {
        Record::new(&organization::KIND, organization::ID.into()).with(organization::NAME, "Acme")
    }

    fn found(record: &Record, answered: &[&str]) -> Vec<(&'static Rule, &'static str)> {
        let mut register = Register::default();
        register.put(record.clone());
        for question in answered {
            let answer = Record::new(&answer::KIND, (*question).into());
            register.put(answer.with(answer::STATE, answer::State::Informal));
        }
        let problems = of(&register, record, date("2026-11-23"));
        let spoken_of = [&SCOPE_MISSING, &ROLE_UNASSIGNED, &CLIMATE_UNANSWERED, &ISSUE_REVIEW];
        let problems = problems.into_iter().filter(|problem| spoken_of.contains(&problem.rule));
        problems.map(|problem| (problem.rule, problem.field)).collect()
    }

    #[test]
    fn facts_of_a_clause_are_missed_once_it_is_assessed() {
        assert_eq!(found(&named(), &[]), []);
        assert_eq!(found(&named(), &["4.3/q2"]), [(&SCOPE_MISSING, "scope")]);
        assert_eq!(
            found(&named(), &["5.3/q1"]),
            [(&ROLE_UNASSIGNED, "conformity"), (&ROLE_UNASSIGNED, "reporting")]
        );
        assert_eq!(found(&named(), &["4.1/q1"]), [(&CLIMATE_UNANSWERED, "climate")]);
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
        assert_eq!(found(&with_issue("2026-11-22"), &[]), [(&ISSUE_REVIEW, "issues")]);
        let unanswered = with_issue("2026-11-23").with(organization::CLIMATE, Value::Empty);
        assert_eq!(found(&unanswered, &["4.1/q1"]), [(&CLIMATE_UNANSWERED, "climate")]);
    }
}
