//! What is kept of an unsaved text or edit: enough to offer it again in another run.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::app::decisions::prompt::Ask;
use crate::app::decisions::rules::attempt::{Attempt, Given, Texts, Trigger, with_texts};
use crate::app::decisions::rules::left_actions;
use crate::app::decisions::{Answered, Running, Shift};
use crate::app::dialogs::{Confirm, Dialog};
use crate::app::form::Form;
use crate::app::state::App;
use crate::app::unsaved::locating::located;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Edit;
use crate::domain::register::index::Slot;
use crate::store::save::history;
use crate::store::save::history::Step;

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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDraft {
    /// The kind of the record.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Whether it was new.
    pub is_new: bool,
    /// The texts of the fields that were changed, by their names.
    pub fields: BTreeMap<String, String>,
    /// What stood in these fields when the form was opened.
    #[serde(default)]
    pub before: BTreeMap<String, String>,
    /// What was typed at what the rules asked about it, by label.
    #[serde(default)]
    pub settled: Texts,
}

/// What was typed at the questions of a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptDraft {
    /// What the decision is called in the history.
    pub decision: String,
    /// The ids of the records it is about.
    pub targets: Vec<String>,
    /// The point of the review that was talked about, where one was.
    pub point: Option<String>,
    /// The texts, each with the label of its question.
    pub texts: Texts,
    /// What was typed at what the rules asked about it, by label.
    #[serde(default)]
    pub settled: Texts,
    /// The thing of the calendar that it moves or leaves out.
    #[serde(default)]
    pub dated: Option<DatedDraft>,
}

/// A thing of the calendar as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedDraft {
    /// The name of the field with its day.
    pub field: String,
    /// The day.
    pub day: NaiveDate,
    /// The day of its series, where it is only projected.
    pub of_series: Option<NaiveDate>,
    /// The day it goes to, where that was said.
    pub to: Option<NaiveDate>,
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
    /// What was typed at what the rules asked about it, by label.
    #[serde(default)]
    pub settled: Texts,
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
            (Self::Edit(one), Self::Edit(other)) => one.line == other.line,
            _ => false,
        }
    }

    /// Says what it is, in a few words: `form on system chat`, `note on 4.1/q2`, `edit owner: T-00001`.
    pub fn title(&self) -> String {
        match self {
            Self::Form(form) if form.is_new => format!("form on a new {}", form.kind),
            Self::Form(form) => format!("form on {} {}", form.kind, form.id),
            Self::Prompt(prompt) if prompt.targets.is_empty() => prompt.decision.clone(),
            Self::Prompt(prompt) => format!("{} on {}", prompt.decision, named(&prompt.targets)),
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
            Self::Form(form) => form.fields.clone().into_iter().chain(form.settled.clone()).collect(),
            Self::Prompt(prompt) => [prompt.texts.clone(), prompt.settled.clone()].concat(),
            Self::Location(location) => vec![("File or link".to_owned(), location.text.clone())],
            Self::Long(long) => vec![(long.name.clone(), long.text.clone())],
            Self::Edit(edit) => edit.settled.clone(),
        }
    }
}

