//! Lines of text beside the records that change with an edit, kept as one text.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Lines of text; cheap to clone. An import has as many of them as its file has cells, so they share one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextLines(Arc<str>);

impl TextLines {
    /// Returns the lines of a text.
    pub fn of(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the lines, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }

    /// Returns the text that they are.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds others behind these.
    pub fn extend(&mut self, others: Self) {
        if self.is_empty() {
            *self = others;
        } else if !others.is_empty() {
            *self = self.iter().chain(others.iter()).collect();
        }
    }
}

impl<S: AsRef<str>> FromIterator<S> for TextLines {
    fn from_iter<I: IntoIterator<Item = S>>(lines: I) -> Self {
        let mut text = String::new();
        for line in lines {
            text.push_str(line.as_ref());
            text.push('\n');
        }
        Self(text.into())
    }
}

impl Serialize for TextLines {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for TextLines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let lines = Vec::<String>::deserialize(deserializer)?;
        Ok(lines.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_kept_in_order() {
        let mut lines: TextLines = ["b", "a"].into_iter().collect();
        lines.extend(TextLines::default());
        lines.extend(["c"].into_iter().collect());
        assert_eq!(lines.iter().collect::<Vec<_>>(), ["b", "a", "c"]);
        assert!(TextLines::default().is_empty() && !lines.is_empty());
    }
}
