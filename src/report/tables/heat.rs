//! Risks on the grid of likelihood and consequence.

use crate::domain::kinds::risk;
use crate::domain::method::Method;
use crate::domain::method::score::{Dimension, Score};
use crate::domain::record::Record;
use crate::domain::record::typed::{Handle, Judged};
use crate::report::document::picture::{Heat, HeatCell};
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Plain;
use crate::report::making::{Asked, Making};

/// Adds the grid with how many risks lie in each cell at a time, by their worst consequence or by that of one dimension.
pub fn add(
    making: &mut Making<'_>,
    caption: &str,
    risks: &[&Record],
    time: Handle<Judged>,
    dimension: Option<Dimension>,
) {
    let method = making.register().method();
    let scores: Vec<Score> = risks.iter().filter_map(|risk| risk::judged(risk, time)).collect();
    let mut rows: Vec<_> = (1..=method.likelihoods.len() as u8).rev().map(Some).collect();
    // Where likelihood does not apply to any of them the row is no news.
    if scores.iter().any(|score| score.likelihood.is_none()) {
        rows.push(None);
    }
    let grid: Vec<_> = rows
        .iter()
        .map(|row| (label(making, method, *row), counted(method, &scores, *row, dimension)))
        .collect();
    let placed: usize = grid.iter().flat_map(|(_, cells)| cells).map(|cell| cell.count).sum();
    let above = grid
        .iter()
        .flat_map(|(_, cells)| cells)
        .filter(|cell| method.exceeds(cell.band));
    let above: usize = above.map(|cell| cell.count).sum();
    let table = grid.iter().map(|(label, cells)| {
        let said = cells
            .iter()
            .map(|cell| Cell::text(&format!("{} {}", cell.letter.as_str(), cell.count)));
        std::iter::once(Cell::text(label)).chain(said).collect()
    });
    let table = table.collect();
    let columns: Vec<Plain> = method.consequences.iter().map(|step| Plain::of(&step.label)).collect();
    let picture = Heat {
        down: Plain::of(making.say("heat.likelihood")),
        across: Plain::of(making.say("heat.consequence")),
        columns,
        rows: grid
            .iter()
            .map(|(label, cells)| (Plain::of(label), cells.clone()))
            .collect(),
        bands: method.bands.len() as u8,
        appetite: method.appetite,
    };
    let [unplaced, placed, above] = [risks.len() - placed, placed, above].map(|count| count.to_string());
    let values = [
        ("placed", &*placed),
        ("above", &above),
        ("unplaced", &unplaced),
        ("caption", caption),
    ];
    let alt = making.words.fill("heat.alt", &values);
    let letters: Vec<_> = method
        .bands
        .iter()
        .map(|band| format!("{} {}", band.letter, band.name))
        .collect();
    let appetite = method.band_name(method.appetite);
    let note = making.words.fill(
        "heat.note",
        &[("letters", &letters.join(", ")), ("appetite", &appetite)],
    );
    making.grid(&alt, picture, caption, table, &note);
}

fn label(making: &Making<'_>, method: &Method, row: Option<u8>) -> String {
    let step = row.and_then(|row| method.likelihoods.get(usize::from(row) - 1));
    step.map_or_else(
        || making.say("heat.no_likelihood").to_owned(),
        |step| step.label.clone(),
    )
}

fn counted(method: &Method, scores: &[Score], row: Option<u8>, dimension: Option<Dimension>) -> Vec<HeatCell> {
    let cell = |consequence: u8| {
        let band = method.band_at(row, consequence)?;
        let lies = |score: &&Score| score.likelihood == row && score.consequence(dimension) == Some(consequence);
        Some(HeatCell {
            count: scores.iter().filter(lies).count(),
            band,
            letter: Plain::of(&method.band_letter(band)),
        })
    };
    (1..=method.consequences.len() as u8).filter_map(cell).collect()
}

/// Adds how many of some risks stand in each band at a time, and of how many nobody said.
pub fn by_band(
    making: &mut Making<'_>,
    caption: &'static str,
    risks: &[&Record],
    times: &[(&'static str, Handle<Judged>)],
) {
    let method = making.register().method();
    let levels = |time: Handle<Judged>| -> Vec<Option<u8>> {
        let level = |risk: &&Record| risk::judged(risk, time).and_then(|score| method.level(&score, None));
        risks.iter().map(level).collect()
    };
    let levels: Vec<_> = times.iter().map(|(_, time)| levels(*time)).collect();
    let mut rows = Vec::new();
    for band in (0..method.bands.len() as u8).rev() {
        let mut cells = vec![Cell::of(making.level(band))];
        cells.extend(
            levels
                .iter()
                .map(|levels| Cell::number(levels.iter().filter(|level| **level == Some(band)).count())),
        );
        rows.push(cells);
    }
    let mut cells = vec![Cell::missing(making.say("missing.assessed"))];
    cells.extend(
        levels
            .iter()
            .map(|levels| Cell::number(levels.iter().filter(|level| level.is_none()).count())),
    );
    rows.push(cells);
    let mut columns = vec![("risk.level", Width::Plain)];
    columns.extend(times.iter().map(|(key, _)| (*key, Width::Narrow)));
    let appetite = method.band_name(method.appetite);
    let note = making.words.fill("heat.by_band_note", &[("appetite", &appetite)]);
    making.table(Asked {
        caption: making.say(caption),
        columns: &columns,
        rows,
        note: &note,
    });
}
