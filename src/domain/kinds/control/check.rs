//! Check rules of controls: the Statement of Applicability (6.1.3) and their operation (8.1).

mod operation;

use crate::domain::kinds::action;
use crate::domain::kinds::control::{self, Status};
use crate::domain::kinds::organization::check::people::unowned;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::choice::Choices;
use crate::domain::record::rules::Example;

pub use operation::{IMPLEMENTED_UNSHOWN, TEST_LATE, UNTESTED, interval, next_test, roles_held};

/// The check rules of controls.
pub static RULES: &[&Rule] = &[
    &EXCLUDED_TREATS,
    &EXCLUDED_UNREASONED,
    &CHOSEN_UNREASONED,
    &operation::IMPLEMENTED_UNSHOWN,
    &IMPLEMENTED_UNOWNED,
    &UNPLANNED,
    &UNTITLED,
    &UNDECIDED,
    &NOT_BEGUN,
    &operation::ON_ITS_WAY,
    &operation::UNTESTED,
    &operation::TEST_LATE,
    &operation::EXCLUDED_AGAINST_ROLE,
];

const CHOSEN: Example = Example::of("A.2.2", "basis: risk treatment; owner: ana");

static EXCLUDED_TREATS: Rule = Rule {
    code: "AIMS-E501",
    name: "excluded-treats",
    sentence: "It is excluded and treats open risks.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    why: "The Statement of Applicability and the risk register contradict each other.",
    mend: "Include the control, or treat the risks by another one.",
    of: Subject::Each(is_excluded),
    raise: |asked| {
        let risks = control::open_risks(asked.register, asked.record);
        let risks: Vec<_> = risks.map(|risk| risk.id().to_string()).collect();
        if risks.is_empty() {
            return nothing();
        }
        let sentence = format!(
            "It is excluded, and open risks are treated by it: {}.",
            risks.join(", ")
        );
        at("applicability", sentence).into()
    },
    example: Example::of("A.2.2", "applicability: excluded; reason: not needed")
        .beside(&[("risk", "R-00000", "title: Leak; status: open; controls: A.2.2")])
        .change("applicability: included"),
    ..Rule::PLAIN
};

static EXCLUDED_UNREASONED: Rule = Rule {
    code: "AIMS-W501",
    name: "excluded-unreasoned",
    sentence: "An excluded control has no reason.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    why: "An auditor asks for each exclusion why the risk assessment does not need the control. Yes, no or N/A is no reason.",
    mend: "Say why the control is not needed.",
    of: Subject::Each(|asked| asked.is_written() && is_excluded(asked)),
    raise: |asked| {
        if control::has_reason(asked.record) {
            return nothing();
        }
        at("reason", "An excluded control needs the reason.").into()
    },
    example: Example::of("A.2.2", "applicability: excluded").change("reason: no data is bought"),
    ..Rule::PLAIN
};

static CHOSEN_UNREASONED: Rule = Rule {
    code: "AIMS-W502",
    name: "chosen-unreasoned",
    sentence: "A chosen control has no reason.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    why: "The Statement of Applicability says for each control why it is included.",
    mend: "Choose a basis, give a reason, or link the risk it treats.",
    of: Subject::Each(|asked| asked.is_written() && !is_excluded(asked) && !is_undecided(asked)),
    raise: |asked| {
        if control::has_reason(asked.record) {
            return nothing();
        }
        at(
            "basis",
            "A chosen control needs a basis, a reason or a record that carries it.",
        )
        .into()
    },
    example: Example::of("A.2.2", "applicability: included; owner: ana").change("basis: risk treatment"),
    ..Rule::PLAIN
};

