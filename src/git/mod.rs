//! The few questions asked of the `git` program: the versions of a file, who changed what last, and how the register
//! stood at the end of past months.
//!
//! The repository may come from anybody, so its configuration must not choose what runs here: only `rev-parse`,
//! `ls-tree`, `log` without patches and `cat-file` are called, without a shell, in an environment of our own, with
//! hooks, monitors, pagers, filters and fetches off, and with output read as bytes up to a limit. Nothing here runs
//! before it is asked for: opening a register starts no program.
//!
//! | module | holds |
//! |---|---|
//! | [`program`] | the program, where the repository is, and how it is called |
//! | [`child`], [`tokens`], [`blobs`] | a call that can be stopped, and what it prints |
//! | [`history`] | the versions of one file, newest first |
//! | [`fields`] | what changed between versions, field by field |
//! | [`record`] | both together: the history of one record |
//! | [`changes`] | the last change of every file in some folders |
//! | [`approved`] | what was approved as a whole, as it was then |
//! | [`standing`] | of which state a document is: the newest commit, what differs from it, an earlier day |
//! | [`months`] | the figures of the register as it was at each month's end |

pub mod approved;
pub mod blobs;
pub mod changes;
pub mod child;
pub mod fields;
pub mod history;
pub mod months;
pub mod program;
pub mod record;
pub mod rows;
pub mod standing;
pub mod tokens;
