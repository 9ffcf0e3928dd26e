//! The rows of a sheet as records need them.
//!
//! People write several actions below one risk, with the cells of the risk blank from the second row on; others answer
//! a clause as a whole where the catalogue asks several questions. The rows are joined, completed and repeated here,
//! and each is told.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::mark::Mark;
use crate::domain::register::Register;
use crate::exchange::cells::citations::{Cited, cited};
use crate::exchange::sheet::{Row, Sheet};

use crate::exchange::import::columns::{ColumnPlan, Columns, Source, Target};
use crate::exchange::import::identity;
use crate::exchange::import::identity::Means;
use crate::exchange::import::planning::{Outcome, Remark, RowPlan};
use crate::exchange::import::reading::folded;

/// The rows that are records, and what is to be told about them and the others.
pub(in crate::exchange::import) struct Prepared<'s> {
    pub sheet: Cow<'s, Sheet>,
    /// The rows that belong to the record of a row above.
    pub joined: Vec<RowPlan>,
    /// What is to be reported about the rows that are records, by their number.
    pub remarks: HashMap<usize, Vec<Remark>>,
}

/// Tells which rows go on with the record of the row above: nothing in them says what they are, and much of what the row
/// above says is blank.
pub(in crate::exchange::import) fn continuing(
    kind: &Kind,
    sheet: &Sheet,
    mapped: &BTreeMap<usize, (Target, Source)>,
) -> Vec<bool> {
    let reference = identity::reference(kind);
    let tells = |target: &Target| match target {
        Target::Id => true,
        Target::Field(field) => Some(*field) == reference || Some(*field) == kind.marked(Mark::Title),
        _ => false,
    };
    let named: Vec<usize> = mapped
        .iter()
        .filter(|(_, (target, _))| tells(target))
        .map(|(column, _)| *column)
        .collect();
    let is_titled = mapped
        .values()
        .any(|(target, _)| matches!(target, Target::Field(field) if Some(*field) == kind.marked(Mark::Title)));
    let is_blank = |row: &Row, column: usize| row.cell(column).trim().is_empty();
    let mut above: Option<&Row> = None;
    let goes_on = sheet.rows.iter().map(|row| {
        let is_nameless = is_titled && named.iter().all(|column| is_blank(row, *column));
        let goes_on = is_nameless
            && above.is_some_and(|above| {
                let filled: Vec<usize> = above.filled().map(|(column, _)| column).collect();
                let blank = filled.iter().filter(|column| is_blank(row, **column)).count();
                // A row that says what the one above does not is of something else.
                let more = row.filled().filter(|(column, _)| !filled.contains(column)).count();
                // The first column says what the rows are about, whatever is imported of them.
                let begins = filled.first().is_some_and(|first| !is_blank(row, *first));
                !begins && blank * 3 >= filled.len() && blank > 2 && more < 2
            });
        if !goes_on {
            above = Some(row).filter(|_| !is_nameless);
        }
        goes_on
    });
    goes_on.collect()
}

/// Leaves out what was guessed for columns that hold one value of each row that goes on: they are about what the rows
/// are, and not about the record they belong to.
pub(in crate::exchange::import) fn unmap(
    kind: &Kind,
    sheet: &Sheet,
    continuing: &[bool],
    mapped: &mut BTreeMap<usize, (Target, Source)>,
) {
    let rows: Vec<&Row> = sheet
        .rows
        .iter()
        .zip(continuing)
        .filter(|(_, goes_on)| **goes_on)
        .map(|(row, _)| row)
        .collect();
    mapped.retain(|column, (target, source)| {
        let is_guessed = matches!(source, Source::Guessed(_));
        let is_filled = || rows.iter().any(|row| !row.cell(*column).trim().is_empty());
        !is_guessed || joins(kind, *target) || !is_filled()
    });
}

/// Whether what several rows say in a column can stand in one record.
fn joins(kind: &Kind, target: Target) -> bool {
    match target {
        Target::Field(field) => {
            let shape = kind.stored(field).shape;
            shape.is_list() || shape == Shape::Prose
        }
        Target::Kept => true,
        Target::Id | Target::Part(..) | Target::Choice(..) | Target::Left => false,
    }
}

/// A column of links that stands in the first of several rows alone, and the columns about what it links to.
pub(in crate::exchange::import) struct OfLink {
    /// The column of links.
    pub column: usize,
    /// How it is called.
    pub header: String,
    /// The columns that feed no field and that only rows with the link fill.
    pub columns: Vec<usize>,
}

fn says(row: &Row, column: usize) -> bool {
    !row.cell(column).trim().is_empty()
}

