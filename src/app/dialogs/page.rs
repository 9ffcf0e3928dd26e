//! A page of text to read, of which parts can be copied.

use std::borrow::Cow;
use std::cell::Cell;

use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::key::{Code, Key};
use crate::domain::register::Register;

/// A page of text to read.
#[derive(Debug)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub lines: Vec<String>,
    /// The first line shown; drawing keeps it within the text.
    pub top: Cell<usize>,
    /// What can be copied from it.
    pub copies: Vec<Copying>,
    /// Whether the program ends with it; Esc alone goes back.
    pub leaves: bool,
}

/// A key that copies a text.
#[derive(Debug)]
pub struct Copying {
    /// The key.
    pub key: Key,
    /// What it does, for the foot of the page.
    pub does: &'static str,
    /// The text.
    pub text: String,
}

impl Copying {
    /// Returns what a letter copies.
    pub fn new(key: char, does: &'static str, text: String) -> Self {
        Self {
            key: Key::char(key),
            does,
            text,
        }
    }
}

impl Page {
    /// Returns a page of text with nothing to copy.
    pub fn new(title: &str, lines: Vec<String>) -> Self {
        Self {
            title: title.to_owned(),
            lines,
            top: Cell::new(0),
            copies: Vec::new(),
            leaves: false,
        }
    }
}

impl Keep for Page {}

impl Dialog for Page {
    /// Scrolls, copies, and leaves with any other key.
    fn press(&mut self, key: Key, _: Background<'_>) -> Outcome {
        if let Some(copied) = self.copies.iter().find(|copying| copying.key == key) {
            return Outcome::Copy(copied.text.clone());
        }
        let top = self.top.get();
        self.top.set(match (key.code, key.ctrl) {
            (Code::Char('j') | Code::Down, false) => top + 1,
            (Code::Char('k') | Code::Up, false) => top.saturating_sub(1),
            (Code::PageDown, _) | (Code::Char('d'), true) | (Code::Char(' '), false) => top + 10,
            (Code::PageUp, _) | (Code::Char('u'), true) => top.saturating_sub(10),
            (Code::Char('g') | Code::Home, false) => 0,
            // Drawing keeps it within the text.
            (Code::Char('G') | Code::End, false) => usize::MAX / 2,
            _ if self.leaves && key.code != Code::Esc => return Outcome::Quit,
            _ => return Outcome::Leave,
        });
        Outcome::Stay
    }

    fn types(&self, _: char, _: &Register) -> bool {
        false
    }

    fn hints(&self) -> Cow<'static, str> {
        let copies = self.copies.iter();
        let copies = copies.map(|copying| format!("{} copies {}, ", copying.key, copying.does));
        let copies: String = copies.collect();
        if self.leaves {
            format!("{copies}esc goes back, any other key leaves").into()
        } else if copies.is_empty() {
            "j k move, any other key closes".into()
        } else {
            format!("{copies}esc closes").into()
        }
    }

    fn title(&self) -> Cow<'_, str> {
        (&*self.title).into()
    }

    fn lines(&self) -> &[String] {
        &self.lines
    }

    fn top(&self) -> Option<&Cell<usize>> {
        Some(&self.top)
    }
}
