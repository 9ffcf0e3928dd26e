//! Detail section: when a review was held and to whom it was reported, and the upcoming dates of a recurring one.

use chrono::NaiveDate;

use crate::app::detail::{KindFace, Line, Tone};
use crate::app::list::spec::View;
use crate::domain::kinds::review::{self, Event, Reported};
use crate::domain::record::Record;
use crate::domain::schedule::series;

/// How many of the next dates are listed, and in how many months they are looked for.
const LISTED: usize = 3;
const WITHIN: u32 = 120;

/// The label of the line that says when a review was held.
pub(in crate::app) const HELD: &str = "Held";

/// The detail of reviews: when it was held and reported, and the next dates of the series.
pub(super) static REVIEW: KindFace = KindFace {
    lines: |view, record, lines| {
        lines.extend(held(record));
        comes_again(view, record, lines);
    },
    // What was looked at and found goes before what was planned.
    sections_first: &["conclusion", "points"],
    ..KindFace::of(&review::KIND)
};

/// Returns when a review was held, and of an audit when its result was reported, and to whom.
fn held(record: &Record) -> Option<Line> {
    let held = record.get(review::HELD)?;
    let reported = record.get(review::REPORTED).into_iter().map(|row| {
        let to = row.text(Reported::TO);
        match row.get(Reported::ON) {
            Some(on) => format!("reported to {to} on {on}"),
            None => format!("reported to {to}, the day is not said"),
        }
    });
    let mut words: Vec<_> = std::iter::once(held.to_string()).chain(reported).collect();
    let is_unreported = words.len() == 1 && record.get(review::EVENT) == Some(Event::InternalAudit);
    if is_unreported {
        words.push("reported to nobody so far".to_owned());
    }
    let tone = if is_unreported { Tone::Bad } else { Tone::Plain };
    Some(Line::Field(HELD.to_owned(), words.join("; "), tone))
}

fn comes_again(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    if record.get(review::EVERY).is_empty() || !record.is_open() {
        return;
    }
    if series::rule(record).is_none() {
        let text = "how often cannot be read; edit Every".to_owned();
        lines.push(Line::Field("Comes again".to_owned(), text, Tone::Bad));
        return;
    }
    let far = view.today.checked_add_months(chrono::Months::new(WITHIN));
    let from = view.today.succ_opt().unwrap_or(view.today);
    let events = series::upcoming(record, from, far.unwrap_or(NaiveDate::MAX));
    let days: Vec<_> = events.iter().take(LISTED).map(|(_, falls)| falls.to_string()).collect();
    let text = match days.as_slice() {
        [] => "not after this one".to_owned(),
        days => days.join(", "),
    };
    lines.push(Line::Field("Comes again".to_owned(), text, Tone::Plain));
}
