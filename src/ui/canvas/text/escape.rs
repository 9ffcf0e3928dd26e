//! Making visible what would otherwise act on the terminal or hide from the reader.
//!
//! Register texts come from colleagues, spreadsheets and merges. An escape sequence could repaint the screen, a
//! right-to-left override could turn a sentence around, and zero-width or tag characters could carry words nobody sees.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::ui::canvas::text::clusters::clusters;
use crate::ui::style::glyphs::Glyphs;

/// More characters than this in one grapheme are decoration that climbs over other lines.
const TALLEST: usize = 8;

/// Returns text with every character that acts or hides replaced by a symbol that shows it.
///
/// Applying it twice changes nothing more, so a text may pass through as often as is convenient.
pub fn visible<'a>(text: &'a str, glyphs: &Glyphs) -> Cow<'a, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let adrift = leans(text);
    if !adrift && clusters(text).all(|grapheme| matches!(reading(grapheme), Reading::Plain)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    if adrift {
        shown.push_str(glyphs.hidden);
    }
    for grapheme in clusters(text).skip(usize::from(adrift)) {
        match reading(grapheme) {
            Reading::Plain => shown.push_str(grapheme),
            Reading::Newline => shown.push_str(if glyphs.ascii { "^J" } else { "␤" }),
            Reading::Adrift => {
                shown.extend(grapheme.chars().take(1));
                shown.push_str(glyphs.hidden);
            }
            Reading::Tall => shown.extend(grapheme.chars().take(TALLEST)),
            Reading::Mixed => grapheme.chars().for_each(|c| show(c, glyphs, &mut shown)),
        }
    }
    Cow::Owned(shown)
}

/// What a grapheme needs before it may be drawn.
enum Reading {
    Plain,
    Newline,
    /// A blank with marks on it, which would fall onto another letter once a line breaks there.
    Adrift,
    Tall,
    Mixed,
}

fn reading(grapheme: &str) -> Reading {
    if matches!(grapheme.as_bytes(), [b' '..=b'~']) {
        return Reading::Plain;
    }
    if grapheme == "\n" || grapheme == "\r\n" {
        return Reading::Newline;
    }
    let hides = |c: char| c.is_control() || acts_or_hides(c) || joins(c) || letter_of_flag(c).is_some();
    if grapheme.chars().any(hides) || grapheme.width() == 0 {
        return Reading::Mixed;
    }
    if grapheme.starts_with(char::is_whitespace) && grapheme.chars().count() > 1 {
        return Reading::Adrift;
    }
    if grapheme.chars().count() > TALLEST {
        return Reading::Tall;
    }
    Reading::Plain
}

fn show(c: char, glyphs: &Glyphs, shown: &mut String) {
    let code = c as u32;
    if c.is_control() {
        match (code, glyphs.ascii) {
            (0..0x20, true) => {
                shown.push('^');
                shown.push(char::from(code as u8 + 0x40));
            }
            (0x7f, true) => shown.push_str("^?"),
            (0..0x20, false) => shown.push(char::from_u32(0x2400 + code).unwrap_or('?')),
            (0x7f, false) => shown.push('␡'),
            _ => {
                // C1 has no pictures; its number says which one it is.
                let _ = write!(shown, "<{code:02x}>");
            }
        }
    } else if let Some(letter) = letter_of_flag(c) {
        shown.push(letter);
    } else if joins(c) {
        // A selector or skin tone only refines the character before it, and terminals disagree on the width it adds.
    } else if acts_or_hides(c) {
        shown.push_str(glyphs.hidden);
    } else if c.width() == Some(0) && shown.is_empty() {
        // A mark with nothing to combine with would fall onto the neighbouring cell.
        shown.push_str(glyphs.hidden);
    } else if c.width() == Some(0) && bare(shown) {
        shown.push_str(glyphs.hidden);
    } else {
        shown.push(c);
    }
}

