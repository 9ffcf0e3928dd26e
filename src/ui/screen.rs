//! The whole screen: title, tabs, the panes of the screen shown, status, hints, and what lies over them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::dialogs::Dialog;
use crate::app::input::keymap::text as keys_text;
use crate::app::notices::{Notice, Tone};
use crate::app::screens::today::posture;
use crate::app::screens::{self as declared, tabs as tabs_of};
use crate::app::state::App;
use crate::app::unsaved::Standing;
use crate::domain::kinds::organization;
use crate::ui::canvas::layout;
use crate::ui::canvas::layout::Breadth;
use crate::ui::canvas::pen::{Look, Pen, Piece};
use crate::ui::canvas::text::{Align, width};
use crate::ui::dialogs;
use crate::ui::guided::{review, session};
use crate::ui::hints as hinted;
use crate::ui::screens::{self, calendar};
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::hints::Hint;
use crate::ui::widgets::frame::status::Fact;
use crate::ui::widgets::frame::tabs::Tab;
use crate::ui::widgets::frame::{hints, status, tabs};

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
    let names: Vec<_> = tabs_of(app.screens.table)
        .map(|screen| Tab {
            name: screen.title,
            short: screen.short,
        })
        .collect();
    let mut tabs = tabs_of(app.screens.table);
    let active = tabs.position(|screen| screen.is(app.screen.tab())).unwrap_or(0);
    tabs::draw(&names, active, parts.tabs, &mut pen);
    if app.session().is_some() {
        session::draw(app, parts.body, &mut pen);
    } else if app.holding().is_some() {
        review::draw(app, parts.body, &mut pen);
    } else {
        screens::draw(app, parts.body, &mut pen);
    }
    let cursor = bottom(app, parts, &mut pen);
    dialogs::draw(app, area, parts.body, &mut pen).or(cursor)
}

fn title(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let organization = app.register.get(organization::ID).map_or("", |record| record.title());
    let name = if organization == organization::ID {
        "unnamed organization"
    } else {
        organization
    };
    let pieces = [
        Piece::new("aims", Role::Title),
        Piece::new(" \u{b7} ", Role::Border),
        Piece::plain(name),
    ];
    let pieces = if pen.glyphs().dot == "\u{b7}" {
        pieces
    } else {
        [
            Piece::new("aims", Role::Title),
            Piece::new(" - ", Role::Border),
            Piece::plain(name),
        ]
    };
    let right = match (&app.sync.read_only, app.sync.loading) {
        (Some(_), _) => Piece::new("read only", Role::Warning),
        (None, Some(count)) => Piece::new(format!("reading, {count} files so far"), Role::Muted),
        (None, None) => Piece::new(posture(app.view()), Role::Soon),
    };
    status::title(&pieces, &right, area, pen);
}

/// Draws the filter being typed, a notice, or the facts and hints; returns the cursor of the filter.
fn bottom(app: &App, parts: layout::Screen, pen: &mut Pen<'_>) -> Option<Position> {
    if let Some(Dialog::Filter(filter)) = app.dialogs.last() {
        return dialogs::filter(app, &filter.line, parts, pen);
    }
    let shared = parts.hints.y == parts.status.y;
    let notice = app.notices.current();
    match notice {
        Some(notice) if notice.tone != Tone::Error && fits_status(app, notice, parts, pen) => {
            let role = if notice.tone == Tone::Refused {
                Role::Warning
            } else {
                Role::Good
            };
            let area = notice_line(parts);
            let mut pieces = vec![Piece::new(notice.text.as_str(), role)];
            // A session says in its strip what is on its way to the disk.
            if notice.tone == Tone::Edited && !tells_in_strip(app) {
                pieces.insert(0, on_disk(app));
            }
            pen.pieces(area, &pieces);
            if shared && notice.text.chars().count() > usize::from(parts.status.width / 2) {
                return None;
            }
        }
        _ => facts(app, parts.status, pen),
    }
    let align = if shared { Align::Right } else { Align::Left };
    let shown = hinted::texts(app);
    let hints: Vec<_> = shown
        .iter()
        .enumerate()
        .map(|(at, (keys, label))| Hint {
            key: keys,
            label,
            keep: if label == "help" { 200 } else { 100 - at as u8 },
        })
        .collect();
    hints::draw(&hints, parts.hints, align, pen);
    None
}

