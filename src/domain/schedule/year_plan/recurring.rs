//! Recurring events that are the same every time: proposed as a series unless one is planned.

use chrono::NaiveDate;

use crate::domain::day::recurrence::Rule;
use crate::domain::kinds::assessment::check as of_assessments;
use crate::domain::kinds::assessment::{self, Reason, Type};
use crate::domain::kinds::check;
use crate::domain::kinds::organization::cadence;
use crate::domain::kinds::organization::cadence::{By, Cadence};
use crate::domain::kinds::organization::{GateCondition, OnOff};
use crate::domain::kinds::review::{self, Event};
use crate::domain::kinds::system::check::{self as of_systems, is_far_enough};
use crate::domain::kinds::{document, organization, supplier};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::schedule::year_plan::{Planning, Wanted, What, called, is_about, later, step};

/// After how many days something late comes at best, and after how many at the latest.
pub(in crate::domain) const SOON: (u64, u64) = (14, 60);
/// By how many days the first management review and audit go before a stage 1 audit, so that what they find can be acted on.
const AHEAD: u64 = 14;

/// The events of the AIMS as a whole: what they are about, and after how many days one that was never held comes first.
/// A management review wants the results of an audit, an audit those of what goes before it.
const OF_THE_WHOLE: [(Event, &[&str], u64); 7] = [
    (Event::PolicyReview, &["5.2", "A.2.4"], 45),
    (Event::Training, &["7.2", "7.3"], 75),
    (Event::ObjectivesReview, &["6.2"], 90),
    (Event::ManagementReview, &["9.3.1", "9.3.2", "9.3.3"], 150),
    (Event::ContextReview, &["4.1", "4.2"], 60),
    (Event::ObligationsReview, &["4.2"], 60),
    (Event::DocumentReview, &["7.5.2"], 60),
];

/// The events that a review of something else can stand for: they are planned only where the cadence names them.
const ONLY_IF_SAID: [Event; 4] = [
    Event::ContextReview,
    Event::ObligationsReview,
    Event::DocumentReview,
    Event::SecurityReview,
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
    wanted.extend(of_systems(planning, Event::SecurityReview, Type::Security, &[]));
    wanted.extend(of_suppliers(planning));
    wanted
}

/// Returns how often an event comes, where it is planned at all.
fn cadence_of(planning: &Planning<'_>, event: Event) -> Option<Cadence> {
    let recorded = cadence::recorded(planning.register, event);
    recorded.or_else(|| cadence::of(planning.register, event).filter(|_| !ONLY_IF_SAID.contains(&event)))
}

/// A coming audit of the certification body, before which what it looks at has to be there.
#[derive(Debug, Clone, Copy)]
pub(in crate::domain) struct Stage {
    /// What it is called.
    pub name: &'static str,
    /// Its day.
    pub day: NaiveDate,
    /// The day by which things are there.
    pub ahead: NaiveDate,
}

/// Returns the next certification audit whose day is said.
pub(in crate::domain) fn next_stage(planning: &Planning<'_>) -> Option<Stage> {
    stages(planning).min_by_key(|stage| stage.day)
}

/// Returns the certification audits that are still to come and whose day is said, whatever is said of the posture.
fn stages<'a>(planning: &'a Planning<'_>) -> impl Iterator<Item = Stage> + 'a {
    let organization = planning.register.get(organization::ID);
    let days = organization.into_iter().flat_map(|one| {
        [
            ("Stage 1", one.get(organization::STAGE_1)),
            ("Stage 2", one.get(organization::STAGE_2)),
        ]
    });
    days.filter_map(|(name, day)| {
        let day = day.filter(|day| *day > planning.today)?;
        let ahead = ahead_of(planning, day);
        Some(Stage { name, day, ahead })
    })
}

/// Returns the last dated audit that leads to the certificate that is sought.
pub(in crate::domain) fn last_stage(planning: &Planning<'_>) -> Option<Stage> {
    stages(planning).max_by_key(|stage| stage.day)
}

/// Returns the day by which things are there for an audit on a day.
fn ahead_of(planning: &Planning<'_>, day: NaiveDate) -> NaiveDate {
    let ahead = day.checked_sub_days(chrono::Days::new(AHEAD)).unwrap_or(day);
    ahead.max(later(planning.today, 1))
}

