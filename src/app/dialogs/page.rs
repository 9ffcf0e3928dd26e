//! A page of text to read, of which parts can be copied.

use std::borrow::Cow;
use std::cell::Cell;

use crate::app::dialogs::keys::{DialogKeys, Listed, Other, dialog_keys};
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::key::Key;
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
    /// The file of the repository that it shows, which an editor can open.
    pub file: Option<String>,
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
            file: None,
            leaves: false,
        }
    }
}

impl Page {
    fn scroll(&mut self, by: isize) -> Outcome {
        self.top.set(self.top.get().saturating_add_signed(by));
        Outcome::Stay
    }

    fn open(&self) -> Outcome {
        self.file.clone().map_or(Outcome::Stay, Outcome::Open)
    }

    fn go(&mut self, top: usize) -> Outcome {
        self.top.set(top);
        Outcome::Stay
    }
}

/// The keys of a page; drawing keeps it within the text.
pub static KEYS: DialogKeys<Page> = DialogKeys {
    title: "at a page of text",
    keys: &[dialog_keys! {
        "j down" "Move down." ! "move" => |page, _| page.scroll(1),
        "k up" "Move up." ! "move" => |page, _| page.scroll(-1),
        "pagedown ctrl-d space" "Move down by ten lines." => |page, _| page.scroll(10),
        "pageup ctrl-u" "Move up by ten lines." => |page, _| page.scroll(-10),
        "g home" "Go to the beginning." => |page, _| page.go(0),
        "G end" "Go to the end." => |page, _| page.go(usize::MAX / 2),
        "E" "Open the file that is read in your editor." if |page| page.file.is_some() => |page, _| page.open(),
        "esc" "Go back." => |_, _| Outcome::Leave,
        "q enter ctrl-c" "Leave the program, where the page is its last." if |page| page.leaves => |_, _| Outcome::Quit,
        "q enter ? ctrl-c" "Close the page." => |_, _| Outcome::Leave,
        ":" "Close the page and open the palette." => |_, _| Outcome::Palette,
    }],
    other: Some(Other {
        help: Some(("a key that the foot names", "Copy what it says.")),
        press: |_, key, _| Outcome::Refuse(format!("{key} does nothing here; esc closes the page.").into()),
    }),
};

impl Keep for Page {}

impl Dialog for Page {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        match self.copies.iter().find(|copying| copying.key == key) {
            Some(copied) => Outcome::Copy(copied.text.clone()),
            None => KEYS.press(self, key, background),
        }
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn types(&self, _: char, _: &Register) -> bool {
        false
    }

    fn hints(&self) -> Cow<'static, str> {
        let copies = self.copies.iter();
        let copies = copies.map(|copying| format!("{} copies {}, ", copying.key, copying.does));
        let mut copies: String = copies.collect();
        if self.file.is_some() {
            copies.push_str("E opens your editor, ");
        }
        if self.leaves {
            format!("{copies}esc goes back, q leaves").into()
        } else if copies.is_empty() {
            format!("{}, esc closes", KEYS.foot()).into()
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
