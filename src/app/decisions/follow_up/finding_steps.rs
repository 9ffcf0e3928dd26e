//! Findings: raising one from any record, and the next step on the way to closing it.

use crate::app::decisions::add_action::handle_of;
use crate::app::decisions::{Decision, Handling};
use crate::app::form::new_record;
use crate::app::state::App;
use crate::domain::kinds::finding::{self, Step};
use crate::domain::kinds::{action, answer, assessment, control, document, system};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

impl App {
    /// Opens the form of a finding raised from the record under the cursor, with what that is about filled in.
    pub(in crate::app) fn raise_finding(&mut self) {
        let Some(from) = self.record().cloned() else {
            self.refuse(
                "A finding is raised from a record, and there is none under the cursor; a adds one on Findings (9).",
            );
            return;
        };
        if from.is(&finding::KIND) {
            self.refuse("This is a finding already; a adds another one.");
            return;
        }
        let record = new_record::record(&finding::KIND, &self.register, self.env.today)
            .with(finding::SOURCE, from.id().clone())
            .with(finding::REQUIREMENTS, requirements(&self.register, &from))
            .with(finding::SYSTEMS, systems(&self.register, &from))
            .with(finding::RAISED_BY, handle_of(&self.register, &self.env.who));
        self.open_form(record, true);
    }

    /// Asks what the findings under the cursor or marked need next.
    pub(in crate::app) fn next_step(&mut self) {
        let targets = self.targets();
        let records: Vec<_> = targets.iter().filter_map(|slot| self.register.at(*slot)).collect();
        if records.is_empty() {
            self.refuse("There is no finding under the cursor; a adds one, F raises one from any record.");
            return;
        }
        if let Some(reason) = self.misfit(Decision::Handle(Handling::Close), &targets) {
            self.refuse(reason);
            return;
        }
        let mut steps: Vec<_> = records
            .iter()
            .map(|record| finding::step(&self.register, record))
            .collect();
        steps.dedup();
        let [Some(step)] = steps[..] else {
            self.refuse("The marked findings need different things; x goes on with those that need the same.");
            return;
        };
        let (decision, targets) = match step {
            Step::Correct => (Decision::Handle(Handling::Correct), targets),
            Step::Cause => (Decision::Handle(Handling::Cause), targets),
            Step::Act => (Decision::Act, targets),
            Step::Finish => (Decision::Done, self.next_actions(&targets)),
            Step::Verify => (Decision::Handle(Handling::Verify), targets),
            Step::Close => (Decision::Handle(Handling::Close), targets),
        };
        self.begin(decision, &targets);
    }

    /// Returns the open action of each finding that is due first.
    fn next_actions(&self, findings: &[Slot]) -> Vec<Slot> {
        let records = findings.iter().filter_map(|slot| self.register.at(*slot));
        let next = records.filter_map(|record| {
            let open = finding::actions(&self.register, record).filter(|action| action.is_open());
            open.min_by_key(|action| (action.get(action::DUE).is_none(), action.get(action::DUE)))
        });
        let mut slots: Vec<_> = next
            .filter_map(|action| self.register.slot(action.id().as_str()))
            .collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Says after a decision on one finding what it needs next; asks for another action where the last had no effect.
    pub(in crate::app) fn tell_next_step(&mut self, decision: Decision, targets: &[Slot]) {
        let (Decision::Handle(_), [one]) = (decision, targets) else {
            return;
        };
        let Some(record) = self.register.at(*one) else { return };
        if decision == Decision::Handle(Handling::Verify) && record.get(finding::VERIFIED_BY).is_empty() {
            self.begin(Decision::Act, targets);
            self.tell_edit("Noted: it had not its full effect; say what else is done.");
            return;
        }
        let open = finding::actions(&self.register, record).filter(|action| action.is_open());
        let left = open.count();
        if decision == Decision::Handle(Handling::Withdraw) && left > 0 {
            let (actions, are) = if left == 1 {
                ("action", "is")
            } else {
                ("actions", "are")
            };
            let id = record.id();
            self.tell_edit(format!(
                "withdraw: {id}; {left} {actions} for it {are} still open, L goes there  (u to undo)"
            ));
            return;
        }
        if let Some(step) = finding::step(&self.register, record).filter(|_| record.is(&finding::KIND)) {
            let text = format!(
                "{}: {}; x goes on: {}  (u to undo)",
                decision.title(),
                record.id(),
                step.item().label
            );
            self.tell_edit(text);
        }
    }
}

/// Returns the clauses and controls that a record is about.
fn requirements(register: &Register, record: &Record) -> Vec<Id> {
    let requirement = |id: &Id| {
        let of_question = register.get(id.as_str()).filter(|record| record.is(&answer::KIND));
        if let Some(question) = of_question {
            return Some(Id::new(answer::clause_of(question)));
        }
        if let Some(by) = document::demanded_by(id) {
            return Some(Id::new(by));
        }
        let is_control = register
            .get(id.as_str())
            .is_some_and(|record| record.is(&control::KIND));
        (is_control || register.catalogue().clause(id.as_str()).is_some()).then(|| id.clone())
    };
    let named = ["requirements", "controls", "supports"]
        .into_iter()
        .filter_map(|name| record.kind().field_index(name))
        .flat_map(|field| record.value(field).ids());
    let mut ids: Vec<_> = std::iter::once(record.id())
        .chain(named)
        .filter_map(requirement)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Returns the systems that a record is about.
fn systems(register: &Register, record: &Record) -> Vec<Id> {
    if record.is(&system::KIND) {
        return vec![record.id().clone()];
    }
    if record.is(&action::KIND) {
        return action::systems(register, record);
    }
    if record.is(&assessment::KIND) {
        return record.get(assessment::SYSTEM).cloned().into_iter().collect();
    }
    let field = record.kind().field_index("systems");
    field.map_or(Vec::new(), |field| record.value(field).ids().cloned().collect())
}
