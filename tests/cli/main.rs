//! The command line as a program: output, exit codes and files. Only the history of records needs git.

mod catalogues;
mod doors;
mod due;
mod edits;
mod evidence;
mod file_problems;
mod ground;
mod history;
mod holding;
mod import;
mod imports;
mod interrupted;
mod pictures;
mod plan;
mod readiness;
mod reading;
mod reference;
mod reimport;
mod trends;
mod undoing;
