//! Approvals of a document or of the method as a whole: the table that both kinds have, and which of its rows counts.

pub mod completion;
pub mod entitled;
pub mod kept_sets;

use std::cmp::Ordering;

use chrono::NaiveDate;

use crate::domain::kinds::check::intervals::happened;
use crate::domain::record::Record;
use crate::domain::record::field::{Field, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::kind::table;
use crate::domain::record::moves::{Moves, Wins};
use crate::domain::record::typed::{Day, Handle, Line, NewRow, Person, Row, Rows};
use crate::domain::record::value::Value;

table! {
    /// What was approved as a whole: which version, on which day, by whom, the SHA-256 of what was approved, and what
    /// changed.
    Approvals, sorted: true, VERSION: Line = "version", ON: Day = "on", BY: Person = "by", DIGEST: Line = "digest",
    SUMMARY: Line = "summary"
}

/// One approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approval<'a> {
    /// Which version; empty when nobody says.
    pub version: &'a str,
    /// The day.
    pub on: Option<NaiveDate>,
    /// Who; empty when nobody says.
    pub by: &'a str,
    /// The SHA-256 of what was approved; empty when it was not recorded.
    pub digest: &'a str,
    /// What changed; empty when nobody says.
    pub summary: &'a str,
}

impl<'a> Approval<'a> {
    fn of(row: Row<'a, Approvals>) -> Self {
        Self {
            version: row.text(Approvals::VERSION),
            on: row.get(Approvals::ON),
            by: row.get(Approvals::BY),
            digest: row.text(Approvals::DIGEST),
            summary: row.text(Approvals::SUMMARY),
        }
    }

    /// Returns the row of the table.
    pub fn row(self) -> Value {
        NewRow::of(Approvals::VERSION, self.version)
            .with(Approvals::ON, self.on)
            .with(Approvals::BY, self.by)
            .with(Approvals::DIGEST, self.digest)
            .with(Approvals::SUMMARY, self.summary)
            .into()
    }
}

/// Returns the approval that counts: the newest by day, then by version.
pub fn newest(approvals: &Value) -> Option<Approval<'_>> {
    let rows = approvals.items().iter().filter_map(Row::of).map(Approval::of);
    rows.max_by(compare)
}

/// Returns the approval that counts among those that were given by today. One without a day, or of a day to come, was not.
pub fn newest_given(approvals: &Value, today: NaiveDate) -> Option<Approval<'_>> {
    let rows = approvals.items().iter().filter_map(Row::of).map(Approval::of);
    let given = rows.filter(|row| happened(row.on, today).is_some());
    given.max_by(compare)
}

/// Compares approvals by day, then by version.
fn compare(one: &Approval<'_>, other: &Approval<'_>) -> Ordering {
    one.on
        .cmp(&other.on)
        .then_with(|| by_version(one.version, other.version))
}

/// Compares versions: numbers in them as numbers, so that 10 comes after 9.
fn by_version(one: &str, other: &str) -> Ordering {
    let parts = |text: &str| -> Vec<(u64, String)> {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        parts
            .map(|part| (part.parse().unwrap_or_default(), part.to_owned()))
            .collect()
    };
    parts(one).cmp(&parts(other))
}

/// Returns the version that comes after the newest: its last number and one more, or `1`.
pub fn next_version(approvals: &Value) -> String {
    let last = newest(approvals).map(|newest| newest.version).unwrap_or_default();
    let start = last
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + last[at..].chars().next().map_or(1, char::len_utf8));
    match last[start..].parse::<u64>() {
        Ok(number) => format!("{}{}", &last[..start], number + 1),
        Err(_) if last.is_empty() => "1".to_owned(),
        Err(_) => format!("{last}.1"),
    }
}

/// Returns the table with one approval more.
#[must_use]
pub fn with(approvals: &Value, approval: Approval<'_>) -> Value {
    let rows = approvals.items().iter().cloned();
    Value::set(rows.chain([approval.row()]).collect())
}

/// What is said about an approval by the names of its cells.
#[derive(Debug, Default, Clone)]
pub struct Said {
    /// Which version.
    pub version: String,
    /// The day.
    pub on: Option<NaiveDate>,
    /// Who.
    pub by: String,
}

/// Returns the table with what was said by the names of the cells. Another approver, or a later day, is another
/// approval; everything else completes or corrects the newest. Nothing said about the day is today.
#[must_use]
pub fn written(approvals: &Value, said: &Said, today: NaiveDate) -> Value {
    let standing = newest(approvals);
    let is_other = |newest: Approval<'_>| {
        let is_approved = !newest.by.is_empty() && !said.by.is_empty();
        is_approved
            && match said.on {
                Some(on) => newest.on.is_some_and(|newest| on > newest),
                None => said.by != newest.by,
            }
    };
    let blank = Approval {
        version: "",
        on: None,
        by: "",
        digest: "",
        summary: "",
    };
    let (others, begun) = match standing {
        Some(newest) if !is_other(newest) => {
            let row = newest.row();
            let others = approvals.items().iter().filter(|other| **other != row).cloned();
            (Value::set(others.collect()), newest)
        }
        _ => (approvals.clone(), blank),
    };
    let day = |on: Option<NaiveDate>| on.or_else(|| (!said.by.is_empty()).then_some(today));
    let version = if said.version.is_empty() {
        begun.version
    } else {
        &said.version
    };
    let by = if said.by.is_empty() { begun.by } else { &said.by };
    let on = said.on.or_else(|| day(begun.on));
    with(
        &others,
        Approval {
            version,
            on,
            by,
            ..begun
        },
    )
}

