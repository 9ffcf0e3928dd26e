//! Text as cells: how wide it is, where to cut and break it, and what of it could hide.
//!
//! Every measure is taken of the *visible* form (see [`visible`]), grapheme by grapheme, because that is what
//! [`crate::ui::pen::Pen`] writes. Where terminals disagree about a width (joined emoji, flags, variation selectors), the
//! visible form avoids the sequence instead of guessing.

mod hidden;
mod wrap;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

pub use hidden::visible;
pub use wrap::{hang, wrap};

use super::glyphs::Glyphs;

/// Where text stands in an area wider than itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// Returns the cells that text takes on one line.
pub fn width(text: &str, glyphs: &Glyphs) -> usize {
    visible(text, glyphs).graphemes(true).map(cells).sum()
}

/// Returns the cells of one visible grapheme.
pub fn cells(grapheme: &str) -> usize {
    grapheme.width()
}

/// Cuts text to a width, with an ellipsis where something is missing.
pub fn truncate<'a>(text: &'a str, limit: usize, glyphs: &Glyphs) -> Cow<'a, str> {
    let shown = visible(text, glyphs);
    if shown.len() <= limit && shown.is_ascii() {
        return shown;
    }
    if shown.graphemes(true).map(cells).sum::<usize>() <= limit {
        return shown;
    }
    let Some(room) = limit.checked_sub(cells(glyphs.ellipsis)) else {
        return Cow::Borrowed("");
    };
    let mut cut = shown[..fitting(&shown, room)].to_owned();
    cut.push_str(glyphs.ellipsis);
    Cow::Owned(cut)
}

/// Returns the bytes of visible text that fit into a number of cells.
pub fn fitting(shown: &str, room: usize) -> usize {
    let mut used = 0;
    shown
        .grapheme_indices(true)
        .find(|(_, grapheme)| {
            used += cells(grapheme);
            used > room
        })
        .map_or(shown.len(), |(at, _)| at)
}

/// Cuts or fills text to exactly a width.
pub fn pad(text: &str, to: usize, align: Align, glyphs: &Glyphs) -> String {
    let shown = truncate(text, to, glyphs);
    let spare = to.saturating_sub(width(&shown, glyphs));
    let left = match align {
        Align::Left => 0,
        Align::Center => spare / 2,
        Align::Right => spare,
    };
    format!("{}{shown}{}", " ".repeat(left), " ".repeat(spare - left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::glyphs::{ASCII, UNICODE};

    #[test]
    fn width_counts_cells_and_not_characters() {
        assert_eq!(width("risk", &UNICODE), 4);
        assert_eq!(width("Zürich", &UNICODE), 6);
        assert_eq!(width("Zu\u{308}rich", &UNICODE), 6);
        assert_eq!(width("危険", &UNICODE), 4);
    }

    #[test]
    fn truncating_never_splits_a_wide_grapheme() {
        assert_eq!(truncate("危険な", 4, &UNICODE), "危…");
        assert_eq!(truncate("危険", 4, &UNICODE), "危険");
        assert_eq!(truncate("treatment", 5, &ASCII), "trea~");
        assert_eq!(truncate("treatment", 0, &UNICODE), "");
    }

    #[test]
    fn padding_fills_to_the_width_asked_for() {
        assert_eq!(pad("ab", 5, Align::Right, &UNICODE), "   ab");
        assert_eq!(pad("ab", 5, Align::Center, &UNICODE), " ab  ");
        assert_eq!(pad("危険な", 4, Align::Left, &UNICODE), "危… ");
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_stored_fits_and_hides_nothing(text in "\\PC*|(?s).*", limit in 0_usize..30) {
            for glyphs in [&UNICODE, &ASCII] {
                let shown = visible(&text, glyphs);
                proptest::prop_assert!(!shown.chars().any(char::is_control));
                proptest::prop_assert_eq!(&visible(&shown, glyphs), &shown);
                proptest::prop_assert!(width(&truncate(&text, limit, glyphs), glyphs) <= limit);
                for line in wrap(&text, limit, glyphs) {
                    proptest::prop_assert!(width(&line, glyphs) <= limit, "{:?}", line);
                }
                if limit > 0 {
                    proptest::prop_assert_eq!(width(&pad(&text, limit, Align::Right, glyphs), glyphs), limit);
                }
            }
        }
    }
}
