//! What changed from one frame to the next, in as few bytes as it takes.
//!
//! A row is read as graphemes in their places, so that a wide one and the cells it covers change together: whatever
//! grapheme of the new row is not the same in the old one is written again, from left to right, and what a
//! broken wide one leaves behind is always among them. Between two changes the cursor moves on, or what is between
//! is written once more; blanks are written or erased. What costs least is found by trying.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Position;

use crate::term::brush::Brush;
use crate::term::sgr::{Sgr, Span};

/// Moving on takes eight bytes at most, so longer stretches are not worth writing again.
const BRIDGE: u16 = 8;

/// Erasing takes three bytes; so many blanks, beside those a row ends with, must be new before all of it may go first.
const WORTH_ERASING: usize = 4;

/// Writes what changed, of two buffers of the same size.
pub(super) fn paint(brush: &mut Brush, before: &Buffer, after: &Buffer) {
    let width = usize::from(after.area.width.max(1));
    let rows = before.content.chunks(width).zip(after.content.chunks(width));
    for (y, (old, new)) in (0..).zip(rows) {
        if old != new {
            paint_row(brush, y, old, new);
        }
    }
}

/// Writes what changed in a row: on what is there, or after erasing all from the first change on.
fn paint_row(brush: &mut Brush, y: u16, old: &[Cell], new: &[Cell]) {
    let spans: Vec<_> = spans(new).collect();
    let stale = stale(old, &spans);
    let Some(first) = stale.iter().position(|&stale| stale) else {
        return;
    };
    let row = |stale| Row {
        y,
        spans: &spans,
        stale,
    };
    let end = spans.iter().rposition(|span| !span.is_erased()).unwrap_or(first);
    let blanks = (first..end).filter(|&n| stale[n] && spans[n].is_erased()).count();
    if blanks < WORTH_ERASING {
        return row(&stale).write(brush);
    }
    let rest = |(n, span): (usize, &Span)| n >= first && !span.is_erased();
    let erased: Vec<_> = spans.iter().enumerate().map(rest).collect();
    brush.shorter(
        |brush| row(&stale).write(brush),
        |brush| {
            brush.erase(spans[first].x, y, None);
            row(&erased).write(brush);
        },
    );
}

/// Returns the graphemes of a row; what does not fit in it is a blank.
fn spans(row: &[Cell]) -> impl Iterator<Item = Span<'_>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let (x, cell) = (next, row.get(next)?);
        let wide = usize::from(cell.cell_width());
        let fits = wide > 0 && x + wide <= row.len();
        let (text, width) = if fits { (cell.symbol(), wide) } else { (" ", 1) };
        next += width;
        Some(Span {
            x: x as u16,
            width: width as u16,
            text,
            look: Sgr::of(cell, text),
        })
    })
}

/// Returns which graphemes the terminal does not show yet.
fn stale(old: &[Cell], spans: &[Span]) -> Vec<bool> {
    let mut old = self::spans(old).peekable();
    let is_stale = |span: &Span| {
        while old.next_if(|old| old.x < span.x).is_some() {}
        old.peek() != Some(span)
    };
    spans.iter().map(is_stale).collect()
}

/// A row, and which of its graphemes the terminal does not show yet.
struct Row<'a> {
    y: u16,
    spans: &'a [Span<'a>],
    stale: &'a [bool],
}

impl Row<'_> {
    /// Writes what is stale.
    fn write(&self, brush: &mut Brush) {
        let mut next = self.next_stale(0);
        self.reach(brush, 0, next);
        while let Some(n) = next {
            next = if self.spans[n].is_erased() {
                self.blank(brush, n)
            } else {
                self.put(brush, n..n + 1);
                let next = self.next_stale(n + 1);
                self.reach(brush, n + 1, next);
                next
            };
        }
    }

    fn next_stale(&self, from: usize) -> Option<usize> {
        (from..self.spans.len()).find(|&n| self.stale[n])
    }

    fn put(&self, brush: &mut Brush, which: Range<usize>) {
        for span in &self.spans[which] {
            brush.put(span, self.y);
        }
    }

    /// Blanks what must be from `start` on, by writing or erasing, and returns the next stale one.
    fn blank(&self, brush: &mut Brush, start: usize) -> Option<usize> {
        let after = |n: &usize| !self.spans[*n].is_erased();
        let blanks = (start..self.spans.len()).find(after).unwrap_or(self.spans.len());
        let last = (start..blanks).rfind(|&n| self.stale[n]).unwrap_or(start);
        let next = self.next_stale(last + 1);
        // All are one column wide.
        let columns = (blanks < self.spans.len()).then_some((last + 1 - start) as u16);
        brush.shorter(
            |brush| {
                self.put(brush, start..last + 1);
                self.reach(brush, last + 1, next);
            },
            |brush| {
                brush.erase(self.spans[start].x, self.y, columns);
                self.reach(brush, last + 1, next);
            },
        );
        next
    }

    /// Goes on to the grapheme at `to`, from where all before `from` is written: past what is between, or over it.
    fn reach(&self, brush: &mut Brush, from: usize, to: Option<usize>) {
        let Some(to) = to else { return };
        let end = &self.spans[to];
        let arrive = |brush: &mut Brush| {
            brush.go(Position::new(end.x, self.y));
            brush.dress(end);
        };
        if from == to || end.x - self.spans[from].x > BRIDGE {
            return arrive(brush);
        }
        brush.shorter(arrive, |brush| {
            self.put(brush, from..to);
            arrive(brush);
        });
    }
}

#[cfg(test)]
mod tests;
