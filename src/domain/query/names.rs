//! What the key of a term means for a kind: its fields, its derived values, and the words people use for them.

use crate::domain::catalogue::Vocabulary;
use crate::domain::fold::folded;
use crate::domain::kinds::control;
use crate::domain::query::kept::Kept;
use crate::domain::record::field::{Derived, Kind, Shape};
use crate::domain::record::kind::CellColumn;
use crate::domain::record::mark::Mark;
use crate::domain::register::Register;

/// Where a value comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    /// A field, by its position.
    Field(usize),
    /// A derived value, computed when it is asked for.
    Derived(&'static Derived),
    /// A column of a table.
    Cell(CellColumn),
    /// The id, as text.
    Id,
    /// What the record is called.
    Title,
    /// The record itself, as something that is referred to.
    Own,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field(a), Self::Field(b)) => a == b,
            (Self::Cell(a), Self::Cell(b)) => a == b,
            (Self::Derived(a), Self::Derived(b)) => std::ptr::eq(*a, *b),
            (Self::Id, Self::Id) | (Self::Title, Self::Title) | (Self::Own, Self::Own) => true,
            _ => false,
        }
    }
}

impl Source {
    /// Returns the shape of its values.
    pub(super) fn shape(self, kind: &Kind) -> Shape {
        match self {
            Self::Field(field) => kind.fields[field].shape,
            Self::Derived(derived) => derived.shape,
            Self::Cell(cell) => cell.column.shape,
            Self::Id | Self::Title => Shape::Line,
            Self::Own => Shape::One(&[]),
        }
    }
}

/// What a key means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Key {
    /// `is:` a question of the table.
    Is,
    /// `has:` something, or `no:`.
    Has {
        /// Whether it is `no:`.
        missing: bool,
    },
    /// One field or derived value.
    One(Source),
    /// The field that says how far the record has come; it takes the questions of the table as well.
    Status(usize),
    /// Clauses and controls, wherever the record names them.
    Requirement(Vec<Source>),
    /// A column of an imported spreadsheet that has no field of its own.
    Kept(Kept),
    /// Records of a kind: what the record refers to, or the records of that kind that refer to it.
    Related(&'static Kind, Vec<Source>),
}

/// Returns what a key means for a kind.
pub(super) fn resolve(kind: &'static Kind, register: &Register, written: &str) -> Option<Key> {
    let name = folded(written).replace('-', "_");
    match &*name {
        "is" => return Some(Key::Is),
        "has" => return Some(Key::Has { missing: false }),
        "no" => return Some(Key::Has { missing: true }),
        "id" => return Some(Key::One(Source::Id)),
        "title" | "name" if kind.field(&name).is_none_or(|field| field.is(Mark::Title)) => {
            return Some(Key::One(Source::Title));
        }
        "clause" | "clauses" => {
            let sources = requirements(kind);
            return (!sources.is_empty()).then_some(Key::Requirement(sources));
        }
        _ => {}
    }
    if let Some(cell) = kind.cell_column(&name) {
        return Some(Key::One(Source::Cell(cell)));
    }
    if let Some(kept) = Kept::named(kind, register, written) {
        return Some(Key::Kept(kept));
    }
    exact(kind, &name)
        .or_else(|| marked(kind, &name))
        .or_else(|| related(kind, register, &name))
        .or_else(|| exact(kind, &format!("{name}s")))
        .or_else(|| labelled(kind, &name))
}

/// Returns a field or derived value by its name.
fn exact(kind: &'static Kind, name: &str) -> Option<Key> {
    let derived = || kind.derived.iter().find(|derived| derived.name == name);
    kind.field_index(name)
        .map(|field| field_key(kind, field))
        .or_else(|| derived().map(|derived| Key::One(Source::Derived(derived))))
}

fn labelled(kind: &'static Kind, name: &str) -> Option<Key> {
    let is_called = |label: &str| folded(label).replace([' ', '-'], "_") == name;
    let field = kind.fields.iter().position(|field| is_called(field.label));
    field.map(|field| field_key(kind, field))
}

fn field_key(kind: &Kind, field: usize) -> Key {
    if kind.fields[field].is(Mark::Status) {
        Key::Status(field)
    } else {
        Key::One(Source::Field(field))
    }
}

/// Returns the field that is what the word says, whatever its name.
fn marked(kind: &'static Kind, name: &str) -> Option<Key> {
    let mark = match name {
        "status" => Mark::Status,
        "owner" => Mark::Owner,
        "due" => Mark::Due,
        "tag" | "tags" => Mark::Tags,
        _ => return None,
    };
    kind.marked(mark).map(|field| field_key(kind, field))
}

