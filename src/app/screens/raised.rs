//! What Today says of findings, incidents, suppliers and objectives.

use chrono::Days;

use super::ScreenId;
use super::today::{Line, Urgency, push};
use crate::app::spec::View;
use crate::domain::field::Kind;
use crate::domain::kinds::finding::{self, Grade, Step};
use crate::domain::kinds::{incident, objective, supplier};
use crate::domain::record::Record;

/// Adds what is late or soon due among them.
pub(super) fn lines(view: View<'_>, lines: &mut Vec<Line>) {
    let (register, today) = (view.register, view.today);
    let week = today.checked_add_days(Days::new(7)).unwrap_or(today);
    let count = |kind: &'static Kind, counts: &dyn Fn(&Record) -> bool| {
        let records = register.of(kind).filter(|record| !record.is_retired());
        records.filter(|record| counts(record)).count()
    };
    let reported = |record: &Record| incident::next_report(record).map(|(by, _)| by);
    let mut section = Some("Findings, incidents, suppliers and objectives");
    for (count, text, urgency, screen, filter) in [
        (
            count(&incident::KIND, &|record| {
                incident::report_late(record, today).is_some()
            }),
            "incident with a late report|incidents with a late report",
            Urgency::Bad,
            ScreenId::Incidents,
            "report<today",
        ),
        (
            count(&incident::KIND, &|record| {
                reported(record).is_some_and(|by| (today..=week).contains(&by))
            }),
            "incident to report within a week|incidents to report within a week",
            Urgency::Soon,
            ScreenId::Incidents,
            "report>=today report<=+7d",
        ),
        (
            count(&finding::KIND, &|record| finding::days_late(record, today).is_some()),
            "finding late|findings late",
            Urgency::Bad,
            ScreenId::Findings,
            "late>0",
        ),
        (
            count(&finding::KIND, &|record| {
                record.is_open() && record.get(finding::GRADE) == Some(Grade::Major)
            }),
            "major nonconformity open|major nonconformities open",
            Urgency::Bad,
            ScreenId::Findings,
            "grade:major is:open",
        ),
        (
            count(&finding::KIND, &|record| {
                matches!(finding::step(register, record), Some(Step::Verify | Step::Close))
            }),
            "finding to verify or close|findings to verify or close",
            Urgency::Soon,
            ScreenId::Findings,
            "step:verify,close",
        ),
        (
            count(&supplier::KIND, &|record| {
                record.is_open() && record.get(supplier::REVIEW).is_some_and(|review| review < today)
            }),
            "supplier's review late|suppliers' reviews late",
            Urgency::Bad,
            ScreenId::Suppliers,
            "review<today",
        ),
        (
            count(&supplier::KIND, &|record| {
                record.is_open() && record.get(supplier::ASSESSED).is_none()
            }),
            "supplier never assessed|suppliers never assessed",
            Urgency::Soon,
            ScreenId::Suppliers,
            "no:assessed",
        ),
        (
            count(&objective::KIND, &|record| {
                objective::days_late(record, today).is_some()
            }),
            "objective late|objectives late",
            Urgency::Bad,
            ScreenId::Objectives,
            "late>0",
        ),
    ] {
        push(
            lines,
            &mut section,
            count,
            text,
            urgency,
            Some((screen, filter.to_owned())),
        );
    }
}
