//! Texts that decisions add to: a note with a dated line, and words for the state of a record.

use chrono::NaiveDate;

use crate::domain::kinds::review;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;

/// Returns the note with a dated line added.
pub(in crate::app) fn note(record: &Record, text: &str, today: NaiveDate) -> Value {
    let old = record
        .kind()
        .field_index("note")
        .and_then(|field| record.value(field).as_text())
        .unwrap_or_default();
    added(old, &format!("{today}: {text}"))
}

/// Returns a text with a line added.
pub(in crate::app) fn added(old: &str, text: &str) -> Value {
    if old.is_empty() {
        Value::text(text)
    } else {
        Value::text(&format!("{old}\n{text}"))
    }
}

/// Says that a record asks for nothing any more, and what would change that.
pub(in crate::app) fn ended(record: &Record) -> String {
    if record.is(&review::KIND) {
        return format!(
            "This review is over: {}. Only one that is planned can be changed.",
            state(record)
        );
    }
    if record.kind().marked(Mark::Status).is_some() {
        return format!("It is {}; :status opens it again.", state(record));
    }
    format!("It is {}; :edit changes that.", state(record))
}

/// Returns the word for the state a record is in.
pub(in crate::app) fn state(record: &Record) -> String {
    if record.is_retired() {
        return "retired".to_owned();
    }
    if !record.kind().ended_word.is_empty() {
        return record.kind().ended_word.to_owned();
    }
    let status = record.kind().marked(Mark::Status).map(|field| record.value(field));
    match status {
        Some(status) if !status.is_empty() => status.to_string(),
        _ if record.is_open() => "open".to_owned(),
        _ => "over".to_owned(),
    }
}

/// Returns the word for several records of a kind, to begin a sentence with.
pub(in crate::app) fn several(kind: &Kind) -> String {
    match kind.plural {
        "evidence" => "Pieces of evidence".to_owned(),
        plural => format!("{}{}", plural[..1].to_uppercase(), &plural[1..]),
    }
}
