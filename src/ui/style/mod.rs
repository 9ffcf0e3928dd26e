//! Style: what parts of a screen mean, and how a theme shows it.

pub mod glyphs;
pub mod ramp;
pub mod roles;
pub mod theme;
pub mod tones;
