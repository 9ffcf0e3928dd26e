//! What is kept of an unsaved text or edit: enough to offer it again in another run.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::app::state::App;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::exchange::import::Mapping;
use crate::store::save::history;
use crate::store::save::history::Step;

/// What was typed at some questions, by their labels.
pub type Texts = Vec<(String, String)>;

/// Returns texts with later ones, which replace earlier ones of the same label.
pub(in crate::app) fn with_texts(mut texts: Texts, later: Texts) -> Texts {
    texts.retain(|(label, _)| later.iter().all(|(other, _)| other != label));
    texts.extend(later);
    texts
}

/// Something that is not on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Draft {
    /// What a form held.
    Form(FormDraft),
    /// What was typed at the questions of a decision.
    Prompt(PromptDraft),
    /// What was typed where a file or link is chosen.
    Location(LocationDraft),
    /// A file that was to be imported, and what was answered of it.
    Import(ImportDraft),
    /// What was typed in another dialog.
    Typed(TypedDraft),
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
    #[serde(default, alias = "settled")]
    pub rule_texts: Texts,
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
    #[serde(default, alias = "settled")]
    pub rule_texts: Texts,
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

/// What is kept of an import that was not made: the file, and what was answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDraft {
    /// The file as it was typed or chosen.
    pub path: String,
    /// Whether it was chosen; else it is only typed.
    pub is_chosen: bool,
    /// What was answered of its sheets.
    pub sheets: Vec<SheetDraft>,
}

/// What is kept of the answers on one sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetDraft {
    /// What it is called.
    pub sheet: Option<String>,
    /// The name of the kind.
    pub kind: Option<String>,
    /// Whether it is imported.
    pub is_taken: bool,
    /// What its columns and values mean.
    pub mapping: Mapping,
    /// The name of the saved mapping.
    pub saved: Option<String>,
}

/// What was typed in a dialog that a command opens, and that holds nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedDraft {
    /// The name of the command.
    pub command: String,
    /// The texts, by label.
    pub texts: Texts,
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
    #[serde(default, alias = "settled")]
    pub rule_texts: Texts,
}

impl Draft {
    /// Tells whether two drafts are of the same thing at different times.
    pub fn is_of_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Form(one), Self::Form(other)) => {
                (&one.kind, &one.id, one.is_new) == (&other.kind, &other.id, other.is_new)
            }
            (Self::Prompt(one), Self::Prompt(other)) => one.is_of_same(other),
            (Self::Location(one), Self::Location(other)) => {
                (one.attaches, &one.targets) == (other.attaches, &other.targets)
            }
            (Self::Import(_), Self::Import(_)) => true,
            (Self::Typed(one), Self::Typed(other)) => one.command == other.command,
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
            Self::Import(import) => format!("import of {}", import.path),
            Self::Typed(typed) => typed.command.clone(),
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
            Self::Form(form) => form.fields.clone().into_iter().chain(form.rule_texts.clone()).collect(),
            Self::Prompt(prompt) => [prompt.texts.clone(), prompt.rule_texts.clone()].concat(),
            Self::Location(location) => vec![("File or link".to_owned(), location.text.clone())],
            Self::Import(import) => import.texts(),
            Self::Typed(typed) => typed.texts.clone(),
            Self::Long(long) => vec![(long.name.clone(), long.text.clone())],
            Self::Edit(edit) => edit.rule_texts.clone(),
        }
    }
}

impl ImportDraft {
    /// Returns what was answered, each with what it is about.
    fn texts(&self) -> Texts {
        let mut texts = vec![("File".to_owned(), self.path.clone())];
        for sheet in self.sheets.iter().filter(|sheet| sheet.is_taken) {
            let name = sheet.sheet.as_deref().unwrap_or("Rows");
            texts.extend(sheet.kind.iter().map(|kind| (name.to_owned(), kind.clone())));
            let columns = sheet.mapping.columns.iter();
            texts.extend(columns.map(|(column, field)| (column.clone(), field.clone())));
            let values = sheet.mapping.values.iter();
            let values = values.flat_map(|(column, values)| values.iter().map(move |value| (column, value)));
            texts.extend(values.map(|(column, (value, choice))| (format!("{column}: {value}"), choice.clone())));
        }
        texts
    }
}

impl PromptDraft {
    /// Tells whether it belongs to the same prompt as another one.
    pub fn is_of_same(&self, other: &Self) -> bool {
        let series = |prompt: &Self| {
            prompt
                .dated
                .as_ref()
                .map(|dated| (dated.field.clone(), dated.of_series))
        };
        (&self.decision, &self.targets, &self.point) == (&other.decision, &other.targets, &other.point)
            && series(self) == series(other)
    }
}

impl EditDraft {
    /// Returns an edit as it is kept.
    pub fn new(edit: &Edit, register: &Register) -> Self {
        // An edit also names records that it adds or takes away.
        let kind = |id: &Id| {
            let of_change = edit.changes.iter().find_map(|change| match change {
                Change::Add(record) | Change::Remove(record) if record.id() == id => Some(record.kind()),
                _ => None,
            });
            of_change.or_else(|| Some(register.get(id.as_str())?.kind()))
        };
        Self {
            title: edit.title.clone(),
            line: history::line(Step::Do, edit, &[], &[], kind).to_string(),
            rule_texts: Vec::new(),
        }
    }
}

/// Names one record, or says how many.
fn named(ids: &[String]) -> String {
    match ids {
        [one] => one.clone(),
        several => format!("{} records", several.len()),
    }
}

/// What is kept of a dialog when it is left without an answer, or when the program must stop.
pub trait Keep {
    /// Returns what was typed in it, if it is worth keeping.
    fn draft(&self, _app: &App) -> Option<Draft> {
        None
    }

    /// Tells whether there may be something that [`Keep::draft`] returns; this costs nothing.
    fn may_have_draft(&self) -> bool {
        false
    }

    /// Puts the texts of an earlier draft back, as if they were typed.
    fn recall(&mut self, _texts: &[(String, String)]) {}
}
