//! Drawing of the state, which nothing here changes.
//!
//! A widget is a plain struct of borrowed data that implements ratatui's `Widget`, or `StatefulWidget` where something
//! lasts between frames. It knows the [`Look`](canvas::pen::Look) of the terminal and draws into the `Buffer` with a
//! [`Pen`](canvas::pen::Pen), the only way to a cell: it makes hidden characters visible, measures by grapheme, clips,
//! and turns a [`Role`](style::roles::Role) into a style. So no widget names a colour, and no stored byte reaches the
//! terminal unseen. Screens render widgets with their pen as with ratatui's `Frame`.
//!
//! # What is ratatui's and what is ours
//!
//! `Buffer`, `Rect`, `Style`, `Widget` and `StatefulWidget` are ratatui's, and so are the widgets that draw just what
//! is wanted: `Block` for frames, `Scrollbar`, `Tabs`, `Clear`. Lists, charts and calendar are ours, for the reason at
//! the head of each. `Layout` is not used: without a hit in its cache the solver takes 180 to 250 us, more than a whole
//! frame, and it can hang on many `Min` (ratatui#1855); [`canvas::layout`] cuts areas by hand.
//!
//! `ratatui::Terminal` is not used either; a `Screen` in [`crate::term`] lies under the frames. Measured with ratatui
//! 0.30.2 beside an adapter for `Terminal`, over 20,000 random frames:
//!
//! - The bytes are equal, but for 1 % of frames with half covered wide graphemes and 1 % with half-width kana.
//! - `Terminal` takes 25 to 40 % more CPU for each frame: it hands over changed cells, while the shortest bytes are
//!   found by rows, so that an adapter keeps two more buffers.
//! - Its `Buffer::diff` panics on a wide cell with a background in the last cell of the screen (ratatui#2695), and
//!   `Terminal::clear` asks the terminal for its cursor (ratatui#2640, ratatui#2691), which races with what is typed.
//!
//! To be changed when the fix of ratatui#2695 is released and an adapter is within 5 % of the CPU of `Screen`. Nothing
//! in this layer would change: [`screen::draw`] takes the buffer that `Frame::buffer_mut` returns.
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
