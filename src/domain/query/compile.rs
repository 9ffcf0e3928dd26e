//! From a term as written to the tests it stands for, with every name and value resolved.

use std::ops::Range;

use chrono::NaiveDate;

use crate::domain::fold::folded;
use crate::domain::kinds::organization::people::People;
use crate::domain::query::check::Check;
use crate::domain::query::error::{ErrorKind, QueryError};
use crate::domain::query::kept;
use crate::domain::query::lex::{Body, Operator, Part, Token, quoted};
use crate::domain::query::names;
use crate::domain::query::names::{Key, Source};
use crate::domain::query::predicate;
use crate::domain::query::predicate::PREDICATES;
use crate::domain::query::read;
use crate::domain::query::read::Misfit;
use crate::domain::query::{Term, Test};
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::mark::Mark;
use crate::domain::record::nobody::is_nobody;
use crate::domain::register::Register;
use crate::domain::search::{Word, beginning, nearest};

/// What the terms of one filter are compiled against.
pub(super) struct Compiler<'a> {
    /// The filter's text.
    pub(super) text: &'a str,
    /// The kind of the records.
    pub(super) kind: &'static Kind,
    /// The records.
    pub(super) register: &'a Register,
    /// The day.
    pub(super) today: NaiveDate,
}

impl Compiler<'_> {
    /// Compiles one term.
    pub(super) fn term(&self, token: &Token) -> Result<Term, QueryError> {
        let tests = match &token.body {
            Body::Word(part) => self.word(token, part)?,
            Body::Tag(tags) => self.tags(token, tags)?,
            Body::Pair(key, operator, values) => self.pair(token, key, *operator, values)?,
        };
        Ok(Term {
            negated: token.negated,
            tests,
        })
    }

    fn word(&self, token: &Token, part: &Part) -> Result<Vec<Test>, QueryError> {
        if self.is_last(token) && (part.text == "-" && !part.quoted || part.text.is_empty()) {
            let message = "Write the word right after it.".to_owned();
            return Err(fault(ErrorKind::Incomplete, &token.range, message, Vec::new()));
        }
        let word = if part.quoted {
            Word::literal(&part.text)
        } else {
            Word::new(&part.text)
        };
        Ok(vec![Test::Word(word)])
    }

    fn tags(&self, token: &Token, tags: &[Part]) -> Result<Vec<Test>, QueryError> {
        let Some(field) = self.kind.marked(Mark::Tags) else {
            let message = format!("{} have no tags; quote the text to search for it.", self.plural());
            return Err(fault(ErrorKind::UnknownField, &token.range, message, Vec::new()));
        };
        if tags.is_empty() {
            return Err(self.without_value(token, "#", Vec::new()));
        }
        let test = |tag: &Part| Test::Value(Source::Field(field), Check::Begins(folded(&tag.text).into()));
        Ok(tags.iter().map(test).collect())
    }

    fn pair(&self, token: &Token, key: &Part, operator: Operator, values: &[Part]) -> Result<Vec<Test>, QueryError> {
        let Some(meaning) = names::resolve(self.kind, self.register, &key.text) else {
            let kept = kept::keys(self.kind, self.register);
            let suggestions = if kept.is_empty() || !folded(&key.text).starts_with("extras.") {
                nearest(&key.text, names::known(self.kind, self.register))
            } else {
                let near = nearest(&key.text, kept.iter().map(String::as_str));
                if near.is_empty() { kept } else { near }
            };
            let message = format!(
                "{} have no `{}`; quote the text to search for it.",
                self.plural(),
                key.text
            );
            return Err(fault(ErrorKind::UnknownField, &key.range, message, suggestions));
        };
        if matches!(meaning, Key::Is | Key::Has { .. }) && operator.compares() {
            let message = format!(
                "Write `{0}:` with what is asked, not `{0}{1}`.",
                key.text,
                operator.sign()
            );
            return Err(fault(ErrorKind::BadOperator, &token.range, message, Vec::new()));
        }
        if values.is_empty() {
            let written = format!("{}{}", key.text, operator.sign());
            return Err(self.without_value(token, &written, self.values(&meaning)));
        }
        let mut tests = Vec::new();
        for value in values {
            let read = match &meaning {
                Key::Is => self.question(&value.text).map(|test| vec![test]),
                Key::Has { missing: false } => self.presence(&value.text),
                Key::Has { missing: true } => self.presence(&value.text).map(|tests| vec![Test::None(tests)]),
                Key::One(source) => self.value(*source, operator, &value.text).map(|test| vec![test]),
                Key::Status(field) => self.status(*field, operator, &value.text).map(|test| vec![test]),
                Key::Kept(_) if operator.compares() => Err(read::no_order(&key.text, operator)),
                Key::Kept(kept) => {
                    let text = folded(&value.text).into();
                    let check = match operator {
                        Operator::Exactly => Check::Equals(text),
                        _ => Check::Contains(text),
                    };
                    Ok(vec![Test::Kept(kept.clone(), Some(check))])
                }
                Key::Requirement(sources) => self.references(sources, None, operator, &value.text),
                Key::Related(kind, sources) => self.references(sources, Some(kind), operator, &value.text),
            };
            tests.extend(read.map_err(|misfit| self.misfit(token, value, &meaning, misfit))?);
        }
        Ok(tests)
    }

    fn question(&self, word: &str) -> Result<Test, Misfit> {
        let plain = folded(word).replace([' ', '_'], "-");
        if let Some(predicate) = predicate::named(self.kind, &plain) {
            return Ok(Test::Is(predicate));
        }
        if let Some(test) = self.status_named(word) {
            return Ok(test);
        }
        let words = self.questions();
        let known: Vec<_> = words.iter().map(String::as_str).collect();
        let longer = beginning(&plain, known.iter().copied());
        let elsewhere = PREDICATES.iter().any(|predicate| predicate.name == plain);
        let sentence = if elsewhere {
            format!("`is:{word}` is not asked of {}.", self.kind.plural)
        } else {
            format!("There is no `is:{word}` for {}.", self.kind.plural)
        };
        if !longer.is_empty() {
            return Err(Misfit::Unfinished(sentence, longer));
        }
        let near = nearest(&plain, known.iter().copied());
        Err(Misfit::Value(
            sentence,
            if elsewhere && near.is_empty() { words } else { near },
        ))
    }

    /// Returns the words that can follow `is:`.
    fn questions(&self) -> Vec<String> {
        let suited = PREDICATES.iter().filter(|predicate| (predicate.suits)(self.kind));
        let mut words: Vec<_> = suited.map(|predicate| predicate.name.to_owned()).collect();
        for word in self
            .kind
            .marked(Mark::Status)
            .into_iter()
            .flat_map(|field| choice_words(self.kind, field))
        {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    fn status_named(&self, word: &str) -> Option<Test> {
        let field = self.kind.marked(Mark::Status)?;
        let Shape::OneOf(items) = self.kind.fields[field].shape else {
            return None;
        };
        let item = items.iter().find(|item| item.is_named(word))?;
        Some(Test::Value(Source::Field(field), Check::Choices(1 << item.index)))
    }

    fn status(&self, field: usize, operator: Operator, word: &str) -> Result<Test, Misfit> {
        if !operator.compares() && self.status_named(word).is_none() {
            let plain = folded(word).replace([' ', '_'], "-");
            if let Some(predicate) = predicate::named(self.kind, &plain) {
                return Ok(Test::Is(predicate));
            }
        }
        self.value(Source::Field(field), operator, word)
    }

    fn value(&self, source: Source, operator: Operator, text: &str) -> Result<Test, Misfit> {
        let shape = source.shape(self.kind);
        let label = self.label(source);
        let check = match shape {
            Shape::One(_) | Shape::Many(_) | Shape::Terms(_) => self.reference(shape, label, operator, text)?,
            Shape::Person | Shape::People if !operator.compares() => self.person(operator, text)?,
            shape => read::check(shape, label, operator, text, self.register.method(), self.today)?,
        };
        Ok(Test::Value(source, check))
    }

    /// Returns the check for a person: by any name where the text means one, else by what the name contains. `me` is who
    /// works here, `none` and `-` are nobody.
    pub(super) fn person(&self, operator: Operator, text: &str) -> Result<Check, Misfit> {
        let people = People::of(self.register);
        if is_nobody(text) && people.person(text).is_none() {
            return Ok(Check::Nobody);
        }
        let typed = match text {
            "me" if people.person(text).is_none() => match self.register.reader() {
                [] => {
                    return Err(Misfit::Value(
                        "Nobody knows who you are; `git config user.email` says it.".to_owned(),
                        Vec::new(),
                    ));
                }
                names => match names.iter().find(|name| people.person(name).is_some()) {
                    Some(me) => me,
                    None if people.is_empty() || names.iter().any(|name| self.is_owner(name)) => &names[0],
                    None => {
                        return Err(Misfit::Value(
                            format!(
                                "Git calls you {}, and nobody of the people has that name; `who-am-i` adds you.",
                                names[0]
                            ),
                            Vec::new(),
                        ));
                    }
                },
            },
            text => text,
        };
        let name = folded(typed);
        Ok(match people.person(typed) {
            Some(person) => Check::Person {
                names: people.names_of(person).collect(),
                others: people
                    .all_names()
                    .filter(|(of, _)| *of != person)
                    .map(|(_, name)| name)
                    .collect(),
                part: (operator == Operator::Has).then(|| name.into()),
            },
            None if operator == Operator::Exactly || text == "me" => Check::Equals(name.into()),
            None => Check::Contains(name.into()),
        })
    }

    /// Tells whether records name somebody as their owner.
    fn is_owner(&self, name: &str) -> bool {
        self.register.index().of_owner(name).next().is_some()
    }

    /// Returns the tests of `has:`, any of which may hold.
    fn presence(&self, word: &str) -> Result<Vec<Test>, Misfit> {
        let mut tests: Vec<_> = match names::resolve(self.kind, self.register, word) {
            Some(Key::One(source)) => vec![Test::Filled(source)],
            Some(Key::Status(field)) => vec![Test::Filled(Source::Field(field))],
            Some(Key::Kept(kept)) => vec![Test::Kept(kept, None)],
            Some(Key::Requirement(sources)) => sources.into_iter().map(Test::Filled).collect(),
            Some(Key::Related(_, sources)) => {
                let own = |source: &Source| *source != Source::Own;
                sources.into_iter().filter(own).map(Test::Filled).collect()
            }
            _ => Vec::new(),
        };
        if let Some(kind) = self
            .register
            .kind(&folded(word))
            .filter(|kind| names::can_refer(kind, self.kind))
        {
            tests.push(Test::Supported(kind));
        }
        if tests.is_empty() {
            let sentence = format!("{} have no `{word}`.", self.plural());
            return Err(Misfit::of(sentence, word, &self.holdable()));
        }
        Ok(tests)
    }

    /// Returns the words that can follow `has:` and `no:`.
    fn holdable(&self) -> Vec<&'static str> {
        let known = names::known(self.kind, self.register);
        known
            .into_iter()
            .filter(|name| !matches!(*name, "is" | "has" | "no" | "id"))
            .collect()
    }

    /// Returns what can follow a key, to suggest.
    fn values(&self, key: &Key) -> Vec<String> {
        let texts = match key {
            Key::Is => self.questions(),
            Key::Has { .. } => self.holdable().into_iter().map(str::to_owned).collect(),
            Key::Status(field) => choice_words(self.kind, *field),
            Key::One(Source::Field(field)) if self.kind.fields[*field].is(Mark::Owner) => self
                .register
                .index()
                .owners()
                .map(|(owner, _)| owner.to_owned())
                .take(8)
                .collect(),
            Key::One(source) => match source.shape(self.kind) {
                Shape::Day => read::DAYS.iter().take(8).map(|&day| day.to_owned()).collect(),
                Shape::Score | Shape::Level => self
                    .register
                    .method()
                    .bands
                    .iter()
                    .map(|band| folded(&band.name))
                    .collect(),
                Shape::OneOf(items) | Shape::AnyOf(items) => items.iter().map(read::word).collect(),
                _ => Vec::new(),
            },
            Key::Kept(kept) => kept.texts(self.kind, self.register, 8),
            Key::Requirement(_) | Key::Related(..) => Vec::new(),
        };
        texts.iter().map(|text| quoted(text)).collect()
    }

    fn without_value(&self, token: &Token, written: &str, values: Vec<String>) -> QueryError {
        let suggestions = values.into_iter().map(|value| format!("{written}{value}")).collect();
        let kind = if self.is_last(token) {
            ErrorKind::Incomplete
        } else {
            ErrorKind::BadValue
        };
        let message = format!("Write the value right after `{written}`; `no:` asks for what is empty.");
        fault(kind, &token.range, message, suggestions)
    }

    fn misfit(&self, token: &Token, value: &Part, key: &Key, misfit: Misfit) -> QueryError {
        let wrong = match key {
            Key::Is => ErrorKind::UnknownPredicate,
            Key::Has { .. } => ErrorKind::UnknownField,
            _ => ErrorKind::BadValue,
        };
        match misfit {
            Misfit::Operator(message) => fault(ErrorKind::BadOperator, &token.range, message, Vec::new()),
            Misfit::Value(message, names) => fault(wrong, &value.range, message, names),
            Misfit::Unfinished(message, names) => {
                let last = self.is_last(token) && value.range.end == token.range.end;
                let kind = if last { ErrorKind::Incomplete } else { wrong };
                fault(kind, &value.range, message, names)
            }
        }
    }

    fn is_last(&self, token: &Token) -> bool {
        token.range.end == self.text.len()
    }

    fn label(&self, source: Source) -> &'static str {
        match source {
            Source::Field(field) => self.kind.fields[field].label,
            Source::Derived(derived) => derived.label,
            Source::Cell(cell) => cell.column.name,
            Source::Id => "The id",
            Source::Title => "The title",
            Source::Own => "The record",
        }
    }

    fn plural(&self) -> String {
        let mut letters = self.kind.plural.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

fn choice_words(kind: &Kind, field: usize) -> Vec<String> {
    match kind.fields[field].shape {
        Shape::OneOf(items) | Shape::AnyOf(items) => items.iter().map(read::word).collect(),
        _ => Vec::new(),
    }
}

/// Returns what is wrong at a place.
pub(super) fn fault(kind: ErrorKind, range: &Range<usize>, message: String, suggestions: Vec<String>) -> QueryError {
    QueryError {
        kind,
        range: range.clone(),
        message,
        suggestions,
    }
}
