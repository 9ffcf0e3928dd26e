//! Check rules of resources: what is known of a data set (A.7).

use crate::domain::kinds::resource::{self, Type};
use crate::domain::kinds::review::scope::is_in_aims;
use crate::domain::kinds::{control, system};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at};
use crate::domain::record::rules::Example;

/// The check rules of resources.
pub static RULES: &[&Rule] = &[&DATA_INCOMPLETE];

static DATA_INCOMPLETE: Rule = Rule {
    code: "AIMS-W543",
    name: "data-incomplete",
    sentence: "A data set lacks how and why it was acquired, its quality, its origin or its preparation.",
    clauses: &["A.7.3", "A.7.4", "A.7.5", "A.7.6"],
    class: Class::S_DONE,
    why: "What a system does rests on its data.",
    mend: "Write what is known of it.",
    of: Subject::Each(|asked| asked.record.get(resource::TYPE) == Some(Type::Data) && is_of_builder(asked)),
    raise: |asked| {
        let record = asked.record;
        let lacks = [
            (
                "A.7.3",
                "acquired",
                record.get(resource::ACQUIRED),
                "It is not said how and why it was acquired.",
            ),
            (
                "A.7.4",
                "quality",
                record.get(resource::QUALITY),
                "It is not said what its quality is.",
            ),
            (
                "A.7.5",
                "origin",
                record.get(resource::ORIGIN),
                "It is not said where it comes from.",
            ),
            (
                "A.7.6",
                "preparation",
                record.get(resource::PREPARATION),
                "It is not said how it was prepared.",
            ),
        ];
        let applies = |id: &str| asked.register.get(id).is_some_and(control::is_chosen);
        let empty = lacks
            .into_iter()
            .filter(|(id, _, text, _)| text.is_empty() && applies(id));
        empty
            .map(|(id, field, _, sentence)| at(field, sentence).under(id))
            .collect()
    },
    example: Example::of("U-00000", "title: Chats; type: data; systems: chat")
        .beside(&[
            ("system", "chat", "title: Chat; scope: in; roles: producer"),
            ("control", "A.7.5", "applicability: included"),
        ])
        .change("origin: Our own customers"),
    ..Rule::PLAIN
};

/// Tells whether it belongs to a system that the organization builds or provides.
fn is_of_builder(asked: &Asked<'_>) -> bool {
    let builds = |one: &Record| {
        let roles = one.get(system::ROLES);
        roles.contains(&system::Role::Producer) || roles.contains(&system::Role::Provider)
    };
    let systems = asked.record.get(resource::SYSTEMS).into_iter();
    let mut systems = systems.filter_map(|id| asked.register.get(id.as_str()));
    systems.any(|one| is_in_aims(one) && builds(one))
}
