//! Dispatches a key: to the topmost dialog first, then through the keymap. Says why a command is not available.

use crate::app::decisions::prompt;
use crate::app::dialogs::picker;
use crate::app::dialogs::picker::Target;
use crate::app::dialogs::{Confirm, Dialog, Then};
use crate::app::edits::Cursor;
use crate::app::form;
use crate::app::input::command::Command;
use crate::app::input::key::{Code, Key};
use crate::app::input::keymap::Meaning;
use crate::app::notices::Tone;
use crate::app::screens::ScreenId;
use crate::app::state::App;
use crate::app::sync::effect::Effect;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;
use crate::store::save::history::Step;

impl App {
    /// Takes a key.
    pub fn key(&mut self, key: Key) {
        self.ask_what_changed();
        self.pressed(key);
        // A session comes by every clause; only where it is left the tree unfolds.
        if self.screen == ScreenId::Gap && self.session().is_none() {
            self.follow_in_tree();
        }
        if self.screen == ScreenId::Calendar {
            self.reach_in_calendar();
        }
    }

    fn pressed(&mut self, key: Key) {
        self.dirty = true;
        if self.key_while_leaving(key) {
            return;
        }
        // A notice stays until the next key; that key still does what it does.
        self.notices.dismiss();
        let now = self.env.now;
        if let Some(session) = self.session_worked_on() {
            session.tick(now);
        }
        if let Some(holding) = &mut self.guided.holding {
            holding.tick(now);
        }
        match self.dialogs.last_mut() {
            None | Some(Dialog::Record(_)) => self.mapped(key),
            Some(Dialog::Form(form)) => {
                let today = self.env.today;
                match form.press(key, &self.register, today) {
                    form::Outcome::Stay => {}
                    form::Outcome::Save => self.save_form(),
                    form::Outcome::Leave => self.leave_form(),
                    form::Outcome::Editor => self.write_field_at_length(),
                }
            }
            Some(Dialog::Ask(ask)) => match ask.press(key, &self.register, &self.env.who, self.env.today) {
                prompt::Outcome::Stay => {}
                prompt::Outcome::Leave => self.leave_prompt(),
                prompt::Outcome::Answered => self.prompt_answered(),
            },
            Some(Dialog::Picker(picker)) => match picker.press(key) {
                picker::Outcome::Stay => {}
                picker::Outcome::Leave => self.leave_picker(),
                picker::Outcome::Chosen(entry) => match entry.refused {
                    Some(reason) => self.refuse(reason),
                    None => {
                        self.dialogs.pop();
                        self.chosen(entry.target);
                    }
                },
            },
            Some(Dialog::Crosswalk(_)) => self.crosswalk_key(key),
            Some(Dialog::Filter { .. }) => self.filter_key(key),
            Some(Dialog::Confirm(_)) => self.confirm_key(key),
            Some(Dialog::History(_)) => self.history_key(key),
            Some(Dialog::Trends(_)) => self.trends_key(key),
            Some(Dialog::Plan(_)) => self.plan_key(key),
            Some(Dialog::Text(page)) => {
                if let Some(copied) = page.copies.iter().find(|copying| copying.key == key) {
                    self.effects.push(Effect::Copy(copied.text.clone()));
                    return;
                }
                let top = page.top.get();
                match (key.code, key.ctrl) {
                    (Code::Char('j') | Code::Down, false) => page.top.set(top + 1),
                    (Code::Char('k') | Code::Up, false) => page.top.set(top.saturating_sub(1)),
                    (Code::PageDown, _) | (Code::Char('d'), true) | (Code::Char(' '), false) => page.top.set(top + 10),
                    (Code::PageUp, _) | (Code::Char('u'), true) => page.top.set(top.saturating_sub(10)),
                    (Code::Char('g') | Code::Home, false) => page.top.set(0),
                    // Drawing keeps it within the text.
                    (Code::Char('G') | Code::End, false) => page.top.set(usize::MAX / 2),
                    _ => {
                        let leaves = page.leaves && key.code != Code::Esc;
                        self.dialogs.pop();
                        if leaves {
                            self.quit();
                        }
                    }
                }
            }
        }
    }

    fn mapped(&mut self, key: Key) {
        self.input.pending.push(key);
        let contexts = self.contexts();
        match self.input.keymap.meaning(&contexts, &self.input.pending) {
            Meaning::Run(command) => {
                self.input.pending.clear();
                self.run(command);
            }
            Meaning::Prefix(_) => {}
            Meaning::Nothing => {
                let alone = self.input.pending.len() == 1;
                self.input.pending.clear();
                if self.screens.calendar.drag.is_some() && alone {
                    self.refuse("> and < move it; Enter takes the day, Esc drops it.");
                } else if alone && key.typed().is_some() {
                    self.refuse(format!("{key} does nothing here; ? shows the keys."));
                }
            }
        }
    }

