//! `extras.COLUMN`: columns of imported spreadsheets without a field of their own, by the names they had there.

use std::collections::BTreeSet;

use crate::domain::fold::folded;
use crate::domain::kinds::extras::Extras;
use crate::domain::query::read::{is_one_word, one_word};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::typed::Row;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// The table of kept columns, and what stands before their names in a filter.
const TABLE: &str = "extras";

/// A kept column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// The position of the table.
    field: usize,
    /// The name as one word.
    word: String,
}

impl Kept {
    /// Returns the column that a key means, if a record of the kind has one of that name.
    pub(super) fn named(kind: &'static Kind, register: &Register, written: &str) -> Option<Self> {
        let written = folded(written);
        let name = written.strip_prefix(TABLE)?.strip_prefix('.')?;
        let kept = Self {
            field: kind.field_index(TABLE)?,
            word: one_word(name),
        };
        let mut records = register.of(kind);
        records
            .any(|record| kept.values(record).next().is_some())
            .then_some(kept)
    }

    /// Returns what a record says in the column.
    pub(super) fn values<'r>(&self, record: &'r Record) -> impl Iterator<Item = &'r Value> {
        let rows = record.value(self.field).items().iter().filter_map(Row::<Extras>::of);
        let of_column = rows.filter(|row| is_one_word(row.text(Extras::COLUMN), &self.word));
        of_column.map(|row| row.stored(Extras::VALUE))
    }

    /// Returns the different texts in the column, to suggest.
    pub(super) fn texts(&self, kind: &'static Kind, register: &Register, most: usize) -> Vec<String> {
        let values = register.of(kind).flat_map(|record| self.values(record));
        let texts: BTreeSet<String> = values.map(ToString::to_string).collect();
        texts.into_iter().take(most).collect()
    }
}

/// Returns the keys of the columns that records of a kind have.
pub(super) fn keys(kind: &'static Kind, register: &Register) -> Vec<String> {
    let Some(field) = kind.field_index(TABLE) else {
        return Vec::new();
    };
    let rows = register.of(kind).flat_map(|record| record.value(field).items());
    let columns = rows.filter_map(Row::<Extras>::of);
    let words: BTreeSet<String> = columns
        .map(|row| one_word(&row.stored(Extras::COLUMN).to_string()))
        .collect();
    words.into_iter().map(|word| format!("{TABLE}.{word}")).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::kinds::system;
    use crate::domain::query::{ErrorKind, Query};
    use crate::domain::record::input;

    fn register() -> Register {
        let mut register = Register::default();
        let shape = system::KIND.declared(system::EXTRAS).shape;
        for (id, rows) in [
            ("one", "HISP | Yes\nRisk score | 12"),
            ("two", "hisp | no"),
            ("three", ""),
        ] {
            let rows = input::read(shape, rows, NaiveDate::MIN).expect("rows");
            let mut record = Record::new(&system::KIND, id.into()).with(system::TITLE, id);
            record.put(system::EXTRAS.index(), rows).expect("fits");
            register.put(record);
        }
        register
    }

    fn found(register: &Register, filter: &str) -> Vec<String> {
        let query = Query::parse(filter, &system::KIND, register, NaiveDate::MIN).expect(filter);
        let all = register
            .of(&system::KIND)
            .filter(|record| query.matches(record, register, None));
        all.map(|record| record.id().to_string()).collect()
    }

    #[test]
    fn a_kept_column_is_asked_by_the_name_it_had() {
        let register = register();
        for (filter, ids) in [
            ("extras.hisp:yes", vec!["one"]),
            ("extras.HISP=no", vec!["two"]),
            ("-extras.hisp:yes", vec!["three", "two"]),
            ("extras.risk-score:12", vec!["one"]),
            ("extras.risk_score:12,13", vec!["one"]),
            ("has:extras.hisp", vec!["one", "two"]),
            ("no:extras.hisp", vec!["three"]),
        ] {
            assert_eq!(found(&register, filter), ids, "{filter}");
        }
    }

    #[test]
    fn a_name_is_compared_as_it_is_made_one_word() {
        for name in [
            "HISP",
            "Risk score",
            "  Risk - score ",
            "2nd_look?",
            "",
            "?",
            "Größe (cm)",
            "a-b-c",
            "Risk",
        ] {
            for other in ["hisp", "risk-score", "2nd-look", "", "größe-cm", "a-b-c", "a-b", "risk"] {
                let other = one_word(other);
                assert_eq!(is_one_word(name, &other), one_word(name) == other, "{name} {other}");
            }
        }
    }

    #[test]
    fn columns_and_their_texts_are_suggested_and_others_refused() {
        let register = register();
        let error = |filter| Query::parse(filter, &system::KIND, &register, NaiveDate::MIN).expect_err(filter);
        let unknown = error("extras.hips:yes");
        assert_eq!(unknown.kind, ErrorKind::UnknownField);
        assert!(unknown.suggestions.contains(&"extras.hisp".to_owned()), "{unknown:?}");
        let all = error("extras.x:y");
        assert_eq!(all.suggestions, ["extras.hisp", "extras.risk-score"]);
        let values = error("extras.hisp:");
        assert_eq!(values.suggestions, ["extras.hisp:Yes", "extras.hisp:no"]);
        assert_eq!(error("extras.hisp>3").kind, ErrorKind::BadOperator);
    }
}
