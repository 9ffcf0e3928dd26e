//! Quotes that are not where delimited text has them: opened and never closed, or standing inside of a quoted cell.
//!
//! A reader that takes them as they come lets one such quote swallow the rows below it without a word. Here a quote that
//! closes must be followed by a delimiter or a line end. Where it is not, the cell ends on its line: at the first quote
//! that is followed so, with the quotes inside as text, or without such a quote at the next delimiter, with the opening
//! quote as text.

use std::borrow::Cow;

use crate::exchange::sheet::delimiter::Delimiter;

/// A text in which every quote is where it belongs.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Mended<'a> {
    /// The text; lines are where they were.
    pub text: Cow<'a, str>,
    /// The lines, from 0, on which a quote stood inside of a cell.
    pub stray: Vec<usize>,
    /// The lines, from 0, on which a quote opened that nothing closes.
    pub open: Vec<usize>,
}

/// Puts the quotes of a text right whose line ends are all `\n`.
pub(in crate::exchange) fn mended(text: &str, delimiter: Delimiter) -> Mended<'_> {
    let delimiter = delimiter.byte();
    let bytes = text.as_bytes();
    let mut found = Mended {
        text: Cow::Borrowed(text),
        stray: Vec::new(),
        open: Vec::new(),
    };
    let mut out = String::new();
    // Up to here the text is in `out`, if anything was put right.
    let mut done = 0;
    let (mut at, mut line) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'"' {
            let end = match closing(bytes, at, delimiter) {
                Some(end) => end,
                None => {
                    let (end, is_closed) = lenient_end(bytes, at, delimiter);
                    let inside = if is_closed {
                        &text[at + 1..end - 1]
                    } else {
                        &text[at..end]
                    };
                    out.push_str(&text[done..at]);
                    out.push('"');
                    out.push_str(&inside.replace("\"\"", "\"").replace('"', "\"\""));
                    out.push('"');
                    done = end;
                    let lines = if is_closed { &mut found.stray } else { &mut found.open };
                    lines.push(line);
                    end
                }
            };
            line += text[at..end].matches('\n').count();
            at = end;
        }
        // To the begin of the next cell.
        while at < bytes.len() && bytes[at] != delimiter && bytes[at] != b'\n' {
            at += 1;
        }
        line += usize::from(bytes.get(at) == Some(&b'\n'));
        at += 1;
    }
    if done > 0 {
        out.push_str(&text[done..]);
        found.text = Cow::Owned(out);
    }
    found
}

fn ends_a_cell(byte: Option<&u8>, delimiter: u8) -> bool {
    byte.is_none_or(|byte| *byte == delimiter || *byte == b'\n')
}

/// Returns the place behind the quote that closes the cell that opens at `at`, if the first that may is one.
fn closing(bytes: &[u8], at: usize, delimiter: u8) -> Option<usize> {
    let mut place = at + 1;
    while place < bytes.len() {
        if bytes[place] == b'"' {
            if bytes.get(place + 1) != Some(&b'"') {
                return ends_a_cell(bytes.get(place + 1), delimiter).then_some(place + 1);
            }
            place += 1;
        }
        place += 1;
    }
    None
}

/// Returns the place behind a cell whose quotes are not as they should be, on its line, and whether a quote closes it.
fn lenient_end(bytes: &[u8], at: usize, delimiter: u8) -> (usize, bool) {
    let is_end = |place: &usize| bytes[*place] == b'\n';
    let end = (at..bytes.len()).find(is_end).unwrap_or(bytes.len());
    let closes = |place: &usize| bytes[*place] == b'"' && ends_a_cell(bytes.get(place + 1), delimiter);
    match (at + 1..end).find(closes) {
        Some(place) => (place + 1, true),
        None => {
            let next = (at + 1..end).find(|place| bytes[*place] == delimiter);
            (next.unwrap_or(end), false)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mend(text: &str) -> (String, Vec<usize>, Vec<usize>) {
        let mended = mended(text, Delimiter::COMMA);
        (mended.text.into_owned(), mended.stray, mended.open)
    }

    #[test]
    fn quotes_as_they_should_be_are_left_alone() {
        let text = "a,b\n\"x\ny\"\"z\",2\n,\"\"\nit's 5\" wide,\"\"\"q\"\"\"";
        let mended = mended(text, Delimiter::COMMA);
        assert!(matches!(mended.text, Cow::Borrowed(_)), "{mended:?}");
        assert!(mended.stray.is_empty() && mended.open.is_empty());
    }

    #[test]
    fn quotes_inside_of_a_cell_stay_text() {
        assert_eq!(
            mend("a,\"the \"smart\" bot\"\nb,\"ends with \"quote\"\"\nc,ok"),
            (
                "a,\"the \"\"smart\"\" bot\"\nb,\"ends with \"\"quote\"\"\"\nc,ok".to_owned(),
                vec![0, 1],
                vec![]
            )
        );
    }

    #[test]
    fn a_quote_that_nothing_closes_swallows_no_row() {
        for (text, right) in [
            (
                "x\nB,\"never\nC,one\nD,\"fine\"",
                "x\nB,\"\"\"never\"\nC,one\nD,\"fine\"",
            ),
            ("x\nB,\"never\nC,one", "x\nB,\"\"\"never\"\nC,one"),
            ("x\nB,\"never,2\nC,\"a\",1", "x\nB,\"\"\"never\",2\nC,\"a\",1"),
        ] {
            assert_eq!(mend(text), (right.to_owned(), vec![], vec![1]), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_put_right_is_right_and_keeps_its_lines(text in "[ab\",\n]{0,24}") {
            let once = mended(&text, Delimiter::COMMA);
            prop_assert_eq!(once.text.matches('\n').count(), text.matches('\n').count());
            let again = mended(&once.text, Delimiter::COMMA);
            prop_assert!(again.stray.is_empty() && again.open.is_empty(), "{:?} {:?}", once, again);
        }
    }
}
