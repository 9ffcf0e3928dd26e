//! How far a list or text is scrolled.
//!
//! Over a slow line the cheapest frame is the one that moves nothing, so a list scrolls by half a page when the cursor
//! leaves it, not by a line on every key.

use std::ops::Range;

/// The first line shown; owned by the screen, moved by the widget that draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// Index of the first line shown.
    pub top: usize,
}

/// What part of something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// Index of the first line shown.
    pub top: usize,
    /// How many lines there is room for.
    pub shown: usize,
    /// How many lines there are.
    pub total: usize,
}

impl Scroll {
    /// Moves so that some lines are visible, by half a page where it must move, and returns what is shown.
    pub fn follow(&mut self, lines: Range<usize>, shown: usize, total: usize) -> Extent {
        let page = shown.max(1);
        if lines.start < self.top {
            self.top = lines.start.saturating_sub(page / 2);
        } else if lines.end > self.top + page {
            // The start wins when the lines are taller than the page.
            self.top = (lines.end + page / 2).saturating_sub(page).min(lines.start);
        }
        self.clamp(shown, total)
    }

    /// Keeps the last page full, and returns what is shown.
    pub fn clamp(&mut self, shown: usize, total: usize) -> Extent {
        self.top = self.top.min(total.saturating_sub(shown));
        Extent {
            top: self.top,
            shown,
            total,
        }
    }
}

impl Extent {
    /// Whether something is not shown.
    pub fn overflows(self) -> bool {
        self.shown > 0 && self.total > self.shown
    }

    /// Returns where on a track of some cells the shown part lies: the first cell and how many.
    pub fn thumb(self, track: usize) -> (usize, usize) {
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
        assert_eq!(scroll.follow(9..10, 10, 100).top, 0);
        assert_eq!(scroll.follow(10..11, 10, 100).top, 6);
        assert_eq!(scroll.follow(11..12, 10, 100).top, 6);
        assert_eq!(scroll.follow(5..6, 10, 100).top, 0);
    }

    #[test]
    fn the_last_page_stays_full() {
        let mut scroll = Scroll { top: 500 };
        assert_eq!(scroll.clamp(10, 100).top, 90);
        assert_eq!(scroll.clamp(10, 3).top, 0);
        assert_eq!(scroll.follow(99..100, 10, 100).top, 90);
    }

    #[test]
    fn the_thumb_reaches_both_ends() {
        let at = |top| {
            Extent {
                top,
                shown: 10,
                total: 100,
            }
            .thumb(20)
        };
        assert_eq!(at(0), (0, 2));
        assert_eq!(at(90), (18, 2));
    }
}