/// Returns the line a notice has: what the hints share with it is its own while it is shown.
fn notice_line(parts: layout::Screen) -> Rect {
    let line = layout::line(parts.status, 0);
    let line = if parts.hints.y == line.y {
        line.union(layout::line(parts.hints, 0))
    } else {
        line
    };
    layout::inset(line, 1, 0)
}

/// Tells whether a notice can be read whole in its line; a longer one stands in a box of its own.
pub(super) fn fits_status(app: &App, notice: &Notice, parts: layout::Screen, pen: &Pen<'_>) -> bool {
    let glyphs = pen.glyphs();
    let before = match notice.tone {
        Tone::Edited if !tells_in_strip(app) => width(&on_disk(app).text, glyphs),
        _ => 0,
    };
    before + width(&notice.text, glyphs) <= usize::from(notice_line(parts).width)
}

/// Says that something is on its way to the disk.
pub(super) fn saving(app: &App) -> &'static str {
    if app.edits.unsaved.waits {
        "waiting for another aims"
    } else {
        "saving"
    }
}

/// Tells whether a strip on the page says what is on its way to the disk.
fn tells_in_strip(app: &App) -> bool {
    app.session().is_some() || app.holding().is_some()
}

/// Returns whether the last edit is on disk, as a word of one width.
fn on_disk(app: &App) -> Piece<'static> {
    match app.edits.unsaved.last() {
        Standing::NotSaved => Piece::new("NOT SAVED  ", Role::Danger),
        Standing::Saved => Piece::new("saved   ", Role::Muted),
        Standing::Saving => Piece::new("saving  ", Role::Soon),
    }
}

fn facts(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let mut texts: Vec<(String, Role, u8)> = Vec::new();
    if let Some(list) = app.list(app.screen).filter(|_| app.session().is_none()) {
        let position = if list.rows().is_empty() { 0 } else { list.cursor + 1 };
        let total = app.register.count(list.spec.kind);
        let of = list.rows().len();
        let hidden = if of < total {
            format!(" ({total} in all)")
        } else {
            String::new()
        };
        let place = match app.node() {
            Some(_) => format!("{of} questions{hidden}"),
            None => format!("{position} of {of}{hidden}"),
        };
        texts.push((place, Role::Text, 9));
        if list.marked() > 0 || list.is_ranging() {
            let ranging = if list.is_ranging() {
                ", range begun: v ends it"
            } else {
                ""
            };
            texts.push((format!("{} marked{ranging}", list.marked()), Role::Marked, 8));
        }
        if !list.filter().is_empty() {
            texts.push((list.filter().to_owned(), Role::Accent, 7));
        }
    }
    if app.screen.is(&declared::calendar::SCREEN) && app.session().is_none() {
        let facts = calendar::facts(app).into_iter().zip([8, 2]);
        texts.extend(facts.map(|((text, role), keep)| (text, role, keep)));
    }
    let failed = app.edits.unsaved.failed.len();
    if failed > 0 {
        texts.push((format!("{failed} NOT SAVED (:unsaved)"), Role::Danger, 10));
    } else if !app.edits.unsaved.coming.is_empty() && !tells_in_strip(app) {
        texts.push((saving(app).to_owned(), Role::Soon, 10));
    }
    let broken = app.sync.troubles.iter().filter(|trouble| trouble.is_broken()).count();
    if broken > 0 {
        texts.push((format!("{broken} broken files (:problems)"), Role::Danger, 6));
    }
    if let Some(branch) = &app.env.branch {
        texts.push((branch.clone(), Role::Muted, 3));
    }
    let facts: Vec<_> = texts
        .iter()
        .map(|(text, role, keep)| Fact {
            text,
            role: *role,
            keep: *keep,
        })
        .collect();
    status::draw(&facts, &keys_text(&app.input.pending), area, pen);
}
