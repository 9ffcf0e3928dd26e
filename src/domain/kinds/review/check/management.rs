//! Check rules on the last management review (9.3): who took part, what was looked at, what came of it.

use crate::domain::kinds::organization;
use crate::domain::kinds::organization::people::{People, Person};
use crate::domain::kinds::review::check::intervals::last_held;
use crate::domain::kinds::review::{self, Decisions, Event, Points};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, Weight, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;

/// The checklist of the catalogue with the inputs of a management review.
const INPUTS: &str = "management_review_inputs";

const HELD: Example = Example::of(
    "V-00001",
    "title: Review; event: management review; date: -1m; status: held; held: -1m",
);

/// Nobody of top management took part.
pub static TOP_MISSING: Rule = Rule {
    code: "AIMS-W726",
    name: "review-top-missing",
    sentence: "Nobody of top management took part.",
    clauses: &["9.3.1"],
    class: Class::S_DONE_MAJOR,
    why: "The review is that of top management.",
    mend: "Say who was there, or hold the review with top management.",
    of: Subject::Each(|asked| is_last(asked) && organization::is_anybody_top(asked.register)),
    raise: |asked| {
        if top_took_part(asked.register, asked.record) {
            return nothing();
        }
        at(
            "attended",
            "Nobody of top management took part in the last management review.",
        )
        .into()
    },
    example: HELD
        .beside(&[(
            "organization",
            "organization",
            "name: Acme; people: carla | Carla | Board | | | | yes",
        )])
        .change("attended: carla"),
    ..Rule::PLAIN
};

/// Tells whether somebody of top management is said to have been at a review, who had not left by then.
pub fn top_took_part(register: &Register, review: &Record) -> bool {
    let people = People::of(register);
    let held = review::day(review);
    let is_here = |person: &Person<'_>| !held.is_some_and(|held| person.had_left(held));
    let is_top = |name: &&str| people.person(name).filter(is_here).is_some_and(Person::is_top);
    review.get(review::ATTENDED).iter().any(is_top)
}

/// Inputs were not looked at.
pub static INPUTS_MISSING: Rule = Rule {
    code: "AIMS-W725",
    name: "review-inputs",
    sentence: "These inputs were not looked at.",
    clauses: &["9.3.2"],
    class: Class::S_DONE,
    why: "The clause names what top management looks at.",
    mend: "Say what was seen at each point.",
    of: Subject::Each(is_last),
    raise: |asked| {
        let record = asked.record;
        let points = record.get(review::POINTS);
        if points.is_empty() {
            let sentence = if record.get(review::MINUTES).is_empty() {
                return at("points", "The last management review says nothing of its inputs.").into();
            } else {
                "The minutes of the last management review do not say which inputs were looked at."
            };
            return at("points", sentence).class(ADVICE).into();
        }
        let catalogue = asked.register.catalogue();
        let inputs = catalogue.checklists.iter().find(|list| list.id == INPUTS);
        let inputs = inputs.map(|list| list.items.as_slice()).unwrap_or_default();
        let missing = inputs.iter().filter(|item| !is_dealt_with(record, &item.text));
        let missing: Vec<_> = missing.map(|item| item.text.as_str()).collect();
        if !missing.is_empty() {
            let sentence = format!("The last management review did not look at: {}.", missing.join("; "));
            return at("points", sentence).into();
        }
        let is_noted = |row: &Row<'_, Points>| row.get(Points::SAID).trim_end_matches('.').eq_ignore_ascii_case("noted");
        if points.iter().all(is_noted) && record.get(review::DECISIONS).is_empty() {
            return at("points", "All inputs of the last management review were only noted.").class(ADVICE).into();
        }
        nothing()
    },
    example: HELD.change(
        "points: Status of actions from earlier reviews | | Done\nChanges in outside and inside issues | | No change\n\
         Changes in what interested parties need and expect | | No change\nTrend: nonconformities and corrective actions | | Fewer\n\
         Trend: monitoring and measurement results | | Good\nTrend: audit results | | Good\n\
         Opportunities for continual improvement | | Two",
    ),
    ..Rule::PLAIN
};

/// A management review reached no view of the AIMS.
pub static CONCLUSION_MISSING: Rule = Rule {
    code: "AIMS-W727",
    name: "review-conclusion",
    sentence: "It reached no view whether the AIMS still fits, suffices and works.",
    clauses: &["9.3.1"],
    why: "That view is what the review is for.",
    mend: "Write the conclusion.",
    of: Subject::Each(is_last),
    raise: |asked| {
        if !asked.record.get(review::CONCLUSION).is_empty() {
            return nothing();
        }
        let sentence = "The last management review does not say whether the AIMS still fits, suffices and works.";
        at("conclusion", sentence).into()
    },
    example: HELD.change("conclusion: It works"),
    ..Rule::PLAIN
};

/// A management review has no decisions.
pub static RESULTS_MISSING: Rule = Rule {
    code: "AIMS-W728",
    name: "review-results",
    sentence: "It has no decision on improvement and change.",
    clauses: &["9.3.3"],
    class: Class::S_DONE,
    why: "The results of a management review are decisions.",
    mend: "Write the decisions, or that none were needed and why.",
    of: Subject::Each(is_last),
    raise: |asked| {
        if asked
            .record
            .get(review::DECISIONS)
            .into_iter()
            .any(|row| row.says(Decisions::DECISION))
        {
            return nothing();
        }
        at("decisions", "The last management review has no decisions.").into()
    },
    example: HELD.change("decisions: none needed: all is well"),
    ..Rule::PLAIN
};

const ADVICE: Class = Class {
    weight: Weight::Advice,
    ..Class::S_DONE
};

fn is_last(asked: &Asked<'_>) -> bool {
    last_held(asked.register, Event::ManagementReview, asked.today) == Some(asked.record)
}

/// Tells whether something was said about a point, or decided from it.
fn is_dealt_with(review: &Record, title: &str) -> bool {
    let points = review.get(review::POINTS).into_iter();
    let mut said = points.filter(|row| row.get(Points::POINT) == title);
    let decided = || {
        review
            .get(review::DECISIONS)
            .into_iter()
            .any(|row| row.get(Decisions::POINT) == title)
    };
    said.any(|row| row.says(Points::SAID)) || decided()
}
