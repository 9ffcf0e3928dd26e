//! The store against everything that can happen to files: hands, other programs, full disks and sudden death.

// A test that cannot go on should stop.
#![allow(clippy::panic, clippy::unwrap_used)]

mod broken;
mod cancelling;
mod death;
mod faults;
mod fixture;
mod git;
mod judging;
mod lockless;
mod people;
mod saving;
mod undo;
