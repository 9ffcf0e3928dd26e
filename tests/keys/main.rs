//! The workbench in memory: keys go in; state, edits, screens and the work done for them come out. No terminal.

mod bench;
mod decisions;
mod dialogs;
mod disk;
mod guided;
mod screens;
mod views;
mod workbench;
