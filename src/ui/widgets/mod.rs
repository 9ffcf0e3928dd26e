//! The parts screens are made of, one per file. Each takes plain borrowed data and draws it with a pen.
//!
//! No widget keeps state: what must last between frames (how far a list is scrolled) is a value the screen owns and
//! lends, see [`scroll::Scroll`].

pub mod bar;
pub mod detail;
pub mod form;
pub mod hints;
pub mod input;
pub mod matrix;
pub mod menu;
pub mod month;
pub mod page;
pub mod pane;
pub mod picker;
pub mod popup;
pub mod scroll;
pub mod spark;
pub mod status;
pub mod table;
pub mod tabs;
pub mod toast;

#[cfg(test)]
pub(crate) mod testing;
