//! Texts that stand for nobody where a person belongs, as spreadsheets have them.

/// What people write where nobody is meant.
const NOBODY: [&str; 22] = [
    "-",
    "--",
    "---",
    "–",
    "—",
    "?",
    "??",
    "???",
    "n/a",
    "n.a.",
    "tbd",
    "tba",
    "tbc",
    "tbd.",
    "none",
    "nobody",
    "unknown",
    "unassigned",
    "not assigned",
    "not applicable",
    "to be defined",
    "to be determined",
];

/// The length of the longest of them.
const LONGEST: usize = 16;

/// Tells whether a text in the place of a person stands for nobody: `N/A`, `TBD`, `-`, `?`.
pub fn is_nobody(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.len() <= LONGEST && NOBODY.iter().any(|word| word.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_nobody_and_names_are_somebody() {
        for text in ["", " ", "N/A", "tbd", "None", "-", "?", "Unknown", "—", " TBA "] {
            assert!(is_nobody(text), "{text}");
        }
        for text in ["ana", "Na Li", "Nona", "TBD team", "security team"] {
            assert!(!is_nobody(text), "{text}");
        }
        assert!(NOBODY.iter().all(|word| word.len() <= LONGEST));
    }
}
