//! An import on disk: saved as one, undone as one, repeated without a byte changed, and refused as one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aims::domain::kinds::system;
use aims::domain::record::Record;
use aims::domain::register::Register;
use aims::domain::register::edit::Edit;
use aims::exchange::import::{Options, Plan};
use aims::exchange::sheet::{self, Sheet};
use aims::store::codec;
use aims::store::files::disk::Disk;
use aims::store::files::layout;
use aims::store::files::repository::Repository;
use aims::store::load::open::{beginnings, open};
use aims::store::save::history::Step;
use aims::store::save::{Request, Writer};
use chrono::{NaiveDate, NaiveDateTime};
use tempfile::TempDir;

use super::sheets::go_on;

fn now() -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    day.and_hms_opt(9, 0, 0).expect("a time")
}

/// Two hundred rows with cells of several lines, unread values and columns without a field.
fn inventory() -> String {
    let mut text = "\u{feff}Use_Case_ID,Title,Summary,Development_Stage,Review date,Cost\r\n".to_owned();
    for number in 0..200 {
        let stage = ["Initiation", "", "half way", "Operation and Maintenance"][number % 4];
        let title = if number == 7 {
            "Ω".to_owned()
        } else {
            format!("Use of {}", number / 2)
        };
        let row = format!(
            "X-{number},{title},\"One.  Two \"\"x\"\".\r\n\r\n  - a\\b\r\n# {number}\",{stage},13/2/2027,soon | {number}\r\n"
        );
        text.push_str(&row);
    }
    text
}

/// A repository with a register as it begins.
fn repository() -> (TempDir, Repository) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join(".git")).expect("a folder");
    let repository = Repository::at(folder.path());
    let register = Register::default();
    for record in beginnings("Example") {
        let path = repository.root.join(layout::path(&register, &record).expect("a path"));
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, codec::write(&record)).expect("a file");
    }
    (folder, repository)
}

fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            // The register's private folder is no part of it.
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.clone(), fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

fn loaded(repository: &Repository, disk: Disk) -> (Register, Writer) {
    let (register, contents) = open(repository);
    assert_eq!(contents.problems, []);
    let writer = contents.writer(repository.clone(), disk);
    (register, writer)
}

fn plan(register: &Register, text: &str) -> Plan {
    let sheet = Sheet::read(text.as_bytes(), &sheet::Options::default()).expect("a sheet");
    let mut options = Options::default();
    options.mapping.keep_unmapped = Some(true);
    Plan::make(register, &system::KIND, &sheet, &options, now().date(), go_on).expect("a plan")
}

fn import(register: &mut Register, writer: &mut Writer, text: &str) -> Edit {
    let edit = plan(register, text).edit("ana", now());
    let inverse = register.apply(&edit).expect("applies");
    writer.save(&Request::new(register, edit, Step::Do)).expect("saves");
    inverse
}

#[test]
fn a_second_import_changes_no_byte_and_a_newer_file_only_its_rows() {
    let (_folder, repository) = repository();
    let (mut register, mut writer) = loaded(&repository, Disk::default());
    let text = inventory();
    import(&mut register, &mut writer, &text);
    let before = files(&repository.root);

    let (mut again, mut writer) = loaded(&repository, Disk::default());
    assert_eq!(again.count(&system::KIND), 200);
    assert_eq!(plan(&again, &text).counts().unchanged, 200);
    import(&mut again, &mut writer, &text);
    assert_eq!(files(&repository.root), before);

    let newer = text.replace("X-4,Use of 2,", "X-4,Use of two,");
    import(&mut again, &mut writer, &newer);
    let after = files(&repository.root);
    let changed: Vec<_> = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes))
        .collect();
    let [(path, bytes)] = changed[..] else {
        unreachable!("one file changed")
    };
    let old = String::from_utf8_lossy(&before[path]).replace("\"Use of 2\"", "\"Use of two\"");
    assert_eq!(String::from_utf8_lossy(bytes), old);
}

#[test]
fn one_inverse_edit_takes_every_file_back() {
    let (_folder, repository) = repository();
    let before = files(&repository.root);
    let (mut register, mut writer) = loaded(&repository, Disk::default());
    let inverse = import(&mut register, &mut writer, &inventory());
    assert_eq!(files(&repository.root).len(), before.len() + 200);
    register.apply(&inverse).expect("applies");
    writer
        .save(&Request::new(&register, inverse, Step::Undo))
        .expect("saves");
    assert_eq!(files(&repository.root), before);
}

#[test]
fn a_save_that_fails_leaves_register_and_files_as_they_were_or_is_finished_whole() {
    // How many operations a whole save takes, to fail at each tenth of them.
    let (_folder, repository_of_count) = repository();
    let counting = Disk::default();
    let (mut register, mut writer) = loaded(&repository_of_count, counting.clone());
    import(&mut register, &mut writer, &inventory());
    let all = counting.operations();
    for tenth in 0..10 {
        let at = all * tenth / 10 + tenth;
        let (_folder, repository) = repository();
        let before = files(&repository.root);
        let full = move |_: &'static str, nth: u64| {
            if nth >= at {
                Err(io::Error::other("the disk is full"))
            } else {
                Ok(())
            }
        };
        let (mut register, mut writer) = loaded(&repository, Disk::with_faults(Arc::new(full)));
        let edit = plan(&register, &inventory()).edit("ana", now());
        let inverse = register.apply(&edit).expect("applies");
        assert!(
            writer.save(&Request::new(&register, edit, Step::Do)).is_err(),
            "at {at}"
        );
        register.apply(&inverse).expect("applies");
        assert_eq!(register.count(&system::KIND), 0);

        let committed = repository.private.join("journal.json").exists();
        if !committed {
            assert_eq!(files(&repository.root), before, "at {at}");
            continue;
        }
        // What was committed is finished by whoever opens next, so nobody sees half an import.
        aims::store::save::recover(&repository, &Disk::default()).expect("recovers");
        let (register, _) = loaded(&repository, Disk::default());
        assert_eq!(register.of(&system::KIND).map(Record::id).count(), 200, "at {at}");
        assert_eq!(plan(&register, &inventory()).counts().unchanged, 200, "at {at}");
    }
}
