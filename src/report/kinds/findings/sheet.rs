//! The sheet of one finding, in the order in which 10.2 asks for it.

use crate::domain::kinds::finding;
use crate::domain::record::Record;
use crate::domain::record::typed::{Handle, Prose};
use crate::report::basis::Copy;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::making::{Asked, Making};
use crate::report::tables;

/// Adds the sheet.
pub(super) fn add(making: &mut Making<'_>, one: &Record) {
    making.part(&format!("{} {}", one.id(), one.title()));
    let is_nonconformity = finding::is_nonconformity(one);
    let mut rows = Vec::new();
    let mut say = |making: &Making<'_>, label: &'static str, said: Cell| {
        rows.push(vec![Cell::text(making.say(label)), said]);
    };
    let said = tables::findings::grade(making, one);
    say(making, "finding.grade", said);
    let said = making.text_of(one, "finding.statement", one.get(finding::STATEMENT));
    say(making, "finding.statement", said);
    let said = tables::findings::against(making, one);
    say(making, "finding.against", said);
    let said = match one.get(finding::SOURCE) {
        Some(id) => Cell::of(making.record(&id.clone())),
        None => making.empty(one, "finding.source"),
    };
    say(making, "finding.source", said);
    let mut said = making.person_of(one, "finding.raised_by", one.get(finding::RAISED_BY));
    said.lines
        .extend(making.day_of(one, "finding.raised_on", one.get(finding::RAISED)).lines);
    say(making, "finding.raised", said);
    // Of an opportunity for improvement nothing of this is asked.
    let steps: [(&'static str, Handle<Prose>); 5] = [
        ("finding.containment", finding::CONTAINMENT),
        ("finding.correction", finding::CORRECTION),
        ("finding.consequences", finding::CONSEQUENCES),
        ("finding.cause", finding::CAUSE),
        ("finding.similar", finding::SIMILAR),
    ];
    for (label, field) in steps {
        let said = match one.get(field) {
            "" if !is_nonconformity => Cell::none(),
            text => making.text_of(one, label, text),
        };
        say(making, label, said);
    }
    let actions: Vec<_> = finding::actions(making.register(), one).collect();
    let said = match one.get(finding::NO_ACTION) {
        reason if actions.is_empty() && !reason.is_empty() => {
            Cell::text(&making.words.fill("finding.no_action", &[("reason", reason)]))
        }
        _ => tables::actions::lines(making, &actions),
    };
    say(making, "treatment.actions", said);
    let said = match one.get(finding::VERIFIED_BY) {
        "" if !is_nonconformity => Cell::none(),
        _ => verified(making, one),
    };
    say(making, "finding.verified", said);
    let said = making.day_of(one, "action.due", one.get(finding::DUE));
    say(making, "action.due", said);
    let evidence = tables::evidence::supporting(making, one.id());
    let said = making.lines_or_none(evidence);
    say(making, "soa.evidence", said);
    if !one.get(finding::NOTE).is_empty() {
        let said = match making.basis.copy {
            Copy::Internal => Cell::text(one.get(finding::NOTE)),
            Copy::Auditor | Copy::External => making.withheld(),
        };
        say(making, "risk.note_of", said);
    }
    for (label, said) in making.kept_beside(one) {
        rows.push(vec![Cell::text(&label), said]);
    }
    let caption = making.words.fill("finding.sheet", &[("id", one.id().as_str())]);
    making.table(Asked {
        caption: &caption,
        columns: &[("finding.point", Width::Plain), ("finding.said", Width::Wide)],
        rows,
        note: making.say("finding.sheet_note"),
    });
}

/// Returns who verified the effect, when, and what was seen.
pub(super) fn verified(making: &mut Making<'_>, one: &Record) -> Cell {
    let by = one.get(finding::VERIFIED_BY);
    if by.is_empty() {
        return making.empty(one, "finding.verified");
    }
    let mut line = vec![Inline::text(&making.person(by)), Inline::text(", ")];
    let on = making.day_of(one, "finding.verified_on", one.get(finding::VERIFIED));
    line.extend(on.lines.into_iter().flatten());
    let seen = making.text_of(one, "treatment.seen", one.get(finding::VERIFICATION));
    Cell {
        lines: std::iter::once(line).chain(seen.lines).collect(),
    }
}
