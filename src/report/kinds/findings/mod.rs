//! Findings and corrective actions (10.2).

mod sheet;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::fold::folded;
use crate::domain::kinds::finding::{self, Grade, Status, Step};
use crate::domain::kinds::review::Event;
use crate::domain::kinds::{action, review, system};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::register::Register;
use crate::report::basis::Copy;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::kinds::{Asks, INSIDE, Report, last_held};
use crate::report::making::{Asked, Class, Face, Making, Sensitivity};
use crate::report::tables;

/// The register of findings.
pub static REPORT: Report = Report {
    face: Face {
        name: "findings",
        class: Class::View,
        sensitivity: Sensitivity::Confidential,
        signs: &[],
    },
    serves: &["10.1", "10.2"],
    made_from: &[&finding::KIND, &action::KIND, &review::KIND, &system::KIND],
    screens: &["findings"],
    shows_levels: false,
    copies: INSIDE,
    subject: None,
    asks: Asks {
        since: Some(since),
        months: true,
        ..Asks::NOTHING
    },
    make,
};

/// What was closed is told since the last management review.
fn since(register: &Register, today: NaiveDate) -> Option<NaiveDate> {
    last_held(register, Event::ManagementReview, today)
}

fn make(making: &mut Making<'_>) {
    let register = making.register();
    let all: Vec<_> = register.of(&finding::KIND).filter(|one| !one.is_retired()).collect();
    let is = |one: &Record, status: Status| one.get(finding::STATUS) == Some(status);
    let open = worst_first(making, all.iter().copied().filter(|one| one.is_open()).collect());
    let good: Vec<_> = all
        .iter()
        .copied()
        .filter(|one| one.get(finding::GRADE) == Some(Grade::Positive))
        .collect();
    let closed: Vec<_> = all.iter().copied().filter(|one| is(one, Status::Closed)).collect();
    let withdrawn: Vec<_> = all.iter().copied().filter(|one| is(one, Status::Withdrawn)).collect();
    summary(making, &open, &good);
    counts(making, &open);
    tables::trend::add(making, "finding.trend", |figures| figures.findings);
    making.section("finding.open");
    tables::findings::listed(making, "finding.open_caption", &open, "finding.none_open");
    making.section("finding.good");
    if good.is_empty() {
        making.nothing("finding.no_good");
    } else {
        let points = good.iter().map(|one| vec![making.record(one.id())]).collect();
        making.points(points);
    }
    making.section("risks.sheets");
    if open.is_empty() {
        making.nothing("finding.none_open");
    }
    for one in &open {
        sheet::add(making, one);
    }
    verified_by_who_acted(making, &all);
    closed_since(making, closed);
    ended(making, withdrawn);
    tables::evidence::cited(making);
}

/// Returns findings by grade, then by how late they are, then by id.
fn worst_first<'a>(making: &Making<'a>, mut findings: Vec<&'a Record>) -> Vec<&'a Record> {
    findings.sort_by_cached_key(|one| {
        let late = one.days_late(making.register(), making.today()).unwrap_or_default();
        let grade = one.get(finding::GRADE);
        (grade.is_none(), grade, std::cmp::Reverse(late), one.id().clone())
    });
    findings
}

fn summary(making: &mut Making<'_>, open: &[&Record], good: &[&Record]) {
    let graded = |grade: Grade| open.iter().filter(|one| one.get(finding::GRADE) == Some(grade)).count();
    let late = open
        .iter()
        .filter(|one| one.days_late(making.register(), making.today()).is_some())
        .count();
    let counts = [
        ("all", open.len()),
        ("major", graded(Grade::Major)),
        ("minor", graded(Grade::Minor)),
        ("opportunities", graded(Grade::Opportunity)),
        ("late", late),
        ("good", good.len()),
    ];
    let counts = counts.map(|(name, count)| (name, count.to_string()));
    let values: Vec<_> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
    making.short(&making.words.fill("finding.short", &values));
}

/// Adds how many open findings there are by grade, by next step, and by where they come from.
fn counts(making: &mut Making<'_>, open: &[&Record]) {
    making.section("finding.counts");
    let register = making.register();
    let none = making.say("missing.none");
    let grade = |one: &Record| {
        one.get(finding::GRADE)
            .map_or(none, |grade| making.choice(grade))
            .to_owned()
    };
    let step = |one: &Record| {
        finding::step(register, one)
            .map_or(none, |step| making.choice(step))
            .to_owned()
    };
    let source = |one: &Record| {
        let source = one.get(finding::SOURCE).and_then(|id| register.get(id.as_str()));
        source.map_or_else(|| none.to_owned(), |source| kind_of_source(making, source))
    };
    let order = |items: &'static [crate::domain::record::choice::Item]| -> Vec<String> {
        items.iter().map(|item| making.words.choice(item).to_owned()).collect()
    };
    let tables = [
        (
            "finding.by_grade",
            "finding.grade",
            counted(open, &grade, &order(Grade::ITEMS)),
        ),
        (
            "finding.by_step",
            "finding.step",
            counted(open, &step, &order(Step::ITEMS)),
        ),
        ("finding.by_source", "finding.source", counted(open, &source, &[])),
    ];
    for (caption, heading, rows) in tables {
        if rows.is_empty() {
            making.nothing("finding.none_open");
            continue;
        }
        let rows = rows
            .into_iter()
            .map(|(name, count)| vec![Cell::text(&name), Cell::number(count)]);
        let rows = rows.collect();
        making.table(Asked {
            caption: making.say(caption),
            columns: &[(heading, Width::Wide), ("finding.count", Width::Narrow)],
            rows,
            note: making.say("finding.counts_note"),
        });
    }
}

