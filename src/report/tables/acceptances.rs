//! Residual risks: what somebody accepted, and what waits for it.

use chrono::{Days, NaiveDate};

use crate::domain::kinds::risk;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::report::document::table::{Cell, Width};
use crate::report::making::{Asked, Lack, Making};

/// How many days before its end an acceptance is told apart.
const SOON: Days = Days::new(60);

/// How an acceptance stands, what asks for the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Acceptance {
    /// Nobody who counts accepted it, or not for a reason.
    Not,
    /// It has ended.
    Expired,
    /// It ends within 60 days.
    Ending,
    /// It holds.
    InForce,
}

impl Acceptance {
    /// Returns how the acceptance of a risk stands.
    pub fn of(register: &Register, risk: &Record, today: NaiveDate) -> Self {
        let end = risk::acceptance_end(risk);
        if risk::is_acceptance_in_force(register, risk, today) {
            let soon = today.checked_add_days(SOON).unwrap_or(today);
            return if end.is_some_and(|end| end <= soon) {
                Self::Ending
            } else {
                Self::InForce
            };
        }
        if end.is_some_and(|end| end < today) {
            Self::Expired
        } else {
            Self::Not
        }
    }

    /// Returns the key of its word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Not => "acceptance.not",
            Self::Expired => "acceptance.expired",
            Self::Ending => "acceptance.ending",
            Self::InForce => "acceptance.in_force",
        }
    }
}

/// Tells whether anything was said about accepting a risk.
pub fn is_said(risk: &Record) -> bool {
    let fields = [risk::ACCEPTED_ON, risk::ACCEPTED_UNTIL];
    let is_accepted = risk.get(risk::STATUS) == Some(risk::Status::Accepted);
    is_accepted || !risk.get(risk::ACCEPTED_BY).is_empty() || fields.iter().any(|field| risk.get(*field).is_some())
}

/// Returns the risks that wait for an acceptance: what is to remain lies above the appetite, and nobody accepted that.
pub fn awaiting<'a>(register: &'a Register, risks: &[&'a Record], today: NaiveDate) -> Vec<&'a Record> {
    let waits = |risk: &&&Record| {
        risk::check::residual_above(register, risk) && !risk::is_acceptance_in_force(register, risk, today)
    };
    risks.iter().filter(waits).copied().collect()
}

/// Adds the acceptances: what is not accepted or has ended first, then by the day of the end.
pub fn table(making: &mut Making<'_>, risks: &[&Record]) {
    let (register, today) = (making.register(), making.today());
    let mut said: Vec<_> = risks.iter().filter(|risk| is_said(risk)).collect();
    said.sort_by_cached_key(|risk| {
        let state = Acceptance::of(register, risk, today);
        (state, risk::acceptance_end(risk), risk.id().clone())
    });
    if said.is_empty() {
        return making.nothing("acceptance.none");
    }
    let rows = said.iter().map(|risk| row(making, risk)).collect();
    making.table(Asked {
        caption: making.say("acceptance.accepted"),
        columns: &[
            ("risk.risk", Width::Plain),
            ("acceptance.level", Width::Narrow),
            ("acceptance.by", Width::Plain),
            ("col.on", Width::Narrow),
            ("acceptance.until", Width::Narrow),
            ("acceptance.reason", Width::Wide),
            ("acceptance.state", Width::Narrow),
        ],
        rows,
        note: making.say("acceptance.note"),
    });
}

fn row(making: &mut Making<'_>, risk: &Record) -> Vec<Cell> {
    let state = Acceptance::of(making.register(), risk, making.today());
    vec![
        Cell::of(making.record(risk.id())),
        residual(making, risk),
        making.person_of(risk, "acceptance.by", risk.get(risk::ACCEPTED_BY)),
        making.day_of(risk, "col.on", risk.get(risk::ACCEPTED_ON)),
        making.day_of(risk, "acceptance.until", risk::acceptance_end(risk)),
        making.text_of(risk, "acceptance.reason", risk.get(risk::ACCEPTANCE_REASON)),
        Cell::text(making.say(state.key())),
    ]
}

/// Returns the level that is to remain: of a risk that is only accepted the level as things stand, else the one aimed at.
pub fn residual(making: &mut Making<'_>, risk: &Record) -> Cell {
    let time = match risk.get(risk::TREATMENT) {
        Some(risk::Treatment::Accept) => risk::CURRENT,
        _ => risk::TARGET,
    };
    match making.level_at(risk, time) {
        Some(level) => Cell::of(level),
        None => making.undecided(risk, "acceptance.level", Lack::Assessed),
    }
}

/// Adds the risks that wait for an acceptance, the worst first.
pub fn table_of_awaiting(making: &mut Making<'_>, risks: &[&Record]) {
    let (register, today) = (making.register(), making.today());
    let mut awaiting = awaiting(register, risks, today);
    awaiting.sort_by_cached_key(|risk| {
        let level = risk::current_level(register.method(), risk);
        (std::cmp::Reverse(level), risk.id().clone())
    });
    if awaiting.is_empty() {
        return making.nothing("acceptance.none_awaiting");
    }
    let mut rows = Vec::new();
    for risk in awaiting {
        let now = match making.level_at(risk, risk::CURRENT) {
            Some(level) => Cell::of(level),
            None => making.undecided(risk, "risk.now", Lack::Assessed),
        };
        let state = Acceptance::of(register, risk, today);
        rows.push(vec![
            Cell::of(making.record(risk.id())),
            now,
            residual(making, risk),
            making.person_of(risk, "field.owner", risk.owner()),
            Cell::text(making.say(state.key())),
        ]);
    }
    making.table(Asked {
        caption: making.say("acceptance.awaiting"),
        columns: &[
            ("risk.risk", Width::Wide),
            ("risk.now", Width::Narrow),
            ("acceptance.level", Width::Narrow),
            ("field.owner", Width::Plain),
            ("acceptance.state", Width::Plain),
        ],
        rows,
        note: making.say("acceptance.awaiting_note"),
    });
}
