//! Check rules of risks: score, treatment option, actions, acceptance, the approval of the plan and what became of it.

mod acceptance;
mod operation;
mod plan;
mod system;

use crate::domain::kinds::organization::check::people::unowned;
use crate::domain::kinds::risk::{self, Status, Treatment};
use crate::domain::method::score::Dimension;
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

pub use acceptance::{ACCEPTANCE_EXPIRED, ACCEPTED_BY_OWNER, RESIDUAL_UNACCEPTED, residual_above};
pub use operation::{CLOSED_ABOVE_APPETITE, REVIEW, TREATMENT_FAILED, next_look, review_interval};
pub use plan::{PLAN_UNAPPROVED, RESIDUAL_UNSAID, UNDESIGNATED, asks_for_plan, is_designated};
pub use system::of_gate;

/// The check rules of risks.
pub static RULES: &[&Rule] = &[
    &UNSCORED,
    &system::OF_NO_SYSTEM,
    &UNDECIDED,
    &UNTREATED,
    &OFF_SCALE,
    &ONE_SIDED,
    &UNOWNED,
    &UNANSWERED,
    &REVIEW,
    &NONE_JUDGED,
    &NO_OBJECTIVE,
    &ACCEPTANCE_EXPIRED,
    &ACCEPTED_BY_OWNER,
    &RESIDUAL_UNACCEPTED,
    &PLAN_UNAPPROVED,
    &RESIDUAL_UNSAID,
    &UNDESIGNATED,
    &TREATMENT_FAILED,
    &CLOSED_ABOVE_APPETITE,
];

const LEAK: Example = Example::of(
    "R-00000",
    "title: Leak; status: open; treatment: accept; current: 1 1/1/1",
);

/// A risk that is open was never judged.
pub static UNSCORED: Rule = Rule {
    code: "AIMS-W201",
    name: "risk-unscored",
    sentence: "Nobody judged the risk.",
    clauses: &["6.1.2"],
    class: Class::S_PLANNED,
    why: "Only a level tells whether the risk needs treatment, and before which others.",
    mend: "Judge likelihood and consequences.",
    of: Subject::Each(is_assessed),
    raise: |asked| {
        // What is aimed at says nothing of how things stand.
        if risk::judged(asked.record, risk::CURRENT).is_some() {
            return nothing();
        }
        at("inherent", "Nobody judged it yet.").into()
    },
    example: LEAK
        .before("title: Leak; status: open; treatment: accept")
        .change("current: 1 1/1/1"),
    ..Rule::PLAIN
};

static UNDECIDED: Rule = Rule {
    code: "AIMS-W202",
    name: "risk-undecided",
    sentence: "The risk has no treatment option.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    hides: &["AIMS-W203", "AIMS-W411"],
    why: "Treatment begins with the choice of an option.",
    mend: "Choose to mitigate, avoid, transfer or accept it.",
    of: Subject::Each(|asked| is_open(asked.record)),
    raise: |asked| {
        if asked.record.get(risk::TREATMENT).is_some() {
            return nothing();
        }
        at(
            "treatment",
            "An open risk needs an option: mitigate, avoid, transfer or accept.",
        )
        .into()
    },
    example: LEAK
        .before("title: Leak; status: open; current: 1 1/1/1")
        .change("treatment: accept"),
    ..Rule::PLAIN
};

static UNTREATED: Rule = Rule {
    code: "AIMS-W203",
    name: "risk-untreated",
    sentence: "It is to be mitigated, by neither control nor action.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    why: "The option alone changes nothing.",
    mend: "Choose the controls that treat it, or add an action.",
    of: Subject::Each(|asked| is_assessed(asked) && asked.record.get(risk::TREATMENT) == Some(Treatment::Mitigate)),
    raise: |asked| {
        let has_action = risk::plan_actions(asked.register, asked.record).next().is_some();
        if !asked.record.get(risk::CONTROLS).is_empty() || has_action {
            return nothing();
        }
        at(
            "controls",
            "It is to be mitigated, and neither a control nor an action does so.",
        )
        .into()
    },
    example: LEAK
        .before("title: Leak; status: open; treatment: mitigate; current: 1 1/1/1")
        .change("controls: A.6.2.6"),
    ..Rule::PLAIN
};

static OFF_SCALE: Rule = Rule {
    code: "AIMS-E201",
    name: "risk-off-scale",
    sentence: "A score lies outside the method's scales.",
    clauses: &["6.1.2"],
    class: Class::S_PLANNED,
    why: "It has no level, so that nothing compares it with others or with the appetite.",
    mend: "Judge it again on the scales of the method.",
    of: Subject::Each(is_assessed),
    raise: |asked| {
        let method = asked.register.method();
        let (rows, columns) = (method.likelihoods.len(), method.consequences.len());
        let sentence = format!("The score lies outside the method's scales of {rows} by {columns}.");
        let outside = risk::outside(method, asked.record);
        outside
            .map(|time| at(risk::KIND.fields[time.index()].name, sentence.clone()))
            .collect()
    },
    example: LEAK
        .before("title: Leak; status: open; treatment: accept; current: 9 1/1/1")
        .change("current: 5 1/1/1"),
    ..Rule::PLAIN
};

