//! Graphemes in their places, how they look, and the SGR parameters that say so.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthChar;

/// What can be seen of a style on a blank, beside its background.
const SHOWS_ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// The SGR parameter that ends each group of modifiers.
const ENDS: [(Modifier, u8); 7] = [
    (Modifier::BOLD.union(Modifier::DIM), 22),
    (Modifier::ITALIC, 23),
    (Modifier::UNDERLINED, 24),
    (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), 25),
    (Modifier::REVERSED, 27),
    (Modifier::HIDDEN, 28),
    (Modifier::CROSSED_OUT, 29),
];

/// The SGR parameter that begins each modifier.
const BEGINS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// How a cell looks, apart from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sgr {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Sgr {
    /// Returns the look of a cell that shows `text`; of a blank, as far as it can be seen.
    pub(super) fn of(cell: &Cell, text: &str) -> Self {
        let Cell { fg, bg, modifier, .. } = *cell;
        if text == " " && !modifier.intersects(SHOWS_ON_BLANKS) {
            return Self { bg, ..Self::default() };
        }
        Self { fg, bg, modifier }
    }
}

/// One grapheme in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span<'a> {
    pub(super) x: u16,
    /// Columns, at least one.
    pub(super) width: u16,
    pub(super) text: &'a str,
    pub(super) look: Sgr,
}

impl Span<'_> {
    /// Whether erasing leaves just this.
    pub(super) fn is_erased(&self) -> bool {
        self.text == " " && self.look == Sgr::default()
    }

    /// Returns what a style becomes when it changes as little as this grapheme allows: a blank takes any that looks the
    /// same on it.
    pub(super) fn least(&self, current: Sgr) -> Sgr {
        if self.text != " " || self.look.modifier.intersects(SHOWS_ON_BLANKS) {
            return self.look;
        }
        Sgr {
            fg: current.fg,
            bg: self.look.bg,
            modifier: current.modifier - SHOWS_ON_BLANKS,
        }
    }

    /// Whether terminals that add up the widths of characters disagree with those that know whole graphemes.
    pub(super) fn is_disputed(&self) -> bool {
        if self.text.len() == 1 {
            return self.width != 1;
        }
        let sum: usize = self.text.chars().filter_map(UnicodeWidthChar::width).sum();
        sum != usize::from(self.width)
    }

    /// Whether the width is the same in terminals set up for Chinese or Japanese, where `─` and `é` may be wide.
    pub(super) fn is_certain(&self) -> bool {
        self.text.is_ascii() || self.text.chars().all(|c| c.width() == c.width_cjk())
    }
}

/// Returns the SGR parameters that turn one look into another.
pub(super) fn parameters(from: Sgr, to: Sgr) -> String {
    let mut begun = to.modifier - from.modifier;
    let mut found = Vec::new();
    for (group, end) in ENDS {
        if (from.modifier - to.modifier).intersects(group) {
            found.push(end.to_string());
            begun |= to.modifier & group;
        }
    }
    found.extend(
        BEGINS
            .iter()
            .filter(|(one, _)| begun.contains(*one))
            .map(|(_, begin)| begin.to_string()),
    );
    if from.fg != to.fg {
        found.push(colour(to.fg, 3));
    }
    if from.bg != to.bg {
        found.push(colour(to.bg, 4));
    }
    found.join(";")
}

/// Returns a colour's SGR parameters, as a foreground (3) or a background (4).
///
/// The sixteen go by their numbers in the palette of 256. Some terminals show bold text bright where it has one of the
/// eight old parameters, and the contrast the theme chose would be gone.
fn colour(colour: Color, layer: u8) -> String {
    let number = match colour {
        Color::Reset => return format!("{layer}9"),
        Color::Rgb(r, g, b) => return format!("{layer}8;2;{r};{g};{b}"),
        Color::Indexed(number) => number,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    format!("{layer}8;5;{number}")
}
