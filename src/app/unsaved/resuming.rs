//! Offers what an earlier run or Esc left unsaved: open it again, or discard it.

use crate::app::decisions::Running;
use crate::app::decisions::prompt::Ask;
use crate::app::decisions::rules;
use crate::app::decisions::rules::attempt::Texts;
use crate::app::decisions::run;
use crate::app::decisions::table::any_record::{LEAVE_OUT, MOVE};
use crate::app::dialogs::{Copying, Dialog, Page, Then};
use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::form::Form;
use crate::app::guided::review::{at_length, points};
use crate::app::input::command::Command;
use crate::app::screens::calendar::Dated;
use crate::app::state::App;
use crate::app::unsaved::draft::{Draft, EditDraft, FormDraft, LongDraft, LongPlace, PromptDraft};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;
use crate::domain::register::index::Slot;
use crate::store::save::history;

/// How many drafts an offer names.
const NAMED: usize = 8;

impl App {
    /// Offers what earlier runs left unsaved.
    pub(in crate::app) fn offer_drafts(&mut self, mut drafts: Vec<Draft>) {
        // An edit may have reached the disk after it was kept and before its program ended.
        drafts.retain(|draft| !self.is_on_disk(draft));
        let edits = drafts.iter().filter(|draft| matches!(draft, Draft::Edit(_))).count();
        let text = match &drafts[..] {
            [] => return,
            [one] => {
                let mut text = match one {
                    Draft::Edit(edit) => format!("aims ended before this was on disk: {}.\n", edit.title),
                    _ => format!("aims ended while this was open: {}.\n", one.title()),
                };
                for (label, typed) in self.texts_of(one) {
                    text.push_str(&format!("\n{label}: {}", begin_of(&typed)));
                }
                text
            }
            several => {
                let mut text = format!("Left unsaved by earlier runs ({}):\n", several.len());
                for draft in several.iter().take(NAMED) {
                    text.push_str(&format!("\n{}", draft.title()));
                }
                if several.len() > NAMED {
                    text.push_str(&format!("\nand {} more", several.len() - NAMED));
                }
                text
            }
        };
        let choices = match &drafts[..] {
            [one] => Self::choices_of_draft(one),
            _ => vec![(Key::char('o'), "look at each".to_owned(), Then::ListUnsaved)],
        };
        let title = match (drafts.len(), edits) {
            (1, 1) => "Unsaved edit",
            (1, _) if matches!(drafts[0], Draft::Form(_)) => "Unsaved form",
            (1, _) => "Unsaved text",
            _ => "Unsaved from before",
        };
        self.edits.unsaved.drafts.extend(drafts);
        self.confirm(title, text, choices);
        self.dirty = true;
    }

    /// Returns what can be done with a draft.
    pub(super) fn choices_of_draft(draft: &Draft) -> Vec<(Key, String, Then)> {
        let open = match draft {
            Draft::Edit(_) => "make it again",
            Draft::Long(LongDraft {
                place: LongPlace::Point(..),
                ..
            }) => "open it in the editor again",
            _ => "open it again",
        };
        let draft = || Box::new(draft.clone());
        vec![
            (Key::char('o'), open.to_owned(), Then::ResumeDraft(draft())),
            (Key::char('d'), "discard it".to_owned(), Then::DropDraft(draft())),
        ]
    }

    /// Throws a draft away.
    pub(in crate::app) fn drop_draft(&mut self, draft: &Draft) {
        if let Some(at) = self.edits.unsaved.drafts.iter().position(|kept| kept == draft) {
            self.edits.unsaved.drafts.remove(at);
        }
        self.tell(format!("Discarded: {}.", draft.title()));
    }

