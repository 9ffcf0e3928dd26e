//! What is to be done: actions, risks, assessments.

use chrono::Days;

use super::{Asked, Lead, Line, Urgency};
use crate::app::screens::ScreenId;
use crate::domain::day;
use crate::domain::kinds::assessment::{self, Standing};
use crate::domain::kinds::{action, risk, system};
use crate::domain::record::Record;

/// How many systems with stale assessments are told by name.
const NAMED: usize = 3;

impl Asked<'_> {
    /// Adds the overdue actions by age, and those due in this week and month.
    pub(super) fn actions(&mut self) {
        let today = self.view.today;
        let mut late = [0; 3];
        let (mut week, mut month) = (0, 0);
        let next_week = today.checked_add_days(Days::new(7)).unwrap_or(today);
        let end = day::end_of_month(today);
        for record in self.of(&action::KIND) {
            match (record.days_late(today), record.deadline()) {
                (Some(91..), _) => late[0] += 1,
                (Some(31..), _) => late[1] += 1,
                (Some(_), _) => late[2] += 1,
                (None, Some(day)) if day <= next_week => week += 1,
                (None, Some(day)) if day <= end => month += 1,
                _ => {}
            }
        }
        self.section = Some("Actions");
        // A day has passed for an open action, or for the check of the effect of one that is done.
        let all = late.iter().sum();
        self.push(all, "overdue", Urgency::Bad, ScreenId::Treatment, "is:overdue");
        for (count, text, filter) in [
            (late[0], "more than 90 days late", "late>90"),
            (late[1], "31 to 90 days late", "late>30 late<=90"),
            (late[2], "1 to 30 days late", "late>0 late<=30"),
        ] {
            self.push(count, text, Urgency::Bad, ScreenId::Treatment, filter);
        }
        let filter = "next>=today next<=+7d";
        self.push(week, "due within a week", Urgency::Soon, ScreenId::Treatment, filter);
        let filter = "next>+7d next<=eom";
        self.push(month, "more due this month", Urgency::Calm, ScreenId::Treatment, filter);
    }

    /// Adds the risks above the appetite, those whose acceptance ended, and those that nobody judged.
    pub(super) fn risks(&mut self) {
        let (method, today) = (self.view.register.method(), self.view.today);
        let (mut above, mut unjudged, mut expired) = (0, 0, 0);
        for record in self.of(&risk::KIND).filter(|record| record.is_open()) {
            match risk::current_level(method, record) {
                Some(level) => above += usize::from(method.exceeds(level)),
                None => unjudged += 1,
            }
            expired += usize::from(record.passed(risk::ACCEPTED_UNTIL, today).is_some());
        }
        self.section = Some("Risks");
        let filter = format!(
            "level>{}",
            method.bands[usize::from(method.appetite)].name.to_lowercase()
        );
        self.push(above, "above the appetite", Urgency::Bad, ScreenId::Risks, &filter);
        let text = "acceptance expired|acceptances expired";
        self.push(expired, text, Urgency::Bad, ScreenId::Risks, "accepted_until<today");
        let filter = "no:inherent no:current";
        self.push(unjudged, "not judged yet", Urgency::Soon, ScreenId::Risks, filter);
    }

    /// Adds the systems in use with a closed gate, and those with stale assessments: how many, and of the first why.
    pub(super) fn assessments(&mut self) {
        let (register, today) = (self.view.register, self.view.today);
        let is_stale = |one: &Record| assessment::standing(register, one, today) == Standing::Stale;
        let (mut closed, mut stale, mut first) = (0, 0, Vec::new());
        for system in self.of(&system::KIND).filter(|system| assessment::is_asked(system)) {
            let is_closed = assessment::is_deployed(system) && !assessment::gate(register, system, today).is_empty();
            closed += usize::from(is_closed);
            let Some(one) = assessment::of_system(register, system).find(|one| is_stale(one)) else {
                continue;
            };
            stale += 1;
            if first.len() < NAMED {
                first.push((system, one));
            }
        }
        self.section = Some("Assessments");
        let text = "system in use with a closed gate|systems in use with a closed gate";
        let filter = "gate:closed stage:deployment,operation";
        self.push(closed, text, Urgency::Bad, ScreenId::Systems, filter);
        let text = "system with stale assessments|systems with stale assessments";
        let filter = "assessments:stale -scope:out";
        self.push(stale, text, Urgency::Soon, ScreenId::Systems, filter);
        for (system, one) in first {
            let reasons = assessment::stale(register, one, today);
            let why = reasons.first().map(ToString::to_string).unwrap_or_default();
            self.lines.push(Line {
                section: self.section.take(),
                count: None,
                text: format!("{}: {why}", system.title()),
                urgency: Urgency::Soon,
                leads: Some(Lead::Record(system.id().clone())),
            });
        }
    }
}
