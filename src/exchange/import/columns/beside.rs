//! What columns and the name of a sheet say of all rows without being a field: whether what is over was done, what was no
//! finding, which tickets only group others, and since when what is over is so.

use std::collections::BTreeMap;

use crate::domain::kinds::{action, finding};
use crate::domain::record::Record;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::exchange::cells::choices::ChoiceWords;
use crate::exchange::sheet::Sheet;
use crate::exchange::sheet::header::normalised;

use crate::exchange::import::columns::synonyms::How;
use crate::exchange::import::columns::{ColumnPlan, Source, Target};
use crate::exchange::import::words;

/// The columns that say something of the rows beside their fields.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::exchange::import) struct Told {
    /// The one that says of what is over whether it was done.
    pub resolution: Option<usize>,
    /// The one that says of findings whether they were none.
    pub refutation: Option<usize>,
    /// The one that says which tickets group others.
    pub grouping: Option<usize>,
}

/// What trackers call the column that says what kind of ticket a row is.
const TICKETS: [&str; 4] = ["issue type", "work item type", "ticket type", "vorgangstyp"];

/// Finds the columns that nobody gave a field and that say something of the rows all the same, and says so in the plans.
pub(super) fn told(kind: &'static Kind, plans: &mut [ColumnPlan]) -> Told {
    let find = |names: &[&str], of: &Kind| {
        let is_one = |plan: &ColumnPlan| {
            plan.how == Source::Nothing && names.iter().any(|name| normalised(name) == normalised(&plan.header))
        };
        plans.iter().position(is_one).filter(|_| kind.name == of.name)
    };
    let is_status =
        |plan: &ColumnPlan| matches!(plan.target, Target::Field(at) if kind.marked(Mark::Status) == Some(at));
    let has_status = plans.iter().any(is_status);
    let told = Told {
        resolution: find(&["resolution"], &action::KIND).filter(|_| has_status),
        refutation: find(&["false positive"], &finding::KIND),
        grouping: find(&TICKETS, &action::KIND),
    };
    for (column, says) in [
        (told.resolution, "says whether what is over was done"),
        (told.refutation, "says what was no finding"),
    ] {
        if let Some(column) = column {
            plans[column].beside = Some(says.to_owned());
        }
    }
    told
}

/// Finds what the name of a sheet says of the status of its records, as of the sheet `Closed items` beside `Open items`.
pub(super) fn status_of_sheet(
    kind: &'static Kind,
    sheet: &Sheet,
    mapped: &BTreeMap<usize, (Target, Source)>,
) -> Option<(usize, &'static Item)> {
    let status = kind.marked(Mark::Status)?;
    let field = kind.stored(status);
    let Shape::OneOf(items) = field.shape else {
        return None;
    };
    if mapped.values().any(|(target, _)| *target == Target::Field(status)) {
        return None;
    }
    let known = ChoiceWords::new(items, |item| words::of_choice(kind, field, item.name));
    let mut said = sheet
        .name
        .as_deref()?
        .split_whitespace()
        .filter_map(|word| known.find(word));
    said.next().map(|item| (status, item))
}

/// Takes the day of the status for the day on which a record was closed, where the sheet says that all are over.
pub(super) fn date_of_status(
    kind: &'static Kind,
    sheet: &Sheet,
    status: Option<(usize, &'static Item)>,
    mapped: &mut BTreeMap<usize, (Target, Source)>,
) {
    let (Some((status, item)), Some(closed)) = (status, kind.field_index("closed")) else {
        return;
    };
    let mut record = Record::new(kind, Id::new(""));
    let is_over = record.put(status, Value::Choice(item)).is_ok() && !record.is_open();
    let is_fed = mapped.values().any(|(target, _)| *target == Target::Field(closed));
    let is_it = |name: &str| normalised(name) == normalised("status date");
    let column = sheet.headers.iter().find(|header| is_it(&header.name));
    if let (Some(header), true, false) = (column, is_over, is_fed) {
        mapped
            .entry(header.index)
            .or_insert((Target::Field(closed), Source::Guessed(How::Similar)));
    }
}