    /// Opens a draft again; it stays kept while that cannot be.
    pub(in crate::app) fn resume_draft(&mut self, draft: &Draft) {
        if let Some(reason) = self.refusal(Command::Add) {
            self.refuse(reason);
            return;
        }
        let opened = match draft {
            Draft::Form(form) => self.resume_form(form),
            Draft::Prompt(prompt) => self.resume_prompt(prompt),
            Draft::Location(location) => self.resume_location(location),
            Draft::Long(long) => self.resume_long(long),
            Draft::Edit(edit) => return self.resume_edit(edit, draft),
        };
        if opened {
            self.edits.unsaved.drafts.retain(|kept| kept != draft);
        } else {
            self.show_draft(draft);
        }
    }

    /// Shows the texts of a draft, to be copied, where they cannot be opened where they were typed.
    fn show_draft(&mut self, draft: &Draft) {
        let mut lines = vec!["It cannot be opened where it was typed; the text is kept.".to_owned()];
        let mut whole = String::new();
        for (label, text) in draft.texts() {
            lines.extend([String::new(), label]);
            lines.extend(text.lines().map(str::to_owned));
            whole.push_str(&text);
            whole.push('\n');
        }
        self.dialogs.push(Dialog::Text(Page {
            title: draft.title(),
            lines,
            top: std::cell::Cell::new(0),
            copies: vec![Copying::new('y', "the text", whole)],
            leaves: false,
        }));
    }

    fn resume_form(&mut self, draft: &FormDraft) -> bool {
        let Some(kind) = self.register.kind(&draft.kind) else {
            return false;
        };
        let known = self.register.get(&draft.id).cloned();
        let known = known.filter(|record| record.is(kind));
        let is_new = draft.is_new || known.is_none();
        if !is_new {
            self.show_under(&Id::new(&draft.id));
        }
        let record = known.unwrap_or_else(|| Record::new(kind, Id::new(&draft.id)));
        let mut form = Form::new(record, is_new, &self.register, self.env.today);
        form.resume(&draft.fields, &draft.before, &self.register, self.env.today);
        form.settled.clone_from(&draft.settled);
        self.dialogs.push(Dialog::Form(Box::new(form)));
        true
    }

    fn resume_prompt(&mut self, draft: &PromptDraft) -> bool {
        let slots = draft.targets.iter().filter_map(|id| self.register.slot(id));
        let targets: Vec<Slot> = slots.collect();
        let Some(first) = targets.first().and_then(|slot| self.register.at(*slot)) else {
            return false;
        };
        let (first_id, first_slot) = (first.id().clone(), targets[0]);
        let put = draft.dated.as_ref().and_then(|dated| {
            let what = Dated {
                day: dated.day,
                slot: first_slot,
                field: first.kind().field_index(&dated.field)?,
                of_series: dated.of_series,
            };
            let decisions = [&MOVE, &LEAVE_OUT].map(|decision| Running::on(decision, what, dated.to));
            decisions.into_iter().find(|decision| decision.name == draft.decision)
        });
        let Some(decision) = put.or_else(|| Running::named(&draft.decision, self.view(), first)) else {
            return false;
        };
        if draft.point.is_none() {
            self.show_under(&first_id);
        }
        if let Some(title) = &draft.point {
            points::open(self, &first_id);
            if !points::go_to_named(self, title) {
                return false;
            }
        }
        let before = self.dialogs.len();
        // Another draft of the same prompt stays where it is.
        let others = std::mem::take(&mut self.edits.unsaved.drafts);
        run::begin(self, decision, &targets);
        self.edits.unsaved.drafts = others;
        let opened = self.dialogs.len() > before;
        if let Some(Dialog::Ask(ask)) = self.dialogs.last_mut().filter(|_| opened) {
            ask.recall(draft.texts.clone(), &self.register);
            ask.answered.given.texts.clone_from(&draft.settled);
        }
        opened
    }

    /// Shows a record with the cursor on it, for what is opened over it; nothing moves where something is typed already.
    pub(super) fn show_under(&mut self, id: &Id) {
        let is_typed = self.dialogs.iter().any(Dialog::is_typed_into);
        let is_here = self.record().is_some_and(|record| record.id() == id);
        if !is_typed && !is_here {
            self.go_to(id);
        }
    }

