//! Check rules on awareness and communication about the AIMS (7.3, 7.4).

use super::{ACME, name, named};
use crate::domain::kinds::check::intervals::{self, Interval};
use crate::domain::kinds::check::shown;
use crate::domain::kinds::organization::Communications;
use crate::domain::kinds::review::{self, Event, Status};
use crate::domain::kinds::{document, organization};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised, Rule, Subject, at, nothing};
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::typed::Row;

/// The clause on communication.
const CLAUSE: &str = "7.4";

/// The cell of a communication that says to whom it is made.
const TO_WHOM: &str = "to whom";

/// The clause on awareness.
const AWARENESS: &str = "7.3";

/// It is not settled what is communicated about the AIMS.
pub static COMMUNICATIONS_MISSING: Rule = Rule {
    code: "AIMS-W867",
    name: "communications",
    sentence: "It is not settled what is communicated about the AIMS.",
    clauses: &[CLAUSE],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "The organization determines what it says about its AIMS, to whom, when and how.",
    mend: "Name what is communicated, to whom, when and how.",
    raise: |asked| {
        if !asked.record.get(organization::COMMUNICATIONS).is_empty() {
            return nothing();
        }
        shown_elsewhere(
            asked,
            at(
                "communications",
                "It is not settled what is communicated about the AIMS.",
            ),
        )
        .into()
    },
    example: ACME.change("communications: Policy | staff | 5.2 | inside | year | mail"),
    ..Rule::PLAIN
};

/// A communication lacks what, when, to whom or how.
pub static COMMUNICATION_INCOMPLETE: Rule = Rule {
    code: "AIMS-W868",
    name: "communication-incomplete",
    sentence: "A communication lacks what, when, to whom or how.",
    clauses: &[CLAUSE],
    class: Class::S_PLANNED,
    why: "The clause asks for these four.",
    mend: "Fill in the cell.",
    of: Subject::Each(|asked| !asked.record.get(organization::COMMUNICATIONS).is_empty()),
    raise: |asked| {
        let cells = [
            (Communications::WHAT, "what"),
            (Communications::TO, TO_WHOM),
            (Communications::WHEN, "when"),
            (Communications::HOW, "how"),
        ];
        let lacks = |row: Row<'_, Communications>| {
            let to_nobody = is_nobody(row.get(Communications::TO));
            let lacks = cells
                .iter()
                .filter(|(cell, name)| !row.says(*cell) || *name == TO_WHOM && to_nobody);
            let lacks: Vec<_> = lacks.map(|(_, cell)| *cell).collect();
            (!lacks.is_empty()).then(|| format!("\"{}\" lacks {}", name(&row), lacks.join(", ")))
        };
        let rows = asked.record.get(organization::COMMUNICATIONS);
        let lacks: Vec<_> = rows.into_iter().filter_map(lacks).collect();
        if lacks.is_empty() {
            return nothing();
        }
        shown_elsewhere(asked, at("communications", format!("{}.", lacks.join("; ")))).into()
    },
    example: ACME
        .before("name: Acme; communications: Policy | staff | 5.2 | inside")
        .change("communications: Policy | staff | 5.2 | inside | year | mail"),
    ..Rule::PLAIN
};

/// A planned communication was not made.
pub static COMMUNICATION_LATE: Rule = Rule {
    code: "AIMS-E869",
    name: "communication-late",
    sentence: "A planned communication was not made.",
    clauses: &[CLAUSE],
    class: Class::OWN,
    why: "The organization set the interval itself.",
    mend: "Communicate it and say when that was.",
    of: Subject::Each(|asked| !asked.record.get(organization::COMMUNICATIONS).is_empty()),
    raise: |asked| {
        let due = |row: &Row<'_, Communications>| {
            let last = intervals::happened(row.get(Communications::LAST), asked.today);
            let every = Interval::said(row.get(Communications::WHEN))?.within(Interval::said_months(12), asked.today);
            intervals::due(None, last, every)
        };
        let rows = asked.record.get(organization::COMMUNICATIONS).into_iter();
        let late = rows.filter_map(|row| Some((due(&row)?, row)));
        let mut late: Vec<_> = late.filter(|(due, _)| due.day < asked.today).collect();
        late.sort_by_key(|(due, _)| *due);
        let Some((first, _)) = late.first().copied() else {
            return nothing();
        };
        let rows: Vec<_> = late.iter().map(|(_, row)| *row).collect();
        first.raise(asked, "communications", |day| {
            format!("Due since {day} and not communicated: {}.", named(&rows))
        })
    },
    example: ACME
        .before("name: Acme; communications: Policy | staff | 5.2 | inside | 6 months | mail | ana | 2026-01-10")
        .change("communications: Policy | staff | 5.2 | inside | 6 months | mail | ana | 2026-11-10"),
    ..Rule::PLAIN
};

/// Nothing shows that people were made aware.
pub static NOBODY_AWARE: Rule = Rule {
    code: "AIMS-W865",
    name: "awareness",
    sentence: "Nothing shows that people were made aware.",
    clauses: &[AWARENESS],
    class: Class::ADVICE,
    once_begun: true,
    why: "People know the policy, what they contribute, and what follows when they do not.",
    mend: "Hold a training about 7.3 and say when it was held and who attended, or attach evidence that it happened.",
    raise: |asked| {
        let every = Interval::of_event(asked.register, Event::Training).unwrap_or(Interval::usual_months(12));
        // Whom it reached, and when, is said; who came or changed since then was not made aware by it.
        let is_training = |review: &Record| {
            let requirements = review.get(review::REQUIREMENTS);
            review.get(review::EVENT) == Some(Event::Training)
                && review.get(review::STATUS) == Some(Status::Held)
                && requirements.iter().any(|id| id.as_str() == AWARENESS)
                && review
                    .get(review::ATTENDED)
                    .into_iter()
                    .any(|person| !is_nobody(person))
                && intervals::happened(review.get(review::HELD), asked.today)
                    .and_then(|day| every.latest_after(day))
                    .is_some_and(|until| until >= asked.today)
        };
        let mut reviews = asked.register.of(&review::KIND).filter(|review| !review.is_retired());
        if reviews.any(is_training) || shown::is_clause_shown(asked.register, AWARENESS, asked.today) {
            return nothing();
        }
        let sentence = "Neither a training that people attended lately nor evidence shows that people were made aware.";
        at("", sentence).into()
    },
    example: ACME,
    cleared_by: Some((
        "evidence",
        "E-00000",
        "title: Course; location: https://example.org/course; supports: 7.3/q1",
    )),
    ..Rule::PLAIN
};

/// Weighs as advice what evidence for the clause shows in another way.
fn shown_elsewhere(asked: &Asked<'_>, raised: Raised) -> Raised {
    if shown::is_clause_shown(asked.register, CLAUSE, asked.today) {
        raised.class(document::KEPT_ELSEWHERE)
    } else {
        raised
    }
}
