//! What makes an assessment stale: its day, what changed in the system, and events.

use std::fmt;

use chrono::{Months, NaiveDate};

use crate::domain::kinds::assessment::{
    DATE, EVENTS, EVERY, Events, JUDGED, JudgedValues, SYSTEM, TYPE, Type, VALID_UNTIL, affects, is_made,
};
use crate::domain::kinds::check::intervals::{self, Due, Interval};
use crate::domain::kinds::review::Event;
use crate::domain::kinds::shared_choices::YesNo;
use crate::domain::kinds::{change, system};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::typed::{NewRow, Row};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// The positions of the fields of a system on which a judgement of it rests.
const RESTS_ON: [usize; 12] = [
    system::PURPOSE.index(),
    system::ROLES.index(),
    system::STAGE.index(),
    system::VENDOR.index(),
    system::MODELS.index(),
    system::VERSION.index(),
    system::TECHNIQUES.index(),
    system::DATA.index(),
    system::SUBJECTS.index(),
    system::AUTONOMY.index(),
    system::OVERSIGHT.index(),
    system::EU_CLASS.index(),
];

/// One thing that made an assessment stale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The last day on which it held has passed.
    Past(NaiveDate),
    /// It is not said when it was made, or that day lies ahead.
    Undated,
    /// A field of the system, by position, says something else: what was judged and what it says now.
    Changed {
        /// The position of the field.
        field: usize,
        /// What was judged.
        before: String,
        /// What it says now.
        now: String,
    },
    /// It does not record what was judged of fields of the system, by position, that say something now.
    Unrecorded(Vec<usize>),
    /// An event happened.
    Event(String, NaiveDate),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Past(day) => write!(f, "It held until {day}."),
            Self::Undated => f.write_str("It is not said when it was made."),
            Self::Changed { field, before, now } if before.len() + now.len() > 60 || before.contains('\n') => {
                write!(f, "{} changed.", system::KIND.fields[*field].label)
            }
            Self::Changed { field, before, now } => {
                let label = system::KIND.fields[*field].label;
                let or_nothing = |text: &str| {
                    if text.is_empty() {
                        "nothing".to_owned()
                    } else {
                        text.to_owned()
                    }
                };
                write!(f, "{label} changed from {} to {}.", or_nothing(before), or_nothing(now))
            }
            Self::Unrecorded(fields) => {
                let labels: Vec<_> = fields.iter().map(|field| system::KIND.fields[*field].label).collect();
                write!(f, "What it judged is not recorded of: {}.", labels.join(", "))
            }
            Self::Event(event, day) => write!(f, "{event} ({day})."),
        }
    }
}

/// Returns what a system says of itself, as the rows of the judged values.
pub fn judged(system: &Record) -> Value {
    let row = |&field: &usize| {
        let (name, text) = (system.kind().fields[field].name, system.value(field).to_string());
        NewRow::of(JudgedValues::FIELD, name)
            .with(JudgedValues::VALUE, text)
            .into()
    };
    Value::set(RESTS_ON.iter().map(row).collect())
}

/// Returns the last day on which an assessment says that it holds: the day said or the end of its interval, whichever is earlier.
pub fn valid_until(assessment: &Record) -> Option<NaiveDate> {
    let every = assessment.get(EVERY).and_then(|months| u32::try_from(months).ok());
    let end = assessment
        .get(DATE)
        .zip(every)
        .and_then(|(date, months)| date.checked_add_months(Months::new(months)));
    assessment.get(VALID_UNTIL).into_iter().chain(end).min()
}

/// Returns by which day an assessment is to be made again: the day said or the end of its interval, whichever is earlier, but at
/// most twice the planned interval after it was made; where it says neither, by the cadence of its event, else a year later, and two for the impact of a system that affects nobody. None
/// where it is not said when it was made.
pub fn due(register: &Register, assessment: &Record, today: NaiveDate) -> Option<Due> {
    let date = intervals::happened(assessment.get(DATE), today)?;
    let interval = interval(register, assessment, today);
    let Some(said) = valid_until(assessment) else {
        return interval.after(date);
    };
    let latest = interval.latest_after(date);
    Some(Due {
        day: latest.map_or(said, |latest| said.min(latest)),
        is_said: true,
    })
}

/// Returns how often an assessment of its type is made again, as the cadence says or as is usual.
pub fn interval(register: &Register, assessment: &Record, today: NaiveDate) -> Interval {
    let of = assessment.get(TYPE);
    let event = match of {
        Some(Type::Impact) => Event::ImpactReassessment,
        Some(Type::Security) => Event::SecurityReview,
        _ => Event::RiskReassessment,
    };
    let system = assessment.get(SYSTEM).and_then(|id| register.get(id.as_str()));
    let harmless = of == Some(Type::Impact) && system.is_some_and(|system| !affects(register, system, today));
    Interval::of_event(register, event).unwrap_or_else(|| Interval::usual_months(if harmless { 24 } else { 12 }))
}

