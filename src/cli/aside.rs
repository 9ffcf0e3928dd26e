//! What is put aside between runs: the form being typed, where the session stands, and when one left. All lie in the
//! user's state folder, where no clone can plant them.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::session::Place;
use crate::app::state::Draft;

/// The files of one register, with what they hold as far as is known.
#[derive(Debug, Default)]
pub struct Aside {
    /// The state folder; none where the user has no home.
    folder: Option<PathBuf>,
    /// The name of the files of this register.
    name: String,
    /// Who works here; people who share an account each have their own session.
    who: String,
    draft: Option<Draft>,
    places: BTreeMap<String, Place>,
}

impl Aside {
    /// Returns the files of a register, not read yet.
    pub fn new(root: &Path, who: &str) -> Self {
        let folders = directories::ProjectDirs::from("", "", "aims");
        let folder = folders.map(|folders| {
            folders
                .state_dir()
                .unwrap_or_else(|| folders.data_local_dir())
                .to_owned()
        });
        let path = root.to_string_lossy();
        let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
        Self {
            folder,
            name: format!("{}.json", path.chars().map(plain).collect::<String>()),
            who: who.to_owned(),
            ..Self::default()
        }
    }

    /// Reads what an earlier run put aside: the form, the session, and when it ended. A file that cannot be read is as good
    /// as none.
    pub fn read(&mut self) -> (Option<Draft>, Option<Place>, Option<NaiveDateTime>) {
        self.draft = self.file("drafts").and_then(|path| parsed(&path));
        self.places = self.file("sessions").and_then(|path| parsed(&path)).unwrap_or_default();
        (self.draft.clone(), self.places.get(&self.who).cloned(), self.visit())
    }

    /// Returns when this person left last.
    pub fn visit(&self) -> Option<NaiveDateTime> {
        let visits: BTreeMap<String, NaiveDateTime> = parsed(&self.file("visits")?)?;
        visits.get(&self.who).copied()
    }

    /// Keeps when this person leaves.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be written.
    pub fn leave(&self, now: NaiveDateTime) -> io::Result<()> {
        let Some(path) = self.file("visits") else { return Ok(()) };
        let mut visits: BTreeMap<String, NaiveDateTime> = parsed(&path).unwrap_or_default();
        visits.insert(self.who.clone(), now);
        write(&path, &visits)
    }

    /// Tells whether a form is put aside that may have to be taken away again.
    pub fn has_draft(&self) -> bool {
        self.draft.is_some()
    }

    /// Keeps what is given where the next run finds it, and takes away what is no more.
    ///
    /// # Errors
    ///
    /// Fails when a file cannot be written.
    pub fn keep(&mut self, draft: Option<Draft>, place: Option<Place>) -> io::Result<()> {
        if draft != self.draft
            && let Some(path) = self.file("drafts")
        {
            match &draft {
                Some(draft) => write(&path, draft)?,
                None => gone(std::fs::remove_file(&path))?,
            }
            self.draft = draft;
        }
        if place.as_ref() != self.places.get(&self.who)
            && let (Some(path), Some(place)) = (self.file("sessions"), place)
        {
            // Somebody else on this account may have put theirs aside meanwhile.
            self.places = parsed(&path).unwrap_or_default();
            self.places.insert(self.who.clone(), place);
            write(&path, &self.places)?;
        }
        Ok(())
    }

    fn file(&self, of: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(of).join(&self.name))
    }
}

fn parsed<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}

fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Writes a file into a folder that only the user can look into.
fn write(path: &Path, what: &impl Serialize) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
    if let Some(folder) = path.parent() {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let text = serde_json::to_string(what).map_err(io::Error::other)?;
    let mut file = std::fs::File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    io::Write::write_all(&mut file, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::session::Scope;

    fn aside(folder: &Path, who: &str) -> Aside {
        Aside {
            folder: Some(folder.to_owned()),
            name: "register.json".to_owned(),
            who: who.to_owned(),
            ..Aside::default()
        }
    }

    fn place(at: &str) -> Place {
        Place {
            scope: Scope::default(),
            at: at.to_owned(),
            skipped: ["4.1/q2".to_owned()].into(),
            spent: 90,
            cut: true,
        }
    }

    #[test]
    fn each_person_finds_their_own_session() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut ana, mut ben) = (aside(folder.path(), "Ana"), aside(folder.path(), "Ben"));
        ana.keep(None, Some(place("4.1/q1"))).expect("kept");
        ben.keep(None, Some(place("9.1/q1"))).expect("kept");
        assert_eq!(aside(folder.path(), "Ana").read(), (None, Some(place("4.1/q1")), None));
        assert_eq!(aside(folder.path(), "Ben").read(), (None, Some(place("9.1/q1")), None));
        assert_eq!(aside(folder.path(), "Cy").read(), (None, None, None));
    }

    #[test]
    fn each_person_left_at_a_time_of_their_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let at = |hour| day.and_hms_opt(hour, 0, 0).expect("a time");
        let (ana, ben) = (aside(folder.path(), "Ana"), aside(folder.path(), "Ben"));
        assert_eq!(ana.visit(), None);
        ana.leave(at(9)).expect("kept");
        ben.leave(at(10)).expect("kept");
        ana.leave(at(17)).expect("kept");
        assert_eq!((ana.visit(), ben.visit()), (Some(at(17)), Some(at(10))));
    }

    #[test]
    fn a_file_that_makes_no_sense_is_as_good_as_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("sessions");
        std::fs::create_dir(&file).expect("a folder");
        std::fs::write(file.join("register.json"), "{ not json").expect("written");
        let mut ana = aside(folder.path(), "Ana");
        assert_eq!(ana.read(), (None, None, None));
        ana.keep(None, Some(place("4.1/q1"))).expect("kept");
        assert_eq!(aside(folder.path(), "Ana").read().1, Some(place("4.1/q1")));
    }
}
