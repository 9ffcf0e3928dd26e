//! The report of the gap analysis (clauses 4 to 10): where each question stands, what was said, what is to be done.

mod clauses;
mod sections;

use chrono::NaiveDate;

use crate::domain::catalogue::Clause;
use crate::domain::kinds::answer::State;
use crate::domain::kinds::review::Event;
use crate::domain::kinds::{action, answer, control, document, evidence, review, sitting};
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::register::Register;
use crate::report::document::text::Inline;
use crate::report::kinds::{Asks, INSIDE, Report, last_held};
use crate::report::making::{Class, Face, Making, Sensitivity};
use crate::report::tables;

/// The gap analysis report.
pub static REPORT: Report = Report {
    face: Face {
        name: "gap",
        class: Class::View,
        sensitivity: Sensitivity::Internal,
        signs: &[],
    },
    serves: &["4", "5", "6", "7", "8", "9", "10"],
    made_from: &[
        &answer::KIND,
        &action::KIND,
        &evidence::KIND,
        &document::KIND,
        &control::KIND,
        &sitting::KIND,
        &review::KIND,
    ],
    screens: &["gap"],
    shows_levels: false,
    copies: INSIDE,
    subject: None,
    asks: Asks {
        since: Some(since),
        ..Asks::NOTHING
    },
    make,
};

/// Changes are told since the last management review.
fn since(register: &Register, today: NaiveDate) -> Option<NaiveDate> {
    last_held(register, Event::ManagementReview, today)
}

/// A question with its answer.
#[derive(Clone, Copy)]
struct Asked<'a> {
    clause: &'a Clause,
    text: &'a str,
    answer: &'a Record,
}

impl Asked<'_> {
    fn state(&self) -> Option<State> {
        self.answer.get(answer::STATE)
    }
}

/// Returns the questions in the order of the standard.
fn questions(register: &Register) -> Vec<Asked<'_>> {
    let questions = register.catalogue().questions();
    let asked = questions.filter_map(|(clause, question)| {
        let answer = register.get(&question.id)?;
        let text = question.text.as_str();
        Some(Asked { clause, text, answer })
    });
    asked.collect()
}

/// The states with the keys of their words, as columns and parts of bars name them; the last is of what nobody judged.
const STATES: [(State, &str); State::ALL.len()] = [
    (State::Absent, "gap.absent"),
    (State::Informal, "gap.informal"),
    (State::Documented, "gap.documented"),
    (State::Operating, "gap.operating"),
    (State::NoOccasion, "gap.no_occasion"),
];

fn make(making: &mut Making<'_>) {
    let register = making.register();
    let all = questions(register);
    making.explain("term.soa");
    summary(making, &all);
    how(making, &all);
    clauses::coverage(making, &all);
    sections::work_list(making, &all);
    clauses::each(making, &all);
    making.section("gap.controls");
    tables::controls::by_domain(making);
    making.section("gap.documents");
    tables::documents::to_create(making);
    sections::since(making, &all);
    sections::unshown(making, &all);
    tables::evidence::cited(making);
}

/// Returns how many questions stand at each state, in words that go on in a sentence.
fn in_words(making: &Making<'_>, coverage: Coverage) -> Vec<String> {
    let count = |(state, _): (State, _)| format!("{} {}", coverage.states[state as usize], making.choice(state));
    let open = format!("{} {}", coverage.unassessed, making.say("missing.assessed"));
    STATES.into_iter().map(count).chain([open]).collect()
}

fn summary(making: &mut Making<'_>, all: &[Asked<'_>]) {
    let coverage = Coverage::of(all.iter().map(|asked| asked.answer));
    let counts = in_words(making, coverage);
    let total = coverage.total().to_string();
    let sentence = making
        .words
        .fill("gap.short", &[("all", &total), ("parts", &counts.join(" + "))]);
    making.short(&sentence);
    let widest = widest(making.register(), all);
    if widest.is_empty() {
        return making.short(making.say("gap.no_gaps"));
    }
    let widest: Vec<_> = widest
        .iter()
        .map(|(clause, absent, informal)| {
            let (absent, informal) = (absent.to_string(), informal.to_string());
            let values = [
                ("id", clause.id.as_str()),
                ("title", &clause.title),
                ("absent", &absent),
                ("informal", &informal),
            ];
            making.words.fill("gap.wide", &values)
        })
        .collect();
    making.short(&making.words.fill("gap.widest", &[("clauses", &widest.join("; "))]));
}

/// Returns the five sub-clauses with the most questions absent, then informal, with how many.
fn widest<'a>(register: &'a Register, all: &[Asked<'_>]) -> Vec<(&'a Clause, usize, usize)> {
    let count = |clause: &Clause, state: State| {
        let of_clause = all.iter().filter(|asked| asked.clause.id == clause.id);
        of_clause.filter(|asked| asked.state() == Some(state)).count()
    };
    let clauses = register.catalogue().clauses.iter();
    let mut gaps: Vec<_> = clauses
        .map(|clause| (clause, count(clause, State::Absent), count(clause, State::Informal)))
        .filter(|(_, absent, informal)| absent + informal > 0)
        .collect();
    gaps.sort_by_key(|(_, absent, informal)| std::cmp::Reverse((*absent, *informal)));
    gaps.truncate(5);
    gaps
}

fn how(making: &mut Making<'_>, all: &[Asked<'_>]) {
    making.section("gap.how");
    let register = making.register();
    let sittings = register.of(&sitting::KIND);
    let sittings: Vec<_> = sittings
        .filter(|one| one.get(sitting::TYPE) == Some(sitting::Type::Gap) && !one.is_retired())
        .collect();
    let mut points = Vec::new();
    for sitting in &sittings {
        let mut point = vec![making.record(sitting.id())];
        if let Some(day) = sitting.get(sitting::DATE) {
            point.extend([Inline::text(", "), Inline::Day(day)]);
        }
        if !sitting.get(sitting::WALKED).is_empty() {
            point.push(Inline::text(&format!(": {}", sitting.get(sitting::WALKED))));
        }
        points.push(point);
    }
    if points.is_empty() {
        making.nothing("gap.no_sittings");
    }
    making.points(points);
    let answered = all.iter().map(|asked| asked.answer.get(answer::ANSWERED_BY));
    let attended = sittings.iter().flat_map(|sitting| {
        let led = sitting.get(sitting::LED_BY);
        std::iter::once(led).chain(sitting.get(sitting::ATTENDED))
    });
    let mut heard: Vec<_> = answered.chain(attended).filter(|handle| !handle.is_empty()).collect();
    heard.sort_unstable();
    heard.dedup();
    if heard.is_empty() {
        making.nothing("gap.nobody_heard");
    } else {
        let heard = making.persons(&heard);
        making.paragraph(&making.words.fill("gap.heard", &[("people", &heard)]));
    }
    let scale = [
        "gap.scale_absent",
        "gap.scale_informal",
        "gap.scale_documented",
        "gap.scale_operating",
    ];
    let scale = scale.map(|key| vec![Inline::text(making.say(key))]);
    making.points(scale.into());
    making.paragraph(making.say("gap.no_score"));
}
