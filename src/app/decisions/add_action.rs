//! Parses `text @owner +2w` and creates an action linked to the selected records.

use crate::app::decisions::rules;
use chrono::{Months, NaiveDate};

use crate::app::edits::Cursor;
use crate::app::form::new_record;
use crate::app::form::suggestion::known;
use crate::app::state::App;
use crate::domain::day;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::{action, answer, finding};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::typed::Target;
use crate::domain::register::Register;
use crate::domain::register::edit::Change;
use crate::domain::register::index::Slot;
use crate::domain::schedule::action_line::{self, NoAction};

/// What a line comes to, with what it leaves out filled in: every action has an owner and a due date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAction {
    /// What is to be done.
    pub title: String,
    /// Who does it: who was named, else who answers for what it serves, else who types.
    pub owner: String,
    /// Until when: as said, else a month from today.
    pub due: NaiveDate,
    /// Whether owner and day were said.
    pub complete: bool,
    /// Whether a name was given that nobody has yet.
    pub is_new: bool,
}

/// Reads a line about some records.
///
/// # Errors
///
/// Fails when it says nothing to be done.
pub fn read_action(
    line: &str,
    about: &[&Record],
    register: &Register,
    who: &str,
    today: NaiveDate,
) -> Result<NewAction, NoAction> {
    let read = action_line::read(line, today)?;
    let complete = !read.owner.is_empty() && read.due.is_some();
    let of_records = || {
        about
            .iter()
            .map(|record| record.owner())
            .find(|owner| !owner.is_empty())
    };
    let known = known(register, &read.owner);
    let is_new = known.is_none() && !read.owner.is_empty();
    let owner = match (read.owner.as_str(), known) {
        ("", _) => of_records().map_or_else(|| handle_of(register, who), str::to_owned),
        (_, Some(known)) => known,
        (typed, None) => typed.to_owned(),
    };
    let due = read.due.or_else(|| today.checked_add_months(Months::new(1)));
    Ok(NewAction {
        title: read.title,
        owner,
        due: due.unwrap_or(today),
        complete,
        is_new,
    })
}

impl NewAction {
    /// Returns what stands behind the line while it is typed: who and until when.
    pub fn reading(&self, today: NaiveDate) -> String {
        let owner = if self.owner.is_empty() { "nobody" } else { &self.owner };
        let distance = day::distance(self.due, today);
        let new = if self.is_new { ", a new name" } else { "" };
        format!("@{owner}{new}  {}  {distance}", self.due.format("%a %Y-%m-%d"))
    }
}

/// Returns the short name by which records know a person, else the name as it is.
pub fn handle_of(register: &Register, who: &str) -> String {
    let people = People::of(register);
    let person = people.person(who);
    person.map_or_else(|| who.to_owned(), |person| person.handle().to_owned())
}

/// Adds the action that a line says about some records.
pub(in crate::app) fn act(app: &mut App, targets: &[Slot], line: &str) {
    let about: Vec<_> = targets.iter().filter_map(|slot| app.register.at(*slot)).collect();
    let today = app.env.today;
    let Ok(new_action) = read_action(line, &about, &app.register, &app.env.who, today) else {
        return;
    };
    let ids = |kind: &str| -> Vec<Id> {
        let of_kind = about.iter().filter(|record| record.kind().name == kind);
        of_kind.map(|record| record.id().clone()).collect()
    };
    let mut clauses: Vec<Id> = about
        .iter()
        .filter(|record| record.is(&answer::KIND))
        .map(|record| Id::new(answer::clause_of(record)))
        .collect();
    // A corrective action serves what its finding is against.
    clauses.extend(
        about
            .iter()
            .flat_map(|record| record.get(finding::REQUIREMENTS))
            .cloned(),
    );
    clauses.dedup();
    let kinds = <action::Served as Target>::KINDS;
    let served: Vec<_> = kinds.iter().flat_map(|kind| ids(kind)).collect();
    let record = new_record::record(&action::KIND, &app.register, today)
        .with(action::TITLE, new_action.title.as_str())
        .with(action::OWNER, new_action.owner.as_str())
        .with(action::DUE, new_action.due)
        .with(action::RISKS, ids("risk"))
        .with(action::CONTROLS, ids("control"))
        .with(action::REQUIREMENTS, clauses)
        .with(action::SERVES, served);
    let id = new_record::id(&record, &app.register, app.env.entropy);
    let record = record.renamed(id.clone());
    let mut edit = app.edit_named(format!("add {id}: {}", new_action.title));
    edit.changes.push(Change::add(record));
    app.with_list(app.screen, |list, _| list.clear_marks());
    if rules::commit(app, &edit, Cursor::Follow) {
        app.tell_edit(format!("{id} {}  (:undo to undo)", new_action.reading(today)));
    }
}
