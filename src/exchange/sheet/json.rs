//! A table read from JSON: a list of objects, a row each.
//!
//! What this program writes is such a list under the name of each kind; other tools write the list alone, or one under a
//! name of theirs. The members of objects keep their order, since the first of them say what a record is.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::domain::kinds;
use crate::domain::method::score::Score;
use crate::domain::record::value::Value;
use crate::exchange::export::json::member;
use crate::exchange::sheet::header;
use crate::exchange::sheet::note::{Note, SheetError};
use crate::exchange::sheet::{MAX_CELLS, Options, Row, Sheet, Wanted};

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    Nothing,
    /// A text, or what else has no parts.
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Node, E> {
        Ok(Node::Text(if yes { "yes" } else { "no" }.to_owned()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Text(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let mut object: Vec<(String, Node)> = Vec::new();
        let mut names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            once::<A::Error>(&mut names, &name)?;
            object.push((name, members.next_value()?));
        }
        Ok(Node::Object(object))
    }
}

/// The members of an object, in their order, as they stand in the text.
struct Raw<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ReadingRaw)
    }
}

struct ReadingRaw;

impl<'de> Visitor<'de> for ReadingRaw {
    type Value = Raw<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Raw<'de>, A::Error> {
        let mut raw = Vec::new();
        let mut names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            once::<A::Error>(&mut names, &name)?;
            raw.push((name, members.next_value()?));
        }
        Ok(Raw(raw))
    }
}

/// Refuses a name that an object has already: one of the two would be lost.
fn once<E: serde::de::Error>(names: &mut HashSet<String>, name: &str) -> Result<(), E> {
    if names.insert(name.to_owned()) {
        return Ok(());
    }
    Err(E::custom(format!(
        "the member `{}` is twice in one object",
        shown(name)
    )))
}

/// How much of a name or a number is shown.
const LONGEST_NAME: usize = 40;

fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

/// A text of JSON and where the lists of objects in it lie, so that each is read by itself, however many are wanted.
pub(in crate::exchange) struct Lists {
    text: String,
    notes: Vec<Note>,
    /// The lists, with the name under which each stands; without one where the text is a list itself.
    found: Vec<(Option<String>, Range<usize>)>,
}

/// How deep in objects a list is looked for.
const DEEPEST: usize = 4;

/// The number of the dialect that is written and read.
const SCHEMA: &str = "1";

impl Lists {
    /// Finds the lists in a text; one in an object is named by its way there, `data.risks`.
    pub fn of(text: String, notes: Vec<Note>) -> Result<Self, SheetError> {
        let raw: &RawValue = serde_json::from_str(&text).map_err(|error| unreadable(&error, ""))?;
        let mut found = Vec::new();
        if holds_objects(raw) {
            found.push((None, range(&text, raw)));
        } else if raw.get().starts_with('{') {
            let members = members_of(&text, raw)?;
            refuse_other_schema(&members)?;
            collect(&text, members, "", DEEPEST, &mut found)?;
        }
        Ok(Self { text, notes, found })
    }

    /// Returns the names of the lists.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.found.iter().filter_map(|(name, _)| name.as_ref())
    }

    /// Reads the list that is asked for, the one that is named after what is wanted, or the only one.
    pub fn sheet(&self, options: &Options, wanted: &Wanted<'_>) -> Result<Sheet, SheetError> {
        let is_named = |name: &Option<String>| {
            let last = name.as_ref().and_then(|name| name.rsplit('.').next());
            last.is_some_and(|name| (wanted.is_named)(name) == Some(true))
        };
        let place = match &options.sheet {
            Some(_) => self.found.iter().position(|(name, _)| *name == options.sheet),
            None if self.found.len() == 1 => Some(0),
            None => self.found.iter().position(|(name, _)| is_named(name)),
        };
        if self.found.is_empty() {
            return Err(SheetError::NoObjects);
        }
        let no_list = || SheetError::NoList(self.names().cloned().collect());
        let (name, range) = place.and_then(|at| self.found.get(at)).ok_or_else(no_list)?;
        let items: Vec<Node> = serde_json::from_str(&self.text[range.clone()])
            .map_err(|error| unreadable(&error, &self.text[..range.start]))?;
        if !items.iter().all(|node| matches!(node, Node::Object(_))) {
            return Err(SheetError::NoObjects);
        }
        sheet(name.clone(), items, self.notes.clone())
    }
}

/// Whether a value is a list of objects, as far as its first item says.
fn holds_objects(raw: &RawValue) -> bool {
    let rest = raw.get().strip_prefix('[');
    rest.is_some_and(|rest| rest.trim_start().starts_with('{'))
}

/// Returns where a value stands in a text.
fn range(text: &str, raw: &RawValue) -> Range<usize> {
    let start = raw.get().as_ptr() as usize - text.as_ptr() as usize;
    start..start + raw.get().len()
}

