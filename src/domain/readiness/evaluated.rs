//! Requirements on evaluation and improvement: internal audits and management reviews over one cycle, nonconformities.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use crate::domain::check;
use crate::domain::kinds::finding::{self, Grade};
use crate::domain::kinds::review::{self, Event, Status};
use crate::domain::kinds::{action, control, organization};
use crate::domain::readiness::{Mend, Part, Survey};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;

/// Over how many months internal audits together have to come by everything: the cycle of a certification.
const CYCLE: Months = Months::new(36);

/// Returns the clause that an event belongs to.
fn clause_of(event: Option<Event>) -> &'static str {
    match event {
        Some(Event::ManagementReview) => "9.3.1",
        Some(event) if review::is_audit(event) => "9.2.2",
        Some(Event::ContextReview) => "4.1",
        Some(Event::ObligationsReview) => "4.2",
        Some(Event::DocumentReview) => "7.5.2",
        Some(Event::RiskReassessment) => "8.2",
        Some(Event::ImpactReassessment) => "8.4",
        Some(Event::PolicyReview) => "5.2",
        Some(Event::ObjectivesReview) => "6.2",
        Some(Event::Training) => "7.2",
        _ => "8.1",
    }
}

impl<'a> Survey<'a> {
    /// Returns the events of a kind that were held within the cycle, by their day.
    fn held(&self, event: Event) -> Vec<(NaiveDate, &'a Record)> {
        let begin = self.today.checked_sub_months(CYCLE).unwrap_or(self.today);
        let day = |record: &'a Record| {
            let is_held = record.get(review::EVENT) == Some(event) && record.get(review::STATUS) == Some(Status::Held);
            let day = record
                .get(review::HELD)
                .or(record.get(review::DATE))
                .filter(|_| is_held)?;
            (begin..=self.today).contains(&day).then_some((day, record))
        };
        let mut held: Vec<_> = self.in_force(&review::KIND).filter_map(day).collect();
        held.sort_by_key(|(day, record)| (*day, record.id().clone()));
        held
    }

    /// Asks for internal audits and management reviews, planned before stage 2 or held, and that none is late.
    pub(super) fn events(&mut self) {
        let stage_2 = self
            .register
            .get(organization::ID)
            .and_then(|record| record.get(organization::STAGE_2));
        for (event, rule, filter, none, unheld) in [
            (
                Event::InternalAudit,
                "audit",
                "event:audit",
                "No internal audit was held, and none is dated before stage 2.",
                "No internal audit was held within the last three years.",
            ),
            (
                Event::ManagementReview,
                "management-review",
                "event:\"management review\"",
                "No management review was held, and none is dated before stage 2.",
                "No management review was held within the last three years.",
            ),
        ] {
            let is_held = !self.held(event).is_empty();
            let planned = |record: &&Record| {
                let day = record.get(review::DATE).filter(|_| record.is_open());
                record.get(review::EVENT) == Some(event)
                    && day.is_some_and(|day| day >= self.today && stage_2.is_none_or(|stage_2| day < stage_2))
            };
            let next = self
                .in_force(&review::KIND)
                .filter(planned)
                .min_by_key(|record| record.get(review::DATE));
            let holds = is_held || !self.operates() && next.is_some();
            // What is planned is held by its record; what is not is added.
            let mend = next.map_or(Mend::Missing("review", filter), |record| {
                Mend::Record(record.id().clone(), "status")
            });
            let sentence = if self.operates() { unheld } else { none };
            self.ask(holds, clause_of(Some(event)), rule, mend, sentence);
        }
        if !self.operates() {
            return;
        }
        for record in self.in_force(&review::KIND).filter(|record| record.is_open()) {
            let clause = clause_of(record.get(review::EVENT));
            let late = record.days_late(self.today).is_some();
            let mend = Mend::Record(record.id().clone(), "status");
            let sentence = "The day of an event is past, and nobody said whether it was held.";
            self.ask_each(!late, clause, "event-late", mend, sentence);
        }
        if let Some((_, last)) = self.held(Event::ManagementReview).last() {
            let has_result = !(last.get(review::DECISIONS).is_empty() && last.get(review::MINUTES).is_empty());
            let mend = Mend::Record(last.id().clone(), "decisions");
            let sentence = "The last management review has neither decisions nor minutes.";
            self.ask(has_result, "9.3.3", "review-results", mend, sentence);
        }
    }

    /// Asks that the audits held together came by every clause and applicable control, and who audited.
    pub(super) fn audits(&mut self) {
        let held = self.held(Event::InternalAudit);
        let Some((_, last)) = held.last() else { return };
        for (_, audit) in &held {
            let has_auditors = !audit.get(review::AUDITORS).is_empty();
            let mend = Mend::Record(audit.id().clone(), "auditors");
            let sentence = "Nobody said who audited; nobody audits their own work.";
            self.ask_each(has_auditors, "9.2.2", "audit-auditors", mend, sentence);
        }
        let covered: BTreeSet<&str> = held
            .iter()
            .flat_map(|(_, audit)| audit.get(review::REQUIREMENTS))
            .map(Id::as_str)
            .collect();
        let catalogue = self.register.catalogue();
        let clauses = catalogue.clauses.iter().map(|clause| clause.id.as_str());
        let clauses = clauses.filter(|id| Part::of_clause(id).is_some());
        let chosen = self
            .register
            .of(&control::KIND)
            .filter(|record| control::is_applicable(record));
        let mut controls: Vec<&str> = chosen.map(|record| record.id().as_str()).collect();
        controls.sort_unstable();
        // A next audit that is planned already can take on what is missing; else the last one may have come by it.
        let next = self
            .in_force(&review::KIND)
            .find(|record| record.is_open() && record.get(review::EVENT) == Some(Event::InternalAudit));
        let mend = Mend::Record(next.unwrap_or(last).id().clone(), "requirements");
        for (all, what) in [(clauses.collect::<Vec<_>>(), "clauses"), (controls, "controls")] {
            let missing: Vec<_> = all.iter().filter(|id| !covered.contains(**id)).copied().collect();
            if missing.is_empty() {
                self.met(Part::Evaluation);
                continue;
            }
            let shown = missing[..missing.len().min(3)].join(", ");
            let more = match missing.len() - missing.len().min(3) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let sentence = format!("No internal audit held came by these {what}: {shown}{more}.");
            self.blocks(Part::Evaluation, "9.2.2", "audit-coverage", mend.clone(), sentence);
        }
    }

    /// Asks of a nonconformity that it is not a major one that is open, and that it is worked off in time.
    pub(super) fn finding(&mut self, record: &Record) {
        if !finding::is_nonconformity(record) {
            return;
        }
        let part = Part::Improvement;
        let at = |field| Mend::Record(record.id().clone(), field);
        let Some(step) = finding::step(self.register, record) else {
            let problems = check::of(self.register, record, self.today);
            self.clean((part, Some("findings-closed")), record, &problems, |rule| {
                let unverified = matches!(rule, finding::check::UNVERIFIED | finding::check::VERIFIED_BY_ACTOR);
                (unverified || rule == check::INCOMPLETE).then_some(Cow::Borrowed("10.2"))
            });
            return;
        };
        let next = step.item().label;
        if record.get(finding::GRADE) == Some(Grade::Major) {
            self.count(part, Some("major-closed"), false);
            let sentence = format!("A major nonconformity is open; next: {next}.");
            self.list(part, "10.2", "finding-major", at("status"), sentence);
            return;
        }
        let (due, late) = (record.get(finding::DUE), record.days_late(self.today));
        self.count(part, Some("findings-on-time"), due.is_some() && late.is_none());
        match (due, late) {
            (None, _) => {
                let sentence = format!("A nonconformity without a day by which it is closed; next: {next}.");
                self.list(part, "10.2", "finding-undated", at("due"), sentence);
            }
            (_, Some(days)) => {
                let sentence = format!("A nonconformity is {days} days late; next: {next}.");
                self.list(part, "10.2", "finding-late", at("due"), sentence);
            }
            _ => {}
        }
    }

    /// Asks of an action that serves a finding that it is not late.
    pub(super) fn corrective(&mut self, record: &Record) {
        let part = Part::Improvement;
        let mut served = record.get(action::SERVES).into_iter();
        if record.is_open() && served.any(|id| id.as_str().starts_with("F-")) {
            let late = record.days_late(self.today);
            self.count(part, Some("corrective-on-time"), late.is_none());
            if let Some(days) = late {
                let mend = Mend::Record(record.id().clone(), "due");
                let sentence = format!("A corrective action is {days} days late.");
                self.list(part, "10.2", "corrective-late", mend, sentence);
            }
        }
    }
}
