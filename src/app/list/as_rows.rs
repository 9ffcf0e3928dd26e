//! What a list shows, as rows of a file.

use crate::app::list::List;
use crate::app::list::spec::{self, View};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::register::index::Slot;
use crate::domain::record::value::Value;
use crate::exchange::export::listed::{Column, Listed, What};

/// Tells whether rows that the list shows are marked.
pub(in crate::app) fn is_marked(list: &List) -> bool {
    (0..list.rows().len()).any(|at| list.is_marked(at))
}

/// Returns the rows that go into the file: the marked ones, where some are.
fn written(list: &List) -> impl Iterator<Item = Slot> + '_ {
    let is_any = is_marked(list);
    let rows = list.rows().iter().enumerate();
    let written = rows.filter(move |(at, _)| !is_any || list.is_marked(*at));
    written.map(|(_, slot)| *slot)
}

/// Returns what a list shows, of which only what is marked where something is.
pub(in crate::app) fn of(list: &List, view: View<'_>) -> Listed {
    let kind = list.spec.kind;
    let heading = |column: &spec::Column| {
        let derived = kind.derived.iter().find(|derived| derived.name == column.name);
        let declared = kind.field(column.name).map(|field| field.label);
        declared
            .or(derived.map(|derived| derived.label))
            .unwrap_or(column.heading)
    };
    let columns = list.spec.columns.iter().filter(|column| column.name != "id");
    let columns = columns.map(|column| Column::of(kind, column.name, heading(column)));
    let id = Column::of(kind, "id", "Id");
    let columns: Vec<Column> = std::iter::once(id).chain(columns).collect();
    // What the headings of the list say has a column in the file.
    let group = list.spec.group.map(|of| (Column::of(kind, "group", "Group"), of));
    let in_group = |record| group.as_ref().map(|(_, of)| Value::text(&of(view, record).title));
    let row = |record| {
        let values = columns.iter().map(|column| value(view, record, column.name));
        values.chain(in_group(record)).collect()
    };
    let records = written(list).filter_map(|slot| view.register.at(slot));
    Listed {
        what: What::of(kind),
        rows: records.map(row).collect(),
        columns: columns.iter().cloned().chain(group.map(|(column, _)| column)).collect(),
        method: view.register.method().clone(),
        day: view.today,
    }
}

/// Returns what stands in a cell: its value, or the words that the kind puts there where it has none.
fn value(view: View<'_>, record: &Record, name: &str) -> Value {
    if name == "id" {
        return Value::text(record.id().as_str());
    }
    let title = |id: &Id| view.register.title(id.as_str()).map(Value::text);
    match view.value(record, name).into_owned() {
        _ if name == "title" => title(record.id()).unwrap_or_default(),
        Value::Empty => {
            let said = (record.kind().cell)(view.register, record, name, view.today);
            said.map_or(Value::Empty, |(text, _)| Value::text(&text))
        }
        value => value,
    }
}
