//! Refuses names that cannot be those of one person: `me` where it is not known who that is, and several people in the place
//! of one.

use crate::domain::kinds::organization::people::People;
use crate::domain::record::rules::{KindRule, Proposal, Remedy};

/// The rules on names in records of every kind.
pub const RULES: &[KindRule] = &[KindRule::change("one person", names_no_one_person, &[])];

fn names_no_one_person(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let kind = proposal.after.kind();
    for (at, field) in kind.fields.iter().enumerate() {
        if !proposal.sets(at) {
            continue;
        }
        let known = proposal.before.map(|before| before.value(at));
        let known: Vec<_> = known.into_iter().flat_map(|value| field.shape.people(value)).collect();
        let names = field.shape.people(proposal.after.value(at));
        let doubtful: Vec<_> = names
            .filter(|name| is_doubtful(name) && !known.contains(name))
            .collect();
        if doubtful.is_empty() {
            continue;
        }
        let people = People::of(proposal.register);
        let is_in_use = |name: &str| proposal.register.index().of_owner(name).next().is_some();
        let sentence = doubtful
            .into_iter()
            .find_map(|name| people.refused_name(name, is_in_use));
        if let Some(sentence) = sentence {
            return Some((Remedy::Fill(field.name), sentence));
        }
    }
    None
}

/// Tells whether a name may be `me` or several, without a look at the people.
pub(super) fn is_doubtful(name: &str) -> bool {
    name.eq_ignore_ascii_case("me") || name.contains([',', ';', '/', '&', '\n']) || name.contains(" and ")
}

#[cfg(test)]
mod tests {
    use crate::domain::admission::testing::{bare, changed, put, record};
    use crate::domain::kinds::{organization, review, risk};
    use crate::domain::register::Register;

    #[test]
    fn a_field_of_one_person_takes_no_two_and_no_me_that_is_not_known() {
        let mut register = Register::default();
        let people = [("name", "Acme"), ("people", "ana | Ana Kovač\nben | Ben Okafor")];
        register.put(record(&organization::KIND, organization::ID, &people));
        register.put(record(
            &risk::KIND,
            "R-00001",
            &[("title", "Injection"), ("status", "open")],
        ));
        register.put(record(
            &review::KIND,
            "V-00001",
            &[("title", "Audit"), ("status", "planned")],
        ));
        let said = |register: &Register, id: &str, field: &str, text: &str| {
            let after = put(register.get(id).expect("a record").clone(), &[(field, text)]);
            let completed = changed(register, &after, &bare());
            completed
                .objections
                .into_iter()
                .map(|objection| objection.sentence)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            said(&register, "R-00001", "owner", "ben, ana"),
            ["`ben, ana` names 2 people, and one belongs here."]
        );
        assert!(said(&register, "R-00001", "owner", "me")[0].contains("not known who you are"));
        assert_eq!(said(&register, "R-00001", "owner", "Kovač, Ana"), [""; 0]);
        assert_eq!(said(&register, "V-00001", "auditors", "ben, ana"), [""; 0]);
        assert!(said(&register, "V-00001", "auditors", "ben, me")[0].contains("not known who you are"));
    }
}
