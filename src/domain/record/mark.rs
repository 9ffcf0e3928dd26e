//! What a field is for, beyond its shape: title, owner, deadline and the like.

use chrono::NaiveDate;

use crate::domain::record::field::{Field, Shape};
use crate::domain::record::value::Value;

/// What a field is to the register and the screens, beyond its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The field that names the record.
    Title,
    /// A record without it is not complete.
    Required,
    /// It changes often, so a blank line stands around it in files.
    Apart,
    /// It names who answers for the record.
    Owner,
    /// It says how far the record has come.
    Status,
    /// Its day belongs in the calendar while the record is open; of a table, the first day of each row until a later day
    /// of the row says that it happened.
    Dated,
    /// The day by which the record must be done; an open record is overdue after it.
    Due,
    /// It holds the day since which the record no longer counts.
    Retired,
    /// It is searched with the title.
    Search,
    /// It carries tags.
    Tags,
    /// It names what the record is about: once none of that counts, nobody needs the record.
    About,
    /// Its day is one on which something happened, so that it is never to come; of a table, the first day of each row, or
    /// the last where the table is dated as well.
    Happened,
    /// While it says nothing, the field before it in the table holds in its place in the lookups.
    ElseBefore,
    /// An import fills it: forms leave it out while it says nothing.
    Imported,
    /// It says what was decided about this record or became of it: a copy of the record begins without it, and whom it names
    /// did that whether or not they are still here.
    Outcome,
    /// While it says yes, lists, documents and exports say no more of the record than what is marked as public.
    Confidential,
    /// It is said also of a record that is confidential.
    Public,
}

/// For each mark the position of the first field with it, so that nobody has to look for it per record.
#[derive(Debug, Clone, Copy)]
pub struct Marked(pub(super) [Option<u8>; Mark::Public as usize + 1]);

impl Marked {
    /// Finds the marks of a table of fields.
    pub const fn of(fields: &[Field]) -> Self {
        let mut first = [None; Mark::Public as usize + 1];
        // From the last, so that the first one stays.
        let mut position = fields.len();
        while position > 0 {
            position -= 1;
            let marks = fields[position].marks;
            let mut nth = 0;
            while nth < marks.len() {
                first[marks[nth] as usize] = Some(position as u8);
                nth += 1;
            }
        }
        Self(first)
    }
}

impl Field {
    /// Tells whether it names people who answer for something from now on: who decided or did something stays the one who did
    /// after leaving.
    pub fn is_of_duty(&self) -> bool {
        let columns = match self.shape {
            Shape::Rows { columns, .. } => columns,
            _ => &[],
        };
        let names_people = self.shape.is_of_people() || columns.iter().any(|column| column.shape.is_of_people());
        names_people && !self.is(Mark::Outcome)
    }

    /// Returns whom a value of it names; of a table without the rows whose last day is past.
    pub fn on_duty<'a>(&self, value: &'a Value, today: NaiveDate) -> impl Iterator<Item = &'a str> {
        let shape = self.shape;
        let rows = value.items().iter().filter(move |row| !has_ended(shape, row, today));
        rows.flat_map(move |row| shape.people(row))
    }
}

/// The column with the last day on which a row holds.
const UNTIL: &str = "until";

/// Tells whether the last day on which a row holds is past.
fn has_ended(shape: Shape, row: &Value, today: NaiveDate) -> bool {
    let (Shape::Rows { columns, .. }, Value::Row(cells)) = (shape, row) else {
        return false;
    };
    let mut cells = columns.iter().zip(cells.iter());
    cells.any(|(column, cell)| column.name == UNTIL && cell.as_date().is_some_and(|until| until < today))
}
