//! What tells which record a row is about.
//!
//! A row is found again by the first of these that no other row shares and that says which record it is in the register:
//! the record's own id, its key (the reference, unless the user names columns), the key with the unit, and the title with
//! the unit. Placeholders such as `TBD` are no keys. Rows that share all of it are told apart by what else they say
//! ([`matching`]).

pub(super) mod matching;

use std::collections::HashMap;
use std::fmt::{self, Display};

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::IdForm;
use crate::domain::record::mark::Mark;
use crate::domain::record::nobody::says_nothing;
use crate::domain::record::value::Value;

use crate::exchange::import::ImportError;
use crate::exchange::import::columns::feeds::Feed;
use crate::exchange::import::columns::{ColumnPlan, Target};
use crate::exchange::import::reading::{Reading, folded};

/// What identifies a row, as far as the columns of a sheet say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    /// Whether a column holds the record's own id.
    pub has_id: bool,
    /// Whether nothing but that id finds a record, as with controls.
    pub is_fixed: bool,
    /// The fields of the key: those of the columns the user named, else the reference; none without such a column.
    pub key: Vec<usize>,
    /// Whether the user named the columns of the key.
    pub is_key_asked: bool,
    /// The title.
    pub title: Option<usize>,
    /// The unit.
    pub unit: Option<usize>,
}

/// Returns the field that holds what others call a record: its reference, or the handle of a person.
pub(super) fn reference(kind: &Kind) -> Option<usize> {
    kind.field_index("reference").or_else(|| kind.field_index("handle"))
}

/// Decides what identifies a row: the id, the key, the reference, or title and unit. `is_titled` says that rows have
/// titles although no column is one.
pub(super) fn of_columns(
    kind: &'static Kind,
    plans: &[ColumnPlan],
    key: &[usize],
    id: Option<usize>,
    feeds: &mut Vec<Feed>,
    is_titled: bool,
) -> Result<Identity, ImportError> {
    let reference = reference(kind);
    let mut identity = Identity {
        has_id: id.is_some(),
        is_fixed: matches!(kind.ids, IdForm::Control | IdForm::Question),
        key: Vec::new(),
        is_key_asked: false,
        title: kind.marked(Mark::Title),
        unit: kind.field_index("unit"),
    };
    if identity.is_fixed && id.is_none() {
        return Err(ImportError::NoId(kind.name, kind.ids.example()));
    }
    let field_of = |column: &usize| match plans[*column].target {
        Target::Field(field) => Some(field),
        _ => None,
    };
    let is_the_id = |key: &[usize]| matches!(key, [only] if plans[*only].target == Target::Id);
    if !key.is_empty() && !is_the_id(key) {
        let fields: Option<Vec<usize>> = key.iter().map(field_of).collect();
        identity.is_key_asked = true;
        identity.key = match (fields, reference) {
            (Some(fields), _) => fields,
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
                    is_verbatim: false,
                    parts: Vec::new(),
                    marks: Vec::new(),
                    choices: None,
                    order: None,
                    values: HashMap::new(),
                    steps_said: HashMap::new(),
                });
                vec![reference]
            }
            (None, None) => {
                let lost = key.iter().find(|column| field_of(column).is_none());
                return Err(ImportError::KeyWithoutField(
                    lost.map_or_else(String::new, |column| plans[*column].header.clone()),
                ));
            }
        };
        return Ok(identity);
    }
    let is_fed = |field: &usize| feeds.iter().any(|feed| feed.position == *field);
    identity.key.extend(reference.filter(is_fed));
    if id.is_none() && identity.key.is_empty() && !is_titled && !identity.title.is_some_and(|title| is_fed(&title)) {
        return Err(ImportError::NoName {
            kind: kind.name,
            columns: plans.iter().map(|plan| plan.header.clone()).collect(),
        });
    }
    Ok(identity)
}

