//! A text taken apart into graphemes, at little cost where every character is one.

use unicode_segmentation::UnicodeSegmentation;

/// Returns the graphemes of a text, as [`UnicodeSegmentation::graphemes`] does.
pub fn clusters(text: &str) -> impl Iterator<Item = &str> {
    cluster_indices(text).map(|(_, cluster)| cluster)
}

/// Returns the graphemes of a text with the bytes at which they start.
pub fn cluster_indices(text: &str) -> Clusters<'_> {
    Clusters { text, at: 0 }
}

/// The graphemes of a text that are still to come.
pub struct Clusters<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Clusters<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        let cluster = match single(rest) {
            Some(len) => &rest[..len],
            // What starts at a boundary is taken apart as if nothing stood before it.
            None => rest.graphemes(true).next()?,
        };
        let start = self.at;
        self.at += cluster.len();
        Some((start, cluster))
    }
}

/// Returns the bytes of the first character, if it and the next are such that both are graphemes by themselves.
fn single(rest: &str) -> Option<usize> {
    if let [b' '..=b'~', b' '..=b'~', ..] = rest.as_bytes() {
        return Some(1);
    }
    let mut chars = rest.chars();
    let first = chars.next().filter(|c| stands_alone(*c))?;
    chars.next().is_none_or(stands_alone).then_some(first.len_utf8())
}

/// Returns whether a character never joins with another of this sort: letters of Latin, Greek, Cyrillic and the East Asian
/// scripts.
fn stands_alone(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{391}'..='\u{3ff}' | '\u{400}'..='\u{481}'
        | '\u{48a}'..='\u{52f}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn the_short_way_finds_the_same_graphemes(text in "(?s).*|[a\u{e9}\u{a9}\u{301}\u{200d}\u{1f469}\u{ac00}\u{11a8}\u{1100}\u{1161}\r\n\u{5371}\u{fe0f}\u{1f1e9}\u{915}\u{94d}]*") {
            let short: Vec<_> = cluster_indices(&text).collect();
            let long: Vec<_> = text.grapheme_indices(true).collect();
            proptest::prop_assert_eq!(short, long);
        }
    }

    #[test]
    fn no_two_standalone_characters_join() {
        let alone: Vec<char> = ('\0'..='\u{ffff}').filter(|c| stands_alone(*c)).collect();
        for pair in alone.windows(2) {
            let text = String::from_iter(pair);
            assert_eq!(text.graphemes(true).count(), 2, "{text:?}");
        }
    }
}
