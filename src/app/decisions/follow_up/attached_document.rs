//! What is attached to a question that demands a document, and what an answer lacks to be shown.

use crate::app::decisions::attach::{self, Purpose};
use crate::app::decisions::table::evidence::LOCATE;
use crate::app::dialogs::confirm::Confirm;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::kinds::answer::{self, State};
use crate::domain::kinds::{document, evidence};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices as _;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

/// Returns the documents that the clause of a question demands and that are nowhere.
fn missing<'a>(register: &'a Register, id: &'a Id) -> Vec<&'a Id> {
    let by = id.as_str().split('/').next().unwrap_or_default();
    let demanded = document::demanded(register, by);
    let is_missing = |id: &&Id| {
        let record = register.get(id.as_str());
        record
            .is_some_and(|record| document::is_needed(register, record) && document::holder(register, record).is_none())
    };
    demanded.filter(is_missing).collect()
}

/// Asks what a file or link is that is attached to a question whose document is nowhere; tells whether it asked.
pub(in crate::app) fn asks(app: &mut App, location: &str, purpose: &Purpose) -> bool {
    let Purpose::Support(targets) = purpose else {
        return false;
    };
    let [one] = &targets[..] else { return false };
    if !app
        .register
        .get(one.as_str())
        .is_some_and(|record| record.is(&answer::KIND))
    {
        return false;
    }
    let documents = missing(&app.register, one);
    if documents.is_empty() {
        return false;
    }
    let locate = |(nth, id): (usize, &&Id)| {
        let key = char::from_digit(nth as u32 + 1, 10)?;
        let title = app.register.title(id.as_str()).unwrap_or_default();
        let begun = attach::begun_on(app, &LOCATE, &[(*id).clone()]);
        let then = Then::TakeLocation(location.to_owned(), Purpose::Decide(begun));
        Some((Key::char(key), format!("{title} ({id})"), then))
    };
    let mut choices: Vec<_> = documents.iter().enumerate().filter_map(locate).collect();
    choices.push((
        Key::char('e'),
        "supporting evidence".to_owned(),
        Then::TakeLocation(location.to_owned(), purpose.clone()),
    ));
    app.dialogs.push(Confirm {
        title: "This is".to_owned(),
        text: format!("{location}\n\n{one} demands a document that is nowhere yet."),
        choices,
        top: std::cell::Cell::new(0),
    });
    true
}

/// Says at once what an answer just given lacks: the document that its clause demands, or evidence.
pub(in crate::app) fn tell_lack(app: &mut App, answered: &[Slot]) {
    let [one] = answered else { return };
    let Some(record) = app.register.at(*one).filter(|record| record.is(&answer::KIND)) else {
        return;
    };
    if let Some(sentence) = lack(&app.register, record) {
        app.warn(sentence);
    }
}

fn lack(register: &Register, record: &Record) -> Option<String> {
    let state = record
        .get(answer::STATE)
        .filter(|state| matches!(state, State::Documented | State::Operating))?;
    let id = record.id();
    let word = state.item().label;
    if let Some(document) = missing(register, id).first() {
        let title = register.title(document.as_str()).unwrap_or_default();
        return Some(format!(
            "{id} is {word}, and its document is nowhere: {title} ({document}); :attach says where."
        ));
    }
    let supports = register
        .linked_of(&evidence::KIND, id)
        .any(|evidence| !evidence.is_retired());
    let clause = Id::new(answer::clause_of(record));
    let of_clause = register
        .linked_of(&evidence::KIND, &clause)
        .any(|evidence| !evidence.is_retired());
    let has_document = document::demanded(register, clause.as_str()).next().is_some();
    let is_shown = supports || of_clause || has_document;
    (state == State::Operating && !is_shown)
        .then(|| format!("{id} is {word}, and no evidence shows it; :attach adds some."))
}
