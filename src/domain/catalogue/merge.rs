//! What a team's own catalogue adds to the one in force: entries of another standard, or the organization's wording for
//! entries of this one.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::domain::catalogue::{Catalogue, Clause, Control, SCHEMA, ids};

/// An entry of a team's catalogue that is not taken; the rest of the file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The id by which the entry is found in its file.
    pub id: String,
    /// What stands there, a noun phrase.
    pub found: String,
    /// What should stand there, a noun phrase.
    pub expected: String,
    /// What to do about it, a sentence.
    pub hint: String,
}

impl Refused {
    fn new(id: &str, found: impl Into<String>, expected: impl Into<String>, hint: &str) -> Self {
        Self {
            id: id.to_owned(),
            found: found.into(),
            expected: expected.into(),
            hint: hint.to_owned(),
        }
    }
}

const OVERLAY: &str = "A file about this standard only words its entries; other controls belong in a file of their own \
                       standard, or are added in the workbench.";

impl Catalogue {
    /// Takes what another catalogue adds, and returns what of it is refused.
    ///
    /// One about the same standard brings the organization's wording: what it says replaces what is said here, entry by
    /// entry, and what it leaves out stays. One about another standard brings entries with ids of their own.
    pub fn add(&mut self, other: Self) -> Vec<Refused> {
        if other.schema != SCHEMA {
            let found = format!("schema {}", other.schema);
            let expected = format!("schema {SCHEMA}");
            return vec![Refused::new(
                "",
                found,
                expected,
                "This file is of another version of aims.",
            )];
        }
        let mut refused = Vec::new();
        let title = if other.standard.title.is_empty() {
            self.standard.title.clone()
        } else {
            other.standard.title.clone()
        };
        let about = crate::domain::catalogue::Standard {
            title,
            ..other.standard.clone()
        };
        self.added.push((about, other.notice.clone()));
        let mut other = other;
        self.take_duties(std::mem::take(&mut other.duties));
        if other.standard.id == self.standard.id {
            self.reword(other, &mut refused);
        } else {
            self.extend(other, &mut refused);
        }
        self.lookup = OnceLock::new();
        refused
    }

    /// Takes duties: those with a key that is known replace what is here, the others are added.
    pub(super) fn take_duties(&mut self, duties: Vec<crate::domain::catalogue::Duty>) {
        for duty in duties {
            match self.duties.iter_mut().find(|own| own.key == duty.key) {
                Some(own) => *own = duty,
                None => self.duties.push(duty),
            }
        }
    }

    /// Takes the wording of entries that are here.
    fn reword(&mut self, other: Self, refused: &mut Vec<Refused>) {
        let standard = self.standard.id.clone();
        let mut unknown = |id: &str| {
            let (found, expected) = (format!("`{id}`"), format!("an id of {standard}"));
            refused.push(Refused::new(id, found, expected, OVERLAY));
        };
        for entry in other.headings {
            match self.headings.iter_mut().find(|own| own.id == entry.id) {
                Some(own) => say(&mut own.title, entry.title),
                None => unknown(&entry.id),
            }
        }
        for entry in other.domains {
            match self.domains.iter_mut().find(|own| own.id == entry.id) {
                Some(own) => {
                    say(&mut own.title, entry.title);
                    for objective in entry.objectives {
                        match own.objectives.iter_mut().find(|own| own.id == objective.id) {
                            Some(own) => say(&mut own.text, objective.text),
                            None => unknown(&objective.id),
                        }
                    }
                }
                None => unknown(&entry.id),
            }
        }
        for entry in other.clauses {
            match self.clauses.iter_mut().find(|own| own.id == entry.id) {
                Some(own) => reword_clause(own, entry, &mut unknown),
                None => unknown(&entry.id),
            }
        }
        for entry in other.controls {
            match self.controls.iter_mut().find(|own| own.id == entry.id) {
                Some(own) => reword_control(own, entry),
                None => unknown(&entry.id),
            }
        }
        for entry in other.objectives {
            match self.objectives.iter_mut().find(|own| own.id == entry.id) {
                Some(own) => {
                    say(&mut own.title, entry.title);
                    say(&mut own.summary, entry.summary);
                }
                None => unknown(&entry.id),
            }
        }
        for entry in other.risk_sources {
            match self.risk_sources.iter_mut().find(|own| own.id == entry.id) {
                Some(own) => {
                    say(&mut own.title, entry.title);
                    say(&mut own.summary, entry.summary);
                    list(&mut own.examples, entry.examples);
                }
                None => unknown(&entry.id),
            }
        }
        self.aliases.extend(other.aliases);
        self.sources.extend(other.sources);
        let rest = [
            other.frameworks.first().map(|entry| entry.id.clone()),
            other.ai_roles.first().map(|entry| entry.id.clone()),
            other.checklists.first().map(|entry| entry.id.clone()),
            other.threat_taxonomies.first().map(|entry| entry.id.clone()),
        ];
        rest.into_iter().flatten().for_each(|id| unknown(&id));
    }

