//! The headers of a sheet and how a column is named.
//!
//! Headers are what mappings and command lines refer to, so a column can be named the way people type: without
//! regard to case, spaces, underscores and hyphens, by its place (`#3`), and, where a name repeats, with its turn
//! (`Name#2`).

/// One column's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The column, from 0.
    pub index: usize,
    /// The name, trimmed, on one line; empty when the column has none.
    pub name: String,
    /// Which of the columns of this name it is, from 1.
    pub nth: usize,
    /// The name to show and to address it by: `Name`, `Name#2`, or `#4` for a column without a name.
    pub label: String,
}

/// Makes headers of the cells of the header row.
pub fn headers<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> Vec<Header> {
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let make = |(index, cell): (usize, S)| {
        let visible = cell.as_ref().replace(takes_no_room, "");
        let name = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        let turn = seen.entry(normalised(&name)).or_default();
        *turn += 1;
        let nth = *turn;
        let label = match nth {
            _ if name.is_empty() => format!("#{}", index + 1),
            1 => name.clone(),
            nth => format!("{name}#{nth}"),
        };
        Header {
            index,
            name,
            nth,
            label,
        }
    };
    cells.into_iter().enumerate().map(make).collect()
}

/// Tells whether a character takes no room: a soft hyphen, a stray byte order mark, zero-width spaces and joiners.
pub fn takes_no_room(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Returns the text by which names are compared: lower case, without spaces, underscores and hyphens.
///
/// A text of nothing but those is returned as it is, so that it equals only itself.
pub fn normalised(text: &str) -> String {
    let between = |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '\u{2010}'..='\u{2014}');
    let kept: String = text
        .chars()
        .filter(|c| !between(*c) && !takes_no_room(*c))
        .flat_map(char::to_lowercase)
        .collect();
    if kept.is_empty() { text.trim().to_owned() } else { kept }
}

/// Finds the column `wanted` names: a header as written, a header in other spelling, `Name#2`, or `#3`.
///
/// A header that is written exactly so comes first, even if it looks like a place.
pub fn find<'a>(headers: &'a [Header], wanted: &str) -> Option<&'a Header> {
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return None;
    }
    let named = |name: &str, nth: usize| {
        let name = normalised(name);
        headers.iter().find(|h| h.nth == nth && normalised(&h.name) == name)
    };
    let turn = || {
        let (name, number) = wanted.rsplit_once('#')?;
        let number: usize = number.trim().parse().ok()?;
        match name.trim() {
            "" => headers.get(number.checked_sub(1)?),
            name => named(name, number),
        }
    };
    headers
        .iter()
        .find(|h| h.name == wanted)
        .or_else(|| named(wanted, 1))
        .or_else(turn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_and_numbered() {
        let made = headers(["\u{feff} Use\nCase ", "name", "", "NAME", ""]);
        let labels: Vec<_> = made.iter().map(|h| h.label.as_str()).collect();
        assert_eq!(labels, ["Use Case", "name", "#3", "NAME#2", "#5"]);
    }

    #[test]
    fn columns_are_found_the_way_people_type() {
        let made = headers(["Use_Case ID", "Name", "Name", "#", "C#", ""]);
        let at = |wanted: &str| find(&made, wanted).map(|h| h.index);
        assert_eq!(at("use-case id"), Some(0));
        assert_eq!(at("usecaseid"), Some(0));
        assert_eq!(at("name"), Some(1));
        assert_eq!(at("name#1"), Some(1));
        assert_eq!(at("NAME #2"), Some(2));
        assert_eq!(at("#"), Some(3));
        assert_eq!(at("c#"), Some(4));
        assert_eq!(at("#6"), Some(5));
        for wanted in ["", "#0", "#7", "name#3", "other", "_"] {
            assert_eq!(at(wanted), None, "{wanted}");
        }
    }
}
