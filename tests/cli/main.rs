//! The command line as a program: output, exit codes and files. Only the history of records needs git.

mod catalogues;
mod edits;
mod evidence;
mod file_problems;
mod formats;
mod holding;
mod import;
mod imports;
mod interrupted;
mod output;
mod reimport;
mod rules;
mod sandbox;
mod undoing;
