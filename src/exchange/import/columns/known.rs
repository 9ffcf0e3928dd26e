//! Whether a header names a field of a kind, and a sheet its records, to find the sheet and the row of the header.

use std::collections::BTreeSet;

use crate::domain::kinds;
use crate::domain::record::field::{Home, Kind};
use crate::exchange::import::columns::scores;
use crate::exchange::import::columns::synonyms::{core, words};
use crate::exchange::import::people;
use crate::exchange::import::words::{id_names, names, subjects};
use crate::exchange::sheet::header::normalised;

/// Headers longer than this are sentences.
const LONGEST: usize = 80;

/// What sheets are called besides the kind whose records they hold.
const SHEETS: [(&str, &[&str]); 11] = [
    ("system", &["inventory", "use case", "model", "systeme", "algorithm"]),
    ("risk", &["risiko", "risque", "riesgo", "rischi"]),
    (
        "action",
        &["treatment", "task", "remediation", "maßnahme", "massnahme", "to do"],
    ),
    ("control", &["soa", "applicability", "anwendbarkeit"]),
    ("answer", &["gap", "clause", "self-assessment"]),
    (
        "finding",
        &["nonconformit", "capa", "poam", "poa&m", "abweichung", "ncr"],
    ),
    ("review", &["audit", "training"]),
    (
        "supplier",
        &[
            "vendor",
            "third part",
            "fournisseur",
            "lieferant",
            "proveedor",
            "fornitor",
        ],
    ),
    ("incident", &["vorfall", "vorfälle"]),
    ("objective", &["kpi", "ziele", "objectif"]),
    ("person", &["people", "staff", "person", "user"]),
];

/// The headers of a kind's fields.
#[derive(Debug)]
pub struct Known {
    kind: &'static Kind,
    names: BTreeSet<String>,
    cores: BTreeSet<BTreeSet<String>>,
    subject: BTreeSet<String>,
}

impl Known {
    /// Returns what the fields of `kind` are called.
    pub fn of(kind: &'static Kind) -> Self {
        let subject = subjects(kind).iter().flat_map(|text| words(text)).collect();
        let mut known = Self {
            kind,
            names: BTreeSet::new(),
            cores: BTreeSet::new(),
            subject,
        };
        for field in kind.fields {
            for name in [field.name, field.label].into_iter().chain(names(kind, field)) {
                known.names.insert(normalised(name));
                known.cores.insert(core(name, &known.subject).0);
            }
        }
        known.names.extend(id_names(kind).iter().map(|name| normalised(name)));
        known.cores.remove(&BTreeSet::new());
        known
    }

    /// Returns whether a sheet is named after the kind, or after another one; the longest word in its name decides.
    pub fn is_named(&self, sheet: &str) -> Option<bool> {
        let sheet = normalised(sheet);
        let own = kinds::ALL
            .iter()
            .flat_map(|kind| [(kind.name, kind.name), (kind.name, kind.plural)]);
        let others = SHEETS
            .iter()
            .flat_map(|(kind, words)| words.iter().map(|word| (*kind, *word)));
        let found = own
            .chain(others)
            .map(|(kind, word)| (normalised(word).len(), kind, word));
        let found: Vec<_> = found.filter(|(_, _, word)| sheet.contains(&normalised(word))).collect();
        let longest = found.iter().map(|(length, _, _)| *length).max()?;
        Some(
            found
                .iter()
                .any(|(length, kind, _)| *length == longest && *kind == self.kind.name),
        )
    }

    /// Returns whether a normalised text is to the letter what one of the fields is called.
    pub fn is_name(&self, normalised: &str) -> bool {
        self.names.contains(normalised)
    }

    /// Returns whether a header would be taken for one of the fields.
    pub fn has(&self, header: &str) -> bool {
        header.len() <= LONGEST
            && (self.names.contains(&normalised(header))
                || self.cores.contains(&core(header, &self.subject).0)
                || (self.kind.name == "risk" && scores::is_part(header))
                || (self.kind.home == Home::Rows && people::is_part_of_name(header)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Known {
        Known::of(kinds::ALL.iter().copied().find(|kind| kind.name == name).expect(name))
    }

    #[test]
    fn sheets_are_named_after_one_kind() {
        for (kind, of) in SHEETS {
            let mut all = kinds::ALL.iter().copied().chain([&people::KIND]);
            assert!(all.any(|known| known.name == kind) && !of.is_empty());
        }
        assert_eq!(known("risk").is_named("AI Risk Register"), Some(true));
        assert_eq!(known("action").is_named("AI Risk Register"), Some(false));
        assert_eq!(known("action").is_named("Risk Treatment Plan"), Some(true));
        assert_eq!(known("review").is_named("Audit Plan"), Some(true));
        assert_eq!(known("review").is_named("Sheet1"), None);
    }

    #[test]
    fn headers_are_known_as_they_are_guessed() {
        let known = known("risk");
        for header in ["Title", "The Owner", "risk owner", "Review"] {
            assert!(known.has(header), "{header}");
        }
        for header in ["", "Ana Ruiz", "the", "2026-01-01"] {
            assert!(!known.has(header), "{header}");
        }
    }
}
