//! A person whom records name: what is declared of one here are the columns of the table of people, too.
//!
//! People are kept as rows of the organization; what takes them for records of their own, such as an import, has this kind.

use crate::domain::kinds::organization::handles;
use crate::domain::kinds::organization::tables::People;
use crate::domain::record::field::{Column, Home};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::kind;
use crate::domain::record::rules::KindRule;
use crate::domain::record::typed::{Day, Flag, Line, Table, Words};

kind! {
    /// A person who answers for something.
    Person "person" "people" {
        ids: IdForm::Slug,
        home: Home::Rows,
        rules: RULES,
    }
    /// The short name that records use.
    HANDLE: Line = "handle" "Handle" [];
    /// The full name.
    NAME: Line = "name" "Name" [Title];
    /// The role as printed.
    ROLE: Line = "role" "Role" [];
    /// Other names.
    ALSO: Words = "also" "Also called" [];
    /// The e-mail address.
    EMAIL: Line = "email" "E-mail" [];
    /// The handle at the forge.
    FORGE: Line = "forge" "Handle at the forge" [];
    /// Whether the person belongs to top management.
    TOP: Flag = "top" "Top management" [];
    /// Whether the person may approve plans and accept risks.
    APPROVER: Flag = "approver" "Approver" [];
    /// Whether the person is from outside.
    EXTERNAL: Flag = "external" "From outside" [];
    /// The day since which the person is no longer here.
    LEFT: Day = "left" "Left" [Retired];
}

const RULES: &[KindRule] = &[KindRule::change("handles of people", handles::refused, &[])];

impl Table for People {
    const COLUMNS: &'static [Column] = &Column::of::<{ FIELDS.len() }>(FIELDS);
    const SORTED: bool = true;
}
