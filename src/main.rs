//! The `aims` program.

fn main() {}
