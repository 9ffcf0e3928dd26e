//! Names that stand for nobody: the check rule on those that are nobody of the people, and what rules say that ask for somebody.

use chrono::NaiveDate;

use super::ACME;
use crate::domain::kinds::organization;
use crate::domain::kinds::organization::people::{Meant, People};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised, Rule, Subject, at, nothing};

/// Raises that a field names nobody: nothing or a placeholder, a name that is nobody of the people, or somebody who has left by
/// the day. The sentence is told with the reason.
pub fn nobody_in(
    asked: &Asked<'_>,
    field: &'static str,
    name: &str,
    on: Option<NaiveDate>,
    sentence: &str,
) -> Option<Raised> {
    let reason = organization::why_nobody(asked.register, name, on)?;
    let is_silent = name.trim().is_empty();
    let sentence = if is_silent {
        sentence.to_owned()
    } else {
        format!("{sentence} {reason}")
    };
    Some(at(field, sentence))
}

/// Raises that nobody answers for a record.
pub fn unowned(asked: &Asked<'_>, sentence: &str) -> Option<Raised> {
    nobody_in(asked, "owner", asked.record.owner(), Some(asked.today), sentence)
}

/// Records name somebody who is nobody of the people.
pub static UNKNOWN_PERSON: Rule = Rule {
    code: "AIMS-W110",
    name: "unknown-person",
    sentence: "A name is nobody of the people.",
    class: Class::ADVICE_REGISTER,
    why: "What a misspelt name answers for is in nobody's list, and nobody can say whether it is independent.",
    mend: "Correct the name, add the person to the people, or add the name to a person's other names.",
    of: Subject::Whole,
    raise: |asked| {
        let people = People::of(asked.register);
        if people.is_empty() {
            return nothing();
        }
        let named = asked.register.index().people().into_iter();
        let unknown = named.filter_map(|name| {
            let meant = people.meant(name);
            if matches!(meant, Meant::Person(_) | Meant::Nobody) {
                return None;
            }
            let slots = asked.register.index().naming(name).into_iter();
            let records = slots.filter_map(|slot| asked.register.at(slot));
            let mut ids: Vec<_> = records.filter(|record| !record.is_retired()).map(Record::id).collect();
            ids.sort_unstable();
            let first = ids.first()?;
            let place = match ids.len() - 1 {
                0 => first.to_string(),
                1 => format!("{first} and one more"),
                more => format!("{first} and {more} more"),
            };
            let sentence = match meant {
                Meant::Several(handles) => format!("`{name}` in {place} is the name of {}.", handles.join(" and of ")),
                Meant::Unknown(Some(near)) => {
                    format!("`{name}` in {place} is nobody of the people. Perhaps `{near}`?")
                }
                _ => format!("`{name}` in {place} is nobody of the people."),
            };
            Some(at("people", sentence))
        });
        unknown.collect()
    },
    example: ACME
        .before("name: Acme; people: greta | Greta Lind")
        .beside(&[("risk", "R-00000", "title: Injection; owner: grta")])
        .change("people: greta | Greta Lind | | grta"),
    ..Rule::PLAIN
};
