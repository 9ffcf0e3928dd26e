//! Check rules of the treatment plan of a risk: that it is approved, by whom, and what is to remain.

use chrono::NaiveDate;

use crate::domain::kinds::approval::entitled::Approvers;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::risk::check::residual_above;
use crate::domain::kinds::risk::{Status, Treatment};
use crate::domain::kinds::{organization, risk};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
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
    of: Subject::Each(|asked| asks_for_plan(asked.register, asked.record)),
    raise: |asked| {
        let lacks = match risk::plan(asked.register, asked.record) {
            risk::Plan::Approved => return nothing(),
            risk::Plan::Missing => "no action treats it.".to_owned(),
            risk::Plan::Draft => {
                let against = disbelieved(asked, asked.record.get(risk::PLAN_BY), asked.record.get(risk::PLAN_ON));
                let reason = |reason| format!("nobody who counts approved its plan: {reason}");
                against.map_or_else(|| "nobody approved its plan.".to_owned(), reason)
            }
            risk::Plan::Changed => "its plan changed since it was approved.".to_owned(),
        };
        at("plan_approved_by", format!("It lies above the appetite, and {lacks}")).into()
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
        is_treated && asks_for_plan(asked.register, asked.record)
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

/// Says why what somebody is said to have done on a day does not count: the name is nobody's, or the person had left.
pub(super) fn disbelieved(asked: &Asked<'_>, by: &str, on: Option<NaiveDate>) -> Option<String> {
    organization::why_nobody(asked.register, by, on).filter(|_| !by.is_empty())
}

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
        // Where the approval is needed, one that counts for nothing is told as none.
        let undesignated = |field: &'static str, by: &str, on, is_needed: &dyn Fn() -> bool| {
            let people = (!by.is_empty()).then(|| People::of(asked.register))?;
            let against = Approvers::Designated.said_against(&people, by, on)?;
            let is_told = !people.is_believed(by, on) && is_needed();
            (!is_told).then(|| at(field, against))
        };
        let (register, record) = (asked.register, asked.record);
        let plan = undesignated(
            "plan_approved_by",
            record.get(risk::PLAN_BY),
            record.get(risk::PLAN_ON),
            &|| record.get(risk::STATUS) == Some(Status::Open) && is_above(register, record),
        );
        let acceptance = undesignated(
            "accepted_by",
            record.get(risk::ACCEPTED_BY),
            record.get(risk::ACCEPTED_ON),
            &|| residual_above(register, record),
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
                "name: Acme; people: ben | Ben Okafor | Developer\nzoe | Zoe Lind | CEO | | | | yes",
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

/// Tells whether a risk has to have an approved plan: it is open, not accepted, and lies above the appetite.
pub fn asks_for_plan(register: &Register, risk: &Record) -> bool {
    super::is_open(risk) && is_above(register, risk)
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
