//! Attaching evidence, locating a document, and looking at a file again.
//!
//! Nothing here reads a file: an effect asks for it, and the edit is made when the answer arrives.

use std::sync::Arc;

use crate::app::decisions::table::action::DONE;
use crate::app::decisions::table::evidence::{LOCATE, LOOK_AGAIN};
use crate::app::decisions::{Answered, Decision};
use crate::app::dialogs::picker::{Entry, Files, Picker, Target};
use crate::app::dialogs::{Dialog, Then};
use crate::app::edits::Cursor;
use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::form::new_record;
use crate::app::screens;
use crate::app::state::App;
use crate::domain::kinds::{document, evidence};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Changes, Edit, EditError};
use crate::domain::register::observed;
use crate::domain::register::observed::{Fact, Observed, Place, place};
use crate::domain::search::Paths;

/// What a file or link is chosen or looked at for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// To support these records, as a new piece of evidence.
    Support(Vec<Id>),
    /// For this decision on records as they were when it was begun: to be where they are, to show that they are done, or
    /// to be looked at again.
    Decide(Box<Answered>),
}

impl App {
    /// Offers evidence for the record under the cursor or the marked ones: what supports them already, what else there
    /// is, and the files of the repository.
    pub(in crate::app) fn attach(&mut self) {
        self.attach_to(self.target_ids());
    }

    /// Offers evidence for these records.
    pub(in crate::app) fn attach_to(&mut self, targets: Vec<Id>) {
        let Some(first) = targets.first().and_then(|id| self.register.get(id.as_str())) else {
            self.refuse(self.no_record());
            return;
        };
        if first.is(&evidence::KIND) {
            self.refuse("This is evidence itself; L leads to what it supports.");
            return;
        }
        let view = self.view();
        let entry = |record: &Record, target, has: bool| {
            let standing = evidence::standing(view.register, record, view.today).item().label;
            Entry {
                target,
                lead: record.id().to_string(),
                text: record.title().to_owned(),
                note: if has {
                    format!("attached, {standing}")
                } else {
                    standing.to_owned()
                },
                refused: None,
            }
        };
        let in_force = || view.register.of(&evidence::KIND).filter(|record| !record.is_retired());
        let supports = |record: &Record| {
            let supported = record.get(evidence::SUPPORTS);
            targets.iter().all(|id| supported.contains(&id))
        };
        let attached = in_force().filter(|record| supports(record));
        let mut entries: Vec<_> = attached
            .map(|record| entry(record, Target::Record(record.id().clone()), true))
            .collect();
        let others = in_force().filter(|record| !supports(record));
        entries.extend(others.map(|record| {
            let target = Target::Attach(record.id().clone(), targets.clone());
            entry(record, target, false)
        }));
        self.pick_file("Evidence: attach or go to", entries, &Purpose::Support(targets));
    }

    /// Offers the files of the repository as the place of the documents or evidence under the cursor.
    pub(in crate::app) fn locate(&mut self) {
        self.locate_of(self.target_ids());
    }

    /// Offers the files of the repository as the place of those of these records that are somewhere.
    pub(in crate::app) fn locate_of(&mut self, mut targets: Vec<Id>) {
        targets.retain(|id| {
            let record = self.register.get(id.as_str());
            record.is_some_and(|record| record.kind().field("location").is_some())
        });
        if targets.is_empty() {
            self.refuse("Only documents and evidence are somewhere; V attaches evidence.");
            return;
        }
        let purpose = Purpose::Decide(self.begun_on(&LOCATE, &targets));
        self.pick_file("Where it is", Vec::new(), &purpose);
    }

    /// Returns a decision that is begun on records as they are now.
    fn begun_on(&self, decision: &'static Decision, ids: &[Id]) -> Box<Answered> {
        let slots = ids.iter().filter_map(|id| self.register.slot(id.as_str()));
        Box::new(Answered::begun(decision, slots.collect(), &self.register))
    }

    fn target_ids(&self) -> Vec<Id> {
        let records = self.targets().into_iter().filter_map(|slot| self.register.at(slot));
        records.map(|record| record.id().clone()).collect()
    }

    fn pick_file(&mut self, title: &'static str, entries: Vec<Entry>, purpose: &Purpose) {
        if self.sync.files.is_none() {
            self.effects.push(Effect::ListFiles);
        }
        let files = Files::new(self.sync.files.clone(), purpose.clone());
        let picker = Picker::new(title, entries).with_files(files);
        self.open_location_picker(picker, purpose);
    }

    /// Takes the files of the repository, into a picker that waits for them as well.
    pub fn listed(&mut self, paths: Paths) {
        let paths = Arc::new(paths);
        self.sync.files = Some(paths.clone());
        for dialog in &mut self.dialogs {
            if let Dialog::Picker(picker) = dialog {
                picker.take_files(&paths);
            }
        }
        self.dirty = true;
    }

