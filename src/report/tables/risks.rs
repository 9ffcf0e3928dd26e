//! Risks, as an overview.

use crate::domain::kinds::risk;
use crate::domain::record::Record;
use crate::domain::record::typed::{Handle, Judged};
use crate::domain::register::Register;
use crate::report::document::table::{Cell, Width};
use crate::report::making::{Asked, Lack, Making};

/// Returns risks by their level as things stand, then before treatment, then by id.
pub fn worst_first<'a>(register: &Register, mut risks: Vec<&'a Record>) -> Vec<&'a Record> {
    let method = register.method();
    let before = |one: &Record| one.get(risk::INHERENT).and_then(|score| method.level(&score, None));
    risks.sort_by_cached_key(|one| {
        let levels = (risk::current_level(method, one), before(one));
        (std::cmp::Reverse(levels), one.id().clone())
    });
    risks
}

/// Counts the risks above the appetite as the screens do, and how many of them are drafts.
pub fn above(register: &Register) -> [String; 2] {
    let method = register.method();
    let above: Vec<_> = register
        .of(&risk::KIND)
        .filter(|one| risk::is_above_appetite(method, one))
        .collect();
    let drafts = above
        .iter()
        .filter(|one| one.get(risk::STATUS) == Some(risk::Status::Draft))
        .count();
    [above.len(), drafts].map(|count| count.to_string())
}

/// Adds a table of risks, in the order in which they come.
pub fn table(making: &mut Making<'_>, caption: &'static str, risks: &[&Record]) {
    let rows = risks.iter().map(|one| row(making, one)).collect();
    making.table(Asked {
        caption: making.say(caption),
        columns: &[
            ("col.id", Width::Narrow),
            ("risk.risk", Width::Wide),
            ("risk.system", Width::Plain),
            ("risk.before", Width::Narrow),
            ("risk.now", Width::Narrow),
            ("risk.target", Width::Narrow),
            ("risk.above", Width::Narrow),
            ("risk.option", Width::Narrow),
            ("field.owner", Width::Plain),
            ("risk.next_review", Width::Narrow),
        ],
        rows,
        note: making.say("risk.note"),
    });
}

fn row(making: &mut Making<'_>, one: &Record) -> Vec<Cell> {
    let systems = one.get(risk::SYSTEMS);
    let systems = if systems.is_empty() {
        making.empty(one, "risk.system")
    } else {
        making.systems_of(systems)
    };
    let above = match risk::current_level(making.register().method(), one) {
        Some(level) => making.say(if making.register().method().exceeds(level) {
            "part.yes"
        } else {
            "part.no"
        }),
        None => making.say("missing.assessed"),
    };
    let next = one
        .next_look(making.register(), making.today())
        .or(one.get(risk::REVIEW));
    vec![
        making.id_of(one),
        Cell::text(one.title()),
        systems,
        level(making, one, risk::INHERENT, "risk.before"),
        now(making, one),
        target(making, one),
        Cell::text(above),
        option(making, one),
        making.person_of(one, "field.owner", one.owner()),
        making.day_of(one, "risk.next_review", next),
    ]
}

fn level(making: &mut Making<'_>, one: &Record, time: Handle<Judged>, label: &'static str) -> Cell {
    match making.level_at(one, time) {
        Some(level) => Cell::of(level),
        None => making.undecided(one, label, Lack::Assessed),
    }
}

/// Returns the level as things stand, and that it is the one before treatment where nobody judged it again.
pub fn now(making: &mut Making<'_>, one: &Record) -> Cell {
    let mut cell = level(making, one, risk::CURRENT, "risk.now");
    if one.get(risk::CURRENT).is_none() && one.get(risk::INHERENT).is_some() {
        cell.lines.extend(Cell::missing(making.say("risk.as_before")).lines);
    }
    cell
}

/// Returns the level that is aimed at; what is only accepted stays where it is.
pub fn target(making: &mut Making<'_>, one: &Record) -> Cell {
    let is_accepted = one.get(risk::TREATMENT) == Some(risk::Treatment::Accept);
    if is_accepted && one.get(risk::TARGET).is_none() {
        return Cell::none();
    }
    level(making, one, risk::TARGET, "risk.target")
}

/// Returns what is to be done about a risk.
pub fn option(making: &mut Making<'_>, one: &Record) -> Cell {
    match one.get(risk::TREATMENT) {
        Some(option) => Cell::text(making.choice(option)),
        None => making.undecided(one, "risk.option", Lack::Decided),
    }
}