/// Tells whether a planned review comes only after an audit that leads to a certificate, and what it is about is due before that
/// audit: for what the audit looks at it is too late.
fn is_too_late(review: &Record, due: NaiveDate, stage: Option<Stage>) -> bool {
    let is_after = |stage: Stage| review.get(review::DATE).is_some_and(|day| day >= stage.day) && due < stage.day;
    stage.is_some_and(is_after)
}

/// Returns the audit of the certification body before which the first of an event must have been held.
pub(in crate::domain) fn first_before(planning: &Planning<'_>, event: Event) -> Option<Stage> {
    let is_held = planning.held(event).next().is_some();
    next_stage(planning).filter(|_| !is_held)
}

fn of_the_whole(planning: &Planning<'_>, event: Event, about: &[&str], first: u64) -> Option<Wanted> {
    let last = planning.held(event).map(|(day, _)| day).max();
    let cadence = cadence_of(planning, event)?;
    let mut when = match last {
        Some(last) => {
            let due = if event == Event::ManagementReview {
                review::check::due_after(planning.register, event, last)
            } else {
                None
            };
            let due = due.unwrap_or_else(|| step(cadence.rule, last));
            When::due(planning, due, format!("{}; last held on {last}.", cadence.text()))
        }
        None => When::never(planning, cadence, "held"),
    };
    if event == Event::PolicyReview
        && let Some(due) = policy_due(planning)
    {
        when = When::due(planning, due, format!("The policy is to be looked at again by {due}."));
    }
    if when.is_never {
        when.best = later(planning.today, first);
        if let Some(stage) = next_stage(planning) {
            when.due = when.due.min(stage.ahead);
            when.best = when.best.min(when.due);
        }
    }
    let first = first_before(planning, event).filter(|_| event == Event::ManagementReview);
    if let Some(stage) = first {
        when = When::by(
            stage.ahead,
            format!("{} on {} asks for one that was held.", stage.name, stage.day),
        );
    }
    let mut planned = planning.planned(event, planning.end);
    let stage = first.or_else(|| last_stage(planning));
    if planned.any(|review| !is_too_late(review, when.due, stage)) {
        return None;
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

/// Returns by which day the AI policy is to be looked at again.
fn policy_due(planning: &Planning<'_>) -> Option<NaiveDate> {
    let register = planning.register;
    let of_document = register
        .get(document::POLICY)
        .and_then(|policy| document::check::next_review(register, policy, planning.today));
    of_document.map(|due| due.day)
}

/// Returns the re-assessments of each system. Those never made are spread: of what is in use over the next weeks, before the next
/// audit of the certification body, of the rest over their interval; worst risk first.
fn of_systems(planning: &Planning<'_>, event: Event, of: Type, about: &[&str]) -> Vec<Wanted> {
    let register = planning.register;
    let planned: Vec<_> = planning.planned(event, planning.end).collect();
    let is_made = |system: &&Record| assessment::current(register, system, of, planning.today).is_some();
    // Each stage asks that there is a first one.
    let mut is_first = of != Type::Security && !planning.systems.iter().any(is_made);
    let mut found = Vec::new();
    for system in planning.systems.iter().copied() {
        let current = assessment::current(register, system, of, planning.today);
        // Our own condition of the gate asks for a security review of what is in use.
        let is_asked = if of == Type::Security {
            let set = assessment::setting(register, system, GateCondition::G7, planning.today);
            assessment::is_deployed(system, planning.today) && set != Some(OnOff::Off)
        } else {
            is_far_enough(system, planning.today)
        };
        let is_needed = current.is_none() && is_asked;
        let again = || current.and_then(|one| again(planning, event, one));
        let usual = || cadence::of(register, event).filter(|_| is_needed);
        let Some(cadence) = interval(planning, event, of, system).or_else(again).or_else(usual) else {
            continue;
        };
        let due = current.and_then(|one| Some((one, assessment::due(register, one, planning.today)?)));
        let mut when = match due {
            Some((one, due)) => {
                let said =
                    assessment::valid_until(one).map(|day| format!("The assessment in force holds until {day}."));
                let last = one.get(assessment::DATE).map(|day| day.to_string()).unwrap_or_default();
                let why = said.unwrap_or_else(|| format!("{}; last made on {last}.", cadence.text()));
                When::due(planning, due.day, why)
            }
            None => When::never(planning, cadence, "made"),
        };
        let is_in_use = when.is_never && is_needed;
        let stale = current.and_then(|one| trigger(planning, one));
        if let Some(reason) = stale {
            when = When::soon(planning, format!("The assessment in force is stale: {reason}"));
        } else if let Some(lack) = lack(planning, system, of, current) {
            when = When::soon(planning, lack);
        }
        let next = next_stage(planning).filter(|_| is_first);
        if let Some(next) = next {
            when.due = when.due.min(next.ahead);
        }
        is_first = false;
        let before = next.or_else(|| last_stage(planning));
        let is_in_time = |review: &Record| !is_too_late(review, when.due, before);
        if planned
            .iter()
            .any(|review| is_about(review, system.id()) && is_in_time(review))
        {
            continue;
        }
        found.push((system, cadence.rule, when, is_in_use));
    }
    let mut wanted = Vec::new();
    for in_use in [true, false] {
        let count = found
            .iter()
            .filter(|(.., when, is)| when.is_never && *is == in_use)
            .count();
        let mut nth = 0;
        for (system, _, when, _) in found.iter_mut().filter(|(.., when, is)| when.is_never && *is == in_use) {
            nth += 1;
            if in_use {
                let is_deployed = assessment::is_deployed(system, planning.today);
                when.is_now(planning, count, if is_deployed { "in use" } else { "near its use" });
            }
            when.best = part(planning.today, when.due, nth, count + 1);
        }
    }
    for (system, rule, when, _) in found {
        let what = What {
            event,
            title: format!("{}: {}", called(event, when.is_never), system.title()),
            owner: system.owner().to_owned(),
            systems: vec![system.id().clone()],
            requirements: planning.applying(about),
        };
        wanted.extend(when.wanted(planning, rule, what));
    }
    wanted
}

/// Returns the usual interval of what is planned only where a cadence is said, for an assessment that was made and has to be made
/// again all the same: something made it stale, or it says itself until when it holds.
fn again(planning: &Planning<'_>, event: Event, current: &Record) -> Option<Cadence> {
    let ends = assessment::valid_until(current).is_some() || trigger(planning, current).is_some();
    cadence::of(planning.register, event).filter(|_| ends)
}

/// Returns what is lacking in the assessment in force, or between it and that of the impact, so that one is made anew before its day.
fn lack(planning: &Planning<'_>, system: &Record, of: Type, current: Option<&Record>) -> Option<String> {
    let (register, today) = (planning.register, planning.today);
    let says = |record: Option<&Record>, rule| check::says(register, record?, rule, today);
    let passed_over = || says(current, &of_assessments::RISKS_PASSED_OVER);
    if of == Type::Risk && current.is_some() && passed_over().is_none() {
        let impact = assessment::current(register, system, Type::Impact, today)?;
        says(Some(impact), &of_assessments::EFFECTS_UNTREATED)?;
        return Some(format!(
            "The impact assessment {} names bad effects, and neither a risk nor a later risk assessment takes them up.",
            impact.id()
        ));
    }
    let lack = match of {
        Type::Risk => passed_over(),
        Type::Impact => says(current, &of_assessments::IMPACT_INCOMPLETE)
            .or_else(|| current.and_then(|_| says(Some(system), &of_systems::IMPACT_MISSING))),
        Type::Security => None,
    };
    lack.map(|lack| format!("The assessment in force does not suffice. {lack}"))
}

/// Returns what else than its day made an assessment stale, the first of it.
fn trigger(planning: &Planning<'_>, current: &Record) -> Option<Reason> {
    let reasons = assessment::stale(planning.register, current, planning.today);
    reasons.into_iter().find(|reason| !matches!(reason, Reason::Past(_)))
}

/// Returns how often a system is assessed again: as its assessment in force says, else the cadence, else as is usual.
fn interval(planning: &Planning<'_>, event: Event, of: Type, system: &Record) -> Option<Cadence> {
    let register = planning.register;
    let current = assessment::current(register, system, of, planning.today);
    let own = current.and_then(|one| one.get(assessment::EVERY)).and_then(|months| {
        let rule = match months {
            12 => "year".to_owned(),
            1 => "month".to_owned(),
            months => format!("{months} months"),
        };
        let rule = rule.parse().ok()?;
        Some(Cadence {
            rule,
            by: By::Assessment,
        })
    });
    let harmless = || {
        let rule = "2 years"
            .parse()
            .ok()
            .filter(|_| of == Type::Impact && !assessment::affects(register, system, planning.today));
        rule.map(|rule| Cadence { rule, by: By::Custom })
    };
    let recorded = || cadence::recorded(register, event);
    own.or_else(recorded)
        .or_else(harmless)
        .or_else(|| cadence_of(planning, event))
}

/// Returns the reviews of suppliers whose own record has no day for the next one.
fn of_suppliers(planning: &Planning<'_>) -> Vec<Wanted> {
    let event = Event::SupplierReview;
    let planned: Vec<_> = planning.planned(event, planning.end).collect();
    let suppliers = || planning.register.of(&supplier::KIND).filter(|record| record.is_open());
    // A review that is called after suppliers is about those; any other one is about whoever supplies its systems.
    let is_called = |review: &Record, supplier: &Record| review.title().contains(supplier.title());
    let is_planned = |supplier: &Record, due: NaiveDate| {
        let of_its = supplier.get(supplier::SYSTEMS);
        let in_time = planned
            .iter()
            .filter(|review| !is_too_late(review, due, last_stage(planning)));
        in_time.into_iter().any(|review| {
            is_called(review, supplier)
                || !suppliers().any(|other| is_called(review, other))
                    && of_its.iter().all(|id| is_about(review, id))
                    && (!of_its.is_empty() || review.get(review::SYSTEMS).is_empty())
        })
    };
    let mut wanted = Vec::new();
    for supplier in suppliers() {
        let next = supplier.get(supplier::REVIEW);
        let due = supplier::check::next_review(planning.register, supplier, planning.today).map(|due| due.day);
        // What supplies a system in use and was never assessed is late, whatever day its record says; what was assessed is judged
        // before the certificate is decided on.
        let unassessed = &supplier::check::UNASSESSED;
        let is_unjudged = check::says(planning.register, supplier, unassessed, planning.today).is_some();
        let is_assessed = supplier
            .get(supplier::ASSESSED)
            .is_some_and(|day| day <= planning.today);
        let is_before_stage = |day| last_stage(planning).is_none_or(|stage| day < stage.day);
        let is_in_time = |day| !is_unjudged || is_assessed && is_before_stage(day);
        // A day of its own stands in the calendar.
        if next.is_some_and(|day| Some(day) == due && day >= planning.today && is_in_time(day)) {
            continue;
        }
        let own = supplier.get(supplier::EVERY).parse().ok();
        let own = own.map(|rule| Cadence { rule, by: By::Supplier });
        let Some(cadence) = own.or_else(|| cadence::of(planning.register, event)) else {
            continue;
        };
        let mut when = match due.filter(|day| is_in_time(*day)) {
            Some(day) if Some(day) == next => {
                When::due(planning, day, format!("Its record says that it is reviewed by {day}."))
            }
            Some(day) => When::due(planning, day, format!("{}; it is due by {day}.", cadence.text())),
            None => When::never(planning, cadence, "assessed"),
        };
        if when.is_never && is_unjudged {
            when.is_now(planning, 1, "in use");
        }
        when.best = when.best.min(when.due);
        if is_planned(supplier, when.due) {
            continue;
        }
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
    /// Within an interval from now on, since it was never there before.
    fn never(planning: &Planning<'_>, cadence: Cadence, done: &str) -> Self {
        // What was never made is there before the certificate is decided on.
        let due = step(cadence.rule, planning.today).min(planning.end);
        let due = last_stage(planning).map_or(due, |stage| due.min(stage.ahead));
        Self {
            best: part(planning.today, due, 1, 2),
            due,
            is_never: true,
            why: format!("{}; it is the first, none was {done} before.", cadence.text()),
        }
    }

    /// One of several that are due now, since what they are about is in use or near it: in the next weeks, and before the next audit of the
    /// certification body.
    fn is_now(&mut self, planning: &Planning<'_>, count: usize, stands: &str) {
        let weeks = later(planning.today, SOON.1.max(3 * count as u64));
        self.due = self.due.min(weeks);
        self.why.push_str(&format!(" It is {stands}, and so due now."));
        if let Some(stage) = next_stage(planning).filter(|stage| stage.ahead < self.due) {
            self.due = stage.ahead;
            self.why.push_str(&format!(" {} is on {}.", stage.name, stage.day));
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
        let due = later(planning.today, SOON.1);
        let due = next_stage(planning).map_or(due, |stage| stage.ahead.min(due));
        Self {
            best: later(planning.today, SOON.0).min(due),
            due,
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
