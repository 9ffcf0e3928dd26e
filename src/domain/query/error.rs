//! What is wrong with a filter: where, in a sentence, and what may have been meant.

use std::fmt;
use std::ops::Range;

use crate::domain::fold::folded;

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

/// How many suggestions are made for a mistake.
const MISTAKE: usize = 3;
/// How many suggestions are made for a beginning.
const BEGINNING: usize = 8;

/// Returns the names that may have been meant by a word, the nearest first.
pub(super) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let word = folded(word);
    let most = word.chars().count().div_ceil(3);
    let mut found: Vec<_> = names
        .into_iter()
        .filter_map(|name| {
            let plain = folded(name);
            let far = if plain.starts_with(&word) {
                0
            } else {
                distance(&word, &plain)
            };
            let part = word.len() >= 3 && (plain.contains(&word) || (plain.len() >= 3 && word.contains(&plain)));
            (far <= most || part).then_some((far, name))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .take(MISTAKE)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// Returns the names that begin with a word, in their order.
pub(super) fn beginning<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let word = folded(word);
    let begins = names.into_iter().filter(|name| folded(name).starts_with(&word));
    begins.take(BEGINNING).map(str::to_owned).collect()
}

/// Counts the letters to leave out, add, replace or swap to get from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<_>, Vec<_>) = (a.chars().take(48).collect(), b.chars().take(48).collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let mut least = (rows[i][j] + usize::from(letter != other))
                .min(rows[i][j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_comes_first() {
        assert_eq!(nearest("onwer", ["due", "order", "owner"])[0], "owner");
        assert_eq!(nearest("overdu", ["open", "overdue"]), ["overdue"]);
        assert!(nearest("zzz", ["open", "overdue"]).is_empty());
        assert_eq!(distance("kitten", "sitting"), 3);
    }

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
