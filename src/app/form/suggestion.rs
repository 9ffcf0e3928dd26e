//! Suggestions for a field: choices, records, catalogue entries, people, and values used elsewhere.

use crate::domain::fold::{folded, spellings};
use crate::domain::kinds::organization::people::{People, Person};
use crate::domain::kinds::{document, organization, review};
use crate::domain::record::Record;
use crate::domain::record::field::{Field, Kind, Shape};
use crate::domain::record::mark::Mark;
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::search::rank;

/// One thing a field can be filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What is put into the field.
    pub insert: String,
    /// What stands beside it.
    pub label: String,
}

/// Returns what a field can be filled with, where that is known.
pub fn offers(kind: &Kind, field: &Field, register: &Register) -> Vec<Suggestion> {
    let catalogue = register.catalogue();
    match field.shape {
        Shape::OneOf(items) | Shape::AnyOf(items) => {
            let offer = |item: &crate::domain::record::choice::Item| Suggestion {
                insert: item.label.to_owned(),
                label: String::new(),
            };
            items.iter().map(offer).collect()
        }
        Shape::One(kinds) | Shape::Many(kinds) => {
            let fits = |own: &&&Kind| kinds.is_empty() || kinds.contains(&own.name);
            let mut kinds: Vec<_> = register.kinds().iter().filter(fits).collect();
            // Of everything there is, a review looks at documents most.
            kinds.sort_by_key(|own| kind.name == review::KIND.name && **own != &document::KIND);
            let records = kinds
                .into_iter()
                .flat_map(|kind| register.of(kind))
                .filter(|record| !record.is_retired());
            let offer = |record: &Record| Suggestion {
                insert: record.id().to_string(),
                label: register.title(record.id().as_str()).unwrap_or_default().to_owned(),
            };
            records.map(offer).collect()
        }
        Shape::Terms(vocabulary) => {
            let terms = catalogue.terms(vocabulary);
            terms
                .into_iter()
                .map(|(id, title)| Suggestion {
                    insert: id.to_owned(),
                    label: title.to_owned(),
                })
                .collect()
        }
        Shape::Person | Shape::People => owners(register),
        // What others of the kind say, as a spreadsheet offers it; a title is nobody else's.
        Shape::Line | Shape::Words if !field.is(Mark::Title) => in_use(kind, field, register),
        _ => Vec::new(),
    }
}

/// Returns the values that records of a kind hold in a field, the most frequent first.
fn in_use(kind: &Kind, field: &Field, register: &Register) -> Vec<Suggestion> {
    let Some(position) = kind.field_index(field.name) else {
        return Vec::new();
    };
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for record in register.of(kind) {
        for text in record.value(position).items().iter().filter_map(Value::as_text) {
            *counts.entry(text).or_default() += 1;
        }
    }
    if field.name == "unit"
        && let Some(organization) = register.get(organization::ID)
    {
        for unit in organization.get(organization::UNITS) {
            *counts.entry(unit).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().filter(|(text, _)| text.len() <= 60).collect();
    counts.sort_by_key(|(text, count)| (std::cmp::Reverse(*count), *text));
    let offer = |(text, _): (&str, usize)| Suggestion {
        insert: text.to_owned(),
        label: String::new(),
    };
    counts.into_iter().take(500).map(offer).collect()
}

/// Returns those who can answer for a record: the people of the organization, then other owners in use.
pub fn owners(register: &Register) -> Vec<Suggestion> {
    let people = People::of(register);
    let here = people.iter().filter(|person| person.left().is_none());
    let offer = |person: Person<'_>| Suggestion {
        insert: person.handle().to_owned(),
        label: [person.name(), person.role()].join("  ").trim().to_owned(),
    };
    let mut owners: Vec<_> = here.map(offer).collect();
    for (owner, count) in register.index().owners() {
        if people.person(owner).is_none() && !is_nobody(owner) {
            owners.push(Suggestion {
                insert: owner.to_owned(),
                label: format!("{count} records"),
            });
        }
    }
    owners
}

/// What stands beside a name that is offered although nobody has it yet.
pub const NEW_NAME: &str = "a new name";

/// Tells whether what was typed begins the short name of somebody, or a word of the full name.
pub fn meant(offer: &Suggestion, typed: &str) -> bool {
    let typed = folded(typed.trim());
    let begins =
        |text: &String| text.starts_with(&typed) || text.split_whitespace().any(|word| word.starts_with(&typed));
    let mut texts = [&offer.insert, &offer.label]
        .into_iter()
        .flat_map(|text| spellings(text));
    !typed.is_empty() && texts.any(|text| begins(&text))
}

/// Returns the short name of the known person that a text means: one of their names, or the best match begins with it.
pub fn known(register: &Register, typed: &str) -> Option<String> {
    let people = People::of(register);
    let kept = people
        .kept(typed)
        .filter(|kept| people.person(kept).is_some() || *kept != typed.trim());
    if let Some(kept) = kept {
        return Some(kept.to_owned());
    }
    let all = owners(register);
    let word = folded(typed);
    if let Some(same) = all.iter().find(|owner| folded(&owner.insert) == word) {
        return Some(same.insert.clone());
    }
    let labels = all.iter().map(|owner| format!("{} {}", owner.insert, owner.label));
    let best = rank(typed, labels).into_iter().map(|ranked| &all[ranked.index]).next();
    best.filter(|owner| meant(owner, typed))
        .map(|owner| owner.insert.clone())
}

/// Returns the people to choose from at a review: those who take part, then all others known.
pub(in crate::app) fn people(register: &Register, review: &Record) -> Vec<Suggestion> {
    let mut all = owners(register);
    let mut named = review.get(review::PARTICIPANTS);
    named.extend(review.get(review::AUDITORS));
    named.sort_unstable();
    named.dedup();
    for name in named.iter().rev() {
        let at = all.iter().position(|known| known.insert == *name);
        let person = match at {
            Some(at) => all.remove(at),
            None => Suggestion {
                insert: (*name).to_owned(),
                label: String::new(),
            },
        };
        let label = format!("{}  takes part", person.label).trim().to_owned();
        all.insert(0, Suggestion { label, ..person });
    }
    if named.len() > 1 {
        let (insert, label) = (named.join(", "), "all who take part".to_owned());
        all.insert(0, Suggestion { insert, label });
    }
    all
}
