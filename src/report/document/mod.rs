//! A document as data: what it says, and nothing of how a format writes it.

pub mod picture;
pub mod table;
pub mod text;

use crate::report::document::picture::Figure;
use crate::report::document::table::{Cell, Table};
use crate::report::document::text::{Inline, Plain};

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The code of its language, such as `en`.
    pub language: &'static str,
    /// Whose it is.
    pub organization: Plain,
    /// What it is called.
    pub title: Plain,
    /// What stands on every page.
    pub running: Running,
    /// The word that marks every page of a draft; nothing when it is none.
    pub draft: Option<Plain>,
    /// What the first page says, in order.
    pub facts: Vec<Fact>,
    /// What the first page warns of.
    pub notices: Vec<Plain>,
    /// Everything after that.
    pub blocks: Vec<Block>,
}

/// A line of the first page.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it is.
    pub label: Plain,
    /// What is said.
    pub said: Cell,
}

/// What stands at the top and the bottom of every page.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// Organization, title, classification.
    pub header: [Plain; 3],
    /// Number with version or day, and the state of the records.
    pub footer: [Plain; 2],
    /// The words of `Page 1 of 2` around the two numbers.
    pub page: [Plain; 2],
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading below the title; the highest is of level 1.
    Heading(u8, Plain),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Points, one below the other.
    Points(Vec<Vec<Inline>>),
    /// A table.
    Table(Table),
    /// A picture with its figures.
    Figure(Figure),
}

impl Block {
    /// Returns a paragraph of plain words.
    pub fn paragraph(text: &str) -> Self {
        Self::Paragraph(vec![Inline::text(text)])
    }
}
