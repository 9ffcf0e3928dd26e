//! Recurring events that are the same every time: proposed as a series unless one is planned.

use chrono::NaiveDate;

use crate::domain::day::recurrence::Rule;
use crate::domain::kinds::assessment::{self, Reason, Type};
use crate::domain::kinds::organization::cadence;
use crate::domain::kinds::organization::cadence::{By, Cadence};
use crate::domain::kinds::review::{self, Event};
use crate::domain::kinds::{organization, supplier, system};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::schedule::year_plan::{Planning, Wanted, What, is_about, later, step};

/// After how many days something late comes at best, and after how many at the latest.
pub(in crate::domain) const SOON: (u64, u64) = (14, 60);
/// By how many days the first management review and audit go before a stage 1 audit, so that what they find can be acted on.
const AHEAD: u64 = 14;

/// The events of the AIMS as a whole: what they are about, and after how many days one that was never held comes first.
/// A management review wants the results of an audit, an audit those of what goes before it.
const OF_THE_WHOLE: [(Event, &[&str], u64); 4] = [
    (Event::PolicyReview, &["5.2", "A.2.4"], 45),
    (Event::Training, &["7.2", "7.3"], 75),
    (Event::ObjectivesReview, &["6.2"], 90),
    (Event::ManagementReview, &["9.3.1", "9.3.2", "9.3.3"], 150),
];

/// Returns what is wanted of them, the more important first.
pub(in crate::domain) fn wanted(planning: &Planning<'_>) -> Vec<Wanted> {
    let mut wanted: Vec<_> = OF_THE_WHOLE
        .into_iter()
        .filter_map(|(event, about, first)| of_the_whole(planning, event, about, first))
        .collect();
    wanted.extend(of_systems(
        planning,
        Event::RiskReassessment,
        Type::Risk,
        &["6.1.2", "8.2"],
    ));
    wanted.extend(of_systems(
        planning,
        Event::ImpactReassessment,
        Type::Impact,
        &["6.1.4", "8.4"],
    ));
    wanted.extend(of_suppliers(planning));
    wanted
}

/// Returns by when the first of an event must have been held because of a coming stage 1 audit, with that day.
pub(in crate::domain) fn stage_1(planning: &Planning<'_>, event: Event) -> Option<(NaiveDate, NaiveDate)> {
    let never = planning.held(event).next().is_none();
    let organization = planning.register.get(organization::ID)?;
    let certified = organization.get(organization::POSTURE) == Some(organization::Posture::Certification);
    let day = organization
        .get(organization::STAGE_1)
        .filter(|day| *day > planning.today)?;
    let ahead = day.checked_sub_days(chrono::Days::new(AHEAD))?;
    (never && certified).then_some((ahead.max(planning.today), day))
}

fn of_the_whole(planning: &Planning<'_>, event: Event, about: &[&str], first: u64) -> Option<Wanted> {
    if planning.planned(event, planning.end).next().is_some() {
        return None;
    }
    let cadence = cadence::of(planning.register, event)?;
    let last = planning.held(event).map(|(day, _)| day).max();
    let mut when = When::after(planning, cadence, last, "held");
    if event == Event::PolicyReview
        && let Some(organization) = planning.register.get(organization::ID)
    {
        let approved = organization.get(organization::POLICY_APPROVED);
        when = When::after(planning, cadence, last.max(approved), "approved or reviewed");
        if let Some(day) = organization.get(organization::POLICY_REVIEW) {
            when = When::due(planning, day, format!("It is to be looked at again by {day}."));
        }
    }
    if when.is_never {
        when.best = later(planning.today, first);
    }
    if event == Event::ManagementReview
        && let Some((ahead, day)) = stage_1(planning, event)
    {
        when = When::by(ahead, format!("Stage 1 on {day} asks for one that was held."));
    }
    let what = What {
        event,
        title: titled(event),
        owner: planning.owner(event),
        systems: Vec::new(),
        requirements: planning.applying(about),
    };
    when.wanted(planning, cadence.rule, what)
}

