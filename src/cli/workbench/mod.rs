//! The workbench as a program of the terminal: the state, the threads that load and save, and what is kept unsaved.

pub mod answers;
pub mod environment;
pub(in crate::cli) mod file_watch;
pub mod git_queries;
mod importing;
pub mod kept;
mod list_file;
mod loading;
pub(in crate::cli) mod pace;
pub mod recording;
pub mod replay;
pub mod start;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use loading::{Loading, Read};

use crate::app::environment::effect::Effect;
use crate::app::state::App;
use crate::app::state::message::Message;
use crate::app::unsaved;
use crate::app::unsaved::Cause;
use crate::app::unsaved::leaving;
use crate::cli::output::failure::Failure;
use crate::cli::workbench::environment::{empty_register, look, now, surroundings};
use crate::cli::workbench::file_watch::Watching;
use crate::cli::workbench::git_queries::Asking;
use crate::cli::workbench::kept::Kept;
use crate::cli::workbench::pace::{Pace, Retrying};
use crate::cli::workbench::recording::Recording;
use crate::cli::{Global, OpenAt};
use crate::domain::record::Record;
use crate::store::files::repository::Repository;
use crate::store::files::{listing, observe};
use crate::store::save::history::Step;
use crate::store::save::queue::SaveQueue;
use crate::store::save::{history, plain};
use crate::store::watch;
use crate::term::{EditError, Event, Leaving, Program, Request, Sender};
use crate::ui::canvas::pen::Look;
use crate::ui::screen;

/// What the threads send.
#[derive(Debug)]
pub enum Report {
    /// A batch of files was read, of which there are so many with these records; the number before says which load it
    /// belongs to.
    Read(u64, usize, Vec<Record>),
    /// All files were read.
    ReadAll(u64, Box<Read>),
    /// What others changed.
    Changed(Box<watch::Report>),
    /// Anything that goes to the workbench as it is.
    Message(Message),
}

/// Everything that runs while the workbench is open.
#[derive(Debug)]
pub struct Workbench {
    global: Global,
    at: Option<OpenAt>,
    repository: Repository,
    look: Look,
    sender: Sender<Report>,
    app: App,
    recording: Recording,
    queue: Option<SaveQueue>,
    loading: Option<Loading>,
    loads: u64,
    asking: Asking,
    /// Stops the plan of an import that is worked out.
    planning: Arc<AtomicBool>,
    watching: Watching,
    kept: Kept,
    /// When what is unsaved is kept next.
    pace: Pace,
    /// When what could not be saved is tried again.
    retrying: Retrying,
    /// Whether the register is to be read again once nothing is on its way to the disk.
    reload: bool,
    /// What is told once the register is read.
    remarks: Vec<String>,
}

/// How long an edit that waits for another process may delay the end at a signal; what is not on disk is kept before.
const AT_A_SIGNAL: Duration = Duration::from_millis(50);

impl Workbench {
    /// Returns a workbench that has not read anything yet.
    pub fn new(global: Global, at: OpenAt, repository: Repository, sender: Sender<Report>) -> Self {
        let mut app = App::new(empty_register(&repository), surroundings(&global, &repository));
        app.edits.has_past = true;
        if let Some(screen) = at.screen {
            // The first frames of a large register already show what was asked for.
            app.screen = screen;
        }
        let look = look(&global);
        let recording = Recording::begin(&app, global.ascii);
        let (queue, loading) = (None, None);
        let kept = Kept::new(&repository.root, &app.env.who);
        Self {
            global,
            at: Some(at),
            repository,
            look,
            sender,
            app,
            recording,
            queue,
            loading,
            loads: 0,
            asking: Asking::default(),
            planning: Arc::default(),
            watching: Watching::default(),
            kept,
            pace: Pace::default(),
            retrying: Retrying::default(),
            reload: false,
            remarks: Vec::new(),
        }
    }

    /// Records what comes in, with typed text or masked.
    ///
    /// # Errors
    ///
    /// As [`Recording::write_to`].
    pub fn record(&mut self, path: &Path, typed: bool) -> Result<(), Failure> {
        self.recording.write_to(path, typed, &self.app, &self.repository.root)
    }

