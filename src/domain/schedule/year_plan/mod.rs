//! The year plan: reviews that the cadence asks for and that are not planned yet.
//!
//! A proposal is the review record as it would be created, with the reason. Accepting all proposals and asking again
//! proposes nothing.

mod before_stages;
mod recurring;
mod rotation;
mod working_days;

use std::cmp::Ordering;

use chrono::{Months, NaiveDate};

use crate::domain::day::recurrence::Rule;
use crate::domain::kinds::review;
use crate::domain::kinds::review::Event;
use crate::domain::kinds::review::check::held_on;
use crate::domain::kinds::{assessment, control, organization, system};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// A review that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The day.
    pub day: NaiveDate,
    /// What kind of event it is.
    pub event: Event,
    /// What it is called.
    pub title: String,
    /// How often it comes from then on; none where each one is another.
    pub every: Option<Rule>,
    /// Who sees to it that it happens, where that follows from the register.
    pub owner: String,
    /// The systems it is about; none means all.
    pub systems: Vec<Id>,
    /// The clauses and controls it is about.
    pub requirements: Vec<Id>,
    /// Why it is proposed, in a sentence or two.
    pub why: String,
}

/// What a review is about.
#[derive(Debug)]
struct What {
    event: Event,
    /// What it is called; one without a rule gets its month.
    title: String,
    owner: String,
    systems: Vec<Id>,
    requirements: Vec<Id>,
}

/// A review that is wanted, before it has a day.
#[derive(Debug)]
struct Wanted {
    what: What,
    every: Option<Rule>,
    why: String,
    /// The day it would best be on.
    best: NaiveDate,
    /// The day by which it is due.
    due: NaiveDate,
}

/// Returns what is proposed, by day.
pub fn proposals(register: &Register, today: NaiveDate) -> Vec<Proposal> {
    let planning = Planning::new(register, today);
    let mut wanted = crate::domain::schedule::year_plan::recurring::wanted(&planning);
    let audits = crate::domain::schedule::year_plan::rotation::audits(&planning);
    let tests = crate::domain::schedule::year_plan::rotation::control_tests(&planning, &audits);
    wanted.extend(audits);
    wanted.extend(tests);
    // Who is due first chooses first; of those due on one day the order above holds.
    wanted.sort_by_key(|wanted| wanted.due);
    let mut free = crate::domain::schedule::year_plan::working_days::Days::new(
        today,
        planning.open().filter_map(|review| review.get(review::DATE)),
    );
    let mut proposals: Vec<_> = wanted
        .into_iter()
        .map(|wanted| {
            let day = free.take(wanted.best, wanted.due);
            wanted.on(day)
        })
        .collect();
    proposals.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| order(a, b)));
    proposals
}

fn order(a: &Proposal, b: &Proposal) -> Ordering {
    (a.event as usize, &a.title).cmp(&(b.event as usize, &b.title))
}

impl Wanted {
    fn on(self, day: NaiveDate) -> Proposal {
        let What {
            event,
            title,
            owner,
            systems,
            requirements,
        } = self.what;
        let title = match self.every {
            Some(_) => title,
            None => format!("{title}, {}", day.format("%B %Y")),
        };
        Proposal {
            day,
            event,
            title,
            every: self.every,
            owner,
            systems,
            requirements,
            why: self.why,
        }
    }
}

impl Proposal {
    /// Returns the review that is made of it.
    pub fn record(&self, register: &Register, id: Id) -> Record {
        let record = Record::new(&review::KIND, id)
            .with(review::TITLE, self.title.as_str())
            .with(review::EVENT, self.event)
            .with(review::DATE, self.day)
            .with(review::STATUS, review::Status::Planned)
            .with(review::OWNER, self.owner.as_str())
            .with(review::SYSTEMS, self.systems.clone())
            .with(review::REQUIREMENTS, self.requirements.clone());
        let record = match self.every {
            Some(rule) => record.with(review::EVERY, rule.to_string()),
            None => record,
        };
        if self.event == Event::InternalAudit {
            record.with(review::CRITERIA, register.catalogue().standard.id.as_str())
        } else {
            record
        }
    }

    /// Returns its title with who sees to it, why it is proposed, and all the systems and requirements it is about.
    pub fn texts(&self) -> [String; 4] {
        let list = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>().join(", ");
        let title = if self.owner.is_empty() {
            self.title.clone()
        } else {
            format!("{}, owner {}", self.title, self.owner)
        };
        [title, self.why.clone(), list(&self.systems), list(&self.requirements)]
    }

