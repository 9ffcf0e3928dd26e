//! The Today screen: what needs attention, and how ready the AIMS is, as bars.

use crate::app::screens::today::lines;
use crate::app::sync::since_last_visit;
use ratatui::layout::Rect;

use crate::app::input::command::Command;
use crate::app::screens::SCREENS;
use crate::app::screens::readiness::SCREEN as READINESS;
use crate::app::screens::today::{Line, Urgency};
use crate::app::state::{App, commands};
use crate::domain::readiness::Part;
use crate::domain::record::choice::Choices;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::screens::readiness::{bar, blocking};
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::roles::Role;
use crate::ui::widgets::detail::{Detail, Item};
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::frame::scroll::Scroll;

/// The cells of a bar.
const BAR: usize = 12;
/// The cells of the pane with the bars, where it is beside the lines.
const BESIDE: u16 = 62;

/// Draws the screen: the bars are beside the lines where there is room, else below them.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let is_wide = body.width >= layout::WITH_DETAIL + 10;
    let (left, right) = if is_wide {
        layout::right(body, BESIDE)
    } else {
        (body, Rect::default())
    };
    let on_bars = app.screens.today.cursor >= app.screens.today.lines.len();
    let mut lines = Vec::new();
    let mut cursor = rows(app, &mut lines);
    if app.sync.is_first_load() {
        lines.push(Item::Text("Reading.".into(), Role::Muted));
    }
    if is_wide {
        let mut bars = Vec::new();
        let here = bar_rows(app, pen.glyphs(), &mut bars);
        side(app, right, (&bars, here), pen);
    } else if app.screens.readiness.found.is_some() {
        lines.push(Item::Heading(heading(app).into()));
        cursor = cursor.or(bar_rows(app, pen.glyphs(), &mut lines));
    }
    let focused = app.dialogs.is_empty() && !(is_wide && on_bars);
    let date = app.env.today.format("%A, %-d %B %Y").to_string();
    let pane = Pane::new(title(app, pen.glyphs()), focused, pen.look()).note(&date);
    let mut inside = layout::measure(layout::inset(pane.inner(left), 1, 0));
    if !is_wide {
        // What blocks is on top, where one looks first.
        let (strip, rest) = layout::top(inside, 1);
        let pieces = [
            Piece::new(in_short(&blocking(app)).to_owned(), Role::Accent),
            Piece::new(key_of(app, &READINESS.show), Role::Muted),
            Piece::new(changed(app), Role::Soon),
        ];
        pen.pieces(strip, &pieces);
        inside = rest;
    }
    let mut scroll = Scroll::at(app.screens.today.top.get());
    let detail = Detail::new(&lines, pen.look()).cursor(cursor, focused);
    pen.render_stateful_widget(&detail, inside, &mut scroll);
    app.screens.today.top.set(scroll.top);
    pen.render_stateful_widget(&pane, left, &mut scroll);
}

