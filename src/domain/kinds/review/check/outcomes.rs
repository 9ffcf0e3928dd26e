//! Check rule on held reviews: whether the things they looked at show what came of it.

use chrono::NaiveDate;

use crate::domain::kinds::review;
use crate::domain::kinds::review::check::intervals::held_on;
use crate::domain::kinds::review::subjects::{listed, looked_at, shows};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, Subject, at};
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

/// Says of a review that was held for which of the things that it looked at nothing tells what came of it.
pub fn unwritten(register: &Register, review: &Record, today: NaiveDate) -> Option<String> {
    let event = review.get(review::EVENT)?;
    let held = held_on(review, event, today)?;
    let mut things = looked_at(register, review, held, today);
    things.retain(|thing| !shows(register, thing, review, held, today));
    let sentence = || {
        format!(
            "It was held on {held}, and nothing says what came of it for {}.",
            listed(&things)
        )
    };
    (!things.is_empty()).then(sentence)
}

/// A review was held, and what came of it is not written.
pub static OUTCOMES_UNWRITTEN: Rule = Rule {
    code: "AIMS-W721",
    name: "outcomes-unwritten",
    sentence: "It was held, and for some of what it looked at nothing says what came of it.",
    class: Class::ADVICE,
    why: "The days of suppliers, controls, documents and systems move with a held review, so they have to say what it found.",
    mend: "Write the outcome into each of them, or into the minutes; a review that is closed where it is held asks for it.",
    of: Subject::Each(|asked| asked.record.get(review::STATUS) == Some(review::Status::Held)),
    raise: |asked| {
        let sentence = unwritten(asked.register, asked.record, asked.today);
        sentence.map(|sentence| at("status", sentence)).into_iter().collect()
    },
    example: Example::of(
        "V-00000",
        "title: Suppliers; event: supplier review; date: -1m; status: held; held: -1m; about: P-00001",
    )
    .beside(&[("supplier", "P-00001", "title: Hosting")]),
    cleared_by: Some((
        "supplier",
        "P-00001",
        "title: Hosting; assessed: -1m; outcome: suitable",
    )),
    ..Rule::PLAIN
};
