//! The agenda of a review: its points, with what the register says about each today and since the last one was held.
//!
//! A management review has the inputs of 9.3.2, an audit what 9.2.2 asks of one and the questions of its clauses, every
//! other event a few points that fit it. What people wrote into the agenda themselves follows. The figures come from the
//! same functions as those of the screens, so that no two places count the same thing twice.

mod audit;
mod context;
mod management_inputs;
mod other_events;
pub mod outcomes;
pub mod programme;
mod proposed_inputs;

use chrono::NaiveDate;

use crate::domain::kinds::review;
use crate::domain::kinds::review::{Decisions, Event, Points, Status};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;
use crate::domain::review::context::Look;

/// Why a point stands on an agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The standard asks for it.
    Standard,
    /// The program proposes it; nobody asks for it.
    Ours,
    /// Somebody wrote it into the agenda of the review.
    Written,
    /// Something was said about it, and it is on the agenda no more.
    Earlier,
}

/// One point of an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What tells it apart from the others: the id of its checklist item, clause or control.
    pub id: String,
    /// What it is called; what is said about it is kept under this name.
    pub title: String,
    /// Why it stands there.
    pub origin: Origin,
    /// What the register says, in one line.
    pub figures: String,
    /// What helps to judge: measurements, questions, what an auditor likes to see.
    pub aids: Vec<String>,
    /// The clauses and controls it is about.
    pub requirements: Vec<Id>,
    /// The records it is about, what asks for most first; of many only the first are named.
    pub records: Vec<Id>,
}

/// How many records a point names at most, and how many lines it has that help to judge.
pub const MOST: usize = 40;

/// What a review holds about a point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What the register said on that day.
    pub shown: &'a str,
    /// What was said.
    pub text: &'a str,
}

/// Returns the points of a review, in the order in which they are talked about. The day is today.
pub fn points(register: &Register, review: &Record, today: NaiveDate) -> Vec<Point> {
    let look = Look::new(register, review, today);
    let mut points = match review.get(review::EVENT) {
        Some(Event::ManagementReview) => crate::domain::review::management_inputs::points(&look),
        Some(Event::InternalAudit) => audit::points(&look),
        event => crate::domain::review::other_events::points(&look, event),
    };
    if review.get(review::EVENT) != Some(Event::InternalAudit) {
        for line in written(review.get(review::AGENDA)) {
            points.push(Point::new(&line, &line, Origin::Written));
        }
    }
    if points.is_empty() {
        points.push(Point::new("matters", "What it was about", Origin::Ours));
    }
    for row in review.get(review::POINTS) {
        let title = row.text(Points::POINT);
        if !title.is_empty() && !points.iter().any(|point| point.title == title) {
            let mut point = Point::new(title, title, Origin::Earlier);
            row.text(Points::SHOWN).clone_into(&mut point.figures);
            points.push(point);
        }
    }
    let mut seen = std::collections::HashSet::new();
    points.retain(|point| seen.insert(point.title.clone()));
    points
}

/// Returns the review of the same kind of event that was held last, other than this one.
pub fn last_held<'a>(register: &'a Register, review: &Record) -> Option<&'a Record> {
    let held = held(register, review).into_iter();
    held.max_by_key(|record| (record.get(review::HELD), record.id()))
}

/// Returns the other reviews of the same kind of event that were held.
fn held<'a>(register: &'a Register, review: &Record) -> Vec<&'a Record> {
    let counts = |record: &&Record| {
        record.id() != review.id()
            && !record.is_retired()
            && record.get(review::STATUS) == Some(Status::Held)
            && record.get(review::HELD).is_some()
            && record.get(review::EVENT) == review.get(review::EVENT)
    };
    register.of(&review::KIND).filter(counts).collect()
}

/// Returns what a review holds about the point of this name.
pub fn entry<'a>(review: &'a Record, title: &str) -> Option<Entry<'a>> {
    let rows = review.get(review::POINTS).into_iter();
    let row = rows.into_iter().find(|row| row.text(Points::POINT) == title)?;
    Some(Entry {
        shown: row.text(Points::SHOWN),
        text: row.text(Points::SAID),
    })
}

/// Returns the rows of what was decided that came from the point of this name.
pub fn decided<'a>(review: &'a Record, title: &str) -> impl Iterator<Item = Row<'a, Decisions>> {
    let rows = review.get(review::DECISIONS).into_iter();
    rows.filter(move |row| row.text(Decisions::POINT) == title)
}

/// Tells whether something was said about a point, or decided from it.
pub fn is_dealt_with(review: &Record, title: &str) -> bool {
    entry(review, title).is_some_and(|entry| !entry.text.is_empty()) || decided(review, title).next().is_some()
}

/// Returns the points that people wrote into an agenda: its lines, without what numbers them.
fn written(text: &str) -> Vec<String> {
    let marks = |c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '.' | ')' | ' ');
    let lines = text.lines().map(|line| line.trim_start_matches(marks).trim());
    let lines = lines.map(|line| line.trim_end_matches('.').to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

impl Point {
    fn new(id: &str, title: &str, origin: Origin) -> Self {
        Self {
            id: id.to_owned(),
            title: title.replace('\n', " "),
            origin,
            figures: String::new(),
            aids: Vec::new(),
            requirements: Vec::new(),
            records: Vec::new(),
        }
    }

    fn says(mut self, figures: impl Into<String>) -> Self {
        let figures = figures.into();
        self.figures = match figures.strip_prefix("no ") {
            Some(rest) => format!("No {rest}"),
            None => figures,
        };
        self
    }

    fn helps(mut self, aids: impl IntoIterator<Item = String>) -> Self {
        let room = MOST.saturating_sub(self.aids.len());
        self.aids.extend(aids.into_iter().take(room));
        self
    }

    fn about<'a>(mut self, records: impl IntoIterator<Item = &'a Record>) -> Self {
        for record in records {
            if self.records.len() == MOST {
                break;
            }
            if !self.records.contains(record.id()) {
                self.records.push(record.id().clone());
            }
        }
        self
    }
}

#[cfg(test)]
mod tests;
