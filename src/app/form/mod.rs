//! The form of a record, generated from the field table of its kind: a new field needs nothing here.

pub mod commands;
pub mod conflict;
mod kept;
pub mod keys;
pub mod new_record;
pub mod open;
pub(in crate::app) mod people;
mod reading;
pub mod suggestion;

use chrono::NaiveDate;

use crate::app::dialogs::keys::Listed;
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::environment::key::Key;
use crate::app::form::keys::KEYS;
use crate::app::form::suggestion::{Suggestion, offers};
use crate::domain::record::Record;
use crate::domain::record::field::{Field, Kind, Shape};
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::search::rank;

pub use reading::{read, text_of};

/// One field while it is edited.
#[derive(Debug)]
pub struct Input {
    /// The position in the kind's field table.
    pub position: usize,
    /// What is typed.
    pub writing: Writing,
    /// Why it is refused.
    pub error: Option<String>,
    before: String,
}

/// A form on one record, new or there already.
#[derive(Debug)]
pub struct Form {
    /// The kind.
    pub kind: &'static Kind,
    /// The record as it was when the form was opened.
    pub original: Record,
    /// Whether the record is new.
    pub is_new: bool,
    /// The fields that have a meaning in the record as it is typed.
    pub inputs: Vec<Input>,
    /// The others; what is typed elsewhere may bring them in.
    absent: Vec<Input>,
    /// The field one is in.
    pub focus: usize,
    /// The suggestions for it, best first.
    pub suggestions: Vec<Suggestion>,
    /// The suggestion under the cursor, when one is chosen.
    pub chosen: Option<usize>,
    /// The first line shown; drawing sets it.
    pub top: std::cell::Cell<usize>,
    /// Whether the field was just come to, so that what is typed goes in place of a short value, as in a spreadsheet.
    untouched: bool,
    /// Whether the key being taken goes in place of what is there.
    replaces: bool,
    /// The names that were chosen although nobody known has them.
    pub(in crate::app) new_names: Vec<String>,
    /// What was typed at what the rules asked about it and is not taken, by label.
    pub rule_texts: Vec<(String, String)>,
}

impl Dialog for Form {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        let replaces = std::mem::take(&mut self.untouched) && key.typed().is_some();
        self.replaces = replaces && is_short(self.field().shape);
        KEYS.press(self, key, background)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn paste(&mut self, text: &str, Background { register, env, .. }: Background<'_>) -> Option<Outcome> {
        Self::paste(self, text, register, env.today);
        Some(Outcome::Stay)
    }

    fn types(&self, character: char, _: &Register) -> bool {
        !(character == ' ' && self.is_cycling())
    }

    fn writing(&self) -> Option<&Writing> {
        Some(&self.inputs[self.focus].writing)
    }
}

impl Form {
    /// Returns a form on a record.
    pub fn new(record: Record, is_new: bool, register: &Register, today: NaiveDate) -> Self {
        let input = |(position, (field, value)): (usize, (&'static Field, &Value))| {
            let text = text_of(field, value);
            let page = matches!(field.shape, Shape::Prose | Shape::Lines | Shape::Rows { .. });
            let writing = if page {
                Writing::page(&text)
            } else {
                Writing::line(&text)
            };
            Input {
                position,
                writing,
                error: None,
                before: text,
            }
        };
        let inputs = record
            .fields()
            .enumerate()
            .filter(|(_, (field, _))| !field.is(Mark::Retired))
            .map(input)
            .collect();
        let mut form = Self {
            kind: record.kind(),
            original: record,
            is_new,
            inputs,
            absent: Vec::new(),
            focus: 0,
            suggestions: Vec::new(),
            chosen: None,
            top: std::cell::Cell::new(0),
            untouched: true,
            replaces: false,
            new_names: Vec::new(),
            rule_texts: Vec::new(),
        };
        form.sort_out(register, today);
        form.suggest(register, today);
        form
    }

    /// Shows the fields that have a meaning in the record as it is typed, and those that hold something all the same.
    fn sort_out(&mut self, register: &Register, today: NaiveDate) {
        let record = self.record(register, today);
        let here = self.inputs[self.focus].position;
        let mut all: Vec<_> = self.inputs.drain(..).chain(self.absent.drain(..)).collect();
        all.sort_by_key(|input| input.position);
        let stays = |input: &Input| {
            let empty = input.writing.is_empty() && input.before.is_empty();
            let is_asked = !self.kind.fields[input.position].is(Mark::Imported);
            input.position == here || !empty || is_asked && (self.kind.relevant)(&record, input.position)
        };
        (self.inputs, self.absent) = all.into_iter().partition(stays);
        self.focus = self.inputs.iter().position(|input| input.position == here).unwrap_or(0);
    }

    /// Returns the field one is in.
    pub fn field(&self) -> &'static Field {
        &self.kind.fields[self.inputs[self.focus].position]
    }

