//! The rows of an import in the order in which one looks at them, and one of them field by field.

use crate::app::guided::import::words::in_workbench;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Change;
use crate::exchange::import::whole::Whole;
use crate::exchange::import::{Outcome, Plan, Remark, RowPlan};

/// What becomes of a row, as the list puts it, what asks for a look first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It is not imported, or not all of it.
    Problem,
    /// A field was edited both here and in the file.
    Settle,
    /// A record is made of it.
    Create,
    /// A record changes.
    Update,
    /// What was edited here stays.
    Kept,
    /// The row of a record is gone.
    Removed,
    /// It goes on with the record of another row, or names none.
    Joined,
    /// The record says all of it already.
    Unchanged,
}

impl Class {
    /// Returns the heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Problem => "Problems: not imported, or not all of it",
            Self::Settle => "Edited both here and in the file",
            Self::Create => "Create",
            Self::Update => "Update",
            Self::Kept => "Edited here since the last import: kept",
            Self::Removed => "Row gone from the file",
            Self::Joined => "Joined with another row, or left out",
            Self::Unchanged => "Unchanged",
        }
    }

    /// Returns the word for the counts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Settle => "to settle",
            Self::Create => "create",
            Self::Update => "update",
            Self::Kept => "kept",
            Self::Removed => "gone",
            Self::Joined => "joined",
            Self::Unchanged => "unchanged",
        }
    }
}

/// How many rows are of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The class.
    pub class: Class,
    /// How many.
    pub count: usize,
}

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowLine {
    /// What becomes of it.
    pub class: Class,
    /// The part it is of.
    pub part: usize,
    /// The position among the rows of the part, or among its records whose row is gone.
    pub at: usize,
}

fn class(row: &RowPlan) -> Class {
    let has = |is: fn(&Remark) -> bool| row.remarks.iter().any(is);
    if row.is_problem() {
        return Class::Problem;
    }
    if has(|remark| matches!(remark, Remark::EditedInBoth(..))) {
        return Class::Settle;
    }
    match row.outcome {
        Outcome::Problem(_) => Class::Problem,
        Outcome::Create => Class::Create,
        Outcome::Update { .. } => Class::Update,
        Outcome::Continues(_) | Outcome::Nameless(_) | Outcome::LeftOut { .. } => Class::Joined,
        Outcome::Unchanged if has(|remark| matches!(remark, Remark::EditedHere(_) | Remark::KeptHere(..))) => {
            Class::Kept
        }
        Outcome::Unchanged => Class::Unchanged,
    }
}

/// Puts the rows of all parts in order, and counts them.
pub fn ordered(plans: &[Plan]) -> (Vec<RowLine>, Vec<Counted>) {
    let mut rows = Vec::new();
    for (part, plan) in plans.iter().enumerate() {
        let of_rows = plan.rows.iter().enumerate();
        rows.extend(of_rows.map(|(at, row)| RowLine {
            class: class(row),
            part,
            at,
        }));
        rows.extend((0..plan.removed.len()).map(|at| RowLine {
            class: Class::Removed,
            part,
            at,
        }));
    }
    rows.sort_by_key(|row| (row.class, row.part));
    let mut counts: Vec<Counted> = Vec::new();
    for row in &rows {
        match counts.last_mut() {
            Some(last) if last.class == row.class => last.count += 1,
            _ => counts.push(Counted {
                class: row.class,
                count: 1,
            }),
        }
    }
    (rows, counts)
}

impl RowLine {
    /// Returns the row of the file; nothing for a record whose row is gone.
    pub fn row(self, plans: &[Plan]) -> Option<&RowPlan> {
        let plan = plans.get(self.part).filter(|_| self.class != Class::Removed)?;
        plan.rows.get(self.at)
    }

    /// Returns the record whose row is gone.
    pub fn removed(self, plans: &[Plan]) -> Option<&Id> {
        let plan = plans.get(self.part).filter(|_| self.class == Class::Removed)?;
        plan.removed.get(self.at)
    }

