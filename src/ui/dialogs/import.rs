//! The import of a file, over the screen's panes: the pages and what is known so far, the list of the page shown, and
//! below it what the cursor is at.

use ratatui::layout::{Position, Rect};

use crate::app::dialogs::Dialog;
use crate::app::guided::import::rows::Class;
use crate::app::guided::import::{Importing, Page};
use crate::app::state::App;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::dialogs::Draw;
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::table::{Cells, Column, Group, Table, Width};

/// How many lines stand above the list.
const ABOVE: u16 = 3;

/// How many lines are for what is under the cursor.
const BELOW: u16 = 5;

const SHEETS: [Column<'_>; 3] = [
    Column::new("", Width::Fixed(1)),
    Column::new("Sheet", Width::Flex(20, 3)),
    Column::new("Its rows are", Width::Flex(20, 2)),
];

const COLUMNS: [Column<'_>; 4] = [
    Column::new("Column", Width::Flex(14, 3)),
    Column::new("Becomes", Width::Flex(14, 3)),
    Column::new("Filled", Width::Fixed(6)),
    Column::new("Holds", Width::Flex(16, 4)),
];

const VALUES: [Column<'_>; 4] = [
    Column::new("Column", Width::Flex(12, 2)),
    Column::new("Value", Width::Flex(16, 3)),
    Column::new("Cells", Width::Fixed(6)),
    Column::new("Stands for", Width::Flex(16, 3)),
];

const ROWS: [Column<'_>; 4] = [
    Column::new("Row", Width::Fixed(5)),
    Column::new("Id", Width::Range(7, 16)),
    Column::new("Title", Width::Flex(18, 2)),
    Column::new("What is to be known", Width::Flex(20, 3)),
];

/// The same where the rows are of several kinds.
const ROWS_OF_KINDS: [Column<'_>; 5] = [
    Column::new("Row", Width::Fixed(5)),
    Column::new("Kind", Width::Range(6, 11)),
    Column::new("Id", Width::Range(7, 16)),
    Column::new("Title", Width::Flex(18, 2)),
    Column::new("What is to be known", Width::Flex(20, 3)),
];

impl Draw for Importing {
    fn draw(&self, _: &App, _: Rect, body: Rect, pen: &mut Pen<'_>) -> Option<Position> {
        draw(self, body, pen);
        None
    }
}

