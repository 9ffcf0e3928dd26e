//! Who is meant where a record names a person: one resolver for forms, prompts, the command line, imports, filters and
//! everything that compares people.
//!
//! A text means a person by handle, e-mail, handle at the forge, full name or another name, in either order and without
//! regard to case and accents. Records keep the handle.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use crate::domain::fold::{folded, spellings};
use crate::domain::kinds::organization::{ID, PEOPLE, People as Columns, person};
use crate::domain::record::Record;
use crate::domain::record::field::Shape;
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::typed::{ColumnHandle, Handle, Row, Typed};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::search::nearest;

/// What somebody types who means themselves.
const ME: &str = "me";

/// Who a text means.
#[derive(Debug, Clone, PartialEq)]
pub enum Meant<'a> {
    /// One of the people.
    Person(Person<'a>),
    /// Several of the people, by their handles.
    Several(Vec<&'a str>),
    /// None of the people; the handle of the one whose name is nearest.
    Unknown(Option<&'a str>),
    /// Nobody: nothing was said, or `N/A` and the like.
    Nobody,
}

/// One row of the people of the organization.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Person<'a>(Row<'a, Columns>);

impl<'a> Person<'a> {
    /// Returns the person of a row.
    pub fn of(row: Row<'a, Columns>) -> Self {
        Self(row)
    }

    /// Reads a cell: the columns of the table are the fields of a person.
    fn get<C: Typed>(self, field: Handle<C>) -> C::View<'a> {
        self.0.get(ColumnHandle::<Columns, C>::at(field.index()))
    }

    /// Returns the short name that records use; the full name where there is none.
    pub fn handle(self) -> &'a str {
        Some(self.get(person::HANDLE))
            .filter(|handle| !handle.is_empty())
            .unwrap_or_else(|| self.name())
    }

    /// Returns the full name.
    pub fn name(self) -> &'a str {
        self.get(person::NAME)
    }

    /// Returns the function as printed.
    pub fn role(self) -> &'a str {
        self.get(person::ROLE)
    }

    /// Tells whether the person belongs to top management.
    pub fn is_top(self) -> bool {
        self.get(person::TOP)
    }

    /// Tells whether the person may approve plans and accept risks.
    pub fn is_approver(self) -> bool {
        self.get(person::APPROVER)
    }

    /// Tells whether the person is from outside.
    pub fn is_external(self) -> bool {
        self.get(person::EXTERNAL)
    }

    /// Returns the day since which the person is no longer here.
    pub fn left(self) -> Option<NaiveDate> {
        self.get(person::LEFT)
    }

    /// Tells whether the person is no longer here on a day.
    pub fn had_left(self, on: NaiveDate) -> bool {
        self.left().is_some_and(|left| left <= on)
    }

    /// Says that somebody, called so, had left on a day, if so.
    fn why_gone(self, name: &str, on: Option<NaiveDate>) -> Option<String> {
        let left = self.left().filter(|left| on.is_some_and(|on| *left <= on))?;
        Some(format!("{name} left on {left}."))
    }

    /// Returns every name and address, as written.
    pub fn names(self) -> impl Iterator<Item = &'a str> {
        let said = [person::HANDLE, person::NAME, person::EMAIL, person::FORGE].map(|field| self.get(field));
        let said = said.into_iter().filter(|name| !name.is_empty());
        said.chain(self.get(person::ALSO))
    }
}

/// How far a name decides who is meant; of two the lower one does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Handle,
    Address,
    Name,
    Spelling,
}

/// The people of an organization by every name.
#[derive(Debug, Default)]
pub struct People<'a> {
    rows: Vec<Person<'a>>,
    names: HashMap<String, (Rank, Vec<usize>)>,
    /// The row of who works with the register.
    me: Option<usize>,
    register: Option<&'a Register>,
}

impl<'a> People<'a> {
    /// Collects the people whom a register names. Who works here is known by the names of git as well.
    pub fn of(register: &'a Register) -> Self {
        let mut people = Self::in_record(register.get(ID));
        let reader = register.reader();
        if let Some(me) = reader.iter().find_map(|name| people.position(name)) {
            for name in reader {
                let name = folded(name);
                people.names.entry(name).or_insert_with(|| (Rank::Name, vec![me]));
            }
            people.me = Some(me);
        }
        people.register = Some(register);
        people
    }

