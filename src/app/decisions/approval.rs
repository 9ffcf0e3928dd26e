//! Checks answers before a decision is made: who may approve, and what an action may wait for.

use chrono::NaiveDate;

use crate::app::decisions::completion::Shown;
use crate::app::decisions::prompt::Ask;
use crate::app::decisions::{Decision, Handling};
use crate::app::guided::review::closing;
use crate::app::list::spec::View;
use crate::app::state::App;
use crate::domain::kinds::{action, finding, organization, risk};
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

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
    if let Value::Date(day) = answer {
        let records: Vec<_> = ask.targets.iter().filter_map(|slot| register.at(*slot)).collect();
        let mut answers = ask.answers.clone();
        answers.push(answer.clone());
        return ask
            .decision
            .refused_day(View { register, today }, who, &records, &answers, *day);
    }
    let text = answer.as_text()?;
    match (ask.decision, ask.answers.len()) {
        (Decision::Done, 0) if Shown::read(text, register) == Shown::Unknown => Some(format!(
            "There is no evidence {text}; V attaches, a blank makes it a note."
        )),
        (Decision::Block, 0) => waits_in_vain(&ask.targets, text, register),
        (Decision::Accept | Decision::Plan, 0) if organization::is_strict(register) => {
            let mut records = ask.targets.iter().filter_map(|slot| register.at(*slot));
            let reason = records.find_map(|record| risk::own_approval(register, record, text, who))?;
            Some(format!(
                "{reason} The organization asks for somebody else (strict approval)."
            ))
        }
        (Decision::Handle(Handling::Verify), 0) if organization::is_strict(register) => {
            let mut records = ask.targets.iter().filter_map(|slot| register.at(*slot));
            let reason = records.find_map(|record| finding::own_verification(register, record, text))?;
            Some(format!(
                "{reason} The organization asks for somebody else (strict approval)."
            ))
        }
        _ => None,
    }
}

fn waits_in_vain(targets: &[Slot], text: &str, register: &Register) -> Option<String> {
    let ids = named(text);
    for id in &ids {
        if !register.get(id.as_str()).is_some_and(|record| record.is(&action::KIND)) {
            return Some(format!("There is no action {id}."));
        }
    }
    let mut records = targets.iter().filter_map(|slot| register.at(*slot));
    records.find_map(|record| action::refused_wait(record.id(), &ids, |id| register.get(id.as_str())))
}

impl App {
    /// Returns the answers of a decision with what they name in fields of its own.
    pub(in crate::app) fn understood(decision: Decision, answers: &[Value]) -> Vec<Value> {
        let mut answers = answers.to_vec();
        if decision == Decision::Block
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
}
