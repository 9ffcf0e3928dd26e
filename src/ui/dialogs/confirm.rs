//! A question answered by one key.

use ratatui::layout::{Position, Rect};

use crate::app::dialogs::{Confirm, Dialog};
use crate::app::state::App;
use crate::ui::canvas::pen::Pen;
use crate::ui::dialogs::Draw;
use crate::ui::widgets::frame::scroll::Scroll;
use crate::ui::widgets::popup::{Message, Popup};

impl Draw for Confirm {
    fn draw(&self, _: &App, area: Rect, _: Rect, pen: &mut Pen<'_>) -> Option<Position> {
        draw_confirm(self, area, pen);
        None
    }
}

/// How many lines the frame of a popup and the space around it take.
const FRAME: usize = 4;

fn draw_confirm(confirm: &Confirm, area: Rect, pen: &mut Pen<'_>) {
    let mut keys = String::new();
    for (key, does, _) in &confirm.choices {
        keys.push_str(&format!("\n{key}  {does}"));
    }
    keys.push_str("\nesc  change nothing");
    let mut popup = Popup::new(&confirm.title, (64, 0), pen.look()).danger();
    // The keys always have room; a text that is longer than the rest moves above them.
    let lines = popup.wrap(&confirm.text, area);
    let below = popup.wrap(&keys, area);
    let room = usize::from(area.height).saturating_sub(below.len() + FRAME).max(1);
    let mut scroll = Scroll::at(confirm.top.get());
    scroll.clamp(room, lines.len());
    confirm.top.set(scroll.top);
    let hints = confirm.hints();
    if lines.len() > room {
        popup = popup.foot(&hints);
    }
    let shown = lines.into_iter().skip(scroll.top).take(room);
    let lines = &shown.chain(below).collect::<Vec<_>>();
    pen.render_widget(&Message { popup, lines }, area);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::environment::key::Key;
    use crate::app::state::outcome::Then;
    use crate::ui::widgets::testing::{canvas, survives};

    fn long() -> Confirm {
        let lines: Vec<_> = (1..=40).map(|number| format!("Action {number}")).collect();
        Confirm {
            title: "Confirm".to_owned(),
            text: lines.join("\n"),
            choices: vec![(Key::char('y'), "cancel, as one edit".to_owned(), Then::Quit)],
            top: std::cell::Cell::default(),
        }
    }

    #[test]
    fn the_keys_of_a_question_are_drawn_below_a_text_that_is_too_long_and_moves() {
        let confirm = long();
        let shown = |confirm: &Confirm| canvas(80, 24, |pen, area| draw_confirm(confirm, area, pen)).join("\n");
        let top = shown(&confirm);
        for part in ["Action 1 ", "y  cancel, as one edit", "esc  change nothing", "j k move"] {
            assert!(top.contains(part), "{part}:\n{top}");
        }
        confirm.top.set(100);
        let end = shown(&confirm);
        for part in ["Action 40", "y  cancel, as one edit", "esc  change nothing"] {
            assert!(end.contains(part), "{part}:\n{end}");
        }
        survives(|pen, area| draw_confirm(&confirm, area, pen));
    }
}
