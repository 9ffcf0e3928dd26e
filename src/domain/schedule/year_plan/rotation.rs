//! Rotation of audits and control tests: each covers another part, so that a cycle covers everything.
//!
//! Subjects of earlier findings, and systems in the highest band of risk, come every time; the rest in turns.

use std::cmp::Reverse;
use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::kinds::control::{self, Status};
use crate::domain::kinds::organization::cadence;
use crate::domain::kinds::organization::cadence::Cadence;
use crate::domain::kinds::review::scope::Scope;
use crate::domain::kinds::review::{self, Event};
use crate::domain::kinds::{answer, finding, organization, risk, system};
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::schedule::series;
use crate::domain::schedule::year_plan::before_stages::{before_stage, controls_before_stages, tests_before_stages};
use crate::domain::schedule::year_plan::recurring::{SOON, first_before, part, titled};
use crate::domain::schedule::year_plan::{Planning, Wanted, What, after, later, step};

/// For how many months a finding is remembered.
const REMEMBERED: u32 = 36;
/// After how many days the first audit comes, if none was ever held.
const FIRST: u64 = 120;

/// Something to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) id: Id,
    /// Whether it comes every time.
    always: bool,
}

/// Returns the audits that are wanted over the cycle: three years where a certificate is sought, else one.
pub(in crate::domain) fn audits(planning: &Planning<'_>) -> Vec<Wanted> {
    let months = if organization::is_to_be_certified(planning.register) {
        36
    } else {
        12
    };
    let requirements = [clauses(planning), controls(planning, control::is_applicable)];
    let mut wanted = programme(
        planning,
        Event::InternalAudit,
        months,
        &requirements,
        &systems(planning),
    );
    before_stage(planning, &mut wanted);
    controls_before_stages(planning, &mut wanted);
    wanted
}

/// Returns the control tests that are wanted over the year, of what is in operation, beside the audits that are wanted.
pub(in crate::domain) fn control_tests(planning: &Planning<'_>, audits: &[Wanted]) -> Vec<Wanted> {
    let requirements = controls(planning, operates);
    let mut wanted = if requirements.is_empty() {
        Vec::new()
    } else {
        programme(planning, Event::ControlTest, 12, &[requirements], &[])
    };
    tests_before_stages(planning, audits, &mut wanted);
    wanted
}

/// Tells whether a control is in operation, so that there is something to test.
pub(super) fn operates(control: &Record) -> bool {
    let is_there = matches!(
        control.get(control::STATUS),
        Some(Status::Implemented | Status::Partial)
    );
    control::is_applicable(control) && is_there
}

/// Returns what is wanted of an event so that in some months everything was looked at, beside what is planned already.
fn programme(
    planning: &Planning<'_>,
    event: Event,
    months: u32,
    requirements: &[Vec<Item>],
    systems: &[Item],
) -> Vec<Wanted> {
    let Some(cadence) = cadence::of(planning.register, event) else {
        return Vec::new();
    };
    let end = after(planning.today, months);
    let planned: Vec<_> = planning.planned(event, end).collect();
    let mut days: Vec<_> = planned.iter().flat_map(|review| days(planning, review, end)).collect();
    days.sort_unstable();
    let scopes: Vec<_> = planned
        .iter()
        .map(|review| Scope::of(planning.register, review))
        .collect();
    let names_nothing = planned.iter().any(|review| review.get(review::REQUIREMENTS).is_empty());
    let open_requirements = uncovered(requirements.iter().flatten(), |id| {
        names_nothing || scopes.iter().any(|scope| scope.has_requirement(id))
    });
    let is_whole = planned
        .iter()
        .any(|review| review.get(review::SYSTEMS).is_empty() && review.get(review::REQUIREMENTS).is_empty());
    let open_systems = uncovered(systems.iter(), |id| {
        is_whole || scopes.iter().any(|scope| scope.has_system(id))
    });
    let slots = wanted_in(cadence, planning.today, end);
    let missing = slots.saturating_sub(days.len());
    // What no planned one looks at needs more of them, each with as much as it would have had from the beginning.
    let needed = |items: &[Item], open: &HashSet<Id>| {
        let left = items.iter().filter(|item| open.contains(&item.id)).count();
        left.div_ceil(items.len().div_ceil(slots).max(1))
    };
    let groups = requirements.iter().map(|group| needed(group, &open_requirements));
    let count = groups
        .chain([needed(systems, &open_systems), missing])
        .max()
        .unwrap_or(0);
    // Clauses and controls are dealt apart, so that each one looks at some of both.
    let mut shares = vec![Vec::new(); count];
    for group in requirements {
        for (share, more) in shares.iter_mut().zip(by_turns(group, &open_requirements, count)) {
            share.extend(more);
        }
    }
    let mut samples = by_turns(systems, &open_systems, count);
    // A review that names nothing would be about everything.
    let first = |items: &[Item]| items.first().map(|item| item.id.clone());
    for (share, sample) in shares.iter_mut().zip(&mut samples) {
        if share.is_empty() {
            share.extend(requirements.first().and_then(|group| first(group)));
        }
        if sample.is_empty() {
            sample.extend(first(systems));
        }
    }
    let mut whens = whens(planning, event, cadence, days.last().copied(), end, missing);
    whens.extend(between(planning, cadence, end, count - missing));
    whens.sort_unstable();
    let of = format!(
        "one of {} in the {}",
        days.len() + count,
        if months > 12 { "cycle of 3 years" } else { "year" }
    );
    let mut wanted = Vec::new();
    for (day, (requirements, systems)) in whens.into_iter().zip(shares.into_iter().zip(samples)) {
        let what = What {
            event,
            title: titled(event),
            owner: planning.owner(event),
            systems,
            requirements,
        };
        let alike = if what.systems.is_empty() {
            ""
        } else {
            ", like the systems of the highest band,"
        };
        let mut why = format!(
            "{}; {of}: what earlier findings name{alike} comes every time, the rest by turns.",
            cadence.text()
        );
        let mut due = day.max(later(planning.today, SOON.0)).min(end);
        if event == Event::InternalAudit
            && days.is_empty()
            && wanted.is_empty()
            && let Some(stage) = first_before(planning, event)
        {
            due = day;
            why.push_str(&format!(" {} on {} asks for one that was held.", stage.name, stage.day));
        }
        let (every, best) = (None, day);
        wanted.push(Wanted {
            what,
            every,
            why,
            best,
            due,
        });
    }
    wanted
}

