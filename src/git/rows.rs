//! What changed in a table of a record: which cell of which row, not the row as it is stored.

use crate::domain::record::field::Column;
use crate::domain::record::value::Value;

/// Returns what the change of a table took away and what it brought, a line for each cell of a row that is still there and for each
/// row that is not.
pub fn changed(columns: &[Column], from: &Value, to: &Value) -> (Vec<String>, Vec<String>) {
    let (gone, mut new) = (missing(from, to), missing(to, from));
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let is_only_one = gone.len() == 1 && new.len() == 1;
    for old in gone {
        let same = |row: &&[Value]| {
            row.first()
                .is_some_and(|about| !about.is_empty() && old.first() == Some(about))
        };
        let Some(at) = new.iter().position(|row| same(row) || is_only_one) else {
            before.push(format!("-{}", named(columns, old)));
            continue;
        };
        let row = new.remove(at);
        let about = match (old.first(), row.first()) {
            (Some(old), Some(new)) if old == new && columns.len() > 1 => format!("{}: ", one_line(old)),
            _ => String::new(),
        };
        for (nth, column) in columns.iter().enumerate() {
            let cells = [old, row].map(|row| row.get(nth).map(one_line).unwrap_or_default());
            if cells[0] != cells[1] && column.name != DIGEST {
                let said = |cell: &str| {
                    let cell = if cell.is_empty() { "nothing" } else { cell };
                    format!("{about}{} {cell}", column.name.replace('_', " "))
                };
                before.push(said(&cells[0]));
                after.push(said(&cells[1]));
            }
        }
    }
    after.extend(new.into_iter().map(|row| format!("+{}", named(columns, row))));
    (before, after)
}

/// Returns a value in one line.
pub fn one_line(value: &Value) -> String {
    let text = value.to_string();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The column of a checksum, which says nothing to who reads it.
const DIGEST: &str = "digest";

/// Returns the rows that another table does not have, each as often as it is missing there.
fn missing<'a>(table: &'a Value, other: &Value) -> Vec<&'a [Value]> {
    let mut known: Vec<_> = other.items().iter().collect();
    let mut rows = Vec::new();
    for row in table.items() {
        match (known.iter().position(|known| *known == row), row) {
            (Some(at), _) => drop(known.swap_remove(at)),
            (None, Value::Row(cells)) => rows.push(&**cells),
            (None, _) => {}
        }
    }
    rows
}

/// Writes a row with the names of its columns: `ana: part holder, since 2026-01-01`.
pub fn named(columns: &[Column], row: &[Value]) -> String {
    let mut cells = columns
        .iter()
        .zip(row)
        .map(|(column, cell)| (column.name, one_line(cell)));
    let about = cells.next().map(|(_, about)| about).unwrap_or_default();
    let rest: Vec<_> = cells
        .filter(|(name, cell)| !cell.is_empty() && *name != DIGEST)
        .map(|(name, cell)| format!("{} {cell}", name.replace('_', " ")))
        .collect();
    match (about.is_empty(), rest.is_empty()) {
        (false, false) => format!("{about}: {}", rest.join(", ")),
        (true, _) => rest.join(", "),
        (false, true) => about,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::role;
    use crate::domain::record::Record;
    use crate::domain::record::field::Shape;
    use crate::domain::record::input;

    fn holders(from: &str, to: &str) -> (Vec<String>, Vec<String>) {
        let field = role::KIND.declared(role::HOLDERS);
        let Shape::Rows { columns, .. } = field.shape else {
            return (Vec::new(), Vec::new());
        };
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 28).unwrap_or_default();
        let read = |text: &str| {
            let value = input::read(field.shape, text, today).expect("a table");
            let record = Record::new(&role::KIND, "J-00001".into()).with(role::HOLDERS, value);
            record.stored(role::HOLDERS).clone()
        };
        changed(columns, &read(from), &read(to))
    }

    #[test]
    fn the_cell_that_changed_is_shown_with_its_row() {
        let (before, after) = holders(
            "ana | holder | 2026-01-01\nben | deputy",
            "ana | holder | 2026-02-01\nben | deputy",
        );
        assert_eq!(before, ["ana: since 2026-01-01"]);
        assert_eq!(after, ["ana: since 2026-02-01"]);
        let (before, after) = holders("ana | holder", "ana | holder | | 2026-12-31");
        assert_eq!(
            (before, after),
            (
                vec!["ana: until nothing".to_owned()],
                vec!["ana: until 2026-12-31".to_owned()]
            )
        );
    }

    #[test]
    fn a_row_that_comes_or_goes_is_shown_with_its_columns() {
        let (before, after) = holders(
            "ana | holder\nben | deputy",
            "ana | holder\nzoe | deputy | 2026-03-01\ncarla | holder",
        );
        assert_eq!(before, ["-ben: part deputy"]);
        assert_eq!(after, ["+carla: part holder", "+zoe: part deputy, since 2026-03-01"]);
        let (before, after) = holders("ana | holder", "zoe | holder");
        assert_eq!((&*before[0], &*after[0]), ("person ana", "person zoe"));
    }
}
