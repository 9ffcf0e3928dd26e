//! The report of an internal audit (9.2.2): what was looked at, by whom, what was found, and to whom it was told.

use crate::domain::kinds::finding::{self, Grade};
use crate::domain::kinds::review::independence::{OwnWork, judge};
use crate::domain::kinds::review::{self, Event, Reported, Samples, Status};
use crate::domain::kinds::{action, organization, system};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::review::{entry, points};
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::kinds::{Asks, INSIDE, Report, Subject};
use crate::report::making::{Asked, Class, Face, Making, Sensitivity, Sign};
use crate::report::tables;

/// The report of an internal audit.
pub static REPORT: Report = Report {
    face: Face {
        name: "audit-report",
        class: Class::Record,
        sensitivity: Sensitivity::Confidential,
        signs: &[Sign::LeadAuditor],
    },
    serves: &["9.2.2"],
    made_from: &[
        &review::KIND,
        &finding::KIND,
        &action::KIND,
        &organization::KIND,
        &system::KIND,
    ],
    screens: &["calendar", "findings"],
    shows_levels: false,
    copies: INSIDE,
    subject: Some(Subject {
        kind: &review::KIND,
        fits: |one| {
            let is_held = one.get(review::STATUS) == Some(Status::Held);
            one.get(review::EVENT) == Some(Event::InternalAudit) && is_held && !one.is_retired()
        },
        what: "an internal audit that was held",
    }),
    asks: Asks::NOTHING,
    make,
};

fn make(making: &mut Making<'_>) {
    let Some(audit) = making.basis.subject else { return };
    let register = making.register();
    let raised: Vec<_> = register
        .of(&finding::KIND)
        .filter(|one| one.get(finding::SOURCE) == Some(audit.id()) && !one.is_retired())
        .collect();
    let (good, raised): (Vec<_>, Vec<_>) = raised
        .into_iter()
        .partition(|one| one.get(finding::GRADE) == Some(Grade::Positive));
    summary(making, &raised, &good);
    making.section("review.conclusion");
    tables::reviews::said(making, audit, "review.conclusion", audit.get(review::CONCLUSION));
    making.paragraph(making.say("audit.is_a_sample"));
    frame(making, audit);
    team(making, audit);
    sample(making, audit);
    making.section("review.points");
    let today = audit.get(review::HELD).unwrap_or(making.today());
    // What the scope holds beyond the points that were talked about stands there with nothing said.
    let without = points(register, audit, today).into_iter().filter(|point| {
        let is_of_catalogue = register.catalogue().title(&point.id).is_some();
        is_of_catalogue && entry(audit, &point.title).is_none()
    });
    let without: Vec<_> = without.map(|point| point.title).collect();
    tables::reviews::points(making, audit, "audit.points", &without);
    making.section("audit.findings");
    tables::findings::listed(making, "audit.findings_caption", &raised, "audit.no_findings");
    for one in &raised {
        stated(making, one);
    }
    making.section("finding.good");
    if good.is_empty() {
        making.nothing("finding.no_good");
    }
    for one in &good {
        stated(making, one);
    }
    earlier(making, audit);
    making.section("review.decisions");
    tables::reviews::decisions(making, audit, "audit.decisions");
    reported(making, audit);
    tables::evidence::cited(making);
}

fn summary(making: &mut Making<'_>, raised: &[&Record], good: &[&Record]) {
    let counted = |grade: Grade| {
        let count = raised
            .iter()
            .filter(|one| one.get(finding::GRADE) == Some(grade))
            .count();
        format!("{count} {}", making.words.choice(grade.item()))
    };
    let grades = [Grade::Major, Grade::Minor, Grade::Opportunity].map(counted).join(", ");
    let good = good.len().to_string();
    making.short(
        &making
            .words
            .fill("audit.short", &[("grades", &grades), ("good", &good)]),
    );
}

/// Adds objectives, criteria, scope, methods, day and who was there.
fn frame(making: &mut Making<'_>, audit: &Record) {
    making.section("audit.frame");
    // Before audits had a field for it, their agenda said what they were to find out.
    let objectives = Some(audit.get(review::OBJECTIVES)).filter(|text| !text.is_empty());
    let objectives = objectives.unwrap_or(audit.get(review::AGENDA));
    let mut rows = Vec::new();
    for (label, text) in [
        ("audit.objectives", objectives),
        ("audit.criteria", audit.get(review::CRITERIA)),
        ("audit.methods", audit.get(review::METHODS)),
    ] {
        let said = making.text_of(audit, label, text);
        rows.push(vec![Cell::text(making.say(label)), said]);
    }
    let requirements: Vec<_> = audit.get(review::REQUIREMENTS).into_iter().cloned().collect();
    let mut scope = making.records(&requirements);
    let systems = audit.get(review::SYSTEMS);
    scope.extend(systems.into_iter().map(|id| {
        let title = making.register().title(id.as_str()).unwrap_or(id.as_str());
        vec![Inline::text(title)]
    }));
    let scope = match scope.is_empty() {
        true if audit.get(review::WHOLE) => Cell::text(making.say("part.whole_aims")),
        true => making.empty(audit, "audit.scope"),
        false => Cell { lines: scope },
    };
    rows.push(vec![Cell::text(making.say("audit.scope")), scope]);
    let attended = audit.get(review::ATTENDED);
    let attended = match &attended[..] {
        [] => making.empty(audit, "review.present"),
        handles => Cell::text(&making.persons(handles)),
    };
    rows.push(vec![Cell::text(making.say("review.present")), attended]);
    making.table(Asked {
        caption: making.say("audit.frame"),
        columns: &[("finding.point", Width::Plain), ("finding.said", Width::Wide)],
        rows,
        note: "",
    });
}

