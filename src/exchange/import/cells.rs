//! From the cells of a row to values of fields, without guessing: what is not certain stays a text and is reported.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::kinds::organization::people::People;
use crate::domain::record::choice::Item;
use crate::domain::record::field::Shape;
use crate::domain::record::id::Id;
use crate::domain::record::input;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::exchange::cells::choices;
use crate::exchange::cells::choices::Choice;
use crate::exchange::cells::dates::read_date;
use crate::exchange::cells::neutral::original;
use crate::exchange::sheet::Row;

use crate::exchange::import::feeds::Feed;

/// A cell that is no value of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The column.
    pub column: String,
    /// The label of the field.
    pub field: &'static str,
    /// What the cell holds.
    pub text: String,
    /// Why it is no value of the field, as the rest of a sentence about it.
    pub why: String,
}

/// What a row says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The cell of the record's own id.
    pub id: String,
    /// What the row says on each field that has a column, blank cells as empty values.
    pub values: Vec<(usize, Value)>,
    /// What is no value; its text is kept with the record.
    pub unread: Vec<Unread>,
    /// The columns that are kept as they are.
    pub kept: Vec<(String, Value)>,
    /// The columns whose cell was read.
    pub read: Vec<String>,
}

impl Reading {
    /// Returns what the row says on a field.
    pub fn value(&self, field: usize) -> &Value {
        let found = self.values.iter().find(|(position, _)| *position == field);
        found.map_or(&Value::Empty, |(_, value)| value)
    }

    /// Returns how many fields the row says something on.
    pub fn filled(&self) -> usize {
        self.values.iter().filter(|(_, value)| !value.is_empty()).count()
    }
}

/// Returns the text by which names, keys and values are compared: case and runs of blanks do not matter.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns the item that a text says by its name, label or an alias, and by nothing less.
pub(super) fn is_choice(items: &'static [Item], text: &str) -> Option<&'static Item> {
    let name = choices::choice(text, &list(items))?;
    items.iter().find(|item| item.name == name)
}

fn list(items: &'static [Item]) -> Vec<Choice<'static>> {
    let choice = |item: &'static Item| Choice {
        name: item.name,
        label: item.label,
        aliases: item.aliases,
    };
    items.iter().map(choice).collect()
}

/// Reads rows by their feeds.
pub(super) struct Reader<'a> {
    register: &'a Register,
    people: People<'a>,
    today: NaiveDate,
    feeds: &'a [Feed],
    id: Option<usize>,
    kept: &'a [(usize, String)],
    /// Records that cells may name by title or reference.
    named: HashMap<String, Vec<&'a Id>>,
}

impl<'a> Reader<'a> {
    pub fn new(
        register: &'a Register,
        today: NaiveDate,
        feeds: &'a [Feed],
        id: Option<usize>,
        kept: &'a [(usize, String)],
    ) -> Self {
        let mut named: HashMap<String, Vec<&'a Id>> = HashMap::new();
        let refers = |feed: &Feed| matches!(feed.field.shape, Shape::One(_) | Shape::Many(_));
        if feeds.iter().any(refers) {
            for record in register.kinds().iter().flat_map(|kind| register.of(kind)) {
                let reference = record.kind().field_index("reference");
                let reference = reference.and_then(|field| record.value(field).as_text());
                for name in [Some(record.own_title()), reference].into_iter().flatten() {
                    named.entry(folded(name)).or_default().push(record.id());
                }
            }
        }
        Self {
            register,
            people: People::of(register),
            today,
            feeds,
            id,
            kept,
            named,
        }
    }

    pub fn read(&self, row: &Row) -> Reading {
        let restored = restored(row);
        let row = restored.as_ref().unwrap_or(row);
        let mut reading = Reading {
            id: self
                .id
                .map_or(String::new(), |column| row.cell(column).trim().to_owned()),
            ..Reading::default()
        };
        for feed in self.feeds {
            let text = text(feed, row);
            let text = feed.values.get(&folded(&text)).unwrap_or(&text);
            match self.value(feed, text) {
                Ok(value) => {
                    if !text.is_empty() {
                        reading.read.push(feed.label.clone());
                    }
                    reading.values.push((feed.position, value));
                }
                Err(why) => reading.unread.push(Unread {
                    column: feed.label.clone(),
                    field: feed.field.label,
                    text: text.clone(),
                    why,
                }),
            }
        }
        for (column, label) in self.kept {
            let value = kept_text(row.cell(*column));
            if !value.is_empty() {
                reading.kept.push((label.clone(), value));
            }
        }
        reading
    }