    /// Collects the people in the record of an organization.
    pub fn in_record(organization: Option<&'a Record>) -> Self {
        let rows = organization
            .map(|organization| organization.get(PEOPLE))
            .unwrap_or_default();
        let rows: Vec<_> = rows.into_iter().map(Person).collect();
        let mut people = Self {
            names: HashMap::with_capacity(rows.len() * 4),
            rows,
            me: None,
            register: None,
        };
        for at in 0..people.rows.len() {
            let person = people.rows[at];
            people.note(at, Rank::Handle, person.get(person::HANDLE));
            people.note(at, Rank::Address, person.get(person::EMAIL));
            people.note(at, Rank::Address, person.get(person::FORGE).trim_start_matches('@'));
            for name in person.get(person::ALSO).into_iter().chain([person.name()]) {
                people.note(at, Rank::Name, name);
            }
        }
        people
    }

    fn note(&mut self, at: usize, rank: Rank, name: &str) {
        for (nth, name) in all_spellings(name).into_iter().enumerate() {
            self.note_folded(at, if nth == 0 { rank } else { Rank::Spelling }, name);
        }
    }

    fn note_folded(&mut self, at: usize, rank: Rank, name: String) {
        if is_nobody(&name) {
            return;
        }
        let known = self.names.entry(name).or_insert_with(|| (rank, Vec::new()));
        if rank < known.0 {
            *known = (rank, Vec::new());
        }
        if rank == known.0 && !known.1.contains(&at) {
            known.1.push(at);
        }
    }

    /// Tells whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the people, in order.
    pub fn iter(&self) -> impl Iterator<Item = Person<'a>> + '_ {
        self.rows.iter().copied()
    }

    /// Returns those who may approve plans, accept risks and let a system into use: top management and approvers.
    pub fn designated(&self) -> impl Iterator<Item = Person<'a>> + '_ {
        self.iter().filter(|person| person.is_top() || person.is_approver())
    }

    /// Tells whether somebody is one of them; while nobody is marked as one, everybody.
    pub fn is_designated(&self, by: &str) -> bool {
        let person = self.person(by);
        let mut designated = self.designated().peekable();
        designated.peek().is_none() || designated.any(|one| Some(one) == person)
    }

    /// Returns the day since which somebody, by any name, is no longer here, if that has come on a day.
    pub fn left_by(&self, name: &str, on: NaiveDate) -> Option<NaiveDate> {
        self.person(name)?.left().filter(|left| *left <= on)
    }

    /// Says why a name stands for nobody on a day, if so: nothing or a placeholder is said, it is nobody of the people or several
    /// of them, or somebody who had left. While nobody is named, whoever is said is believed. Whatever asks for somebody asks here.
    pub fn why_nobody(&self, name: &str, on: Option<NaiveDate>) -> Option<String> {
        if is_nobody(name) {
            let is_silent = name.trim().is_empty();
            return Some(if is_silent {
                "Nobody is named.".to_owned()
            } else {
                format!("`{name}` is nobody.")
            });
        }
        if self.is_empty() {
            return None;
        }
        match self.person(name) {
            Some(person) => person.why_gone(name, on),
            None => Some(self.remarks([name].into_iter()).join(" ")),
        }
    }

    /// Tells whether what somebody is said to have done on a day, or to do then, counts.
    pub fn is_believed(&self, name: &str, on: Option<NaiveDate>) -> bool {
        self.why_nobody(name, on).is_none()
    }