    /// Says in a line what is most worth knowing of it.
    pub fn remark(self, plans: &[Plan]) -> String {
        let Some(row) = self.row(plans) else {
            let retires = plans.get(self.part).is_some_and(|plan| plan.retires);
            let stays = if retires {
                "it is retired"
            } else {
                "it stays as it is, and r retires it"
            };
            return format!("no row of the file is about it any more; {stays}");
        };
        if let Outcome::Problem(why) = &row.outcome {
            return in_workbench(why);
        }
        let mut remarks = row.remarks.iter();
        let is_settled = |remark: &&Remark| matches!(remark, Remark::Refused { .. } | Remark::EditedInBoth(..));
        let first = remarks.clone().find(is_settled).or_else(|| remarks.next());
        match (first, &row.outcome) {
            (Some(remark), _) => in_workbench(&remark.to_string()),
            (None, Outcome::Update { fields }) => {
                let kind = plans[self.part].kind;
                let labels: Vec<&str> = fields.iter().map(|set| kind.stored(set.field).label).collect();
                labels.join(", ")
            }
            (None, Outcome::Continues(above)) => format!("goes on with the record of row {above}"),
            (None, Outcome::Nameless(column)) => format!("is only about what {column} says"),
            (None, _) => String::new(),
        }
    }

    /// Returns it field by field: a title, and a paragraph for each thing.
    pub fn page(self, whole: &Whole, register: &crate::domain::register::Register) -> Option<(String, Vec<String>)> {
        let plan = whole.plans.get(self.part)?;
        if let Some(id) = self.removed(&whole.plans) {
            let title = register.title(id.as_str()).unwrap_or_default();
            return Some((format!("{id} {title}"), vec![self.remark(&whole.plans)]));
        }
        let row = self.row(&whole.plans)?;
        let id = row.id.as_ref().map_or("no record", |id| id.as_str());
        let title = format!("Row {}: {}", row.number, row.title);
        let what = format!("{}: {id}, a {}", self.class.label(), plan.kind.name);
        let mut lines = vec![
            what,
            format!("Found by {}, on line {} of the file.", row.means, row.line),
        ];
        if let Outcome::Problem(why) = &row.outcome {
            lines.extend([String::new(), format!("{}.", in_workbench(why))]);
        }
        let fields = fields(plan.kind, row, whole);
        if !fields.is_empty() {
            lines.push(String::new());
            lines.extend(fields);
        }
        if !row.remarks.is_empty() {
            lines.extend([String::new(), "Remarks".to_owned()]);
            lines.extend(
                row.remarks
                    .iter()
                    .map(|remark| format!("  {}", in_workbench(&remark.to_string()))),
            );
        }
        Some((title, lines))
    }
}

/// Returns what the row writes: of a new record all of it, else from what to what.
fn fields(kind: &'static Kind, row: &RowPlan, whole: &Whole) -> Vec<String> {
    let shown = |value: &Value| match value.to_string() {
        text if text.is_empty() => "(nothing)".to_owned(),
        text => text.replace('\n', " / "),
    };
    match &row.outcome {
        Outcome::Create => {
            let id = row.id.as_ref();
            let made = whole.edit.changes.iter().find_map(|change| match change {
                Change::Add(record) if Some(record.id()) == id => Some(&**record),
                _ => None,
            });
            made.map_or_else(Vec::new, of_record)
        }
        Outcome::Update { fields } => {
            let line = |set: &crate::exchange::import::SetField| {
                let label = kind.stored(set.field).label;
                format!("{label}: {} → {}", shown(&set.from), shown(&set.to))
            };
            fields.iter().map(line).collect()
        }
        _ => Vec::new(),
    }
}

fn of_record(record: &Record) -> Vec<String> {
    let filled = record.fields().filter(|(_, value)| !value.is_empty());
    let line = filled.map(|(field, value)| format!("{}: {}", field.label, value.to_string().replace('\n', " / ")));
    line.collect()
}
