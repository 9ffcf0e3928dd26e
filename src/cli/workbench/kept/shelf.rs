//! What one process has unsaved, a file for each, and what processes that ended left.
//!
//! A process holds a lock on a file of its own as long as it lives; the kernel releases it however the process ends. So a
//! later process knows for certain which files have no owner any more, and takes them over by renaming them.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::app::edits::draft::Draft;
use crate::app::edits::draft::LongDraft;
use crate::cli::workbench::kept::files;
use crate::term::EDITOR_LOCK;

/// How the names end: of what is unsaved, of the lock, of the folder with a text in the editor.
const DRAFT: &str = ".draft";
const LOCK: &str = ".lock";
const EDITOR: &str = ".editor";

/// The files of one process.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    /// The name of the process among all that ever were: its number, and when it began.
    process: String,
    lock: Option<File>,
    /// What is in which file.
    kept: Vec<(Draft, PathBuf)>,
    /// How many files were made.
    made: usize,
}

impl Shelf {
    /// Returns the shelf of this process in the folder of a register; nothing is written yet.
    pub fn new(folder: PathBuf) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            folder,
            process: format!("{}-{}", std::process::id(), since.as_nanos()),
            lock: None,
            kept: Vec::new(),
            made: 0,
        }
    }

    /// Keeps exactly these: writes what is new or another text by now, and removes the files of what is gone.
    ///
    /// # Errors
    ///
    /// Fails when a file cannot be written or removed; the other files are written and removed all the same.
    pub fn keep(&mut self, drafts: Vec<Draft>) -> io::Result<()> {
        let mut result = Ok(());
        let mut before = std::mem::take(&mut self.kept);
        let mut open = Vec::new();
        // An unchanged draft is not written again, and its file is not reused for another draft.
        for draft in drafts {
            match before.iter().position(|(kept, _)| *kept == draft) {
                Some(at) => self.kept.push(before.remove(at)),
                None => open.push(draft),
            }
        }
        for draft in open {
            let same = before.iter().position(|(kept, _)| kept.is_of_same(&draft));
            let earlier = same.map(|at| before.remove(at));
            if let Err(error) = self.put(draft, earlier) {
                result = Err(error);
            }
        }
        for (draft, path) in before {
            if let Draft::Long(_) = draft {
                let _ = files::remove(&self.editor_folder());
            }
            if let Err(error) = files::remove(&path) {
                result = Err(error);
                self.kept.push((draft, path));
            }
        }
        result
    }

    /// Keeps one thing more, in place of an earlier text of the same.
    ///
    /// # Errors
    ///
    /// Fails when its file cannot be written; then the earlier text stays.
    pub fn add(&mut self, draft: Draft) -> io::Result<()> {
        if self.kept.iter().any(|(kept, _)| *kept == draft) {
            return Ok(());
        }
        let same = self.kept.iter().position(|(kept, _)| kept.is_of_same(&draft));
        let before = same.map(|at| self.kept.remove(at));
        self.put(draft, before)
    }

    /// Writes a draft into the file of an earlier text of the same, or into a new one.
    fn put(&mut self, draft: Draft, before: Option<(Draft, PathBuf)>) -> io::Result<()> {
        let (old, path) = match before {
            Some((old, path)) => (Some(old), path),
            None => (None, self.new_file()),
        };
        let written = self.lock().and_then(|()| files::write(&path, &draft));
        match written {
            Ok(()) => self.kept.push((draft, path)),
            // Its file still holds the text of before, and goes once that is saved.
            Err(_) => self.kept.extend(old.map(|old| (old, path))),
        }
        written
    }

    /// Writes a file of this register that names this process.
    ///
    /// # Errors
    ///
    /// Fails as the operating system does.
    pub fn write<T: Serialize>(&mut self, name: &str, what: impl FnOnce(String) -> T) -> io::Result<()> {
        self.lock()?;
        files::write(&self.folder.join(name), &what(self.process.clone()))
    }

    /// Takes over what processes left that ended, and returns it, oldest process first. Keeps room for what this one may
    /// leave.
    pub fn take_over(&mut self) -> Vec<Draft> {
        files::reserve(&self.folder);
        let mut taken = Vec::new();
        for process in self.processes() {
            // While this is held, no other window takes the same.
            let Some(_theirs) = lock_of(&self.folder, &process) else {
                continue;
            };
            let with_editor = self.folder.join(format!("{process}{EDITOR}"));
            let is_open = is_held(&with_editor.join(EDITOR_LOCK));
            let saved = text_in(&with_editor);
            for path in files::named(&self.folder, &format!("{process}-"), DRAFT) {
                let Some(mut draft) = files::read::<Draft>(&path) else {
                    continue;
                };
                if is_open && matches!(draft, Draft::Long(_)) {
                    // An editor that outlived its program may save yet; whoever comes after it has ended takes it over.
                    continue;
                }
                if let Draft::Long(long) = &mut draft
                    && !take_edited(long, saved.as_deref())
                {
                    let _ = files::remove(&path);
                    continue;
                }
                let mine = self.new_file();
                let moved = self.lock().and_then(|()| match &draft {
                    // Its text comes from the file that the editor wrote.
                    Draft::Long(_) => files::write(&mine, &draft).and_then(|()| files::remove(&path)),
                    _ => fs::rename(&path, &mine),
                });
                if moved.is_ok() {
                    self.kept.push((draft.clone(), mine));
                    taken.push(draft);
                }
            }
            let is_left = !files::named(&self.folder, &format!("{process}-"), DRAFT).is_empty();
            if !is_left {
                let _ = files::remove(&with_editor);
                let _ = files::remove(&self.folder.join(format!("{process}{LOCK}")));
            }
        }
        taken
    }

    /// Returns the folder for the file that goes to the editor.
    pub fn editor_folder(&self) -> PathBuf {
        self.folder.join(format!("{}{EDITOR}", self.process))
    }

    /// Tells whether anything is kept.
    pub fn has_drafts(&self) -> bool {
        !self.kept.is_empty()
    }

    /// Returns the other processes that left files, those that began first at the head.
    fn processes(&self) -> Vec<String> {
        let mut found = BTreeSet::new();
        for end in [DRAFT, LOCK] {
            for path in files::named(&self.folder, "", end) {
                let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
                let mut parts = name.splitn(3, '-');
                let (Some(pid), Some(began)) = (parts.next(), parts.next()) else {
                    continue;
                };
                let began: u128 = began.parse().unwrap_or_default();
                found.insert((began, format!("{pid}-{began}")));
            }
        }
        let names = found.into_iter().map(|(_, process)| process);
        names.filter(|process| *process != self.process).collect()
    }

    fn new_file(&mut self) -> PathBuf {
        self.made += 1;
        self.folder.join(format!("{}-{:06}{DRAFT}", self.process, self.made))
    }

    /// Takes the lock that says that this process lives.
    fn lock(&mut self) -> io::Result<()> {
        if self.lock.is_none() {
            files::make_folder(&self.folder)?;
            self.lock = lock_of(&self.folder, &self.process);
        }
        Ok(())
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        // With nothing left behind there is nothing to take over.
        if self.lock.is_some() && self.kept.is_empty() {
            let _ = files::remove(&self.folder.join(format!("{}{LOCK}", self.process)));
        }
    }
}

