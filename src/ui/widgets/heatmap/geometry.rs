//! Where the cells of a heatmap go: their size for an area, and the areas between them.

use ratatui::layout::Rect;

use crate::ui::canvas::layout;
use crate::ui::canvas::text;
use crate::ui::widgets::heatmap::{Matrix, Spot};

/// The widest a cell gets, and the width below which axis labels give way to numbers.
const WIDEST: u16 = 12;
const COMFORT: u16 = 6;
const NARROWEST: u16 = 3;
/// Between the grid and the column beside it.
const ASIDE_GAP: u16 = 2;

/// The sizes of one drawing.
pub(in crate::ui) struct Plan {
    area: Rect,
    label: u16,
    cell: (u16, u16),
    /// Lines between rows of cells: one where there is room for the appetite line, else none.
    gap: u16,
    /// The same between columns.
    seam: u16,
    columns: usize,
    rows: usize,
    /// How many of the highest rows are scrolled away.
    skipped: usize,
    shown: usize,
    /// How many cells the column beside the grid has.
    asides: usize,
}

/// Returns the least width in which counts and letters are in full, cells apart.
pub(in crate::ui) fn least(matrix: &Matrix<'_>) -> u16 {
    let cells = matrix.cells.iter().chain(matrix.aside);
    let digits = cells.map(|cell| cell.count.to_string().len()).max().unwrap_or(1) as u16;
    let columns = matrix.consequence.steps.len() as u16 + u16::from(!matrix.aside.is_empty());
    let aside = if matrix.aside.is_empty() { 0 } else { ASIDE_GAP };
    short_label(matrix) + 1 + columns * ((digits + 1).max(NARROWEST) + 1) + aside
}

fn short_label(matrix: &Matrix<'_>) -> u16 {
    let steps = matrix.likelihood.steps.iter();
    steps
        .map(|step| text::width(step.short, matrix.look.glyphs))
        .max()
        .unwrap_or(0) as u16
}

fn long_label(matrix: &Matrix<'_>) -> u16 {
    let steps = matrix.likelihood.steps.iter();
    steps
        .map(|step| text::width(step.label, matrix.look.glyphs) + text::width(step.short, matrix.look.glyphs) + 1)
        .max()
        .unwrap_or(0) as u16
}

impl Plan {
    pub(in crate::ui) fn of(matrix: &Matrix<'_>, area: Rect) -> Option<Self> {
        let (columns, rows) = (matrix.consequence.steps.len(), matrix.likelihood.steps.len());
        if area.height < 2 || columns == 0 || rows == 0 {
            return None;
        }
        let short = short_label(matrix);
        let aside = u16::from(!matrix.aside.is_empty());
        let width_with = |label: u16, seam: u16| {
            let room = area.width.saturating_sub(label + 1 + aside * ASIDE_GAP);
            (room / (columns as u16 + aside)).saturating_sub(seam)
        };
        let long = long_label(matrix);
        let label = if width_with(long, 1) >= COMFORT { long } else { short };
        let seam = u16::from(width_with(label, 1) >= NARROWEST);
        let width = width_with(label, seam).min(WIDEST);
        if width < NARROWEST {
            return None;
        }
        // A title above and the labels below; the axis title below only where there is a line to spare.
        let body = usize::from(area.height - 2);
        let pitch = (body + 1) / rows;
        let (height, gap) = if pitch >= 2 {
            ((pitch - 1).min(5).min(usize::from(width) / 2), 1)
        } else {
            (1, 0)
        };
        let shown = rows.min(body);
        let cursor = match matrix.cursor {
            Some(Spot::Grid { likelihood, .. }) => rows.saturating_sub(likelihood + 1),
            _ => 0,
        };
        let skipped = (cursor + 1).saturating_sub(shown).min(rows - shown);
        Some(Self {
            area,
            label,
            cell: (width, height as u16),
            gap,
            seam,
            columns,
            rows,
            skipped,
            shown,
            asides: matrix.aside.len(),
        })
    }

    /// Returns the likelihoods shown, from the top.
    pub(in crate::ui) fn rows(&self) -> impl Iterator<Item = usize> {
        let top = self.rows - self.skipped;
        (top - self.shown..top).rev()
    }

