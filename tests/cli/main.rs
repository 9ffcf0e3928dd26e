//! The command line as a program: what it prints, where, and how it exits. Nothing here needs git.

mod catalogues;
mod edits;
mod evidence;
mod ground;
mod import;
mod reading;
mod reference;
mod troubles;
