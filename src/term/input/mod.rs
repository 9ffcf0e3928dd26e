//! Reading the tty, and sleeping until it or the channel has something.
//!
//! Outside of a paste one byte is read at a time, and the next one only when the loop asks for it: what is typed ahead
//! of a key that opens an editor, or stops the program, stays in the tty for whoever reads it next.

pub(in crate::term) mod channel;
pub(in crate::term) mod decode;

use std::io;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::term::input::channel::Channel;
use crate::term::input::decode::{Decoder, Typed};

/// What woke the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Woken {
    /// The tty can be read.
    pub(super) keys: bool,
    /// The channel has something.
    pub(super) channel: bool,
    /// The tty is gone.
    pub(super) gone: bool,
}

/// Sleeps until the channel has something, the tty is gone, keys are there (when they are wanted), or `until`.
pub(super) fn sleep<M>(channel: &Channel<M>, keys: bool, until: Option<Instant>) -> io::Result<Woken> {
    let stdin = io::stdin();
    let wanted = if keys { PollFlags::IN } else { PollFlags::empty() };
    loop {
        // Asked for nothing, the tty still reports that it hung up; so no thread has to watch for that.
        let mut polled = [PollFd::new(&stdin, wanted), PollFd::new(channel.pipe(), PollFlags::IN)];
        let left = until.map(|until| timespec(until.saturating_duration_since(Instant::now())));
        match poll(&mut polled, left.as_ref()) {
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
            Ok(_) => {
                let tty = polled[0].revents();
                return Ok(Woken {
                    keys: tty.contains(PollFlags::IN),
                    channel: !polled[1].revents().is_empty(),
                    gone: tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
                });
            }
        }
    }
}

/// Rounds up to a millisecond: the clock of `poll` may otherwise wake just before the moment, again and again.
fn timespec(duration: Duration) -> Timespec {
    let milliseconds = duration.as_micros().div_ceil(1000);
    Timespec {
        tv_sec: i64::try_from(milliseconds / 1000).unwrap_or(i64::MAX),
        tv_nsec: (milliseconds % 1000) as i64 * 1_000_000,
    }
}

/// The tty as a source of what the user does.
#[derive(Debug, Default)]
pub(super) struct Input {
    decoder: Decoder,
    give_up: Option<Instant>,
}

impl Input {
    /// Returns the next thing the user did, or nothing when the tty has no bytes.
    ///
    /// Fails when the tty is gone.
    pub(super) fn next(&mut self) -> io::Result<Option<Typed>> {
        let mut bytes = [0; 4096];
        loop {
            if let Some(typed) = self.decoder.take() {
                return Ok(Some(typed));
            }
            let now = Instant::now();
            if !readable()? {
                if self.give_up.is_some_and(|moment| moment <= now) {
                    self.give_up = None;
                    self.decoder.give_up();
                    continue;
                }
                return Ok(None);
            }
            let most = if self.decoder.pasting() { bytes.len() } else { 1 };
            let read = match rustix::io::read(io::stdin(), &mut bytes[..most]) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(read) => read,
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(error) => return Err(error.into()),
            };
            for byte in &bytes[..read] {
                self.decoder.feed(*byte);
            }
            self.give_up = self.decoder.patience().map(|patience| now + patience);
        }
    }

    /// Returns when to call [`Input::next`] although no byte came: what has begun is then taken as all there is.
    pub(super) fn give_up(&self) -> Option<Instant> {
        self.give_up
    }
}

fn readable() -> io::Result<bool> {
    let stdin = io::stdin();
    let mut polled = [PollFd::new(&stdin, PollFlags::IN)];
    match poll(&mut polled, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })) {
        Ok(_) => Ok(polled[0].revents().contains(PollFlags::IN)),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
