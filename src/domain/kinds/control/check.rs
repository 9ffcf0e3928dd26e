//! Check rules of controls: the Statement of Applicability (6.1.3).

use crate::domain::kinds::action;
use crate::domain::kinds::control::{self, Status};
use crate::domain::record::Record;
use crate::domain::record::check::{Found, checks};
use crate::domain::register::Register;

checks! {
    find;
    /// A control is excluded and treats an open risk all the same.
    EXCLUDED_TREATS "AIMS-E501" "excluded-treats";
    /// A control is excluded without the reason that 6.1.3 asks for.
    EXCLUDED_UNREASONED "AIMS-W501" "excluded-unreasoned";
    /// A control is chosen without a basis, a reason or a record that carries one.
    CHOSEN_UNREASONED "AIMS-W502" "chosen-unreasoned";
    /// A control is said to be implemented, and no evidence that still holds shows it.
    IMPLEMENTED_UNSHOWN "AIMS-W503" "implemented-unshown";
    /// A control is said to be implemented, and nobody answers for it.
    IMPLEMENTED_UNOWNED "AIMS-W504" "implemented-unowned";
    /// A control is planned or partial, with neither an open action nor a day to look at it again.
    UNPLANNED "AIMS-W505" "unplanned";
    /// An own control has no title.
    UNTITLED "AIMS-W506" "untitled";
}

/// Adds what can be found in a control. An untouched one waits, as any record the catalogue implies.
fn find(found: &mut Found<'_>) {
    let (record, register) = (found.record, found.register);
    if !found.is_written() {
        return;
    }
    if register.catalogue().control(record.id().as_str()).is_none() && record.get(control::TITLE).is_empty() {
        found.add(UNTITLED, "title", "An own control needs a title.");
    }
    if control::is_applicable(record) {
        find_in_chosen(found);
    } else {
        find_in_excluded(found);
    }
}

fn find_in_excluded(found: &mut Found<'_>) {
    let (record, register) = (found.record, found.register);
    if !control::has_reason(record) {
        let sentence = "An excluded control needs the reason (6.1.3).";
        found.add(EXCLUDED_UNREASONED, "reason", sentence);
    }
    let risks: Vec<_> = control::open_risks(register, record)
        .map(|risk| risk.id().to_string())
        .collect();
    if !risks.is_empty() {
        let risks = risks.join(", ");
        let sentence = format!("It is excluded, and open risks are treated by it: {risks}.");
        found.add(EXCLUDED_TREATS, "applicability", sentence);
    }
}

fn find_in_chosen(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    if !control::has_reason(record) {
        let sentence = "A chosen control needs a basis, a reason or a record that carries it (6.1.3).";
        found.add(CHOSEN_UNREASONED, "basis", sentence);
    }
    match record.get(control::STATUS) {
        Some(Status::Implemented) => {
            if control::valid_evidence(register, record.id(), today) == 0 {
                let sentence = "It is implemented, and no evidence that still holds shows it.";
                found.add(IMPLEMENTED_UNSHOWN, "status", sentence);
            }
            if record.owner().is_empty() {
                found.add(
                    IMPLEMENTED_UNOWNED,
                    "owner",
                    "It is implemented, and nobody answers for it.",
                );
            }
        }
        Some(status @ (Status::Planned | Status::Partial))
            if record.get(control::REVIEW).is_none() && !has_open_action(register, record) =>
        {
            let word = if status == Status::Planned {
                "planned"
            } else {
                "partial"
            };
            let sentence = format!("It is {word}, with neither an open action nor a day to look at it again.");
            found.add(UNPLANNED, "review", sentence);
        }
        _ => {}
    }
}

