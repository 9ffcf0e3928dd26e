//! The history dialog: who changed which field of a record when, newest first.

use std::cell::Cell;

use crate::app::dialogs::keys::{DialogKeys, Listed, Rows, dialog_keys};
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::domain::record::Record;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::git::fields::{Change, Row, from_and_to, of_field, one_line};
use crate::git::record::Batch;
use crate::git::rows;

/// How far the reading has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// More may come.
    Going,
    /// That is all.
    Done,
    /// It broke off, for this reason.
    Broken(String),
}

/// The history of one record.
#[derive(Debug)]
pub struct RecordHistory {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: &'static Kind,
    /// What it is called.
    pub title: String,
    /// Which reading it is fed by.
    pub reading: u64,
    /// How far that has come.
    pub state: Reading,
    /// How many versions were read.
    pub versions: usize,
    /// The row under the cursor, among those shown.
    pub cursor: usize,
    /// The field to which it is limited.
    pub only: Option<usize>,
    /// The first row shown; drawing sets it.
    pub top: Cell<usize>,
    /// How many rows are shown; drawing sets it.
    pub height: Cell<usize>,
    rows: Vec<Row>,
    shown: Vec<usize>,
}

/// A row in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// The day, or that it is not committed.
    pub when: String,
    /// The author.
    pub who: String,
    /// The label of the field, or what else changed.
    pub what: String,
    /// What was there, cut to what differs.
    pub from: String,
    /// What is there since.
    pub to: String,
}

impl RecordHistory {
    /// Returns the history of a record before git was heard.
    pub fn new(record: &Record, title: String, reading: u64) -> Self {
        Self {
            id: record.id().clone(),
            kind: record.kind(),
            title,
            reading,
            state: Reading::Going,
            versions: 0,
            cursor: 0,
            only: None,
            top: Cell::new(0),
            height: Cell::new(0),
            rows: Vec::new(),
            shown: Vec::new(),
        }
    }

    /// Tells whether nothing was read of it.
    pub fn is_unread(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the rows shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Tells whether no row is shown.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Returns a row shown.
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(*self.shown.get(at)?)
    }

    /// Returns a row shown in words.
    pub fn line(&self, at: usize) -> Option<HistoryLine> {
        self.row(at).map(|row| in_words(self.kind, row, self.only))
    }

    /// Returns what stands below the rows: the commit of the one under the cursor.
    pub fn below(&self) -> Option<(String, String)> {
        let row = self.row(self.cursor)?;
        Some(match &row.commit {
            Some(commit) => (commit.short().to_owned(), commit.subject.clone()),
            None => (String::new(), "Not committed yet.".to_owned()),
        })
    }