/// Finds the links that rows have from a row above: what they are about is said there alone.
pub(in crate::exchange::import) fn of_link(kind: &Kind, sheet: &Sheet, plans: &[ColumnPlan]) -> Vec<OfLink> {
    let rows = &sheet.rows;
    let found = plans.iter().enumerate().filter_map(|(column, plan)| {
        let Target::Field(field) = plan.target else {
            return None;
        };
        let is_link = matches!(kind.stored(field).shape, Shape::One(_) | Shape::Many(_));
        if !is_link || !rows.first().is_some_and(|row| says(row, column)) {
            return None;
        }
        let linked = rows.iter().filter(|row| says(row, column)).count();
        // Columns that only rows with the link fill are about the record that is linked.
        let goes_with = |other: usize| {
            let filled = rows.iter().filter(|row| says(row, other)).count();
            let alone = rows.iter().any(|row| says(row, other) && !says(row, column));
            !alone && filled * 4 >= linked * 3
        };
        let others = plans.iter().enumerate();
        let others = others.filter(|(other, plan)| {
            *other != column && matches!(plan.target, Target::Left | Target::Kept) && goes_with(*other)
        });
        let columns: Vec<usize> = others.map(|(other, _)| other).collect();
        (linked < rows.len() && columns.len() >= 2).then(|| OfLink {
            column,
            header: plan.header.clone(),
            columns,
        })
    });
    found.collect()
}

/// Prepares the rows of a sheet.
pub(in crate::exchange::import) fn prepare<'s>(
    register: &Register,
    kind: &'static Kind,
    sheet: &'s Sheet,
    columns: &Columns,
) -> Prepared<'s> {
    let mut prepared = Prepared {
        sheet: Cow::Borrowed(sheet),
        joined: Vec::new(),
        remarks: HashMap::new(),
    };
    prepared.join(kind, columns);
    prepared.complete(kind, columns);
    prepared.repeat(register, kind, columns);
    prepared
}

impl Prepared<'_> {
    /// Puts the rows that go on into the rows above.
    fn join(&mut self, kind: &Kind, columns: &Columns) {
        if !columns.continuing.contains(&true) {
            return;
        }
        let mut rows: Vec<Row> = Vec::new();
        for (row, goes_on) in self.sheet.rows.iter().zip(&columns.continuing) {
            let Some(above) = rows.last_mut().filter(|_| *goes_on) else {
                rows.push(row.clone());
                continue;
            };
            let mut remarks = Vec::new();
            for (column, text) in row.filled() {
                let Some(plan) = columns.plans.get(column) else {
                    continue;
                };
                if joins(kind, plan.target) {
                    let before = above.cell(column).trim().to_owned();
                    let whole = if before.is_empty() {
                        text.to_owned()
                    } else {
                        format!("{before}\n{text}")
                    };
                    above.cells.set(column, &whole);
                } else if plan.target != Target::Left {
                    remarks.push(Remark::Lost(plan.header.clone()));
                }
            }
            self.joined.push(RowPlan {
                number: row.number,
                line: row.line,
                id: None,
                title: String::new(),
                outcome: Outcome::Continues(above.number),
                remarks,
                means: Means::Content,
            });
        }
        self.sheet.to_mut().rows = rows;
    }

    /// Gives rows the link of the row above where what the link is about is said there alone.
    fn complete(&mut self, kind: &Kind, columns: &Columns) {
        for link in of_link(kind, &self.sheet, &columns.plans) {
            let column = link.column;
            let mut above: Option<(usize, String, usize)> = None;
            for row in &mut self.sheet.to_mut().rows {
                if says(row, column) {
                    let first = row.filled().next().map_or(column, |(first, _)| first);
                    above = Some((row.number, row.cell(column).to_owned(), first));
                } else if let Some((number, text, first)) = &above
                    && !says(row, *first)
                {
                    row.cells.set(column, text);
                    let remark = Remark::FromAbove(link.header.clone(), *number);
                    self.remarks.entry(row.number).or_default().push(remark);
                }
            }
        }
    }

    /// Repeats a row that answers a clause for each question that the catalogue asks of the clause.
    fn repeat(&mut self, register: &Register, kind: &'static Kind, columns: &Columns) {
        let (Some(column), IdForm::Question) = (columns.id, kind.ids) else {
            return;
        };
        let mut questions: HashMap<&str, Vec<&str>> = HashMap::new();
        for record in register.of(kind) {
            if let Some((clause, _)) = record.id().as_str().split_once('/') {
                questions.entry(clause).or_default().push(record.id().as_str());
            }
        }
        let of_clause = |row: &Row| {
            let cell = row.cell(column).trim();
            let cell = columns.ids_said.get(&folded(cell)).map_or(cell, String::as_str);
            match cited(cell) {
                _ if register.get(cell).is_some() => None,
                Some(Cited::Ours(clause)) => Some((questions.get(clause.as_str())?, clause)),
                _ => None,
            }
        };
        if !self.sheet.rows.iter().any(|row| of_clause(row).is_some()) {
            return;
        }
        let mut rows = Vec::new();
        for row in &self.sheet.rows {
            let Some((of_clause, clause)) = of_clause(row) else {
                rows.push(row.clone());
                continue;
            };
            let mut of_clause = of_clause.clone();
            of_clause.sort_unstable();
            for question in &of_clause {
                let mut row = row.clone();
                row.cells.set(column, question);
                rows.push(row);
            }
            let remark = Remark::Clause(clause, of_clause.len());
            self.remarks.entry(row.number).or_default().push(remark);
        }
        self.sheet.to_mut().rows = rows;
    }
}
