//! A box of keys and what they do: after a prefix key, for copying, for a choice. What cannot be done now says why.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::roles::Role;
use crate::ui::widgets::popup::{Place, Popup};

/// One line of a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice<'a> {
    /// The key.
    pub key: &'a str,
    /// What it does.
    pub label: &'a str,
    /// Why it cannot be done now.
    pub refused: Option<&'a str>,
}

/// A menu.
#[derive(Debug, Clone, Copy)]
pub struct Menu<'a> {
    /// What the keys are about.
    pub title: &'a str,
    /// The lines.
    pub choices: &'a [Choice<'a>],
    /// The line under the cursor, in menus one can also walk.
    pub cursor: Option<usize>,
    /// Where it is.
    pub place: Place,
    /// How it is drawn.
    pub look: Look,
}

impl Widget for &Menu<'_> {
    /// Draws the menu over an area.
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(buf, self.look);
        let glyphs = pen.glyphs();
        let keys = self.choices.iter().map(|choice| text::width(choice.key, glyphs));
        let keys = keys.max().unwrap_or(0) as u16;
        let labels = self.choices.iter().map(|choice| wide(choice, glyphs));
        let title = text::width(self.title, glyphs) as u16;
        let wide = (keys + 2 + labels.max().unwrap_or(0)).max(title + 2);
        let popup = Popup::new(self.title, (wide, self.choices.len() as u16), self.look).place(self.place);
        pen.render_widget(&popup, area);
        let inside = popup.inner(area);
        let first = self
            .cursor
            .map_or(0, |cursor| (cursor + 1).saturating_sub(usize::from(inside.height)));
        for (place, (at, choice)) in self.choices.iter().enumerate().skip(first).enumerate() {
            let line = layout::line(inside, place);
            if line.is_empty() {
                break;
            }
            let here = self.cursor == Some(at);
            let mut pen = pen.over(line, Role::background(here, true));
            let (key, rest) = layout::left(line, keys);
            let (_, rest) = layout::left(rest, 2);
            let usable = choice.refused.is_none();
            let (key_role, label_role) = if usable {
                (Role::Key, Role::Text)
            } else {
                (Role::Muted, Role::Muted)
            };
            pen.aligned(key, choice.key, key_role, Align::Right);
            let used = pen.text(rest, choice.label, label_role);
            if let Some(reason) = choice.refused {
                let (_, rest) = layout::left(rest, used + 1);
                pen.text(rest, &format!("({reason})"), Role::Muted);
            }
        }
    }
}

fn wide(choice: &Choice<'_>, glyphs: &Glyphs) -> u16 {
    let reason = choice.refused.map_or(0, |reason| text::width(reason, glyphs) + 3);
    (text::width(choice.label, glyphs) + reason) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    const CHOICES: [Choice<'static>; 3] = [
        choice("i", "id", None),
        choice("l", "link", Some("no remote")),
        choice("m", "as Markdown", None),
    ];

    const fn choice(key: &'static str, label: &'static str, refused: Option<&'static str>) -> Choice<'static> {
        Choice { key, label, refused }
    }

    fn draw(pen: &mut Pen<'_>, area: Rect) {
        let menu = Menu {
            title: "Copy",
            choices: &CHOICES,
            cursor: Some(2),
            place: Place::Corner,
            look: pen.look(),
        };
        pen.render_widget(&menu, area);
    }

    #[test]
    fn a_disabled_choice_says_why() {
        let lines = canvas(30, 6, draw);
        assert_eq!(
            lines[1..],
            [
                "       ╭─ Copy ──────────────╮",
                "       │ i  id               │",
                "       │ l  link (no remote) │",
                "       │ m  as Markdown      │",
                "       ╰─────────────────────╯",
            ]
        );
    }

    #[test]
    fn any_size_survives() {
        survives(draw);
    }
}
