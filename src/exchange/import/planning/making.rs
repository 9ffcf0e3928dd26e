//! Makes a plan: each row becomes a record that is made, changed or left alone, or a problem.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::field::{Field, Home, Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Change;
use crate::exchange::cells::citations::{Cited, cited};
use crate::exchange::sheet::header::Header;
use crate::exchange::sheet::{Row, Sheet};

use crate::exchange::import::columns;
use crate::exchange::import::columns::Columns;
use crate::exchange::import::columns::feeds::Feed;
use crate::exchange::import::identity;
use crate::exchange::import::identity::Means;
use crate::exchange::import::identity::matching::{Found, Match, Origin, Records};
use crate::exchange::import::memory::{LastCell, origin_word};
use crate::exchange::import::people;
use crate::exchange::import::planning::changes;
use crate::exchange::import::planning::changes::{After, Past};
use crate::exchange::import::planning::ids::Ids;
use crate::exchange::import::planning::{Outcome, Remark, RowPlan, SetField};
use crate::exchange::import::reading::{Reader, Reading, folded};
use crate::exchange::import::{Confirmed, Mapping, Options};

/// The most text one row may bring into a record; a record's file has at most four times that.
const ROW_BYTES: usize = 256 << 10;

/// The plan while it is made.
pub(in crate::exchange::import) struct Making<'a> {
    register: &'a Register,
    kind: &'static Kind,
    columns: &'a Columns,
    ids: Ids<'a>,
    records: Records<'a>,
    /// What the older file says, by record.
    older: Option<HashMap<Id, Reading>>,
    /// The records that have a row.
    seen: HashSet<Id>,
    known: Past<'a>,
    /// The word by which rows of the file are remembered.
    pub origin: String,
    /// Whether rows that lack what they should have are taken.
    confirmed: &'a Confirmed,
    /// The handles of people, where the rows are people.
    handles: people::Handles,
    pub changes: Vec<Change>,
    /// What the cells say, for the memory.
    pub last_cells: Vec<LastCell>,
}

impl<'a> Making<'a> {
    pub fn new(
        register: &'a Register,
        kind: &'static Kind,
        columns: &'a Columns,
        options: &'a Options<'a>,
        sheet: &Sheet,
    ) -> Self {
        Self {
            register,
            kind,
            columns,
            ids: Ids::new(register),
            records: Records::new(register, kind, &columns.identity),
            older: None,
            seen: HashSet::new(),
            confirmed: &options.confirmed,
            origin: origin_word(options, sheet),
            known: Past {
                memory: options.memory,
                conflict: options.conflict,
                restores: options.restores && columns.is_ours,
                is_ours: columns.is_ours,
                exported: None,
            },
            handles: people::Handles::of(register),
            changes: Vec::new(),
            last_cells: Vec::new(),
        }
    }

    /// Takes in what the older file says of each record.
    pub fn compare(&mut self, reader: &Reader<'_>, sheet: &Sheet, since: &Sheet) {
        let place = |header: &Header| since.column(&header.label).map(|header| header.index);
        let places: Vec<Option<usize>> = sheet.headers.iter().map(place).collect();
        let read = |row: &Row| {
            let cell = |place: &Option<usize>| place.map_or("", |place| row.cell(place)).to_owned();
            reader.read(&Row {
                cells: places.iter().map(cell).collect(),
                ..row.clone()
            })
        };
        let readings: Vec<Reading> = since.rows.iter().map(read).collect();
        let found = self.matches(since, &readings).into_iter().zip(readings);
        let known = found.filter_map(|(found, reading)| match found.what {
            Match::Known(id) | Match::Adopted(id) => Some((id, reading)),
            _ => None,
        });
        self.older = Some(known.collect());
    }

    /// Takes in which records the rows of another sheet are about. One whose columns say nothing of the kind has none.
    pub fn see(&mut self, other: &Sheet, options: &Options<'a>, today: NaiveDate) {
        // What the user says of columns is about the sheet at hand; here it holds where the columns are there.
        let asked = &options.mapping;
        let lenient = Options {
            mapping: Mapping::default(),
            saved: if *asked == Mapping::default() {
                options.saved.clone()
            } else {
                asked.clone()
            },
            ..options.clone()
        };
        let Ok(columns) = columns::resolve(self.register, self.kind, other, &lenient) else {
            return;
        };
        let reader = Reader::new(self.register, self.kind, today, &columns, other, options.coming);
        let readings: Vec<Reading> = other.rows.iter().map(|row| reader.read(row)).collect();
        let numbers: Vec<usize> = other.rows.iter().map(|row| row.number).collect();
        let records = Records::new(self.register, self.kind, &columns.identity);
        let word = origin_word(options, other);
        let found = records.matches(&columns.identity, &readings, &numbers, self.origin_of(&word));
        self.seen.extend(found.into_iter().filter_map(|found| match found.what {
            Match::Known(id) | Match::Adopted(id) => Some(id),
            Match::New | Match::Homonym(_) | Match::Namesake(_) | Match::Neither(_) => None,
        }));
    }

