//! People in a form: Enter takes the known one whose name begins so; a new name only where it is chosen.

use chrono::NaiveDate;

use crate::app::form::Form;
use crate::app::form::suggestion::{NEW_NAME, Suggestion, known, meant, owners};
use crate::domain::kinds::organization::people::{Meant, People};
use crate::domain::record::field::{Column, Shape};
use crate::domain::record::input;
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// Says why a name is refused, whose name is nearest, and how it is taken all the same.
pub(in crate::app) fn unknown(people: &People<'_>, name: &str) -> String {
    if let Some(sentence) = people.refused_name(name, |_| false) {
        return sentence;
    }
    match people.meant(name) {
        Meant::Nobody => format!("{name} is nobody; name a person or team, or leave it empty."),
        Meant::Unknown(Some(near)) => {
            format!("Nobody is called {name}; {near} is near. Down takes it as a new name.")
        }
        _ => format!("Nobody known is called {name}; Down takes it as a new name."),
    }
}

/// Tells whether a text may be the name of one person whom nobody knows yet: no placeholder, not `me`, not several people.
pub(in crate::app) fn is_new_name(people: &People<'_>, text: &str) -> bool {
    !is_nobody(text) && people.refused_name(text, |_| false).is_none()
}

/// Returns the name that is typed last in a cell of a row, where the cell is one of a person and the cursor is at its end.
fn name_in_row(columns: &[Column], text: &str, cursor: usize) -> Option<String> {
    let (before, after) = text.split_at_checked(cursor)?;
    let row = before.rsplit('\n').next()?;
    let rest = after.split(['|', '\n']).next()?;
    let cell = row.rsplit('|').next()?;
    let column = columns.get(row.matches('|').count())?;
    let name = match column.shape {
        Shape::Person => cell,
        Shape::People => cell.rsplit(';').next()?,
        _ => return None,
    };
    (rest.trim().is_empty() && !name.trim().is_empty()).then(|| name.trim_start().to_owned())
}

impl Form {
    /// Puts the known person whom the typed text means into the field one is in.
    pub(super) fn take_person(&mut self, register: &Register) {
        let input = &mut self.inputs[self.focus];
        let text = input.writing.text();
        let is_new = |name: &str| self.new_names.iter().any(|new| new == name);
        if self.kind.fields[input.position].shape == Shape::Person
            && text != input.before
            && !is_new(text.trim())
            && let Some(name) = known(register, &text)
        {
            input.writing.set(&name);
        }
    }

    /// Says why the names typed into a field are refused, if they are: somebody of the people, or who answers for other
    /// records, or a name chosen as a new one is meant; while nobody is named, any name will do.
    pub(super) fn refused_name(&self, at: usize, register: &Register, today: NaiveDate) -> Option<String> {
        let input = &self.inputs[at];
        let text = input.writing.text();
        let people = People::of(register);
        let shape = self.kind.fields[input.position].shape;
        if people.is_empty() || text == input.before {
            return None;
        }
        let read = |text: &str| match shape {
            Shape::Person => people.resolved(shape, Value::text(text)),
            Shape::People => people.read(text),
            Shape::Rows { .. } => people.resolved(shape, input::read(shape, text, today).unwrap_or_default()),
            _ => Value::Empty,
        };
        let (before, value) = (read(&input.before), read(&text));
        let known = owners(register);
        let is_known = |name: &str| {
            known.iter().any(|owner| owner.insert == name)
                || self.new_names.iter().any(|new| new == name)
                || shape.people(&before).any(|was| was == name)
        };
        let mut names = shape.people(&value).filter(|name| !is_known(name));
        names.find_map(|name| match people.meant(name) {
            Meant::Unknown(_) => Some(unknown(&people, name)),
            Meant::Several(handles) => Some(format!("{name} is the name of {}.", handles.join(" and of "))),
            Meant::Person(_) | Meant::Nobody => None,
        })
    }

    /// Returns the name being typed into a cell of a row, if one is.
    pub(super) fn name_in_row(&self) -> Option<String> {
        let Shape::Rows { columns, .. } = self.field().shape else {
            return None;
        };
        let writing = &self.inputs[self.focus].writing;
        name_in_row(columns, &writing.text(), writing.cursor())
    }

    /// Offers what is typed as a new name, last where somebody known is meant and first where not.
    pub(super) fn offer_new_name(&mut self, typed: &str, register: &Register) {
        let is_offered = self.suggestions.iter().any(|offer| offer.insert == typed);
        let people = People::of(register);
        if is_offered || people.person(typed).is_some() || !is_new_name(&people, typed) {
            return;
        }
        let new = Suggestion {
            insert: typed.to_owned(),
            label: NEW_NAME.to_owned(),
        };
        let is_known = self.suggestions.first().is_some_and(|top| meant(top, typed));
        let at = if is_known { self.suggestions.len() } else { 0 };
        self.suggestions.insert(at, new);
    }
}
