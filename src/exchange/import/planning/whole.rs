//! Several tables that come in as one edit, whose records link to each other in any direction.
//!
//! What the rows of one table link to may be made of the rows of any other, and of its own. So every table is planned
//! with what those before it bring, and then again with what all of them bring, until the same records come in twice.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::domain::kinds::organization;
use crate::domain::record::Record;
use crate::domain::record::field::{Home, Kind};
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit, EditError};
use crate::exchange::sheet::Sheet;

use crate::exchange::import::memory::Memory;
use crate::exchange::import::planning::{Outcome, Plan, Remark};
use crate::exchange::import::{ImportError, Options, people};

/// One table, and how it is to be imported.
#[derive(Debug)]
pub struct Table<'a> {
    /// What the rows are.
    pub kind: &'static Kind,
    /// The rows.
    pub sheet: &'a Sheet,
    /// How they are read.
    pub options: Options<'a>,
}

/// What an import of several tables would do.
#[derive(Debug)]
pub struct Whole {
    /// What becomes of each table, in their order.
    pub plans: Vec<Plan>,
    /// The one edit that does all of it.
    pub edit: Edit,
}

/// Why tables cannot be imported as one.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WholeError {
    /// One of them cannot be imported as asked.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// What one of them changes does not fit what the others do.
    #[error(transparent)]
    Edit(#[from] EditError),
}

/// How often the tables are planned at most: what comes in lets more come in at times, and seldom still more.
const ROUNDS: usize = 4;

