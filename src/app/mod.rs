//! Screens as state: keys become actions, actions become edits and effects. Knows no terminal.
//!
//! | module | holds |
//! |---|---|
//! | [`key`], [`action`], [`keymap`] | keys, the one table of actions, and which keys run which |
//! | [`state`], [`effect`] | the workbench's state, and what the outside must do |
//! | [`update`], [`perform`], [`navigate`] | from a key to what it does, looking and moving |
//! | [`editing`], [`acting`], [`forms`], [`fresh`], [`verb`], [`saving`] | changing records, and what comes back from the disk |
//! | [`spec`], [`list`], [`detail`], [`screens`] | what the screens show |
//! | [`session`] | the guided session over gap questions or controls |
//! | [`holding`] | a review that is being held, point by point |
//! | [`layer`], [`form`], [`suggestion`], [`ask`], [`picker`], [`writing`], [`notice`] | what lies over them |
//! | [`filtering`] | the filter of whatever the screen lists |
//! | [`redating`] | moving what the calendar shows |
//! | [`attach`], [`filed`] | evidence and documents: taking files, and what is said of them |
//! | [`ready`], [`since`] | from what blocks to where it is mended, and what changed since the last visit |
//! | `findings`, `incidents` | findings from raised to closed, and what incidents bring about |
//! | [`crosswalk`] | from references of other frameworks to what we have |
//! | [`record_history`] | who changed which field of a record when |
//! | [`programme`] | the proposed plan of a year, and its acceptance |
//! | [`trends`] | how the figures of the AIMS went, month by month |
//! | [`outside`], [`meanwhile`] | what other programs wrote, on the screens and in open forms |

pub mod acting;
pub mod action;
mod admitting;
pub mod ask;
mod assessing;
pub mod attach;
mod beside;
mod coming;
pub mod crosswalk;
pub mod detail;
pub mod editing;
pub mod effect;
pub mod filed;
pub mod filtering;
mod findings;
pub mod form;
pub mod forms;
pub mod fresh;
mod gated;
mod handled;
pub mod holding;
mod incidents;
pub mod key;
pub mod keymap;
pub mod layer;
mod left_actions;
pub mod list;
pub mod meanwhile;
mod method;
pub mod navigate;
pub mod notice;
pub mod outside;
pub mod perform;
pub mod picker;
pub mod programme;
pub mod ready;
pub mod record_history;
pub mod redating;
pub mod saving;
pub mod screens;
pub mod session;
pub mod since;
pub mod spec;
mod starter;
pub mod state;
mod status;
pub mod suggestion;
pub mod summary;
pub mod trends;
pub mod triage;
mod undoing;
pub mod unsaved;
pub mod update;
pub mod verb;
pub mod writing;
