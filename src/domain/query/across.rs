//! A filter for records of all kinds at once, as where everything dated stands together.

use chrono::NaiveDate;

use crate::domain::query::compile::fault;
use crate::domain::query::error::{ErrorKind, QueryError};
use crate::domain::query::lex;
use crate::domain::query::lex::{Body, Operator, Token};
use crate::domain::query::{Query, quoted};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::domain::search::SearchText;
use crate::domain::search::nearest;

/// A compiled filter for records of all kinds. `kind:review,action` says of which; a kind that lacks a field or value
/// that is asked for does not match. The default one lets every record pass.
#[derive(Debug, Clone, Default)]
pub struct Across {
    queries: Vec<(&'static Kind, Query)>,
    asks: bool,
    needs_text: bool,
}

/// The key that says of which kinds the records are.
const KIND: &str = "kind";

impl Across {
    /// Compiles a filter.
    ///
    /// # Errors
    ///
    /// Fails when no kind understands it, or when the last term only needs to be typed on.
    pub fn parse(text: &str, register: &Register, today: NaiveDate) -> Result<Self, QueryError> {
        let (of_kinds, others): (Vec<_>, Vec<_>) = lex::tokens(text)
            .into_iter()
            .partition(|token| matches!(&token.body, Body::Pair(key, ..) if key.text.eq_ignore_ascii_case(KIND)));
        let mut kinds = register.kinds().to_vec();
        for token in &of_kinds {
            let named = named(token, register)?;
            kinds.retain(|kind| named.contains(kind) != token.negated);
        }
        // What the kinds read keeps its place, so that an error says where it is.
        let mut rest: Vec<u8> = vec![b' '; text.len()];
        for token in &others {
            rest[token.range.clone()].copy_from_slice(&text.as_bytes()[token.range.clone()]);
        }
        let rest = String::from_utf8(rest).unwrap_or_default();
        let mut errors = Vec::new();
        let mut queries = Vec::new();
        for kind in kinds.iter().copied() {
            match Query::parse(&rest, kind, register, today) {
                Ok(query) => queries.push((kind, query)),
                Err(error) => errors.push(error),
            }
        }
        if queries.is_empty() && !errors.is_empty() {
            return Err(common(errors, kinds.len() == 1));
        }
        Ok(Self {
            asks: !(of_kinds.is_empty() && others.is_empty()),
            needs_text: queries.iter().any(|(_, query)| query.needs_text()),
            queries,
        })
    }

    /// Tells whether every record passes.
    pub fn is_empty(&self) -> bool {
        !self.asks
    }

    /// Tells whether search texts are looked at.
    pub fn needs_text(&self) -> bool {
        self.needs_text
    }

    /// Tells whether a record passes.
    pub fn matches(&self, record: &Record, register: &Register, text: Option<&SearchText>) -> bool {
        let query = self.queries.iter().find(|(kind, _)| record.is(kind));
        !self.asks || query.is_some_and(|(_, query)| query.matches(record, register, text))
    }
}

/// Returns the kinds that a term names.
fn named(token: &Token, register: &Register) -> Result<Vec<&'static Kind>, QueryError> {
    let Body::Pair(key, operator, values) = &token.body else {
        return Ok(Vec::new());
    };
    let known = || register.kinds().iter().map(|kind| kind.name);
    if !matches!(operator, Operator::Has | Operator::Exactly) {
        let message = format!(
            "Write `{KIND}:` with the kind of record, not `{KIND}{}`.",
            operator.sign()
        );
        return Err(fault(ErrorKind::BadOperator, &token.range, message, Vec::new()));
    }
    if values.is_empty() {
        let message = format!("Write a kind of record after `{KIND}:`.");
        let suggestions = known().map(str::to_owned).collect();
        return Err(fault(ErrorKind::Incomplete, &key.range, message, suggestions));
    }
    let kind = |value: &lex::Part| {
        register.kind(&value.text.to_lowercase()).ok_or_else(|| {
            let begun = known().any(|name| name.starts_with(&value.text.to_lowercase()));
            let error = if begun {
                ErrorKind::Incomplete
            } else {
                ErrorKind::BadValue
            };
            let message = format!("There is no kind of record called {}.", quoted(&value.text));
            fault(error, &value.range, message, nearest(&value.text, known()))
        })
    };
    values.iter().map(kind).collect()
}

/// Returns what to say when no kind understands a filter.
fn common(errors: Vec<QueryError>, of_one: bool) -> QueryError {
    let unfinished = errors.iter().find(|error| error.is_incomplete()).cloned();
    // The furthest one read most of it.
    let furthest = errors
        .iter()
        .max_by_key(|error| (error.kind != ErrorKind::UnknownField, error.range.start));
    let Some(error) = unfinished.or_else(|| furthest.cloned()) else {
        return fault(ErrorKind::BadValue, &(0..0), String::new(), Vec::new());
    };
    if of_one || error.kind != ErrorKind::UnknownField {
        return error;
    }
    let mut suggestions: Vec<_> = errors.into_iter().flat_map(|error| error.suggestions).collect();
    suggestions.sort();
    suggestions.dedup();
    suggestions.truncate(3);
    QueryError {
        message: "No kind of record has all that is asked for; quote a text to search for it.".to_owned(),
        suggestions,
        ..error
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{action, review, supplier};
    use crate::domain::record::id::Id;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn register() -> Register {
        let mut register = Register::default();
        register.put(
            Record::new(&review::KIND, Id::new("V-00001"))
                .with(review::TITLE, "Management review")
                .with(review::OWNER, "ana"),
        );
        register.put(
            Record::new(&action::KIND, Id::new("T-00001"))
                .with(action::TITLE, "Review the logs")
                .with(action::OWNER, "ana")
                .with(action::STATUS, action::Status::Blocked),
        );
        register.put(Record::new(&supplier::KIND, Id::new("P-00001")).with(supplier::TITLE, "Model supplier"));
        register
    }

    fn found(text: &str) -> Vec<&'static str> {
        let register = register();
        let across = Across::parse(text, &register, today()).expect(text);
        let ids = ["P-00001", "T-00001", "V-00001"].into_iter();
        ids.filter(|id| across.matches(register.get(id).expect("there"), &register, None))
            .collect()
    }

    #[test]
    fn one_filter_asks_all_kinds() {
        assert_eq!(found(""), ["P-00001", "T-00001", "V-00001"]);
        assert_eq!(found("review"), ["T-00001", "V-00001"]);
        assert_eq!(found("owner:ana"), ["T-00001", "V-00001"]);
        assert_eq!(found("kind:review"), ["V-00001"]);
        assert_eq!(found("kind:review,suppliers"), ["P-00001", "V-00001"]);
        assert_eq!(found("-kind:review review"), ["T-00001"]);
        assert_eq!(found("status:blocked"), ["T-00001"], "other kinds know no such status");
        assert_eq!(found("kind:supplier owner:ana"), [""; 0]);
    }

    #[test]
    fn a_term_that_no_kind_understands_is_an_error() {
        let register = register();
        let error = |text: &str| Across::parse(text, &register, today()).expect_err(text);
        assert_eq!(error("wonder:ana").kind, ErrorKind::UnknownField);
        assert!(error("ownre:ana").suggestions.contains(&"owner".to_owned()));
        assert!(error("kind:").is_incomplete() && error("kind:rev").is_incomplete());
        assert_eq!(error("kind:dog").kind, ErrorKind::BadValue);
        assert!(error("kind:review status:blocked").to_string().contains("planned"));
        assert_eq!(error("review wonder:ana").range, 7..13);
    }
}
