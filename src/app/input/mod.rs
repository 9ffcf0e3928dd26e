//! From a key to what it does: the table of commands, the keymap, dispatch and navigation.

pub mod command;
pub mod dispatch;
pub mod filter_line;
pub mod keymap;
pub mod message;
pub mod navigate;
pub(in crate::app) mod outcome;
pub mod run;

use crate::app::environment::key::Key;
use keymap::Keymap;

/// The keyboard: the bindings, and keys that begin a longer one.
#[derive(Debug)]
pub struct Input {
    /// Keys that begin a longer binding.
    pub pending: Vec<Key>,
    /// The bindings.
    pub keymap: Keymap,
}
