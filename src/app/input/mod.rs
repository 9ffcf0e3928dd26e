//! From a key to what it does: keys, the table of commands, the keymap, dispatch and navigation.

pub mod command;
pub mod dispatch;
pub mod filter_line;
pub mod key;
pub mod keymap;
pub mod navigate;
pub mod run;
