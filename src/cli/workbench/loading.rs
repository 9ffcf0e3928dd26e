//! A load, on its two sides: the thread that reads, and the one that draws, which takes what was read between two keys.

use std::time::{Duration, Instant};

use crate::app::state::App;
use crate::cli::workbench::Message;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::store::background;
use crate::store::files::disk::Disk;
use crate::store::files::repository::Repository;
use crate::store::load::open::{Contents, settle};
use crate::store::load::read_all;
use crate::store::save::Writer;
use crate::store::watch::scan::Scan;
use crate::term::Sender;

/// What a load found beside the records. All that takes time is done on the thread that reads.
#[derive(Debug)]
pub struct Read {
    /// The files as they were then.
    pub(super) seen: Scan,
    /// The writer that knows them.
    pub(super) writer: Writer,
    pub(super) contents: Contents,
}

/// Reads the register and sends what it finds; the number says which load that belongs to.
pub(super) fn read(repository: Repository, kinds: &[&'static Kind], load: u64, sender: &Sender<Message>) {
    background::give_way();
    // A save that was cut off is finished before anything is read.
    if let Some(remark) = settle(&repository) {
        sender.send(Message::Remark(remark));
    }
    let (mut seen, mut contents) = (Scan::default(), Contents::default());
    read_all(&repository.root, kinds, |batch| {
        seen.take(&batch);
        let files = batch.len();
        sender.send(Message::Read(load, files, contents.note(batch)));
    });
    seen.sort();
    contents.sort();
    let writer = contents.writer(repository, Disk::default());
    let read = Read { seen, writer, contents };
    sender.send(Message::ReadAll(load, Box::new(read)));
}

/// How long after its begin a first load shows what there is so far, and how often it does from then on.
const GLIMPSES: (Duration, Duration) = (Duration::from_millis(25), Duration::from_millis(150));

/// How many files a glimpse is of, since a key waits for it: one of as many is the last before all is read.
const GLIMPSED: usize = 3_000;

/// A load in progress.
#[derive(Debug)]
pub(super) struct Loading {
    /// A reload goes into a register of its own until it is whole, so that no screen shows half of each; the first load
    /// goes into the one on screen, so that there is something to see early.
    aside: Option<Register>,
    files: usize,
    /// When what there is so far is shown next.
    glimpse: Instant,
    /// Whether the last glimpse was shown.
    is_glimpsed: bool,
}

impl Loading {
    /// Begins a load, into a register of its own if it is a reload.
    pub(super) fn begin(is_reload: bool) -> Self {
        Self {
            aside: is_reload.then(Register::default),
            files: 0,
            glimpse: Instant::now() + GLIMPSES.0,
            is_glimpsed: false,
        }
    }

    /// Takes the records of some files.
    pub(super) fn take(&mut self, app: &mut App, files: usize, records: Vec<Record>) {
        self.files += files;
        let register = self.aside.as_mut().unwrap_or(&mut app.register);
        for record in records {
            register.put(record);
        }
        if self.aside.is_some() || self.is_glimpsed {
            return;
        }
        let start = Instant::now();
        let is_last = self.files > GLIMPSED;
        if is_last || start >= self.glimpse {
            self.is_glimpsed = is_last;
            app.sync.loading = Some(self.files);
            app.refresh_all();
            // Of a large register each glimpse costs more; together they never cost a tenth of the load.
            let now = Instant::now();
            self.glimpse = now + GLIMPSES.1.max((now - start) * 10);
        }
    }

    /// Gives the workbench the whole register with what else was found.
    pub(super) fn end(self, app: &mut App, mut contents: Contents) {
        match self.aside {
            Some(mut register) => {
                contents.finish(&mut register);
                app.take_register(register, contents);
            }
            None => {
                contents.finish(&mut app.register);
                app.end_load(contents);
            }
        }
    }
}
