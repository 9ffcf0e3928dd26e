//! Everything dated: a month, and the agenda from what is overdue to what is to come.

use std::cell::Cell as Shared;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::app::spec::View;
use crate::domain::index::Slot;
use crate::domain::record::Record;

/// One dated thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub day: NaiveDate,
    /// The record.
    pub slot: Slot,
    /// The position of the field that holds the day.
    pub field: usize,
}

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
    /// Which kind alone is shown.
    pub only: Option<&'static str>,
    /// Whether the register changed since the agenda was computed.
    pub(in crate::app) outdated: bool,
    rows: Vec<Dated>,
}

impl Calendar {
    /// Returns the calendar with its cursor on a day.
    pub fn new(day: NaiveDate) -> Self {
        let (top, height) = (Shared::new(0), Shared::new(20));
        Self {
            day,
            month_focused: true,
            cursor: 0,
            top,
            height,
            only: None,
            outdated: false,
            rows: Vec::new(),
        }
    }

    /// Returns the agenda, by day.
    pub fn rows(&self) -> &[Dated] {
        &self.rows
    }

    /// Returns the dated thing under the cursor.
    pub fn selected(&self) -> Option<Dated> {
        self.rows.get(self.cursor).copied()
    }

    /// Computes the agenda anew: everything open from long ago to ten years from now.
    pub fn refresh(&mut self, view: View<'_>) {
        self.outdated = false;
        let selected = self.selected();
        let far = view.today.checked_add_months(Months::new(120)).unwrap_or(view.today);
        let from = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or(view.today);
        let days = view.register.index().days(from, far);
        let all = days.map(|(day, slot, field)| Dated { day, slot, field });
        let shown = |dated: &Dated| {
            self.only.is_none_or(|kind| {
                view.register
                    .at(dated.slot)
                    .is_some_and(|record| record.kind().name == kind)
            })
        };
        self.rows = all.filter(shown).collect();
        // Records lie in the order in which threads read them; those of one day stand by id.
        let id = |row: &Dated| view.register.at(row.slot).map(Record::id);
        self.rows
            .sort_by(|a, b| (a.day, id(a), a.field).cmp(&(b.day, id(b), b.field)));
        if let Some(at) = selected.and_then(|selected| {
            self.rows
                .iter()
                .position(|row| row.slot == selected.slot && row.field == selected.field)
        }) {
            self.cursor = at;
        } else if selected.is_none() {
            self.go_to(self.day);
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    /// Lets go of everything that belongs to a register that was read anew, and goes to a day.
    pub fn forget(&mut self, day: NaiveDate) {
        self.rows.clear();
        self.go_to(day);
    }

    /// Returns what is dated on a day.
    pub fn on(&self, day: NaiveDate) -> &[Dated] {
        let from = self.rows.partition_point(|row| row.day < day);
        let to = self.rows.partition_point(|row| row.day <= day);
        &self.rows[from..to]
    }

    /// Moves the day under the cursor, and the agenda with it.
    pub fn step_days(&mut self, days: i64) {
        let distance = Days::new(days.unsigned_abs());
        let day = if days < 0 {
            self.day.checked_sub_days(distance)
        } else {
            self.day.checked_add_days(distance)
        };
        self.go_to(day.unwrap_or(self.day));
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

    /// Puts the cursor on a day and the agenda on what comes first from then on.
    pub fn go_to(&mut self, day: NaiveDate) {
        self.day = day;
        let next = self.rows.partition_point(|row| row.day < day);
        self.cursor = next.min(self.rows.len().saturating_sub(1));
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

    /// Returns the first day of the month shown.
    pub fn first_of_month(&self) -> NaiveDate {
        self.day.with_day(1).unwrap_or(self.day)
    }
}

/// Returns what a dated thing is: the label of its field, with the kind of its record.
pub fn what(record: &Record, field: usize) -> String {
    let label = record.kind().fields[field].label.to_lowercase();
    match (record.kind().name, label.as_str()) {
        ("action", "due") => "action due".to_owned(),
        ("review", "date") => {
            let event = record.get(crate::domain::kinds::review::EVENT);
            event
                .map_or("review", |event| crate::domain::choice::Choices::item(event).label)
                .to_owned()
        }
        ("organization", label) => label.to_owned(),
        (kind, label) => format!("{kind} {label}"),
    }
}
