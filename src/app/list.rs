//! The list every screen with records has: rows in order, a cursor, marks, a live filter, a sort.
//!
//! Rows are kept by difference: after an edit only the touched records are looked at again.

mod marks;
mod put_off;
mod rows;

use std::cell::Cell as Shared;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};
use std::thread;

use self::put_off::PutOff;
use super::spec::{Group, Spec, View, named};
use crate::domain::index::Slot;
use crate::domain::query::{Query, QueryError};
use crate::domain::record::Record;
use crate::domain::search::{SearchText, folded};
use crate::domain::value::Value;

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
    /// Whether the register changed since `order` was computed.
    outdated: bool,
    marks: HashSet<Slot>,
    put_off: PutOff,
    anchor: Option<usize>,
    filter: String,
    query: Query,
    error: Option<QueryError>,
    within: Option<BTreeSet<Slot>>,
    /// By the position of the record; built where a word needs it.
    texts: Vec<Option<SearchText>>,
}

type SortKey = (u32, Vec<Value>);

/// How many search texts a thread of its own is not worth.
const FEW: usize = 4096;

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
            outdated: false,
            marks: HashSet::new(),
            put_off: PutOff::default(),
            anchor: None,
            filter: String::new(),
            query: Query::default(),
            error: None,
            within: None,
            texts: Vec::new(),
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

    /// Returns what is wrong with the filter; the rows are then those of the last good one.
    pub fn filter_error(&self) -> Option<&QueryError> {
        self.error.as_ref()
    }

    /// Returns the words of the filter, for highlighting.
    pub fn words(&self) -> Vec<&str> {
        self.query.words().collect()
    }

    /// Notes that the register changed in more than a few records; the rows are computed when they are next needed.
    pub fn outdate(&mut self) {
        self.outdated = true;
        self.texts.clear();
    }

    /// Computes all rows anew if the register changed since they were.
    pub fn freshen(&mut self, view: View<'_>) {
        if self.outdated {
            self.refresh(view);
        }
    }

    /// Computes all rows anew, keeping the cursor on its record where it is still shown.
    pub fn refresh(&mut self, view: View<'_>) {
        // A cursor nobody moved stays on top while records come in above.
        let selected = self.selected().filter(|_| !self.outdated || self.cursor > 0);
        if !self.filter.is_empty() {
            // The same words may mean other records now.
            self.query = Query::parse(&self.filter, self.spec.kind, view.register, view.today).unwrap_or_default();
        }
        let candidates: Vec<_> = match &self.within {
            Some(within) => within.iter().copied().collect(),
            None => view.register.slots_of(self.spec.kind).collect(),
        };
        let records = candidates
            .into_iter()
            .filter_map(|slot| Some((slot, view.register.at(slot)?)));
        let mut order: Vec<_> = records
            .map(|(slot, record)| (self.sort_key(view, slot, record), record.id(), slot))
            .collect();
        order.sort_unstable_by(|a, b| self.compare(&a.0, &b.0).then_with(|| a.1.cmp(b.1)));
        self.order = order.into_iter().map(|(_, _, slot)| slot).collect();
        let kept = self.order.iter().copied().filter(|slot| self.keeps(view, *slot));
        self.kept = kept.collect();
        self.outdated = false;
        self.marks.retain(|slot| view.register.at(*slot).is_some());
        self.sift(view);
        self.place(selected);
    }

    /// Asks of each record anew whether the filter lets it through.
    fn sift(&mut self, view: View<'_>) {
        let mut rows = if self.asks_for_closed() {
            let retired = self.filter.contains("is:retired");
            let counts = |slot: &Slot| retired || view.register.at(*slot).is_some_and(|record| !record.is_retired());
            self.order.iter().copied().filter(counts).collect()
        } else {
            self.kept.clone()
        };
        self.narrow(view, &mut rows);
        self.rows = rows;
    }

    /// Leaves of some rows those that the words and terms of the filter let through.
    fn narrow(&mut self, view: View<'_>, rows: &mut Vec<Slot>) {
        if !self.query.is_empty() {
            if self.query.needs_text() {
                self.read_texts(view, rows);
            }
            rows.retain(|slot| self.passes(view, *slot));
        }
    }

    /// Builds what the first word of a filter will need, before it is typed.
    pub fn prepare_filter(&mut self, view: View<'_>) {
        let rows = self.rows.clone();
        self.read_texts(view, &rows);
    }

    /// Builds the search texts that are not there yet, of many records on all cores.
    fn read_texts(&mut self, view: View<'_>, rows: &[Slot]) {
        let most = rows.iter().map(|slot| slot.index() + 1).max().unwrap_or_default();
        if self.texts.len() < most {
            self.texts.resize(most, None);
        }
        let missing = rows.iter().copied().filter(|slot| self.texts[slot.index()].is_none());
        let missing: Vec<_> = missing.collect();
        let register = view.register;
        let build = |slot: &Slot| Some((*slot, SearchText::new(register.at(*slot)?, register)));
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let share = missing.len().div_ceil(threads).max(FEW);
        thread::scope(|scope| {
            let mut shares = missing.chunks(share);
            let own = shares.next().unwrap_or_default();
            let others = shares.map(|share| scope.spawn(move || share.iter().filter_map(build).collect::<Vec<_>>()));
            let others: Vec<_> = others.collect();
            for (slot, text) in own.iter().filter_map(build) {
                self.texts[slot.index()] = Some(text);
            }
            for (slot, text) in others.into_iter().filter_map(|other| other.join().ok()).flatten() {
                self.texts[slot.index()] = Some(text);
            }
        });
    }

    /// Lets go of everything that belongs to a register that was read anew; filter and sort stay.
    pub fn forget(&mut self) {
        self.order.clear();
        self.kept.clear();
        self.rows.clear();
        self.marks.clear();
        self.put_off.clear();
        self.texts.clear();
        self.anchor = None;
        self.within = None;
    }

    /// Looks again at some records only.
    pub fn update(&mut self, view: View<'_>, touched: &HashSet<Slot>) {
        if self.outdated {
            return;
        }
        let concerns = |slot: &&Slot| view.register.at(**slot).is_none_or(|record| record.is(self.spec.kind));
        let touched: Vec<_> = touched.iter().filter(concerns).copied().collect();
        if touched.is_empty() {
            return;
        }
        let selected = self.selected();
        for rows in [&mut self.order, &mut self.kept, &mut self.rows] {
            rows::take_out(rows, &touched);
        }
        self.marks.retain(|slot| view.register.at(*slot).is_some());
        for slot in touched {
            if let Some(text) = self.texts.get_mut(slot.index()) {
                *text = None;
            }
            let inside = self.within.as_ref().is_none_or(|within| within.contains(&slot));
            if let Some(record) = view.register.at(slot).filter(|_| inside) {
                let at = self.place_of(view, &self.order, slot, record);
                self.order.insert(at, slot);
                let kept = self.keeps(view, slot);
                if kept {
                    let at = self.place_of(view, &self.kept, slot, record);
                    self.kept.insert(at, slot);
                }
                let closed = !record.is_retired() || self.filter.contains("is:retired");
                if (kept || self.asks_for_closed() && closed) && self.passes(view, slot) {
                    let at = self.place_of(view, &self.rows, slot, record);
                    self.rows.insert(at, slot);
                }
            }
        }
        self.place(selected);
    }

    /// Returns where among rows in order a record belongs.
    fn place_of(&self, view: View<'_>, rows: &[Slot], slot: Slot, record: &Record) -> usize {
        let key = self.sort_key(view, slot, record);
        rows.partition_point(|place| {
            view.register.at(*place).is_some_and(|other| {
                let order = self.compare(&self.sort_key(view, *place, other), &key);
                order.then_with(|| other.id().cmp(record.id())).is_lt()
            })
        })
    }

    /// Puts the cursor on a record, or leaves it at its row when the record is not shown.
    fn place(&mut self, selected: Option<Slot>) {
        let is_there = selected.is_some() && self.rows.get(self.cursor).copied() == selected;
        if !is_there && let Some(at) = selected.and_then(|slot| rows::position(&self.rows, slot)) {
            self.cursor = at;
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    /// Tells whether the filter asks for records by how far they have come, so that closed ones are looked at too.
    fn asks_for_closed(&self) -> bool {
        self.filter.contains("is:") || self.filter.contains("status") || self.filter.contains("state")
    }

    /// Tells whether a record is shown without a filter.
    fn keeps(&self, view: View<'_>, slot: Slot) -> bool {
        let record = view.register.at(slot);
        let group = self.spec.group;
        // A closed record stands where its group has something left to do, if at all.
        let counts =
            |record: &Record| record.is_open() || group.is_none_or(|group| group(view, record).rank != Group::CLOSED);
        record.is_some_and(|record| !record.is_retired() && (self.spec.keep)(record) && counts(record))
    }

    fn passes(&self, view: View<'_>, slot: Slot) -> bool {
        let text = self.texts.get(slot.index()).and_then(Option::as_ref);
        let record = view.register.at(slot);
        record.is_some_and(|record| self.query.matches(record, view.register, text))
    }

    fn sort_key(&self, view: View<'_>, slot: Slot, record: &Record) -> SortKey {
        let rank = self
            .put_off
            .rank(slot)
            .unwrap_or_else(|| match (self.spec.group, self.sort) {
                (Some(group), None) => group(view, record).rank,
                _ => 0,
            });
        let fold = |value: Value| match value {
            Value::Text(text) => Value::Text(folded(&text).into()),
            value => value,
        };
        let chosen = self.sort.map(|(column, _)| self.spec.columns[column].name);
        let names = chosen.into_iter().chain(self.spec.order.iter().map(|(name, _)| *name));
        (rank, names.map(|name| fold(named(view, record, name))).collect())
    }

    fn compare(&self, a: &SortKey, b: &SortKey) -> Ordering {
        let chosen = self.sort.map(|(_, descending)| descending);
        let mut directions = chosen
            .into_iter()
            .chain(self.spec.order.iter().map(|(_, descending)| *descending));
        a.0.cmp(&b.0).then_with(|| {
            let pairs = a.1.iter().zip(&b.1);
            let orders = pairs.map(|(a, b)| {
                // What says nothing comes last, whichever way.
                match (a.is_empty(), b.is_empty(), directions.next()) {
                    (true, false, _) => Ordering::Greater,
                    (false, true, _) => Ordering::Less,
                    (_, _, Some(true)) => b.order(a),
                    _ => a.order(b),
                }
            });
            orders.fold(Ordering::Equal, Ordering::then)
        })
    }

    /// Filters by another text. While it cannot be read the rows stay those of the last good one.
    pub fn set_filter(&mut self, view: View<'_>, text: &str) {
        self.freshen(view);
        text.clone_into(&mut self.filter);
        match Query::parse(text, self.spec.kind, view.register, view.today) {
            Ok(query) => {
                let narrower = query.is_narrower_than(&self.query) && self.error.is_none();
                self.error = None;
                self.query = query;
                if narrower && !self.asks_for_closed() {
                    let mut rows = std::mem::take(&mut self.rows);
                    self.narrow(view, &mut rows);
                    self.rows = rows;
                } else {
                    self.sift(view);
                }
                self.cursor = 0;
            }
            Err(error) => self.error = (!error.is_incomplete()).then_some(error),
        }
    }

    /// Shows only these records, or all again.
    pub fn set_within(&mut self, view: View<'_>, within: Option<BTreeSet<Slot>>) {
        self.within = within;
        self.refresh(view);
    }

    /// Puts the cursor on a record if it is shown, and tells whether it is.
    pub fn select(&mut self, slot: Slot) -> bool {
        let at = rows::position(&self.rows, slot);
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
