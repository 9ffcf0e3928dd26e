//! Timers for unsaved work: when to keep texts, and when to save again.

use std::time::{Duration, Instant};

/// How long after the last key what is typed is kept, and how long after the first one at the latest.
const IDLE: Duration = Duration::from_millis(300);
const LATEST: Duration = Duration::from_secs(1);

/// How often an edit on its way is looked after; most are on disk before the first time.
const LOOK: Duration = Duration::from_millis(200);

/// How long after a failure an edit is tried again: at first, and at most after many.
const FIRST: Duration = Duration::from_secs(2);
const LAST: Duration = Duration::from_secs(60);

/// When what is unsaved is kept next.
#[derive(Debug, Default)]
pub struct Pace {
    /// When it was touched first and last since it was kept.
    touched: Option<(Instant, Instant)>,
    /// When the edits on their way are looked after.
    look: Option<Instant>,
}

impl Pace {
    /// Notes that something that is kept may have changed; where nothing is open to be kept, nothing is due.
    pub fn touched(&mut self, open: bool, now: Instant) {
        let first = self.touched.map_or(now, |(first, _)| first);
        self.touched = open.then_some((first, now));
    }

    /// Looks after edits on their way, if there are any; one that is still on its way at the first look is kept.
    pub fn look(&mut self, is_saving: bool, now: Instant) {
        match (is_saving, self.look) {
            (false, _) => self.look = None,
            (true, Some(look)) if look > now => {}
            (true, _) => self.look = Some(now + LOOK),
        }
    }

    /// Notes that everything is kept as it stands.
    pub fn done(&mut self) {
        self.touched = None;
    }

    /// Tells whether what is unsaved is to be kept now.
    pub fn is_due(&self, now: Instant) -> bool {
        self.keeping().is_some_and(|at| at <= now) || self.look.is_some_and(|at| at <= now)
    }

    /// Returns when to wake up.
    pub fn wake(&self) -> Option<Instant> {
        [self.keeping(), self.look].into_iter().flatten().min()
    }

    fn keeping(&self) -> Option<Instant> {
        self.touched.map(|(first, last)| (last + IDLE).min(first + LATEST))
    }
}

/// When what could not be saved is tried again: later each time, and never where nothing waits.
#[derive(Debug, Default)]
pub struct Retrying {
    at: Option<Instant>,
    pause: Option<Duration>,
}

impl Retrying {
    /// Follows whether something waits for another try.
    pub fn follow(&mut self, waits: bool, now: Instant) {
        if !waits {
            self.at = None;
        } else if self.at.is_none() {
            let pause = self.pause.map_or(FIRST, |pause| (pause * 2).min(LAST));
            (self.at, self.pause) = (Some(now + pause), Some(pause));
        }
    }

    /// Notes that an edit reached the disk, so that the next failure is another one.
    pub fn restart(&mut self) {
        *self = Self::default();
    }

    /// Tells whether the moment has come, once.
    pub fn is_due(&mut self, now: Instant) -> bool {
        let due = self.at.is_some_and(|at| at <= now);
        if due {
            self.at = None;
        }
        due
    }

    /// Returns when to wake up.
    pub fn wake(&self) -> Option<Instant> {
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_kept_soon_after_the_last_key_and_in_time_while_typing_goes_on() {
        let (mut pace, begin) = (Pace::default(), Instant::now());
        assert_eq!(pace.wake(), None);
        pace.touched(true, begin);
        assert_eq!(pace.wake(), Some(begin + IDLE));
        for key in 1..20 {
            pace.touched(true, begin + IDLE / 2 * key);
        }
        assert_eq!(pace.wake(), Some(begin + LATEST));
        assert!(pace.is_due(begin + LATEST));
        pace.done();
        assert_eq!(pace.wake(), None);
        pace.touched(false, begin);
        assert_eq!(pace.wake(), None, "nothing is open");
    }

    #[test]
    fn an_edit_on_its_way_is_looked_after_until_it_is_there() {
        let (mut pace, begin) = (Pace::default(), Instant::now());
        pace.look(true, begin);
        pace.look(true, begin + LOOK / 2);
        assert_eq!(pace.wake(), Some(begin + LOOK));
        pace.look(true, begin + LOOK);
        assert_eq!(pace.wake(), Some(begin + LOOK * 2));
        pace.look(false, begin + LOOK);
        assert_eq!(pace.wake(), None);
    }

    #[test]
    fn tries_come_ever_more_seldom_and_end_with_what_waits() {
        let (mut retrying, mut now) = (Retrying::default(), Instant::now());
        let mut pauses = Vec::new();
        for _ in 0..8 {
            retrying.follow(true, now);
            let at = retrying.wake().expect("something waits");
            pauses.push((at - now).as_secs());
            now = at;
            assert!(retrying.is_due(now) && !retrying.is_due(now));
        }
        assert_eq!(pauses, [2, 4, 8, 16, 32, 60, 60, 60]);
        retrying.follow(true, now);
        retrying.follow(false, now);
        assert_eq!(retrying.wake(), None);
        retrying.restart();
        retrying.follow(true, now);
        assert_eq!(retrying.wake(), Some(now + FIRST));
    }
}
