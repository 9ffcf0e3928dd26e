//! Attaching evidence, locating a document, and looking at a file again.
//!
//! Nothing here reads a file: an effect asks for it, and the edit is made when the answer arrives.

use std::sync::Arc;

use crate::app::decisions::follow_up::attached_document;
use crate::app::decisions::prompt::keeping;
use crate::app::decisions::table::evidence::{LOCATE, LOOK_AGAIN};
use crate::app::decisions::{Answered, Decision, rules};
use crate::app::dialogs::picker::{Entry, Files, Picker};
use crate::app::edits::draft::Draft;
use crate::app::edits::{self, Cursor};
use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::form::new_record;
use crate::app::state::App;
use crate::app::state::contexts::with_keys;
use crate::app::state::outcome::{Target, Then};
use crate::domain::kinds::{document, evidence};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Changes, Edit, EditError};
use crate::domain::register::observed::{self, Fact, Observed, Place, place};
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

/// A look at files that is under way.
#[derive(Debug)]
pub struct Look {
    /// Its number, which the answer names.
    pub(in crate::app) number: u64,
    /// What it is for.
    purpose: Purpose,
    /// What was typed for that.
    pub(in crate::app) kept: Option<Draft>,
}

/// Asks the outside to look at files for something.
pub(super) fn look_at(app: &mut App, paths: Vec<String>, purpose: Purpose) {
    app.sync.readings += 1;
    let (number, kept) = (app.sync.readings, None);
    app.edits.looks.push(Look { number, purpose, kept });
    let then = Some(number);
    app.effects.push(Effect::Observe { paths, then });
}

/// Offers evidence for the record under the cursor or the marked ones: what supports them already, what else there
/// is, and the files of the repository.
pub(in crate::app) fn attach(app: &mut App) {
    attach_to(app, target_ids(app));
}

/// Offers evidence for these records.
pub(in crate::app) fn attach_to(app: &mut App, targets: Vec<Id>) {
    let Some(first) = targets.first().and_then(|id| app.register.get(id.as_str())) else {
        app.refuse(app.screen.pane.no_record(app));
        return;
    };
    if first.is(&evidence::KIND) {
        app.refuse("This is evidence itself; :links leads to what it supports.");
        return;
    }
    let view = app.view();
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
    pick_file(app, "Evidence: attach or go to", entries, &Purpose::Support(targets));
}

/// Offers the files of the repository as the place of the documents or evidence under the cursor.
pub(in crate::app) fn locate(app: &mut App) {
    locate_of(app, target_ids(app));
}

/// Offers the files of the repository as the place of those of these records that are somewhere.
pub(in crate::app) fn locate_of(app: &mut App, mut targets: Vec<Id>) {
    targets.retain(|id| {
        let record = app.register.get(id.as_str());
        record.is_some_and(|record| record.kind().field("location").is_some())
    });
    if targets.is_empty() {
        app.refuse("Only documents and evidence are somewhere; :attach attaches evidence.");
        return;
    }
    let purpose = Purpose::Decide(begun_on(app, &LOCATE, &targets));
    pick_file(app, "Where it is", Vec::new(), &purpose);
}

/// Returns a decision that is begun on records as they are now.
pub(super) fn begun_on(app: &App, decision: &'static Decision, ids: &[Id]) -> Box<Answered> {
    let slots = ids.iter().filter_map(|id| app.register.slot(id.as_str()));
    Box::new(Answered::begun(decision, slots.collect(), &app.register))
}

fn target_ids(app: &App) -> Vec<Id> {
    let records = app.targets().into_iter().filter_map(|slot| app.register.at(slot));
    records.map(|record| record.id().clone()).collect()
}

fn pick_file(app: &mut App, title: &'static str, entries: Vec<Entry>, purpose: &Purpose) {
    if app.sync.files.is_none() {
        app.effects.push(Effect::ListFiles);
    }
    let files = Files::new(app.sync.files.clone(), Target::Location(String::new(), purpose.clone()));
    let picker = Picker::new(title, entries).with_files(files);
    keeping::open_location_picker(app, picker, purpose);
}

/// Takes the files of the repository, into a picker that waits for them as well.
pub(in crate::app) fn listed(app: &mut App, paths: Paths) {
    let paths = Arc::new(paths);
    app.sync.files = Some(paths.clone());
    for picker in app.dialogs.each_mut::<Picker>() {
        picker.take_files(&paths);
    }
    app.dirty = true;
}

/// Attaches a piece of evidence that is there to records.
pub(in crate::app) fn attach_existing(app: &mut App, evidence: &Id, targets: &[Id]) {
    let Some(record) = app.register.get(evidence.as_str()) else {
        return;
    };
    let mut supports = record.stored(evidence::SUPPORTS).items().to_vec();
    supports.extend(targets.iter().cloned().map(Value::Reference));
    let edit = app.edit_named(format!("attach {evidence} to {}", joined(targets)));
    let edit = edits::with_changes(
        app,
        edit,
        record,
        Changes::new().set(evidence::SUPPORTS, Value::set(supports)),
    );
    commit_attached(app, edit);
}

