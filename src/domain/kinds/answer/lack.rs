//! What an answer lacks to be shown: the document that its clause demands, or evidence.

use crate::domain::kinds::answer::{self, State};
use crate::domain::kinds::{document, evidence};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices as _;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};

/// How many answers are told of.
const MOST: usize = 3;

/// Returns the documents that the clause of a question demands and that are nowhere.
pub fn missing_documents<'a>(register: &'a Register, id: &'a Id) -> Vec<&'a Id> {
    let by = id.as_str().split('/').next().unwrap_or_default();
    let demanded = document::demanded(register, by);
    let is_missing = |id: &&Id| {
        let record = register.get(id.as_str());
        record
            .is_some_and(|record| document::is_needed(register, record) && document::holder(register, record).is_none())
    };
    demanded.filter(is_missing).collect()
}

/// Says what the answers lack whose state an edit that was made sets, of the first few by their questions.
pub fn lacks(register: &Register, edit: &Edit) -> Vec<String> {
    let answered = |change: &Change| match change {
        Change::Set { id, field, .. } if *field == answer::STATE.index() => register.get(id.as_str()),
        Change::Add(record) => register.get(record.id().as_str()),
        _ => None,
    };
    let answers = edit.changes.iter().filter_map(answered);
    let answers = answers.filter(|record| record.is(&answer::KIND));
    let mut sentences: Vec<_> = answers.filter_map(|record| lack(register, record)).collect();
    let more = sentences.len().saturating_sub(MOST);
    sentences.truncate(MOST);
    if more > 0 {
        sentences.push(format!("{more} more answers lack their document or evidence."));
    }
    sentences
}

fn lack(register: &Register, record: &Record) -> Option<String> {
    let state = record
        .get(answer::STATE)
        .filter(|state| matches!(state, State::Documented | State::Operating))?;
    let id = record.id();
    let word = state.item().label;
    if let Some(document) = missing_documents(register, id).first() {
        let title = register.title(document.as_str()).unwrap_or_default();
        return Some(format!(
            "{id} is {word}, and its document is nowhere: {title} ({document})."
        ));
    }
    let supports = |of: &Id| {
        let mut pieces = register.linked_of(&evidence::KIND, of);
        pieces.any(|evidence| !evidence.is_retired())
    };
    let clause = Id::new(answer::clause_of(record));
    let has_document = document::demanded(register, clause.as_str()).next().is_some();
    let is_shown = supports(id) || supports(&clause) || has_document;
    (state == State::Operating && !is_shown).then(|| format!("{id} is {word}, and no evidence shows it."))
}
