//! Check rules of any record: references, terms, required values, days, people.

mod days;
mod far_ahead;
mod people;

pub(super) use people::LEFT;

use std::borrow::Cow;

use crate::domain::catalogue::Vocabulary;
use crate::domain::kinds::check::visible;
use crate::domain::record::check::{Asked, Class, Raised, Rule, at};
use crate::domain::record::field::Shape;
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::Example;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// The rules of any record.
pub(super) static RULES: &[&Rule] = &[
    &DANGLING_REFERENCE,
    &WRONG_KIND,
    &SELF_REFERENCE,
    &BAD_ID,
    &UNKNOWN_TERM,
    &INCOMPLETE,
    &days::AHEAD,
    &days::CONTRADICTING,
    &far_ahead::FAR_AHEAD,
    &LEFT,
    &people::RETIRED_GROUNDS,
];

/// A field refers to a record that is not there.
static DANGLING_REFERENCE: Rule = Rule {
    code: "AIMS-E101",
    name: "dangling-reference",
    sentence: "A field refers to a record that is not there.",
    clauses: &["7.5.3"],
    class: Class::S_REGISTER,
    why: "A reference that leads nowhere hides what was meant by it.",
    mend: "Correct the reference, or bring the record back.",
    raise: |asked| {
        references(asked, |asked, shape, id| match shape {
            Shape::One(_) | Shape::Many(_) if id == asked.record.id() => None,
            Shape::One(kinds) | Shape::Many(kinds) => is_dangling(asked.register, kinds, id),
            _ => None,
        })
    },
    example: Example::of("T-00000", "title: Filter; risks: R-99999").change("risks:"),
    ..Rule::PLAIN
};

/// A field refers to a record of another kind than it takes.
static WRONG_KIND: Rule = Rule {
    code: "AIMS-E102",
    name: "wrong-kind",
    sentence: "A field refers to a record of another kind than it takes.",
    clauses: &["7.5.3"],
    class: Class::S_REGISTER,
    why: "What reads the reference passes it over.",
    mend: "Refer to a record of the kind that the field takes.",
    raise: |asked| {
        references(asked, |asked, shape, id| {
            let (Shape::One(kinds) | Shape::Many(kinds)) = shape else {
                return None;
            };
            let target = asked
                .register
                .get(id.as_str())
                .filter(|target| !kinds.is_empty() && target.id() != asked.record.id())?;
            let (is, takes) = (target.kind().name, kinds.join(" or "));
            let sentence = || format!("`{}` is one of the {is} records; this takes {takes}.", visible(id));
            (!kinds.contains(&is)).then(sentence)
        })
    },
    example: Example::of("T-00000", "title: Filter; risks: method").change("risks:"),
    ..Rule::PLAIN
};

/// A record refers to itself.
static SELF_REFERENCE: Rule = Rule {
    code: "AIMS-E103",
    name: "self-reference",
    sentence: "A record refers to itself.",
    clauses: &["7.5.3"],
    class: Class::S_REGISTER,
    why: "It can neither support nor wait for itself.",
    mend: "Take the reference out.",
    raise: |asked| {
        references(asked, |asked, shape, id| {
            let refers = matches!(shape, Shape::One(_) | Shape::Many(_)) && id == asked.record.id();
            refers.then(|| "The record refers to itself.".to_owned())
        })
    },
    example: Example::of(
        "E-00000",
        "title: Minutes; location: docs/minutes.md; supports: E-00000",
    )
    .change("supports: 4.1"),
    ..Rule::PLAIN
};

/// A record has an id that its kind does not take.
static BAD_ID: Rule = Rule {
    code: "AIMS-E104",
    name: "bad-id",
    sentence: "A record has an id that its kind does not take.",
    clauses: &["7.5.3"],
    class: Class::S_REGISTER,
    why: "Other programs and later versions may not find it.",
    mend: "Give the file, and with it the record, an id of the kind's form.",
    raise: |asked| {
        let ids = asked.record.kind().ids;
        if ids.accepts(asked.record.id().as_str()) {
            return Vec::new();
        }
        at("", format!("The id is not {}.", ids.example())).into()
    },
    example: Example::of("r1", "title: Injection"),
    ..Rule::PLAIN
};

