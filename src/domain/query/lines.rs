//! A filter for lines that are no records but have terms of their own, such as the clause and the owner of a shortfall.

use chrono::NaiveDate;

use crate::domain::fold::{contains, folded};
use crate::domain::kinds::organization;
use crate::domain::query::check::Check;
use crate::domain::query::compile::{Compiler, fault};
use crate::domain::query::error::{ErrorKind, QueryError};
use crate::domain::query::lex::{Body, Operator, Part, Token, tokens};
use crate::domain::query::read::{self, Misfit};
use crate::domain::record::field::Shape;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::search::nearest;

/// A term that lines have: its key and the shape of its value.
pub type Key = (&'static str, Shape);

/// A compiled filter for lines. The default one lets every line pass.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    terms: Vec<Term>,
}

#[derive(Debug, Clone)]
struct Term {
    negated: bool,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    /// The text of the line has this folded word.
    Word(String),
    /// The value of a key, by its position, passes one of these checks.
    Value(usize, Vec<Check>),
    /// The value of one of these keys is empty.
    Empty(Vec<usize>),
}

/// The key that asks for what is empty.
const NO: &str = "no";

impl Lines {
    /// Compiles a filter for lines with these terms.
    ///
    /// # Errors
    ///
    /// Fails when a key or value is not known, or when the last term only needs to be typed on.
    pub fn parse(text: &str, keys: &[Key], register: &Register, today: NaiveDate) -> Result<Self, QueryError> {
        let kind = &organization::KIND;
        let compiler = Compiler {
            text,
            kind,
            register,
            today,
        };
        let term = |token: &Token| {
            let negated = token.negated;
            let asked = match &token.body {
                Body::Word(part) => Test::Word(folded(&part.text)),
                Body::Tag(_) => Test::Word(folded(text[token.range.clone()].trim_start_matches('-'))),
                Body::Pair(key, operator, values) => pair(&compiler, keys, token, key, *operator, values)?,
            };
            Ok(Term { negated, test: asked })
        };
        let terms = tokens(text).iter().map(term).collect::<Result<_, _>>()?;
        Ok(Self { terms })
    }

    /// Tells whether every line passes.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Tells whether a line passes, by its text and the values of its keys in their order.
    pub fn matches(&self, text: &str, register: &Register, value: impl Fn(usize) -> Value) -> bool {
        let holds = |term: &Term| {
            let holds = match &term.test {
                Test::Word(word) => contains(text, word),
                Test::Value(key, checks) => {
                    let value = value(*key);
                    checks.iter().any(|check| check.holds(&value, register))
                }
                Test::Empty(keys) => keys.iter().any(|key| value(*key).is_empty()),
            };
            holds != term.negated
        };
        self.terms.iter().all(holds)
    }

    /// Returns the folded words that a line shows which passes, to highlight them.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.terms
            .iter()
            .filter(|term| !term.negated)
            .filter_map(|term| match &term.test {
                Test::Word(word) if !word.is_empty() => Some(word.as_str()),
                _ => None,
            })
    }
}

fn pair(
    compiler: &Compiler<'_>,
    keys: &[Key],
    token: &Token,
    key: &Part,
    operator: Operator,
    values: &[Part],
) -> Result<Test, QueryError> {
    let names = || keys.iter().map(|(name, _)| *name);
    let position = |text: &str| names().position(|name| name.eq_ignore_ascii_case(text));
    let asks_empty = key.text.eq_ignore_ascii_case(NO);
    let at = position(&key.text);
    if at.is_none() && !asks_empty {
        let message = format!("There is no `{}` here; there are {}.", key.text, listed(names()));
        let suggestions = nearest(&key.text, names());
        return Err(fault(ErrorKind::UnknownField, &key.range, message, suggestions));
    }
    if values.is_empty() {
        let message = format!("Write the value right after `{}{}`.", key.text, operator.sign());
        return Err(fault(ErrorKind::Incomplete, &token.range, message, Vec::new()));
    }
    let misfit = |value: &Part, misfit: Misfit| {
        let is_last = value.range.end == compiler.text.len();
        match misfit {
            Misfit::Operator(message) => fault(ErrorKind::BadOperator, &token.range, message, Vec::new()),
            Misfit::Unfinished(message, names) if is_last => fault(ErrorKind::Incomplete, &value.range, message, names),
            Misfit::Value(message, names) | Misfit::Unfinished(message, names) => {
                fault(ErrorKind::BadValue, &value.range, message, names)
            }
        }
    };
    let Some(at) = at else {
        let empty = |value: &Part| {
            position(&value.text).ok_or_else(|| {
                let names: Vec<_> = names().collect();
                misfit(
                    value,
                    Misfit::of(format!("There is no `{}` here.", value.text), &value.text, &names),
                )
            })
        };
        return Ok(Test::Empty(values.iter().map(empty).collect::<Result<_, _>>()?));
    };
    let (name, shape) = keys[at];
    let check = |value: &Part| {
        let check = match shape {
            Shape::Terms(_) => compiler.reference(shape, name, operator, &value.text),
            Shape::Person if !operator.compares() => compiler.person(operator, &value.text),
            shape => {
                let method = compiler.register.method();
                read::check(shape, name, operator, &value.text, method, compiler.today)
            }
        };
        check.map_err(|wrong| misfit(value, wrong))
    };
    let checks = values.iter().map(check).collect::<Result<_, _>>()?;
    Ok(Test::Value(at, checks))
}

/// Returns keys in a sentence: `owner:, due: and clause:`.
fn listed(names: impl Iterator<Item = &'static str>) -> String {
    let names: Vec<_> = names.map(|name| format!("{name}:")).collect();
    match &names[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