/// Takes a file or link that was chosen; what a file holds is asked of the outside first.
pub(in crate::app) fn choose_location(app: &mut App, location: &str, purpose: Purpose) {
    if !attached_document::asks(app, location, &purpose) {
        take_location(app, location, purpose);
    }
}

/// Takes a file or link of which it is known what it is.
pub(in crate::app) fn take_location(app: &mut App, location: &str, purpose: Purpose) {
    if let Purpose::Support(targets) = &purpose
        && let Some(known) = evidence_at(location, &app.register)
    {
        return attach_existing(app, &known, targets);
    }
    match place(location) {
        Place::File(path) => look_at(app, vec![path.to_owned()], purpose),
        Place::Nowhere | Place::Link => located(app, location, purpose),
    }
}

/// Returns the evidence in force that is at a location already.
pub(super) fn evidence_at(location: &str, register: &Register) -> Option<Id> {
    let is_there = |record: &&Record| {
        let other = record.get(evidence::LOCATION);
        !record.is_retired()
            && match (place(other), place(location)) {
                (Place::File(other), Place::File(path)) => other == path,
                _ => other == location,
            }
    };
    let known = register.of(&evidence::KIND).find(is_there);
    known.map(|record| record.id().clone())
}

/// Asks to look at the evidence under the cursor again, so that its content of today is the one attached.
pub(in crate::app) fn look_again(app: &mut App) {
    let targets = target_ids(app);
    let is_evidence = |id: &Id| {
        app.register
            .get(id.as_str())
            .is_some_and(|record| record.is(&evidence::KIND))
    };
    let targets: Vec<_> = targets.into_iter().filter(is_evidence).collect();
    if targets.is_empty() {
        app.refuse("Only evidence is looked at again; go to Evidence (8).");
        return;
    }
    let records = targets.iter().filter_map(|id| app.register.get(id.as_str()));
    let paths: Vec<_> = records
        .filter_map(|record| match place(record.get(evidence::LOCATION)) {
            Place::File(path) => Some(path.to_owned()),
            _ => None,
        })
        .collect();
    let purpose = Purpose::Decide(begun_on(app, &LOOK_AGAIN, &targets));
    if paths.is_empty() {
        looked(app, "", purpose, None);
    } else {
        look_at(app, paths, purpose);
    }
}

/// Takes what was seen at some paths, and does what the look was for.
pub(in crate::app) fn observed(app: &mut App, facts: Vec<(String, Fact)>, look: Option<u64>) {
    let first = facts.first().map(|(path, _)| path.clone()).unwrap_or_default();
    let mut news = false;
    for (path, fact) in facts {
        news |= app.register.observe(&path, fact);
    }
    if news {
        refresh_observed(app);
    }
    let looks = &mut app.edits.looks;
    let at = looks.iter().position(|under_way| Some(under_way.number) == look);
    if let Some(Look { purpose, kept, .. }) = at.map(|at| looks.remove(at)) {
        looked(app, &first, purpose, kept);
    }
}

fn looked(app: &mut App, location: &str, purpose: Purpose, kept: Option<Draft>) {
    app.dirty = true;
    let before = keeping::before(app);
    located(app, location, purpose);
    keeping::keep_if_undone(app, before, kept);
}

/// Computes again what follows from files.
fn refresh_observed(app: &mut App) {
    for list in &mut app.screens.lists {
        if [&evidence::KIND, &document::KIND].contains(&list.spec.kind) {
            list.outdate();
        }
    }
    app.screens.today.outdate();
    app.screens.readiness.outdate();
    app.freshen();
    app.dirty = true;
}

/// Makes the edit for which a file or link was chosen or looked at.
fn located(app: &mut App, location: &str, purpose: Purpose) {
    // However long the outside took: what may not be changed by now is not.
    if let Some(reason) = app.sync.refuses_changes() {
        app.refuse(reason);
        return;
    }
    match purpose {
        Purpose::Support(targets) => support(app, location, targets),
        Purpose::Decide(begun) => (begun.decision.located)(app, &begun, location),
    }
}

/// Adds a piece of evidence that supports records.
fn support(app: &mut App, location: &str, mut targets: Vec<Id>) {
    targets.retain(|id| app.register.get(id.as_str()).is_some());
    let hash = match hash_at(&app.register, location) {
        Ok(hash) => hash,
        Err(reason) => return app.refuse(reason),
    };
    let title = joined(&targets);
    let new = new_evidence(app, location, targets, hash);
    let mut edit = app.edit_named(format!("attach {} {} to {title}", new.id(), new.title()));
    edit.changes.push(Change::add(new));
    commit_attached(app, Ok(edit));
}