    /// Attaches a piece of evidence that is there to records.
    pub(in crate::app) fn attach_existing(&mut self, evidence: &Id, targets: &[Id]) {
        let Some(record) = self.register.get(evidence.as_str()) else {
            return;
        };
        let mut supports = record.stored(evidence::SUPPORTS).items().to_vec();
        supports.extend(targets.iter().cloned().map(Value::Reference));
        let edit = self.edit_named(format!("attach {evidence} to {}", told(targets)));
        let edit = self.with_changes(
            edit,
            record,
            Changes::new().set(evidence::SUPPORTS, Value::set(supports)),
        );
        self.commit_attached(edit, Cursor::Follow);
    }

    /// Takes a file or link that was chosen; what a file holds is asked of the outside first.
    pub(in crate::app) fn choose_location(&mut self, location: &str, purpose: Purpose) {
        if let Purpose::Support(targets) = &purpose {
            let same = |record: &&Record| {
                let other = record.get(evidence::LOCATION);
                let is_there = match (place(other), place(location)) {
                    (Place::File(other), Place::File(path)) => other == path,
                    _ => other == location,
                };
                is_there && !record.is_retired()
            };
            let known = self
                .register
                .of(&evidence::KIND)
                .find(same)
                .map(|record| record.id().clone());
            if let Some(known) = known {
                self.attach_existing(&known, targets);
                return;
            }
        }
        match place(location) {
            Place::File(path) => self.effects.push(Effect::Observe {
                paths: vec![path.to_owned()],
                then: Some(purpose),
            }),
            Place::Nowhere | Place::Link => self.located(location, purpose),
        }
    }

    /// Asks to look at the evidence under the cursor again, so that its content of today is the one attached.
    pub(in crate::app) fn look_again(&mut self) {
        let targets = self.target_ids();
        let is_evidence = |id: &Id| {
            self.register
                .get(id.as_str())
                .is_some_and(|record| record.is(&evidence::KIND))
        };
        let targets: Vec<_> = targets.into_iter().filter(is_evidence).collect();
        if targets.is_empty() {
            self.refuse("Only evidence is looked at again; go to Evidence (8).");
            return;
        }
        let records = targets.iter().filter_map(|id| self.register.get(id.as_str()));
        let paths: Vec<_> = records
            .filter_map(|record| match place(record.get(evidence::LOCATION)) {
                Place::File(path) => Some(path.to_owned()),
                _ => None,
            })
            .collect();
        let purpose = Purpose::Decide(self.begun_on(&LOOK_AGAIN, &targets));
        if paths.is_empty() {
            self.observed(Vec::new(), Some(purpose));
        } else {
            let then = Some(purpose);
            self.effects.push(Effect::Observe { paths, then });
        }
    }

    /// Takes what was seen at some paths, and does what it was wanted for.
    pub fn observed(&mut self, facts: Vec<(String, Fact)>, then: Option<Purpose>) {
        let first = facts.first().map(|(path, _)| path.clone()).unwrap_or_default();
        let mut news = false;
        for (path, fact) in facts {
            news |= self.register.observe(&path, fact);
        }
        if news {
            self.refresh_observed();
        }
        self.dirty |= then.is_some();
        match then {
            None => {}
            Some(Purpose::Decide(begun)) if begun.decision == LOOK_AGAIN => self.confirm_look(*begun),
            Some(purpose) => {
                let kept = self.take_looked_for(&purpose);
                let before = self.before();
                self.located(&first, purpose);
                self.keep_if_undone(before, kept);
            }
        }
    }

    /// Computes anew what follows from files.
    fn refresh_observed(&mut self) {
        for screen in [&screens::evidence::SCREEN, &screens::documents::SCREEN] {
            if let Some(list) = self.screens.list_mut(screen) {
                list.outdate();
            }
        }
        self.screens.today.outdate();
        self.screens.readiness.outdate();
        self.freshen();
        self.dirty = true;
    }

    /// Makes the edit for which a file or link was chosen.
    fn located(&mut self, location: &str, purpose: Purpose) {
        // However long the outside took: what may not be changed by now is not.
        if let Some(reason) = self.refusal(crate::app::input::command::Command::Attach) {
            self.refuse(reason);
            return;
        }
        let purpose = match purpose {
            Purpose::Decide(answered) if answered.decision == DONE => {
                self.do_seen(&answered, location);
                return;
            }
            purpose => purpose,
        };
        let hash = match self.register.observed().at(location) {
            Some(Fact::Missing) => {
                self.refuse(format!(
                    "{location} is not there any more; R reads the repository again."
                ));
                return;
            }
            Some(Fact::Refused { why }) => {
                let text = format!("{location} cannot be attached: {why}.");
                self.refuse(text);
                return;
            }
            Some(Fact::Present { sha256 }) => Some(sha256.clone()),
            Some(Fact::Folder | Fact::TooLarge { .. }) | None => None,
        };
        match purpose {
            Purpose::Support(mut targets) => {
                targets.retain(|id| self.register.get(id.as_str()).is_some());
                let title = told(&targets);
                let new = self.new_evidence(location, targets, hash);
                let mut edit = self.edit_named(format!("attach {} {} to {title}", new.id(), new.title()));
                edit.changes.push(Change::Add(Box::new(new)));
                self.commit_attached(Ok(edit), Cursor::Follow);
            }
            Purpose::Decide(begun) => self.do_answered(begun.with(vec![Value::text(location)])),
        }
    }

