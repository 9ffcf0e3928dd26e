//! Drawing of dialogs, a file each: forms, prompts, pickers, pages.

pub mod crosswalk;
mod form;
mod picker;
mod prompt;
pub mod record_history;
pub mod trends;
pub mod year_plan;

use ratatui::layout::{Position, Rect};

use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Confirm, Dialog, Page};
use crate::app::input::keymap::{Meaning, text as keys_text};
use crate::app::notices::{Notice, Tone};
use crate::app::state::App;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
use crate::ui::canvas::text::Align;
use crate::ui::dialogs::{record_history as history, year_plan as programme};
use crate::ui::records::detail;
use crate::ui::status::fits_status;
use crate::ui::style::roles::Role;
use crate::ui::widgets::form::line_input::Input;
use crate::ui::widgets::frame::hints::{Hint, HintRow};
use crate::ui::widgets::frame::scroll::Scroll;
use crate::ui::widgets::popup::menu::{Choice, Menu};
use crate::ui::widgets::popup::toast::{Kind, Toast};
use crate::ui::widgets::popup::{Message, Place, Popup};

/// Draws the dialogs, lowest first, then the which-key box or an error; returns the cursor of the topmost.
pub fn draw(app: &App, area: Rect, body: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let mut cursor = None;
    for dialog in &app.dialogs {
        cursor = match dialog {
            Dialog::Form(form) => form::draw(app, form, area, pen),
            Dialog::Ask(ask) => crate::ui::dialogs::prompt::draw(app, ask, area, pen),
            Dialog::Confirm(confirm) => {
                draw_confirm(confirm, area, pen);
                None
            }
            Dialog::Filter(_) => cursor,
            Dialog::Crosswalk(walk) => crosswalk::draw(walk, body, pen),
            Dialog::Picker(picker) => picker::draw(picker, area, pen),
            Dialog::Text(page) => {
                draw_page(page, area, pen);
                None
            }
            Dialog::History(of) => {
                history::draw(of, body, pen);
                None
            }
            Dialog::Plan(plan) => {
                programme::draw(plan, body, pen);
                None
            }
            Dialog::Trends(page) => {
                trends::draw(app, page, body, pen);
                None
            }
            Dialog::Record(_) => {
                let place = layout::popup(area, layout::MEASURE + 4, body.height);
                pen.clear(place);
                detail::draw(app, place, None, pen);
                None
            }
        };
    }
    let hides_status = matches!(
        app.dialogs.last(),
        Some(Dialog::Form(_) | Dialog::Text(_) | Dialog::Record(_))
    );
    // A notice too long for the status line gets a box.
    let is_hidden = |notice: &&Notice| hides_status || !fits_status(app, notice, layout::screen(area), pen);
    let notice = app.notices.current().filter(|notice| notice.tone != Tone::Error);
    if let Some(notice) = notice.filter(is_hidden) {
        let kind = if notice.tone == Tone::Refused {
            Kind::Warning
        } else {
            Kind::Done
        };
        toast(kind, &notice.text, body, pen);
    }
    which_key(app, area, pen);
    if let Some(notice) = app.notices.current().filter(|notice| notice.tone == Tone::Error) {
        toast(Kind::Error, &notice.text, body, pen);
    }
    cursor
}

fn toast(kind: Kind, text: &str, area: Rect, pen: &mut Pen<'_>) {
    let look = pen.look();
    pen.render_widget(&Toast { kind, text, look }, area);
}

/// Draws the filter line in place of status and hints.
pub fn filter(app: &App, line: &Writing, parts: layout::Screen, pen: &mut Pen<'_>) -> Option<Position> {
    let text = line.text();
    let error = app.screen.pane.filter_error(app);
    let shown = format!("{} shown", app.screen.pane.count(app));
    let area = layout::inset(parts.status, 1, 0);
    let (field, count) = layout::right(area, shown.len() as u16 + 1);
    pen.aligned(count, &shown, Role::Muted, Align::Right);
    let ghost = if text.is_empty() { app.screen.filter_hint } else { "" };
    let input = Input::new(pen.look()).typed("/", &text, line.cursor(), ghost);
    let mut position = None;
    pen.render_stateful_widget(&input, field, &mut position);
    if parts.hints.y != parts.status.y {
        match &error {
            Some(error) => {
                pen.text(layout::inset(parts.hints, 1, 0), error, Role::Danger);
            }
            None => {
                let keys = [("enter", "keep"), ("esc", "as before"), ("down", "move")];
                let hints = keys.map(|(key, label)| Hint { key, label, keep: 5 });
                let row = HintRow {
                    hints: &hints,
                    align: Align::Left,
                    look: pen.look(),
                };
                pen.render_widget(&row, parts.hints);
            }
        }
    } else if let Some(error) = &error {
        toast(Kind::Warning, error, parts.body, pen);
    }
    position
}

fn which_key(app: &App, area: Rect, pen: &mut Pen<'_>) {
    if app.input.pending.is_empty() {
        return;
    }
    let Meaning::Prefix(next) = app.input.keymap.meaning(&app.contexts(), &app.input.pending) else {
        return;
    };
    let next: Vec<_> = next
        .into_iter()
        .map(|(key, command)| (key.to_string(), command))
        .collect();
    let refusals: Vec<_> = next.iter().map(|(_, command)| app.refusal(command)).collect();
    let choices: Vec<_> = next
        .iter()
        .zip(&refusals)
        .map(|((key, command), refused)| Choice {
            key,
            label: command.help,
            refused: refused.as_deref(),
        })
        .collect();
    let title = keys_text(&app.input.pending);
    let menu = Menu {
        title: &title,
        choices: &choices,
        cursor: None,
        place: Place::Corner,
        look: pen.look(),
    };
    pen.render_widget(&menu, area);
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
    if lines.len() > room {
        popup = popup.foot("j k move");
    }
    let shown = lines.into_iter().skip(scroll.top).take(room);
    let lines = &shown.chain(below).collect::<Vec<_>>();
    pen.render_widget(&Message { popup, lines }, area);
}

fn draw_page(page: &Page, area: Rect, pen: &mut Pen<'_>) {
    let copies: Vec<_> = page
        .copies
        .iter()
        .map(|copying| format!("{} copies {}, ", copying.key, copying.does))
        .collect();
    let foot = if page.leaves {
        format!("{}esc goes back, any other key leaves", copies.concat())
    } else if copies.is_empty() {
        "j k move, any other key closes".to_owned()
    } else {
        format!("{}esc closes", copies.concat())
    };
    let popup = Popup::new(
        &page.title,
        (layout::MEASURE, area.height.saturating_sub(6)),
        pen.look(),
    )
    .foot(&foot);
    pen.render_widget(&popup, area);
    let inside = popup.inner(area);
    let glyphs = pen.glyphs();
    let lines: Vec<_> = page
        .lines
        .iter()
        .flat_map(|line| line.split('\n'))
        .flat_map(|line| {
            // What stands indented goes on under its text, not at the edge.
            let indent = line.len() - line.trim_start().len();
            let hang = if indent > 0 { indent + 2 } else { 0 };
            let wrapped = crate::ui::canvas::text::hang(line, usize::from(inside.width), hang, glyphs);
            if wrapped.is_empty() {
                vec![String::new()]
            } else {
                wrapped
            }
        })
        .collect();
    let mut scroll = Scroll::at(page.top.get());
    scroll.clamp(usize::from(inside.height), lines.len());
    page.top.set(scroll.top);
    pen.lines(inside, &lines[scroll.top..], Role::Text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::dialogs::Then;
    use crate::app::environment::key::Key;
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
