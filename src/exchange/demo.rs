//! The demo organization: an invented company with a full register and a history of six commits.
//!
//! The asset holds what people would type, with days relative to today, so the demo is current on any day. A key
//! `field<N` holds what the field held before commit N; that is all the history there is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::kinds;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::input;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

const TEXT: &str = include_str!("../../assets/demo.ron");

/// Why an asset is no demo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DemoError {
    /// The text is no RON of the expected form.
    #[error("The demo cannot be read: {0}.")]
    Unreadable(String),
    /// The records of an unknown kind, or a record without an id.
    #[error("The demo has {0}.")]
    Unexpected(String),
    /// A field of a record that the kind has not, or a text that is no value of it.
    #[error("{record}, {field}: {problem}")]
    Field {
        /// The id of the record.
        record: String,
        /// The key in the asset.
        field: String,
        /// What is wrong, a sentence.
        problem: String,
    },
}

/// One commit of the demo's history.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What it does, for the commit message.
    pub title: String,
    /// The full name of who made it.
    pub name: String,
    /// The address of who made it.
    pub email: String,
    /// How many days before today it was made.
    pub days_ago: u32,
    /// The records that came in or changed, complete, as they are after it.
    #[serde(skip)]
    pub records: Vec<Record>,
}

/// The demo as its asset tells it, checked; days become dates when it is asked for a day.
#[derive(Debug, Clone)]
pub struct Demo {
    steps: Vec<Step>,
    entries: Vec<Entry>,
    files: Vec<Written>,
}

/// What one file of the repository holds in the steps before `before`; the last word has none.
#[derive(Debug, Clone)]
struct Written {
    path: String,
    before: Option<usize>,
    text: String,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    steps: Vec<Step>,
    records: BTreeMap<String, Vec<BTreeMap<String, String>>>,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// One record: its fields with what they hold from which step on.
#[derive(Debug, Clone)]
struct Entry {
    kind: &'static Kind,
    id: Id,
    step: usize,
    texts: Vec<FieldText>,
}

/// What one field holds in the steps before `before`; the last word has none.
#[derive(Debug, Clone)]
struct FieldText {
    key: String,
    field: usize,
    before: Option<usize>,
    text: String,
}

impl Demo {
    /// Reads the demo that ships with the program.
    ///
    /// # Errors
    ///
    /// Never, as long as the embedded file is one, which a test shows.
    pub fn shipped() -> Result<Self, DemoError> {
        Self::read(TEXT)
    }

    /// Reads a demo from the text of an asset.
    ///
    /// # Errors
    ///
    /// Fails when the text is not of the form, naming the record and field where it can. Values are read when the
    /// records are asked for.
    pub fn read(text: &str) -> Result<Self, DemoError> {
        let mut file: File = ron::from_str(text).map_err(|error| DemoError::Unreadable(error.to_string()))?;
        let mut entries = Vec::new();
        for kind in kinds::ALL {
            for fields in file.records.remove(kind.plural).unwrap_or_default() {
                entries.push(Entry::read(kind, fields, file.steps.len())?);
            }
        }
        let mut files = Vec::new();
        for (key, text) in file.files {
            let (path, before) = match key.split_once('<') {
                Some((path, before)) => {
                    let before = before
                        .parse()
                        .ok()
                        .filter(|before| (2..=file.steps.len()).contains(before));
                    let unexpected = || DemoError::Unexpected(format!("a file that changes with no step, `{key}`"));
                    (path, Some(before.ok_or_else(unexpected)?))
                }
                None => (&*key, None),
            };
            let path = path.to_owned();
            files.push(Written { path, before, text });
        }
        // What held until the earliest step comes first, what holds now last.
        files.sort_by(|a, b| (&a.path, a.before.unwrap_or(usize::MAX)).cmp(&(&b.path, b.before.unwrap_or(usize::MAX))));
        match file.records.into_keys().next() {
            Some(unknown) => Err(DemoError::Unexpected(format!(
                "records of an unknown kind, `{unknown}`"
            ))),
            None => Ok(Self {
                steps: file.steps,
                entries,
                files,
            }),
        }
    }

    /// Returns the records as they are today, kind by kind.
    ///
    /// # Errors
    ///
    /// Fails when a text is no value of its field.
    pub fn records(&self, today: NaiveDate) -> Result<Vec<Record>, DemoError> {
        let filled = self.filled(today)?;
        let entries = self.entries.iter().zip(&filled);
        entries
            .map(|(entry, filled)| Ok(with(entry.after(self.steps.len(), today)?, filled)))
            .collect()
    }

    /// Returns what the program filled in when each record came in: an assessment judged its system as it was then.
    fn filled(&self, today: NaiveDate) -> Result<Vec<Vec<(usize, Value)>>, DemoError> {
        let mut filled = vec![Vec::new(); self.entries.len()];
        let mut register = Register::new(&[]);
        for step in 1..=self.steps.len() {
            let entries = || self.entries.iter().enumerate();
            for (_, entry) in entries().filter(|(_, entry)| entry.step <= step) {
                register.put(entry.after(step, today)?);
            }
            for (at, entry) in entries().filter(|(_, entry)| entry.step == step) {
                filled[at] = (entry.kind.fill)(&register, &entry.after(step, today)?, today);
            }
        }
        Ok(filled)
    }

