//! Applies, undoes and redoes edits, sends them to be saved, and refreshes what they touch.

mod undo;

use std::collections::HashSet;
use std::fmt::Display;

use crate::app::decisions::prompt::Ask;
use crate::app::decisions::rules;
use crate::app::decisions::rules::changed_beside;
use crate::app::decisions::{Answered, Row, Running};
use crate::app::dialogs::{Dialog, Then};
use crate::app::input::command::Command;
use crate::app::input::key::Key;
use crate::app::screens::ScreenId;
use crate::app::state::App;
use crate::domain::kinds::{control, document, method, review, risk};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Changes, Edit, EditError};
use crate::domain::register::index::Slot;
use crate::store::save::history::Step;

/// Where the cursor goes after an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Cursor {
    /// It stays on its record, wherever that goes.
    Follow,
    /// It stays at its row, so that a decided item gives way to the next.
    Stay,
}

impl App {
    /// Begins a decision on the record under the cursor or the marked ones.
    pub(in crate::app) fn begin_decision(&mut self, action: Command) {
        let targets = self.targets();
        let Some(first) = targets.first().and_then(|slot| self.register.at(*slot)) else {
            self.refuse(self.no_record());
            return;
        };
        if let Some(decision) = self.calendar_decision(action).or_else(|| Running::of(action, first)) {
            self.begin(decision, &targets);
        }
    }

    /// Begins a decision on records: asks what it asks, or does it.
    pub fn begin(&mut self, decision: impl Into<Running>, targets: &[Slot]) {
        self.begin_after(decision.into(), targets, None);
    }

    /// Begins a decision on records, after another decision that led to it: that one's records are what it is held against.
    pub(in crate::app) fn begin_after(&mut self, decision: Running, targets: &[Slot], earlier: Option<&Answered>) {
        if let Some(reason) = self.misfit(decision, targets) {
            self.refuse(reason);
            return;
        }
        let records: Vec<_> = targets.iter().filter_map(|slot| self.register.at(*slot)).collect();
        let subjects = records
            .into_iter()
            .flat_map(|record| decision.subjects(self.view(), record));
        let slots = subjects.filter_map(|record| self.register.slot(record.id().as_str()));
        let mut seen = HashSet::new();
        let targets: Vec<_> = slots.filter(|slot| seen.insert(*slot)).collect();
        let records: Vec<_> = targets.iter().filter_map(|slot| self.register.at(*slot)).collect();
        let mut questions = decision.questions(&records, self.env.today);
        questions.extend(self.asks_about_actions(&decision, &records));
        if questions.is_empty() {
            let begun = Answered::begun(decision, targets, &self.register);
            self.answered(begun.after(earlier));
        } else {
            let mut ask = Ask::new(decision, targets, questions, &self.register);
            ask.answered = ask.answered.after(earlier);
            if let Some(text) = (decision.prefill)(self) {
                ask.start_with(&text, &self.register);
            }
            self.open_prompt(ask);
        }
    }

    /// Refuses the answers of the topmost question when one of its records does not fit any more: it stays open, so that
    /// nothing typed is lost. Tells whether it did.
    pub(in crate::app) fn refuses_misfit(&mut self) -> bool {
        let Some(Dialog::Ask(ask)) = self.dialogs.last() else {
            return false;
        };
        let refused = self.misfit(ask.decision, &ask.targets);
        let (Some(sentence), Some(Dialog::Ask(ask))) = (refused, self.dialogs.last_mut()) else {
            return false;
        };
        ask.refuse(sentence, &self.register);
        true
    }

    /// Returns why a decision does not go with one of some records, if so: by its id where there are several.
    pub(in crate::app) fn misfit(&self, decision: Running, targets: &[Slot]) -> Option<String> {
        let records = targets.iter().filter_map(|slot| self.register.at(*slot));
        let mut refused = records.filter_map(|record| Some((record.id(), decision.refusal(self.view(), record)?)));
        let (id, reason) = refused.next()?;
        match targets {
            [_] => Some(reason),
            _ => Some(format!("{id}: {reason} Nothing was changed.")),
        }
    }

