//! Computes the rows of a list: all of them, in slices while idle, or only some records.

use std::collections::HashSet;

use crate::app::list::List;
use crate::app::list::making::{Making, Next};
use crate::app::list::parallel::shared_out;
use crate::app::list::postponed::PutOff;
use crate::app::list::sort_key::Key;
use crate::app::list::spec::{Group, Spec, View, named};
use crate::domain::query::Query;
use crate::domain::record::Record;
use crate::domain::register::index::Slot;

/// How many records a list may be about for it to be computed before the frame that shows it.
const MANY: usize = 20_000;

impl List {
    /// Notes that the register changed in more than a few records; the rows are computed when they are next needed.
    pub fn outdate(&mut self) {
        self.outdated = true;
        self.making = None;
        self.keys.clear();
        self.texts.clear();
    }

    /// Tells whether the rows are to be computed again.
    pub fn is_outdated(&self) -> bool {
        self.outdated
    }

    /// Computes all rows again if the register changed since they were.
    pub fn freshen(&mut self, view: View<'_>) {
        if self.outdated {
            self.build(view);
        }
    }

    /// The same, but of very many records the rows stay as they were until [`List::prepare`] has made them.
    pub fn freshen_few(&mut self, view: View<'_>) {
        if view.register.count(self.spec.kind) <= MANY {
            self.freshen(view);
        }
    }

    /// Does a part of what [`List::freshen`] would have to do, so that the list opens at once when it is wanted.
    pub fn prepare(&mut self, view: View<'_>) {
        if !self.outdated {
            return;
        }
        let mut making = match self.making.take() {
            Some(making) => making,
            None => Making::of(self.records(view)),
        };
        match making.go_on(&self.keys) {
            Next::Look(mut part) => {
                self.make_keys(view, &part);
                part.retain(|slot| self.keys.get(*slot).is_some());
                self.keys.sort(&mut part);
                let kept: Vec<_> = part
                    .iter()
                    .copied()
                    .filter(|slot| keeps(self.spec, view, *slot))
                    .collect();
                making.take(part, &kept);
                self.making = Some(making);
            }
            Next::Merge => self.making = Some(making),
            Next::Done(order, kept) => self.take_rows(view, order, kept, true),
        }
    }

    /// Computes all rows again, keeping the cursor on its record where it is still shown.
    pub fn refresh(&mut self, view: View<'_>) {
        self.keys.clear();
        self.build(view);
    }

    /// Returns the records that the list is about.
    fn records(&self, view: View<'_>) -> Vec<Slot> {
        match &self.within {
            Some(within) => within.iter().copied().collect(),
            None => view.register.slots_of(self.spec.kind).collect(),
        }
    }

    /// Puts the rows in order, with the keys that are there already.
    pub(super) fn build(&mut self, view: View<'_>) {
        let mut order = self.records(view);
        self.make_keys(view, &order);
        order.retain(|slot| self.keys.get(*slot).is_some());
        self.keys.sort(&mut order);
        let spec = self.spec;
        let kept = shared_out(&order, |slot| keeps(spec, view, slot).then_some(slot));
        self.take_rows(view, order, kept, false);
    }

    /// Takes the rows in order. A filter that needs more texts than a key can wait for may be left for later.
    fn take_rows(&mut self, view: View<'_>, order: Vec<Slot>, kept: Vec<Slot>, later: bool) {
        // A cursor nobody moved stays on top while records come in above.
        let selected = self.selected().filter(|_| !self.outdated || self.cursor > 0);
        let selected = self.wanted.take().or(selected);
        if !self.filter.is_empty() {
            // The same words may mean other records now; what cannot be read leaves the last good filter in force.
            if let Ok(query) = Query::parse(&self.filter, self.spec.kind, view.register, view.today) {
                self.query = query;
            }
        }
        (self.order, self.kept) = (order, kept);
        self.outdated = false;
        self.making = None;
        self.marks.retain(|slot| view.register.at(*slot).is_some());
        if later && self.needs_many_texts() {
            let keys = &self.keys;
            self.rows.retain(|slot| keys.get(*slot).is_some());
            self.awaits_texts = true;
        } else {
            self.sift(view);
        }
        self.place(selected);
    }