impl PromptDraft {
    /// Tells whether it belongs to the same prompt as another one.
    pub fn is_of_same(&self, other: &Self) -> bool {
        let dated = |prompt: &Self| {
            prompt
                .dated
                .as_ref()
                .map(|dated| (dated.field.clone(), dated.of_series))
        };
        let of = |prompt: &Self| {
            (
                prompt.decision.clone(),
                prompt.targets.clone(),
                prompt.point.clone(),
                dated(prompt),
            )
        };
        of(self) == of(other)
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

impl Dialog {
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
    /// Returns what is kept of a dialog, if there is something worth it.
    pub(super) fn draft_of(&self, dialog: &Dialog) -> Option<Draft> {
        match dialog {
            Dialog::Form(form) => {
                let settled = self.settled_of_form().unwrap_or_else(|| form.settled.clone());
                let draft = FormDraft {
                    settled,
                    ..form_draft(form)
                };
                (form.is_dirty() || !draft.settled.is_empty()).then_some(Draft::Form(draft))
            }
            Dialog::Ask(ask) => self.draft_of_ask(ask),
            Dialog::Confirm(confirm) => self.draft_of_confirm(confirm),
            Dialog::Picker(picker) => picker.location_typed().map(Draft::Location),
            _ => None,
        }
    }

    /// Returns what is kept of the questions of a decision, or of what the rules ask about one.
    pub(super) fn draft_of_ask(&self, ask: &Ask) -> Option<Draft> {
        match &ask.settles {
            Some(settles) => self.attempt_draft(&settles.attempt, ask.texts(), ask.is_worth_keeping()),
            None => ask.is_worth_keeping().then(|| {
                let prompt = self.prompt_of(ask.decision, &ask.targets, ask.texts());
                Draft::Prompt(PromptDraft {
                    settled: ask.answered.given.texts.clone(),
                    ..prompt
                })
            }),
        }
    }

    /// Returns what was typed for what waits to be confirmed.
    pub(super) fn draft_of_confirm(&self, confirm: &Confirm) -> Option<Draft> {
        let mut attempts = confirm.attempts();
        attempts.find_map(|attempt| self.attempt_draft(attempt, Vec::new(), false))
    }

    /// Returns what was typed for an edit that waits for an answer, with the texts at the question on top, which may be
    /// worth keeping by themselves. What belongs to a form is kept with the form.
    fn attempt_draft(&self, attempt: &Attempt, texts: Texts, worth: bool) -> Option<Draft> {
        match &attempt.trigger {
            Trigger::Decision(answered) => self.answered_draft(answered, &attempt.given, texts, worth),
            Trigger::Form => None,
            Trigger::Edit(edit, _) => (worth || attempt.given.has_words()).then(|| {
                let mut draft = self.edit_draft(edit);
                draft.settled = with_texts(attempt.given.texts.clone(), texts);
                Draft::Edit(draft)
            }),
        }
    }

    /// Returns what was typed at what the rules ask about the topmost form, while they ask.
    pub(super) fn settled_of_form(&self) -> Option<Texts> {
        let (attempt, texts) = match self.dialogs.last()? {
            Dialog::Ask(ask) => (&ask.settles.as_ref()?.attempt, ask.texts()),
            Dialog::Confirm(confirm) => (confirm.attempts().next()?, Vec::new()),
            _ => return None,
        };
        matches!(attempt.trigger, Trigger::Form).then(|| with_texts(attempt.given.texts.clone(), texts))
    }

    /// Returns what was answered to the questions of a decision, and to what the rules asked about it.
    fn answered_draft(&self, answered: &Answered, given: &Given, texts: Texts, worth: bool) -> Option<Draft> {
        let Answered {
            decision,
            targets,
            answers,
            ..
        } = answered;
        if decision.takes_location {
            let text = answers.first().and_then(Value::as_text)?;
            return Some(Draft::Location(located(answered, text)));
        }
        let records: Vec<_> = targets.iter().filter_map(|slot| self.register.at(*slot)).collect();
        let mut questions = decision.questions(&records, self.env.today);
        questions.extend(left_actions::question(&self.register, decision, &records));
        let answered = || questions.iter().zip(answers);
        let has_words = answered().any(|(question, answer)| question.shape.is_words() && !answer.is_empty());
        if !has_words && !worth && !given.has_words() {
            return None;
        }
        let answers = answered().map(|(question, answer)| (question.label.to_owned(), answer.to_string()));
        let prompt = self.prompt_of(*decision, targets, answers.collect());
        let settled = with_texts(given.texts.clone(), texts);
        Some(Draft::Prompt(PromptDraft { settled, ..prompt }))
    }

    /// Takes what was typed at what the rules asked about a decision before, and was put aside.
    pub(in crate::app) fn take_settled(&mut self, answered: &Answered) -> Texts {
        let same = self.prompt_of(answered.decision, &answered.targets, Vec::new());
        let at = self.edits.unsaved.drafts.iter().position(|draft| match draft {
            Draft::Prompt(prompt) => prompt.is_of_same(&same),
            _ => false,
        });
        match at.map(|at| self.edits.unsaved.drafts.remove(at)) {
            Some(Draft::Prompt(prompt)) => prompt.settled,
            _ => Vec::new(),
        }
    }

    /// Returns what tells the prompt of a decision from others.
    pub(super) fn prompt_of_ask(&self, ask: &Ask) -> PromptDraft {
        self.prompt_of(ask.decision, &ask.targets, Vec::new())
    }

    fn prompt_of(&self, decision: Running, targets: &[Slot], texts: Texts) -> PromptDraft {
        let records: Vec<_> = targets.iter().filter_map(|slot| self.register.at(*slot)).collect();
        let point = self.guided.holding(self.screen).and_then(|holding| holding.point());
        let field = |at: usize| Some(records.first()?.kind().fields.get(at)?.name.to_owned());
        PromptDraft {
            decision: decision.name.to_owned(),
            targets: records.iter().map(|record| record.id().to_string()).collect(),
            point: point.map(|point| point.title.clone()),
            texts,
            settled: Vec::new(),
            dated: decision.dated.and_then(|Shift { what, to }| {
                Some(DatedDraft {
                    field: field(what.field)?,
                    day: what.day,
                    of_series: what.of_series,
                    to,
                })
            }),
        }
    }

    /// Returns an edit as it is kept.
    pub(super) fn edit_draft(&self, edit: &Edit) -> EditDraft {
        EditDraft {
            title: edit.title.clone(),
            line: history::line(Step::Do, edit, &[], &[], |id| self.kind_in(edit, id)),
            settled: Vec::new(),
        }
    }
}

/// Returns what is kept of a form.
pub(super) fn form_draft(form: &Form) -> FormDraft {
    FormDraft {
        kind: form.kind.name.to_owned(),
        id: form.original.id().to_string(),
        is_new: form.is_new,
        fields: form.draft(),
        before: form.before(),
        settled: form.settled.clone(),
    }
}
