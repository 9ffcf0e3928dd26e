//! The whole screen: title, tabs, the panes of the screen shown, status, hints, and what lies over them.

use crate::app::dialogs::filter::Filter;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::input::screen::tabs as tabs_of;
use crate::app::notices::Tone;
use crate::app::screens::today::posture;
use crate::app::state::App;
use crate::domain::kinds::organization;
use crate::ui::canvas::layout;
use crate::ui::canvas::layout::Breadth;
use crate::ui::canvas::pen::{Look, Pen, Piece};
use crate::ui::canvas::text::Align;
use crate::ui::dialogs;
use crate::ui::guided::{review, session};
use crate::ui::hints as hinted;
use crate::ui::screens;
use crate::ui::status as status_line;
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::hints::{Hint, HintRow};
use crate::ui::widgets::frame::status::TitleLine;
use crate::ui::widgets::frame::tabs::{ScreenTabs, Tab};

/// Draws the workbench and returns where the terminal's cursor belongs, if anywhere.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
    let mut pen = Pen::new(buffer, look);
    if layout::breadth(area) == Breadth::TooSmall {
        let (width, height) = layout::SMALLEST;
        let text = format!("aims needs {width}x{height}; this is {}x{}.", area.width, area.height);
        pen.text(layout::line(area, 0), &text, Role::Text);
        return None;
    }
    let parts = layout::screen(area);
    title(app, parts.title, &mut pen);
    let shown = app.screen.tab();
    let active = tabs_of(app.screens.table).position(|screen| screen == shown);
    let names = tabs_of(app.screens.table).map(|screen| Tab {
        name: screen.title,
        short: screen.short,
    });
    let tabs = ScreenTabs {
        tabs: &names.collect::<Vec<_>>(),
        active: active.unwrap_or(0),
        look,
    };
    pen.render_widget(&tabs, parts.tabs);
    if app.guided.session(app.screen).is_some() {
        session::draw(app, parts.body, &mut pen);
    } else if app.guided.holding(app.screen).is_some() {
        review::draw(app, parts.body, &mut pen);
    } else {
        (screens::of(app.screen).draw)(app, parts.body, &mut pen);
    }
    let cursor = bottom(app, parts, &mut pen);
    dialogs::draw(app, area, parts.body, &mut pen).or(cursor)
}

fn title(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let organization = app.register.get(organization::ID).map_or("", |record| record.title());
    let name = if app.sync.is_first_load() {
        ""
    } else if organization == organization::ID {
        "unnamed organization"
    } else {
        organization
    };
    let pieces = [
        Piece::new("aims", Role::Title),
        Piece::new(format!(" {} ", pen.glyphs().dot), Role::Border),
        Piece::plain(name),
    ];
    let right = match (&app.sync.read_only, app.sync.loading) {
        (Some(_), _) => Piece::new("read only", Role::Warning),
        (None, Some(count)) => Piece::new(format!("reading, {count} files so far"), Role::Muted),
        (None, None) => Piece::new(posture(app.view()), Role::Soon),
    };
    let line = TitleLine {
        name: &pieces,
        posture: &right,
        look: pen.look(),
    };
    pen.render_widget(&line, area);
}

/// Draws the filter being typed, a notice, or the facts and hints; returns the cursor of the filter.
fn bottom(app: &App, parts: layout::Screen, pen: &mut Pen<'_>) -> Option<Position> {
    if let Some(filter) = app.dialogs.top::<Filter>() {
        return dialogs::filter(app, &filter.line, parts, pen);
    }
    let shared = parts.hints.y == parts.status.y;
    match app.notices.current() {
        Some(notice) if notice.tone != Tone::Error && status_line::fits_status(app, notice, parts, pen) => {
            status_line::notice(app, notice, parts, pen);
            if shared && notice.text.chars().count() > usize::from(parts.status.width / 2) {
                return None;
            }
        }
        _ => status_line::facts(app, parts.status, pen),
    }
    let align = if shared { Align::Right } else { Align::Left };
    let shown = hinted::texts(app);
    let hints: Vec<_> = shown
        .iter()
        .enumerate()
        .map(|(at, (keys, label))| Hint {
            key: keys,
            label,
            keep: match label.as_str() {
                "help" => 200,
                hinted::GO_TO => 199,
                _ => 100 - at as u8,
            },
        })
        .collect();
    let row = HintRow {
        hints: &hints,
        align,
        look: pen.look(),
    };
    pen.render_widget(&row, parts.hints);
    None
}
