//! A disk that fails at any one operation, once or from then on, in a save and in the recovery after it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use aims::domain::kinds::{control, risk, system};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::register::edit::Edit;
use aims::store::files::disk::Disk;
use aims::store::save::history::Step;
use aims::store::save::journal;
use aims::store::save::{self, SaveError, Saved};

use crate::fixture::{Fixture, Session, add, edit, risk_id};

const ENOSPC: i32 = 28;
const EIO: i32 = 5;

/// What is saved: its name, what stands before it, and the edit.
pub struct Scene {
    pub name: &'static str,
    risks: usize,
    /// Edits saved before, undisturbed.
    before: fn(&Session) -> Vec<Edit>,
    act: fn(&Session) -> (Edit, Step),
}

fn nothing(_: &Session) -> Vec<Edit> {
    Vec::new()
}

fn owners(session: &Session, count: usize) -> Edit {
    let change = |number| session.change(risk_id(number).as_str(), risk::OWNER, "ana");
    edit((0..count).map(change).collect())
}

fn dossier() -> Edit {
    let system = Record::new(&system::KIND, "claims".into()).with(system::TITLE, "Claims");
    let risk = Record::new(&risk::KIND, "R-0000z".into()).with(risk::SYSTEMS, vec![Id::new("claims")]);
    edit(vec![add(system), add(risk)])
}

pub const SCENES: [Scene; 7] = [
    Scene {
        name: "single",
        risks: 3,
        before: nothing,
        act: |s| (owners(s, 1), Step::Do),
    },
    Scene {
        name: "three",
        risks: 3,
        before: nothing,
        act: |s| (owners(s, 3), Step::Do),
    },
    Scene {
        name: "sixty",
        risks: 60,
        before: nothing,
        act: |s| (owners(s, 60), Step::Do),
    },
    Scene {
        name: "dossier",
        risks: 1,
        before: nothing,
        act: |_| (dossier(), Step::Do),
    },
    Scene {
        name: "one new",
        risks: 1,
        before: nothing,
        act: |_| (edit(dossier().changes[..1].to_vec()), Step::Do),
    },
    Scene {
        name: "undo",
        risks: 1,
        before: |_| vec![dossier()],
        act: |_| (dossier().inverse(), Step::Undo),
    },
    Scene {
        name: "implied",
        risks: 1,
        before: |s| vec![edit(vec![s.change("A.2.2", control::REASON, "we build")])],
        act: |s| (edit(vec![s.change("A.2.2", control::REASON, "")]), Step::Do),
    },
];

pub type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

impl Scene {
    pub fn named(name: &str) -> &'static Self {
        static ALL: [Scene; 7] = SCENES;
        ALL.iter().find(|scene| scene.name == name).expect("a scene")
    }

    pub fn fixture(&self) -> Fixture {
        let fixture = Fixture::with_risks(self.risks);
        let mut session = fixture.open();
        for edit in (self.before)(&session) {
            session.save(edit, Step::Do).expect("saved");
        }
        fixture
    }

    pub fn act(&self, session: &mut Session) -> Result<Saved, SaveError> {
        let (edit, step) = (self.act)(session);
        session.save(edit, step)
    }

    /// Returns the tree before and after, and how many operations lie between.
    pub fn undisturbed(&self) -> (Tree, Tree, u64) {
        let fixture = self.fixture();
        let old = fixture.tree();
        let disk = Disk::default();
        let mut session = fixture.open_on(disk.clone());
        self.act(&mut session).expect("saved");
        fixture.assert_clean();
        (old, fixture.tree(), disk.operations())
    }
}

/// A disk that fails at the operation `at`, and at all later ones if `sticky`, while `armed`.
fn faulty(at: u64, errno: i32, sticky: bool) -> (Disk, Arc<AtomicBool>) {
    let armed = Arc::new(AtomicBool::new(true));
    let plan = {
        let (armed, count) = (armed.clone(), AtomicU64::new(0));
        move |_: &'static str, _| {
            if !armed.load(Ordering::SeqCst) {
                return Ok(());
            }
            let count = count.fetch_add(1, Ordering::SeqCst);
            if count == at || (sticky && count > at) {
                Err(io::Error::from_raw_os_error(errno))
            } else {
                Ok(())
            }
        }
    };
    (Disk::with_faults(Arc::new(plan)), armed)
}

/// Tells whether a file is one that the next save clears away.
fn is_stale_temp_file(path: &Path) -> bool {
    path.to_string_lossy().contains("aims-tmp")
}

fn assert_whole(tree: &Tree, old: &Tree, new: &Tree, what: &str) {
    for (path, text) in tree
        .iter()
        .filter(|(path, text)| text.is_some() && !is_stale_temp_file(path))
    {
        assert!(
            old.get(path) == Some(text) || new.get(path) == Some(text),
            "{what}: {} is torn",
            path.display()
        );
    }
}

