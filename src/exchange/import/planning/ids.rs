//! Ids for the records an import creates.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};

use crate::domain::record::Record;
use crate::domain::record::field::{Home, Kind};
use crate::domain::record::id;
use crate::domain::record::id::{Id, IdForm};
use crate::domain::register::Register;
use crate::exchange::cells::choices::nearest;
use crate::exchange::cells::citations::{Cited, cited};
use crate::exchange::import::people;

/// Gives out ids that neither the register nor this import has yet.
pub(in crate::exchange::import) struct Ids<'a> {
    register: &'a Register,
    given: HashSet<Id>,
}

impl<'a> Ids<'a> {
    pub fn new(register: &'a Register) -> Self {
        Self {
            register,
            given: HashSet::new(),
        }
    }

    fn is_taken(&self, id: &str) -> bool {
        self.register.get(id).is_some() || self.given.contains(id)
    }

    /// Takes the id a row names for a record that is not there yet.
    ///
    /// # Errors
    ///
    /// Fails with the reason why it cannot be the id of such a record.
    pub fn take(&mut self, kind: &Kind, wanted: &str) -> Result<Id, String> {
        if !kind.ids.accepts(wanted) {
            if let Some(Cited::Foreign(standard)) = cited(wanted) {
                return Err(format!("`{wanted}` is of another standard ({standard})"));
            }
            if let Some(clause) = self.clause_of_day(kind, wanted) {
                return Err(format!(
                    "`{wanted}` is a day, which spreadsheet programs make of a clause such as {clause}; write the clause as text"
                ));
            }
            return Err(format!(
                "`{wanted}` is no id of the kind {}; one is {}",
                kind.name,
                kind.ids.example()
            ));
        }
        if let (IdForm::Control, Some(_)) = (kind.ids, wanted.strip_prefix("A.")) {
            let known = self.register.of(kind).map(|record| (record.id().as_str(), record.id()));
            let near = nearest(wanted, known).map_or(String::new(), |id| format!("; perhaps {id}"));
            return Err(format!("Annex A of ISO/IEC 42001 has no control {wanted}{near}"));
        }
        if self.is_taken(wanted) {
            return Err(format!("the id {wanted} is that of another record"));
        }
        if kind.ids == IdForm::Question {
            return Err(format!("the catalogue has no question {wanted}"));
        }
        if kind.ids == IdForm::Document && wanted.contains('/') {
            return Err(format!("no clause or control demands a document {wanted}"));
        }
        let id = Id::new(wanted);
        self.given.insert(id.clone());
        Ok(id)
    }

    /// Returns the clause of which a spreadsheet program may have made a day: 5.2 became the 5th of February.
    fn clause_of_day(&self, kind: &Kind, text: &str) -> Option<String> {
        let day: NaiveDate = text.get(..10).unwrap_or(text).parse().ok()?;
        let clause = format!("{}.{}", day.day(), day.month());
        let mut records = self.register.of(kind);
        let is_of_clause = |record: &Record| record.id().as_str().split('/').next() == Some(&clause);
        (kind.ids == IdForm::Question && records.any(is_of_clause)).then_some(clause)
    }

    /// Makes an id from the title, or from the key where the title has no Latin letter or digit.
    ///
    /// An id of the random form is drawn from what identifies the row, not from chance: two people who import the
    /// same file on two branches make the same records, and their branches merge.
    pub fn make(&mut self, kind: &Kind, title: &str, key: &str) -> Id {
        let is_usable = |text: &str| {
            text.chars()
                .flat_map(crate::domain::fold::plain)
                .any(|c| c.is_ascii_alphanumeric())
        };
        let name = if is_usable(title) || !is_usable(key) {
            title
        } else {
            key
        };
        if kind.home == Home::Rows {
            let id = if is_usable(key) {
                id::slug(key, |id| self.is_taken(id))
            } else {
                people::handle(title, |id| self.is_taken(id))
            };
            self.given.insert(id.clone());
            return id;
        }
        let letter = match kind.ids {
            IdForm::Random(letter) => Some(letter),
            IdForm::Document => Some(id::DOCUMENT),
            _ => None,
        };
        let id = match letter {
            Some(letter) => {
                let mut state = id::stable_hash(&format!("{}\u{1f}{title}\u{1f}{key}", kind.name));
                id::mint(letter, || draw(&mut state), |id| self.is_taken(id))
            }
            None => id::slug(name, |id| self.is_taken(id)),
        };
        self.given.insert(id.clone());
        id
    }
}

/// The next five bytes of the sequence that begins with a seed (`SplitMix64`).
fn draw(state: &mut u64) -> [u8; 5] {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    let mut bytes = [0; 5];
    bytes.copy_from_slice(&mixed.to_le_bytes()[..5]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{answer, control, risk, system};

    #[test]
    fn ids_are_free_and_the_same_for_the_same_row() {
        let register = Register::default();
        let mut ids = Ids::new(&register);
        assert_eq!(ids.make(&system::KIND, "Chat bot", "X-1").as_str(), "chat-bot");
        assert_eq!(ids.make(&system::KIND, "Chat bot", "X-2").as_str(), "chat-bot-2");
        assert_eq!(ids.make(&system::KIND, "日本語", "X-3").as_str(), "x-3");
        assert!(IdForm::Slug.accepts(ids.make(&system::KIND, "日本語", "").as_str()));
        let first = ids.make(&risk::KIND, "Bias", "");
        assert_ne!(first, ids.make(&risk::KIND, "Bias", ""));
        assert_eq!(first, Ids::new(&register).make(&risk::KIND, "Bias", ""));
        assert!(risk::KIND.ids.accepts(first.as_str()));
    }

    #[test]
    fn an_id_of_the_file_is_taken_only_if_it_can_be_one() {
        let register = Register::default();
        let mut ids = Ids::new(&register);
        assert!(ids.take(&control::KIND, "ORG-1").is_ok());
        assert!(ids.take(&control::KIND, "ORG-1").is_err());
        assert!(ids.take(&answer::KIND, "99.1/q1").is_err());
        assert!(ids.take(&system::KIND, "../x").is_err());
    }
}
