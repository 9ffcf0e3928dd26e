//! Text input: a line or a page, with a cursor.
//!
//! The only file that knows the text-editing library, which brings word motions, kill and yank, and undo while typing. It
//! is a widget crate, but only its state is used here, so this layer still knows no terminal.

use ratatui_textarea::{CursorMove, DataCursor, Input, Key as Typed, TextArea};

use crate::app::environment::key::{Code, Key};

/// A text with a cursor.
#[derive(Debug, Clone)]
pub struct Writing {
    area: TextArea<'static>,
    page: bool,
}

impl Writing {
    /// Returns one line to type into, with the cursor at its end.
    pub fn line(text: &str) -> Self {
        Self::new(&text.replace('\n', " "), false)
    }

    /// Returns a page to type into, with the cursor at its end.
    pub fn page(text: &str) -> Self {
        Self::new(text, true)
    }

    fn new(text: &str, page: bool) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, page }
    }

    /// Returns the text.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Tells whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Tells whether it may have several lines.
    pub fn is_page(&self) -> bool {
        self.page
    }

    /// Returns the byte of the text before which the cursor stands.
    pub fn cursor(&self) -> usize {
        let DataCursor(row, column) = self.area.cursor();
        let lines = self.area.lines();
        let above: usize = lines.iter().take(row).map(|line| line.len() + 1).sum();
        let line = lines.get(row).map_or("", String::as_str);
        above + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
    }

    /// Puts another text in its place, with the cursor at the end.
    pub fn set(&mut self, text: &str) {
        *self = if self.page { Self::page(text) } else { Self::line(text) };
    }

    /// Puts another text in the place of the characters before the cursor, so many of them.
    pub fn replace_before(&mut self, count: usize, text: &str) {
        for _ in 0..count {
            self.area.delete_char();
        }
        self.area.insert_str(text);
    }

    /// Inserts what was pasted; a line takes line ends as blanks.
    pub fn paste(&mut self, text: &str) {
        let text = if self.page {
            text.to_owned()
        } else {
            text.replace(['\r', '\n'], " ")
        };
        self.area.insert_str(text);
    }

    /// Takes a key and tells whether it was one for typing or moving in the text.
    pub fn press(&mut self, key: Key) -> bool {
        let Key { code, ctrl, alt } = key;
        if ctrl && code == Code::Char('u') {
            self.area.delete_line_by_head();
            return true;
        }
        let typed = match code {
            Code::Char(c) => Typed::Char(c),
            Code::Backspace => Typed::Backspace,
            Code::Delete => Typed::Delete,
            Code::Left => Typed::Left,
            Code::Right => Typed::Right,
            Code::Home => Typed::Home,
            Code::End => Typed::End,
            Code::Up if self.page => Typed::Up,
            Code::Down if self.page => Typed::Down,
            Code::Enter if self.page => Typed::Enter,
            _ => return false,
        };
        // These would add a line, or are left to the screen.
        if ctrl && matches!(code, Code::Char('m' | 'j' | 's' | 'l' | 'z' | 'p' | 'n' | 'v')) {
            return false;
        }
        self.area.input(Input {
            key: typed,
            ctrl,
            alt,
            shift: false,
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_a_byte_offset_in_the_whole_text() {
        let mut page = Writing::page("ä\nbc");
        assert_eq!(page.cursor(), "ä\nbc".len());
        page.press(Key::plain(Code::Up));
        page.press(Key::plain(Code::Home));
        assert_eq!(page.cursor(), 0);
    }

    #[test]
    fn a_line_stays_a_line() {
        let mut line = Writing::line("a");
        assert!(!line.press(Key::plain(Code::Enter)));
        line.paste("b\nc");
        line.press(Key::ctrl('j'));
        assert_eq!(line.text(), "ab c");
        line.press(Key::ctrl('u'));
        assert!(line.is_empty());
    }
}
