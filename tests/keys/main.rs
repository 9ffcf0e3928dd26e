//! Keys go in, the workbench's state and its edits come out; no terminal, no disk.

mod assessing;
mod crosswalk;
mod decisions;
mod effects;
mod files;
mod forms;
mod ground;
mod histories;
mod levels;
mod meanwhile;
mod method;
mod moving;
mod others;
mod outside;
mod pickers;
mod places;
mod programme;
mod queue;
mod random;
mod saving;
mod session;
mod sitting;
mod starters;
mod statement;
mod trends;
mod triage;
