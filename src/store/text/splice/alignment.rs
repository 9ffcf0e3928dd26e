//! Which old item each new item of a list comes from.

/// Where a new item comes from; the number is the index of an old item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The same item, in the same order as the others that are kept.
    Kept(usize),
    /// The same item from another place.
    Moved(usize),
    /// A changed item in an old item's place.
    InPlace(usize),
    /// An item without a predecessor.
    New,
}

/// The origins of all new items. The indexes of kept and replaced items are ascending.
#[derive(Debug)]
pub(super) struct Alignment {
    /// One origin for each new item.
    pub(super) origins: Vec<Origin>,
    moved: Vec<bool>,
}

/// The largest table for the longest common subsequence; beyond it, items count as moved, and no changed one is looked for.
const TABLE_LIMIT: usize = 1 << 22;

impl Alignment {
    /// Returns the alignment of two lists given as numbers, which are equal for equal items, and as spellings.
    pub(super) fn new(numbers: &(Vec<usize>, Vec<usize>), old_keys: &[String], new_keys: &[String]) -> Self {
        let (old, new) = numbers;
        let mut origins = vec![Origin::New; new.len()];
        let mut used = vec![false; old.len()];
        for (from, to) in common(old, new) {
            origins[to] = Origin::Kept(from);
            used[from] = true;
        }
        let mut moved = vec![false; old.len()];
        let mut left: std::collections::HashMap<usize, Vec<usize>> = std::collections::HashMap::new();
        for from in (0..old.len()).rev().filter(|from| !used[*from]) {
            left.entry(old[from]).or_default().push(from);
        }
        for (to, origin) in origins.iter_mut().enumerate() {
            if *origin == Origin::New
                && let Some(from) = left.get_mut(&new[to]).and_then(Vec::pop)
            {
                *origin = Origin::Moved(from);
                moved[from] = true;
                used[from] = true;
            }
        }
        let mut alignment = Self { origins, moved };
        alignment.pair_gaps(&used, old_keys, new_keys);
        alignment
    }

    /// Returns whether an old item is in another place now.
    pub(super) fn is_moved(&self, old: usize) -> bool {
        self.moved[old]
    }

    /// Pairs old items that are gone with new items between the same kept neighbours.
    fn pair_gaps(&mut self, used: &[bool], old_keys: &[String], new_keys: &[String]) {
        let (mut from, mut to) = (0, 0);
        let kept: Vec<(usize, usize)> = self
            .origins
            .iter()
            .enumerate()
            .filter_map(|(to, origin)| match origin {
                Origin::Kept(from) => Some((*from, to)),
                _ => None,
            })
            .collect();
        for (next_from, next_to) in kept.into_iter().chain([(used.len(), new_keys.len())]) {
            let gone: Vec<usize> = (from..next_from).filter(|index| !used[*index]).collect();
            let come: Vec<usize> = (to..next_to)
                .filter(|index| self.origins[*index] == Origin::New)
                .collect();
            if gone.len() == come.len() {
                for (gone, come) in gone.into_iter().zip(come) {
                    self.origins[come] = Origin::InPlace(gone);
                }
            } else if gone.len().saturating_mul(come.len()) <= TABLE_LIMIT {
                let mut come = come.into_iter();
                for gone in gone {
                    // Only what looks like the same item is paired, so that a comment does not change its subject.
                    let Some(found) = come.clone().find(|come| similar(&old_keys[gone], &new_keys[*come])) else {
                        continue;
                    };
                    self.origins[found] = Origin::InPlace(gone);
                    come.find(|come| *come == found);
                }
            }
            (from, to) = (next_from + 1, next_to + 1);
        }
    }
}

/// Returns whether two items share more than half of their text at the ends.
fn similar(old: &str, new: &str) -> bool {
    let shortest = old.len().min(new.len());
    let start = old.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
    let end = old
        .bytes()
        .rev()
        .zip(new.bytes().rev())
        .take(shortest - start)
        .take_while(|(old, new)| old == new)
        .count();
    2 * (start + end) > old.len().max(new.len())
}

/// Returns the longest common subsequence of two lists as pairs of indexes.
fn common(old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let (old_mid, new_mid) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);

    let mut pairs: Vec<(usize, usize)> = (0..start).map(|index| (index, index)).collect();
    let width = new_mid.len() + 1;
    if old_mid.len().saturating_mul(width) <= TABLE_LIMIT {
        // lengths[from * width + to] is the length for the items from there on.
        let mut lengths = vec![0_u32; (old_mid.len() + 1) * width];
        for from in (0..old_mid.len()).rev() {
            for to in (0..new_mid.len()).rev() {
                lengths[from * width + to] = if old_mid[from] == new_mid[to] {
                    lengths[(from + 1) * width + to + 1] + 1
                } else {
                    lengths[(from + 1) * width + to].max(lengths[from * width + to + 1])
                };
            }
        }
        let (mut from, mut to) = (0, 0);
        while from < old_mid.len() && to < new_mid.len() {
            if old_mid[from] == new_mid[to] {
                pairs.push((start + from, start + to));
                (from, to) = (from + 1, to + 1);
            } else if lengths[(from + 1) * width + to] >= lengths[from * width + to + 1] {
                from += 1;
            } else {
                to += 1;
            }
        }
    }
    pairs.extend((0..end).map(|index| (old.len() - end + index, new.len() - end + index)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins(old: &str, new: &str) -> Vec<Origin> {
        let keys = |list: &str| list.chars().map(String::from).collect::<Vec<_>>();
        let numbers = |list: &str| list.chars().map(|item| item as usize).collect::<Vec<_>>();
        Alignment::new(&(numbers(old), numbers(new)), &keys(old), &keys(new)).origins
    }

    #[test]
    fn items_between_kept_ones_are_replaced() {
        use Origin::{InPlace, Kept, Moved, New};
        assert_eq!(origins("abc", "axc"), [Kept(0), InPlace(1), Kept(2)]);
        assert_eq!(origins("abc", "axyc"), [Kept(0), New, New, Kept(2)]);
        assert_eq!(origins("abc", "cab"), [Moved(2), Kept(0), Kept(1)]);
        assert_eq!(origins("aab", "ab"), [Kept(0), Kept(2)]);
        assert_eq!(origins("", "ab"), [New, New]);
    }

    #[test]
    fn similar_items_share_their_ends() {
        assert!(similar("(on: 1, to: 2)", "(on: 1, to: 3)"));
        assert!(!similar("\"a\"", "\"bcd\""));
        assert!(!similar("", "a"));
    }
}
