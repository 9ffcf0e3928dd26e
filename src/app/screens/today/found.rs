//! What was found and what happened: nonconformities, incidents and who is to be told of them.

use chrono::Days;

use super::{Asked, Lead, Urgency};
use crate::domain::kinds::finding::{self, Grade};
use crate::domain::kinds::incident;
use crate::domain::value::Value;

impl Asked<'_> {
    /// Adds the open and late nonconformities, the open incidents, and the reports that are due.
    pub(super) fn findings(&mut self) {
        let today = self.view.today;
        let (mut late, mut open, mut major) = (0, 0, 0);
        let nonconforming = |record: &&_| finding::is_nonconformity(record);
        for record in self
            .of(&finding::KIND)
            .filter(|record| record.is_open())
            .filter(nonconforming)
        {
            open += 1;
            late += usize::from(finding::days_late(record, today).is_some());
            major += usize::from(record.get(finding::GRADE) == Some(Grade::Major));
        }
        let soon = today.checked_add_days(Days::new(7)).unwrap_or(today);
        let (mut happened, mut reports, mut overdue) = (0, Vec::new(), false);
        for record in self.of(&incident::KIND) {
            happened += usize::from(record.is_open());
            // A report is owed until it was made, also when the incident itself is over.
            let owed = record.get(incident::REPORTS).into_iter().filter_map(|row| match row {
                [Value::Date(by), _, Value::Empty] if *by <= soon => Some(*by),
                _ => None,
            });
            if let Some(first) = owed.min() {
                reports.push(record.id().clone());
                overdue |= first < today;
            }
        }
        self.section = Some("Findings and incidents");
        let text = "major nonconformity open|major nonconformities open";
        self.push_of(major, text, Urgency::Bad, &finding::KIND, "grade:major is:open");
        let text = "nonconformity late|nonconformities late";
        let filter = "grade:major,minor due<today is:open";
        self.push_of(late, text, Urgency::Bad, &finding::KIND, filter);
        let text = "nonconformity open|nonconformities open";
        self.push_of(open, text, Urgency::Soon, &finding::KIND, "grade:major,minor is:open");
        let text = "incident with a report due within a week|incidents with a report due within a week";
        let urgency = if overdue { Urgency::Bad } else { Urgency::Soon };
        self.push_leading(reports.len(), text, urgency, Lead::These("incidents", reports.clone()));
        self.push_of(
            happened,
            "incident open|incidents open",
            Urgency::Soon,
            &incident::KIND,
            "is:open",
        );
    }
}
