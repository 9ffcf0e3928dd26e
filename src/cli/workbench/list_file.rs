//! The file that what a list shows is written to.

use std::env;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::app::dialogs::save_list::NotWritten;
use crate::app::state::message::Message;
use crate::cli::output::whole_file;
use crate::cli::workbench::{Workbench, send};
use crate::exchange::export::Format;
use crate::exchange::export::listed::Listed;

impl Workbench {
    /// Writes what a list shows to a file on a thread of its own: a large workbook takes seconds.
    pub(super) fn write_list(&self, name: String, format: Format, over: bool, listed: Box<Listed>) {
        let (sender, top) = (self.sender.clone(), self.repository.top.clone());
        let root = self.repository.root.clone();
        self.on_thread(move || {
            let result = write(&place(&name, &top), &root, format, over, &listed);
            send(&sender, Message::Written(name, result));
        });
    }
}

/// Returns the place that a name means: as shells have it where it begins with `~`, and else below the top of the
/// repository.
pub(super) fn place(name: &str, top: &Path) -> PathBuf {
    let home = || env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let below_home = name
        .strip_prefix('~')
        .filter(|rest| rest.is_empty() || rest.starts_with('/'));
    match (below_home, below_home.and_then(|_| home())) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        _ => top.join(name),
    }
}

/// Writes what a list shows, and returns what was done in a sentence. `root` is the folder of the register.
fn write(path: &Path, root: &Path, format: Format, over: bool, listed: &Listed) -> Result<String, NotWritten> {
    if let Some(why) = whole_file::refused(path, root) {
        return Err(NotWritten::Failed(why));
    }
    if !over && path.exists() {
        return Err(NotWritten::IsThere);
    }
    let bytes = listed.write(format)?;
    whole_file::write(path, &bytes, over).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => NotWritten::IsThere,
        _ => NotWritten::Failed(format!("{error}.")),
    })?;
    let count = listed.what.counted(listed.rows.len());
    Ok(format!("Wrote {count} to {}.", path.display()))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::kinds::system;
    use crate::domain::method::Method;
    use crate::domain::record::value::Value;
    use crate::exchange::export::listed::{Column, What};
    use crate::exchange::sheet::{Options, Sheet};

    #[test]
    fn a_list_is_written_in_every_format_and_over_a_file_only_when_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("aims");
        std::fs::create_dir_all(root.join("systems")).expect("a folder");
        let column = |name, heading| Column::of(&system::KIND, name, heading);
        let listed = Listed {
            what: What::of(&system::KIND),
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
            let done = write(&path, &root, format, false, &listed);
            assert!(done.is_ok_and(|done| done.starts_with("Wrote 1 system to ")), "{name}");
            assert_eq!(write(&path, &root, format, false, &listed), Err(NotWritten::IsThere));
            assert!(write(&path, &root, format, true, &listed).is_ok(), "{name}");
            let bytes = std::fs::read(&path).expect(name);
            let sheet = Sheet::read(&bytes, &Options::default()).expect(name);
            assert_eq!(sheet.rows.len(), 1, "{name}");
            assert_eq!(sheet.rows[0].cell(0), "chat", "{name}");
            assert_eq!(sheet.rows[0].cell(1), "Chat | two\nlines", "{name}");
            assert_eq!(sheet.rows[0].cell(2).to_lowercase(), "operation", "{name}");
        }
        let nowhere = write(&folder.path().join("no/x.csv"), &root, Format::Csv, false, &listed);
        let Err(NotWritten::Failed(why)) = nowhere else {
            unreachable!("written into a folder that is not there: {nowhere:?}");
        };
        let missing = folder.path().join("no");
        assert_eq!(
            why,
            format!("there is no folder {}; make it, or name another.", missing.display())
        );
        let inside = write(&root.join("systems/x.csv"), &root, Format::Csv, false, &listed);
        assert!(
            matches!(&inside, Err(NotWritten::Failed(why)) if why.starts_with("The folder aims/ holds the register")),
            "{inside:?}"
        );
    }

    #[test]
    fn a_name_is_below_the_repository_unless_it_says_otherwise() {
        let top = Path::new("/repository");
        let home = env::var("HOME").expect("a home");
        assert_eq!(place("x.csv", top), Path::new("/repository/x.csv"));
        assert_eq!(place("/tmp/x.csv", top), Path::new("/tmp/x.csv"));
        assert_eq!(place("~/x.csv", top), Path::new(&home).join("x.csv"));
        assert_eq!(place("~x.csv", top), Path::new("/repository/~x.csv"));
    }
}
