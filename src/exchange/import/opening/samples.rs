//! What a column holds, to be looked at while it is decided what becomes of it; and the values that were not read, to be
//! mapped.

use std::collections::HashSet;

use crate::domain::record::field::{Kind, Shape};
use crate::exchange::import::LEFT_OUT;
use crate::exchange::import::columns::{ColumnPlan, Target};
use crate::exchange::import::planning::{Plan, Remark};
use crate::exchange::import::reading::scores::Part;
use crate::exchange::import::report::plain;
use crate::exchange::sheet::Sheet;

/// How many values of a column are shown.
const VALUES: usize = 4;

/// How much of one is shown.
const SHOWN: usize = 40;

/// A column with some of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampled {
    /// The name by which it is addressed.
    pub label: String,
    /// How many of its cells hold something.
    pub filled: usize,
    /// Some of what they hold, each once.
    pub values: Vec<String>,
}

/// Returns the columns of a table with some of their values.
pub fn sampled(sheet: &Sheet) -> Vec<Sampled> {
    let headers = sheet.headers.iter();
    let column = headers.map(|header| {
        let cells = || {
            sheet
                .values(header.index)
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
        };
        let mut seen = HashSet::new();
        let values = cells().filter(|cell| seen.insert(*cell)).take(VALUES);
        Sampled {
            label: header.label.clone(),
            values: values.map(|cell| plain(cell, SHOWN)).collect(),
            filled: cells().count(),
        }
    });
    column.collect()
}

/// What a column may become, as a mapping says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The word of the mapping.
    pub word: String,
    /// The words on screens.
    pub label: String,
}

/// Returns everything that a column of a table of these records may become.
pub fn targets(kind: &'static Kind) -> Vec<Offered> {
    let offered = |word: String, label: &str| Offered {
        word,
        label: label.to_owned(),
    };
    let mut all = Vec::new();
    for field in kind.fields {
        match field.shape {
            Shape::Level => continue,
            Shape::Score => {
                let parts = Part::all().map(|part| {
                    let word = format!("{}.{}", field.name, part.name());
                    offered(word, &format!("{}: {}", field.label, part.name()))
                });
                all.extend(parts);
            }
            Shape::AnyOf(items) => {
                let choices = items.iter().map(|item| {
                    let word = format!("{}.{}", field.name, item.name);
                    offered(word, &format!("{}: marks {}", field.label, item.label))
                });
                all.extend(choices);
            }
            _ => {}
        }
        all.push(offered(field.name.to_owned(), field.label));
    }
    all.push(offered("id".to_owned(), "the record's own id here"));
    all.push(offered("extras".to_owned(), "keep it with the record as it is"));
    all.push(offered(LEFT_OUT.to_owned(), "leave it out"));
    all
}

impl ColumnPlan {
    /// Returns what becomes of the column, as a mapping says it; nothing where it has no field and nothing was said.
    pub fn word(&self, kind: &'static Kind) -> Option<String> {
        Some(match self.target {
            Target::Id => "id".to_owned(),
            Target::Field(field) => kind.stored(field).name.to_owned(),
            Target::Part(field, part) => format!("{}.{}", kind.stored(field).name, part.name()),
            Target::Choice(field, choice) => format!("{}.{}", kind.stored(field).name, choice.name),
            Target::Kept | Target::Left if self.how == crate::exchange::import::Source::Nothing => return None,
            Target::Kept => "extras".to_owned(),
            Target::Left => LEFT_OUT.to_owned(),
        })
    }
}

/// A value of a column that was not read, and where it would go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToMap {
    /// The column, as it is addressed.
    pub column: String,
    /// What its cells hold.
    pub text: String,
    /// How many cells hold it.
    pub count: usize,
    /// Why it was not read, as the rest of a sentence about it.
    pub why: String,
}

/// Returns the values that were not read, those of choices and scores first, and of each column the most frequent first.
pub fn to_map(plan: &Plan) -> Vec<ToMap> {
    let mut all: Vec<ToMap> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for remark in plan.rows.iter().flat_map(|row| &row.remarks) {
        let Remark::Unread(unread) = remark else { continue };
        let at = *places.entry((&unread.column, &unread.text)).or_insert(all.len());
        if at == all.len() {
            all.push(ToMap {
                column: unread.column.clone(),
                text: unread.text.clone(),
                count: 0,
                why: unread.why.clone(),
            });
        }
        all[at].count += 1;
    }
    for value in &mut all {
        if let Some(column) = column_of(plan, &value.column) {
            value.column.clone_from(&column.header);
        }
    }
    let place = |value: &ToMap| {
        let at = plan.columns.iter().position(|column| column.header == value.column);
        let is_chosen = at.is_some_and(|at| is_chosen(plan.kind, plan.columns[at].target));
        (!is_chosen, at, std::cmp::Reverse(value.count))
    };
    all.sort_by_key(place);
    all
}

/// Returns the column that is called so, of several that are one field together the first.
fn column_of<'p>(plan: &'p Plan, label: &str) -> Option<&'p ColumnPlan> {
    let called = |label: &str| plan.columns.iter().find(|column| column.header == label);
    called(label).or_else(|| called(label.split(" / ").next()?))
}

/// Tells whether what a column says is chosen from a list or a scale.
fn is_chosen(kind: &'static Kind, target: Target) -> bool {
    match target {
        Target::Part(..) | Target::Choice(..) => true,
        Target::Field(at) => matches!(kind.stored(at).shape, Shape::OneOf(_) | Shape::AnyOf(_) | Shape::Score),
        Target::Id | Target::Kept | Target::Left => false,
    }
}
