//! How often each event comes: what the organization's cadence says, else what is usual.

use chrono::NaiveDate;

use crate::domain::day::recurrence::Rule;
use crate::domain::kinds::organization;
use crate::domain::kinds::organization::Cadence as Rows;
use crate::domain::kinds::review::Event;
use crate::domain::record::Record;
use crate::domain::record::typed::{NewRow, Row};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// How often something comes, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::domain) struct Cadence {
    pub(in crate::domain) rule: Rule,
    pub(in crate::domain) by: By,
}

/// Who says how often something comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::domain) enum By {
    /// The cadence of the organization.
    Organization,
    /// The assessment in force.
    Assessment,
    /// The supplier's own record.
    Supplier,
    /// Nobody: what is usual.
    Custom,
    /// Nobody who can be understood: what is usual stands in for a cadence that cannot be read.
    StandIn,
}

impl Cadence {
    /// Begins the reason: `Every 3 months, as the risk method says`.
    pub(in crate::domain) fn text(self) -> String {
        let by = match self.by {
            By::Organization => "as the cadence says",
            By::Assessment => "as the assessment in force says",
            By::Supplier => "as the supplier's record says",
            By::Custom => "as is usual where the cadence says nothing",
            By::StandIn => "as is usual, since the cadence cannot be read",
        };
        format!("Every {}, {by}", self.rule)
    }
}

/// Returns an organization whose AIMS begins on a day, with what the clauses ask for at planned intervals planned for every year.
pub fn begun(organization: Record, day: NaiveDate) -> Record {
    let events = [
        Event::ManagementReview,
        Event::InternalAudit,
        Event::RiskReassessment,
        Event::ImpactReassessment,
    ];
    let row = |event: Event| NewRow::of(Rows::EVENT, event).with(Rows::EVERY, "year").into();
    organization
        .with(organization::AIMS_SINCE, day)
        .with(organization::CADENCE, Value::set(events.map(row).to_vec()))
}

/// Returns how often an event comes by the cadence of the organization; a row that nobody can read says nothing.
pub(in crate::domain) fn recorded(register: &Register, event: Event) -> Option<Cadence> {
    let rows = register.get(organization::ID)?.get(organization::CADENCE);
    let mut of_event = rows.into_iter().filter(|row| row.get(Rows::EVENT) == Some(event));
    let rule = of_event.find_map(|row| row.get(Rows::EVERY).parse().ok());
    rule.map(|rule| Cadence {
        rule,
        by: By::Organization,
    })
}

/// Returns how often an event comes: as the organization says, else as is usual.
pub(in crate::domain) fn of(register: &Register, event: Event) -> Option<Cadence> {
    let stand_in = |usual: Cadence| {
        let by = if is_unreadable(register, event) {
            By::StandIn
        } else {
            usual.by
        };
        Cadence { by, ..usual }
    };
    recorded(register, event).or_else(|| usual(event).map(stand_in))
}

/// Tells whether the organization says how often an event comes, and nobody can read it.
fn is_unreadable(register: &Register, event: Event) -> bool {
    let rows = register
        .get(organization::ID)
        .map(|record| record.get(organization::CADENCE));
    let mut rows = rows.into_iter().flatten();
    let says = |row: Row<'_, Rows>| row.get(Rows::EVENT) == Some(event) && row.says(Rows::EVERY);
    register.unreadable(organization::ID).is_some() || rows.any(says)
}

fn usual(event: Event) -> Option<Cadence> {
    let every = match event {
        Event::ObjectivesReview | Event::ControlTest => "6 months",
        Event::Other => return None,
        _ => "year",
    };
    let rule = every.parse().ok()?;
    Some(Cadence { rule, by: By::Custom })
}