/// A risk lies above the appetite, with neither an open action nor an acceptance that holds.
pub static UNANSWERED: Rule = Rule {
    code: "AIMS-E202",
    name: "risk-unanswered",
    sentence: "It lies above the appetite, with no open action and no acceptance that holds.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    hides: &["AIMS-W203", "AIMS-W402", "AIMS-W411", "AIMS-E404", "AIMS-E401"],
    why: "The organization said that it does not take such a risk without doing something about it.",
    mend: "Add an action, or have it accepted by somebody who may.",
    of: Subject::Each(is_assessed),
    raise: |asked| {
        let (record, method) = (asked.record, asked.register.method());
        let Some(level) = risk::current_level(method, record).filter(|level| method.exceeds(*level)) else {
            return nothing();
        };
        if acceptance::is_treated(asked.register, record, asked.today)
            || risk::is_acceptance_in_force(asked.register, record, asked.today)
        {
            return nothing();
        }
        let (level, appetite) = (method.band_name(level), method.band_name(method.appetite));
        let ended = risk::acceptance_end(record).filter(|until| *until < asked.today);
        let ended = ended.map_or_else(String::new, |until| {
            format!(" that holds: the one there was ended on {until}")
        });
        let sentence =
            format!("It is {level}, above the appetite of {appetite}, with no open action and no acceptance{ended}.");
        at("current", sentence).into()
    },
    example: LEAK
        .before("title: Leak; status: open; treatment: avoid; current: 5 5/5/5")
        .change("current: 1 1/1/1"),
    ..Rule::PLAIN
};

static ONE_SIDED: Rule = Rule {
    code: "AIMS-W206",
    name: "risk-one-sided",
    sentence: "The risk is not judged for individuals or for society.",
    clauses: &["6.1.2"],
    class: Class::S_PLANNED,
    most: true,
    why: "A risk that harms nobody inside can still harm people outside.",
    mend: "Judge the consequences for the organization, for individuals and for society.",
    of: Subject::Each(|asked| is_assessed(asked) && risk::judged(asked.record, risk::CURRENT).is_some()),
    raise: |asked| {
        let record = asked.record;
        let Some(score) = risk::judged(record, risk::CURRENT) else {
            return nothing();
        };
        let open = Dimension::ALL
            .into_iter()
            .filter(|one| score.consequence(Some(*one)).is_none());
        let open: Vec<_> = open.map(Dimension::name).collect();
        if open.is_empty() {
            return nothing();
        }
        let field = if record.get(risk::CURRENT).is_some() {
            "current"
        } else {
            "inherent"
        };
        at(
            field,
            format!("Its consequences are not judged for: {}.", open.join(", ")),
        )
        .into()
    },
    example: LEAK
        .before("title: Leak; status: open; treatment: accept; owner: ana; current: 1 1/1/-")
        .change("current: 1 1/1/1"),
    ..Rule::PLAIN
};

static UNOWNED: Rule = Rule {
    code: "AIMS-W209",
    name: "risk-unowned",
    sentence: "Nobody answers for the risk.",
    clauses: &["6.1.2"],
    class: Class::ADVICE_PLANNED,
    why: "What nobody answers for, nobody looks after.",
    mend: "Name who answers for it.",
    of: Subject::Each(is_assessed),
    raise: |asked| unowned(asked, "Nobody answers for the risk.").into_iter().collect(),
    example: LEAK.change("owner: ana"),
    ..Rule::PLAIN
};

static NO_OBJECTIVE: Rule = Rule {
    code: "AIMS-W207",
    name: "risks-without-objective",
    sentence: "No risk says which AI objective it touches.",
    clauses: &["6.1.2"],
    class: Class::ADVICE_PLANNED,
    once_begun: true,
    why: "Risks are what keeps the organization from its objectives.",
    mend: "Name the objectives that a risk touches.",
    of: Subject::Whole,
    raise: |asked| {
        let risks = asked.register.of(&risk::KIND);
        let mut risks = risks.filter(|risk| !risk.is_retired() && is_counted(risk)).peekable();
        if risks.peek().is_none() || risks.any(|risk| !risk.get(risk::OBJECTIVES).is_empty()) {
            return nothing();
        }
        at("", "No risk says which AI objective it touches.")
            .found_by("objectives:any")
            .into()
    },
    example: Example::of("", "").beside(&[("risk", "R-00009", "title: Leak; status: open; current: 1 1/1/1")]),
    cleared_by: Some(("risk", "R-00000", "title: Leak; status: open; objectives: C.2.1")),
    ..Rule::PLAIN
};

