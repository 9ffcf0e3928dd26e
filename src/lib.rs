//! `aims` is a workbench for an ISO/IEC 42001 AI management system kept in a git repository.
//!
//! (The tour of the house is written when the house stands.)

pub mod app;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod store;
pub mod term;
pub mod ui;
