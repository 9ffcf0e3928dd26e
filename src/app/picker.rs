//! A list one narrows by typing: palette, help, links, columns to sort by.

use super::action::Action;
use super::key::{Code, Key};
use super::screens::ScreenId;
use super::writing::Writing;
use crate::domain::id::Id;
use crate::domain::search::{Ranked, rank};

/// What choosing an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Runs an action.
    Run(Action),
    /// Goes to a record.
    Record(Id),
    /// Shows a catalogue entry: its id, and why it was found under this name.
    Entry(Id, String),
    /// Sorts by a column.
    Sort(usize),
    /// Adds a record of a kind.
    Add(&'static str),
    /// Shows a screen.
    Screen(ScreenId),
    /// Goes to a question of the session shown.
    Question(Id),
    /// Opens the crosswalk, narrowed by a text.
    Crosswalk(String),
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What choosing it does.
    pub target: Target,
    /// The key or id in front.
    pub lead: String,
    /// The text that is searched, with the lead.
    pub text: String,
    /// What else tells it apart.
    pub note: String,
    /// Why it cannot be done now, if so.
    pub refused: Option<String>,
}

/// A picker.
#[derive(Debug)]
pub struct Picker {
    /// What it is for.
    pub title: &'static str,
    /// What is typed.
    pub line: Writing,
    /// All entries.
    pub entries: Vec<Entry>,
    /// Those that match, best first.
    pub matches: Vec<Ranked>,
    /// The position of the cursor among them.
    pub cursor: usize,
    /// The first line shown; drawing sets it.
    pub top: std::cell::Cell<usize>,
}

/// What a key came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The picker goes on.
    Stay,
    /// The user leaves.
    Leave,
    /// The user chose.
    Chosen(Entry),
}

impl Picker {
    /// Returns a picker over entries.
    pub fn new(title: &'static str, entries: Vec<Entry>) -> Self {
        let top = std::cell::Cell::new(0);
        let mut picker = Self {
            title,
            line: Writing::line(""),
            entries,
            matches: Vec::new(),
            cursor: 0,
            top,
        };
        picker.search();
        picker
    }

    fn search(&mut self) {
        let texts = self
            .entries
            .iter()
            .map(|entry| format!("{} {}", entry.lead, entry.text));
        self.matches = rank(&self.line.text(), texts);
        self.cursor = 0;
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key) -> Outcome {
        let last = self.matches.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (Code::Esc, _) | (Code::Char('c'), true) => return Outcome::Leave,
            (Code::Enter, _) => {
                let chosen = self
                    .matches
                    .get(self.cursor)
                    .map(|found| self.entries[found.index].clone());
                return chosen.map_or(Outcome::Stay, Outcome::Chosen);
            }
            (Code::Down | Code::Tab, _) | (Code::Char('n'), true) => self.cursor = (self.cursor + 1).min(last),
            (Code::Up | Code::BackTab, _) | (Code::Char('p'), true) => self.cursor = self.cursor.saturating_sub(1),
            (Code::PageDown, _) | (Code::Char('d'), true) => self.cursor = (self.cursor + 10).min(last),
            (Code::PageUp, _) => self.cursor = self.cursor.saturating_sub(10),
            _ => {
                if self.line.press(key) {
                    self.search();
                }
            }
        }
        Outcome::Stay
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.line.paste(text);
        self.search();
    }
}
