//! How the figures of the AIMS went, month by month, over the screen's panes: one chart per figure.

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use crate::app::dialogs::Dialog;
use crate::app::dialogs::record_history::Reading;
use crate::app::dialogs::trends::TrendsPage;
use crate::app::state::App;
use crate::domain::measures::trend::{FIGURES, Figure, Point};
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::dialogs::Draw;
use crate::ui::style::roles::Role;
use crate::ui::widgets::charts::spark::Spark;
use crate::ui::widgets::frame::pane::Pane;

/// How wide a chart is at least; every month has a cell in it.
const LEAST: u16 = 27;

/// How many lines a chart has at most, with the blank one below; more would say nothing more.
const TALLEST: u16 = 16;

impl Draw for TrendsPage {
    fn draw(&self, app: &App, _: Rect, body: Rect, pen: &mut Pen<'_>) -> Option<Position> {
        draw(app, self, body, pen);
        None
    }
}

/// Draws the page.
fn draw(app: &App, of: &TrendsPage, body: Rect, pen: &mut Pen<'_>) {
    pen.clear(body);
    let points = of.months(app.trends.as_ref());
    let cursor = points.len().saturating_sub(of.back + 1);
    let mut title = vec![Piece::new("Trends", Role::Title)];
    if let Some(point) = points.get(cursor) {
        let commit = match &point.commit {
            Some(commit) => format!(", commit {}", commit.get(..10).unwrap_or(commit)),
            None => ", as it is now".to_owned(),
        };
        let day = point.day.format("%-d %B %Y");
        title.push(Piece::new(format!(" {} {day}{commit}", pen.glyphs().dot), Role::Accent));
    }
    let trends = app.trends.as_ref();
    let note = match trends.map(|trends| (&trends.state, trends.cut)) {
        Some((Reading::Going, _)) => format!("reading, {} months", points.len() - 1),
        Some((Reading::Broken(_), _)) => "broken off".to_owned(),
        Some((_, true)) => "a shallow clone".to_owned(),
        _ => format!("{} months", points.len()),
    };
    let pane = Pane::new(title, true, pen.look()).note(&note);
    let hints = of.hints();
    let pane = pane.foot(&hints);
    pen.render_widget(&pane, body);
    let mut inside = layout::inset(pane.inner(body), 1, 0);
    if let Some(Reading::Broken(why)) = trends.map(|trends| &trends.state) {
        let (rest, line) = layout::bottom(inside, 1);
        pen.text(line, why, Role::Warning);
        inside = rest;
    }
    let wide = if inside.width >= 150 { 3 } else { 2 };
    let columns = layout::equal(inside, LEAST, wide);
    let rows = FIGURES.len().div_ceil(columns.len().max(1)) as u16;
    let each = (inside.height / rows.max(1)).min(TALLEST);
    // A blank line between charts is worth more than a taller one.
    let height = if each > 4 { each - 1 } else { each };
    for (nth, figure) in FIGURES.iter().enumerate() {
        let Some(column) = columns.get(nth % columns.len().max(1)) else {
            break;
        };
        let row = (nth / columns.len()) as u16;
        let area = layout::part(*column, 0, row * each, column.width.saturating_sub(1), height);
        chart(figure, &points, cursor, area, pen);
    }
}

/// Draws one figure: its label, the first value, that under the cursor and the last, then the chart.
fn chart(figure: &Figure, points: &[&Point], cursor: usize, area: Rect, pen: &mut Pen<'_>) {
    let values: Vec<_> = points.iter().map(|point| (figure.get)(&point.figures)).collect();
    let days: Vec<NaiveDate> = points.iter().map(|point| point.day).collect();
    let wholes: Option<Vec<_>> = figure
        .of
        .map(|of| points.iter().map(|point| of(&point.figures)).collect());
    // The scale is that of the label: the whole under the cursor.
    let whole = wholes.as_ref().and_then(|wholes| wholes.get(cursor));
    let most = values.iter().chain(whole).max().copied();
    let (head, plot) = layout::top(area, 1);
    let arrow = format!(" {} ", pen.glyphs().right);
    let (first, last) = (values.first(), values.last());
    let mut labels: Vec<(usize, String, Role)> = Vec::new();
    for (at, value) in [(0, first), (cursor, values.get(cursor)), (values.len() - 1, last)] {
        let Some(value) = value else { continue };
        if labels.iter().any(|(known, ..)| *known == at) {
            continue;
        }
        let role = if at == cursor { Role::Title } else { Role::Text };
        labels.push((at, value.to_string(), role));
    }
    let mut pieces = Vec::new();
    for (_, text, role) in labels {
        if !pieces.is_empty() {
            pieces.push(Piece::new(arrow.clone(), Role::Muted));
        }
        pieces.push(Piece::new(text, role));
    }
    let wide: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
    let (name, figures) = layout::right(head, wide as u16);
    let name = layout::left(name, name.width.saturating_sub(1)).0;
    let label = match whole {
        Some(whole) => format!("{}, of {whole}", figure.label),
        None => figure.label.to_owned(),
    };
    // Where there is no room for it, the scale shows the whole all the same.
    let label = if label.len() > usize::from(name.width) {
        figure.label
    } else {
        &label
    };
    pen.text(name, label, Role::Header);
    pen.pieces(figures, &pieces);
    let spark = Spark {
        values: &values,
        days: &days,
        most: most.unwrap_or(0),
        cursor,
        look: pen.look(),
    };
    pen.render_widget(&spark, plot);
}
