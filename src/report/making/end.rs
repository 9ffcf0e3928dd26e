//! The end of every document: open points, what could not be read or is not committed, evidence, terms, notes.

use std::collections::BTreeMap;

use crate::report::document::Block;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::{Inline, Plain};
use crate::report::making::missing::Lack;
use crate::report::making::names::UNKNOWN;
use crate::report::making::{Asked, Making};

impl Making<'_> {
    /// Adds the end.
    pub(super) fn end(&mut self) {
        self.open_points();
        self.files();
        self.glossary();
        self.notes();
    }

    /// Adds the places where something is missing, each with what is.
    fn open_points(&mut self) {
        if self.gaps.is_empty() {
            return;
        }
        let mut places: Vec<(&Plain, BTreeMap<Lack, Vec<&str>>)> = Vec::new();
        for gap in &self.gaps {
            let at = places.iter().position(|(place, _)| **place == gap.place);
            let at = at.unwrap_or_else(|| {
                places.push((&gap.place, BTreeMap::new()));
                places.len() - 1
            });
            places[at].1.entry(gap.lack).or_default().push(gap.label.as_str());
        }
        let labels = |lacks: &BTreeMap<Lack, Vec<&str>>, of: &[Lack]| {
            let labels: Vec<_> = of
                .iter()
                .filter_map(|lack| lacks.get(lack))
                .flatten()
                .copied()
                .collect();
            if labels.is_empty() {
                Cell::none()
            } else {
                Cell::text(&labels.join("; "))
            }
        };
        let rows = places.iter().map(|(place, lacks)| {
            vec![
                Cell::text(place.as_str()),
                labels(lacks, &[Lack::Recorded, Lack::Row]),
                labels(lacks, &[Lack::Assessed, Lack::Decided]),
            ]
        });
        let rows = rows.collect();
        self.section("end.open_points");
        self.table(Asked {
            caption: self.say("end.open_points"),
            columns: &[
                ("col.place", Width::Plain),
                ("col.not_recorded", Width::Wide),
                ("col.not_judged", Width::Wide),
            ],
            rows,
            note: self.say("end.open_points_note"),
        });
    }

    /// Adds which files could not be read, and which records differ from the commit.
    fn files(&mut self) {
        let (unreadable, uncommitted) = (&self.basis.unreadable, &self.basis.uncommitted);
        if unreadable.is_empty() && uncommitted.is_empty() {
            return;
        }
        self.section("end.files");
        for (key, names) in [("end.unreadable", unreadable), ("end.uncommitted", uncommitted)] {
            if !names.is_empty() {
                self.paragraph(&self.words.fill(key, &[("names", &names.join(", "))]));
            }
        }
    }

    fn glossary(&mut self) {
        if self.basis.commit.is_some() {
            self.explain("term.commit");
        }
        if self.terms.is_empty() {
            return;
        }
        let points = self.terms.iter().map(|term| vec![Inline::text(self.words.say(term))]);
        let points = points.collect();
        self.section("end.glossary");
        self.points(points);
    }

    fn notes(&mut self) {
        self.section("end.notes");
        let organization = self.register().get(crate::domain::kinds::organization::ID);
        let organization = organization.map_or("", |one| one.title());
        let as_of = self.today().to_string();
        let mut notes = vec![self.words.fill("notice.titles", &[("organization", organization)])];
        if self.basis.language != crate::report::words::Language::English {
            notes.push(self.words.say("notice.catalogue_language").to_owned());
        }
        notes.push(match &self.basis.commit {
            Some(commit) => self
                .words
                .fill("notice.drawn", &[("as_of", &as_of), ("commit", commit.short())]),
            None => self.words.fill("notice.drawn_without_git", &[("as_of", &as_of)]),
        });
        notes.push(self.words.say("notice.no_certificate").to_owned());
        if self.is_anybody_unknown {
            notes.push(format!("{UNKNOWN} {}", self.words.say("person.unknown")));
        }
        let notes = notes.iter().map(|note| vec![Inline::text(note)]);
        self.blocks.push(Block::Points(notes.collect()));
    }
}
