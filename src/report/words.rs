//! Every word of every document, by key, in each language; so that a language is a file and no code.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::record::choice::Item;
use crate::domain::record::field::Kind;

/// A language that documents are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
}

/// The words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What the documents say, by key; `{name}` stands for a value.
    phrases: BTreeMap<String, String>,
    /// Words of choices, by the words that the domain has for them; English takes those.
    choices: BTreeMap<String, String>,
    /// Labels of fields, by `kind.field`; English takes those of the domain.
    fields: BTreeMap<String, String>,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Returns its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Returns its words, read at the first call.
    ///
    /// # Panics
    ///
    /// Never, as long as the embedded files parse, which a test shows.
    pub fn words(self) -> &'static Words {
        static ENGLISH: OnceLock<Words> = OnceLock::new();
        static GERMAN: OnceLock<Words> = OnceLock::new();
        let (read, text) = match self {
            Self::English => (&ENGLISH, include_str!("../../assets/words/en.ron")),
            Self::German => (&GERMAN, include_str!("../../assets/words/de.ron")),
        };
        read.get_or_init(|| ron::from_str(text).expect("the words parse, which a test shows"))
    }
}

impl Words {
    /// Returns the phrase with a key.
    pub fn say(&self, key: &str) -> &str {
        debug_assert!(self.phrases.contains_key(key), "{key} has words");
        self.phrases.get(key).map_or("?", String::as_str)
    }

    /// Returns the phrase with a key, with values in their places. What a value says is not looked at for places.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let (mut rest, mut filled) = (self.say(key), String::new());
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            filled.push_str(before);
            let value = values.iter().find(|(known, _)| *known == name);
            debug_assert!(value.is_some(), "{key} has a value for {name}");
            filled.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// Returns a count with its word: of the key with `.one` for one, else with `.many`.
    pub fn counted(&self, key: &str, count: usize) -> String {
        let form = if count == 1 { "one" } else { "many" };
        self.fill(&format!("{key}.{form}"), &[("n", &count.to_string())])
    }

    /// Returns the words for a choice.
    pub fn choice(&self, item: &'static Item) -> &str {
        let is_named = self.choices.is_empty() || self.choices.contains_key(item.label);
        debug_assert!(is_named, "{} has a word", item.label);
        self.choices.get(item.label).map_or(item.label, String::as_str)
    }

    /// Returns the label of a field.
    pub fn field(&self, kind: &Kind, at: usize) -> &str {
        let field = kind.stored(at);
        let own = self.fields.get(&format!("{}.{}", kind.name, field.name));
        own.map_or(field.label, String::as_str)
    }
}

#[cfg(test)]
mod tests;
