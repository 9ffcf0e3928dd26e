//! The crosswalk dialog: requirements of other frameworks with our counterparts, narrowed by typing.

use std::collections::BTreeSet;

use crate::app::dialogs::keys::{DialogKeys, Listed, dialog_keys};
use crate::app::dialogs::picker::Entry;
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::key::Key;
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

impl Crosswalk {
    fn step(&mut self, by: isize) -> Outcome {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        Outcome::Stay
    }

    fn page(&self) -> isize {
        self.height.get().saturating_sub(2).max(1) as isize
    }

    fn clear(&mut self) -> Outcome {
        self.line = Writing::line("");
        self.narrow();
        Outcome::Stay
    }

    fn choose(&self) -> Outcome {
        let target = self.row().map(|row| Target::Entry(row.id.clone(), String::new()));
        target.map_or(Outcome::Stay, Outcome::Choose)
    }
}

/// The keys of the crosswalk; others type what is looked for.
pub static KEYS: DialogKeys<Crosswalk> = DialogKeys::with(
    "in the crosswalk",
    &[dialog_keys! {
        "enter" "Go to the clause or control." ! "goes there" => |walk, _| walk.choose(),
        "esc" "Take away what is typed." if |walk| !walk.line.is_empty() => |walk, _| walk.clear(),
        "esc ctrl-c" "Leave the crosswalk." ! "leaves" => |_, _| Outcome::Leave,
        "down tab ctrl-n" "Move down." => |walk, _| walk.step(1),
        "up shift-tab ctrl-p" "Move up." => |walk, _| walk.step(-1),
        "pagedown ctrl-d" "Move down by a page." => |walk, _| walk.step(walk.page()),
        "pageup" "Move up by a page." => |walk, _| walk.step(-walk.page()),
    }],
    |walk, key, _| {
        if walk.line.press(key) {
            walk.narrow();
        }
        Outcome::Stay
    },
);

impl Keep for Crosswalk {}

impl Dialog for Crosswalk {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        KEYS.press(self, key, background)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn paste(&mut self, text: &str, _: Background<'_>) -> Option<Outcome> {
        self.line.paste(text);
        self.narrow();
        Some(Outcome::Stay)
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
