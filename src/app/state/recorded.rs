//! Messages as a recording keeps them: what came from outside, by name, one value a line.
//!
//! Inputs are kept whole; an answer to an effect is kept as the moment at which it came, since a replay asks for it again.
//! Typed text is masked unless it is asked for: every character that goes into a text becomes an `x`, in keys, pastes,
//! results of the editor and filters, and drafts of earlier runs are left out. The dialog on top knows whether a key is
//! text. What is chosen from a picker is kept as its position, so that a masked search leads to the same choice.

use crate::app::dialogs::picker::Picker;
use crate::app::dialogs::save_list::NotWritten;
use crate::app::input::screen;
use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::app::edits::draft::Draft;
use crate::app::environment::key::{Code, Key};
use crate::app::guided::import::answer::Answer;
use crate::app::guided::session::Place;
use crate::app::screens;
use crate::app::state::App;
use crate::app::state::message::Message;
use crate::app::state::recorded_refusal::Refusal;
use crate::app::sync::git_answers::GitAnswer;
use crate::app::unsaved::Cause;
use crate::store::save::queue::Outcome;

/// What is kept of a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Recorded {
    /// A key.
    Key(Key),
    /// The entry of the picker on top at this position was chosen.
    Choose(usize),
    /// Pasted text.
    Paste(String),
    /// Another size of the terminal.
    Resize(u16, u16),
    /// So many ticks without anything else; whether the disk kept an edit waiting.
    Tick(u32, bool),
    /// The branch that is checked out.
    Branch(Option<String>),
    /// The register began to be read.
    Loading,
    /// It was read.
    Loaded,
    /// What the command line asked for: whether only what is the user's counts, the screen, the filter.
    Begin(bool, Option<String>, Option<String>),
    /// When the user left last.
    Visit(NaiveDateTime),
    /// Where sessions were left.
    Places(BTreeMap<String, Place>),
    /// What earlier runs left unsaved.
    Drafts(Vec<Draft>),
    /// Whether what is unsaved can be kept for the next run, if that changed.
    Kept(Result<(), String>),
    /// The edit of this number reached the disk.
    Saved(u64),
    /// The disk refused the edit of this number.
    SaveRefused(u64, Refusal),
    /// There was nothing to save the edit of this number with.
    NotSaved(u64),
    /// Another try at what could not be saved.
    Retry(Cause),
    /// Files changed.
    Changed,
    /// The undo history was read.
    History,
    /// Git answered a part, of the reading of this number.
    Git(u64),
    /// Git ended an answer.
    GitEnd(u64),
    /// Files were looked at, for something or only to be known.
    Observed(bool),
    /// The text of a file was read to be shown.
    Text,
    /// What became of a file that a list was written to.
    Written(String, Result<String, NotWritten>),
    /// The question of this number about a file that is imported was answered.
    Import(u64),
    /// Whether a mapping was kept.
    MappingKept(Result<String, String>),
    /// The files were listed.
    Listed,
    /// What the editor came to.
    Edited(Result<Option<String>, (String, Option<String>)>),
    /// What became of the editor that had a file.
    Opened(Result<(), String>),
    /// What the clipboard came to.
    Copied(Result<(), String>),
    /// Stopping was of no use.
    NoJobControl,
    /// A warning.
    Warning(String),
    /// The sitting ended; the digest of the register's files then.
    End(String),
}

/// A line of a recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// When it came, in milliseconds since the start.
    pub at: i64,
    /// Whether it came before the frame after the line before was drawn.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undrawn: bool,
    /// What came.
    pub what: Recorded,
}

/// Returns a text with every character but the ends of lines replaced.
pub(super) fn masked(text: &str) -> String {
    let mask = |c| if c == '\n' { c } else { 'x' };
    text.chars().map(mask).collect()
}

