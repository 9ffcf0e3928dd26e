//! Screens as state: keys become actions, actions become edits and effects. Knows no terminal.

pub mod key;
