//! The records that the catalogue implies, so that they are there without a file.

use crate::domain::catalogue::Catalogue;
use crate::domain::record::field::Kind;
use crate::domain::record::id::{Id, IdForm};

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
