//! Cells that no spreadsheet program takes for a formula.
//!
//! A text that begins with `=` and the like is run when the exported file is opened. Such a cell gets an apostrophe
//! in front, which spreadsheet programs show as text. Apostrophes already in front of such a character get one more,
//! so that [`original`] gives back exactly what was exported.

use std::borrow::Cow;

const STARTERS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn runs(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(STARTERS)
}

/// Returns the cell as it can be exported: with a leading `'` if it could be taken for a formula.
pub fn neutral(cell: &str) -> Cow<'_, str> {
    if runs(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Returns the cell as it was before [`neutral`].
pub fn original(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(inner) if runs(inner) => inner,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_could_run_is_marked() {
        for cell in ["=1+1", "+41 44", "-5", "@x", "\tx", "\rx", "'=x"] {
            assert_eq!(neutral(cell), format!("'{cell}"));
        }
        for cell in ["", "a=b", " =x", "'quoted'", "5-3"] {
            assert_eq!(neutral(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn the_original_comes_back(cell in "['=+a\t-]{0,6}") {
            let exported = neutral(&cell);
            prop_assert!(!exported.starts_with(STARTERS));
            prop_assert_eq!(original(&exported), &cell);
        }
    }
}