    /// Returns the files of the repository beside the register as they are after a step, counted from 1: the path and
    /// the text, or nothing where there is no such file then.
    pub fn files(&self, step: usize) -> Vec<(&str, Option<&str>)> {
        let of_path = self.files.chunk_by(|a, b| a.path == b.path);
        let holds = |text: &&Written| text.before.is_none_or(|before| step < before);
        let held = of_path.filter_map(|texts| texts.iter().find(holds));
        held.map(|held| (&*held.path, Some(&*held.text).filter(|text| !text.is_empty())))
            .collect()
    }

    /// Returns the files of the repository as they are today.
    pub fn files_today(&self) -> Vec<(&str, Option<&str>)> {
        self.files(self.steps.len())
    }

    /// Returns the text of a file that evidence points at and of which nothing more is reported.
    pub fn stand_in(title: &str) -> String {
        format!("# {title}\n\nA stand-in for the demo.\n")
    }

    /// Returns the history: each step with the records that came in or changed. After the last one everything is as
    /// [`Demo::records`] has it.
    ///
    /// # Errors
    ///
    /// Fails when a text is no value of its field.
    pub fn steps(&self, today: NaiveDate) -> Result<Vec<Step>, DemoError> {
        let mut known: Vec<Option<Record>> = vec![None; self.entries.len()];
        let mut steps = Vec::with_capacity(self.steps.len());
        let filled = self.filled(today)?;
        for (nth, step) in self.steps.iter().enumerate() {
            let mut records = Vec::new();
            for ((entry, known), filled) in self.entries.iter().zip(&mut known).zip(&filled) {
                if entry.step > nth + 1 {
                    continue;
                }
                let record = with(entry.after(nth + 1, today)?, filled);
                if known.as_ref() != Some(&record) {
                    records.push(record.clone());
                    *known = Some(record);
                }
            }
            steps.push(Step {
                records,
                ..step.clone()
            });
        }
        Ok(steps)
    }
}

impl Entry {
    fn read(kind: &'static Kind, mut fields: BTreeMap<String, String>, steps: usize) -> Result<Self, DemoError> {
        let id = fields
            .remove("id")
            .ok_or_else(|| DemoError::Unexpected(format!("a {} without an id", kind.name)))?;
        if !kind.ids.accepts(&id) {
            return Err(fault(&id, "id", format!("This is not {}.", kind.ids.example())));
        }
        let number = |key: &str, text: &str| {
            let number = text.parse().ok().filter(|number| (1..=steps).contains(number));
            number.ok_or_else(|| fault(&id, key, format!("`{text}` is no step; there are {steps}.")))
        };
        let step = match fields.remove("step") {
            Some(text) => number("step", &text)?,
            None => 1,
        };
        let mut texts = Vec::new();
        for (key, text) in fields {
            let (name, before) = match key.split_once('<') {
                Some((name, before)) => (name, Some(number(&key, before)?)),
                None => (&*key, None),
            };
            if before.is_some_and(|before| before <= step) {
                return Err(fault(&id, &key, format!("The record only comes in with step {step}.")));
            }
            let field = kind.field_index(name);
            let field = field.ok_or_else(|| fault(&id, &key, format!("A {} has no such field.", kind.name)))?;
            texts.push(FieldText {
                key,
                field,
                before,
                text,
            });
        }
        // What held until the earliest step comes first, what holds now last.
        texts.sort_by_key(|text| (text.field, text.before.unwrap_or(usize::MAX)));
        let id = Id::new(&id);
        Ok(Self { kind, id, step, texts })
    }

    /// Returns the record as it is after a step, counted from 1.
    fn after(&self, step: usize, today: NaiveDate) -> Result<Record, DemoError> {
        let mut record = Record::new(self.kind, self.id.clone());
        for texts in self.texts.chunk_by(|a, b| a.field == b.field) {
            let holds = |text: &&FieldText| text.before.is_none_or(|before| step < before);
            let Some(text) = texts.iter().find(holds) else { continue };
            let shape = self.kind.fields[text.field].shape;
            let value = input::read(shape, &text.text, today).map_err(|error| error.to_string());
            let put = value.and_then(|value| record.put(text.field, value).map_err(|error| error.to_string()));
            put.map_err(|problem| fault(self.id.as_str(), &text.key, problem))?;
        }
        Ok(record)
    }
}

/// Returns a record with what was filled in where it says nothing itself.
fn with(mut record: Record, filled: &[(usize, Value)]) -> Record {
    for (field, value) in filled {
        if record.value(*field).is_empty() {
            // What a kind fills in fits its own fields.
            let _ = record.put(*field, value.clone());
        }
    }
    record
}

fn fault(record: &str, field: &str, problem: String) -> DemoError {
    DemoError::Field {
        record: record.to_owned(),
        field: field.to_owned(),
        problem,
    }
}

#[cfg(test)]
mod tests;
