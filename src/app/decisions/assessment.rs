//! Starting an assessment, continuing one, and recording its disposition.

use crate::app::decisions::rules;
use crate::app::form::{Form, new_record, open};
use chrono::Months;

use crate::app::decisions::add_action::handle_of;
use crate::app::decisions::follow_up::incident_response;
use crate::app::detail::{self, Line};
use crate::app::edits::{self, Cursor};
use crate::app::environment::Environment;
use crate::app::state::App;
use crate::domain::kinds::assessment::{self, Type, draft};
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::{action, incident, risk, system};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::typed::FieldRef;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Changes};

/// Opens the form of a new assessment of the system under the cursor, with what is known filled in.
pub(in crate::app) fn assess(app: &mut App, of: Type) {
    let Some(system) = app.record().filter(|record| record.is(&system::KIND)).cloned() else {
        app.refuse("Assessments are made of systems; go to Systems (2).");
        return;
    };
    let by = handle_of(&app.register, &app.env.who);
    let id = Id::new(new_record::STAND_IN);
    let record = draft::begun(&app.register, &system, of, &by, id, app.env.today);
    open::open_form(app, record, true);
}

/// Makes a new assessment of today from the one under the cursor: it says the same of the system as it is now.
pub(in crate::app) fn reconfirm(app: &mut App) {
    let Some(old) = assessment(app) else { return };
    if !assessment::is_made(&app.register, &old, app.env.today) {
        let why = assessment::why_not_made(&app.register, &old, app.env.today).unwrap_or("is a draft");
        app.refuse(format!(
            "{} {why}; it is not confirmed again. :edit opens its form.",
            old.id()
        ));
        return;
    }
    if old.is_retired() {
        app.refuse(format!(
            "{} is retired; a retired assessment is not confirmed again.",
            old.id()
        ));
        return;
    }
    if assessment::standing(&app.register, &old, app.env.today) == assessment::Standing::Superseded {
        app.refuse(format!("{} is superseded by a newer one; confirm that one.", old.id()));
        return;
    }
    let by = handle_of(&app.register, &app.env.who);
    let record = draft::repeated(&app.register, &old, &by, app.env.today);
    let id = new_record::id(&record, &app.register, app.env.entropy);
    let mut edit = app.edit_named(format!("re-confirm {} as {id}", old.id()));
    edit.changes.push(Change::add(record.renamed(id.clone())));
    if rules::commit(app, &edit, Cursor::Follow) {
        app.go_to(&id);
    }
}

/// Makes a draft risk of the threat of a security review under the cursor, or an action of the control gap, and names it in the
/// row.
pub(in crate::app) fn raise(app: &mut App) {
    if app.record().is_some_and(|record| record.is(&incident::KIND)) {
        incident_response::raise_risk(app);
        return;
    }
    let Some(review) = assessment(app) else { return };
    let Some(line) = line_of(app, &review) else {
        app.refuse("Put the cursor on a threat or a control gap of a security review.");
        return;
    };
    let links = if line.is_gap {
        assessment::ACTIONS.field()
    } else {
        assessment::RISKS.field()
    };
    let title = if line.is_gap {
        format!("Close the gap: {}", line.text)
    } else {
        line.text.clone()
    };
    let raised = review
        .value(links.index)
        .ids()
        .filter_map(|id| app.register.get(id.as_str()))
        .find(|raised| raised.title() == title);
    if let Some(id) = line.made.clone().or(raised.map(|raised| raised.id().clone())) {
        app.refuse(format!("{id} was made of this line already; :links goes there."));
        return;
    }
    let system = review
        .get(assessment::SYSTEM)
        .and_then(|id| app.register.get(id.as_str()));
    let owner = system
        .map(Record::owner)
        .filter(|owner| !owner.is_empty())
        .unwrap_or(review.owner());
    let today = app.env.today;
    let record = if line.is_gap {
        new_record::record(&action::KIND, &app.register, today)
            .with(action::OWNER, owner)
            .with(action::DUE, today.checked_add_months(Months::new(1)))
            .with(action::TITLE, title)
    } else {
        let systems: Vec<_> = system.map(|system| system.id().clone()).into_iter().collect();
        new_record::record(&risk::KIND, &app.register, today)
            .with(risk::STATUS, risk::Status::Draft)
            .with(risk::SYSTEMS, systems)
            .with(risk::OWNER, owner)
            .with(risk::TITLE, title)
    };
    let id = new_record::id(&record, &app.register, app.env.entropy);
    let mut edit = app.edit_named(format!("raise {id}: {}", record.title()));
    edit.changes.push(Change::add(record.renamed(id.clone())));
    let linked = review.value(links.index).items().iter().cloned();
    let linked = Value::set(linked.chain([Value::Reference(id.clone())]).collect());
    let rows = line.naming(&review, id);
    let changes = Changes::new().set_field(links, linked).set_field(line.table, rows);
    let edit = edits::with_changes(app, edit, &review, changes);
    rules::commit_fitting(app, edit, Cursor::Follow);
}

