//! What a decision sets beyond its answers, because other records say so: the check of an effect, the plan approved.

use chrono::{Months, NaiveDate};

use crate::app::state::App;
use crate::app::verb::Verb;
use crate::domain::edit::Changes;
use crate::domain::index::Slot;
use crate::domain::kinds::{action, organization, risk};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;

/// Returns the day by which the effect of an action closed today is to be checked: a month later when a risk it treats
/// lies above the appetite, or when the organization checks every effect.
pub fn check_by(register: &Register, action: &Record, today: NaiveDate) -> Option<NaiveDate> {
    let method = register.method();
    let above = action::level(register, action).is_some_and(|level| method.exceeds(level));
    let organization = register.get("organization");
    let always = organization.is_some_and(|organization| organization.get(organization::CHECK_EFFECTS));
    (above || always).then(|| today.checked_add_months(Months::new(1)))?
}

impl App {
    /// Returns the fields that a verb sets beside those that its answers say.
    pub(in crate::app) fn also_sets(&self, verb: Verb, record: &Record) -> Changes {
        match verb {
            Verb::Done if record.is(&action::KIND) => {
                // What was seen of an earlier attempt says nothing about this one.
                let sets = Changes::new()
                    .set(action::EFFECTIVE, Value::Empty)
                    .set(action::CHECKED, Value::Empty)
                    .set(action::EFFECT, Value::Empty);
                if record.get(action::CHECK_BY).is_some() {
                    return sets;
                }
                sets.set(action::CHECK_BY, check_by(&self.register, record, self.around.today))
            }
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
