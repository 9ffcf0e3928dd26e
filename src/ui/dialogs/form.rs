//! A form: its fields with what is typed, what is wrong, and what is offered.

use crate::app::form::conflict;
use ratatui::layout::{Position, Rect};

use crate::app::dialogs::Dialog;
use crate::app::form::Form;
use crate::app::state::App;
use crate::domain::record::field::Shape;
use crate::domain::record::mark::Mark;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
use crate::ui::dialogs::Draw;
use crate::ui::dialogs::prompt::suggestions;
use crate::ui::widgets::form as form_widget;
use crate::ui::widgets::frame::scroll::Scroll;
use crate::ui::widgets::popup::Popup;

impl Draw for Form {
    fn draw(&self, app: &App, area: Rect, _: Rect, pen: &mut Pen<'_>) -> Option<Position> {
        draw(app, self, area, pen)
    }

    fn hides_status(&self) -> bool {
        true
    }
}

/// Draws the form and returns the cursor of the field that has the keyboard.
fn draw(app: &App, form: &Form, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let what = if form.is_new && form.original.id().as_str() != crate::app::form::new_record::STAND_IN {
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
    let popup = Popup::new(&title, (layout::MEASURE, area.height.saturating_sub(4)), pen.look());
    let hints = form.hints();
    let popup = popup.foot(&hints);
    pen.render_widget(&popup, area);
    let inside = popup.inner(area);
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
                error: input.error.as_deref().map(Into::into).or_else(|| {
                    let theirs = conflict::written_meanwhile(app, form, input.position)?;
                    Some(format!("Others wrote: {theirs}").into())
                }),
                help: field.help().into(),
                kind: kind_word(field.shape).into(),
            }
        })
        .collect();
    let widget = form_widget::Form {
        fields: &fields,
        focus: form.focus,
        look: pen.look(),
    };
    let mut state = (Scroll::at(form.top.get()), None);
    pen.render_stateful_widget(&widget, main, &mut state);
    let (scroll, position) = state;
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
        Shape::Person => "person",
        Shape::People => "people",
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
