//! The formats: each writes the same blocks, and escapes whatever it writes.

pub mod html;
pub mod markdown;
mod markup;
mod svg;

use crate::report::document::Document;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown as forges show it.
    Markdown,
    /// One page that needs no other file, for the screen and for print.
    Html,
}

impl Format {
    /// Returns the format that the name of a file says.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, end) = name.rsplit_once('.')?;
        match end.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }

    /// Returns how the names of its files end.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// Writes a document.
    pub fn write(self, document: &Document) -> String {
        match self {
            Self::Markdown => markdown::write(document),
            Self::Html => html::write(document),
        }
    }
}

#[cfg(test)]
mod tests;
