//! The crosswalk dialog: requirements of other frameworks with our counterparts, narrowed by typing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::app::dialogs::picker::Entry;
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::key::{Code, Key};
use crate::app::list::spec::View;
use crate::app::state::outcome::Target;
use crate::domain::catalogue::Catalogue;
use crate::domain::kinds::control::crosswalk;
use crate::domain::kinds::control::crosswalk::Row;
use crate::domain::record::Record;
use crate::domain::record::id::Id;

/// The crosswalk with its place.
#[derive(Debug)]
pub struct Crosswalk {
    /// What is typed.
    pub line: Writing,
    /// All rows, in order.
    pub rows: Vec<Row>,
    /// The positions of those that are meant.
    pub shown: Vec<usize>,
    /// The position of the cursor among them.
    pub cursor: usize,
    /// The first line shown; drawing sets it.
    pub top: std::cell::Cell<usize>,
    /// How many lines are shown; drawing sets it.
    pub height: std::cell::Cell<usize>,
}

impl Crosswalk {
    /// Returns the crosswalk narrowed by a text, the cursor on the first row that the record under the cursor is about.
    pub fn new(view: View<'_>, text: &str, record: Option<&Record>) -> Self {
        let rows = crosswalk::rows(view.register, view.today);
        let mut walk = Self {
            line: Writing::line(text),
            rows,
            shown: Vec::new(),
            cursor: 0,
            top: std::cell::Cell::new(0),
            height: std::cell::Cell::new(10),
        };
        walk.narrow();
        // At a question the clause it is about is meant.
        let entry = |id: &Id| Id::new(id.as_str().split('/').next().unwrap_or_default());
        let at = |ours: Id| walk.shown.iter().position(|row| walk.rows[*row].id == ours);
        walk.cursor = record.map(|record| entry(record.id())).and_then(at).unwrap_or(0);
        walk
    }

    fn narrow(&mut self) {
        self.shown = crosswalk::narrow(&self.rows, &self.line.text());
        self.cursor = 0;
    }

    /// Returns the row under the cursor.
    pub fn row(&self) -> Option<&Row> {
        self.shown.get(self.cursor).map(|at| &self.rows[*at])
    }
}

impl Keep for Crosswalk {}

impl Dialog for Crosswalk {
    fn press(&mut self, key: Key, _: Background<'_>) -> Outcome {
        let last = self.shown.len().saturating_sub(1);
        let page = self.height.get().saturating_sub(2).max(1);
        match (key.code, key.ctrl) {
            (Code::Esc, _) if !self.line.is_empty() => {
                self.line = Writing::line("");
                self.narrow();
            }
            (Code::Esc, _) | (Code::Char('c'), true) => return Outcome::Leave,
            (Code::Enter, _) => {
                if let Some(row) = self.row() {
                    return Outcome::Choose(Target::Entry(row.id.clone(), String::new()));
                }
            }
            (Code::Down | Code::Tab, _) | (Code::Char('n'), true) => self.cursor = (self.cursor + 1).min(last),
            (Code::Up | Code::BackTab, _) | (Code::Char('p'), true) => self.cursor = self.cursor.saturating_sub(1),
            (Code::PageDown, _) | (Code::Char('d'), true) => self.cursor = (self.cursor + page).min(last),
            (Code::PageUp, _) => self.cursor = self.cursor.saturating_sub(page),
            _ => {
                if self.line.press(key) {
                    self.narrow();
                }
            }
        }
        Outcome::Stay
    }

    fn paste(&mut self, text: &str, _: Background<'_>) -> Option<Outcome> {
        self.line.paste(text);
        self.narrow();
        Some(Outcome::Stay)
    }

    fn hints(&self) -> Cow<'static, str> {
        "enter goes there, esc leaves".into()
    }
}

/// Returns an entry of the palette for each place in another framework.
pub(in crate::app) fn places(catalogue: &Catalogue) -> Vec<Entry> {
    let clauses = catalogue.clauses.iter().flat_map(|clause| &clause.crosswalk);
    let rows = clauses.chain(catalogue.controls.iter().flat_map(|control| &control.crosswalk));
    let places: BTreeSet<_> = rows
        .map(|row| (row.framework.as_str(), row.reference.as_str()))
        .collect();
    let entry = |(id, place): (&str, &str)| {
        let framework = catalogue.frameworks.iter().find(|framework| framework.id == id);
        let title = framework.map_or(id, |framework| framework.title.as_str());
        Entry {
            target: Target::Crosswalk(format!("{id} {place}")),
            lead: place.to_owned(),
            text: title.to_owned(),
            note: "crosswalk".to_owned(),
            refused: None,
        }
    };
    places.into_iter().map(entry).collect()
}
