//! What proves that an action is done: existing evidence, a link, a file of the repository, or a note.

use crate::app::decisions::attach::{self, Purpose, evidence_at};
use crate::app::decisions::table::action::DONE;
use crate::app::decisions::{Answered, rules, run};
use crate::app::edits::{self, Cursor};
use crate::app::state::App;
use crate::domain::kinds::evidence;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Changes, Edit};
use crate::domain::register::observed::{Fact, Place, is_link, leaves, place};

/// What was typed as showing that an action is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown<'a> {
    /// A piece of evidence that is there.
    Known(Id),
    /// An id of evidence that is nowhere.
    Unknown,
    /// A link outside the repository.
    Link(&'a str),
    /// What may be a file of the repository.
    Path(&'a str),
    /// Anything else.
    Note,
}

impl<'a> Shown<'a> {
    /// Reads what was typed.
    pub fn read(text: &'a str, register: &Register) -> Self {
        let text = text.trim();
        if text.is_empty() || text.contains(char::is_whitespace) {
            return Self::Note;
        }
        if evidence::KIND.ids.accepts(text) {
            let known = register.get(text).filter(|record| record.is(&evidence::KIND));
            return known.map_or(Self::Unknown, |record| Self::Known(record.id().clone()));
        }
        if !is_link(text) && (!looks_like_a_path(text) || leaves(text)) {
            return Self::Note;
        }
        match (evidence_at(text, register), place(text)) {
            (Some(known), _) => Self::Known(known),
            (None, Place::File(path)) => Self::Path(path),
            (None, _) => Self::Link(text),
        }
    }

    /// Says while it is typed what it comes to.
    pub fn reading(&self, register: &Register) -> Option<String> {
        match self {
            Self::Known(id) => Some(format!("evidence: {}", register.title(id.as_str()).unwrap_or_default())),
            Self::Unknown => Some("no such evidence".to_owned()),
            Self::Link(_) => Some("a link, new evidence".to_owned()),
            Self::Path(_) => Some("a file, new evidence".to_owned()),
            Self::Note => None,
        }
    }
}

/// Tells whether a word has a folder or an ending, as `docs/minutes.md` and `minutes.md` have.
fn looks_like_a_path(word: &str) -> bool {
    let is_ending = |ending: &str| (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    let stem_and_ending = word.rsplit_once('.');
    word.contains('/') || stem_and_ending.is_some_and(|(stem, ending)| !stem.is_empty() && is_ending(ending))
}

/// Closes actions with what shows that they are done, as one edit.
pub(in crate::app) fn close_shown(app: &mut App, answered: &Answered, typed: &str) {
    let ids: Vec<_> = answered
        .targets
        .iter()
        .filter_map(|slot| Some(app.register.at(*slot)?.id().clone()))
        .collect();
    match Shown::read(typed, &app.register) {
        Shown::Known(known) => close_by_known(app, &ids, &known),
        Shown::Link(link) => close_by_new(app, &ids, link, None),
        Shown::Path(path) => {
            let answered = answered.clone().given(app.edits.admitting.given());
            attach::look_at(app, vec![path.to_owned()], Purpose::Decide(Box::new(answered)));
        }
        Shown::Note | Shown::Unknown => {
            close_by_note(app, &ids, typed);
        }
    }
}

/// Closes actions once it was looked what is at the path that is to show it, unless one does not fit any more or
/// others changed the same meanwhile.
pub(in crate::app) fn close_at(app: &mut App, answered: &Answered, path: &str) {
    rules::deciding(app, answered.clone().into(), |app| close_by_file(app, answered, path));
}

fn close_by_file(app: &mut App, answered: &Answered, path: &str) {
    if run::is_overtaken(app, answered) {
        return;
    }
    let ids = &answered.ids();
    match app.register.observed().at(path) {
        Some(Fact::Present { sha256 }) => {
            let hash = Some(sha256.clone());
            close_by_new(app, ids, path, hash);
        }
        Some(Fact::Folder | Fact::TooLarge { .. }) => close_by_new(app, ids, path, None),
        Some(Fact::Missing | Fact::Refused { .. }) | None => {
            if close_by_note(app, ids, path) {
                let message = format!("Done; there is no file {path} to attach, so it is the note  (:undo to undo)");
                app.tell_edit(message);
            }
        }
    }
}

fn close_by_note(app: &mut App, ids: &[Id], text: &str) -> bool {
    let edit = closing(app, ids, &[Value::text(text)]);
    edits::fitting(app, edit).is_some_and(|edit| commit_closing(app, ids, edit, ""))
}

fn close_by_known(app: &mut App, ids: &[Id], known: &Id) {
    let Some(record) = app.register.get(known.as_str()) else {
        return;
    };
    let mut supports = record.stored(evidence::SUPPORTS).items().to_vec();
    supports.extend(ids.iter().cloned().map(Value::Reference));
    let changes = Changes::new().set(evidence::SUPPORTS, Value::set(supports));
    let edit = closing(app, ids, &[])
        .and_then(|edit| edits::with_changes(app, edit, record, changes).map_err(|error| error.to_string()));
    let Some(edit) = edits::fitting(app, edit) else { return };
    commit_closing(app, ids, edit, &format!(", shown by {known}"));
}

fn close_by_new(app: &mut App, ids: &[Id], location: &str, hash: Option<String>) {
    let Some(mut edit) = edits::fitting(app, closing(app, ids, &[])) else {
        return;
    };
    let new = attach::new_evidence(app, location, ids.to_vec(), hash);
    let shown = format!(", shown by {} {}", new.id(), new.title());
    edit.changes.push(Change::add(new));
    commit_closing(app, ids, edit, &shown);
}

fn closing(app: &App, ids: &[Id], answers: &[Value]) -> Result<Edit, String> {
    let slots: Vec<_> = ids.iter().filter_map(|id| app.register.slot(id.as_str())).collect();
    run::edit(app, (&DONE).into(), &slots, answers)
}

fn commit_closing(app: &mut App, ids: &[Id], mut edit: Edit, shown: &str) -> bool {
    edit.title.push_str(shown);
    // However long it took to look at a file: whoever moved on meanwhile is left where they are.
    let is_here = app.record().is_some_and(|record| ids.contains(record.id()));
    let marked = app.list(app.screen).is_some_and(|list| list.marked() > 0);
    let stay = app.screen.is_queue && (is_here || marked);
    app.with_list(app.screen, |list, _| list.clear_marks());
    let done = rules::commit(app, &edit, if stay { Cursor::Stay } else { Cursor::Follow });
    if done {
        app.guided.triage.note_decision(app.screen);
    }
    done
}