    /// Takes pasted text: it is typed where something is typed, and never runs a key.
    pub fn paste(&mut self, text: &str) {
        self.dirty = true;
        let today = self.env.today;
        match self.dialogs.last_mut() {
            Some(Dialog::Form(form)) => {
                form.paste(text, &self.register, today);
                let lines = text.trim().lines().count();
                if lines > 1 && !form.inputs[form.focus].writing.is_page() {
                    self.tell(joined(lines));
                }
            }
            Some(Dialog::Ask(ask)) => {
                ask.paste(text, &self.register);
                let lines = text.trim().lines().count();
                if lines > 1 && !ask.line.is_page() {
                    self.tell(joined(lines));
                }
            }
            Some(Dialog::Picker(picker)) => picker.paste(text),
            Some(Dialog::Crosswalk(walk)) => walk.paste(text),
            Some(Dialog::Filter { line, .. }) => {
                line.paste(text);
                self.filtered();
            }
            _ => self.refuse("Pasted text goes into forms, the filter and the palette; open one first."),
        }
    }

    fn filter_key(&mut self, key: Key) {
        let Some(Dialog::Filter { line, before }) = self.dialogs.last_mut() else {
            return;
        };
        match (key.code, key.ctrl) {
            (Code::Enter, _) => {
                let before = before.clone();
                if let Some(error) = self.filter_error() {
                    self.refuse(error);
                    return;
                }
                self.dialogs.pop();
                self.settle_filter();
                self.follow_alias(&before);
            }
            (Code::Esc, _) | (Code::Char('c'), true) => {
                let before = before.clone();
                self.dialogs.pop();
                self.set_filter(&before);
            }
            (Code::Down, _) => self.move_rows(1),
            (Code::Up, _) => self.move_rows(-1),
            _ => {
                if line.press(key) {
                    self.filtered();
                }
            }
        }
    }

    /// Goes where the term typed into the filter belongs and says why, if it is one.
    fn follow_alias(&mut self, before: &str) -> bool {
        let alias = self.alias_of_filter();
        let Some(target) = alias.map(|alias| Target::Entry(Id::new(&alias.target), alias.explanation.clone())) else {
            return false;
        };
        self.set_filter(before);
        self.chosen(target);
        true
    }

    fn filtered(&mut self) {
        if let Some(Dialog::Filter { line, .. }) = self.dialogs.last() {
            let text = line.text();
            self.set_filter(&text);
        }
    }

    fn confirm_key(&mut self, key: Key) {
        let Some(Dialog::Confirm(confirm)) = self.dialogs.last() else {
            return;
        };
        let chosen = confirm
            .choices
            .iter()
            .find(|(bound, ..)| *bound == key)
            .map(|(_, _, then)| then.clone());
        let leaves = chosen.is_none() && matches!(key.code, Code::Esc | Code::Char('n' | 'q'));
        match chosen {
            Some(then) => self.confirmed_prompt(|app| app.confirmed(then)),
            None if leaves => self.leave_confirm(),
            None => match key.code {
                Code::Down | Code::Char('j') => confirm.top.set(confirm.top.get() + 1),
                Code::Up | Code::Char('k') => confirm.top.set(confirm.top.get().saturating_sub(1)),
                _ => {}
            },
        }
    }

    fn confirmed(&mut self, then: Then) {
        match then {
            Then::Do(answered) => self.do_confirmed(*answered),
            Then::Decide(answered) => self.do_answered(*answered),
            Then::Undo(edit) => self.undo_edit(&edit),
            Then::Confirmed => self.second_look_taken(),
            Then::GoOn(halted) => self.go_on_with(*halted),
            Then::DiscardForm => {
                self.dialogs.pop();
            }
            Then::SaveForm => self.key(Key::ctrl('s')),
            Then::SettleForm { theirs, shown } => self.settle_form(theirs, &shown),
            Then::TakeTheirs(number) => self.take_theirs(number),
            Then::KeepMine(number) => self.keep_mine(number),
            Then::Retry(number) => self.retry_one(number),
            Then::SaveAsNew(number) => self.save_as_new(number),
            Then::DropEdit(number) => self.drop_failed(number),
            Then::RetryAndLeave => self.retry_and_leave(),
            Then::ListUnsaved => self.list_unsaved(),
            Then::SaveFormAsNew => self.save_form_as_new(),
            Then::Make(edit) if edit.is_empty() => self.tell("Theirs stays; nothing was changed."),
            Then::Make(edit) => {
                self.commit(&edit, Cursor::Follow);
            }
            Then::TakeMethod(edit) => self.take_method(&edit),
            Then::ResumeDraft(draft) => self.resume_draft(&draft),
            Then::DropDraft(draft) => self.drop_draft(&draft),
            Then::SettleDraft(edit, draft) => self.make_again(&edit, &draft),
            Then::ResumeSession(kind) => self.resume_session(&kind),
            Then::WalkAll => self.begin_session(None),
            Then::Quit => self.effects.push(Effect::Quit),
        }
    }

