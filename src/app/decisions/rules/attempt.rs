//! An edit on its way through the rules: what makes it, what was answered to what they asked, and what a question asks for.

use crate::app::decisions::Answered;
use crate::app::decisions::rules::held_outcomes::HeldOutcomes;
use crate::app::edits::Cursor;
use crate::app::edits::draft::{Texts, with_texts};
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Edit;

/// What makes an edit, so that it can be made once more with what was answered.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// A decision with its answers.
    Decision(Box<Answered>),
    /// The form on top of the dialogs.
    Form,
    /// An edit that was made elsewhere, as it was proposed.
    Edit(Box<Edit>, Cursor),
}

/// What was answered to objections so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// The reason.
    pub(super) because: Option<String>,
    /// Whether it was looked at a second time.
    pub(super) confirmed: bool,
    /// Values of fields that were missing.
    pub(super) fills: Vec<Fill>,
    /// What came of the reviews that it holds, by review.
    pub(super) held: Vec<(Id, HeldOutcomes)>,
    /// What was typed at the questions, by their labels: for a draft, and to stand there when it is asked again.
    pub(in crate::app) texts: Texts,
}

/// A value for a field that was missing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fill {
    pub id: Id,
    pub field: usize,
    /// The value of the field when it was asked for.
    pub from: Value,
    pub to: Value,
}

impl Given {
    /// Returns what was typed before and is to be asked for again.
    pub(in crate::app) fn recalled(texts: Texts) -> Self {
        Self {
            texts,
            ..Self::default()
        }
    }

    /// Returns the same, looked at a second time.
    #[must_use]
    pub(in crate::app) fn confirmed(self) -> Self {
        Self {
            confirmed: true,
            ..self
        }
    }

    /// Tells whether words were given, not only a choice or a day.
    pub(in crate::app) fn has_words(&self) -> bool {
        self.because.is_some() || self.fills.iter().any(|fill| fill.to.as_text().is_some())
    }
}

/// An edit with what was answered to the rules so far.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// What makes it.
    pub(in crate::app) trigger: Trigger,
    /// What was answered before.
    pub(in crate::app) given: Given,
}

impl From<Answered> for Attempt {
    fn from(answered: Answered) -> Self {
        Self {
            given: answered.given.clone(),
            trigger: Trigger::Decision(Box::new(answered)),
        }
    }
}

/// The edit under way.
#[derive(Debug, Default)]
pub struct Admitting {
    pub(super) trigger: Option<Trigger>,
    pub(super) given: Given,
}

impl Admitting {
    /// Returns what was given for the edit under way.
    pub(in crate::app) fn given(&self) -> Given {
        self.given.clone()
    }
}

/// What the answers to questions of the rules are for: the edit that waits for them, and what each gives it.
#[derive(Debug, Clone)]
pub struct PendingEdit {
    pub(in crate::app) attempt: Attempt,
    pub(super) wanted: Vec<Wanted>,
}

impl PendingEdit {
    /// Returns the edit with the answers, and with what was typed at the questions.
    pub(super) fn answered(self, answered: &Answered, texts: Texts) -> Attempt {
        let Attempt { trigger, mut given } = self.attempt;
        given.texts = with_texts(given.texts, texts);
        if let Some(Wanted::Outcomes(review)) = self.wanted.first() {
            given.held.push((review.clone(), HeldOutcomes::of(answered)));
        }
        for (wanted, answer) in self.wanted.into_iter().zip(&answered.answers) {
            match wanted {
                Wanted::Outcomes(_) => {}
                Wanted::Because => given.because = answer.as_text().map(str::to_owned),
                Wanted::Field(ids, field) => {
                    let same = |fill: &Fill| ids.contains(&fill.id) && fill.field == field;
                    given.fills.retain(|fill| !same(fill));
                    given.fills.extend(ids.into_iter().map(|id| Fill {
                        from: answered.as_begun(&id, field),
                        id,
                        field,
                        to: answer.clone(),
                    }));
                }
            }
        }
        Attempt { trigger, given }
    }
}

/// What a question asks for.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    /// The reason.
    Because,
    /// What came of a review for each thing that it looked at; the answers say of which.
    Outcomes(Id),
    /// A field of these records.
    Field(Vec<Id>, usize),
}