    /// Returns what it covers, in a few words.
    pub fn covers(&self) -> String {
        let count = |count: usize, one: &str, several: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {several}")),
        };
        let is_clause = |id: &&Id| id.as_str().starts_with(|c: char| c.is_ascii_digit());
        let clauses = self.requirements.iter().filter(is_clause).count();
        let controls = self.requirements.len() - clauses;
        let few = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>().join(", ");
        let requirements = if self.requirements.len() <= 3 {
            vec![few(&self.requirements)]
        } else {
            let counted = [
                count(clauses, "clause", "clauses"),
                count(controls, "control", "controls"),
            ];
            counted.into_iter().flatten().collect()
        };
        let systems = match self.systems.as_slice() {
            [one] => Some(one.to_string()),
            several => count(several.len(), "system", "systems"),
        };
        let parts = systems.into_iter().chain(requirements);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Returns what the assessment of a system is called: one that was never made is not made again.
fn called(event: Event, is_never: bool) -> String {
    let title = recurring::titled(event);
    if is_never {
        title.replace("re-assessment", "assessment")
    } else {
        title
    }
}

/// What the parts of the plan are made from.
struct Planning<'a> {
    register: &'a Register,
    today: NaiveDate,
    /// The last day of the year that is planned.
    end: NaiveDate,
    reviews: Vec<&'a Record>,
    /// The systems that the AIMS governs, the one with the worst risk first.
    systems: Vec<&'a Record>,
}

impl<'a> Planning<'a> {
    fn new(register: &'a Register, today: NaiveDate) -> Self {
        let reviews = register.of(&review::KIND).filter(|record| !record.is_retired());
        let in_scope = |record: &&Record| assessment::is_asked(record);
        let mut systems: Vec<_> = register.of(&system::KIND).filter(in_scope).collect();
        systems.sort_by_cached_key(|record| std::cmp::Reverse(system::worst_level(register, record)));
        Self {
            register,
            today,
            end: after(today, 12),
            reviews: reviews.collect(),
            systems,
        }
    }

    fn open(&self) -> impl Iterator<Item = &'a Record> {
        self.reviews.iter().copied().filter(|review| review.is_open())
    }

    /// Returns the open reviews of an event that come until a day.
    fn planned(&self, event: Event, until: NaiveDate) -> impl Iterator<Item = &'a Record> {
        self.open().filter(move |review| {
            let day = review.get(review::DATE);
            review.get(review::EVENT) == Some(event) && day.is_none_or(|day| day <= until)
        })
    }

    /// Returns the reviews of an event that were held, with their days; one whose day lies ahead was not held yet.
    fn held(&self, event: Event) -> impl Iterator<Item = (NaiveDate, &'a Record)> {
        let reviews = self.reviews.iter().copied();
        reviews.filter_map(move |review| Some((held_on(review, event, self.today)?, review)))
    }

    /// Returns who saw to it last that an event happened; else who keeps the AIMS conforming, or reports on it.
    fn owner(&self, event: Event) -> String {
        let of_event = |review: &&&Record| review.get(review::EVENT) == Some(event) && !review.owner().is_empty();
        let last = self
            .reviews
            .iter()
            .filter(of_event)
            .max_by_key(|review| review.get(review::DATE));
        if let Some(review) = last {
            return review.owner().to_owned();
        }
        let organization = self.register.get(organization::ID);
        let owners = [organization::CONFORMITY, organization::REPORTING].map(|field| {
            organization
                .map(|record| record.get(field))
                .filter(|handle| !handle.is_empty())
        });
        owners.into_iter().flatten().next().unwrap_or_default().to_owned()
    }

    /// Returns those of some clauses and controls that there are and that apply.
    fn applying(&self, ids: &[&str]) -> Vec<Id> {
        let applies = |id: &&&str| match self.register.get(id) {
            Some(record) if record.is(&control::KIND) => control::is_applicable(record),
            _ => self.register.catalogue().clause(id).is_some(),
        };
        ids.iter().filter(applies).map(|id| Id::new(id)).collect()
    }
}

/// Tells whether a review is about a system; one that names none is about all.
fn is_about(review: &Record, system: &Id) -> bool {
    let systems = review.get(review::SYSTEMS);
    systems.is_empty() || systems.contains(&system)
}

/// Returns the day some months later.
fn after(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}

/// Returns the day some days later.
fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(chrono::Days::new(days)).unwrap_or(day)
}

/// Returns the day one interval after another.
fn step(rule: Rule, day: NaiveDate) -> NaiveDate {
    rule.next(day, day).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests;
