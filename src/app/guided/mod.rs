//! Guided modes: the gap and control session, holding a review, and triage; each ends with a summary.

pub mod review;
pub mod session;
pub mod summary;
pub mod triage;

use std::collections::BTreeMap;

use review::Holding;
use session::{Place, Session};
use triage::Triage;

/// The guided modes: sessions, the review being held, the triage since the program began.
#[derive(Debug)]
pub struct Guided {
    /// The guided sessions in progress, at most one on each screen; the one begun last is the last.
    pub sessions: Vec<Session>,
    /// The review that is being held.
    pub holding: Option<Holding>,
    /// What was decided since the program began.
    pub triage: Triage,
    /// Where the last session of each kind was left, by the name of the kind of record it walks.
    pub places: BTreeMap<String, Place>,
}
