//! The frame of a screen: panes, tabs, scrolling, status line, hints.

pub mod hints;
pub mod pane;
pub mod scroll;
pub mod status;
pub mod tabs;
