//! The few colours everything is drawn in, at each depth, on dark and on light background.
//!
//! Text keeps the terminal's own foreground and background; a tone is spent only where it says something. Sixteen
//! colours belong to the user's scheme, in which bright black may equal the background, so greys have none there.

use ratatui::style::Color;

use crate::ui::style::theme::{Depth, Shade};

/// A colour by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Where one is and what one can press.
    Blue,
    /// What is wrong or late.
    Red,
    /// What needs attention.
    Amber,
    /// What is in order.
    Green,
    /// Text that steps back.
    Grey,
    /// Lines.
    Line,
    /// Ground of the cursor row.
    Lit,
    /// Ground of a quiet cursor, and of the input with the keyboard.
    Raised,
    /// Ground of an input.
    Sunk,
    /// Text on a tone used as background.
    Paper,
}

struct Mix {
    rgb: [(u8, u8, u8); 2],
    indexed: [u8; 2],
    named: [Option<Color>; 2],
}

const fn mix(rgb: [(u8, u8, u8); 2], indexed: [u8; 2], named: [Option<Color>; 2]) -> Mix {
    Mix { rgb, indexed, named }
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 10] = [
        Self::Blue,
        Self::Red,
        Self::Amber,
        Self::Green,
        Self::Grey,
        Self::Line,
        Self::Lit,
        Self::Raised,
        Self::Sunk,
        Self::Paper,
    ];

    /// Returns the colour at a depth, where there is one.
    pub fn color(self, depth: Depth, shade: Shade) -> Option<Color> {
        let mix = self.mix();
        let side = match shade {
            Shade::Dark => 0,
            Shade::Light => 1,
        };
        match depth {
            Depth::None => None,
            Depth::Ansi16 => mix.named[side],
            Depth::Indexed256 => Some(Color::Indexed(mix.indexed[side])),
            Depth::True => {
                let (r, g, b) = mix.rgb[side];
                Some(Color::Rgb(r, g, b))
            }
        }
    }

    // Dark first, light second.
    const fn mix(self) -> Mix {
        match self {
            Self::Blue => mix(
                [(122, 176, 223), (0, 92, 158)],
                [110, 25],
                [Some(Color::Cyan), Some(Color::Blue)],
            ),
            Self::Red => mix(
                [(240, 113, 120), (172, 28, 44)],
                [203, 124],
                [Some(Color::LightRed), Some(Color::Red)],
            ),
            Self::Amber => mix([(226, 190, 119), (133, 84, 0)], [179, 94], [Some(Color::Yellow), None]),
            Self::Green => mix(
                [(148, 192, 138), (34, 108, 44)],
                [108, 22],
                [Some(Color::Green), Some(Color::Green)],
            ),
            Self::Grey => mix([(143, 150, 163), (92, 98, 108)], [246, 241], [None, None]),
            Self::Line => mix([(74, 80, 92), (186, 191, 199)], [240, 249], [None, None]),
            Self::Lit => mix([(45, 62, 84), (209, 225, 244)], [238, 153], [None, None]),
            Self::Raised => mix([(40, 44, 52), (228, 231, 236)], [236, 254], [None, None]),
            Self::Sunk => mix([(30, 34, 41), (241, 243, 246)], [235, 255], [None, None]),
            Self::Paper => mix(
                [(16, 20, 28), (255, 255, 255)],
                [16, 231],
                [Some(Color::Black), Some(Color::White)],
            ),
        }
    }
}
