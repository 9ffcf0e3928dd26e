//! What choosing, answering and leaving in a dialog does. The only place where a dialog changes anything but itself.

use crate::app::decisions::Answered;
use crate::app::decisions::attach::{self, Purpose};
use crate::app::decisions::prompt::keeping;
use crate::app::decisions::rules::attempt::Attempt;
use crate::app::decisions::rules::{self, form, risk_method};
use crate::app::dialogs::filter::Filter;
use crate::app::dialogs::{Outcome, ShownRecord, opening};
use crate::app::edits::draft::Draft;
use crate::app::edits::{Cursor, undo};
use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::form::{conflict, open};
use crate::app::guided::import::choosing::{self, Choice};
use crate::app::guided::review::points;
use crate::app::guided::session::steps;
use crate::app::input::command::Command;
use crate::app::input::screen::Screen;
use crate::app::list::List;
use crate::app::screens::risks::typical_risks;
use crate::app::screens::today::lines;
use crate::app::state::{App, navigate, palette};
use crate::app::sync::save_results;
use crate::app::unsaved::{leaving, listing, resuming, saving};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;

/// What a confirmed key does.
#[derive(Debug, Clone)]
pub enum Then {
    /// Makes a decision or another edit with what was answered so far.
    Attempt(Box<Attempt>),
    /// Undoes an edit, whoever made it.
    Undo(Box<Edit>),
    /// Takes a file or link for something.
    TakeLocation(String, Purpose),
    /// Leaves the form below without saving.
    DiscardForm,
    /// Saves the form below.
    SaveForm,
    /// Saves the form below after a look at what others changed in it: with theirs where both did, or with its own.
    ResolveForm {
        /// Whether theirs is taken.
        theirs: bool,
        /// The record as it was shown with the question.
        shown: Box<Record>,
    },
    /// Takes what others wrote where the edit of this number clashes with it.
    TakeTheirs(u64),
    /// Writes over what others wrote there.
    KeepMine(u64),
    /// Tries to save the edit of this number again.
    Retry(u64),
    /// Saves the records of an edit whose files are gone as new ones.
    SaveAsNew(u64),
    /// Throws an edit away that is not on disk.
    DropEdit(u64),
    /// Tries to save what is not on disk, and leaves.
    RetryAndLeave,
    /// Lists what is not on disk.
    ListUnsaved,
    /// Saves the form below as a new record, since its own is gone.
    SaveFormAsNew,
    /// Makes an edit that was looked at.
    Make(Box<Edit>),
    /// Takes another risk method.
    TakeMethod(Box<Edit>),
    /// Opens what is kept unsaved again.
    ResumeDraft(Box<Draft>),
    /// Throws it away.
    DropDraft(Box<Draft>),
    /// Makes the edit of a draft, as it was settled with what others wrote since.
    ResolveDraft(Box<Edit>, Box<Draft>),
    /// Goes on with the session over a kind of record that was left last.
    ResumeSession(String),
    /// Begins a session over everything.
    BeginOverAll,
    /// Leaves although something is not on disk.
    Quit,
}

impl Then {
    /// Returns what makes a decision.
    pub(in crate::app) fn decide(answered: Answered) -> Self {
        Self::Attempt(Box::new(answered.into()))
    }
}

