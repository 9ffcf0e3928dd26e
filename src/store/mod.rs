//! Dossier files: the lossless text of a RON file, the layout, load, save, lock, journal and undo history.

pub mod codec;
pub mod disk;
pub mod history;
pub mod journal;
pub mod layout;
pub mod load;
pub mod lock;
pub mod open;
pub mod repository;
pub mod save;
pub mod text;
pub mod trouble;
pub mod writer;
