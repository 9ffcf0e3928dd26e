//! What reaches the workbench from outside, as data: [`App::update`] is the only way in.

use crate::app::dialogs::picker::Picker;
use crate::app::dialogs::reading::file_text;
use crate::app::dialogs::save_list::{self, NotWritten};
use crate::app::screens::today::lines;
use crate::app::sync::{external_changes, save_results, since_last_visit};
use crate::app::unsaved::{Cause, editor, leaving, resuming, saving};
use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDateTime;

use crate::app::decisions::attach;
use crate::app::edits::draft::Draft;
use crate::app::environment::effect::{Effect, Taken};
use crate::app::environment::key::{Code, Key};
use crate::app::guided::import;
use crate::app::guided::import::answer::Answer;
use crate::app::guided::session::{Place, steps};
use crate::app::input::screen::Screen;
use crate::app::state::App;
use crate::app::sync::git_answers::{self, GitAnswer};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::observed::Fact;
use crate::domain::search::Paths;
use crate::store::load::open::Contents;
use crate::store::save::Request;
use crate::store::save::history::{History, Step};
use crate::store::save::queue::Outcome;
use crate::store::watch::{News, PAUSE, Report};

/// Something that reaches the workbench from outside.
#[derive(Debug)]
pub enum Message {
    /// It is this late; sent before whatever happened then.
    Clock(NaiveDateTime),
    /// A key was pressed.
    Key(Key),
    /// The entry of the picker on top at this position is chosen.
    Choose(usize),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size, in columns and rows.
    Resize(u16, u16),
    /// Nothing was pressed since the last frame; whether the disk keeps an edit waiting.
    Tick(bool),
    /// A branch is checked out, or none.
    Branch(Option<String>),
    /// The register begins to be read.
    Loading,
    /// Records of the register that is read first; with a number they are to be shown, as so many files.
    Part(Vec<Record>, Option<usize>),
    /// All was read: into the register on screen, or into another one, which is whole.
    Loaded(Option<Box<Register>>, Box<Contents>),
    /// Begin with what the command line asks for.
    Begin {
        /// Whether Today counts only what the user answers for.
        mine: bool,
        /// The screen.
        screen: Option<&'static Screen>,
        /// Its filter.
        filter: Option<String>,
    },
    /// This user left last at this time.
    Visit(NaiveDateTime),
    /// The sessions of this user were left here, by the kind of record they walk.
    Places(BTreeMap<String, Place>),
    /// Earlier runs left this unsaved.
    Drafts(Vec<Draft>),
    /// What is unsaved was kept for the next run, or why it could not be.
    Kept(Result<(), String>),
    /// A save ended.
    Saved(Outcome),
    /// There is nothing to save an edit with, for this reason.
    NotSaved(Request, &'static str),
    /// What could not be saved may be tried again.
    Retry(Cause),
    /// Other programs changed files; these records were saved here after they were read.
    Changed(Report, HashSet<Id>),
    /// The undo history of earlier runs, and the step it was wanted for.
    History(History, Step),
    /// Git answers.
    Git(GitAnswer),
    /// What lies at some paths; with the last of them, which look it was.
    Observed(Vec<(String, Fact)>, Option<u64>),
    /// The text of a file of the repository, by its path, or why it is not shown.
    Text(String, Result<String, String>),
    /// What became of a file, by its name, that a list was to be written to.
    Written(String, Result<String, NotWritten>),
    /// What became of the question of a number about a file that is imported.
    Import(u64, Box<Answer>),
    /// Where a mapping was kept, in a sentence, or why it was not.
    MappingKept(Result<String, String>),
    /// The files of the repository.
    Listed(Paths),
    /// The editor was closed, with the new text if there is one; or it failed: why, and what it saved before.
    Edited(Result<Option<String>, (String, Option<String>)>),
    /// The editor that had a file of the repository was closed, or why it did not start.
    Opened(Result<(), String>),
    /// A text went to the clipboard, or why not.
    Copied(Result<(), String>),
    /// Stopping is of no use, as nothing could continue the program.
    NoJobControl,
    /// Something went wrong that changes nothing here.
    Warning(String),
}

/// Takes what reaches the workbench from outside.
pub(in crate::app) fn take(app: &mut App, message: Message) {
    match message {
        Message::Clock(now) => app.env.now = now,
        Message::Key(key) => app.key(key),
        Message::Choose(at) => {
            if let Some(picker) = app.dialogs.top_mut::<Picker>() {
                picker.point_at(at);
                app.key(Key::plain(Code::Enter));
            }
        }
        Message::Paste(text) => app.paste(&text),
        Message::Resize(columns, rows) => {
            app.size = (columns, rows);
            app.dirty = true;
        }
        Message::Tick(waits) => {
            app.prepare();
            leaving::take_waits(app, waits);
        }
        Message::Branch(branch) => external_changes::take_branch(app, branch),
        Message::Loading => {
            app.sync.loading = Some(0);
            // Nothing is said of a register before all of it was read the first time.
            if app.sync.is_first_load() {
                app.screens.today.lines.clear();
                app.screens.readiness.forget();
                app.dirty = true;
            }
        }
        Message::Part(records, shown) => {
            for record in records {
                app.register.put(record);
            }
            if shown.is_some() {
                app.sync.loading = shown;
                app.refresh_all();
            }
        }
        Message::Loaded(None, mut contents) => {
            contents.finish(&mut app.register);
            save_results::end_load(app, *contents);
        }
        Message::Loaded(Some(register), contents) => {
            save_results::take_register(app, *register, *contents);
            app.tell("Read again from disk.");
        }
        Message::Begin { mine, screen, filter } => {
            if mine {
                lines::begin_mine(app);
            }
            if let Some(screen) = screen {
                app.show(screen);
            }
            if let Some(filter) = filter {
                save_results::filter_by(app, &filter);
            }
        }
        Message::Visit(moment) => since_last_visit::take_visit(app, moment),
        Message::Places(places) => {
            for (kind, place) in places {
                if place.cut {
                    steps::offer(app, place);
                } else {
                    app.guided.left.insert(kind, place);
                }
            }
        }
        Message::Drafts(drafts) => resuming::offer(app, drafts),
        Message::Kept(result) => {
            let before = std::mem::replace(&mut app.edits.unsaved.cannot_keep, result.err());
            if let Some(why) = app
                .edits
                .unsaved
                .cannot_keep
                .clone()
                .filter(|why| before.as_ref() != Some(why))
            {
                app.warn(format!("What is typed here cannot be kept for the next start: {why}."));
            }
        }
        Message::Saved(outcome) => save_results::saved(app, outcome),
        Message::NotSaved(request, why) => saving::not_saved(app, request, why),
        Message::Retry(cause) => drop(saving::retry(app, cause)),
        Message::Changed(report, overtaken) => changed(app, report, &overtaken),
        Message::History(history, step) => save_results::remember_history(app, history, step),
        Message::Git(answer) => git_answers::take(app, answer),
        Message::Observed(facts, look) => attach::observed(app, facts, look),
        Message::Text(path, read) => file_text::take(app, &path, read),
        Message::Written(name, result) => save_list::take(app, &name, result),
        Message::Import(number, answer) => import::take(app, number, *answer),
        Message::MappingKept(Ok(told)) => app.tell(told),
        Message::Listed(paths) => attach::listed(app, paths),
        Message::Edited(Ok(text)) => editor::edited(app, text),
        Message::Edited(Err((why, saved))) => {
            editor::editor_failed(app, saved);
            app.warn(why);
        }
        Message::Opened(Ok(())) => file_text::read_again(app),
        Message::Copied(Ok(())) => app.tell("Sent to the terminal's clipboard."),
        Message::NoJobControl => app.refuse("No shell here could continue a stopped program, so it goes on."),
        Message::Copied(Err(why))
        | Message::Opened(Err(why))
        | Message::MappingKept(Err(why))
        | Message::Warning(why) => app.warn(why),
    }
}

/// Takes what other programs changed; what is left to do about it is an effect.
fn changed(app: &mut App, report: Report, overtaken: &HashSet<Id>) {
    // An undo by another program is an edit of the history on disk.
    app.edits.has_past = true;
    external_changes::take_branch(app, report.branch);
    external_changes::take_commit(app, report.commit);
    let is_stale = |id: &Id| overtaken.contains(id);
    let taken = match report.news {
        // What is being read may be older than this; afterwards all is compared.
        News::Files(_) | News::Whole(_) if app.sync.loading.is_some() => Taken {
            everything: true,
            ..Taken::default()
        },
        News::Files(changed) => external_changes::take_changed(app, changed, is_stale),
        News::Whole(whole) => external_changes::take_whole(app, *whole, is_stale),
        News::Slow(why) => {
            let pause = PAUSE.as_secs();
            let text = format!("What others change shows after up to {pause} seconds, :reload reads at once: {why}.");
            app.notices.note(app.env.now, text);
            Taken::default()
        }
        News::Missing => {
            app.warn("The folder aims/ is gone; what was read last is shown until it is back.");
            Taken::default()
        }
    };
    if taken != Taken::default() {
        app.effects.push(Effect::Follow(taken));
    }
    saving::retry(app, Cause::Changed);
}
