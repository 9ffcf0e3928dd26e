//! The clauses: how many questions stand at which state, and each question with what was said.

use crate::domain::catalogue::Clause;
use crate::domain::kinds::{action, answer, document};
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::report::document::picture::{Bars, Picture, Series, Shade};
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::{Inline, Plain};
use crate::report::kinds::gap::{Asked as Question, STATES, in_words};
use crate::report::making::{Asked, Lack, Making};
use crate::report::tables;

/// The parts of a bar: the letter of a state, and what it means. The last is of what nobody judged.
const PARTS: [(char, Shade); STATES.len() + 1] = [
    ('A', Shade::Bad),
    ('I', Shade::Warn),
    ('D', Shade::Moving),
    ('O', Shade::Good),
    ('N', Shade::Quiet),
    ('?', Shade::Open),
];

fn parts(coverage: Coverage) -> Vec<usize> {
    let states = STATES.map(|(state, _)| coverage.states[state as usize]);
    states.into_iter().chain([coverage.unassessed]).collect()
}

fn keys() -> impl Iterator<Item = &'static str> {
    STATES.into_iter().map(|(_, key)| key).chain(["gap.not_assessed"])
}

fn coverage_of(all: &[Question<'_>], is_of: impl Fn(&str) -> bool) -> Coverage {
    let of = all.iter().filter(|question| is_of(&question.clause.id));
    Coverage::of(of.map(|question| question.answer))
}

/// Adds bars by clause and a table by sub-clause.
pub(super) fn coverage(making: &mut Making<'_>, all: &[Question<'_>]) {
    making.section("gap.coverage");
    let series = keys().zip(PARTS).map(|(key, (letter, shade))| Series {
        label: Plain::of(making.say(key)),
        letter,
        shade,
    });
    let series = series.collect();
    let mut chapters: Vec<(String, Coverage)> = Vec::new();
    for number in 4..=10 {
        let prefix = format!("{number}.");
        let id = number.to_string();
        let title = making.register().title(&id).unwrap_or_default();
        chapters.push((
            format!("{id} {title}"),
            coverage_of(all, |clause| clause.starts_with(&prefix)),
        ));
    }
    let bars = chapters
        .iter()
        .map(|(label, coverage)| (Plain::of(label), parts(*coverage)));
    let bars = bars.collect();
    let whole = coverage_of(all, |_| true);
    let row = |label: &str, coverage: Coverage| {
        let numbers = std::iter::once(coverage.total())
            .chain(parts(coverage))
            .map(Cell::number);
        std::iter::once(Cell::text(label)).chain(numbers).collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = chapters.iter().map(|(label, coverage)| row(label, *coverage)).collect();
    rows.push(row(making.say("part.all"), whole));
    let counts = in_words(making, whole);
    let total = whole.total().to_string();
    let alt = making
        .words
        .fill("gap.coverage_alt", &[("all", &total), ("parts", &counts.join(", "))]);
    let mut columns = vec![("gap.clause", Width::Wide), ("gap.questions", Width::Narrow)];
    columns.extend(keys().map(|key| (key, Width::Narrow)));
    making.figure(
        &alt,
        Picture::Bars(Bars { series, bars }),
        Asked {
            caption: making.say("gap.coverage_caption"),
            columns: &columns,
            rows,
            note: making.say("gap.coverage_note"),
        },
    );
    by_sub_clause(making, all, columns);
}

fn by_sub_clause(making: &mut Making<'_>, all: &[Question<'_>], mut columns: Vec<(&'static str, Width)>) {
    let register = making.register();
    let mut rows = Vec::new();
    for clause in &register.catalogue().clauses {
        let coverage = coverage_of(all, |id| id == clause.id);
        let missing = document::demanded(register, &clause.id)
            .filter_map(|id| register.get(id.as_str()))
            .filter(|one| tables::documents::is_to_create(making, one))
            .count();
        let mut cells = vec![Cell::text(&clause.id), Cell::text(&clause.title)];
        cells.extend(
            std::iter::once(coverage.total())
                .chain(parts(coverage))
                .map(Cell::number),
        );
        let open = actions_of(register, clause)
            .into_iter()
            .filter(|one| one.is_open())
            .count();
        cells.extend([missing, open].map(Cell::number));
        rows.push(cells);
    }
    columns.insert(1, ("gap.title", Width::Plain));
    columns[0].1 = Width::Narrow;
    columns.extend([
        ("gap.documents_missing", Width::Narrow),
        ("gap.actions_open", Width::Narrow),
    ]);
    making.table(Asked {
        caption: making.say("gap.by_sub_clause"),
        columns: &columns,
        rows,
        note: making.say("gap.by_sub_clause_note"),
    });
}

/// Returns the actions of a clause: those for one of its questions, and those for it as a whole.
fn actions_of<'a>(register: &'a Register, clause: &Clause) -> Vec<&'a Record> {
    let ids = clause.questions.iter().map(|question| Id::new(&question.id));
    let ids = ids.chain([Id::new(&clause.id)]);
    let mut actions: Vec<_> = ids.flat_map(|id| tables::actions::serving(register, &id)).collect();
    actions.sort_by_key(|action| action.id().clone());
    actions.dedup_by_key(|action| action.id().clone());
    actions
}

