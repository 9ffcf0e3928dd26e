//! What an audit looks at: the clauses and controls it names, and the systems.
//!
//! Headings, domains and ranges stand for what is under them. An audit that names neither requirement nor system is about
//! all clauses, every control that applies and every system, and one that names requirements alone about every system
//! where a requirement of it asks for systems. One that names systems alone may look at all that bears on them, and covers
//! what is asked of a system: to look at one of them is no audit of the whole AIMS. One that names nothing may look at all, and
//! covers it only where it says that the whole AIMS was meant.

use std::collections::BTreeSet;

use crate::domain::kinds::{control, review, system};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// What an audit looks at.
#[derive(Debug)]
pub struct Scope<'a> {
    register: &'a Register,
    requirements: BTreeSet<&'a str>,
    systems: Systems<'a>,
}

#[derive(Debug)]
enum Systems<'a> {
    /// Those that are named.
    Named(BTreeSet<&'a str>),
    /// Every one in the scope of the AIMS.
    All,
    /// None, since no requirement asks for systems.
    None,
}

impl<'a> Scope<'a> {
    /// Returns what an audit may look at.
    pub fn of(register: &'a Register, audit: &'a Record) -> Self {
        Self::with_unnamed(register, audit, |_| true)
    }

    /// Returns what was audited once an audit was held.
    pub fn covered(register: &'a Register, audit: &'a Record) -> Self {
        let is_whole = audit.get(review::WHOLE);
        let names_systems = !audit.get(review::SYSTEMS).is_empty();
        Self::with_unnamed(register, audit, |id| is_whole || names_systems && is_of_systems(id))
    }

    /// Returns the scope of an audit; where it names no requirement, with those that are meant.
    fn with_unnamed(register: &'a Register, audit: &'a Record, is_meant: impl Fn(&str) -> bool) -> Self {
        let catalogue = register.catalogue();
        let named = audit.get(review::REQUIREMENTS);
        let requirements: BTreeSet<_> = if named.is_empty() {
            let controls = register.of(&control::KIND).filter(|record| control::is_chosen(record));
            let clauses = catalogue.clauses.iter().map(|clause| clause.id.as_str());
            let all = clauses.chain(controls.map(|record| record.id().as_str()));
            all.filter(|id| is_meant(id)).collect()
        } else {
            let under = |id: &&'a Id| {
                let mut all = catalogue.requirements_under(id.as_str());
                if all.is_empty() {
                    all.push(id.as_str());
                }
                all
            };
            named.iter().flat_map(under).collect()
        };
        let systems = audit.get(review::SYSTEMS);
        let systems = if !systems.is_empty() {
            Systems::Named(systems.into_iter().map(Id::as_str).collect())
        } else if requirements.iter().any(|id| asks_for_systems(id)) {
            Systems::All
        } else {
            Systems::None
        };
        Self {
            register,
            requirements,
            systems,
        }
    }

    /// Tells whether it looks at a clause or control.
    pub fn has_requirement(&self, id: &str) -> bool {
        self.requirements.contains(id)
    }

    /// Tells whether it looks at a system.
    pub fn has_system(&self, id: &str) -> bool {
        match &self.systems {
            Systems::Named(named) => named.contains(id),
            Systems::All => self.register.get(id).is_some_and(is_in_aims),
            Systems::None => false,
        }
    }

    /// Returns the clauses and controls, in the order of their ids as text.
    pub fn requirements(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.requirements.iter().copied()
    }

    /// Returns the systems that are there.
    pub fn systems(&self) -> Vec<&'a Record> {
        match &self.systems {
            Systems::Named(named) => named.iter().filter_map(|id| self.register.get(id)).collect(),
            Systems::All => self
                .register
                .of(&system::KIND)
                .filter(|record| is_in_aims(record))
                .collect(),
            Systems::None => Vec::new(),
        }
    }
}

/// Tells whether a review looks at a control: it names the control or what it is under, or no requirement at all.
pub fn is_of_control(register: &Register, review: &Record, control: &Record) -> bool {
    let (named, id) = (review.get(review::REQUIREMENTS), control.id().as_str());
    if named.is_empty() {
        return control::is_chosen(control);
    }
    let catalogue = register.catalogue();
    named
        .iter()
        .any(|one| one.as_str() == id || catalogue.stands_for(one.as_str(), id))
}

/// Tells whether a system is one that the AIMS governs and that is not given up.
pub fn is_in_aims(record: &Record) -> bool {
    let is_used = record.is(&system::KIND) && !record.is_retired() && record.is_open();
    is_used && record.get(system::SCOPE) == Some(system::Scope::In)
}

/// Tells whether a clause or control is about systems.
fn asks_for_systems(id: &str) -> bool {
    id == "4.1" || is_of_systems(id)
}

/// Tells whether a clause or control is fulfilled for each system by itself.
fn is_of_systems(id: &str) -> bool {
    if let Some(rest) = id.strip_prefix("A.") {
        let domain = rest.split('.').next().and_then(|number| number.parse::<u32>().ok());
        return domain.is_some_and(|domain| domain >= 4);
    }
    ["6.1.2", "6.1.3", "6.1.4"].contains(&id) || id.starts_with("8.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::record;

    /// How many requirements and systems an audit looks at.
    fn count(fields: &[(&str, &str)]) -> (usize, usize) {
        let mut register = Register::default();
        for (id, scope) in [("chat", "in"), ("score", "in"), ("old", "out")] {
            register.put(record(&system::KIND, id, &[("title", "A system"), ("scope", scope)]));
        }
        for (id, said) in [("A.2.2", "included"), ("A.10.4", "excluded")] {
            register.put(record(&control::KIND, id, &[("applicability", said)]));
        }
        let audit = record(&review::KIND, "V-00001", fields);
        let scope = Scope::of(&register, &audit);
        let named = ["chat", "score", "old"].into_iter().filter(|id| scope.has_system(id));
        assert_eq!(named.count(), scope.systems().len());
        (scope.requirements().count(), scope.systems().len())
    }

    #[test]
    fn nothing_named_is_all_clauses_the_controls_that_apply_and_every_system_in_scope() {
        assert_eq!(count(&[]), (33, 2));
        assert_eq!(count(&[("systems", "chat")]), (33, 1));
    }

    #[test]
    fn systems_are_looked_at_where_a_requirement_asks_for_them() {
        assert_eq!(count(&[("requirements", "9.2.1, 9.2.2")]), (2, 0));
        assert_eq!(count(&[("requirements", "6.1")]), (4, 2));
        assert_eq!(count(&[("requirements", "4-10")]), (32, 2));
        assert_eq!(count(&[("requirements", "A.2, ORG-1")]), (4, 0));
        assert_eq!(count(&[("requirements", "A.6")]).1, 2);
        assert_eq!(count(&[("requirements", "9.1"), ("systems", "old")]), (1, 1));
    }
}
