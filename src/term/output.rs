//! The thread that writes to the terminal.
//!
//! A write to a tty blocks while the connection is stalled or slow. On the thread that owns the program this would
//! keep it from saving when a TERM arrives, and would draw frames nobody sees: so frames are handed over, one at a
//! time, and keys that arrive in between are handled and drawn together.

use std::io::{self, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use crate::term::input::channel::{Sender, System};

/// Held while bytes are written, so that a frame does not end up in the middle of a panic's report.
static WRITING: Mutex<()> = Mutex::new(());
/// Set by a panic: from then on the screen belongs to its report.
static STOPPED: AtomicBool = AtomicBool::new(false);

#[derive(Debug, Default)]
struct State {
    pending: usize,
    tell: bool,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    written: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The way to the terminal.
#[derive(Debug)]
pub(super) struct Output {
    queue: mpsc::Sender<Vec<u8>>,
    shared: Arc<Shared>,
}

impl Output {
    /// Starts the thread, writing to `terminal`.
    pub(super) fn start(terminal: impl Write + Send + 'static, system: Sender<System>) -> io::Result<Self> {
        let (queue, frames) = mpsc::channel();
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        thread::Builder::new()
            .name("output".to_owned())
            .spawn(move || write_all(terminal, &frames, &theirs, &system))?;
        Ok(Self { queue, shared })
    }

    /// Hands bytes over, to be written in one go.
    pub(super) fn send(&self, bytes: Vec<u8>) {
        if !bytes.is_empty() {
            self.shared.lock().pending += 1;
            // The thread ends only with the queue.
            let _ = self.queue.send(bytes);
        }
    }

    /// Whether everything is written; when not, [`System::Written`] will be sent when it is.
    pub(super) fn ready(&self) -> bool {
        let mut state = self.shared.lock();
        state.tell = state.pending > 0;
        !state.tell
    }

    /// Waits until everything is written, for as long as `limit`.
    pub(super) fn settle(&self, limit: Duration) -> bool {
        let state = self.shared.lock();
        let waited = self
            .shared
            .written
            .wait_timeout_while(state, limit, |state| state.pending > 0);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.pending == 0
    }
}

fn write_all(mut terminal: impl Write, frames: &mpsc::Receiver<Vec<u8>>, shared: &Shared, system: &Sender<System>) {
    for bytes in frames {
        let result = unless_stopped(|| terminal.write_all(&bytes).and_then(|()| terminal.flush()));
        let mut state = shared.lock();
        state.pending -= 1;
        let tell = state.pending == 0 && std::mem::take(&mut state.tell);
        drop(state);
        shared.written.notify_all();
        if result.is_err() {
            system.send(System::Lost);
        } else if tell {
            system.send(System::Written);
        }
    }
}

/// Writes, unless the screen belongs to the report of a panic.
fn unless_stopped(write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    if STOPPED.load(Ordering::Acquire) {
        return Ok(());
    }
    write()
}

/// Ends all output for good, after a frame that is being written; one stuck in a stalled terminal is not waited for.
pub(super) fn stop() {
    STOPPED.store(true, Ordering::Release);
    for _ in 0..20 {
        match WRITING.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
            Ok(_) | Err(TryLockError::Poisoned(_)) => break,
        }
    }
}

/// Returns standard output without the line buffer of the standard library, which splits a frame into several writes.
pub(super) fn unbuffered_stdout() -> io::Result<std::fs::File> {
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::input::channel::Channel;

    /// A terminal that takes a frame each time it is allowed to.
    struct Stalled(mpsc::Receiver<()>);

    impl Write for Stalled {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.recv().map_err(io::Error::other)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_stalled_terminal_blocks_nobody_and_is_reported_once_it_moves() {
        let channel = Channel::<()>::new().expect("a pipe");
        let (allow, allowed) = mpsc::channel();
        let output = Output::start(Stalled(allowed), channel.system()).expect("a thread");
        assert!(output.ready());
        output.send(b"frame".to_vec());
        assert!(!output.ready());
        assert!(!output.settle(Duration::from_millis(1)));
        assert!(channel.news().is_none());
        allow.send(()).expect("the thread waits");
        assert!(output.settle(Duration::from_secs(5)));
        while channel.news().is_none() {
            thread::yield_now();
        }
        drop(allow);
        output.send(b"frame".to_vec());
        loop {
            if let Some(news) = channel.news() {
                assert!(matches!(news, System::Lost));
                break;
            }
            thread::yield_now();
        }
    }
}
