//! What is kept of the dialogs over the screen: forms, questions, and files being chosen.

use crate::app::decisions::prompt::Ask;
use crate::app::decisions::prompt::keeping::located;
use crate::app::decisions::rules::attempt::{Attempt, Given, Trigger};
use crate::app::decisions::rules::left_actions;
use crate::app::decisions::{Answered, Running, Shift};
use crate::app::dialogs::Confirm;
use crate::app::dialogs::picker::Picker;
use crate::app::edits::draft::{
    DatedDraft, Draft, EditDraft, FormDraft, ImportDraft, Keep, PromptDraft, Texts, with_texts,
};
use crate::app::form::Form;
use crate::app::state::App;
use crate::app::state::outcome::{Target, Then};
use crate::domain::record::value::Value;
use crate::domain::register::index::Slot;

impl Keep for Form {
    fn draft(&self, app: &App) -> Option<Draft> {
        let rule_texts = rule_texts_of_form(app).unwrap_or_else(|| self.rule_texts.clone());
        let draft = FormDraft {
            rule_texts,
            ..form_draft(self)
        };
        (self.is_dirty() || !draft.rule_texts.is_empty()).then_some(Draft::Form(draft))
    }

    fn may_have_draft(&self) -> bool {
        true
    }
}

impl Keep for Ask {
    /// Returns what is kept of the questions of a decision, or of what the rules ask about one.
    fn draft(&self, app: &App) -> Option<Draft> {
        match &self.pending {
            Some(pending) => attempt_draft(app, &pending.attempt, self.texts(), self.is_worth_keeping()),
            None => self.is_worth_keeping().then(|| {
                let prompt = prompt_of(app, self.decision, &self.targets, self.texts());
                Draft::Prompt(PromptDraft {
                    rule_texts: self.answered.given.texts.clone(),
                    ..prompt
                })
            }),
        }
    }

    fn may_have_draft(&self) -> bool {
        true
    }
}

impl Keep for Confirm {
    /// Returns what was typed for what waits to be confirmed.
    fn draft(&self, app: &App) -> Option<Draft> {
        attempts(self).find_map(|attempt| attempt_draft(app, attempt, Vec::new(), false))
    }

    fn may_have_draft(&self) -> bool {
        true
    }
}

impl Keep for Picker {
    fn draft(&self, _: &App) -> Option<Draft> {
        match self.file_typed()? {
            (Target::Location(_, purpose), text) => purpose.draft(&text).map(Draft::Location),
            (Target::Import(_), path) => Some(Draft::Import(ImportDraft {
                path,
                ..ImportDraft::default()
            })),
            _ => None,
        }
    }

    fn may_have_draft(&self) -> bool {
        self.file_typed().is_some()
    }
}

/// Returns the edits that wait for an answer.
fn attempts(confirm: &Confirm) -> impl Iterator<Item = &Attempt> {
    confirm.choices.iter().filter_map(|(.., then)| match then {
        Then::Attempt(attempt) => Some(&**attempt),
        _ => None,
    })
}

/// Returns what was typed for an edit that waits for an answer, with the texts at the question on top, which may be
/// worth keeping by themselves. What belongs to a form is kept with the form.
fn attempt_draft(app: &App, attempt: &Attempt, texts: Texts, worth: bool) -> Option<Draft> {
    match &attempt.trigger {
        Trigger::Decision(answered) => answered_draft(app, answered, &attempt.given, texts, worth),
        Trigger::Form => None,
        Trigger::Edit(edit, _) => (worth || attempt.given.has_words()).then(|| {
            let rule_texts = with_texts(attempt.given.texts.clone(), texts);
            let draft = EditDraft::new(edit, &app.register);
            Draft::Edit(EditDraft { rule_texts, ..draft })
        }),
    }
}

/// Returns what was typed at what the rules ask about the topmost form, while they ask.
pub(super) fn rule_texts_of_form(app: &App) -> Option<Texts> {
    let (attempt, texts) = match app.dialogs.top::<Ask>() {
        Some(ask) => (&ask.pending.as_ref()?.attempt, ask.texts()),
        None => (attempts(app.dialogs.top::<Confirm>()?).next()?, Vec::new()),
    };
    matches!(attempt.trigger, Trigger::Form).then(|| with_texts(attempt.given.texts.clone(), texts))
}

/// Returns what was answered to the questions of a decision, and to what the rules asked about it.
fn answered_draft(app: &App, answered: &Answered, given: &Given, texts: Texts, worth: bool) -> Option<Draft> {
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
    let records: Vec<_> = targets.iter().filter_map(|slot| app.register.at(*slot)).collect();
    let mut questions = decision.questions(&records, app.view());
    questions.extend(left_actions::question(&app.register, decision, &records));
    let answered = || questions.iter().zip(answers);
    let has_words = answered().any(|(question, answer)| question.shape.is_words() && !answer.is_empty());
    if !has_words && !worth && !given.has_words() {
        return None;
    }
    let answers = answered().map(|(question, answer)| (question.label.to_string(), answer.to_string()));
    let prompt = prompt_of(app, *decision, targets, answers.collect());
    let rule_texts = with_texts(given.texts.clone(), texts);
    Some(Draft::Prompt(PromptDraft { rule_texts, ..prompt }))
}

/// Takes what was typed at what the rules asked about a decision before, and was put aside.
pub(in crate::app) fn take_rule_texts(app: &mut App, answered: &Answered) -> Texts {
    let same = prompt_of(app, answered.decision, &answered.targets, Vec::new());
    match app.edits.unsaved.take_draft(&Draft::Prompt(same)) {
        Some(Draft::Prompt(prompt)) => prompt.rule_texts,
        _ => Vec::new(),
    }
}

/// Returns what is kept of a decision, with the texts at its questions.
pub(super) fn prompt_of(app: &App, decision: Running, targets: &[Slot], texts: Texts) -> PromptDraft {
    let records: Vec<_> = targets.iter().filter_map(|slot| app.register.at(*slot)).collect();
    let point = app.guided.holding(app.screen).and_then(|holding| holding.point());
    let field = |at: usize| Some(records.first()?.kind().fields.get(at)?.name.to_owned());
    PromptDraft {
        decision: decision.name.to_owned(),
        targets: records.iter().map(|record| record.id().to_string()).collect(),
        point: point.map(|point| point.title.clone()),
        texts,
        rule_texts: Vec::new(),
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

/// Returns what is kept of a form.
pub(super) fn form_draft(form: &Form) -> FormDraft {
    FormDraft {
        kind: form.kind.name.to_owned(),
        id: form.original.id().to_string(),
        is_new: form.is_new,
        fields: form.draft(),
        before: form.before(),
        rule_texts: form.rule_texts.clone(),
    }
}