/// Returns the re-assessments of each system: those never made are spread over their interval, worst risk first.
fn of_systems(planning: &Planning<'_>, event: Event, of: Type, about: &[&str]) -> Vec<Wanted> {
    let concerned = planning.systems.iter().copied().filter(|system| match of {
        Type::Impact => affects_people(planning, system),
        _ => true,
    });
    let planned: Vec<_> = planning.planned(event, planning.end).collect();
    let held: Vec<_> = planning.held(event).collect();
    let mut found = Vec::new();
    for system in concerned.filter(|system| !planned.iter().any(|review| is_about(review, system.id()))) {
        let Some(cadence) = interval(planning, event, system) else {
            continue;
        };
        let current = assessment::current(planning.register, system, of, planning.today);
        let made = current.and_then(|one| one.get(assessment::DATE));
        let reviewed = held.iter().filter(|(_, review)| is_about(review, system.id()));
        let last = reviewed.map(|(day, _)| *day).max().max(made);
        let mut when = When::after(planning, cadence, last, "made");
        let until = current.and_then(assessment::valid_until);
        if let Some(until) = until.filter(|until| *until < when.due && last == made) {
            when = When::due(planning, until, format!("The assessment in force holds until {until}."));
        }
        let stale = current.and_then(|one| trigger(planning, one));
        if let Some(reason) = stale.filter(|_| last == made) {
            when = When::soon(planning, format!("The assessment in force is stale: {reason}"));
        }
        found.push((system, cadence.rule, when));
    }
    let never = found.iter().filter(|(.., when)| when.is_never).count();
    let mut nth = 0;
    let mut wanted = Vec::new();
    for (system, rule, mut when) in found {
        if when.is_never {
            nth += 1;
            when.best = part(planning.today, when.due, nth, never + 1);
        }
        let what = What {
            event,
            title: format!("{}: {}", titled(event), system.title()),
            owner: system.owner().to_owned(),
            systems: vec![system.id().clone()],
            requirements: planning.applying(about),
        };
        wanted.extend(when.wanted(planning, rule, what));
    }
    wanted
}

/// Returns what else than its day made an assessment stale, the first of it.
fn trigger(planning: &Planning<'_>, current: &Record) -> Option<Reason> {
    let reasons = assessment::stale(planning.register, current, planning.today);
    reasons.into_iter().find(|reason| !matches!(reason, Reason::Past(_)))
}

/// Tells whether a system affects people, or was said to by an impact assessment.
fn affects_people(planning: &Planning<'_>, system: &Record) -> bool {
    let assessed =
        || assessment::of_system(planning.register, system).any(|one| one.get(assessment::TYPE) == Some(Type::Impact));
    !system.get(system::SUBJECTS).is_empty() || assessed()
}

/// Returns how often a system is re-assessed: as the cadence and the band of its worst risk say, else as is usual.
fn interval(planning: &Planning<'_>, event: Event, system: &Record) -> Option<Cadence> {
    let register = planning.register;
    let by_band = || {
        let band = system::worst_level(register, system).filter(|_| event == Event::RiskReassessment)?;
        let months = register.method().bands.get(usize::from(band))?.review_months?;
        let rule = match (months % 12, months / 12) {
            (0, 1) => "year".to_owned(),
            (0, years) => format!("{years} years"),
            (1, 0) => "month".to_owned(),
            _ => format!("{months} months"),
        };
        let rule = rule.parse().ok()?;
        Some(Cadence { rule, by: By::Method })
    };
    let cadences = [cadence::recorded(register, event), by_band()].into_iter().flatten();
    // Where the cadence and the method both say something, both are kept by the shorter.
    cadences
        .min_by_key(|cadence| step(cadence.rule, planning.today))
        .or_else(|| cadence::of(register, event))
}

