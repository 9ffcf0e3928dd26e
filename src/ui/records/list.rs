//! A screen that is a list of records, with the detail beside it, over it, or not at all.

use std::borrow::Cow;
use std::collections::HashMap;

use ratatui::layout::Rect;

use crate::app::dialogs::Dialog;
use crate::app::list::List;
use crate::app::list::spec::{Column, Group};
use crate::app::screens::{ScreenId, controls};
use crate::app::state::App;
use crate::domain::kinds::finding;
use crate::domain::measures::control_progress::{Progress, is_of_annex_a};
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::records::{cell, detail};
use crate::ui::style::roles::Role;
use crate::ui::widgets::charts::bar::Segment;
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::frame::scroll::Scroll;
use crate::ui::widgets::table::{self, Table, Width};

/// Draws a list screen.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let Some(list) = app.list(app.screen) else { return };
    if app.screens.zoomed || body.width < layout::WITH_DETAIL {
        if app.screens.detail.focused {
            detail::draw(app, body, None, pen);
        } else {
            draw_list(app, list, body, true, pen);
        }
        return;
    }
    let panes = layout::panes(body);
    draw_list(
        app,
        list,
        panes.list,
        !app.screens.detail.focused && !has_record_over(app),
        pen,
    );
    if let Some(area) = panes.detail {
        detail::draw(app, area, panes.context, pen);
    }
}

fn has_record_over(app: &App) -> bool {
    matches!(app.dialogs.last(), Some(Dialog::Record(_)))
}

/// Draws a list in its pane.
pub fn draw_list(app: &App, list: &List, area: Rect, focused: bool, pen: &mut Pen<'_>) {
    let order = match list.sort {
        Some((column, descending)) => {
            let heading = list.spec.columns[column].heading.to_lowercase();
            format!(
                "by {heading}, {}",
                if descending { "highest first" } else { "lowest first" }
            )
        }
        None if app.screen == ScreenId::Treatment => "worst first".to_owned(),
        None if app.screen == ScreenId::Gap => {
            let coverage = Coverage::of(app.register.of(list.spec.kind));
            let (answered, operating) = (coverage.answered(), coverage.states[3]);
            format!("{answered} of {} answered, {operating} operating", coverage.total())
        }
        None if app.screen == ScreenId::Documents => documents_note(app),
        None if app.screen == ScreenId::Findings => findings_note(app),
        None if app.screen == ScreenId::Controls => {
            let (ours, others): (Vec<_>, Vec<_>) = app.register.of(list.spec.kind).partition(|one| is_of_annex_a(one));
            let (progress, others) = (Progress::of(ours), Progress::of(others));
            let apart = match others.applicable() {
                0 => String::new(),
                all => format!(", others {} of {all}", others.implemented),
            };
            let named = list.filter().chars().count() + apart.len();
            let room = usize::from(area.width).saturating_sub(22 + named);
            format!("{}%: {}{apart}", progress.percent(), progress.text(room))
        }
        None => String::new(),
    };
    let mut title = vec![Piece::new(app.screen.title(), Role::Title)];
    for (text, role) in subtitle(app, list) {
        title.push(Piece::new(format!(" {} {text}", pen.glyphs().dot), role));
    }
    let pane = Pane {
        title,
        note: &order,
        foot: "",
        focused,
    };
    let inside = pane.draw(area, pen);
    let columns: Vec<_> = list
        .spec
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| width(list, at, column))
        .collect();
    let wholes = if app.screen == ScreenId::Controls && !list.filter().is_empty() {
        controls::progress(app.view())
    } else {
        HashMap::new()
    };
    let groups: Vec<_> = list
        .groups(app.view())
        .into_iter()
        .map(|group| group_line(app, list, group, &wholes, inside.width))
        .collect();
    let empty = empty_text(app, list);
    let rows = Table {
        columns: &columns,
        rows: list.rows().len(),
        cursor: list.cursor,
        focused,
        groups: &groups,
        empty: &empty,
    };
    let words = list.words();
    let mut scroll = Scroll { top: list.top.get() };
    let extent = rows.draw(inside, &mut scroll, pen, |row, cells| {
        let Some(record) = list.rows().get(row).and_then(|slot| app.register.at(*slot)) else {
            return;
        };
        for column in list.spec.columns {
            cell::push(app.view(), record, column.name, &words, cells);
        }
        if list.is_marked(row) {
            cells.mark();
        }
        if record.is_retired() || !record.is_open() && dims_closed(app.screen) {
            cells.all(Role::Muted);
        }
    });
    list.top.set(scroll.top);
    list.height.set(usize::from(inside.height.saturating_sub(1)));
    pane.scrolled(area, extent, pen);
}

