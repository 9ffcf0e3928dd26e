//! Matches the headers of a sheet with the fields of a kind.
//!
//! A header is taken for a field if it is the field's name or label, one of its other names, or says the same words
//! but for those that add nothing ("the", "of", and the words for the record itself: in a list of AI systems, "AI Use
//! Case Name" is the name). Any other word may turn the meaning (a vendor's name, the owner's email), so a header
//! with one is left for the user to map.

use std::collections::BTreeSet;

use crate::exchange::sheet::header::{Header, normalised};

/// One field to fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'a> {
    /// The field as it is stored.
    pub name: &'a str,
    /// The field as it is shown.
    pub label: &'a str,
    /// What else people call it, the best first.
    pub aliases: &'a [&'a str],
}

/// Why a header was taken for a field; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is the field's name or label.
    Exact,
    /// It is another name of the field.
    Alias,
    /// It says the same with words that add nothing.
    Similar,
}

/// A header taken for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guess<'a> {
    /// The column, from 0.
    pub header: usize,
    /// The name of the field.
    pub target: &'a str,
    /// Why.
    pub how: How,
}

/// How well a header fits a field: the surest first, then the better alias, then the fewer words added.
type Fit = (How, usize, usize);

/// Takes headers for fields, at most one for each, in the order of the headers.
///
/// `subject` are the words for the record itself, which add nothing to a header (`ai`, `use`, `case`, `system`). Two
/// headers that are similar to one field to the same degree, or two fields similar to one header, are left alone.
pub fn guess<'a>(headers: &[Header], targets: &[Target<'a>], subject: &[&str]) -> Vec<Guess<'a>> {
    let subject: BTreeSet<String> = subject.iter().flat_map(|text| words(text)).collect();
    let mut fits: Vec<(Fit, usize, usize)> = Vec::new();
    for header in headers.iter().filter(|h| !h.name.is_empty()) {
        for (place, target) in targets.iter().enumerate() {
            fits.extend(fit(&header.name, target, &subject).map(|fit| (fit, header.index, place)));
        }
    }
    fits.sort_unstable();
    let (mut taken, mut filled) = (BTreeSet::new(), BTreeSet::new());
    let mut guesses = Vec::new();
    for (at, &(fit, header, place)) in fits.iter().enumerate() {
        if taken.contains(&header) || filled.contains(&place) {
            continue;
        }
        let same_degree = |(other, _, _): &&(Fit, usize, usize)| *other == fit;
        let rival = fits[at + 1..].iter().take_while(same_degree).any(|&(_, h, p)| {
            let open = !taken.contains(&h) && !filled.contains(&p);
            open && ((h == header) != (p == place))
        });
        taken.insert(header);
        filled.insert(place);
        if fit.0 == How::Similar && rival {
            continue;
        }
        guesses.push(Guess {
            header,
            target: targets[place].name,
            how: fit.0,
        });
    }
    guesses.sort_unstable_by_key(|guess| guess.header);
    guesses
}

/// Returns the name of a field that a tracker exports as `Custom field (Risk ID)`.
fn bare(header: &str) -> &str {
    let inside = header.strip_prefix("Custom field (");
    inside.and_then(|name| name.strip_suffix(')')).unwrap_or(header)
}

fn fit(header: &str, target: &Target<'_>, subject: &BTreeSet<String>) -> Option<Fit> {
    let header = bare(header);
    let written = normalised(header);
    let is = |text: &str| normalised(text) == written;
    if is(target.name) || is(target.label) {
        return Some((How::Exact, 0, 0));
    }
    if let Some(place) = target.aliases.iter().position(|alias| is(alias)) {
        return Some((How::Alias, place, 0));
    }
    let (words, added) = core(header, subject);
    if words.is_empty() {
        return None;
    }
    let terms = [target.name, target.label]
        .into_iter()
        .chain(target.aliases.iter().copied());
    terms.map(|term| core(term, subject).0).position(|term| term == words)?;
    Some((How::Similar, 0, added))
}

