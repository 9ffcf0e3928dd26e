//! A decision with its answers, compared with its records as they were when the question was asked.

use crate::app::decisions::prompt::question::{Of, Question};
use crate::app::decisions::rules::attempt::Given;
use crate::app::decisions::{Running, Shift};
use crate::app::edits::conflict::shown;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::record::Record;
use crate::domain::record::field::Shape;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

/// A decision with its answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The decision.
    pub decision: Running,
    /// What it is made on.
    pub targets: Vec<Slot>,
    /// The answers, in the order of the questions.
    pub answers: Vec<Value>,
    /// What each answer is about, where that is not the records.
    about: Vec<Option<Of>>,
    /// The records as they were when it was asked about them.
    base: Vec<Record>,
    /// What was answered to what the rules asked about it.
    pub(in crate::app) given: Given,
}

/// A field that others changed while a decision that sets it was being answered.
struct Clash {
    slot: Slot,
    field: String,
    theirs: Value,
    mine: Value,
}

impl Answered {
    /// Returns a decision that is begun on records as they are now, and not answered yet.
    pub fn begun(decision: impl Into<Running>, targets: Vec<Slot>, register: &Register) -> Self {
        let decision = decision.into();
        let records = targets.iter().filter_map(|slot| register.at(*slot));
        let base = records.map(|record| as_begun(decision, record)).collect();
        Self {
            decision,
            targets,
            answers: Vec::new(),
            about: Vec::new(),
            base,
            given: Given::default(),
        }
    }

    /// Returns the decision held against the records as they were when an earlier one that led to it was begun.
    #[must_use]
    pub fn after(mut self, earlier: Option<&Self>) -> Self {
        for known in earlier.map_or(&[][..], |earlier| &earlier.base) {
            let same = self.base.iter_mut().find(|record| record.id() == known.id());
            if let Some(record) = same {
                record.clone_from(known);
            }
        }
        self
    }

    /// Returns the decision with what was answered to what the rules asked.
    #[must_use]
    pub(in crate::app) fn given(self, given: Given) -> Self {
        Self { given, ..self }
    }

    /// Returns the decision, looked at a second time.
    #[must_use]
    pub(in crate::app) fn confirmed(self) -> Self {
        let given = self.given.clone().confirmed();
        self.given(given)
    }

    /// Returns the ids of its records.
    pub fn ids(&self) -> Vec<Id> {
        self.base.iter().map(|record| record.id().clone()).collect()
    }

    /// Returns what a field of a record held when it was begun.
    pub(in crate::app) fn as_begun(&self, id: &Id, field: usize) -> Value {
        let record = self.base.iter().find(|record| record.id() == id);
        record.map_or(Value::Empty, |record| record.value(field).clone())
    }

    /// Returns the decision with what its questions are about.
    #[must_use]
    pub fn asked(self, questions: &[Question]) -> Self {
        let about = questions.iter().map(|question| question.of.clone()).collect();
        Self { about, ..self }
    }

    /// Returns the answers that are about something else than the records.
    pub fn others(&self) -> impl Iterator<Item = (&Of, &Value)> {
        let answers = self.about.iter().zip(&self.answers);
        answers.filter_map(|(of, answer)| Some((of.as_ref()?, answer)))
    }

    /// Returns the decision with its answers.
    #[must_use]
    pub fn with(self, answers: Vec<Value>) -> Self {
        Self { answers, ..self }
    }
}

/// Returns a record as a decision was begun on it: what is being moved in the calendar still stands on its day.
fn as_begun(decision: Running, record: &Record) -> Record {
    let mut base = record.clone();
    if let Some(Shift { what, .. }) = decision.dated
        && what.of_series.is_none()
        && record.kind().fields.get(what.field).map(|field| field.shape) == Some(Shape::Day)
    {
        // A day fits a field of that shape.
        let _ = base.put(what.field, what.day.into());
    }
    base
}

