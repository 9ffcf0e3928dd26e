//! Everything dated: a month, and the agenda from what is overdue to what is to come.
//!
//! The rows are kept by difference: an edit looks again at the records it touched, and a month finds its days by
//! halving. What is projected of a series reaches as far as somebody looked, and a year further.

pub mod commands;
mod event;
pub mod move_event;
mod pane;
mod rows;
mod screen;

use std::cell::Cell as Shared;
use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{Datelike, Months, NaiveDate};

use crate::app::list::spec::View;
pub use crate::app::screens::calendar::event::{Drag, moved, status_word, what};
use crate::app::screens::calendar::event::{asks_elsewhere, insert, moving, order, over, stored};
pub use crate::app::screens::calendar::screen::{MONTH, MOVING, SCREEN};
use crate::domain::kinds::{method, organization, review};
use crate::domain::query::{Across, QueryError};
use crate::domain::record::Record;
use crate::domain::register::index::Slot;
use crate::domain::schedule::dated::Dated;
use crate::domain::schedule::series;
use crate::domain::search::SearchText;

/// The calendar's state.
#[derive(Debug)]
pub struct Calendar {
    /// The day under the cursor of the month.
    pub day: NaiveDate,
    /// Whether the month has the keyboard.
    pub month_focused: bool,
    /// The position of the cursor in the agenda.
    pub cursor: usize,
    /// The first line shown; drawing sets it.
    pub top: Shared<usize>,
    /// How many lines are shown; drawing sets it.
    pub height: Shared<usize>,
    /// What is being moved.
    pub drag: Option<Drag>,
    /// Whether the register changed since the agenda was computed.
    pub(in crate::app) outdated: bool,
    /// Everything dated, in order.
    all: Vec<Dated>,
    /// What of it the filter lets through.
    rows: Vec<Dated>,
    /// The open reviews that come again.
    series: BTreeSet<Slot>,
    /// The last day for which series were projected.
    horizon: NaiveDate,
    filter: String,
    /// The filter as it could be read last, which the rows are of.
    in_force: String,
    query: Across,
    error: Option<QueryError>,
    texts: HashMap<Slot, SearchText>,
    work: u64,
}

/// How many things are shown on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// All of them.
    pub all: usize,
    /// Those that are only projected.
    pub projected: usize,
    /// Those that are over.
    pub over: usize,
}

/// How far series are projected beyond what is looked at, and from today at all, in months.
const AHEAD: u32 = 20;
const MOST: u32 = 12 * 40;
/// How many months can be seen at once.
const SEEN: u32 = 7;

impl Calendar {
    /// Puts what is being moved back on its day, and tells whether something was.
    pub(in crate::app) fn drop_drag(&mut self) -> bool {
        let drag = self.drag.take();
        if let Some(drag) = drag {
            self.day = drag.what.day;
        }
        drag.is_some()
    }

    /// Returns the calendar with its cursor on a day.
    pub fn new(day: NaiveDate) -> Self {
        Self {
            day,
            month_focused: true,
            cursor: 0,
            top: Shared::new(0),
            height: Shared::new(20),
            drag: None,
            outdated: false,
            all: Vec::new(),
            rows: Vec::new(),
            series: BTreeSet::new(),
            horizon: day,
            filter: String::new(),
            in_force: String::new(),
            query: Across::default(),
            error: None,
            texts: HashMap::new(),
            work: 0,
        }
    }

    /// Returns the agenda, by day.
    pub fn rows(&self) -> &[Dated] {
        &self.rows
    }

    /// Returns how many things are dated, whatever the filter.
    pub fn total(&self) -> usize {
        self.all.len()
    }

    /// Returns the dated thing at which the agenda stands.
    pub fn selected(&self) -> Option<Dated> {
        self.rows.get(self.cursor).copied()
    }

    /// Returns the dated thing that the keys are about: none while the month has the keyboard on a day on which nothing
    /// stands.
    pub fn under_cursor(&self) -> Option<Dated> {
        self.selected()
            .filter(|what| !self.month_focused || what.day == self.day)
    }

    /// Returns the filter as typed.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Returns what is wrong with the filter; the rows are then those of the last good one.
    pub fn filter_error(&self) -> Option<&QueryError> {
        self.error.as_ref()
    }