    fn value(&self, feed: &Feed, text: &str) -> Result<Value, String> {
        if text.is_empty() {
            return Ok(Value::Empty);
        }
        match feed.field.shape {
            Shape::OneOf(items) => one_of(feed, items, text).map(Value::Choice),
            Shape::AnyOf(items) => several(feed, text, |part| one_of(feed, items, part).map(Value::Choice)),
            Shape::Day => read_date(text, feed.order)
                .map(Value::Date)
                .map_err(|why| why.to_string()),
            Shape::One(kinds) => self.record(kinds, text).map(Value::Reference),
            Shape::Many(kinds) => several(feed, text, |part| self.record(kinds, part).map(Value::Reference)),
            Shape::Terms(vocabulary) => several(feed, text, |part| {
                if self.register.resolves(part, Some(vocabulary)) {
                    Ok(Value::Reference(Id::new(part)))
                } else {
                    Err(format!("is not among the {}", vocabulary.name()))
                }
            }),
            Shape::People => Ok(self.people.read(text)),
            shape => input::read(shape, text, self.today)
                .map(|value| self.people.resolved(shape, value))
                .map_err(|_| format!("is not {}", shape.describe())),
        }
    }

    /// Finds a record by id, or by a title or reference that only it has.
    fn record(&self, kinds: &[&str], text: &str) -> Result<Id, String> {
        let fits = |id: &str| {
            let record = self.register.get(id);
            record.is_some_and(|record| kinds.is_empty() || kinds.contains(&record.kind().name))
        };
        if fits(text) {
            return Ok(Id::new(text));
        }
        let named = self.named.get(&folded(text)).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<&Id> = named.iter().copied().filter(|id| fits(id.as_str())).collect();
        found.sort_unstable();
        found.dedup();
        match found[..] {
            [only] => Ok(only.clone()),
            [] => Err("names no record".to_owned()),
            _ => Err(format!("is the name of {} records", found.len())),
        }
    }
}

/// Returns the text of a cell that is kept as it is.
pub(super) fn kept_text(cell: &str) -> Value {
    input::read(Shape::Prose, original(cell), NaiveDate::MIN).unwrap_or_default()
}

/// What `aims list` prints for a line end, so that a record stays on its line.
const LINE_END: char = '\u{2424}';

/// Returns a row with the line ends that a list of ours shows as symbols; nothing when it has none.
fn restored(row: &Row) -> Option<Row> {
    let shows = |cell: &str| cell.contains(LINE_END);
    let restore = |cell: &str| cell.replace(LINE_END, "\n");
    row.cells.iter().any(shows).then(|| Row {
        cells: row.cells.iter().map(restore).collect(),
        ..row.clone()
    })
}

/// Joins the cells that feed a field, each text once.
fn text(feed: &Feed, row: &Row) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for column in &feed.columns {
        let part = original(row.cell(*column)).trim();
        if feed.whole || (!part.is_empty() && !parts.contains(&part)) {
            parts.push(part);
        }
    }
    if parts.iter().all(|part| part.is_empty()) {
        return String::new();
    }
    parts.join(match feed.field.shape {
        Shape::Prose => "\n\n",
        Shape::Line | Shape::Person => " / ",
        _ => "\n",
    })
}

fn one_of(feed: &Feed, items: &'static [Item], text: &str) -> Result<&'static Item, String> {
    let text = feed.values.get(&folded(text)).map_or(text, String::as_str);
    is_choice(items, text).ok_or_else(|| {
        let near = choices::suggest(text, &list(items)).and_then(|name| items.iter().find(|item| item.name == name));
        let near = near.map_or(String::new(), |item| format!(" (perhaps {})", item.label));
        format!("is none of the choices{near}")
    })
}

/// Reads the whole text as one item, or else its parts; if one part fails, nothing is taken.
fn several(feed: &Feed, text: &str, read: impl Fn(&str) -> Result<Value, String>) -> Result<Value, String> {
    if let Ok(value) = read(text) {
        return Ok(Value::list(vec![value]));
    }
    let parts = text
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let stands_for = |part| feed.values.get(&folded(part)).map_or(part, String::as_str);
    let items = parts.map(stands_for).filter(|part| !part.is_empty()).map(read);
    Ok(Value::set(items.collect::<Result<Vec<_>, _>>()?))
}