static NONE_JUDGED: Rule = Rule {
    code: "AIMS-W204",
    name: "risks-judged",
    sentence: "No AI risk was judged.",
    clauses: &["6.1.2"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    why: "Without a judged risk nothing of the treatment, of the controls or of the assessments rests on anything.",
    mend: "Add the first risk and judge it.",
    of: Subject::Whole,
    raise: |asked| {
        let mut risks = asked
            .register
            .of(&risk::KIND)
            .filter(|risk| !risk.is_retired() && is_counted(risk));
        if risks.any(|risk| risk::TIMES.into_iter().any(|time| risk.get(time).is_some())) {
            return nothing();
        }
        at("", "No AI risk was judged.").into()
    },
    cleared_by: Some((
        "risk",
        "R-00000",
        "title: Leak; status: open; treatment: accept; current: 1 1/1/1",
    )),
    ..Rule::PLAIN
};

/// Tells whether a risk is open; one of which nobody says how far it is counts as open.
fn is_open(risk: &Record) -> bool {
    matches!(risk.get(risk::STATUS), Some(Status::Open) | None)
}

/// Tells whether a risk was taken into the register for good: a draft or closed one is left alone.
fn is_assessed(asked: &Asked<'_>) -> bool {
    is_counted(asked.record)
}

fn is_counted(risk: &Record) -> bool {
    risk::is_counted(risk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{action, method};
    use crate::domain::record::id::Id;
    use crate::domain::register::Register;
    use chrono::NaiveDate;

    fn date(text: &str) -> NaiveDate {
        crate::domain::day::iso(text).expect("a day")
    }

    fn open() -> Record {
        Record::new(&risk::KIND, "R-00000".into())
            .with(risk::TITLE, "Injection")
            .with(risk::OWNER, "ana")
            .with(risk::STATUS, Status::Open)
            .with(risk::TREATMENT, Treatment::Accept)
            .with(risk::CURRENT, score("1 1/1/1"))
    }

    fn score(text: &str) -> crate::domain::method::score::Score {
        text.parse().expect("a score")
    }

    fn action() -> Record {
        Record::new(&action::KIND, "T-00000".into())
            .with(action::TITLE, "Filter")
            .with(action::OWNER, "ana")
            .with(action::DUE, date("2027-01-01"))
            .with(action::RISKS, vec![Id::new("R-00000")])
    }

    fn codes(records: Vec<Record>) -> Vec<&'static str> {
        let mut register = Register::default();
        register.put(method::preset());
        for record in records {
            register.put(record);
        }
        let found = crate::domain::kinds::check::check(&register, date("2026-11-23"));
        let of_risks = found
            .into_iter()
            .filter(|problem| problem.id.as_str().starts_with("R-"));
        let codes = of_risks.map(|problem| problem.rule.code);
        // What a risk lacks as one that is treated, series 4, has tests of its own.
        codes.filter(|code| &code[6..7] != "4").collect()
    }

    #[test]
    fn a_risk_that_is_judged_and_decided_has_no_findings() {
        assert_eq!(codes(vec![open()]), [""; 0]);
    }

    #[test]
    fn a_draft_waits() {
        let draft = Record::new(&risk::KIND, "R-00000".into()).with(risk::STATUS, Status::Draft);
        assert!(!codes(vec![draft]).iter().any(|code| code[6..].starts_with('2')));
    }

    #[test]
    fn an_open_risk_is_judged_and_decided() {
        let bare = Record::new(&risk::KIND, "R-00000".into())
            .with(risk::TITLE, "Injection")
            .with(risk::STATUS, Status::Open);
        assert_eq!(codes(vec![bare]), ["AIMS-W201", "AIMS-W209", "AIMS-W202"]);
    }

    #[test]
    fn who_mitigates_does_something() {
        let mitigated = open().with(risk::TREATMENT, Treatment::Mitigate);
        assert_eq!(codes(vec![mitigated.clone()]), ["AIMS-W203"]);
        let cancelled = action()
            .with(action::STATUS, action::Status::Cancelled)
            .with(action::REASON, "no need");
        assert_eq!(codes(vec![mitigated.clone(), cancelled]), ["AIMS-W203"]);
        assert_eq!(codes(vec![mitigated, action()]), [""; 0]);
    }

    #[test]
    fn a_score_outside_the_scales_is_found() {
        assert_eq!(codes(vec![open().with(risk::TARGET, score("6 1/1/1"))]), ["AIMS-E201"]);
    }

    #[test]
    fn risks_above_the_appetite_need_an_action_or_an_acceptance() {
        let high = open().with(risk::CURRENT, score("5 5/1/1"));
        assert_eq!(codes(vec![high.clone()]), ["AIMS-E202"]);
        assert_eq!(codes(vec![high.clone(), action()]), [""; 0]);
        let accepted = |until| {
            high.clone()
                .with(risk::STATUS, Status::Accepted)
                .with(risk::ACCEPTED_BY, "board")
                .with(risk::ACCEPTED_ON, date("2026-10-01"))
                .with(risk::ACCEPTANCE_REASON, "short-lived")
                .with(risk::ACCEPTED_UNTIL, date(until))
        };
        assert_eq!(codes(vec![accepted("2026-11-23")]), [""; 0]);
        assert_eq!(codes(vec![accepted("2026-11-22")]), ["AIMS-E202"]);
    }
}