    /// Returns the cells shown.
    pub(in crate::ui) fn spots(&self) -> impl Iterator<Item = (usize, usize)> {
        self.rows()
            .flat_map(|likelihood| (0..self.columns).map(move |consequence| (likelihood, consequence)))
    }

    pub(in crate::ui) fn title(&self) -> Rect {
        layout::line(self.area, 0)
    }

    pub(in crate::ui) fn row_label(&self, likelihood: usize) -> Rect {
        let top = self.y(likelihood) + (self.cell.1 - 1) / 2;
        layout::part(self.area, 0, top, self.label, 1)
    }

    pub(in crate::ui) fn column_label(&self, consequence: usize) -> Rect {
        layout::part(self.area, self.x(consequence), self.foot(), self.cell.0, 1)
    }

    pub(in crate::ui) fn caption(&self) -> Rect {
        layout::part(self.area, self.x(0), self.foot() + 1, self.area.width, 1)
    }

    pub(in crate::ui) fn cell(&self, likelihood: usize, consequence: usize) -> Rect {
        let (width, height) = self.cell;
        layout::part(self.area, self.x(consequence), self.y(likelihood), width, height)
    }

    /// Returns whether a cell has one line only and another one below it that belongs to no cell.
    pub(in crate::ui) fn has_gap(&self, cell: Rect) -> bool {
        let closer = self.asides > self.shown && cell.x >= self.area.x + self.aside_x();
        cell.height == 1 && self.gap > 0 && !closer
    }

    /// Returns the line below a cell.
    pub(in crate::ui) fn below(cell: Rect) -> Rect {
        Rect {
            y: cell.bottom(),
            height: 1,
            ..cell
        }
    }

    /// Returns an area with the columns on either side of it, where cells are apart.
    pub(in crate::ui) fn around(&self, cell: Rect) -> Rect {
        let x = cell.x.saturating_sub(self.seam);
        Rect {
            x,
            width: cell.width + (cell.x - x) + self.seam.min(self.area.right().saturating_sub(cell.right())),
            ..cell
        }
    }

    /// Returns the column between a cell and its right neighbour.
    pub(in crate::ui) fn beside(&self, likelihood: usize, consequence: usize) -> Rect {
        let x = self.x(consequence) + self.cell.0;
        layout::part(self.area, x, self.y(likelihood), self.seam, self.cell.1)
    }

    /// Returns the line between a cell and the one below, empty in the compact form.
    pub(in crate::ui) fn under(&self, likelihood: usize, consequence: usize) -> Rect {
        let y = self.y(likelihood) + self.cell.1;
        layout::part(self.area, self.x(consequence), y, self.cell.0, self.gap)
    }

    /// Returns the place where four cells meet, empty in the compact form.
    pub(in crate::ui) fn corner(&self, likelihood: usize, consequence: usize) -> Rect {
        let x = self.x(consequence) + self.cell.0;
        layout::part(self.area, x, self.y(likelihood) + self.cell.1, self.seam, self.gap)
    }

    pub(in crate::ui) fn aside(&self, index: usize) -> Rect {
        // More consequences than likelihoods are shown stand closer together than the rows of the grid.
        let (height, gap) = if self.asides > self.shown {
            (1, 0)
        } else {
            (self.cell.1, self.gap)
        };
        let y = 1 + (height + gap) * index as u16;
        if y + height > self.foot() {
            return Rect::default();
        }
        layout::part(self.area, self.aside_x(), y, self.cell.0, height)
    }

    pub(in crate::ui) fn aside_label(&self) -> Rect {
        layout::part(self.area, self.aside_x(), self.foot(), self.cell.0, 1)
    }

    fn aside_x(&self) -> u16 {
        self.x(self.columns) + ASIDE_GAP
    }

    fn x(&self, consequence: usize) -> u16 {
        self.label + 1 + (self.cell.0 + self.seam) * consequence as u16
    }

    fn y(&self, likelihood: usize) -> u16 {
        let from_top = self.rows.saturating_sub(likelihood + 1 + self.skipped) as u16;
        1 + (self.cell.1 + self.gap) * from_top
    }

    fn foot(&self) -> u16 {
        1 + (self.cell.1 + self.gap) * self.shown as u16 - self.gap
    }
}
