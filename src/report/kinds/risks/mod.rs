//! The AI risk register (6.1.2, 8.2): what lies above the appetite, and a sheet for each risk.

mod criteria;
mod sheet;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::fold::folded;
use crate::domain::kinds::control::crosswalk::natural;
use crate::domain::kinds::review::Event;
use crate::domain::kinds::{action, control, evidence, method, risk, system};
use crate::domain::method::score::Dimension;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::report::basis::Copy;
use crate::report::document::table::{Cell, Width};
use crate::report::kinds::{Asks, INSIDE, Report, last_held};
use crate::report::making::{Asked, Class, Face, Making, Sensitivity};
use crate::report::tables;

/// The AI risk register.
pub static REPORT: Report = Report {
    face: Face {
        name: "risks",
        class: Class::View,
        sensitivity: Sensitivity::Confidential,
        signs: &[],
    },
    serves: &["6.1.1", "6.1.2", "8.2"],
    made_from: &[
        &risk::KIND,
        &action::KIND,
        &control::KIND,
        &evidence::KIND,
        &method::KIND,
        &system::KIND,
    ],
    screens: &["risks"],
    shows_levels: true,
    copies: INSIDE,
    subject: None,
    asks: Asks {
        said: Some((&risk::KIND, &[])),
        since: Some(since),
        months: true,
    },
    make,
};

/// What was closed is told since the last re-assessment of risks, else since the last management review.
fn since(register: &Register, today: NaiveDate) -> Option<NaiveDate> {
    let assessed = last_held(register, Event::RiskReassessment, today);
    assessed.or_else(|| last_held(register, Event::ManagementReview, today))
}

/// Above so many risks only the worst have a sheet.
const ALL_SHEETS: usize = 200;
/// How many have one then.
const WORST_SHEETS: usize = 50;

fn make(making: &mut Making<'_>) {
    let register = making.register();
    let all: Vec<_> = register.of(&risk::KIND).filter(|one| !one.is_retired()).collect();
    let is = |one: &&Record, status: risk::Status| one.get(risk::STATUS) == Some(status);
    let counted: Vec<_> = all.iter().copied().filter(|one| risk::is_counted(one)).collect();
    let counted = tables::risks::worst_first(register, counted);
    let drafts: Vec<_> = all.iter().copied().filter(|one| is(one, risk::Status::Draft)).collect();
    let drafts = tables::risks::worst_first(register, drafts);
    let closed: Vec<_> = all
        .iter()
        .copied()
        .filter(|one| is(one, risk::Status::Closed))
        .collect();
    making.explain("term.appetite");
    making.explain("term.residual");
    summary(making, &counted);
    criteria::add(making);
    pictures(making, &counted);
    making.section("risks.overview");
    if counted.is_empty() {
        making.nothing("treatment.no_risks");
    } else {
        tables::risks::table(making, "risks.overview_caption", &counted);
    }
    if !drafts.is_empty() {
        tables::risks::table(making, "treatment.drafts", &drafts);
    }
    making.section("risks.sheets");
    let sheets = if counted.len() > ALL_SHEETS {
        WORST_SHEETS
    } else {
        counted.len()
    };
    if sheets < counted.len() {
        let values = [("some", &*sheets.to_string()), ("all", &counted.len().to_string())];
        making.paragraph(&making.words.fill("risks.some_sheets", &values));
    }
    for one in &counted[..sheets] {
        sheet::add(making, one);
    }
    making.section("acceptance.accepted");
    tables::acceptances::table(making, &counted);
    making.part(making.say("acceptance.awaiting"));
    tables::acceptances::table_of_awaiting(making, &counted);
    by_source_and_system(making, &counted);
    closed_since(making, closed);
    tables::evidence::cited(making);
}

fn summary(making: &mut Making<'_>, counted: &[&Record]) {
    let register = making.register();
    let method = register.method();
    let levels: Vec<_> = counted.iter().map(|one| risk::current_level(method, one)).collect();
    let mut bands: Vec<_> = (0..method.bands.len() as u8)
        .rev()
        .map(|band| {
            let count = levels.iter().filter(|level| **level == Some(band)).count();
            format!("{count} {}", method.band_name(band))
        })
        .collect();
    let open = levels.iter().filter(|level| level.is_none()).count();
    bands.push(format!("{open} {}", making.say("missing.assessed")));
    let number = |count: usize| count.to_string();
    let values = [("all", &*number(counted.len())), ("bands", &bands.join(" + "))];
    making.short(&making.words.fill("risks.short_bands", &values));
    let awaiting = tables::acceptances::awaiting(register, counted, making.today()).len();
    let [above, drafts] = tables::risks::above(register);
    let values = [("above", &*above), ("drafts", &drafts), ("awaiting", &number(awaiting))];
    making.short(&making.words.fill("risks.short_above", &values));
    let without = |lacks: &dyn Fn(&Record) -> bool| number(counted.iter().filter(|one| lacks(one)).count());
    let values = [
        ("owner", &*without(&|one| one.owner().is_empty())),
        (
            "target",
            &without(&|one| {
                one.get(risk::TARGET).is_none() && one.get(risk::TREATMENT) != Some(risk::Treatment::Accept)
            }),
        ),
        ("review", &without(&|one| one.get(risk::REVIEW).is_none())),
    ];
    making.short(&making.words.fill("risks.short_without", &values));
}