    /// Makes the keys of records that have none yet.
    fn make_keys(&mut self, view: View<'_>, slots: &[Slot]) {
        let missing = slots.iter().copied().filter(|slot| self.keys.get(*slot).is_none());
        let missing: Vec<_> = missing.collect();
        let (spec, sort, put_off) = (self.spec, self.sort, &self.put_off);
        let keys = shared_out(&missing, |slot| Some((slot, key(spec, sort, put_off, view, slot)?)));
        for (slot, key) in keys {
            self.keys.replace(slot, Some(key));
        }
    }

    /// Looks again at some records only.
    pub fn update(&mut self, view: View<'_>, touched: &HashSet<Slot>) {
        let concerns = |slot: &&Slot| view.register.at(**slot).is_none_or(|record| record.is(self.spec.kind));
        let touched: Vec<_> = touched.iter().filter(concerns).copied().collect();
        if self.outdated {
            for slot in touched {
                self.keys.replace(slot, None);
            }
            self.making = None;
            return;
        }
        if touched.is_empty() {
            return;
        }
        let selected = self.selected();
        self.marks.retain(|slot| view.register.at(*slot).is_some());
        let mut keys = Vec::with_capacity(touched.len());
        let mut goes = [const { Vec::new() }; 3];
        let mut comes = [const { Vec::new() }; 3];
        for slot in touched {
            if let Some(text) = self.texts.get_mut(slot.index()) {
                *text = None;
            }
            let inside = self.within.as_ref().is_none_or(|within| within.contains(&slot));
            let key = key(self.spec, self.sort, &self.put_off, view, slot).filter(|_| inside);
            let stays = self.keys.get(slot) == key.as_deref();
            let was = [&self.order, &self.kept, &self.rows].map(|rows| self.keys.position(rows, slot).is_some());
            let is_kept = key.is_some() && keeps(self.spec, view, slot);
            let will = [key.is_some(), is_kept, key.is_some() && self.shows(view, slot, is_kept)];
            for at in 0..will.len() {
                if was[at] && !(stays && will[at]) {
                    goes[at].push(slot);
                }
                if will[at] && !(stays && was[at]) {
                    comes[at].push(slot);
                }
            }
            keys.push((slot, key));
        }
        // All go by their old keys before any has a new one.
        for (rows, goes) in [&mut self.order, &mut self.kept, &mut self.rows].into_iter().zip(&goes) {
            self.keys.take_out(rows, goes);
        }
        for (slot, key) in keys {
            self.keys.replace(slot, key);
        }
        for (rows, comes) in [&mut self.order, &mut self.kept, &mut self.rows]
            .into_iter()
            .zip(&comes)
        {
            self.keys.put_in(rows, comes);
        }
        self.place(selected);
    }

    /// Puts the cursor on a record, or leaves it at its row when the record is not shown.
    fn place(&mut self, selected: Option<Slot>) {
        if let Some(at) = selected.and_then(|slot| self.keys.position(&self.rows, slot)) {
            self.cursor = at;
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }
}

/// Tells whether a record is shown without a filter.
fn keeps(spec: &Spec, view: View<'_>, slot: Slot) -> bool {
    let record = view.register.at(slot);
    // A closed record stands where its group has something left to do, if at all.
    let counts =
        |record: &Record| record.is_open() || spec.group.is_none_or(|group| group(view, record).rank != Group::CLOSED);
    record.is_some_and(|record| !record.is_retired() && (spec.keep)(record) && counts(record))
}

/// Returns where a record belongs in the order in force, if it is there.
fn key(spec: &Spec, sort: Option<(usize, bool)>, put_off: &PutOff, view: View<'_>, slot: Slot) -> Option<Box<[u8]>> {
    let record = view.register.at(slot)?;
    let rank = put_off.rank(slot).unwrap_or_else(|| match (spec.group, sort) {
        (Some(group), None) => group(view, record).rank,
        _ => 0,
    });
    let mut key = Key::ranked(rank);
    if let Some((column, descending)) = sort {
        key.push(&named(view, record, spec.columns[column].name), descending);
    }
    for (name, descending) in spec.order {
        key.push(&named(view, record, name), *descending);
    }
    Some(key.of(record.id().as_str()))
}