/// Returns the assessment under the cursor, or says that there is none.
fn assessment(app: &mut App) -> Option<Record> {
    let found = app.record().filter(|record| record.is(&assessment::KIND)).cloned();
    if found.is_none() {
        app.refuse("This is for assessments; open one from its system.");
    }
    found
}

/// A row of a security review of which a record can be made.
struct ReviewLine {
    table: FieldRef,
    row: usize,
    /// Whether it is a control gap, of which an action is made, and no threat.
    is_gap: bool,
    /// What it says.
    text: String,
    /// The record that was made of it.
    made: Option<Id>,
}

impl ReviewLine {
    /// The cell of both tables that names what was made of the row.
    const MADE: usize = 2;

    fn of(table: FieldRef, row: usize, cells: &[Value]) -> Self {
        let is_gap = table == assessment::GAPS.field();
        let text = cells.get(usize::from(!is_gap)).map(Value::to_string);
        Self {
            table,
            row,
            is_gap,
            text: text.unwrap_or_default(),
            made: cells.get(Self::MADE).and_then(Value::as_id).cloned(),
        }
    }

    /// Returns the rows of the review with the record that was made of this one.
    fn naming(&self, review: &Record, id: Id) -> Value {
        let mut rows = review.value(self.table.index).items().to_vec();
        if let Some(Value::Row(cells)) = rows.get(self.row) {
            let mut cells = cells.to_vec();
            cells.resize(cells.len().max(Self::MADE + 1), Value::Empty);
            cells[Self::MADE] = Value::Reference(id);
            rows[self.row] = Value::Row(cells.into());
        }
        Value::list(rows)
    }
}

/// Returns the row of a review that the line under the cursor shows, where a record can be made of it.
fn line_of(app: &App, review: &Record) -> Option<ReviewLine> {
    let lines = app.detail_lines();
    let Line::Text(text, _) = lines.get(app.screens.detail.cursor)? else {
        return None;
    };
    let above = lines[..app.screens.detail.cursor].iter().rev();
    let heading = above.into_iter().find_map(|line| match line {
        Line::Heading(heading) => Some(heading),
        _ => None,
    })?;
    let tables = [assessment::THREATS.field(), assessment::GAPS.field()];
    let table = tables
        .into_iter()
        .find(|table| assessment::KIND.fields[table.index].label == heading)?;
    let rows = review.value(table.index).items().iter().enumerate();
    rows.into_iter().find_map(|(at, row)| match row {
        Value::Row(cells) if detail::row_of(&assessment::KIND, table, row) == *text => {
            Some(ReviewLine::of(table, at, cells))
        }
        _ => None,
    })
}

/// Begins in a form the row that says why a system is put into use through a closed gate, where none was
/// begun.
pub(in crate::app) fn begin_override(form: &mut Form, register: &Register, env: &Environment) {
    let field = system::GATE_OVERRIDE.field();
    if form.kind != &system::KIND || form.is_typed(field.index) {
        return;
    }
    form.go_to(system::KIND.declared(system::GATE_OVERRIDE).name, register, env.today);
    let input = &mut form.inputs[form.focus];
    let who = handle_of(register, &env.who);
    let may = assessment::refused_decider(&People::of(register), &who, Some(env.today), env.today).is_none();
    let by = if may { format!("{who} | ") } else { String::new() };
    let text = format!("{}\n{} | {by}", input.writing.text(), env.today);
    input.writing.set(text.trim_start());
}
