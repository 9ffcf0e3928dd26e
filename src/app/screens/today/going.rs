//! What comes and where the AIMS stands: events with their names, systems, questions, controls.

use super::{Asked, Lead, Line, Urgency};
use crate::app::screens::ScreenId;
use crate::domain::coverage::Coverage;
use crate::domain::day;
use crate::domain::kinds::{answer, control, review, system};
use crate::domain::progress::Progress;
use crate::domain::record::Record;

/// How many of the next events are told by name.
const NEXT: usize = 3;

impl<'a> Asked<'a> {
    /// Adds the events that are overdue, and the next three by name.
    pub(super) fn events(&mut self) {
        let today = self.view.today;
        let mut late = 0;
        let mut next: Vec<&'a Record> = Vec::new();
        for record in self.of(&review::KIND).filter(|record| record.is_open()) {
            late += usize::from(record.days_late(today).is_some());
            match record.deadline() {
                Some(date) if date >= today => {
                    next.push(record);
                    next.sort_by_key(|record| (record.get(review::DATE), record.id().clone()));
                    next.truncate(NEXT);
                }
                _ => {}
            }
        }
        self.section = Some("Reviews");
        let text = "review overdue|reviews overdue";
        self.push_of(late, text, Urgency::Bad, &review::KIND, "is:overdue");
        for record in next {
            let date = record.get(review::DATE).unwrap_or(today);
            let urgency = if (date - today).num_days() <= 30 {
                Urgency::Soon
            } else {
                Urgency::Calm
            };
            self.lines.push(Line {
                section: self.section.take(),
                count: None,
                text: format!("{date}  {}, {}", record.title(), day::distance(date, today)),
                urgency,
                leads: Some(Lead::Record(record.id().clone())),
            });
        }
    }

    /// Adds how many systems, answers and controls there are.
    pub(super) fn standing(&mut self) {
        self.section = Some("Where the AIMS stands");
        let (mut systems, mut unowned) = (0, 0);
        for record in self.of(&system::KIND) {
            systems += 1;
            unowned += usize::from(record.owner().is_empty());
        }
        self.push(systems, "AI system|AI systems", Urgency::Calm, ScreenId::Systems, "");
        let text = "AI system without an owner|AI systems without an owner";
        self.push(unowned, text, Urgency::Soon, ScreenId::Systems, "no:owner");
        let coverage = Coverage::of(self.of(&answer::KIND));
        let text = format!(
            "of {} gap questions answered, {} operating",
            coverage.total(),
            coverage.states[3]
        );
        self.push(coverage.answered(), &text, Urgency::Calm, ScreenId::Gap, "");
        let progress = Progress::of_annex_a(self.of(&control::KIND));
        self.push(
            progress.implemented,
            &progress.told(),
            Urgency::Calm,
            ScreenId::Controls,
            "",
        );
    }
}
