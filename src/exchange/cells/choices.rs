//! From a cell to one of a few allowed values.
//!
//! A cell is taken for a value only if it says the same but for case, spaces and punctuation. Everything else is
//! left to the user, with the nearest value as a suggestion: a stage or a risk level guessed wrong is worse than one
//! not filled in.

/// One allowed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice<'a> {
    /// The value as it is stored.
    pub name: &'a str,
    /// The value as it is shown.
    pub label: &'a str,
    /// What else it is called.
    pub aliases: &'a [&'a str],
}

/// Returns the name of the choice that `value` says, by name first, then by label, then by alias.
///
/// A value two choices share at the same level says neither.
pub fn choice<'a>(value: &str, choices: &[Choice<'a>]) -> Option<&'a str> {
    let value = plain(value);
    if value.is_empty() {
        return None;
    }
    let says = |text: &str| plain(text) == value;
    let levels: [&dyn Fn(&Choice<'a>) -> bool; 3] = [&|c| says(c.name), &|c| says(c.label), &|c| {
        c.aliases.iter().any(|alias| says(alias))
    }];
    for level in levels {
        let mut found = choices.iter().filter(|c| level(c)).map(|c| c.name);
        if let Some(name) = found.next() {
            return found.all(|other| other == name).then_some(name);
        }
    }
    None
}

/// Returns the name of the choice nearest to `value`, if one is near: a third of its letters may differ.
pub fn suggest<'a>(value: &str, choices: &[Choice<'a>]) -> Option<&'a str> {
    let texts = choices.iter().flat_map(|c| {
        let texts = [c.name, c.label].into_iter().chain(c.aliases.iter().copied());
        texts.map(|text| (text, c.name))
    });
    nearest(value, texts)
}

/// Returns what goes with the text nearest to `value`; the first of equals.
pub fn nearest<'t, T>(value: &str, texts: impl IntoIterator<Item = (&'t str, T)>) -> Option<T> {
    let value: Vec<char> = plain(value).chars().take(101).collect();
    if value.is_empty() || value.len() > 100 {
        return None;
    }
    let mut best: Option<(usize, T)> = None;
    for (text, goes_with) in texts {
        let text: Vec<char> = plain(text).chars().collect();
        let limit = (value.len().min(text.len()) / 3).max(1);
        let limit = if text.len() < 3 { 0 } else { limit };
        if value.len().abs_diff(text.len()) > limit {
            continue;
        }
        let steps = distance(&value, &text);
        if steps <= limit && best.as_ref().is_none_or(|(least, _)| steps < *least) {
            best = Some((steps, goes_with));
        }
    }
    best.map(|(_, goes_with)| goes_with)
}

/// Returns the text by which values are compared: lower case, without spaces and punctuation.
///
/// `&` is the word "and". Signs that carry meaning stay (`C++`, `<10`, `live?`), and numbers stay apart (`1.2` is not `12`).
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.trim().chars() {
        if c == '&' {
            out.push_str("and");
            gap = false;
        } else if c.is_alphanumeric()
            || matches!(c, '?' | '+' | '#' | '<' | '>' | '=' | '%' | '$' | '≤' | '≥' | '€' | '£')
        {
            if gap && c.is_numeric() && out.ends_with(char::is_numeric) {
                out.push(' ');
            }
            out.extend(c.to_lowercase());
            gap = false;
        } else {
            gap = true;
        }
    }
    out
}

/// Counts the letters to insert, delete, change or swap with their neighbour to get from `a` to `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for j in 0..b.len() {
            let change = last[j] + usize::from(a[i] != b[j]);
            let mut steps = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                steps = steps.min(before[j - 1] + 1);
            }
            row.push(steps);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGES: [Choice<'static>; 3] = [
        Choice {
            name: "idea",
            label: "Initiation",
            aliases: &["planned", "not started"],
        },
        Choice {
            name: "build",
            label: "Development and acquisition",
            aliases: &["in development"],
        },
        Choice {
            name: "run",
            label: "Operation & maintenance",
            aliases: &["production", "in use", "planned"],
        },
    ];

    #[test]
    fn case_and_punctuation_do_not_matter() {
        for (value, name) in [
            ("INITIATION ", "idea"),
            ("not-started", "idea"),
            ("Operation and Maintenance", "run"),
            ("in_use", "run"),
            ("Development & Acquisition.", "build"),
        ] {
            assert_eq!(choice(value, &STAGES), Some(name), "{value}");
        }
    }

    #[test]
    fn nothing_is_stretched_into_a_choice() {
        for value in [
            "",
            " - ",
            "Initiatio",
            "Development",
            "retired",
            "planned",
            "in use, production",
            "in use?",
        ] {
            assert_eq!(choice(value, &STAGES), None, "{value}");
        }
        let versions = [("12", "12"), ("c", "C")].map(|(name, label)| Choice {
            name,
            label,
            aliases: &[],
        });
        for value in ["1.2", "1-2", "C++", "C#", "<12"] {
            assert_eq!(choice(value, &versions), None, "{value}");
        }
    }

    #[test]
    fn the_nearest_is_suggested_if_it_is_near() {
        assert_eq!(suggest("Initation", &STAGES), Some("idea"));
        assert_eq!(suggest("prodcution", &STAGES), Some("run"));
        for value in ["", "retired", "x", &"long ".repeat(100)] {
            assert_eq!(suggest(value, &STAGES), None, "{value}");
        }
    }

    #[test]
    fn the_distance_counts_a_swap_once() {
        let steps = |a: &str, b: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            distance(&chars(a), &chars(b))
        };
        assert_eq!(steps("kitten", "sitting"), 3);
        assert_eq!(steps("form", "from"), 1);
        assert_eq!(steps("", "abc"), 3);
    }
}
