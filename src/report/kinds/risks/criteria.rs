//! The criteria by which risks are judged: scales, bands and appetite of the method in force.

use crate::domain::kinds::method::{self, Bands};
use crate::report::document::table::{Cell, Width};
use crate::report::making::{Asked, Making};

/// Adds the criteria.
pub(super) fn add(making: &mut Making<'_>) {
    making.section("criteria.title");
    let method = making.register().method();
    let appetite = method.band_name(method.appetite);
    making.paragraph(&making.words.fill("criteria.appetite", &[("appetite", &appetite)]));
    let said = |making: &Making<'_>, text: &str| match text {
        "" => Cell::missing(making.say("missing.nothing")),
        text => Cell::text(text),
    };
    let mut rows = Vec::new();
    for (at, step) in method.likelihoods.iter().enumerate().rev() {
        rows.push(vec![
            Cell::number(at + 1),
            Cell::text(&step.label),
            said(making, &step.criteria[0]),
        ]);
    }
    making.table(Asked {
        caption: making.say("criteria.likelihoods"),
        columns: &[
            ("criteria.step", Width::Narrow),
            ("heat.likelihood", Width::Plain),
            ("criteria.meaning", Width::Wide),
        ],
        rows,
        note: making.say("criteria.highest_first"),
    });
    let mut rows = Vec::new();
    for (at, step) in method.consequences.iter().enumerate().rev() {
        let mut cells = vec![Cell::number(at + 1), Cell::text(&step.label)];
        cells.extend(step.criteria.iter().map(|text| said(making, text)));
        rows.push(cells);
    }
    making.table(Asked {
        caption: making.say("criteria.consequences"),
        columns: &[
            ("criteria.step", Width::Narrow),
            ("heat.consequence", Width::Plain),
            ("criteria.organization", Width::Wide),
            ("criteria.individuals", Width::Wide),
            ("criteria.society", Width::Wide),
        ],
        rows,
        note: making.say("criteria.highest_first"),
    });
    bands(making);
}

fn bands(making: &mut Making<'_>) {
    let register = making.register();
    let method = register.method();
    let recorded = register
        .get(method::ID)
        .map_or_else(Vec::new, |record| record.get(method::BANDS));
    let mut rows = Vec::new();
    for (at, band) in method.bands.iter().enumerate().rev() {
        let accept_by = recorded.get(at).map_or("", |row| row.get(Bands::ACCEPT_BY));
        let after = match band.review_months {
            Some(months) => Cell::text(&making.words.counted("criteria.months", months as usize)),
            None => Cell::missing(making.say("missing.nothing")),
        };
        let is_within = at <= usize::from(method.appetite);
        rows.push(vec![
            Cell::of(making.level(at as u8)),
            after,
            Cell::text(making.say(if is_within { "part.yes" } else { "part.no" })),
            match accept_by {
                "" => Cell::missing(making.say("missing.nothing")),
                who => Cell::text(who),
            },
        ]);
    }
    making.table(Asked {
        caption: making.say("criteria.bands"),
        columns: &[
            ("criteria.band", Width::Plain),
            ("criteria.look_again", Width::Plain),
            ("criteria.accepted", Width::Narrow),
            ("criteria.accept_by", Width::Wide),
        ],
        rows,
        note: making.say("criteria.bands_note"),
    });
}