/// What choosing an entry does.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// Runs a command.
    Run(&'static Command),
    /// Goes to a record.
    Record(Id),
    /// Shows a catalogue entry: its id, and why it was found under this name.
    Entry(Id, String),
    /// Shows the list of a screen, filtered.
    Filtered(&'static Screen, String),
    /// Sorts by a column.
    Sort(usize),
    /// Adds a record of a kind.
    Add(&'static str),
    /// Lists what a person answers for, by handle.
    Person(String),
    /// Goes to a question of the session shown.
    Question(Id),
    /// Goes to a point of the review that is being held, by its position.
    Point(usize),
    /// Opens the crosswalk, narrowed by a text.
    Crosswalk(String),
    /// Opens the form of a record.
    Form(Id),
    /// Offers typical risks for a system.
    StartersOf(Id),
    /// Inserts a typical risk, by its position, for a system.
    Starter(usize, Id),
    /// Takes a preset for the risk method, by its position, in place of the method as it was when it was offered.
    Preset(usize, Box<Record>),
    /// Attaches a piece of evidence to records.
    Attach(Id, Vec<Id>),
    /// Asks what becomes of an edit that is not on disk, by its number.
    Failed(u64),
    /// Asks what becomes of something kept unsaved.
    Draft(Box<Draft>),
    /// Takes a file or link for something.
    Location(String, Purpose),
    /// Answers something about a file that is imported.
    Import(Choice),
}

impl Target {
    /// Returns what choosing a file or link does, where this is what choosing any of them does.
    pub(in crate::app) fn at(&self, location: String) -> Self {
        match self {
            Self::Location(_, purpose) => Self::Location(location, purpose.clone()),
            Self::Import(Choice::File(_)) => Self::Import(Choice::File(location)),
            other => other.clone(),
        }
    }
}

/// Carries out what a key in the topmost dialog comes to.
pub(in crate::app) fn carry_out(app: &mut App, outcome: Outcome) {
    match outcome {
        Outcome::Stay | Outcome::Mapped => {}
        Outcome::Leave => keeping::leave(app),
        Outcome::Palette => leave_for_palette(app),
        Outcome::LeaveForm => open::leave_form(app),
        Outcome::Quit => {
            app.dialogs.pop();
            leaving::quit(app);
        }
        Outcome::Refuse(why) => app.refuse(why),
        Outcome::Copy(text) => app.effects.push(Effect::Copy(text)),
        Outcome::Read(title, lines) => opening::text(app, &title, lines),
        Outcome::Choose(target) => {
            app.dialogs.pop();
            follow(app, target);
        }
        Outcome::Confirm(then) => keeping::confirmed(app, |app| confirmed(app, then)),
        Outcome::Answered => keeping::answered(app),
        Outcome::Save => rules::save_form(app),
        Outcome::Editor => keeping::edit_field_text(app),
        Outcome::Open(path) => app.effects.push(Effect::OpenFile(path)),
        Outcome::Filter(text) => app.screen.pane.set_filter(app, &text),
        Outcome::AcceptFilter => accept_filter(app),
        Outcome::MoveRows(by) => navigate::move_rows(app, by),
        Outcome::Do(answer) => answer(app),
    }
}

/// Leaves the topmost dialog and opens the palette, unless another dialog waits below for an answer.
fn leave_for_palette(app: &mut App) {
    let below = app.dialogs.iter().rev().skip(1);
    if below.into_iter().all(|dialog| dialog.as_a::<ShownRecord>().is_some()) {
        keeping::leave(app);
        palette::open(app);
    } else {
        app.refuse("Another dialog waits below; esc goes back to it.");
    }
}

/// Keeps the filter that was typed, or goes where the term typed there belongs and says why.
fn accept_filter(app: &mut App) {
    if let Some(error) = app.screen.pane.filter_error(app) {
        let error = error.to_string();
        app.refuse(error);
        return;
    }
    let Some(filter) = app.dialogs.pop_top::<Filter>() else {
        return;
    };
    app.with_list(app.screen, List::settle_filter);
    app.screen.pane.filtered(app);
    let list = app.list(app.screen);
    let alias = list.and_then(|list| list.alias(app.register.catalogue()));
    if let Some(target) = alias.map(|alias| Target::Entry(Id::new(&alias.target), alias.explanation.clone())) {
        app.screen.pane.set_filter(app, &filter.before);
        follow(app, target);
    }
}

fn confirmed(app: &mut App, then: Then) {
    match then {
        Then::Attempt(attempt) => rules::make(app, *attempt),
        Then::Undo(edit) => undo::undo_edit(app, &edit),
        Then::TakeLocation(location, purpose) => attach::take_location(app, &location, purpose),
        Then::DiscardForm => {
            app.dialogs.pop();
        }
        Then::SaveForm => app.key(Key::ctrl('s')),
        Then::ResolveForm { theirs, shown } => conflict::resolve_form(app, theirs, &shown),
        Then::TakeTheirs(number) => save_results::take_theirs(app, number),
        Then::KeepMine(number) => save_results::keep_mine(app, number),
        Then::Retry(number) => saving::retry_one(app, number),
        Then::SaveAsNew(number) => saving::save_as_new(app, number),
        Then::DropEdit(number) => saving::discard(app, number),
        Then::RetryAndLeave => leaving::retry_and_leave(app),
        Then::ListUnsaved => listing::list(app),
        Then::SaveFormAsNew => form::save_form_as_new(app),
        Then::Make(edit) if edit.is_empty() => app.tell("Theirs stays; nothing was changed."),
        Then::Make(edit) => {
            rules::commit(app, &edit, Cursor::Follow);
        }
        Then::TakeMethod(edit) => risk_method::take_method(app, &edit),
        Then::ResumeDraft(draft) => resuming::resume(app, &draft),
        Then::DropDraft(draft) => resuming::discard(app, &draft),
        Then::ResolveDraft(edit, draft) => resuming::make_again(app, &edit, &draft),
        Then::ResumeSession(kind) => steps::resume(app, &kind),
        Then::BeginOverAll => steps::begin(app, None),
        Then::Quit => app.effects.push(Effect::Quit),
    }
}

fn follow(app: &mut App, target: Target) {
    match target {
        Target::Run(command) => match navigate::screen_of(app, command) {
            Some(screen) => navigate::step_to(app, screen),
            None => app.run(command),
        },
        Target::Record(id) if app.guided.holding(app.screen).is_some() => {
            // The review stays where it is; what it is about lies over it.
            app.dialogs.clear();
            app.screens.leave_detail();
            app.dialogs.push(ShownRecord(id));
        }
        Target::Record(id) => app.go_to(&id),
        Target::Person(handle) => lines::show_work_of(app, &handle),
        Target::Point(at) => points::go_to(app, at),
        Target::Entry(id, explanation) => {
            app.go_to(&id);
            if !explanation.is_empty() {
                app.tell(explanation);
            }
        }
        Target::Filtered(screen, filter) => {
            navigate::show_filtered(app, screen, &filter);
            if screen.pane.count(app) == 0 {
                app.tell(format!("{}: none has {filter} yet.", screen.title));
            }
        }
        Target::Sort(column) => {
            app.with_list(app.screen, |list, view| list.sort_by(view, column));
        }
        Target::Add(kind) => open::add(app, kind),
        Target::Question(id) => {
            steps::go_to(app, &id);
        }
        Target::Crosswalk(place) => opening::crosswalk(app, &place),
        Target::Form(id) => {
            if let Some(record) = app.register.get(id.as_str()).cloned() {
                open::open_form(app, record, false);
            }
        }
        Target::StartersOf(system) => typical_risks::choose_starter_for(app, &system),
        Target::Starter(at, system) => typical_risks::insert_starter(app, at, &system),
        Target::Preset(at, base) => risk_method::choose_preset(app, at, &base),
        Target::Attach(evidence, targets) => attach::attach_existing(app, &evidence, &targets),
        Target::Failed(number) => listing::ask_about_edit(app, number),
        Target::Draft(draft) => listing::ask_about_draft(app, &draft),
        Target::Location(location, purpose) => keeping::location_chosen(app, &location, purpose),
        Target::Import(choice) => choosing::chosen(app, choice),
    }
}