    /// Begins to read the register.
    pub fn load(&mut self) {
        if !self.app.edits.unsaved.saving.is_empty() {
            // Waiting for it here would freeze the screen.
            self.reload = true;
            return;
        }
        self.queue = None;
        self.loads += 1;
        self.update(Message::Loading);
        self.loading = Some(Loading::begin(self.loads > 1));
        let (sender, load) = (self.sender.clone(), self.loads);
        let (repository, kinds) = (self.repository.clone(), self.app.register.kinds().to_vec());
        thread::spawn(move || loading::read(repository, &kinds, load, &sender));
    }

    /// Reads what other sessions left to undo or redo; after a large import that is as much as the register.
    fn recall(&self, step: Step) {
        let drained = self.queue.as_ref().map(SaveQueue::drained);
        let (sender, private) = (self.sender.clone(), self.repository.private.clone());
        let kinds = self.app.register.kinds().to_vec();
        self.on_thread(move || {
            // What is on its way belongs to the history.
            let _ = drained.map(|drained| drained.recv());
            match history::read(&private, &kinds) {
                Ok(history) => send(&sender, Message::History(history, step)),
                Err(error) => send(
                    &sender,
                    Message::Warning(format!("The undo history cannot be read: {error}.")),
                ),
            }
        });
    }

    /// Looks at files on a thread of its own, since hashing takes as long as they are large.
    fn observe(&self, paths: Vec<String>, then: Option<u64>) {
        let (sender, top) = (self.sender.clone(), self.repository.top.clone());
        self.on_thread(move || {
            if then.is_some() {
                let facts = paths.into_iter().map(|path| {
                    let fact = observe::look(&top, &path);
                    (path, fact)
                });
                send(&sender, Message::Observed(facts.collect(), then));
            } else {
                observe::look_at(&top, &paths, |facts| {
                    send(&sender, Message::Observed(facts, None));
                });
            }
        });
    }

    /// Reads the text of a file on a thread of its own, since a disk may let it wait.
    fn read_text(&self, path: String) {
        let (sender, top) = (self.sender.clone(), self.repository.top.clone());
        self.on_thread(move || {
            let read = observe::text(&top, &path);
            send(&sender, Message::Text(path, read));
        });
    }

    fn list_files(&self) {
        let (sender, top) = (self.sender.clone(), self.repository.top.clone());
        self.on_thread(move || send(&sender, Message::Listed(listing::files(&top))));
    }

