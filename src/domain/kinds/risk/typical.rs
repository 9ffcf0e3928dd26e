//! Typical risks of AI systems to begin a register with; each becomes a draft that somebody judges and rewords.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::kinds::risk::{self, Status};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

const TEXT: &str = include_str!("../../../../assets/starter-risks.ron");

/// A typical risk.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Starter {
    /// Its key, which no other has.
    pub key: String,
    /// What happens to what.
    pub title: String,
    /// How it comes about and what follows.
    pub scenario: String,
    /// Where it comes from, by Annex C.3.
    pub sources: Vec<String>,
    /// The threats behind it, each with its edition where its taxonomy counts anew with each.
    pub threats: Vec<String>,
    /// The objectives it touches, by Annex C.2.
    pub objectives: Vec<String>,
    /// Controls of Annex A that suggest themselves.
    pub controls: Vec<String>,
}

impl Starter {
    /// Fills a new risk of a system with it: a draft, with what suggests itself.
    #[must_use]
    pub fn fill(&self, risk: Record, system: &Id) -> Record {
        let ids = |texts: &[String]| texts.iter().map(|text| Id::new(text)).collect::<Vec<_>>();
        risk.with(risk::TITLE, self.title.as_str())
            .with(risk::SYSTEMS, vec![system.clone()])
            .with(risk::SCENARIO, self.scenario.as_str())
            .with(risk::SOURCES, ids(&self.sources))
            .with(risk::THREATS, ids(&self.threats))
            .with(risk::OBJECTIVES, ids(&self.objectives))
            .with(risk::CONTROLS, ids(&self.controls))
            .with(risk::STATUS, Status::Draft)
    }

    /// Returns the risk of a system that was made from it, or says the same in other words of its own: known by the title.
    pub fn inserted<'a>(&self, register: &'a Register, system: &Id) -> Option<&'a Record> {
        let mut risks = register.linked_of(&risk::KIND, system);
        risks.find(|record| !record.is_retired() && record.title().eq_ignore_ascii_case(&self.title))
    }
}

/// Returns the typical risks, in the order in which they are offered.
///
/// # Panics
///
/// Never: a test reads the asset.
pub fn starters() -> &'static [Starter] {
    static READ: OnceLock<Vec<Starter>> = OnceLock::new();
    READ.get_or_init(|| ron::from_str(TEXT).expect("a test reads the asset"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::Catalogue;
    use crate::domain::catalogue::Vocabulary;

    #[test]
    fn every_id_is_in_the_catalogue_and_every_risk_says_something_of_its_own() {
        let register = Register::default();
        let catalogue: &Catalogue = register.catalogue();
        let mut keys = std::collections::HashSet::new();
        let mut titles = std::collections::HashSet::new();
        for starter in starters() {
            let key = &starter.key;
            assert!(keys.insert(key) && titles.insert(&starter.title), "{key}");
            assert!(
                starter.scenario.ends_with('.') && starter.title.chars().count() <= 60,
                "{key}"
            );
            assert!(!starter.sources.is_empty() && !starter.objectives.is_empty() && !starter.controls.is_empty());
            for (ids, vocabulary) in [
                (&starter.sources, Vocabulary::RiskSources),
                (&starter.threats, Vocabulary::Threats),
                (&starter.objectives, Vocabulary::Objectives),
            ] {
                for id in ids {
                    assert!(register.resolves(id, Some(vocabulary)), "{key}: {id}");
                    // The OWASP lists count anew with each edition; the one meant is said.
                    assert!(
                        !id.starts_with("LLM") || id.contains(":20"),
                        "{key}: {id} without its edition"
                    );
                }
            }
            for id in &starter.controls {
                assert!(catalogue.control(id).is_some(), "{key}: {id}");
            }
        }
        assert!((25..=40).contains(&keys.len()), "{}", keys.len());
    }
}
