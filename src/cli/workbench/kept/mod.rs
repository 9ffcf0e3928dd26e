//! State kept between runs in the user's state folder, where no clone can plant it: unsaved texts and edits, session
//! places, the time of the last visit.

mod emergency;
mod files;
mod shelf;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::app::edits::draft::Draft;
use crate::app::guided::session::Place;
use crate::domain::sha256::of as sha256;
use emergency::Typed;
use shelf::Shelf;

/// How many digits of a hash name a folder or file.
const DIGITS: usize = 16;

/// The files of one register.
#[derive(Debug)]
pub struct Kept {
    /// The folder; none where the user has no home.
    folder: Option<PathBuf>,
    /// Who works here; people who share an account each have their own sessions.
    who: String,
    /// What is unsaved; a signal may have it written while the loop is busy.
    shelf: Option<Arc<Mutex<Shelf>>>,
    typed: Typed,
    /// The places of sessions as they stand in the files.
    places: BTreeMap<String, Place>,
}

/// Where a session stands, and the process it is open in.
#[derive(Debug, Serialize, Deserialize)]
struct OpenPlace {
    place: Place,
    process: String,
}

impl Kept {
    /// Returns the files of a register for a person, not read yet.
    pub fn new(root: &Path, who: &str) -> Self {
        let folders = directories::ProjectDirs::from("", "", "aims");
        let state = folders.map(|folders| {
            let state = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
            state.to_owned()
        });
        Self::within(state.as_deref(), root, who)
    }

    pub(super) fn within(state: Option<&Path>, root: &Path, who: &str) -> Self {
        let root = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let folder = state.map(|state| state.join("registers").join(hash(root.as_os_str().as_encoded_bytes())));
        Self {
            shelf: folder.clone().map(|folder| Arc::new(Mutex::new(Shelf::new(folder)))),
            typed: Typed::default(),
            folder,
            who: who.to_owned(),
            places: BTreeMap::new(),
        }
    }

    /// Takes over what processes that ended left unsaved; what is open in another window is not touched.
    pub fn take_over(&mut self) -> Vec<Draft> {
        self.own_shelf().map(|mut own| own.take_over()).unwrap_or_default()
    }

    /// Returns where the sessions of this person stand, by the kind they walk; one that is open in another window was not
    /// cut off.
    pub fn places(&mut self) -> BTreeMap<String, Place> {
        let Some(folder) = &self.folder else {
            return BTreeMap::new();
        };
        let begin = format!("session-{}-", self.person());
        for path in files::named(folder, &begin, ".json") {
            let Some(OpenPlace { mut place, process }) = files::read(&path) else {
                continue;
            };
            place.cut &= !shelf::is_alive(folder, &process);
            self.places.insert(place.scope.kind.clone(), place);
        }
        self.places.clone()
    }

    /// Returns when this person left last.
    pub fn visit(&self) -> Option<NaiveDateTime> {
        files::read(&self.visit_file()?)
    }

    /// Keeps when this person leaves.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be written.
    pub fn leave(&self, now: NaiveDateTime) -> io::Result<()> {
        self.visit_file().map_or(Ok(()), |path| files::write(&path, &now))
    }

    /// Keeps everything that is not saved and where the sessions stand, and takes away what is saved by now.
    ///
    /// # Errors
    ///
    /// Fails when a file cannot be written; the others are written all the same.
    pub fn keep(&mut self, drafts: Vec<Draft>, places: &BTreeMap<String, Place>) -> io::Result<()> {
        let Some(mut own) = self.shelf.as_ref().map(locked) else {
            return if drafts.is_empty() {
                Ok(())
            } else {
                Err(io::Error::other("there is no home folder"))
            };
        };
        let mut kept = own.keep(drafts);
        for (kind, place) in places {
            if self.places.get(kind) == Some(place) {
                continue;
            }
            let file = format!("session-{}-{kind}.json", hash(self.who.as_bytes()));
            let written = own.write(&file, |process| OpenPlace {
                place: place.clone(),
                process,
            });
            match written {
                Ok(()) => drop(self.places.insert(kind.clone(), place.clone())),
                Err(error) => kept = Err(error),
            }
        }
        kept
    }

    /// Tells whether something is kept that may have to be taken away again.
    pub fn has_drafts(&self) -> bool {
        self.own_shelf().is_some_and(|own| own.has_drafts())
    }

    /// Returns the folder for the file that goes to the editor; what stays in it is offered with its draft.
    pub fn editor_folder(&self) -> Option<PathBuf> {
        self.own_shelf().map(|own| own.editor_folder())
    }

