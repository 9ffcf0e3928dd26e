//! What a field is for, beyond its shape: title, owner, deadline and the like.

use crate::domain::record::field::Field;

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
    /// It says what was decided about this record or became of it: a copy of the record begins without it.
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
