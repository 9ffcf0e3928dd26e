//! A question that a decision asks.

use std::borrow::Cow;

use crate::domain::record::choice::Item;
use crate::domain::record::id::Id;
use crate::domain::record::typed::FieldRef;

/// What a decision asks, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub label: Cow<'static, str>,
    /// How it is answered, shown while nothing is typed.
    pub example: Cow<'static, str>,
    /// The shape of the answer.
    pub shape: Asked,
    /// Whether it must be answered.
    pub required: bool,
    /// What `-` answers where it is passed over, of a question that Enter does not pass over.
    pub passed_over: Option<&'static str>,
    /// What the answer is about, where that is not the records of the decision.
    pub of: Option<Of>,
    /// What stands in the line when it is asked.
    pub begun: String,
    /// The choice after which another question is asked next, and that question.
    pub followed: Option<(&'static Item, Box<Question>)>,
}

/// What an answer is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// Another record.
    Record(Id),
    /// A field of the record of the decision.
    Field(FieldRef),
    /// Who approved another record.
    Approver(Id),
}

impl Question {
    /// Returns the question for a line of text.
    pub fn line(label: impl Into<Cow<'static, str>>, example: impl Into<Cow<'static, str>>, required: bool) -> Self {
        Self {
            label: label.into(),
            example: example.into(),
            shape: Asked::Line,
            required,
            passed_over: None,
            of: None,
            begun: String::new(),
            followed: None,
        }
    }

    /// Returns the question for a text of any number of lines.
    pub fn page(label: impl Into<Cow<'static, str>>, example: impl Into<Cow<'static, str>>, required: bool) -> Self {
        Self {
            shape: Asked::Page,
            ..Self::line(label, example, required)
        }
    }

    /// Returns the question for a day, which must be answered.
    pub fn day(label: impl Into<Cow<'static, str>>, example: impl Into<Cow<'static, str>>) -> Self {
        Self {
            shape: Asked::Day,
            ..Self::line(label, example, true)
        }
    }

    /// Returns the question for a person or team.
    pub fn owner(label: impl Into<Cow<'static, str>>, example: impl Into<Cow<'static, str>>, required: bool) -> Self {
        Self {
            shape: Asked::Owner,
            ..Self::line(label, example, required)
        }
    }

    /// Returns the question as one that need not be answered.
    #[must_use]
    pub fn skippable(self) -> Self {
        Self {
            required: false,
            ..self
        }
    }

    /// Returns the question as one that is passed over only by `-`, which says so.
    #[must_use]
    pub fn passed_over_as(self, word: &'static str) -> Self {
        Self {
            passed_over: Some(word),
            ..self
        }
    }

    /// Returns the question with what its answer is about.
    #[must_use]
    pub fn about(self, of: Of) -> Self {
        Self { of: Some(of), ..self }
    }

    /// Returns the question for one of some choices.
    pub fn choice(label: impl Into<Cow<'static, str>>, items: &'static [Item]) -> Self {
        Self {
            shape: Asked::OneOf(items),
            ..Self::line(label, "", true)
        }
    }
}

/// The shape of an answer, and what is offered for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A line of text.
    Line,
    /// Any number of lines of text.
    Page,
    /// A day.
    Day,
    /// A person or team; those known are offered.
    Owner,
    /// One of the status field's choices.
    Status,
    /// Any number of people; those known are offered.
    People,
    /// An action in one line.
    Action,
    /// One of these choices.
    OneOf(&'static [Item]),
    /// Any of these choices.
    Several(&'static [Item]),
}

impl Asked {
    /// Tells whether the answer is one of a few words, each picked by its number.
    pub fn is_fixed(self) -> bool {
        matches!(self, Self::Status | Self::OneOf(_))
    }

    /// Tells whether the answer is typed in words of one's own, which are kept when it is left.
    pub fn is_words(self) -> bool {
        matches!(
            self,
            Self::Line | Self::Page | Self::Action | Self::People | Self::Owner
        )
    }
}
