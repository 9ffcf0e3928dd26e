//! How people, records and levels are named.

use std::collections::BTreeSet;

use crate::domain::kinds::organization::people::Person;
use crate::domain::kinds::risk;
use crate::domain::record::Record;
use crate::domain::record::field::{self, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::typed::{Handle, Judged};
use crate::domain::record::value::Value;
use crate::report::basis::Copy;
use crate::report::document::table::Cell;
use crate::report::document::text::{Inline, Level, Plain, words};
use crate::report::making::Making;

/// Follows the name of somebody whom the list of people does not have.
pub(super) const UNKNOWN: &str = "†";

impl<'a> Making<'a> {
    /// Returns the name of somebody, with the function at the first mention; in a copy for others the function alone.
    pub fn person(&mut self, handle: &str) -> String {
        let Some(person) = self.people.person(handle) else {
            if self.basis.copy == Copy::External {
                return self.words.say("person.without_function").to_owned();
            }
            self.is_anybody_unknown = true;
            return format!("{handle}{UNKNOWN}");
        };
        let name = Some(person.name()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| person.handle());
        match (self.basis.copy, person.role()) {
            (Copy::External, "") => self.words.say("person.without_function").to_owned(),
            (Copy::External, role) => role.to_owned(),
            (_, "") => name.to_owned(),
            (_, role) if self.met.insert(person.handle()) => format!("{name}, {role}"),
            _ => name.to_owned(),
        }
    }

    /// Returns the names of several people.
    pub fn persons(&mut self, handles: &[&str]) -> String {
        let names: Vec<_> = handles.iter().map(|handle| self.person(handle)).collect();
        names.join("; ")
    }

    /// Returns the name and the function of somebody, for a signature.
    pub(super) fn name_and_function(&self, handle: &str) -> (String, String) {
        match self.people.person(handle) {
            Some(person) if !person.name().is_empty() => (person.name().to_owned(), person.role().to_owned()),
            Some(person) => (person.handle().to_owned(), person.role().to_owned()),
            None => (format!("{handle}{UNKNOWN}"), String::new()),
        }
    }

    /// Returns the handles of top management.
    pub(super) fn top_management(&self) -> Vec<&'a str> {
        let top = self.people.iter().filter(|person| person.is_top());
        let here = top.filter(|person| !person.had_left(self.basis.today));
        here.map(Person::handle).collect()
    }

    /// Returns the handles of those who may approve plans and accept risks.
    pub(super) fn designated(&self) -> Vec<&'a str> {
        let here = self
            .people
            .designated()
            .filter(|person| !person.had_left(self.basis.today));
        here.map(Person::handle).collect()
    }

    /// Says why somebody's approval of a record counts for nothing, if so.
    pub(super) fn is_entitled(&self, record: &str, by: &str, on: Option<chrono::NaiveDate>) -> bool {
        use crate::domain::kinds::approval::entitled::Approvers;
        Approvers::of(record).said_against(&self.people, by, on).is_none()
    }

    /// Returns a record by id, with its title at the first mention.
    pub fn record(&mut self, id: &Id) -> Inline {
        let is_first = self.mentioned.insert(id.clone());
        let title = self
            .register()
            .title(id.as_str())
            .filter(|title| is_first && *title != id.as_str());
        Inline::Record {
            id: Plain::of(id.as_str()),
            title: title.map(Plain::of),
        }
    }

    /// Returns a row's own record: its id, since its title stands beside it.
    pub fn id_of(&mut self, record: &Record) -> Cell {
        self.mentioned.insert(record.id().clone());
        Cell::of(Inline::Record {
            id: Plain::of(record.id().as_str()),
            title: None,
        })
    }

    /// Returns records, a line each.
    pub fn records<'r>(&mut self, ids: impl IntoIterator<Item = &'r Id>) -> Vec<Vec<Inline>> {
        let ids: BTreeSet<&Id> = ids.into_iter().collect();
        ids.into_iter().map(|id| vec![self.record(id)]).collect()
    }

    /// Returns the names of systems, a line each; that it is about all where none is named.
    pub fn systems_of<'r>(&mut self, ids: impl IntoIterator<Item = &'r Id>) -> Cell {
        let title = |id: &Id| vec![Inline::text(self.register().title(id.as_str()).unwrap_or(id.as_str()))];
        let lines: Vec<_> = ids.into_iter().map(title).collect();
        if lines.is_empty() {
            return Cell::text(self.words.say("part.whole_aims"));
        }
        Cell { lines }
    }

    /// Notes that a piece of evidence is cited.
    pub fn cite(&mut self, evidence: &Id) {
        self.cited.insert(evidence.clone());
    }

    /// Returns the pieces of evidence that were cited, in the order of their ids.
    pub fn cited(&self) -> impl Iterator<Item = &Id> {
        self.cited.iter()
    }

    /// Returns a level as it is shown.
    pub fn level(&self, band: u8) -> Inline {
        let method = self.register().method();
        Inline::Level(Level {
            band,
            bands: method.bands.len() as u8,
            letter: Plain::of(&method.band_letter(band)),
            name: Plain::of(&method.band_name(band)),
        })
    }

    /// Returns the level of a risk at a time; none where nobody judged it.
    pub fn level_at(&self, risk: &Record, time: Handle<Judged>) -> Option<Inline> {
        let score = risk::judged(risk, time)?;
        Some(self.level(self.register().method().level(&score, None)?))
    }

    /// Returns what a record keeps beside what documents ask for: its id elsewhere, and columns of an import. Where there is none,
    /// nothing is missing.
    pub fn kept_beside(&mut self, record: &Record) -> Vec<(String, Cell)> {
        let kind = record.kind();
        let places = ["reference", "extras"]
            .into_iter()
            .filter_map(|name| kind.field_index(name));
        let mut kept = Vec::new();
        for at in places.filter(|at| !record.value(*at).is_empty()) {
            let label = self.words.field(kind, at).to_owned();
            let said = self.value(kind.stored(at).shape, &record.printed(at));
            kept.push((label, Cell::text(&said)));
        }
        kept
    }

    /// Returns the value of a field in words: choices in those of the language, people and records by name.
    pub fn value(&mut self, shape: Shape, value: &Value) -> String {
        match (shape, value) {
            (Shape::Rows { columns, .. }, Value::List(rows)) => {
                let rows: Vec<_> = rows.iter().map(|row| self.row(columns, row)).collect();
                rows.join("\n")
            }
            (_, Value::List(items)) => {
                let items: Vec<_> = items.iter().map(|item| self.value(shape.item(), item)).collect();
                items.join(", ")
            }
            (_, Value::Choice(item)) => self.words.choice(item).to_owned(),
            (_, Value::Reference(id)) => words(&[self.record(id)]),
            (Shape::Person, Value::Text(name)) => self.person(name),
            (_, Value::Level(band)) => words(&[self.level(*band)]),
            (_, Value::Flag(flag)) => self.words.say(if *flag { "part.yes" } else { "part.no" }).to_owned(),
            (_, value) => value.to_string(),
        }
    }

    fn row(&mut self, columns: &[field::Column], row: &Value) -> String {
        let Value::Row(cells) = row else { return row.to_string() };
        let cells = columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        let cells: Vec<_> = cells.map(|(column, cell)| self.value(column.shape, cell)).collect();
        cells.join(": ")
    }
}
