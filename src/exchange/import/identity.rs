//! Which record a row is about.
//!
//! A row is found again by the record's id, by its key, or by its title and unit. A key says one thing once: a second
//! row with it is a problem. Titles repeat in honest inventories, so rows that share one are distinguished by what else
//! they say, and reported.

use std::collections::{HashMap, HashSet};

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

use crate::exchange::import::ImportError;
use crate::exchange::import::cells::{Reading, folded};
use crate::exchange::import::columns::{ColumnPlan, Target};
use crate::exchange::import::feeds::Feed;

/// What identifies a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Identity {
    /// The record's own id.
    Id,
    /// The values of these fields.
    Key {
        fields: Vec<usize>,
        /// Whether the user asked for the key, so that a row without one is a problem.
        asked: bool,
        /// Title and unit, by which a record that has no key yet is found.
        by_name: Option<(usize, Option<usize>)>,
    },
    /// The title, and the unit where the kind has one.
    Name { title: usize, unit: Option<usize> },
}

/// Decides what identifies a row: the id, the key, the reference, or title and unit.
pub(super) fn of_columns(
    kind: &'static Kind,
    plans: &[ColumnPlan],
    key: &[usize],
    id: Option<usize>,
    feeds: &mut Vec<Feed>,
) -> Result<Identity, ImportError> {
    let title = kind.marked(Mark::Title);
    let unit = kind.field_index("unit");
    let by_name = title.map(|title| (title, unit));
    let reference = kind.field_index("reference");
    let field_of = |column: &usize| match plans[*column].target {
        Target::Field(field) => Some(field),
        _ => None,
    };
    if matches!(kind.ids, IdForm::Control | IdForm::Question) && id.is_none() {
        return Err(ImportError::NoId(kind.name, kind.ids.example()));
    }
    if !key.is_empty() {
        let fields: Option<Vec<usize>> = key.iter().map(field_of).collect();
        if let ([only], Some(Target::Id)) = (key, key.first().map(|column| plans[*column].target)) {
            debug_assert_eq!(Some(*only), id, "there is one id column");
            return Ok(Identity::Id);
        }
        return match (fields, reference) {
            (Some(fields), _) => Ok(Identity::Key {
                fields,
                asked: true,
                by_name,
            }),
            (None, Some(reference)) => {
                if feeds.iter().any(|feed| feed.position == reference) {
                    return Err(ImportError::TwoKeys);
                }
                let labels: Vec<&str> = key.iter().map(|column| plans[*column].header.as_str()).collect();
                feeds.push(Feed {
                    position: reference,
                    field: &kind.fields[reference],
                    columns: key.to_vec(),
                    label: labels.join(" / "),
                    whole: true,
                    order: None,
                    values: HashMap::new(),
                });
                Ok(Identity::Key {
                    fields: vec![reference],
                    asked: true,
                    by_name,
                })
            }
            (None, None) => {
                let lost = key.iter().find(|column| field_of(column).is_none());
                Err(ImportError::KeyWithoutField(
                    lost.map_or_else(String::new, |column| plans[*column].header.clone()),
                ))
            }
        };
    }
    if id.is_some() {
        return Ok(Identity::Id);
    }
    let feeds_it = |field: usize| feeds.iter().any(|feed| feed.position == field);
    if let Some(reference) = reference.filter(|field| feeds_it(*field)) {
        return Ok(Identity::Key {
            fields: vec![reference],
            asked: false,
            by_name,
        });
    }
    match title.filter(|title| feeds_it(*title)) {
        Some(title) => Ok(Identity::Name { title, unit }),
        None => Err(ImportError::NoName {
            kind: kind.name,
            columns: plans.iter().map(|plan| plan.header.clone()).collect(),
        }),
    }
}

/// The identity of one row or record; what is a key and what is a name never equal each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Name {
    Id(String),
    Key(String),
    Title(String),
}

impl Identity {
    /// Returns the identity of a row, if it has one.
    pub fn of_row(&self, reading: &Reading) -> Option<Name> {
        match self {
            Self::Id => (!reading.id.is_empty()).then(|| Name::Id(reading.id.clone())),
            identity => identity.of(|field| reading.value(field)),
        }
    }

    /// Returns the identity of a record, if it has one.
    pub fn of_record(&self, record: &Record) -> Option<Name> {
        match self {
            Self::Id => Some(Name::Id(record.id().to_string())),
            identity => identity.of(|field| record.value(field)),
        }
    }

    fn of<'v>(&self, value: impl Fn(usize) -> &'v Value) -> Option<Name> {
        match self {
            Self::Id => None,
            Self::Key { fields, by_name, .. } => {
                if fields.iter().any(|field| !value(*field).is_empty()) {
                    let parts: Vec<_> = fields.iter().map(|field| folded(&value(*field).to_string())).collect();
                    return Some(Name::Key(parts.join("\u{1f}")));
                }
                by_name.and_then(|(title, unit)| name(title, unit, value))
            }
            Self::Name { title, unit } => name(*title, *unit, value),
        }
    }

    /// Returns the name of a row beside its key, by which a record that has no key yet is found.
    pub fn beside(&self, reading: &Reading) -> Option<Name> {
        match self {
            Self::Key { by_name, .. } => {
                by_name.and_then(|(title, unit)| name(title, unit, |field| reading.value(field)))
            }
            _ => None,
        }
    }
}