/// Returns how many of an event fall into a span.
fn wanted_in(cadence: Cadence, from: NaiveDate, end: NaiveDate) -> usize {
    let days = std::iter::successors(Some(step(cadence.rule, from)), |day| Some(step(cadence.rule, *day)));
    days.take_while(|day| *day <= end && *day < NaiveDate::MAX)
        .count()
        .max(1)
}

/// Returns the days of an open review and of what is to follow it.
fn days(planning: &Planning<'_>, review: &Record, end: NaiveDate) -> Vec<NaiveDate> {
    let own = review.get(review::DATE).unwrap_or(planning.today);
    let follow = series::upcoming(review, planning.today, end);
    follow.into_iter().map(|(_, falls)| falls).chain([own]).collect()
}

/// Returns the day by which each that is missing is wanted: one interval after the other, from the last planned one on.
fn whens(
    planning: &Planning<'_>,
    event: Event,
    cadence: Cadence,
    planned: Option<NaiveDate>,
    end: NaiveDate,
    count: usize,
) -> Vec<NaiveDate> {
    let last = planned.or_else(|| planning.held(event).map(|(day, _)| day).max());
    let next = last.map(|last| {
        let due = review::check::due_after(planning.register, event, last);
        due.filter(|_| event == Event::InternalAudit)
            .unwrap_or_else(|| step(cadence.rule, last))
    });
    let mut first = match next {
        Some(day) if day > planning.today => day,
        Some(_) => later(planning.today, SOON.0),
        None => {
            let interval = step(cadence.rule, planning.today).min(end);
            later(planning.today, FIRST).min(part(planning.today, interval, 1, 2))
        }
    };
    if event == Event::InternalAudit
        && planned.is_none()
        && let Some(stage) = first_before(planning, event)
    {
        // The management review, which is due then, wants to see what came of it.
        first = first.min(week_before(planning, stage.ahead));
    }
    let days = std::iter::successors(Some(first), |day| Some(step(cadence.rule, *day)));
    days.take(count).map(|day| day.min(end)).collect()
}

/// Returns the days of those that are wanted beside enough planned ones: in the middle between two of them.
fn between(planning: &Planning<'_>, cadence: Cadence, end: NaiveDate, count: usize) -> Vec<NaiveDate> {
    let interval = step(cadence.rule, planning.today).min(end);
    let first = part(planning.today, interval, 1, 2);
    let days = std::iter::successors(Some(first), |day| Some(step(cadence.rule, *day)));
    days.take(count).map(|day| day.min(end)).collect()
}

