//! What was found and what happened, and what else the AIMS follows up: findings, incidents with their reports, suppliers
//! and objectives.

use chrono::Days;

use crate::app::list::spec::View;
use crate::app::screens::today::{Asked, Urgency};
use crate::domain::kinds::finding::{self, Grade, Step};
use crate::domain::kinds::{incident, objective, supplier};
use crate::domain::record::Record;

/// How many findings are grave, late or near their end, and how many incidents happened and have a report that is due.
#[derive(Debug, Default)]
pub(super) struct Found {
    late: usize,
    open: usize,
    major: usize,
    ending: usize,
    happened: usize,
    owed: usize,
    due: usize,
}

impl Found {
    pub(super) fn count_finding(&mut self, view: View<'_>, record: &Record) {
        if !record.is_open() {
            return;
        }
        self.open += usize::from(finding::is_nonconformity(record));
        self.late += usize::from(record.days_late(view.register, view.today).is_some());
        self.major += usize::from(record.get(finding::GRADE) == Some(Grade::Major));
        let step = finding::step(view.register, record);
        self.ending += usize::from(matches!(step, Some(Step::Verify | Step::Close)));
    }

    pub(super) fn count_incident(&mut self, View { register, today, .. }: View<'_>, record: &Record) {
        let soon = today.checked_add_days(Days::new(7)).unwrap_or(today);
        self.happened += usize::from(record.is_open());
        self.owed += usize::from(record.days_late(register, today).is_some());
        let next = incident::next_report(record).map(|(by, _)| by);
        self.due += usize::from(next.is_some_and(|by| (today..=soon).contains(&by)));
    }
}

/// How many suppliers are to be looked at, and how many objectives are late.
#[derive(Debug, Default)]
pub(super) struct Followed {
    late: usize,
    never: usize,
    missed: usize,
}

impl Followed {
    pub(super) fn count_supplier(&mut self, view: View<'_>, record: &Record) {
        if record.is_open() {
            self.late += usize::from(record.days_late(view.register, view.today).is_some());
            self.never += usize::from(record.get(supplier::ASSESSED).is_none());
        }
    }

    pub(super) fn count_objective(&mut self, view: View<'_>, record: &Record) {
        self.missed += usize::from(record.days_late(view.register, view.today).is_some());
    }
}

impl Asked<'_> {
    /// Adds the findings that are grave, late or near their end, and the incidents with the reports that are due.
    pub(super) fn findings(&mut self, found: &Found) {
        let Found {
            late,
            open,
            major,
            ending,
            happened,
            owed,
            due,
        } = *found;
        self.section = Some("Findings and incidents");
        let text = "incident with a late report|incidents with a late report";
        self.push_of(owed, text, Urgency::Bad, &incident::KIND, "is:overdue");
        let text = "major nonconformity open|major nonconformities open";
        self.push_of(major, text, Urgency::Bad, &finding::KIND, "grade:major is:open");
        self.push_of(
            late,
            "finding late|findings late",
            Urgency::Bad,
            &finding::KIND,
            "is:overdue",
        );
        let text = "incident to report within a week|incidents to report within a week";
        self.push_of(due, text, Urgency::Soon, &incident::KIND, "report>=today report<=+7d");
        let text = "finding to verify or close|findings to verify or close";
        self.push_of(ending, text, Urgency::Soon, &finding::KIND, "step:verify,close");
        let text = "nonconformity open|nonconformities open";
        self.push_of(open, text, Urgency::Soon, &finding::KIND, "grade:major,minor is:open");
        let text = "incident open|incidents open";
        self.push_of(happened, text, Urgency::Soon, &incident::KIND, "is:open");
    }

    /// Adds the suppliers to look at and the objectives that are late.
    pub(super) fn followed(&mut self, followed: &Followed) {
        let Followed { late, never, missed } = *followed;
        self.section = Some("Suppliers and objectives");
        let text = "supplier's review late|suppliers' reviews late";
        self.push_of(late, text, Urgency::Bad, &supplier::KIND, "is:overdue");
        self.push_of(
            missed,
            "objective late|objectives late",
            Urgency::Bad,
            &objective::KIND,
            "is:overdue",
        );
        let text = "supplier never assessed|suppliers never assessed";
        self.push_of(never, text, Urgency::Soon, &supplier::KIND, "no:assessed is:open");
    }
}
