//! The records that the catalogue implies, so that they are there without a file.

use crate::domain::catalogue::Catalogue;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::{Id, IdForm};
use crate::domain::register::Register;

/// Tells whether a record of a kind is there from the start.
pub(super) fn implies(catalogue: &Catalogue, kind: &Kind, id: &Id) -> bool {
    match kind.ids {
        IdForm::Single(name) => id.as_str() == name,
        IdForm::Control => catalogue.control(id.as_str()).is_some(),
        IdForm::Question => catalogue.question(id.as_str()).is_some(),
        IdForm::Document => catalogue.demands(id.as_str()),
        IdForm::Slug | IdForm::Random(_) => false,
    }
}

/// Returns the ids of the records of a kind that are there from the start.
pub(super) fn implied(kind: &Kind, catalogue: &Catalogue) -> Vec<Id> {
    match kind.ids {
        IdForm::Single(name) => vec![Id::new(name)],
        IdForm::Control => catalogue.controls.iter().map(|control| Id::new(&control.id)).collect(),
        IdForm::Question => catalogue
            .questions()
            .map(|(_, question)| Id::new(&question.id))
            .collect(),
        IdForm::Document => catalogue.documents().map(|id| Id::new(&id)).collect(),
        IdForm::Slug | IdForm::Random(_) => Vec::new(),
    }
}

impl Register {
    /// Returns where and why the file of a record cannot be read, where for that reason nothing is known of it: it is not there,
    /// or an empty one that the catalogue implies stands in its place. Of two files with one id the first is known.
    pub fn unknown(&self, id: &str) -> Option<&str> {
        let why = self.unreadable(id)?;
        let is_known = |record: &Record| record.fields().any(|(_, value)| !value.is_empty());
        (!self.get(id).is_some_and(is_known)).then_some(why)
    }

    /// Returns why a record can be neither shown nor changed, where its file cannot be read: nobody knows what it says.
    pub fn refusal(&self, id: &str) -> Option<String> {
        let why = self.unknown(id)?;
        Some(format!(
            "The file of `{id}` cannot be read: {why} Mend it in an editor; aims takes that in by itself."
        ))
    }
}
