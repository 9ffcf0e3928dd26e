//! What a command and a binding of keys is, and the commands that every screen shares.

pub mod command;
pub mod commands;
pub mod keymap;
pub mod pane;
pub mod screen;

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