    /// Returns the first field that holds a page of text; a table where there is none.
    pub fn first_page(&self) -> Option<usize> {
        let is_table = |input: &Input| matches!(self.kind.fields[input.position].shape, Shape::Rows { .. });
        let pages = self
            .inputs
            .iter()
            .enumerate()
            .filter(|(_, input)| input.writing.is_page());
        pages.min_by_key(|(_, input)| is_table(input)).map(|(at, _)| at)
    }

    /// Tells whether anything was typed that is not in the record.
    pub fn is_dirty(&self) -> bool {
        self.inputs.iter().any(|input| input.writing.text() != input.before)
    }

    /// Puts the cursor into a field by its name.
    pub fn go_to(&mut self, name: &str, register: &Register, today: NaiveDate) {
        if let Some(at) = self
            .inputs
            .iter()
            .position(|input| self.kind.fields[input.position].name == name)
        {
            self.focus = at;
            self.untouched = true;
            self.suggest(register, today);
        }
    }

    /// Types a key into the field one is in.
    fn type_key(&mut self, key: Key, Background { register, env, .. }: Background<'_>) -> Outcome {
        if std::mem::take(&mut self.replaces) {
            self.inputs[self.focus].writing.set("");
        }
        if self.inputs[self.focus].writing.press(key) {
            self.typed(register, env.today);
        }
        Outcome::Stay
    }

    /// Tells whether one is in a field with a page of text.
    fn is_at_page(&self) -> bool {
        self.inputs[self.focus].writing.is_page()
    }

    /// Takes pasted text into the field one is in.
    pub fn paste(&mut self, text: &str, register: &Register, today: NaiveDate) {
        self.inputs[self.focus].writing.paste(text);
        self.typed(register, today);
    }

    /// Puts a text that was edited elsewhere into the field one is in.
    pub fn set_text(&mut self, text: &str, register: &Register, today: NaiveDate) {
        self.inputs[self.focus].writing.set(text);
        self.typed(register, today);
    }

    fn typed(&mut self, register: &Register, today: NaiveDate) {
        self.inputs[self.focus].error = None;
        self.chosen = None;
        self.suggest(register, today);
    }

    /// Down walks the suggestions once something was typed or one is chosen; else it goes to the next field.
    fn is_choosing(&self) -> bool {
        let input = &self.inputs[self.focus];
        self.chosen.is_some() || input.writing.text() != input.before
    }

    fn choose(&mut self, by: isize) -> Outcome {
        let last = self.suggestions.len().saturating_sub(1);
        self.chosen = match self.chosen {
            _ if self.suggestions.is_empty() => None,
            None => Some(0),
            Some(0) if by < 0 => None,
            Some(at) => Some(at.saturating_add_signed(by).min(last)),
        };
        Outcome::Stay
    }

    /// The blank goes round the choices where one stands in full or none; in a name being typed it is a blank.
    pub(in crate::app) fn is_cycling(&self) -> bool {
        let text = self.inputs[self.focus].writing.text();
        match self.field().shape {
            Shape::OneOf(items) => text.is_empty() || items.iter().any(|item| item.label == text),
            Shape::Flag => true,
            _ => false,
        }
    }

    fn cycle(&mut self) -> Outcome {
        let (shape, input) = (self.field().shape, &mut self.inputs[self.focus]);
        let text = input.writing.text();
        let next = match shape {
            Shape::OneOf(items) => {
                let at = items.iter().position(|item| item.is_named(&text));
                items.get(at.map_or(0, |at| at + 1)).map_or("", |item| item.label)
            }
            _ if text == "yes" => "",
            _ => "yes",
        };
        input.writing.set(next);
        input.error = None;
        self.chosen = None;
        Outcome::Stay
    }

    fn take_and_go(&mut self, by: isize, read: Background<'_>) -> Outcome {
        if let Some(suggestion) = self.chosen.take().and_then(|at| self.suggestions.get(at)).cloned() {
            self.complete(&suggestion.insert);
            if suggestion.label == suggestion::NEW_NAME {
                self.new_names.push(suggestion.insert);
            }
            // A list takes more than one, so its field is left only once nothing is chosen.
            if self.field().shape.is_list() || self.is_at_page() {
                self.typed(read.register, read.env.today);
                return Outcome::Stay;
            }
        } else {
            self.take_person(read.register);
        }
        self.skip(by, read)
    }

    /// Goes by some fields.
    fn skip(&mut self, by: isize, Background { register, env, .. }: Background<'_>) -> Outcome {
        self.go(by, register, env.today);
        Outcome::Stay
    }

    /// Puts a suggestion in place of what is typed, in a list in place of its last item.
    fn complete(&mut self, insert: &str) {
        if let Some(name) = self.name_in_row() {
            let input = &mut self.inputs[self.focus];
            input.writing.replace_before(name.chars().count(), insert);
            return;
        }
        let is_list = self.field().shape.is_list();
        let input = &mut self.inputs[self.focus];
        if is_list {
            let text = input.writing.text();
            let kept = text
                .rfind(',')
                .map_or(String::new(), |comma| format!("{} ", &text[..=comma]));
            input.writing.set(&format!("{kept}{insert}, "));
        } else {
            input.writing.set(insert);
        }
    }