/// Returns the table without its newest row.
#[must_use]
pub fn withdrawn(approvals: &Value) -> Value {
    let newest = newest(approvals).map(Approval::row);
    let rows = approvals.items().iter().filter(|row| Some(*row) != newest.as_ref());
    Value::set(rows.cloned().collect())
}

/// The names by which files of an older format, imports and `aims set` say something about the newest approval.
pub const NAMES: &[Field] = &[
    field("approved_by", "Approved by", Shape::Person),
    field("approved_on", "Approved on", Shape::Day),
    field("version", "Version", Shape::Line),
];

const fn field(name: &'static str, label: &'static str, shape: Shape) -> Field {
    Field {
        name,
        label,
        help: "Of the newest approval.",
        shape,
        marks: &[],
    }
}

/// Returns what a name says of the newest approval; nothing where the position is none of such a name.
pub fn said_by(record: &Record, position: usize) -> Option<Value> {
    let kind = record.kind();
    let table = kind
        .field_index("approvals")
        .filter(|_| position >= kind.fields.len())?;
    said_in(record.value(table), kind.stored(position).name)
}

/// Returns what one of the [`NAMES`] says of the newest approval of a table; nothing where there is none.
pub fn said_in(approvals: &Value, name: &str) -> Option<Value> {
    let newest = newest(approvals)?;
    match name {
        "approved_by" => Some(newest.by.into()),
        "approved_on" => Some(newest.on.into()),
        "version" => Some(newest.version.into()),
        _ => None,
    }
}

/// Empties what a name says of the newest approval; without an approver there is none. Tells whether it is such a name.
pub fn cleared(record: &mut Record, position: usize) -> bool {
    let kind = record.kind();
    let nth = position
        .checked_sub(kind.fields.len())
        .filter(|_| kind.former.len() == NAMES.len());
    let name = nth.and_then(|nth| kind.former.get(nth)).map(|field| field.name);
    let Some(table) = kind
        .field_index("approvals")
        .filter(|_| NAMES.iter().any(|field| Some(field.name) == name))
    else {
        return false;
    };
    let approvals = record.value(table).clone();
    let rest = withdrawn(&approvals);
    let after = match newest(&approvals) {
        Some(newest) if name == Some("approved_on") => with(&rest, Approval { on: None, ..newest }),
        Some(newest) if name == Some("version") => with(&rest, Approval { version: "", ..newest }),
        _ => rest,
    };
    // Rows of the table fit it.
    let _ = record.put(table, after);
    true
}

/// Moves what was said by [`NAMES`], which are the first fields of an older format of the kind, into the table.
pub fn move_names(moves: &mut Moves<'_>, id: &Id, table: Handle<Rows<Approvals>>) {
    let Some(kind) = moves.record(id.as_str()).map(Record::kind) else {
        return;
    };
    let first = kind.former_position(0);
    let by = moves.take(id, Handle::<Line>::at(kind.name, first));
    let on = moves.take(id, Handle::<Day>::at(kind.name, first + 1));
    let version = moves.take(id, Handle::<Line>::at(kind.name, first + 2));
    let said = Said {
        version: version.as_text().unwrap_or_default().to_owned(),
        on: on.as_date(),
        by: by.as_text().unwrap_or_default().to_owned(),
    };
    bring(moves, id, table, &said, "Approved");
}

/// Brings an approval into the table of a record. Where another one stands and stays, this one goes to the note.
pub fn bring(moves: &mut Moves<'_>, id: &Id, table: Handle<Rows<Approvals>>, said: &Said, from: &str) {
    let is_said = !said.by.is_empty() || said.on.is_some() || !said.version.is_empty();
    let Some(standing) = moves.record(id.as_str()).map(|record| record.stored(table).clone()) else {
        return;
    };
    if !is_said {
        return;
    }
    let approval = Approval {
        version: &said.version,
        on: said.on,
        by: &said.by,
        digest: "",
        summary: "",
    };
    if moves.wins == Wins::Moved {
        let after = written(&standing, said, moves.today);
        moves.change(id, |record| drop(record.put(table.index(), after)));
    } else if standing.is_empty() {
        let after = with(&standing, approval);
        moves.change(id, |record| drop(record.put(table.index(), after)));
    } else {
        let same = |newest: Approval<'_>| newest.by == said.by && newest.on == said.on;
        if !newest(&standing).is_some_and(same) {
            let on = said.on.map_or_else(String::new, |on| format!(" on {on}"));
            moves.keep(id, &format!("{from} by {}{on}", said.by));
        }
    }
}

/// The derived values of the newest approval, for the kinds that have the table, with those that the kind has besides.
macro_rules! derived_with_newest {
    ($table:expr; $($other:expr),* $(,)?) => {
        &[
            $crate::domain::record::field::Derived {
                name: "version",
                label: "Version",
                help: "The version that was approved last.",
                shape: $crate::domain::record::field::Shape::Line,
                get: |_, record, _| {
                    let newest = $crate::domain::kinds::approval::newest(record.stored($table));
                    newest.map_or("", |newest| newest.version).into()
                },
            },
            $crate::domain::record::field::Derived {
                name: "approved_by",
                label: "Approved by",
                help: "Who approved it last.",
                shape: $crate::domain::record::field::Shape::Line,
                get: |_, record, _| {
                    let newest = $crate::domain::kinds::approval::newest(record.stored($table));
                    newest.map_or("", |newest| newest.by).into()
                },
            },
            $crate::domain::record::field::Derived {
                name: "approved_on",
                label: "Approved on",
                help: "The day on which it was approved last.",
                shape: $crate::domain::record::field::Shape::Day,
                get: |_, record, _| {
                    let newest = $crate::domain::kinds::approval::newest(record.stored($table));
                    newest.and_then(|newest| newest.on).into()
                },
            },
            $($other),*
        ]
    };
}
pub(super) use derived_with_newest;