static IMPLEMENTED_UNOWNED: Rule = Rule {
    code: "AIMS-W504",
    name: "implemented-unowned",
    sentence: "Nobody answers for it.",
    why: "Without an owner nobody notices when it stops to work.",
    mend: "Set the owner.",
    of: Subject::Each(is_implemented),
    raise: |asked| {
        unowned(asked, "It is implemented, and nobody answers for it.")
            .into_iter()
            .collect()
    },
    example: CHOSEN
        .before("basis: risk treatment; status: implemented")
        .change("owner: ana"),
    ..Rule::PLAIN
};

static UNPLANNED: Rule = Rule {
    code: "AIMS-W505",
    name: "unplanned",
    sentence: "It is planned or partial, with neither open action nor day.",
    clauses: &["8.1"],
    class: Class::S_DONE,
    why: "What is planned by no action and no day is not planned.",
    mend: "Link an open action, or set the day of the next look.",
    of: Subject::Each(|asked| {
        matches!(
            asked.record.get(control::STATUS),
            Some(Status::Planned | Status::Partial)
        ) && !is_excluded(asked)
    }),
    raise: |asked| {
        let has_action = asked
            .register
            .linked_of(&action::KIND, asked.record.id())
            .any(|action| action::comes_in_time(action, asked.today));
        if asked.record.get(control::REVIEW).is_some() || has_action {
            return nothing();
        }
        let word = asked
            .record
            .get(control::STATUS)
            .map_or("", |status| status.item().label);
        let sentence = format!("It is {word}, with neither an open action within reach nor a day to look at it again.");
        at("review", sentence).under(asked.record.id().as_str()).into()
    },
    example: CHOSEN
        .before("basis: risk treatment; owner: ana; status: partial")
        .change("review: +1m"),
    ..Rule::PLAIN
};

static UNTITLED: Rule = Rule {
    code: "AIMS-W506",
    name: "untitled",
    sentence: "An own control has no title.",
    class: Class::ADVICE_REGISTER,
    why: "Lists and the Statement of Applicability show nothing but its id.",
    mend: "Give it a title.",
    of: Subject::Each(|asked| {
        asked.is_written() && asked.register.catalogue().control(asked.record.id().as_str()).is_none()
    }),
    raise: |asked| {
        if !asked.record.get(control::TITLE).is_empty() {
            return nothing();
        }
        at("title", "An own control needs a title.").into()
    },
    example: Example::of("ORG-1", "basis: risk treatment; owner: ana").change("title: Access"),
    ..Rule::PLAIN
};

/// Nobody decided on a control.
pub static UNDECIDED: Rule = Rule {
    code: "AIMS-W507",
    name: "control-undecided",
    sentence: "Nobody decided whether the control applies, and why.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    once_begun: true,
    most: true,
    why: "The Statement of Applicability compares the necessary controls with all of Annex A.",
    mend: "Include it with its basis, or exclude it with the reason.",
    of: Subject::Each(|asked| asked.register.catalogue().control(asked.record.id().as_str()).is_some()),
    raise: |asked| {
        if !is_undecided(asked) {
            return nothing();
        }
        at("applicability", "Nobody decided whether it applies, and why.").into()
    },
    example: Example::of("A.2.2", "").change("basis: risk treatment"),
    ..Rule::PLAIN
};

static NOT_BEGUN: Rule = Rule {
    code: "AIMS-W514",
    name: "control-not-begun",
    sentence: "It applies, and nothing is begun.",
    clauses: &["8.1"],
    class: Class::S_DONE,
    most: true,
    why: "A control that was chosen is put into operation.",
    mend: "Say how far it is, and plan what is missing.",
    of: Subject::Each(|asked| !is_excluded(asked) && !is_undecided(asked)),
    raise: |asked| match asked.record.get(control::STATUS) {
        None | Some(Status::NotImplemented) => {
            let sentence = "It is applicable, and neither in operation nor planned.";
            at("status", sentence).under(asked.record.id().as_str()).into()
        }
        _ => nothing(),
    },
    example: CHOSEN.change("status: planned; review: +1m"),
    ..Rule::PLAIN
};

fn is_excluded(asked: &Asked<'_>) -> bool {
    !control::is_applicable(asked.record)
}