/// Plans tables, of which those to which others link come first. The register is as before when this returns.
///
/// `progress` is called with the number of rows of a table done and of all its rows; what it answers says whether to go
/// on.
///
/// # Errors
///
/// Fails when one of the tables cannot be imported as asked, and with [`ImportError::Stopped`] when `progress` breaks.
pub fn plan(
    register: &mut Register,
    tables: &[Table<'_>],
    who: &str,
    when: NaiveDateTime,
    mut progress: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Whole, WholeError> {
    let mut working = Working {
        register,
        before: HashMap::new(),
        order: Vec::new(),
    };
    let planned = working.rounds(tables, who, when, &mut progress);
    let changes = working.changes();
    working.restore(|_| true);
    let plans = planned?;
    let edit = Edit {
        title: title(&plans, who, when),
        who: who.to_owned(),
        when,
        changes,
    };
    Ok(Whole { plans, edit })
}

/// Says what was imported; of one table also how much.
fn title(plans: &[Plan], who: &str, when: NaiveDateTime) -> String {
    if let [plan] = plans {
        return plan.edit(who, when).title;
    }
    let mut kinds: Vec<&str> = plans.iter().map(|plan| plan.kind.plural).collect();
    kinds.dedup();
    let mut files: Vec<&str> = plans.iter().map(|plan| plan.source.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let from = match &files[..] {
        [] | [""] => "a file".to_owned(),
        [one] => (*one).to_owned(),
        several => format!("{} files", several.len()),
    };
    format!("import {} from {from}", kinds.join(", "))
}

/// The register while the tables are tried on it.
struct Working<'r> {
    register: &'r mut Register,
    /// What was touched, as it was before; nothing where it was not there.
    before: HashMap<Id, Option<Arc<Record>>>,
    /// The ids in the order in which they were touched first.
    order: Vec<Id>,
}

impl Working<'_> {
    fn rounds(
        &mut self,
        tables: &[Table<'_>],
        who: &str,
        when: NaiveDateTime,
        progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<Vec<Plan>, WholeError> {
        let mut plans = self.round(tables, who, when, progress)?;
        if let Some(error) = untaken(&plans) {
            return Err(error.into());
        }
        let is_settled = |plans: &[Plan]| plans.len() == 1 && !is_anything_missed(plans);
        for _ in 1..ROUNDS {
            if is_settled(&plans) {
                break;
            }
            let came = self.new_ids();
            plans = self.round(tables, who, when, progress)?;
            if self.new_ids() == came {
                break;
            }
        }
        Ok(plans)
    }

    /// Plans each table once. What tables of other kinds brought in the round before is still there meanwhile.
    fn round(
        &mut self,
        tables: &[Table<'_>],
        who: &str,
        when: NaiveDateTime,
        progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<Vec<Plan>, WholeError> {
        let mut plans: Vec<Plan> = Vec::with_capacity(tables.len());
        let mut coming: HashMap<&str, Vec<Record>> = HashMap::new();
        for table in tables {
            let kind = home(table.kind);
            if !coming.contains_key(kind.name) {
                let of_kind = self.order.iter().filter(|id| self.before[*id].is_none());
                let of_kind = of_kind.filter_map(|id| self.register.get(id.as_str()));
                let of_kind = of_kind.filter(|record| record.is(kind)).cloned().collect();
                coming.insert(kind.name, of_kind);
                self.restore(|record| record.is(kind));
            }
            let memory = memory(table, &plans);
            let options = Options {
                is_one_of_several: tables.len() > 1,
                coming: coming.get(kind.name).map_or(&[], Vec::as_slice),
                memory: memory.as_ref().or(table.options.memory),
                ..table.options.clone()
            };
            let people = (table.kind.home == Home::Rows).then(|| people::register(self.register));
            let register = people.as_ref().unwrap_or(self.register);
            let plan = Plan::make(register, table.kind, table.sheet, &options, when.date(), &mut *progress)?;
            let edit = if people.is_some() {
                people::edit(self.register, &plan, who, when)?
            } else {
                plan.edit(who, when)
            };
            self.apply(&edit)?;
            plans.push(plan);
        }
        Ok(plans)
    }

    fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        for id in edit.touched() {
            if !self.before.contains_key(&id) {
                self.before.insert(id.clone(), self.register.shared(id.as_str()));
                self.order.push(id);
            }
        }
        self.register.apply(edit).map(|_| ())
    }

    /// Returns the ids of what came in.
    fn new_ids(&self) -> HashSet<Id> {
        let is_new = |id: &&Id| self.before[*id].is_none() && self.register.get(id.as_str()).is_some();
        self.order.iter().filter(is_new).cloned().collect()
    }

    /// Makes records what they were before.
    fn restore(&mut self, is_meant: impl Fn(&Record) -> bool) {
        for id in self.order.iter().rev() {
            let is_it = self.register.get(id.as_str()).is_some_and(&is_meant);
            match self.before.get(id) {
                Some(Some(before)) if is_meant(before) => {
                    self.register.put(Arc::clone(before));
                }
                Some(None) if is_it => self.register.forget(id),
                _ => {}
            }
        }
    }

    /// Returns what changed, in the order in which the records were touched.
    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for id in &self.order {
            let Some(after) = self.register.shared(id.as_str()) else {
                continue;
            };
            match &self.before[id] {
                None => changes.push(Change::Add(after)),
                Some(before) => changes.extend(before.differences(&after).map(|field| Change::Set {
                    id: id.clone(),
                    field,
                    from: before.value(field).clone(),
                    to: after.value(field).clone(),
                })),
            }
        }
        changes
    }
}

/// Returns the kind whose records hold what a table changes.
fn home(kind: &'static Kind) -> &'static Kind {
    if kind.home == Home::Rows {
        &organization::KIND
    } else {
        kind
    }
}

/// Returns why something that the user says fits none of the tables, if so.
fn untaken(plans: &[Plan]) -> Option<ImportError> {
    let (first, others) = plans.split_first()?;
    let mut everywhere = first.untaken.iter();
    let found = everywhere.find(|(said, _)| others.iter().all(|plan| plan.untaken.contains_key(*said)));
    found.map(|(_, error)| error.clone())
}

/// Whether rows say something that records which come in with them may explain.
fn is_anything_missed(plans: &[Plan]) -> bool {
    let mut rows = plans.iter().flat_map(|plan| &plan.rows);
    rows.any(|row| {
        let mut remarks = row.remarks.iter();
        let is_missed = |remark: &Remark| matches!(remark, Remark::Unread(_) | Remark::Refused { .. });
        matches!(row.outcome, Outcome::Problem(_)) || remarks.any(is_missed)
    })
}

/// Returns what is remembered with what tables of the kind before this one say, where there is any.
fn memory(table: &Table<'_>, before: &[Plan]) -> Option<Memory> {
    let mut of_kind = before
        .iter()
        .filter(|plan| plan.kind.name == table.kind.name)
        .peekable();
    of_kind.peek()?;
    let mut memory = table.options.memory?.clone();
    for lines in of_kind.flat_map(Plan::lines) {
        memory.read(&lines.plus.join("\n"));
    }
    Some(memory)
}
