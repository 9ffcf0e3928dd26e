//! Dossier files: the lossless text of a RON file, the layout, load, save, watch, lock, journal and undo history.
//!
//! What is promised: an edit told as saved is on disk; a file holds its old text or its new one, never a mixture, and
//! several files of one edit go together; what others wrote meanwhile stays; a file that cannot be read is not written.

pub mod background;
pub mod catalogues;
pub mod codec;
pub mod disk;
pub mod history;
pub mod journal;
pub mod layout;
pub mod listing;
pub mod load;
pub mod lock;
pub mod observe;
pub mod open;
pub mod repository;
pub mod save;
pub mod text;
pub mod trouble;
pub mod watch;
pub mod writer;