/// By what a row is found again, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Means {
    /// The record's own id.
    Id,
    /// The reference, or the key that the user named.
    Key,
    /// The reference with the unit.
    KeyAndUnit,
    /// The title with the unit, and the reference where there is one.
    Title,
    /// All that the row says.
    Content,
}

impl Display for Means {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Id => "id",
            Self::Key => "reference",
            Self::KeyAndUnit => "reference and unit",
            Self::Title => "title and unit",
            Self::Content => "content",
        })
    }
}

/// One identity of a row or record. Two are the same record's only if both the means and the text are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Name {
    pub means: Means,
    text: String,
}

impl Name {
    /// Returns the title and the unit without the key, by which a row or record that has no key is found.
    pub fn beside_key(&self) -> Option<(&str, &str)> {
        let mut parts = self.text.rsplitn(3, BETWEEN);
        let unit = parts.next()?;
        let title = parts.next()?;
        (self.means == Means::Title).then_some((title, unit))
    }

    /// Whether it has more than what rows without a key and a title have.
    pub fn is_named(&self) -> bool {
        let mut parts = self.text.rsplitn(3, BETWEEN).skip(1);
        parts.any(|part| !part.is_empty())
    }
}

/// What separates the parts of a name.
const BETWEEN: &str = "\u{1f}";

impl Identity {
    /// Returns the identities of a row, the strongest first.
    pub fn of_row(&self, reading: &Reading) -> Vec<Name> {
        self.names(&reading.id, |field| reading.value(field))
    }

    /// Returns the identities of a record, the strongest first.
    pub fn of_record(&self, record: &Record) -> Vec<Name> {
        self.names(record.id().as_str(), |field| record.value(field))
    }

    fn names<'v>(&self, id: &str, value: impl Fn(usize) -> &'v Value) -> Vec<Name> {
        let text = |field: usize| folded(&value(field).to_string());
        let mut names = Vec::new();
        let mut add = |means: Means, parts: &[&str]| {
            let text = parts.join(BETWEEN);
            names.push(Name { means, text });
        };
        if self.has_id && !id.is_empty() {
            add(Means::Id, &[id]);
        }
        if self.is_fixed {
            return names;
        }
        let unit = self.unit.map_or(String::new(), text);
        let title = self.title.map_or(String::new(), text);
        let parts: Vec<String> = self.key.iter().map(|field| text(*field)).collect();
        let key = if parts.iter().any(|part| is_no_key(part)) {
            String::new()
        } else {
            parts.join(BETWEEN)
        };
        // A plain number may count rows, which move when one is put in above; a title does not.
        if self.may_count_rows(&key) && !title.is_empty() {
            add(Means::Title, &["", &title, &unit]);
        }
        if !key.is_empty() {
            add(Means::Key, &[&key]);
            if !self.is_key_asked && !unit.is_empty() {
                add(Means::KeyAndUnit, &[&key, &unit]);
            }
        }
        if !title.is_empty() {
            add(Means::Title, &[&key, &title, &unit]);
        }
        add(Means::Content, &[&key, &title, &unit]);
        names
    }

    /// Whether a key is a plain number, which may be that of the row and not of what the row is about.
    fn may_count_rows(&self, key: &str) -> bool {
        !self.is_key_asked && !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether a row or record has a key.
    pub fn has_key(names: &[Name]) -> bool {
        names.iter().any(|name| name.means == Means::Key)
    }

    /// Whether a row or record has a key that is more than a plain number.
    pub fn has_telling_key(&self, names: &[Name]) -> bool {
        let is_telling = |name: &Name| name.means == Means::Key && !self.may_count_rows(&name.text);
        names.iter().any(is_telling)
    }
}

/// Whether a text says no more than that there is no key: nothing, a placeholder, or a zero.
pub(super) fn is_no_key(text: &str) -> bool {
    says_nothing(text) || text.chars().all(|c| matches!(c, '0' | '#' | '.' | '-'))
}
