//! Dossier files: the lossless text of a RON file, load, save, lock, journal.

pub mod text;
