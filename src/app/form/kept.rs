//! What is kept of a form for another run, and what others wrote while it was open or kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::form::{Form, Input, read, text_of};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

impl Form {
    /// Takes a field as others left it: as what it was before, so that what is typed writes over it knowingly, and with
    /// `theirs` as what is typed, too.
    pub fn take_outside(&mut self, position: usize, value: &Value, theirs: bool) {
        // The value comes from another state of the same record, so it fits.
        let _ = self.original.put(position, value.clone());
        let text = text_of(&self.kind.fields[position], value);
        let mut inputs = self.inputs.iter_mut().chain(&mut self.absent);
        if let Some(input) = inputs.find(|input| input.position == position) {
            input.before.clone_from(&text);
            if theirs {
                input.writing.set(&text);
                input.error = None;
            }
        }
    }

    /// Returns the texts of the fields that were changed, by name; for a draft.
    pub fn draft(&self) -> BTreeMap<String, String> {
        self.of_changed(|input| input.writing.text())
    }

    /// Returns what stood in the fields that were changed, by name; for a draft.
    pub fn before(&self) -> BTreeMap<String, String> {
        self.of_changed(|input| input.before.clone())
    }

    fn of_changed(&self, text: impl Fn(&Input) -> String) -> BTreeMap<String, String> {
        let inputs = self.inputs.iter().chain(&self.absent);
        let changed = inputs.filter(|input| input.writing.text() != input.before);
        changed
            .map(|input| (self.kind.fields[input.position].name.to_owned(), text(input)))
            .collect()
    }

    /// Puts the texts of a draft into the fields. A field that held something else `before` is held against that, so
    /// that what others wrote since is asked about.
    pub fn resume(
        &mut self,
        draft: &BTreeMap<String, String>,
        before: &BTreeMap<String, String>,
        register: &Register,
        today: NaiveDate,
    ) {
        for (position, field) in self.kind.fields.iter().enumerate() {
            let is_now = text_of(field, self.original.value(position));
            let was = before.get(field.name).filter(|was| **was != is_now);
            if let Some(Ok(value)) = was.map(|was| read(field, was, register, today)) {
                self.take_outside(position, &value, false);
            }
        }
        for input in self.inputs.iter_mut().chain(&mut self.absent) {
            if let Some(text) = draft.get(self.kind.fields[input.position].name) {
                input.writing.set(text);
            }
        }
        self.sort_out(register, today);
        self.suggest(register, today);
    }
}
