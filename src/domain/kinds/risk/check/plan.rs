//! Check rules of the treatment plan of a risk: that it is approved, by whom, and what is to remain.

use crate::domain::kinds::approval::entitled::Approvers;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::risk::{Status, Treatment};
use crate::domain::kinds::{organization, risk};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

const OPEN: Example = Example::of(
    "R-00001",
    "title: Leak; owner: ana; current: 5 5/5/5; status: open; treatment: mitigate; target: 1 1/1/1",
)
.beside(&[(
    "action",
    "T-00001",
    "title: Filter; status: open; owner: ana; due: +1m; risks: R-00001",
)]);

/// The treatment plan of a risk above the appetite is missing, not approved, or changed since.
pub static PLAN_UNAPPROVED: Rule = Rule {
    code: "AIMS-W402",
    name: "plan-unapproved",
    sentence: "The plan of a risk above the appetite is missing, not approved, or changed since.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    most: true,
    why: "Designated management approves the plan and takes on what remains.",
    mend: "Have the plan approved as it is now.",
    of: Subject::Each(|asked| {
        asked.record.get(risk::STATUS) == Some(Status::Open) && is_above(asked.register, asked.record)
    }),
    raise: |asked| {
        let sentence = match risk::plan(asked.register, asked.record) {
            risk::Plan::Approved => return nothing(),
            risk::Plan::Missing => "It lies above the appetite, and no action treats it.",
            risk::Plan::Draft => "It lies above the appetite, and nobody approved its plan.",
            risk::Plan::Changed => "It lies above the appetite, and its plan changed since it was approved.",
        };
        at("plan_approved_by", sentence).into()
    },
    example: OPEN.change("plan_approved_by: zoe; plan_approved_on: today"),
    ..Rule::PLAIN
};

/// It is not said what remains of a risk above the appetite after its treatment.
pub static RESIDUAL_UNSAID: Rule = Rule {
    code: "AIMS-W411",
    name: "residual-unsaid",
    sentence: "It is not said what remains after treatment.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    why: "Whoever approves the plan takes on what remains.",
    mend: "Judge the level that is aimed at.",
    of: Subject::Each(|asked| {
        let is_treated = matches!(
            asked.record.get(risk::TREATMENT),
            Some(Treatment::Mitigate | Treatment::Transfer)
        );
        asked.record.get(risk::STATUS) == Some(Status::Open) && is_treated && is_above(asked.register, asked.record)
    }),
    raise: |asked| {
        if asked.record.get(risk::TARGET).is_some() {
            return nothing();
        }
        at(
            "target",
            "It lies above the appetite, and it is not said what remains after treatment.",
        )
        .into()
    },
    example: OPEN
        .before("title: Leak; owner: ana; current: 5 5/5/5; status: open; treatment: mitigate")
        .change("target: 1 1/1/1"),
    ..Rule::PLAIN
};

/// Somebody approved a plan or accepted a risk who is not designated to.
pub static UNDESIGNATED: Rule = Rule {
    code: "AIMS-W405",
    name: "approver-undesignated",
    sentence: "Plan or acceptance was approved by somebody not designated.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    why: "Plans are approved and risks accepted by designated management.",
    mend: "Have it approved by one of the approvers, or mark the person as one.",
    of: Subject::Each(|asked| asked.record.is_open()),
    raise: |asked| {
        let undesignated = |field: &'static str, by: &str, on| {
            let people = || People::of(asked.register);
            let against = (!by.is_empty()).then(|| Approvers::Designated.said_against(&people(), by, on))?;
            against.map(|sentence| at(field, sentence))
        };
        let record = asked.record;
        let plan = undesignated("plan_approved_by", record.get(risk::PLAN_BY), record.get(risk::PLAN_ON));
        let acceptance = undesignated(
            "accepted_by",
            record.get(risk::ACCEPTED_BY),
            record.get(risk::ACCEPTED_ON),
        );
        plan.into_iter().chain(acceptance).collect()
    },
    example: OPEN
        .before(
            "title: Leak; owner: ana; current: 5 5/5/5; status: open; treatment: mitigate; target: 1 1/1/1; \
             plan_approved_by: ben; plan_approved_on: today",
        )
        .beside(&[
            (
                "organization",
                organization::ID,
                "name: Acme; people: zoe | Zoe Lind | CEO | | | | yes",
            ),
            (
                "action",
                "T-00001",
                "title: Filter; status: open; owner: ana; due: +1m; risks: R-00001",
            ),
        ])
        .change("plan_approved_by: zoe"),
    ..Rule::PLAIN
};

/// Tells whether somebody may approve plans, accept risks and let a system into use: one of top management or an approver; while
/// nobody is marked as one, everybody.
pub fn is_designated(register: &Register, by: &str) -> bool {
    People::of(register).is_designated(by)
}

/// Tells whether a risk lies above the appetite as things stand.
pub(super) fn is_above(register: &Register, risk: &Record) -> bool {
    let method = register.method();
    risk::current_level(method, risk).is_some_and(|level| method.exceeds(level))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::check::testing::{due_action, risk_above_appetite, today, treatment_codes};
    use crate::domain::record::value::Value;

    #[test]
    fn a_risk_above_the_appetite_needs_a_plan_approved_as_it_is() {
        let open = risk_above_appetite(risk::Status::Open);
        let approved = open.clone().with(risk::PLAN_BY, "zoe").with(risk::PLAN_ON, today());
        assert_eq!(
            treatment_codes(vec![open.clone()]),
            [""; 0],
            "that nothing is done says more"
        );
        assert_eq!(treatment_codes(vec![open, due_action("T-00001")]), ["AIMS-W402"]);
        assert_eq!(treatment_codes(vec![approved.clone(), due_action("T-00001")]), [""; 0]);
        let row = Value::Row([Value::text("T-00001"), Value::Date(today())].into());
        let covers = approved.with(risk::PLAN_COVERS, Value::set(vec![row]));
        assert_eq!(treatment_codes(vec![covers.clone(), due_action("T-00001")]), [""; 0]);
        assert_eq!(
            treatment_codes(vec![covers, due_action("T-00001"), due_action("T-00002")]),
            ["AIMS-W402"]
        );
    }
}
