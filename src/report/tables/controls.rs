//! The controls of Annex A by domain.

use crate::domain::catalogue;
use crate::domain::measures::control_progress::Progress;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::report::document::picture::{Bars, Picture, Series, Shade};
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Plain;
use crate::report::making::{Asked, Making};

/// Returns the controls of Annex A by domain: its title, then the controls in order.
pub fn domains(register: &Register) -> Vec<(String, Vec<&Record>)> {
    let shipped = catalogue::shipped();
    let domain = |domain: &catalogue::Domain| {
        let controls = shipped.controls.iter().filter(|control| control.domain == domain.id);
        let records = controls.filter_map(|control| register.get(&control.id)).collect();
        (format!("{} {}", domain.id, domain.title), records)
    };
    shipped.domains.iter().map(domain).collect()
}

/// How far controls can be, as parts of a bar: the key of the word, its letter and what it means.
const PARTS: [(&str, char, Shade); 6] = [
    ("soa.implemented", 'I', Shade::Good),
    ("soa.partial", 'P', Shade::Moving),
    ("soa.planned", 'L', Shade::Warn),
    ("soa.not_implemented", 'N', Shade::Bad),
    ("soa.not_assessed", '?', Shade::Open),
    ("soa.excluded_part", 'X', Shade::Quiet),
];

fn parts(progress: Progress) -> [usize; PARTS.len()] {
    [
        progress.implemented,
        progress.partial,
        progress.planned,
        progress.none,
        progress.unassessed(),
        progress.excluded,
    ]
}

/// Adds bars of how far the controls of each domain are, with the figures.
pub fn by_domain(making: &mut Making<'_>) {
    let of = |(domain, records): (String, Vec<&Record>)| {
        let progress = Progress::of(records);
        (domain, progress.total, parts(progress))
    };
    let domains: Vec<_> = domains(making.register()).into_iter().map(of).collect();
    let series = PARTS.map(|(key, letter, shade)| Series {
        label: Plain::of(making.words.say(key)),
        letter,
        shade,
    });
    let bars = domains
        .iter()
        .map(|(domain, _, parts)| (Plain::of(domain), parts.to_vec()));
    let picture = Picture::Bars(Bars {
        series: series.into(),
        bars: bars.collect(),
    });
    let mut sums = [0; PARTS.len()];
    let mut all = 0;
    let mut rows = Vec::new();
    for (domain, total, parts) in &domains {
        all += total;
        sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
        let numbers = std::iter::once(total).chain(parts).map(|count| Cell::number(*count));
        rows.push(std::iter::once(Cell::text(domain)).chain(numbers).collect());
    }
    let numbers = std::iter::once(&all).chain(&sums).map(|count| Cell::number(*count));
    rows.push(
        std::iter::once(Cell::text(making.say("part.all")))
            .chain(numbers)
            .collect(),
    );
    let [implemented, partial, planned, none, open, excluded] = sums.map(|count| count.to_string());
    let alt = making.words.fill(
        "soa.coverage_alt",
        &[
            ("all", &all.to_string()),
            ("implemented", &implemented),
            ("partial", &partial),
            ("planned", &planned),
            ("none", &none),
            ("open", &open),
            ("excluded", &excluded),
        ],
    );
    let mut columns = vec![("col.domain", Width::Wide), ("col.controls", Width::Narrow)];
    columns.extend(PARTS.map(|(key, ..)| (key, Width::Narrow)));
    making.figure(
        &alt,
        picture,
        Asked {
            caption: making.say("soa.coverage_caption"),
            columns: &columns,
            rows,
            note: making.say("soa.coverage_note"),
        },
    );
}
