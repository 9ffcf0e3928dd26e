//! What findings and incidents lead to: the next step, a finding raised, a risk made, assessments to repeat.

pub(in crate::app) mod attached_document;
pub(in crate::app) mod finding_steps;
pub(in crate::app) mod incident_response;
pub mod legal_duties;
