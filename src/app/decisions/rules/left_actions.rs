//! Asks what becomes of the open actions of a risk that is closed or retired.

use crate::app::decisions::{Decision, Question};
use crate::app::state::App;
use crate::domain::admission::left;
use crate::domain::kinds::{action, finding, risk};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Changes, Edit, EditError};
use crate::domain::register::index::Slot;

choices! {
    /// What becomes of them.
    Left {
        Keep "keep them open", "keep", "no";
        Cancel "cancel them, too", "cancel", "yes";
    }
}

impl App {
    /// Returns the question what becomes of the actions that a decision leaves without an open risk or finding, if there
    /// are any.
    pub(in crate::app) fn asks_about_actions(&self, decision: &Decision, records: &[&Record]) -> Option<Question> {
        decision.ends?;
        let mut ending = records.iter();
        let leaves = ending.any(|record| !self.left_actions(record).is_empty());
        leaves.then(|| Question::choice("What becomes of its open actions", Left::ITEMS))
    }

    /// Returns the open actions that are about nothing else that counts than a risk or a finding.
    fn left_actions(&self, record: &Record) -> Vec<&Record> {
        if !record.is(&risk::KIND) && !record.is(&finding::KIND) {
            return Vec::new();
        }
        let mut left = left::behind(&self.register, record.id(), |id| self.register.get(id.as_str()));
        left.retain(|record| record.is(&action::KIND));
        left
    }

    /// Cancels these actions where that was answered, with the reason of the decision.
    ///
    /// # Errors
    ///
    /// Fails when a change does not fit its action.
    pub(in crate::app) fn cancel_left_actions(
        &self,
        edit: &mut Edit,
        decision: &Decision,
        targets: &[Slot],
        answers: &[Value],
    ) -> Result<(), EditError> {
        let (Some(word), Some(Value::Choice(item))) = (decision.ends, answers.last()) else {
            return Ok(());
        };
        if *item != Left::Cancel.item() {
            return Ok(());
        }
        let why = answers.first().and_then(Value::as_text);
        for record in targets.iter().filter_map(|slot| self.register.at(*slot)) {
            let reason = match why {
                Some(why) => format!("{} was {word}: {why}", record.id()),
                None => format!("{} was {word}", record.id()),
            };
            for action in self.left_actions(record) {
                let changes = Changes::new()
                    .set(action::STATUS, action::Status::Cancelled)
                    .set(action::REASON, reason.as_str());
                self.add_changes(edit, action, changes)?;
            }
        }
        Ok(())
    }
}
