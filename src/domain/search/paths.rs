//! Finding files by parts of their paths among very many: what is asked of every path is cheap, and only the few best
//! are ranked.

use crate::domain::fold::folded;
use crate::domain::search::mask;
use crate::domain::search::rank::{Ranked, rank};

/// How many paths of each sort are ranked at most.
const MOST: usize = 300;

/// Paths that can be searched, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Paths {
    entries: Vec<Entry>,
    /// Whether there are more than were listed.
    pub cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    path: Box<str>,
    /// The folded path, where it differs.
    folded: Option<Box<str>>,
    mask: u64,
}

impl Entry {
    fn folded(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.path)
    }
}

/// How well a path fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Every word stands in the file's name.
    Name,
    /// Every word stands in the path.
    Path,
    /// The letters of every word follow one another in the path.
    Spread,
}

impl Paths {
    /// Returns paths ready to be searched; `cut` says whether there are more.
    pub fn new(mut paths: Vec<String>, cut: bool) -> Self {
        paths.sort_unstable();
        let entry = |path: String| {
            let folded = folded(&path);
            let mask = mask(&folded);
            let folded = (folded != path).then(|| folded.into_boxed_str());
            let path = path.into_boxed_str();
            Entry { path, folded, mask }
        };
        let entries = paths.into_iter().map(entry).collect();
        Self { entries, cut }
    }

    /// Returns those for which something holds.
    #[must_use]
    pub fn only(&self, is_wanted: impl Fn(&str) -> bool) -> Self {
        let wanted = self.entries.iter().filter(|entry| is_wanted(&entry.path));
        Self {
            entries: wanted.cloned().collect(),
            cut: self.cut,
        }
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the path at a position.
    pub fn get(&self, nth: usize) -> &str {
        self.entries.get(nth).map_or("", |entry| &entry.path)
    }

    /// Returns the best paths for what was typed, at most a few hundred, with how many fit. Nothing typed yields the
    /// first ones.
    pub fn find(&self, typed: &str) -> (Vec<Ranked>, usize) {
        let typed = folded(typed.trim());
        let words: Vec<_> = typed.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            let first = (0..self.len().min(MOST)).map(|index| Ranked {
                index,
                score: 0,
                positions: Vec::new(),
            });
            return (first.collect(), self.len());
        }
        let wanted = mask(&words.concat());
        let mut found: [Vec<usize>; 3] = Default::default();
        let mut count = 0;
        for (nth, entry) in self.entries.iter().enumerate() {
            if wanted & !entry.mask != 0 {
                continue;
            }
            let Some(fit) = fit(entry.folded(), &words) else {
                continue;
            };
            count += 1;
            let alike = &mut found[fit as usize];
            if alike.len() < MOST {
                alike.push(nth);
            }
        }
        let mut best = Vec::new();
        for alike in found {
            let room = MOST - best.len().min(MOST);
            let paths = alike.iter().map(|nth| self.get(*nth));
            let ranked = rank(&typed, paths).into_iter().take(room);
            best.extend(ranked.map(|ranked| Ranked {
                index: alike[ranked.index],
                ..ranked
            }));
        }
        (best, count)
    }
}

fn fit(path: &str, words: &[&str]) -> Option<Fit> {
    if words.iter().all(|word| path.contains(word)) {
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
        let in_name = words.iter().all(|word| name.contains(word));
        return Some(if in_name { Fit::Name } else { Fit::Path });
    }
    let spread = |word: &&str| {
        let mut letters = word.bytes();
        let mut next = letters.next();
        for byte in path.bytes() {
            if next == Some(byte) {
                next = letters.next();
            }
        }
        next.is_none()
    };
    words.iter().all(spread).then_some(Fit::Spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Paths {
        Paths::new(names.iter().map(|name| (*name).to_owned()).collect(), false)
    }

    fn found(paths: &Paths, typed: &str) -> Vec<String> {
        let (found, _) = paths.find(typed);
        found.iter().map(|ranked| paths.get(ranked.index).to_owned()).collect()
    }

    #[test]
    fn the_name_goes_before_the_folder_and_that_before_letters_left_out() {
        let paths = paths(&[
            "docs/policy/index.md",
            "docs/AI-Policy.pdf",
            "src/p_o_l_i_c_y.rs",
            "src/main.rs",
            "Prüfung/bericht.md",
        ]);
        assert_eq!(
            found(&paths, "policy"),
            ["docs/AI-Policy.pdf", "docs/policy/index.md", "src/p_o_l_i_c_y.rs"]
        );
        assert_eq!(found(&paths, "docs pol md"), ["docs/policy/index.md"]);
        assert_eq!(found(&paths, "pruef"), ["Prüfung/bericht.md"]);
        assert_eq!(found(&paths, "").len(), 5);
        assert_eq!(paths.find("zzz"), (Vec::new(), 0));
    }

    #[test]
    fn very_many_paths_are_counted_but_not_all_ranked() {
        let names = (0..5000).map(|nth| format!("data/part-{nth:05}.csv")).collect();
        let paths = Paths::new(names, true);
        let (found, count) = paths.find("part");
        assert_eq!((found.len(), count), (MOST, 5000));
        let (found, count) = paths.find("part-04321");
        assert_eq!((paths.get(found[0].index), count), ("data/part-04321.csv", 1));
        assert_eq!(paths.find("").1, 5000);
    }
}
