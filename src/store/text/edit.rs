//! Changing fields of a text and leaving every other byte alone.
//!
//! Changes are made one after the other on the text, which is read again after each: a file has a few kilobytes, and
//! offsets that are never carried over cannot be wrong. The result is then held against the text it came from, by
//! bytes and by `ron`, because an edit that damages a field nobody looked at is found months later, in an audit.

use serde::de::IgnoredAny;

use crate::store::text::field;
use crate::store::text::lines::{newline, with_newline};
use crate::store::text::parser::parse;
use crate::store::text::problem::Problem;
use crate::store::text::splice;
use crate::store::text::tree::Document;

/// A field's place in the declaration order of its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot<'a> {
    /// The field's name.
    pub name: &'a str,
    /// Whether the canonical text puts a blank line before and after the field.
    pub apart: bool,
}

/// A change of one field. Values are RON texts with LF line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    /// Gives the field a value, adding the field if it is absent.
    Set {
        /// The field's name.
        field: &'a str,
        /// The value's text.
        value: &'a str,
    },
    /// Gives a list field its items, keeping the text and the comments of those that stay.
    List {
        /// The field's name.
        field: &'a str,
        /// The items' texts in the order wanted.
        items: &'a [String],
    },
    /// Takes the field away, if it is there.
    Remove {
        /// The field's name.
        field: &'a str,
    },
}

impl<'a> Change<'a> {
    /// Returns the name of the field that is changed.
    pub fn field(&self) -> &'a str {
        match self {
            Self::Set { field, .. } | Self::List { field, .. } | Self::Remove { field } => field,
        }
    }
}

/// Why a text was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The top of the text is not a struct.
    #[error("the text is not a record with named fields")]
    NotARecord,
    /// A new value is not the text of one value.
    #[error("the new value of `{field}` cannot be written: {problem}")]
    Value {
        /// The field that was to be changed.
        field: String,
        /// What is wrong with the value's text.
        problem: Box<Problem>,
    },
    /// The new text cannot be read.
    #[error("the change would leave a text that cannot be read: {0}")]
    Unreadable(String),
    /// The new text says something else than was asked for.
    #[error("the change would not leave `{0}` as it should be")]
    Unfaithful(String),
}

impl Document {
    /// Returns the text with some top-level fields changed and every other byte as it was.
    ///
    /// `text` is the text this document was read from. `order` is the declaration order of the record's fields; it
    /// decides where an absent field is added.
    ///
    /// # Errors
    ///
    /// Returns an error instead of a text if the text is no record, if a value is not RON, or if the result would not
    /// read back as the old fields with exactly the changes asked for.
    pub fn edit(&self, text: &str, order: &[Slot<'_>], changes: &[Change<'_>]) -> Result<String, EditError> {
        if self.root.entries().is_none() {
            return Err(EditError::NotARecord);
        }
        let mut edited = text.to_owned();
        for change in changes {
            let document = parse(&edited).map_err(|problem| EditError::Unreadable(problem.to_string()))?;
            edited = change.apply(&document, &edited, order)?;
        }
        self.verify(text, &edited, changes)?;
        Ok(edited)
    }