/// Tells whether a screen shows what is closed for reference only.
fn dims_closed(screen: ScreenId) -> bool {
    use ScreenId as S;
    matches!(
        screen,
        S::Treatment | S::Findings | S::Incidents | S::Suppliers | S::Objectives
    )
}

/// Returns how many findings are open, by their grade.
fn findings_note(app: &App) -> String {
    let open = || app.register.of(&finding::KIND).filter(|record| record.is_open());
    let of = |grade| {
        open()
            .filter(|record| record.get(finding::GRADE) == Some(grade))
            .count()
    };
    let (major, minor) = (of(finding::Grade::Major), of(finding::Grade::Minor));
    format!(
        "open: {major} major, {minor} minor, {} OFI",
        of(finding::Grade::Opportunity)
    )
}

/// Returns how many of the documents that are needed are there.
fn documents_note(app: &App) -> String {
    use crate::domain::kinds::document::{self, State};
    let states = app.register.of(&document::KIND);
    let states: Vec<_> = states
        .map(|record| document::state(&app.register, record, app.env.today))
        .collect();
    let of = |wanted: &[State]| states.iter().filter(|state| wanted.contains(state)).count();
    let needed = states.len() - of(&[State::NotNeeded]);
    let there = needed - of(&[State::Missing, State::Gone]);
    format!("{there} of {needed} there, {} current", of(&[State::Current]))
}

/// What is told above levels that no method of the organization gave.
pub const STAND_IN: &str = "method.ron has faults: levels by 5x5 (:problems)";

fn subtitle(app: &App, list: &List) -> Vec<(String, Role)> {
    let mut parts = Vec::new();
    let shows_levels = list.spec.columns.iter().any(|column| column.name == "level");
    if app.register.method().stands_in && shows_levels {
        parts.push((STAND_IN.to_owned(), Role::Overdue));
    }
    if app.screen == ScreenId::Risks && app.screens.heatmap.narrowed {
        let method = app.register.method();
        let likelihood = match app.screens.heatmap.likelihood {
            Some(level) => method
                .likelihoods
                .get(usize::from(level) - 1)
                .map_or("?", |step| &step.label),
            None => "no likelihood",
        };
        let consequence = method
            .consequences
            .get(usize::from(app.screens.heatmap.consequence) - 1)
            .map_or("?", |step| &step.label);
        let band = method.band_at(app.screens.heatmap.likelihood, app.screens.heatmap.consequence);
        let place = match band.filter(|_| app.screens.heatmap.by_band) {
            Some(band) => format!("band {}", method.band_name(band)),
            None => format!("{likelihood} x {consequence}"),
        };
        parts.push((place, Role::Accent));
    }
    if !list.filter().is_empty() {
        parts.push((list.filter().to_owned(), Role::Muted));
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
    let (note, role) = match app.screen {
        ScreenId::Controls => {
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
        ScreenId::Gap => {
            let coverage = Coverage::of(members());
            (
                format!("{} of {} answered", coverage.answered(), coverage.total()),
                Role::Group,
            )
        }
        _ => (
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

pub(in crate::ui) fn empty_text(app: &App, list: &List) -> String {
    if app.sync.loading.is_some() || list.is_outdated() {
        return "Reading.".to_owned();
    }
    if let Some(alias) = app.alias_of_filter() {
        let (term, target) = (&alias.term, &alias.target);
        return format!("{term}: see {target}; enter goes there.");
    }
    if !list.filter().is_empty() {
        return "Nothing matches; esc takes the filter away.".to_owned();
    }
    match app.screen {
        ScreenId::Systems => {
            "No AI systems yet: a adds one, `aims import systems FILE.csv` brings a spreadsheet.".to_owned()
        }
        ScreenId::Risks if app.screens.heatmap.narrowed => "No risks here; c lists all.".to_owned(),
        ScreenId::Risks => "No risks yet: a adds one.".to_owned(),
        ScreenId::Treatment => "Nothing is left to do: A adds an action, is:closed finds what was done.".to_owned(),
        ScreenId::Findings => "No findings: a adds one, F raises one from any record.".to_owned(),
        ScreenId::Incidents => "No incidents: a adds one; I goes back to the findings.".to_owned(),
        ScreenId::Suppliers => "No suppliers yet: a adds one; P goes back to the systems.".to_owned(),
        ScreenId::Objectives => "No objectives yet, and 6.2 asks for some: a adds one.".to_owned(),
        ScreenId::Evidence => "No evidence yet: V on any record attaches some, a adds some here.".to_owned(),
        _ => "Nothing here.".to_owned(),
    }
}