    /// Takes entries of another standard, those whose ids are free and of their form.
    fn extend(&mut self, other: Self, refused: &mut Vec<Refused>) {
        let mut taken: HashSet<String> = self.places().into_keys().collect();
        let mut admit = |id: &str, fits: bool, form: &str| {
            if id.is_empty() || !fits {
                let found = if id.is_empty() {
                    "no id".to_owned()
                } else {
                    format!("`{id}`")
                };
                refused.push(Refused::new(
                    id,
                    found,
                    form,
                    "Ids become the names of files, so they have one form.",
                ));
                return false;
            }
            if taken.insert(id.to_owned()) {
                return true;
            }
            let hint = "Another catalogue or entry has this id already; give it a prefix, as in ORG-1 or B.5.1.";
            refused.push(Refused::new(
                id,
                format!("`{id}` once more"),
                "an id that is free",
                hint,
            ));
            false
        };
        let headings = other
            .headings
            .into_iter()
            .filter(|entry| admit(&entry.id, true, "an id"));
        self.headings.extend(headings);
        let domains = other
            .domains
            .into_iter()
            .filter(|entry| admit(&entry.id, true, "an id"));
        self.domains.extend(domains);
        for mut clause in other.clauses {
            let fits = ids::is_question(&format!("{}/q1", clause.id));
            if !admit(&clause.id, fits, "a number such as 11.2") {
                continue;
            }
            let begins = format!("{}/q", clause.id);
            let form = format!("a question such as {begins}1");
            clause.questions.retain(|question| {
                let fits = question.id.starts_with(&begins) && ids::is_question(&question.id);
                admit(&question.id, fits, &form)
            });
            self.clauses.push(clause);
        }
        let controls = other.controls.into_iter();
        let controls = controls.filter(|entry| admit(&entry.id, ids::is_control(&entry.id), ids::CONTROL));
        self.controls.extend(controls);
        let objectives = other
            .objectives
            .into_iter()
            .filter(|entry| admit(&entry.id, true, "an id"));
        self.objectives.extend(objectives);
        let sources = other
            .risk_sources
            .into_iter()
            .filter(|entry| admit(&entry.id, true, "an id"));
        self.risk_sources.extend(sources);
        for mut taxonomy in other.threat_taxonomies {
            taxonomy.entries.retain(|entry| admit(&entry.id, true, "an id"));
            self.threat_taxonomies.push(taxonomy);
        }
        self.sources.extend(other.sources);
        self.aliases.extend(other.aliases);
        // Several catalogues may speak of the same frameworks, roles and lists; the first describes them.
        let known: HashSet<_> = self.frameworks.iter().map(|entry| entry.id.clone()).collect();
        let frameworks = other.frameworks.into_iter().filter(|entry| !known.contains(&entry.id));
        self.frameworks.extend(frameworks);
        let known: HashSet<_> = self.ai_roles.iter().map(|entry| entry.id.clone()).collect();
        self.ai_roles
            .extend(other.ai_roles.into_iter().filter(|entry| !known.contains(&entry.id)));
        let known: HashSet<_> = self.checklists.iter().map(|entry| entry.id.clone()).collect();
        self.checklists
            .extend(other.checklists.into_iter().filter(|entry| !known.contains(&entry.id)));
    }
}

