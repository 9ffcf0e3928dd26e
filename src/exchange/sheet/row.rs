//! One row of a table and its cells, kept in one text each so that a large table costs little more than its file.

use std::fmt;

/// One row below the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, as a spreadsheet program shows it: the first line is row 1, blank lines count.
    pub number: usize,
    /// The line of the file it begins on, from 1; in a workbook its number.
    pub line: usize,
    /// Its cells as they are, with `\n` as line end: fewer than there are headers, or more, if the row is ragged.
    pub cells: Cells,
}

impl Row {
    /// Returns the cell in column `index`, or an empty text if the row has none there.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).unwrap_or_default()
    }

    /// Returns the columns that hold something, with their texts, trimmed.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        let trimmed = self.cells.iter().map(str::trim).enumerate();
        trimmed.filter(|(_, cell)| !cell.is_empty())
    }
}

/// The cells of a row: one text, and where each cell ends in it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Cells {
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Cells {
    /// Returns how many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there is no cell at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns a cell.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }

    /// Returns all cells, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let from = std::mem::replace(&mut start, *end as usize);
            self.text.get(from..start).unwrap_or_default()
        })
    }

    /// Puts `text` into column `index`, with empty cells before it where the row is shorter.
    pub fn set(&mut self, index: usize, text: &str) {
        let mut cells: Vec<&str> = self.iter().collect();
        if cells.len() <= index {
            cells.resize(index + 1, "");
        }
        cells[index] = text;
        *self = cells.into_iter().collect();
    }

    /// Makes the row exactly `width` cells wide, unless it is wider.
    pub fn pad(&mut self, width: usize) {
        if self.len() < width {
            let mut ends = std::mem::take(&mut self.ends).into_vec();
            ends.resize(width, self.text.len() as u32);
            self.ends = ends.into_boxed_slice();
        }
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for cell in cells {
            text.push_str(cell.as_ref());
            ends.push(text.len() as u32);
        }
        Self {
            text: text.into_boxed_str(),
            ends: ends.into_boxed_slice(),
        }
    }
}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<const N: usize> PartialEq<[&str; N]> for Cells {
    fn eq(&self, other: &[&str; N]) -> bool {
        self.iter().eq(other.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_set_and_padded() {
        let mut cells: Cells = ["a", "", "süß"].into_iter().collect();
        assert_eq!(cells, ["a", "", "süß"]);
        assert_eq!((cells.get(2), cells.get(3), cells.len()), (Some("süß"), None, 3));
        cells.set(4, "e");
        cells.set(1, "b");
        cells.pad(6);
        cells.pad(2);
        assert_eq!(cells, ["a", "b", "süß", "", "e", ""]);
    }
}
