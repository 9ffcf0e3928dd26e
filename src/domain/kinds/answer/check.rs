//! Check rules of gap answers: questions that no record decides need an answer that is good enough.

use crate::domain::kinds::answer::{self, State};
use crate::domain::kinds::{assessment, change, finding};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Phase, Raised, Rule, Subject, at, nothing};
use crate::domain::record::choice::Choices;
use crate::domain::record::field::Kind;
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

/// The check rules of answers.
pub static RULES: &[&Rule] = &[&UNDOCUMENTED, &NOT_OPERATING, &CONTRADICTED];

/// Questions about what is laid down that no record decides.
const LAID_DOWN: [&str; 19] = [
    "4.3/q2", "4.3/q3", "4.3/q4", "5.1/q1", "5.2/q2", "5.2/q3", "6.1.1/q3", "6.1.2/q1", "6.1.2/q2", "6.1.3/q1",
    "6.1.3/q2", "6.1.3/q5", "6.1.4/q1", "6.2/q1", "6.3/q1", "7.1/q1", "7.5.1/q2", "7.5.3/q2", "9.2.2/q1",
];

/// Questions about what is done that no record decides.
const DONE: [&str; 21] = [
    "4.4/q2", "5.1/q2", "5.1/q3", "5.1/q4", "5.2/q4", "5.3/q3", "6.1.4/q3", "6.2/q2", "7.1/q2", "7.3/q1", "7.3/q2",
    "7.4/q2", "7.5.3/q1", "7.5.3/q3", "8.1/q1", "8.1/q3", "9.1/q3", "9.2.1/q2", "10.1/q1", "10.2/q3", "10.2/q4",
];

static UNDOCUMENTED: Rule = Rule {
    code: "AIMS-W130",
    name: "question-documented",
    sentence: "A question is not answered well enough.",
    class: Class::S_PLANNED,
    clauses: &["4.3", "5.1", "6.1.1"],
    once_begun: true,
    why: "No record decides it, so only the organization's own answer can.",
    mend: "Answer the question in a gap analysis, with what there is and where it can be seen.",
    of: Subject::Each(|asked| LAID_DOWN.contains(&asked.record.id().as_str())),
    raise: |asked| unmet(asked, State::Documented),
    example: Example::of("5.1/q1", "state: informal").change("state: documented"),
    ..Rule::PLAIN
};

static NOT_OPERATING: Rule = Rule {
    code: "AIMS-W131",
    name: "question-operating",
    class: Class::S_PLANNED.in_phase(Phase::Done),
    clauses: &["5.1", "8.1", "10.1"],
    of: Subject::Each(|asked| DONE.contains(&asked.record.id().as_str())),
    raise: |asked| unmet(asked, State::Operating),
    example: Example::of("5.1/q2", "state: documented")
        .beside(&[(
            "evidence",
            "E-00000",
            "title: Minutes; location: docs/minutes.md; supports: 5.1/q2",
        )])
        .change("state: operating"),
    ..UNDOCUMENTED
};

/// An answer says operating, and records of its clause say otherwise.
pub static CONTRADICTED: Rule = Rule {
    code: "AIMS-W117",
    name: "answer-contradicted",
    sentence: "The answer says operating, and records of its clause say otherwise.",
    class: Class::ADVICE_REGISTER,
    is_consequence: true,
    why: "Whoever reads the answer believes what the records do not show.",
    mend: "Mend what the records lack, or answer as it is.",
    of: Subject::Each(|asked| asked.record.get(answer::STATE) == Some(State::Operating)),
    // It follows from the problems of all records; the check of the register adds it.
    raise: |_| nothing(),
    example: Example::of("4.1/q1", "state: operating").change("state: informal"),
    ..Rule::PLAIN
};

/// Questions about what there may have been no occasion for yet.
const OCCASIONAL: [&str; 5] = ["6.1.4/q3", "6.3/q1", "8.1/q3", "10.2/q3", "10.2/q4"];

/// Tells whether there was no occasion yet for what a question asks: the answer says so and why, and no record of the matter
/// exists.
fn has_no_occasion(register: &Register, answer: &Record) -> bool {
    let id = answer.id().as_str();
    let exists = |kind: &Kind| register.of(kind).any(|record| !record.is_retired());
    let is_said = answer.get(answer::STATE) == Some(State::NoOccasion) && !answer.get(answer::NOTE).is_empty();
    is_said
        && OCCASIONAL.contains(&id)
        && match answer::clause_of(answer) {
            "6.1.4" => !exists(&assessment::KIND),
            "10.2" => !exists(&finding::KIND),
            _ => !exists(&change::KIND),
        }
}

/// Tells whether a state is at least another one; that there was no occasion is none.
fn reaches(state: Option<State>, enough: State) -> bool {
    state >= Some(enough) && state != Some(State::NoOccasion)
}

/// Tells whether nothing but the answer itself says that a question is met.
pub fn rests_on_itself(answer: &Record, asks_operation: bool) -> bool {
    let (id, state) = (answer.id().as_str(), answer.get(answer::STATE));
    LAID_DOWN.contains(&id) && reaches(state, State::Documented)
        || asks_operation && DONE.contains(&id) && reaches(state, State::Operating)
}

fn unmet(asked: &Asked<'_>, enough: State) -> Vec<Raised> {
    let record = asked.record;
    let state = record.get(answer::STATE);
    let clause = answer::clause_of(record);
    if has_no_occasion(asked.register, record) {
        return nothing();
    }
    let question = asked.register.title(record.id().as_str()).unwrap_or_default();
    if reaches(state, enough) {
        let is_shown = enough != State::Operating || is_shown(asked);
        let sentence = || format!("Answered \"operating\", and no evidence or record shows it: {question}");
        let raised = (!is_shown).then(|| at("state", sentence()).class(Class::ADVICE).under(clause));
        return raised.into_iter().collect();
    }
    let sentence = match state {
        None => format!("Not answered: {question}"),
        Some(State::Absent) => format!("Answered \"absent\": {question}"),
        Some(state) => format!("Answered only \"{}\": {question}", state.item().label),
    };
    at("state", sentence).under(clause).into()
}

/// Tells whether evidence or another record refers to the answer.
fn is_shown(asked: &Asked<'_>) -> bool {
    let linked = asked.register.linked(asked.record.id());
    linked.iter().any(|record| !record.is_retired())
}
