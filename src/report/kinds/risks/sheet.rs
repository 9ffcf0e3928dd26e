//! The sheet of one risk.

use crate::domain::kinds::risk::{self, Plan};
use crate::domain::method::score::Dimension;
use crate::domain::record::Record;
use crate::report::basis::{Copy, Said};
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::making::{Asked, Lack, Making};
use crate::report::tables;
use crate::report::tables::acceptances::{Acceptance, is_said};

/// Adds the sheet.
pub(super) fn add(making: &mut Making<'_>, one: &Record) {
    making.part(&format!("{} {}", one.id(), one.title()));
    let mut points = Vec::new();
    point(making, &mut points, "sheet.scenario", |making, label| {
        making.text_of(one, label, one.get(risk::SCENARIO))
    });
    point(making, &mut points, "risk.system", |making, label| {
        match one.get(risk::SYSTEMS) {
            systems if systems.is_empty() => making.empty(one, label),
            systems => making.systems_of(systems),
        }
    });
    point(making, &mut points, "sheet.stage", |making, label| {
        match one.get(risk::STAGE) {
            Some(stage) => Cell::text(making.choice(stage)),
            None => making.empty(one, label),
        }
    });
    for (label, ids) in [
        ("risk.source", one.get(risk::SOURCES)),
        ("sheet.threats", one.get(risk::THREATS)),
        ("sheet.objectives", one.get(risk::OBJECTIVES)),
    ] {
        point(making, &mut points, label, |making, _| {
            let title = |id: &&crate::domain::record::id::Id| {
                let title = making.register().title(id.as_str()).unwrap_or_default();
                vec![Inline::text(&format!("{id} {title}"))]
            };
            let lines = ids.iter().map(title).collect();
            making.lines_or_none(lines)
        });
    }
    point(making, &mut points, "sheet.existing", |making, label| {
        making.text_of(one, label, one.get(risk::EXISTING))
    });
    making.points(points);
    judged(making, one);
    let mut points = Vec::new();
    compared(making, &mut points, one);
    point(making, &mut points, "risk.option", |making, _| {
        tables::risks::option(making, one)
    });
    point(making, &mut points, "risk.controls", |making, _| {
        let ids: Vec<_> = one.get(risk::CONTROLS).into_iter().cloned().collect();
        let lines = making.records(&ids);
        making.lines_or_none(lines)
    });
    point(making, &mut points, "sheet.plan", |making, label| {
        plan(making, one, label)
    });
    let actions: Vec<_> = risk::plan_actions(making.register(), one).collect();
    point(making, &mut points, "treatment.actions", |making, _| {
        tables::actions::lines(making, &actions)
    });
    point(making, &mut points, "sheet.acceptance", |making, _| {
        acceptance(making, one)
    });
    point(making, &mut points, "field.owner", |making, label| {
        making.person_of(one, label, one.owner())
    });
    point(making, &mut points, "sheet.identified", |making, label| {
        making.day_of(one, label, one.get(risk::IDENTIFIED))
    });
    point(making, &mut points, "risk.next_review", |making, label| {
        let next = one
            .next_look(making.register(), making.today())
            .or(one.get(risk::REVIEW));
        making.day_of(one, label, next)
    });
    point(making, &mut points, "sheet.recorded", |making, _| {
        match making.said(one) {
            Some(Said::On(day)) => Cell::day(day),
            Some(Said::NotCommitted) => Cell::text(making.say("part.not_committed")),
            None => Cell::missing(making.say("missing.day")),
        }
    });
    point(making, &mut points, "soa.evidence", |making, _| {
        let lines = tables::evidence::supporting(making, one.id());
        making.lines_or_none(lines)
    });
    if !one.get(risk::NOTE).is_empty() {
        point(making, &mut points, "risk.note_of", |making, _| {
            match making.basis.copy {
                Copy::Internal => Cell::text(one.get(risk::NOTE)),
                Copy::Auditor | Copy::External => making.withheld(),
            }
        });
    }
    for (label, said) in making.kept_beside(one) {
        points.push(labelled(&label, said));
    }
    making.points(points);
}

/// Adds a point: its label, and what is said.
fn point<'a>(
    making: &mut Making<'a>,
    points: &mut Vec<Vec<Inline>>,
    label: &'static str,
    said: impl FnOnce(&mut Making<'a>, &'static str) -> Cell,
) {
    let cell = said(making, label);
    points.push(labelled(making.say(label), cell));
}

/// Returns a point: its label, then its lines one after the other.
fn labelled(label: &str, said: Cell) -> Vec<Inline> {
    let mut parts = vec![Inline::strong(&format!("{label}:")), Inline::text(" ")];
    for (nth, line) in said.lines.into_iter().enumerate() {
        if nth > 0 {
            parts.push(Inline::text("; "));
        }
        parts.extend(line);
    }
    parts
}

