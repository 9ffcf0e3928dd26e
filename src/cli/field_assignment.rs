//! `FIELD=VALUE` on the command line, read by the same rules as in a form.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::app::form;
use crate::app::form::suggestion;
use crate::cli::output::failure::Failure;
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::domain::kinds::approval;
use crate::domain::kinds::organization::people::People;
use crate::domain::record::Record;
use crate::domain::record::field::{Field, Kind, Shape};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::exchange::cells::choices::nearest;

/// A field with the value it is to have.
pub type Assignment = (usize, Value);

/// Reads `FIELD=VALUE`; an empty value empties the field.
///
/// # Errors
///
/// Fails with the fields there are, or with what the field takes.
pub fn read(opened: &Opened, kind: &'static Kind, text: &str) -> Result<Assignment, Failure> {
    let Some((name, typed)) = text.split_once('=') else {
        return Err(Failure::usage(format!("`{text}` sets nothing: write FIELD=VALUE.")));
    };
    let position = field(kind, name)?;
    let field = kind.stored(position);
    let value = form::read(field, typed, &opened.register, opened.today());
    match value {
        Ok(value) => Ok((position, value)),
        Err(error) => Err(refused(opened, field, text, &error)),
    }
}

/// Says why a value is refused; where it names records, with those that may be meant.
fn refused(opened: &Opened, field: &Field, text: &str, error: &str) -> Failure {
    let typed = text.split_once('=').map_or("", |(_, typed)| typed);
    match field.shape {
        Shape::One(kinds) | Shape::Many(kinds) => {
            let ids = typed.split([',', ';']).map(str::trim).filter(|id| !id.is_empty());
            let mut missing = ids.filter(|id| opened.register.find(id).is_none());
            if let Some(id) = missing.next() {
                return opened.not_found(id, kinds);
            }
        }
        Shape::Terms(vocabulary) => {
            let sentence = format!("{}: `{typed}` is none of the {}.", field.name, vocabulary.name());
            return Failure::usage(sentence);
        }
        _ => {}
    }
    Failure::usage(format!("{}: {error}", field.name))
}

fn field(kind: &'static Kind, typed: &str) -> Result<usize, Failure> {
    let wanted = typed.trim().to_lowercase().replace('-', "_");
    if let Some(position) = kind.stored_index(&wanted).filter(|_| wanted != "format") {
        return Ok(position);
    }
    if kind.derived.iter().any(|derived| derived.name == wanted) {
        return Err(Failure::usage(format!("`{wanted}` is computed and cannot be set.")));
    }
    let names: Vec<_> = kind.fields.iter().map(|field| field.name).collect();
    let perhaps = nearest(typed, names.iter().map(|name| (*name, *name)));
    let perhaps = perhaps.map_or(String::new(), |name| format!(" Perhaps `{name}`?"));
    let sentence = format!("There is no field `{typed}` in {}.{perhaps}", kind.plural);
    Err(Failure::usage(sentence).with_hint(format!("There are: {}.", names.join(", "))))
}

/// Returns the record with the values.
///
/// # Errors
///
/// Fails when a value does not fit.
pub fn carried_out(record: &Record, assignments: &[Assignment]) -> Result<Record, Failure> {
    let mut after = record.clone();
    for (field, value) in assignments {
        if !(value.is_empty() && approval::cleared(&mut after, *field)) {
            after.put(*field, value.clone()).map_err(Failure::usage)?;
        }
    }
    Ok(after)
}

/// The option that takes names which nobody has.
#[derive(Debug, clap::Args)]
pub struct NewNames {
    /// Take a name that is none of the people as it is, such as that of somebody outside.
    #[arg(long)]
    new_name: bool,
}

impl NewNames {
    /// Refuses names that are none of the people, as a form asks back, unless they stood there before or are meant so. While nobody
    /// is named, says only that a name is new.
    ///
    /// # Errors
    ///
    /// Fails where people are named and a name is that of none or of several of them.
    pub fn admitted(&self, register: &Register, before: &Record, assignments: &[Assignment]) -> Result<(), Failure> {
        let kind = before.kind();
        let names = assignments.iter().flat_map(|(field, value)| {
            let shape = kind.stored(*field).shape;
            let stood: Vec<_> = shape.people(before.value(*field)).collect();
            shape.people(value).filter(move |name| !stood.contains(name))
        });
        let people = People::of(register);
        if people.is_empty() || self.new_name {
            tell_unknown(register, names);
            return Ok(());
        }
        match people.remarks(names).first() {
            Some(remark) => Err(Failure::usage(remark).with_hint("--new-name takes the name as it is.")),
            None => Ok(()),
        }
    }
}

fn tell_unknown<'a>(register: &Register, names: impl Iterator<Item = &'a str>) {
    let people = People::of(register);
    if !people.is_empty() {
        for sentence in people.remarks(names) {
            print::say(&sentence);
        }
        return;
    }
    // While nobody is named, who answers for other records is known.
    let known = suggestion::owners(register);
    let is_new = |name: &&str| !known.is_empty() && known.iter().all(|owner| owner.insert != *name);
    for name in names.filter(is_new).collect::<BTreeSet<_>>() {
        let perhaps = suggestion::known(register, name);
        let perhaps = perhaps.map_or_else(String::new, |known| format!(" Perhaps `{known}`?"));
        print::say(&format!("`{name}` is a new name; nobody known is called so.{perhaps}"));
    }
}

/// Says which names in an edit are none of the people, where people are named.
pub fn tell_new_names_of(register: &Register, edit: &Edit) {
    let mut names: Vec<&str> = Vec::new();
    for change in &edit.changes {
        match change {
            Change::Set { id, field, to, .. } => {
                if let Some(record) = register.get(id.as_str()) {
                    names.extend(record.kind().stored(*field).shape.people(to));
                }
            }
            Change::Add(record) => {
                names.extend(record.fields().flat_map(|(field, value)| field.shape.people(value)));
            }
            Change::Remove(_) => {}
        }
    }
    tell_unknown(register, names.into_iter());
}

/// Returns from what to what the fields of a record go, a line for each.
pub fn described(before: &Record, after: &Record) -> String {
    let mut text = String::new();
    let or_nothing = |value: &Value| match value.to_string() {
        nothing if nothing.is_empty() => "(nothing)".to_owned(),
        text => text,
    };
    for field in before.differences(after) {
        let name = before.kind().stored(field).name;
        let (from, to) = (or_nothing(before.value(field)), or_nothing(after.value(field)));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name}: {} -> {}", shortened(&from), shortened(&to));
    }
    text
}

/// Returns the beginning of a text, on one line.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    line.chars().take(MOST - 1).chain(['…']).collect()
}
