//! Detail section: upcoming dates of a recurring review.

use chrono::NaiveDate;

use crate::app::detail::{KindFace, Line, Tone};
use crate::app::list::spec::View;
use crate::domain::kinds::review;
use crate::domain::record::Record;
use crate::domain::schedule::series;

/// How many of the next dates are listed, and in how many months they are looked for.
const LISTED: usize = 3;
const WITHIN: u32 = 120;

/// The detail of reviews: the next dates of the series.
pub(super) static REVIEW: KindFace = KindFace {
    lines,
    ..KindFace::of(&review::KIND)
};

fn lines(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
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
