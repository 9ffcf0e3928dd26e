//! What a register knows beside its records: who works with it, and the rules on records of every kind.

use crate::domain::record::register::Register;
use crate::domain::record::rules::KindRule;

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
