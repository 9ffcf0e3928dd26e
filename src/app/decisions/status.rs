//! A status that has a decision of its own (accepted, blocked, closed, held) begins that decision, with its questions.

use crate::app::decisions::{Answered, Running, run};
use crate::app::state::App;
use crate::app::state::decisions::DECISIONS;
use crate::domain::record::Record;
use crate::domain::record::choice::Item;
use crate::domain::record::value::Value;

/// Tells whether a status that was chosen is set as it is. Begins the decision that it stands for, or refuses one that
/// skips steps. What others changed since the status was asked for is asked about at the end.
pub(in crate::app) fn is_plain(app: &mut App, status: &Answered) -> bool {
    let targets = &*status.targets;
    let Some(Value::Choice(item)) = status.answers.first() else {
        return true;
    };
    let records: Vec<_> = targets.iter().filter_map(|slot| app.register.at(*slot)).collect();
    let Some(decision) = records.iter().find_map(|record| meant(app, record, item)) else {
        return true;
    };
    match (decision.not_by_status)(app.view(), &records, item) {
        Some(reason) => app.refuse(reason),
        None => run::begin_after(app, decision, targets, Some(status)),
    }
    false
}

/// Returns the decision that a status of a record stands for, if it is one.
fn meant(app: &App, record: &Record, item: &Item) -> Option<Running> {
    let mut decisions = DECISIONS.iter().map(|one| Running::from(*one));
    decisions.find(|running| (running.by_status)(&running.target(app.view(), record), item))
}
