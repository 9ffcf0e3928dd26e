//! The status line: facts about the screen, separated by dots, the least important dropped first; and the title line.

use ratatui::layout::Rect;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
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

/// Draws facts on the first line of an area, and keys typed so far at its right end.
pub fn draw(facts: &[Fact<'_>], pending: &str, area: Rect, pen: &mut Pen<'_>) {
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

/// Draws the title line: whose system this is at the left, how it stands at the right.
pub fn title(name: &[Piece<'_>], posture: &Piece<'_>, area: Rect, pen: &mut Pen<'_>) {
    let line = layout::inset(layout::line(area, 0), 1, 0);
    let used = pen.pieces(line, name);
    let (_, rest) = layout::left(line, used + 2);
    pen.piece(rest, posture, Align::Right);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    const FACTS: [Fact<'static>; 4] = [
        Fact {
            text: "14 of 203",
            role: Role::Text,
            keep: 9,
        },
        Fact {
            text: "3 marked",
            role: Role::Marked,
            keep: 8,
        },
        Fact {
            text: "",
            role: Role::Text,
            keep: 1,
        },
        Fact {
            text: "main* 2 changed",
            role: Role::Muted,
            keep: 2,
        },
    ];

    #[test]
    fn facts_are_dropped_by_importance() {
        let at = |width| canvas(width, 1, |pen, area| draw(&FACTS, "g", area, pen)).concat();
        assert_eq!(at(44), " 14 of 203 · 3 marked · main* 2 changed   g");
        assert_eq!(at(30), " 14 of 203 · 3 marked       g");
    }

    #[test]
    fn the_title_gives_way_to_nobody() {
        let name = [Piece::new("aims", Role::Title), Piece::plain(" · Meridian")];
        let posture = Piece::new("stage 1 in 41 days", Role::Muted);
        let at = |width| canvas(width, 1, |pen, area| title(&name, &posture, area, pen)).concat();
        assert_eq!(at(40), " aims · Meridian     stage 1 in 41 days");
        assert_eq!(at(24), " aims · Meridian  stag…");
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| draw(&FACTS, "g", area, pen));
    }
}
