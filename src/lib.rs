//! `aims` is a workbench for an ISO/IEC 42001 AI management system (AIMS) kept as RON files in a git repository.
//!
//! # The tour of the house
//!
//! Three ideas carry everything:
//!
//! 1. **A record kind is declared once.** A file in [`domain::kinds`] holds one table of fields; the form, the detail, the
//!    columns, the filter language, import and export, the diff, the merge and the reference derive from it. A new kind
//!    is a new file there and a line in [`domain::kinds::ALL`].
//! 2. **Every change is an [`Edit`](domain::register::edit::Edit)**, a value with an exact inverse. Undo, bulk changes, the write
//!    to disk and the merge with what others wrote all read it. Nothing else changes a
//!    [`Register`](domain::register::Register).
//! 3. **A file is edited, not rewritten.** [`store::text`] replaces the text of the fields that changed and leaves every
//!    other byte: comments, order, formatting and fields of a later version survive.
//!
//! The rooms, from the inside out; each may use those before it and none after it, which a test holds:
//!
//! | room | what lives there | what it never touches |
//! |---|---|---|
//! | [`domain`] | record kinds, the register with its lookups, edits, the risk method, the catalogue, the filter language, the checks | files, clock, terminal, environment |
//! | [`store`] | the lossless text of a RON file, layout, load, save, watch, lock, journal, undo history | terminal |
//! | [`git`] | the few questions asked of the `git` program: versions, last changes, past months | terminal |
//! | [`exchange`] | spreadsheets in, JSON out, the demo organization | terminal |
//! | [`app`] | screens as state; keys to actions, actions to edits and effects | ratatui, crossterm, files |
//! | [`ui`] | drawing the state: theme, layout, widgets, screens | input and output |
//! | [`term`] | the tty: modes, keys, signals, frames, clipboard, editor, the loop | what is shown |
//! | [`cli`] | the command line, and the workbench as a program of the terminal | |
//!
//! # A key, from the keyboard to the disk
//!
//! [`term`] decodes a [`Key`](app::environment::key::Key). [`app::state::dispatch`] gives it to the topmost [dialog](app::dialogs::Dialog) or looks
//! it up in the [keymap](app::input::keymap), which yields a [`Command`](app::input::command::Command). A decision becomes a
//! [`Decision`](app::decisions::Decision), its answers become an [`Edit`](domain::register::edit::Edit), the register applies it and yields the
//! inverse for undo, and an [`Effect::Save`](app::environment::effect::Effect::Save) goes to the thread in [`store::save::queue`].
//! [`store::save`] locks, reads the file again, merges field by field, writes a temporary file, syncs and renames; only
//! then the screen stops saying `saving`. The screen never waits for it.
//!
//! The other way round, [`store::watch`] hears what other programs write, reads it when it is quiet, and
//! [`app::sync::external_changes`] takes what differs, record by record, so that nothing under the hands moves.
//!
//! # Where to add what
//!
//! - A field: a line in its kind's file. Nothing else knows the fields of a kind, unless a rule needs one by its handle.
//! - A rule on what a record says or a change may make of it: one in the rules of its kind, with an example that breaks
//!   it. [`domain::admission`] asks it at every door.
//! - A record kind: a file in [`domain::kinds`], a line in its list; a screen only if a list is not enough.
//! - A command: a static in the `commands.rs` of the folder it belongs to, a line in [`app::state::commands::COMMANDS`];
//!   a key for it: a binding in the [context](app::state::contexts) or [screen](app::screens) where it holds.
//! - A decision in one or two keys: a declaration in its family's file below [`app::decisions::table`], with an example,
//!   and a line in the list there; it brings its own command and keys, or names one of the table of commands.
//! - What follows from a file a record points at: [`domain::register::observed`] holds what was seen, [`store::files::observe`] looks.
//! - An event that the cadence asks for: [`domain::schedule::year_plan`]; how often things come: [`domain::day::recurrence`].
//! - A figure that is followed by month: [`domain::measures::trend`].
//! - A point on the agenda of a review: [`domain::review`], for each kind of event.
//! - A check rule: an entry of `checks!` in the `check.rs` of its kind, or in [`domain::check`] for any record.
//! - What must hold before an audit: a requirement in [`domain::readiness`].
//! - A command: a file in [`cli`].

pub mod app;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod git;
pub mod glossary;
pub mod store;
pub mod term;
pub mod ui;