/// Tells whether something is still to be done for a control.
fn has_open_action(register: &Register, record: &Record) -> bool {
    register.linked_of(&action::KIND, record.id()).any(Record::is_open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::of;
    use crate::domain::day;
    use crate::domain::kinds::control::{Applicability, Basis};
    use crate::domain::kinds::{evidence, risk, system};
    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        day::iso("2026-11-23").expect("a day")
    }

    fn entry(id: &str) -> Record {
        Record::new(&control::KIND, id.into())
    }

    fn chosen() -> Record {
        entry("A.2.2")
            .with(control::BASIS, vec![Basis::RiskTreatment])
            .with(control::OWNER, "ana")
    }

    fn codes(others: Vec<Record>, record: Record) -> Vec<&'static str> {
        let mut register = Register::default();
        let id = record.id().clone();
        register.put(record);
        for other in others {
            register.put(other);
        }
        let record = register.get(id.as_str()).expect("the record");
        of(&register, record, today())
            .iter()
            .map(|problem| problem.rule.code)
            .collect()
    }

    #[test]
    fn an_untouched_control_has_no_problems() {
        assert_eq!(codes(Vec::new(), entry("A.2.2")), [""; 0]);
        assert_eq!(codes(Vec::new(), chosen()), [""; 0]);
    }

    #[test]
    fn a_stand_needs_a_reason_either_way_and_says_it_once() {
        assert_eq!(
            codes(Vec::new(), entry("A.2.2").with(control::OWNER, "ana")),
            ["AIMS-W502"]
        );
        let excluded = entry("A.2.2").with(control::APPLICABILITY, Applicability::Excluded);
        assert_eq!(codes(Vec::new(), excluded.clone()), ["AIMS-W501"]);
        assert_eq!(
            codes(Vec::new(), excluded.with(control::REASON, "no data is bought")),
            [""; 0]
        );
    }

    #[test]
    fn an_excluded_control_treats_no_open_risk() {
        let excluded = entry("A.2.2")
            .with(control::APPLICABILITY, Applicability::Excluded)
            .with(control::REASON, "not needed");
        let risk = Record::new(&risk::KIND, "R-00000".into())
            .with(risk::TITLE, "Leak")
            .with(risk::CONTROLS, vec![Id::new("A.2.2")]);
        assert_eq!(codes(vec![risk.clone()], excluded.clone()), ["AIMS-E501"]);
        assert_eq!(
            codes(vec![risk.with(risk::STATUS, risk::Status::Closed)], excluded),
            [""; 0]
        );
    }

    #[test]
    fn what_is_implemented_is_shown_and_owned() {
        let done = chosen().with(control::STATUS, Status::Implemented);
        let piece = Record::new(&evidence::KIND, "E-00000".into()).with(evidence::SUPPORTS, vec![Id::new("A.2.2")]);
        assert_eq!(codes(vec![piece.clone()], done.clone()), [""; 0]);
        assert_eq!(codes(Vec::new(), done.clone()), ["AIMS-W503"]);
        let expired = piece.clone().with(evidence::EXPIRES, day::iso("2026-11-22"));
        assert_eq!(codes(vec![expired], done.clone()), ["AIMS-W503"]);
        let retired = piece.clone().with(evidence::RETIRED, today());
        assert_eq!(codes(vec![retired], done.clone()), ["AIMS-W503"]);
        assert_eq!(
            codes(vec![piece], done.with(control::OWNER, Value::Empty)),
            ["AIMS-W504"]
        );
    }

    #[test]
    fn what_is_on_its_way_has_an_action_or_a_day() {
        let partial = chosen().with(control::STATUS, Status::Partial);
        let action = Record::new(&action::KIND, "T-00000".into()).with(action::CONTROLS, vec![Id::new("A.2.2")]);
        assert_eq!(codes(Vec::new(), partial.clone()), ["AIMS-W505"]);
        assert_eq!(
            codes(Vec::new(), partial.clone().with(control::REVIEW, today())),
            [""; 0]
        );
        assert_eq!(codes(vec![action.clone()], partial.clone()), [""; 0]);
        let done = action.with(action::STATUS, action::Status::Done);
        assert_eq!(codes(vec![done], partial), ["AIMS-W505"]);
    }

    #[test]
    fn an_exception_is_for_a_system_there_is() {
        let row = |id: &str| Value::Row([Value::Reference(Id::new(id)), "no data".into()].into());
        let with = |id: &str| chosen().with(control::EXCEPTIONS, vec![row(id)]);
        let system = Record::new(&system::KIND, "chat".into()).with(system::TITLE, "Chat");
        assert_eq!(codes(vec![system], with("chat")), [""; 0]);
        assert_eq!(codes(Vec::new(), with("gone")), ["AIMS-E101"]);
        assert_eq!(codes(Vec::new(), with("method")), ["AIMS-E102"]);
    }

    #[test]
    fn an_own_control_is_called_something() {
        let own = chosen().renamed(Id::new("ORG-1"));
        assert_eq!(codes(Vec::new(), own.clone()), ["AIMS-W506"]);
        assert_eq!(codes(Vec::new(), own.with(control::TITLE, "Access")), [""; 0]);
    }
}
