//! What lies over the screen: forms, questions, pickers, text.

use ratatui::layout::{Position, Rect};

use super::layout;
use super::pen::{Pen, Piece};
use super::roles::Role;
use super::screens::{crosswalk, detail, history};
use super::text::Align;
use super::widgets::form as form_widget;
use super::widgets::hints::{self, Hint};
use super::widgets::input::Input;
use super::widgets::menu::{Choice, Menu};
use super::widgets::picker::{Found, Picker as PickerBox};
use super::widgets::popup::{self, Place, Popup};
use super::widgets::scroll::Scroll;
use super::widgets::toast::{Kind, Toast};
use crate::app::ask::Ask;
use crate::app::form::Form;
use crate::app::keymap::{Meaning, text as keys_text};
use crate::app::layer::{Confirm, Layer, Page};
use crate::app::notice::Tone;
use crate::app::picker::Picker;
use crate::app::state::App;
use crate::app::suggestion::Suggestion;
use crate::app::verb::Asked;
use crate::app::writing::Writing;
use crate::domain::field::{Mark, Shape};

/// How many lines of a session lie above what is asked over it: title, tabs, question and answers.
const SESSION_HEAD: u16 = 10;

/// Draws the layers, lowest first, then the which-key box or an error; returns the cursor of the topmost.
pub fn draw(app: &App, area: Rect, body: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let mut cursor = None;
    for layer in &app.layers {
        cursor = match layer {
            Layer::Form(form) => draw_form(app, form, area, pen),
            Layer::Ask(ask) => draw_ask(app, ask, area, pen),
            Layer::Confirm(confirm) => {
                draw_confirm(confirm, area, pen);
                None
            }
            Layer::Filter { .. } => cursor,
            Layer::Crosswalk(walk) => crosswalk::draw(walk, body, pen),
            Layer::Picker(picker) => draw_picker(picker, area, pen),
            Layer::Text(page) => {
                draw_page(page, area, pen);
                None
            }
            Layer::History(of) => {
                history::draw(of, body, pen);
                None
            }
            Layer::Record(_) => {
                let place = layout::popup(area, layout::MEASURE + 4, body.height);
                pen.clear(place);
                detail::draw(app, place, None, pen);
                None
            }
        };
    }
    let hides_status = matches!(
        app.layers.last(),
        Some(Layer::Form(_) | Layer::Text(_) | Layer::Record(_))
    );
    if let Some(notice) = app
        .notices
        .current()
        .filter(|notice| hides_status && notice.tone != Tone::Error)
    {
        let kind = if notice.tone == Tone::Refused {
            Kind::Warning
        } else {
            Kind::Done
        };
        Toast {
            kind,
            text: &notice.text,
        }
        .draw(body, pen);
    }
    which_key(app, area, pen);
    if let Some(notice) = app.notices.current().filter(|notice| notice.tone == Tone::Error) {
        Toast {
            kind: Kind::Error,
            text: &notice.text,
        }
        .draw(body, pen);
    }
    cursor
}

/// Draws the filter line in place of status and hints.
pub fn filter(app: &App, line: &Writing, parts: layout::Screen, pen: &mut Pen<'_>) -> Option<Position> {
    let text = line.text();
    let list = app.list(app.screen)?;
    let error = list.filter_error().map(ToString::to_string);
    let shown = format!("{} shown", list.rows().len());
    let area = layout::inset(parts.status, 1, 0);
    let (field, count) = layout::right(area, shown.len() as u16 + 1);
    pen.aligned(count, &shown, Role::Muted, Align::Right);
    let ghost = if text.is_empty() {
        "words, owner:x, due<today, level>=high, is:overdue, no:owner, #tag, -not"
    } else {
        ""
    };
    let input = Input {
        label: "/",
        value: &text,
        cursor: Some(line.cursor()),
        ghost,
        error: None,
    };
    let position = input.draw(field, pen);
    if parts.hints.y != parts.status.y {
        match &error {
            Some(error) => {
                pen.text(layout::inset(parts.hints, 1, 0), error, Role::Danger);
            }
            None => {
                let keys = [("enter", "keep"), ("esc", "as before"), ("down", "move")];
                let hints = keys.map(|(key, label)| Hint { key, label, keep: 5 });
                hints::draw(&hints, parts.hints, Align::Left, pen);
            }
        }
    } else if let Some(error) = &error {
        Toast {
            kind: Kind::Warning,
            text: error,
        }
        .draw(parts.body, pen);
    }
    position
}

fn which_key(app: &App, area: Rect, pen: &mut Pen<'_>) {
    if app.pending.is_empty() {
        return;
    }
    let Meaning::Prefix(next) = app.keymap.meaning(&app.contexts(), &app.pending) else {
        return;
    };
    let next: Vec<_> = next
        .into_iter()
        .map(|(key, action)| (key.to_string(), action))
        .collect();
    let refusals: Vec<_> = next.iter().map(|(_, action)| app.refusal(*action)).collect();
    let choices: Vec<_> = next
        .iter()
        .zip(&refusals)
        .map(|((key, action), refused)| Choice {
            key,
            label: action.entry().help,
            refused: refused.as_deref(),
        })
        .collect();
    let title = keys_text(&app.pending);
    Menu {
        title: &title,
        choices: &choices,
        cursor: None,
        place: Place::Corner,
    }
    .draw(area, pen);
}

