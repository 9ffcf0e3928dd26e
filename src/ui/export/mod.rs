//! A drawn screen as text, style map or SVG.

pub mod svg;
pub mod text;
