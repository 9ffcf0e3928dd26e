//! What all documents share: how blocks are numbered, how people and records are named, what is said where nothing is
//! recorded, the first page and the end.

mod end;
mod front;
mod missing;
mod names;
pub mod standing;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::kinds::organization;
use crate::domain::kinds::organization::people::People;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::report::basis::{Basis, Copy};
use crate::report::document::Block;
use crate::report::document::picture::{Figure, Heat, Picture};
use crate::report::document::table::{Cell, Column, Row, Table, Use, Width};
use crate::report::document::text::{Inline, Plain};
use crate::report::making::missing::Gap;
use crate::report::making::standing::Standing;
use crate::report::words::Words;

pub use front::{Class, Face, Sensitivity, Sign};
pub use missing::Lack;

/// A document that is being made.
#[derive(Debug)]
pub struct Making<'a> {
    /// What it is made from.
    pub basis: &'a Basis<'a>,
    /// The words of its language.
    pub words: &'static Words,
    people: People<'a>,
    /// The people who were named with their function.
    met: BTreeSet<&'a str>,
    /// The records that were named with their title.
    mentioned: BTreeSet<Id>,
    /// Whether somebody was named whom the list of people does not have.
    is_anybody_unknown: bool,
    gaps: Vec<Gap>,
    withheld: usize,
    blocks: Vec<Block>,
    tables: usize,
    figures: usize,
    /// The pieces of evidence that were cited.
    cited: BTreeSet<Id>,
    /// The keys of the terms that the end explains.
    terms: BTreeSet<&'static str>,
    in_short: Vec<Vec<Inline>>,
    asked: Vec<Vec<Inline>>,
    /// Whether sentences of the template are nobody's yet.
    is_draft: bool,
    has_template: bool,
}

/// A table as a document asks for it.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The words of its caption.
    pub caption: &'a str,
    /// Its columns: the key of the heading, and how much room it asks for.
    pub columns: &'a [(&'a str, Width)],
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// The words beneath.
    pub note: &'a str,
}

impl<'a> Making<'a> {
    /// Begins a document.
    pub fn of(basis: &'a Basis<'a>, face: &Face) -> Self {
        let standing = face
            .record(basis.register)
            .map(|record| Standing::of(basis.register, record, basis.today));
        Self {
            basis,
            words: basis.language.words(),
            // Who prints it plays no part: the names of git of whoever runs the program are not among them.
            people: People::in_record(basis.register.get(organization::ID)),
            met: BTreeSet::new(),
            mentioned: BTreeSet::new(),
            is_anybody_unknown: false,
            gaps: Vec::new(),
            withheld: 0,
            blocks: Vec::new(),
            tables: 0,
            figures: 0,
            cited: BTreeSet::new(),
            terms: BTreeSet::new(),
            in_short: Vec::new(),
            asked: Vec::new(),
            is_draft: standing.is_some_and(|standing| standing.is_draft()),
            has_template: false,
        }
    }

