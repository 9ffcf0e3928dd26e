//! Lines and blocks as shapes that meet the next cell exactly.

use std::fmt::Write;

use crate::ui::export::svg::CELL;

/// Weight of each arm: up, right, down, left; 1 light, 2 heavy.
const LINES: [(&str, [u8; 4]); 29] = [
    ("─", [0, 1, 0, 1]),
    ("│", [1, 0, 1, 0]),
    ("┌", [0, 1, 1, 0]),
    ("┐", [0, 0, 1, 1]),
    ("┘", [1, 0, 0, 1]),
    ("└", [1, 1, 0, 0]),
    ("├", [1, 1, 1, 0]),
    ("┤", [1, 0, 1, 1]),
    ("┬", [0, 1, 1, 1]),
    ("┴", [1, 1, 0, 1]),
    ("┼", [1, 1, 1, 1]),
    ("╴", [0, 0, 0, 1]),
    ("╶", [0, 1, 0, 0]),
    ("╹", [2, 0, 0, 0]),
    ("╺", [0, 2, 0, 0]),
    ("╻", [0, 0, 2, 0]),
    ("╸", [0, 0, 0, 2]),
    ("┗", [2, 2, 0, 0]),
    ("┃", [2, 0, 2, 0]),
    ("┏", [0, 2, 2, 0]),
    ("┣", [2, 2, 2, 0]),
    ("┛", [2, 0, 0, 2]),
    ("━", [0, 2, 0, 2]),
    ("┻", [2, 2, 0, 2]),
    ("┓", [0, 0, 2, 2]),
    ("┫", [2, 0, 2, 2]),
    ("┳", [0, 2, 2, 2]),
    ("╋", [2, 2, 2, 2]),
    ("╼", [0, 2, 0, 1]),
];

/// Returns the thickness of a symbol that is one line from edge to edge.
pub(in crate::ui) fn across(symbol: &str) -> Option<&'static str> {
    match symbol {
        "─" => Some("1.2"),
        "━" => Some("2.6"),
        _ => None,
    }
}

/// Returns one line across some cells.
pub(in crate::ui) fn stroke(x: f32, y: f32, cells: usize, thick: &str, color: &str) -> String {
    format!(
        "<path d=\"M{x:.1} {:.1}h{:.1}\" stroke=\"{color}\" stroke-width=\"{thick}\"/>\n",
        y + CELL.1 / 2.0,
        cells as f32 * CELL.0,
    )
}

/// Returns the shape of a line or block symbol at a place, or nothing for other symbols.
pub(in crate::ui) fn of(symbol: &str, x: f32, y: f32, color: &str) -> Option<String> {
    let (wide, high) = CELL;
    let (middle, centre) = (x + wide / 2.0, y + high / 2.0);
    if let Some((_, [up, right, down, left])) = LINES.iter().find(|(line, _)| *line == symbol) {
        let mut shape = String::new();
        // Arms run a little past the middle, so that corners close.
        for (weight, from, to) in [
            (*up, (middle, y), (middle, centre + 0.6)),
            (*right, (middle - 0.6, centre), (x + wide, centre)),
            (*down, (middle, centre - 0.6), (middle, y + high)),
            (*left, (x, centre), (middle + 0.6, centre)),
        ] {
            let Some(thick) = [None, Some("1.2"), Some("2.6")][usize::from(weight)] else {
                continue;
            };
            let _ = writeln!(
                shape,
                "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"{color}\" stroke-width=\"{thick}\"/>",
                from.0, from.1, to.0, to.1,
            );
        }
        return Some(shape);
    }
    let (dx, dy) = match symbol {
        "╭" => (1.0, 1.0),
        "╮" => (-1.0, 1.0),
        "╯" => (-1.0, -1.0),
        "╰" => (1.0, -1.0),
        _ => return block(symbol, x, y, color),
    };
    Some(format!(
        "<path d=\"M{middle:.1} {:.1}Q{middle:.1} {centre:.1} {:.1} {centre:.1}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.2\"/>\n",
        centre + dy * high / 2.0,
        middle + dx * wide / 2.0,
    ))
}

fn block(symbol: &str, x: f32, y: f32, color: &str) -> Option<String> {
    let (wide, high) = CELL;
    let c = symbol.chars().next()? as u32;
    let (top, width) = match c {
        // Lower eighths up to the full block.
        0x2581..=0x2588 => (high * (0x2588 - c) as f32 / 8.0, wide),
        // Left eighths.
        0x2589..=0x258f => (0.0, wide * (0x2590 - c) as f32 / 8.0),
        _ => return None,
    };
    Some(format!(
        "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{color}\"/>\n",
        y + top,
        high - top,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::style::glyphs::UNICODE;

    #[test]
    fn every_line_the_frame_uses_has_a_shape() {
        let frame = UNICODE.frame;
        let corners = [frame.top_left, frame.top_right, frame.bottom_left, frame.bottom_right];
        let lines = [frame.horizontal_top, frame.vertical_left];
        let heavy = UNICODE.heavy.into_iter().filter(|symbol| *symbol != " ");
        for symbol in corners.into_iter().chain(lines).chain(heavy) {
            assert!(of(symbol, 0.0, 0.0, "#fff").is_some(), "{symbol}");
        }
        assert!(of("a", 0.0, 0.0, "#fff").is_none());
    }
}
