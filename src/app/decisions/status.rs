//! A status that has a decision of its own (accepted, blocked, closed, held) begins that decision, with its questions.

use crate::app::decisions::{Answered, Decision, Handling};
use crate::app::state::App;
use crate::domain::kinds::finding::Step;
use crate::domain::kinds::{action, assessment, finding, incident, objective, review, risk, system};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, Item};
use crate::domain::record::value::Value;

impl App {
    /// Begins the decision that a status stands for, or refuses one that skips steps. Tells whether it did.
    /// What others changed since the status was asked for is asked about at the end.
    pub(in crate::app) fn begins_decision(&mut self, status: &Answered) -> bool {
        let targets = &*status.targets;
        let Some(Value::Choice(item)) = status.answers.first() else {
            return false;
        };
        let records: Vec<_> = targets.iter().filter_map(|slot| self.register.at(*slot)).collect();
        let Some(decision) = records.iter().find_map(|record| self.decision_of(record, item)) else {
            return false;
        };
        let refused = match decision {
            Decision::Release(_) if targets.len() > 1 => {
                let closed = records.iter().filter(|record| self.decision_of(record, item).is_some());
                let ids: Vec<_> = closed.map(|record| record.id().to_string()).collect();
                Some(format!(
                    "The gate is closed for {}; decide on them one by one.",
                    ids.join(", ")
                ))
            }
            Decision::Handle(Handling::Close) => {
                let steps = records
                    .iter()
                    .filter_map(|record| Some((record, finding::step(&self.register, record)?)));
                let mut early = steps.filter(|(_, step)| *step != Step::Close);
                early
                    .next()
                    .map(|(record, step)| format!("{} still asks to {}; x does that.", record.id(), step.item().label))
            }
            _ => None,
        };
        match refused {
            Some(reason) => self.refuse(reason),
            None => self.begin_after(decision, targets, Some(status)),
        }
        true
    }

    /// Returns the decision that a status of a record stands for, if it is one.
    fn decision_of(&self, record: &Record, item: &Item) -> Option<Decision> {
        if record.is(&risk::KIND) {
            return match risk::Status::of(item)? {
                risk::Status::Accepted => Some(Decision::Accept),
                risk::Status::Closed => Some(Decision::CloseRisk),
                risk::Status::Draft | risk::Status::Open => None,
            };
        }
        if record.is(&action::KIND) {
            return match action::Status::of(item)? {
                action::Status::Blocked => Some(Decision::Block),
                action::Status::Done => Some(Decision::Done),
                action::Status::Cancelled => Some(Decision::Cancel),
                action::Status::Open | action::Status::Started => None,
            };
        }
        if record.is(&finding::KIND) {
            let open = record.is_open();
            return match finding::Status::of(item)? {
                finding::Status::Withdrawn => Some(Decision::Handle(Handling::Withdraw)),
                finding::Status::Closed if open => Some(Decision::Handle(Handling::Close)),
                finding::Status::Open if !open => Some(Decision::Handle(Handling::Reopen)),
                _ => None,
            };
        }
        if record.is(&review::KIND) {
            let cancels = review::Status::of(item) == Some(review::Status::Cancelled);
            return cancels.then_some(Decision::Cancel);
        }
        if record.is(&incident::KIND) {
            let closes = incident::Status::of(item) == Some(incident::Status::Closed);
            return closes.then_some(Decision::Handle(Handling::Learn));
        }
        if record.is(&objective::KIND) {
            let status = objective::Status::of(item)?;
            return (status != objective::Status::Open).then_some(Decision::Handle(Handling::End(status)));
        }
        if record.is(&system::KIND) {
            let after = record
                .clone()
                .with(system::STAGE, Value::from(system::Stage::of(item)?));
            let is_through = assessment::is_override_missing(&self.register, record, &after, self.env.today);
            return is_through.then_some(Decision::Release(system::Stage::of(item)?));
        }
        None
    }
}
