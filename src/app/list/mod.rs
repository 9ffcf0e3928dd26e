//! The list every screen with records has: rows in order, a cursor, marks, a live filter, a sort.
//!
//! Rows are kept by difference: after an edit only the touched records are looked at again.

pub(in crate::app) mod as_rows;
mod live_filter;
mod making;
mod marks;
mod parallel;
mod postponed;
mod refresh;
mod sort_key;
mod sorted_rows;
pub mod spec;

use std::cell::Cell as Shared;
use std::collections::{BTreeSet, HashSet};

use self::making::Making;
use crate::app::list::postponed::PutOff;
use crate::app::list::sorted_rows::Keys;
use crate::app::list::spec::{Group, Spec, View};
use crate::domain::catalogue::{Alias, Catalogue};
use crate::domain::query::{Query, QueryError};
use crate::domain::register::index::Slot;
use crate::domain::search::SearchText;

/// A list with its place.
#[derive(Debug)]
pub struct List {
    /// What it shows.
    pub spec: &'static Spec,
    /// The position of the cursor.
    pub cursor: usize,
    /// The first row shown; drawing sets it.
    pub top: Shared<usize>,
    /// How many rows are shown; drawing sets it.
    pub height: Shared<usize>,
    /// The column chosen to sort by, and whether the highest comes first.
    pub sort: Option<(usize, bool)>,
    /// All records the list is about, in order.
    order: Vec<Slot>,
    /// Those of them that are shown without a filter.
    kept: Vec<Slot>,
    /// Those that the filter lets through.
    rows: Vec<Slot>,
    /// The keys of those in `order`.
    keys: Keys,
    /// Whether the register changed since `order` was computed.
    outdated: bool,
    /// While it is outdated: the rows as far as they are made.
    making: Option<Making>,
    /// While it is outdated: the record that the cursor is to be on.
    wanted: Option<Slot>,
    marks: HashSet<Slot>,
    put_off: PutOff,
    anchor: Option<usize>,
    filter: String,
    /// The filter as it could be read last, which the rows are of.
    in_force: String,
    query: Query,
    error: Option<QueryError>,
    within: Option<BTreeSet<Slot>>,
    /// By the position of the record; built where a word needs it.
    texts: Vec<Option<SearchText>>,
    /// Whether the rows are not those of the filter yet, because it needs texts that are still to be built.
    awaits_texts: bool,
}

impl List {
    /// Returns an empty list.
    pub fn new(spec: &'static Spec) -> Self {
        Self {
            spec,
            cursor: 0,
            top: Shared::new(0),
            height: Shared::new(20),
            sort: None,
            order: Vec::new(),
            kept: Vec::new(),
            rows: Vec::new(),
            keys: Keys::default(),
            outdated: false,
            making: None,
            wanted: None,
            marks: HashSet::new(),
            put_off: PutOff::default(),
            anchor: None,
            filter: String::new(),
            in_force: String::new(),
            query: Query::default(),
            error: None,
            within: None,
            texts: Vec::new(),
            awaits_texts: false,
        }
    }

    /// Returns the rows shown, in order.
    pub fn rows(&self) -> &[Slot] {
        &self.rows
    }

    /// Returns the groups shown, each with its first row and its number of rows; none while sorted by a column.
    pub fn groups(&self, view: View<'_>) -> Vec<(usize, usize, Group)> {
        let (Some(group), None) = (self.spec.group, self.sort) else {
            return Vec::new();
        };
        let of_row = |slot: &Slot| {
            let of_record = || view.register.at(*slot).map(|record| group(view, record));
            self.put_off.group(*slot).or_else(of_record)
        };
        let mut groups = Vec::new();
        let mut first = 0;
        // Rows stand in the order of their groups, so each group's end is found by halving, not by walking.
        while let Some(here) = self.rows.get(first).and_then(of_row) {
            let rest = &self.rows[first..];
            let count = rest
                .partition_point(|slot| of_row(slot).is_some_and(|group| group.rank <= here.rank))
                .max(1);
            groups.push((first, count, here));
            first += count;
        }
        groups
    }

    /// Returns the row under the cursor.
    pub fn selected(&self) -> Option<Slot> {
        self.rows.get(self.cursor).copied()
    }

    /// Returns the filter as typed.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Returns what is wrong with the filter, or lacking; the rows are then those of the one in force.
    pub fn filter_error(&self) -> Option<&QueryError> {
        self.error.as_ref()
    }

    /// Returns the filter that the rows are of: the last that could be read.
    pub fn filter_in_force(&self) -> &str {
        &self.in_force
    }

    /// Returns the term of elsewhere that a filter without a hit means, and where that is here.
    pub fn alias<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a Alias> {
        self.rows.is_empty().then(|| catalogue.alias(&self.filter))?
    }

    /// Returns the words of the filter, for highlighting.
    pub fn words(&self) -> Vec<&str> {
        self.query.words().collect()
    }

    /// Lets go of everything that belongs to a register that was read again; filter and sort stay.
    pub fn forget(&mut self) {
        self.keys.clear();
        self.order.clear();
        self.kept.clear();
        self.rows.clear();
        self.marks.clear();
        self.put_off.clear();
        self.texts.clear();
        self.anchor = None;
        self.within = None;
    }

    /// Shows only these records, or all again.
    pub fn set_within(&mut self, view: View<'_>, within: Option<BTreeSet<Slot>>) {
        if self.outdated || self.within.is_some() || within.is_some() {
            self.within = within;
            self.build(view);
        }
    }

    /// Puts the cursor on a record if it is shown, and tells whether it is. While the rows are made, it will be there.
    pub fn select(&mut self, slot: Slot) -> bool {
        if self.outdated {
            self.wanted = Some(slot);
            return true;
        }
        let at = self.keys.position(&self.rows, slot);
        if let Some(at) = at {
            self.cursor = at;
        }
        at.is_some()
    }

    /// Moves the cursor by a number of rows.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Chooses the column to sort by; the same again turns the order round, a third time gives the usual order back.
    pub fn sort_by(&mut self, view: View<'_>, column: usize) {
        let highest_first = !matches!(
            self.spec.columns[column].name,
            "title" | "id" | "owner" | "unit" | "due" | "next" | "review"
        );
        self.sort = match self.sort {
            Some((same, descending)) if same == column && descending == highest_first => Some((column, !descending)),
            Some((same, _)) if same == column => None,
            _ => Some((column, highest_first)),
        };
        self.refresh(view);
    }
}
