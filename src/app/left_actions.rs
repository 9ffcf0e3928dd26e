//! What becomes of the open actions of a risk that is closed or retired.

use super::state::App;
use super::verb::{Question, Verb};
use crate::domain::choice::{Choices, choices};
use crate::domain::edit::{Changes, Edit, EditError};
use crate::domain::index::Slot;
use crate::domain::kinds::{action, risk};
use crate::domain::record::Record;
use crate::domain::value::Value;

choices! {
    /// What becomes of them.
    Left {
        Keep "keep them open", "keep", "no";
        Cancel "cancel them, too", "cancel", "yes";
    }
}

impl App {
    /// Returns the question what becomes of the actions that a decision on risks leaves without an open risk, if there
    /// are any.
    pub(super) fn asks_about_actions(&self, verb: Verb, records: &[&Record]) -> Option<Question> {
        let ends = matches!(verb, Verb::CloseRisk | Verb::Retire);
        let mut risks = records.iter().filter(|record| record.is(&risk::KIND));
        let leaves = ends && risks.any(|risk| !risk::left_actions(&self.register, risk).is_empty());
        leaves.then(|| Question::choice("What becomes of its open actions", Left::ITEMS))
    }

    /// Cancels these actions where that was answered, with the reason of the decision.
    ///
    /// # Errors
    ///
    /// Fails when a change does not fit its action.
    pub(super) fn cancel_left_actions(
        &self,
        edit: &mut Edit,
        verb: Verb,
        targets: &[Slot],
        answers: &[Value],
    ) -> Result<(), EditError> {
        let Some(Value::Choice(item)) = answers.last() else {
            return Ok(());
        };
        let ends = matches!(verb, Verb::CloseRisk | Verb::Retire);
        if !ends || *item != Left::Cancel.item() {
            return Ok(());
        }
        let risks = targets.iter().filter_map(|slot| self.register.at(*slot));
        for risk in risks.filter(|record| record.is(&risk::KIND)) {
            let reason = match (verb, answers.first().and_then(Value::as_text)) {
                (Verb::CloseRisk, Some(reason)) => format!("{} was closed: {reason}", risk.id()),
                _ => format!("{} was retired", risk.id()),
            };
            for action in risk::left_actions(&self.register, risk) {
                let changes = Changes::new()
                    .set(action::STATUS, action::Status::Cancelled)
                    .set(action::REASON, reason.as_str());
                self.add_changes(edit, action, changes)?;
            }
        }
        Ok(())
    }
}
