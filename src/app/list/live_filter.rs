//! The live filter of a list: which rows pass, and the texts that words are searched in.

use crate::app::list::List;
use crate::app::list::parallel::shared_out;
use crate::app::list::spec::View;
use crate::domain::query::Query;
use crate::domain::record::Record;
use crate::domain::register::index::Slot;
use crate::domain::search::SearchText;

/// How many search texts are built at a time while nothing is pressed, and how many a letter of the filter may wait for.
const SLICE: usize = 4096;

impl List {
    /// Filters by another text. Where it needs more search texts than a letter can wait for, the rows stay until
    /// [`List::prepare_filter`] has built them or [`List::settle_filter`] cannot wait. While it cannot be read the rows stay those of the last good one.
    pub fn set_filter(&mut self, view: View<'_>, text: &str) {
        self.freshen_few(view);
        text.clone_into(&mut self.filter);
        match Query::parse(text, self.spec.kind, view.register, view.today) {
            Ok(query) => {
                let narrower = query.is_narrower_than(&self.query) && self.error.is_none() && !self.awaits_texts;
                self.error = None;
                text.clone_into(&mut self.in_force);
                self.query = query;
                if self.outdated {
                    // The rows that are being made will be those of this filter.
                    self.cursor = 0;
                    self.wanted = None;
                    return;
                }
                let candidates = match (narrower, self.asks_for_closed()) {
                    (true, false) => &self.rows,
                    (false, false) => &self.kept,
                    (_, true) => &self.order,
                };
                if self.query.needs_text() && self.without_text(candidates, SLICE + 1).len() > SLICE {
                    self.awaits_texts = true;
                    return;
                }
                if narrower && !self.asks_for_closed() {
                    let mut rows = std::mem::take(&mut self.rows);
                    self.narrow(view, &mut rows);
                    self.rows = rows;
                } else {
                    self.sift(view);
                }
                self.cursor = 0;
            }
            Err(error) => self.error = Some(error),
        }
    }

    /// Tells whether the filter needs more search texts than a key can wait for.
    pub(super) fn needs_many_texts(&self) -> bool {
        self.query.needs_text() && self.without_text(&self.kept, SLICE + 1).len() > SLICE
    }

    /// Tells whether the rows wait for search texts.
    pub fn awaits_texts(&self) -> bool {
        self.awaits_texts
    }

    /// Asks of each record again whether the filter lets it through.
    pub(super) fn sift(&mut self, view: View<'_>) {
        let mut rows = if self.asks_for_closed() {
            let retired = self.asks_for_retired();
            let counts = |slot: &Slot| retired || !is_retired(view, *slot);
            self.order.iter().copied().filter(counts).collect()
        } else {
            self.kept.clone()
        };
        self.narrow(view, &mut rows);
        self.rows = rows;
        self.awaits_texts = false;
    }

    /// Applies a filter that waits for its search texts, at once.
    pub fn settle_filter(&mut self, view: View<'_>) {
        if self.awaits_texts {
            self.sift(view);
            self.cursor = 0;
        }
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

    /// Builds a part of what the first word of a filter will need, and applies the filter that waits for the last of it.
    /// Returns whether there is more to build.
    pub fn prepare_filter(&mut self, view: View<'_>) -> bool {
        if self.outdated {
            return true;
        }
        let missing = self.without_text(&self.kept, SLICE);
        if missing.is_empty() {
            self.settle_filter(view);
            return false;
        }
        self.read_texts(view, &missing);
        true
    }

    /// Returns the first of some records whose search texts are not there yet, at most so many.
    fn without_text(&self, slots: &[Slot], most: usize) -> Vec<Slot> {
        let lacks = |slot: &Slot| self.texts.get(slot.index()).is_none_or(Option::is_none);
        slots.iter().copied().filter(lacks).take(most).collect()
    }

    /// Builds the search texts that are not there yet.
    fn read_texts(&mut self, view: View<'_>, rows: &[Slot]) {
        let most = rows.iter().map(|slot| slot.index() + 1).max().unwrap_or_default();
        if self.texts.len() < most {
            self.texts.resize(most, None);
        }
        let missing = rows.iter().copied().filter(|slot| self.texts[slot.index()].is_none());
        let missing: Vec<_> = missing.collect();
        let register = view.register;
        let build = |slot: Slot| Some((slot, SearchText::new(register.at(slot)?, register)));
        for (slot, text) in shared_out(&missing, build) {
            self.texts[slot.index()] = Some(text);
        }
    }

    /// Tells whether a record is among the rows shown; whether it is without a filter is known.
    pub(super) fn shows(&self, view: View<'_>, slot: Slot, is_kept: bool) -> bool {
        let counts = || self.asks_for_closed() && (self.asks_for_retired() || !is_retired(view, slot));
        (is_kept || counts()) && self.passes(view, slot)
    }

    /// Tells whether the filter alone lets a record through, whatever else the list is narrowed to.
    pub fn lets_through(&self, view: View<'_>, slot: Slot) -> bool {
        self.query.is_empty() || self.passes(view, slot)
    }

    fn asks_for_retired(&self) -> bool {
        self.filter.contains("is:retired")
    }

    /// Tells whether the filter asks for records by how far they have come, so that closed ones are looked at too.
    fn asks_for_closed(&self) -> bool {
        self.filter.contains("is:") || self.filter.contains("status") || self.filter.contains("state")
    }

    fn passes(&self, view: View<'_>, slot: Slot) -> bool {
        let text = self.texts.get(slot.index()).and_then(Option::as_ref);
        let record = view.register.at(slot);
        record.is_some_and(|record| self.query.matches(record, view.register, text))
    }
}

fn is_retired(view: View<'_>, slot: Slot) -> bool {
    view.register.at(slot).is_none_or(Record::is_retired)
}
