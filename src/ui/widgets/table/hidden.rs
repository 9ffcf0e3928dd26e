//! What a table has no room for in the row under the cursor.

use crate::ui::canvas::layout;
use crate::ui::canvas::text;
use crate::ui::style::roles::Role;
use crate::ui::widgets::table::{Cells, GAP, GUTTER, Table, fit};
use ratatui::layout::Rect;

impl<'a> Table<'a> {
    /// Returns the texts of the row under the cursor that are cut or whose column is not shown, each with the title of its
    /// column. What says that there is nothing is left out.
    pub fn hidden(&self, area: Rect) -> Vec<(&'a str, String)> {
        if self.rows == 0 {
            return Vec::new();
        }
        let widths = fit(self.columns, layout::left(area, GUTTER).1.width, GAP);
        let mut cells = Cells::default();
        (self.fill)(self.cursor.min(self.rows - 1), &mut cells);
        let glyphs = self.look.glyphs;
        let told = self.columns.iter().zip(&widths).zip(&cells.pieces);
        let hidden = told.filter(|((_, width), piece)| {
            let is_nothing = piece.text.is_empty() || piece.role == Role::Muted && piece.text == "-";
            !is_nothing && text::width(&piece.text, glyphs) > usize::from(**width)
        });
        hidden
            .map(|((column, _), piece)| (column.title, piece.text.to_string()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::style::roles::Role;
    use crate::ui::widgets::table::{Column, Width};
    use crate::ui::widgets::testing::canvas;

    #[test]
    fn what_is_cut_or_has_no_column_is_told_of_the_row_under_the_cursor() {
        let columns = [
            Column::new("Title", Width::Flex(8, 1)),
            Column::new("Owner", Width::Fixed(5)),
            Column::new("Reason", Width::Fixed(30)).keep(1),
            Column::new("Note", Width::Fixed(30)).keep(1),
        ];
        let mut told = Vec::new();
        canvas(24, 4, |pen, area| {
            let table = Table {
                columns: &columns,
                rows: 2,
                cursor: 1,
                focused: true,
                groups: &[],
                empty: "",
                fill: &|row, cells| {
                    cells.push(if row == 1 { "Drift of the model" } else { "Agency" }, Role::Text);
                    cells.push("ana", Role::Text);
                    cells.push("It was measured.", Role::Text);
                    cells.push("-", Role::Muted);
                },
                look: pen.look(),
            };
            told = table.hidden(area);
        });
        let told: Vec<_> = told.iter().map(|(title, text)| (*title, &**text)).collect();
        assert_eq!(told, [("Title", "Drift of the model"), ("Reason", "It was measured.")]);
    }
}
