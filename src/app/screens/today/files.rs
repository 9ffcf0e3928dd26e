//! Evidence and documents, by how they stand.

use super::{Asked, Urgency};
use crate::app::screens::ScreenId;
use crate::domain::choice::Choices;
use crate::domain::kinds::document::{self, State};
use crate::domain::kinds::evidence::{self, Standing};

/// What is told of evidence: how it stands, in words for one and for several, and how urgent that is.
const EVIDENCE: [(Standing, &str, Urgency); 4] = [
    (
        Standing::Expired,
        "piece of evidence expired|pieces of evidence expired",
        Urgency::Bad,
    ),
    (
        Standing::Gone,
        "piece of evidence is gone|pieces of evidence are gone",
        Urgency::Bad,
    ),
    (
        Standing::Changed,
        "piece changed since it was attached|pieces changed since they were attached",
        Urgency::Bad,
    ),
    (
        Standing::Expiring,
        "piece expires within 30 days|pieces expire within 30 days",
        Urgency::Soon,
    ),
];

/// What is told of documents.
const DOCUMENTS: [(State, &str, &str, Urgency); 4] = [
    (
        State::Gone,
        "state:gone",
        "document's file is gone|documents' files are gone",
        Urgency::Bad,
    ),
    (
        State::ReviewDue,
        "state:due",
        "document to review|documents to review",
        Urgency::Bad,
    ),
    (
        State::Exists,
        "state:exists",
        "document to approve|documents to approve",
        Urgency::Soon,
    ),
    (
        State::Missing,
        "state:missing",
        "demanded document missing|demanded documents missing",
        Urgency::Soon,
    ),
];

impl Asked<'_> {
    /// Adds the evidence and documents that ask for something.
    pub(super) fn files(&mut self) {
        let (register, today) = (self.view.register, self.view.today);
        let mut standings = [0; Standing::ALL.len()];
        for record in self.of(&evidence::KIND) {
            standings[evidence::standing(register, record, today) as usize] += 1;
        }
        self.section = Some("Evidence and documents");
        for (standing, text, urgency) in EVIDENCE {
            let filter = format!("standing:{}", standing.item().label);
            self.push(standings[standing as usize], text, urgency, ScreenId::Evidence, &filter);
        }
        let mut states = [0; State::ALL.len()];
        for record in self.of(&document::KIND) {
            states[document::state(register, record, today) as usize] += 1;
        }
        for (state, filter, text, urgency) in DOCUMENTS {
            self.push(states[state as usize], text, urgency, ScreenId::Documents, filter);
        }
    }
}
