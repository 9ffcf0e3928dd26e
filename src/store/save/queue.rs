//! The save queue: a thread that saves edits in order and reports each outcome.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SendError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::domain::record::id::Id;

use crate::store::save::{Request, SaveError, Saved, Writer};

/// How long an edit that is being written may keep the program from ending at a signal.
const WRITING: Duration = Duration::from_secs(2);

/// What became of one edit.
#[derive(Debug)]
pub struct Outcome {
    /// The request as it was made.
    pub request: Request,
    /// Whether it is on disk.
    pub result: Result<Saved, SaveError>,
}

enum SaveCommand {
    Save(Box<Request>),
    Learn(Vec<(Id, Arc<Path>)>),
    Allow(Option<String>),
    Drain(Sender<()>),
}

/// Handle to the thread that saves edits in order.
#[derive(Debug)]
pub struct SaveQueue {
    commands: Sender<SaveCommand>,
    thread: Option<JoinHandle<()>>,
    waits: Arc<AtomicBool>,
}

impl SaveQueue {
    /// Starts the thread; `report` is called on it with each outcome, in the order of the requests.
    pub fn start(mut writer: Writer, mut report: impl FnMut(Outcome) + Send + 'static) -> Self {
        let waits = writer.waits();
        let (commands, inbox): (Sender<SaveCommand>, Receiver<SaveCommand>) = mpsc::channel();
        let thread = thread::spawn(move || {
            for command in inbox {
                match command {
                    SaveCommand::Save(request) => {
                        let saved = catch_unwind(AssertUnwindSafe(|| writer.save(&request)));
                        // A defect here must not take the edits that come after with it.
                        let result = saved.unwrap_or(Err(SaveError::Defect));
                        report(Outcome {
                            request: *request,
                            result,
                        });
                    }
                    SaveCommand::Learn(files) => {
                        for (id, path) in files {
                            writer.learn(id, path);
                        }
                    }
                    SaveCommand::Allow(read_only) => writer.allow(read_only),
                    SaveCommand::Drain(done) => {
                        let _ = done.send(());
                    }
                }
            }
        });
        Self {
            commands,
            thread: Some(thread),
            waits,
        }
    }

    /// Hands over an edit; it is saved after those handed over before.
    ///
    /// # Errors
    ///
    /// Gives the edit back when the thread is gone, which happens only when `report` panicked.
    pub fn save(&self, request: Request) -> Result<(), Box<Request>> {
        match self.commands.send(SaveCommand::Save(Box::new(request))) {
            Err(SendError(SaveCommand::Save(request))) => Err(request),
            _ => Ok(()),
        }
    }

    /// Tells in which files records lie that others wrote; edits handed over from now on are saved there.
    pub fn learn(&self, files: Vec<(Id, Arc<Path>)>) {
        if !files.is_empty() {
            let _ = self.commands.send(SaveCommand::Learn(files));
        }
    }

    /// Tells why the register may only be read from now on, or that it may be written again.
    pub fn allow(&self, read_only: Option<String>) {
        let _ = self.commands.send(SaveCommand::Allow(read_only));
    }

    /// Returns whether the edit in turn waits for another process that holds the lock.
    pub fn waits(&self) -> bool {
        self.waits.load(Ordering::Acquire)
    }

    /// Returns what hears, once, that everything handed over so far is on disk or was refused.
    pub fn drained(&self) -> Receiver<()> {
        let (done, wait) = mpsc::channel();
        // Where the thread has ended, the receiver hears that as well.
        let _ = self.commands.send(SaveCommand::Drain(done));
        wait
    }

    /// Waits until everything handed over so far is on disk or was refused.
    pub fn drain(&self) {
        let _ = self.drained().recv();
    }

    /// Gives what was handed over some time to reach the disk, and lets go of the thread; what it has not done when the
    /// process ends is not done. `limit` is for an edit that waits for another process; one that is being written has
    /// 2 s.
    ///
    /// What the thread knows of the files goes with the process: to free that of many files takes long.
    pub fn leave(self, limit: Duration) {
        let (drained, start) = (self.drained(), Instant::now());
        while matches!(drained.recv_timeout(limit / 10), Err(RecvTimeoutError::Timeout)) {
            let spent = start.elapsed();
            if spent >= limit && self.waits() || spent >= WRITING {
                break;
            }
        }
        std::mem::forget(self);
    }
}

impl Drop for SaveQueue {
    fn drop(&mut self) {
        if self.thread.is_none() {
            return;
        }
        self.drain();
        let (commands, _) = mpsc::channel();
        self.commands = commands;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