    /// Runs something on a thread of its own; where the system starts no more of them, says so.
    fn on_thread<T: Send + 'static>(&self, run: impl FnOnce() -> T + Send + 'static) {
        if let Err(error) = thread::Builder::new().spawn(run) {
            let why = plain(&error);
            let told = format!("The system started no thread for this: {why}. Try again when fewer programs run.");
            send(&self.sender, Message::Warning(told));
        }
    }

    fn read_all(&mut self, read: Read) {
        let Some(loading) = self.loading.take() else { return };
        let Read { seen, writer, contents } = read;
        let sender = self.sender.clone();
        self.queue = Some(SaveQueue::start(writer, move |outcome| {
            send(&sender, Message::Saved(outcome));
        }));
        self.update(loading.end(contents));
        let sender = self.sender.clone();
        let tell = move |report| sender.send(Report::Changed(Box::new(report)));
        self.watching
            .load_ended(&self.repository, self.app.register.kinds(), seen, tell);
        self.update(Message::Branch(self.repository.branch()));
        if let Some(at) = self.at.take() {
            self.update(at.message());
            self.offer_what_was_kept();
        }
        for remark in std::mem::take(&mut self.remarks) {
            self.update(Message::Warning(remark));
        }
    }

    /// Offers what earlier runs ended in the middle of.
    fn offer_what_was_kept(&mut self) {
        if let Some(visit) = self.kept.visit() {
            self.update(Message::Visit(visit));
        }
        let (places, drafts) = (self.kept.places(), self.kept.take_over());
        self.update(Message::Places(places));
        self.update(Message::Drafts(drafts));
    }

    /// Keeps what is not saved where the next run finds it.
    fn keep(&mut self) {
        self.pace.done();
        let result = self.kept.keep(unsaved::kept(&self.app), &self.app.guided.places());
        self.update(Message::Kept(result.map_err(|error| error.to_string())));
    }

    /// Notes that something unsaved may be another than before.
    fn touched(&mut self) {
        let open =
            !self.app.guided.sessions.is_empty() || unsaved::may_have_unsaved(&self.app) || self.kept.has_drafts();
        self.pace.touched(open, Instant::now());
        self.kept
            .note(unsaved::may_have_unsaved(&self.app), || unsaved::typed(&self.app));
    }

    /// Returns what is told after the screen is gone about what is not on disk; nothing where all is.
    pub fn farewell(&self) -> Option<String> {
        let told = [leaving::farewell(&self.app), self.recording.ended()];
        let told: Vec<_> = told.into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join("\n"))
    }

    /// Lets go of it before the process ends. What only is memory goes with the process: to free a large register record
    /// by record takes longer than whoever ends us may wait.
    pub fn end(self) {
        let Self { kept, app, loading, .. } = self;
        std::mem::forget((app, loading));
        drop(kept);
    }

    /// Tells whether every edit is on disk, and every text there or kept.
    pub fn is_saved(&self) -> bool {
        let is_lost = self.app.edits.unsaved.cannot_keep.is_some() && !unsaved::kept(&self.app).is_empty();
        self.app.edits.unsaved.is_empty() && !is_lost
    }

    /// The only way from here to the workbench's state.
    fn update(&mut self, message: Message) {
        let noted = self.recording.note(&self.app, &message);
        self.app.update(message);
        match noted {
            // The end of the reading would take it off the screen.
            Err(why) if self.loading.is_some() => self.remarks.push(why),
            // After the message, since a key takes the notice before it off the screen.
            Err(why) => self.app.update(Message::Warning(why)),
            Ok(()) => {}
        }
    }

    /// Passes on something that may be typed text, which is kept soon.
    fn typed(&mut self, message: Message) {
        self.update(message);
        self.touched();
    }

    /// Takes what a thread sends.
    fn report(&mut self, report: Report) {
        match report {
            Report::Read(load, files, records) if load == self.loads => {
                if let Some(mut loading) = self.loading.take() {
                    loading.take(files, records, |message| self.update(message));
                    self.loading = Some(loading);
                }
            }
            Report::ReadAll(load, read) if load == self.loads => self.read_all(*read),
            Report::Read(..) | Report::ReadAll(..) => {}
            Report::Changed(report) => {
                let overtaken = self.watching.saved_since(&report);
                self.update(Message::Changed(*report, overtaken));
            }
            // A key or the end of the reading would take it off the screen.
            Report::Message(Message::Warning(text)) if self.loading.is_some() => self.remarks.push(text),
            Report::Message(Message::Saved(outcome)) => {
                self.watching.save_ended(&outcome.request.edit);
                if outcome.result.is_ok() {
                    self.retrying.restart();
                }
                self.typed(Message::Saved(outcome));
                if self.reload && self.app.edits.unsaved.saving.is_empty() {
                    self.reload = false;
                    self.load();
                }
            }
            Report::Message(message) => self.update(message),
        }
    }

    /// Does what was put off until nothing is pressed.
    fn tick(&mut self) {
        let now = Instant::now();
        let is_saving = !self.app.edits.unsaved.saving.is_empty();
        let waits = is_saving && self.queue.as_ref().is_some_and(SaveQueue::waits);
        self.update(Message::Tick(waits));
        if self.retrying.is_due(now) {
            self.update(Message::Retry(Cause::Time));
        }
        if self.pace.is_due(now) {
            self.keep();
        }
    }

    fn requests(&mut self) -> Vec<Request> {
        let mut requests = Vec::new();
        for effect in self.app.take_effects() {
            match effect {
                Effect::Save(request) => match &self.queue {
                    Some(queue) => {
                        self.watching.save_begins(&request.edit);
                        if let Err(request) = queue.save(request) {
                            let why = "the thread that saves has ended; leave and open again";
                            self.update(Message::NotSaved(*request, why));
                        }
                    }
                    None => self.update(Message::NotSaved(request, "the register is still being read")),
                },
                Effect::Copy(text) => requests.push(Request::Copy(text)),
                Effect::Edit { text, name } => {
                    // While the editor is open nothing here runs, so what it is handed is kept before.
                    self.keep();
                    let folder = self.kept.editor_folder();
                    requests.push(Request::Edit { text, name, folder });
                }
                Effect::OpenFile(path) => requests.push(Request::Open(self.repository.top.join(path))),
                Effect::Recall(step) => self.recall(step),
                Effect::History(reading, subject) => {
                    let sender = self.sender.clone();
                    let tell = move |answer| send(&sender, Message::Git(answer));
                    self.asking.history(&self.repository, reading, *subject, tell);
                }
                Effect::StopHistory => self.asking.stop_history(),
                Effect::Trends(reading) => {
                    let (sender, today) = (self.sender.clone(), self.app.env.today);
                    let tell = move |answer| send(&sender, Message::Git(answer));
                    self.asking.months(&self.repository, reading, today, tell);
                }
                Effect::StopTrends => self.asking.stop_months(),
                Effect::LastChanges(files) => {
                    let sender = self.sender.clone();
                    let tell = move |answer| send(&sender, Message::Git(answer));
                    self.asking.last_changes(&self.repository, files, tell);
                }
                Effect::Approved(wanted) => {
                    let sender = self.sender.clone();
                    let tell = move |answer| send(&sender, Message::Git(answer));
                    self.asking.approved(&self.repository, wanted, tell);
                }
                Effect::ChangedSince(moment) => {
                    let sender = self.sender.clone();
                    let tell = move |answer| send(&sender, Message::Git(answer));
                    self.asking.changed_since(&self.repository, moment, tell);
                }
                Effect::Observe { paths, then } => self.observe(paths, then),
                Effect::ReadText(path) => self.read_text(path),
                Effect::WriteList {
                    name,
                    format,
                    over,
                    listed,
                } => self.write_list(name, format, over, listed),
                Effect::Import(asked) => self.import(asked),
                Effect::ListFiles => self.list_files(),
                Effect::Follow(taken) => self.watching.follow(taken, self.queue.as_ref()),
                Effect::Reload => self.load(),
                Effect::Suspend => requests.push(Request::Suspend),
                Effect::Redraw => requests.push(Request::Redraw),
                Effect::Quit => requests.push(Request::Quit),
            }
        }
        requests
    }
}

