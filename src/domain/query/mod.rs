//! The filter language of screens, lists and saved views.
//!
//! `agency -draft owner:ana,ben due:30d level>=high is:overdue has:evidence #hr "two words"`: every term must hold, `-`
//! turns a term around, `,` in a value is "or". A text is compiled once against a kind, the register and today
//! ([`Query::parse`]), so that asking many records is cheap; it is parsed again when the register or the day changes.
//! What is not understood is an error that says where and what may have been meant, never an empty list.

mod across;
mod check;
mod compile;
mod error;
mod kept;
mod lex;
mod lines;
mod names;
mod predicate;
mod read;
mod refer;
mod reference;

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::search;
use crate::domain::search::{SearchText, Word};

pub use across::Across;
use check::Check;
pub use error::{ErrorKind, QueryError};
use kept::Kept;
pub use lex::quoted;
pub use lines::Lines;
use names::Source;
pub use predicate::{PREDICATES, Predicate};
pub use read::word;
pub use reference::{Entry, fields, forms, predicates};

/// A compiled filter for the records of one kind. The default one lets every record pass.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    kind: Option<&'static Kind>,
    today: NaiveDate,
    terms: Vec<Term>,
}

/// One term: it holds when one of its tests does, or when none does.
#[derive(Debug, Clone, PartialEq)]
struct Term {
    negated: bool,
    tests: Vec<Test>,
}

/// One thing that is asked of a record.
#[derive(Debug, Clone)]
enum Test {
    /// The search text has a word.
    Word(Word),
    /// A value passes a check.
    Value(Source, Check),
    /// A kept column passes a check, or says anything where there is none.
    Kept(Kept, Option<Check>),
    /// A record of a kind that refers to this one passes a check.
    Linked(&'static Kind, Check),
    /// A question of the table.
    Is(&'static Predicate),
    /// A value is not empty, and not a count of nothing.
    Filled(Source),
    /// A record of a kind that counts refers to this one.
    Supported(&'static Kind),
    /// None of these holds.
    None(Vec<Test>),
}

impl PartialEq for Test {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Word(a), Self::Word(b)) => a == b,
            (Self::Value(a, check), Self::Value(b, other)) => a == b && check == other,
            (Self::Linked(a, check), Self::Linked(b, other)) => a == b && check == other,
            (Self::Kept(a, check), Self::Kept(b, other)) => a == b && check == other,
            (Self::Is(a), Self::Is(b)) => std::ptr::eq(*a, *b),
            (Self::Filled(a), Self::Filled(b)) => a == b,
            (Self::Supported(a), Self::Supported(b)) => a == b,
            (Self::None(a), Self::None(b)) => a == b,
            _ => false,
        }
    }
}

impl Query {
    /// Compiles a filter for the records of a kind.
    ///
    /// # Errors
    ///
    /// Fails with the place, a sentence and suggestions when a field, question or value is not known, and with
    /// [`ErrorKind::Incomplete`] when the last term only needs to be typed on.
    pub fn parse(text: &str, kind: &'static Kind, register: &Register, today: NaiveDate) -> Result<Self, QueryError> {
        let compiler = compile::Compiler {
            text,
            kind,
            register,
            today,
        };
        let tokens = lex::tokens(text);
        let mut terms: Vec<_> = tokens
            .iter()
            .map(|token| compiler.term(token))
            .collect::<Result<_, _>>()?;
        // What is cheap to ask decides most records before anything has to be derived.
        terms.sort_by_key(Term::cost);
        Ok(Self {
            kind: Some(kind),
            today,
            terms,
        })
    }

    /// Tells whether every record passes.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Tells whether a record passes. Screens keep the search texts; without one it is built where a word needs it.
    pub fn matches(&self, record: &Record, register: &Register, text: Option<&SearchText>) -> bool {
        if self.terms.is_empty() {
            return true;
        }
        if !self.kind.is_some_and(|kind| record.is(kind)) {
            return false;
        }
        let built;
        let text = match text {
            None if self.needs_text() => {
                built = SearchText::new(record, register);
                Some(&built)
            }
            text => text,
        };
        let holds = |term: &Term| {
            term.negated
                != term
                    .tests
                    .iter()
                    .any(|test| test.holds(record, register, text, self.today))
        };
        self.terms.iter().all(holds)
    }