fn is_undecided(asked: &Asked<'_>) -> bool {
    !control::is_decided(asked.record)
}

fn is_implemented(asked: &Asked<'_>) -> bool {
    !is_excluded(asked) && asked.record.get(control::STATUS) == Some(Status::Implemented)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::kinds::check::of;
    use crate::domain::kinds::control::{Applicability, Basis};
    use crate::domain::kinds::{evidence, risk, system};
    use crate::domain::record::Record;
    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;
    use crate::domain::register::Register;
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
            .filter(|code| !["AIMS-W507", "AIMS-W514", "AIMS-W515"].contains(code))
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
            codes(
                Vec::new(),
                entry("A.2.2")
                    .with(control::STATUS, Status::Planned)
                    .with(control::REVIEW, today())
            ),
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
    fn implemented_controls_need_evidence_and_an_owner() {
        let done = chosen().with(control::STATUS, Status::Implemented);
        let piece = Record::new(&evidence::KIND, "E-00000".into())
            .with(evidence::SUPPORTS, vec![Id::new("A.2.2")])
            .with(evidence::LOCATION, "https://example.org/test");
        assert_eq!(codes(vec![piece.clone()], done.clone()), [""; 0]);
        for nowhere in [
            "",
            "N/A",
            "http://todo",
            "https://example.com/",
            "aims/controls/A.2.2.ron",
        ] {
            let empty = piece.clone().with(evidence::LOCATION, nowhere);
            assert_eq!(codes(vec![empty], done.clone()), ["AIMS-W503"], "{nowhere}");
        }
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
    fn a_test_of_its_domain_shows_a_control_for_an_audit_cycle_and_only_since_it_is_in_operation() {
        use crate::domain::kinds::review::{self, Event};
        let done = |since| {
            let done = chosen()
                .renamed(Id::new("A.3.2"))
                .with(control::STATUS, Status::Implemented);
            done.with(control::SINCE, day::iso(since))
        };
        let tested = |held| {
            let test = Record::new(&review::KIND, "V-00000".into()).with(review::EVENT, Event::ControlTest);
            let test = test.with(review::REQUIREMENTS, vec![Id::new("A.3")]);
            let test = test.with(review::STATUS, review::Status::Held);
            test.with(review::HELD, day::iso(held))
                .with(review::MINUTES, "All worked.")
        };
        let silent = tested("2026-10-01").with(review::MINUTES, "");
        assert_eq!(
            codes(vec![silent], done("2026-06-01")),
            ["AIMS-W503"],
            "it says nothing of the control"
        );
        let tested = |held| vec![tested(held)];
        assert_eq!(codes(tested("2026-10-01"), done("2024-01-10")), [""; 0]);
        assert_eq!(codes(tested("2024-10-01"), done("2026-06-01")), [""; 0]);
        assert_eq!(codes(tested("2024-10-01"), done("2024-01-10")), ["AIMS-W516"]);
        assert_eq!(codes(tested("2023-10-01"), done("2026-06-01")), ["AIMS-W503"]);
    }

    #[test]
    fn a_control_planned_in_time_is_advice_and_one_past_its_day_is_not() {
        use crate::domain::record::check::Weight;
        let found = |day: &str| {
            let mut register = Register::default();
            let planned = chosen()
                .with(control::STATUS, Status::Planned)
                .with(control::REVIEW, day::iso(day));
            register.put(planned.clone());
            let problems = of(&register, &planned, today()).into_iter();
            let on_its_way = problems.filter(|problem| problem.rule == &operation::ON_ITS_WAY);
            on_its_way.map(|problem| problem.weight).collect::<Vec<_>>()
        };
        assert_eq!(found("2027-02-01"), [Weight::Advice]);
        assert_eq!(found("2026-09-01"), [Weight::Minor]);
    }

    #[test]
    fn planned_controls_need_an_action_or_a_day() {
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
