//! Findings: raising one from any record, and the next step on the way to closing it.

use crate::app::decisions::add_action::handle_of;
use crate::app::decisions::table::{action as on_action, finding as on_finding};
use crate::app::decisions::{Decision, run};
use crate::app::form::new_record;
use crate::app::form::open;
use crate::app::state::App;
use crate::domain::kinds::finding::{self, Step};
use crate::domain::kinds::{action, answer, assessment, control, document, system};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

/// Opens the form of a finding raised from the record under the cursor, with what that is about filled in.
pub(in crate::app) fn raise_finding(app: &mut App) {
    let Some(from) = app.record().cloned() else {
        app.refuse(
            "A finding is raised from a record, and there is none under the cursor; :findings shows where to add one.",
        );
        return;
    };
    if from.is(&finding::KIND) {
        app.refuse("This is a finding already; :add adds another one.");
        return;
    }
    let record = new_record::record(&finding::KIND, &app.register, app.env.today)
        .with(finding::SOURCE, from.id().clone())
        .with(finding::REQUIREMENTS, requirements(&app.register, &from))
        .with(finding::SYSTEMS, systems(&app.register, &from))
        .with(finding::RAISED_BY, handle_of(&app.register, &app.env.who));
    open::open_form(app, record, true);
}

/// Asks what the findings under the cursor or marked need next.
pub(in crate::app) fn next_step(app: &mut App) {
    let targets = app.targets();
    let records: Vec<_> = targets.iter().filter_map(|slot| app.register.at(*slot)).collect();
    if records.is_empty() {
        app.refuse("There is no finding under the cursor; :add adds one, :raise-finding raises one from any record.");
        return;
    }
    if let Some(reason) = run::misfit(app, (&on_finding::CLOSE).into(), &targets) {
        app.refuse(reason);
        return;
    }
    let mut steps: Vec<_> = records
        .iter()
        .map(|record| finding::step(&app.register, record))
        .collect();
    steps.dedup();
    let [Some(step)] = steps[..] else {
        app.refuse("The marked findings need different things; :next-step goes on with those that need the same.");
        return;
    };
    let (decision, targets): (&'static Decision, _) = match step {
        Step::Correct => (&on_finding::CORRECT, targets),
        Step::Cause => (&on_finding::CAUSE, targets),
        Step::Act => (&on_action::ADD, targets),
        Step::Finish => (&on_action::DONE, next_actions(app, &targets)),
        Step::Verify => (&on_finding::VERIFY, targets),
        Step::Close => (&on_finding::CLOSE, targets),
    };
    run::begin(app, decision, &targets);
}

/// Returns the open action of each finding that is due first.
fn next_actions(app: &App, findings: &[Slot]) -> Vec<Slot> {
    let records = findings.iter().filter_map(|slot| app.register.at(*slot));
    let next = records.filter_map(|record| {
        let open = finding::actions(&app.register, record).filter(|action| action.is_open());
        open.min_by_key(|action| (action.get(action::DUE).is_none(), action.get(action::DUE)))
    });
    let mut slots: Vec<_> = next
        .filter_map(|action| app.register.slot(action.id().as_str()))
        .collect();
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// Says after a decision on one finding what it needs next.
pub(in crate::app) fn tell_next_step(app: &mut App, decision: &Decision, targets: &[Slot]) {
    let Some(record) = the_only(app, targets) else { return };
    if let Some(step) = finding::step(&app.register, record) {
        let text = format!(
            "{}: {}; :next-step goes on: {}  (:undo to undo)",
            decision.title,
            record.id(),
            step.item().label
        );
        app.tell_edit(text);
    }
}

/// Asks for another action where the last had no effect, and says else what the finding needs next.
pub(in crate::app) fn tell_verified(app: &mut App, decision: &Decision, targets: &[Slot]) {
    let is_unverified = |record: &Record| record.get(finding::VERIFIED_BY).is_empty();
    if the_only(app, targets).is_some_and(is_unverified) {
        run::begin(app, &on_action::ADD, targets);
        app.tell_edit("Noted: it had not its full effect; say what else is done.");
    } else {
        tell_next_step(app, decision, targets);
    }
}

/// Says how many actions for a finding that was withdrawn are still open.
pub(in crate::app) fn tell_withdrawn(app: &mut App, decision: &Decision, targets: &[Slot]) {
    let Some(record) = the_only(app, targets) else { return };
    let open = finding::actions(&app.register, record).filter(|action| action.is_open());
    let (actions, are) = match open.count() {
        0 => return tell_next_step(app, decision, targets),
        1 => ("1 action".to_owned(), "is"),
        left => (format!("{left} actions"), "are"),
    };
    let id = record.id();
    app.tell_edit(format!(
        "withdraw: {id}; {actions} for it {are} still open, :links goes there  (:undo to undo)"
    ));
}

fn the_only<'a>(app: &'a App, targets: &[Slot]) -> Option<&'a Record> {
    let [one] = targets else { return None };
    app.register.at(*one)
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
