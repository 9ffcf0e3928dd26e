//! A review that is being held: one point with its figures, what was recorded about it, what it is about, and how far one is.

use ratatui::layout::Rect;

use crate::app::detail::Line;
use crate::app::guided::review::points;
use crate::app::guided::review::{Holding, hints, minutes};
use crate::app::guided::session::summary::span;
use crate::app::state::App;
use crate::domain::kinds::review;
use crate::domain::record::Record;
use crate::domain::review as agenda;
use crate::domain::review::{Origin, Point};
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::records::detail::{scrolled, shown};
use crate::ui::status::unsaved;
use crate::ui::style::roles::Role;
use crate::ui::widgets::charts::bar::{Bar, Segment};
use crate::ui::widgets::detail::Detail;
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::frame::scroll::Scroll;

/// How many lines what a point is about has at least before the agenda goes below it.
const LEAST_LINES: u16 = 14;

/// Draws the review in the whole body.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let Some((holding, record)) = points::held(app) else {
        return;
    };
    let (main, beside) = layout::reading(body);
    let dot = pen.glyphs().dot;
    let place = match holding.point() {
        Some(_) => format!("{} of {}", holding.at + 1, holding.points.len()),
        None => "the end".to_owned(),
    };
    let title = vec![
        Piece::new("Holding", Role::Title),
        Piece::new(format!(" {dot} {}", record.title()), Role::Muted),
    ];
    let pane = Pane::new(title, app.dialogs.is_empty(), pen.look()).note(&place);
    pen.render_widget(&pane, main);
    let inside = layout::inset(pane.inner(main), 1, 0);
    let (rest, foot) = layout::bottom(inside, 1);
    strip(app, holding, record, foot, pen);
    let (rest, _) = layout::bottom(rest, 1);
    let Some(point) = holding.point() else {
        results(app, record, rest, beside, pen);
        return;
    };
    let below = head(point, rest, pen);
    let mut entries = hints::entry_lines(app.view(), record, point);
    let mut lines = hints::lines(app.view(), point);
    match beside {
        None => {
            entries.append(&mut lines);
            moving(app, &entries, below, pen);
        }
        Some(area) => {
            still(app, &entries, below, pen);
            // Where there is room for both the agenda is below.
            let height = holding.points.len() as u16 + 2;
            let roomy = lines.is_empty() || area.height >= height + LEAST_LINES;
            let (upper, lower) = match roomy {
                true if lines.is_empty() => layout::bottom(area, area.height),
                true => layout::bottom(area, height),
                false => layout::bottom(area, 0),
            };
            if !lines.is_empty() {
                let pane = Pane::titled("What it is about", false, pen.look());
                let inside = layout::inset(pane.inner(upper), 1, 0);
                let mut scroll = moving(app, &lines, inside, pen);
                pen.render_stateful_widget(&pane, upper, &mut scroll);
            }
            if roomy {
                overview(app, record, lower, pen);
            }
        }
    }
}

/// Draws what a point is called and what the register says about it, and returns what is left of the area.
fn head(point: &Point, area: Rect, pen: &mut Pen<'_>) -> Rect {
    let area = layout::measure(area);
    let origin = hints::origin(point);
    let (left, right) = layout::right(layout::line(area, 0), origin.len() as u16);
    pen.text(layout::right(left, 1).0, &point.title, Role::Accent);
    let role = if point.origin == Origin::Standard {
        Role::Muted
    } else {
        Role::Soon
    };
    pen.aligned(right, &origin, role, Align::Right);
    let (_, rest) = layout::top(area, 2);
    let lines = text::wrap(&point.figures, usize::from(rest.width), pen.glyphs());
    pen.lines(rest, &lines, Role::Title);
    layout::top(rest, lines.len() as u16 + 1).1
}

/// Draws what came of the review, and beside it the agenda with what was dealt with.
fn results(app: &App, record: &Record, area: Rect, beside: Option<Rect>, pen: &mut Pen<'_>) {
    let area = layout::measure(area);
    pen.text(layout::line(area, 0), "What came of it", Role::Accent);
    let Some(holding) = app.guided.holding(app.screen) else {
        return;
    };
    let lines = minutes::closing(app.view(), holding, record);
    moving(app, &lines, layout::top(area, 2).1, pen);
    if let Some(area) = beside {
        overview(app, record, area, pen);
    }
}

/// Draws the agenda with what was dealt with and where one is.
fn overview(app: &App, record: &Record, area: Rect, pen: &mut Pen<'_>) {
    let pane = Pane::titled("Agenda", false, pen.look());
    pen.render_widget(&pane, area);
    let Some(holding) = app.guided.holding(app.screen) else {
        return;
    };
    let inside = layout::inset(pane.inner(area), 1, 0);
    // The point talked about stays in sight.
    let height = usize::from(inside.height);
    let top = (holding.at + 1).saturating_sub(height);
    for (at, point) in holding.points.iter().enumerate().skip(top).take(height) {
        let dealt = agenda::is_dealt_with(record, &point.title);
        let role = match (at == holding.at, dealt) {
            (true, _) => Role::Selected,
            (false, true) => Role::Text,
            (false, false) => Role::Muted,
        };
        let tick = if dealt { "[x]" } else { "[ ]" };
        pen.text(layout::line(inside, at - top), &format!("{tick} {}", point.title), role);
    }
}

/// Draws lines that are scrolled as the keyboard says.
fn moving(app: &App, lines: &[Line], area: Rect, pen: &mut Pen<'_>) -> Scroll {
    let items: Vec<_> = lines.iter().map(|line| shown(app, line)).collect();
    scrolled(app, &Detail::new(&items, pen.look()), area, pen)
}

/// Draws lines from their first one.
fn still(app: &App, lines: &[Line], area: Rect, pen: &mut Pen<'_>) {
    let items: Vec<_> = lines.iter().map(|line| shown(app, line)).collect();
    pen.render_stateful_widget(&Detail::new(&items, pen.look()), area, &mut Scroll::default());
}

/// Draws how far the review is: the points dealt with as a bar and a count, the decisions, and the time spent.
fn strip(app: &App, holding: &Holding, record: &Record, area: Rect, pen: &mut Pen<'_>) {
    let (dealt, total) = (holding.dealt_with(record), holding.points.len());
    let (bar, rest) = layout::left(area, (area.width / 5).clamp(8, 24));
    let segments = [Segment {
        amount: dealt,
        role: Role::Good,
    }];
    pen.render_widget(&Bar::new(&segments, total, pen.look()), bar);
    let dot = pen.glyphs().dot;
    let counted =
        |count: usize, one: &str, several: &str| format!("{count} {}", if count == 1 { one } else { several });
    let decided = record.get(review::DECISIONS).len();
    let found = minutes::findings(&app.register, record).count();
    let there = record.get(review::ATTENDED).len();
    let mut text = format!(
        "  {dealt} of {total} {dot} {}",
        counted(decided, "decision", "decisions")
    );
    if found > 0 {
        text.push_str(&format!(" {dot} {}", counted(found, "finding", "findings")));
    }
    text.push_str(&format!(" {dot} {there} there {dot} {}", span(holding.watch.spent)));
    let used = pen.text(rest, &text, Role::Muted);
    if let Some(word) = unsaved(app) {
        pen.piece(layout::left(rest, used + 1).1, &word, Align::Right);
    }
}
