//! What the user says about a file's columns and values, and its form in the repository.
//!
//! A named mapping is kept as `aims/mappings/NAME.ron`, so that the next file of the same origin is read the same way
//! by everybody. Columns are named as [`crate::exchange::sheet::header`] finds them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::record::id::IdForm;
use crate::exchange::cells::periods::DateOptions;

/// The folder of named mappings below `aims/`.
pub const FOLDER: &str = "mappings";

/// What leaves a column, or the rows with a value, out on purpose.
pub const LEFT_OUT: &str = "-";

/// Which column is which field, which value is which choice, and what identifies a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The name of the record kind; empty for any.
    pub kind: String,
    /// The columns that identify a row, in order; none for what the columns themselves offer.
    pub key: Vec<String>,
    /// From column to field: a field's name, `id`, `extras` to keep it with the record, or `-` to leave it out.
    pub columns: BTreeMap<String, String>,
    /// From column to what its values stand for.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// Whether columns without a field are kept with the record; nothing said keeps those that say something of it.
    pub keep_unmapped: Option<bool>,
    /// How dates are read that are not whole by themselves.
    pub dates: DateOptions,
}

/// A text or file that is no mapping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAMapping {
    /// `--map` was given something else.
    #[error("`{0}` maps nothing: write COLUMN=FIELD, such as `Agency=unit`, or `Agency=-` to leave the column out.")]
    Column(String),
    /// `--map-value` was given something else.
    #[error("`{0}` maps no value: write COLUMN:VALUE=CHOICE, such as `Phase:live=operation`.")]
    Value(String),
    /// The name of a mapping cannot be a file name.
    #[error("`{0}` is no name for a mapping: use lower-case letters, digits and hyphens.")]
    Name(String),
    /// The file is no mapping.
    #[error("This is no mapping: {0}.")]
    File(String),
}

impl Mapping {
    /// Takes in `COLUMN=FIELD`. The last `=` counts, so a header may hold one.
    ///
    /// # Errors
    ///
    /// Fails when the text has not this form.
    pub fn map(&mut self, text: &str) -> Result<(), NotAMapping> {
        match text.rsplit_once('=') {
            Some((column, field)) if !column.trim().is_empty() && !field.trim().is_empty() => {
                self.columns.insert(column.trim().to_owned(), field.trim().to_owned());
                Ok(())
            }
            _ => Err(NotAMapping::Column(text.to_owned())),
        }
    }

    /// Takes in `COLUMN:VALUE=CHOICE`; an empty choice leaves the field empty without a report, and `-` leaves out the
    /// rows with the value.
    ///
    /// The first `:` and the last `=` count; a column with a `:` in its name can be named by place, `#3`.
    ///
    /// # Errors
    ///
    /// Fails when the text has not this form.
    pub fn map_value(&mut self, text: &str) -> Result<(), NotAMapping> {
        let parts = text.split_once(':').and_then(|(column, rest)| {
            rest.rsplit_once('=')
                .map(|(value, choice)| (column.trim(), value.trim(), choice))
        });
        match parts {
            Some((column, value, choice)) if !column.is_empty() && !value.is_empty() => {
                let values = self.values.entry(column.to_owned()).or_default();
                values.insert(value.to_owned(), choice.trim().to_owned());
                Ok(())
            }
            _ => Err(NotAMapping::Value(text.to_owned())),
        }
    }

    /// Returns the path below `aims/` of the mapping with this name.
    ///
    /// # Errors
    ///
    /// Fails when the name is no file name.
    pub fn path(name: &str) -> Result<PathBuf, NotAMapping> {
        if IdForm::Slug.accepts(name) {
            Ok(Path::new(FOLDER).join(format!("{name}.ron")))
        } else {
            Err(NotAMapping::Name(name.to_owned()))
        }
    }

    /// Reads the text of a mapping's file.
    ///
    /// # Errors
    ///
    /// Fails with the place and the reason.
    pub fn read(text: &str) -> Result<Self, NotAMapping> {
        // Mappings that were kept earlier say whether columns are kept in one word.
        let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        options
            .from_str(text)
            .map_err(|error| NotAMapping::File(error.to_string()))
    }

    /// Returns the text for the mapping's file.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be written as RON, which no mapping is known to cause.
    pub fn write(&self) -> Result<String, NotAMapping> {
        let pretty = ron::ser::PrettyConfig::new().new_line("\n");
        let text = ron::ser::to_string_pretty(self, pretty).map_err(|error| NotAMapping::File(error.to_string()))?;
        Ok(format!(
            "// How the columns of an imported file are read; see `aims import --help`.\n{text}\n"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_taken_as_people_type_them() {
        let mut mapping = Mapping::default();
        mapping.map("a=b = unit ").expect("a mapping");
        mapping
            .map_value("Phase: In production: 1 year=operation")
            .expect("a value");
        assert_eq!(mapping.columns["a=b"], "unit");
        assert_eq!(mapping.values["Phase"]["In production: 1 year"], "operation");
        assert!(mapping.map("=unit").is_err() && mapping.map("unit").is_err());
        assert!(mapping.map_value("Phase=x").is_err() && mapping.map_value("Phase:=x").is_err());
    }

    #[test]
    fn the_file_reads_back_and_its_name_leaves_no_folder() {
        let mut mapping = Mapping {
            kind: "system".to_owned(),
            key: vec!["Use_Case_ID".to_owned()],
            ..Mapping::default()
        };
        mapping.map("Agency=unit").expect("a mapping");
        let text = mapping.write().expect("text");
        assert_eq!(Mapping::read(&text), Ok(mapping));
        let earlier = Mapping::read("(keep_unmapped: false)").expect("a mapping");
        assert_eq!(earlier.keep_unmapped, Some(false));
        assert!(Mapping::read("(colums: {})").is_err());
        assert!(Mapping::path("yearly-2023").is_ok());
        for name in ["", "../x", "a/b", "A"] {
            assert!(Mapping::path(name).is_err(), "{name}");
        }
    }
}
