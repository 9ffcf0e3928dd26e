//! What is kept of something unsaved: enough to offer it again in another run, in words that outlive this one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::app::ask::Ask;
use crate::app::form::Form;
use crate::app::layer::{Confirm, Layer, Then};
use crate::app::state::App;
use crate::app::verb::Verb;
use crate::domain::edit::Edit;
use crate::domain::index::Slot;
use crate::domain::value::Value;
use crate::store::history::{self, Step};

/// Something that is not on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Draft {
    /// What a form held.
    Form(FormDraft),
    /// What was typed at the questions of a decision.
    Prompt(PromptDraft),
    /// What was typed where a file or link is chosen.
    Location(LocationDraft),
    /// A text that was with the editor.
    Long(LongDraft),
    /// An edit that was made and is not saved.
    Edit(EditDraft),
}

/// What a form held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDraft {
    /// The kind of the record.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Whether it was new.
    pub is_new: bool,
    /// The texts of the fields that were changed, by their names.
    pub fields: BTreeMap<String, String>,
}

/// What was typed at the questions of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptDraft {
    /// What the decision is called in the history.
    pub verb: String,
    /// The ids of the records it is about.
    pub targets: Vec<String>,
    /// The point of the review that was talked about, where one was.
    pub point: Option<String>,
    /// The texts, each with the label of its question.
    pub texts: Vec<(String, String)>,
}

/// What was typed where a file or link is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocationDraft {
    /// Whether it was to be attached to the records as evidence; otherwise it says where they are.
    pub attaches: bool,
    /// The ids of the records it is for.
    pub targets: Vec<String>,
    /// What was typed.
    pub text: String,
}

/// A text that was with the editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LongDraft {
    /// Where it belongs.
    pub place: LongPlace,
    /// The name of its file.
    pub name: String,
    /// The text; as it was handed over while the editor is open, and what the editor saved when it is offered again.
    pub text: String,
}

/// Where a text belongs that was with the editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LongPlace {
    /// The field of this name, in a form that held this.
    Field(FormDraft, String),
    /// The point of this title, in the review of this id.
    Point(String, String),
}

/// An edit that was made and is not saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditDraft {
    /// What it does, in a few words.
    pub title: String,
    /// The edit, as a line of the undo history.
    pub line: String,
}

impl Draft {
    /// Tells whether two drafts are of the same thing at different times.
    pub fn is_of_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Form(one), Self::Form(other)) => {
                (&one.kind, &one.id, one.is_new) == (&other.kind, &other.id, other.is_new)
            }
            (Self::Prompt(one), Self::Prompt(other)) => one.is_of_same(other),
            (Self::Location(one), Self::Location(other)) => one.is_of_same(other),
            (Self::Long(one), Self::Long(other)) => one.name == other.name,
            (one, other) => one == other,
        }
    }

    /// Says what it is, in a few words: `form on system chat`, `note on 4.1/q2`, `edit owner: T-00001`.
    pub fn title(&self) -> String {
        match self {
            Self::Form(form) if form.is_new => format!("form on a new {}", form.kind),
            Self::Form(form) => format!("form on {} {}", form.kind, form.id),
            Self::Prompt(prompt) if prompt.targets.is_empty() => prompt.verb.clone(),
            Self::Prompt(prompt) => format!("{} on {}", prompt.verb, named(&prompt.targets)),
            Self::Location(location) if location.attaches => format!("evidence for {}", named(&location.targets)),
            Self::Location(location) => format!("location of {}", named(&location.targets)),
            Self::Long(long) => match &long.place {
                LongPlace::Field(form, field) => format!("{field} of {} {} in the editor", form.kind, form.id),
                LongPlace::Point(review, title) => format!("what was said in {review} about {title}"),
            },
            Self::Edit(edit) => format!("edit {}", edit.title),
        }
    }

    /// Returns the texts in it, each with what it is.
    pub fn texts(&self) -> Vec<(String, String)> {
        match self {
            Self::Form(form) => form.fields.clone().into_iter().collect(),
            Self::Prompt(prompt) => prompt.texts.clone(),
            Self::Location(location) => vec![("File or link".to_owned(), location.text.clone())],
            Self::Long(long) => vec![(long.name.clone(), long.text.clone())],
            Self::Edit(_) => Vec::new(),
        }
    }
}

