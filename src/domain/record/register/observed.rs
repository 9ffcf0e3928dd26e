//! What was seen of the files that records point at. The domain reads no file: whoever does tells it what was found.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::nobody::{explains, is_nobody};
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::domain::register::entries::Entry;

/// What is at a path of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Nothing.
    Missing,
    /// A folder; its content is not looked at.
    Folder,
    /// A file.
    Present {
        /// The SHA-256 of its content, as 64 hexadecimal digits.
        sha256: String,
    },
    /// A file that is not read because of its size.
    TooLarge {
        /// How many bytes it has.
        bytes: u64,
    },
    /// Something that is not read: a link, a path that leaves the repository, a file without permission.
    Refused {
        /// Why, as the end of a sentence.
        why: String,
    },
}

/// Which version of a file is the last one committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The id of the commit.
    pub commit: String,
    /// The day, in the author's time.
    pub day: NaiveDate,
    /// The name of the author.
    pub who: String,
}

/// What was approved as a whole, as git keeps it.
#[derive(Debug, Clone, PartialEq)]
pub enum Approved {
    /// It said this.
    Said(Arc<[Entry]>),
    /// No commit holds what the digest is of.
    NotCommitted,
}

/// What was seen, by path; a path nobody looked at is not in it.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Observed {
    facts: HashMap<Box<str>, Fact>,
    versions: HashMap<Box<str>, Version>,
    /// What was approved, by its digest.
    approved: HashMap<Box<str>, Approved>,
}

impl Observed {
    /// Returns what is at a path, as far as anybody looked.
    pub fn get(&self, path: &str) -> Option<&Fact> {
        self.facts.get(path)
    }

    /// Returns what is at a location, as far as anybody looked; nothing for a link.
    pub fn at(&self, location: &str) -> Option<&Fact> {
        match place(location) {
            Place::File(path) => self.get(path),
            Place::Nowhere | Place::Link => None,
        }
    }

    /// Returns the last committed version of the file at a location, as far as git was asked.
    pub fn version_at(&self, location: &str) -> Option<&Version> {
        match place(location) {
            Place::File(path) => self.versions.get(path),
            Place::Nowhere | Place::Link => None,
        }
    }

    /// Returns what was approved with a digest, as far as git was asked.
    pub fn approved(&self, digest: &str) -> Option<&Approved> {
        self.approved.get(digest)
    }

    /// Notes what was approved with a digest.
    pub(in crate::domain) fn note_approved(&mut self, digest: &str, approved: Approved) {
        self.approved.insert(digest.into(), approved);
    }

    /// Notes the last committed versions of all files that were asked about, and tells whether that is news.
    pub(in crate::domain) fn note_versions(&mut self, versions: HashMap<Box<str>, Version>) -> bool {
        let is_news = self.versions != versions;
        self.versions = versions;
        is_news
    }

    /// Notes what is at a path, and tells whether that is news.
    pub fn note(&mut self, path: &str, fact: Fact) -> bool {
        match self.facts.get_mut(path) {
            Some(known) if *known == fact => false,
            Some(known) => {
                *known = fact;
                true
            }
            None => {
                self.facts.insert(path.into(), fact);
                true
            }
        }
    }
}

/// What a location names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// Nothing was said.
    Nowhere,
    /// Something outside the repository, which nobody here can look at.
    Link,
    /// A path of the repository, relative to its top.
    File(&'a str),
}

/// Returns what a location names: whatever has a scheme is a link, everything else a path. A link that only keeps the place of one,
/// such as `http://todo`, names nothing.
pub fn place(location: &str) -> Place<'_> {
    let location = location.trim();
    if location.is_empty() || is_placeholder(location) {
        Place::Nowhere
    } else if location.contains("://") || location.starts_with("mailto:") {
        Place::Link
    } else {
        Place::File(location.strip_prefix("./").unwrap_or(location))
    }
}

/// The example domains that belong to nobody (RFC 2606); where nothing is named in them, an address names nothing.
const EXAMPLES: [&str; 3] = ["example.com", "example.net", "example.org"];

/// Tells whether a link only keeps the place of one: its host is a placeholder, or it names nothing in an example domain.
fn is_placeholder(location: &str) -> bool {
    let Some((scheme, rest)) = location.split_once("://") else {
        return false;
    };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return false;
    }
    let (host, path) = rest.split_once(['/', '?', '#']).unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    !explains(host) || is_nobody(host) || host.ends_with(".invalid") || (path.is_empty() && EXAMPLES.contains(&host))
}

/// Tells whether a location names the file in which the register keeps a record: what a record says of itself shows nothing.
pub fn is_file_of(location: &str, id: &str) -> bool {
    let Place::File(path) = place(location) else {
        return false;
    };
    let Some(stem) = path.strip_suffix(".ron") else {
        return false;
    };
    let stem = stem.strip_suffix("/system").unwrap_or(stem);
    stem.strip_suffix(id).is_some_and(|folder| folder.ends_with('/'))
}

