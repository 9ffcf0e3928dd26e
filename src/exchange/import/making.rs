//! Makes a plan: each row becomes a record that is made, changed or left alone, or a problem.

use std::collections::{HashMap, HashSet};

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Change;
use crate::exchange::sheet::header::Header;
use crate::exchange::sheet::{Row, Sheet};

use crate::exchange::import::Options;
use crate::exchange::import::cells::{Reader, Reading};
use crate::exchange::import::changes;
use crate::exchange::import::changes::Known;
use crate::exchange::import::columns::Columns;
use crate::exchange::import::identity::{Identity, Match, Name, Records};
use crate::exchange::import::ids::Ids;
use crate::exchange::import::memory::LastCell;
use crate::exchange::import::plan::{Outcome, Remark, RowPlan, SetField};

/// The most text one row may bring into a record; a record's file has at most four times that.
const ROW_BYTES: usize = 256 << 10;

/// The plan while it is made.
pub(super) struct Making<'a> {
    register: &'a Register,
    kind: &'static Kind,
    columns: &'a Columns,
    ids: Ids<'a>,
    older: Option<HashMap<Name, Option<Reading>>>,
    /// The records that have a row.
    seen: HashSet<Id>,
    known: Known<'a>,
    pub changes: Vec<Change>,
    /// What the cells say, for the memory.
    pub last_cells: Vec<LastCell>,
}

impl<'a> Making<'a> {
    pub fn new(register: &'a Register, kind: &'static Kind, columns: &'a Columns, options: &Options<'a>) -> Self {
        Self {
            register,
            kind,
            columns,
            ids: Ids::new(register),
            older: None,
            seen: HashSet::new(),
            known: Known {
                memory: options.memory,
                overwrite: options.overwrite,
            },
            changes: Vec::new(),
            last_cells: Vec::new(),
        }
    }

    /// Takes in what the older file says, by identity; of what it says twice, nothing.
    pub fn compare(&mut self, reader: &Reader<'_>, sheet: &Sheet, since: &Sheet) {
        let place = |header: &Header| since.column(&header.label).map(|header| header.index);
        let places: Vec<Option<usize>> = sheet.headers.iter().map(place).collect();
        let mut older: HashMap<Name, Option<Reading>> = HashMap::new();
        for row in &since.rows {
            let cell = |place: &Option<usize>| place.map_or("", |place| row.cell(place)).to_owned();
            let reading = reader.read(&Row {
                cells: places.iter().map(cell).collect(),
                ..row.clone()
            });
            if let Some(name) = self.columns.identity.of_row(&reading) {
                older
                    .entry(name)
                    .and_modify(|twice| *twice = None)
                    .or_insert(Some(reading));
            }
        }
        self.older = Some(older);
    }

    /// Plans every row.
    pub fn rows(&mut self, sheet: &Sheet, readings: &[Reading]) -> Vec<RowPlan> {
        let identity = &self.columns.identity;
        let numbers: Vec<usize> = sheet.rows.iter().map(|row| row.number).collect();
        let matches = Records::new(self.register, self.kind, identity).matches(identity, readings, &numbers);
        let rows = sheet.rows.iter().zip(readings).zip(matches);
        rows.map(|((row, reading), (found, twin))| self.row(sheet.headers.len(), row, reading, found, twin))
            .collect()
    }

    fn row(&mut self, width: usize, row: &Row, reading: &Reading, found: Match, twin: Option<usize>) -> RowPlan {
        let title = self
            .kind
            .marked(Mark::Title)
            .map_or(&Value::Empty, |field| reading.value(field));
        let mut plan = RowPlan {
            number: row.number,
            line: row.line,
            id: None,
            title: title.to_string(),
            outcome: Outcome::Unchanged,
            remarks: twin.map(Remark::Twin).into_iter().collect(),
        };
        let known = match &found {
            Match::Known(id) | Match::Adopted(id) => self.register.get(id.as_str()),
            Match::New | Match::Neither(_) => None,
        };
        if let Some(record) = known {
            self.seen.insert(record.id().clone());
            plan.id = Some(record.id().clone());
        }
        if let Some(problem) = problem(width, row) {
            plan.outcome = Outcome::Problem(problem);
            return plan;
        }
        if row.cells.len() < width {
            plan.remarks.push(Remark::Short {
                found: row.cells.len(),
                expected: width,
            });
        }
        if row.cells.iter().any(|cell| cell.contains(char::REPLACEMENT_CHARACTER)) {
            plan.remarks.push(Remark::Damaged);
        }
        match (found, known) {
            (Match::Neither(why), _) => plan.outcome = Outcome::Problem(why),
            (found, Some(record)) => {
                if matches!(found, Match::Adopted(_)) {
                    plan.remarks.push(Remark::Adopted);
                }
                self.update(&mut plan, record, reading);
            }
            (_, None) => self.create(&mut plan, reading),
        }
        plan
    }

