//! The guided session: one question, how to answer it, what helps to, and how far one is.

use ratatui::layout::Rect;

use crate::app::detail::Line;
use crate::app::guided::session::steps;
use crate::app::guided::session::{Session, hints, summary};
use crate::app::state::{App, commands};
use crate::domain::kinds::{answer, control};
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::records::detail::{scrolled, shown};
use crate::ui::status::unsaved;
use crate::ui::style::roles::Role;
use crate::ui::widgets::charts::bar::{Bar, Segment};
use crate::ui::widgets::detail::{Detail, Item};
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::frame::scroll::Scroll;

/// How many lines a question has at least, so that the answers stay where the eye is.
const QUESTION_LINES: usize = 3;

/// Draws the session in the whole body.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let Some(session) = app.guided.session(app.screen) else {
        return;
    };
    let Some(record) = app.register.get(session.current().as_str()) else {
        return;
    };
    let (main, beside) = layout::reading(body);
    let dot = pen.glyphs().dot;
    let place = format!("{} of {}", session.at + 1, session.queue.len());
    let title = vec![
        Piece::new("Session", Role::Title),
        Piece::new(format!(" {dot} {}", session.scope.describe()), Role::Muted),
    ];
    let pane = Pane::new(title, app.dialogs.is_empty(), pen.look()).note(&place);
    pen.render_widget(&pane, main);
    let inside = layout::inset(pane.inner(main), 1, 0);
    let (rest, foot) = layout::bottom(inside, 1);
    strip(app, session, foot, pen);
    let (rest, _) = layout::bottom(rest, 1);
    let below = question(app, record, rest, pen);
    let mut lines = hints::lines(app.view(), record, beside.is_some());
    let mut answers = hints::answer_lines(record, steps::last_change(app));
    match beside {
        None => {
            answers.append(&mut lines);
            help(app, &answers, below, pen);
        }
        Some(area) => {
            help(app, &answers, below, pen);
            let pane = Pane::titled("To judge by", false, pen.look());
            let inside = layout::inset(pane.inner(area), 1, 0);
            let mut scroll = help(app, &lines, inside, pen);
            pen.render_stateful_widget(&pane, area, &mut scroll);
        }
    }
}

/// Draws the question with its answers and returns what is left of the area.
fn question(app: &App, record: &Record, area: Rect, pen: &mut Pen<'_>) -> Rect {
    let area = layout::measure(area);
    let (title, place) = hints::requirement(app.view(), record);
    let nth = place
        .filter(|(_, of)| *of > 1)
        .map_or_else(String::new, |(nth, of)| format!("question {nth} of {of}"));
    let (left, right) = layout::right(layout::line(area, 0), nth.len() as u16);
    pen.text(layout::right(left, 1).0, &title, Role::Accent);
    pen.aligned(right, &nth, Role::Muted, Align::Right);
    let (_, mut rest) = layout::top(area, 2);
    let question = hints::question(app.view(), record);
    let lines = text::wrap(&question, usize::from(rest.width), pen.glyphs());
    pen.lines(rest, &lines, Role::Title);
    rest = layout::top(rest, lines.len().max(QUESTION_LINES) as u16 + 1).1;
    answers(app, record, layout::line(rest, 0), pen);
    layout::top(rest, 2).1
}

/// Draws the answers, each with its key; the one given stands out, by brackets as well.
fn answers(app: &App, record: &Record, area: Rect, pen: &mut Pen<'_>) {
    let (words, given): (Vec<&str>, Option<usize>) = if record.is(&answer::KIND) {
        let given = record.get(answer::STATE).map(|state| state as usize);
        (answer::State::ITEMS.iter().map(|item| item.label).collect(), given)
    } else {
        let given = record.get(control::STATUS).map(|status| status as usize);
        let words = control::Status::ITEMS.iter().map(|item| item.label).collect();
        (words, given.filter(|_| control::is_applicable(record)))
    };
    let mut pieces = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let (begin, end) = if given == Some(at) { ("[", "]") } else { (" ", " ") };
        let role = if given == Some(at) { Role::Selected } else { Role::Text };
        pieces.push(Piece::new(begin, role));
        pieces.push(Piece::new((at + 1).to_string(), Role::Key));
        pieces.push(Piece::new(format!(" {word}{end}"), role));
        pieces.push(Piece::plain("  "));
    }
    if record.is(&control::KIND) {
        let excluded = !control::is_applicable(record);
        let (word, role) = if excluded {
            (" excluded]", Role::Selected)
        } else {
            (" exclude ", Role::Text)
        };
        pieces.push(Piece::new(if excluded { "[" } else { " " }, role));
        pieces.push(Piece::new(
            app.input
                .keymap
                .keys(&app.contexts(), &commands::APPLICABILITY)
                .unwrap_or_default(),
            Role::Key,
        ));
        pieces.push(Piece::new(word, role));
    }
    pen.pieces(area, &pieces);
}

fn help(app: &App, lines: &[Line], area: Rect, pen: &mut Pen<'_>) -> Scroll {
    let mut items = Vec::new();
    for line in lines {
        match line {
            // Without the rule to the edge, which costs more than the words when it moves.
            Line::Heading(text) => {
                if !items.is_empty() {
                    items.push(Item::Text("".into(), Role::Text));
                }
                items.push(Item::Text(text.into(), Role::Header));
            }
            // In one style: no line of these is under a cursor, and each change of style is bytes on a slow line.
            Line::Link(id, title, note) => items.push(Item::Row(vec![Piece::plain(format!("{id} {note}  {title}"))])),
            line => items.push(shown(app, line)),
        }
    }
    scrolled(app, &Detail::new(&items, pen.look()), area, pen)
}

/// Draws how far the session is: the answers so far as a bar and a count, the time spent and the pace.
fn strip(app: &App, session: &Session, area: Rect, pen: &mut Pen<'_>) {
    let total = session.queue.len();
    let open = session.open(&app.register);
    let width = (area.width / 4).clamp(10, 30);
    let (bar, rest) = layout::left(area, width);
    let segments = segments(app, session);
    pen.render_widget(&Bar::new(&segments, total, pen.look()), bar);
    let dot = pen.glyphs().dot;
    let mut text = format!("  {} of {total} answered", total - open);
    text.push_str(&format!(" {dot} {}", summary::span(session.watch.spent)));
    if let Some(pace) = session.pace() {
        text.push_str(&format!(" {dot} {} each", summary::span(pace)));
    }
    if !session.skipped.is_empty() {
        text.push_str(&format!(" {dot} {} skipped", session.skipped.len()));
    }
    let used = pen.text(rest, &text, Role::Muted);
    if let Some(word) = unsaved(app) {
        pen.piece(layout::left(rest, used + 1).1, &word, Align::Right);
    }
}

/// Returns the parts of the bar, best first.
fn segments(app: &App, session: &Session) -> Vec<Segment> {
    const ROLES: [Role; 4] = [Role::Good, Role::Accent, Role::Warning, Role::Danger];
    let mut counts = [0; ROLES.len()];
    if session.goes_through(&answer::KIND) {
        let coverage = Coverage::of(session.records(&app.register));
        counts = answer::RANKED.map(|state| coverage.states[state as usize]);
    } else {
        for record in session.records(&app.register) {
            let status = record.kind().marked(Mark::Status).map(|field| record.value(field));
            if let Some(Value::Choice(item)) = status {
                counts[3 - item.index.min(3)] += 1;
            }
        }
    }
    counts
        .into_iter()
        .zip(ROLES)
        .map(|(amount, role)| Segment { amount, role })
        .collect()
}
