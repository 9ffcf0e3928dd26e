//! A drawn screen as plain text.

use ratatui::buffer::{Buffer, Cell};

use crate::ui::canvas::text;

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

/// Returns the rows of a buffer.
pub(in crate::ui) fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    let width = usize::from(buffer.area.width).max(1);
    buffer.content.chunks(width)
}

/// Returns the cells of a row that begin a grapheme, with their columns.
pub(in crate::ui) fn whole(row: &[Cell]) -> impl Iterator<Item = (usize, &Cell)> {
    let mut next = 0;
    row.iter().enumerate().filter(move |(column, cell)| {
        let begins = *column >= next;
        if begins {
            next = column + text::cells(cell.symbol()).max(1);
        }
        begins
    })
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::ui::canvas::pen::Pen;
    use crate::ui::style::roles::Role;
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
    fn no_buffer_gives_no_lines() {
        let empty = Buffer::empty(Rect::new(0, 0, 0, 0));
        assert!(lines(&empty).is_empty());
    }
}
