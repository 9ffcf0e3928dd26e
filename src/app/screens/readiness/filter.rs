//! The terms by which Readiness is narrowed: those that its lines have.

use crate::app::list::spec::View;
use crate::app::screens::readiness::heading;
use crate::domain::catalogue::Vocabulary;
use crate::domain::query::{Lines, QueryError};
use crate::domain::readiness::{Mend, Shortfall};
use crate::domain::record::check::{Provenance, Weight};
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::field::Shape;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;

choices! {
    /// What can be asked of a line with `is:`.
    Standing {
        Blocking "blocking", "blocks";
        Late "late";
    }
}

/// The terms that lines have, each with the shape of its value.
const KEYS: &[(&str, Shape)] = &[
    ("clause", Shape::Terms(Vocabulary::Requirements)),
    ("owner", Shape::Person),
    ("weight", Shape::OneOf(Weight::ITEMS)),
    ("due", Shape::Day),
    ("is", Shape::AnyOf(Standing::ITEMS)),
    ("id", Shape::Line),
    ("rule", Shape::Line),
    ("asked", Shape::OneOf(Provenance::ITEMS)),
];

/// Returns the filter that a text means.
pub(super) fn parse(text: &str, view: View<'_>) -> Result<Lines, QueryError> {
    Lines::parse(text, KEYS, view.register, view.today)
}

/// Tells whether a filter lets a line pass.
pub(super) fn passes(filter: &Lines, view: View<'_>, one: &Shortfall) -> bool {
    filter.is_empty() || filter.matches(&text(view, one), view.register, |key| value(view, one, KEYS[key].0))
}

fn value(view: View<'_>, one: &Shortfall, key: &str) -> Value {
    let texts = |texts: &mut dyn Iterator<Item = &str>| {
        let texts = texts.filter(|text| !text.is_empty());
        Value::set(texts.map(Value::text).collect())
    };
    match key {
        "clause" if one.clause().is_empty() => Value::Empty,
        "clause" => Value::Reference(Id::new(one.clause())),
        "owner" => texts(&mut one.owners(view.register, view.today)),
        "weight" => one.weight.into(),
        "due" => one
            .mending(view.register, view.today)
            .due
            .map_or(Value::Empty, Value::Date),
        "is" => {
            let is_late = one
                .mending(view.register, view.today)
                .due
                .is_some_and(|day| day < view.today);
            let standing = [(Standing::Blocking, one.blocks), (Standing::Late, is_late)];
            let holds = standing.into_iter().filter(|(_, holds)| *holds);
            Value::set(holds.map(|(standing, _)| standing.into()).collect())
        }
        "id" => match one.mend() {
            Mend::Record(id, _) => Value::text(id.as_str()),
            Mend::Each(ids, _) => texts(&mut ids.iter().map(Id::as_str)),
            Mend::Missing(..) => Value::Empty,
        },
        "rule" => Value::text(&format!("{} {}", one.problem.rule.code, one.problem.rule.name)),
        _ => one.problem.class.provenance.into(),
    }
}

/// Returns the text of a line in which words are looked for.
fn text(view: View<'_>, one: &Shortfall) -> String {
    let problem = &one.problem;
    let (id, title) = match one.mend() {
        Mend::Record(id, _) => (id.as_str(), view.register.title(id.as_str()).unwrap_or_default()),
        Mend::Each(..) => ("", ""),
        Mend::Missing(kind, _) => (kind, ""),
    };
    let mending = one.mending(view.register, view.today);
    let mut owners: Vec<_> = one
        .owners(view.register, view.today)
        .chain([mending.owner])
        .map(called)
        .collect();
    owners.dedup();
    let owner = owners.join(" ");
    format!(
        "{} {} {} {} {}{} {id} {title} {owner} {} {}",
        one.clause(),
        problem.rule.code,
        problem.rule.name,
        one.weight.item().label,
        problem.class.provenance.item().label,
        if one.blocks { " blocks" } else { "" },
        mending.due_in_words(view.today),
        problem.sentence
    )
}

fn called(owner: &str) -> &str {
    if owner.is_empty() { heading::NOBODY } else { owner }
}