fn draw_confirm(confirm: &Confirm, area: Rect, pen: &mut Pen<'_>) {
    let mut text = confirm.text.clone();
    text.push('\n');
    for (key, does, _) in &confirm.choices {
        text.push_str(&format!("\n{key}  {does}"));
    }
    text.push_str("\nesc  change nothing");
    let popup = Popup {
        title: &confirm.title,
        size: (64, 0),
        danger: true,
        ..Popup::default()
    };
    popup::message(&popup, &text, area, pen);
}

fn draw_page(page: &Page, area: Rect, pen: &mut Pen<'_>) {
    let copies: Vec<_> = page
        .copies
        .iter()
        .map(|copying| format!("{} copies {}, ", copying.key, copying.does))
        .collect();
    let foot = if copies.is_empty() {
        "j k move, any other key closes".to_owned()
    } else {
        format!("{}esc closes", copies.concat())
    };
    let popup = Popup {
        title: &page.title,
        foot: &foot,
        size: (layout::MEASURE, area.height.saturating_sub(6)),
        ..Popup::default()
    };
    let inside = popup.draw(area, pen);
    let glyphs = pen.glyphs();
    let lines: Vec<_> = page
        .lines
        .iter()
        .flat_map(|line| line.split('\n'))
        .flat_map(|line| {
            let wrapped = super::text::wrap(line, usize::from(inside.width), glyphs);
            if wrapped.is_empty() {
                vec![String::new()]
            } else {
                wrapped
            }
        })
        .collect();
    let mut scroll = Scroll { top: page.top.get() };
    let extent = scroll.clamp(usize::from(inside.height), lines.len());
    page.top.set(extent.top);
    for (at, line) in lines
        .iter()
        .skip(extent.top)
        .take(usize::from(inside.height))
        .enumerate()
    {
        pen.text(layout::line(inside, at), line, Role::Text);
    }
}

fn draw_picker(picker: &Picker, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let rows = (area.height / 2).max(8);
    let foot = picker.foot();
    let popup = Popup {
        title: picker.title,
        foot: &foot,
        size: (76, rows + 2),
        place: Place::Upper,
        danger: false,
    };
    let inside = popup.draw(area, pen);
    let text = picker.line.text();
    let widget = PickerBox {
        input: Input {
            label: "",
            value: &text,
            cursor: Some(picker.line.cursor()),
            ghost: if text.is_empty() { "type a few letters" } else { "" },
            error: None,
        },
        rows: picker.matches.len(),
        total: picker.total(),
        cursor: picker.cursor,
        empty: "Nothing matches.",
    };
    // Keys and ids stand in a column, so that what they mean does too.
    let near = picker.matches.iter().skip(picker.top.get()).take(100);
    let leads = near.map(|found| picker.entry(found.index).lead.chars().count());
    let column = leads.max().unwrap_or(0).min(24);
    let mut scroll = Scroll { top: picker.top.get() };
    let (position, _) = widget.draw(inside, &mut scroll, pen, |row| {
        let found = &picker.matches[row];
        let entry = picker.entry(found.index);
        // What matched was the lead, a blank and the text.
        let lead = entry.lead.chars().count();
        let in_lead = found.positions.iter().copied().filter(|at| *at < lead).collect();
        let in_text = found
            .positions
            .iter()
            .filter_map(|at| at.checked_sub(lead + 1))
            .collect();
        let role = if entry.refused.is_some() {
            Role::Muted
        } else {
            Role::Text
        };
        Found {
            lead: Piece::new(format!("{:column$}", entry.lead), Role::Key).matching(in_lead),
            text: Piece::new(entry.text.clone(), role).matching(in_text),
            note: Piece::new(entry.note.clone(), Role::Muted),
        }
    });
    picker.top.set(scroll.top);
    position
}

