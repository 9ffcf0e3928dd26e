//! What a register knows beside its records: who works with it, what was seen of files, and the rules on records of every kind.

use std::collections::HashMap;

use crate::domain::record::register::Register;
use crate::domain::record::rules::KindRule;
use crate::domain::register::observed::{Approved, Fact, Observed, Version};

impl Register {
    /// Returns the names and addresses by which git knows who works with it, the surest first.
    pub fn reader(&self) -> &[String] {
        &self.reader
    }

    /// Notes who works with it.
    pub fn read_by(&mut self, names: Vec<String>) {
        self.reader = names;
        self.log.note_all();
    }

    /// Returns what was seen of the files that records point at.
    pub fn observed(&self) -> &Observed {
        &self.observed
    }

    /// Notes what is at a path of the repository, and tells whether that is news.
    pub fn observe(&mut self, path: &str, fact: Fact) -> bool {
        let is_news = self.observed.note(path, fact);
        if is_news {
            self.log.note_all();
        }
        is_news
    }

    /// Notes the last committed versions of the files that records point at.
    pub fn note_versions(&mut self, versions: HashMap<Box<str>, Version>) {
        if self.observed.note_versions(versions) {
            self.log.note_all();
        }
    }

    /// Notes what was approved with a digest. No rule reads it, so nothing is judged again.
    pub fn note_approved(&mut self, digest: &str, approved: Approved) {
        self.observed.note_approved(digest, approved);
    }

    /// Takes over what was seen while another register was shown, until somebody looks again.
    pub fn keep_observed(&mut self, observed: Observed) {
        if self.observed != observed {
            self.observed = observed;
            self.log.note_all();
        }
    }

    /// Returns it with rules on records of every kind.
    #[must_use]
    pub fn with_rules(self, rules: &'static [KindRule]) -> Self {
        Self { rules, ..self }
    }

    /// Returns the rules on records of every kind.
    pub fn rules(&self) -> &'static [KindRule] {
        self.rules
    }
}
