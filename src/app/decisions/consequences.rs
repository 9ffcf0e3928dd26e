//! What a decision sets beyond its answers, because other records say so: what an approved treatment plan covers.

use crate::app::decisions::Decision;
use crate::app::list::spec::View;
use crate::domain::kinds::risk;
use crate::domain::record::Record;
use crate::domain::register::edit::Changes;

/// Returns what a decision sets in a record beside what its answers say. A plan approved anew by the same approver on the
/// same day changes only what it covers.
pub fn also_sets(decision: Decision, view: View<'_>, record: &Record) -> Changes {
    match decision {
        Decision::Plan => Changes::new().set(risk::PLAN_COVERS, risk::covered(view.register, record)),
        _ => Changes::new(),
    }
}
