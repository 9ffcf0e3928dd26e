//! Typical risks as records: drafts that somebody judges and rewords.

use crate::domain::catalogue::typical_risks::Starter;
use crate::domain::kinds::risk::{self, Status};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// Fills a new risk of a system with a typical one: a draft, with what suggests ittypical.
#[must_use]
pub fn fill(typical: &Starter, risk: Record, system: &Id) -> Record {
    let ids = |texts: &[String]| texts.iter().map(|text| Id::new(text)).collect::<Vec<_>>();
    risk.with(risk::TITLE, typical.title.as_str())
        .with(risk::SYSTEMS, vec![system.clone()])
        .with(risk::SCENARIO, typical.scenario.as_str())
        .with(risk::SOURCES, ids(&typical.sources))
        .with(risk::THREATS, ids(&typical.threats))
        .with(risk::OBJECTIVES, ids(&typical.objectives))
        .with(risk::CONTROLS, ids(&typical.controls))
        .with(risk::STATUS, Status::Draft)
}

/// Returns the risk of a system that was made from it, or says the same in other words of its own: known by the title.
pub fn inserted<'a>(typical: &Starter, register: &'a Register, system: &Id) -> Option<&'a Record> {
    let mut risks = register.linked_of(&risk::KIND, system);
    risks.find(|record| !record.is_retired() && record.title().eq_ignore_ascii_case(&typical.title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::Catalogue;
    use crate::domain::catalogue::Vocabulary;
    use crate::domain::catalogue::typical_risks::starters;

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
                    // The OWASP lists number their entries from 1 in each edition; the one meant is said.
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
