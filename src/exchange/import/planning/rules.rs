//! The rules of the kinds during import: a refused value is reported and left out, its text is kept with the record, and
//! the other values of the row are taken.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::admission::{Objection, complete};
use crate::domain::kinds::{action, review};
use crate::domain::record::Record;
use crate::domain::record::field::Field;
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::moves;
use crate::domain::record::rules::{Context, REQUIRED, Remedy};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};

use crate::exchange::import::identity::Means;
use crate::exchange::import::planning::changes::keep_text;
use crate::exchange::import::planning::{Outcome, Remark, RowPlan, SetField};
use crate::exchange::import::{Confirmed, Options};

/// What a cell of the file holds.
#[derive(Debug, Clone)]
pub(in crate::exchange::import) struct Said {
    pub column: String,
    pub text: String,
}

/// Leaves out of the changes of an import what the rules object to, adds what follows from the others, and tells both
/// in the rows. A record that comes in gets nothing that follows: what it says happened elsewhere, on days that the file
/// may not say. Where the file `restores`, what it says of a record that is not here is taken as it is. `said` is what the cells
/// say that feed a field, by the place of the row and the position of the field.
pub(in crate::exchange::import) fn obey(
    register: &Register,
    changes: Vec<Change>,
    rows: &mut [RowPlan],
    restores: bool,
    options: &Options<'_>,
    today: NaiveDate,
    said: &dyn Fn(usize, usize) -> Option<Said>,
) -> Vec<Change> {
    let file = crate::exchange::import::report::plain(&options.source, 80);
    let file = if file.is_empty() { "a file".to_owned() } else { file };
    let because = format!("imported from {file}");
    let context = Context {
        today,
        who: "",
        because: Some(&because),
        confirmed: options.confirmed == Confirmed::All,
        history: true,
    };
    let places: HashMap<Id, usize> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((row.id.clone()?, at)))
        .collect();
    let mut records = states(register, changes);
    let positions: HashMap<Id, usize> = records
        .iter()
        .enumerate()
        .map(|(at, state)| (state.after.id().clone(), at))
        .collect();
    // Leaving one value out can bring out what is wrong with another.
    for _ in 0..ROUNDS {
        let edit = edit_of(records.iter().flat_map(State::changes).collect(), today);
        let objections = complete(register, edit, &context).objections.into_iter();
        let mut of_records: HashMap<Id, Vec<Objection>> = HashMap::new();
        for objection in objections.filter(|objection| objection.rule != REQUIRED) {
            of_records.entry(objection.id.clone()).or_default().push(objection);
        }
        let mut mended_any = false;
        for (id, mut objections) in of_records {
            let place = places.get(&id).copied();
            let row = place.and_then(|at| rows.get_mut(at));
            let state = positions.get(&id).and_then(|at| records.get_mut(*at));
            let (Some(row), Some(state)) = (row, state) else {
                continue;
            };
            // Another register had it so: here as there the check tells what is wrong with it.
            let is_not_here = state.is_new || state.before.says_nothing();
            if restores && is_not_here && row.means == Means::Id {
                let remarks = objections
                    .into_iter()
                    .map(|objection| Remark::AsItWas(objection.sentence));
                let remarks = remarks
                    .filter(|remark| !row.remarks.contains(remark))
                    .collect::<Vec<_>>();
                row.remarks.extend(remarks);
                continue;
            }
            if options.confirmed.has(row.number) {
                objections.retain(|objection| objection.remedy != Remedy::Confirm);
                let lacks = |objection: &mut Objection| is_lack(state, objection);
                let remarks = objections
                    .extract_if(.., lacks)
                    .map(|objection| Remark::Lacks(objection.sentence));
                let remarks: Vec<Remark> = remarks.filter(|remark| !row.remarks.contains(remark)).collect();
                row.remarks.extend(remarks);
            }
            let said_of = |field: usize| said(place?, field);
            let (mended, remarks) = mend(register, state, &objections, &context, &file, &said_of);
            mended_any |= mended.differences(&state.after).next().is_some();
            let is_left_out = |label: &str| {
                let mut refused = remarks.iter();
                refused.any(|remark| matches!(remark, Remark::Refused { field, .. } if *field == label))
            };
            // The file does not win what it is refused.
            row.remarks.retain(|remark| match remark {
                Remark::Replaced(field, _) | Remark::Overwritten(field, _) => !is_left_out(field),
                _ => true,
            });
            row.remarks.extend(remarks);
            state.after = mended;
            if !state.is_new {
                row.outcome = state.outcome();
            }
        }
        if !mended_any {
            break;
        }
    }
    for state in records
        .iter()
        .filter(|state| state.is_new && state.after.is(&review::KIND))
    {
        let row = places.get(state.after.id()).and_then(|at| rows.get_mut(*at));
        let sentence = review::check::unwritten(register, &state.after, today);
        if let (Some(row), Some(sentence)) = (row, sentence) {
            row.remarks.push(Remark::NoOutcome(sentence));
        }
    }
    let mut edit = edit_of(records.iter().flat_map(State::changes).collect(), today);
    // What was said by names of an older format is written where it stands now.
    let by_older_names = records.iter().filter(|state| state.after.former().next().is_some());
    let mut by_older_names = by_older_names
        .map(|state| (state.after.id().clone(), Arc::new(state.after.clone())))
        .collect();
    moves::in_edit(register, &mut edit, &mut by_older_names, today);
    let stated = edit.changes.len();
    let mut changes = edit.changes.clone();
    // What follows for records that are there comes after what was stated.
    changes.extend(complete(register, edit, &context).edit.changes.into_iter().skip(stated));
    changes
}

