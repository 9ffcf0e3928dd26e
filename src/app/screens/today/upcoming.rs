//! Lines of Today: upcoming events, systems, questions, controls.

use chrono::NaiveDate;

use crate::app::list::spec::View;
use crate::app::screens;
use crate::app::screens::today::{Asked, Lead, Line, Urgency};
use crate::app::state::commands;
use crate::domain::day;
use crate::domain::kinds::{answer, control, organization, review, risk, system};
use crate::domain::measures::control_progress::Progress;
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;
use crate::domain::record::id::Id;

/// How many of the next events are told by name.
const NEXT: usize = 3;

/// How many events are overdue, and the next few by their days.
#[derive(Debug, Default)]
pub(super) struct Events {
    late: usize,
    next: Vec<(Option<NaiveDate>, Id)>,
}

impl Events {
    pub(super) fn count(&mut self, View { register, today, .. }: View<'_>, record: &Record) {
        if !record.is_open() {
            return;
        }
        self.late += usize::from(record.days_late(register, today).is_some());
        if record.deadline(today).is_some_and(|date| date >= today) {
            self.next.push((record.get(review::DATE), record.id().clone()));
            self.next.sort();
            self.next.truncate(NEXT);
        }
    }
}

/// How many systems there are, and how many of them nobody owns.
#[derive(Debug, Default)]
pub(super) struct Systems {
    all: usize,
    unowned: usize,
}

impl Systems {
    pub(super) fn count(&mut self, record: &Record) {
        self.all += 1;
        self.unowned += usize::from(record.owner().is_empty());
    }
}

impl Asked<'_> {
    /// Adds the events that are overdue, and the next three by name.
    pub(super) fn events(&mut self, Events { late, next }: &Events) {
        let (register, today) = (self.view.register, self.view.today);
        self.section = Some("Reviews");
        let text = "review overdue|reviews overdue";
        self.push_of(*late, text, Urgency::Bad, &review::KIND, "is:overdue");
        for (date, id) in next {
            let Some(record) = register.get(id.as_str()) else {
                continue;
            };
            let date = date.unwrap_or(today);
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
    /// Adds the first steps, as long as nothing is recorded that the AIMS could be about.
    pub(super) fn first_steps(&mut self) {
        let is_empty = |kind| self.view.register.count(kind) == 0;
        if self.mine.is_some() || !is_empty(&system::KIND) || !is_empty(&risk::KIND) {
            return;
        }
        self.section = Some("To begin with");
        let steps = [
            (
                "say the scope, the context and who leads",
                Lead::Record(Id::new(organization::ID)),
            ),
            (
                "enter the AI systems",
                Lead::Screen(&screens::systems::SCREEN, String::new()),
            ),
            (
                "bring in a spreadsheet that is there already",
                Lead::Run(&commands::IMPORT),
            ),
            (
                "answer the gap questions, clause by clause",
                Lead::Screen(&screens::gap::SCREEN, String::new()),
            ),
        ];
        for (text, leads) in steps {
            self.lines.push(Line {
                section: self.section.take(),
                count: None,
                text: text.to_owned(),
                urgency: Urgency::Calm,
                leads: Some(leads),
            });
        }
    }

    pub(super) fn standing(&mut self, Systems { all, unowned }: &Systems) {
        self.section = Some("State of the AIMS");
        self.push(
            *all,
            "AI system|AI systems",
            Urgency::Calm,
            &screens::systems::SCREEN,
            "",
        );
        let text = "AI system without an owner|AI systems without an owner";
        self.push(*unowned, text, Urgency::Soon, &screens::systems::SCREEN, "no:owner");
        let coverage = Coverage::of(self.of(&answer::KIND));
        let text = format!(
            "of {} gap questions answered, {} operating",
            coverage.total(),
            coverage.at_least(answer::State::Operating)
        );
        self.push(coverage.answered(), &text, Urgency::Calm, &screens::gap::SCREEN, "");
        let progress = Progress::of_annex_a(self.of(&control::KIND));
        self.push(
            progress.implemented,
            &progress.in_words(),
            Urgency::Calm,
            &screens::controls::SCREEN,
            "",
        );
    }
}
