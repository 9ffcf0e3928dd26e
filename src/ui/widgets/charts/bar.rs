//! A bar of parts of a whole, such as the coverage of a clause, with its percentage.
//!
//! ratatui's `LineGauge` has one part and no fills to tell parts apart without colour.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen};
use crate::ui::canvas::text::{Align, pad};
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::roles::Role;

/// One part of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// How much it is.
    pub amount: usize,
    /// What it means.
    pub role: Role,
}

/// A bar; its first segment is what the percentage counts.
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    /// The parts, from the left.
    segments: &'a [Segment],
    /// What the parts are of.
    total: usize,
    /// Whether to write the percentage behind it.
    percent: bool,
    /// How it is drawn.
    look: Look,
}

impl<'a> Bar<'a> {
    /// Returns a bar of parts of a total.
    pub const fn new(segments: &'a [Segment], total: usize, look: Look) -> Self {
        Self {
            segments,
            total,
            percent: false,
            look,
        }
    }

    /// Returns the bar with its percentage behind it.
    #[must_use]
    pub const fn with_percent(self) -> Self {
        Self { percent: true, ..self }
    }
}

impl Widget for &Bar<'_> {
    /// Draws the bar on the first line of an area.
    fn render(self, area: Rect, buf: &mut Buffer) {
        let pen = &mut Pen::new(buf, self.look);
        let line = layout::line(area, 0);
        let (track, number) = if self.percent && line.width >= 8 {
            layout::right(line, 5)
        } else {
            (line, Rect::default())
        };
        let glyphs = pen.glyphs();
        // Half cells are the finest step that lines offer.
        let halves = usize::from(track.width) * 2;
        let (mut sum, mut drawn) = (0, 0);
        for (index, segment) in self.segments.iter().enumerate() {
            sum += segment.amount;
            let mut end = (halves * sum.min(self.total)).checked_div(self.total).unwrap_or(0);
            if segment.amount > 0 && end <= drawn {
                // Something is never shown as nothing.
                end = (drawn + 1).min(halves);
            }
            let fill = glyphs.bar[index.min(glyphs.bar.len() - 1)];
            if end % 2 == 1 && index > 0 {
                // Only the first fill has a half.
                end += 1;
            }
            let whole = layout::part(
                track,
                (drawn / 2) as u16,
                0,
                (end / 2).saturating_sub(drawn / 2) as u16,
                1,
            );
            pen.repeat(whole, fill, segment.role);
            if end % 2 == 1 {
                let half = layout::part(track, (end / 2) as u16, 0, 1, 1);
                pen.repeat(half, glyphs.bar_half, segment.role);
                end += 1;
            }
            drawn = end.max(drawn);
        }
        let empty = layout::left(track, (drawn / 2) as u16).1;
        pen.repeat(empty, glyphs.bar_empty, Role::Border);
        let done = self.segments.first().map_or(0, |first| first.amount);
        let text = match (done * 100).checked_div(self.total) {
            Some(percent) => format!("{}%", percent.min(100)),
            None => pad("-", 1, Align::Left, glyphs),
        };
        pen.aligned(number, &text, Role::Text, Align::Right);
    }
}

/// Returns parts of a total as a bar of characters, for a cell of a table: something is never shown as nothing, and less
/// than all never as all.
pub fn text(parts: &[usize], total: usize, width: usize, glyphs: &Glyphs) -> String {
    let mut text = String::new();
    let (mut sum, mut drawn) = (0, 0);
    for (count, fill) in parts.iter().zip(glyphs.bar) {
        sum += count;
        let end = (width * sum).checked_div(total).unwrap_or(0);
        let end = if *count > 0 {
            end.max(drawn + 1).min(width)
        } else {
            drawn
        };
        text.push_str(&fill.repeat(end - drawn));
        drawn = end;
    }
    text.push_str(&glyphs.bar_empty.repeat(width - drawn));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, plain_canvas, survives};

    fn draw(segments: &[Segment], total: usize, pen: &mut Pen<'_>, area: Rect) {
        pen.render_widget(&Bar::new(segments, total, pen.look()).with_percent(), area);
    }

    const PARTS: [Segment; 2] = [
        Segment {
            amount: 11,
            role: Role::Good,
        },
        Segment {
            amount: 4,
            role: Role::Warning,
        },
    ];

    #[test]
    fn parts_are_drawn_in_order_with_the_share_of_the_first() {
        assert_eq!(
            canvas(15, 1, |pen, area| draw(&PARTS, 20, pen, area)),
            ["━━━━━╸╍╍──  55%"]
        );
        assert_eq!(
            plain_canvas(15, 1, |pen, area| draw(&PARTS, 20, pen, area)),
            ["######==..  55%"]
        );
    }

    #[test]
    fn a_little_is_not_nothing_and_none_is_not_a_fault() {
        let little = [Segment {
            amount: 1,
            role: Role::Good,
        }];
        let lines = canvas(13, 1, |pen, area| draw(&little, 1000, pen, area));
        assert_eq!(lines, ["╸───────   0%"]);
        let lines = canvas(13, 1, |pen, area| draw(&[], 0, pen, area));
        assert_eq!(lines, ["────────    -"]);
    }

    #[test]
    fn a_bar_of_characters_is_full_only_for_all_and_empty_only_for_none() {
        let glyphs = &crate::ui::style::glyphs::ASCII;
        let bar = |parts: &[usize], total| text(parts, total, 5, glyphs);
        assert_eq!(bar(&[999], 1000), "####.");
        assert_eq!(bar(&[1000], 1000), "#####");
        assert_eq!(bar(&[1], 1000), "#....");
        assert_eq!(bar(&[0], 0), ".....");
        assert_eq!(bar(&[2, 1], 5), "##=..");
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| draw(&PARTS, 20, pen, area));
    }
}
