//! Check rules of roles: the competence that is needed, had, and shown (7.2).

use crate::domain::kinds::action::{self, Effect};
use crate::domain::kinds::role::Held;
use crate::domain::kinds::{document, evidence, organization, role};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::prose::some_of;
use crate::domain::record::rules::Example;
use crate::domain::record::typed::Row;

/// The check rules of roles.
pub static RULES: &[&Rule] = &[
    &NOTHING_NEEDED,
    &COMPETENCE_LACKING,
    &COMPETENCE_UNSHOWN,
    &EFFECT_UNCHECKED,
    &INCOMPLETE,
];

const AUDITOR: Example = Example::of(
    "J-00000",
    "title: Auditor; holders: dora | holder; needs: Auditing | course",
);

static NOTHING_NEEDED: Rule = Rule {
    code: "AIMS-W860",
    name: "competence-undetermined",
    sentence: "No needed competence is determined.",
    clauses: &["7.2"],
    class: Class::S_PLANNED,
    once_begun: true,
    hides: &["AIMS-W864"],
    why: "Who lacks what can only be told once it is said what is needed.",
    mend: "Say of a role what competence it needs.",
    of: Subject::Whole,
    raise: |asked| {
        let needs = |role: &Record| !role.is_retired() && !role.get(role::NEEDS).is_empty();
        if asked.register.of(&role::KIND).any(needs) {
            return nothing();
        }
        let raised = at("", "No role says what competence it needs.");
        document::kept_elsewhere(asked, "7.2/d1", raised).into()
    },
    cleared_by: Some(("role", "J-00000", "title: Auditor; needs: Auditing | course")),
    ..Rule::PLAIN
};

static COMPETENCE_LACKING: Rule = Rule {
    code: "AIMS-W861",
    name: "competence-lacking",
    sentence: "A holder lacks a needed competence, and nothing is done.",
    clauses: &["7.2"],
    class: Class::S_DONE,
    why: "People are competent for what they do, or become it.",
    mend: "Say that the holder has it and what shows it, or name the action that closes the gap.",
    raise: |asked| {
        let is_met = |row: &Row<'_, Held>| row.get(Held::HAS) == Some(role::Has::Yes) || is_acted_on(asked, *row);
        let needed = role::needed(asked.register, asked.record, asked.today).into_iter();
        let lacks = needed.filter(|needed| !needed.held.as_ref().is_some_and(is_met));
        let is_partly = |needed: &role::Needed<'_>| {
            needed
                .held
                .as_ref()
                .is_some_and(|row| row.get(Held::HAS) == Some(role::Has::Partly))
        };
        let (partly, lacks): (Vec<_>, Vec<_>) = lacks.partition(is_partly);
        if partly.is_empty() && lacks.is_empty() {
            return nothing();
        }
        let told = [("not had", lacks), ("had only partly", partly)]
            .into_iter()
            .filter(|(_, all)| !all.is_empty());
        let told = told.map(|(how, all)| {
            let pairs: Vec<_> = all.iter().map(|needed| (needed.person, needed.need)).collect();
            format!("Needed and {how}, and no action closes the gap: {}.", by_person(&pairs))
        });
        let sentence = told.collect::<Vec<_>>().join(" ");
        let raised = at("held", sentence);
        document::kept_elsewhere(asked, "7.2/d1", raised).into()
    },
    example: AUDITOR.change("held: dora | Auditing | yes"),
    ..Rule::PLAIN
};

static COMPETENCE_UNSHOWN: Rule = Rule {
    code: "AIMS-W862",
    name: "competence-unshown",
    sentence: "A competence is said to be there, and nothing shows it.",
    clauses: &["7.2"],
    class: Class::S_DONE,
    why: "Documented information shows competence.",
    mend: "Name the evidence: a certificate, a course, work that was done.",
    raise: |asked| {
        let is_shown = |row: &Row<'_, Held>| {
            let evidence = row.get(Held::SHOWN);
            let evidence = evidence.and_then(|id| asked.register.get(id.as_str()));
            evidence.is_some_and(|record| evidence::shows(asked.register, record, asked.record.id(), asked.today))
        };
        let rows = asked.record.get(role::HELD).into_iter();
        let rows = rows.filter(|row| row.get(Held::HAS) == Some(role::Has::Yes) && !is_shown(row));
        let rows: Vec<_> = rows.map(|row| (row.get(Held::PERSON), row.get(Held::NEED))).collect();
        if rows.is_empty() {
            return nothing();
        }
        let sentence = format!("Said to be had, and no valid evidence shows it: {}.", by_person(&rows));
        let raised = at("held", sentence);
        document::kept_elsewhere(asked, "7.2/d1", raised).into()
    },
    example: AUDITOR
        .before("title: Auditor; holders: dora | holder; needs: Auditing | course; held: dora | Auditing | yes")
        .beside(&[(
            "evidence",
            "E-00000",
            "title: Course; location: https://example.org/course",
        )])
        .change("held: dora | Auditing | yes | E-00000"),
    ..Rule::PLAIN
};