    /// Tells whether search texts are looked at.
    pub fn needs_text(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.tests[..], [Test::Word(_)]))
    }

    /// Returns the folded words that a matching record shows, to highlight them.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.terms
            .iter()
            .filter(|term| !term.negated)
            .flat_map(|term| &term.tests)
            .filter_map(|test| match test {
                Test::Word(word) if !word.text().is_empty() => Some(word.text()),
                _ => None,
            })
    }

    /// Tells whether whatever passes this filter is sure to have passed the previous one, so that only what that one
    /// let through needs to be asked again. Both are taken to be compiled against the same register.
    pub fn is_narrower_than(&self, previous: &Self) -> bool {
        let same = self.kind == previous.kind && self.today == previous.today;
        previous.terms.is_empty()
            || (same
                && previous
                    .terms
                    .iter()
                    .all(|wider| self.terms.iter().any(|term| term.implies(wider))))
    }
}

impl Term {
    fn cost(&self) -> u8 {
        self.tests.iter().map(Test::cost).max().unwrap_or_default()
    }

    fn implies(&self, wider: &Self) -> bool {
        let within =
            |narrow: &[Test], wide: &[Test]| narrow.iter().all(|test| wide.iter().any(|other| test.implies(other)));
        match (self.negated, wider.negated) {
            (false, false) => within(&self.tests, &wider.tests),
            (true, true) => within(&wider.tests, &self.tests),
            _ => false,
        }
    }
}

impl Test {
    fn cost(&self) -> u8 {
        match self {
            Self::Word(_) => 0,
            Self::Value(Source::Derived(_), _) | Self::Filled(Source::Derived(_)) => 3,
            Self::Value(..) | Self::Filled(_) => 1,
            Self::Is(_) | Self::Linked(..) | Self::Supported(_) | Self::Kept(..) => 2,
            Self::None(tests) => tests.iter().map(Self::cost).max().unwrap_or_default(),
        }
    }

    fn holds(&self, record: &Record, register: &Register, text: Option<&SearchText>, today: NaiveDate) -> bool {
        match self {
            Self::Word(word) => text.is_some_and(|text| word.matches(text)),
            Self::Value(Source::Id, check) => check.holds_for_text(record.id().as_str()),
            Self::Value(Source::Own, check) => check.holds_for_id(record.id(), register),
            Self::Value(Source::Title, check) => match (check, text) {
                (Check::Contains(wanted), Some(text)) => text.title_contains(wanted),
                _ => check.holds_for_text(search::called(record, register)),
            },
            Self::Value(Source::Field(field), check) => check.holds(&shown(record, *field, register, today), register),
            Self::Value(Source::Derived(derived), check) => {
                check.holds(&(derived.get)(register, record, today), register)
            }
            Self::Value(Source::Cell(cell), check) => {
                record.cells(*cell).into_iter().any(|cell| check.holds(cell, register))
            }
            Self::Kept(kept, check) => {
                let says = |value: &Value| check.as_ref().is_none_or(|check| check.holds(value, register));
                kept.values(record).any(says)
            }
            Self::Linked(kind, check) => {
                links(record, register, kind).any(|other| check.holds_for_id(other.id(), register))
            }
            Self::Is(predicate) => (predicate.holds)(record, register, today),
            Self::Filled(Source::Field(field)) => is_filled(&shown(record, *field, register, today)),
            Self::Filled(Source::Derived(derived)) => is_filled(&(derived.get)(register, record, today)),
            Self::Filled(Source::Cell(cell)) => !record.cells(*cell).is_empty(),
            Self::Filled(Source::Title) => search::called(record, register) != record.id().as_str(),
            Self::Filled(Source::Id | Source::Own) => true,
            Self::None(tests) => !tests.iter().any(|test| test.holds(record, register, text, today)),
            Self::Supported(kind) => links(record, register, kind).any(|other| !other.is_retired()),
        }
    }

    fn implies(&self, wider: &Self) -> bool {
        match (self, wider) {
            (Self::Word(a), Self::Word(b)) => a.implies(b),
            (Self::Value(a, check), Self::Value(b, other)) => a == b && check.implies(other),
            (Self::Linked(a, check), Self::Linked(b, other)) => a == b && check.implies(other),
            (a, b) => a == b,
        }
    }
}

/// Returns the value of a field that is asked about: the day that lists and the calendar show where it moves with what was done.
fn shown<'r>(record: &'r Record, field: usize, register: &Register, today: NaiveDate) -> Cow<'r, Value> {
    let moved = record.moved_day(field, register, today);
    moved.map_or_else(
        || Cow::Borrowed(record.value(field)),
        |day| Cow::Owned(Value::Date(day)),
    )
}

fn is_filled(value: &Value) -> bool {
    !matches!(value, Value::Empty | Value::Number(0))
}

/// Returns the records of a kind that refer to a record.
fn links<'a>(record: &Record, register: &'a Register, kind: &'static Kind) -> impl Iterator<Item = &'a Record> {
    let slots = register.index().links_to(record.id());
    slots
        .filter_map(|(slot, _)| register.at(slot))
        .filter(move |other| other.is(kind))
}

#[cfg(test)]
mod tests;
