//! The hint row: what the keys do here, the most useful ones first to stay when it gets narrow.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::roles::Role;

/// A key and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The key as one writes it.
    pub key: &'a str,
    /// What it does, in a word or two.
    pub label: &'a str,
    /// How long it stays when the row gets narrow: the lowest goes first.
    pub keep: u8,
}

/// The hints on the first line of an area.
#[derive(Debug, Clone, Copy)]
pub struct HintRow<'a> {
    /// The hints, the first at the left.
    pub hints: &'a [Hint<'a>],
    /// Whether they are at the left or right.
    pub align: Align,
    /// How they are drawn.
    pub look: Look,
}

impl Widget for &HintRow<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let hints = self.hints;
        let mut pen = Pen::new(buf, self.look);
        let glyphs = pen.glyphs();
        let wide = |hint: &Hint<'_>| text::width(hint.key, glyphs) + text::width(hint.label, glyphs) + 1;
        let sizes: Vec<(usize, u8)> = hints.iter().map(|hint| (wide(hint), hint.keep)).collect();
        let line = layout::inset(layout::line(area, 0), 1, 0);
        let kept = that_fit(&sizes, 2, usize::from(line.width));
        let used: usize = kept.iter().map(|at| sizes[*at].0 + 2).sum();
        let mut rest = match self.align {
            Align::Left => line,
            Align::Center | Align::Right => layout::right(line, used.saturating_sub(2) as u16).1,
        };
        for hint in kept.into_iter().map(|at| &hints[at]) {
            for (text, role, gap) in [(hint.key, Role::Key, 1), (hint.label, Role::KeyHelp, 2)] {
                let used = pen.text(rest, text, role);
                rest = layout::left(rest, used + gap).1;
            }
        }
    }
}

/// Returns the positions of the items that fit side by side when the least important go first.
pub(in crate::ui) fn that_fit(items: &[(usize, u8)], gap: usize, room: usize) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..items.len()).filter(|at| items[*at].0 > 0).collect();
    loop {
        let total: usize = kept.iter().map(|at| items[*at].0 + gap).sum();
        if total <= room + gap {
            return kept;
        }
        // Of equals the rightmost goes.
        let weakest = (0..kept.len()).min_by_key(|at| (items[kept[*at]].1, usize::MAX - at));
        let Some(weakest) = weakest else { return kept };
        kept.remove(weakest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    const HINTS: [Hint<'static>; 3] = [hint("x", "done", 9), hint("d", "re-date", 5), hint("?", "help", 8)];

    const fn hint(key: &'static str, label: &'static str, keep: u8) -> Hint<'static> {
        Hint { key, label, keep }
    }

    fn draw(hints: &[Hint<'_>], align: Align, pen: &mut Pen<'_>, area: Rect) {
        let look = pen.look();
        pen.render_widget(&HintRow { hints, align, look }, area);
    }

    #[test]
    fn the_least_important_goes_first() {
        let at = |width| canvas(width, 1, |pen, area| draw(&HINTS, Align::Left, pen, area)).concat();
        assert_eq!(at(30), " x done  d re-date  ? help");
        assert_eq!(at(20), " x done  ? help");
        assert_eq!(at(10), " x done");
        assert_eq!(at(5), "");
    }

    #[test]
    fn hints_can_be_aligned_right() {
        let lines = canvas(30, 1, |pen, area| draw(&HINTS[..1], Align::Right, pen, area));
        assert_eq!(lines, ["                       x done"]);
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| draw(&HINTS, Align::Right, pen, area));
    }
}
