//! The canvas: layout, the pen, and text measured in cells.

pub mod layout;
pub mod pen;
pub mod text;
