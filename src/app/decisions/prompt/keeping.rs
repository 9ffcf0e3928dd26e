//! Opens and leaves questions and file pickers so that nothing typed in them is lost.

use crate::app::decisions::attach::{self, Purpose};
use crate::app::decisions::prompt::Ask;
use crate::app::decisions::prompt::drafts::{form_draft, prompt_of, rule_texts_of_form};
use crate::app::decisions::{Answered, rules, run};
use crate::app::dialogs::Dialog;
use crate::app::dialogs::picker::Picker;
use crate::app::edits::draft::{Draft, Keep, LocationDraft, LongDraft, LongPlace, Texts, TypedDraft};
use crate::app::environment::effect::Effect;
use crate::app::form::Form;
use crate::app::input::command::Command;
use crate::app::notices::Tone;
use crate::app::state::App;
use crate::domain::record::id::Id;

const RECALLED: &str = "What was typed here before is back; ctrl-u clears it.";

impl Purpose {
    /// Returns what is kept of a text typed for it, where it is typed in a picker.
    pub(in crate::app) fn draft(&self, text: &str) -> Option<LocationDraft> {
        match self {
            Self::Support(targets) => Some(LocationDraft {
                attaches: true,
                targets: targets.iter().map(Id::to_string).collect(),
                text: text.to_owned(),
            }),
            Self::Decide(begun) if begun.decision.takes_location => Some(located(begun, text)),
            Self::Decide(_) => None,
        }
    }
}

/// Returns what is kept of a text that says where the records of a decision are.
pub(super) fn located(begun: &Answered, text: &str) -> LocationDraft {
    LocationDraft {
        attaches: false,
        targets: begun.ids().iter().map(Id::to_string).collect(),
        text: text.to_owned(),
    }
}

/// Opens a picker of files, with what was typed there before.
pub(in crate::app) fn open_location_picker(app: &mut App, mut picker: Picker, purpose: &Purpose) {
    let same = purpose.draft("").map(Draft::Location);
    if let Some(Draft::Location(location)) = same.and_then(|same| app.edits.unsaved.take_draft(&same)) {
        picker.recall(&location.text);
        app.tell(RECALLED);
    }
    app.dialogs.push(picker);
}

/// Opens the dialog of a command, with what was typed in it before.
pub fn open(app: &mut App, command: &Command, mut dialog: impl Dialog) {
    let (command, texts) = (command.name.to_owned(), Texts::new());
    let same = Draft::Typed(TypedDraft { command, texts });
    if let Some(Draft::Typed(typed)) = app.edits.unsaved.take_draft(&same) {
        dialog.recall(&typed.texts);
        app.tell(RECALLED);
    }
    app.dialogs.push(dialog);
}

/// Opens the questions of a decision, with what was typed at them before.
pub(in crate::app) fn open_prompt(app: &mut App, mut ask: Ask) {
    let same = Draft::Prompt(prompt_of(app, ask.decision, &ask.targets, Vec::new()));
    if let Some(Draft::Prompt(prompt)) = app.edits.unsaved.take_draft(&same) {
        ask.recall(prompt.texts, &app.register);
        ask.answered.given.texts = prompt.rule_texts;
        app.tell(RECALLED);
    }
    app.dialogs.push(ask);
}

/// Leaves the dialog on top without an answer; what was typed in it is kept.
pub(in crate::app) fn leave(app: &mut App) {
    let of_form = rule_texts_of_form(app);
    let Some(dialog) = app.dialogs.pop() else { return };
    let kept = dialog.draft(app);
    keep_in_form(app, of_form);
    put_aside(app, kept);
    dialog.left(app);
}

/// Keeps with the form on top what was typed at what the rules asked about it.
fn keep_in_form(app: &mut App, texts: Option<Texts>) {
    if let (Some(texts), Some(form)) = (texts, app.dialogs.top_mut::<Form>()) {
        form.rule_texts = texts;
    }
}

/// Keeps what was typed for a decision that was not made.
fn put_aside(app: &mut App, kept: Option<Draft>) {
    let Some(kept) = kept else { return };
    app.edits.unsaved.drafts.push(kept);
    if app.edits.unsaved.cannot_keep.is_some() {
        app.warn("What was typed stays until you leave; the same key brings it back. It cannot be kept longer.");
    } else {
        app.tell("What was typed is kept: the same key brings it back, :unsaved lists it.");
    }
}

