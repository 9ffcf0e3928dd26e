//! What an import would do, row by row, and the one edit that does it.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::edit::{Change, Edit};
use crate::domain::field::{Kind, Mark};
use crate::domain::id::{Id, IdForm};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::exchange::sheet::{Row, Sheet};

use super::cells::{Reader, Reading, Unread};
use super::columns::{self, ColumnPlan, Columns, Target};
use super::identity::{Identity, Match, Name, Records};
use super::ids::Ids;
use super::{ImportError, Mapping, Options, changes};

/// One field that a row changes.
#[derive(Debug, Clone, PartialEq)]
pub struct SetField {
    /// The position of the field.
    pub field: usize,
    /// What the record holds.
    pub from: Value,
    /// What it is to hold.
    pub to: Value,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A record is made of it.
    Create,
    /// A record changes in these fields.
    Update {
        /// The fields.
        fields: Vec<SetField>,
    },
    /// The record says all of it already.
    Unchanged,
    /// It is not imported, with the reason as a sentence about the row.
    Problem(String),
}

/// What else is to be said about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A cell is no value of its field; the text is kept with the record.
    Unread(Unread),
    /// The text of a column could not be kept either, as the kind has no place for it.
    Lost(String),
    /// An earlier row has the same title and unit.
    Twin(usize),
    /// The row misses cells at its end.
    Short {
        /// How many it has.
        found: usize,
        /// How many the header has.
        expected: usize,
    },
    /// The record was there without a key, found by its title and unit.
    Adopted,
    /// The record is retired here.
    Retired,
    /// The record has no title.
    Untitled,
    /// The field was edited here, and the file says what it said before, so the field is left as it is.
    EditedHere(&'static str),
    /// The field was edited here and in the file, so it is left as it is; the file's text.
    EditedInBoth(&'static str, String),
    /// A value that its field refused.
    Unfit(String),
}

/// One row and what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RowPlan {
    /// Its number in the spreadsheet.
    pub number: usize,
    /// The line of the file it begins on.
    pub line: usize,
    /// The record it is about, unless the row is a problem.
    pub id: Option<Id>,
    /// What the row calls it.
    pub title: String,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What else is to be said.
    pub remarks: Vec<Remark>,
}

/// How many rows have which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows of which records are made.
    pub create: usize,
    /// Rows that change records.
    pub update: usize,
    /// Rows that change nothing.
    pub unchanged: usize,
    /// Rows that are not imported.
    pub problem: usize,
    /// Records whose row is gone.
    pub removed: usize,
}

/// What an import would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The kind of the records.
    pub kind: &'static Kind,
    /// What the file is called.
    pub source: String,
    /// The row of the header.
    pub header_row: usize,
    /// The columns, in order.
    pub columns: Vec<ColumnPlan>,
    /// The columns that the saved mapping names and the file has not.
    pub absent: Vec<String>,
    /// The rows, in order.
    pub rows: Vec<RowPlan>,
    /// The records whose row is gone, in the order of their ids.
    pub removed: Vec<Id>,
    /// Whether the edit retires them.
    pub retires: bool,
    mapping: Mapping,
    changes: Vec<Change>,
}

/// The most text one row may bring into a record; a record's file has at most four times that.
const ROW_BYTES: usize = 256 << 10;

