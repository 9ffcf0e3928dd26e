//! What is wrong with a filter: where, in a sentence, and what may have been meant.

use std::fmt;
use std::ops::Range;

/// What kind of thing is wrong with a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The last term is not finished; while somebody types, the filter before it still stands.
    Incomplete,
    /// The kind has no such field.
    UnknownField,
    /// There is no such `is:`.
    UnknownPredicate,
    /// The field does not take the operator.
    BadOperator,
    /// The value is none of the field.
    BadValue,
}

/// Why a text is no filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct QueryError {
    /// What kind of thing is wrong.
    pub kind: ErrorKind,
    /// Which bytes of the text are meant.
    pub range: Range<usize>,
    /// A sentence on what is wrong.
    pub message: String,
    /// What can stand in the place of the range, the likeliest first.
    pub suggestions: Vec<String>,
}

impl QueryError {
    /// Tells whether the text only needs to be typed on.
    pub fn is_incomplete(&self) -> bool {
        self.kind == ErrorKind::Incomplete
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        for (nth, suggestion) in self.suggestions.iter().enumerate() {
            f.write_str(match nth {
                0 => " Try ",
                _ if nth + 1 == self.suggestions.len() => " or ",
                _ => ", ",
            })?;
            write!(f, "`{suggestion}`")?;
        }
        f.write_str(if self.suggestions.is_empty() { "" } else { "." })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_ends_with_what_may_have_been_meant() {
        let error = QueryError {
            kind: ErrorKind::UnknownField,
            range: 0..3,
            message: "Risks have no `onr`.".into(),
            suggestions: vec!["owner".into(), "on".into()],
        };
        assert_eq!(error.to_string(), "Risks have no `onr`. Try `owner` or `on`.");
    }
}