    /// Returns the filter that the rows are of: the last that could be read.
    pub fn filter_in_force(&self) -> &str {
        &self.in_force
    }

    /// Returns how many records were looked at so far; tests hold edits and months to their difference with it.
    pub fn work(&self) -> u64 {
        self.work
    }

    /// Computes the agenda again, keeping the cursor on its thing where it is still shown.
    pub fn refresh(&mut self, view: View<'_>) {
        self.outdated = false;
        let selected = self.selected();
        self.texts.clear();
        self.horizon = wanted_horizon(view.today, self.day);
        let kinds = view.register.kinds().iter().filter(|kind| kind.moving.is_some());
        let looked_at = kinds.flat_map(|kind| view.register.slots_of(kind));
        let next_looks = looked_at.filter_map(|slot| Some((slot, moving(view, slot, view.register.at(slot)?)?)));
        // When a record is looked at again is asked once: it takes its assessments and reviews.
        let next_looks: HashMap<Slot, Dated> = next_looks.collect();
        let days = view.register.index().days(NaiveDate::MIN, NaiveDate::MAX);
        let is_elsewhere = |day: NaiveDate, slot: Slot, field: usize| {
            let record = view.register.at(slot);
            record.is_some_and(|record| asks_elsewhere(view, record, next_looks.get(&slot).copied(), field, day))
        };
        let days = days.filter(|(day, slot, field)| !is_elsewhere(*day, *slot, *field));
        let stored = days.map(|(day, slot, field)| Dated {
            day,
            slot,
            field,
            of_series: None,
            is_over: false,
        });
        let reviews = view.register.slots_of(&review::KIND);
        let ended = reviews.filter_map(|slot| over(slot, view.register.at(slot)?));
        self.all = stored.chain(next_looks.values().copied()).chain(ended).collect();
        self.work += self.all.len() as u64;
        let reviews = view.register.slots_of(&review::KIND);
        self.series = reviews
            .filter(|slot| view.register.at(*slot).is_some_and(comes_again))
            .collect();
        for slot in self.series.clone() {
            let projected = self.projected(view, slot, view.today);
            self.all.extend(projected);
        }
        // Records lie in the order in which threads read them; those of one day stand by id.
        self.all.sort_by(|a, b| order(view, *a).cmp(&order(view, *b)));
        if !self.filter.is_empty() {
            // The same words may mean other records now.
            // What cannot be read leaves the last good filter in force.
            if let Ok(query) = Across::parse(&self.filter, view.register, view.today) {
                self.query = query;
            }
        }
        self.sift(view);
        match selected {
            Some(selected) => self.place(selected),
            None => self.go_to(self.day),
        }
    }

    /// Looks again at some records only.
    pub fn update(&mut self, view: View<'_>, touched: &HashSet<Slot>) {
        if self.outdated {
            return;
        }
        let selected = self.selected();
        // An audit of the certification body settles a day of the organization.
        let mut touched = touched.clone();
        // Intervals and bands say when much of the register is looked at again.
        let says_when = |slot: &Slot| {
            let record = view.register.at(*slot);
            record.is_some_and(|one| one.is(&organization::KIND) || one.is(&method::KIND))
        };
        if touched.iter().any(says_when) {
            self.outdated = true;
            return;
        }
        touched.extend(looked_at(view, &touched));
        let is_review = |slot: &Slot| view.register.at(*slot).is_none_or(|one| one.is(&review::KIND));
        if touched.iter().any(is_review) {
            touched.extend(view.register.slot(organization::ID));
        }
        self.all.retain(|row| !touched.contains(&row.slot));
        self.rows.retain(|row| !touched.contains(&row.slot));
        for slot in touched.iter().copied() {
            self.texts.remove(&slot);
            self.series.remove(&slot);
            let Some(record) = view.register.at(slot) else {
                continue;
            };
            self.work += 1;
            let mut upcoming = stored(view, slot, record);
            if comes_again(record) {
                self.series.insert(slot);
                upcoming.extend(self.projected(view, slot, view.today));
            }
            let passes = !upcoming.is_empty() && self.passes(view, slot);
            for one in upcoming {
                insert(&mut self.all, view, one);
                if passes {
                    insert(&mut self.rows, view, one);
                }
            }
        }
        if let Some(selected) = selected {
            self.place(selected);
        }
    }

