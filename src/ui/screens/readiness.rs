//! The Readiness screen: what falls short of a goal, with its weight, owner and day, and what is known of the one selected.

use ratatui::layout::Rect;

use crate::app::screens::readiness::Row;
use crate::app::screens::readiness::heading::{Heading, NOBODY, Order};
use crate::app::state::App;
use crate::app::state::contexts::with_keys;
use crate::domain::readiness::{Mend, Share, Shortfall};
use crate::domain::record::check::Weight;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::search::highlights;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::roles::Role;
use crate::ui::widgets::charts::bar;
use crate::ui::widgets::detail::{Detail, Item};
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::frame::scroll::Scroll;
use crate::ui::widgets::table::{self, Table, Width};

/// The cells of a bar.
const BAR: usize = 13;
/// The cells of an owner.
const OWNER: u16 = 8;
/// The cells of a day, or of how much of a part is fulfilled.
const DUE: u16 = 9;
/// The most cells of what is to be known of one blocker, beside the list.
const BESIDE: u16 = 64;
/// The lines below the list on a small screen, for the whole of the blocker under the cursor.
const WHOLE: u16 = 3;

/// Draws the screen.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let is_wide = body.width >= layout::WITH_DETAIL;
    let (list, whole) = if is_wide {
        layout::right(body, BESIDE.min(body.width * 2 / 5))
    } else {
        layout::bottom(body, WHOLE.min(body.height / 3))
    };
    draw_list(app, list, pen);
    if is_wide {
        let pane = Pane::titled("What falls short", false, pen.look());
        pen.render_widget(&pane, whole);
        read(&wide(app), layout::inset(pane.inner(whole), 1, 0), pen);
    } else {
        read(&narrow(app), layout::inset(whole, 2, 0), pen);
    }
}

