//! The declaration of a record kind.

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
            marks: &[$($crate::domain::record::field::Mark::$mark),*],
        }),+];

        /// The declaration of this record kind.
        #[allow(clippy::needless_update, reason = "a kind may say everything about itself")]
        pub static KIND: $crate::domain::record::field::Kind = $crate::domain::record::field::Kind {
            name: $name,
            type_name: stringify!($marker),
            plural: $plural,
            help: concat!($($doc),+),
            fields: FIELDS,
            marked: $crate::domain::record::field::Marked::of(FIELDS),
            $($setting: $value,)+
            ..$crate::domain::record::field::Kind::PLAIN
        };
    };
}
pub(crate) use kind;

/// Declares the columns of a table-shaped field as a type.
macro_rules! table {
    ($(#[$meta:meta])* $name:ident, sorted: $sorted:literal, $($column:literal: $shape:expr),+ $(,)?) => {
        $(#[$meta])*
        pub struct $name;

        impl $crate::domain::record::typed::Table for $name {
            const COLUMNS: &'static [$crate::domain::record::field::Column] =
                &[$($crate::domain::record::field::Column { name: $column, shape: $shape }),+];
            const SORTED: bool = $sorted;
        }
    };
}
pub(crate) use table;
