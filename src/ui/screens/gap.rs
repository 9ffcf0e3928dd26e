//! The gap analysis: the clauses as a tree with their coverage, and what is under the cursor.

use ratatui::layout::Rect;

use crate::app::detail::{Line, Tone, hints, link};
use crate::app::list::List;
use crate::app::screens::gap::pane::node;
use crate::app::screens::gap::tree::{Node, Tree};
use crate::app::state::App;
use crate::domain::kinds::answer::{RANKED, State};
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::records::list::Alone;
use crate::ui::records::{cell, detail, list};
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::roles::Role;
use crate::ui::widgets::charts::bar;
use crate::ui::widgets::detail::Detail;
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::frame::scroll::Scroll;
use crate::ui::widgets::table::{self, Table, Width};

/// The cells of a coverage bar.
const BAR: usize = 12;

/// Draws the screen: the tree, or the plain list while it is sorted by a column.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let Some(list) = app.list(app.screen) else { return };
    let narrow = app.screens.zoomed || body.width < layout::WITH_DETAIL;
    let Some(node) = node(app).filter(|_| !(narrow && app.screens.detail.focused)) else {
        return list::draw(app, body, pen);
    };
    if narrow {
        return draw_tree(app, list, body, Alone::Yes, pen);
    }
    let panes = layout::panes(body);
    draw_tree(app, list, panes.list, Alone::No, pen);
    let Some(area) = panes.detail else { return };
    if matches!(node, Node::Question(_)) {
        detail::draw(app, area, panes.context, pen);
        return;
    }
    let area = panes.context.map_or(area, |context| area.union(context));
    let lines = lines(app, list, node);
    let pane = Pane::titled("What it asks", app.screens.detail.focused, pen.look());
    let inside = layout::measure(layout::inset(pane.inner(area), 1, 0));
    let items: Vec<_> = lines.iter().map(|line| detail::shown(app, line)).collect();
    let mut scroll = Scroll::default();
    pen.render_stateful_widget(&Detail::new(&items, pen.look()), inside, &mut scroll);
    pen.render_stateful_widget(&pane, area, &mut scroll);
}

fn draw_tree(app: &App, list: &List, area: Rect, alone: Alone, pen: &mut Pen<'_>) {
    let focused = app.dialogs.is_empty() && !app.screens.detail.focused;
    let whole = Tree::coverage(&Node::Whole, list, app.view());
    let note = format!("{} of {} answered", whole.answered(), whole.total());
    let mut title = vec![Piece::new("Gap", Role::Title)];
    if !list.filter().is_empty() {
        title.push(Piece::new(
            format!(" {} {}", pen.glyphs().dot, list.filter()),
            Role::Muted,
        ));
    }
    let pane = Pane::new(title, focused, pen.look()).note(&note);
    let inside = pane.inner(area);
    let lines = app.screens.tree.lines(list, app.view());
    let mut columns = vec![
        table::Column::new("Clause", Width::Flex(24, 1)),
        table::Column::new("Coverage", Width::Fixed(BAR as u16)).keep(9),
        table::Column::new("", Width::Fixed(5)).right(),
    ];
    // The best first, as in the bar.
    for heading in ["oper", "docu", "info", "abse"] {
        columns.push(table::Column::new(heading, Width::Fixed(4)).right().keep(5));
    }
    if list.rows().is_empty() {
        pen.render_widget(&pane, area);
        pen.text(layout::line(inside, 2), &list::empty_text(app, list), Role::Muted);
        return;
    }
    let words = list.words();
    let glyphs = pen.glyphs();
    let rows = Table {
        columns: &columns,
        rows: lines.len(),
        cursor: app.screens.tree.position(&lines, app.view()),
        focused,
        groups: &[],
        empty: "",
        look: pen.look(),
        fill: &|row, cells| match &lines[row] {
            Node::Question(slot) => {
                let Some(record) = app.register.at(*slot) else { return };
                question(app, record, &words, cells);
                if list.has_mark(*slot) {
                    cells.mark();
                }
            }
            line => {
                group(app, list, line, glyphs, cells);
                let members = Tree::members(line, list, app.view());
                if !members.is_empty() && members.iter().all(|slot| list.has_mark(*slot)) {
                    cells.mark();
                }
            }
        },
    };
    // The text of a question is longer than any column.
    let hidden = match alone {
        Alone::Yes => rows.hidden(inside),
        Alone::No => Vec::new(),
    };
    let cut = hidden.first().map(|(_, text)| text.trim_start()).unwrap_or_default();
    let pane = pane.below(cut);
    let tree = &app.screens.tree;
    rows.render_in(&pane, (area, inside), (&tree.top, &tree.height), pen);
}