/// Draws the page that is shown.
fn draw(import: &Importing, body: Rect, pen: &mut Pen<'_>) {
    pen.clear(body);
    let look = pen.look();
    let title = format!("Import {}", import.path);
    let (hints, note) = (import.hints(), waiting(import));
    let pane = Pane::titled(&title, true, look).note(&note).foot(&hints);
    let inside = pane.inner(body);
    let (head, rest) = layout::top(inside, ABOVE);
    let (list, below) = layout::bottom(rest, BELOW.min(rest.height / 2));
    let groups = groups(import);
    let place = import.place();
    let (columns, empty): (&[Column<'_>], _) = match import.page {
        Page::Sheets => (&SHEETS, "The file is being read."),
        Page::Columns => (
            &COLUMNS,
            "No sheet is taken: enter on the page before says what its rows are.",
        ),
        Page::Values => (&VALUES, "Every value was read; go on with l."),
        Page::Rows if import.planned_sheets.len() > 1 => (&ROWS_OF_KINDS, "Nothing is planned."),
        Page::Rows => (&ROWS, "Nothing is planned."),
    };
    let table = Table {
        columns,
        rows: import.count(import.page),
        cursor: place.cursor,
        focused: true,
        groups: &groups,
        empty,
        look,
        fill: &|row, cells| fill(import, row, cells),
    };
    table.render_in(&pane, (body, list), (&place.top, &place.height), pen);
    steps(import, layout::inset(head, 1, 0), pen);
    let told = layout::inset(head, 1, 0);
    let (words, role) = standing(import);
    let width = usize::from(told.width);
    let (lines, is_cut) = text::first_lines(&words, width, 2, pen.glyphs());
    for (at, line) in lines.iter().enumerate() {
        pen.text(layout::line(told, at + 1), line, role);
    }
    let mut under = under_cursor(import);
    if is_cut {
        under.insert(0, (words, role));
    }
    paragraphs(&under, layout::inset(below, 1, 0), pen);
}

/// Draws paragraphs as far as they fit.
fn paragraphs(all: &[(String, Role)], area: Rect, pen: &mut Pen<'_>) {
    let (mut at, height) = (0, usize::from(area.height));
    for (words, role) in all {
        let room = height.saturating_sub(at);
        let (lines, _) = text::first_lines(words, usize::from(area.width), room, pen.glyphs());
        for line in &lines {
            pen.text(layout::line(area, at), line, *role);
            at += 1;
        }
    }
}

/// Says what is waited for.
fn waiting(import: &Importing) -> String {
    if let Some(saving) = &import.saving {
        return format!("saving {} records; esc takes it back", saving.records);
    }
    match (import.waits, import.progress) {
        (None, _) => String::new(),
        (Some(_), Some((done, of))) => format!("planning, {done} of {of} rows; esc stops"),
        (Some(_), None) if import.opened.is_none() => "reading the file; esc stops".to_owned(),
        (Some(_), None) => "planning; esc stops".to_owned(),
    }
}

/// Draws the names of the pages, that which is shown standing out.
fn steps(import: &Importing, area: Rect, pen: &mut Pen<'_>) {
    let mut pieces = Vec::new();
    for (nth, page) in Page::ALL.into_iter().enumerate() {
        let count = match page {
            Page::Values => import.unanswered(),
            page => import.count(page),
        };
        let role = match (page == import.page, page) {
            (true, _) => Role::Title,
            (false, Page::Values) if count > 0 => Role::Warning,
            _ => Role::Muted,
        };
        let name = format!("{} {} ({count})", nth + 1, page.label());
        pieces.push(Piece::new(name, role));
        pieces.push(Piece::plain("   "));
    }
    pen.pieces(layout::line(area, 0), &pieces);
}

/// Says how the whole stands: why it cannot be planned, or what it would do and how rows are found again.
fn standing(import: &Importing) -> (String, Role) {
    if let Some(why) = import.why_not() {
        return (why.to_owned(), Role::Danger);
    }
    let Some(outcome) = import.outcome() else {
        return (String::new(), Role::Muted);
    };
    let counts = outcome.counts.iter();
    let counts: Vec<String> = counts
        .map(|counted| format!("{} {}", counted.count, counted.class.word()))
        .collect();
    let found = match &outcome.whole.plans[..] {
        [plan] => plan.found_by(),
        _ => String::new(),
    };
    (format!("{}. {found}", counts.join(", ")), Role::Text)
}

/// Returns the labels between the rows.
fn groups(import: &Importing) -> Vec<Group<'_>> {
    let of_sheets = |sheets: Vec<usize>| {
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut last = None;
        for (first, sheet) in sheets.into_iter().enumerate() {
            if last != Some(sheet) {
                let said = &import.sheets[sheet];
                let kind = said.kind.map_or("", |kind| kind.plural);
                let label = said
                    .sheet
                    .as_ref()
                    .map_or(kind.to_owned(), |name| format!("{name}: {kind}"));
                groups.push(group(first, label, String::new(), Role::Title));
                last = Some(sheet);
            }
        }
        groups
    };
    match import.page {
        Page::Columns => of_sheets(import.columns.iter().map(|column| column.sheet).collect()),
        Page::Values => of_sheets(import.values.iter().map(|value| value.sheet).collect()),
        Page::Sheets => Vec::new(),
        Page::Rows => {
            let mut first = 0;
            let counts = import.outcome().map_or(&[][..], |outcome| &outcome.counts);
            let label = |counted: &crate::app::guided::import::rows::Counted| {
                let group = group(
                    first,
                    counted.class.label().to_owned(),
                    counted.count.to_string(),
                    role(counted.class),
                );
                first += counted.count;
                group
            };
            counts.iter().map(label).collect()
        }
    }
}

fn group(first: usize, label: String, note: String, role: Role) -> Group<'static> {
    Group {
        first,
        label: label.into(),
        note: note.into(),
        role,
        bar: None,
    }
}

fn role(class: Class) -> Role {
    match class {
        Class::Problem => Role::Danger,
        Class::Settle | Class::Removed => Role::Warning,
        Class::Create | Class::Update => Role::Good,
        Class::Kept | Class::Joined | Class::Unchanged => Role::Muted,
    }
}