    /// Projects series as far as can be seen from the day under the cursor.
    pub fn reach(&mut self, view: View<'_>) {
        let seen = wanted_horizon(view.today, self.day).checked_sub_months(Months::new(AHEAD - SEEN));
        if self.outdated || seen.is_none_or(|seen| seen <= self.horizon) {
            return;
        }
        let (from, selected) = (self.horizon, self.selected());
        self.horizon = wanted_horizon(view.today, self.day);
        let mut upcoming = Vec::new();
        for slot in self.series.clone() {
            upcoming.extend(self.projected(view, slot, from));
        }
        self.all.extend(upcoming);
        self.all.sort_by(|a, b| order(view, *a).cmp(&order(view, *b)));
        self.sift(view);
        if let Some(selected) = selected {
            self.place(selected);
        }
    }

    /// Returns the events of a series after a day, as far as series are projected.
    fn projected(&mut self, view: View<'_>, slot: Slot, after: NaiveDate) -> Vec<Dated> {
        self.work += 1;
        let (Some(record), Some(from)) = (view.register.at(slot), after.succ_opt()) else {
            return Vec::new();
        };
        let field = review::DATE.field().index;
        let events = series::upcoming(record, from, self.horizon).into_iter();
        let dated = |(series, day)| Dated {
            day,
            slot,
            field,
            of_series: Some(series),
            is_over: false,
        };
        events.map(dated).collect()
    }

    /// Filters by another text. While it cannot be read the rows stay those of the last good one.
    pub fn set_filter(&mut self, view: View<'_>, text: &str) {
        text.clone_into(&mut self.filter);
        match Across::parse(text, view.register, view.today) {
            Ok(query) => {
                self.error = None;
                text.clone_into(&mut self.in_force);
                self.query = query;
                self.sift(view);
                self.go_to(self.day);
            }
            Err(error) => self.error = Some(error),
        }
    }

    /// Asks of each record again whether the filter lets it through.
    fn sift(&mut self, view: View<'_>) {
        if self.query.is_empty() {
            self.rows.clone_from(&self.all);
            return;
        }
        let mut asked: HashMap<Slot, bool> = HashMap::new();
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        for at in 0..self.all.len() {
            let row = self.all[at];
            let passes = match asked.get(&row.slot) {
                Some(passes) => *passes,
                None => {
                    let passes = self.passes(view, row.slot);
                    asked.insert(row.slot, passes);
                    passes
                }
            };
            if passes {
                rows.push(row);
            }
        }
        self.rows = rows;
    }

    /// Builds what the first word of a filter will need, before it is typed.
    pub fn prepare_filter(&mut self, view: View<'_>) {
        for row in &self.all {
            if let Some(record) = view.register.at(row.slot) {
                let build = || SearchText::new(record, view.register);
                self.texts.entry(row.slot).or_insert_with(build);
            }
        }
    }

    fn passes(&mut self, view: View<'_>, slot: Slot) -> bool {
        let Some(record) = view.register.at(slot) else {
            return false;
        };
        let text = self.query.needs_text().then(|| {
            let build = || SearchText::new(record, view.register);
            &*self.texts.entry(slot).or_insert_with(build)
        });
        self.query.matches(record, view.register, text)
    }

    /// Lets go of everything that belongs to a register that was read again, and goes to a day; the filter stays.
    pub fn forget(&mut self, day: NaiveDate) {
        self.all.clear();
        self.rows.clear();
        self.series.clear();
        self.texts.clear();
        self.drag = None;
        self.go_to(day);
    }

    /// Returns how many rows are over: they stand before the others.
    pub fn over(&self) -> usize {
        self.rows.partition_point(|row| row.is_over)
    }