/// Whether a record that comes in is objected to only as it lacks something: what ended elsewhere may have been recorded
/// with less than is asked here.
fn is_lack(state: &State, objection: &Objection) -> bool {
    let Remedy::Fill(name) = objection.remedy else {
        return false;
    };
    let field = state.after.kind().field_index(name);
    state.is_new && field.is_some_and(|field| state.after.value(field).is_empty())
}

/// How often the rules are asked; a row has few values that lean on each other.
const ROUNDS: usize = 8;

/// One record of an import: before, and as its row would leave it.
#[derive(Debug)]
struct State {
    before: Record,
    after: Record,
    is_new: bool,
}

impl State {
    fn sets(&self) -> impl Iterator<Item = SetField> + '_ {
        let set = |field: usize| SetField {
            field,
            from: self.before.value(field).clone(),
            to: self.after.value(field).clone(),
        };
        self.before.differences(&self.after).map(set)
    }

    fn changes(&self) -> Vec<Change> {
        if self.is_new {
            return vec![Change::add(self.after.clone())];
        }
        let change = |set: SetField| Change::Set {
            id: self.before.id().clone(),
            field: set.field,
            from: set.from,
            to: set.to,
        };
        self.sets().map(change).collect()
    }

    fn outcome(&self) -> Outcome {
        let fields: Vec<SetField> = self.sets().collect();
        if fields.is_empty() {
            Outcome::Unchanged
        } else {
            Outcome::Update { fields }
        }
    }
}

/// Returns the records that some changes touch, in the order of their first change.
fn states(register: &Register, changes: Vec<Change>) -> Vec<State> {
    let mut positions: HashMap<Id, usize> = HashMap::new();
    let mut states: Vec<State> = Vec::new();
    for change in changes {
        match change {
            Change::Add(record) => {
                positions.insert(record.id().clone(), states.len());
                states.push(State {
                    before: Record::new(record.kind(), record.id().clone()),
                    after: Arc::unwrap_or_clone(record),
                    is_new: true,
                });
            }
            Change::Set { id, field, to, .. } => {
                let Some(before) = register.get(id.as_str()) else {
                    continue;
                };
                let at = *positions.entry(id).or_insert_with(|| {
                    states.push(State {
                        before: before.clone(),
                        after: before.clone(),
                        is_new: false,
                    });
                    states.len() - 1
                });
                // What is in the plan was read by the shape of its field.
                let _ = states[at].after.put(field, to);
            }
            Change::Remove(_) => {}
        }
    }
    states
}

fn edit_of(changes: Vec<Change>, today: NaiveDate) -> Edit {
    Edit {
        title: String::new(),
        who: String::new(),
        when: today.into(),
        changes,
    }
}

