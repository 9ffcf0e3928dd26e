//! A sheet of people into the people of the organization.
//!
//! People are the rows of one table of one record. An import takes each of them for a record of its own, so that people
//! are found again, merged, listed and remembered as all other records are, and puts what came of it into the table.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;

use crate::domain::fold::{folded, plain};
use crate::domain::kinds::organization::people::Person as Row;
use crate::domain::kinds::organization::{self, PEOPLE, handles};
use crate::domain::record::Record;
use crate::domain::record::id::{self, Id, IdForm};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Edit, EditError};
use crate::exchange::import::{Plan, words};
use crate::exchange::sheet::Sheet;
use crate::exchange::sheet::header::{Header, normalised};

pub use crate::domain::kinds::organization::person::{EMAIL, HANDLE, KIND, LEFT, NAME};

/// Returns the people of an organization as records of a register that holds nothing else.
pub fn register(of: &Register) -> Register {
    let mut people = Register::new(&[&KIND]);
    let rows = of.get(organization::ID).map(|organization| organization.get(PEOPLE));
    for row in rows.unwrap_or_default() {
        let id = id::slug(Row::of(row).handle(), |id| people.get(id).is_some());
        let mut record = Record::new(&KIND, id);
        for (field, value) in row.cells().iter().enumerate() {
            // The columns are the fields, so that every cell fits.
            let _ = record.put(field, value.clone());
        }
        people.put(record);
    }
    people
}

/// Returns the edit of the organization that a plan for its people comes to.
///
/// # Errors
///
/// Fails when the people of the register are not those of the plan.
pub fn edit(register: &Register, plan: &Plan, who: &str, when: NaiveDateTime) -> Result<Edit, EditError> {
    let edit = plan.edit(who, when);
    let mut people = self::register(register);
    let before: HashSet<Id> = people.of(&KIND).map(|person| person.id().clone()).collect();
    people.apply(&edit)?;
    let row = |person: &Record| {
        let mut cells: Vec<Value> = person.fields().map(|(_, value)| value.clone()).collect();
        if let Some(handle) = cells.first_mut()
            && handle.is_empty()
            && !before.contains(person.id())
        {
            *handle = Value::text(person.id().as_str());
        }
        Value::Row(cells.into())
    };
    let rows = people.of(&KIND).map(row).collect();
    let change = register.change(organization::ID, PEOPLE.field(), Value::set(rows))?;
    Ok(Edit {
        changes: change.into_iter().collect(),
        ..edit
    })
}

/// Puts the columns of first and last names together, where no column holds whole names.
pub fn join_names(sheet: &mut Sheet) {
    let [given, family, whole] = [words::given_names(), words::family_names(), words::whole_names()].map(|words| {
        let is_one = |header: &&Header| words.iter().any(|word| normalised(word) == normalised(&header.name));
        sheet.headers.iter().find(is_one).map(|header| header.index)
    });
    let (Some(given), Some(family), None) = (given, family, whole) else {
        return;
    };
    let name = words::whole_names().first().cloned().unwrap_or_default();
    sheet.join(&[given, family], &name, |row| {
        let name = [given, family].map(|column| row.cell(column).trim()).join(" ");
        name.trim().to_owned()
    });
}

/// Tells whether a header is that of a first or last name.
pub fn is_part_of_name(header: &str) -> bool {
    let header = normalised(header);
    let mut parts = words::given_names().iter().chain(words::family_names());
    parts.any(|word| normalised(word) == header)
}

/// The people by what says who somebody is.
#[derive(Debug, Default)]
pub(super) struct Persons {
    handles: HashSet<String>,
    emails: HashMap<String, Vec<String>>,
    names: HashMap<String, Vec<String>>,
}

impl Persons {
    /// Collects the people of a register of people.
    pub fn of(people: &Register) -> Self {
        let mut known = Self::default();
        for person in people.of(&KIND) {
            let [handle, name, email] = [HANDLE, NAME, EMAIL].map(|field| person.stored(field).to_string());
            known.handles.insert(folded(&handle));
            for (map, text) in [(&mut known.emails, email), (&mut known.names, name)] {
                if !text.is_empty() && !handle.is_empty() {
                    map.entry(folded(&text)).or_default().push(handle.clone());
                }
            }
        }
        known
    }

    /// Returns the handle of the one person with an address, else with a name, unless the handle is known already.
    pub fn handle(&self, handle: &str, name: &str, email: &str) -> Option<&str> {
        if self.handles.contains(&folded(handle)) && !handle.is_empty() {
            return None;
        }
        let found = [(&self.emails, email), (&self.names, name)].map(|(map, text)| map.get(&folded(text)));
        let mut found = found.into_iter().flatten();
        found.find_map(|handles| match &handles[..] {
            [only] => Some(only.as_str()),
            _ => None,
        })
    }
}

/// The handles that are taken, with the names of those whose they are.
#[derive(Debug, Default)]
pub(super) struct Handles {
    taken: HashMap<String, (String, String)>,
}

impl Handles {
    /// Collects those of a register of people; another has none.
    pub fn of(people: &Register) -> Self {
        let mut known = Self::default();
        for person in people.of(&KIND) {
            let [handle, name] = [HANDLE, NAME].map(|field| person.stored(field).to_string());
            known.taken.insert(folded(&handle), (handle, name));
        }
        known
    }

    /// Takes the handle of somebody who comes in.
    ///
    /// # Errors
    ///
    /// Fails with the reason where it is taken already.
    pub fn take(&mut self, handle: &str, name: &str) -> Result<(), String> {
        let others = self.taken.get(&folded(handle)).into_iter();
        let others = others.map(|(handle, name)| (handle.as_str(), name.clone()));
        if !handle.is_empty()
            && let Some(problem) = handles::taken(handle, others)
        {
            return Err(problem);
        }
        self.taken.insert(folded(handle), (handle.to_owned(), name.to_owned()));
        Ok(())
    }
}

/// Makes a handle that nobody has: of the first name, else with the first letters of the last.
pub(super) fn handle(name: &str, is_taken: impl Fn(&str) -> bool) -> Id {
    let letters = |word: &str| {
        let letters = word.chars().flat_map(plain).filter(char::is_ascii_alphanumeric);
        letters.collect::<String>().to_lowercase()
    };
    let mut words = name.split_whitespace().map(letters).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_else(|| "person".to_owned());
    let last = words.next_back().unwrap_or_default();
    let longer = (0..=last.len()).map(|count| format!("{first}{}", &last[..count]));
    let free = longer
        .filter(|handle| IdForm::Slug.accepts(handle))
        .find(|handle| !is_taken(handle));
    free.map_or_else(
        || id::slug(&format!("{first}{last}"), is_taken),
        |handle| Id::new(&handle),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_short_and_free() {
        let taken = ["farid", "ana", "anar"];
        let of = |name: &str| handle(name, |handle| taken.contains(&handle)).to_string();
        assert_eq!(of("Chiara Weiß"), "chiara");
        assert_eq!(of("Ana Ruiz"), "anaru");
        assert_eq!(of("Farid"), "farid-2");
    }
}
