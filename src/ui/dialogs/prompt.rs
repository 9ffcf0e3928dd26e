//! Drawing of a prompt, with its suggestions.

use ratatui::layout::{Position, Rect};

use crate::app::decisions::Asked;
use crate::app::decisions::prompt::Ask;
use crate::app::form::suggestion::Suggestion;
use crate::app::state::App;
use crate::app::state::contexts::with_keys;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
use crate::ui::dialogs::Draw;
use crate::ui::style::roles::Role;
use crate::ui::widgets::form::line_input::Input;
use crate::ui::widgets::form::page_input::Page;
use crate::ui::widgets::popup::{Place, Popup};

/// How wide the inside of the popup would like to be.
const WIDTH: u16 = 66;

/// How many rows a text gets before it scrolls.
const ROWS: u16 = 6;

/// How many lines of a session or review lie above what is asked over it: title, tabs, question and answers.
const SESSION_HEAD: u16 = 10;

impl Draw for Ask {
    fn draw(&self, app: &App, area: Rect, _: Rect, pen: &mut Pen<'_>) -> Option<Position> {
        draw(app, self, area, pen)
    }
}

/// Draws the question and returns the cursor of its answer.
fn draw(app: &App, ask: &Ask, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let question = ask.question();
    let on = match ask.targets.as_slice() {
        [one] => app
            .register
            .at(*one)
            .map(|record| app.register.title(record.id().as_str()).unwrap_or_default().to_owned()),
        several => Some(format!("{} records", several.len())),
    };
    let title = format!("{}: {}", ask.decision.title, on.unwrap_or_default());
    let rows = ask.suggestions.len().min(8) as u16;
    let text = ask.line.text();
    let label = format!("{}:", question.label);
    let reading = ask.reading(&app.register, &app.env.who, app.env.today);
    let ghost = match &reading {
        Some(reading) => format!("   {reading}"),
        None if text.is_empty() => question.example.to_string(),
        None => String::new(),
    };
    // The popup gets at most so wide; a refusal or an example that is longer makes it taller.
    let width = WIDTH.min(area.width.saturating_sub(6));
    let error = ask.error.as_deref().map(|error| with_keys(app, error));
    let input = Input {
        error: error.as_deref(),
        ..Input::new(pen.look()).typed(&label, &text, ask.line.cursor(), &ghost)
    };
    let input = input.readable(width);
    let below = input.error_height(width);
    let page = Page { input, most: ROWS };
    let typed = page.height(width);
    let height = typed
        + below
        + if matches!(question.shape, Asked::Line | Asked::Page | Asked::Day) {
            0
        } else {
            rows + 1
        };
    let foot = if matches!(question.shape, Asked::Several(_)) {
        "number or letter picks, enter goes on, esc leaves".to_owned()
    } else if ask.questions.len() > 1 {
        format!("{} of {}, esc leaves", ask.answers.len() + 1, ask.questions.len())
    } else if question.shape == Asked::Status {
        "number sets it, letters narrow, esc leaves".to_owned()
    } else if ask.suggestions.is_empty() {
        "enter, esc leaves".to_owned()
    } else {
        "down chooses, enter, esc leaves".to_owned()
    };
    let foot = match (question.shape, page.lines(width)) {
        (Asked::Page, lines) if lines > usize::from(ROWS) => format!("{lines} lines, alt-enter breaks one, {foot}"),
        (Asked::Page, _) => format!("alt-enter breaks the line, {foot}"),
        _ => foot,
    };
    let popup = Popup::new(&title, (WIDTH, height), pen.look())
        .place(Place::Upper)
        .foot(&foot);
    // In a session the question stays in sight, in a review the point.
    let area = if ask.decision.at_bottom {
        layout::bottom(area, height + 5).1
    } else if app.guided.session(app.screen).is_some() || app.guided.holding(app.screen).is_some() {
        layout::top(area, SESSION_HEAD).1
    } else {
        area
    };
    pen.render_widget(&popup, area);
    let (above, list) = layout::top(popup.inner(area), typed + below);
    let mut position = None;
    pen.render_stateful_widget(&page, above, &mut position);
    match question.shape {
        Asked::Status | Asked::OneOf(_) | Asked::Several(_) => numbered(ask, list, pen),
        _ => suggestions(&ask.suggestions, ask.chosen, list, pen),
    }
    position
}

/// Draws fixed choices with the numbers that pick them, and which of several are picked.
fn numbered(ask: &Ask, area: Rect, pen: &mut Pen<'_>) {
    let several = matches!(ask.question().shape, Asked::Several(_));
    let picked = ask.picked();
    let height = usize::from(area.height);
    for (at, offer) in ask.suggestions.iter().enumerate().take(height) {
        let line = layout::line(area, at);
        let under = ask.chosen == Some(at);
        let mut pen = pen.over(line, Role::background(under, true));
        let tick = match (several, picked.contains(&at)) {
            (false, _) => "",
            (true, false) => "[ ] ",
            (true, true) => "[x] ",
        };
        let used = pen.text(line, tick, Role::Text);
        let rest = layout::left(line, used).1;
        let used = pen.text(rest, &offer.label, Role::Key);
        pen.text(layout::left(rest, used + 1).1, &offer.insert, Role::Text);
    }
}

/// Draws what can be chosen, the chosen one in sight.
pub(in crate::ui) fn suggestions(all: &[Suggestion], chosen: Option<usize>, area: Rect, pen: &mut Pen<'_>) {
    let height = usize::from(area.height);
    let first = chosen.unwrap_or(0).saturating_sub(height.saturating_sub(1));
    for (at, suggestion) in all.iter().enumerate().skip(first).take(height) {
        let line = layout::line(area, at - first);
        let under = chosen == Some(at);
        let mut pen = pen.over(line, Role::background(under, true));
        let used = pen.text(line, &suggestion.insert, Role::Key);
        pen.text(layout::left(line, used + 2).1, &suggestion.label, Role::Muted);
    }
}
