//! The Statement of Applicability (6.1.3): every control, whether it applies, why, how far it is, and what shows it.

mod row;
mod sections;

use crate::domain::kinds::control::crosswalk::natural;
use crate::domain::kinds::{action, control, document, evidence, obligation, risk};
use crate::domain::measures::control_progress::{Progress, is_of_annex_a};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::report::basis::Copy;
use crate::report::kinds::soa::row::{COLUMNS, OUTSIDE};
use crate::report::kinds::{Asks, Report};
use crate::report::making::{Asked, Class, Face, Lack, Making, Sensitivity, Sign};
use crate::report::tables;

/// The Statement of Applicability.
pub static REPORT: Report = Report {
    face: Face {
        name: "soa",
        class: Class::Statement("6.1.3/d2"),
        sensitivity: Sensitivity::Internal,
        signs: &[Sign::Top],
    },
    serves: &["6.1.3", "8.1"],
    made_from: &[
        &control::KIND,
        &risk::KIND,
        &obligation::KIND,
        &evidence::KIND,
        &document::KIND,
        &action::KIND,
    ],
    screens: &["controls"],
    shows_levels: false,
    copies: &[Copy::Internal, Copy::Auditor, Copy::External],
    subject: None,
    asks: Asks {
        said: Some((
            &control::KIND,
            &["applicability", "basis", "reason", "grounds", "exceptions"],
        )),
        ..Asks::NOTHING
    },
    make,
};

/// The controls of a statement, apart as they are listed.
struct Controls<'a> {
    /// Those of Annex A by domain: its title, then the controls in order.
    annex_a: Vec<(String, Vec<&'a Record>)>,
    /// The organization's own.
    own: Vec<&'a Record>,
    /// Those of other catalogues.
    other: Vec<&'a Record>,
}

impl<'a> Controls<'a> {
    fn of(register: &'a Register) -> Self {
        let mut others: Vec<_> = register
            .of(&control::KIND)
            .filter(|record| !is_of_annex_a(record))
            .collect();
        others.sort_by_key(|record| natural(record.id().as_str()));
        let is_of_catalogue = |record: &&Record| register.catalogue().control(record.id().as_str()).is_some();
        let (other, own) = others.into_iter().partition(is_of_catalogue);
        Self {
            annex_a: tables::controls::domains(register),
            own,
            other,
        }
    }

    /// Returns all of them, those of Annex A first.
    fn all(&self) -> impl Iterator<Item = &'a Record> {
        let annex_a = self.annex_a.iter().flat_map(|(_, controls)| controls);
        annex_a.chain(&self.own).chain(&self.other).copied()
    }
}

fn make(making: &mut Making<'_>) {
    let controls = Controls::of(making.register());
    making.explain("term.soa");
    if !making.is_external() {
        basis(making);
    }
    summary(making, &controls);
    making.section("soa.coverage");
    tables::controls::by_domain(making);
    making.section("soa.annex_a");
    for (domain, records) in &controls.annex_a {
        listed(making, domain, records, "soa.annex_a_note");
    }
    for (title, none, records, note) in [
        ("soa.own", "soa.own_none", &controls.own, "soa.own_note"),
        ("soa.other", "soa.other_none", &controls.other, "soa.other_note"),
    ] {
        making.section(title);
        if records.is_empty() {
            making.nothing(none);
        } else {
            listed(making, making.say(title), records, note);
        }
    }
    if making.is_external() {
        return;
    }
    sections::excluded(making, &controls);
    sections::contradictions(making, &controls);
    sections::since(making);
    tables::evidence::cited(making);
}

fn basis(making: &mut Making<'_>) {
    making.section("soa.basis");
    let risks = making.register().of(&risk::KIND);
    let count = risks
        .filter(|risk| risk::is_counted(risk) && !risk.is_retired())
        .count();
    let annex_b = making.say("soa.annex_b");
    let annex_b = making.lacking("6.1.3/d2", annex_b, Lack::Recorded);
    let risks = making.words.counted("kind.risk", count);
    let text = making
        .words
        .fill("soa.basis_text", &[("risks", &risks), ("annex_b", &annex_b)]);
    making.template(&text);
    making.paragraph(making.say("soa.clauses"));
}

fn summary(making: &mut Making<'_>, controls: &Controls<'_>) {
    let annex_a = || controls.annex_a.iter().flat_map(|(_, controls)| controls).copied();
    let progress = Progress::of(annex_a());
    let by_default = annex_a()
        .filter(|one| one.get(control::APPLICABILITY).is_none())
        .count();
    let unreasoned = annex_a().filter(|one| !control::has_reason(one)).count();
    let number = |count: usize| count.to_string();
    let sentence = making.words.fill(
        "soa.short_applicable",
        &[
            ("all", &number(progress.total)),
            ("applicable", &number(progress.applicable())),
            ("default", &number(by_default)),
            ("excluded", &number(progress.excluded)),
        ],
    );
    making.short(&sentence);
    let sentence = making.words.fill(
        "soa.short_status",
        &[
            ("applicable", &number(progress.applicable())),
            ("implemented", &number(progress.implemented)),
            ("partial", &number(progress.partial)),
            ("planned", &number(progress.planned)),
            ("none", &number(progress.none)),
            ("open", &number(progress.unassessed())),
        ],
    );
    making.short(&sentence);
    if !making.is_external() {
        making.short(&making.words.counted("soa.short_unreasoned", unreasoned));
        let counts = [("own", controls.own.len()), ("other", controls.other.len())];
        let counts = counts.map(|(name, count)| (name, number(count)));
        let values: Vec<_> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
        making.short(&making.words.fill("soa.short_beside", &values));
    }
}

/// Adds a table of controls.
fn listed(making: &mut Making<'_>, caption: &str, records: &[&Record], note: &'static str) {
    let is_external = making.is_external();
    let rows = records.iter().map(|record| {
        if is_external {
            row::outside(making, record)
        } else {
            row::inside(making, record)
        }
    });
    let rows = rows.collect();
    let columns: &[_] = if is_external { &OUTSIDE } else { &COLUMNS };
    making.table(Asked {
        caption,
        columns,
        rows,
        note: making.say(note),
    });
}
