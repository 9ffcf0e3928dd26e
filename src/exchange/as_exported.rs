//! What the fields of a record said when it was exported, which the file carries with each record, so that an import of
//! the file tells what was changed in it from what was changed here since.
//!
//! It is a text of words, `owner:1a2b3c4d`: the name of a field and a digest of its value. A field without a word was blank.
//! The first word is of the id, so that a row that somebody copied for another record says nothing about that.

use unicode_normalization::UnicodeNormalization;

use crate::domain::record::Record;
use crate::domain::record::id::{Id, stable_hash};
use crate::domain::record::value::Value;

/// The heading of its column.
pub const HEADING: &str = "As exported";

/// The name of its member in JSON.
pub const MEMBER: &str = "as_exported";

/// What it is, for whoever finds it in a file.
pub const MEANING: &str = "What the fields said when the file was made, in short. An import tells by it what was \
    changed in the file from what was changed in the register since. Leave it as it is.";

/// The name of the word of the id; no field is called so.
const ID: &str = "id";

/// Returns what the fields of a record say; with `is_whole` also those that are confidential.
pub fn of(record: &Record, is_whole: bool) -> String {
    let fields = record.kind().fields.iter().enumerate();
    let written = fields.filter(|(at, _)| is_whole || !record.withholds(*at));
    let filled = written.filter(|(at, _)| !record.value(*at).is_empty());
    let words = filled.map(|(at, field)| word(field.name, &record.value(at).to_string()));
    let id = std::iter::once(word(ID, record.id().as_str()));
    id.chain(words).collect::<Vec<_>>().join(" ")
}

/// Tells whether a text says what the fields of the record with an id said.
pub fn is_of(text: &str, id: &Id) -> bool {
    text.split_whitespace().next() == Some(&*word(ID, id.as_str()))
}

/// Tells whether a field had a value when the record was exported, as a text says.
pub fn says(text: &str, field: &str, value: &Value) -> bool {
    let is_of_field = |word: &&str| word.split_once(':').is_some_and(|(name, _)| name == field);
    match text.split_whitespace().find(is_of_field) {
        Some(found) => *found == word(field, &value.to_string()),
        None => value.is_empty() || *value == Value::Flag(false),
    }
}

fn word(name: &str, text: &str) -> String {
    let hash = stable_hash(&text.nfc().collect::<String>());
    format!("{name}:{:08x}", (hash ^ (hash >> 32)) & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::incident;

    #[test]
    fn each_field_is_known_again_and_nothing_is_said_of_what_is_withheld() {
        let record = Record::new(&incident::KIND, "I-00001".into())
            .with(incident::TITLE, "A worry of Ana")
            .with(incident::CONFIDENTIAL, Value::Flag(true));
        let (part, all) = (of(&record, false), of(&record, true));
        assert!(is_of(&all, record.id()) && !is_of(&all, &"I-00002".into()) && !is_of("rubbish", record.id()));
        for (at, field) in incident::KIND.fields.iter().enumerate() {
            assert!(says(&all, field.name, record.value(at)), "{}", field.name);
        }
        assert!(!says(&all, "title", &Value::text("A worry of Ben")) && !says(&all, "title", &Value::Empty));
        assert!(!says(&all, "note", &Value::text("filled since")));
        assert!(!part.contains("title:") && part.contains("confidential:"), "{part}");
    }
}