fn read(items: &[Item<'_>], area: Rect, pen: &mut Pen<'_>) {
    let detail = Detail::new(items, pen.look());
    pen.render_stateful_widget(&detail, layout::measure(area), &mut Scroll::default());
}

/// Returns in a sentence what blocks and how much falls short beside.
pub fn blocking(app: &App) -> String {
    if app.sync.is_first_load() {
        return "The register is being read.".to_owned();
    }
    let goal = app.screens.readiness.goal(app.view()).item().label;
    let found = app
        .screens
        .readiness
        .found
        .as_ref()
        .filter(|_| !app.screens.readiness.is_old());
    let Some(found) = found else {
        return format!("What falls short of {goal} is being found.");
    };
    found.verdict()
}

/// Returns a share as a bar of characters.
pub fn bar(share: Share, width: usize, glyphs: &Glyphs) -> String {
    bar::text(&[share.met], share.asked, width, glyphs)
}

fn draw_list(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let focused = app.dialogs.is_empty();
    let glyphs = pen.glyphs();
    let readiness = &app.screens.readiness;
    let goal = readiness.goal(app.view()).item().label;
    let mut title = vec![
        Piece::new("Readiness", Role::Title),
        Piece::new(format!(" {} {goal}", glyphs.dot), Role::Accent),
    ];
    title.push(Piece::new(
        format!(" {} {}", glyphs.dot, readiness.order().item().label),
        Role::Muted,
    ));
    if readiness.found.is_some() && readiness.is_old() {
        title.push(Piece::new(format!(" {} counting ...", glyphs.dot), Role::Soon));
    }
    if !readiness.filter().is_empty() {
        title.push(Piece::new(
            format!(" {} {}", glyphs.dot, readiness.filter()),
            Role::Muted,
        ));
    }
    let note = match &readiness.found {
        Some(found) => {
            let Share { blockers, others, .. } = found.whole();
            let said = |(blockers, others)| {
                let word = if blockers == 1 { "blocks" } else { "block" };
                format!("{blockers} {word}, {others} more")
            };
            if readiness.filter().is_empty() {
                said((blockers, others))
            } else {
                format!("{} of {}", said(readiness.shown(app.view())), blockers + others)
            }
        }
        None => String::new(),
    };
    let pane = Pane::new(title, focused, pen.look()).note(&note);
    let inside = pane.inner(area);
    // What the headings say needs no column.
    let (with_weight, with_owner) = (readiness.order() != Order::Weight, readiness.order() != Order::Owner);
    let mut columns = vec![table::Column::new("Clause and what falls short", Width::Flex(40, 1))];
    columns.extend(with_weight.then(|| table::Column::new("Weight", Width::Fixed(6)).keep(6)));
    columns.push(table::Column::new("Where", Width::Fixed(BAR as u16)).keep(9));
    columns.extend(with_owner.then(|| table::Column::new("Owner", Width::Fixed(OWNER)).keep(4)));
    columns.push(table::Column::new("Due", Width::Fixed(DUE)).right().keep(8));
    let empty = if readiness.found.is_none() {
        "What falls short is being found."
    } else {
        "Nothing has these words; :back removes them."
    };
    let rows = readiness.rows();
    let table = Table {
        columns: &columns,
        rows: rows.len(),
        cursor: readiness.cursor,
        focused,
        groups: &[],
        empty: &with_keys(app, empty),
        look: pen.look(),
        fill: &|row, cells| match rows[row] {
            Row::Heading(at) => heading_row(app, at, glyphs, cells),
            Row::Shortfall(at) => {
                if let Some(one) = readiness.found.as_ref().and_then(|found| found.shortfalls.get(at)) {
                    shortfall_row(app, one, cells);
                }
            }
        },
    };
    table.render_in(&pane, (area, inside), (&readiness.top, &readiness.height), pen);
}

fn heading_row(app: &App, at: usize, glyphs: &'static Glyphs, cells: &mut table::Cells<'_>) {
    let blockers = &app.screens.readiness;
    let Some((heading, count)) = blockers.heading(at) else {
        return;
    };
    let goal = blockers.goal(app.view()).item().label;
    let fold = glyphs.fold[usize::from(!blockers.is_open(heading))];
    cells.push(format!("{fold} {}", heading.text(goal, &app.register)), Role::Header);
    let (bar, figures, role) = match heading {
        Heading::Part(part) => {
            let share = blockers.share(*part);
            let role = if share.blockers == 0 { Role::Good } else { Role::Accent };
            (bar(share, BAR, glyphs), format!("{}/{}", share.met, share.asked), role)
        }
        _ => (String::new(), count.to_string(), Role::Text),
    };
    cells.extend_empty(usize::from(blockers.order() != Order::Weight));
    cells.push(bar, role);
    cells.extend_empty(usize::from(blockers.order() != Order::Owner));
    cells.push(figures, Role::Text);
}

fn shortfall_row(app: &App, one: &Shortfall, cells: &mut table::Cells<'_>) {
    let order = app.screens.readiness.order();
    let line = format!("  {} {}", one.clause(), one.text(&app.register));
    let found = highlights(&line, app.screens.readiness.words());
    cells.push_matching(line, Role::Text, found);
    if order != Order::Weight {
        cells.push(one.weight.item().short, weight_role(one));
    }
    match one.mend() {
        Mend::Record(id, _) => cells.push(id.to_string(), Role::Muted),
        Mend::Each(ids, _) => cells.push(format!("{} records", ids.len()), Role::Muted),
        Mend::Missing(kind, _) => cells.push(format!("add {kind}"), Role::Muted),
    }
    let mending = one.mending(&app.register, app.env.today);
    if order != Order::Owner {
        cells.push(mending.owner.to_owned(), Role::Text);
    }
    let is_late = mending.due.is_some_and(|day| day < app.env.today);
    let role = if is_late { Role::Danger } else { Role::Muted };
    cells.push(mending.due_in_words(app.env.today), role);
}

fn weight_role(one: &Shortfall) -> Role {
    match one.weight {
        Weight::Major => Role::Danger,
        Weight::Minor => Role::Soon,
        Weight::Advice => Role::Muted,
    }
}

/// Returns who asks, how much it weighs and the code of the rule.
fn provenance(one: &Shortfall) -> String {
    let blocks = if one.blocks { ", blocks" } else { "" };
    format!(
        "{}; {}{blocks}; {}",
        one.problem.class.provenance.item().label,
        one.weight.item().label,
        one.problem.rule.code
    )
}

/// Returns the whole of what is under the cursor, for a few lines.
fn narrow(app: &App) -> Vec<Item<'_>> {
    let Some(one) = app.screens.readiness.selected() else {
        let mut items = vec![Item::Text(blocking(app).into(), Role::Text)];
        if let Some((Heading::Part(part), _)) = app.screens.readiness.selected_heading() {
            let Share { met, asked, .. } = app.screens.readiness.share(*part);
            let title = part.title(&app.register);
            let text = format!("{} {title}: {met} of {asked} rules fulfilled", part.item().label);
            items.push(Item::Text(text.into(), Role::Muted));
        }
        return items;
    };
    let place = match place(app, one) {
        Some((place, "")) => place,
        Some((place, field)) => format!("{place}: {field}"),
        None => String::new(),
    };
    let who = answers_for(app, one);
    vec![
        Item::Text(format!("{} {}", one.clause(), one.problem.sentence).into(), Role::Text),
        Item::Text(format!("{}; {who}", provenance(one)).into(), Role::Muted),
        Item::Text(place.into(), Role::Muted),
    ]
}

