//! A question that a decision asks.

use crate::domain::record::choice::Item;

/// What a decision asks, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub label: &'static str,
    /// How it is answered, shown while nothing is typed.
    pub example: &'static str,
    /// The shape of the answer.
    pub shape: Asked,
    /// Whether it must be answered.
    pub required: bool,
}

impl Question {
    /// Returns the question for a line of text.
    pub const fn line(label: &'static str, example: &'static str, required: bool) -> Self {
        Self {
            label,
            example,
            shape: Asked::Line,
            required,
        }
    }

    /// Returns the question for a text of any number of lines.
    pub const fn page(label: &'static str, example: &'static str, required: bool) -> Self {
        Self {
            shape: Asked::Page,
            ..Self::line(label, example, required)
        }
    }

    /// Returns the question for a day, which must be answered.
    pub const fn day(label: &'static str, example: &'static str) -> Self {
        Self {
            label,
            example,
            shape: Asked::Day,
            required: true,
        }
    }

    /// Returns the question for a person or team.
    pub const fn owner(label: &'static str, example: &'static str, required: bool) -> Self {
        Self {
            shape: Asked::Owner,
            ..Self::line(label, example, required)
        }
    }

    /// Returns the question as one that need not be answered.
    #[must_use]
    pub const fn skippable(self) -> Self {
        Self {
            required: false,
            ..self
        }
    }

    /// Returns the question for one of some choices.
    pub const fn choice(label: &'static str, items: &'static [Item]) -> Self {
        Self {
            label,
            example: "",
            shape: Asked::OneOf(items),
            required: true,
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