/// Asks whose value holds where others changed what a decision sets since it was begun. Tells whether it asks.
pub(in crate::app) fn asks_about_clashes(app: &mut App, answered: &Answered) -> bool {
    if asks_about_gone(app, answered) {
        return true;
    }
    let clashes = clashes_of(app, answered);
    if clashes.is_empty() {
        return false;
    }
    let mut text = String::from("Somebody else changed the same fields.\n");
    for clash in clashes.iter().take(4) {
        text.push_str(&format!(
            "\n{}\n  theirs: {}\n  mine:   {}\n",
            clash.field,
            shown(&clash.theirs),
            shown(&clash.mine)
        ));
    }
    if clashes.len() > 4 {
        text.push_str(&format!("\nand {} more\n", clashes.len() - 4));
    }
    let rest = answered.targets.iter().copied();
    let rest = rest.filter(|slot| clashes.iter().all(|clash| clash.slot != *slot));
    let mut theirs = Answered::begun(answered.decision, rest.collect(), &app.register).with(answered.answers.clone());
    theirs.about.clone_from(&answered.about);
    theirs.given = app.edits.admitting.given();
    let mut mine = answered.clone().given(app.edits.admitting.given());
    let records = mine.targets.iter().filter_map(|slot| app.register.at(*slot));
    mine.base = records.cloned().collect();
    let take = match theirs.targets.len() {
        0 => "take theirs, nothing is decided".to_owned(),
        left => format!("take theirs, decide on the other {left}"),
    };
    let choices = vec![
        (Key::char('t'), take, Then::decide(theirs)),
        (Key::char('m'), "keep mine".to_owned(), Then::decide(mine)),
    ];
    app.confirm("Changed on disk", text, choices);
    true
}

/// Asks whether the others are decided on where records of a decision went away since it was begun.
fn asks_about_gone(app: &mut App, answered: &Answered) -> bool {
    let is_gone = |record: &&Record| app.register.get(record.id().as_str()).is_none();
    let gone: Vec<String> = answered
        .base
        .iter()
        .filter(is_gone)
        .map(|record| record.id().to_string())
        .collect();
    if gone.is_empty() {
        return false;
    }
    let left = answered.targets.iter().copied();
    let left: Vec<_> = left.filter(|slot| app.register.at(*slot).is_some()).collect();
    let text = format!("Gone since the decision was begun: {}.", gone.join(", "));
    if left.is_empty() {
        app.refuse(format!("{text} Nothing was changed."));
        return true;
    }
    let choice = format!("decide on the other {}", left.len());
    let mut others = answered.clone().given(app.edits.admitting.given());
    others.targets = left;
    others
        .base
        .retain(|record| app.register.get(record.id().as_str()).is_some());
    app.confirm(
        "Removed on disk",
        text,
        vec![(Key::char('o'), choice, Then::decide(others))],
    );
    true
}

/// Returns the fields that others changed since a decision was begun and that it would set to something else.
fn clashes_of(app: &App, answered: &Answered) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for slot in &answered.targets {
        let Some(record) = app.register.at(*slot) else {
            continue;
        };
        let same = |base: &&Record| base.id() == record.id() && *base != record;
        let Some(base) = answered.base.iter().find(same) else {
            continue;
        };
        let changes = |record| answered.decision.changes(app.view(), record, &answered.answers);
        let (Ok(mine), Ok(begun)) = (changes(record), changes(base)) else {
            continue;
        };
        for (field, value) in mine.iter() {
            let theirs = record.value(field.index);
            // What is built on theirs, such as a note with one more line, keeps it.
            let is_over = begun.iter().any(|(other, begun)| other == field && begun == value);
            let differs = app.register.change(record.id().as_str(), *field, value.clone());
            if is_over && theirs != base.value(field.index) && matches!(differs, Ok(Some(_))) {
                clashes.push(Clash {
                    slot: *slot,
                    field: format!("{} {}", record.id(), record.kind().fields[field.index].label),
                    theirs: theirs.clone(),
                    mine: value.clone(),
                });
            }
        }
    }
    clashes
}
