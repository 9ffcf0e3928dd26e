//! A figure by month, as git knows it.

use crate::domain::measures::trend::Figures;
use crate::report::document::picture::{Line, Picture};
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Plain;
use crate::report::making::{Asked, Making};

/// How few months make no line.
const TOO_FEW: usize = 2;

/// Adds the line of a figure by month with its figures; that there is none while too few months are known.
pub fn add(making: &mut Making<'_>, caption: &'static str, figure: fn(&Figures) -> usize) {
    let points: Vec<_> = making
        .basis
        .months
        .iter()
        .map(|point| (point.day, figure(&point.figures)))
        .collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return making.nothing("trend.unknown");
    };
    if points.len() < TOO_FEW {
        return making.nothing("trend.unknown");
    }
    let highest = points
        .iter()
        .max_by_key(|(day, count)| (*count, std::cmp::Reverse(*day)))
        .unwrap_or(last);
    let [(first_day, first), (last_day, last), (highest_day, highest)] =
        [first, last, highest].map(|(day, count)| (day.to_string(), count.to_string()));
    let caption = making.say(caption);
    let values = [
        ("caption", caption),
        ("first", &first),
        ("first_day", &first_day),
        ("last", &last),
        ("last_day", &last_day),
        ("highest", &highest),
        ("highest_day", &highest_day),
    ];
    let alt = making.words.fill("trend.alt", &values);
    let rows = points
        .iter()
        .map(|(day, count)| vec![Cell::day(*day), Cell::number(*count)])
        .collect();
    let points = points
        .iter()
        .map(|(day, count)| (Plain::of(&day.to_string()), *count))
        .collect();
    making.figure(
        &alt,
        Picture::Line(Line { points }),
        Asked {
            caption,
            columns: &[("col.day", Width::Narrow), ("trend.count", Width::Narrow)],
            rows,
            note: making.say("trend.note"),
        },
    );
}