    /// Notes what is typed, for the case that a signal comes while the program is busy; `typed` is only asked where there
    /// was or is something.
    pub fn note(&self, is_open: bool, typed: impl FnOnce() -> Vec<Draft>) {
        self.typed.note(is_open, typed);
    }

    /// Returns what keeps, on another thread, what was noted last.
    pub fn emergency(&self) -> Box<dyn FnOnce() + Send> {
        match &self.shelf {
            Some(own) => self.typed.emergency(own),
            None => Box::new(|| {}),
        }
    }

    fn own_shelf(&self) -> Option<MutexGuard<'_, Shelf>> {
        self.shelf.as_ref().map(locked)
    }

    fn visit_file(&self) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(folder.join(format!("visit-{}.json", self.person())))
    }

    fn person(&self) -> String {
        hash(self.who.as_bytes())
    }
}

fn locked(shelf: &Arc<Mutex<Shelf>>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

fn hash(bytes: &[u8]) -> String {
    let mut digits = sha256(bytes);
    digits.truncate(DIGITS);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::guided::session::Scope;

    fn kept(state: &Path, who: &str) -> Kept {
        Kept::within(Some(state), Path::new("/srv/ai/aims"), who)
    }

    fn places(of: &[(&str, &str)]) -> BTreeMap<String, Place> {
        let place = |(kind, at): &(&str, &str)| {
            let place = Place {
                scope: Scope {
                    kind: (*kind).to_owned(),
                    ..Scope::default()
                },
                at: (*at).to_owned(),
                skipped: std::collections::BTreeSet::new(),
                spent: 60,
                cut: true,
            };
            ((*kind).to_owned(), place)
        };
        of.iter().map(place).collect()
    }

    #[test]
    fn each_person_has_a_session_of_each_kind() {
        let state = tempfile::tempdir().expect("a folder");
        let (of_ana, of_ben) = (
            places(&[("answer", "4.1/q1"), ("control", "A.2.2")]),
            places(&[("answer", "9.1/q1")]),
        );
        kept(state.path(), "Ana").keep(Vec::new(), &of_ana).expect("kept");
        kept(state.path(), "Ben").keep(Vec::new(), &of_ben).expect("kept");
        assert_eq!(kept(state.path(), "Ana").places(), of_ana);
        assert_eq!(kept(state.path(), "Ben").places(), of_ben);
        assert_eq!(kept(state.path(), "Cy").places(), BTreeMap::new());
    }

    #[test]
    fn a_session_that_is_open_in_another_window_was_not_cut_off() {
        let state = tempfile::tempdir().expect("a folder");
        let mut open = kept(state.path(), "Ana");
        open.keep(Vec::new(), &places(&[("answer", "4.1/q1")])).expect("kept");
        assert!(!kept(state.path(), "Ana").places()["answer"].cut);
        drop(open);
        assert!(kept(state.path(), "Ana").places()["answer"].cut);
    }

    #[test]
    fn registers_whose_paths_look_alike_share_nothing() {
        let state = tempfile::tempdir().expect("a folder");
        let of = |root: &str| Kept::within(Some(state.path()), Path::new(root), "Ana");
        of("/x/a/b")
            .keep(Vec::new(), &places(&[("answer", "4.1/q1")]))
            .expect("kept");
        assert!(of("/x/a-b").places().is_empty());
        assert_eq!(of("/x/a/b").places().len(), 1);
    }

    #[test]
    fn each_person_left_at_a_time_of_their_own() {
        let state = tempfile::tempdir().expect("a folder");
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let at = |hour| day.and_hms_opt(hour, 0, 0).expect("a time");
        let (ana, ben) = (kept(state.path(), "Ana"), kept(state.path(), "Ben"));
        assert_eq!(ana.visit(), None);
        ana.leave(at(9)).expect("kept");
        ben.leave(at(10)).expect("kept");
        ana.leave(at(17)).expect("kept");
        assert_eq!((ana.visit(), ben.visit()), (Some(at(17)), Some(at(10))));
    }

    #[test]
    fn without_a_home_nothing_is_kept_and_losses_are_announced() {
        let mut nowhere = Kept::within(None, Path::new("/srv/ai/aims"), "Ana");
        assert!(nowhere.keep(Vec::new(), &places(&[("answer", "4.1/q1")])).is_ok());
        assert!(nowhere.places().is_empty() && nowhere.take_over().is_empty());
    }
}