/// Tells whether a text begins like a link that can be attached.
pub fn is_link(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// Returns why a location cannot be a path of the repository, if so.
pub fn leaves(location: &str) -> bool {
    match place(location) {
        Place::File(path) => path.starts_with(['/', '~', '\\']) || path.split(['/', '\\']).any(|part| part == ".."),
        _ => false,
    }
}

/// Returns the paths that records of a register point at, each once.
pub fn pointed_at(register: &Register) -> Vec<String> {
    let mut paths = Vec::new();
    for kind in register.kinds() {
        let Some(field) = kind.field_index("location") else {
            continue;
        };
        for record in register.of(kind) {
            if let Some(Place::File(path)) = record.value(field).as_text().map(place) {
                paths.push(path.to_owned());
            }
        }
    }
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// Returns the paths that the records an edit touches point at, before it and after it, each once.
pub fn pointed_at_by(register: &Register, edit: &Edit) -> Vec<String> {
    let touched = edit.touched();
    let before = touched.iter().filter_map(|id| register.get(id.as_str()));
    let mut texts: Vec<&str> = before.filter_map(location).collect();
    for change in &edit.changes {
        match change {
            Change::Set { id, field, to, .. } => {
                let kind = register.get(id.as_str()).map(Record::kind);
                let is_location = kind.is_some_and(|kind| kind.field_index("location") == Some(*field));
                texts.extend(to.as_text().filter(|_| is_location));
            }
            Change::Add(record) => texts.extend(location(record)),
            Change::Remove(_) => {}
        }
    }
    let paths = texts.into_iter().filter_map(|text| match place(text) {
        Place::File(path) => Some(path.to_owned()),
        Place::Nowhere | Place::Link => None,
    });
    let mut paths: Vec<_> = paths.collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

fn location(record: &Record) -> Option<&str> {
    record.value(record.kind().field_index("location")?).as_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_a_link_or_a_path_that_stays_inside() {
        assert_eq!(place("  "), Place::Nowhere);
        assert_eq!(place("https://example.org/a"), Place::Link);
        assert_eq!(place("./docs/a.md"), Place::File("docs/a.md"));
        assert!(is_link("HTTPS://x") && is_link("http://") && !is_link("ftp://x") && !is_link("ht"));
        for out in ["/etc/passwd", "a/../../b", "..", "~/x", "..\\x"] {
            assert!(leaves(out), "{out}");
        }
        assert!(!leaves("docs/a..b.md") && !leaves("https://example.org/../a"));
    }

    #[test]
    fn only_news_is_news() {
        let mut observed = Observed::default();
        assert!(observed.note("a", Fact::Missing));
        assert!(!observed.note("a", Fact::Missing));
        assert!(observed.note("a", Fact::Folder));
        assert_eq!((observed.get("a"), observed.get("b")), (Some(&Fact::Folder), None));
    }

    #[test]
    fn a_link_that_keeps_the_place_of_one_names_nothing() {
        for link in [
            "http://todo",
            "https://TBD/",
            "https://",
            "https://www.example.com",
            "http://n/a",
            "https://x.invalid/y",
        ] {
            assert_eq!(place(link), Place::Nowhere, "{link}");
        }
        for link in [
            "https://example.org/report",
            "http://wiki/Audit",
            "https://intra.acme.example",
            "mailto:a@b.c",
        ] {
            assert_eq!(place(link), Place::Link, "{link}");
        }
    }

    #[test]
    fn the_file_of_a_record_is_known_by_its_place() {
        assert!(is_file_of("aims/controls/A.2.2.ron", "A.2.2"));
        assert!(is_file_of("aims/clauses/6.1.2/q1.ron", "6.1.2/q1"));
        assert!(is_file_of("./aims/systems/chat/system.ron", "chat"));
        assert!(!is_file_of("aims/controls/A.2.2.ron", "2.2"));
        assert!(!is_file_of("docs/A.2.2.md", "A.2.2"));
    }

    #[test]
    fn whatever_points_at_a_file_is_looked_at_once() {
        use crate::domain::kinds::{document, evidence};
        use crate::domain::record::Record;
        let mut register = Register::default();
        let evidence =
            |id: &str, location: &str| Record::new(&evidence::KIND, id.into()).with(evidence::LOCATION, location);
        register.put(evidence("E-00000", "a.md"));
        register.put(evidence("E-00001", "https://example.org"));
        register.put(Record::new(&document::KIND, "4.3/d1".into()).with(document::LOCATION, "./a.md"));
        register.put(Record::new(&document::KIND, "4.4/d1".into()).with(document::LOCATION, "b.md"));
        assert_eq!(pointed_at(&register), ["a.md", "b.md"]);
    }
}