impl Program for Workbench {
    type Message = Report;

    fn handle(&mut self, event: Event<Report>) -> Vec<Request> {
        self.update(Message::Clock(now(&self.global)));
        match event {
            Event::Key(key) => self.typed(Message::Key(key)),
            Event::Paste(text) => self.typed(Message::Paste(text)),
            Event::Edited(result) => {
                let failed = |error: EditError| (error.to_string(), error.saved());
                self.typed(Message::Edited(result.map_err(failed)));
            }
            Event::Opened(result) => self.typed(Message::Opened(result.map_err(|error| error.to_string()))),
            Event::Resize(columns, rows) => self.update(Message::Resize(columns, rows)),
            Event::Message(report) => self.report(report),
            Event::Copied(result) => self.update(Message::Copied(result.map_err(|error| error.to_string()))),
            Event::Tick => self.tick(),
            Event::Resumed => self.update(Message::Branch(self.repository.branch())),
            Event::NoJobControl => self.update(Message::NoJobControl),
        }
        let requests = self.requests();
        let now = Instant::now();
        self.retrying.follow(self.app.edits.unsaved.waits_to_retry(), now);
        self.pace.look(!self.app.edits.unsaved.saving.is_empty(), now);
        requests
    }

    fn dirty(&self) -> bool {
        self.app.is_dirty()
    }

    fn draw(&mut self, buffer: &mut Buffer) -> Option<Position> {
        self.app.take_dirty();
        let area = buffer.area;
        self.app.size = (area.width, area.height);
        screen::draw(&self.app, area, buffer, self.look)
    }

    fn leave(&mut self, _: Leaving, pending: &mut dyn FnMut() -> Option<Report>) {
        // First of all, since whoever ends us may not wait: edits on their way are kept as well.
        self.keep();
        // To forget 100,000 folders takes the kernel a tenth of a second, which is spent beside the rest of the way out.
        self.watching.end();
        // Where nothing can be kept, that is said at the end.
        let _ = self.kept.leave(self.app.env.now);
        if let Some(queue) = self.queue.take() {
            queue.leave(AT_A_SIGNAL);
        }
        while let Some(report) = pending() {
            if let Report::Message(message @ Message::Saved(_)) = report {
                self.update(message);
            }
        }
        self.keep();
        self.recording.end(&self.repository.root);
    }

    fn emergency(&self) -> Box<dyn FnOnce() + Send> {
        self.kept.emergency()
    }

    fn wake(&self) -> Option<Instant> {
        if self.app.has_to_prepare() {
            return Some(Instant::now());
        }
        [self.pace.wake(), self.retrying.wake()].into_iter().flatten().min()
    }
}

fn send(sender: &Sender<Report>, message: Message) -> bool {
    sender.send(Report::Message(message))
}
