//! Detail section: who was made aware of what, and when (7.3): what was told inside, and trainings that were held.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::app::detail::{Line, Tone};
use crate::app::list::spec::View;
use crate::domain::kinds::organization::{self, Communications, Side};
use crate::domain::kinds::review::check::held_on;
use crate::domain::kinds::review::{self, Event};

/// The clause about it.
const CLAUSE: &str = "7.3";

/// How many are listed.
const LISTED: usize = 6;

/// Adds who was made aware of what, the newest first; says so where nothing is recorded.
pub(super) fn lines(view: View<'_>, clause: &str, lines: &mut Vec<Line>) {
    if clause != CLAUSE {
        return;
    }
    let mut told: Vec<_> = told(view).chain(trained(view)).collect();
    told.sort_by_key(|(day, _)| Reverse(*day));
    let mut line = |text: String, tone| lines.push(Line::Field("Made aware".to_owned(), text, tone));
    if told.is_empty() {
        let text = "nothing was told inside and no training was held, as far as is recorded";
        line(text.to_owned(), Tone::Quiet);
    }
    for (day, text) in told.into_iter().take(LISTED) {
        match day {
            Some(day) => line(format!("{day}: {text}"), Tone::Plain),
            None => line(format!("not yet: {text}"), Tone::Quiet),
        }
    }
}

/// Returns what is told inside, with the day on which it was told last.
fn told(view: View<'_>) -> impl Iterator<Item = (Option<NaiveDate>, String)> {
    let organization = view.register.get(organization::ID).into_iter();
    let rows = organization.flat_map(|organization| organization.get(organization::COMMUNICATIONS));
    let inside = rows.filter(|row| row.get(Communications::SIDE) == Some(Side::Inside));
    inside.map(|row| {
        let (to, what) = (row.text(Communications::TO), row.text(Communications::WHAT));
        (row.get(Communications::LAST), format!("{to}, of {what}"))
    })
}

/// Returns the trainings that were held, with who was there.
fn trained(view: View<'_>) -> impl Iterator<Item = (Option<NaiveDate>, String)> {
    let reviews = view.register.of(&review::KIND);
    let trainings = reviews.filter_map(move |one| Some((held_on(one, Event::Training, view.today)?, one)));
    trainings.map(|(held, training)| {
        let attended = training
            .get(review::ATTENDED)
            .into_iter()
            .collect::<Vec<_>>()
            .join(", ");
        let who = if attended.is_empty() {
            "nobody named".to_owned()
        } else {
            attended
        };
        let text = format!("{who}, of {} ({})", training.title(), training.id());
        (Some(held), text)
    })
}