/// Fills the row of a question: its place in the clause, its state as a word, its text.
fn question<'a>(app: &'a App, record: &'a Record, words: &[&str], cells: &mut table::Cells<'a>) {
    let nth = record.id().as_str().split('/').nth(1).unwrap_or_default().to_owned();
    let text = app.register.title(record.id().as_str()).unwrap_or_default();
    let line = format!("      {nth} {text}");
    let found = crate::domain::search::highlights(&line, words.iter().copied());
    cells.push_matching(line, Role::Text, found);
    cell::push(app.view(), record, "state", words, cells);
}

/// Fills the row of a clause or of everything: its title, its coverage as a bar and in counts.
fn group(app: &App, list: &List, node: &Node, glyphs: &'static Glyphs, cells: &mut table::Cells<'_>) {
    let coverage = Tree::coverage(node, list, app.view());
    let fold = glyphs.fold[usize::from(!app.screens.tree.is_open(node, list))];
    let title = |id: &str| app.register.catalogue().title(id).unwrap_or_default().to_owned();
    let (text, role) = match node {
        Node::Clause(id) => (format!("{fold} {id} {}", title(id)), Role::Header),
        Node::SubClause(id) => (format!("  {fold} {id} {}", title(id)), Role::Text),
        _ => ("Clauses 4-10".to_owned(), Role::Title),
    };
    cells.push(text, role);
    cells.push(bar(coverage, BAR, glyphs), Role::Accent);
    cells.push(format!("{}/{}", coverage.answered(), coverage.total()), Role::Text);
    let roles = [Role::Good, Role::Text, Role::Warning, Role::Danger];
    for (state, role) in RANKED.into_iter().zip(roles) {
        match coverage.states[state as usize] {
            0 => cells.push(glyphs.dot, Role::Muted),
            count => cells.push(count.to_string(), role),
        }
    }
}

/// Returns a coverage as a bar of characters: operating, documented, informal; what is absent or open stays empty.
fn bar(coverage: Coverage, width: usize, glyphs: &Glyphs) -> String {
    let parts = [State::Operating, State::Documented, State::Informal].map(|state| coverage.states[state as usize]);
    bar::text(&parts, coverage.total(), width, glyphs)
}

/// Returns what there is to read about a clause: what it asks, the documents it demands, how far it is, its questions.
fn lines(app: &App, list: &List, node: &Node) -> Vec<Line> {
    let catalogue = app.register.catalogue();
    let coverage = Tree::coverage(node, list, app.view());
    let (id, title) = match node {
        Node::Clause(id) | Node::SubClause(id) => (id.as_str(), catalogue.title(id).unwrap_or_default()),
        _ => ("", "Clauses 4-10"),
    };
    let mut lines = vec![Line::Text(format!("{id} {title}").trim().to_owned(), Tone::Plain)];
    if let Some(clause) = catalogue.clause(id) {
        lines.push(Line::Text(clause.summary.clone(), Tone::Quiet));
    }
    lines.push(Line::Heading("Coverage".to_owned()));
    for (word, count) in coverage.parts() {
        let percent = coverage.percent(count);
        lines.push(Line::Field(
            word.to_owned(),
            format!("{count:>3}  {percent:>3}%"),
            Tone::Plain,
        ));
    }
    if let Some(clause) = catalogue.clause(id) {
        hints("Auditors like to see", &clause.evidence_hints, &mut lines);
        hints("Documents it demands", &clause.documents, &mut lines);
        if !clause.note.is_empty() {
            lines.push(Line::Text(clause.note.clone(), Tone::Quiet));
        }
        lines.push(Line::Heading("Questions".to_owned()));
        for question in &clause.questions {
            lines.push(link(app.view(), &crate::domain::record::id::Id::new(&question.id)));
        }
    }
    lines
}
