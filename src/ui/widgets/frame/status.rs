//! The status line: facts about the screen, separated by dots, the least important dropped first; and the title line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::hints::that_fit;

/// One fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact<'a> {
    /// The text; an empty one is left out.
    pub text: &'a str,
    /// What it means.
    pub role: Role,
    /// How long it stays when the line gets narrow: the lowest goes first.
    pub keep: u8,
}

/// The facts on the first line of an area, and keys typed so far at its right end.
#[derive(Debug, Clone, Copy)]
pub struct StatusLine<'a> {
    /// The facts, the first at the left.
    pub facts: &'a [Fact<'a>],
    /// The keys typed so far.
    pub pending: &'a str,
    /// How they are drawn.
    pub look: Look,
}

impl Widget for &StatusLine<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let StatusLine { facts, pending, look } = *self;
        let mut pen = Pen::new(buf, look);
        let glyphs = pen.glyphs();
        let line = layout::inset(layout::line(area, 0), 1, 0);
        let keys = text::width(pending, glyphs) as u16;
        let (line, end) = layout::right(line, keys + u16::from(keys > 0));
        pen.aligned(end, pending, Role::Key, Align::Right);
        let sizes: Vec<(usize, u8)> = facts
            .iter()
            .map(|fact| (text::width(fact.text, glyphs), fact.keep))
            .collect();
        let mut rest = line;
        for (place, at) in that_fit(&sizes, 3, usize::from(line.width)).into_iter().enumerate() {
            if place > 0 {
                let dot = layout::left(rest, 1).1;
                let used = pen.text(dot, glyphs.dot, Role::Border);
                rest = layout::left(dot, used + 1).1;
            }
            let used = pen.text(rest, facts[at].text, facts[at].role);
            rest = layout::left(rest, used).1;
        }
    }
}

/// The title line: the organization at the left, its posture at the right.
#[derive(Debug, Clone, Copy)]
pub struct TitleLine<'a> {
    /// The program and the organization.
    pub name: &'a [Piece<'a>],
    /// The posture.
    pub posture: &'a Piece<'a>,
    /// How they are drawn.
    pub look: Look,
}

impl Widget for &TitleLine<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(buf, self.look);
        let line = layout::inset(layout::line(area, 0), 1, 0);
        let used = pen.pieces(line, self.name);
        let (_, rest) = layout::left(line, used + 2);
        pen.piece(rest, self.posture, Align::Right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    const FACTS: [Fact<'static>; 4] = [
        fact("14 of 203", 9),
        fact("3 marked", 8),
        fact("", 1),
        fact("main* 2 changed", 2),
    ];

    const fn fact(text: &'static str, keep: u8) -> Fact<'static> {
        let role = Role::Text;
        Fact { text, role, keep }
    }

    fn draw(pen: &mut Pen<'_>, area: Rect) {
        let line = StatusLine {
            facts: &FACTS,
            pending: "g",
            look: pen.look(),
        };
        pen.render_widget(&line, area);
    }

    #[test]
    fn facts_are_dropped_by_importance() {
        let at = |width| canvas(width, 1, draw).concat();
        assert_eq!(at(44), " 14 of 203 · 3 marked · main* 2 changed   g");
        assert_eq!(at(30), " 14 of 203 · 3 marked       g");
    }

    #[test]
    fn the_title_keeps_its_place_before_the_posture() {
        let name = [Piece::new("aims", Role::Title), Piece::plain(" · Meridian")];
        let posture = Piece::new("stage 1 in 41 days", Role::Muted);
        let title = |pen: &mut Pen<'_>, area| {
            let line = TitleLine {
                name: &name,
                posture: &posture,
                look: pen.look(),
            };
            pen.render_widget(&line, area);
        };
        let at = |width| canvas(width, 1, title).concat();
        assert_eq!(at(40), " aims · Meridian     stage 1 in 41 days");
        assert_eq!(at(24), " aims · Meridian  stag…");
    }

    #[test]
    fn any_size_survives() {
        survives(draw);
    }
}
