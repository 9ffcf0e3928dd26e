//! A running program whose output is read as it comes, and which anybody with its [`Stop`] can end.

use std::io::{self, BufReader, Read};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// How much of a complaint is kept, in bytes.
const COMPLAINT: u64 = 4 << 10;

/// How much a short answer may be, in bytes.
const ANSWER: u64 = 16 << 20;

type Shared = Arc<Mutex<Child>>;

/// Ends what is going on, from any thread and without waiting: no program is started any more, those that run are
/// killed.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Asked>);

#[derive(Debug, Default)]
struct Asked {
    asked: AtomicBool,
    children: Mutex<Vec<Shared>>,
}

impl Stop {
    /// Ends it.
    pub fn now(&self) {
        self.0.asked.store(true, Ordering::SeqCst);
        for child in self.children().iter() {
            // One that is locked is being waited for: it has closed its output and ends by itself.
            if let Ok(mut child) = child.try_lock() {
                let _ = child.kill();
            }
        }
    }

    /// Returns whether it was to end.
    pub fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst)
    }

    /// Returns the process ids of what runs.
    pub fn running(&self) -> Vec<u32> {
        let children = self.children();
        let id = |child: &Shared| child.try_lock().ok().map(|child| child.id());
        children.iter().filter_map(id).collect()
    }

    fn children(&self) -> std::sync::MutexGuard<'_, Vec<Shared>> {
        self.0.children.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A program that runs; dropping it kills it.
#[derive(Debug)]
pub struct Running {
    child: Shared,
    stop: Stop,
    /// What it prints.
    pub output: BufReader<ChildStdout>,
    /// What is written to it, where that was asked for.
    pub input: Option<ChildStdin>,
    complaint: Option<JoinHandle<String>>,
}

impl Running {
    /// Starts a program; what it complains about is kept, up to a limit.
    ///
    /// # Errors
    ///
    /// Fails as the operating system does, and with [`io::ErrorKind::Interrupted`] when it was stopped already.
    pub fn start(command: &mut Command, stop: &Stop) -> io::Result<Self> {
        if stop.is_asked() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let (output, errors, input) = (child.stdout.take(), child.stderr.take(), child.stdin.take());
        let child = Arc::new(Mutex::new(child));
        stop.children().push(child.clone());
        if stop.is_asked() {
            stop.now();
        }
        let output = output.ok_or(io::ErrorKind::BrokenPipe)?;
        // Where the system starts no more threads, what it complains about is not known.
        let complaint = errors.and_then(|mut errors| {
            let reader = thread::Builder::new().spawn(move || {
                let mut bytes = Vec::new();
                let _ = errors.by_ref().take(COMPLAINT).read_to_end(&mut bytes);
                // What is not kept is still read, or the program would wait for it.
                let _ = io::copy(&mut errors, &mut io::sink());
                String::from_utf8_lossy(&bytes).into_owned()
            });
            reader.ok()
        });
        Ok(Self {
            child,
            stop: stop.clone(),
            output: BufReader::with_capacity(64 << 10, output),
            input,
            complaint,
        })
    }

    /// Reads everything that is printed, up to a limit.
    ///
    /// # Errors
    ///
    /// Fails as the operating system does, and when it is more.
    pub fn read_all(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.output.by_ref().take(ANSWER + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > ANSWER {
            return Err(io::Error::other("it answered more than can be meant"));
        }
        Ok(bytes)
    }

    /// Waits until the program, whose output has ended, is gone; returns whether it was content, and its complaint.
    pub fn finish(mut self) -> (bool, String) {
        self.input = None;
        let status = self.child.lock().unwrap_or_else(PoisonError::into_inner).wait();
        let complaint = self.complaint.take().and_then(|thread| thread.join().ok());
        (
            status.is_ok_and(|status| status.success()),
            complaint.unwrap_or_default(),
        )
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
        self.stop.children().retain(|other| !Arc::ptr_eq(other, &self.child));
    }
}
