//! Drawing from an immutable snapshot: theme, layout, widgets.
//!
//! A widget is a plain struct of borrowed data with a `draw` that takes an area and a [`pen::Pen`]. The pen is the only
//! way to a cell: it makes hostile text visible, measures by grapheme, clips, and turns a [`roles::Role`] into a style.
//! So no widget names a colour, and no stored byte reaches the terminal unseen.
//!
//! | module | holds |
//! |---|---|
//! | [`roles`], [`tones`], [`ramp`], [`theme`] | what things mean, the few colours, the heat ramp, and how they meet a terminal |
//! | [`glyphs`] | one set of symbols, in Unicode and ASCII |
//! | [`text`] | measuring, cutting, wrapping and making visible |
//! | [`layout`] | breakpoints and named areas, the only arithmetic on coordinates |
//! | [`pen`] | drawing into a buffer |
//! | [`widgets`] | tables, heatmap, month, forms and the rest |
//! | [`picture`], [`svg`] | a drawn screen as text, as a map of styles, as SVG |

pub mod glyphs;
pub mod hinted;
pub mod layers;
pub mod layout;
pub mod pen;
pub mod picture;
pub mod ramp;
pub mod roles;
pub mod screen;
pub mod screens;
pub mod svg;
pub mod text;
pub mod theme;
pub mod tones;
pub mod widgets;