/// Draws the bars in a pane of their own.
fn side(app: &App, area: Rect, (items, cursor): (&[Item<'_>], Option<usize>), pen: &mut Pen<'_>) {
    let focused = app.dialogs.is_empty() && cursor.is_some();
    let title = heading(app);
    let pane = Pane::titled(&title, focused, pen.look());
    pen.render_widget(&pane, area);
    let inside = layout::inset(pane.inner(area), 1, 0);
    let blocking = text::wrap(&blocking(app), usize::from(inside.width), pen.glyphs());
    let lines: Vec<_> = blocking.into_iter().map(|line| (line, Role::Muted)).collect();
    let (first, rest) = layout::top(inside, u16::try_from(lines.len() + 2).unwrap_or(u16::MAX));
    let changed = (changed(app).trim_start().to_owned(), Role::Soon);
    for (at, (line, role)) in lines.iter().chain([&changed]).enumerate() {
        pen.text(layout::line(first, at), line, *role);
    }
    let bars = Detail::new(items, pen.look()).cursor(cursor, focused);
    pen.render_stateful_widget(&bars, rest, &mut Scroll::default());
}

/// Returns what blocks without the counts behind it, which Readiness shows.
fn in_short(blocking: &str) -> &str {
    blocking.split_once(':').map_or(blocking, |(short, _)| short)
}

/// Returns the key of an action behind what it is about.
fn key_of(app: &App, command: &Command) -> String {
    let key = app.input.keymap.keys(&app.contexts(), command);
    key.map(|key| format!("  ({key})")).unwrap_or_default()
}

/// Returns in a few words that others changed records, once that is known.
fn changed(app: &App) -> String {
    let key = || key_of(app, &commands::CHANGES).replace("  ", " ");
    let count = since_last_visit::changed_by_others(app);
    count
        .map(|count| format!("  {count} changed{}", key()))
        .unwrap_or_default()
}

fn title(app: &App, glyphs: &Glyphs) -> Vec<Piece<'static>> {
    let mut title = vec![Piece::new("Today", Role::Title)];
    if let Some(handle) = lines::mine(app) {
        title.push(Piece::new(format!(" {} owner: {handle}", glyphs.dot), Role::Accent));
    }
    if app.screens.today.is_counting() {
        title.push(Piece::new(format!(" {} counting ...", glyphs.dot), Role::Soon));
    }
    title
}

fn heading(app: &App) -> String {
    format!("Ready for {}", app.screens.readiness.goal(app.view()).item().label)
}

/// Adds the lines and returns the position of the one under the cursor.
fn rows<'a>(app: &'a App, items: &mut Vec<Item<'a>>) -> Option<usize> {
    let mut cursor = None;
    for (at, line) in app.screens.today.lines.iter().enumerate() {
        if let Some(section) = line.section {
            items.push(Item::Heading(section.into()));
        }
        if at == app.screens.today.cursor {
            cursor = Some(items.len());
        }
        items.push(Item::Row(row(line, app.screens.today.is_counting())));
    }
    cursor
}

/// Returns a line; one that is counted again, and so may not be right any more, stands back.
fn row(line: &Line, is_old: bool) -> Vec<Piece<'_>> {
    let role = match line.urgency {
        _ if is_old => Role::Muted,
        Urgency::Bad => Role::Overdue,
        Urgency::Soon => Role::Soon,
        Urgency::Calm => Role::Text,
    };
    let mut pieces = match line.count {
        Some(count) => vec![
            Piece::new(format!("{count:>5} "), role),
            Piece::new(line.text.as_str(), if is_old { Role::Muted } else { Role::Text }),
        ],
        None => vec![Piece::plain("      "), Piece::new(line.text.as_str(), role)],
    };
    if let Some(lead) = &line.leads {
        pieces.push(Piece::new(format!("  {}", lead.words(SCREENS)), Role::Muted));
    }
    pieces
}

/// Adds a bar for each part of the standard and returns the position of the one under the cursor.
fn bar_rows(app: &App, glyphs: &Glyphs, items: &mut Vec<Item<'_>>) -> Option<usize> {
    app.screens.readiness.found.as_ref()?;
    let first = app.screens.today.lines.len();
    let mut cursor = None;
    for (at, part) in Part::ALL.iter().enumerate() {
        if first + at == app.screens.today.cursor {
            cursor = Some(items.len());
        }
        let share = app.screens.readiness.share(*part);
        let role = if share.blockers == 0 { Role::Good } else { Role::Soon };
        let (drawn, percent) = match share.asked {
            0 => ("nothing asked".to_owned(), String::new()),
            _ => (bar(share, BAR, glyphs), format!(" {:>3}%", share.percent())),
        };
        let name = format!("{:<3} {}", part.item().label, part.title(&app.register));
        items.push(Item::Row(vec![
            Piece::new(format!("{:>5} ", share.blockers), role),
            Piece::plain(text::pad(&name, 31, Align::Left, glyphs)),
            Piece::new(format!(" {drawn}"), role),
            Piece::new(percent, Role::Muted),
        ]));
    }
    cursor
}
