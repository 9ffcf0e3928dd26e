//! How everything that is not the tty reaches the loop: two queues and one pipe that wakes it.
//!
//! The queues are apart because an open editor holds back the workers' messages but never a signal.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::process::ExitStatus;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

/// News from this layer's own threads.
#[derive(Debug)]
pub(in crate::term) enum System {
    /// A signal arrived.
    Signal(i32),
    /// The frames handed over are written.
    Written,
    /// Writing to the terminal failed.
    Lost,
    /// The editor ended.
    Closed(io::Result<ExitStatus>),
    /// A thread panicked, and the terminal was restored for its report.
    Panicked,
}

/// Wakes the loop, at the cost of one byte however often it is called before the loop looks.
#[derive(Debug, Clone)]
struct Bell {
    rung: Arc<AtomicBool>,
    pipe: Arc<PipeWriter>,
}

impl Bell {
    fn ring(&self) {
        if !self.rung.swap(true, Ordering::AcqRel) {
            // The pipe holds one byte at most, so this neither blocks nor fails while the loop runs; and afterwards
            // nobody is there to be woken.
            let _ = (&*self.pipe).write_all(&[0]);
        }
    }
}

/// Sends messages to the loop, from any thread.
#[derive(Debug)]
pub struct Sender<M> {
    queue: mpsc::Sender<M>,
    bell: Bell,
}

impl<M> Sender<M> {
    /// Sends a message; returns whether there is still a loop to receive it.
    pub fn send(&self, message: M) -> bool {
        let sent = self.queue.send(message).is_ok();
        self.bell.ring();
        sent
    }
}

impl<M> Clone for Sender<M> {
    fn clone(&self) -> Self {
        Self {
            queue: self.queue.clone(),
            bell: self.bell.clone(),
        }
    }
}

/// What the loop receives from; made before it, so that workers can start first.
#[derive(Debug)]
pub struct Channel<M> {
    messages: mpsc::Receiver<M>,
    system: mpsc::Receiver<System>,
    pipe: PipeReader,
    sender: Sender<M>,
    system_sender: Sender<System>,
}

impl<M> Channel<M> {
    /// Makes a channel.
    ///
    /// # Errors
    ///
    /// When the process has no file descriptors left.
    pub fn new() -> io::Result<Self> {
        let (pipe, writer) = io::pipe()?;
        let bell = Bell {
            rung: Arc::new(AtomicBool::new(false)),
            pipe: Arc::new(writer),
        };
        let (queue, messages) = mpsc::channel();
        let (system_queue, system) = mpsc::channel();
        Ok(Self {
            messages,
            system,
            pipe,
            sender: Sender {
                queue,
                bell: bell.clone(),
            },
            system_sender: Sender {
                queue: system_queue,
                bell,
            },
        })
    }

    /// Returns a sender for a worker.
    pub fn sender(&self) -> Sender<M> {
        self.sender.clone()
    }

    /// Returns a sender for a thread of this layer.
    pub(in crate::term) fn system(&self) -> Sender<System> {
        self.system_sender.clone()
    }

    /// Returns what becomes readable when something was sent.
    pub(in crate::term) fn pipe(&self) -> &PipeReader {
        &self.pipe
    }

    /// Notes that the loop is awake; call it when the pipe is readable, before taking from the queues.
    pub(in crate::term) fn woken(&mut self) {
        let _ = self.pipe.read(&mut [0]);
        // A swap, not a store: what a sender put into its queue before it found the bell rung is seen from here on.
        self.sender.bell.rung.swap(false, Ordering::AcqRel);
    }

    /// Wakes the loop once more, for what is left in the queues.
    pub(in crate::term) fn ring(&self) {
        self.sender.bell.ring();
    }

    /// Takes the next message.
    pub fn message(&self) -> Option<M> {
        self.messages.try_recv().ok()
    }

    /// Takes the next news of this layer.
    pub(in crate::term) fn news(&self) -> Option<System> {
        self.system.try_recv().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_messages_ring_once_and_every_one_arrives() {
        let mut channel = Channel::new().expect("a pipe");
        let sender = channel.sender();
        let worker = std::thread::spawn(move || (0..100_000).all(|n| sender.send(n)));
        assert!(worker.join().expect("no panic"));
        channel.woken();
        assert_eq!(std::iter::from_fn(|| channel.message()).count(), 100_000);
        assert!(channel.sender().send(1));
        channel.woken();
        assert_eq!(channel.message(), Some(1));
    }
}
