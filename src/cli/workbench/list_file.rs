//! The file that what a list shows is written to.

use std::io::ErrorKind;
use std::path::Path;

use crate::app::dialogs::save_list::NotWritten;
use crate::cli::output::whole_file;
use crate::exchange::export::Format;
use crate::exchange::export::listed::{Listed, counted};

/// Writes what a list shows, and returns what was done in a sentence.
pub(super) fn write(path: &Path, format: Format, over: bool, listed: &Listed) -> Result<String, NotWritten> {
    if !over && path.exists() {
        return Err(NotWritten::IsThere);
    }
    let bytes = listed.write(format)?;
    whole_file::write(path, &bytes, over).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => NotWritten::IsThere,
        _ => NotWritten::Failed(format!("{error}.")),
    })?;
    let count = counted(listed.kind, listed.rows.len());
    Ok(format!("Wrote {count} to {}.", path.display()))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::kinds::system;
    use crate::domain::method::Method;
    use crate::domain::record::value::Value;
    use crate::exchange::export::listed::Column;
    use crate::exchange::sheet::{Options, Sheet};

    #[test]
    fn a_list_is_written_in_every_format_and_over_a_file_only_when_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let column = |name, heading| Column { name, heading };
        let listed = Listed {
            kind: &system::KIND,
            columns: vec![column("id", "Id"), column("title", "Title"), column("stage", "Stage")],
            rows: vec![vec![
                Value::text("chat"),
                Value::text("Chat | two\nlines"),
                system::Stage::Operation.into(),
            ]],
            method: Method::default(),
            day: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"),
        };
        for name in ["x.csv", "x.xlsx", "x.json", "x.md"] {
            let path = folder.path().join(name);
            let format = Format::of_name(name).expect(name);
            let done = write(&path, format, false, &listed);
            assert!(done.is_ok_and(|done| done.starts_with("Wrote 1 system to ")), "{name}");
            assert_eq!(write(&path, format, false, &listed), Err(NotWritten::IsThere));
            assert!(write(&path, format, true, &listed).is_ok(), "{name}");
            let bytes = std::fs::read(&path).expect(name);
            let sheet = Sheet::read(&bytes, &Options::default()).expect(name);
            assert_eq!(sheet.rows.len(), 1, "{name}");
            assert_eq!(sheet.rows[0].cell(0), "chat", "{name}");
            assert_eq!(sheet.rows[0].cell(1), "Chat | two\nlines", "{name}");
            assert_eq!(sheet.rows[0].cell(2).to_lowercase(), "operation", "{name}");
        }
        let nowhere = write(&folder.path().join("no/x.csv"), Format::Csv, false, &listed);
        assert!(matches!(nowhere, Err(NotWritten::Failed(_))), "{nowhere:?}");
    }
}