    /// Refuses a new text that differs from this one in more than the changes.
    fn verify(&self, before: &str, after: &str, changes: &[Change<'_>]) -> Result<(), EditError> {
        let unreadable = |error: &dyn std::fmt::Display| EditError::Unreadable(error.to_string());
        let document = parse(after).map_err(|problem| unreadable(&problem))?;
        ron::from_str::<IgnoredAny>(after).map_err(|error| unreadable(&error))?;
        let touched = |name: &str| changes.iter().any(|change| change.field() == name);

        let kept: Vec<_> = self.root.fields(before).filter(|(name, _)| !touched(name)).collect();
        let found: Vec<_> = document.root.fields(after).filter(|(name, _)| !touched(name)).collect();
        if self.name(before) != document.name(after) || kept.len() != found.len() {
            return Err(EditError::Unfaithful("the record".to_owned()));
        }
        for ((name, value), (other_name, other)) in kept.into_iter().zip(found) {
            if name != other_name || value.source(before) != other.source(after) {
                return Err(EditError::Unfaithful(name.to_owned()));
            }
        }
        // The bytes of the others are the same, but `ron` has to see them in the same place.
        let oracle = (ron::from_str::<ron::Value>(before), ron::from_str::<ron::Value>(after));
        if let (Ok(ron::Value::Map(old)), Ok(ron::Value::Map(new))) = oracle {
            for (key, value) in old.iter() {
                let ron::Value::String(name) = key else { continue };
                if !touched(name) && new.get(key) != Some(value) {
                    return Err(EditError::Unfaithful(name.clone()));
                }
            }
        }
        for (index, change) in changes.iter().enumerate() {
            // Of several changes of one field the last one holds.
            let overruled = changes[index + 1..].iter().any(|later| later.field() == change.field());
            if !overruled && !change.holds(&document, after) {
                return Err(EditError::Unfaithful(change.field().to_owned()));
            }
        }
        Ok(())
    }
}

impl Change<'_> {
    fn apply(&self, document: &Document, text: &str, order: &[Slot<'_>]) -> Result<String, EditError> {
        match self {
            Self::Set { field, value } => {
                self.check(value)?;
                Ok(field::set(
                    document,
                    text,
                    order,
                    field,
                    &with_newline(value, newline(text)),
                ))
            }
            Self::List { field, items } => {
                for item in *items {
                    self.check(item)?;
                }
                let items: Vec<String> = items.iter().map(|item| with_newline(item, newline(text))).collect();
                Ok(splice::set_list(document, text, order, field, &items))
            }
            Self::Remove { field } => Ok(field::remove(document, text, field)),
        }
    }

    /// Refuses a value that is more or less than the text of one value.
    fn check(&self, value: &str) -> Result<(), EditError> {
        let refuse = |problem: Problem| EditError::Value {
            field: self.field().to_owned(),
            problem: Box::new(problem),
        };
        let document = parse(value).map_err(refuse)?;
        if document.root.source(value) == value {
            return Ok(());
        }
        Err(refuse(Problem::unexpected(
            value,
            0,
            "one value without anything around it",
            "",
        )))
    }

    /// Returns whether a text says what this change wanted.
    fn holds(&self, document: &Document, text: &str) -> bool {
        let present = document.field(text, self.field());
        let spell = |value: &str| parse(value).ok().map(|wanted| wanted.root.canonical(value));
        match self {
            Self::Set { value, .. } => present.is_some_and(|found| spell(value) == Some(found.canonical(text))),
            Self::List { items, .. } => present.and_then(|found| found.inner().list()).is_some_and(|found| {
                found.len() == items.len()
                    && found
                        .iter()
                        .zip(*items)
                        .all(|(found, wanted)| spell(wanted) == Some(found.canonical(text)))
            }),
            Self::Remove { .. } => present.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RISK: &str = "#![enable(implicit_some)]\n\nRisk(\n    id: \"R-7k3qm\",\n    odd: {\"a\": [1]}, // kept\n)\n";

    fn edit(text: &str, changes: &[Change<'_>]) -> Result<String, EditError> {
        parse(text).unwrap().edit(text, &[], changes)
    }

    #[test]
    fn several_changes_are_made_at_once() {
        let items = ["1".to_owned()];
        let changes = [
            Change::Set {
                field: "id",
                value: "\"R-1\"",
            },
            Change::List {
                field: "odd",
                items: &items,
            },
            Change::Remove { field: "absent" },
        ];
        let expected = RISK
            .replace("R-7k3qm", "R-1")
            .replace("{\"a\": [1]}", "[\n        1,\n    ]");
        assert_eq!(edit(RISK, &changes), Ok(expected));
    }

    #[test]
    fn the_last_change_of_a_field_holds() {
        let changes = [
            Change::Set {
                field: "id",
                value: "1",
            },
            Change::Set {
                field: "id",
                value: "2",
            },
        ];
        assert_eq!(edit(RISK, &changes), Ok(RISK.replace("\"R-7k3qm\"", "2")));
    }

    #[test]
    fn only_whole_values_are_written() {
        for value in ["", "1, b: 2", "1 // c", "(", "#![enable(implicit_some)] 1", " 1"] {
            let error = edit(RISK, &[Change::Set { field: "id", value }]).unwrap_err();
            assert!(matches!(error, EditError::Value { .. }), "{value:?}: {error}");
        }
        assert_eq!(edit("[1]", &[]), Err(EditError::NotARecord));
    }

    #[test]
    fn a_result_that_differs_elsewhere_is_refused() {
        let document = parse(RISK).unwrap();
        let set = [Change::Set {
            field: "id",
            value: "1",
        }];
        let right = RISK.replace("\"R-7k3qm\"", "1");
        assert_eq!(document.verify(RISK, &right, &set), Ok(()));
        for wrong in [
            right.replace("[1]", "[2]"),
            right.replace("odd", "even"),
            right.replace("id: 1", "id: 2"),
            right.replace("Risk", "Task"),
            right.replace(")\n", ""),
        ] {
            assert!(document.verify(RISK, &wrong, &set).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_canonical_record_keeps_its_shape() {
        let order = ["id", "title", "systems", "scenario", "status", "redated"].map(|name| Slot {
            name,
            apart: name == "scenario",
        });
        let before = "#![enable(implicit_some)]\n\nRisk(\n    id: \"R-7k3qm\",\n    systems: [\n        \"claims\", // main\n    ],\n    \
                      redated: [],\n    // a comment\n    future: {\"a\": 1}\n)\n";
        let systems = ["\"claims\"".to_owned(), "\"support\"".to_owned()];
        let redated = ["(on: \"2026-11-01\", reason: \"late\")".to_owned()];
        let prose = crate::store::text::prose("One.\nTwo.");
        let changes = [
            Change::Set {
                field: "title",
                value: "\"Injection\"",
            },
            Change::List {
                field: "systems",
                items: &systems,
            },
            Change::Set {
                field: "scenario",
                value: &prose,
            },
            Change::Set {
                field: "status",
                value: "Open",
            },
            Change::List {
                field: "redated",
                items: &redated,
            },
        ];
        let after = "#![enable(implicit_some)]\n\nRisk(\n    id: \"R-7k3qm\",\n    title: \"Injection\",\n    systems: [\n        \
                     \"claims\", // main\n        \"support\",\n    ],\n\n    scenario: r#\"One.\nTwo.\"#,\n\n    status: Open,\n    \
                     redated: [\n        (on: \"2026-11-01\", reason: \"late\"),\n    ],\n    // a comment\n    future: {\"a\": 1}\n)\n";
        assert_eq!(
            parse(before).unwrap().edit(before, &order, &changes),
            Ok(after.to_owned())
        );
    }
}