    fn chosen(&mut self, target: Target) {
        match target {
            Target::Run(command) => self.run(command),
            Target::Record(id) if self.holding().is_some() => {
                // The review stays where it is; what it is about lies over it.
                self.dialogs.clear();
                self.leave_detail();
                self.dialogs.push(Dialog::Record(id));
            }
            Target::Record(id) => self.go_to(&id),
            Target::Point(at) => self.go_to_point(at),
            Target::Entry(id, explanation) => {
                self.go_to(&id);
                if !explanation.is_empty() {
                    self.tell(explanation);
                }
            }
            Target::Sort(column) => {
                self.with_list(self.screen, |list, view| list.sort_by(view, column));
            }
            Target::Add(kind) => self.add(kind),
            Target::Screen(screen) => self.show(screen),
            Target::Question(id) => {
                self.go_to_question(&id);
            }
            Target::Crosswalk(place) => self.open_crosswalk(&place),
            Target::Form(id) => {
                if let Some(record) = self.register.get(id.as_str()).cloned() {
                    self.open_form(record, false);
                }
            }
            Target::StartersOf(system) => self.choose_starter_for(&system),
            Target::Starter(at, system) => self.insert_starter(at, &system),
            Target::Preset(at, base) => self.choose_preset(at, &base),
            Target::Attach(evidence, targets) => self.attach_existing(&evidence, &targets),
            Target::Failed(number) => self.ask_about_failed(number),
            Target::Draft(draft) => self.ask_about_draft(&draft),
            Target::Location(location, purpose) => self.location_chosen(&location, purpose),
        }
    }

    /// Says that something was done.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.notices.tell(self.env.now, Tone::Done, text);
        self.dirty = true;
    }

    /// Says that records were changed.
    pub(in crate::app) fn tell_edit(&mut self, text: impl Into<String>) {
        self.notices.tell(self.env.now, Tone::Edited, text);
        self.dirty = true;
    }

    /// Says why something cannot be done, and what to do instead.
    pub fn refuse(&mut self, text: impl Into<String>) {
        self.notices.tell(self.env.now, Tone::Refused, text);
        self.dirty = true;
    }

    /// Says that something went wrong.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notices.tell(self.env.now, Tone::Error, text);
        self.dirty = true;
    }

    /// Asks for one key.
    pub(in crate::app) fn confirm(&mut self, title: &str, text: String, choices: Vec<(Key, String, Then)>) {
        self.dialogs.push(Dialog::Confirm(Confirm {
            title: title.to_owned(),
            text,
            choices,
            top: std::cell::Cell::default(),
        }));
    }

    /// Returns an edit of now, by who works here.
    pub(in crate::app) fn edit_named(&self, title: String) -> Edit {
        Edit {
            title,
            who: self.env.who.clone(),
            when: self.env.now,
            changes: Vec::new(),
        }
    }

    /// Returns why a command cannot be run now, if so.
    pub fn refusal(&self, command: Command) -> Option<String> {
        let changes = matches!(
            command.entry().group,
            crate::app::input::command::Group::Edit | crate::app::input::command::Group::Decide
        ) && !matches!(
            command,
            Command::Mark | Command::MarkRange | Command::MarkAll | Command::Skip | Command::Hold
        );
        if changes && self.sync.loading.is_some() {
            return Some("The register is still being read; one moment.".to_owned());
        }
        if changes && let Some(reason) = &self.sync.read_only {
            return Some(reason.clone());
        }
        if let Some(reason) = self.refused_in_calendar(command) {
            return Some(reason);
        }
        match command {
            Command::Undo if self.edits.history.done.is_empty() && !self.edits.has_past && !self.has_skipped_last() => {
                Some(Step::Undo.nothing().to_owned())
            }
            Command::Redo if self.edits.history.undone.is_empty() && !self.edits.has_past => {
                Some(Step::Redo.nothing().to_owned())
            }
            Command::Edit
            | Command::EditLong
            | Command::Duplicate
            | Command::Links
            | Command::History
            | Command::CopyId
            | Command::CopyLink
            | Command::CopyRow
            | Command::CopyDetail
                if self.record().is_none() =>
            {
                Some(self.no_record())
            }
            Command::Say
            | Command::Noted
            | Command::Decide
            | Command::Resolve
            | Command::Attend
            | Command::Find
            | Command::CloseReview
            | Command::GoToPoint
                if self.holding().is_none() =>
            {
                Some("This belongs to a review that is being held; x on one in the Calendar (7) opens it.".to_owned())
            }
            Command::Say | Command::Noted if self.holding().is_some_and(|holding| holding.point().is_none()) => {
                Some("Something is said about a point; k goes back to the last one.".to_owned())
            }
            Command::JumpBack if self.visited.back.is_empty() => {
                Some("There is no earlier place to go back to.".to_owned())
            }
            Command::JumpForward if self.visited.forward.is_empty() => {
                Some("There is no later place to go to.".to_owned())
            }
            Command::Filter if self.can_filter() => None,
            Command::Filter | Command::Sort if self.list(self.screen).is_none() => {
                Some("This screen has no list to filter; : finds any record.".to_owned())
            }
            _ => None,
        }
    }
}

/// Says that lines were pasted where one line is kept.
fn joined(lines: usize) -> String {
    format!("The {lines} lines that were pasted are joined; this is kept in one line.")
}
