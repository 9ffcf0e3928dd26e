//! JSON: an object with a list of records per kind, a record per line.

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::exchange::export::Table;
use crate::exchange::json::{Json, harmless};

/// Returns tables as an object with a list of records per kind.
///
/// # Errors
///
/// Never for records, whose values JSON all takes.
pub fn write(tables: &[Table<'_>], register: &Register, today: NaiveDate) -> serde_json::Result<String> {
    let mut text = "{\n\"schema\": 1".to_owned();
    for table in tables {
        let json = |record| Json {
            register,
            record,
            today,
            only: &[],
            is_whole: table.with_confidential,
            is_export: true,
        };
        let records = array(table.records.iter().map(|record| json(record)))?;
        text.push_str(&format!(",\n\"{}\": {}", member(table.kind), records.trim_end()));
    }
    text.push_str("\n}\n");
    Ok(text)
}

/// Returns the name of the list of a kind.
pub fn member(kind: &Kind) -> String {
    kind.plural.replace(' ', "_")
}

/// Returns records as an array; of confidential ones what is public.
///
/// # Errors
///
/// As [`write()`].
pub fn list(records: &[&Record], register: &Register, today: NaiveDate, only: &[&str]) -> serde_json::Result<String> {
    let json = |record| Json {
        register,
        record,
        today,
        only,
        is_whole: false,
        is_export: false,
    };
    array(records.iter().map(|record| json(record)))
}

fn array<'a>(records: impl ExactSizeIterator<Item = Json<'a>>) -> serde_json::Result<String> {
    let is_empty = records.len() == 0;
    let mut text = "[".to_owned();
    for (nth, record) in records.enumerate() {
        text.push_str(if nth == 0 { "\n" } else { ",\n" });
        text.push_str(&serde_json::to_string(&record)?);
    }
    text.push_str(if is_empty { "]\n" } else { "\n]\n" });
    Ok(harmless(&text))
}