/// Returns a record without what is objected to, and what is to be reported about it.
fn mend(
    register: &Register,
    state: &State,
    objections: &[Objection],
    context: &Context<'_>,
    file: &str,
    said: &dyn Fn(usize) -> Option<Said>,
) -> (Record, Vec<Remark>) {
    let (before, after) = (&state.before, &state.after);
    let (mut mended, mut remarks) = (after.clone(), Vec::new());
    for objection in objections {
        let objects = |record: &Record| is_objected(register, before, record, objection, context);
        if let Some(Remark::Refused { why, confirmable, .. }) = remarks.last_mut()
            && objects(after)
            && !objects(&mended)
        {
            // What was left out already broke this rule as well.
            *why = format!("{why} {}", objection.sentence);
            *confirmable &= objection.remedy == Remedy::Confirm || is_lack(state, objection);
            continue;
        }
        // History that comes in may lack what is asked of those who decide here.
        if state.is_new && after.is(&action::KIND) && objection.remedy == Remedy::Fill("reason") {
            let noted = after.stored(action::NOTE).to_string();
            let reason = match noted.lines().next().map(str::trim) {
                Some(note) if !note.is_empty() => note.to_owned(),
                _ => format!("{} in {file}, no reason given", after.stored(action::STATUS)),
            };
            mended = mended.with(action::REASON, reason.as_str());
            remarks.push(Remark::Reason(reason));
            continue;
        }
        for field in culprits(register, before, &mended, objection, context) {
            let declared: &Field = after.kind().stored(field);
            let text = mended.value(field).clone();
            // What was there fits.
            let _ = mended.put(field, before.value(field).clone());
            // What the file says is kept as it says it: its next import knows the column, and people their word.
            let said = said(field).filter(|said| !said.text.is_empty());
            let (column, kept) = said.map_or_else(
                || (declared.label.to_owned(), text.clone()),
                |said| (said.column, Value::text(&said.text)),
            );
            keep_text(&mut mended, &column, &kept);
            remarks.push(Remark::Refused {
                field: declared.label,
                text: kept.to_string(),
                why: objection.sentence.clone(),
                confirmable: objection.remedy == Remedy::Confirm || is_lack(state, objection),
            });
        }
    }
    (mended, remarks)
}

/// Returns the fields whose new values are what is objected to: the one that is to be filled, else the one without which
/// the objection falls, the status before others; several where none does by itself.
fn culprits(
    register: &Register,
    before: &Record,
    after: &Record,
    objection: &Objection,
    context: &Context<'_>,
) -> Vec<usize> {
    let kind = after.kind();
    let mut fields: Vec<usize> = before
        .differences(after)
        .filter(|field| !after.value(*field).is_empty())
        .collect();
    if let Remedy::Fill(name) = objection.remedy
        && let Some(field) = kind.field_index(name).filter(|field| fields.contains(field))
    {
        return vec![field];
    }
    let status = kind.marked(Mark::Status);
    fields.sort_by_key(|field| (Some(*field) != status, *field));
    let falls = |fields: &&[usize]| {
        let mut without = after.clone();
        for field in *fields {
            let _ = without.put(*field, before.value(*field).clone());
        }
        !is_objected(register, before, &without, objection, context)
    };
    // No value by itself may be what is objected to, but several together.
    let together = (2..=fields.len()).map(|count| &fields[..count]);
    let found = fields.chunks(1).chain(together).find(falls);
    let mut found = found.map(<[usize]>::to_vec).unwrap_or_default();
    // Those that are left out for nothing stay.
    for field in found.clone() {
        let rest: Vec<usize> = found.iter().copied().filter(|other| *other != field).collect();
        if !rest.is_empty() && falls(&rest.as_slice()) {
            found = rest;
        }
    }
    found
}

/// Returns whether the same is objected to a record as it would be, by itself.
fn is_objected(
    register: &Register,
    before: &Record,
    after: &Record,
    objection: &Objection,
    context: &Context<'_>,
) -> bool {
    let state = State {
        before: before.clone(),
        after: after.clone(),
        is_new: register.get(before.id().as_str()).is_none(),
    };
    let edit = edit_of(state.changes(), context.today);
    let left = complete(register, edit, context).objections;
    left.iter()
        .any(|other| other.rule == objection.rule && other.sentence == objection.sentence)
}