/// Returns the items that no planned review looks at.
fn uncovered<'b>(items: impl Iterator<Item = &'b Item>, is_seen: impl Fn(&str) -> bool) -> HashSet<Id> {
    let open = items.filter(|item| !is_seen(item.id.as_str()));
    open.map(|item| item.id.clone()).collect()
}

/// Returns the day a week before another one, tomorrow at the earliest.
pub(super) fn week_before(planning: &Planning<'_>, day: NaiveDate) -> NaiveDate {
    let before = day.checked_sub_days(chrono::Days::new(7)).unwrap_or(day);
    before.max(later(planning.today, 1))
}

/// Deals items to some reviews: those that come always to each, the others that are still open in their order, as many
/// to each. Where none is open, all take their turn again.
fn by_turns(items: &[Item], open: &HashSet<Id>, count: usize) -> Vec<Vec<Id>> {
    let turn = |item: &&Item| !item.always && (open.is_empty() || open.contains(&item.id));
    let turns: Vec<_> = items.iter().filter(turn).collect();
    let always: Vec<_> = items.iter().filter(|item| item.always).collect();
    let mut dealt = Vec::with_capacity(count);
    for nth in 0..count {
        let share = turns.len().div_ceil(count);
        let mine = turns.iter().skip(nth * share).take(share);
        let mut ids: Vec<_> = always.iter().chain(mine).map(|item| item.id.clone()).collect();
        ids.sort_unstable();
        dealt.push(ids);
    }
    dealt
}

/// Returns the sub-clauses: what practice lags most goes first.
fn clauses(planning: &Planning<'_>) -> Vec<Item> {
    let found = found_against(planning);
    let catalogue = planning.register.catalogue();
    let operating = |clause: &str| {
        let of_clause = |answer: &&Record| answer.id().as_str().split('/').next() == Some(clause);
        let coverage = Coverage::of(planning.register.of(&answer::KIND).filter(of_clause));
        coverage.percent(coverage.at_least(answer::State::Operating))
    };
    let item = |clause: &crate::domain::catalogue::Clause| {
        let id = Id::new(&clause.id);
        let always = found.contains(&id);
        (operating(&clause.id), Item { id, always })
    };
    let mut clauses: Vec<_> = catalogue.clauses.iter().map(item).collect();
    clauses.sort_by_key(|(operating, item)| (!item.always, *operating));
    clauses.into_iter().map(|(_, item)| item).collect()
}

/// Returns the controls that are meant: what treats the worst risks goes first.
fn controls(planning: &Planning<'_>, meant: impl Fn(&Record) -> bool) -> Vec<Item> {
    let found = found_against(planning);
    let (register, method) = (planning.register, planning.register.method());
    let worst = |control: &Record| {
        let levels = control::open_risks(register, control).filter_map(|risk| risk::current_level(method, risk));
        levels.max()
    };
    let controls = register.of(&control::KIND).filter(|control| meant(control));
    let item = |control: &Record| {
        let id = control.id().clone();
        let always = found.contains(&id);
        (worst(control), Item { id, always })
    };
    let mut controls: Vec<_> = controls.map(item).collect();
    controls.sort_by_key(|(worst, item)| (!item.always, Reverse(*worst)));
    controls.into_iter().map(|(_, item)| item).collect()
}

/// Returns the systems, the one with the worst risk first.
pub(super) fn systems(planning: &Planning<'_>) -> Vec<Item> {
    let found = found_against(planning);
    let top = planning.register.method().bands.len().checked_sub(1);
    let item = |system: &&Record| {
        let worst = system::worst_level(planning.register, system).map(usize::from);
        let id = system.id().clone();
        let always = worst.is_some() && worst == top || found.contains(&id);
        Item { id, always }
    };
    planning.systems.iter().map(item).collect()
}

/// Returns the clauses, controls and systems that nonconformities of the last years name.
fn found_against(planning: &Planning<'_>) -> HashSet<Id> {
    let since = planning.today.checked_sub_months(chrono::Months::new(REMEMBERED));
    let counts = |found: &&Record| {
        let withdrawn = found.is_retired() || found.get(finding::STATUS) == Some(finding::Status::Withdrawn);
        finding::is_nonconformity(found) && !withdrawn && found.get(finding::RAISED) >= since
    };
    let findings = planning.register.of(&finding::KIND).filter(counts);
    let named = |found: &Record| {
        let ids = [found.get(finding::REQUIREMENTS), found.get(finding::SYSTEMS)];
        ids.concat().into_iter().cloned().collect::<Vec<_>>()
    };
    findings.flat_map(named).collect()
}