    fn resume_long(&mut self, draft: &LongDraft) -> bool {
        match &draft.place {
            LongPlace::Field(form, field) => {
                let mut form = form.clone();
                form.fields.insert(field.clone(), draft.text.clone());
                let opened = self.resume_form(&form);
                if let Some(Dialog::Form(form)) = self.dialogs.last_mut().filter(|_| opened) {
                    form.go_to(field, &self.register, self.env.today);
                }
                opened
            }
            LongPlace::Point(review, title) => {
                let is_there = self.register.get(review).is_some();
                if is_there {
                    points::open(self, &Id::new(review));
                }
                is_there && points::go_to_named(self, title) && at_length::write_text(self, Some(draft.text.clone()))
            }
        }
    }

    /// Tells whether a draft is an edit of which nothing is left to make.
    fn is_on_disk(&self, draft: &Draft) -> bool {
        let Draft::Edit(kept) = draft else { return false };
        history::from_line(&kept.line, self.register.kinds()).is_some_and(|(_, mut edit)| {
            self.leave_out_what_is_so(&mut edit);
            edit.is_empty()
        })
    }

    /// Makes an edit again that an earlier run did not get to the disk: what is so by now is left out, and where others
    /// wrote something else since, it is asked.
    fn resume_edit(&mut self, kept: &EditDraft, draft: &Draft) {
        let Some((_, mut edit)) = history::from_line(&kept.line, self.register.kinds()) else {
            self.refuse("This edit was kept by another version of aims and cannot be read; it stays kept.");
            return;
        };
        self.leave_out_what_is_so(&mut edit);
        if edit.is_empty() {
            self.edits.unsaved.drafts.retain(|kept| kept != draft);
            self.tell(format!("This is on disk by now: {}.", kept.title));
            return;
        }
        self.make_again(&edit, draft);
    }

    /// Makes an edit that was kept, which is no draft from then on; where others wrote something else since, it is asked.
    pub(in crate::app) fn make_again(&mut self, edit: &Edit, draft: &Draft) {
        if edit.is_empty() {
            self.edits.unsaved.drafts.retain(|kept| kept != draft);
            self.tell("Theirs is kept; nothing of this edit was left to make.");
            return;
        }
        let clashes = self.clashes(edit);
        if !clashes.is_empty() {
            let settle = |theirs| Then::SettleDraft(Box::new(self.settled_edit(edit, theirs)), Box::new(draft.clone()));
            let (theirs, mine) = (settle(true), settle(false));
            self.ask_whose(clashes, theirs, mine);
            return;
        }
        let texts = match draft {
            Draft::Edit(kept) => kept.settled.clone(),
            _ => Vec::new(),
        };
        let made = self.edits.unsaved.made();
        rules::make_edit(self, edit, texts);
        if self.edits.unsaved.made() > made {
            self.edits.unsaved.drafts.retain(|kept| kept != draft);
        }
    }

    /// Opens the questions of a decision, with what was typed at them before.
    pub(in crate::app) fn open_prompt(&mut self, ask: Ask) {
        let mut ask = ask;
        let same = self.prompt_of_ask(&ask);
        let known = self.edits.unsaved.drafts.iter().position(|draft| match draft {
            Draft::Prompt(prompt) => prompt.is_of_same(&same),
            _ => false,
        });
        if let Some(Draft::Prompt(prompt)) = known.map(|at| self.edits.unsaved.drafts.remove(at)) {
            ask.recall(prompt.texts, &self.register);
            ask.answered.given.texts = prompt.settled;
            self.tell("What was typed here before is back; ctrl-u clears it.");
        }
        self.dialogs.push(Dialog::Ask(Box::new(ask)));
    }

    /// Leaves the topmost questions; what was typed at them is kept.
    pub(in crate::app) fn leave_prompt(&mut self) {
        let of_form = self.settled_of_form();
        let kept = match self.dialogs.pop() {
            Some(Dialog::Ask(ask)) => self.draft_of_ask(&ask),
            _ => None,
        };
        self.keep_in_form(of_form);
        self.put_aside(kept);
    }

