//! The program itself on a real pty and a real folder: what is typed is on disk, and whatever ends it loses nothing.

#[path = "../pty/mod.rs"]
mod pty;

mod ending;
mod ground;
mod holding;
mod outside;
mod session;
mod triage;
mod using;
mod visits;
mod ways_out;