    fn go(&mut self, by: isize, register: &Register, today: NaiveDate) {
        self.check(self.focus, register, today);
        self.sort_out(register, today);
        self.focus = self.focus.saturating_add_signed(by).min(self.inputs.len() - 1);
        self.untouched = true;
        self.chosen = None;
        self.suggest(register, today);
    }

    /// Reads a field and notes why it is refused, if it is.
    fn check(&mut self, at: usize, register: &Register, today: NaiveDate) -> Option<Value> {
        let field = &self.kind.fields[self.inputs[at].position];
        let text = self.inputs[at].writing.text();
        let value = match self.refused_name(at, register, today) {
            Some(sentence) => Err(sentence),
            None => read(field, &text, register, today),
        };
        self.inputs[at].error = value.as_ref().err().cloned();
        value.ok()
    }

    fn check_all(&mut self, register: &Register, today: NaiveDate) -> bool {
        let mut first = None;
        for at in 0..self.inputs.len() {
            let value = self.check(at, register, today);
            let position = self.inputs[at].position;
            let field = &self.kind.fields[position];
            // What was missing before may stay so, as other fields can be edited all the same.
            let is_missed = self.is_new || !self.original.value(position).is_empty();
            if is_missed && value.as_ref().is_some_and(Value::is_empty) && field.is(Mark::Required) {
                self.inputs[at].error = Some(format!("{} is required.", field.label));
            }
            if self.inputs[at].error.is_some() {
                first = first.or(Some(at));
            }
        }
        if let Some(at) = first {
            self.focus = at;
            self.suggest(register, today);
        }
        first.is_none()
    }

    /// Shows at their fields what the rules ask for, as (field, sentence), and goes to the first of them. Tells whether
    /// the form has any of the fields.
    pub fn object<'a>(
        &mut self,
        missing: impl Iterator<Item = (&'static str, &'a str)>,
        register: &Register,
        today: NaiveDate,
    ) -> bool {
        let mut first = None;
        for (name, sentence) in missing {
            let is_it = |input: &Input| self.kind.fields[input.position].name == name;
            if let Some(at) = self.inputs.iter().position(is_it) {
                self.inputs[at].error.get_or_insert_with(|| sentence.to_owned());
                first = Some(first.map_or(at, |first: usize| first.min(at)));
            }
        }
        if let Some(at) = first {
            self.focus = at;
            self.suggest(register, today);
        }
        first.is_some()
    }

    /// Returns the record as the form has it; fields that cannot be read keep what they held.
    pub fn record(&self, register: &Register, today: NaiveDate) -> Record {
        let mut record = self.original.clone();
        for (position, value) in self.changed(register, today) {
            // A value that was read by the field's shape fits it.
            let _ = record.put(position, value);
        }
        record
    }

    /// Returns the fields whose text was changed, with their values. A field that was not touched is left alone, even
    /// where its text would read back otherwise.
    pub fn changed(&self, register: &Register, today: NaiveDate) -> Vec<(usize, Value)> {
        let changed = self
            .inputs
            .iter()
            .filter(|input| self.is_new || input.writing.text() != input.before);
        let read = |input: &Input| {
            let field = &self.kind.fields[input.position];
            Some((
                input.position,
                read(field, &input.writing.text(), register, today).ok()?,
            ))
        };
        changed.filter_map(read).collect()
    }

    /// Tells whether something was typed into a field.
    pub fn is_typed(&self, position: usize) -> bool {
        let input = self.inputs.iter().find(|input| input.position == position);
        input.is_some_and(|input| input.writing.text() != input.before)
    }

    fn suggest(&mut self, register: &Register, _today: NaiveDate) {
        let field = self.field();
        let text = self.inputs[self.focus].writing.text();
        let in_row = self.name_in_row();
        let typed = match &in_row {
            Some(name) => name,
            None if field.shape.is_list() => text.rsplit(',').next().unwrap_or_default(),
            None => &text,
        }
        .trim();
        let all = match in_row {
            Some(_) => suggestion::owners(register),
            None => offers(self.kind, field, register),
        };
        let typed = if all.iter().any(|offer| offer.insert == typed) {
            ""
        } else {
            typed
        };
        let labels = all.iter().map(|offer| format!("{} {}", offer.insert, offer.label));
        let ranked = rank(typed, labels);
        self.suggestions = ranked
            .into_iter()
            .take(50)
            .map(|ranked| all[ranked.index].clone())
            .collect();
        if field.shape.is_of_people() || in_row.is_some() {
            self.offer_new_name(typed, register);
        }
    }
}

/// Tells whether a value is short and said again rather than amended: a choice, a day, a number, a score.
fn is_short(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::OneOf(_) | Shape::Day | Shape::Whole | Shape::Score | Shape::Flag
    )
}
