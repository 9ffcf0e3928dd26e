//! What becomes of the columns that feed no field: they are kept with the record, as nothing that a file says is lost,
//! unless they say nothing of it.
//!
//! A column that counts the rows, or follows from others, is wrong as soon as somebody edits the record; one that is about
//! something else, as the columns of a risk are in a list of its actions, belongs to that.

use crate::domain::record::field::Kind;
use crate::exchange::import::Options;
use crate::exchange::import::columns::{ColumnPlan, Source, Target};
use crate::exchange::import::planning::changes::extras;
use crate::exchange::import::planning::rows;
use crate::exchange::import::words::row_numbers;
use crate::exchange::sheet::header::normalised;
use crate::exchange::sheet::{Row, Sheet};

/// Keeps the columns that nobody gave a field and that say something of the records; says in the plans why others are
/// left. `continuing` tells which rows go on with the record of a row above.
pub(super) fn keep(
    kind: &'static Kind,
    sheet: &Sheet,
    continuing: &[bool],
    options: &Options<'_>,
    plans: &mut [ColumnPlan],
) {
    let asked = options.mapping.keep_unmapped.or(options.saved.keep_unmapped);
    if extras(kind).is_none() || asked == Some(false) {
        return;
    }
    let is_open = |plan: &ColumnPlan| plan.how == Source::Nothing && plan.filled > 0 && !plan.key;
    let has_own_ids = plans.iter().any(|plan| plan.target == Target::Id);
    let of_link = rows::of_link(kind, sheet, plans);
    for (column, plan) in plans.iter_mut().enumerate().filter(|(_, plan)| is_open(plan)) {
        let why = if asked == Some(true) {
            None
        } else if plan.beside.is_some() {
            continue;
        } else if counts(sheet, column) {
            Some("counts the rows".to_owned())
        } else if has_own_ids && is_derived(kind, &plan.header) {
            Some("is worked out here".to_owned())
        } else if goes_on(sheet, continuing, column) {
            Some(format!("has several rows for one {}", kind.name))
        } else {
            let link = of_link.iter().find(|link| link.columns.contains(&column));
            link.map(|link| format!("is about what {} names", link.header))
        };
        match why {
            Some(why) => plan.beside = Some(why),
            None => plan.target = Target::Kept,
        }
    }
}

/// Whether a column only numbers the rows: it is called so, and says 1, 2, 3 as far as it goes.
pub(super) fn counts(sheet: &Sheet, column: usize) -> bool {
    let name = normalised(&sheet.headers[column].name);
    let is_called_so = row_numbers().iter().any(|other| normalised(other) == name);
    let filled = sheet
        .values(column)
        .map(str::trim)
        .filter(|cell| !cell.is_empty() && is_called_so);
    let mut numbered = (1_usize..).zip(filled).peekable();
    numbered.peek().is_some() && numbered.all(|(nth, cell)| cell.parse() == Ok(nth))
}

/// Whether a column is one that lists of ours show and no record holds.
fn is_derived(kind: &Kind, header: &str) -> bool {
    let is = |name: &str| normalised(name) == normalised(header);
    is("kind") || kind.derived.iter().any(|derived| is(derived.name) || is(derived.label))
}

/// Whether the rows that go on with the record of a row above say something in a column.
fn goes_on(sheet: &Sheet, continuing: &[bool], column: usize) -> bool {
    let rows = sheet.rows.iter().zip(continuing).filter(|(_, goes_on)| **goes_on);
    let says = |row: &Row| !row.cell(column).trim().is_empty();
    rows.map(|(row, _)| row).any(says)
}
