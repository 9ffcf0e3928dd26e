//! What an import would do, row by row, and the one edit that does it.

pub(in crate::exchange::import) mod changes;
mod ids;
mod making;
pub(in crate::exchange::import) mod rows;
mod rules;
mod tallies;
pub mod whole;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::exchange::sheet::Sheet;

use crate::exchange::import::columns;
use crate::exchange::import::columns::{ColumnPlan, Columns};
use crate::exchange::import::identity::Means;
use crate::exchange::import::memory::{LastCell, Lines, taken};
use crate::exchange::import::planning::making::Making;
use crate::exchange::import::planning::rules::{Said, obey};
use crate::exchange::import::reading;
use crate::exchange::import::reading::{Reader, Unread};
use crate::exchange::import::{ImportError, Mapping, Options};

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
    /// It goes on with the record of the row with this number, as a second action does below one risk.
    Continues(usize),
    /// It names no record of the kind and is about what it links to in this column, as a risk without an action is.
    Nameless(String),
    /// It is left out as the user says, for what it says in a column.
    LeftOut {
        /// The column.
        column: String,
        /// What it says.
        text: String,
    },
    /// It is not imported, with the reason as a sentence about the row.
    Problem(String),
}

/// What else is to be reported about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A cell is no value of its field; the text is kept with the record.
    Unread(Unread),
    /// An id that the row writes in another way than the register.
    Respelled(String, Id),
    /// A step of a score without its other part, with the label of the field; the text is kept with the record.
    HalfScore(String, &'static str),
    /// The text of a column could not be kept either, as the kind has no place for it.
    Lost(String),
    /// An earlier row has the same identity.
    Twin(usize),
    /// A record with another title and unit has the row's reference.
    Homonym(Id),
    /// A record that no row is about has the row's title.
    Namesake(Id),
    /// The row misses cells at its end.
    Short {
        /// How many it has.
        found: usize,
        /// How many the header has.
        expected: usize,
    },
    /// The row holds U+FFFD where the file lost characters.
    Damaged,
    /// The record was there without a key, found by its title and unit.
    Adopted,
    /// The record is retired here.
    Retired,
    /// The record has no title.
    Untitled,
    /// The field was edited here, and the file says what it said before, so the field is left as it is.
    EditedHere(Cow<'static, str>),
    /// The field was edited here and in the file, so it is left as it is; the file's text.
    EditedInBoth(Cow<'static, str>, String),
    /// As [`EditedInBoth`](Self::EditedInBoth), and settled, as the user says, with what is here.
    KeptHere(Cow<'static, str>, String),
    /// The field was edited here and in the file, and the file wins as was asked; the text that was here.
    Overwritten(Cow<'static, str>, String),
    /// The field held something else, and nothing is known of what the file said before, so the file wins.
    Replaced(Cow<'static, str>, String),
    /// The file said something of the field in the last import and is blank there now; what the record keeps.
    Cleared(&'static str, String),
    /// A column of scores or levels says something else than the method does.
    Contradicts {
        /// The column.
        column: String,
        /// What it says.
        text: String,
        /// What the method says.
        follows: String,
    },
    /// What is over was given up, as a column says; its text.
    Overruled(String, String),
    /// What was found was none, as a column says; its text.
    Refuted(String, String),
    /// The record groups others, as a column says; its text.
    Groups(String, String),
    /// A heading or range, and how many clauses and controls it stands for.
    Under(String, usize),
    /// Somebody left, as a column says with this text, which has no day; the day of the import that stands in.
    DayOfImport(String, String, NaiveDate),
    /// The link of a column is that of the row with this number, with which the row goes on.
    FromAbove(String, usize),
    /// The row answers a clause as a whole, and so each of its questions.
    Clause(String, usize),
    /// A value that its field refused.
    Unfit(String),
    /// A value that a rule of the kind refuses; the text is kept with the record.
    Refused {
        /// The label of the field.
        field: &'static str,
        /// The value.
        text: String,
        /// Why, as a sentence.
        why: String,
        /// Whether it is taken where a second look was taken.
        confirmable: bool,
    },
    /// A reason that a rule asks for and the row does not give, with what stands in for it.
    Reason(String),
    /// A record that another register had as it is comes in with what the rules object to: the sentence.
    AsItWas(String),
    /// A record comes in although it lacks what a rule asks for, as was confirmed: the sentence.
    Lacks(String),
    /// A review comes in as held, and for some of what it looked at nothing says what came of it: the sentence of the check.
    NoOutcome(String),
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
    /// What else is to be reported.
    pub remarks: Vec<Remark>,
    /// By what the row is found again.
    pub means: Means,
}

impl RowPlan {
    /// Tells whether a value of it is left out, as a rule refuses it.
    pub fn is_refused(&self) -> bool {
        let mut remarks = self.remarks.iter();
        remarks.any(|remark| matches!(remark, Remark::Refused { .. }))
    }

    /// Tells whether it is not imported, or not all of it.
    pub fn is_problem(&self) -> bool {
        matches!(self.outcome, Outcome::Problem(_)) || self.is_refused()
    }
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
    /// Rows that go on with the record of a row above.
    pub continued: usize,
    /// Rows that name no record of the kind.
    pub nameless: usize,
    /// Rows that are left out as the user says.
    pub left_out: usize,
    /// Rows of which a value is left out, as a rule refuses it; they count as what else becomes of them, too.
    pub refused: usize,
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
    /// The label of the text whose first sentence is the title, where no column is one.
    pub title_from: Option<&'static str>,
    /// How often which text of which column says nothing, such as `N/A` or `In-house` for a vendor.
    pub nothing: BTreeMap<(String, String), usize>,
    /// In how many cells of which column markup was made plain text.
    pub marked_up: BTreeMap<String, usize>,
    /// The words for the steps of the method: of likelihoods, and of consequences.
    pub scales: [Vec<String>; 2],
    /// The ids of controls that ISO/IEC 27001 has as well, so that the file may mean those.
    pub ambiguous: BTreeSet<String>,
    /// What the name of the sheet says of the status of all records: the label of the choice.
    pub status_of_sheet: Option<&'static str>,
    /// The ranks, such as `Sev 1`, that were taken for choices, by column.
    pub ranks: BTreeMap<String, BTreeMap<String, &'static str>>,
    /// The rows, in order.
    pub rows: Vec<RowPlan>,
    /// The records whose row is gone, in the order of their ids.
    pub removed: Vec<Id>,
    /// Whether the edit retires them.
    pub retires: bool,
    /// The columns and values that the user says something of and no cell says.
    pub unmet: Vec<(String, String)>,
    /// What the user says that does not fit this table.
    untaken: BTreeMap<String, ImportError>,
    mapping: Mapping,
    changes: Vec<Change>,
    lines: Vec<Lines>,
}

impl Plan {
    /// Works out what importing a sheet as records of a kind would do. Changes nothing.
    ///
    /// `progress` is called with the number of rows done and of all rows; what it answers says whether to go on.
    ///
    /// # Errors
    ///
    /// Fails when the columns cannot be what the user says, or nothing says what the records are called, and with
    /// [`ImportError::Stopped`] when `progress` breaks.
    pub fn make(
        register: &Register,
        kind: &'static Kind,
        sheet: &Sheet,
        options: &Options<'_>,
        today: NaiveDate,
        mut progress: impl FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<Self, ImportError> {
        columns::check_kind(kind, sheet)?;
        let columns = columns::resolve(register, kind, sheet, options)?;
        let prepared = rows::prepare(register, kind, sheet, &columns);
        let sheet = &*prepared.sheet;
        let reader = Reader::new(register, kind, today, &columns, sheet, options.coming);
        let mut readings = Vec::with_capacity(sheet.rows.len());
        for row in &sheet.rows {
            readings.push(reader.read(row));
            if progress(readings.len(), sheet.rows.len()).is_break() {
                return Err(ImportError::Stopped);
            }
        }
        let mut making = Making::new(register, kind, &columns, options, sheet);
        if let Some(since) = options.since {
            making.compare(&reader, sheet, since);
        }
        for other in options.beside {
            making.see(other, options, today);
        }
        let mut rows = making.rows(sheet, &readings);
        let origin = std::mem::take(&mut making.origin);
        let removed = making.removed(|id| options.memory.is_some_and(|memory| memory.came_from(id, &origin)));
        let mut last_cells = making.last_cells;
        let of_rows = rows.iter().filter(|row| !matches!(row.outcome, Outcome::Problem(_)));
        let of_rows = of_rows.filter_map(|row| row.id.as_ref());
        last_cells.extend(of_rows.map(|id| LastCell::origin(id, &origin)));
        let mut changes = making.changes;
        if let (true, Some(retired)) = (options.retire_removed, kind.marked(Mark::Retired)) {
            let day = Value::Date(today);
            last_cells.extend(removed.iter().map(|id| LastCell::of_absence(id, &day)));
            changes.extend(removed.iter().map(|id| Change::Set {
                id: id.clone(),
                field: retired,
                from: Value::Empty,
                to: day.clone(),
            }));
        }
        let said = |row: usize, field: usize| {
            let feed = columns.feeds.iter().find(|feed| feed.position == field)?;
            feed.parts.is_empty().then(|| Said {
                column: feed.label.clone(),
                text: reading::text(feed, &sheet.rows[row]),
            })
        };
        let changes = obey(
            register,
            changes,
            &mut rows,
            columns.is_ours && options.restores,
            options,
            today,
            &said,
        );
        last_cells.extend(rows.iter().flat_map(|row| refused(kind, row)));
        for row in &mut rows {
            row.remarks
                .extend(prepared.remarks.get(&row.number).cloned().unwrap_or_default());
        }
        rows.extend(prepared.joined);
        rows.sort_by_key(|row| row.number);
        let lines = options.memory.map_or_else(Vec::new, |memory| {
            memory.changed(kind, &taken(memory, register, kind, last_cells, &changes))
        });
        let mapping = full_mapping(kind, &columns, options);
        Ok(Self {
            kind,
            source: options.source.clone(),
            header_row: sheet.header_row,
            columns: columns.plans,
            absent: columns.absent,
            nothing: tallies::nothing(&readings),
            marked_up: tallies::marked_up(&readings),
            ambiguous: tallies::ambiguous(&readings),
            ranks: tallies::ranks(&readings),
            scales: tallies::scales(register),
            status_of_sheet: columns.status.map(|(_, item)| item.label),
            title_from: columns.title_from.map(|field| kind.fields[field].label),
            rows,
            removed,
            retires: options.retire_removed && kind.marked(Mark::Retired).is_some(),
            unmet: reading::beside::unmet(sheet, &options.mapping),
            untaken: columns.untaken,
            mapping,
            changes,
            lines,
        })
    }

    /// Returns the one edit that carries the plan out.
    pub fn edit(&self, who: &str, when: NaiveDateTime) -> Edit {
        let from = match crate::exchange::import::report::plain(&self.source, 80) {
            name if name.is_empty() => String::new(),
            name => format!(" from {name}"),
        };
        let Counts {
            create,
            update,
            removed,
            ..
        } = self.counts();
        let retired = if self.retires { removed } else { 0 };
        let parts = [(create, "created"), (update, "updated"), (retired, "retired")];
        let done: Vec<_> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, done)| format!("{count} {done}"))
            .collect();
        let done = if done.is_empty() {
            String::new()
        } else {
            format!(": {}", done.join(", "))
        };
        Edit {
            title: format!("import {}{from}{done}", self.kind.plural),
            who: who.to_owned(),
            when,
            changes: self.changes.clone(),
        }
    }

    /// Returns how the memory of imports changes with the edit.
    pub fn lines(&self) -> &[Lines] {
        &self.lines
    }

    /// Returns whether the plan changes no record.
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
            counts.refused += usize::from(row.is_refused());
            match row.outcome {
                Outcome::Create => counts.create += 1,
                Outcome::Update { .. } => counts.update += 1,
                Outcome::Unchanged => counts.unchanged += 1,
                Outcome::Problem(_) => counts.problem += 1,
                Outcome::Continues(_) => counts.continued += 1,
                Outcome::Nameless(_) => counts.nameless += 1,
                Outcome::LeftOut { .. } => counts.left_out += 1,
            }
        }
        counts
    }
}

/// Returns the fields of which a row says something that a rule refuses.
fn refused(kind: &'static Kind, row: &RowPlan) -> Vec<LastCell> {
    let Some(id) = &row.id else { return Vec::new() };
    let labels = row.remarks.iter().filter_map(|remark| match remark {
        Remark::Refused { field, .. } => Some(*field),
        _ => None,
    });
    let fields = labels.filter_map(|label| kind.fields.iter().find(|field| field.label == label));
    fields.map(|field| LastCell::of_refusal(id, field.name)).collect()
}

/// Says about every column what became of it, so that a saved mapping guesses nothing.
fn full_mapping(kind: &'static Kind, columns: &Columns, options: &Options<'_>) -> Mapping {
    let mut mapping = Mapping {
        kind: kind.name.to_owned(),
        keep_unmapped: options.mapping.keep_unmapped.or(options.saved.keep_unmapped),
        values: options.saved.values.clone(),
        dates: columns::dates(options),
        ..Mapping::default()
    };
    for (column, values) in &options.mapping.values {
        mapping.values.entry(column.clone()).or_default().extend(values.clone());
    }
    for plan in &columns.plans {
        if let Some(word) = plan.word(kind) {
            mapping.columns.insert(plan.header.clone(), word);
        }
    }
    let asked = if options.mapping.key.is_empty() {
        &options.saved.key
    } else {
        &options.mapping.key
    };
    mapping.key.clone_from(asked);
    mapping
}
