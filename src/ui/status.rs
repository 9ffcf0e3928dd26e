//! The status line: a notice or the facts about the screen, and whether the last edit is on disk.

use ratatui::layout::Rect;

use crate::app::input::keymap::text as keys_text;
use crate::app::notices::{Notice, Tone};
use crate::app::state::App;
use crate::app::state::contexts::with_keys;
use crate::app::unsaved::Standing;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::canvas::text::width;
use crate::ui::screens;
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::status::{Fact, StatusLine};

/// Draws a notice, behind a word for the last edit where the notice is about one.
pub(super) fn notice(app: &App, notice: &Notice, parts: layout::Screen, pen: &mut Pen<'_>) {
    let refused = notice.tone == Tone::Refused;
    let role = if refused { Role::Warning } else { Role::Good };
    let mut pieces = vec![Piece::new(notice.text.as_str(), role)];
    if notice.tone == Tone::Edited && !shows_strip(app) {
        pieces.insert(0, on_disk(app));
    }
    pen.pieces(notice_line(parts), &pieces);
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

/// Whether the line has room for all of a notice; a longer one gets a box of its own.
pub(super) fn fits_status(app: &App, notice: &Notice, parts: layout::Screen, pen: &Pen<'_>) -> bool {
    let glyphs = pen.glyphs();
    let before = match notice.tone {
        Tone::Edited if !shows_strip(app) => width(&on_disk(app).text, glyphs),
        _ => 0,
    };
    before + width(&notice.text, glyphs) <= usize::from(notice_line(parts).width)
}

/// Returns a word for edits that are not on disk yet, if there are any.
pub(super) fn unsaved(app: &App) -> Option<Piece<'static>> {
    let unsaved = &app.edits.unsaved;
    match (unsaved.failed.is_empty(), unsaved.saving.is_empty(), unsaved.waits) {
        (false, ..) => Some(Piece::new("NOT SAVED", Role::Danger)),
        (true, true, _) => None,
        (true, false, true) => Some(Piece::new("waiting for another aims", Role::Soon)),
        (true, false, false) => Some(Piece::new("saving", Role::Soon)),
    }
}

/// Whether a guided mode shows in its own strip what is not on disk yet.
fn shows_strip(app: &App) -> bool {
    app.guided.session(app.screen).is_some() || app.guided.holding(app.screen).is_some()
}

/// Returns whether the last edit is on disk, as a word of one width.
fn on_disk(app: &App) -> Piece<'static> {
    match app.edits.unsaved.last() {
        Standing::NotSaved => Piece::new("NOT SAVED  ", Role::Danger),
        Standing::Saved => Piece::new("saved   ", Role::Muted),
        Standing::Saving => Piece::new("saving  ", Role::Soon),
    }
}

/// Draws the facts about the screen, and the keys typed so far.
pub(super) fn facts(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let mut texts: Vec<(String, Role, u8)> = Vec::new();
    if let Some(list) = app
        .list(app.screen)
        .filter(|_| app.guided.session(app.screen).is_none())
    {
        let total = app.register.count(list.spec.kind);
        let of = list.rows().len();
        let hidden = if of < total {
            format!(" ({total} in all)")
        } else {
            String::new()
        };
        let place = app.screen.pane.place(list);
        texts.push((format!("{place}{hidden}"), Role::Text, 9));
        if list.marked() > 0 || list.is_ranging() {
            let ranging = if list.is_ranging() {
                with_keys(app, ", range begun: :mark-range ends it")
            } else {
                String::new()
            };
            texts.push((format!("{} marked{ranging}", list.marked()), Role::Marked, 8));
        }
        if !list.filter().is_empty() {
            texts.push((list.filter().to_owned(), Role::Accent, 7));
        }
    }
    texts.extend((screens::of(app.screen).facts)(app));
    let failed = app.edits.unsaved.failed.len();
    if failed > 0 {
        texts.push((format!("{failed} NOT SAVED (:unsaved)"), Role::Danger, 10));
    } else if let Some(word) = unsaved(app).filter(|_| !shows_strip(app)) {
        texts.push((word.text.into_owned(), word.role, 10));
    }
    let broken = app.sync.problems.iter().filter(|problem| problem.is_broken()).count();
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
    let line = StatusLine {
        facts: &facts,
        pending: &keys_text(&app.input.pending),
        look: pen.look(),
    };
    pen.render_widget(&line, area);
}