fn assert_unmixed(tree: &Tree, old: &Tree, new: &Tree, what: &str) {
    // Folders that a failed save made and left empty are no content.
    let files = |tree: &Tree| -> Tree {
        tree.iter()
            .filter(|(path, text)| text.is_some() && !is_stale_temp_file(path))
            .map(|(p, t)| (p.clone(), t.clone()))
            .collect()
    };
    let tree = files(tree);
    assert!(
        tree == files(old) || tree == files(new),
        "{what}: generations are mixed: {:?}",
        tree.keys()
    );
}

/// Lets each operation of a scene fail.
fn fail_everywhere(name: &str, stride: usize) {
    let scene = Scene::named(name);
    let (old, new, operations) = scene.undisturbed();
    assert!(operations > 5, "{name} has {operations} operations");
    for at in (0..operations).step_by(stride) {
        for (errno, sticky) in [(ENOSPC, false), (EIO, true)] {
            let what = format!("{name}, operation {at} of {operations}, errno {errno}");
            let fixture = scene.fixture();
            let (disk, armed) = faulty(at, errno, sticky);
            let mut session = fixture.open_on(disk);
            match scene.act(&mut session) {
                Ok(saved) => {
                    assert!(saved.remark.is_some(), "{what}: nobody was told");
                    assert_unmixed(&fixture.tree(), &new, &new, &what);
                }
                Err(SaveError::Disk(_, error)) => {
                    assert_eq!(error.raw_os_error(), Some(errno), "{what}");
                    assert_unmixed(&fixture.tree(), &old, &old, &what);
                    armed.store(false, Ordering::SeqCst);
                    if at % 2 == 0 {
                        let reopened = fixture.open();
                        assert_eq!(reopened.contents.remark, None, "{what}");
                        assert_unmixed(&fixture.tree(), &old, &old, &what);
                    }
                    // The same session makes the same edit again.
                    let again = scene.act(&mut session);
                    assert!(again.is_ok(), "{what}: {again:?}");
                    assert_unmixed(&fixture.tree(), &new, &new, &what);
                    fixture.assert_clean();
                }
                Err(SaveError::Pending { error, .. }) => {
                    assert!(sticky, "{what}: what failed once could be undone");
                    assert_eq!(error.raw_os_error(), Some(errno), "{what}");
                    assert_whole(&fixture.tree(), &old, &new, &what);
                    armed.store(false, Ordering::SeqCst);
                    if at % 2 == 0 {
                        let waits = journal::waits(&fixture.repository.private);
                        let reopened = fixture.open();
                        assert_unmixed(&fixture.tree(), &old, &new, &what);
                        assert_eq!(reopened.contents.remark.is_some(), waits, "{what}: finishing is told");
                    }
                    // The same session makes the same edit again.
                    let again = scene.act(&mut session);
                    assert!(again.is_ok(), "{what}: {again:?}");
                    assert_unmixed(&fixture.tree(), &new, &new, &what);
                    fixture.assert_clean();
                }
                Err(other) => panic!("{what}: {other}"),
            }
        }
    }
}

#[test]
fn a_single_save_survives_any_failure() {
    fail_everywhere("single", 1);
}

#[test]
fn a_save_of_three_survives_any_failure() {
    fail_everywhere("three", 1);
}

#[test]
fn a_save_of_sixty_survives_any_failure() {
    fail_everywhere("sixty", 17);
}

#[test]
fn a_new_dossier_survives_any_failure() {
    fail_everywhere("dossier", 1);
    fail_everywhere("one new", 1);
}

#[test]
fn taking_back_survives_any_failure() {
    fail_everywhere("undo", 1);
    fail_everywhere("implied", 1);
}

#[test]
fn a_second_failure_while_recovering_changes_nothing_of_that() {
    for name in ["three", "dossier", "undo"] {
        let scene = Scene::named(name);
        let (old, new, operations) = scene.undisturbed();
        let mut recoveries = 0;
        for at in 0..operations {
            for second in 0.. {
                let what = format!("{name}, operation {at}, then {second}");
                let fixture = scene.fixture();
                let mut session = fixture.open_on(faulty(at, EIO, true).0);
                let _ = scene.act(&mut session);
                let (disk, _) = faulty(second, EIO, true);
                let recovered = save::recover(&fixture.repository, &disk);
                assert_whole(&fixture.tree(), &old, &new, &what);
                fixture.open();
                assert_unmixed(&fixture.tree(), &old, &new, &what);
                if recovered.is_ok() {
                    break;
                }
                recoveries += 1;
            }
        }
        assert!(recoveries > 20, "{name}: only {recoveries} recoveries were disturbed");
    }
}

#[test]
fn a_read_that_fails_is_never_taken_for_a_file_that_is_not_there() {
    let scene = Scene::named("single");
    for errno in [EIO, 13, 24, 116] {
        let fixture = scene.fixture();
        let plan = move |name: &'static str, _| {
            if name == "read" {
                Err(io::Error::from_raw_os_error(errno))
            } else {
                Ok(())
            }
        };
        let mut session = fixture.open_on(Disk::with_faults(Arc::new(plan)));
        let before = fixture.tree();
        assert!(matches!(scene.act(&mut session), Err(SaveError::Disk(..))));
        assert!(matches!(session.save(dossier(), Step::Do), Err(SaveError::Disk(..))));
        assert_eq!(fixture.tree(), before);
    }
}

