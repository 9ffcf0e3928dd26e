//! Actions: as a table, and in a line of a cell.

use crate::domain::kinds::action;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::making::{Asked, Making};

/// Returns the actions that serve a record, a clause or a control, in the order of their ids: neither cancelled nor retired.
pub fn serving<'a>(register: &'a Register, id: &Id) -> Vec<&'a Record> {
    let serves = |action: &&Record| {
        let is_cancelled = action.get(action::STATUS) == Some(action::Status::Cancelled);
        let named = action.get(action::SERVES).contains(&id) || action.get(action::REQUIREMENTS).contains(&id);
        named && !is_cancelled && !action.is_retired()
    };
    register.linked_of(&action::KIND, id).filter(serves).collect()
}

/// Returns the line of an action: id and title, who does it, by when, how far it is.
pub fn line(making: &mut Making<'_>, action: &Record) -> Vec<Inline> {
    let mut parts = vec![making.record(action.id()), Inline::text("; ")];
    match action.owner() {
        "" => {
            let missing = making.empty(action, "field.owner");
            parts.extend(missing.lines.into_iter().flatten());
        }
        owner => parts.push(Inline::text(&making.person(owner))),
    }
    parts.push(Inline::text("; "));
    match action.get(action::DUE) {
        Some(due) => parts.extend([
            Inline::text(&format!("{} ", making.say("action.due_on"))),
            Inline::Day(due),
        ]),
        None => {
            let missing = making.empty(action, "action.due");
            parts.extend(missing.lines.into_iter().flatten());
        }
    }
    if let Some(state) = action::state(making.register(), action) {
        parts.push(Inline::text(&format!(", {}", making.choice(state))));
    }
    parts
}

/// Returns the lines of actions; that none is recorded where there is none.
pub fn lines(making: &mut Making<'_>, actions: &[&Record]) -> Cell {
    let lines = actions.iter().map(|action| line(making, action)).collect();
    making.lines_or_none(lines)
}

/// The columns of the table.
pub const COLUMNS: [(&str, Width); 8] = [
    ("col.id", Width::Narrow),
    ("action.action", Width::Wide),
    ("action.for", Width::Wide),
    ("field.owner", Width::Plain),
    ("action.due", Width::Narrow),
    ("action.state", Width::Narrow),
    ("action.late", Width::Narrow),
    ("action.means", Width::Plain),
];

/// Adds a table of actions: what is late goes first, then the worst levels, then by day.
pub fn table(making: &mut Making<'_>, caption: &'static str, actions: Vec<&Record>) {
    let (register, today) = (making.register(), making.today());
    let mut actions = actions;
    actions.sort_by_cached_key(|action| {
        let late = action.days_late(register, today).unwrap_or_default();
        let level = action::level(register, action);
        let due = action.due(register, today);
        (
            std::cmp::Reverse(late),
            std::cmp::Reverse(level),
            due.is_none(),
            due,
            action.id().clone(),
        )
    });
    let rows = actions.iter().map(|action| row(making, action)).collect();
    making.table(Asked {
        caption: making.say(caption),
        columns: &COLUMNS,
        rows,
        note: making.say("action.note"),
    });
}

fn row(making: &mut Making<'_>, action: &Record) -> Vec<Cell> {
    let (register, today) = (making.register(), making.today());
    let served = action.get(action::RISKS).into_iter().chain(action.get(action::SERVES));
    let served: Vec<_> = served.chain(action.get(action::REQUIREMENTS)).cloned().collect();
    let id = making.id_of(action);
    let served = making.records(&served);
    let served = if served.is_empty() {
        making.empty(action, "action.for")
    } else {
        Cell { lines: served }
    };
    let due = action.due(register, today).or(action.get(action::DUE));
    let mut late = match action.days_late(register, today) {
        Some(days) => vec![vec![Inline::text(
            &making.words.counted("action.days_late", days as usize),
        )]],
        None => vec![vec![Inline::text("–")]],
    };
    match action::slips(action) {
        0 => {}
        slips => late.push(vec![Inline::text(&making.words.counted("action.slips", slips))]),
    }
    vec![
        id,
        Cell::text(action.title()),
        served,
        making.person_of(action, "field.owner", action.owner()),
        making.day_of(action, "action.due", due),
        state(making, action),
        Cell { lines: late },
        match action.get(action::MEANS) {
            "" => Cell::missing(making.say("missing.nothing")),
            means => Cell::text(means),
        },
    ]
}

/// Returns how far an action is, and what it waits for.
pub fn state(making: &mut Making<'_>, action: &Record) -> Cell {
    let Some(state) = action::state(making.register(), action) else {
        return making.empty(action, "action.state");
    };
    let word = if action::awaits_check(making.register(), action) {
        format!("{}, {}", making.choice(state), making.say("action.check"))
    } else {
        making.choice(state).to_owned()
    };
    let mut lines = vec![vec![Inline::text(&word)]];
    let waits: Vec<_> = action.get(action::WAITS_FOR).into_iter().cloned().collect();
    if action.is_open() {
        for id in &waits {
            let label = format!("{} ", making.say("action.waits_for"));
            lines.push(vec![Inline::text(&label), making.record(id)]);
        }
        if !action.get(action::REASON).is_empty() {
            lines.push(vec![Inline::text(action.get(action::REASON))]);
        }
    }
    Cell { lines }
}
