//! What follows from the answers: what to work on, what changed, what is said to operate and is shown by nothing.

use crate::domain::kinds::answer::State;
use crate::domain::kinds::{answer, evidence};
use crate::domain::record::id::Id;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::kinds::gap::{Asked as Question, clauses};
use crate::report::making::{Asked, Making};
use crate::report::tables;

/// Tells whether a question stands below what is aimed at: the target, else that it operates.
fn is_gap(question: &Question<'_>) -> bool {
    let target = question.answer.get(answer::TARGET).unwrap_or(State::Operating);
    question
        .state()
        .is_some_and(|state| state != State::NoOccasion && state < target)
}

/// Adds the questions to be worked on: those with the highest priority first, those without an action in a table of their own.
pub(super) fn work_list(making: &mut Making<'_>, all: &[Question<'_>]) {
    making.section("gap.work_list");
    let register = making.register();
    let mut gaps: Vec<_> = all.iter().filter(|question| is_gap(question)).collect();
    gaps.sort_by_key(|question| {
        let priority = question.answer.get(answer::PRIORITY);
        (priority.is_none(), priority)
    });
    let (with, without): (Vec<_>, Vec<_>) = gaps
        .into_iter()
        .partition(|question| !tables::actions::serving(register, question.answer.id()).is_empty());
    for (caption, none, questions) in [
        ("gap.with_action", "gap.none_with_action", with),
        ("gap.without_action", "gap.none_without_action", without),
    ] {
        if questions.is_empty() {
            making.nothing(none);
            continue;
        }
        let rows = questions.iter().map(|question| work(making, question)).collect();
        making.table(Asked {
            caption: making.say(caption),
            columns: &[
                ("gap.question", Width::Wide),
                ("gap.state", Width::Narrow),
                ("gap.target", Width::Narrow),
                ("gap.priority", Width::Narrow),
                ("gap.missing", Width::Wide),
                ("gap.action", Width::Wide),
            ],
            rows,
            note: making.say("gap.work_note"),
        });
    }
}

fn work(making: &mut Making<'_>, question: &Question<'_>) -> Vec<Cell> {
    let answer = question.answer;
    let actions = tables::actions::serving(making.register(), answer.id());
    let target = match answer.get(answer::TARGET) {
        Some(target) => Cell::text(making.choice(target)),
        None => {
            let by_default = making.say("missing.default");
            Cell::text(&format!("{} {by_default}", making.choice(State::Operating)))
        }
    };
    let priority = match answer.get(answer::PRIORITY) {
        Some(priority) => Cell::text(making.choice(priority)),
        None => making.empty(answer, "gap.priority"),
    };
    vec![
        Cell::line(vec![
            Inline::strong(answer.id().as_str()),
            Inline::text(&format!(" {}", question.text)),
        ]),
        clauses::state(making, question),
        target,
        priority,
        making.text_of(answer, "gap.said", answer.get(answer::NOTE)),
        tables::actions::lines(making, &actions),
    ]
}

/// Adds what changed since an earlier day.
pub(super) fn since(making: &mut Making<'_>, all: &[Question<'_>]) {
    making.section("gap.since");
    let Some(earlier) = making.basis.earlier else {
        return making.nothing("part.no_earlier");
    };
    let was = |question: &Question<'_>| {
        let answer = earlier.register.get(question.answer.id().as_str());
        answer.and_then(|answer| answer.get(answer::STATE))
    };
    let word = |making: &Making<'_>, state: Option<State>| {
        let word = state.map_or_else(|| making.say("missing.assessed"), |state| making.choice(state));
        Cell::text(word)
    };
    let changed = all.iter().filter(|question| was(question) != question.state());
    let rows: Vec<_> = changed
        .map(|question| {
            vec![
                Cell::line(vec![
                    Inline::strong(question.answer.id().as_str()),
                    Inline::text(&format!(" {}", question.text)),
                ]),
                word(making, was(question)),
                word(making, question.state()),
            ]
        })
        .collect();
    let day = earlier.day.to_string();
    if rows.is_empty() {
        let sentence = making.words.fill("gap.since_nothing", &[("day", &day)]);
        return making.paragraph(&sentence);
    }
    let caption = making.words.fill("part.changes_since", &[("day", &day)]);
    making.table(Asked {
        caption: &caption,
        columns: &[
            ("gap.question", Width::Wide),
            ("col.was", Width::Narrow),
            ("col.is", Width::Narrow),
        ],
        rows,
        note: making.say("gap.since_note"),
    });
}

/// Adds what is said to operate while no evidence in force supports the question or its clause.
pub(super) fn unshown(making: &mut Making<'_>, all: &[Question<'_>]) {
    making.section("gap.unshown");
    let (register, today) = (making.register(), making.today());
    let is_shown = |id: &Id| {
        let mut pieces = register.linked_of(&evidence::KIND, id);
        pieces.any(|piece| piece.get(evidence::SUPPORTS).contains(&id) && evidence::shows(register, piece, id, today))
    };
    let operating = all.iter().filter(|question| question.state() == Some(State::Operating));
    let unshown: Vec<_> = operating
        .filter(|question| !is_shown(question.answer.id()) && !is_shown(&Id::new(&question.clause.id)))
        .collect();
    if unshown.is_empty() {
        return making.nothing("gap.unshown_none");
    }
    let mut rows = Vec::new();
    for question in unshown {
        let documents = tables::documents::demanded(making, &question.clause.id);
        rows.push(vec![
            Cell::line(vec![
                Inline::strong(question.answer.id().as_str()),
                Inline::text(&format!(" {}", question.text)),
            ]),
            making.text_of(question.answer, "gap.said", question.answer.get(answer::NOTE)),
            if documents.is_empty() {
                Cell::none()
            } else {
                Cell { lines: documents }
            },
            making.person_of(question.answer, "field.owner", question.answer.owner()),
        ]);
    }
    making.table(Asked {
        caption: making.say("gap.unshown"),
        columns: &[
            ("gap.question", Width::Wide),
            ("gap.said", Width::Wide),
            ("gap.document", Width::Plain),
            ("field.owner", Width::Plain),
        ],
        rows,
        note: making.say("gap.unshown_note"),
    });
}
