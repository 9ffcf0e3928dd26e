//! The table of decisions: a file per family, a line per decision.

pub mod action;
pub mod any_record;
pub mod control;
pub mod document;
pub mod evidence;
pub mod finding;
pub mod gap;
pub mod incident;
pub mod objective;
pub mod review;
pub mod risk;
pub mod supplier;
pub mod system;
#[cfg(test)]
pub(crate) mod tests;

use crate::app::decisions::Decision;

/// Every decision. Of those of one command the first that applies to a record is meant.
pub static DECISIONS: &[&Decision] = &[
    &action::DONE,
    &action::BLOCK,
    &action::CANCEL,
    &action::EFFECT,
    &action::ADD,
    &any_record::REDATE,
    &any_record::MOVE,
    &any_record::LEAVE_OUT,
    &any_record::OWNER,
    &any_record::NOTE,
    &any_record::STATUS,
    &any_record::RETIRE,
    &risk::ACCEPT,
    &risk::APPROVE_PLAN,
    &risk::CLOSE,
    &control::EXCLUDE,
    &control::INCLUDE,
    &control::NOT_IMPLEMENTED,
    &control::PLANNED,
    &control::PARTIAL,
    &control::IMPLEMENTED,
    &gap::ABSENT,
    &gap::INFORMAL,
    &gap::DOCUMENTED,
    &gap::OPERATING,
    &gap::NO_OCCASION,
    &gap::UNASSESSED,
    &document::APPROVE_CHANGE,
    &document::APPROVE,
    &document::NOT_NEEDED,
    &document::NEEDED,
    &evidence::LOCATE,
    &evidence::LOOK_AGAIN,
    &system::DEPLOY,
    &system::OPERATE,
    &review::SAY,
    &review::DECIDE,
    &review::RESOLVE,
    &review::ATTEND,
    &review::FIND,
    &review::CLOSE,
    &finding::CORRECT,
    &finding::CAUSE,
    &finding::SIMILAR,
    &finding::VERIFY,
    &finding::CLOSE,
    &finding::REOPEN,
    &finding::WITHDRAW,
    &incident::REPORT,
    &incident::LEARN,
    &supplier::ASSESS,
    &objective::MEASURE_METRIC,
    &objective::MEASURE,
    &objective::MET,
    &objective::MISSED,
    &objective::DROPPED,
    #[cfg(test)]
    &tests::sample::START,
];
