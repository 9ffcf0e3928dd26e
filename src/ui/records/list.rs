//! A screen that is a list of records, with the detail beside it, over it, or not at all.

use crate::app::dialogs::ShownRecord;
use std::borrow::Cow;
use std::collections::HashMap;

use ratatui::layout::Rect;

use crate::app::input::screen::Measure;
use crate::app::list::List;
use crate::app::list::spec::{Column, Group};
use crate::app::screens::controls;
use crate::app::state::App;
use crate::app::state::contexts::with_keys;
use crate::domain::measures::control_progress::Progress;
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::records::{cell, detail};
use crate::ui::style::roles::Role;
use crate::ui::widgets::charts::bar::Segment;
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::table::{self, Table, Width};

/// Draws a list screen.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let Some(list) = app.list(app.screen) else { return };
    if app.screens.zoomed || body.width < layout::WITH_DETAIL {
        if app.screens.detail.focused {
            detail::draw(app, body, None, pen);
        } else {
            draw_list(app, list, body, (true, Alone::Yes), pen);
        }
        return;
    }
    let panes = layout::panes(body);
    draw_list(
        app,
        list,
        panes.list,
        (!app.screens.detail.focused && !has_record_over(app), Alone::No),
        pen,
    );
    if let Some(area) = panes.detail {
        detail::draw(app, area, panes.context, pen);
    }
}

fn has_record_over(app: &App) -> bool {
    app.dialogs.top::<ShownRecord>().is_some()
}

/// Whether a list stands without a detail that says what its columns have no room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alone {
    /// The lower line of its pane tells of the row under the cursor what is cut.
    Yes,
    /// The detail beside it tells everything.
    No,
}

/// Draws a list in its pane: whether it has the keyboard, and whether it stands alone.
pub fn draw_list(app: &App, list: &List, area: Rect, (focused, alone): (bool, Alone), pen: &mut Pen<'_>) {
    let order = match list.sort {
        Some((column, descending)) => {
            let heading = list.spec.columns[column].heading.to_lowercase();
            format!(
                "by {heading}, {}",
                if descending { "highest first" } else { "lowest first" }
            )
        }
        None => (app.screen.note)(app, list, usize::from(area.width)),
    };
    let mut title = vec![Piece::new(app.screen.title, Role::Title)];
    for (text, role) in subtitle(app, list) {
        title.push(Piece::new(format!(" {} {text}", pen.glyphs().dot), role));
    }
    let pane = Pane::new(title, focused, pen.look()).note(&order);
    let inside = pane.inner(area);
    let columns: Vec<_> = list
        .spec
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| width(list, at, column))
        .collect();
    let wholes = if app.screen.measure == Measure::Progress && !list.filter().is_empty() {
        controls::progress(app.view())
    } else {
        HashMap::new()
    };
    let groups: Vec<_> = list
        .groups(app.view())
        .into_iter()
        .map(|group| group_line(app, list, group, &wholes, inside.width))
        .collect();
    let words = list.words();
    let rows = Table {
        columns: &columns,
        rows: list.rows().len(),
        cursor: list.cursor,
        focused,
        groups: &groups,
        empty: &empty_text(app, list),
        look: pen.look(),
        fill: &|row, cells| {
            let Some(record) = list.rows().get(row).and_then(|slot| app.register.at(*slot)) else {
                return;
            };
            for column in list.spec.columns {
                cell::push(app.view(), record, column.name, &words, cells);
            }
            if list.is_marked(row) {
                cells.mark();
            }
            if record.is_retired() || !record.is_open() && app.screen.dims_closed {
                cells.all(Role::Muted);
            }
        },
    };
    let hidden = match alone {
        Alone::Yes => told(list, &rows.hidden(inside), pen.glyphs().dot),
        Alone::No => String::new(),
    };
    let pane = pane.below(&hidden);
    rows.render_in(&pane, (area, inside), (&list.top, &list.height), pen);
}

/// Writes what a row has no room for: its name first, which needs no label.
fn told(list: &List, hidden: &[(&str, String)], dot: &str) -> String {
    let mut columns = list.spec.columns.iter();
    let name = columns.find(|column| matches!(column.name, "title" | "question"));
    let is_name = |title: &str| name.is_some_and(|column| column.heading == title);
    let part = |(title, text): &(&str, String)| {
        if is_name(title) {
            text.clone()
        } else {
            format!("{title}: {text}")
        }
    };
    let (names, others): (Vec<_>, Vec<_>) = hidden.iter().partition(|(title, _)| is_name(title));
    let parts: Vec<_> = names.into_iter().chain(others).map(part).collect();
    parts.join(&format!(" {dot} "))
}