    fn update(&mut self, plan: &mut RowPlan, record: &Record, reading: &Reading) {
        if record.is_retired() {
            plan.remarks.push(Remark::Retired);
        }
        let name = self.columns.identity.of_row(reading);
        let older = self
            .older
            .as_ref()
            .and_then(|older| older.get(name.as_ref()?)?.as_ref());
        let (after, remarks) = changes::after(record, reading, older, self.known);
        self.last_cells.extend(changes::last_cells(record, reading, older));
        plan.remarks.extend(remarks);
        let set = |field: usize| SetField {
            field,
            from: record.value(field).clone(),
            to: after.value(field).clone(),
        };
        let fields: Vec<SetField> = record.differences(&after).map(set).collect();
        if fields.is_empty() {
            return;
        }
        self.changes.extend(fields.iter().map(|set| Change::Set {
            id: record.id().clone(),
            field: set.field,
            from: set.from.clone(),
            to: set.to.clone(),
        }));
        plan.outcome = Outcome::Update { fields };
    }

    fn create(&mut self, plan: &mut RowPlan, reading: &Reading) {
        let key = match &self.columns.identity {
            Identity::Key { fields, .. } => fields.iter().map(|field| reading.value(*field).to_string()).collect(),
            _ => Vec::new(),
        };
        let id = if reading.id.is_empty() {
            self.ids.make(self.kind, &plan.title, &key.join(" "))
        } else {
            match self.ids.take(self.kind, &reading.id) {
                Ok(id) => id,
                Err(why) => {
                    plan.outcome = Outcome::Problem(why);
                    return;
                }
            }
        };
        let (record, remarks) = changes::after(&Record::new(self.kind, id.clone()), reading, None, self.known);
        self.last_cells.extend(changes::last_cells(&record, reading, None));
        plan.remarks.extend(remarks);
        if plan.title.is_empty() && self.kind.marked(Mark::Title).is_some() {
            plan.remarks.push(Remark::Untitled);
        }
        plan.id = Some(id);
        plan.outcome = Outcome::Create;
        self.changes.push(Change::Add(Box::new(record)));
    }

    /// Returns the records that no row is about and that the inventory had: those of the older file where it is at
    /// hand, those with a key where rows have one, or else all.
    pub fn removed(&self, readings: &[Reading]) -> Vec<Id> {
        let identity = &self.columns.identity;
        // A row that is a problem still says that its record is there.
        let named: HashSet<Name> = readings.iter().filter_map(|reading| identity.of_row(reading)).collect();
        let is_gone = |record: &&Record| {
            let Some(name) = identity.of_record(record) else {
                return false;
            };
            let was_there = match (&self.older, identity, &name) {
                (Some(older), ..) => older.contains_key(&name),
                (None, Identity::Key { .. }, Name::Title(_)) => false,
                _ => true,
            };
            was_there
                && !record.is_retired()
                && !self.register.is_implied(record.id())
                && (matches!(name, Name::Title(_)) || !named.contains(&name))
                && !self.seen.contains(record.id())
        };
        let gone = self.register.of(self.kind).filter(is_gone);
        gone.map(|record| record.id().clone()).collect()
    }
}

/// Tells why a row cannot be read as the header says.
fn problem(width: usize, row: &Row) -> Option<String> {
    let beyond = row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
    if beyond {
        let found = row.cells.len();
        return Some(format!(
            "it has {found} cells and the header has {width}, so its cells may be in the wrong columns"
        ));
    }
    let bytes: usize = row.cells.iter().map(String::len).sum();
    (bytes > ROW_BYTES).then(|| format!("it has {} KiB of text; a record takes {}", bytes >> 10, ROW_BYTES >> 10))
}