/// Adds a table for each sub-clause with all its questions.
pub(super) fn each(making: &mut Making<'_>, all: &[Question<'_>]) {
    making.section("gap.per_clause");
    let register = making.register();
    for clause in &register.catalogue().clauses {
        making.part(&format!("{} {}", clause.id, clause.title));
        making.paragraph(&clause.summary);
        let id = Id::new(&clause.id);
        let mut points = Vec::new();
        for piece in tables::evidence::supporting(making, &id) {
            points.push(
                [
                    vec![Inline::text(&format!("{}: ", making.say("gap.evidence_of_clause")))],
                    piece,
                ]
                .concat(),
            );
        }
        for action in tables::actions::serving(register, &id) {
            if action.get(action::REQUIREMENTS).contains(&&id) {
                let label = Inline::text(&format!("{}: ", making.say("gap.action_of_clause")));
                points.push([vec![label], tables::actions::line(making, action)].concat());
            }
        }
        making.points(points);
        let of_clause: Vec<_> = all.iter().filter(|question| question.clause.id == clause.id).collect();
        let rows = of_clause.into_iter().map(|question| row(making, question)).collect();
        let caption = making.words.fill("gap.questions_of", &[("clause", &clause.id)]);
        making.table(Asked {
            caption: &caption,
            columns: &COLUMNS,
            rows,
            note: making.say("gap.questions_note"),
        });
    }
}

/// The columns of the questions.
const COLUMNS: [(&str, Width); 8] = [
    ("col.number", Width::Narrow),
    ("gap.question", Width::Wide),
    ("gap.state", Width::Narrow),
    ("gap.said", Width::Wide),
    ("gap.evidence", Width::Plain),
    ("gap.document", Width::Plain),
    ("gap.action", Width::Wide),
    ("gap.answered", Width::Plain),
];

fn row(making: &mut Making<'_>, question: &Question<'_>) -> Vec<Cell> {
    let (register, answer) = (making.register(), question.answer);
    let mut cells = vec![making.id_of(answer), Cell::text(question.text)];
    let actions = tables::actions::serving(register, answer.id());
    if answer.says_nothing() && register.linked(answer.id()).is_empty() {
        let label = making.say("gap.whole_answer");
        cells.extend(making.blank_row(answer, label, COLUMNS.len() - 2));
        return cells;
    }
    let evidence = tables::evidence::supporting(making, answer.id());
    let documents = tables::documents::demanded(making, &question.clause.id);
    cells.extend([
        state(making, question),
        making.text_of(answer, "gap.said", answer.get(answer::NOTE)),
        making.lines_or_none(evidence),
        if documents.is_empty() {
            Cell::none()
        } else {
            Cell { lines: documents }
        },
        tables::actions::lines(making, &actions),
        answered(making, answer),
    ]);
    cells
}

/// Returns the state of a question.
pub(super) fn state(making: &mut Making<'_>, question: &Question<'_>) -> Cell {
    match question.state() {
        Some(state) => Cell::text(making.choice(state)),
        None => making.undecided(question.answer, "gap.state", Lack::Assessed),
    }
}

fn answered(making: &mut Making<'_>, answer: &Record) -> Cell {
    let who = making.person_of(answer, "gap.answered_by", answer.get(answer::ANSWERED_BY));
    let when = making.day_of(answer, "gap.answered_on", answer.get(answer::ANSWERED_ON));
    Cell {
        lines: who.lines.into_iter().chain(when.lines).collect(),
    }
}