impl PromptDraft {
    /// Tells whether it belongs to the same prompt as another one.
    pub fn is_of_same(&self, other: &Self) -> bool {
        (&self.verb, &self.targets, &self.point) == (&other.verb, &other.targets, &other.point)
    }
}

impl LocationDraft {
    /// Tells whether it belongs to the same records and purpose as another one.
    pub fn is_of_same(&self, other: &Self) -> bool {
        (self.attaches, &self.targets) == (other.attaches, &other.targets)
    }
}

/// Names one record, or says how many.
fn named(ids: &[String]) -> String {
    match ids {
        [one] => one.clone(),
        several => format!("{} records", several.len()),
    }
}

impl Layer {
    /// Tells whether something may have been typed into it that is kept.
    pub fn is_typed_into(&self) -> bool {
        match self {
            Self::Form(_) | Self::Ask(_) | Self::Confirm(_) => true,
            Self::Picker(picker) => picker.location_typed().is_some(),
            _ => false,
        }
    }
}

impl App {
    /// Returns what is kept of a layer, if there is something worth it.
    pub(super) fn draft_of(&self, layer: &Layer) -> Option<Draft> {
        match layer {
            Layer::Form(form) if form.is_dirty() => Some(Draft::Form(form_draft(form))),
            Layer::Ask(ask) => self.prompt_draft(ask).map(Draft::Prompt),
            Layer::Confirm(confirm) => self.confirmed_draft(confirm).map(Draft::Prompt),
            Layer::Picker(picker) => picker.location_typed().map(Draft::Location),
            _ => None,
        }
    }

    /// Returns what is kept of the questions of a decision.
    pub(super) fn prompt_draft(&self, ask: &Ask) -> Option<PromptDraft> {
        ask.is_worth_keeping()
            .then(|| self.prompt_of(ask.verb, &ask.targets, ask.texts()))
    }

    /// Returns what was typed for a decision that waits to be confirmed.
    pub(super) fn confirmed_draft(&self, confirm: &Confirm) -> Option<PromptDraft> {
        let done = confirm.choices.iter().find_map(|(.., then)| match then {
            Then::Do(answered) | Then::Decide(answered) => Some(&**answered),
            Then::Confirmed => self.admitting.decision(),
            _ => None,
        });
        let answered = done?;
        self.answered_draft(answered.verb, &answered.targets, &answered.answers)
    }

    /// Returns what was answered to the questions of a decision.
    pub(in crate::app) fn answered_draft(
        &self,
        verb: Verb,
        targets: &[Slot],
        answers: &[Value],
    ) -> Option<PromptDraft> {
        let records: Vec<_> = targets.iter().filter_map(|slot| self.register.at(*slot)).collect();
        let questions = verb.questions(&records, self.around.today);
        let answered = || questions.iter().zip(answers);
        if !answered().any(|(question, answer)| question.shape.is_words() && !answer.is_empty()) {
            return None;
        }
        let texts = answered().map(|(question, answer)| (question.label.to_owned(), answer.to_string()));
        Some(self.prompt_of(verb, targets, texts.collect()))
    }

    /// Returns what tells the prompt of a decision from others.
    pub(super) fn prompt_of_ask(&self, ask: &Ask) -> PromptDraft {
        self.prompt_of(ask.verb, &ask.targets, Vec::new())
    }

    fn prompt_of(&self, verb: Verb, targets: &[Slot], texts: Vec<(String, String)>) -> PromptDraft {
        let ids = targets.iter().filter_map(|slot| self.register.at(*slot));
        let point = self.holding().and_then(|holding| holding.point());
        PromptDraft {
            verb: verb.title(),
            targets: ids.map(|record| record.id().to_string()).collect(),
            point: point.map(|point| point.title.clone()),
            texts,
        }
    }

    /// Returns an edit as it is kept.
    pub(super) fn edit_draft(&self, edit: &Edit) -> Draft {
        let line = history::line(Step::Do, edit, &[], &[], |id| self.kind_in(edit, id));
        let title = edit.title.clone();
        Draft::Edit(EditDraft { title, line })
    }
}

/// Returns what is kept of a form.
pub(super) fn form_draft(form: &Form) -> FormDraft {
    FormDraft {
        kind: form.kind.name.to_owned(),
        id: form.original.id().to_string(),
        is_new: form.is_new,
        fields: form.draft(),
    }
}
