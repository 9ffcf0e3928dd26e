//! A register in a folder of its own, and a session that works on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use aims::domain::kinds::{action, risk, system};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::record::typed::Handle;
use aims::domain::record::value::Value;
use aims::domain::register::Register;
use aims::domain::register::edit::{Change, Edit};
use aims::store::codec;
use aims::store::files::disk::Disk;
use aims::store::files::layout;
use aims::store::files::repository::Repository;
use aims::store::load::open;
use aims::store::load::open::Contents;
use aims::store::save::history::Step;
use aims::store::save::{Request, SaveError, Saved, Writer};
use tempfile::TempDir;

/// A folder with a register of one system, three risks and an action.
pub struct Fixture {
    _folder: TempDir,
    pub repository: Repository,
}

/// Returns a folder where syncing costs little.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        TempDir::new_in(memory).expect("a folder")
    } else {
        TempDir::new().expect("a folder")
    }
}

pub fn risk_id(number: usize) -> Id {
    Id::new(&format!("R-{number:05}"))
}

impl Fixture {
    pub fn new() -> Self {
        Self::with_risks(3)
    }

    pub fn with_risks(count: usize) -> Self {
        let folder = folder();
        fs::create_dir(folder.path().join(".git")).expect("a folder");
        fs::write(folder.path().join(".git/HEAD"), "ref: refs/heads/main\n").expect("a file");
        let fixture = Self {
            repository: Repository::at(folder.path()),
            _folder: folder,
        };
        let mut records = open::beginnings("Acme");
        records.push(Record::new(&system::KIND, "chat".into()).with(system::TITLE, "Chat"));
        for number in 0..count {
            let record = Record::new(&risk::KIND, risk_id(number));
            records.push(
                record
                    .with(risk::TITLE, "Injection")
                    .with(risk::SYSTEMS, vec![Id::new("chat")]),
            );
        }
        let action = Record::new(&action::KIND, "T-00000".into());
        records.push(
            action
                .with(action::TITLE, "Filter")
                .with(action::RISKS, vec![risk_id(0)]),
        );
        let mut register = Register::default();
        for record in &records {
            register.put(record.clone());
        }
        for record in records {
            let path = layout::path(&register, &record).expect("a path");
            fixture.write(&path.to_string_lossy(), &codec::write(&record));
        }
        fixture
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.repository.root.join(below)
    }

    pub fn write(&self, below: &str, text: &str) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).expect("a file")
    }

    pub fn risk_path(number: usize) -> String {
        format!("systems/chat/{}.ron", risk_id(number))
    }

    /// Returns every file and folder of the register.
    pub fn tree(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let mut tree = BTreeMap::new();
        let mut folders = vec![self.repository.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let text = path.is_file().then(|| fs::read(&path).expect("a file"));
                if text.is_none() {
                    folders.push(path.clone());
                }
                tree.insert(
                    path.strip_prefix(&self.repository.root).expect("below").to_path_buf(),
                    text,
                );
            }
        }
        tree
    }

    pub fn open(&self) -> Session {
        self.open_on(Disk::default())
    }

    pub fn open_on(&self, disk: Disk) -> Session {
        let (register, contents) = open::open_to_write(&self.repository);
        let writer = contents.writer(self.repository.clone(), disk);
        Session {
            register,
            contents,
            writer,
        }
    }

    /// Fails when anything that a save may need only while it runs is still there.
    pub fn assert_clean(&self) {
        let mut names: Vec<_> = self
            .tree()
            .into_keys()
            .map(|path| path.to_string_lossy().into_owned())
            .collect();
        if let Ok(entries) = fs::read_dir(&self.repository.private) {
            names.extend(entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()));
        }
        let left: Vec<_> = names
            .iter()
            .filter(|name| name.contains("aims-tmp") || name.contains("journal"))
            .collect();
        assert!(left.is_empty(), "left behind: {left:?}");
    }
}

/// A program at work on a register.
pub struct Session {
    pub register: Register,
    pub contents: Contents,
    pub writer: Writer,
}

pub fn edit(changes: Vec<Change>) -> Edit {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    Edit {
        title: "test".into(),
        who: "ana".into(),
        when: day.and_hms_opt(9, 0, 0).expect("a time"),
        changes,
    }
}

pub fn add(record: Record) -> Change {
    Change::add(record)
}

impl Session {
    pub fn change<T>(&self, id: &str, field: Handle<T>, value: impl Into<Value>) -> Change {
        let change = self.register.change(id, field.field(), value.into());
        change.expect("fits").expect("differs")
    }

    /// Applies an edit and saves it; on failure the register goes back.
    pub fn save(&mut self, edit: Edit, step: Step) -> Result<Saved, SaveError> {
        let inverse = self.register.apply(&edit).expect("applies");
        let request = Request::new(&self.register, edit, step);
        let saved = self.writer.save(&request);
        if saved.is_err() {
            self.register.apply(&inverse).expect("applies");
        }
        saved
    }

    pub fn set<T>(&mut self, id: &str, field: Handle<T>, value: impl Into<Value>) -> Result<Saved, SaveError> {
        let change = self.change(id, field, value);
        self.save(edit(vec![change]), Step::Do)
    }
}