/// Fills the cells of a row of the page shown.
fn fill<'a>(import: &'a Importing, row: usize, cells: &mut Cells<'a>) {
    match import.page {
        Page::Sheets => {
            let Some(sheet) = import.sheets.get(row) else { return };
            let offer = import.opened.as_ref().and_then(|opened| opened.offers.get(row));
            let why_not = offer.and_then(|offer| offer.why_not.as_deref());
            cells.push(if sheet.is_taken { "+" } else { "" }, Role::Good);
            cells.push(sheet.sheet.as_deref().unwrap_or("the only table"), Role::Text);
            match (sheet.is_taken, sheet.kind, why_not) {
                (true, Some(kind), _) => cells.push(kind.plural, Role::Text),
                (_, _, Some(why)) => cells.push(format!("left out: {why}"), Role::Muted),
                (false, Some(kind), _) => cells.push(format!("left out ({})", kind.plural), Role::Muted),
                (_, None, None) => cells.push("left out: no known kind", Role::Muted),
            }
        }
        Page::Columns => {
            let Some(column) = import.columns.get(row) else { return };
            let is_lost = column.word.is_none() && column.filled > 0;
            cells.push(column.label.as_str(), Role::Text);
            cells.push(
                column.becomes.as_str(),
                if is_lost { Role::Warning } else { Role::Text },
            );
            cells.push(column.filled.to_string(), Role::Muted);
            cells.push(column.samples.as_str(), Role::Muted);
        }
        Page::Values => {
            let Some(value) = import.values.get(row) else { return };
            cells.push(value.column.as_str(), Role::Text);
            cells.push(value.text.as_str(), Role::Text);
            cells.push(
                value.count.map_or(String::new(), |count| count.to_string()),
                Role::Muted,
            );
            match value.answer.as_deref() {
                Some("") => cells.push("nothing", Role::Text),
                Some(answer) => cells.push(answer, Role::Good),
                None => cells.push("not read", Role::Warning),
            }
        }
        Page::Rows => {
            let Some(outcome) = import.outcome() else { return };
            let Some(line) = outcome.rows.get(row) else { return };
            let plans = &outcome.whole.plans;
            let of_row = line.row(plans);
            cells.push(of_row.map_or(String::new(), |row| row.number.to_string()), Role::Muted);
            if plans.len() > 1 {
                cells.push(plans.get(line.part).map_or("", |plan| plan.kind.name), Role::Muted);
            }
            let id = of_row.map_or(line.removed(plans), |row| row.id.as_ref());
            cells.push(id.map_or("", |id| id.as_str()), Role::Text);
            cells.push(of_row.map_or("", |row| row.title.as_str()), Role::Text);
            cells.push(line.remark(plans), role(line.class));
        }
    }
}

/// Returns what is to be said of what is under the cursor, a paragraph each.
fn under_cursor(import: &Importing) -> Vec<(String, Role)> {
    let at = import.place().cursor;
    let mut said = Vec::new();
    match import.page {
        Page::Sheets => {
            let offer = import.opened.as_ref().and_then(|opened| opened.offers.get(at));
            let why_not = offer.and_then(|offer| offer.why_not.as_ref());
            said.extend(why_not.map(|why| (format!("Left out: {why}"), Role::Muted)));
            let part = import.planned_sheets.iter().position(|sheet| *sheet == at);
            let planned = import.planned.as_ref();
            let plan = part
                .zip(import.outcome())
                .and_then(|(part, outcome)| outcome.whole.plans.get(part));
            said.extend(plan.map(|plan| (plan.found_by(), Role::Text)));
            let part = part.zip(planned).and_then(|(part, planned)| planned.parts.get(part));
            let notes = part.into_iter().flat_map(|part| &part.notes);
            said.extend(notes.map(|note| (note.clone(), Role::Muted)));
        }
        Page::Columns => {
            if let Some(column) = import.columns.get(at) {
                let how = if column.how.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", column.how)
                };
                said.push((format!("{}: {}{how}", column.label, column.becomes), Role::Text));
                said.push((format!("Holds {}", column.samples), Role::Muted));
            }
        }
        Page::Values => {
            if let Some(value) = import.values.get(at) {
                let why = if value.why.is_empty() { "is read" } else { &value.why };
                let text = value.text.replace('\n', " / ");
                said.push((format!("{}: `{text}` {why}", value.column), Role::Text));
            }
        }
        Page::Rows => {
            let line = import
                .outcome()
                .and_then(|outcome| Some((outcome.rows.get(at)?, outcome)));
            if let Some((line, outcome)) = line {
                let plans = &outcome.whole.plans;
                said.push((line.remark(plans), Role::Text));
                let more = line.row(plans).map_or(0, |row| row.remarks.len());
                if more > 1 {
                    said.push((format!("enter shows all {more} remarks"), Role::Muted));
                }
            }
        }
    }
    said
}