fn draw_ask(app: &App, ask: &Ask, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let question = ask.question();
    let on = match ask.targets.as_slice() {
        [one] => app
            .register
            .at(*one)
            .map(|record| app.register.title(record.id().as_str()).unwrap_or_default().to_owned()),
        several => Some(format!("{} records", several.len())),
    };
    let title = format!("{}: {}", ask.verb.title(), on.unwrap_or_default());
    let rows = ask.suggestions.len().min(8) as u16;
    let height = 2 + if matches!(question.shape, Asked::Line | Asked::Day) {
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
    let popup = Popup {
        title: &title,
        foot: &foot,
        size: (66, height),
        place: Place::Upper,
        danger: false,
    };
    // In a session the question stays in sight.
    let area = match app.session() {
        Some(_) => layout::top(area, SESSION_HEAD).1,
        None => area,
    };
    let inside = popup.draw(area, pen);
    let text = ask.line.text();
    let reading = ask.reading(&app.register, &app.around.who, app.around.today);
    let ghost = match &reading {
        Some(reading) => format!("   {reading}"),
        None if text.is_empty() => question.example.to_owned(),
        None => String::new(),
    };
    let label = format!("{}:", question.label);
    let input = Input {
        label: &label,
        value: &text,
        cursor: Some(ask.line.cursor()),
        ghost: &ghost,
        error: ask.error.as_deref(),
    };
    let position = input.draw(inside, pen);
    let (_, list) = layout::top(inside, 2);
    match question.shape {
        Asked::Status | Asked::Several(_) => numbered(ask, list, pen),
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
        if under {
            pen.tint(line, Role::Selected);
        }
        let mut pen = pen.over(line, if under { Role::Selected } else { Role::Text });
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

fn suggestions(all: &[Suggestion], chosen: Option<usize>, area: Rect, pen: &mut Pen<'_>) {
    let height = usize::from(area.height);
    let first = chosen.unwrap_or(0).saturating_sub(height.saturating_sub(1));
    for (at, suggestion) in all.iter().enumerate().skip(first).take(height) {
        let line = layout::line(area, at - first);
        let under = chosen == Some(at);
        if under {
            pen.tint(line, Role::Selected);
        }
        let mut pen = pen.over(line, if under { Role::Selected } else { Role::Text });
        let used = pen.text(line, &suggestion.insert, Role::Key);
        pen.text(layout::left(line, used + 2).1, &suggestion.label, Role::Muted);
    }
}

fn draw_form(app: &App, form: &Form, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let what = if form.is_new && form.original.id().as_str() != crate::app::fresh::STAND_IN {
        format!("New {} {}", form.kind.name, form.original.id())
    } else if form.is_new {
        format!("New {}", form.kind.name)
    } else {
        format!("{} {}", form.kind.name, form.original.id())
    };
    let title = if form.is_dirty() {
        format!("{what} (changed)")
    } else {
        what
    };
    let popup = Popup {
        title: &title,
        foot: "ctrl-s saves   tab next   shift-tab back   esc leaves",
        size: (layout::MEASURE, area.height.saturating_sub(4)),
        ..Popup::default()
    };
    let inside = popup.draw(area, pen);
    let offered = form.suggestions.len().min(6) as u16;
    let typing = form.inputs[form.focus].writing.text();
    let offers =
        offered > 0 && (form.chosen.is_some() || !typing.is_empty() || matches!(form.field().shape, Shape::OneOf(_)));
    let (main, list) = layout::bottom(inside, if offers { offered + 1 } else { 0 });
    let fields: Vec<_> = form
        .inputs
        .iter()
        .enumerate()
        .map(|(at, input)| {
            let field = &form.kind.fields[input.position];
            let focused = at == form.focus;
            form_widget::Field {
                section: None,
                label: field.label.into(),
                required: field.is(Mark::Required),
                value: input.writing.text().into(),
                typing: focused.then(|| input.writing.cursor()),
                page: input.writing.is_page(),
                ghost: ghost(app, form, at).into(),
                error: input.error.as_deref().map(Into::into),
                help: field.help().into(),
                kind: kind_word(field.shape).into(),
            }
        })
        .collect();
    let mut scroll = Scroll { top: form.top.get() };
    let (position, _) = form_widget::Form {
        fields: &fields,
        focus: form.focus,
    }
    .draw(main, &mut scroll, pen);
    form.top.set(scroll.top);
    if offers {
        suggestions(&form.suggestions, form.chosen, layout::top(list, 1).1, pen);
    }
    position
}

/// Returns what stands muted behind a field: what a score comes to, or how the field is filled.
fn ghost(app: &App, form: &Form, at: usize) -> String {
    let input = &form.inputs[at];
    let field = &form.kind.fields[input.position];
    let text = input.writing.text();
    match field.shape {
        Shape::Score => match text.parse() {
            Ok(score) => {
                let method = app.register.method();
                let level = method.level(&score, None).map(|level| method.band_name(level));
                level.map_or(String::new(), |level| format!("  {level}"))
            }
            Err(_) if at == form.focus => "  likelihood organization/individuals/society, as in 4 3/2/1".to_owned(),
            Err(_) => String::new(),
        },
        Shape::Day if text.is_empty() && at == form.focus => "2026-12-01  +2w  eoq  fri".to_owned(),
        Shape::OneOf(_) | Shape::Flag if text.is_empty() && at == form.focus => {
            "space goes through the choices".to_owned()
        }
        Shape::AnyOf(_) | Shape::Many(_) | Shape::Terms(_) if at == form.focus && text.is_empty() => {
            "letters, then down and enter; several with commas".to_owned()
        }
        _ => String::new(),
    }
}

fn kind_word(shape: Shape) -> &'static str {
    match shape {
        Shape::Line | Shape::Level => "",
        Shape::Prose => "text",
        Shape::Day => "day",
        Shape::Whole => "number",
        Shape::Flag => "yes/no",
        Shape::OneOf(_) => "choice",
        Shape::AnyOf(_) => "choices",
        Shape::One(_) => "record",
        Shape::Many(_) => "records",
        Shape::Terms(_) => "catalogue",
        Shape::Words | Shape::Lines => "list",
        Shape::Score => "score",
        Shape::Rows { .. } => "rows",
    }
}
