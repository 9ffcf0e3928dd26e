//! What was found and what happened, and what else the AIMS follows up: findings, incidents with their reports, suppliers
//! and objectives.

use chrono::Days;

use super::{Asked, Urgency};
use crate::domain::kinds::finding::{self, Grade, Step};
use crate::domain::kinds::{incident, objective, supplier};

impl Asked<'_> {
    /// Adds the findings that are grave, late or near their end, and the incidents with the reports that are due.
    pub(super) fn findings(&mut self) {
        let (register, today) = (self.view.register, self.view.today);
        let (mut late, mut open, mut major, mut ending) = (0, 0, 0, 0);
        for record in self.of(&finding::KIND).filter(|record| record.is_open()) {
            open += usize::from(finding::is_nonconformity(record));
            late += usize::from(record.days_late(today).is_some());
            major += usize::from(record.get(finding::GRADE) == Some(Grade::Major));
            let step = finding::step(register, record);
            ending += usize::from(matches!(step, Some(Step::Verify | Step::Close)));
        }
        let soon = today.checked_add_days(Days::new(7)).unwrap_or(today);
        let (mut happened, mut owed, mut due) = (0, 0, 0);
        for record in self.of(&incident::KIND) {
            happened += usize::from(record.is_open());
            owed += usize::from(record.days_late(today).is_some());
            let next = incident::next_report(record).map(|(by, _)| by);
            due += usize::from(next.is_some_and(|by| (today..=soon).contains(&by)));
        }
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
    pub(super) fn followed(&mut self) {
        let today = self.view.today;
        let (mut late, mut never) = (0, 0);
        for record in self.of(&supplier::KIND).filter(|record| record.is_open()) {
            late += usize::from(record.days_late(today).is_some());
            never += usize::from(record.get(supplier::ASSESSED).is_none());
        }
        let missed = self.of(&objective::KIND);
        let missed = missed.filter(|record| record.days_late(today).is_some()).count();
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
