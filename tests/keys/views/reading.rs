//! Reading a long detail: whichever keys one reads it with, nothing of it is passed by.

use std::collections::BTreeSet;

use aims::ui::canvas::pen::Look;
use aims::ui::export::text;
use aims::ui::screen;
use aims::ui::style::glyphs;
use aims::ui::style::theme::{Depth, Shade, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::bench::Bench;

/// Returns the lines of the record over the screen, without its frame.
fn lines(bench: &Bench, height: u16) -> Vec<String> {
    let area = Rect::new(0, 0, 80, height);
    let mut buffer = Buffer::empty(area);
    let theme = Theme::new(Depth::None, Shade::Dark);
    screen::draw(&bench.app, area, &mut buffer, Look::new(theme, &glyphs::UNICODE));
    let drawn = text::text(&buffer);
    let inside = drawn.lines().filter(|line| line.starts_with('│'));
    inside
        .map(|line| line.trim_matches(['│', '┃', ' ', '❯', '∙']).to_owned())
        .collect()
}

#[test]
fn reading_on_by_pages_or_lines_passes_nothing_by() {
    for open in ["g o", "J enter", "7 A G enter"] {
        for (key, times) in [("pagedown", 40), ("ctrl-d", 80), ("j", 400)] {
            let mut bench = Bench::demo();
            bench.press(open);
            let all: BTreeSet<String> = lines(&bench, 900).into_iter().collect();
            lines(&bench, 24);
            bench.press("g g");
            let mut read: BTreeSet<String> = lines(&bench, 24).into_iter().collect();
            assert!(all.len() > read.len(), "{open} has more than one page");
            for _ in 0..times {
                bench.press(key);
                read.extend(lines(&bench, 24));
            }
            let passed: Vec<_> = all.difference(&read).collect();
            assert!(passed.is_empty(), "{open} {key}: {passed:#?}");
        }
    }
}
