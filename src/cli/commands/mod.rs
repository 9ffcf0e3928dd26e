//! The subcommands, one file each, named as the user types them.

pub mod add;
pub mod check;
pub(in crate::cli) mod crosswalk;
pub mod demo;
pub mod doctor;
pub mod due;
pub mod duties;
pub mod export;
pub mod fields;
pub mod history;
pub mod hold;
pub mod import;
pub mod init;
pub mod keys;
pub mod list;
pub mod migrate;
pub mod plan;
pub mod readiness;
pub mod render;
pub mod report;
pub mod set;
pub mod show;
pub mod trends;
pub mod undo;
