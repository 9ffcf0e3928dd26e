//! Check rules on top management, the policy made known, and roles (5.1 to 5.3).

use chrono::Days;

use super::ACME;
use super::people::nobody_in;
use crate::domain::kinds::organization::Communications;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::{answer, document, organization};
use crate::domain::record::check::{Class, Phase, Rule, at, nothing};
use crate::domain::record::typed::{Handle, Person as Somebody, Row};

/// How many days after its approval the AI policy is made known inside.
const MADE_KNOWN_IN: Days = Days::new(30);

/// The question whether the policy is made known inside.
const MADE_KNOWN: &str = "5.2/q4";

/// Nobody is marked as top management.
pub static NO_TOP_MANAGEMENT: Rule = Rule {
    code: "AIMS-W827",
    name: "top-management",
    sentence: "Nobody is marked as top management.",
    clauses: &["5.1", "9.3.1"],
    class: Class::ADVICE_PLANNED,
    once_begun: true,
    why: "Who approves the policy and holds the management review is top management.",
    mend: "Mark the people who are.",
    raise: |asked| {
        let people = People::of(asked.register);
        let top: Vec<_> = people.iter().filter(|person| person.is_top()).collect();
        let sentence = match top[..] {
            [] => "Nobody of the people is marked as top management.",
            [..] if top.iter().all(|person| person.had_left(asked.today)) => {
                "Everybody marked as top management has left."
            }
            [..] => return nothing(),
        };
        at("people", sentence).into()
    },
    example: ACME
        .before("name: Acme; people: carla | Carla Rossi | Director")
        .change("people: carla | Carla Rossi | Director | | | | yes")
        .beside(&[("answer", "5.1/q1", "state: informal")]),
    ..Rule::PLAIN
};

/// The AI policy as approved was not made known inside.
pub static POLICY_UNTOLD: Rule = Rule {
    code: "AIMS-W830",
    name: "policy-untold",
    sentence: "The AI policy as approved was not made known inside.",
    clauses: &["5.2"],
    class: Class::S_PLANNED.in_phase(Phase::Done),
    why: "People can only follow a policy that they know.",
    mend: "Communicate it and say when that was.",
    raise: |asked| {
        let is_located = document::is_kept(asked.register, document::POLICY);
        let policy = asked.register.get(document::POLICY).filter(|_| is_located);
        let approved = policy.and_then(|policy| document::approval(policy)?.on);
        let Some(approved) = approved else { return nothing() };
        let is_early = approved
            .checked_add_days(MADE_KNOWN_IN)
            .is_none_or(|day| day >= asked.today);
        let is_answered = asked
            .register
            .get(MADE_KNOWN)
            .and_then(|answer| answer.get(answer::STATE))
            == Some(answer::State::Operating);
        let is_told = |row: Row<'_, Communications>| {
            let is_policy = row.get(Communications::REQUIREMENT).trim() == "5.2";
            let last = row.get(Communications::LAST);
            is_policy && last.is_some_and(|last| last >= approved && last <= asked.today)
        };
        let mut rows = asked.record.get(organization::COMMUNICATIONS).into_iter();
        if is_early || is_answered || rows.any(is_told) {
            return nothing();
        }
        let sentence = format!("The AI policy approved on {approved} was not made known inside since.");
        at("communications", sentence).into()
    },
    example: ACME
        .beside(&[(
            "document",
            document::POLICY,
            "location: docs/policy.md; approvals: 1 | 2026-09-01 | carla",
        )])
        .change("communications: Policy | staff | 5.2 | inside | year | mail | ana | 2026-09-10"),
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
        let fields = [
            (organization::CONFORMITY, "Nobody sees to it that the AIMS conforms."),
            (organization::REPORTING, "Nobody reports to top management on the AIMS."),
        ];
        let lacks = |(field, sentence): (Handle<Somebody>, &str)| {
            let who = asked.record.get(field);
            let name = organization::KIND.declared(field).name;
            nobody_in(asked, name, who, Some(asked.today), sentence)
        };
        let lacking: Vec<_> = fields.into_iter().filter_map(lacks).collect();
        let class = if lacking.len() == fields.len() {
            Class::S_PLANNED_MAJOR
        } else {
            Class::S_PLANNED
        };
        lacking.into_iter().map(|raised| raised.class(class)).collect()
    },
    example: ACME.change("conformity: ana; reporting: ben"),
    ..Rule::PLAIN
};
