//! A save of several files that was cut off: who finishes it, and who only tells that it waits.

use std::io;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aims::domain::kinds::action;
use aims::domain::register::edit::Edit;
use aims::store::files::disk::Disk;
use aims::store::files::repository::Repository;
use aims::store::load::open::open_to_write;
use aims::store::save::history::Step;
use aims::store::save::{Request, SaveError};

use crate::sandbox::Sandbox;

/// A disk that refuses everything from the third rename on: the journal and one file stand by then.
fn failing() -> Disk {
    let renames = AtomicU64::new(0);
    let plan = move |name: &'static str, _| {
        let before = renames.fetch_add(u64::from(name == "rename"), Ordering::SeqCst);
        if before + u64::from(name == "rename") > 2 {
            Err(io::Error::from_raw_os_error(5))
        } else {
            Ok(())
        }
    };
    Disk::with_faults(Arc::new(plan))
}

/// Returns a register with three actions, of which half of an edit gave the first an owner.
fn cut_off() -> (Sandbox, Vec<String>) {
    let sandbox = Sandbox::new();
    let titles = ["One", "Two", "Three"];
    let ids: Vec<_> = titles
        .iter()
        .map(|title| {
            sandbox
                .fine(&["add", "action", "owner=ana", "due=+1m", &format!("title={title}")])
                .trim()
                .to_owned()
        })
        .collect();
    let repository = Repository::at(&sandbox.here());
    let (mut register, contents) = open_to_write(&repository);
    let mut writer = contents.writer(repository, failing());
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let change = |id: &String| register.change(id, action::OWNER.field(), "emre".into());
    let edit = Edit {
        title: "owner of 3 actions".into(),
        who: "emre".into(),
        when: day.and_hms_opt(9, 0, 0).expect("a time"),
        changes: ids
            .iter()
            .map(|id| change(id).expect("fits").expect("differs"))
            .collect(),
    };
    register.apply(&edit).expect("applies");
    let saved = writer.save(&Request::new(&register, edit, Step::Do));
    let Err(error @ SaveError::Pending { .. }) = saved else {
        unreachable!("{saved:?}")
    };
    let told = error.to_string();
    assert!(
        told.ends_with("The edit is half done; the next save finishes it or takes it back."),
        "{told}"
    );
    (sandbox, ids)
}

fn owned(sandbox: &Sandbox) -> usize {
    let files = sandbox.files();
    let records = files
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "ron"));
    records.filter(|(_, text)| text.contains("\"emre\"")).count()
}

#[test]
fn a_command_that_only_reads_reports_an_interrupted_save_and_writes_nothing() {
    let (sandbox, _) = cut_off();
    let before = sandbox.files();
    assert_eq!(owned(&sandbox), 1);
    for reading in [
        &["list", "actions"][..],
        &["due"],
        &["check"],
        &["plan"],
        &["render", "--screen", "treatment"],
        &[],
    ] {
        let ran = sandbox.run(reading);
        let told = ran
            .err
            .matches("An interrupted save waits: owner of 3 actions (emre, 2026-11-22 09:00).");
        assert_eq!(told.count(), 1, "{reading:?}: {ran:?}");
        assert_eq!(sandbox.files(), before, "{reading:?}");
    }
}

#[test]
fn the_next_saving_command_finishes_an_interrupted_save_and_undo_knows_it() {
    let (sandbox, ids) = cut_off();
    let ran = sandbox.run(&["set", &ids[0], "title=First"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err.contains(
            "An interrupted save was finished: owner of 3 actions (emre, 2026-11-22 09:00); undo takes it back."
        ),
        "{ran:?}"
    );
    assert_eq!(owned(&sandbox), 3);
    assert!(sandbox.run(&["list", "actions"]).err.is_empty());
    sandbox.fine(&["undo"]);
    assert_eq!(owned(&sandbox), 3);
    sandbox.fine(&["undo", "--yes"]);
    assert_eq!(owned(&sandbox), 0);
}

#[test]
fn a_journal_that_came_with_an_archive_is_not_carried_out() {
    let (sandbox, ids) = cut_off();
    let there = Sandbox::bare();
    let copied = Command::new("cp")
        .arg("-a")
        .arg(sandbox.here().join("aims"))
        .arg(there.here())
        .status();
    assert!(copied.expect("cp starts").success());
    let ran = there.run(&["set", &ids[2], "title=Third"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err
            .contains("journal.json was not written here; nothing of it was written"),
        "{ran:?}"
    );
    assert_eq!(owned(&there), 1);
}

#[test]
fn text_written_by_an_editor_during_an_interrupted_save_is_kept_and_its_file_named() {
    let (sandbox, ids) = cut_off();
    let mut folders = vec![sandbox.here().join("aims")];
    let mut beside = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(".aims-tmp") {
                beside.push(path);
            }
        }
    }
    // Beside the file that was exchanged stands what came away from it; an editor's text may be there.
    let away = beside
        .iter()
        .find(|path| std::fs::read_to_string(path).is_ok_and(|text| text.contains("owner: \"ana\"")))
        .expect("one file was exchanged");
    let text = std::fs::read_to_string(away).expect("a text");
    std::fs::write(away, text.replace("owner: \"ana\"", "owner: \"editor\"")).expect("written");
    let ran = sandbox.run(&["set", &ids[0], "title=First"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let (_, file) = ran
        .err
        .trim_end()
        .rsplit_once("is kept in ")
        .expect("the file is named");
    let kept = std::fs::read_to_string(file.trim_end_matches('.')).expect("the file is there");
    assert!(kept.contains("owner: \"editor\""), "{kept}");
}
