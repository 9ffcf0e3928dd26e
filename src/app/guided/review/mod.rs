//! Holding a review: its agenda point by point; every entry is saved at once.
//!
//! The state here is only the position; the entries are in the review record, so whoever opens the review again continues
//! at the first open point.

pub mod at_length;
pub mod closing;
pub mod decisions;
pub(in crate::app) mod entries;
pub mod hints;
pub mod keys;
pub mod minutes;
pub(in crate::app) mod pane;
pub mod points;

use chrono::TimeDelta;

use crate::app::guided::Stopwatch;
use crate::app::state::parts::Spot;
use crate::domain::kinds::review;
use crate::domain::kinds::review::Points;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::typed::{NewRow, Row};
use crate::domain::record::value::Value;
use crate::domain::review as agenda;
use crate::domain::review::Point;

/// A pause longer than this is a break and counts as this much.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(15);

/// A review that is being held.
#[derive(Debug)]
pub struct Holding {
    /// The review.
    pub review: Id,
    /// Where it was begun, to go back there.
    from: Spot,
    /// Its agenda, as the register stands.
    pub points: Vec<Point>,
    /// The position on it; past the last point stands what came of the review.
    pub at: usize,
    /// The time spent at it since it was opened.
    pub watch: Stopwatch,
    /// Whether the register changed since the agenda was computed.
    pub(in crate::app) is_outdated: bool,
    /// The point whose text is with the editor, and what was said about it when it went there.
    writing: Option<(String, String)>,
}

impl Holding {
    /// Returns the point that is talked about; none where all were gone through.
    pub fn point(&self) -> Option<&Point> {
        self.points.get(self.at)
    }

    /// Returns how many points were dealt with.
    pub fn dealt_with(&self, review: &Record) -> usize {
        let points = self.points.iter();
        points
            .filter(|point| agenda::is_dealt_with(review, &point.title))
            .count()
    }

    /// Returns the first point that was not dealt with; past the last one where all were.
    fn first_open(&self, review: &Record) -> usize {
        let mut points = self.points.iter();
        let open = points.position(|point| !agenda::is_dealt_with(review, &point.title));
        open.unwrap_or(self.points.len())
    }
}

/// Returns the rows of the points with what was said about one of them, and what the register says about it now.
pub(super) fn with_text(review: &Record, point: &Point, entered: &str) -> Value {
    let mut rows: Vec<Value> = review.stored(review::POINTS).items().to_vec();
    let row = NewRow::of(Points::POINT, point.title.as_str())
        .with(Points::SHOWN, point.figures.as_str())
        .with(Points::SAID, entered)
        .into();
    let same = |row: &Value| Row::<Points>::of(row).is_some_and(|row| row.text(Points::POINT) == point.title);
    match rows.iter().position(same) {
        Some(at) => rows[at] = row,
        None => rows.push(row),
    }
    Value::list(rows)
}