fn pictures(making: &mut Making<'_>, counted: &[&Record]) {
    making.section("treatment.pictures");
    let times = [
        ("risk.before", risk::INHERENT),
        ("risk.now", risk::CURRENT),
        ("risk.target", risk::TARGET),
    ];
    tables::heat::by_band(making, "heat.by_band", counted, &times);
    tables::heat::add(making, making.say("treatment.heat_now"), counted, risk::CURRENT, None);
    tables::heat::add(making, making.say("treatment.heat_target"), counted, risk::TARGET, None);
    for (dimension, key) in [
        (Dimension::Organization, "heat.now_organization"),
        (Dimension::Individuals, "heat.now_individuals"),
        (Dimension::Society, "heat.now_society"),
    ] {
        tables::heat::add(making, making.say(key), counted, risk::CURRENT, Some(dimension));
    }
    tables::trend::add(making, "risks.trend", |figures| figures.above_appetite);
}

fn by_source_and_system(making: &mut Making<'_>, counted: &[&Record]) {
    making.section("risks.by_source_and_system");
    let register = making.register();
    let method = register.method();
    let title = |id: &str| format!("{id} {}", register.title(id).unwrap_or_default());
    let of_sources = |one: &Record| {
        one.get(risk::SOURCES)
            .into_iter()
            .map(|id| title(id.as_str()))
            .collect::<Vec<_>>()
    };
    let name = |id: &str| register.title(id).unwrap_or(id).to_owned();
    let of_systems = |one: &Record| {
        one.get(risk::SYSTEMS)
            .into_iter()
            .map(|id| name(id.as_str()))
            .collect::<Vec<_>>()
    };
    let none = making.say("missing.none").to_owned();
    let counts = |of: &dyn Fn(&Record) -> Vec<String>| {
        let mut counts: BTreeMap<String, (usize, usize, Option<u8>)> = BTreeMap::new();
        for one in counted {
            let names = of(one);
            let names = if names.is_empty() { vec![none.clone()] } else { names };
            for name in names {
                let count = counts.entry(name).or_default();
                count.0 += 1;
                count.1 += usize::from(risk::is_above_appetite(method, one));
                count.2 = count.2.max(risk::current_level(method, one));
            }
        }
        counts
    };
    for (caption, heading, counts) in [
        ("risks.by_source", "risk.source", counts(&of_sources)),
        ("risks.by_system", "risk.system", counts(&of_systems)),
    ] {
        if counts.is_empty() {
            making.nothing("treatment.no_risks");
            continue;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_cached_key(|(name, _)| (natural(&folded(name)), name.clone()));
        let rows = counts.into_iter().map(|(name, (count, above, worst))| {
            let worst = worst.map_or_else(
                || Cell::missing(making.say("missing.assessed")),
                |band| Cell::of(making.level(band)),
            );
            vec![Cell::text(&name), Cell::number(count), Cell::number(above), worst]
        });
        let rows = rows.collect();
        making.table(Asked {
            caption: making.say(caption),
            columns: &[
                (heading, Width::Wide),
                ("risks.count", Width::Narrow),
                ("risk.above", Width::Narrow),
                ("risks.worst", Width::Narrow),
            ],
            rows,
            note: making.say("risks.by_note"),
        });
    }
}

/// Adds what was closed since the day since which changes are told. A risk says no day of its closing, so what an earlier state
/// had open and this one has not is told.
fn closed_since(making: &mut Making<'_>, closed: Vec<&Record>) {
    making.section("risks.closed");
    let Some(earlier) = making.basis.earlier else {
        return making.nothing("part.no_earlier");
    };
    let was_closed = |one: &Record| {
        let before = earlier.register.get(one.id().as_str());
        before.is_some_and(|before| before.get(risk::STATUS) == Some(risk::Status::Closed))
    };
    let closed: Vec<_> = closed.into_iter().filter(|one| !was_closed(one)).collect();
    let day = earlier.day.to_string();
    if closed.is_empty() {
        let sentence = making.words.fill("risks.none_closed", &[("day", &day)]);
        return making.paragraph(&sentence);
    }
    let mut rows = Vec::new();
    for one in closed {
        let note = if making.basis.copy == Copy::Internal {
            making.text_of(one, "risk.note_of", one.get(risk::NOTE))
        } else {
            making.withheld()
        };
        rows.push(vec![
            making.id_of(one),
            Cell::text(one.title()),
            tables::risks::now(making, one),
            making.person_of(one, "field.owner", one.owner()),
            note,
        ]);
    }
    let caption = making.words.fill("risks.closed_since", &[("day", &day)]);
    making.table(Asked {
        caption: &caption,
        columns: &[
            ("col.id", Width::Narrow),
            ("risk.risk", Width::Wide),
            ("risk.now", Width::Narrow),
            ("field.owner", Width::Plain),
            ("risk.note_of", Width::Wide),
        ],
        rows,
        note: making.say("risks.closed_note"),
    });
}