    /// Does a decision whose questions are answered, after a look at what it would change when that is many.
    pub(in crate::app) fn answered(&mut self, answered: Answered) {
        let Answered {
            decision,
            ref targets,
            ref answers,
            ..
        } = answered;
        if !(decision.before)(self, &answered) {
            return;
        }
        let single = targets.len() < 2 || decision.adds_one;
        let Some(edit) = self.fitting(self.decision_edit(decision, targets, answers)) else {
            return;
        };
        let warnings = self.to_confirm(&edit);
        let beside = self.changed_beside(&edit, targets);
        if single && !decision.dangerous && warnings.is_empty() && beside.is_empty() {
            self.do_answered(answered);
            return;
        }
        let mut text = match targets.len() {
            1 => decision.title.to_owned(),
            several => format!("{} on {several} records", decision.title),
        };
        let said: Vec<_> = answers
            .iter()
            .filter(|answer| !answer.is_empty())
            .map(Value::to_string)
            .collect();
        if !said.is_empty() {
            text.push_str(&format!(": {}", said.join("; ")));
        }
        text.push('\n');
        if !warnings.is_empty() {
            text.push_str(&format!("{}\n", rules::shortened(&warnings)));
        }
        let targeted = targets.iter().filter_map(|slot| self.register.at(*slot));
        text.push_str(&self.listed_by_title(&targeted.map(|record| record.id().clone()).collect::<Vec<_>>()));
        if !beside.is_empty() {
            text.push_str(&format!(
                "\n\nIt changes {} as well:",
                changed_beside::counted(&self.register, &beside)
            ));
            text.push_str(&self.listed_by_title(&beside));
        }
        let does = format!("{}, as one edit", decision.title);
        self.confirm(
            "Confirm",
            text,
            vec![(Key::char('y'), does, Then::Do(Box::new(answered)))],
        );
    }

    /// Tells whether what others changed since a decision was begun keeps it from being made as it is: it is refused
    /// where a record does not fit any more, and asked about where they changed the same.
    pub(in crate::app) fn is_overtaken(&mut self, answered: &Answered) -> bool {
        if let Some(reason) = self.misfit(answered.decision, &answered.targets) {
            self.refuse(reason);
            return true;
        }
        self.asks_about_clashes(answered)
    }

    /// Does a decision whose questions are answered, unless a record does not fit any more or others changed the same.
    pub(in crate::app) fn do_decision(&mut self, answered: &Answered) {
        let (decision, targets, answers) = (answered.decision, &*answered.targets, &*answered.answers);
        if targets.is_empty() {
            self.tell("Theirs stays; nothing was changed.");
            return;
        }
        if self.is_overtaken(answered) {
            return;
        }
        if (decision.make)(self, answered) {
            return;
        }
        let Some(edit) = self.fitting(self.decision_edit(decision, targets, answers)) else {
            return;
        };
        // An answer that stays as it was is an answer, too.
        let (answers, same) = (decision.is_answer && self.session().is_some(), edit.is_empty());
        let stay = match decision.row {
            Row::Queue => self.screen == ScreenId::Treatment,
            Row::Follow => false,
            Row::Next => true,
        };
        let done = self.commit(&edit, if stay { Cursor::Stay } else { Cursor::Follow });
        if done || same {
            self.with_list(self.screen, |list, _| list.clear_marks());
        }
        if done {
            self.note_decision();
            (decision.after)(self, &decision, targets);
        }
        if answers && (done || same) {
            self.question_answered();
        }
    }

    /// Returns the edit of a decision whose questions are answered.
    ///
    /// # Errors
    ///
    /// Fails when the decision does not go with a record, or sets what does not fit it; the sentence names the record.
    pub(in crate::app) fn decision_edit(
        &self,
        decision: Running,
        targets: &[Slot],
        answers: &[Value],
    ) -> Result<Edit, String> {
        let mut edit = self.edit_named(String::new());
        for slot in targets {
            let Some(record) = self.register.at(*slot) else {
                continue;
            };
            let changes = decision.changes(self.view(), record, answers);
            let changes = changes.map_err(|reason| format!("{}: {reason}", record.id()))?;
            self.add_changes(&mut edit, record, changes)
                .map_err(|error| error.to_string())?;
        }
        self.cancel_left_actions(&mut edit, &decision, targets, answers)
            .map_err(|error| error.to_string())?;
        let next = (decision.next)(self, targets);
        let what = match targets {
            [one] => self
                .register
                .at(*one)
                .map(|record| record.id().to_string())
                .unwrap_or_default(),
            several => format!("{} records", several.len()),
        };
        edit.title = format!("{}: {what}", decision.title);
        let beside = self.changed_beside(&edit, targets);
        if !beside.is_empty() {
            edit.title
                .push_str(&format!(", with {}", changed_beside::counted(&self.register, &beside)));
        }
        if let Some(next) = next {
            edit.title
                .push_str(&format!(", next {} on {}", next.id(), next.stored(review::DATE)));
            edit.changes.push(Change::Add(Box::new(next)));
        }
        Ok(edit)
    }

    /// Adds the changes of one record to an edit; what follows from them is added when it is committed.
    ///
    /// # Errors
    ///
    /// Fails when a field is one of another kind or cannot hold its value; the error names the record.
    pub(in crate::app) fn add_changes(
        &self,
        edit: &mut Edit,
        record: &Record,
        changes: Changes,
    ) -> Result<(), EditError> {
        for (field, value) in changes {
            edit.changes
                .extend(self.register.change(record.id().as_str(), field, value)?);
        }
        Ok(())
    }