/// The note above levels by the standard method, while that of the organization is not there or has faults.
pub const STAND_IN: &str = "no usable method.ron: levels by 5x5 (:problems)";

fn subtitle(app: &App, list: &List) -> Vec<(String, Role)> {
    let mut parts = Vec::new();
    let shows_levels = list.spec.columns.iter().any(|column| column.name == "level");
    if app.register.method().is_fallback && shows_levels {
        parts.push((STAND_IN.to_owned(), Role::Overdue));
    }
    if let Some(place) = (app.screen.within)(app) {
        parts.push((place, Role::Accent));
    }
    if !list.filter_in_force().is_empty() {
        parts.push((list.filter_in_force().to_owned(), Role::Muted));
    }
    parts
}

fn width<'a>(list: &List, at: usize, column: &Column) -> table::Column<'a> {
    let width = match (column.share, column.least == column.most) {
        (0, true) => Width::Fixed(column.least),
        (0, false) => Width::Range(column.least, column.most),
        (share, _) => Width::Flex(column.least, share),
    };
    let mut out = table::Column::new(column.heading, width);
    if column.drop > 0 {
        out = out.keep(10 - column.drop);
    }
    if matches!(
        column.name,
        "due" | "next" | "report" | "slips" | "overdue" | "risks" | "actions" | "problems" | "evidence"
    ) && column.share == 0
    {
        out = out.right();
    }
    match list.sort {
        Some((sorted, true)) if sorted == at => out.sorted(table::Sort::Descending),
        Some((sorted, false)) if sorted == at => out.sorted(table::Sort::Ascending),
        _ => out,
    }
}

fn group_line<'a>(
    app: &App,
    list: &List,
    (first, count, group): (usize, usize, Group),
    wholes: &HashMap<u32, Progress>,
    width: u16,
) -> table::Group<'a> {
    let members = || {
        let slots = list.rows()[first..first + count].iter();
        slots
            .filter_map(|slot| app.register.at(*slot))
            .collect::<Vec<&Record>>()
    };
    let mut bar = None;
    let (note, role) = match app.screen.measure {
        Measure::Progress => {
            // A filter hides rows of a domain, not how far the domain is.
            let whole = wholes.get(&group.rank).copied();
            let progress = whole.unwrap_or_else(|| Progress::of(members()));
            let part = |amount, role| Segment { amount, role };
            let parts = vec![
                part(progress.implemented, Role::Good),
                part(progress.partial, Role::Warning),
                part(progress.planned, Role::Accent),
            ];
            bar = Some((parts, progress.applicable()));
            let room = usize::from(width).saturating_sub(group.title.chars().count() + 2);
            // The counts go before the bar, and both before long words.
            let beside = progress.text(room.saturating_sub(15));
            let short = beside.contains(" of ");
            (if short { progress.text(room) } else { beside }, Role::Group)
        }
        Measure::Coverage => {
            let coverage = Coverage::of(members());
            (
                format!("{} of {} answered", coverage.answered(), coverage.total()),
                Role::Group,
            )
        }
        Measure::Count => (
            count.to_string(),
            match group.rank {
                ..3 => Role::Overdue,
                3 => Role::Soon,
                _ => Role::Group,
            },
        ),
    };
    table::Group {
        first,
        label: Cow::Owned(group.title),
        note: Cow::Owned(note),
        role,
        bar,
    }
}

/// Returns what is in place of rows where there are none.
pub(in crate::ui) fn empty_text(app: &App, list: &List) -> String {
    with_keys(app, &why_empty(app, list))
}

fn why_empty(app: &App, list: &List) -> String {
    if app.sync.loading.is_some() || list.is_outdated() {
        return "Reading.".to_owned();
    }
    if let Some(alias) = list.alias(app.register.catalogue()) {
        let (term, target) = (&alias.term, &alias.target);
        return format!("{term}: see {target}; :open goes there.");
    }
    if !list.filter().is_empty() {
        return "Nothing matches; :back takes the filter away.".to_owned();
    }
    (app.screen.empty)(app).to_owned()
}
