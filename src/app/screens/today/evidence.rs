//! Lines of Today: evidence and documents, by their state.

use crate::app::list::spec::View;
use crate::app::screens;
use crate::app::screens::today::{Asked, Urgency};
use crate::domain::kinds::document::{self, State};
use crate::domain::kinds::evidence::{self, Standing};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;

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

/// How evidence and documents stand.
#[derive(Debug, Default)]
pub(super) struct Files {
    standings: [usize; Standing::ALL.len()],
    states: [usize; State::ALL.len()],
}

impl Files {
    pub(super) fn count_evidence(&mut self, view: View<'_>, record: &Record) {
        self.standings[evidence::standing(view.register, record, view.today) as usize] += 1;
    }

    pub(super) fn count_document(&mut self, view: View<'_>, record: &Record) {
        self.states[document::stands(view.register, record, view.today) as usize] += 1;
    }
}

impl Asked<'_> {
    /// Adds the evidence and documents that ask for something.
    pub(super) fn files(&mut self, Files { standings, states }: &Files) {
        self.section = Some("Evidence and documents");
        for (standing, text, urgency) in EVIDENCE {
            let filter = format!("standing:{}", standing.item().label);
            self.push(
                standings[standing as usize],
                text,
                urgency,
                &screens::evidence::SCREEN,
                &filter,
            );
        }
        for (state, filter, text, urgency) in DOCUMENTS {
            self.push(
                states[state as usize],
                text,
                urgency,
                &screens::documents::SCREEN,
                filter,
            );
        }
    }
}
