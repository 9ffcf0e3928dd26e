//! A working day for each review: as near as can be to the best one, and no two on one day while there is room.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, Weekday};

/// How many reviews each day has.
#[derive(Debug)]
pub(in crate::domain) struct Days {
    first: NaiveDate,
    taken: HashMap<NaiveDate, usize>,
}

impl Days {
    /// Returns the days after today, with those on which something is planned already.
    pub(in crate::domain) fn new(today: NaiveDate, planned: impl Iterator<Item = NaiveDate>) -> Self {
        let mut taken = HashMap::new();
        for day in planned {
            *taken.entry(day).or_default() += 1;
        }
        let first = today.succ_opt().unwrap_or(today);
        Self { first, taken }
    }

    /// Takes the working day nearest to the best one that is not after the due one and has the least on it.
    ///
    /// Where every day until it is due is taken, two on one day are better than one too late.
    pub(in crate::domain) fn take(&mut self, best: NaiveDate, due: NaiveDate) -> NaiveDate {
        let due = due.max(self.first);
        let best = best.clamp(self.first, due);
        let mut least: Option<(usize, NaiveDate)> = None;
        let (mut before, mut later) = (Some(best), best.succ_opt());
        while before.is_some() || later.is_some() {
            before = before.filter(|day| *day >= self.first);
            later = later.filter(|day| *day <= due);
            for day in [before, later].into_iter().flatten().filter(|day| works(*day)) {
                let count = self.taken.get(&day).copied().unwrap_or(0);
                if least.is_none_or(|(fewest, _)| count < fewest) {
                    least = Some((count, day));
                }
            }
            if least.is_some_and(|(count, _)| count == 0) {
                break;
            }
            before = before.and_then(|day| day.pred_opt());
            later = later.and_then(|day| day.succ_opt());
        }
        // Due on the weekend that begins tomorrow: the Monday after it.
        let day = least.map_or_else(|| next_working(due), |(_, day)| day);
        *self.taken.entry(day).or_default() += 1;
        day
    }
}

fn works(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn next_working(day: NaiveDate) -> NaiveDate {
    let mut days = day.iter_days().take(7);
    days.find(|day| works(*day)).unwrap_or(day)
}
