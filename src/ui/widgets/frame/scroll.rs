//! How far a list or text is scrolled.
//!
//! Over a slow line the cheapest frame is the one that moves nothing, so a list scrolls by half a page when the cursor
//! leaves it, not by a line on every key.

use std::ops::Range;

use ratatui::widgets::ScrollbarState;

/// What part of something is shown. The screen keeps the first line; the widget that draws moves it and sets the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// Index of the first line shown.
    pub top: usize,
    /// How many lines there is room for.
    pub shown: usize,
    /// How many lines there are.
    pub total: usize,
}

impl Scroll {
    /// Returns a place that begins with a line.
    pub fn at(top: usize) -> Self {
        Self { top, ..Self::default() }
    }

    /// Moves so that some lines are visible, by half a page where it must move. After the very last place they come first.
    pub fn follow(&mut self, lines: Range<usize>, shown: usize, total: usize) {
        let page = shown.max(1);
        let is_read = lines.len() > page && lines.start < self.top + page && self.top < lines.end;
        if self.top == usize::MAX {
            self.top = lines.start;
        } else if is_read {
            // What is taller than the page is scrolled through, wherever one is in it.
        } else if lines.start < self.top {
            self.top = lines.start.saturating_sub(page / 2);
        } else if lines.end > self.top + page {
            // The start wins when the lines are taller than the page.
            self.top = (lines.end + page / 2).saturating_sub(page).min(lines.start);
        }
        self.clamp(shown, total);
    }

    /// Keeps the last page full.
    pub fn clamp(&mut self, shown: usize, total: usize) {
        *self = Self {
            top: self.top.min(total.saturating_sub(shown)),
            shown,
            total,
        };
    }

    /// Whether something is not shown.
    pub fn overflows(self) -> bool {
        self.shown > 0 && self.total > self.shown
    }

    /// Returns the state of ratatui's `Scrollbar` for a track of some cells, in cells of the track: its own rounding shows
    /// a thumb at an end before the end is reached.
    pub fn bar(self, track: usize) -> ScrollbarState {
        let (at, size) = self.thumb(track);
        let state = ScrollbarState::new(track - size.min(track) + 1).position(at);
        state.viewport_content_length(size)
    }

    /// Returns where on a track of some cells the shown part lies: the first cell and how many.
    fn thumb(self, track: usize) -> (usize, usize) {
        let size = (track * self.shown).div_ceil(self.total.max(1)).clamp(1, track.max(1));
        let room = track.saturating_sub(size);
        let hidden = self.total.saturating_sub(self.shown).max(1);
        (
            (room * self.top.min(hidden) + hidden / 2)
                .checked_div(hidden)
                .unwrap_or(0),
            size,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_the_page_moves_by_half_of_it() {
        let mut scroll = Scroll::default();
        for (line, first) in [(9, 0), (10, 6), (11, 6), (5, 0)] {
            scroll.follow(line..line + 1, 10, 100);
            assert_eq!(scroll.top, first, "{line}");
        }
    }

    #[test]
    fn what_is_taller_than_the_page_is_scrolled_through() {
        for (top, first) in [(0, 20), (15, 15), (30, 30), (49, 49), (90, 15)] {
            let mut scroll = Scroll::at(top);
            scroll.follow(20..50, 10, 100);
            assert_eq!(scroll.top, first, "{top}");
        }
    }

    #[test]
    fn the_last_page_stays_full() {
        let mut scroll = Scroll::at(500);
        scroll.clamp(10, 100);
        assert_eq!(scroll.top, 90);
        scroll.clamp(10, 3);
        assert_eq!(scroll.top, 0);
        scroll.follow(99..100, 10, 100);
        assert_eq!(scroll.top, 90);
    }

    #[test]
    fn the_thumb_reaches_both_ends() {
        let at = |top| {
            let mut scroll = Scroll::at(top);
            scroll.clamp(10, 100);
            scroll.thumb(20)
        };
        assert_eq!(at(0), (0, 2));
        assert_eq!(at(90), (18, 2));
    }
}