static EFFECT_UNCHECKED: Rule = Rule {
    code: "AIMS-W863",
    name: "competence-unchecked",
    sentence: "Whether an action made somebody competent was not checked.",
    clauses: &["7.2"],
    class: Class::S_DONE,
    why: "A course that was held need not have taught anything.",
    mend: "Check the effect of the action.",
    raise: |asked| {
        let action = |row: Row<'_, Held>| asked.register.get(row.get(Held::ACTION)?.as_str());
        let is_unchecked = |action: &&Record| {
            let due = action::check_due(asked.register, action);
            action::may_await_check(action) && due.is_none_or(|day| day < asked.today)
        };
        let rows = asked.record.get(role::HELD).into_iter();
        let actions: Vec<_> = rows.filter_map(action).filter(is_unchecked).collect();
        if actions.is_empty() {
            return nothing();
        }
        let mut ids: Vec<_> = actions.iter().map(|action| action.id().as_str()).collect();
        ids.dedup();
        at("held", format!("Nobody checked whether it helped: {}.", ids.join(", "))).into()
    },
    example: AUDITOR
        .before("title: Auditor; holders: dora | holder; needs: Auditing | course; held: dora | Auditing | partly | | | T-00000")
        .beside(&[("action", "T-00000", "title: Course; status: done; closed: 2026-01-10")])
        .change("held: dora | Auditing | yes"),
    ..Rule::PLAIN
};

static INCOMPLETE: Rule = Rule {
    code: "AIMS-W864",
    name: "role-incomplete",
    sentence: "It is not said what competence the role needs, or who holds it.",
    clauses: &["5.3", "7.2"],
    class: Class::ADVICE_PLANNED,
    why: "A role that nobody holds is not filled, and one that needs nothing cannot be lacking.",
    mend: "Say what competence the role needs, and who holds it.",
    raise: |asked| {
        let needs_nothing = asked.record.get(role::NEEDS).is_empty();
        let needs = needs_nothing.then(|| at("needs", "It is not said what competence the role needs."));
        let mut persons = role::persons(asked.register, asked.record, asked.today).into_iter();
        let is_held = persons.any(|name| organization::is_believed(asked.register, name, Some(asked.today)));
        let holders = (!is_held).then(|| at("holders", "Nobody of the people is said to hold the role."));
        needs.into_iter().chain(holders).collect()
    },
    example: AUDITOR
        .before("title: Auditor; holders: dora | holder")
        .change("needs: Auditing | course"),
    ..Rule::PLAIN
};

/// Names competences with who needs them: `ana (Auditing, Risk assessment)`.
fn by_person(all: &[(&str, &str)]) -> String {
    let mut persons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (person, need) in all {
        match persons.iter_mut().find(|(known, _)| known == person) {
            Some((_, needs)) => needs.push(need),
            None => persons.push((person, vec![need])),
        }
    }
    some_of(
        persons
            .iter()
            .map(|(person, needs)| format!("{person} ({})", some_of(needs))),
    )
}

/// Tells whether an action closes the gap of a row: one that is open, or done and not without effect.
fn is_acted_on(asked: &Asked<'_>, row: Row<'_, Held>) -> bool {
    let action = row.get(Held::ACTION);
    let action = action.and_then(|id| asked.register.get(id.as_str()));
    action.is_some_and(|action| {
        let is_done = action.get(action::STATUS) == Some(action::Status::Done);
        action::comes_in_time(action, asked.today)
            || is_done && !action.is_retired() && action.get(action::EFFECTIVE) != Some(Effect::No)
    })
}
