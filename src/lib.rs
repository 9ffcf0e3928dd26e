//! `aims` is a workbench for an ISO/IEC 42001 AI management system (AIMS) kept as RON files in a git repository.
//!
//! Three ideas carry everything:
//!
//! 1. **A record kind is declared once.** A file in [`domain::kinds`] holds one table of fields; the form, the detail, the
//!    filter language, import and export, the diff, the merge and the reference derive from it. Screens, decisions,
//!    commands and check rules are declared alike: one static each, and a line in a table.
//! 2. **Every change is an [`Edit`](domain::register::edit::Edit)**, a value with an exact inverse. Undo, bulk changes, the write
//!    to disk and the merge with what others wrote all read it. Nothing else changes a
//!    [`Register`](domain::register::Register).
//! 3. **A file is edited, not rewritten.** [`store::text`] replaces the text of the fields that changed and leaves every
//!    other byte: comments, order, formatting and fields of a later version survive.
//!
//! [`guide`] shows how to add a field, a kind, a decision, a screen, a dialog, a rule, a command; [`glossary`] explains the words.
//!
//! # The layers
//!
//! From the inside out; `tests/house` holds which layer may name which.
//!
//! | layer | what lives there | what it never touches |
//! |---|---|---|
//! | [`domain`] | record kinds, the register with its lookups, edits, the risk method, the catalogue, the filter language, the checks | files, clock, terminal, environment |
//! | [`store`] | the lossless text of a RON file, layout, load, save, watch, lock, journal, undo history | terminal |
//! | [`git`] | the few questions asked of the `git` program: versions, last changes, past months | terminal |
//! | [`exchange`] | spreadsheets in, JSON out, the demo organization | terminal |
//! | [`report`] | documents that people take away, as data and in each format | files, git, terminal |
//! | [`app`] | screens as state; keys to commands, commands to edits and effects | ratatui, crossterm, files |
//! | [`ui`] | drawing the state: theme, layout, widgets, screens | input and output |
//! | [`term`] | the tty: modes, keys, signals, frames, clipboard, editor, the loop | what is shown |
//! | [`cli`] | the command line, and the workbench as a program of the terminal | |
//!
//! # Where a thing lives
//!
//! Paths are below the folder of this file; a test holds that the files exist and contain the words named after them.
//!
//! | looking for | it is in | for example |
//! |---|---|---|
//! | what a key runs on a screen | `keys` of the screen's file in `app/screens`, else of a context in `app/state/contexts.rs` | `x` in Treatment: `app/screens/lists/treatment.rs`: `"x" DONE`; `L` in any list or detail: `app/state/contexts.rs`: `"L" LINKS` |
//! | what a command does | the `commands.rs` of its folder in `app`; `app/state/commands.rs` lists all | `L`: `app/guided/commands.rs`: `LINKS "links"` |
//! | what a decision asks and changes | the file of its family in `app/decisions/table`; `app/state/decisions.rs` lists all | `x` in Treatment: `app/decisions/table/action.rs`: `static DONE` |
//! | columns, order and groups of a list | `SPEC` in the screen's file | Risks: `app/screens/risks/mod.rs`: `columns:`; the Statement of Applicability: `app/screens/lists/controls.rs`: `static SPEC` |
//! | how a screen is drawn | `ui/screens`; a list with its detail: `ui/records` | calendar: `ui/screens/calendar.rs` |
//! | labels, help and derived values of fields | the kind's file in `domain/kinds` | findings: `domain/kinds/finding.rs`: `"Next step"` |
//! | the lines of a detail beside its fields | the `KindFace` of the kind in `app/detail` | findings: `app/detail/follow_up.rs`: `static FINDING` |
//! | a check rule | the `check.rs` of its kind; for records of any kind `domain/kinds/check/any_record.rs` | `AIMS-E501`: `domain/kinds/control/check.rs`: `AIMS-E501` |
//! | what a change is refused for, or asks about | the `rules.rs` of its kind; for any kind `domain/admission` | closing a finding: `domain/kinds/finding/rules.rs`: `RULES` |
//! | what is approved as a whole, its digest, and what an approval adds | `domain/kinds/approval` | the Statement of Applicability: `domain/kinds/approval/kept_sets.rs`: `static STATEMENT`; the digest: `domain/kinds/approval/completion.rs`: `fn digest_now`; what was approved, from git: `git/approved.rs`: `fn approved` |
//! | documents that the register keeps, and how a document stands | `domain/kinds/document` | `kept here, 30 of 38`: `domain/kinds/document/kept.rs`: `SOURCES`; states: `domain/kinds/document/state.rs`: `fn stands` |
//! | a dialog | `app/dialogs`, a form `app/form`, a prompt `app/decisions/prompt`; drawn in `ui/dialogs` | year plan: `app/dialogs/year_plan.rs`: `struct Plan`, drawn in `ui/dialogs/year_plan.rs` |
//! | what surrounds the panes | `ui/screen.rs`, `ui/status.rs`, `ui/hints.rs` | title bar: `ui/screen.rs`: `fn title`; its posture: `app/screens/today/posture.rs`: `fn posture` |
//! | a widget | `ui/widgets` | heatmap: `ui/widgets/heatmap/mod.rs`: `struct Matrix`; its cursor: `app/screens/risks/mod.rs`: `struct Heatmap` |
//! | a computation over the register | `domain/schedule`, `domain/review`, `domain/readiness`, `domain/measures` | year plan: `domain/schedule/year_plan/mod.rs`: `fn proposals` |
//! | a subcommand | the file of its name in `cli/commands` | `aims import`: `cli/commands/import.rs`: `struct Import` |
//! | a document of `aims report` | the file of its name in `report/kinds`; its words, which are no code: `report/words.rs`; its formats: `report/render` | Statement of Applicability: `report/kinds/soa/mod.rs`: `static REPORT` |
//! | a file format | `exchange`; record files `store/codec` and `store/text` | CSV: `exchange/sheet/mod.rs`: `struct Sheet`; rows to records: `exchange/import/planning/mod.rs`: `fn make` |
//! | signals, hang-up, the terminal | `term`; what the workbench does then: `cli/workbench/mod.rs` | hang-up: `term/run.rs`: `Leaving::HangUp`, `term/signals.rs`: `SIGHUP`; what is kept then: `cli/workbench/mod.rs`: `fn leave`, `cli/workbench/kept/emergency.rs`: `fn emergency` |
//! | what comes in from outside, and what must be done there | `app/state/message.rs`: `enum Message`, `app/environment/effect.rs`: `enum Effect` | a saved edit: `app/sync/save_results.rs` |
//!
//! # A key, from the keyboard to the disk
//!
//! [`term`] decodes a [`Key`](app::environment::key::Key). [`app::state::dispatch`] gives it to the topmost [dialog](app::dialogs::Dialog) or looks
//! it up in the [keymap](app::input::keymap), which yields a [`Command`](app::input::command::Command). A command that decides runs a
//! [`Decision`](app::decisions::Decision), whose answers become an [`Edit`](domain::register::edit::Edit); the register applies it and yields the
//! inverse for undo, and an [`Effect::Save`](app::environment::effect::Effect::Save) goes to the thread in [`store::save::queue`].
//! [`store::save`] locks, reads the file again, merges field by field, writes a temporary file, syncs and renames; only
//! then the screen stops saying `saving`. The screen never waits for it.
//!
//! The other way round, [`store::watch`] sees what other programs write and reads it when nothing was written for a moment;
//! [`app::sync::external_changes`] takes over what differs, record by record, and leaves cursor, marks and open forms where they are.

pub mod app;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod git;
pub mod glossary;
pub mod guide;
pub mod report;
pub mod store;
pub mod term;
pub mod ui;
