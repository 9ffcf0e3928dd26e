//! One set of symbols in two scripts: Unicode, and ASCII for terminals or locales that cannot show it.
//!
//! Nothing here is an emoji. Where there was a choice the symbol is narrow in every East Asian setting; lines, blocks,
//! the ellipsis and the middle dot are not, and a terminal that draws those two cells wide needs the ASCII set.

use ratatui::symbols::border;

/// The symbols a widget may draw besides text.
#[derive(Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Whether this is the ASCII set.
    pub ascii: bool,
    /// Lines and corners of a frame.
    pub frame: border::Set<'static>,
    /// Heavy lines by the arms that meet: bit 0 up, 1 right, 2 down, 3 left.
    pub heavy: [&'static str; 16],
    /// The part of a frame that shows how far a list is scrolled.
    pub thumb: &'static str,
    /// What stands for text cut away.
    pub ellipsis: &'static str,
    /// Between facts on one line.
    pub dot: &'static str,
    /// Fills of a bar's segments, distinguished without colour.
    pub bar: [&'static str; 3],
    /// Half a cell of the first fill.
    pub bar_half: &'static str,
    /// The part of a bar that is not filled.
    pub bar_empty: &'static str,
    /// Columns of rising height, for a small histogram; the first is empty.
    pub eighths: [&'static str; 9],
    /// Done, applicable, present.
    pub check: &'static str,
    /// Missing, refused.
    pub cross: &'static str,
    /// In front of an item of a list.
    pub bullet: &'static str,
    /// A marked row.
    pub mark: &'static str,
    /// The row the cursor is on.
    pub cursor: &'static str,
    /// Right, up and down.
    pub right: &'static str,
    /// Upwards; also an ascending sort.
    pub up: &'static str,
    /// Downwards; also a descending sort.
    pub down: &'static str,
    /// An open and a closed fold.
    pub fold: [&'static str; 2],
    /// Stands for a character that shows nothing of itself.
    pub hidden: &'static str,
}

/// The symbols for a UTF-8 terminal.
pub const UNICODE: Glyphs = Glyphs {
    ascii: false,
    frame: border::ROUNDED,
    heavy: [
        " ", "╹", "╺", "┗", "╻", "┃", "┏", "┣", "╸", "┛", "━", "┻", "┓", "┫", "┳", "╋",
    ],
    thumb: "┃",
    ellipsis: "…",
    dot: "·",
    bar: ["━", "╍", "┅"],
    bar_half: "╸",
    bar_empty: "─",
    eighths: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    check: "✓",
    cross: "✗",
    bullet: "∙",
    mark: "◉",
    cursor: "❯",
    right: "▸",
    up: "▴",
    down: "▾",
    fold: ["▾", "▸"],
    hidden: "␦",
};

/// The symbols for every other terminal.
pub const ASCII: Glyphs = Glyphs {
    ascii: true,
    frame: border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
    heavy: [
        " ", "|", "=", "+", "|", "|", "+", "+", "=", "+", "=", "+", "+", "+", "+", "+",
    ],
    thumb: "#",
    ellipsis: "~",
    dot: "-",
    bar: ["#", "=", "+"],
    bar_half: "#",
    bar_empty: ".",
    eighths: [" ", "_", "_", ".", ".", ":", ":", "|", "#"],
    check: "x",
    cross: "!",
    bullet: "-",
    mark: "*",
    cursor: ">",
    right: ">",
    up: "^",
    down: "v",
    fold: ["v", ">"],
    hidden: "?",
};

impl Glyphs {
    /// Returns the set for a terminal that can, or cannot, show Unicode.
    pub fn of(unicode: bool) -> &'static Self {
        if unicode { &UNICODE } else { &ASCII }
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    fn all(glyphs: &Glyphs) -> Vec<&'static str> {
        let mut all = single(glyphs);
        let frame = &glyphs.frame;
        all.extend([frame.top_left, frame.top_right, frame.bottom_left, frame.bottom_right]);
        all.extend([frame.vertical_left, frame.vertical_right]);
        all.extend([frame.horizontal_top, frame.horizontal_bottom]);
        all.extend(glyphs.heavy);
        all.extend(glyphs.eighths);
        all.extend(glyphs.bar);
        all.extend([
            glyphs.thumb,
            glyphs.ellipsis,
            glyphs.dot,
            glyphs.bar_half,
            glyphs.bar_empty,
        ]);
        all
    }

    fn single(glyphs: &Glyphs) -> Vec<&'static str> {
        let mut all = vec![glyphs.check, glyphs.cross, glyphs.bullet, glyphs.mark, glyphs.cursor];
        all.extend([glyphs.right, glyphs.up, glyphs.down, glyphs.hidden]);
        all.extend(glyphs.fold);
        all
    }

    #[test]
    fn every_symbol_is_one_cell_wide() {
        for symbol in all(&UNICODE).into_iter().chain(all(&ASCII)) {
            assert_eq!(symbol.width(), 1, "{symbol}");
        }
    }

    #[test]
    fn symbols_beside_lines_stay_narrow_in_east_asian_settings() {
        for symbol in single(&UNICODE) {
            assert_eq!(symbol.width_cjk(), 1, "{symbol}");
        }
    }

    #[test]
    fn the_ascii_set_is_ascii() {
        assert!(all(&ASCII).iter().all(|symbol| symbol.is_ascii()));
    }
}