    /// Returns every folded name by which somebody is known, with the person.
    pub fn all_names(&self) -> impl Iterator<Item = (Person<'a>, String)> + '_ {
        let one = |(name, (_, rows)): (&String, &(Rank, Vec<usize>))| match rows[..] {
            [one] => Some((self.rows[one], name.clone())),
            _ => None,
        };
        self.names.iter().filter_map(one)
    }

    /// Returns the folded names of a person.
    pub fn names_of(&self, person: Person<'a>) -> impl Iterator<Item = String> + '_ {
        let own = self.all_names().filter(move |(of, _)| *of == person);
        own.map(|(_, name)| name)
    }

    /// Returns the folded names of whom a text means; the text itself where that is nobody of the people.
    pub fn all_of(&self, text: &str) -> HashSet<String> {
        let person = self.person(text);
        let mut names: HashSet<_> = person.map(|person| self.names_of(person).collect()).unwrap_or_default();
        names.insert(plain(text));
        names
    }

    /// Returns the positions of those whom a text names.
    fn positions(&self, text: &str) -> &[usize] {
        let found = |name: &str| {
            let mut ways = all_spellings(name).into_iter();
            ways.find_map(|name| self.names.get(&name).map(|(_, rows)| rows.as_slice()))
        };
        let (name, address) = match text.split_once('<') {
            // As git and mail programs write it.
            Some((name, rest)) => (name.trim(), Some(rest.trim_end_matches(['>', ' ']))),
            None => (text.trim(), None),
        };
        address
            .and_then(found)
            .or_else(|| found(name))
            .or_else(|| found(name.strip_prefix('@')?))
            .or_else(|| found(&swapped(name)?))
            .unwrap_or_default()
    }

    fn position(&self, text: &str) -> Option<usize> {
        match self.positions(text) {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Returns the person whom a text means, if it means one.
    pub fn person(&self, text: &str) -> Option<Person<'a>> {
        self.position(text).map(|at| self.rows[at])
    }

    /// Returns the name by which records know who works here: the handle, else the name in use; while nobody is named, that of
    /// git.
    pub fn me(&self) -> Option<&'a str> {
        if let Some(me) = self.me {
            return Some(self.rows[me].handle());
        }
        // Who answers for records is known by that name; while nobody is named, everybody by the name of git. No rule asks
        // this: it would rest on every record.
        let register = self.register?;
        let reader = register.reader();
        let is_owner = |name: &&String| register.index().of_owner(name).next().is_some();
        let name = reader.iter().find(|name| !name.contains('@'));
        let known = reader.iter().find(is_owner);
        known.or(name.filter(|_| self.is_empty())).map(String::as_str)
    }

    /// Tells whether a text means who works here.
    fn is_me(&self, text: &str) -> bool {
        text.trim().eq_ignore_ascii_case(ME) && self.person(text).is_none()
    }

    /// Says why a text cannot be the name of one person, if so: who works here is not known, or it names several.
    pub fn refused_name(&self, text: &str, is_in_use: impl Fn(&str) -> bool) -> Option<String> {
        if self.is_me(text) {
            let sentence =
                "It is not known who you are: git's name and address are nobody's of the people. Write the name.";
            return Some(sentence.to_owned());
        }
        if self.person(text).is_some() {
            return None;
        }
        let parts = text
            .split([',', ';', '\n', '/', '&'])
            .flat_map(|part| part.split(" and "));
        let parts: Vec<_> = parts.map(str::trim).filter(|part| !is_nobody(part)).collect();
        let is_one = |part: &&str| self.person(part).is_some() || is_in_use(part);
        let are_several = parts.len() > 1 && (text.contains(';') || parts.iter().all(is_one));
        are_several.then(|| format!("`{text}` names {} people, and one belongs here.", parts.len()))
    }

    /// Returns whom a text means.
    pub fn meant(&self, text: &str) -> Meant<'a> {
        if is_nobody(text) {
            return Meant::Nobody;
        }
        match self.positions(text) {
            [one] => Meant::Person(self.rows[*one]),
            [] => Meant::Unknown(self.near(text)),
            several => Meant::Several(several.iter().map(|at| self.rows[*at].handle()).collect()),
        }
    }

    /// Returns the handle of the person whose name is nearest to a text: one of its words, else as a whole.
    fn near(&self, text: &str) -> Option<&'a str> {
        let typed = plain(text);
        let begins = |person: &&Person<'_>| {
            let mut names = person.names().flat_map(all_spellings);
            typed.len() > 1 && names.any(|name| name.split(' ').any(|word| word.starts_with(&typed)))
        };
        let mut beginning = self.rows.iter().filter(begins);
        if let (Some(one), None) = (beginning.next(), beginning.next()) {
            return Some(one.handle());
        }
        let names: Vec<_> = self
            .rows
            .iter()
            .flat_map(|row| row.names().map(|name| (name, *row)))
            .collect();
        let near = nearest(text, names.iter().map(|(name, _)| *name)).into_iter().next()?;
        names
            .iter()
            .find(|(name, _)| *name == near)
            .map(|(_, row)| row.handle())
    }

    /// Says of each name that is nobody of the people, or several of them, who may be meant; nothing while nobody is named.
    pub fn remarks<'t>(&self, names: impl Iterator<Item = &'t str>) -> Vec<String> {
        let names: BTreeSet<_> = names.filter(|_| !self.is_empty()).collect();
        let remark = |name: &str| match self.meant(name) {
            Meant::Person(_) | Meant::Nobody => None,
            Meant::Several(handles) => Some(format!("`{name}` is the name of {}.", handles.join(" and of "))),
            Meant::Unknown(None) => Some(format!("`{name}` is nobody of the people.")),
            Meant::Unknown(Some(near)) => Some(format!("`{name}` is nobody of the people. Perhaps `{near}`?")),
        };
        names.into_iter().filter_map(remark).collect()
    }

    /// Tells whether two texts are the same person by any name; of those whom nobody knows, the same name.
    pub fn is_same(&self, one: &str, other: &str) -> bool {
        let named = (self.position(one), self.position(other));
        match named {
            (Some(one), Some(other)) => one == other,
            (None, None) => !is_nobody(one) && plain(one) == plain(other),
            _ => false,
        }
    }

    /// Returns what a record keeps for a text: the handle where it means one person, nothing where it means nobody, else
    /// the text.
    pub fn kept<'t>(&self, text: &'t str) -> Option<&'t str>
    where
        'a: 't,
    {
        if self.is_me(text)
            && let Some(me) = self.me()
        {
            return Some(me);
        }
        match self.meant(text) {
            Meant::Person(person) => Some(person.handle()),
            Meant::Nobody => None,
            Meant::Several(_) | Meant::Unknown(_) => Some(text.trim()),
        }
    }

    /// Reads several people: `;` and line ends part them where there are any, else `,` does, except in `Last, First`.
    pub fn read(&self, text: &str) -> Value {
        let mut names: Vec<String> = Vec::new();
        if text.contains([';', '\n']) || self.person(text).is_some() {
            names.extend(text.split([';', '\n']).map(str::to_owned));
        } else {
            let mut parts = text.split(',').peekable();
            while let Some(part) = parts.next() {
                let both = parts.peek().map(|next| format!("{part},{next}"));
                match both.filter(|both| self.person(both).is_some()) {
                    Some(both) => {
                        parts.next();
                        names.push(both);
                    }
                    None => names.push(part.to_owned()),
                }
            }
        }
        Value::set(
            names
                .iter()
                .filter_map(|name| self.kept(name))
                .map(Value::text)
                .collect(),
        )
    }

    /// Returns a value of a shape with the handles of the people whom it names in other words.
    pub fn resolved(&self, shape: Shape, value: Value) -> Value {
        match (shape, value) {
            (Shape::Person, Value::Text(text)) => self.kept(&text).map_or(Value::Empty, Value::text),
            (Shape::People, Value::List(items)) => {
                let texts = items.iter().filter_map(Value::as_text);
                Value::set(texts.filter_map(|text| self.kept(text)).map(Value::text).collect())
            }
            (Shape::Rows { columns, sorted }, Value::List(rows))
                if columns.iter().any(|column| column.shape.is_of_people()) =>
            {
                let row = |row: Value| match row {
                    Value::Row(cells) => {
                        let cells = cells.into_iter().enumerate();
                        let cell = |(at, cell): (usize, Value)| match columns.get(at) {
                            Some(column) => self.resolved(column.shape, cell),
                            None => cell,
                        };
                        Value::Row(cells.map(cell).collect())
                    }
                    other => other,
                };
                let rows = rows.into_iter().map(row).collect();
                if sorted { Value::set(rows) } else { Value::list(rows) }
            }
            (_, value) => value,
        }
    }
}

/// Returns a name as names are compared: folded, with single blanks.
fn plain(name: &str) -> String {
    folded(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a name in every way in which it is written without diacritics, as names are compared.
fn all_spellings(name: &str) -> Vec<String> {
    let mut all: Vec<_> = spellings(name).iter().map(|name| plain(name)).collect();
    all.dedup();
    all
}

/// Returns `First Last` of `Last, First`.
fn swapped(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    (!last.is_empty() && !first.is_empty()).then(|| format!("{first} {last}"))
}

#[cfg(test)]
mod tests;
