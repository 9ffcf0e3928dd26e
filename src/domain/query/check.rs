//! The test of one value that a term stands for, ready to be asked of many records.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::fold::{begins, contains, equals, folded};
use crate::domain::method::score::Score;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// A question about a value. A list answers yes when one of its items does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Check {
    /// Text that contains this folded text.
    Contains(Box<str>),
    /// Text or an id that is this folded text.
    Equals(Box<str>),
    /// Text that begins with this folded text.
    Begins(Box<str>),
    /// A day between two, both included.
    Days(NaiveDate, NaiveDate),
    /// A number between two, both included.
    Numbers(i64, i64),
    /// Yes or no; nothing said means no.
    Flag(bool),
    /// One of these choices, a bit per item of the list.
    Choices(u64),
    /// One of these bands, a bit per band; a score has the band the method gives it.
    Levels(u64),
    /// Exactly this judgement.
    Judged(Score),
    /// The id that is this folded text, or one beneath it: `6.1` has `6.1.2` and `6.1.2/q1` beneath it.
    Under(Box<str>),
    /// An id that contains this folded text, or whose title does.
    Mentions(Box<str>),
    /// One person.
    Person {
        /// The folded names of the person.
        names: HashSet<String>,
        /// The folded names of everybody else.
        others: HashSet<String>,
        /// What a name that is nobody's has to contain, where that passes as well.
        part: Option<Box<str>>,
    },
    /// No person: nothing, or a placeholder for a name.
    Nobody,
    /// One of these ids.
    Among(HashSet<Id>),
    /// The id of a record of this kind that passes the check.
    Of(&'static Kind, Box<Check>),
}

impl Check {
    /// Asks a value.
    pub(super) fn holds(&self, value: &Value, register: &Register) -> bool {
        match self {
            Self::Flag(wanted) => matches!(value, Value::Flag(true)) == *wanted,
            Self::Nobody => value.items().iter().all(|item| item.as_text().is_some_and(is_nobody)),
            _ => value.items().iter().any(|item| self.holds_for(item, register)),
        }
    }

    fn holds_for(&self, item: &Value, register: &Register) -> bool {
        match (self, item) {
            (_, Value::Text(text)) => self.holds_for_text(text),
            (_, Value::Reference(id)) => self.holds_for_id(id, register),
            (_, Value::Row(cells)) => {
                let items = cells.iter().flat_map(Value::items);
                items.into_iter().any(|item| self.holds_for(item, register))
            }
            (Self::Days(from, to), Value::Date(day)) => from <= day && day <= to,
            (Self::Numbers(from, to), Value::Number(number)) => from <= number && number <= to,
            (Self::Choices(wanted), Value::Choice(item)) => has(*wanted, item.index),
            (Self::Levels(wanted), Value::Level(level)) => has(*wanted, usize::from(*level)),
            (Self::Levels(wanted), Value::Score(score)) => {
                let level = register.method().level(score, None);
                level.is_some_and(|level| has(*wanted, usize::from(level)))
            }
            (Self::Judged(wanted), Value::Score(score)) => wanted == score,
            (Self::Contains(_) | Self::Equals(_) | Self::Begins(_), other) if !other.is_empty() => {
                self.holds_for_text(&other.to_string())
            }
            _ => false,
        }
    }

    /// Asks a text.
    pub(super) fn holds_for_text(&self, text: &str) -> bool {
        match self {
            Self::Contains(wanted) | Self::Mentions(wanted) => contains(text, wanted),
            Self::Equals(wanted) => equals(text, wanted),
            Self::Begins(wanted) => begins(text, wanted),
            Self::Person { names, others, part } => {
                let name = folded(text.trim());
                let contains = |part: &str| !others.contains(&name) && name.contains(part);
                names.contains(&name) || part.as_deref().is_some_and(contains)
            }
            Self::Under(wanted) => is_under(text, wanted),
            _ => false,
        }
    }

