//! What became of the actions of the plan, and what is planned besides.

use crate::domain::kinds::action::{self, Effect, Redatings};
use crate::domain::kinds::organization::{self, Opportunities};
use crate::domain::record::Record;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::making::{Asked, Lack, Making};
use crate::report::tables;

/// Adds what was done, and whether it had its effect: what had none first.
pub(super) fn results(making: &mut Making<'_>, actions: &[&Record]) {
    making.section("treatment.results");
    let mut done: Vec<_> = actions
        .iter()
        .copied()
        .filter(|one| one.get(action::STATUS) == Some(action::Status::Done))
        .collect();
    if done.is_empty() {
        return making.nothing("treatment.no_results");
    }
    done.sort_by_cached_key(|one| {
        (
            std::cmp::Reverse(one.get(action::EFFECTIVE)),
            one.get(action::CLOSED),
            one.id().clone(),
        )
    });
    let rows = done.iter().map(|one| result(making, one, actions)).collect();
    making.table(Asked {
        caption: making.say("treatment.results"),
        columns: &[
            ("action.action", Width::Wide),
            ("treatment.done_on", Width::Narrow),
            ("treatment.checked_on", Width::Narrow),
            ("treatment.effect", Width::Narrow),
            ("treatment.seen", Width::Wide),
            ("treatment.follow_up", Width::Wide),
        ],
        rows,
        note: making.say("treatment.results_note"),
    });
}

fn result(making: &mut Making<'_>, one: &Record, actions: &[&Record]) -> Vec<Cell> {
    let effect = one.get(action::EFFECTIVE);
    let (checked, said, seen) = match effect {
        Some(effect) => (
            making.day_of(one, "treatment.checked_on", one.get(action::CHECKED)),
            Cell::text(making.choice(effect)),
            making.text_of(one, "treatment.seen", one.get(action::EFFECT)),
        ),
        None => {
            let by = action::check_due(making.register(), one);
            let checked = match by {
                Some(by) => Cell::line(vec![
                    Inline::text(&format!("{} ", making.say("treatment.check_by"))),
                    Inline::Day(by),
                ]),
                None => Cell::none(),
            };
            let said = match by {
                Some(_) => making.undecided(one, "treatment.effect", Lack::Assessed),
                None => Cell::none(),
            };
            (checked, said, Cell::none())
        }
    };
    let is_asked = matches!(effect, Some(Effect::No | Effect::Partly));
    let risks = one.get(action::RISKS);
    let follows = |other: &&&Record| {
        let mut treated = other.get(action::RISKS).into_iter();
        other.is_open() && treated.any(|risk| risks.contains(&risk))
    };
    let follow_up: Vec<_> = actions.iter().filter(follows).filter(|_| is_asked).copied().collect();
    let follow_up = if is_asked {
        tables::actions::lines(making, &follow_up)
    } else {
        Cell::none()
    };
    vec![
        Cell::of(making.record(one.id())),
        making.day_of(one, "treatment.done_on", one.get(action::CLOSED)),
        checked,
        said,
        seen,
        follow_up,
    ]
}

/// Adds what was put off, the newest first.
pub(super) fn put_off(making: &mut Making<'_>, actions: &[&Record]) {
    making.section("treatment.put_off");
    let mut moved: Vec<_> = actions
        .iter()
        .flat_map(|one| one.get(action::REDATED).into_iter().map(move |row| (*one, row)))
        .collect();
    if moved.is_empty() {
        return making.nothing("treatment.nothing_put_off");
    }
    moved.sort_by_key(|(one, row)| (std::cmp::Reverse(row.get(Redatings::ON)), one.id().clone()));
    let mut rows = Vec::new();
    for (one, row) in moved {
        rows.push(vec![
            Cell::of(making.record(one.id())),
            making.day_of(one, "treatment.from", row.get(Redatings::FROM)),
            making.day_of(one, "treatment.to", row.get(Redatings::TO)),
            making.day_of(one, "col.on", row.get(Redatings::ON)),
            making.text_of(one, "treatment.reason", row.get(Redatings::REASON)),
        ]);
    }
    making.table(Asked {
        caption: making.say("treatment.put_off"),
        columns: &[
            ("action.action", Width::Wide),
            ("treatment.from", Width::Narrow),
            ("treatment.to", Width::Narrow),
            ("col.on", Width::Narrow),
            ("treatment.reason", Width::Wide),
        ],
        rows,
        note: making.say("treatment.put_off_note"),
    });
}

/// Adds opportunities, and open actions that treat no risk.
pub(super) fn other_work(making: &mut Making<'_>) {
    making.section("treatment.other");
    let register = making.register();
    let organization = register.get(organization::ID);
    let opportunities = organization.map_or_else(Vec::new, |one| one.get(organization::OPPORTUNITIES));
    if let (Some(organization), false) = (organization, opportunities.is_empty()) {
        let mut rows = Vec::new();
        for row in &opportunities {
            let action = row.get(Opportunities::ACTION).and_then(|id| register.get(id.as_str()));
            let action = match action {
                Some(action) => Cell::line(tables::actions::line(making, action)),
                None => Cell::missing(making.say("missing.none")),
            };
            let decided = match row.get(Opportunities::DECIDED) {
                "" if row.get(Opportunities::ACTION).is_some() => Cell::none(),
                "" => making.undecided(organization, "treatment.opportunity", Lack::Decided),
                decided => Cell::text(decided),
            };
            rows.push(vec![
                Cell::text(row.text(Opportunities::WHAT)),
                making.text_of(organization, "treatment.comes_from", row.get(Opportunities::FROM)),
                action,
                decided,
            ]);
        }
        making.table(Asked {
            caption: making.say("treatment.opportunities"),
            columns: &[
                ("treatment.opportunity", Width::Wide),
                ("treatment.comes_from", Width::Plain),
                ("action.action", Width::Wide),
                ("treatment.decided", Width::Wide),
            ],
            rows,
            note: making.say("treatment.opportunities_note"),
        });
    } else {
        making.nothing("treatment.no_opportunities");
    }
    let others: Vec<_> = register
        .of(&action::KIND)
        .filter(|one| one.is_open() && one.get(action::RISKS).is_empty())
        .collect();
    if others.is_empty() {
        return making.nothing("treatment.no_other_actions");
    }
    tables::actions::table(making, "treatment.other_actions", others);
}