impl Recorded {
    /// Returns what is kept of a message that comes now, with what is typed or without.
    pub fn of(app: &App, message: &Message, typed: bool) -> Option<Self> {
        let text = |text: &String| if typed { text.clone() } else { masked(text) };
        Some(match message {
            Message::Key(key) if typed => Self::Key(*key),
            Message::Key(key) => match (app.dialogs.top::<Picker>(), app.dialogs.last()) {
                (Some(picker), _) if key.code == Code::Enter => picker.chosen().map_or(Self::Key(*key), Self::Choose),
                (_, Some(dialog)) if key.typed().is_some_and(|c| dialog.types(c, &app.register)) => {
                    Self::Key(Key::char('x'))
                }
                _ => Self::Key(*key),
            },
            Message::Choose(at) => Self::Choose(*at),
            Message::Paste(pasted) => Self::Paste(text(pasted)),
            Message::Resize(columns, rows) => Self::Resize(*columns, *rows),
            Message::Tick(waits) => Self::Tick(1, *waits),
            Message::Branch(branch) => Self::Branch(branch.clone()),
            Message::Loading => Self::Loading,
            Message::Loaded(..) => Self::Loaded,
            Message::Begin { mine, screen, filter } => {
                let screen = screen.map(|screen| screen.show.name.to_owned());
                Self::Begin(*mine, screen, filter.as_ref().map(text))
            }
            Message::Visit(moment) => Self::Visit(*moment),
            Message::Places(places) => {
                let mut places = places.clone();
                for place in places.values_mut() {
                    place.scope.filter = text(&place.scope.filter);
                }
                Self::Places(places)
            }
            Message::Drafts(drafts) => Self::Drafts(if typed { drafts.clone() } else { Vec::new() }),
            Message::Kept(result) if result.as_ref().err() == app.edits.unsaved.cannot_keep.as_ref() => return None,
            Message::Kept(result) => Self::Kept(result.clone()),
            Message::Saved(Outcome { request, result }) => match result {
                Ok(_) => Self::Saved(request.number),
                Err(error) => Self::SaveRefused(request.number, Refusal::of(error, typed)),
            },
            Message::NotSaved(request, _) => Self::NotSaved(request.number),
            Message::Retry(cause) => Self::Retry(*cause),
            Message::Changed(..) => Self::Changed,
            Message::History(..) => Self::History,
            Message::Git(GitAnswer::History(reading, _) | GitAnswer::Month(reading, _)) => Self::Git(*reading),
            Message::Git(GitAnswer::HistoryEnd(reading, _) | GitAnswer::MonthsEnd(reading, _)) => {
                Self::GitEnd(*reading)
            }
            Message::Git(
                GitAnswer::LastChanges(_)
                | GitAnswer::ChangedSince(_)
                | GitAnswer::Versions(_)
                | GitAnswer::Approved(_),
            ) => Self::Git(0),
            Message::Observed(_, look) => Self::Observed(look.is_some()),
            Message::Text(..) => Self::Text,
            Message::Written(name, result) => {
                let result = result.as_ref().map(&text);
                let failed = |why: &NotWritten| match why {
                    NotWritten::IsThere => NotWritten::IsThere,
                    NotWritten::Failed(why) => NotWritten::Failed(text(why)),
                };
                Self::Written(text(name), result.map_err(failed))
            }
            Message::Import(_, answer) if matches!(**answer, Answer::Progress(..)) => return None,
            Message::Import(number, _) => Self::Import(*number),
            Message::MappingKept(result) => Self::MappingKept(result.as_ref().map(text).map_err(text)),
            Message::Listed(_) => Self::Listed,
            Message::Edited(Ok(edited)) => Self::Edited(Ok(edited.as_ref().map(text))),
            Message::Edited(Err((why, saved))) => Self::Edited(Err((why.clone(), saved.as_ref().map(text)))),
            Message::Opened(result) => Self::Opened(result.clone()),
            Message::Copied(result) => Self::Copied(result.clone()),
            Message::NoJobControl => Self::NoJobControl,
            Message::Warning(why) => Self::Warning(text(why)),
            Message::Clock(_) | Message::Part(..) => return None,
        })
    }

    /// Returns the message; nothing where it is an answer that must be asked for again.
    pub fn message(self) -> Option<Message> {
        Some(match self {
            Self::Key(key) => Message::Key(key),
            Self::Choose(at) => Message::Choose(at),
            Self::Paste(text) => Message::Paste(text),
            Self::Resize(columns, rows) => Message::Resize(columns, rows),
            Self::Tick(_, waits) => Message::Tick(waits),
            Self::Branch(branch) => Message::Branch(branch),
            Self::Loading => Message::Loading,
            Self::Begin(mine, screen, filter) => Message::Begin {
                mine,
                screen: screen.and_then(|name| screen::named(screens::SCREENS, &name)),
                filter,
            },
            Self::Visit(moment) => Message::Visit(moment),
            Self::Places(places) => Message::Places(places),
            Self::Drafts(drafts) => Message::Drafts(drafts),
            Self::Kept(result) => Message::Kept(result),
            Self::Retry(cause) => Message::Retry(cause),
            Self::Written(name, result) => Message::Written(name, result),
            Self::MappingKept(result) => Message::MappingKept(result),
            Self::Edited(result) => Message::Edited(result),
            Self::Opened(result) => Message::Opened(result),
            Self::Copied(result) => Message::Copied(result),
            Self::NoJobControl => Message::NoJobControl,
            Self::Warning(why) => Message::Warning(why),
            Self::Loaded
            | Self::Saved(_)
            | Self::SaveRefused(..)
            | Self::NotSaved(_)
            | Self::Changed
            | Self::History
            | Self::Git(_)
            | Self::GitEnd(_)
            | Self::Observed(_)
            | Self::Text
            | Self::Import(_)
            | Self::Listed
            | Self::End(_) => return None,
        })
    }
}
