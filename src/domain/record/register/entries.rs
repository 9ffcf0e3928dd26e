//! What fields of records say, taken together: their digest, and what differs between two states of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::value::Value;
use crate::domain::sha256;

/// What a field of a record says, as a part of what is approved as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The kind of the record.
    pub kind: &'static Kind,
    /// Its id.
    pub id: Id,
    /// The position of the field.
    pub field: usize,
    /// What it says.
    pub value: Value,
}

impl Entry {
    /// Returns the line of which a digest is made. Its words are those of the files, which stay.
    fn line(&self) -> String {
        let value = words(&self.value).replace('\\', "\\\\").replace('\n', "\\n");
        format!(
            "{} {} {} {value}",
            self.kind.name, self.id, self.kind.fields[self.field].name
        )
    }
}

/// Returns what fields of a record say; a field that says nothing says so, so that the record is in the set.
pub fn entries_of(record: &Record, fields: &[&str]) -> impl Iterator<Item = Entry> {
    let kind = record.kind();
    let entries = fields.iter().filter_map(|name| {
        let at = kind.field_index(name)?;
        Some(Entry {
            kind,
            id: record.id().clone(),
            field: at,
            value: record.value(at).clone(),
        })
    });
    entries.collect::<Vec<_>>().into_iter()
}

/// Returns the digest of entries, in whatever order they are.
pub fn digest(entries: &[Entry]) -> String {
    let mut lines: Vec<_> = entries.iter().map(Entry::line).collect();
    lines.sort_unstable();
    let mut hasher = sha256::Sha256::default();
    for line in lines {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    }
    hasher.digits()
}

/// What differs between two states.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// A record is new.
    Added(&'static Kind, Id),
    /// A record is no longer there.
    Removed(&'static Kind, Id),
    /// A field says something else.
    Changed {
        /// The kind of the record.
        kind: &'static Kind,
        /// Its id.
        id: Id,
        /// The position of the field.
        field: usize,
        /// What it said.
        from: Value,
        /// What it says.
        to: Value,
    },
}

impl Difference {
    /// Returns the record that it is about.
    pub fn record(&self) -> (&'static Kind, &Id) {
        match self {
            Self::Added(kind, id) | Self::Removed(kind, id) | Self::Changed { kind, id, .. } => (kind, id),
        }
    }
}

/// Returns what differs between two states, by record and field.
pub fn differences(before: &[Entry], now: &[Entry]) -> Vec<Difference> {
    let records = |entries: &[Entry]| -> BTreeSet<Id> { entries.iter().map(|entry| entry.id.clone()).collect() };
    let (were, are) = (records(before), records(now));
    let said = |entries: &[Entry]| -> BTreeMap<(Id, usize), Entry> {
        let entries = entries.iter().cloned();
        entries.map(|entry| ((entry.id.clone(), entry.field), entry)).collect()
    };
    let (old, new) = (said(before), said(now));
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for ((id, _), entry) in &new {
        if !were.contains(id) {
            if told.insert(id.clone()) {
                found.push(Difference::Added(entry.kind, id.clone()));
            }
            continue;
        }
        let from = old.get(&(id.clone(), entry.field)).map(|entry| &entry.value);
        let from = from.cloned().unwrap_or_default();
        if from != entry.value {
            found.push(Difference::Changed {
                kind: entry.kind,
                id: id.clone(),
                field: entry.field,
                from,
                to: entry.value.clone(),
            });
        }
    }
    for ((id, _), entry) in &old {
        if !are.contains(id) && told.insert(id.clone()) {
            found.push(Difference::Removed(entry.kind, id.clone()));
        }
    }
    found
}

/// Counts what differences are about: `2 controls, 1 risk`, or fields where one record says it all.
pub fn in_short(differences: &[Difference]) -> String {
    let mut of_kind: BTreeMap<&str, (&'static Kind, BTreeSet<&Id>, usize)> = BTreeMap::new();
    for difference in differences {
        let (kind, id) = difference.record();
        let (_, ids, count) = of_kind.entry(kind.name).or_insert((kind, BTreeSet::new(), 0));
        ids.insert(id);
        *count += 1;
    }
    let counts = of_kind.into_values().map(|(kind, ids, count)| {
        let is_single = matches!(kind.ids, IdForm::Single(_));
        let (number, one, many) = if is_single {
            (count, "field", "fields")
        } else {
            (ids.len(), kind.name, kind.plural)
        };
        format!("{number} {}", if number == 1 { one } else { many })
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// Returns a value in the words of the files.
fn words(value: &Value) -> String {
    let joined = |parts: &[Value], between: &str| parts.iter().map(words).collect::<Vec<_>>().join(between);
    match value {
        Value::Choice(item) => item.name.to_owned(),
        Value::List(items) => joined(items, "; "),
        Value::Row(cells) => {
            let said = cells
                .iter()
                .rposition(|cell| !cell.is_empty())
                .map_or(0, |last| last + 1);
            joined(&cells[..said], " | ")
        }
        value => value.to_string(),
    }
}
