//! What follows the tables of controls: exclusions on one page, what contradicts itself, what changed since the approval.

use crate::domain::kinds::control::{Applicability, Basis, Status};
use crate::domain::kinds::{control, document};
use crate::domain::record::Record;
use crate::domain::register::entries::Difference;
use crate::report::basis::Said;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::kinds::soa::row::decided_on;
use crate::report::kinds::soa::{Controls, REPORT};
use crate::report::making::standing::{Since, Standing, since as since_approval};
use crate::report::making::{Asked, Making};

/// Adds the excluded controls, with what speaks against the exclusion.
pub(super) fn excluded(making: &mut Making<'_>, controls: &Controls<'_>) {
    making.section("soa.excluded");
    let mut rows = Vec::new();
    for record in controls.all().filter(|record| !control::is_applicable(record)) {
        let mut against: Vec<_> = control::open_risks(making.register(), record)
            .map(|risk| risk.id().clone())
            .collect();
        against.sort();
        let mut lines: Vec<Vec<Inline>> = Vec::new();
        for risk in &against {
            lines.push(vec![
                Inline::text(&format!("{} ", making.say("soa.open_risk"))),
                making.record(risk),
            ]);
        }
        for (role, system) in control::check::roles_held(making.register(), record) {
            let values = [("role", making.choice(role)), ("system", system.title())];
            lines.push(vec![Inline::text(&making.words.fill("soa.role_held", &values))]);
        }
        let against = if lines.is_empty() {
            Cell::text(making.say("soa.nothing_against"))
        } else {
            Cell { lines }
        };
        let id = record.id().as_str();
        let title = making.register().title(id).unwrap_or_default();
        rows.push(vec![
            Cell::line(vec![Inline::strong(id), Inline::text(&format!(" {title}"))]),
            making.text_of(record, "soa.reason", record.get(control::REASON)),
            decided_on(making, record),
            making.person_of(record, "field.owner", record.owner()),
            making.day_of(record, "soa.look_again", record.get(control::REVIEW)),
            against,
        ]);
    }
    if rows.is_empty() {
        return making.nothing("soa.excluded_none");
    }
    making.table(Asked {
        caption: making.say("soa.excluded"),
        columns: &[
            ("col.control", Width::Plain),
            ("soa.reason", Width::Wide),
            ("soa.decided_on", Width::Narrow),
            ("field.owner", Width::Plain),
            ("soa.look_again", Width::Narrow),
            ("soa.against", Width::Wide),
        ],
        rows,
        note: making.say("soa.excluded_note"),
    });
}

/// Adds what does not hold together.
pub(super) fn contradictions(making: &mut Making<'_>, controls: &Controls<'_>) {
    making.section("soa.contradictions");
    let (register, today) = (making.register(), making.today());
    let treats = |record: &Record| control::open_risks(register, record).next().is_some();
    let has_said = |record: &Record| {
        let mut grounds = record
            .get(control::GROUNDS)
            .into_iter()
            .filter_map(|id| register.get(id.as_str()));
        grounds.any(|ground| ground.is(&crate::domain::kinds::risk::KIND))
    };
    let mut rows = Vec::new();
    for record in controls.all() {
        let is_applicable = control::is_applicable(record);
        let is_chosen = record.get(control::APPLICABILITY) == Some(Applicability::Applicable);
        let rests_on_risks = record.get(control::BASIS).contains(&Basis::RiskTreatment);
        let is_implemented = record.get(control::STATUS) == Some(Status::Implemented);
        let sentences = [
            (is_chosen && !control::has_reason(record), "soa.without_reason"),
            (
                is_applicable && rests_on_risks && !treats(record) && !has_said(record),
                "soa.without_risk",
            ),
            (
                is_applicable && is_implemented && control::valid_evidence(register, record.id(), today) == 0,
                "soa.without_evidence",
            ),
            (!is_applicable && treats(record), "soa.excluded_treats"),
        ];
        for (_, key) in sentences.into_iter().filter(|(holds, _)| *holds) {
            let id = record.id().as_str();
            let title = register.title(id).unwrap_or_default();
            rows.push(vec![
                Cell::line(vec![Inline::strong(id), Inline::text(&format!(" {title}"))]),
                Cell::text(making.say(key)),
            ]);
        }
    }
    if rows.is_empty() {
        return making.nothing("soa.contradictions_none");
    }
    making.table(Asked {
        caption: making.say("soa.contradictions"),
        columns: &[("col.control", Width::Plain), ("soa.contradiction", Width::Wide)],
        rows,
        note: making.say("soa.contradictions_note"),
    });
}

/// Adds what changed since the approval.
pub(super) fn since(making: &mut Making<'_>) {
    making.section("soa.since");
    let Some(record) = REPORT.face.record(making.register()) else {
        return;
    };
    let standing = Standing::of(making.register(), record, making.today());
    let Some(approval) = standing
        .approval()
        .filter(|_| record.get(document::LOCATION).is_empty())
    else {
        return making.nothing("soa.since_no_approval");
    };
    let found = match since_approval(making.register(), record, approval) {
        Since::Known(found) => found,
        Since::NeverCommitted => return making.nothing("notice.never_committed"),
        Since::NotRecorded => return making.nothing("notice.not_looked_up"),
    };
    if found.is_empty() {
        return making.nothing("soa.since_nothing");
    }
    let rows = found.iter().map(|difference| changed(making, difference)).collect();
    let caption = making.words.fill("soa.since_version", &[("version", approval.version)]);
    making.table(Asked {
        caption: &caption,
        columns: &[
            ("col.control", Width::Plain),
            ("col.was", Width::Wide),
            ("col.is", Width::Wide),
            ("col.on", Width::Narrow),
        ],
        rows,
        note: making.say("soa.since_note"),
    });
}

fn changed(making: &mut Making<'_>, difference: &Difference) -> Vec<Cell> {
    let (_, id) = difference.record();
    let on = match making.basis.said.get(id) {
        Some(Said::On(day)) => Cell::day(*day),
        Some(Said::NotCommitted) => Cell::text(making.say("part.not_committed")),
        None => Cell::missing(making.say("missing.day")),
    };
    let (was, is) = match difference {
        Difference::Added(..) => (Cell::none(), Cell::text(making.say("part.added"))),
        Difference::Removed(..) => (
            Cell::text(making.say("part.was_there")),
            Cell::text(making.say("part.removed")),
        ),
        Difference::Changed {
            kind, field, from, to, ..
        } => {
            let label = making.words.field(kind, *field);
            let shape = kind.stored(*field).shape;
            let cell = |making: &mut Making<'_>, value: &crate::domain::record::value::Value| {
                if value.is_empty() {
                    return Cell::missing(&format!("{label}: {}", making.say("missing.nothing")));
                }
                Cell::text(&format!("{label}: {}", making.value(shape, value)))
            };
            (cell(making, from), cell(making, to))
        }
    };
    let id = id.as_str();
    let title = making.register().title(id).unwrap_or_default();
    vec![
        Cell::line(vec![Inline::strong(id), Inline::text(&format!(" {title}"))]),
        was,
        is,
        on,
    ]
}
