//! The parts screens are made of, one per file. Each is a `Widget` or `StatefulWidget` of ratatui.
//!
//! No widget keeps state: what must last between frames (how far a list is scrolled) is a value the screen owns and
//! lends, see [`crate::ui::widgets::frame::scroll::Scroll`].

pub mod charts;
pub mod detail;
pub mod form;
pub mod frame;
pub mod heatmap;
pub mod popup;
pub mod table;

#[cfg(test)]
pub(crate) mod testing;