    /// Returns an edit with changes to one record added.
    ///
    /// # Errors
    ///
    /// As [`App::add_changes`].
    pub(in crate::app) fn with_changes(
        &self,
        mut edit: Edit,
        record: &Record,
        changes: Changes,
    ) -> Result<Edit, EditError> {
        self.add_changes(&mut edit, record, changes)?;
        Ok(edit)
    }

    /// Commits an edit whose changes fit, or says which do not and changes nothing. Tells whether it was applied.
    pub(in crate::app) fn commit_fitting(&mut self, edit: Result<Edit, EditError>, cursor: Cursor) -> bool {
        self.fitting(edit).is_some_and(|edit| self.commit(&edit, cursor))
    }

    /// Returns an edit whose changes fit, or says which do not.
    pub(in crate::app) fn fitting<E: Display>(&mut self, edit: Result<Edit, E>) -> Option<Edit> {
        edit.map_err(|error| self.refuse(format!("{error} Nothing was changed.")))
            .ok()
    }

    /// Applies an edit with what follows from it, notes it for undo, sends it to the disk, and says so. Tells whether it
    /// was applied; when the rules object, what they ask for is asked first.
    pub(in crate::app) fn commit(&mut self, edit: &Edit, cursor: Cursor) -> bool {
        if edit.is_empty() {
            self.tell("Nothing changed.");
            return false;
        }
        if self.asks_about_stale(edit) {
            return false;
        }
        let Some(edit) = self.admitted(edit, cursor) else {
            return false;
        };
        let title = edit.title.clone();
        match self.apply(&edit, Step::Do, cursor) {
            Ok(()) => {
                self.tell_edit(format!("{title}  (u to undo)"));
                true
            }
            Err(error) => {
                self.warn(format!("{error} Nothing was changed."));
                false
            }
        }
    }

    /// Makes a step of the history, in the register and on its way to the disk.
    pub(in crate::app) fn apply(&mut self, edit: &Edit, step: Step, cursor: Cursor) -> Result<(), EditError> {
        let mut touched = self.related(edit);
        let made = self.register.apply(edit)?.inverse();
        touched.extend(self.related(&made));
        self.refresh_touched(&touched, cursor);
        self.note_in_sitting(&made);
        self.edits.history.push(step, made.clone());
        self.observe_records(&made.touched());
        self.send(made, step);
        Ok(())
    }

    /// Tells whether the list of Treatment is worked through, where an item that was decided on gives way to the next.
    pub(in crate::app) fn is_in_queue(&self) -> bool {
        self.screen == ScreenId::Treatment && !self.screens.detail.focused
    }

    /// Returns the places of the records an edit touches, and of those whose derived values may follow.
    fn related(&self, edit: &Edit) -> HashSet<Slot> {
        self.reached(edit.touched())
    }

    /// Returns the places of records and of those whose derived values may follow from theirs.
    pub(in crate::app) fn reached(&self, ids: impl IntoIterator<Item = Id>) -> HashSet<Slot> {
        let mut ids: HashSet<Id> = ids.into_iter().collect();
        if ids.contains(method::ID) {
            ids.extend(self.register.of(&risk::KIND).map(|record| record.id().clone()));
        }
        for _ in 0..2 {
            let mut more = Vec::new();
            for id in &ids {
                let Some(record) = self.register.get(id.as_str()) else {
                    continue;
                };
                // An excluded control demands no document.
                if record.is(&control::KIND) {
                    more.extend(document::demanded(&self.register, id.as_str()).cloned());
                }
                let referred = record.fields().flat_map(|(_, value)| value.ids());
                more.extend(referred.cloned());
                more.extend(self.register.linked(id).into_iter().map(|record| record.id().clone()));
            }
            ids.extend(more);
        }
        ids.iter().filter_map(|id| self.register.slot(id.as_str())).collect()
    }

    pub(in crate::app) fn refresh_touched(&mut self, touched: &HashSet<Slot>, cursor: Cursor) {
        let view = crate::app::list::spec::View {
            register: &self.register,
            today: self.env.today,
        };
        let here = Self::list_position(self.screen);
        for (at, list) in self.screens.lists.iter_mut().enumerate() {
            let row = list.cursor;
            list.update(view, touched);
            if here == Some(at) && cursor == Cursor::Stay {
                list.cursor = row.min(list.rows().len().saturating_sub(1));
            }
        }
        self.screens.calendar.update(view, touched);
        if self.screens.heatmap.narrowed {
            self.narrow_risks();
        }
        self.screens.today.outdate();
        self.screens.readiness.outdate();
        self.outdate_holding();
        self.freshen();
        self.dirty = true;
    }

    /// Takes records as the disk has them now.
    pub fn absorb(&mut self, records: Vec<Record>) {
        let ids: Vec<_> = records.iter().map(|record| record.id().clone()).collect();
        for record in records {
            self.register.put(record);
        }
        self.observe_records(&ids);
        let touched = ids.iter().filter_map(|id| self.register.slot(id.as_str())).collect();
        self.refresh_touched(&touched, Cursor::Follow);
    }
}
