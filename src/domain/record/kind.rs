//! The declaration of a record kind, and one column of a table of it by its name: `approvals.on`.

use std::collections::BTreeMap;

use crate::domain::record::field::{Column, Home, Kind, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::value::Value;
use crate::domain::record::{MOST_FIELDS, Record};

/// Declares a record kind in its module: a marker type for references, a typed handle per field, and `KIND`.
///
/// A field reads `/// help` `HANDLE: Type = "name" "Label" [Marks];`. The doc comment of a field is its help in forms
/// and in the reference, so it stands once.
macro_rules! kind {
    (
        $(#[doc = $doc:literal])+
        $marker:ident $name:literal $plural:literal { $($setting:ident: $value:expr,)+ }
        $($(#[doc = $help:literal])+ $handle:ident: $typed:ty = $field:literal $label:literal [$($mark:ident)*];)+
    ) => {
        $(#[doc = $doc])+
        pub struct $marker;

        impl $crate::domain::record::typed::Target for $marker {
            const KINDS: &'static [&'static str] = &[$name];
        }

        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Position { $($handle),+ }

        $($(#[doc = $help])+ pub const $handle: $crate::domain::record::typed::Handle<$typed> =
            $crate::domain::record::typed::Handle::at($name, Position::$handle as usize);)+

        const FIELDS: &[$crate::domain::record::field::Field] = &[$($crate::domain::record::field::Field {
            name: $field,
            label: $label,
            help: concat!($($help),+),
            shape: <$typed as $crate::domain::record::typed::Typed>::SHAPE,
            marks: &[$($crate::domain::record::mark::Mark::$mark),*],
        }),+];

        /// The declaration of this record kind.
        #[allow(clippy::needless_update, reason = "a kind may say everything about itself")]
        pub static KIND: $crate::domain::record::field::Kind = $crate::domain::record::field::Kind {
            name: $name,
            type_name: stringify!($marker),
            plural: $plural,
            help: concat!($($doc),+),
            fields: FIELDS,
            marked: $crate::domain::record::mark::Marked::of(FIELDS),
            $($setting: $value,)+
            ..$crate::domain::record::field::Kind::PLAIN
        };
    };
}
pub(crate) use kind;

/// Declares the columns of a table-shaped field as a type, with a typed handle per column: `Measurements::ON`.
macro_rules! table {
    (
        $(#[$meta:meta])*
        $name:ident, sorted: $sorted:literal, $($handle:ident: $typed:ty = $column:literal),+ $(,)?
    ) => {
        $(#[$meta])*
        pub struct $name;

        const _: () = {
            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            enum Position { $($handle),+ }

            #[allow(missing_docs, reason = "the comment of the table says what its columns are")]
            impl $name {
                $(pub const $handle: $crate::domain::record::typed::ColumnHandle<Self, $typed> =
                    $crate::domain::record::typed::ColumnHandle::at(Position::$handle as usize);)+
            }
        };

        impl $crate::domain::record::typed::Table for $name {
            const COLUMNS: &'static [$crate::domain::record::field::Column] = &[$($crate::domain::record::field::Column {
                name: $column,
                shape: <$typed as $crate::domain::record::typed::Typed>::SHAPE,
            }),+];
            const SORTED: bool = $sorted;
        }
    };
}
pub(crate) use table;

/// Returns what is wrong with a set of kinds, in a sentence: one has too many fields, or two share what only one may
/// have: a name, the letter or form of ids, a folder or a file. Records of two such kinds could not be told apart in files, filters and references.
pub fn clash(kinds: &[&Kind]) -> Option<String> {
    let taken = |kind: &Kind| {
        let mut taken = vec![format!("the name `{}`", kind.name)];
        if kind.plural != kind.name {
            taken.push(format!("the name `{}`", kind.plural));
        }
        taken.push(format!("the type `{}`", kind.type_name));
        taken.push(match kind.ids {
            IdForm::Random(letter) => format!("the letter `{letter}` of ids"),
            form => format!("the form {form:?} of ids"),
        });
        match kind.home {
            Home::File(file) => taken.push(format!("the file `{file}`")),
            Home::Folder(folder) | Home::Dossier { folder, .. } => taken.push(format!("the folder `{folder}`")),
            // Ids tell the files in a dossier apart.
            Home::InDossier | Home::Rows => {}
        }
        taken
    };
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for kind in kinds {
        if kind.fields.len() + kind.former.len() > MOST_FIELDS {
            return Some(format!("{} has more than {MOST_FIELDS} fields.", kind.name));
        }
        for what in taken(kind) {
            if let Some(other) = owners.insert(what.clone(), kind.name) {
                return Some(format!("{} and {other} share {what}.", kind.name));
            }
        }
    }
    None
}

/// A column of a table of a kind.
#[derive(Debug, Clone, Copy)]
pub struct CellColumn {
    /// The position of the table among the fields.
    pub field: usize,
    /// The position of the column in the table.
    pub at: usize,
    /// The column.
    pub column: &'static Column,
    /// The day by which one row counts, in tables of versions.
    newest_by: Option<usize>,
}

impl PartialEq for CellColumn {
    fn eq(&self, other: &Self) -> bool {
        self.field == other.field && self.at == other.at
    }
}

impl Kind {
    /// Returns the column that a name such as `approvals.on` means.
    pub fn cell_column(&self, name: &str) -> Option<CellColumn> {
        let (table, column) = name.split_once('.')?;
        let field = self.field_index(table)?;
        let Shape::Rows { columns, .. } = self.fields[field].shape else {
            return None;
        };
        let position = |name: &str| columns.iter().position(|column| column.name == name);
        let at = position(column)?;
        let newest_by = position("version").and(position("on"));
        Some(CellColumn {
            field,
            at,
            column: &columns[at],
            newest_by,
        })
    }
}

impl Record {
    /// Returns what the rows of a table say in a column.
    pub fn cells(&self, of: CellColumn) -> Vec<&Value> {
        let rows = self.value(of.field).items().iter();
        let rows: Vec<&[Value]> = rows
            .filter_map(|row| match row {
                Value::Row(cells) => Some(&**cells),
                _ => None,
            })
            .collect();
        let rows = match of.newest_by {
            Some(day) => {
                let newest = rows.iter().max_by_key(|row| row.get(day).and_then(Value::as_date));
                newest.copied().into_iter().collect()
            }
            None => rows,
        };
        let cells = rows.into_iter().filter_map(|row| row.get(of.at));
        cells.filter(|cell| !cell.is_empty()).collect()
    }

    /// Returns the cells of a column as lists and exports have them: nothing of what is confidential.
    pub fn printed_cells(&self, of: CellColumn) -> Value {
        if self.printed(of.field).is_empty() {
            return Value::Empty;
        }
        let mut cells: Vec<Value> = self.cells(of).into_iter().cloned().collect();
        match (of.newest_by, cells.pop()) {
            (Some(_), cell) => cell.unwrap_or_default(),
            (None, last) => Value::list(cells.into_iter().chain(last).collect()),
        }
    }
}
