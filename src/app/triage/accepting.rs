//! Answers that are looked at before a decision is made: who may accept, and what may be waited for.

use chrono::NaiveDate;

use crate::app::acting::handle_of;
use crate::app::ask::Ask;
use crate::app::holding::closing;
use crate::app::state::App;
use crate::app::triage::shown::Shown;
use crate::app::verb::{Handling, Verb};
use crate::domain::id::Id;
use crate::domain::index::Slot;
use crate::domain::kinds::{action, finding, organization};
use crate::domain::register::Register;
use crate::domain::search::folded;
use crate::domain::value::Value;

/// Returns the actions that a text names.
pub fn named(text: &str) -> Vec<Id> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let mut ids: Vec<_> = words
        .filter(|word| action::KIND.ids.accepts(word))
        .map(Id::new)
        .collect();
    ids.dedup();
    ids
}

/// Returns what is wrong with an answer just given, if anything; it can then be given anew.
pub fn refusal(ask: &Ask, answer: &Value, register: &Register, who: &str, today: NaiveDate) -> Option<String> {
    if let Some(reason) = closing::refusal(ask, answer, register, today) {
        return Some(reason);
    }
    let text = answer.as_text()?;
    match (ask.verb, ask.answers.len()) {
        (Verb::Done, 0) if Shown::read(text, register) == Shown::Unknown => Some(format!(
            "There is no evidence {text}; V attaches, a blank makes it a note."
        )),
        (Verb::Block, 0) => waits_in_vain(&ask.targets, text, register),
        (Verb::Accept | Verb::Plan, 0) if is_strict(register) => {
            let reason = own_approval(&ask.targets, text, register, who)?;
            Some(format!(
                "{reason} The organization asks for somebody else (strict approval)."
            ))
        }
        (Verb::Handle(Handling::Verify), 0) if is_strict(register) => {
            let reason = acted_on(&ask.targets, text, register)?;
            Some(format!(
                "{reason} The organization asks for somebody else (strict approval)."
            ))
        }
        _ => None,
    }
}

/// Says why somebody is not independent of what they verify, if so: they own a finding or one of its actions.
fn acted_on(targets: &[Slot], verifier: &str, register: &Register) -> Option<String> {
    let mut records = targets.iter().filter_map(|slot| register.at(*slot));
    let acted = records.find_map(|record| finding::acted(register, record, verifier))?;
    Some(format!("{verifier} owns {}.", acted.id()))
}

/// Tells whether the organization refuses an approval by the owner or the author.
pub fn is_strict(register: &Register) -> bool {
    let organization = register.get("organization");
    organization.is_some_and(|organization| organization.get(organization::STRICT_APPROVAL))
}

/// Says why an approver is not independent of some records, if so: the owner of one of them, or who works here.
pub fn own_approval(targets: &[Slot], approver: &str, register: &Register, who: &str) -> Option<String> {
    let name = folded(&handle_of(register, approver));
    let records = targets.iter().filter_map(|slot| register.at(*slot));
    let owned = records
        .filter(|record| !record.owner().is_empty())
        .find(|record| folded(record.owner()) == name);
    if let Some(record) = owned {
        return Some(format!("{approver} owns {}.", record.id()));
    }
    let is_author = !who.is_empty() && folded(&handle_of(register, who)) == name;
    is_author.then(|| format!("{approver} is who writes this."))
}

fn waits_in_vain(targets: &[Slot], text: &str, register: &Register) -> Option<String> {
    let ids = named(text);
    for id in &ids {
        if !register.get(id.as_str()).is_some_and(|record| record.is(&action::KIND)) {
            return Some(format!("There is no action {id}."));
        }
    }
    let records = targets.iter().filter_map(|slot| register.at(*slot));
    for record in records {
        if ids.contains(record.id()) {
            return Some(format!("{} cannot wait for itself.", record.id()));
        }
        if let Some(way) = action::way_back(register, record.id(), &ids) {
            let way: Vec<_> = way.iter().map(ToString::to_string).collect();
            return Some(format!(
                "That would be a circle: {} waits already.",
                way.join(" waits for ")
            ));
        }
    }
    None
}

impl App {
    /// Returns the answers of a verb with what they name in fields of its own.
    pub(in crate::app) fn understood(verb: Verb, answers: &[Value]) -> Vec<Value> {
        let mut answers = answers.to_vec();
        if verb == Verb::Block
            && let Some(text) = answers.first().and_then(Value::as_text)
        {
            let ids = named(text);
            let rest = ids
                .iter()
                .fold(text.to_owned(), |text, id| text.replace(id.as_str(), ""));
            if !ids.is_empty() && !rest.contains(char::is_alphanumeric) {
                let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
                answers[0] = Value::text(&format!("waits for {}", ids.join(", ")));
            }
            answers.push(Value::set(ids.into_iter().map(Value::Reference).collect()));
        }
        answers
    }

    /// Says why an acceptance is looked at once more, if so.
    pub(in crate::app) fn approval_warning(&self, verb: Verb, targets: &[Slot], answers: &[Value]) -> Option<String> {
        if verb == Verb::Close {
            let review = targets.first().and_then(|slot| self.register.at(*slot))?;
            return closing::warning(&self.register, review);
        }
        let approver = answers.first().and_then(Value::as_text)?;
        if verb == Verb::Handle(Handling::Verify) {
            let reason = acted_on(targets, approver, &self.register)?;
            return Some(format!(
                "{reason} Whether a corrective action had its effect is seen better by somebody else (10.2)."
            ));
        }
        if !matches!(verb, Verb::Accept | Verb::Plan) {
            return None;
        }
        let reason = own_approval(targets, approver, &self.register, &self.around.who)?;
        Some(format!(
            "{reason} An approver should be somebody else than the owner and the author."
        ))
    }
}