/// Adds how it is judged before treatment, now, and as it is to be.
fn judged(making: &mut Making<'_>, one: &Record) {
    let method = making.register().method();
    let scores = risk::TIMES.map(|time| risk::judged(one, time));
    let step = |making: &Making<'_>, steps: &[crate::domain::method::Step], at: Option<u8>, none: &'static str| match at
    {
        None => Cell::missing(making.say(none)),
        Some(at) => {
            let label = steps.get(usize::from(at) - 1).map_or("?", |step| step.label.as_str());
            Cell::text(&format!("{at} {label}"))
        }
    };
    let mut rows = Vec::new();
    let mut cells = vec![Cell::text(making.say("heat.likelihood"))];
    for score in scores {
        cells.push(match score {
            Some(score) => step(making, &method.likelihoods, score.likelihood, "heat.no_likelihood"),
            None => Cell::missing(making.say("missing.assessed")),
        });
    }
    rows.push(cells);
    for (dimension, key) in [
        (Dimension::Organization, "criteria.organization"),
        (Dimension::Individuals, "criteria.individuals"),
        (Dimension::Society, "criteria.society"),
    ] {
        let mut cells = vec![Cell::text(making.say(key))];
        for score in scores {
            let consequence = score.and_then(|score| score.consequence(Some(dimension)));
            cells.push(step(making, &method.consequences, consequence, "missing.assessed"));
        }
        rows.push(cells);
    }
    let mut cells = vec![Cell::text(making.say("risk.level"))];
    for (time, label) in risk::TIMES.into_iter().zip(["risk.before", "risk.now", "risk.target"]) {
        let is_accepted = one.get(risk::TREATMENT) == Some(risk::Treatment::Accept);
        cells.push(match making.level_at(one, time) {
            Some(level) => Cell::of(level),
            None if label == "risk.target" && is_accepted => Cell::none(),
            None => making.undecided(one, label, Lack::Assessed),
        });
    }
    rows.push(cells);
    let caption = making.words.fill("sheet.judged", &[("id", one.id().as_str())]);
    let note = if one.get(risk::CURRENT).is_none() && one.get(risk::INHERENT).is_some() {
        making.words.fill("sheet.judged_as_before", &[])
    } else {
        match one.get(risk::JUDGED_ON) {
            Some(day) => making.words.fill("sheet.judged_on", &[("day", &day.to_string())]),
            None => String::new(),
        }
    };
    making.table(Asked {
        caption: &caption,
        columns: &[
            ("sheet.dimension", Width::Plain),
            ("risk.before", Width::Plain),
            ("risk.now", Width::Plain),
            ("risk.target", Width::Plain),
        ],
        rows,
        note: &note,
    });
}

fn compared(making: &mut Making<'_>, points: &mut Vec<Vec<Inline>>, one: &Record) {
    let method = making.register().method();
    let level = risk::current_level(method, one);
    let key = match level.map(|level| method.exceeds(level)) {
        Some(true) => "sheet.above",
        Some(false) => "sheet.within",
        None => "sheet.not_compared",
    };
    let appetite = method.band_name(method.appetite);
    let text = making.words.fill(
        "sheet.compared",
        &[("appetite", &appetite), ("result", making.say(key))],
    );
    points.push(vec![Inline::text(&text)]);
}

fn plan(making: &mut Making<'_>, one: &Record, label: &'static str) -> Cell {
    let plan = risk::plan(making.register(), one);
    let mut parts = vec![Inline::text(match plan {
        Plan::Missing => making.say("sheet.no_plan"),
        plan => making.choice(plan),
    })];
    match plan {
        Plan::Approved | Plan::Changed => {
            let who = making.person(one.get(risk::PLAN_BY));
            parts.push(Inline::text(&format!("; {who}")));
            if let Some(on) = one.get(risk::PLAN_ON) {
                parts.extend([Inline::text(", "), Inline::Day(on)]);
            }
        }
        Plan::Draft => {
            let missing = making.lacking(one.id().as_str(), making.say("treatment.approved"), Lack::Recorded);
            parts.extend([Inline::text("; "), Inline::missing(&missing)]);
        }
        Plan::Missing => {}
    }
    debug_assert!(!label.is_empty());
    Cell::line(parts)
}

/// Returns who accepted what remains, from when until when and why; that it cannot arise within the appetite.
fn acceptance(making: &mut Making<'_>, one: &Record) -> Cell {
    let (register, today) = (making.register(), making.today());
    if !is_said(one) {
        return if risk::check::residual_above(register, one) {
            Cell::text(making.say(Acceptance::Not.key()))
        } else {
            Cell::none()
        };
    }
    let state = Acceptance::of(register, one, today);
    let who = making.person_of(one, "acceptance.by", one.get(risk::ACCEPTED_BY));
    let on = making.day_of(one, "col.on", one.get(risk::ACCEPTED_ON));
    let until = making.day_of(one, "acceptance.until", risk::acceptance_end(one));
    let why = making.text_of(one, "acceptance.reason", one.get(risk::ACCEPTANCE_REASON));
    let mut parts = vec![Inline::text(&format!("{}; ", making.say(state.key())))];
    parts.extend(who.lines.into_iter().flatten());
    parts.push(Inline::text(", "));
    parts.extend(on.lines.into_iter().flatten());
    parts.push(Inline::text(&format!(" {} ", making.say("part.until"))));
    parts.extend(until.lines.into_iter().flatten());
    parts.push(Inline::text(": "));
    parts.extend(why.lines.into_iter().flatten());
    Cell::line(parts)
}
