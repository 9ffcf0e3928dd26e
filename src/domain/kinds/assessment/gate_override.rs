//! Decisions to use a system through its closed gate: who may make them, for how long, and for what they hold.

use chrono::{Days, Months, NaiveDate};

use crate::domain::kinds::approval::entitled::Approvers;
use crate::domain::kinds::assessment::gate::{Missing, closing, gate_before_use, in_words, is_asked};
use crate::domain::kinds::organization;
use crate::domain::kinds::organization::people::{People, Person};
use crate::domain::kinds::risk::check::is_designated;
use crate::domain::kinds::system::{self, Condition, Overrides, Stage};
use crate::domain::record::Record;
use crate::domain::record::check::Provenance;
use crate::domain::record::choice::Choices;
use crate::domain::record::typed::Row;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// How many days a decision holds that does not say until when.
const USUAL: Days = Days::new(90);

/// How long a decision holds at most.
const LONGEST: Months = Months::new(12);

/// The newest decision to use a system through a closed gate.
#[derive(Debug, Clone)]
pub struct Override {
    /// The day of the decision.
    on: Option<NaiveDate>,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The last day on which it holds: the one said, else 90 days; at most a year.
    pub until: Option<NaiveDate>,
    covers: Vec<Condition>,
}

/// Returns the newest decision to use a system through a closed gate.
pub fn newest_override(system: &Record) -> Option<Override> {
    let rows = system.get(system::GATE_OVERRIDE);
    let row = rows.into_iter().max_by_key(|row| row.get(Overrides::ON))?;
    let on = row.get(Overrides::ON);
    let usual = on.and_then(|on| on.checked_add_days(USUAL));
    let longest = on.and_then(|on| on.checked_add_months(LONGEST));
    let said = row.get(Overrides::UNTIL).or(usual);
    Some(Override {
        on,
        by: row.get(Overrides::BY).to_owned(),
        reason: row.get(Overrides::REASON).to_owned(),
        until: said.into_iter().chain(longest).min(),
        covers: row.get(Overrides::COVERS),
    })
}

impl Override {
    /// Tells whether it has ended.
    pub fn has_ended(&self, today: NaiveDate) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// Tells whether it holds for what keeps the gate closed: somebody who may decided it and had not left, it has not ended, and
    /// it covers all; one that names no condition covers them all.
    pub fn holds(&self, register: &Register, missing: &[Missing], today: NaiveDate) -> bool {
        let is_covered = |one: &Missing| self.covers.is_empty() || self.covers.contains(&one.condition);
        let is_decided = || organization::is_believed(register, &self.by, self.on) && is_designated(register, &self.by);
        !self.has_ended(today) && missing.iter().all(is_covered) && is_decided()
    }
}

/// Returns what refuses a change that puts a system into use through a closed gate without saying why, or takes one that is in
/// use into the scope. A gate that only advises refuses nothing.
///
/// `after` is the system as it would be, `before` as it is; a row of overrides that is new says why.
pub fn refusal(register: &Register, before: &Record, after: &Record, today: NaiveDate) -> Vec<Missing> {
    let is_used = |stage| matches!(stage, Some(Stage::Deployment | Stage::Operation));
    let passed = |system: &Record| is_asked(system) && is_used(system::stage_decided(system));
    if !passed(after) || passed(before) {
        return Vec::new();
    }
    let known = before.get(system::GATE_OVERRIDE);
    let reasoned = |row: &Row<'_, Overrides>| row.says(Overrides::REASON) && !known.contains(row);
    if after.get(system::GATE_OVERRIDE).iter().any(reasoned) {
        return Vec::new();
    }
    // Days of grace are for what is in use already.
    let before_use = after.clone().with(system::STAGE, Stage::Verification);
    let before_use = before_use.with(system::IN_USE_SINCE, Value::Empty);
    closing(register, &before_use, gate_before_use(register, &before_use, today))
}

/// Says why a new decision to use a system through its closed gate is refused, if so: by somebody who may not decide it, or for
/// longer than it may hold.
pub fn refused_override(people: &People<'_>, row: Row<'_, Overrides>, today: NaiveDate) -> Option<String> {
    let on = row.get(Overrides::ON);
    // As it is stored: what stands for nobody is refused as well.
    let by = row.stored(Overrides::BY).as_text();
    by.and_then(|by| refused_decider(people, by, on, today))
        .or_else(|| refused_until(on?, row.get(Overrides::UNTIL)?))
}

/// Says why somebody may not decide to use a system through its closed gate, if so, and who may.
pub fn refused_decider(people: &People<'_>, by: &str, on: Option<NaiveDate>, today: NaiveDate) -> Option<String> {
    let reason = Approvers::Designated.said_against(people, by, on)?;
    Some(format!("{reason} {}", who_decides(people, today)))
}

/// Says who may decide to use a system through its closed gate.
pub fn who_decides(people: &People<'_>, today: NaiveDate) -> String {
    const MOST: usize = 3;
    let designated = Approvers::Designated.named(people, today).into_iter();
    let designated: Vec<_> = designated.map(Person::handle).collect();
    let more = designated.len().saturating_sub(MOST);
    let named = designated[..designated.len() - more].join(", ");
    match (people.is_empty(), designated.is_empty(), more) {
        (true, ..) => "Say who decides to use it all the same, and why.".to_owned(),
        (_, true, _) => "Any of the people may decide to use it all the same.".to_owned(),
        (.., 0) => format!("To use it all the same is decided by top management or an approver: {named}."),
        (.., more) => {
            format!("To use it all the same is decided by top management or an approver: {named} and {more} more.")
        }
    }
}

fn refused_until(on: NaiveDate, until: NaiveDate) -> Option<String> {
    let last = on.checked_add_months(LONGEST)?;
    if until < on {
        Some(format!("A decision of {on} cannot end on {until}."))
    } else {
        (until > last).then(|| format!("A decision to use it all the same holds for 12 months at most: until {last}."))
    }
}

/// Says in words whose conditions keep a gate closed, and which.
pub fn by_provenance(missing: &[Missing]) -> String {
    let groups = Provenance::ALL.iter().filter_map(|of| {
        let own: Vec<_> = missing.iter().filter(|one| one.provenance == *of).collect();
        let asks = match of {
            Provenance::Standard => "The standard asks",
            Provenance::Own => "Your organization set",
            Provenance::Other => "The law asks",
            Provenance::Advice => "We advise",
        };
        (!own.is_empty()).then(|| format!("{asks}: {}.", in_words(own)))
    });
    groups.collect::<Vec<_>>().join(" ")
}