/// Whether text starts with a mark that would lean on whatever is before it.
fn leans(text: &str) -> bool {
    let Some(first) = text.chars().next().filter(|first| !first.is_ascii()) else {
        return false;
    };
    let mut pair = [0; 5];
    pair[0] = b'a';
    let end = 1 + first.encode_utf8(&mut pair[1..]).len();
    std::str::from_utf8(&pair[..end]).is_ok_and(|pair| pair.graphemes(true).count() == 1)
}

/// Whether a combining mark would have no letter to combine with.
fn bare(shown: &str) -> bool {
    shown.chars().next_back().is_none_or(char::is_whitespace)
}

/// Whether a character changes direction, layout or meaning without being seen.
fn acts_or_hides(c: char) -> bool {
    matches!(
        c as u32,
        0xad | 0x34f | 0x61c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
            | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0d | 0xfeff | 0xffa0
            | 0xfff0..=0xfffb | 0x1_d173..=0x1_d17a | 0xe_0000..=0xe_0fff
    )
}

/// Whether a character only alters the emoji before it.
fn joins(c: char) -> bool {
    matches!(c as u32, 0xfe0e..=0xfe0f | 0x1_f3fb..=0x1_f3ff)
}

/// Returns the letter of a regional indicator; pairs of them are flags on some terminals and letters on others.
fn letter_of_flag(c: char) -> Option<char> {
    let offset = (c as u32).checked_sub(0x1_f1e6).filter(|offset| *offset < 26)?;
    char::from_u32(u32::from(b'A') + offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::style::glyphs::{ASCII, UNICODE};

    #[test]
    fn plain_text_is_lent_and_not_copied() {
        for text in ["owner", "Zürich", "危険", "e\u{301}te\u{301}"] {
            assert!(matches!(visible(text, &UNICODE), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn control_characters_show_their_pictures() {
        assert_eq!(visible("a\u{1b}[2Jb", &UNICODE), "a␛[2Jb");
        assert_eq!(visible("a\u{1b}[2Jb", &ASCII), "a^[[2Jb");
        assert_eq!(visible("\u{9b}31m", &UNICODE), "<9b>31m");
        assert_eq!(visible("one\ntwo\tthree\r\n", &UNICODE), "one␤two␉three␤");
        assert_eq!(visible("\u{7f}\n", &ASCII), "^?^J");
    }

    #[test]
    fn bidi_zero_width_and_tag_characters_show() {
        for c in [
            '\u{202e}',
            '\u{2066}',
            '\u{200f}',
            '\u{200b}',
            '\u{200d}',
            '\u{feff}',
            '\u{e0041}',
            '\u{ad}',
            '\u{3164}',
        ] {
            let shown = visible(&format!("a{c}b"), &UNICODE).into_owned();
            assert_eq!(shown, "a␦b", "{:x}", c as u32);
        }
        assert_eq!(visible("a\u{202e}b", &ASCII), "a?b");
    }

    #[test]
    fn joined_emoji_and_flags_become_what_every_terminal_measures_alike() {
        assert_eq!(visible("\u{1f1e9}\u{1f1ea}", &UNICODE), "DE");
        assert_eq!(visible("\u{2764}\u{fe0f}", &UNICODE), "\u{2764}");
        assert_eq!(visible("\u{1f44d}\u{1f3fd}", &UNICODE), "\u{1f44d}");
    }

    #[test]
    fn a_mark_without_a_letter_shows_as_a_symbol() {
        assert_eq!(visible("\u{301}a", &UNICODE), "␦a");
        assert_eq!(visible("a \u{301}b", &UNICODE), "a ␦b");
    }

    #[test]
    fn a_second_pass_changes_nothing() {
        let hostile = "\u{301}a\u{1b}\u{202e}\u{1f1e9}x\u{200d}\u{301}\u{9b}\n\u{1161}";
        for glyphs in [&UNICODE, &ASCII] {
            let once = visible(hostile, glyphs).into_owned();
            assert_eq!(visible(&once, glyphs), once);
        }
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        let tower = format!("a{}", "\u{301}".repeat(40));
        assert_eq!(visible(&tower, &UNICODE).chars().count(), TALLEST);
    }
}