    /// Returns the label of the field to which it is limited.
    pub fn only_label(&self) -> Option<&'static str> {
        self.only.map(|field| self.kind.stored(field).label)
    }

    /// Takes a part of it.
    pub fn take(&mut self, batch: Batch) {
        self.versions = batch.versions;
        for row in batch.rows {
            if concerns(&row, self.only) {
                self.shown.push(self.rows.len());
            }
            self.rows.push(row);
        }
    }

    fn limit(&mut self, only: Option<usize>) {
        let here = self.shown.get(self.cursor).copied();
        self.only = only;
        let rows = self.rows.iter().enumerate();
        self.shown = rows.filter(|(_, row)| concerns(row, only)).map(|(at, _)| at).collect();
        let at = self.shown.partition_point(|at| Some(*at) < here);
        self.cursor = at.min(self.shown.len().saturating_sub(1));
    }

    /// Shows only the changes of the field under the cursor, or all again.
    fn narrow(&mut self) -> Outcome {
        if self.only.is_some() {
            self.limit(None);
            return Outcome::Stay;
        }
        let Some(Change::Field { field, .. }) = self.row(self.cursor).map(|row| &row.change) else {
            return Outcome::Refuse("Put the cursor on a change of a field first.".into());
        };
        self.limit(Some(*field));
        Outcome::Stay
    }

    fn read(&self) -> Outcome {
        self.page()
            .map_or(Outcome::Stay, |(title, lines)| Outcome::Read(title, lines))
    }

    fn copy(&self) -> Outcome {
        match self.row(self.cursor).and_then(|row| row.commit.as_ref()) {
            Some(commit) => Outcome::Copy(commit.id.clone()),
            None => Outcome::Refuse("This is not committed yet, so it has no id.".into()),
        }
    }

    /// Returns the page about the commit under the cursor: its title, and everything it changed in the record.
    fn page(&self) -> Option<(String, Vec<String>)> {
        let row = self.row(self.cursor)?;
        let mut lines = Vec::new();
        let title = match &row.commit {
            Some(commit) => {
                lines.push(format!("commit  {}", commit.id));
                lines.push(format!("author  {}", commit.author));
                lines.push(format!("date    {}", commit.when.format("%a %Y-%m-%d %H:%M")));
                lines.extend([String::new(), commit.subject.clone()]);
                if !commit.body.is_empty() {
                    lines.push(String::new());
                    lines.extend(commit.body.lines().map(str::to_owned));
                }
                format!("{} in {}", self.id, commit.short())
            }
            None => {
                lines.push("Not committed yet.".to_owned());
                format!("{}, not committed", self.id)
            }
        };
        let same = |other: &&Row| match (&row.commit, &other.commit) {
            (Some(commit), Some(other)) => commit.id == other.id,
            (commit, other) => commit.is_none() && other.is_none(),
        };
        for change in self.rows.iter().filter(same).map(|row| &row.change) {
            lines.push(String::new());
            lines.extend(whole(self.kind, change));
        }
        Some((title, lines))
    }
}

impl Rows for RecordHistory {
    fn height(&self) -> usize {
        self.height.get()
    }

    fn step(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }
}

/// The keys of the history.
pub static KEYS: DialogKeys<RecordHistory> = DialogKeys::new(
    "in the history of a record",
    &[
        RecordHistory::MOVES,
        dialog_keys! {
            "space" "Move down by a page." => |history, _| history.turn(2),
            "enter l right" "Show the commit with all it changed in the record." ! "commit" => |history, _| history.read(),
            "f" "Show only the changes of the field under the cursor, or all again." ! "only this field"
                => |history, _| history.narrow(),
            "y" "Copy the id of the commit." ! "copies the id" => |history, _| history.copy(),
            "esc q h H left ctrl-c" "Close the history." ! "closes" => |_, _| Outcome::Leave,
        },
    ],
);

impl Keep for RecordHistory {}

impl Dialog for RecordHistory {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        KEYS.press(self, key, background)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn types(&self, _: char, _: &Register) -> bool {
        false
    }

    fn left(&self, app: &mut App) {
        if self.state == Reading::Going {
            app.effects.push(Effect::StopHistory);
        }
    }
}

/// Tells whether a row says something about a field; what concerns the whole file concerns every field.
fn concerns(row: &Row, only: Option<usize>) -> bool {
    let Some(only) = only else { return true };
    match &row.change {
        Change::Field { field, .. } => *field == only,
        Change::Created(_) | Change::Cut(_) | Change::Readable(_) | Change::Unreadable(_) | Change::Removed => true,
        Change::Moved(..) | Change::Text => false,
    }
}

