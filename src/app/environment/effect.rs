//! Effects: what the surrounding program must do, such as saving, copying or asking git.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::exchange::export::Format;
use crate::exchange::export::listed::Listed;
use crate::exchange::import::Mapping;
use crate::exchange::import::opening::Asked;
use crate::git::approved::Wanted;
use crate::git::record::Subject;
use crate::store::save::Request;
use crate::store::save::history::Step;

/// What the outside must do.
#[derive(Debug)]
pub enum Effect {
    /// Save an edit.
    Save(Request),
    /// Put a text on the clipboard.
    Copy(String),
    /// Let the user edit a text; the file name says what it is.
    Edit {
        /// The text.
        text: String,
        /// The name.
        name: String,
    },
    /// Read the undo history on disk, to undo or redo an edit of another session.
    Recall(Step),
    /// Read the history of a record; the number says which reading it is.
    History(u64, Box<Subject>),
    /// Stop reading it.
    StopHistory,
    /// Read how the register stood at the ends of past months; the number says which reading it is.
    Trends(u64),
    /// Stop reading that.
    StopTrends,
    /// Find out who changed the answers and controls last.
    /// These are the files that records point at; which version of each is the last is asked as well.
    LastChanges(Vec<String>),
    /// Find out what was approved as a whole and has changed since.
    Approved(Vec<Wanted>),
    /// Find out which records changed since a moment.
    ChangedSince(NaiveDateTime),
    /// Look at paths of the repository, and say what is there.
    Observe {
        /// The paths.
        paths: Vec<String>,
        /// Which look it is; nothing when it is only to be known.
        then: Option<u64>,
    },
    /// Read the text of a file of the repository, to show it.
    ReadText(String),
    /// Let the user's editor open a file of the repository.
    OpenFile(String),
    /// Write what a list shows to a file.
    WriteList {
        /// Its name; beside the register's folder unless it says where.
        name: String,
        /// What it holds.
        format: Format,
        /// Whether one of that name is written over.
        over: bool,
        /// What the list shows.
        listed: Box<Listed>,
    },
    /// Do something for the import of a file.
    Import(ForImport),
    /// List the files of the repository.
    ListFiles,
    /// Do what is left to do after changes by other programs were taken.
    Follow(Taken),
    /// Read the register again.
    Reload,
    /// Stop until continued.
    Suspend,
    /// Draw everything again.
    Redraw,
    /// End.
    Quit,
}

/// What the outside must do for the import of a file.
#[derive(Debug)]
pub enum ForImport {
    /// Read it, and find out which of these kinds its sheets hold; the number says which question it is.
    Open(u64, String, Vec<&'static Kind>),
    /// Work out what it would do, in place of what is being worked out.
    Plan(u64, Box<Asked>),
    /// Stop working that out.
    Stop,
    /// Keep under a name how a sheet is read.
    Keep(String, Box<Mapping>),
}

/// What is left to do after changes by other programs were taken.
#[derive(Debug, Default, PartialEq)]
pub struct Taken {
    /// Paths to read again at once: a save overtook their reading.
    pub again: Vec<PathBuf>,
    /// Paths to read again when the saves on their way have come back.
    pub later: Vec<PathBuf>,
    /// Whether only reading everything tells what is right now; nothing was taken then.
    pub everything: bool,
    /// Records that the writer must know by their files.
    pub learnt: Vec<(Id, Arc<Path>)>,
    /// Why the register may only be read, or that it may be written, if that changed.
    pub allowed: Option<Option<String>>,
}
