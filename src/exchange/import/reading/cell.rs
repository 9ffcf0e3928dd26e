//! One cell: a value, a part of one with the reason why it is not all, or nothing.

use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::exchange::cells::citations::{Cited, cited};
use crate::exchange::import::columns::feeds::Feed;
use crate::exchange::import::reading::folded;
use crate::exchange::import::words::{is_blank, is_put_off};

/// What a cell, or a part of one, says.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// The value; `None` where the field stays as it is.
    pub value: Option<Value>,
    /// Why the cell is no value, or not all of it.
    pub why: Option<String>,
    /// The ids that it writes in another way.
    pub respelled: Vec<(String, Id)>,
    /// The headings and ranges it names, and how many clauses and controls each stands for.
    pub under: Vec<(String, usize)>,
}

impl Cell {
    pub fn of(value: Value) -> Self {
        Self {
            value: Some(value),
            ..Self::default()
        }
    }

    pub fn failed(why: String) -> Self {
        Self {
            why: Some(why),
            ..Self::default()
        }
    }
}

impl From<Result<Value, String>> for Cell {
    fn from(read: Result<Value, String>) -> Self {
        read.map_or_else(Self::failed, Self::of)
    }
}

/// Reads a clause or control as registers cite them.
pub(super) fn citation(text: &str, knows: impl Fn(&str) -> bool) -> Cell {
    match cited(text) {
        Some(Cited::Ours(id)) if knows(&id) => Cell {
            value: Some(Value::Reference(Id::new(&id))),
            why: None,
            respelled: (id != text)
                .then(|| (text.to_owned(), Id::new(&id)))
                .into_iter()
                .collect(),
            under: Vec::new(),
        },
        Some(Cited::Foreign(standard)) => Cell::failed(format!("is of another standard ({standard})")),
        _ => Cell::failed("names no record".to_owned()),
    }
}

/// Reads a choice with words behind it: `Yes - legal`, `Partial (two sites)`. The words are kept and told.
pub(super) fn one_of_with_more(feed: &Feed, text: &str) -> Cell {
    let whole = one_of(feed, text);
    let front = [" - ", " – ", " (", ": "]
        .iter()
        .find_map(|between| text.split_once(between));
    match (&whole, front.map(|(front, _)| one_of(feed, front))) {
        (Err(_), Some(Ok(value))) if !value.is_empty() => Cell {
            value: Some(value),
            why: Some("says more than the choice".to_owned()),
            ..Cell::default()
        },
        _ => whole.into(),
    }
}

pub(super) fn one_of(feed: &Feed, text: &str) -> Result<Value, String> {
    let text = feed.values.get(&folded(text)).map_or(text, String::as_str);
    let choices = feed.choices.as_ref();
    match choices.and_then(|choices| choices.find(text)) {
        Some(item) => Ok(Value::Choice(item)),
        None if is_blank(text) && !is_put_off(text) => Ok(Value::Empty),
        None => {
            let near = choices.and_then(|choices| choices.suggest(text));
            let near = near.map_or(String::new(), |item| format!(" (perhaps {})", item.label));
            Err(format!("is none of the choices{near}"))
        }
    }
}

/// What separates the words of a list.
pub(super) const WORDS: [&str; 6] = [",", ";", "\n", "|", " / ", "•"];

/// What separates people, and a person from what stands beside; a comma may belong to a name.
pub(super) const PEOPLE: [&str; 7] = [";", "\n", "|", "/", " & ", " + ", " and "];

pub(super) fn parts_of<'t>(text: &'t str, separators: &[&str]) -> impl Iterator<Item = &'t str> {
    let mut parts = vec![text];
    for separator in separators {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
}

pub(super) fn comma_parts(text: &str) -> Vec<&str> {
    parts_of(text, &[","]).collect()
}

/// Reads the whole text as one item, or else its parts, of which several together may be one item with a comma in its
/// name. What is read is taken, and the rest is told.
pub(super) fn several(feed: &Feed, text: &str, read: impl Fn(&str) -> Cell) -> Cell {
    let whole = read(text);
    if whole.why.is_none() {
        return Cell {
            value: whole
                .value
                .map(|value| Value::list(if value.is_empty() { vec![] } else { vec![value] })),
            ..whole
        };
    }
    // Titles of records have slashes, short words for choices do not.
    let separators: &[&str] = if feed.choices.is_some() {
        &[",", ";", "\n", "|", "/", "&", "+", "•"]
    } else {
        &[",", ";", "\n", "|", " / ", " & ", " + ", "•"]
    };
    let parts: Vec<&str> = parts_of(text, separators).collect();
    if parts.len() < 2 {
        return whole;
    }
    let mut cell = Cell::default();
    let (mut items, mut failed) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < parts.len() {
        let single = &[parts[at]];
        let stands_for = |part: &str| feed.values.get(&folded(part)).map_or(part.to_owned(), String::clone);
        let longest = (at + 2..=parts.len().min(at + 6)).rev().map(|end| &parts[at..end]);
        let joined = longest.map(|parts| (parts.len(), read(&parts.join(", "))));
        let found = joined
            .into_iter()
            .find(|(_, cell)| cell.why.is_none() && cell.value.is_some());
        let (taken, part) = found.unwrap_or_else(|| (1, read(&stands_for(single[0]))));
        match part.why {
            Some(why) => failed.push((single[0], why)),
            None => items.extend(part.value.filter(|value| !value.is_empty())),
        }
        cell.respelled.extend(part.respelled);
        cell.under.extend(part.under);
        at += taken;
    }
    if !failed.is_empty() {
        let named: Vec<String> = failed.iter().map(|(part, why)| format!("`{part}` {why}")).collect();
        cell.why = Some(format!("is read only in part: {}", named.join(", ")));
    }
    if failed.len() == parts.len() {
        let why = failed.first().map(|(_, why)| why.clone());
        let is_one = failed.iter().all(|(_, other)| Some(other) == why.as_ref());
        return Cell {
            why: why.filter(|_| is_one).or(whole.why),
            ..whole
        };
    }
    cell.value = Some(Value::set(items));
    cell
}

/// The most characters of a title that is made of a sentence.
const TITLE: usize = 100;

/// Returns the first sentence of a text, cut at a word where it is long.
pub(super) fn first_sentence(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let ends = line.match_indices(['.', '!', '?', ';']).map(|(at, _)| at);
    let mut ends = ends.filter(|at| line[at + 1..].starts_with(' ') && *at > 10);
    let sentence = ends.next().map_or(line, |at| &line[..at]).trim_end_matches('.');
    if sentence.chars().count() <= TITLE {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(TITLE).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole}…")
}
