//! A drawn screen as plain text, and as a map of its styles for snapshots that a reviewer can read.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::text;

/// Returns the lines of a buffer without the blanks at their ends.
pub fn lines(buffer: &Buffer) -> Vec<String> {
    rows(buffer)
        .map(|row| {
            let line: String = whole(row).map(|(_, cell)| cell.symbol()).collect();
            line.trim_end().to_owned()
        })
        .collect()
}

/// Returns a buffer as text, one line per row.
pub fn text(buffer: &Buffer) -> String {
    let mut all = lines(buffer).join("\n");
    all.push('\n');
    all
}

/// Returns the styles of a buffer: a letter per cell, `.` for none, and below what each letter stands for.
pub fn styles(buffer: &Buffer) -> String {
    let mut legend: Vec<String> = Vec::new();
    let mut map = String::new();
    for row in rows(buffer) {
        let mut line = String::new();
        for cell in row {
            let name = describe(cell);
            if name.is_empty() {
                line.push('.');
                continue;
            }
            let known = legend.iter().position(|known| *known == name);
            let index = known.unwrap_or_else(|| {
                legend.push(name);
                legend.len() - 1
            });
            line.push(letter(index));
        }
        map.push_str(line.trim_end_matches('.'));
        map.push('\n');
    }
    for (index, name) in legend.iter().enumerate() {
        let _ = writeln!(map, "{} {name}", letter(index));
    }
    map
}

/// Returns the rows of a buffer.
pub(super) fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    let width = usize::from(buffer.area.width).max(1);
    buffer.content.chunks(width)
}

/// Returns the cells of a row that begin a grapheme, with their columns.
pub(super) fn whole(row: &[Cell]) -> impl Iterator<Item = (usize, &Cell)> {
    let mut next = 0;
    row.iter().enumerate().filter(move |(column, cell)| {
        let begins = *column >= next;
        if begins {
            next = column + text::cells(cell.symbol()).max(1);
        }
        begins
    })
}

fn letter(index: usize) -> char {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    LETTERS.get(index).map_or('?', |letter| char::from(*letter))
}

fn describe(cell: &Cell) -> String {
    let mut words = Vec::new();
    if cell.fg != Color::Reset {
        words.push(cell.fg.to_string());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg));
    }
    for (modifier, word) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
    ] {
        if cell.modifier.contains(modifier) {
            words.push(word.to_owned());
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::ui::pen::Pen;
    use crate::ui::roles::Role;
    use crate::ui::widgets::testing::look;

    fn drawn() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 2));
        let mut pen = Pen::new(&mut buffer, look());
        pen.text(Rect::new(1, 0, 6, 1), "危 ok", Role::Title);
        pen.text(Rect::new(0, 1, 6, 1), "plain", Role::Text);
        buffer
    }

    #[test]
    fn wide_graphemes_take_their_cells_once() {
        assert_eq!(text(&drawn()), " 危 ok\nplain\n");
    }

    #[test]
    fn styles_name_what_differs() {
        assert_eq!(styles(&drawn()), ".aaaaa\n\na bold\n");
    }

    #[test]
    fn no_buffer_gives_no_lines() {
        let empty = Buffer::empty(Rect::new(0, 0, 0, 0));
        assert!(lines(&empty).is_empty());
    }
}