/// Tells whether a process that wrote into the folder of a register still lives.
pub fn is_alive(folder: &Path, process: &str) -> bool {
    is_held(&folder.join(format!("{process}{LOCK}")))
}

/// Tells whether a process holds the lock of a file.
fn is_held(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Takes the lock of a process; nothing while it lives, or another window takes over what it left.
fn lock_of(folder: &Path, process: &str) -> Option<File> {
    let path = folder.join(format!("{process}{LOCK}"));
    let file = File::options().create(true).append(true).mode(0o600).open(path).ok()?;
    file.try_lock().ok().map(|()| file)
}

/// Returns the text of the file in the folder of an editor.
fn text_in(folder: &Path) -> Option<String> {
    let inner = fs::read_dir(folder).ok()?.flatten();
    let mut files = inner.flat_map(|entry| fs::read_dir(entry.path()).into_iter().flatten().flatten());
    // An editor may leave files of its own beside it, whose names begin or end otherwise.
    let file = files.find(|entry| entry.path().extension().is_some_and(|end| end == "md"))?;
    fs::read_to_string(file.path()).ok()
}

/// Puts what the editor saved into a draft, and tells whether that is another text than it was handed.
fn take_edited(long: &mut LongDraft, saved: Option<&str>) -> bool {
    let Some(saved) = saved else { return true };
    let differs = saved.trim_end() != long.text.trim_end();
    if differs {
        saved.trim_end().clone_into(&mut long.text);
    }
    differs
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::app::edits::draft::FormDraft;

    fn form(id: &str, text: &str) -> Draft {
        Draft::Form(FormDraft {
            kind: "system".to_owned(),
            id: id.to_owned(),
            is_new: false,
            fields: BTreeMap::from([("title".to_owned(), text.to_owned())]),
            ..FormDraft::default()
        })
    }

    /// A shelf whose process has another name than the others of this test.
    fn shelf(folder: &Path, nth: u32) -> Shelf {
        let mut shelf = Shelf::new(folder.to_owned());
        shelf.process = format!("7-{nth}");
        shelf
    }

    #[test]
    fn drafts_of_an_ended_process_are_taken_over_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut first = shelf(folder.path(), 1);
        let all = vec![form("chat", "one"), form("chat", "two"), form("scoring", "three")];
        first.keep(all.clone()).expect("kept");
        assert!(shelf(folder.path(), 2).take_over().is_empty(), "it lives");
        drop(first);
        let mut second = shelf(folder.path(), 3);
        assert_eq!(second.take_over(), all);
        assert!(shelf(folder.path(), 4).take_over().is_empty(), "the second has it");
        drop(second);
        assert_eq!(shelf(folder.path(), 5).take_over(), all, "put off, it is offered again");
    }

    #[test]
    fn two_windows_that_ended_leave_two_texts() {
        let folder = tempfile::tempdir().expect("a folder");
        for nth in 1..3 {
            let mut window = shelf(folder.path(), nth);
            window.keep(vec![form("chat", &format!("text {nth}"))]).expect("kept");
        }
        let taken = shelf(folder.path(), 3).take_over();
        assert_eq!(taken, vec![form("chat", "text 1"), form("chat", "text 2")]);
    }

    #[test]
    fn saving_or_typing_on_leaves_no_old_draft() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut window = shelf(folder.path(), 1);
        let drafts = || files::named(folder.path(), "", DRAFT).len();
        window.keep(vec![form("chat", "a")]).expect("kept");
        window
            .keep(vec![form("chat", "ab"), form("scoring", "x")])
            .expect("kept");
        assert_eq!(drafts(), 2);
        window.keep(Vec::new()).expect("kept");
        assert_eq!(drafts(), 0);
        drop(window);
        assert_eq!(files::named(folder.path(), "", "").len(), 0, "not even the lock");
    }

    #[test]
    fn a_stale_draft_file_is_removed_when_its_text_is_saved() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut window = shelf(folder.path(), 1);
        window.keep(vec![form("chat", "a")]).expect("kept");
        let path = files::named(folder.path(), "", DRAFT).remove(0);
        // A folder in its place cannot be replaced by a file.
        fs::remove_file(&path).expect("it is there");
        fs::create_dir_all(path.join("inner")).expect("a folder");
        assert!(window.keep(vec![form("chat", "ab")]).is_err());
        window.keep(Vec::new()).expect("it goes");
        assert!(!path.exists());
    }

    #[test]
    fn the_text_that_the_editor_saved_is_what_is_offered() {
        let folder = tempfile::tempdir().expect("a folder");
        let long = |text: &str| {
            Draft::Long(LongDraft {
                place: crate::app::edits::draft::LongPlace::Point("V-00001".to_owned(), "a".to_owned()),
                name: "V-00001-said.md".to_owned(),
                text: text.to_owned(),
            })
        };
        for (saved, offered) in [("before\nand after\n", Some("before\nand after")), ("before\n", None)] {
            let mut window = shelf(folder.path(), 1);
            window.keep(vec![long("before")]).expect("kept");
            let inner = window.editor_folder().join("aims-x");
            fs::create_dir_all(&inner).expect("a folder");
            fs::write(inner.join("V-00001-said.md"), saved).expect("written");
            drop(window);
            let mut later = shelf(folder.path(), 2);
            let taken = later.take_over();
            assert_eq!(taken, offered.map(long).into_iter().collect::<Vec<_>>());
            later.keep(Vec::new()).expect("kept");
        }
    }

    #[test]
    fn a_file_of_another_version_stays_where_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("7-1-000001.draft");
        fs::write(&path, "{\"Later\": 1}").expect("written");
        assert!(shelf(folder.path(), 2).take_over().is_empty());
        assert!(path.exists());
    }
}
