//! Drawing from an immutable snapshot.
//!
//! A widget is a plain struct of borrowed data that implements ratatui's `Widget`, or `StatefulWidget` where something
//! lasts between frames. It knows the [`Look`](canvas::pen::Look) of the terminal and draws into the `Buffer` with a
//! [`Pen`](canvas::pen::Pen), the only way to a cell: it makes hidden characters visible, measures by grapheme, clips,
//! and turns a [`Role`](style::roles::Role) into a style. So no widget names a colour, and no stored byte reaches the
//! terminal unseen. Screens render widgets with their pen as with ratatui's `Frame`.
//!
//! | folder | holds |
//! |---|---|
//! | [`screen`], `status`, [`hints`] | the frame around every screen, its status line and its row of key hints |
//! | [`screens`], [`records`], [`guided`], [`dialogs`] | drawing of each screen, of lists and details, of guided modes, of dialogs |
//! | [`widgets`] | tables, heatmap, charts, forms, popups |
//! | [`canvas`] | layout, the pen, and text: measuring, cutting, wrapping, making visible |
//! | [`style`] | roles, tones, themes, glyphs |
//! | [`export`] | a drawn screen as text, style map or SVG |

pub mod canvas;
pub mod dialogs;
pub mod export;
pub mod guided;
pub mod hints;
pub mod records;
pub mod screen;
pub mod screens;
mod status;
pub mod style;
pub mod widgets;