/// Words that add nothing to any header.
const EMPTY_WORDS: [&str; 12] = [
    "a", "an", "the", "of", "for", "this", "your", "please", "required", "optional", "field", "column",
];

/// Returns the words of a text that carry its meaning, and how many do not.
pub(super) fn core(text: &str, subject: &BTreeSet<String>) -> (BTreeSet<String>, usize) {
    let all = words(&outside_brackets(text));
    let count = all.len();
    let adds = |word: &String| !EMPTY_WORDS.contains(&word.as_str()) && !subject.contains(word);
    let words: BTreeSet<String> = all.into_iter().filter(adds).collect();
    let added = count.saturating_sub(words.len());
    (words, added)
}

/// Returns the words of a header outside of brackets, in lower case and the singular.
pub(in crate::exchange) fn words_outside_brackets(text: &str) -> Vec<String> {
    words(&outside_brackets(text))
}

/// Leaves out what is in brackets, usually advice on how to fill in the column.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Splits at everything but letters and digits and at capitals inside (`UseCaseId`), in lower case and the singular.
pub(in crate::exchange) fn words(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut small = false;
    for c in text.chars() {
        if !c.is_alphanumeric() || (small && c.is_uppercase()) {
            found.push(String::new());
        }
        small = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphanumeric(), found.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    let singular = |word: String| match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word,
    };
    found
        .into_iter()
        .filter(|word| !word.is_empty())
        .map(singular)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sheet::header::headers;

    const SUBJECT: [&str; 4] = ["AI", "use", "case", "system"];

    const TARGETS: [Target<'static>; 5] = [
        Target {
            name: "title",
            label: "Title",
            aliases: &["name"],
        },
        Target {
            name: "purpose",
            label: "Intended purpose",
            aliases: &["summary", "description"],
        },
        Target {
            name: "owner",
            label: "System owner",
            aliases: &[],
        },
        Target {
            name: "id",
            label: "Identifier",
            aliases: &["key"],
        },
        Target {
            name: "stage",
            label: "Lifecycle stage",
            aliases: &["development stage", "status"],
        },
    ];

    fn guessed(names: &[&str]) -> Vec<(usize, &'static str, How)> {
        let found = guess(&headers(names), &TARGETS, &SUBJECT);
        found.into_iter().map(|g| (g.header, g.target, g.how)).collect()
    }

    #[test]
    fn names_other_names_and_similar_names_are_taken() {
        assert_eq!(
            guessed(&[
                "Use_Case_ID",
                "AI Use Case Name",
                "Summary",
                "Development_Stage",
                "OWNER"
            ]),
            [
                (0, "id", How::Similar),
                (1, "title", How::Similar),
                (2, "purpose", How::Alias),
                (3, "stage", How::Alias),
                (4, "owner", How::Exact),
            ]
        );
        assert_eq!(
            guessed(&["Title (at most 100 characters)*"]),
            [(0, "title", How::Similar)]
        );
        assert_eq!(guessed(&["SystemNames"]), [(0, "title", How::Similar)]);
    }

    #[test]
    fn a_word_that_may_turn_the_meaning_leaves_a_header_alone() {
        for name in [
            "Vendor Name",
            "Owner email",
            "Date of status",
            "Parent ID",
            "AI system",
            "Stage gate",
            "",
            "(id)",
        ] {
            assert_eq!(guessed(&[name]), [], "{name}");
        }
    }

    #[test]
    fn the_best_of_several_is_taken_once() {
        assert_eq!(guessed(&["Name", "Title", "title"]), [(1, "title", How::Exact)]);
        assert_eq!(guessed(&["Description", "Summary"]), [(1, "purpose", How::Alias)]);
        assert_eq!(guessed(&["AI name", "System name"]), []);
        assert_eq!(
            guessed(&["Name of the system", "System name"]),
            [(1, "title", How::Similar)]
        );
    }
}
