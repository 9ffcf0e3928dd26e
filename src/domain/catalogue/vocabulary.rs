//! The vocabularies of the catalogue: lists of ids that fields of records take.

use crate::domain::catalogue::{Catalogue, Place};

/// A list of ids that the catalogue knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// Sources of risk of Annex C.3.
    RiskSources,
    /// Objectives of Annex C.2.
    Objectives,
    /// Threats of OWASP, ATLAS and NIST AI 600-1, each id with its edition.
    Threats,
    /// Sub-clauses and controls.
    Requirements,
}

impl Vocabulary {
    /// Returns the words for the list.
    pub fn name(self) -> &'static str {
        match self {
            Self::RiskSources => "risk sources (Annex C.3)",
            Self::Objectives => "AI objectives (Annex C.2)",
            Self::Threats => "threats (OWASP, ATLAS, NIST AI 600-1)",
            Self::Requirements => "clauses and controls",
        }
    }
}

impl Catalogue {
    /// Tells whether an id belongs to a vocabulary; of clauses and controls also a heading, a domain or a range.
    pub fn knows(&self, vocabulary: Vocabulary, id: &str) -> bool {
        if vocabulary == Vocabulary::Requirements {
            return !self.requirements_under(id).is_empty()
                || matches!(self.place(id), Some(Place::Clause(_) | Place::Control(_)));
        }
        matches!(
            (vocabulary, self.place(id)),
            (Vocabulary::RiskSources, Some(Place::RiskSource(_)))
                | (Vocabulary::Objectives, Some(Place::Objective(_)))
                | (Vocabulary::Threats, Some(Place::Threat(..)))
        )
    }

    /// Returns the ids and titles of a vocabulary, in the catalogue's order.
    pub fn terms(&self, vocabulary: Vocabulary) -> Vec<(&str, &str)> {
        match vocabulary {
            Vocabulary::RiskSources => self.risk_sources.iter().map(|term| (&*term.id, &*term.title)).collect(),
            Vocabulary::Objectives => self.objectives.iter().map(|term| (&*term.id, &*term.title)).collect(),
            Vocabulary::Threats => {
                let threats = self.threat_taxonomies.iter().flat_map(|taxonomy| &taxonomy.entries);
                threats.map(|threat| (&*threat.id, &*threat.title)).collect()
            }
            Vocabulary::Requirements => {
                let clauses = self.clauses.iter().map(|clause| (&*clause.id, &*clause.title));
                clauses
                    .chain(self.controls.iter().map(|control| (&*control.id, &*control.title)))
                    .collect()
            }
        }
    }
}