/// Returns what the newest change record of a system since a day says: whether what changed is significant. That it is not counts
/// only with what it does; of a change that was decided and of which nobody says it, that it is.
pub fn recorded_significance(register: &Register, system: &Record, since: NaiveDate) -> Option<YesNo> {
    let day = |change: &Record| {
        let days = [
            change.get(change::DONE),
            change.get(change::APPROVED_ON),
            change.get(change::PROPOSED_ON),
        ];
        days.into_iter().flatten().max()
    };
    let changes = register.linked_of(&change::KIND, system.id());
    // A change that does not say when it was may have been since; that it is not significant counts only with its day.
    let is_not_significant = |change: &Record| change.get(change::SIGNIFICANT) == Some(YesNo::No);
    let is_since = |change: &Record| day(change).map_or_else(|| !is_not_significant(change), |day| day >= since);
    let since = changes.filter(|change| !change.is_retired() && is_since(change));
    let newest = since.max_by_key(|change| (day(change), change.id().clone()))?;
    let Some(significant) = newest.get(change::SIGNIFICANT) else {
        return change::is_decided(newest).then_some(YesNo::Yes);
    };
    (significant == YesNo::Yes || !newest.get(change::EFFECTS).is_empty()).then_some(significant)
}

/// Tells whether a reason asks for another assessment by itself: an event, or a change of what the judgement rests on, not of the
/// version or a description.
pub fn is_significant(reason: &Reason) -> bool {
    const SLIGHT: [usize; 5] = [
        system::STAGE.index(),
        system::VERSION.index(),
        system::TECHNIQUES.index(),
        system::DATA.index(),
        system::OVERSIGHT.index(),
    ];
    match reason {
        Reason::Changed { field, .. } => !SLIGHT.contains(field),
        Reason::Unrecorded(fields) => fields.iter().any(|field| !SLIGHT.contains(field)),
        Reason::Past(_) | Reason::Undated | Reason::Event(..) => true,
    }
}

/// Returns everything that made an assessment stale; nothing for one that was not made, or was retired.
///
/// Every screen, the check and the gate ask here.
pub fn stale(register: &Register, assessment: &Record, today: NaiveDate) -> Vec<Reason> {
    if assessment.is_retired() || !is_made(register, assessment, today) {
        return Vec::new();
    }
    let past = match due(register, assessment, today) {
        Some(due) => (due.day < today).then_some(Reason::Past(due.day)),
        None => Some(Reason::Undated),
    };
    let system = assessment.get(SYSTEM).and_then(|id| register.get(id.as_str()));
    let rows = assessment.get(JUDGED);
    let changed = system
        .into_iter()
        .filter(|system| {
            let since = assessment.get(DATE);
            since.and_then(|since| recorded_significance(register, system, since)) != Some(YesNo::No)
        })
        .flat_map(|system| {
            let changed = rows.iter().filter_map(|row| changed(system, *row));
            changed.chain(unrecorded(system, &rows))
        });
    let events = assessment.get(EVENTS);
    let happened = events
        .iter()
        .filter_map(|row| happened(*row, assessment.get(DATE), today));
    past.into_iter().chain(changed).chain(happened).collect()
}

/// Returns what the system says of itself now and the judged values pass over: what is not recorded counts as changed. In which stage
/// it was says only whether it went back.
fn unrecorded(system: &Record, rows: &[Row<'_, JudgedValues>]) -> Option<Reason> {
    let is_recorded = |field: usize| {
        let name = system.kind().fields[field].name;
        rows.iter().any(|row| row.text(JudgedValues::FIELD) == name)
    };
    let asked = RESTS_ON.into_iter().filter(|field| *field != system::STAGE.index());
    let missing: Vec<_> = asked
        .filter(|field| !system.value(*field).is_empty() && !is_recorded(*field))
        .collect();
    (!missing.is_empty()).then_some(Reason::Unrecorded(missing))
}

/// Compares a judged value with what the system says now; space does not count.
fn changed(system: &Record, row: Row<'_, JudgedValues>) -> Option<Reason> {
    let field = system.kind().field_index(row.text(JudgedValues::FIELD))?;
    let (before, now) = (row.text(JudgedValues::VALUE), system.value(field).to_string());
    if before.split_whitespace().eq(now.split_whitespace()) {
        return None;
    }
    if field == system::STAGE.index() && moved_on(before, system) {
        return None;
    }
    let before = before.to_owned();
    Some(Reason::Changed { field, before, now })
}

/// Tells whether a system only went on in its life cycle, or came into it, which is what it was examined for. Going back is a
/// change.
fn moved_on(before: &str, system: &Record) -> bool {
    if before.is_empty() {
        return true;
    }
    let before = system::Stage::ITEMS.iter().find(|item| item.is_named(before));
    let now = system.get(system::STAGE);
    matches!((before.and_then(system::Stage::of), now), (Some(before), Some(now)) if before < now)
}

fn happened(row: Row<'_, Events>, date: Option<NaiveDate>, today: NaiveDate) -> Option<Reason> {
    let day = row.get(Events::HAPPENED)?;
    let since = date.is_none_or(|date| day >= date);
    (since && day <= today).then(|| Reason::Event(row.text(Events::EVENT).to_owned(), day))
}