#[test]
fn a_journal_meets_what_others_did_since() {
    let scene = Scene::named("three");
    let (old, new, operations) = scene.undisturbed();
    let mut met = 0;
    for at in 0..operations {
        let fixture = scene.fixture();
        let mut session = fixture.open_on(faulty(at, EIO, true).0);
        let _ = scene.act(&mut session);
        if !fixture.repository.private.join("journal.json").exists() {
            continue;
        }
        // One file is edited by hand, one replaced by a link, and the third is gone with a branch switch.
        fixture.write(&Fixture::risk_path(0), "Risk(title: \"by hand\")");
        std::fs::remove_file(fixture.path(&Fixture::risk_path(1))).expect("removed");
        std::os::unix::fs::symlink("/etc/hostname", fixture.path(&Fixture::risk_path(1))).expect("a link");
        std::fs::remove_file(fixture.path(&Fixture::risk_path(2))).expect("removed");
        let reopened = fixture.open();
        assert_eq!(fixture.read(&Fixture::risk_path(0)), "Risk(title: \"by hand\")");
        assert!(fixture.path(&Fixture::risk_path(1)).is_symlink());
        assert!(!fixture.path(&Fixture::risk_path(2)).exists());
        assert!(
            reopened
                .contents
                .remark
                .is_some_and(|remark| remark.contains("was undone") && remark.contains("rejected-1.ron"))
        );
        let kept = std::fs::read_dir(&fixture.repository.private).expect("a folder");
        let kept = kept.filter(|entry| {
            entry
                .as_ref()
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .starts_with("rejected-")
        });
        assert_eq!(kept.count(), 3, "what was meant is kept");
        assert!(!fixture.repository.private.join("journal.json").exists());
        met += 1;
    }
    assert!(met > 5 && old != new);
}

#[test]
fn a_writer_that_takes_no_lock_is_noticed_at_the_last_moment() {
    let scene = Scene::named("single");
    let fixture = scene.fixture();
    let path = fixture.path(&Fixture::risk_path(0));
    let left = AtomicU64::new(2);
    // Another program adds a line each time the temporary file has just been written.
    let plan = move |name: &'static str, _| {
        if name == "fsync" && left.load(Ordering::SeqCst) > 0 {
            let text = std::fs::read_to_string(&path)?;
            std::fs::write(
                &path,
                format!("// theirs {}\n{text}", left.fetch_sub(1, Ordering::SeqCst)),
            )?;
        }
        Ok(())
    };
    let mut session = fixture.open_on(Disk::with_faults(Arc::new(plan)));
    scene.act(&mut session).expect("saved");
    let text = fixture.read(&Fixture::risk_path(0));
    assert!(
        text.contains("// theirs 1") && text.contains("// theirs 2") && text.contains("\"ana\""),
        "{text}"
    );
    fixture.assert_clean();
}

/// Returns the operations of a scene by name.
fn operations(name: &str) -> Vec<&'static str> {
    let scene = Scene::named(name);
    let fixture = scene.fixture();
    let names = Arc::new(std::sync::Mutex::new(Vec::new()));
    let plan = {
        let names = names.clone();
        move |name: &'static str, _| {
            names.lock().expect("not poisoned").push(name);
            Ok(())
        }
    };
    let mut session = fixture.open_on(Disk::with_faults(Arc::new(plan)));
    scene.act(&mut session).expect("saved");
    names.lock().expect("not poisoned").clone()
}

#[test]
fn reported_saves_were_synced_in_the_right_order() {
    let changing = |names: Vec<&'static str>| -> Vec<_> {
        names
            .into_iter()
            .filter(|name| !matches!(*name, "read" | "look"))
            .collect()
    };
    assert_eq!(
        changing(operations("single")),
        [
            "make folder",
            "create",
            "write",
            "fsync",
            "rename",
            "fsync folder",
            "append",
            "wait",
            "remove"
        ],
        "the private folder is the only new one"
    );
    assert_eq!(
        changing(operations("one new")),
        [
            "make folder",
            "make folder",
            "fsync folder",
            "create",
            "write",
            "fsync",
            "rename",
            "fsync folder",
            "append"
        ],
        "the name of a new dossier is durable before its file is"
    );
    let three = changing(operations("three"));
    assert_eq!(
        three[..6],
        ["make folder", "create", "write", "fsync", "rename", "fsync folder"],
        "the journal first"
    );
    assert_eq!(
        three[three.len() - 8..],
        [
            "sync",
            "append",
            "remove",
            "fsync folder",
            "wait",
            "remove",
            "remove",
            "remove"
        ],
        "and its end is durable too; what the files held goes last"
    );
}