/// Returns where a kind names clauses and controls.
fn requirements(kind: &'static Kind) -> Vec<Source> {
    let mut sources = refers(kind, &control::KIND);
    let clause = kind.derived.iter().find(|derived| derived.name == "clause");
    sources.extend(clause.map(Source::Derived));
    if *kind == control::KIND {
        sources.insert(0, Source::Own);
    }
    sources
}

fn related(kind: &'static Kind, register: &Register, name: &str) -> Option<Key> {
    let other = register.kinds().iter().find(|other| other.name == name)?;
    let mut sources = refers(kind, other);
    if *other == kind {
        sources.insert(0, Source::Own);
    }
    let known = !sources.is_empty() || can_refer(other, kind);
    known.then_some(Key::Related(other, sources))
}

/// Tells whether records of one kind can refer to records of another.
pub(super) fn can_refer(kind: &'static Kind, other: &Kind) -> bool {
    !refers(kind, other).is_empty()
}

/// Returns where records of one kind can refer to records of another.
fn refers(kind: &'static Kind, other: &Kind) -> Vec<Source> {
    sources(kind, |shape| match shape {
        Shape::One(kinds) | Shape::Many(kinds) => kinds.is_empty() || kinds.contains(&other.name),
        Shape::Terms(Vocabulary::Requirements) => other.name == "control",
        _ => false,
    })
}

fn sources(kind: &'static Kind, suits: impl Fn(Shape) -> bool) -> Vec<Source> {
    let fields = kind.fields.iter().enumerate().filter(|(_, field)| suits(field.shape));
    let derived = kind.derived.iter().filter(|derived| suits(derived.shape));
    fields
        .map(|(field, _)| Source::Field(field))
        .chain(derived.map(Source::Derived))
        .collect()
}

/// Returns the words that mean something before an operator, fields first.
pub(super) fn known(kind: &'static Kind, register: &Register) -> Vec<&'static str> {
    let fields = kind.fields.iter().map(|field| field.name);
    let derived = kind.derived.iter().map(|derived| derived.name);
    let mut names: Vec<_> = fields.chain(derived).collect();
    let others = register.kinds().iter().map(|kind| kind.name);
    let words = [
        "is", "has", "no", "id", "title", "status", "owner", "due", "tag", "clause",
    ];
    for word in words.into_iter().chain(others) {
        if !names.contains(&word) && resolve(kind, register, word).is_some() {
            names.push(word);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{self, action, answer, control, evidence, risk, system};

    fn key(kind: &'static Kind, name: &str) -> Option<Key> {
        resolve(kind, &Register::default(), name)
    }

    #[test]
    fn every_field_and_derived_value_is_known_by_its_name() {
        let register = Register::default();
        for kind in kinds::ALL {
            let fields = kind.fields.iter().map(|field| field.name);
            for name in fields.chain(kind.derived.iter().map(|derived| derived.name)) {
                assert!(resolve(kind, &register, name).is_some(), "{} {name}", kind.name);
            }
        }
    }

    #[test]
    fn people_s_words_find_the_field() {
        assert_eq!(
            key(&system::KIND, "role"),
            Some(Key::One(Source::Field(system::ROLES.index())))
        );
        assert_eq!(key(&system::KIND, "status"), Some(Key::Status(system::STAGE.index())));
        assert_eq!(
            key(&system::KIND, "eu-class"),
            Some(Key::One(Source::Field(system::EU_CLASS.index())))
        );
        assert_eq!(
            key(&risk::KIND, "next-review"),
            Some(Key::One(Source::Field(risk::REVIEW.index())))
        );
        assert!(matches!(key(&risk::KIND, "system"), Some(Key::Related(_, sources)) if sources.len() == 1));
        assert!(matches!(key(&action::KIND, "control"), Some(Key::Related(_, sources)) if sources.len() == 2));
        assert!(matches!(key(&action::KIND, "system"), Some(Key::Related(_, sources)) if sources.len() == 1));
        assert!(matches!(key(&control::KIND, "risk"), Some(Key::Related(_, sources)) if sources.len() == 1));
        assert!(matches!(key(&risk::KIND, "risk"), Some(Key::Related(_, sources)) if sources == [Source::Own]));
        for kind in [
            &action::KIND,
            &answer::KIND,
            &evidence::KIND,
            &risk::KIND,
            &control::KIND,
        ] {
            assert!(
                matches!(key(kind, "clause"), Some(Key::Requirement(_))),
                "{}",
                kind.name
            );
        }
        assert_eq!(key(&risk::KIND, "due"), None);
        assert_eq!(key(&risk::KIND, "organization"), None);
    }
}