/// Returns the members of an object.
fn members_of<'t>(text: &str, object: &'t RawValue) -> Result<Vec<(String, &'t RawValue)>, SheetError> {
    let read: Result<Raw<'_>, _> = serde_json::from_str(object.get());
    let read = read.map_err(|error| unreadable(&error, &text[..range(text, object).start]))?;
    Ok(read.0)
}

/// Collects the lists of objects among members, and in the objects among them.
fn collect(
    text: &str,
    members: Vec<(String, &RawValue)>,
    way: &str,
    deeper: usize,
    found: &mut Vec<(Option<String>, Range<usize>)>,
) -> Result<(), SheetError> {
    for (name, raw) in members {
        let name = if way.is_empty() { name } else { format!("{way}.{name}") };
        if holds_objects(raw) {
            found.push((Some(name), range(text, raw)));
        } else if deeper > 0 && raw.get().starts_with('{') {
            collect(text, members_of(text, raw)?, &name, deeper - 1, found)?;
        }
    }
    Ok(())
}

/// Refuses what another version of this program wrote in a dialect that is not known here.
fn refuse_other_schema(members: &[(String, &RawValue)]) -> Result<(), SheetError> {
    let is_ours = |(name, _): &(String, &RawValue)| kinds::ALL.iter().any(|kind| *name == member(kind));
    let mut schemas = members.iter().filter(|(name, _)| name == "schema");
    match schemas.next() {
        Some((_, raw)) if raw.get() != SCHEMA && members.iter().any(is_ours) => {
            Err(SheetError::OtherSchema(shown(raw.get())))
        }
        _ => Ok(()),
    }
}

/// Returns why a text that stands behind another cannot be read, with its place in both together.
fn unreadable(error: &serde_json::Error, before: &str) -> SheetError {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let what = text.strip_suffix(&format!(" at line {line} column {column}"));
    let ahead = before.rsplit('\n').next().filter(|_| line == 1).map_or(0, str::len);
    let (line, column) = (line + before.matches('\n').count(), column + ahead);
    SheetError::Json(what.map_or_else(|| text.clone(), |what| format!("{what} at line {line} column {column}")))
}

/// Makes a table of objects.
fn sheet(name: Option<String>, objects: Vec<Node>, notes: Vec<Note>) -> Result<Sheet, SheetError> {
    let mut names: Vec<String> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let rows: Vec<Vec<(String, String)>> = objects.into_iter().map(members).collect();
    for (name, _) in rows.iter().flatten() {
        if known.insert(name.clone()) {
            names.push(name.clone());
        }
    }
    if names.len().saturating_mul(rows.len()) > MAX_CELLS {
        return Err(SheetError::TooManyCells);
    }
    let row = |(nth, members): (usize, Vec<(String, String)>)| {
        let cell = |name: &String| {
            let found = members.iter().find(|(other, _)| other == name);
            found.map_or(String::new(), |(_, text)| text.clone())
        };
        Row {
            number: nth + 1,
            line: nth + 1,
            cells: names.iter().map(cell).collect(),
        }
    };
    let rows: Vec<Row> = rows.into_iter().enumerate().map(row).collect();
    if names.is_empty() {
        return Err(SheetError::Empty);
    }
    Ok(Sheet {
        name,
        header_row: 1,
        headers: header::headers(&names),
        rows,
        notes,
    })
}

/// Returns the cells of an object by their headings; the members of an object in it have two names.
fn members(object: Node) -> Vec<(String, String)> {
    let Node::Object(members) = object else {
        return Vec::new();
    };
    let mut cells = Vec::with_capacity(members.len());
    for (name, node) in members {
        match node {
            Node::Object(parts) => match whole(&parts) {
                Some(text) => cells.push((name, text)),
                None => cells.extend(parts.iter().map(|(part, node)| (format!("{name}.{part}"), text(node)))),
            },
            node => cells.push((name, text(&node))),
        }
    }
    cells
}

/// Returns the text of an object that is one value: a score, or a band of the method.
fn whole(parts: &[(String, Node)]) -> Option<String> {
    let part = |name: &str| parts.iter().find(|(other, _)| other == name).map(|(_, node)| node);
    let step = |name: &str| match part(name) {
        Some(Node::Text(text)) => text.parse().ok(),
        _ => None,
    };
    if part("likelihood").is_some() && part("organization").is_some() {
        let score = Score {
            likelihood: step("likelihood"),
            consequences: ["organization", "individuals", "society"].map(step),
        };
        return Some(score.to_string());
    }
    match (part("band"), part("rank")) {
        (Some(band), Some(_)) => Some(text(band)),
        _ => None,
    }
}