    /// Asks an id.
    pub(super) fn holds_for_id(&self, id: &Id, register: &Register) -> bool {
        match self {
            Self::Among(ids) => ids.contains(id),
            Self::Of(kind, check) => {
                let fits = register.get(id.as_str()).is_some_and(|record| record.is(kind));
                fits && check.holds_for_id(id, register)
            }
            Self::Mentions(wanted) => {
                contains(id.as_str(), wanted)
                    || register.title(id.as_str()).is_some_and(|title| contains(title, wanted))
            }
            check => check.holds_for_text(id.as_str()),
        }
    }

    /// Tells whether every value that passes this passes the other as well.
    pub(super) fn implies(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Contains(a) | Self::Equals(a) | Self::Begins(a), Self::Contains(b))
            | (Self::Mentions(a) | Self::Under(a), Self::Mentions(b)) => a.contains(&**b),
            (Self::Equals(a) | Self::Begins(a), Self::Begins(b)) => a.starts_with(&**b),
            (Self::Under(a), Self::Under(b)) => is_under(a, b),
            (Self::Days(from, to), Self::Days(least, most)) => least <= from && to <= most,
            (Self::Numbers(from, to), Self::Numbers(least, most)) => least <= from && to <= most,
            (Self::Choices(a), Self::Choices(b)) | (Self::Levels(a), Self::Levels(b)) => a & !b == 0,
            (Self::Among(a), Self::Among(b)) => a.is_subset(b),
            (Self::Of(a, check), Self::Of(b, other)) => a == b && check.implies(other),
            (a, b) => a == b,
        }
    }
}

fn has(wanted: u64, nth: usize) -> bool {
    nth < 64 && wanted & (1 << nth) != 0
}

/// Tells whether an id is a folded id or lies beneath it.
fn is_under(id: &str, top: &str) -> bool {
    let Some(rest) = id.as_bytes().get(top.len()..).filter(|_| begins(id, top)) else {
        return false;
    };
    matches!(rest.first(), None | Some(b'.' | b'/'))
}

/// Returns the check for ids that are or lie beneath an id.
pub(super) fn under(id: &str) -> Check {
    Check::Under(folded(id.trim_end_matches('.')).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    #[test]
    fn ids_lie_beneath_their_clause_and_not_beside_it() {
        assert!(is_under("A.6.2.5", "a.6") && is_under("6.1.2/q1", "6.1.2") && is_under("6.1", "6.1"));
        assert!(!is_under("6.10", "6.1") && !is_under("6", "6.1"));
    }

    #[test]
    fn a_list_passes_when_one_of_its_items_does() {
        let register = Register::default();
        let value = Value::list(vec!["Ärzte".into(), "patients".into()]);
        assert!(Check::Contains("aerz".into()).holds(&value, &register));
        assert!(!Check::Equals("patient".into()).holds(&value, &register));
        assert!(Check::Flag(false).holds(&Value::Empty, &register));
        let row = Value::list(vec![Value::Row(
            [Value::from(day::iso("2026-11-23")), "late".into()].into(),
        )]);
        assert!(Check::Contains("2026-11".into()).holds(&row, &register));
    }

    #[test]
    fn narrower_checks_imply_wider_ones() {
        let day = |text| day::iso(text).expect("a day");
        let month = Check::Days(day("2026-11-01"), day("2026-11-30"));
        assert!(Check::Days(day("2026-11-05"), day("2026-11-06")).implies(&month));
        assert!(!month.implies(&Check::Days(day("2026-11-05"), day("2026-12-06"))));
        assert!(Check::Equals("platform".into()).implies(&Check::Contains("form".into())));
        assert!(!Check::Contains("platform".into()).implies(&Check::Equals("platform".into())));
        assert!(Check::Choices(0b10).implies(&Check::Choices(0b110)));
        assert!(under("6.1.2").implies(&under("6.1")) && !under("6.1").implies(&under("6.1.2")));
    }
}
