//! What an audit of the certification body asks for is looked at inside before it.

use crate::domain::kinds::check;
use crate::domain::kinds::control::{self, check as of_controls};
use crate::domain::kinds::review::check::coverage::{Audits, Window};
use crate::domain::kinds::review::scope::is_of_control;
use crate::domain::kinds::review::{self, Event};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::schedule::year_plan::recurring::{Stage, last_stage, next_stage, titled};
use crate::domain::schedule::year_plan::rotation::{operates, systems, week_before};
use crate::domain::schedule::year_plan::{Planning, Wanted, What};

/// Gives the clauses that no audit covered within the year, and that none comes by in time, to an audit before the next audit of
/// the certification body: to the first one wanted before it, else to one more.
pub(super) fn before_stage(planning: &Planning<'_>, wanted: &mut Vec<Wanted>) {
    let Some(stage) = next_stage(planning) else { return };
    let audits = Audits::of(planning.register, planning.today, Window::of_clauses(planning.register));
    let is_in_time = |review: &Record| review.get(review::DATE).is_some_and(|day| day < stage.day);
    let planned = audits.planned.iter().filter(|audit| is_in_time(audit.review));
    let scopes: Vec<_> = audits.held.iter().chain(planned).map(|audit| &audit.scope).collect();
    let is_early = |one: &Wanted| one.best <= stage.ahead;
    let is_wanted = |id: &Id, wanted: &[Wanted]| {
        let mut early = wanted.iter().filter(|one| is_early(one));
        early.any(|one| one.what.requirements.contains(id))
    };
    let clauses = planning
        .register
        .catalogue()
        .clauses
        .iter()
        .map(|clause| Id::new(&clause.id));
    let lacking: Vec<_> = clauses
        .filter(|id| !scopes.iter().any(|scope| scope.has_requirement(id.as_str())) && !is_wanted(id, wanted))
        .collect();
    if lacking.is_empty() {
        return;
    }
    let why = format!(
        " {} on {} asks that all clauses were audited within the year.",
        stage.name, stage.day
    );
    let first = wanted.iter().position(is_early);
    take_in(planning, wanted, first, lacking, stage, &why, Event::InternalAudit);
}

/// Gives the controls that no audit covered, and none is dated to, to the audits before the last audit of the certification body:
/// what it looks at was looked at inside before.
pub(super) fn controls_before_stages(planning: &Planning<'_>, wanted: &mut Vec<Wanted>) {
    let Some(stage) = last_stage(planning) else { return };
    let audits = Audits::of(planning.register, planning.today, Window::Cycle);
    let early: Vec<_> = (0..wanted.len()).filter(|at| wanted[*at].best <= stage.ahead).collect();
    let is_wanted = |id: &Id| early.iter().any(|at| wanted[*at].what.requirements.contains(id));
    let lacking = audits.undated_controls(planning.register).into_iter().map(Id::new);
    let lacking: Vec<_> = lacking.filter(|id| !is_wanted(id)).collect();
    if lacking.is_empty() {
        return;
    }
    let why = format!(
        " {} on {} asks that the controls were audited before.",
        stage.name, stage.day
    );
    let last = early.last().copied();
    take_in(planning, wanted, last, lacking, stage, &why, Event::InternalAudit);
}

/// Gives the controls of which the last audit of the certification body asks what a test shows, and that nothing comes by before
/// it, to the first test wanted before it, else to one more: what nothing shows, and what is to be tested until then.
pub(super) fn tests_before_stages(planning: &Planning<'_>, audits: &[Wanted], wanted: &mut Vec<Wanted>) {
    let Some(stage) = last_stage(planning) else { return };
    let register = planning.register;
    let events = [Event::ControlTest, Event::InternalAudit];
    let planned = events
        .into_iter()
        .flat_map(|event| planning.planned(event, stage.ahead));
    // One without a day may come at any time.
    let planned = planned.filter(|review| review.get(review::DATE).is_some_and(|day| day < stage.day));
    let planned: Vec<_> = planned
        .filter(|review| !review.get(review::REQUIREMENTS).is_empty())
        .collect();
    let is_early = |one: &Wanted| one.due <= stage.ahead;
    let is_seen = |control: &Record| {
        let mut early = audits.iter().chain(wanted.iter()).filter(|one| is_early(one));
        early.any(|one| one.what.requirements.contains(control.id()))
            || planned.iter().any(|review| is_of_control(register, review, control))
    };
    let is_asked = |control: &Record| {
        let due = of_controls::next_test(register, control, planning.today).map(|due| due.day);
        let is_late = due.is_some_and(|due| due < planning.today);
        let is_due = is_late || operates(control) && due.is_some_and(|due| due < stage.day);
        is_due || check::says(register, control, &of_controls::IMPLEMENTED_UNSHOWN, planning.today).is_some()
    };
    let chosen = register
        .of(&control::KIND)
        .filter(|one| control::is_chosen(one) && !one.is_retired());
    let lacking: Vec<_> = chosen.filter(|one| is_asked(one) && !is_seen(one)).collect();
    let lacking: Vec<_> = lacking.into_iter().map(|one| one.id().clone()).collect();
    if lacking.is_empty() {
        return;
    }
    let why = format!(" {} on {} asks that they are shown to work.", stage.name, stage.day);
    let first = wanted.iter().position(|one| one.best <= stage.ahead);
    take_in(planning, wanted, first, lacking, stage, &why, Event::ControlTest);
}

/// Takes requirements into a wanted review, else into one more before an audit of the certification body.
fn take_in(
    planning: &Planning<'_>,
    wanted: &mut Vec<Wanted>,
    into: Option<usize>,
    lacking: Vec<Id>,
    stage: Stage,
    why: &str,
    event: Event,
) {
    if let Some(one) = into.and_then(|at| wanted.get_mut(at)) {
        one.what.requirements.extend(lacking);
        one.what.requirements.sort_unstable();
        one.what.requirements.dedup();
        one.why.push_str(why);
        one.due = one.due.min(stage.ahead);
        return;
    }
    let last = week_before(planning, stage.ahead);
    let systems = if event == Event::InternalAudit {
        systems(planning).into_iter().map(|item| item.id).collect()
    } else {
        Vec::new()
    };
    let what = What {
        event,
        title: titled(event),
        owner: planning.owner(event),
        systems,
        requirements: lacking,
    };
    wanted.push(Wanted {
        what,
        every: None,
        why: why.trim_start().to_owned(),
        best: last,
        due: last,
    });
}
