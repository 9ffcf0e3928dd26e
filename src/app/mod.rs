//! The workbench as state, without a terminal: a key becomes a command, a command an edit or a change of view.
//!
//! | folder | holds |
//! |---|---|
//! | [`state`] | [`App`](state::App), the frame in which the other folders meet; dispatch of keys, messages and outcomes, navigation |
//! | [`input`] | commands, bindings and the keymap |
//! | [`screens`] | one file or folder per screen |
//! | [`list`] | the list of records that most screens have: columns, order, filter, marks |
//! | [`detail`] | the detail of a record as lines, by family of kinds |
//! | [`decisions`] | decisions on records: what each asks, what it changes, why it does not fit |
//! | [`edits`] | applying, undoing and redoing edits |
//! | [`form`] | the form of a record, generated from the field table of its kind |
//! | [`dialogs`] | what lies over a screen: pickers, confirmations, pages, history, trends |
//! | [`guided`] | guided modes: the gap session, holding a review, triage |
//! | [`environment`] | clock, user, branch, randomness, keys and effects, as values |
//! | [`unsaved`] | edits and texts that are not on disk: kept, offered again, listed when the program is left |
//! | [`sync`] | results of saving, changes made by other programs |
//! | [`notices`] | short messages and the message log |

pub mod decisions;
pub mod detail;
pub mod dialogs;
pub mod edits;
pub mod environment;
pub mod form;
pub mod guided;
pub mod input;
pub mod list;
pub mod notices;
pub mod screens;
pub mod state;
pub mod sync;
pub mod unsaved;