/// Says where the records of a decision are.
pub(in crate::app) fn locate_at(app: &mut App, begun: &Answered, location: &str) {
    match hash_at(&app.register, location) {
        Ok(_) => rules::make_answered(app, begun.clone().with(vec![Value::text(location)])),
        Err(reason) => app.refuse(reason),
    }
}

/// Returns what a file holds as it was seen; nothing of a link or a folder.
///
/// # Errors
///
/// Fails with a sentence where the file is gone or cannot be attached.
fn hash_at(register: &Register, location: &str) -> Result<Option<String>, String> {
    match register.observed().at(location) {
        Some(Fact::Missing) => Err(format!(
            "{location} is not there any more; :reload reads the repository again."
        )),
        Some(Fact::Refused { why }) => Err(format!("{location} cannot be attached: {why}.")),
        Some(Fact::Present { sha256 }) => Ok(Some(sha256.clone())),
        Some(Fact::Folder | Fact::TooLarge { .. }) | None => Ok(None),
    }
}

/// Returns a new piece of evidence at a location, of today, with an id of its own.
pub(in crate::app) fn new_evidence(app: &App, location: &str, supports: Vec<Id>, hash: Option<String>) -> Record {
    let today = app.env.today;
    let new = new_record::record(&evidence::KIND, &app.register, today)
        .with(evidence::TITLE, evidence::title_of(location))
        .with(evidence::FORM, evidence::guess(location))
        .with(evidence::LOCATION, location)
        .with(evidence::SUPPORTS, supports)
        .with(evidence::EFFECTIVE, today)
        .with(evidence::HASH, hash)
        .with(evidence::SEEN, today);
    let id = new_record::id(&new, &app.register, app.env.entropy);
    new.renamed(id)
}

fn commit_attached(app: &mut App, edit: Result<Edit, EditError>) {
    app.with_list(app.screen, |list, _| list.clear_marks());
    rules::commit_fitting(app, edit, Cursor::Follow);
}

/// Says what was found of evidence that is looked at again, and asks whether that is what is to be recorded.
pub(in crate::app) fn confirm_look(app: &mut App, begun: &Answered, _: &str) {
    let mut lines = Vec::new();
    let mut there = Vec::new();
    for record in begun.targets.iter().filter_map(|slot| app.register.at(*slot)) {
        let hash = record.get(evidence::HASH);
        let found = match evidence::seen(&app.register, record) {
            Some(Fact::Missing | Fact::Refused { .. }) => "not there, stays as it is",
            Some(Fact::Present { .. }) if hash.is_empty() => "recorded for the first time",
            Some(Fact::Present { sha256 }) if sha256 == hash => "as it was",
            Some(Fact::Present { .. }) => "changed since it was attached",
            Some(Fact::TooLarge { .. }) => "too large to compare",
            Some(Fact::Folder) => "a folder",
            None if evidence::is_gone(&app.register, record) => "at no place, stays as it is",
            None => "a link, which only you can look at",
        };
        if !evidence::is_gone(&app.register, record) {
            there.push(record.id().clone());
        }
        lines.push(format!("{}  {}: {found}", record.id(), record.title()));
    }
    if there.is_empty() {
        app.refuse("There is no file to look at; :locate says where it is now, :retire retires the evidence.");
        return;
    }
    let more = lines.len().saturating_sub(8);
    lines.truncate(8);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    let ends = |id: &Id| {
        let record = app.register.get(id.as_str());
        record.is_some_and(|record| record.get(evidence::EVERY).is_none() && record.get(evidence::EXPIRES).is_some())
    };
    if there.iter().any(ends) {
        lines.push(with_keys(app, "\nThe day of expiry stays; :redate puts it off."));
    }
    let text = format!(
        "Looked at today, and it still shows what it is to show:\n\n{}",
        lines.join("\n")
    );
    let mut begun = begun.clone();
    begun.targets = there.iter().filter_map(|id| app.register.slot(id.as_str())).collect();
    let choice = (
        Key::char('y'),
        "record it as it is now".to_owned(),
        Then::decide(begun.confirmed()),
    );
    app.confirm("Look again", text, vec![choice]);
}

/// Takes over what an earlier register knew of files, and asks the outside to look at all of them.
pub(in crate::app) fn observe_all(app: &mut App, before: Observed) {
    app.sync.files = None;
    if *app.register.observed() == Observed::default() {
        app.register.keep_observed(before);
        let paths = observed::pointed_at(&app.register);
        if !paths.is_empty() {
            app.effects.push(Effect::Observe { paths, then: None });
        }
    }
}

/// Names one record, or says how many.
fn joined(ids: &[Id]) -> String {
    match ids {
        [one] => one.to_string(),
        several => format!("{} records", several.len()),
    }
}
