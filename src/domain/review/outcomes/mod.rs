//! What came of a held review for each thing it was about: asked when it is closed, and written there in the same edit.
//!
//! Each kind of event has one entry in the table: the things it is about, the choices of its question, and what a choice writes.

mod assessments;
mod reviewed;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::kinds::check::intervals::Interval;
use crate::domain::kinds::organization;
use crate::domain::kinds::review::subjects;
use crate::domain::kinds::review::{self, Event};
use crate::domain::record::Record;
use crate::domain::record::choice::Item;
use crate::domain::record::id::Id;
use crate::domain::record::rules::Example;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Changes;
use crate::domain::review::{cell, is_dealt_with};

/// The question of one kind of event about each thing it looked at.
#[derive(Debug)]
pub struct Outcomes {
    /// The kind of event.
    pub event: Event,
    /// What can be answered.
    pub choices: &'static [Item],
    /// What an answer about a thing writes.
    write: fn(&Held<'_>, &Record, &'static Item) -> Written,
    /// A thing, what its first choice changes in it, and the records beside it: the test of the entry.
    pub example: Example,
}

/// A review that is being closed.
#[derive(Clone, Copy)]
pub struct Held<'a> {
    /// The register.
    pub register: &'a Register,
    /// The review.
    pub review: &'a Record,
    /// The day on which it was held.
    pub day: NaiveDate,
    /// Who closes it, by handle.
    pub by: &'a str,
}

/// What an answer writes.
#[derive(Debug, Default)]
pub struct Written {
    /// Changes of records that are there.
    pub changes: Vec<(Id, Changes)>,
    /// New records, whose ids are drawn by whoever makes the edit.
    pub added: Vec<Record>,
}

/// The table: what each kind of event asks.
static ALL: &[Outcomes] = &[
    reviewed::SUPPLIERS,
    reviewed::POLICY,
    reviewed::DOCUMENTS,
    reviewed::CONTROLS,
    reviewed::OBLIGATIONS,
    reviewed::CONTEXT,
    reviewed::CONTEXT_OF_MANAGEMENT,
    assessments::RISKS,
    assessments::IMPACTS,
    assessments::SECURITY,
];

/// Returns what is asked when a review is closed, and about which records.
pub fn asked<'a>(register: &'a Register, review: &Record) -> Option<(&'static Outcomes, Vec<&'a Record>)> {
    let event = review.get(review::EVENT)?;
    let outcomes = ALL.iter().find(|outcomes| outcomes.event == event)?;
    let things = match event {
        Event::ManagementReview if speaks_of_context(register, review) => subjects::issues(register),
        _ => subjects::subjects(register, review),
    };
    Some((outcomes, things))
}

impl Outcomes {
    /// Returns what the answers about some things write, each record once; nothing for what is no choice of this question.
    pub fn written<'a>(&self, held: &Held<'_>, answers: impl IntoIterator<Item = (&'a Id, &'a Value)>) -> Written {
        let mut all = Written::default();
        for (id, answer) in answers {
            let choice = match answer {
                Value::Choice(item) if self.choices.contains(item) => item,
                _ => continue,
            };
            let Some(thing) = held.register.get(id.as_str()) else {
                continue;
            };
            let written = (self.write)(held, thing, choice);
            let changes = written.changes.into_iter();
            let known: HashSet<Id> = all.changes.iter().map(|(id, _)| id.clone()).collect();
            all.changes.extend(changes.filter(|(id, _)| !known.contains(id)));
            all.added.extend(written.added);
        }
        all
    }

    /// Returns the points of a review with the answers about some things: each at the point that is about it, else at one of its
    /// own.
    pub fn said<'a>(
        &self,
        register: &Register,
        review: &Record,
        answers: impl IntoIterator<Item = (&'a Id, &'a Value)>,
    ) -> Value {
        let mut rows: Vec<Value> = review.stored(review::POINTS).items().to_vec();
        for (id, answer) in answers {
            let (Some(thing), Value::Choice(item)) = (register.get(id.as_str()), answer) else {
                continue;
            };
            if !self.choices.contains(item) {
                continue;
            }
            let is_about = |row: &Value| matches!(row, Value::Row(cells) if subjects::is_point_of(cells, thing));
            let there = rows.iter().position(is_about);
            let cells = match there.map(|at| &rows[at]) {
                Some(Value::Row(cells)) => [0, 1, 2].map(|at| cell(cells, at).to_owned()),
                _ => [called(thing), String::new(), String::new()],
            };
            let [point, shown, before] = &cells;
            let said = match before.as_str() {
                "" | review::NOTED => item.label.to_owned(),
                before => format!("{}: {before}", item.label),
            };
            let row = Value::Row([Value::text(point), Value::text(shown), Value::text(&said)].into());
            match there {
                Some(at) => rows[at] = row,
                None => rows.push(row),
            }
        }
        Value::list(rows)
    }
}

/// Returns what a point about one thing is called.
fn called(thing: &Record) -> String {
    if thing.is(&organization::KIND) {
        return "Issues and parties".to_owned();
    }
    match thing.title() {
        title if title == thing.id().as_str() => title.to_owned(),
        title => format!("{} {title}", thing.id()),
    }
}

impl Written {
    fn of(record: &Record, changes: Changes) -> Self {
        Self {
            changes: vec![(record.id().clone(), changes)],
            added: Vec::new(),
        }
    }
}

impl Held<'_> {
    /// Returns a text of a record with a line that names the day, the review and what came of it.
    fn line(&self, old: &str, text: &str) -> Value {
        let line = format!("{}: {}: {text}", self.day, self.review.id());
        Value::text(&if old.is_empty() { line } else { format!("{old}\n{line}") })
    }

    /// Returns the note of a record with what came of it.
    fn noted(&self, record: &Record, item: &Item) -> Changes {
        let Some(note) = record.kind().field_index("note") else {
            return Changes::new();
        };
        let old = record.value(note).as_text().unwrap_or_default();
        Changes::new().set_field(record.kind().at(note), self.line(old, item.label))
    }

    /// Returns the next day: by the cadence of an event, else after what is usual.
    fn next(&self, event: Event, usual_months: u32) -> Option<NaiveDate> {
        let interval = Interval::of_event(self.register, event).unwrap_or(Interval::usual_months(usual_months));
        interval.after(self.day).map(|due| due.day)
    }

    /// Returns the day a month later, on which what is to be changed is looked at again.
    fn in_a_month(&self) -> Option<NaiveDate> {
        Interval::usual_months(1).after(self.day).map(|due| due.day)
    }
}

/// Tells whether something was said in a management review about the issues.
fn speaks_of_context(register: &Register, review: &Record) -> bool {
    let checklists = register.catalogue().checklists.iter();
    let mut inputs = checklists.flat_map(|checklist| &checklist.items);
    inputs.any(|input| input.id == "context" && is_dealt_with(review, &input.text))
}

#[cfg(test)]
mod tests;