impl Plan {
    /// Works out what importing a sheet as records of a kind would do. Changes nothing.
    ///
    /// `progress` is called with the number of rows done and of all rows.
    ///
    /// # Errors
    ///
    /// Fails when the columns cannot be what the user says, or nothing says what the records are called.
    pub fn make(
        register: &Register,
        kind: &'static Kind,
        sheet: &Sheet,
        options: &Options<'_>,
        today: NaiveDate,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Self, ImportError> {
        if let IdForm::Single(_) = kind.ids {
            return Err(ImportError::OneRecord(kind.name));
        }
        let columns = columns::resolve(register, kind, sheet, options)?;
        let reader = Reader::new(register, today, &columns.feeds, columns.id, &columns.kept);
        let mut readings = Vec::with_capacity(sheet.rows.len());
        for row in &sheet.rows {
            readings.push(reader.read(row));
            progress(readings.len(), sheet.rows.len());
        }
        let older = options
            .since
            .map(|since| older(&columns.identity, &reader, sheet, since));
        let mut making = Making {
            register,
            kind,
            columns: &columns,
            ids: Ids::new(register),
            older,
            seen: HashSet::new(),
            changes: Vec::new(),
        };
        let numbers: Vec<usize> = sheet.rows.iter().map(|row| row.number).collect();
        let matches = Records::new(register, kind, &columns.identity).matches(&columns.identity, &readings, &numbers);
        let rows = sheet.rows.iter().zip(&readings).zip(matches);
        let rows: Vec<RowPlan> = rows
            .map(|((row, reading), (found, twin))| making.row(sheet.headers.len(), row, reading, found, twin))
            .collect();
        let removed = making.removed(&readings);
        let mut changes = making.changes;
        if let (true, Some(retired)) = (options.retire_removed, kind.marked(Mark::Retired)) {
            changes.extend(removed.iter().map(|id| Change::Set {
                id: id.clone(),
                field: retired,
                from: Value::Empty,
                to: Value::Date(today),
            }));
        }
        let mapping = full_mapping(kind, &columns, options);
        Ok(Self {
            kind,
            source: options.source.clone(),
            header_row: sheet.header_row,
            columns: columns.plans,
            absent: columns.absent,
            rows,
            removed,
            retires: options.retire_removed && kind.marked(Mark::Retired).is_some(),
            mapping,
            changes,
        })
    }

    /// Returns the one edit that carries the plan out.
    pub fn edit(&self, who: &str, when: NaiveDateTime) -> Edit {
        let from = match super::report::plain(&self.source, 80) {
            name if name.is_empty() => String::new(),
            name => format!(" from {name}"),
        };
        Edit {
            title: format!("import {}{from}: {}", self.kind.plural, self.counts()),
            who: who.to_owned(),
            when,
            changes: self.changes.clone(),
        }
    }

    /// Tells whether the plan changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the mapping that reads the next file of this origin the same way, guesses included.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Returns how many rows have which outcome.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            removed: self.removed.len(),
            ..Counts::default()
        };
        for row in &self.rows {
            match row.outcome {
                Outcome::Create => counts.create += 1,
                Outcome::Update { .. } => counts.update += 1,
                Outcome::Unchanged => counts.unchanged += 1,
                Outcome::Problem(_) => counts.problem += 1,
            }
        }
        counts
    }
}

/// What the older file says, by identity; of what it says twice, nothing.
fn older(identity: &Identity, reader: &Reader<'_>, sheet: &Sheet, since: &Sheet) -> HashMap<Name, Option<Reading>> {
    let places: Vec<Option<usize>> = sheet
        .headers
        .iter()
        .map(|header| since.column(&header.label).map(|header| header.index))
        .collect();
    let mut found = HashMap::new();
    for row in &since.rows {
        let cell = |place: &Option<usize>| place.map_or("", |place| row.cell(place)).to_owned();
        let reading = reader.read(&Row {
            cells: places.iter().map(cell).collect(),
            ..row.clone()
        });
        if let Some(name) = identity.of_row(&reading) {
            found
                .entry(name)
                .and_modify(|twice| *twice = None)
                .or_insert(Some(reading));
        }
    }
    found
}

/// Says about every column what became of it, so that a saved mapping guesses nothing.
fn full_mapping(kind: &'static Kind, columns: &Columns, options: &Options<'_>) -> Mapping {
    let mut mapping = Mapping {
        kind: kind.name.to_owned(),
        keep_unmapped: options.mapping.keep_unmapped || options.saved.keep_unmapped,
        values: options.saved.values.clone(),
        ..Mapping::default()
    };
    for (column, values) in &options.mapping.values {
        mapping.values.entry(column.clone()).or_default().extend(values.clone());
    }
    for plan in &columns.plans {
        let target = match plan.target {
            Target::Id => "id",
            Target::Field(field) => kind.fields[field].name,
            Target::Kept | Target::Left if plan.how == columns::Source::Nothing => continue,
            Target::Kept => "extras",
            Target::Left => super::LEFT_OUT,
        };
        mapping.columns.insert(plan.header.clone(), target.to_owned());
    }
    let asked = if options.mapping.key.is_empty() {
        &options.saved.key
    } else {
        &options.mapping.key
    };
    mapping.key.clone_from(asked);
    mapping
}

/// The plan while it is made.
struct Making<'a> {
    register: &'a Register,
    kind: &'static Kind,
    columns: &'a Columns,
    ids: Ids<'a>,
    older: Option<HashMap<Name, Option<Reading>>>,
    /// The records that have a row.
    seen: HashSet<Id>,
    changes: Vec<Change>,
}

impl Making<'_> {
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
        let (after, remarks) = changes::after(record, reading, older);
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
        let (record, remarks) = changes::after(&Record::new(self.kind, id.clone()), reading, None);
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
    fn removed(&self, readings: &[Reading]) -> Vec<Id> {
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
            "it has {found} cells and the header has {width}, so its cells may stand in the wrong columns"
        ));
    }
    let bytes: usize = row.cells.iter().map(String::len).sum();
    (bytes > ROW_BYTES).then(|| format!("it has {} KiB of text; a record takes {}", bytes >> 10, ROW_BYTES >> 10))
}
