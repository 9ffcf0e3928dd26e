//! A filter that cannot be read: the rows are those of the last that could, and the line says so; it is never kept.

use aims::app::dialogs::filter::Filter;
use aims::app::state::message::Message;
use aims::ui::canvas::pen::Look;
use aims::ui::export::text;
use aims::ui::screen;
use aims::ui::style::glyphs;
use aims::ui::style::theme::{Depth, Shade, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::bench::Bench;

fn last_lines(bench: &Bench) -> String {
    let area = Rect::new(0, 0, 80, 24);
    let look = Look::new(Theme::new(Depth::None, Shade::Dark), &glyphs::UNICODE);
    let mut buffer = Buffer::empty(area);
    screen::draw(&bench.app, area, &mut buffer, look);
    let drawn = text::text(&buffer);
    drawn.lines().skip(22).collect::<Vec<_>>().join("\n")
}

/// How many rows the screen shows.
fn count(bench: &Bench) -> usize {
    bench.app.screen.pane.count(&bench.app)
}

#[test]
fn an_unreadable_filter_says_which_rows_are_shown_and_is_not_kept() {
    for keys in ["2", "4", "7", "r"] {
        let mut bench = Bench::demo();
        bench.press(keys);
        bench.app.prepare_shown();
        let all = count(&bench);
        bench.press("/ 'owner:carla");
        bench.app.prepare_shown();
        let found = count(&bench);
        assert!(found > 0 && found < all, "{keys}: {found} of {all}");
        assert!(last_lines(&bench).contains("shown"), "{keys}");
        for typed in [" owner:", " nonsense:x"] {
            let before = bench.app.filter().to_owned();
            bench.app.update(Message::Paste(typed.to_owned()));
            assert_eq!(count(&bench), found, "{keys} {typed}");
            let lines = last_lines(&bench);
            assert!(
                lines.contains("not applied, shown: owner:carla"),
                "{keys} {typed}:\n{lines}"
            );
            bench.press("enter");
            assert!(
                bench.app.dialogs.top::<Filter>().is_some(),
                "{keys} {typed}: it stays open"
            );
            while bench.app.filter() != before {
                bench.press("backspace");
            }
        }
        bench.press("enter");
        assert_eq!((bench.app.filter(), count(&bench)), ("owner:carla", found), "{keys}");
    }
}

#[test]
fn nobody_is_asked_for_by_the_words_that_stand_for_nobody() {
    for keys in ["2", "3", "4", "5", "6", "7", "8", "8 D", "9", "r"] {
        let mut bench = Bench::demo();
        bench.press(keys);
        let mut found = |filter: &str| {
            bench.press("/ ctrl-u").press(&format!("'{filter}"));
            bench.app.prepare_shown();
            assert!(
                bench.app.screen.pane.filter_error(&bench.app).is_none(),
                "{keys} {filter}"
            );
            let found = count(&bench);
            bench.press("enter");
            found
        };
        let nobody = found("no:owner");
        assert_eq!(
            [found("owner:none"), found("owner:-"), found("owner:nobody")],
            [nobody; 3],
            "{keys}"
        );
        assert_ne!(found("-owner:none"), nobody, "{keys}");
    }
}