/// Returns a row in words; limited to a field, it says of a new record what that field began with.
pub fn in_words(kind: &'static Kind, row: &Row, only: Option<usize>) -> HistoryLine {
    let (when, who) = match &row.commit {
        Some(commit) => (commit.day().to_string(), commit.author.clone()),
        None => ("uncommitted".to_owned(), String::new()),
    };
    let field = |record: &Record| only.map(|field| of_field(kind.stored(field), record.value(field)));
    let file = "the file".to_owned();
    let (what, from, to) = match &row.change {
        Change::Field { field, from, to } => {
            let field = kind.stored(*field);
            let (from, to) = from_and_to(field, from, to);
            (field.label.to_owned(), from, to)
        }
        Change::Created(record) => created(field(record), kind, "created"),
        Change::Cut(record) => created(field(record), kind, "what lies before is not in this shallow clone"),
        Change::Readable(record) => created(field(record), kind, "can be read again"),
        Change::Unreadable(reason) => {
            let reason = reason.trim_end_matches('.');
            (file, String::new(), format!("cannot be read: {reason}"))
        }
        Change::Removed => (file, String::new(), "removed".to_owned()),
        Change::Moved(from, to) => (file, from.display().to_string(), to.display().to_string()),
        Change::Text => (file, String::new(), "layout, comments or unknown fields".to_owned()),
    };
    HistoryLine {
        when,
        who,
        what,
        from,
        to,
    }
}

fn created(value: Option<String>, kind: &Kind, how: &str) -> (String, String, String) {
    let to = match value {
        Some(value) if !value.is_empty() => format!("{value} ({how})"),
        _ => how.to_owned(),
    };
    (format!("the {}", kind.name), String::new(), to)
}

/// Returns a change with everything that was there and is there, sentence by sentence and item by item.
fn whole(kind: &'static Kind, change: &Change) -> Vec<String> {
    match change {
        Change::Field { field, from, to } => {
            let field = kind.stored(*field);
            let lines = |value: &crate::domain::record::value::Value, sign: &str| {
                let text = match value.as_text() {
                    Some(text) => crate::domain::record::prose::lines(text),
                    None => value.items().iter().map(one_line).collect::<Vec<_>>().join("\n"),
                };
                let lines = text.lines().filter(|line| !line.is_empty());
                lines.map(|line| format!("  {sign} {line}")).collect::<Vec<_>>()
            };
            let cells = |columns| {
                let signed = |lines: Vec<String>, sign: &str| {
                    let bare = |line: &String| line.trim_start_matches(['-', '+']).to_owned();
                    lines
                        .iter()
                        .map(|line| format!("  {sign} {}", bare(line)))
                        .collect::<Vec<_>>()
                };
                let (from, to) = rows::changed(columns, from, to);
                (signed(from, "-"), signed(to, "+"))
            };
            let (old, new) = match field.shape {
                Shape::Rows { columns, .. } => cells(columns),
                _ => (lines(from, "-"), lines(to, "+")),
            };
            if old.len() <= 1 && new.len() <= 1 {
                let shown = |value| match of_field(field, value) {
                    text if text.is_empty() => "nothing".to_owned(),
                    text => text,
                };
                return vec![format!("{}: {} -> {}", field.label, shown(from), shown(to))];
            }
            let kept = |line: &String, other: &[String]| other.iter().any(|known| known[4..] == line[4..]);
            let mut lines = vec![format!("{}:", field.label)];
            lines.extend(old.iter().filter(|line| !kept(line, &new)).cloned());
            lines.extend(new.iter().filter(|line| !kept(line, &old)).cloned());
            lines
        }
        Change::Created(record) | Change::Cut(record) | Change::Readable(record) => {
            let row = Row {
                commit: None,
                change: change.clone(),
            };
            let words = in_words(kind, &row, None);
            let mut lines = vec![format!("{}: {}, with", words.what, words.to)];
            let filled = record.fields().filter(|(_, value)| !value.is_empty());
            lines.extend(filled.map(|(field, value)| format!("  {}: {}", field.label, of_field(field, value))));
            lines
        }
        other => {
            let row = Row {
                commit: None,
                change: other.clone(),
            };
            let HistoryLine { what, from, to, .. } = in_words(kind, &row, None);
            vec![if from.is_empty() {
                format!("{what}: {to}")
            } else {
                format!("{what}: {from} -> {to}")
            }]
        }
    }
}