    /// Returns the records.
    pub fn register(&self) -> &'a Register {
        self.basis.register
    }

    /// Returns the day whose state is shown.
    pub fn today(&self) -> NaiveDate {
        self.basis.today
    }

    /// Tells whether it is a copy for others.
    pub fn is_external(&self) -> bool {
        self.basis.copy == Copy::External
    }

    /// Returns a phrase.
    pub fn say(&self, key: &'static str) -> &'static str {
        self.words.say(key)
    }

    /// Returns the words for a choice.
    pub fn choice(&self, choice: impl Choices) -> &'static str {
        self.words.choice(choice.item())
    }

    /// Adds a sentence to *In short*.
    pub fn short(&mut self, sentence: &str) {
        self.in_short.push(vec![Inline::text(sentence)]);
    }

    /// Adds a sentence to *What is asked of you*.
    pub fn ask(&mut self, sentence: &str) {
        self.asked.push(vec![Inline::text(sentence)]);
    }

    /// Lets the end explain a term.
    pub fn explain(&mut self, term: &'static str) {
        self.terms.insert(term);
    }

    /// Adds a heading of a section.
    pub fn section(&mut self, key: &'static str) {
        self.blocks.push(Block::Heading(1, Plain::of(self.words.say(key))));
    }

    /// Adds a heading within a section.
    pub fn part(&mut self, text: &str) {
        self.blocks.push(Block::Heading(2, Plain::of(text)));
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: &str) {
        self.blocks.push(Block::paragraph(text));
    }

    /// Adds a paragraph of the template, which is the organization's own once the document is approved.
    pub fn template(&mut self, text: &str) {
        let text = if self.is_draft {
            self.has_template = true;
            format!("▹ {text}")
        } else {
            text.to_owned()
        };
        self.paragraph(&text);
    }

    /// Adds the sentence that there is nothing of a kind.
    pub fn nothing(&mut self, key: &'static str) {
        let sentence = self.words.say(key);
        self.blocks.push(Block::Paragraph(vec![Inline::missing(sentence)]));
    }

    /// Adds points, one below the other.
    pub fn points(&mut self, points: Vec<Vec<Inline>>) {
        if !points.is_empty() {
            self.blocks.push(Block::Points(points));
        }
    }

    /// Adds a table.
    pub fn table(&mut self, asked: Asked<'_>) {
        let table = self.built(asked, "part.table", Use::Reading);
        self.blocks.push(Block::Table(table));
    }

    /// Adds a picture with its figures.
    pub fn figure(&mut self, alt: &str, picture: Picture, asked: Asked<'_>) {
        let caption = asked.caption.to_owned();
        let table = self.built(asked, "part.figures", Use::Reading);
        self.pictured(alt, picture, &caption, table);
    }

    /// Adds a grid of likelihood and consequence with its figures, whose heads are the steps of the organization's own scale.
    pub fn grid(&mut self, alt: &str, grid: Heat, caption: &str, rows: Vec<Vec<Cell>>, note: &str) {
        let corner = Plain::of(self.words.say("heat.corner"));
        let headings = std::iter::once(&corner).chain(&grid.columns);
        let columns = headings.map(|heading| Column {
            heading: heading.clone(),
            width: Width::Narrow,
        });
        let columns = columns.collect();
        let table = self.numbered("part.figures", caption, columns, rows, note);
        self.pictured(alt, Picture::Heat(grid), caption, table);
    }

    fn pictured(&mut self, alt: &str, picture: Picture, caption: &str, table: Table) {
        self.figures += 1;
        let number = self.figures.to_string();
        let caption = self.words.fill("part.figure", &[("n", &number), ("caption", caption)]);
        self.blocks.push(Block::Figure(Figure {
            caption: Plain::of(&caption),
            alt: Plain::of(alt),
            picture,
            table,
        }));
    }

    fn built(&mut self, asked: Asked<'_>, key: &str, used: Use) -> Table {
        let column = |(key, width): &(&str, Width)| Column {
            heading: Plain::of(self.words.say(key)),
            width: *width,
        };
        let columns = asked.columns.iter().map(column).collect();
        Table {
            used,
            ..self.numbered(key, asked.caption, columns, asked.rows, asked.note)
        }
    }

    fn numbered(&mut self, key: &str, caption: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>, note: &str) -> Table {
        self.tables += 1;
        let number = self.tables.to_string();
        let caption = self.words.fill(key, &[("n", &number), ("caption", caption)]);
        let rows = rows.into_iter().map(|cells| {
            debug_assert_eq!(cells.len(), columns.len(), "a cell per column");
            Row { cells }
        });
        Table {
            caption: Plain::of(&caption),
            rows: rows.collect(),
            columns,
            note: Plain::of(note),
            used: Use::Reading,
        }
    }

    /// Returns when the fields that the document asks about were said last of a record.
    pub fn said(&self, record: &Record) -> Option<crate::report::basis::Said> {
        self.basis.said.get(record.id()).copied()
    }
}