fn name<'v>(title: usize, unit: Option<usize>, value: impl Fn(usize) -> &'v Value) -> Option<Name> {
    let title = value(title);
    let unit = unit.map_or(String::new(), |unit| folded(&value(unit).to_string()));
    (!title.is_empty()).then(|| Name::Title(format!("{}\u{1f}{unit}", folded(&title.to_string()))))
}

/// What a row is to the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Match {
    /// A record that is not there yet.
    New,
    /// A record that is there.
    Known(Id),
    /// A record that has no key yet and gets it from the row.
    Adopted(Id),
    /// Neither, with the reason.
    Neither(String),
}

/// The records of a kind by their identity.
pub(super) struct Records<'a> {
    by_name: HashMap<Name, Vec<&'a Record>>,
}

impl<'a> Records<'a> {
    pub fn new(register: &'a Register, kind: &Kind, identity: &Identity) -> Self {
        let mut by_name: HashMap<Name, Vec<&Record>> = HashMap::new();
        for record in register.of(kind) {
            if let Some(name) = identity.of_record(record) {
                by_name.entry(name).or_default().push(record);
            }
        }
        for records in by_name.values_mut() {
            // A retired record is taken only if there is no other; `chat-10` comes behind `chat-2`.
            records.sort_by_key(|record| (record.is_retired(), record.id().as_str().len(), record.id().clone()));
        }
        Self { by_name }
    }

    fn get(&self, name: &Name) -> &[&'a Record] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Finds for each row its record, and the number of the first row of the same title and unit if there is one.
    pub fn matches(&self, identity: &Identity, readings: &[Reading], numbers: &[usize]) -> Vec<(Match, Option<usize>)> {
        let names: Vec<Option<Name>> = readings.iter().map(|reading| identity.of_row(reading)).collect();
        let mut rows: HashMap<&Name, Vec<usize>> = HashMap::new();
        for (row, name) in names.iter().enumerate() {
            if let Some(name) = name {
                rows.entry(name).or_default().push(row);
            }
        }
        let mut beside: HashMap<Name, Vec<usize>> = HashMap::new();
        for (row, reading) in readings.iter().enumerate() {
            if let Some(name) = identity.beside(reading) {
                beside.entry(name).or_default().push(row);
            }
        }
        let asked = matches!(identity, Identity::Key { asked: true, .. } | Identity::Id);
        let mut twins = self.twins(&rows, readings);
        let mut find = |row: usize, name: &Option<Name>| match name {
            None => Match::Neither("nothing in it says which record it is: its key or title is blank".to_owned()),
            Some(Name::Title(_)) if asked => Match::Neither("its key is blank".to_owned()),
            Some(Name::Title(_)) => twins.remove(&row).unwrap_or(Match::New),
            Some(name) => match rows[name].first() {
                Some(first) if *first != row => {
                    Match::Neither(format!("it has the same key as row {}", numbers[*first]))
                }
                _ => self.by_key(name, || {
                    let own = identity.beside(&readings[row])?;
                    let alone = beside.get(&own).is_some_and(|rows| rows.len() == 1);
                    let [record] = self.get(&own) else { return None };
                    alone.then(|| record.id().clone())
                }),
            },
        };
        let twin = |row: usize, name: &Option<Name>| {
            let first = *rows.get(name.as_ref()?)?.first()?;
            (first != row && matches!(name, Some(Name::Title(_)))).then(|| numbers[first])
        };
        let found = names
            .iter()
            .enumerate()
            .map(|(row, name)| (find(row, name), twin(row, name)));
        found.collect()
    }

    fn by_key(&self, name: &Name, without_key: impl Fn() -> Option<Id>) -> Match {
        match self.get(name) {
            [] => without_key().map_or(Match::New, Match::Adopted),
            [first, second, ..] if !second.is_retired() => {
                Match::Neither(format!("its key is that of both {} and {}", first.id(), second.id()))
            }
            [first, ..] => Match::Known(first.id().clone()),
        }
    }

    /// Shares out the records of one title among the rows of that title, the likest pairs first.
    fn twins(&self, rows: &HashMap<&Name, Vec<usize>>, readings: &[Reading]) -> HashMap<usize, Match> {
        let mut found = HashMap::new();
        for (name, rows) in rows {
            if !matches!(name, Name::Title(_)) {
                continue;
            }
            let records = self.get(name);
            let mut pairs = Vec::new();
            for (turn, row) in rows.iter().enumerate() {
                for (place, record) in records.iter().enumerate() {
                    // Hundreds of rows of one name are no inventory; those go by their order.
                    let unlike = if rows.len() * records.len() > 10_000 {
                        turn.abs_diff(place)
                    } else {
                        unlike(&readings[*row], record)
                    };
                    pairs.push((unlike, *row, place));
                }
            }
            pairs.sort_unstable();
            let mut taken = HashSet::new();
            for (_, row, place) in pairs {
                if !found.contains_key(&row) && taken.insert(place) {
                    found.insert(row, Match::Known(records[place].id().clone()));
                }
            }
        }
        found
    }
}

/// Counts the fields on which a row and a record say different things.
fn unlike(reading: &Reading, record: &Record) -> usize {
    let differs = |(field, value): &&(usize, Value)| !value.is_empty() && record.value(*field) != value;
    reading.values.iter().filter(differs).count()
}