    /// Keeps with the form on top what was typed at what the rules asked about it.
    fn keep_in_form(&mut self, texts: Option<Texts>) {
        if let (Some(texts), Some(Dialog::Form(form))) = (texts, self.dialogs.last_mut()) {
            form.settled = texts;
        }
    }

    /// Leaves a question answered by one key without an answer; what was typed before it is kept.
    pub(in crate::app) fn leave_confirm(&mut self) {
        let of_form = self.settled_of_form();
        let kept = match self.dialogs.pop() {
            Some(Dialog::Confirm(confirm)) => self.draft_of_confirm(&confirm),
            _ => None,
        };
        self.keep_in_form(of_form);
        self.put_aside(kept);
    }

    /// Takes away the question on top that is answered by one key, and does what the key stands for; what was typed before
    /// it is kept where that is refused.
    pub(in crate::app) fn confirmed_prompt(&mut self, confirmed: impl FnOnce(&mut Self)) {
        let kept = match self.dialogs.pop() {
            Some(Dialog::Confirm(confirm)) => self.draft_of_confirm(&confirm),
            _ => None,
        };
        let before = self.before();
        confirmed(self);
        self.keep_if_undone(before, kept);
    }

    /// Does the decision whose questions are answered. Where it is refused the question stays open with the sentence in
    /// it, so that no key typed on acts on the screen.
    pub(in crate::app) fn prompt_answered(&mut self) {
        if run::refuses_misfit(self) {
            return;
        }
        let of_form = self.settled_of_form();
        let Some(Dialog::Ask(mut ask)) = self.dialogs.pop() else {
            return;
        };
        self.keep_in_form(of_form);
        let kept = self.draft_of_ask(&ask);
        let texts = ask.texts();
        let before = self.before();
        let answered = ask.answered.clone().with(ask.answers.clone());
        match ask.settles.clone() {
            Some(settles) => rules::settle(self, settles, &answered, texts),
            None => run::answered(self, answered),
        }
        match self.refused_since(&before) {
            Some(sentence) => {
                ask.refuse(sentence, &self.register);
                self.dialogs.push(Dialog::Ask(ask));
                self.notices.dismiss();
            }
            None => self.keep_if_undone(before, kept),
        }
    }

    /// Keeps what was typed for a decision that was not made.
    pub(in crate::app) fn put_aside(&mut self, kept: Option<Draft>) {
        if let Some(kept) = kept {
            self.edits.unsaved.drafts.push(kept);
            if self.edits.unsaved.cannot_keep.is_some() {
                self.warn(
                    "What was typed stays until you leave; the same key brings it back. It cannot be kept longer.",
                );
            } else {
                self.tell("What was typed is kept: the same key brings it back, :unsaved lists it.");
            }
        }
    }

    /// Hands a text to the editor that belongs to a field of the topmost form.
    pub(in crate::app) fn write_field_at_length(&mut self) {
        let Some(Dialog::Form(form)) = self.dialogs.last() else {
            return;
        };
        let field = form.field().name;
        let name = format!("{}-{field}.md", form.original.id().as_str().replace('/', "-"));
        let text = form.inputs[form.focus].writing.text();
        let place = LongPlace::Field(crate::app::unsaved::draft::form_draft(form), field.to_owned());
        self.hand_to_editor(place, name, text);
    }

    /// Hands a text to the editor.
    pub(in crate::app) fn hand_to_editor(&mut self, place: LongPlace, name: String, text: String) {
        let (named, handed) = (name.clone(), text.clone());
        self.edits.unsaved.writing = Some(LongDraft { place, name, text });
        self.effects.push(Effect::Edit {
            text: handed,
            name: named,
        });
    }
}

/// Returns the beginning of a text, in one line.
pub(super) fn begin_of(text: &str) -> String {
    const LENGTH: usize = 60;
    let line = text.replace('\n', " ");
    match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
