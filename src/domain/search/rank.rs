//! Which candidates of a picker or the palette fit what was typed, the best first, and which of their letters to
//! highlight. The only user of the `fuzzy-matcher` crate.

use std::cmp::Reverse;
use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::domain::fold::{fold_each, folded};
use crate::domain::search::mask;

/// Returns the positions of the characters of a text that stand where one of the folded words is found.
pub fn highlights<'a>(text: &str, words: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
    let (folded, origins) = traced(text, usize::MAX);
    let mut positions = Vec::new();
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        for (start, _) in folded.match_indices(word) {
            let first = folded[..start].chars().count();
            positions.extend(&origins[first..first + word.chars().count()]);
        }
    }
    positions.sort_unstable();
    positions.dedup();
    positions
}

/// Returns the folded text with, per letter of it, the position of the character it comes from.
fn traced(text: &str, most: usize) -> (String, Vec<usize>) {
    if text.is_ascii() {
        let text = text.get(..most).unwrap_or(text);
        return (folded(text), (0..text.len()).collect());
    }
    let mut folded = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len());
    fold_each(text, |nth, c| {
        if origins.len() < most {
            folded.push(c);
            origins.push(nth);
        }
    });
    (folded, origins)
}

/// A candidate that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Its place among the candidates.
    pub index: usize,
    /// How well it fits; more is better.
    pub score: i64,
    /// The positions of the characters that fit, in order.
    pub positions: Vec<usize>,
}

/// How much of a candidate is looked at; ranking takes time and memory in its length.
const LONGEST: usize = 256;

/// Returns the candidates that fit every word of what was typed, the best first and equals in their order.
///
/// Nothing typed fits everything.
pub fn rank<T: AsRef<str>>(typed: &str, candidates: impl IntoIterator<Item = T>) -> Vec<Ranked> {
    static MATCHER: LazyLock<SkimMatcherV2> = LazyLock::new(|| SkimMatcherV2::default().respect_case());
    let typed = folded(typed.trim());
    let words: Vec<_> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    let wanted = mask(&words.concat());
    let mut ranked = Vec::new();
    'candidates: for (index, candidate) in candidates.into_iter().enumerate() {
        let candidate = candidate.as_ref();
        if candidate.is_ascii() && wanted & !mask(candidate) != 0 {
            continue;
        }
        let (text, origins) = traced(candidate, LONGEST);
        let mut score = 0;
        let mut positions = Vec::new();
        for word in &words {
            let Some((points, places)) = MATCHER.fuzzy_indices(&text, word) else {
                continue 'candidates;
            };
            score += points;
            positions.extend(places.into_iter().filter_map(|place| origins.get(place).copied()));
        }
        if !words.is_empty() {
            score += match text.strip_prefix(&*typed) {
                Some("") => 16,
                Some(_) => 8,
                None => 0,
            };
        }
        positions.sort_unstable();
        positions.dedup();
        ranked.push(Ranked {
            index,
            score,
            positions,
        });
    }
    ranked.sort_by_key(|ranked| Reverse(ranked.score));
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_candidate_comes_first_and_equals_keep_their_order() {
        let names = ["Reopen a risk", "Open risks", "Open", "Operate", "Überprüfung öffnen"];
        let order = |typed| rank(typed, names).iter().map(|one| one.index).collect::<Vec<_>>();
        assert_eq!(order("open")[..2], [2, 1]);
        assert_eq!(order("risk op"), [1, 0]);
        assert_eq!(order(""), [0, 1, 2, 3, 4]);
        assert!(order("zzz").is_empty());
        assert_eq!(rank("oef", names)[0].positions, [12, 13]);
        assert_eq!(
            rank("same", ["same", "same"])
                .iter()
                .map(|one| one.index)
                .collect::<Vec<_>>(),
            [0, 1]
        );
    }

    #[test]
    fn highlights_point_into_the_unfolded_text() {
        assert_eq!(highlights("Über über", ["ue"]), [0, 5]);
        assert_eq!(highlights("abc", ["bc", ""]), [1, 2]);
    }
}
