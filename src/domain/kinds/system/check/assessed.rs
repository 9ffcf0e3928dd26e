//! Check rules of systems: whether their risks and their impact were assessed at all.

use chrono::NaiveDate;

use crate::domain::kinds::assessment::{self, Depth, Type};
use crate::domain::kinds::risk;
use crate::domain::kinds::system;
use crate::domain::kinds::system::check::is_governed;
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised, Rule, Subject, at, nothing};
use crate::domain::record::rules::{Example, Fields};

const CHAT: Example = Example::of(
    "chat",
    "title: Chat; owner: ana; scope: in; roles: provider; purpose: Answers; stage: operation",
);

/// Another system whose risks and impact were assessed, so that not everything is missing.
const OTHER: &[(&str, &str, Fields)] = &[
    ("system", "bot", "title: Bot; scope: in"),
    (
        "assessment",
        "S-00008",
        "title: Risks; type: risk; system: bot; date: -1m; by: ana; status: complete; conclusion: None found",
    ),
    (
        "assessment",
        "S-00009",
        "title: Impact; type: impact; system: bot; date: -1m; by: ana; status: complete; \
         effects: individuals | good | saves time",
    ),
];

/// The impact of a system was never assessed.
pub static IMPACT_MISSING: Rule = Rule {
    code: "AIMS-W603",
    name: "impact-missing",
    sentence: "Its impact was never assessed.",
    clauses: &["8.4"],
    class: Class::S_DONE,
    why: "What it does to people and to society is judged before it happens.",
    mend: "Make an impact assessment.",
    of: Subject::Each(is_to_be_assessed),
    raise: |asked| {
        let (register, record) = (asked.register, asked.record);
        let affects = assessment::affects(register, record, asked.today);
        let assessed = assessment::current(register, record, Type::Impact, asked.today);
        let is_screened = |one: &Record| one.get(assessment::DEPTH) == Some(Depth::Screening);
        let counts = |one: &Record| !is_screened(one) || !affects && !one.get(assessment::CONCLUSION).is_empty();
        if assessed.is_some_and(counts) {
            return nothing();
        }
        // Only an assessment can find that nobody is affected; what is silent about it weighs no less.
        let is_unsaid = assessed.is_none() && record.get(system::SUBJECTS).is_empty();
        let class = if (affects || is_unsaid) && system::may_be_in_use(record, asked.today) {
            Class::S_DONE_MAJOR
        } else {
            Class::S_DONE
        };
        let sentence = match (assessed.is_some(), affects) {
            (true, true) => "It affects people: its impact was screened, and is to be assessed in full.",
            (true, false) => "Its impact was screened, without a conclusion.",
            (false, true) => "It affects people, and its impact was not assessed.",
            (false, false) => "Its impact was not assessed, and it is not said whom it affects.",
        };
        let sentence = assessment::with_unmade(sentence, register, record, Type::Impact, asked.today);
        at("subjects", sentence).class(class).into()
    },
    example: CHAT.beside(OTHER).change("stage: development"),
    ..Rule::PLAIN
};

/// The risks of a system were never assessed.
pub static RISKS_UNASSESSED: Rule = Rule {
    code: "AIMS-W620",
    name: "system-risks",
    sentence: "No risk assessment of it was completed.",
    clauses: &["8.2"],
    class: Class::S_DONE,
    why: "An assessment says which risks it judged and what came of it.",
    mend: "Make a risk assessment of the system.",
    of: Subject::Each(is_to_be_assessed),
    raise: |asked| {
        let (register, record) = (asked.register, asked.record);
        if assessment::current(register, record, Type::Risk, asked.today).is_some() {
            return nothing();
        }
        let judged = |risk: &Record| risk::TIMES.into_iter().any(|time| risk.get(time).is_some());
        let is_judged = register.linked_of(&risk::KIND, record.id()).any(judged);
        let is_bare = system::may_be_in_use(record, asked.today) && !is_judged;
        let class = if is_bare { Class::S_DONE_MAJOR } else { Class::S_DONE };
        let sentence = if is_judged {
            "Its risks are judged, and no risk assessment of it was completed."
        } else {
            "Its risks were never assessed."
        };
        let sentence = assessment::with_unmade(sentence, register, record, Type::Risk, asked.today);
        at("title", sentence).class(class).into()
    },
    example: CHAT.beside(OTHER).change("stage: development"),
    ..Rule::PLAIN
};

/// No complete risk assessment exists at all.
pub static NO_RISK_ASSESSMENT: Rule = Rule {
    code: "AIMS-W626",
    name: "no-risk-assessment",
    sentence: "No complete risk assessment exists at all.",
    clauses: &["6.1.2"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    hides: &["AIMS-W620"],
    why: "A process that was never carried out is not shown to work.",
    mend: "Make the first risk assessment of a system.",
    of: Subject::Whole,
    raise: |asked| none_of(asked, Type::Risk, "No complete risk assessment exists at all."),
    example: Example::of("", "").beside(&[("system", "bot", "title: Bot; scope: in")]),
    cleared_by: Some((
        "assessment",
        "S-00001",
        "title: Risks; type: risk; system: bot; date: -1m; by: ana; status: complete; conclusion: None found",
    )),
    ..Rule::PLAIN
};

/// No complete impact assessment exists at all.
pub static NO_IMPACT_ASSESSMENT: Rule = Rule {
    code: "AIMS-W627",
    name: "no-impact-assessment",
    sentence: "No complete impact assessment exists at all.",
    clauses: &["6.1.4"],
    hides: &["AIMS-W603"],
    mend: "Make the first impact assessment of a system.",
    raise: |asked| none_of(asked, Type::Impact, "No complete impact assessment exists at all."),
    cleared_by: Some((
        "assessment",
        "S-00001",
        "title: Impact; type: impact; system: bot; date: -1m; by: ana; status: complete; \
         effects: individuals | good | saves time",
    )),
    ..NO_RISK_ASSESSMENT
};

fn none_of(asked: &Asked<'_>, of: Type, sentence: &'static str) -> Vec<Raised> {
    let counts = |one: &Record| {
        let is_of_type = !one.is_retired() && one.get(assessment::TYPE) == Some(of);
        is_of_type && assessment::is_made(asked.register, one, asked.today)
    };
    let has_system = asked
        .register
        .of(&system::KIND)
        .any(|one| system::is_governed(one, asked.today));
    if !has_system || asked.register.of(&assessment::KIND).any(counts) {
        return nothing();
    }
    at("", sentence).into()
}

/// Tells whether a system is to be assessed by now: from verification on, or where nobody says how far it is.
fn is_to_be_assessed(asked: &Asked<'_>) -> bool {
    is_governed(asked) && is_far_enough(asked.record, asked.today)
}

/// Tells whether a system is far enough in its life to be assessed: from verification on, or where nobody says how far it is.
pub fn is_far_enough(system: &Record, today: NaiveDate) -> bool {
    let stage = system::stage_reached(system, today);
    stage.is_none_or(|stage| stage >= system::Stage::Verification)
}