    /// Returns what is dated on a day: what is over, and the rest.
    pub fn on(&self, day: NaiveDate) -> impl Iterator<Item = &Dated> {
        let (over, rest) = self.rows.split_at(self.over());
        let of_day = |rows: &'_ [Dated]| {
            let from = rows.partition_point(|row| row.day < day);
            from..rows.partition_point(|row| row.day <= day)
        };
        over[of_day(over)].iter().chain(&rest[of_day(rest)])
    }

    /// Returns how many things are to be shown on a day; what is being moved counts where it is shown.
    pub fn count_on(&self, day: NaiveDate) -> Count {
        let is_moving = |row: &Dated| self.drag.is_some_and(|drag| drag.what == *row);
        let here = self.on(day).filter(|row| !is_moving(row));
        let comes = self.drag.filter(|drag| drag.to == day).map(|drag| drag.what);
        here.copied().chain(comes).fold(Count::default(), |count, row| Count {
            all: count.all + 1,
            projected: count.projected + usize::from(row.of_series.is_some()),
            over: count.over + usize::from(row.is_over),
        })
    }

    /// Moves the day under the cursor, and the agenda with it.
    pub fn step_days(&mut self, days: i64) {
        self.go_to(moved(self.day, days).unwrap_or(self.day));
    }

    /// Moves by whole months, to the same day or the last one.
    pub fn step_months(&mut self, months: i32) {
        let distance = Months::new(months.unsigned_abs());
        let day = if months < 0 {
            self.day.checked_sub_months(distance)
        } else {
            self.day.checked_add_months(distance)
        };
        self.go_to(day.unwrap_or(self.day));
    }

    /// Puts the cursor on a day and the agenda on what is there, else on what comes first from then on.
    pub fn go_to(&mut self, day: NaiveDate) {
        self.day = day;
        let (over, rest) = self.rows.split_at(self.over());
        let next = over.len() + rest.partition_point(|row| row.day < day);
        let ended = over.partition_point(|row| row.day < day);
        let is_here = |at: &usize| self.rows.get(*at).is_some_and(|row| row.day == day);
        let here = [next, ended].into_iter().find(is_here);
        self.cursor = here.unwrap_or(next).min(self.rows.len().saturating_sub(1));
    }

    /// Moves in the agenda, and the day with it.
    pub fn step(&mut self, by: isize) {
        self.cursor = self
            .cursor
            .saturating_add_signed(by)
            .min(self.rows.len().saturating_sub(1));
        if let Some(row) = self.selected() {
            self.day = row.day;
        }
    }

    /// Puts the agenda's cursor on a record, and tells whether it is there.
    pub fn select(&mut self, slot: Slot) -> bool {
        let at = self.rows.iter().position(|row| row.slot == slot);
        if let Some(at) = at {
            self.cursor = at;
            self.day = self.rows[at].day;
        }
        at.is_some()
    }

    /// Puts the agenda's cursor on a thing, or leaves it at its row when it is not shown.
    fn place(&mut self, selected: Dated) {
        if self.selected() != Some(selected) {
            // Of a table several days may stand there; the very one goes before one of the same field.
            let the_very = self.rows.iter().position(|row| *row == selected);
            let same = || self.rows.iter().position(|row| row.is_same(selected));
            self.cursor = the_very.or_else(same).unwrap_or(self.cursor);
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        let went = self
            .selected()
            .filter(|row| row.is_same(selected) && row.day != selected.day && self.drag.is_none());
        if let Some(row) = went {
            self.day = row.day;
        }
    }

    /// Returns the first day of the month shown.
    pub fn first_of_month(&self) -> NaiveDate {
        self.day.with_day(1).unwrap_or(self.day)
    }
}

fn wanted_horizon(today: NaiveDate, day: NaiveDate) -> NaiveDate {
    let far = |day: NaiveDate, months| day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
    far(day.max(today), AHEAD).min(far(today, MOST))
}

fn comes_again(review: &Record) -> bool {
    review.is_open() && series::rule(review).is_some()
}

/// Returns the records that touched ones refer to and whose day moves with what was done, such as the system of an assessment.
fn looked_at(view: View<'_>, touched: &HashSet<Slot>) -> Vec<Slot> {
    let records = touched.iter().filter_map(|slot| view.register.at(*slot));
    let ids = records.flat_map(|record| record.fields().flat_map(|(_, value)| value.ids()));
    let moves = |slot: &Slot| view.register.at(*slot).is_some_and(|one| one.kind().moving.is_some());
    ids.filter_map(|id| view.register.slot(id.as_str()))
        .filter(moves)
        .collect()
}