    /// Returns a new piece of evidence at a location, of today, with an id of its own.
    pub(in crate::app) fn new_evidence(&self, location: &str, supports: Vec<Id>, hash: Option<String>) -> Record {
        let today = self.env.today;
        let new = new_record::record(&evidence::KIND, &self.register, today)
            .with(evidence::TITLE, evidence::title_of(location))
            .with(evidence::FORM, evidence::guess(location))
            .with(evidence::LOCATION, location)
            .with(evidence::SUPPORTS, supports)
            .with(evidence::EFFECTIVE, today)
            .with(evidence::HASH, hash)
            .with(evidence::SEEN, today);
        let id = new_record::id(&new, &self.register, self.env.entropy);
        new.renamed(id)
    }

    fn commit_attached(&mut self, edit: Result<Edit, EditError>, cursor: Cursor) {
        self.with_list(self.screen, |list, _| list.clear_marks());
        self.commit_fitting(edit, cursor);
    }

    /// Says what was found of evidence that is looked at again, and asks whether that is what is to be recorded.
    fn confirm_look(&mut self, mut begun: Answered) {
        let mut lines = Vec::new();
        let mut there = Vec::new();
        for record in begun.targets.iter().filter_map(|slot| self.register.at(*slot)) {
            let hash = record.get(evidence::HASH);
            let found = match evidence::seen(&self.register, record) {
                Some(Fact::Missing | Fact::Refused { .. }) => "not there, stays as it is",
                Some(Fact::Present { .. }) if hash.is_empty() => "recorded for the first time",
                Some(Fact::Present { sha256 }) if sha256 == hash => "as it was",
                Some(Fact::Present { .. }) => "changed since it was attached",
                Some(Fact::TooLarge { .. }) => "too large to compare",
                Some(Fact::Folder) => "a folder",
                None => "a link, which only you can look at",
            };
            if !evidence::is_gone(&self.register, record) {
                there.push(record.id().clone());
            }
            lines.push(format!("{}  {}: {found}", record.id(), record.title()));
        }
        if there.is_empty() {
            self.refuse("There is no file to look at; l says where it is now, r retires the evidence.");
            return;
        }
        let more = lines.len().saturating_sub(8);
        lines.truncate(8);
        if more > 0 {
            lines.push(format!("and {more} more"));
        }
        let ends = |id: &Id| {
            let record = self.register.get(id.as_str());
            record
                .is_some_and(|record| record.get(evidence::EVERY).is_none() && record.get(evidence::EXPIRES).is_some())
        };
        if there.iter().any(ends) {
            lines.push("\nThe day of expiry stays; d puts it off.".to_owned());
        }
        let text = format!(
            "Looked at today, and it still shows what it is to show:\n\n{}",
            lines.join("\n")
        );
        begun.targets = there.iter().filter_map(|id| self.register.slot(id.as_str())).collect();
        let choice = (
            Key::char('y'),
            "record it as it is now".to_owned(),
            Then::Do(Box::new(begun)),
        );
        self.confirm("Look again", text, vec![choice]);
    }

    /// Asks the outside to look at the files that some records point at.
    pub(in crate::app) fn observe_records(&mut self, ids: &[Id]) {
        let records = ids.iter().filter_map(|id| self.register.get(id.as_str()));
        let mut paths = Vec::new();
        for record in records.filter(|record| record.is(&evidence::KIND) || record.is(&document::KIND)) {
            let field = record.kind().field_index("location");
            let location = field.and_then(|field| record.value(field).as_text());
            if let Some(Place::File(path)) = location.map(place) {
                paths.push(path.to_owned());
            }
        }
        if !paths.is_empty() {
            paths.sort_unstable();
            paths.dedup();
            self.effects.push(Effect::Observe { paths, then: None });
        }
    }

    /// Takes over what an earlier register knew of files, and asks the outside to look at all of them.
    pub(in crate::app) fn observe_all(&mut self, before: Observed) {
        self.sync.files = None;
        if *self.register.observed() == Observed::default() {
            self.register.keep_observed(before);
            let paths = observed::pointed_at(&self.register);
            if !paths.is_empty() {
                self.effects.push(Effect::Observe { paths, then: None });
            }
        }
    }
}

/// Names one record, or says how many.
fn told(ids: &[Id]) -> String {
    match ids {
        [one] => one.to_string(),
        several => format!("{} records", several.len()),
    }
}
