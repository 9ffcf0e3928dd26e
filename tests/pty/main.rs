//! On a real pty: the terminal layer by itself, and the program on a real folder, however it ends.

mod ending;
mod fixture;
mod holding;
mod leaving;
mod list;
mod outside;
mod pty;
mod session;
mod terminal;
mod triage;
mod using;
mod visits;
mod ways_out;
