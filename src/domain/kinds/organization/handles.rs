//! Refuses handles by which records could not tell who is meant: those of somebody else, and those that read as several
//! names.

use std::collections::HashMap;

use crate::domain::fold::folded;
use crate::domain::kinds::organization::PEOPLE;
use crate::domain::kinds::organization::one_person::is_doubtful;
use crate::domain::kinds::organization::person;
use crate::domain::kinds::organization::tables::People;
use crate::domain::record::rules::{Proposal, Remedy};
use crate::domain::record::typed::{ColumnHandle, Line, Row};

/// Returns why a text is no handle of a person beside others, with what those are called by their handles.
pub fn problem<'a>(handle: &str, others: impl IntoIterator<Item = (&'a str, String)>) -> Option<String> {
    if handle.is_empty() {
        return None;
    }
    if is_doubtful(handle) {
        return Some(format!("`{handle}` is no handle: it is one short word for one person."));
    }
    taken(handle, others)
}

/// Returns why a handle cannot be that of another person as well, if one of `others` has it.
pub fn taken<'a>(handle: &str, others: impl IntoIterator<Item = (&'a str, String)>) -> Option<String> {
    let is_it = |(other, _): &(&str, String)| folded(other) == folded(handle);
    let (handle, name) = others.into_iter().find(is_it)?;
    let of = if name.is_empty() {
        String::new()
    } else {
        format!(" of {name}")
    };
    Some(format!(
        "`{handle}` is the handle{of} already, and records name one person by it."
    ))
}

const HANDLE: ColumnHandle<People, Line> = ColumnHandle::at(person::HANDLE.index());
const NAME: ColumnHandle<People, Line> = ColumnHandle::at(person::NAME.index());

/// Refuses rows of the organization's people that come in with such a handle. What was there before stays.
pub(super) fn refused_row(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    if !proposal.changes(PEOPLE) {
        return None;
    }
    let mut known: HashMap<String, usize> = HashMap::new();
    for row in proposal.before.into_iter().flat_map(|before| before.get(PEOPLE)) {
        *known.entry(folded(row.get(HANDLE))).or_default() += 1;
    }
    let mut seen: HashMap<String, Vec<Row<'_, People>>> = HashMap::new();
    let sentence = proposal.after.get(PEOPLE).into_iter().find_map(|row| {
        let handle = row.get(HANDLE);
        let same = seen.entry(folded(handle)).or_default();
        let others = same.first().map(|row| (row.get(HANDLE), row.get(NAME).to_owned()));
        same.push(row);
        let is_new = same.len() > known.get(&folded(handle)).copied().unwrap_or_default();
        problem(handle, others).filter(|_| is_new)
    })?;
    Some((Remedy::Fill("people"), sentence))
}

/// Refuses such a handle of one person among the others, where people are records of their own.
pub(super) fn refused(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    if !proposal.changes(person::HANDLE) {
        return None;
    }
    let own = proposal.after.id();
    let others = proposal.register.of(&person::KIND).filter(|other| other.id() != own);
    let others = others.map(|other| proposal.touched.get(other.id()).map_or(other, |touched| &**touched));
    let coming = proposal.touched.values().map(|other| &**other);
    let coming = coming.filter(|other| other.id() != own && other.is(&person::KIND));
    let others: Vec<(String, String)> = others
        .chain(coming)
        .map(|other| {
            [person::HANDLE, person::NAME]
                .map(|field| other.stored(field).to_string())
                .into()
        })
        .collect();
    let others = others.iter().map(|(handle, name)| (handle.as_str(), name.clone()));
    let handle = proposal.after.stored(person::HANDLE).to_string();
    Some((Remedy::Fill("handle"), problem(&handle, others)?))
}

#[cfg(test)]
mod tests {
    use crate::domain::admission::testing::{bare, changed, put, record};
    use crate::domain::kinds::organization;
    use crate::domain::register::Register;

    #[test]
    fn a_handle_means_one_person_and_what_is_there_stays() {
        let mut register = Register::default();
        let old = "ana | Ana Ruiz\nben | Ben Okoro\nBEN | Ben Other";
        let fields = [("name", "Acme"), ("people", old)];
        register.put(record(&organization::KIND, organization::ID, &fields));
        let said = |people: &str| {
            let after = register.get(organization::ID).expect("a record").clone();
            let completed = changed(&register, &put(after, &[("people", people)]), &bare());
            completed
                .objections
                .into_iter()
                .map(|objection| objection.sentence)
                .collect::<Vec<_>>()
        };
        assert_eq!(said(&format!("{old}\ncd | Carl")), [""; 0]);
        let taken = said(&format!("{old}\nAna | Ana Other"));
        assert!(
            taken.len() == 1 && taken[0].ends_with("already, and records name one person by it."),
            "{taken:?}"
        );
        assert_eq!(
            said(&format!("{old}\nx;y | Xaver")),
            ["`x;y` is no handle: it is one short word for one person."]
        );
    }
}
