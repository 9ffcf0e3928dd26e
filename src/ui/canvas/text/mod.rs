//! Text as cells: how wide it is, where to cut and break it, and what of it could hide.
//!
//! Every measure is taken of the *visible* form (see [`visible`]), grapheme by grapheme, because that is what
//! [`crate::ui::canvas::pen::Pen`] writes. Where terminals disagree about a width (joined emoji, flags, variation selectors), the
//! visible form avoids the sequence instead of guessing.

mod clusters;
mod escape;
mod wrap;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

pub use crate::ui::canvas::text::escape::visible;
pub use clusters::{cluster_indices, clusters};
pub use wrap::{first_lines, hang, wrap};

use crate::ui::style::glyphs::Glyphs;

/// Where text is in an area wider than itself.
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
    measure(&visible(text, glyphs))
}

/// Returns the cells of visible text on one line.
pub(super) fn measure(shown: &str) -> usize {
    if shown.is_ascii() {
        return shown.len();
    }
    clusters(shown).map(cells).sum()
}

/// Returns the cells of one visible grapheme.
pub fn cells(grapheme: &str) -> usize {
    #[cfg(test)]
    counting::MEASURED.with(|measured| measured.set(measured.get() + 1));
    match grapheme.as_bytes() {
        [b' '..=b'~'] => 1,
        _ => grapheme.width(),
    }
}

/// Cuts text to a width, with an ellipsis where something is missing.
///
/// Of a long text only the beginning is looked at.
pub fn truncate<'a>(text: &'a str, limit: usize, glyphs: &Glyphs) -> Cow<'a, str> {
    let mut reach = limit + 1;
    let shown = loop {
        let start = beginning(text, reach);
        let shown = visible(start, glyphs);
        let fits = measure(&shown) <= limit;
        match (fits, start.len() == text.len()) {
            (true, true) => return shown,
            (false, _) => break shown,
            // What is there takes less room than it has characters.
            (true, false) => reach *= 2,
        }
    };
    let Some(room) = limit.checked_sub(cells(glyphs.ellipsis)) else {
        return Cow::Borrowed("");
    };
    let mut cut = shown[..fitting(&shown, room)].to_owned();
    cut.push_str(glyphs.ellipsis);
    Cow::Owned(cut)
}

/// Returns the first graphemes of a text, at most so many.
fn beginning(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    cluster_indices(text).nth(count).map_or(text, |(at, _)| &text[..at])
}

/// Returns the end of a text as far as it fits into a number of cells, in its visible form, and whether that is all of it.
///
/// Of a long text only the end is looked at.
pub fn ending<'a>(text: &'a str, room: usize, glyphs: &Glyphs) -> (Cow<'a, str>, bool) {
    let mut reach = room + 1;
    loop {
        let start = if text.len() <= reach {
            0
        } else {
            text.grapheme_indices(true).rev().nth(reach - 1).map_or(0, |(at, _)| at)
        };
        let shown = visible(&text[start..], glyphs);
        let wide = measure(&shown);
        if wide <= room && start > 0 {
            reach *= 2;
            continue;
        }
        if wide <= room {
            return (shown, true);
        }
        let mut over = wide - room;
        let cut = cluster_indices(&shown).find(|(_, grapheme)| {
            let stays = over == 0;
            over = over.saturating_sub(cells(grapheme));
            stays
        });
        let end = cut.map_or("", |(at, _)| &shown[at..]).to_owned();
        return (Cow::Owned(end), false);
    }
}

/// Returns the bytes of visible text that fit into a number of cells.
pub fn fitting(shown: &str, room: usize) -> usize {
    fit(shown, room).0
}

/// Returns the bytes of visible text that fit into a number of cells, and the cells that they take.
fn fit(shown: &str, room: usize) -> (usize, usize) {
    let mut used = 0;
    for (at, grapheme) in cluster_indices(shown) {
        let wide = cells(grapheme);
        if used + wide > room {
            return (at, used);
        }
        used += wide;
    }
    (shown.len(), used)
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

/// How often a grapheme was measured on this thread, so that tests can tell what long texts cost.
#[cfg(test)]
mod counting {
    use std::cell::Cell;

    thread_local! {
        pub(in crate::ui) static MEASURED: Cell<usize> = const { Cell::new(0) };
    }

    /// Returns how many graphemes something measures.
    pub(in crate::ui) fn measured<T>(run: impl FnOnce() -> T) -> usize {
        let before = MEASURED.get();
        run();
        MEASURED.get() - before
    }
}

#[cfg(test)]
mod tests {
    use super::counting::measured;
    use super::*;
    use crate::ui::style::glyphs::{ASCII, UNICODE};

    #[test]
    fn a_long_word_is_measured_a_few_times_and_not_once_for_each_of_its_lines() {
        for letter in ["x", "\u{e9}", "危", "e\u{301}"] {
            let word = letter.repeat(20_000);
            for text in [word.clone(), format!("so {word}\n{word} it is")] {
                let once = measured(|| wrap(&text, 40, &UNICODE));
                assert!(once <= 3 * clusters(&text).count(), "{letter}: {once}");
            }
        }
    }

    #[test]
    fn of_a_long_text_only_what_can_be_shown_is_measured() {
        for letter in ["x", "\u{e9}", "危", "x\u{1f3fd}"] {
            let text = letter.repeat(50_000);
            assert!(measured(|| truncate(&text, 40, &UNICODE)) < 400, "{letter}");
            assert!(measured(|| ending(&text, 40, &UNICODE)) < 400, "{letter}");
            assert!(measured(|| first_lines(&text, 40, 4, &UNICODE)) < 1_600, "{letter}");
            assert!(measured(|| pad(&text, 40, Align::Left, &UNICODE)) < 600, "{letter}");
        }
    }

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
