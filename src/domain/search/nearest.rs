//! The names that may have been meant by a word that is none of them.

use crate::domain::fold::folded;

/// How many suggestions are made for a mistake.
const MISTAKE: usize = 3;
/// How many suggestions are made for a beginning.
const BEGINNING: usize = 8;

/// Returns the names that may have been meant by a word, the nearest first.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
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
pub fn beginning<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
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
}