/// A field names a term that the catalogue does not know.
static UNKNOWN_TERM: Rule = Rule {
    code: "AIMS-W101",
    name: "unknown-term",
    sentence: "A field names a term that the catalogue does not know.",
    class: Class::ADVICE_REGISTER,
    why: "What reads the term passes it over.",
    mend: "Choose one of the terms that the form offers, or add it to the catalogue.",
    raise: |asked| {
        references(asked, |asked, shape, id| {
            let Shape::Terms(vocabulary) = shape else { return None };
            let sentence = || format!("`{}` is none of the {}.", visible(id), vocabulary.name());
            (!known(asked.register, vocabulary, id)).then(sentence)
        })
    },
    example: Example::of("R-00000", "title: Injection; objectives: C.2.99").change("objectives:"),
    ..Rule::PLAIN
};

/// A record lacks a required value, or breaks a rule of its kind.
pub static INCOMPLETE: Rule = Rule {
    code: "AIMS-W102",
    name: "incomplete",
    sentence: "A record lacks a required value, or breaks a rule of its kind.",
    class: Class::ADVICE_REGISTER,
    why: "Lists, filters and documents miss what it does not say.",
    mend: "Open the record in a form, which marks the field.",
    raise: |asked| {
        if asked.record.kind().incomplete.is_some() || !asked.is_written() {
            return Vec::new();
        }
        let problems = asked.record.problems().into_iter();
        // A form takes any text; what stands for nothing is told as nothing.
        let fields = asked.record.fields();
        let placeholders = fields
            .filter(|(field, value)| field.is(Mark::Required) && !value.is_empty() && field.shape.is_nothing(value));
        let placeholders = placeholders.map(|(field, value)| {
            at(
                field.name,
                format!("{} is required, and \"{value}\" says nothing.", field.label),
            )
        });
        let problems = problems.map(|(field, sentence)| at(field, sentence));
        problems.chain(placeholders).collect()
    },
    example: Example::of("R-00000", "owner: ana").change("title: Injection"),
    ..Rule::PLAIN
};

/// Returns what is wrong with the references and terms of a record, each in its field.
fn references(asked: &Asked<'_>, wrong: impl Fn(&Asked<'_>, Shape, &Id) -> Option<String>) -> Vec<Raised> {
    let mut found = Vec::new();
    for (field, value) in asked.record.fields() {
        for (shape, value) in cells(field.shape, value) {
            let ids = value.items().iter().filter_map(Value::as_id);
            let sentences = ids.filter_map(|id| wrong(asked, shape, id)).map(Cow::from);
            found.extend(sentences.map(|sentence| at(field.name, sentence)));
        }
    }
    found
}

/// Returns a value with its shape, or the cells of a table with theirs, where they can hold references or terms.
fn cells(shape: Shape, value: &Value) -> Vec<(Shape, &Value)> {
    let refers = |shape: &Shape| matches!(shape, Shape::One(_) | Shape::Many(_) | Shape::Terms(_));
    let Shape::Rows { columns, .. } = shape else {
        return if refers(&shape) {
            vec![(shape, value)]
        } else {
            Vec::new()
        };
    };
    let rows = value.items().iter().map(|row| match row {
        Value::Row(cells) => &**cells,
        _ => &[],
    });
    let cells = rows.flat_map(|cells| columns.iter().map(|column| column.shape).zip(cells));
    cells.filter(|(shape, _)| refers(shape)).collect()
}

fn known(register: &Register, vocabulary: Vocabulary, id: &Id) -> bool {
    register.resolves(id.as_str(), Some(vocabulary))
}

/// Returns how an id leads nowhere, if it does. A field for any record also takes a sub-clause.
fn is_dangling(register: &Register, kinds: &[&str], id: &Id) -> Option<String> {
    if register.get(id.as_str()).is_some() || kinds.is_empty() && register.resolves(id.as_str(), None) {
        return None;
    }
    let id = visible(id);
    Some(match register.unreadable(&id) {
        Some(why) => format!("`{id}` is not there, since its file cannot be read: {why}"),
        None => format!("There is no `{id}`."),
    })
}