/// The edits and dialogs before something was done, to tell afterwards whether anything came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct Before {
    made: u64,
    dialogs: usize,
}

/// Counts edits and dialogs before something is done.
pub(in crate::app) fn before(app: &App) -> Before {
    Before {
        made: app.edits.unsaved.made(),
        dialogs: app.dialogs.len(),
    }
}

/// Takes a file or link that was chosen; it is kept until something came of it.
pub(in crate::app) fn location_chosen(app: &mut App, location: &str, purpose: Purpose) {
    let kept = purpose.draft(location).map(Draft::Location);
    let before = before(app);
    attach::choose_location(app, location, purpose);
    keep_if_undone(app, before, kept);
}

/// Takes away the question on top that is answered by one key, and does what the key means; what was typed before
/// it is kept where that is refused.
pub(in crate::app) fn confirmed(app: &mut App, confirmed: impl FnOnce(&mut App)) {
    let kept = app.dialogs.pop().and_then(|dialog| dialog.draft(app));
    let before = before(app);
    confirmed(app);
    keep_if_undone(app, before, kept);
}

/// Makes the decision whose questions are answered. Where it is refused the question stays open with the sentence in
/// it, so that no key typed on acts on the screen.
pub(in crate::app) fn answered(app: &mut App) {
    if run::refuses_misfit(app) {
        return;
    }
    let of_form = rule_texts_of_form(app);
    let Some(mut ask) = app.dialogs.pop_top::<Ask>() else {
        return;
    };
    keep_in_form(app, of_form);
    let kept = ask.draft(app);
    let before = before(app);
    let answered = ask.answered.clone().with(ask.answers.clone());
    match ask.pending.clone() {
        Some(pending) => rules::resume(app, pending, &answered, ask.texts()),
        None => run::answered(app, answered),
    }
    match refused_since(app, before) {
        Some(sentence) => {
            ask.refuse(sentence, &app.register);
            app.dialogs.push(*ask);
            app.notices.dismiss();
        }
        None => keep_if_undone(app, before, kept),
    }
}

/// Keeps what was typed for something that was refused, or that waits for a look at a file.
pub(in crate::app) fn keep_if_undone(app: &mut App, since: Before, kept: Option<Draft>) {
    let Some(kept) = kept.filter(|_| before(app) == since) else {
        return;
    };
    let tone = app.notices.current().map(|notice| notice.tone);
    if let Some(number) = look_under_way(app) {
        let mut looks = app.edits.looks.iter_mut();
        if let Some(look) = looks.find(|look| look.number == number) {
            look.kept = Some(kept);
        }
    } else if matches!(tone, Some(Tone::Refused | Tone::Error)) {
        app.edits.unsaved.drafts.push(kept);
        app.notices.add("What was typed is kept: the same key brings it back.");
    }
}

/// Returns why nothing came of what was done since, if it was refused and nothing more is asked or looked at.
fn refused_since(app: &App, since: Before) -> Option<String> {
    let notice = app.notices.current().filter(|notice| notice.tone == Tone::Refused)?;
    (before(app) == since && look_under_way(app).is_none()).then(|| notice.text.clone())
}

/// Returns the number of a look at a file that was asked for just now.
fn look_under_way(app: &App) -> Option<u64> {
    app.effects.iter().rev().find_map(|effect| match effect {
        Effect::Observe { then, .. } => *then,
        _ => None,
    })
}

/// Hands the field of the topmost form to the editor.
pub(in crate::app) fn edit_field_text(app: &mut App) {
    let Some(form) = app.dialogs.top::<Form>() else {
        return;
    };
    let field = form.field().name;
    let name = format!("{}-{field}.md", form.original.id().as_str().replace('/', "-"));
    let text = form.inputs[form.focus].writing.text();
    let place = LongPlace::Field(form_draft(form), field.to_owned());
    edit_text(app, LongDraft { place, name, text });
}

/// Hands a text to the editor.
pub(in crate::app) fn edit_text(app: &mut App, draft: LongDraft) {
    let (name, text) = (draft.name.clone(), draft.text.clone());
    app.edits.unsaved.writing = Some(draft);
    app.effects.push(Effect::Edit { text, name });
}
