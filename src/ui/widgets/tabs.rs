//! The numbered screens, with shorter names and then numbers alone as the line gets narrow.

use ratatui::layout::Rect;

use crate::ui::glyphs::Glyphs;
use crate::ui::layout;
use crate::ui::pen::Pen;
use crate::ui::roles::Role;
use crate::ui::text;

/// Draws the tabs on the first line of an area; `active` counts from 0.
pub fn draw(names: &[&str], active: usize, area: Rect, pen: &mut Pen<'_>) {
    let glyphs = pen.glyphs();
    let line = layout::line(area, 0);
    let room = usize::from(line.width);
    let total = |limit| {
        let each = names.iter().enumerate();
        each.map(|(at, name)| label(at, name, limit, at == active, glyphs).1)
            .sum::<usize>()
    };
    let limit = [usize::MAX, 8, 6, 5, 4, 3, 0]
        .into_iter()
        .find(|limit| total(*limit) <= room)
        .unwrap_or(0);
    let mut rest = line;
    for (at, name) in names.iter().enumerate() {
        let (text, wide) = label(at, name, limit, at == active, glyphs);
        let (place, after) = layout::left(rest, wide as u16);
        rest = after;
        if at == active {
            pen.over(place, Role::TabActive).text(place, &text, Role::TabActive);
            continue;
        }
        let (number, name) = layout::left(place, 1 + digits(at));
        pen.text(layout::left(number, 1).1, &(at + 1).to_string(), Role::Key);
        pen.text(name, text.get(usize::from(number.width)..).unwrap_or(""), Role::Tab);
    }
}

fn digits(at: usize) -> u16 {
    if at < 9 { 1 } else { 2 }
}

/// Returns the text of a tab with a blank on either side, and its cells; the active one keeps its name.
fn label(at: usize, name: &str, limit: usize, active: bool, glyphs: &Glyphs) -> (String, usize) {
    let shown = text::visible(name, glyphs);
    let name = match limit {
        usize::MAX => &*shown,
        0 if active => &shown,
        _ => &shown[..text::fitting(&shown, limit)],
    };
    let text = if name.is_empty() {
        format!(" {} ", at + 1)
    } else {
        format!(" {} {name} ", at + 1)
    };
    let wide = text::width(&text, glyphs);
    (text, wide)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    const NAMES: [&str; 4] = ["Today", "Systems", "Risks", "Treatment"];

    fn at(width: u16) -> String {
        canvas(width, 1, |pen, area| draw(&NAMES, 3, area, pen)).concat()
    }

    #[test]
    fn names_shorten_before_they_vanish() {
        assert_eq!(at(60), " 1 Today  2 Systems  3 Risks  4 Treatment");
        assert_eq!(at(38), " 1 Today  2 System  3 Risks  4 Treatm");
        assert_eq!(at(22), " 1  2  3  4 Treatment");
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| draw(&NAMES, 2, area, pen));
    }
}
