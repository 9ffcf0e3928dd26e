//! Text made fit for cells: one kind of line end, no control characters, and the places where something was wrong.

/// How often something occurs in a text, and where first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spots {
    /// How often.
    pub count: usize,
    /// The line of the first one, from 1.
    pub line: usize,
    /// Its character in that line, from 1.
    pub column: usize,
}

impl Spots {
    /// Returns `count` of something in `text`, the first at byte `offset`.
    pub(in crate::exchange) fn at(count: usize, text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let bare = before.bytes().filter(|b| *b == b'\r').count() - before.matches("\r\n").count();
        let line = 1 + bare + before.bytes().filter(|b| *b == b'\n').count();
        let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let column = 1 + before[start..].chars().count();
        Self { count, line, column }
    }
}

/// Makes every line end one `\n` and takes control characters out, so that cells hold only text.
///
/// Vertical tabs, form feeds and NEL separate words, so they become a space. Returns what was taken out.
pub fn tidy(text: &str) -> (String, Option<Spots>) {
    let mut out = String::with_capacity(text.len());
    let (mut count, mut first) = (0, None);
    let mut chars = text.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        match c {
            '\r' => {
                chars.next_if(|(_, next)| *next == '\n');
                out.push('\n');
            }
            '\n' | '\t' => out.push(c),
            // The end-of-file mark of old systems is no loss.
            '\u{1a}' if chars.peek().is_none() => {}
            c if c.is_control() => {
                count += 1;
                first.get_or_insert(offset);
                if matches!(c, '\u{b}' | '\u{c}' | '\u{85}') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    (out, first.map(|offset| Spots::at(count, text, offset)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_and_controls_go() {
        let (text, taken) = tidy("a\r\nb\rc\u{b}d\u{7}\n\u{1a}");
        assert_eq!(text, "a\nb\nc d\n");
        assert_eq!(
            taken,
            Some(Spots {
                count: 2,
                line: 3,
                column: 2
            })
        );
    }
}