/// Adds the auditors with what of the scope is their own.
fn team(making: &mut Making<'_>, audit: &Record) {
    making.section("audit.team");
    let auditors = audit.get(review::AUDITORS);
    if auditors.is_empty() {
        let missing = making.empty(audit, "audit.team");
        return making.points(missing.lines);
    }
    let verdict = judge(making.register(), audit);
    let of = |works: &[OwnWork], auditor: &str| {
        let own = works.iter().find(|own| own.auditor == auditor);
        own.map_or_else(Vec::new, |own| own.records.clone())
    };
    let mut rows = Vec::new();
    for auditor in auditors {
        let (own, shared) = (of(&verdict.own, auditor), of(&verdict.shared, auditor));
        let owned: Vec<_> = own.iter().chain(&shared).cloned().collect();
        let met = match (own.is_empty(), shared.is_empty()) {
            (true, true) => Cell::none(),
            (true, false) => Cell::text(making.say("audit.another_looks")),
            (false, _) => Cell::missing(making.say("audit.nobody_else")),
        };
        let mut name = making.person(auditor);
        if organization::is_external(making.register(), auditor) {
            name.push_str(&format!(" ({})", making.say("audit.external")));
        }
        let owned = making.records(&owned);
        let owned = if owned.is_empty() {
            Cell::text(making.say("audit.owns_nothing"))
        } else {
            Cell { lines: owned }
        };
        rows.push(vec![Cell::text(&name), owned, met]);
    }
    making.table(Asked {
        caption: making.say("audit.team"),
        columns: &[
            ("audit.auditor", Width::Plain),
            ("audit.owns", Width::Wide),
            ("audit.met", Width::Wide),
        ],
        rows,
        note: making.say("audit.team_note"),
    });
}

fn sample(making: &mut Making<'_>, audit: &Record) {
    making.section("audit.sample");
    let sample = audit.get(review::SAMPLE);
    if sample.is_empty() {
        let missing = making.empty(audit, "audit.sample");
        return making.points(missing.lines);
    }
    let mut rows = Vec::new();
    for row in sample {
        rows.push(vec![
            Cell::text(row.text(Samples::OF)),
            making.text_of(audit, "audit.population", row.text(Samples::POPULATION)),
            making.text_of(audit, "audit.looked_at", row.text(Samples::LOOKED_AT)),
            making.text_of(audit, "audit.why_these", row.text(Samples::WHY)),
        ]);
    }
    making.table(Asked {
        caption: making.say("audit.sample"),
        columns: &[
            ("audit.of_what", Width::Plain),
            ("audit.population", Width::Narrow),
            ("audit.looked_at", Width::Plain),
            ("audit.why_these", Width::Wide),
        ],
        rows,
        note: making.say("audit.sample_note"),
    });
}

/// Adds what a finding says, against what, and what shows it.
fn stated(making: &mut Making<'_>, one: &Record) {
    making.part(&format!("{} {}", one.id(), one.title()));
    let requirements: Vec<_> = one.get(finding::REQUIREMENTS).into_iter().cloned().collect();
    let mut point = vec![Inline::strong(&format!("{}: ", making.say("finding.against")))];
    let against = making.records(&requirements);
    let against = if against.is_empty() {
        making.empty(one, "finding.against").lines
    } else {
        against
    };
    for (nth, line) in against.into_iter().enumerate() {
        if nth > 0 {
            point.push(Inline::text("; "));
        }
        point.extend(line);
    }
    let mut lines = vec![point];
    for piece in tables::evidence::supporting(making, one.id()) {
        lines.push(
            [
                vec![Inline::strong(&format!("{}: ", making.say("soa.evidence")))],
                piece,
            ]
            .concat(),
        );
    }
    making.points(lines);
    tables::reviews::said(making, one, "finding.statement", one.get(finding::STATEMENT));
}

/// Adds the findings of earlier audits that were not closed before this one.
fn earlier(making: &mut Making<'_>, audit: &Record) {
    making.section("audit.earlier");
    let register = making.register();
    let held = audit.get(review::HELD);
    let is_earlier = |one: &&Record| {
        let source = one.get(finding::SOURCE).and_then(|id| register.get(id.as_str()));
        let source = source.filter(|source| source.get(review::EVENT) == Some(Event::InternalAudit));
        let was_before = source.is_some_and(|source| source.id() != audit.id() && source.get(review::HELD) <= held);
        was_before && one.get(finding::CLOSED).is_none_or(|closed| Some(closed) >= held)
    };
    let findings = register
        .of(&finding::KIND)
        .filter(|one| !one.is_retired())
        .filter(is_earlier);
    let findings: Vec<_> = findings.collect();
    tables::findings::listed(making, "audit.earlier_caption", &findings, "audit.no_earlier");
}

fn reported(making: &mut Making<'_>, audit: &Record) {
    making.section("audit.reported");
    let reported = audit.get(review::REPORTED);
    if reported.is_empty() {
        let missing = making.empty(audit, "audit.reported");
        return making.points(missing.lines);
    }
    let mut rows = Vec::new();
    for row in reported {
        let on = making.day_of(audit, "audit.reported_on", row.get(Reported::ON));
        rows.push(vec![Cell::text(row.text(Reported::TO)), on]);
    }
    making.table(Asked {
        caption: making.say("audit.reported"),
        columns: &[("audit.reported_to", Width::Wide), ("audit.reported_on", Width::Narrow)],
        rows,
        note: making.say("audit.reported_note"),
    });
}