/// Counts records by a word, in the order of some words, then by alphabet.
fn counted(open: &[&Record], word: &dyn Fn(&Record) -> String, order: &[String]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in open {
        *counts.entry(word(one)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_cached_key(|(word, _)| {
        let place = order.iter().position(|known| known == word);
        (place.unwrap_or(order.len()), folded(word))
    });
    counts
}

/// Returns what kind of thing a finding comes from: of a review its event, else the kind of the record.
fn kind_of_source(making: &Making<'_>, source: &Record) -> String {
    match source.get(review::EVENT) {
        Some(event) => making.choice(event).to_owned(),
        None => making.words.say(&format!("what.{}", source.kind().name)).to_owned(),
    }
}

/// Adds the findings whose effect was verified by somebody who acted on them.
fn verified_by_who_acted(making: &mut Making<'_>, all: &[&Record]) {
    making.section("finding.own_verification");
    let register = making.register();
    let acted = |one: &&&Record| {
        let by = one.get(finding::VERIFIED_BY);
        !by.is_empty() && finding::acted(register, one, by).is_some()
    };
    let own: Vec<_> = all.iter().filter(acted).collect();
    if own.is_empty() {
        return making.nothing("finding.no_own_verification");
    }
    let mut points = Vec::new();
    for one in own {
        let by = one.get(finding::VERIFIED_BY);
        let by_what = finding::acted(register, one, by).map(|acted| acted.id().clone());
        let who = making.person(by);
        let mut point = vec![making.record(one.id()), Inline::text(&format!(": {who}"))];
        if let Some(id) = by_what.filter(|id| id != one.id()) {
            point.extend([Inline::text(", "), making.record(&id)]);
        }
        points.push(point);
    }
    making.points(points);
}

/// Adds what was closed since the day since which changes are told.
fn closed_since(making: &mut Making<'_>, closed: Vec<&Record>) {
    making.section("risks.closed");
    let since = making.basis.since;
    let is_told = |one: &&Record| since.is_none_or(|since| one.get(finding::CLOSED).is_none_or(|day| day >= since));
    let closed: Vec<_> = closed.into_iter().filter(is_told).collect();
    if closed.is_empty() {
        return making.nothing("finding.none_closed");
    }
    let mut rows = Vec::new();
    for one in closed {
        let verified = match one.get(finding::GRADE) {
            // An opportunity for improvement misses no requirement, so nobody has to verify it.
            Some(Grade::Opportunity | Grade::Positive) if one.get(finding::VERIFIED_BY).is_empty() => Cell::none(),
            _ => sheet::verified(making, one),
        };
        rows.push(vec![
            making.id_of(one),
            tables::findings::grade(making, one),
            Cell::text(one.title()),
            tables::findings::against(making, one),
            verified,
            making.day_of(one, "finding.closed_on", one.get(finding::CLOSED)),
        ]);
    }
    making.table(Asked {
        caption: making.say("finding.closed"),
        columns: &[
            ("col.id", Width::Narrow),
            ("finding.grade", Width::Narrow),
            ("finding.finding", Width::Wide),
            ("finding.against", Width::Plain),
            ("finding.verified", Width::Wide),
            ("finding.closed_on", Width::Narrow),
        ],
        rows,
        note: making.say("finding.closed_note"),
    });
}

/// Adds what was withdrawn, and why. The note says it, and notes are not for auditors, so their copy says that it is withheld.
fn ended(making: &mut Making<'_>, withdrawn: Vec<&Record>) {
    making.section("finding.withdrawn");
    if withdrawn.is_empty() {
        return making.nothing("finding.none_withdrawn");
    }
    let mut rows = Vec::new();
    for one in withdrawn {
        let why = match making.basis.copy {
            Copy::Internal => making.text_of(one, "finding.why_withdrawn", one.get(finding::NOTE)),
            Copy::Auditor | Copy::External => making.withheld(),
        };
        rows.push(vec![
            making.id_of(one),
            tables::findings::grade(making, one),
            Cell::text(one.title()),
            why,
            making.day_of(one, "finding.closed_on", one.get(finding::CLOSED)),
        ]);
    }
    making.table(Asked {
        caption: making.say("finding.withdrawn"),
        columns: &[
            ("col.id", Width::Narrow),
            ("finding.grade", Width::Narrow),
            ("finding.finding", Width::Wide),
            ("finding.why_withdrawn", Width::Wide),
            ("finding.closed_on", Width::Narrow),
        ],
        rows,
        note: making.say("finding.withdrawn_note"),
    });
}
