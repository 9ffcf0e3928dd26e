//! Requirements on what is written and decided: the organization, documents, gap questions, Statement of Applicability.

use std::borrow::Cow;

use crate::domain::check;
use crate::domain::kinds::answer::{self, State as Answered};
use crate::domain::kinds::control::{self, Status};
use crate::domain::kinds::document::{self, State};
use crate::domain::kinds::{objective, organization};
use crate::domain::readiness::{Mend, Part, Survey};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;

/// The document that the organization also speaks of itself.
const POLICY: &str = "5.2/d1";

impl Survey<'_> {
    /// Asks what the organization says of itself: context, parties, scope, policy and roles.
    pub(super) fn organization(&mut self) {
        let absent = Record::new(&organization::KIND, organization::ID.into());
        let record = self.register.get(organization::ID).unwrap_or(&absent);
        let at = |field: &'static str| Mend::Record(record.id().clone(), field);
        let has_issues = !record.get(organization::ISSUES).is_empty();
        let sentence = "No issue that bears on the AIMS is named, from outside or inside.";
        self.ask(has_issues, "4.1", "issues", at("issues"), sentence);
        let climate = record.get(organization::CLIMATE).is_some();
        let sentence = "Nobody said whether climate change is an issue.";
        self.ask(climate, "4.1", "climate", at("climate"), sentence);
        let has_parties = !record.get(organization::PARTIES).is_empty();
        let sentence = "No interested party is named with what it expects.";
        self.ask(has_parties, "4.2", "parties", at("parties"), sentence);
        let has_scope = !record.get(organization::SCOPE).is_empty();
        let sentence = "The scope is not stated.";
        self.ask(has_scope, "4.3", "scope-statement", at("scope"), sentence);
        match self.policy(record) {
            None => self.met(Part::Leadership),
            Some((mend, sentence)) => self.blocks(Part::Leadership, "5.2", "policy", mend, sentence),
        }
        let conformity = !record.get(organization::CONFORMITY).is_empty();
        let sentence = "Nobody is named who sees to it that the AIMS conforms.";
        self.ask(conformity, "5.3", "role-conformity", at("conformity"), sentence);
        let reporting = !record.get(organization::REPORTING).is_empty();
        let sentence = "Nobody is named who reports to top management.";
        self.ask(reporting, "5.3", "role-reporting", at("reporting"), sentence);
    }

    /// Returns what the AI policy lacks and where, if anything. It is said of the organization or of the document that 5.2
    /// demands; one of them is enough.
    fn policy(&self, organization: &Record) -> Option<(Mend, &'static str)> {
        let demanded = self.register.get(POLICY);
        let as_document = demanded.map(|record| document::state(self.register, record, self.today));
        let (unapproved, late) = (
            "Nobody approved the AI policy, or said when.",
            "The day to look at the AI policy again is past.",
        );
        if organization.get(organization::POLICY).is_empty() {
            let at = |field| Some(Mend::Record(Id::new(POLICY), field));
            let of_organization = Mend::Record(organization.id().clone(), "policy");
            return match as_document {
                Some(State::Approved | State::Current | State::NotNeeded) => None,
                Some(State::Exists) => at(unapproved_in(demanded?)).zip(Some(unapproved)),
                Some(State::ReviewDue) => at("review").zip(Some(late)),
                _ => Some((of_organization, "Nobody said where the AI policy is.")),
            };
        }
        if matches!(as_document, Some(State::Approved | State::Current)) {
            return None;
        }
        let at = |field| Some(Mend::Record(organization.id().clone(), field));
        if organization.get(organization::POLICY_APPROVED_BY).is_empty() {
            return at("policy_approved_by").zip(Some(unapproved));
        }
        if organization.get(organization::POLICY_APPROVED).is_none() {
            return at("policy_approved").zip(Some(unapproved));
        }
        let is_late = organization.passed(organization::POLICY_REVIEW, self.today).is_some();
        at("policy_review").filter(|_| is_late).zip(Some(late))
    }

    /// Asks for the documents that clauses and controls demand. What lays something down, in clauses 4-7, is approved;
    /// what shows operation is there.
    pub(super) fn documents(&mut self) {
        for record in self.register.of(&document::KIND) {
            let Some(by) = document::demanded_by(record.id()) else {
                continue;
            };
            let is_control = self.register.catalogue().control(by).is_some();
            let part = match Part::of_clause(by) {
                Some(part) => part,
                None if is_control => Part::Statement,
                None => continue,
            };
            let lays_down = part < Part::Operation;
            if record.id().as_str() == POLICY || !(lays_down || self.operates()) {
                continue;
            }
            let title = || self.register.title(record.id().as_str()).unwrap_or_default();
            let (rule, field, sentence) = match document::state(self.register, record, self.today) {
                State::NotNeeded => continue,
                State::Missing => ("document-missing", "location", format!("Missing: {}.", title())),
                State::Gone => ("document-gone", "location", format!("The file is gone: {}.", title())),
                State::ReviewDue => ("document-review", "review", format!("To be reviewed: {}.", title())),
                State::Exists if lays_down => {
                    let field = unapproved_in(record);
                    ("document-unapproved", field, format!("Not approved: {}.", title()))
                }
                State::Exists | State::Approved | State::Current => {
                    self.met(part);
                    continue;
                }
            };
            let mend = Mend::Record(record.id().clone(), field);
            self.blocks(part, by, rule, mend, sentence);
        }
    }

    /// Asks that each question of the gap analysis is answered well enough.
    pub(super) fn questions(&mut self) {
        let (enough, rule) = if self.operates() {
            (Answered::Operating, "question-operating")
        } else {
            (Answered::Documented, "question-documented")
        };
        for record in self.register.of(&answer::KIND) {
            let clause = answer::clause_of(record);
            let Some(part) = Part::of_clause(clause) else { continue };
            let state = record.get(answer::STATE);
            if state >= Some(enough) {
                self.met(part);
                continue;
            }
            let question = self.register.title(record.id().as_str()).unwrap_or_default();
            let state = state.map_or("Unassessed".to_owned(), |state| format!("Only {}", state.item().label));
            let mend = Mend::Record(record.id().clone(), "state");
            self.blocks(part, clause, rule, mend, format!("{state}: {question}"));
        }
    }

    /// Asks for objectives that can be measured, and later that they are.
    pub(super) fn objectives(&mut self) {
        let counts = |record: &&Record| record.get(objective::STATUS) != Some(objective::Status::Dropped);
        let all: Vec<_> = self.in_force(&objective::KIND).filter(counts).collect();
        let missing = Mend::Missing("objective", "");
        self.ask(
            !all.is_empty(),
            "6.2",
            "objectives",
            missing,
            "There is no AI objective.",
        );
        for record in all {
            let problems = check::of(self.register, record, self.today);
            let operates = self.operates();
            self.clean(
                (Part::Planning, Some("objectives-complete")),
                record,
                &problems,
                |rule| match rule {
                    check::INCOMPLETE | objective::check::UNMEASURED => Some(Cow::Borrowed("6.2")),
                    objective::check::OVERDUE => operates.then_some(Cow::Borrowed("6.2")),
                    _ => None,
                },
            );
            if !self.operates() {
                continue;
            }
            let at = |field| Mend::Record(record.id().clone(), field);
            let measured = !record.get(objective::MEASURED).is_empty();
            let sentence = "An AI objective that nobody measured.";
            self.ask_each(measured, "6.2", "objective-measured", at("measured"), sentence);
        }
    }

    /// Asks of each control the decision with its reason, and later its operation.
    pub(super) fn statement(&mut self) {
        let reasoned = [
            control::check::EXCLUDED_TREATS,
            control::check::EXCLUDED_UNREASONED,
            control::check::CHOSEN_UNREASONED,
        ];
        let working = [
            control::check::IMPLEMENTED_UNSHOWN,
            control::check::IMPLEMENTED_UNOWNED,
            control::check::UNPLANNED,
        ];
        for record in self.register.of(&control::KIND) {
            let id: &Id = record.id();
            let is_silent =
                control::is_applicable(record) && !control::has_reason(record) && record.get(control::STATUS).is_none();
            if is_silent {
                let mend = Mend::Record(id.clone(), "applicability");
                let sentence = "Nobody decided whether it is applicable, and why (6.1.3).";
                self.blocks(Part::Statement, id.as_str(), "control-undecided", mend, sentence);
                continue;
            }
            let problems = check::of(self.register, record, self.today);
            let operates = self.operates();
            self.clean((Part::Statement, None), record, &problems, |rule| {
                let counts = reasoned.contains(&rule) || operates && working.contains(&rule);
                counts.then(|| Cow::Owned(id.to_string()))
            });
            let idle = matches!(record.get(control::STATUS), None | Some(Status::NotImplemented));
            if operates && control::is_applicable(record) {
                if idle {
                    let mend = Mend::Record(id.clone(), "status");
                    let sentence = "It is applicable, and neither in operation nor planned.";
                    self.blocks(Part::Statement, id.as_str(), "control-not-begun", mend, sentence);
                } else {
                    self.met(Part::Statement);
                }
            }
        }
    }
}

/// Returns the field that says what is missing of the approval of a document.
fn unapproved_in(document: &Record) -> &'static str {
    if document.get(document::APPROVED_BY).is_empty() {
        "approved_by"
    } else {
        "approved_on"
    }
}