    fn origin_of<'w>(&self, word: &'w str) -> Origin<'w>
    where
        'a: 'w,
    {
        let memory = self.known.memory;
        Origin { memory, word }
    }

    fn matches(&self, sheet: &Sheet, readings: &[Reading]) -> Vec<Found> {
        let numbers: Vec<usize> = sheet.rows.iter().map(|row| row.number).collect();
        self.records
            .matches(&self.columns.identity, readings, &numbers, self.origin_of(&self.origin))
    }

    /// Plans every row.
    pub fn rows(&mut self, sheet: &Sheet, readings: &[Reading]) -> Vec<RowPlan> {
        let found = self.matches(sheet, readings);
        let width = sheet.headers.len();
        let mut open = None;
        let mut plans = Vec::with_capacity(sheet.rows.len());
        for ((row, reading), found) in sheet.rows.iter().zip(readings).zip(found) {
            let opens = sheet.open_quotes().contains(&row.line);
            open = open.filter(|_| row.cells.len() < width && !opens);
            let problem = match open {
                Some(line) => Some(format!(
                    "it may be text of the cell whose quote opens on line {line} and is never closed"
                )),
                None => problem(width, row),
            };
            plans.push(self.row(width, row, reading, found, problem));
            open = if opens { Some(row.line) } else { open };
        }
        plans
    }

    fn row(&mut self, width: usize, row: &Row, reading: &Reading, found: Found, problem: Option<String>) -> RowPlan {
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
            remarks: found.twin.map(Remark::Twin).into_iter().collect(),
            means: found.means,
        };
        let known = match &found.what {
            Match::Known(id) | Match::Adopted(id) => self.register.get(id.as_str()),
            Match::New | Match::Homonym(_) | Match::Namesake(_) | Match::Neither(_) => None,
        };
        if let Some(record) = known {
            self.seen.insert(record.id().clone());
            plan.id = Some(record.id().clone());
        }
        if let Some((column, text)) = self.left_out(row) {
            plan.remarks.clear();
            plan.outcome = Outcome::LeftOut { column, text };
            return plan;
        }
        if let Some(problem) = problem {
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
        match found.what {
            Match::Neither(why) => {
                plan.remarks.clear();
                plan.outcome = Outcome::Problem(why);
                return plan;
            }
            Match::Adopted(_) => plan.remarks.push(Remark::Adopted),
            Match::Homonym(id) => plan.remarks.push(Remark::Homonym(id)),
            Match::Namesake(id) => plan.remarks.push(Remark::Namesake(id)),
            Match::Known(_) | Match::New => {}
        }
        match known {
            Some(record) => self.update(&mut plan, record, reading),
            None if let Some(text) = &reading.no_record => {
                let kind = self.kind.name;
                plan.outcome = Outcome::Problem(format!("`{text}` says that it is no {kind}"));
            }
            None if plan.title.is_empty()
                && found.means == Means::Content
                && let Some(column) = self.linked(reading) =>
            {
                plan.remarks.clear();
                plan.outcome = Outcome::Nameless(column);
            }
            None if plan.title.is_empty() && found.means == Means::Content => {
                plan.outcome = Outcome::Problem("it has neither a title nor a reference".to_owned());
            }
            None => self.create(&mut plan, reading),
        }
        plan
    }

    /// Returns the column and the text for which the user leaves a row out, if so.
    fn left_out(&self, row: &Row) -> Option<(String, String)> {
        let mut columns = self.columns.rows_left_out.iter();
        let says = |column: usize| row.cell(column).trim();
        let (column, _) = columns.find(|(column, values)| values.contains(&folded(says(**column))))?;
        Some((self.columns.plans[*column].header.clone(), says(*column).to_owned()))
    }

    /// Returns the column in which a row says what its record belongs to, in a file that names records of the kind.
    fn linked(&self, reading: &Reading) -> Option<String> {
        let feeds = &self.columns.feeds;
        let is_titled = feeds
            .iter()
            .any(|feed| Some(feed.position) == self.kind.marked(Mark::Title));
        let is_link = |feed: &&Feed| matches!(feed.field.shape, Shape::One(_) | Shape::Many(_));
        let says = |feed: &&Feed| {
            let is_unread = reading.unread.iter().any(|unread| unread.column == feed.label);
            is_unread || reading.read.contains(&feed.label)
        };
        let found = feeds.iter().filter(is_link).find(says).filter(|_| is_titled);
        found.map(|feed| feed.label.clone())
    }

    fn update(&mut self, plan: &mut RowPlan, record: &Record, reading: &Reading) {
        let retired = self.kind.marked(Mark::Retired);
        let is_said = retired.is_some_and(|field| !reading.value(field).is_empty());
        // What an import retired for want of a row is as it was once it has one again.
        let is_back = !is_said && self.origin_of(&self.origin).has_retired(record);
        if record.is_retired() && !is_said && !is_back {
            plan.remarks.push(Remark::Retired);
        }
        let older = self.older.as_ref().and_then(|older| older.get(record.id()));
        let After {
            record: mut after,
            remarks,
            settled,
        } = changes::after(record, reading, older, self.known);
        if let Some(field) = retired.filter(|_| is_back) {
            // Nothing fits every field.
            let _ = after.put(field, Value::Empty);
        }
        let mut cells = changes::last_cells(record, reading, older);
        for cell in &mut cells {
            cell.is_settled = settled.iter().any(|what| *what == cell.what);
        }
        self.last_cells.extend(cells);
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
        if self.kind.home == Home::Rows {
            let handle = identity::reference(self.kind).map(|field| reading.value(field).to_string());
            let handle = handle.unwrap_or_default();
            if let Err(why) = self.handles.take(&handle, &plan.title) {
                plan.outcome = Outcome::Problem(why.trim_end_matches('.').to_owned());
                return;
            }
        }
        let key = self.columns.identity.key.iter();
        let key: Vec<String> = key.map(|field| reading.value(*field).to_string()).collect();
        let id = match plan.means {
            Means::Id => self.ids.take(self.kind, &reading.id),
            _ => Ok(self.ids.make(self.kind, &plan.title, &key.join(" "))),
        };
        let id = match id {
            Ok(id) => id,
            Err(why) => {
                plan.outcome = Outcome::Problem(self.with_way_out(why, &reading.id));
                return;
            }
        };
        // What is remembered of a record that was deleted says nothing about a new one.
        let known = Past {
            memory: None,
            ..self.known
        };
        let After { record, remarks, .. } = changes::after(&Record::new(self.kind, id.clone()), reading, None, known);
        let missing = missing(&record);
        // What was exported as it is lacked that there, too.
        let is_as_it_was = self.known.restores && plan.means == Means::Id;
        if !missing.is_empty() && is_as_it_was {
            plan.remarks
                .push(Remark::AsItWas(format!("It lacks {}.", missing.join(" and "))));
        } else if !missing.is_empty() && !self.confirmed.has(plan.number) {
            plan.remarks.extend(remarks);
            let missing = missing.join(" and ");
            plan.outcome = Outcome::Problem(format!("it lacks {missing}; --yes takes it all the same"));
            return;
        }
        self.last_cells.extend(changes::last_cells(&record, reading, None));
        plan.remarks.extend(remarks);
        if plan.title.is_empty() && self.kind.marked(Mark::Title).is_some() {
            plan.remarks.push(Remark::Untitled);
        }
        plan.id = Some(id);
        plan.outcome = Outcome::Create;
        self.changes.push(Change::add(record));
    }

    /// Adds to why an id is none how to say which is meant, where it may be one of ours.
    fn with_way_out(&self, why: String, id: &str) -> String {
        match self.columns.id {
            Some(column) if !matches!(cited(id), Some(Cited::Foreign(_))) => {
                let header = &self.columns.plans[column].header;
                format!("{why}. --map-value '{header}:{id}=ID' says which is meant")
            }
            _ => why,
        }
    }

    /// Returns the records that no row is about and that the inventory had: those of the older file where it is at
    /// hand, else those that an earlier import of the file made or changed.
    pub fn removed(&self, was_there: impl Fn(&Id) -> bool) -> Vec<Id> {
        let was_there = |id: &Id| {
            self.older
                .as_ref()
                .map_or_else(|| was_there(id), |older| older.contains_key(id))
        };
        let is_gone = |record: &&Record| {
            let id = record.id();
            !self.seen.contains(id) && !record.is_retired() && !self.register.is_implied(id) && was_there(id)
        };
        let gone = self.register.of(self.kind).filter(is_gone);
        gone.map(|record| record.id().clone()).collect()
    }
}

/// Returns what a record lacks of what every record of its kind has; for the title a reference may stand in.
fn missing(record: &Record) -> Vec<&'static str> {
    let fields = record.kind().fields.iter().enumerate();
    let is_missing = |at: usize, field: &Field| {
        let is_asked = field.is(Mark::Required) && !field.is(Mark::Title);
        is_asked && record.value(at).is_empty()
    };
    fields
        .filter(|(at, field)| is_missing(*at, field))
        .map(|(_, field)| field.label)
        .collect()
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
    let bytes: usize = row.cells.iter().map(str::len).sum();
    (bytes > ROW_BYTES).then(|| format!("it has {} KiB of text; a record takes {}", bytes >> 10, ROW_BYTES >> 10))
}