/// Returns the reviews of suppliers whose own record has no day for the next one.
fn of_suppliers(planning: &Planning<'_>) -> Vec<Wanted> {
    let event = Event::SupplierReview;
    let planned: Vec<_> = planning.planned(event, planning.end).collect();
    let suppliers = || planning.register.of(&supplier::KIND).filter(|record| record.is_open());
    // A review that is called after suppliers is about those; any other one is about whoever supplies its systems.
    let is_called = |review: &Record, supplier: &Record| review.title().contains(supplier.title());
    let is_planned = |supplier: &Record| {
        let of_its = supplier.get(supplier::SYSTEMS);
        planned.iter().any(|review| {
            is_called(review, supplier)
                || !suppliers().any(|other| is_called(review, other))
                    && of_its.iter().all(|id| is_about(review, id))
                    && (!of_its.is_empty() || review.get(review::SYSTEMS).is_empty())
        })
    };
    let mut wanted = Vec::new();
    for supplier in suppliers() {
        let next = supplier.get(supplier::REVIEW);
        if next.is_some_and(|day| day >= planning.today) || is_planned(supplier) {
            continue;
        }
        let own = supplier.get(supplier::EVERY).parse().ok();
        let own = own.map(|rule| Cadence { rule, by: By::Supplier });
        let Some(cadence) = own.or_else(|| cadence::of(planning.register, event)) else {
            continue;
        };
        let when = match next {
            Some(day) => When::due(planning, day, format!("Its record says that it is reviewed by {day}.")),
            None => When::after(planning, cadence, supplier.get(supplier::ASSESSED), "assessed"),
        };
        let what = What {
            event,
            title: format!("{}: {}", titled(event), supplier.title()),
            owner: supplier.owner().to_owned(),
            systems: supplier.get(supplier::SYSTEMS).into_iter().cloned().collect(),
            requirements: planning.applying(&["A.10.3"]),
        };
        wanted.extend(when.wanted(planning, cadence.rule, what));
    }
    wanted
}

pub(in crate::domain) fn titled(event: Event) -> String {
    let label = event.item().label;
    label[..1].to_uppercase() + &label[1..]
}

/// When one is due, and why.
struct When {
    best: NaiveDate,
    due: NaiveDate,
    /// Whether it was never there before.
    is_never: bool,
    why: String,
}

impl When {
    /// One interval after the last time; what was never there is due within an interval from now on.
    fn after(planning: &Planning<'_>, cadence: Cadence, last: Option<NaiveDate>, done: &str) -> Self {
        let text = cadence.text();
        match last {
            Some(last) => Self::due(
                planning,
                step(cadence.rule, last),
                format!("{text}; last {done} on {last}."),
            ),
            None => {
                let due = step(cadence.rule, planning.today).min(planning.end);
                let why = format!("{text}; never {done} before.");
                let best = part(planning.today, due, 1, 2);
                let is_never = true;
                Self {
                    best,
                    due,
                    is_never,
                    why,
                }
            }
        }
    }

    /// By a day; what is late comes soon, and nobody is called together from one day to the next.
    fn due(planning: &Planning<'_>, due: NaiveDate, why: String) -> Self {
        if due < planning.today {
            return Self::soon(planning, format!("{why} It was due on {due}."));
        }
        Self {
            due: due.max(later(planning.today, SOON.0)),
            ..Self::by(due, why)
        }
    }

    /// By a day, whatever else there is.
    fn by(due: NaiveDate, why: String) -> Self {
        Self {
            best: due,
            due,
            is_never: false,
            why,
        }
    }

    /// In the next weeks.
    fn soon(planning: &Planning<'_>, why: String) -> Self {
        Self {
            best: later(planning.today, SOON.0),
            due: later(planning.today, SOON.1),
            is_never: false,
            why,
        }
    }

    /// Returns the review that is wanted, unless it is due only after the year that is planned.
    fn wanted(self, planning: &Planning<'_>, every: Rule, what: What) -> Option<Wanted> {
        (self.due <= planning.end).then_some(Wanted {
            what,
            every: Some(every),
            why: self.why,
            best: self.best,
            due: self.due,
        })
    }
}

/// Returns the day at the nth of some equal parts between two days.
pub(in crate::domain) fn part(from: NaiveDate, to: NaiveDate, nth: usize, of: usize) -> NaiveDate {
    let days = (to - from).num_days().max(0) as usize;
    later(from, (days * nth / of.max(1)) as u64)
}
