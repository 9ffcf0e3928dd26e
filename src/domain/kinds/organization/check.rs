//! Check rules of the organization (4.1 to 5.3): context, parties, scope and roles.

pub mod certificate;

use crate::domain::kinds::organization;
use crate::domain::record::check::{Class, Rule, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::record::value::Value;

/// The check rules of the organization.
pub static RULES: &[&Rule] = &[
    &ISSUES_MISSING,
    &CLIMATE_UNANSWERED,
    &ISSUE_REVIEW,
    &PARTIES_MISSING,
    &SCOPE_MISSING,
    &ROLE_UNASSIGNED,
    &certificate::CERTIFICATE_ENDED,
    &certificate::SURVEILLANCE_LATE,
    &certificate::UNDECLARED,
    &certificate::DECLARATION_OLD,
];

const ACME: Example = Example::of(organization::ID, "name: Acme");

/// No issue that bears on the AIMS is named.
pub static ISSUES_MISSING: Rule = Rule {
    code: "AIMS-W808",
    name: "issues",
    sentence: "No issue that bears on the AIMS is named.",
    clauses: &["4.1"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    why: "Scope, risks and objectives follow from the context.",
    mend: "Name issues from outside and inside.",
    raise: |asked| {
        if !asked.record.get(organization::ISSUES).is_empty() {
            return nothing();
        }
        at(
            "issues",
            "No issue that bears on the AIMS is named, from outside or inside.",
        )
        .into()
    },
    example: ACME.change("issues: Law | external | duties"),
    ..Rule::PLAIN
};

/// It is not said whether climate change is an issue.
pub static CLIMATE_UNANSWERED: Rule = Rule {
    code: "AIMS-W803",
    name: "climate",
    sentence: "It is not said whether climate change is an issue.",
    clauses: &["4.1"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "The clause asks the organization to decide it.",
    mend: "Decide whether it is relevant, and why.",
    raise: |asked| {
        if asked.record.get(organization::CLIMATE).is_some() {
            return nothing();
        }
        at("climate", "It is not said whether climate change is an issue.").into()
    },
    example: ACME.change("climate: not relevant"),
    ..Rule::PLAIN
};

/// The day to look at an issue again is past.
pub static ISSUE_REVIEW: Rule = Rule {
    code: "AIMS-E801",
    name: "issue-review",
    sentence: "To look at an issue again was due.",
    clauses: &["4.1"],
    class: Class::OWN,
    why: "The organization set the day itself.",
    mend: "Look at it again and set the next day.",
    raise: |asked| {
        let rows = asked.record.get(organization::ISSUES).into_iter();
        let late = rows.filter_map(|row| match row {
            [issue, _, _, Value::Date(review), ..] if *review < asked.today => Some((issue, *review)),
            _ => None,
        });
        late.map(|(issue, review)| {
            at("issues", format!("To look at \"{issue}\" again was due on {review}.")).late_since(review)
        })
        .collect()
    },
    example: ACME
        .before("name: Acme; issues: Law | external | duties | 2026-09-01")
        .change("issues: Law | external | duties | 2027-09-01"),
    ..Rule::PLAIN
};

/// No interested party is named.
pub static PARTIES_MISSING: Rule = Rule {
    code: "AIMS-W817",
    name: "parties",
    sentence: "No interested party is named.",
    clauses: &["4.2"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    why: "What the AIMS has to meet follows from who expects what.",
    mend: "Name the parties with what they expect.",
    raise: |asked| {
        if !asked.record.get(organization::PARTIES).is_empty() {
            return nothing();
        }
        at("parties", "No interested party is named with what it expects.").into()
    },
    example: ACME.change("parties: Customers | fair answers | yes"),
    ..Rule::PLAIN
};

/// The scope of the AIMS is not stated.
pub static SCOPE_MISSING: Rule = Rule {
    code: "AIMS-W801",
    name: "scope-statement",
    sentence: "The scope of the AIMS is not stated.",
    clauses: &["4.3"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    why: "Everything else is asked of what lies in the scope.",
    mend: "State the scope.",
    raise: |asked| {
        if !asked.record.get(organization::SCOPE).is_empty() {
            return nothing();
        }
        at("scope", "The scope of the AIMS is not stated.").into()
    },
    example: ACME.change("scope: All of it"),
    ..Rule::PLAIN
};

/// Nobody sees to conformity, or nobody reports to top management.
pub static ROLE_UNASSIGNED: Rule = Rule {
    code: "AIMS-W802",
    name: "role-unassigned",
    sentence: "Nobody sees to conformity, or nobody reports to top management.",
    clauses: &["5.3"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "Top management assigns both.",
    mend: "Name a person for each.",
    raise: |asked| {
        let record = asked.record;
        let fields = [
            (
                record.get(organization::CONFORMITY),
                "conformity",
                "Nobody sees to it that the AIMS conforms.",
            ),
            (
                record.get(organization::REPORTING),
                "reporting",
                "Nobody reports to top management on the AIMS.",
            ),
        ];
        let class = if fields.iter().all(|(who, ..)| who.is_empty()) {
            Class::S_PLANNED_MAJOR
        } else {
            Class::S_PLANNED
        };
        let empty = fields.iter().filter(|(who, ..)| who.is_empty());
        empty
            .map(|(_, field, sentence)| at(field, *sentence).class(class))
            .collect()
    },
    example: ACME.change("conformity: ana; reporting: ben"),
    ..Rule::PLAIN
};

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
    fn what_a_clause_asks_is_missed_once_it_was_looked_at() {
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
