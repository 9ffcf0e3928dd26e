//! A load, on its two sides: the thread that reads, and the one that draws, which takes what was read between two keys.

use std::time::{Duration, Instant};

use crate::app::state::message::Message;
use crate::cli::workbench::Report;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::store::background;
use crate::store::files::disk::Disk;
use crate::store::files::repository::Repository;
use crate::store::load::open::{Contents, finish_interrupted};
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
pub(super) fn read(repository: Repository, kinds: &[&'static Kind], load: u64, sender: &Sender<Report>) {
    background::give_way();
    // A save that was cut off is finished before anything is read.
    if let Some(remark) = finish_interrupted(&repository) {
        sender.send(Report::Message(Message::Warning(remark)));
    }
    let (mut seen, mut contents) = (Scan::default(), Contents::default());
    read_all(&repository.root, kinds, |batch| {
        seen.take(&batch);
        let files = batch.len();
        sender.send(Report::Read(load, files, contents.note(batch)));
    });
    seen.sort();
    contents.sort();
    let writer = contents.writer(repository, Disk::default());
    let read = Read { seen, writer, contents };
    sender.send(Report::ReadAll(load, Box::new(read)));
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

    /// Takes the records of some files and gives them to the workbench.
    pub(super) fn take(&mut self, files: usize, records: Vec<Record>, mut update: impl FnMut(Message)) {
        self.files += files;
        if let Some(register) = &mut self.aside {
            for record in records {
                register.put(record);
            }
            return;
        }
        let (start, is_last) = (Instant::now(), self.files > GLIMPSED);
        let is_shown = !self.is_glimpsed && (is_last || start >= self.glimpse);
        update(Message::Part(records, is_shown.then_some(self.files)));
        if is_shown {
            self.is_glimpsed = is_last;
            // Of a large register each glimpse costs more; together they never cost a tenth of the load.
            let now = Instant::now();
            self.glimpse = now + GLIMPSES.1.max((now - start) * 10);
        }
    }

    /// Gives the workbench the whole register with what else was found.
    pub(super) fn end(mut self, mut contents: Contents) -> Message {
        if let Some(register) = &mut self.aside {
            contents.finish(register);
        }
        Message::Loaded(self.aside.map(Box::new), Box::new(contents))
    }
}