/// Returns the text of a cell: a list has an item per line, and the rows of a table their cells in order.
fn text(node: &Node) -> String {
    match node {
        Node::Nothing => String::new(),
        Node::Text(text) => text.clone(),
        Node::List(items) => {
            let items: Vec<String> = items.iter().map(text).collect();
            match &items[..] {
                // A name with a comma alone would be taken for two.
                [only] if only.contains(',') && !only.contains('|') => format!("{only};"),
                items => items.join("\n"),
            }
        }
        Node::Object(parts) => Value::Row(parts.iter().map(|(_, node)| cell(node)).collect()).to_string(),
    }
}

/// Returns a cell of a row of a table.
fn cell(node: &Node) -> Value {
    match node {
        Node::Nothing => Value::Empty,
        Node::Text(text) => Value::text(text),
        Node::List(items) => Value::list(items.iter().map(cell).collect()),
        Node::Object(_) => Value::text(&text(node)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, asked: Option<&str>) -> Result<Sheet, SheetError> {
        let options = Options {
            sheet: asked.map(str::to_owned),
            ..Options::default()
        };
        let wanted = Wanted {
            is_known: &|_| true,
            is_named: &|name| Some(name == "risks"),
        };
        Lists::of(text.to_owned(), Vec::new())?.sheet(&options, &wanted)
    }

    #[test]
    fn the_list_that_is_wanted_is_read() {
        let text =
            r#"{"schema": 1, "systems": [{"id": "a"}], "risks": [{"title": "Drift", "id": 7}, {"owner": null}]}"#;
        let risks = read(text, None).expect("a sheet");
        let names: Vec<&str> = risks.headers.iter().map(|header| header.name.as_str()).collect();
        assert_eq!((names, risks.rows.len()), (vec!["title", "id", "owner"], 2));
        assert_eq!(risks.values(1).collect::<Vec<_>>(), ["7", ""]);
        assert_eq!(read(text, Some("systems")).expect("a sheet").rows.len(), 1);
        assert!(read(r#"{"one": [{"a": 1}], "two": [{"a": 1}]}"#, None).is_err());
        assert!(read(r#"{"a": 1}"#, None).is_err() && read("{\"a\":", None).is_err());
        assert!(read(r#"[{"a": 1}, 2]"#, None).is_err() && read("[]", None).is_err());
        let spaced = read("\u{20}{\n\"risks\" : [\n {\"title\": \"\\u00fc\"}\n]}\n", None).expect("a sheet");
        assert_eq!(spaced.values(0).collect::<Vec<_>>(), ["ü"]);
    }

    #[test]
    fn a_list_in_objects_is_found_and_what_holds_none_says_so() {
        let deep = read(r#"{"data": {"page": 1, "risks": [{"title": "Drift"}]}}"#, None).expect("a sheet");
        assert_eq!((deep.name.as_deref(), deep.rows.len()), (Some("data.risks"), 1));
        let two = r#"{"data": {"a": [{"title": "One"}], "b": [{"title": "Two"}]}}"#;
        let asked = read(two, Some("data.b")).expect("a sheet");
        assert_eq!(asked.rows[0].cell(0), "Two");
        assert!(read(two, None).expect_err("two").to_string().contains("data.a, data.b"));
        for none in ["[1, 2]", r#"{"S1": {"title": "One"}}"#, r#""text""#, "{}"] {
            assert_eq!(read(none, None), Err(SheetError::NoObjects), "{none}");
        }
    }

    #[test]
    fn what_is_said_twice_or_in_another_dialect_is_refused_with_its_place_or_reason() {
        let twice = read(
            "[\n{\"title\": \"One\", \"owner\": \"ana\",\n \"title\": \"Two\"}]",
            None,
        )
        .expect_err("twice");
        assert_eq!(
            twice.to_string(),
            "This JSON cannot be read: the member `title` is twice in one object at line 3 column 8."
        );
        let other = read(r#"{"schema": 7, "risks": [{"id": "R-1"}]}"#, None).expect_err("another");
        assert!(
            other.to_string().contains("schema 7") && other.to_string().contains("schema 1"),
            "{other}"
        );
        // A member of somebody else's file that is called so.
        assert!(read(r#"{"schema": 7, "rows": [{"id": "R-1"}]}"#, None).is_ok());
    }

    #[test]
    fn values_with_parts_are_one_text_or_columns_of_their_own() {
        let text = r#"[{"inherent": {"likelihood": 4, "organization": 3, "individuals": null, "society": null},
            "fields": {"summary": "Mend"}, "tags": ["a", "b"], "rows": [{"on": "2026-01-01", "by": ["x", "y"]}],
            "top": true}]"#;
        let sheet = read(text, None).expect("a sheet");
        let cells: Vec<&str> = sheet.rows[0].cells.iter().collect();
        assert_eq!(cells, ["4 3/-/-", "Mend", "a\nb", "2026-01-01 | x; y", "yes"]);
        assert_eq!(sheet.headers[1].name, "fields.summary");
    }
}