/// Returns who answers for what mends something, and by which day.
fn answers_for(app: &App, one: &Shortfall) -> String {
    let mending = one.mending(&app.register, app.env.today);
    let owner = match mending.owner {
        "" => NOBODY,
        owner => owner,
    };
    match mending.due {
        Some(day) => format!("{owner}, {day}"),
        None => owner.to_owned(),
    }
}

/// Returns the record in which something is mended with its title, and the label of the field.
fn place(app: &App, one: &Shortfall) -> Option<(String, &'static str)> {
    match one.mend() {
        Mend::Record(id, field) => {
            let title = app.register.title(id.as_str()).unwrap_or_default();
            Some((format!("{id} {title}"), label(app, id, field)?))
        }
        Mend::Each(ids, field) => {
            let names: Vec<_> = ids.iter().map(Id::as_str).collect();
            Some((names.join(", "), label(app, ids.first()?, field)?))
        }
        Mend::Missing(kind, _) => Some((format!("a new {kind}"), "")),
    }
}

fn label(app: &App, id: &Id, field: &str) -> Option<&'static str> {
    let kind = app.register.get(id.as_str())?.kind();
    let label = kind.field_index(field).map(|at| kind.fields[at].label);
    Some(label.unwrap_or_default())
}

/// Returns what is to be known of what is under the cursor.
fn wide(app: &App) -> Vec<Item<'_>> {
    let blockers = &app.screens.readiness;
    if let Some(one) = blockers.selected() {
        let (problem, rule) = (&one.problem, one.problem.rule);
        let mut items = vec![Item::Text(problem.sentence.as_ref().into(), Role::Text), Item::Blank];
        if !one.clause().is_empty() {
            let title = app.register.title(one.clause()).unwrap_or_default();
            items.push(Item::field("Clause", format!("{} {title}", one.clause()), Role::Text));
        }
        items.push(Item::field(
            "Asked by",
            problem.class.provenance.item().label,
            Role::Text,
        ));
        items.push(Item::field("Weight", one.weight.item().label, weight_role(one)));
        if let Some((place, field)) = place(app, one) {
            items.push(Item::field("Where", place, Role::Text));
            if !field.is_empty() {
                items.push(Item::field("Field", field, Role::Text));
            }
        }
        items.push(Item::field("Rule", format!("{} {}", rule.code, rule.name), Role::Muted));
        items.push(Item::field("Mended by", answers_for(app, one), Role::Text));
        items.push(Item::Heading("Why".into()));
        items.push(Item::Text(rule.why.into(), Role::Muted));
        items.push(Item::Heading("How it is mended".into()));
        items.push(Item::Text(rule.mend.into(), Role::Muted));
        if let Some(clause) = app.register.catalogue().clause(one.clause()) {
            items.push(Item::Heading("What the clause asks".into()));
            items.push(Item::Text(clause.summary.as_str().into(), Role::Muted));
        } else if let Some(control) = app.register.catalogue().control(one.clause()) {
            items.push(Item::Heading("What the control asks".into()));
            items.push(Item::Text(control.summary.as_str().into(), Role::Muted));
        }
        return items;
    }
    let mut items = vec![Item::Text(blocking(app).into(), Role::Text)];
    if let (Some((Heading::Part(part), _)), Some(found)) = (blockers.selected_heading(), &blockers.found) {
        let share = found.share(*part);
        let (number, title) = (part.item().label, part.title(&app.register));
        items.push(Item::Heading(format!("{number} {title}").into()));
        if share.blockers == 0 {
            items.push(Item::Text("Nothing recorded here blocks.".into(), Role::Good));
        }
        let mut clauses: Vec<(&str, usize)> = Vec::new();
        for one in found.of_part(*part) {
            match clauses.last_mut() {
                Some((clause, count)) if *clause == one.clause() => *count += 1,
                _ => clauses.push((one.clause(), 1)),
            }
        }
        for (clause, count) in clauses {
            let title = app.register.title(clause).unwrap_or_default();
            items.push(Item::field(clause, format!("{count:>3}  {title}"), Role::Text));
        }
    }
    items
}
