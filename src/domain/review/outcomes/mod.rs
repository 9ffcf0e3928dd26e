//! What came of a held review for each thing it was about: asked when it is closed, and written there in the same edit.
//!
//! Each kind of thing has an entry in the table: the choices of its question, and what a choice writes.

mod assessments;
mod reviewed;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::kinds::check::intervals::Interval;
use crate::domain::kinds::review::{self, Event, Points, subjects};
use crate::domain::kinds::{document, organization, system};
use crate::domain::record::Record;
use crate::domain::record::choice::Item;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::rules::Example;
use crate::domain::record::typed::{NewRow, Row};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Changes;
use crate::domain::review::is_dealt_with;

/// The question of one kind of event about each thing it looked at.
#[derive(Debug)]
pub struct Outcomes {
    /// The kind of event.
    pub event: Event,
    /// The kind of the things that are looked at.
    pub kind: &'static Kind,
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
    /// By whom documents were approved again.
    pub approvers: &'a [(Id, String)],
}

/// What an answer writes.
#[derive(Debug, Default)]
pub struct Written {
    /// Changes of records that are there.
    pub changes: Vec<(Id, Changes)>,
    /// New records, whose ids are drawn by whoever makes the edit.
    pub added: Vec<Record>,
}

/// The table: what is asked about each kind of thing; of systems by each re-assessment.
static ALL: &[Outcomes] = &[
    reviewed::SUPPLIERS,
    reviewed::POLICY,
    reviewed::DOCUMENTS,
    reviewed::CONTROLS,
    reviewed::OBLIGATIONS,
    reviewed::CONTEXT,
    reviewed::OBJECTIVES,
    reviewed::ANYTHING,
    assessments::RISKS,
    assessments::IMPACTS,
    assessments::SECURITY,
];

/// A thing that a review was about, and the question about it.
pub type Asked<'a> = (&'static Outcomes, &'a Record);

/// Returns what is asked when a review is closed: about each thing that it looked at.
pub fn asked<'a>(register: &'a Register, review: &Record) -> Vec<Asked<'a>> {
    let event = review.get(review::EVENT);
    let mut things = subjects::subjects(register, review);
    if event == Some(Event::ManagementReview) && speaks_of_context(register, review) {
        let issues = subjects::issues(register);
        things.retain(|thing| issues.iter().all(|one| one.id() != thing.id()));
        things.extend(issues);
    }
    things
        .into_iter()
        .map(|thing| (of_thing(register, event, thing), thing))
        .collect()
}

/// Returns the question about a thing: that of reviews of such things, of a system that of the event.
fn of_thing(register: &Register, event: Option<Event>, thing: &Record) -> &'static Outcomes {
    if thing.is(&document::KIND) && document::is_policy(register, thing) {
        return &reviewed::POLICY;
    }
    let is_of_event = |outcomes: &&Outcomes| !thing.is(&system::KIND) || Some(outcomes.event) == event;
    let is_general = |outcomes: &&Outcomes| outcomes.event != Event::PolicyReview;
    let mut of_kind = ALL.iter().filter(|outcomes| thing.is(outcomes.kind));
    of_kind
        .find(|outcomes| is_of_event(outcomes) && is_general(outcomes))
        .unwrap_or(&reviewed::ANYTHING)
}

/// Returns the choice that approves a thing, if one does; who approved it is then asked.
pub fn approving(outcomes: &Outcomes) -> Option<&'static Item> {
    reviewed::approving(outcomes.choices)
}

/// Returns what the answers about some things write, each record once; nothing for what is no choice of its question.
pub fn written<'a>(held: &Held<'_>, answers: impl IntoIterator<Item = (&'a Id, &'a Value)>) -> Written {
    let mut all = Written::default();
    let asked = asked(held.register, held.review);
    for (id, answer) in answers {
        let Some((outcomes, thing, choice)) = chosen(&asked, id, answer) else {
            continue;
        };
        let written = (outcomes.write)(held, thing, choice);
        let changes = written.changes.into_iter();
        let known: HashSet<Id> = all.changes.iter().map(|(id, _)| id.clone()).collect();
        all.changes.extend(changes.filter(|(id, _)| !known.contains(id)));
        all.added.extend(written.added);
    }
    all
}

/// Returns the points of a review with the answers about the things that it looked at: each at the point that is about the thing,
/// else at one of its own. One that was not looked at has a point without a word.
pub fn said<'a>(register: &Register, review: &Record, answers: impl IntoIterator<Item = (&'a Id, &'a Value)>) -> Value {
    let answers: Vec<(&Id, &Value)> = answers.into_iter().collect();
    let asked = asked(register, review);
    let mut rows: Vec<Value> = review.stored(review::POINTS).items().to_vec();
    for (_, thing) in &asked {
        let answer = answers.iter().find(|(id, _)| *id == thing.id());
        let label = answer
            .and_then(|(id, answer)| chosen(&asked, id, answer))
            .map_or("", |(_, _, item)| item.label);
        let is_about = |row: &Value| Row::of(row).is_some_and(|row| subjects::is_point_of(row, thing));
        let there = rows.iter().position(is_about);
        if label.is_empty() && (there.is_some() || answers.is_empty()) {
            continue;
        }
        let cells = match there.and_then(|at| Row::<Points>::of(&rows[at])) {
            Some(row) => [row.text(Points::POINT), row.text(Points::SHOWN), row.text(Points::SAID)].map(str::to_owned),
            _ => [called(thing), String::new(), String::new()],
        };
        let [point, shown, before] = cells;
        let said = match before.as_str() {
            "" | review::NOTED => label.to_owned(),
            before => format!("{label}: {before}"),
        };
        let row = NewRow::of(Points::POINT, point)
            .with(Points::SHOWN, shown)
            .with(Points::SAID, said);
        match there {
            Some(at) => rows[at] = row.into(),
            None => rows.push(row.into()),
        }
    }
    Value::list(rows)
}

/// Returns the thing of an answer with its question and the choice that was made.
fn chosen<'a>(asked: &[Asked<'a>], id: &Id, answer: &Value) -> Option<(&'static Outcomes, &'a Record, &'static Item)> {
    let (outcomes, thing) = asked.iter().find(|(_, thing)| thing.id() == id)?;
    match answer {
        Value::Choice(item) if outcomes.choices.contains(item) => Some((outcomes, thing, item)),
        _ => None,
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
