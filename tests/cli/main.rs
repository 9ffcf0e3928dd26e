//! The command line as a program: what it prints, where, and how it exits. Only the history of records needs git.

mod catalogues;
mod doors;
mod due;
mod edits;
mod evidence;
mod ground;
mod history;
mod import;
mod interrupted;
mod plan;
mod readiness;
mod reading;
mod reference;
mod reimport;
mod trends;
mod troubles;
mod undoing;
