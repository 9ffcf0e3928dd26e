//! A table of texts: aligned on a terminal, with tabs between the cells where another program reads on.

use crate::cli::output::print;
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;

/// The least cells a column is cut to on a narrow terminal.
const LEAST: usize = 8;

/// Returns the rows under their headings; aligned within `columns` of a terminal, or else separated by tabs.
pub fn text(headings: &[&str], rows: &[Vec<String>], columns: Option<usize>) -> String {
    match columns {
        Some(columns) => aligned(headings, rows, columns),
        None => separated(headings, rows),
    }
}

fn separated(headings: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("{}\n", headings.join("\t"));
    for row in rows {
        for (nth, cell) in row.iter().enumerate() {
            if nth > 0 {
                text.push('\t');
            }
            // A tab or line end inside a cell shows as a symbol, so cells and rows stay what they are.
            text.push_str(&text::visible(cell, print::glyphs()));
        }
        text.push('\n');
    }
    text
}

fn aligned(headings: &[&str], rows: &[Vec<String>], columns: usize) -> String {
    let glyphs = print::glyphs();
    let mut widths: Vec<_> = headings.iter().map(|heading| heading.len()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = text::width(cell, glyphs).max(*width);
        }
    }
    fit(&mut widths, columns);
    let mut text = String::new();
    let heading: Vec<_> = headings.iter().map(ToString::to_string).collect();
    for row in std::iter::once(&heading).chain(rows) {
        let cells = row.iter().zip(&widths);
        let cells = cells.map(|(cell, width)| text::pad(cell, *width, Align::Left, glyphs));
        let line = cells.collect::<Vec<_>>().join("  ");
        print::line(&mut text, &line);
    }
    text
}

/// Takes cells from the widest column until the row fits, or every column is as narrow as it may be.
fn fit(widths: &mut [usize], columns: usize) {
    let gaps = 2 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > columns {
        match widths.iter_mut().skip(1).max() {
            Some(widest) if *widest > LEAST => *widest -= 1,
            _ => break,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<String>> {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        vec![
            row(["chat", "A very long title of a system", "ana"]),
            row(["risk-\u{1b}[31m", "Zürich\nBern", ""]),
        ]
    }

    #[test]
    fn a_row_fits_the_terminal_and_the_first_column_stays_whole() {
        let text = aligned(&["id", "title", "owner"], &rows(), 32);
        insta::assert_snapshot!(text, @r"
        id          title          owner
        chat        A very long …  ana
        risk-␛[31m  Zürich␤Bern
        ");
    }

    #[test]
    fn cells_and_rows_stay_what_they_are_on_a_pipe() {
        let text = separated(&["id", "title", "owner"], &rows());
        assert_eq!(text.lines().count(), 3);
        assert!(text.lines().all(|line| line.matches('\t').count() == 2));
        assert!(!text.contains('\u{1b}'));
    }
}
