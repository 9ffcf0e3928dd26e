//! The approval of treatment plans: what it covers, and which cannot be approved as there is nothing in them.

use crate::app::state::App;
use crate::app::verb::Verb;
use crate::domain::edit::Changes;
use crate::domain::index::Slot;
use crate::domain::kinds::risk;
use crate::domain::record::Record;

impl App {
    /// Returns what an approval of a plan covers; one made anew by the same approver on the same day changes only that.
    pub(in crate::app) fn also_sets(&self, verb: Verb, record: &Record) -> Changes {
        match verb {
            Verb::Plan => Changes::new().set(risk::PLAN_COVERS, risk::covered(&self.register, record)),
            _ => Changes::new(),
        }
    }

    /// Returns why a plan cannot be approved, if so: a risk without actions has none.
    pub(in crate::app) fn has_no_plan(&self, verb: Verb, targets: &[Slot]) -> Option<String> {
        if verb != Verb::Plan {
            return None;
        }
        let mut risks = targets.iter().filter_map(|slot| self.register.at(*slot));
        let without = risks.find(|record| risk::plan(&self.register, record) == risk::Plan::Missing)?;
        Some(format!("{} has no action to approve yet; T adds one.", without.id()))
    }
}