fn reword_clause(own: &mut Clause, entry: Clause, unknown: &mut impl FnMut(&str)) {
    say(&mut own.title, entry.title);
    say(&mut own.summary, entry.summary);
    say(&mut own.owner_hint, entry.owner_hint);
    say(&mut own.note, entry.note);
    list(&mut own.evidence_hints, entry.evidence_hints);
    list(&mut own.documents, entry.documents);
    own.crosswalk.extend(entry.crosswalk);
    for question in entry.questions {
        match own.questions.iter_mut().find(|own| own.id == question.id) {
            Some(own) => say(&mut own.text, question.text),
            None => unknown(&question.id),
        }
    }
}

fn reword_control(own: &mut Control, entry: Control) {
    say(&mut own.title, entry.title);
    say(&mut own.summary, entry.summary);
    say(&mut own.owner_hint, entry.owner_hint);
    say(&mut own.note, entry.note);
    list(&mut own.evidence_hints, entry.evidence_hints);
    own.crosswalk.extend(entry.crosswalk);
}

/// Replaces a text, unless nothing is said.
fn say(own: &mut String, text: String) {
    if !text.is_empty() {
        *own = text;
    }
}

/// Replaces a list, unless nothing is said.
fn list(own: &mut Vec<String>, lines: Vec<String>) {
    if !lines.is_empty() {
        *own = lines;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::Vocabulary;
    use crate::domain::catalogue::shipped;

    fn added(text: &str) -> (Catalogue, Vec<Refused>) {
        let mut catalogue = Catalogue::clone(shipped());
        let refused = catalogue.add(Catalogue::read(text).expect("a catalogue"));
        (catalogue, refused)
    }

    #[test]
    fn another_standard_brings_entries_of_its_own() {
        let (catalogue, refused) = added(
            r#"(schema: 1, standard: (id: "House rules"), domains: [(id: "B.5", title: "Access")],
                controls: [(id: "B.5.1", domain: "B.5", title: "Keys"), (id: "A.2.2", title: "Policy"), (id: "b 1")])"#,
        );
        assert_eq!(catalogue.title("B.5.1"), Some("Keys"));
        assert!(catalogue.knows(Vocabulary::Requirements, "B.5.1"));
        assert_eq!(catalogue.title("A.2.2"), Some("AI policy"));
        let ids: Vec<_> = refused.iter().map(|refused| refused.id.as_str()).collect();
        assert_eq!(ids, ["A.2.2", "b 1"]);
        assert_eq!(catalogue.added.len(), 1);
    }

    #[test]
    fn the_same_standard_brings_wording_and_leaves_what_it_does_not_say() {
        let (catalogue, refused) = added(
            r#"(schema: 1, standard: (id: "ISO/IEC 42001:2023"),
                controls: [(id: "A.2.2", title: "Our AI policy", evidence_hints: ["Policy 1.0"]), (id: "A.2.9")],
                clauses: [(id: "4.1", questions: [(id: "4.1/q1", text: "What moves us?"), (id: "4.1/q9")])])"#,
        );
        let own = catalogue.control("A.2.2").expect("a control");
        assert_eq!((own.title.as_str(), own.evidence_hints.len()), ("Our AI policy", 1));
        assert_eq!(own.summary, shipped().control("A.2.2").expect("a control").summary);
        assert_eq!(catalogue.title("4.1/q1"), Some("What moves us?"));
        assert_eq!(catalogue.controls.len(), 38);
        let ids: Vec<_> = refused.iter().map(|refused| refused.id.as_str()).collect();
        assert_eq!(ids, ["4.1/q9", "A.2.9"]);
    }

    #[test]
    fn a_file_of_another_version_adds_nothing() {
        let (catalogue, refused) = added(r#"(schema: 2, standard: (id: "X"), domains: [(id: "B.5")])"#);
        assert_eq!((catalogue.domains.len(), refused.len()), (9, 1));
    }
}
