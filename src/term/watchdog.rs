//! A watchdog for signals: whether the loop takes one in time.
//!
//! While the program handles an event or draws, it takes no news. Should that last, the thread of the signals ends the
//! process in its place. Nothing of the program can be looked at then, for it may be in the middle of a change; only what
//! the program itself left for that case is done ([`crate::term::Program::emergency`]), and the terminal is restored. To the
//! files it is what a kill is: a save that was under way is finished or undone by whoever opens them next.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// What became of a signal that is to end the program.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Answer {
    #[default]
    Awaited,
    /// The loop took it; in an open editor it may mean nothing.
    Acknowledged,
    /// The program leaves already, which takes the time that saving takes.
    Leaving,
    GivenUp,
}

#[derive(Debug, Default)]
struct Shared {
    answer: Mutex<Answer>,
    given: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Answer> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the loop and the thread of the signals share.
#[derive(Debug, Default, Clone)]
pub(super) struct Watchdog {
    shared: Arc<Shared>,
}

impl Watchdog {
    /// Says that an answer is awaited from now on.
    pub(super) fn ask(&self) {
        let mut answer = self.shared.lock();
        if *answer == Answer::Acknowledged {
            *answer = Answer::Awaited;
        }
    }

    /// Says that the loop took a signal.
    pub(super) fn acknowledge(&self) {
        self.answer(Answer::Acknowledged);
    }

    /// Says that the program leaves; from then on no signal ends it sooner.
    pub(super) fn leave(&self) {
        self.answer(Answer::Leaving);
    }

    /// Gives an answer. When it comes too late, it does not return: the process is about to end, and must not begin to
    /// leave a second time.
    fn answer(&self, given: Answer) {
        let mut answer = self.shared.lock();
        match *answer {
            Answer::GivenUp => {
                drop(answer);
                loop {
                    thread::park();
                }
            }
            Answer::Leaving => {}
            Answer::Awaited | Answer::Acknowledged => *answer = given,
        }
        self.shared.given.notify_all();
    }

    /// Waits for the loop and returns whether it answered in time; if not, it never will.
    pub(super) fn wait(&self, limit: Duration) -> bool {
        let is_awaited = |answer: &mut Answer| *answer == Answer::Awaited;
        let waited = self
            .shared
            .given
            .wait_timeout_while(self.shared.lock(), limit, is_awaited);
        let (mut answer, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *answer == Answer::Awaited {
            *answer = Answer::GivenUp;
        }
        *answer != Answer::GivenUp
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loop_that_answers_is_waited_for_and_one_that_does_not_is_given_up() {
        let (watchdog, late) = (Watchdog::default(), Watchdog::default());
        watchdog.acknowledge();
        assert!(watchdog.wait(Duration::ZERO));
        watchdog.ask();
        watchdog.leave();
        watchdog.ask();
        assert!(watchdog.wait(Duration::ZERO), "who leaves is not asked again");
        assert!(!late.wait(Duration::ZERO));
        late.ask();
        assert!(!late.wait(Duration::ZERO));
    }
}
