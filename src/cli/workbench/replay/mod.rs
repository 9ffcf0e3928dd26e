//! `aims --replay FILE`: plays a recording again and prints its screens.
//!
//! The edits are made again in the register that is open, and nowhere else: nothing is read from or kept in the user's
//! state folder, and no editor and clipboard is used. So a replay belongs on a copy of the register; one whose files
//! differ from those the recording began with is refused. A save that was refused is refused again, without touching the
//! files; all other saves and the questions to git and the disk are answered at once,
//! and the workbench hears of each answer where the recording has it. A frame is drawn where one was drawn then. What
//! other programs wrote meanwhile is not in a recording; one with typed text ends with the digest of the files, and
//! a replay that comes to others says so.

mod lines;

use std::collections::{HashMap, VecDeque};
use std::path::Path;
use std::process::ExitCode;

use color_eyre::eyre::{Result, WrapErr, bail, eyre};
use ratatui::buffer::Buffer;

use crate::app::environment::Environment;
use crate::app::environment::effect::Effect;
use crate::app::state::App;
use crate::app::state::message::Message;
use crate::app::state::recorded::{Line, Recorded};
use crate::app::state::recorded_refusal::Refusal;
use crate::cli::Global;
use crate::cli::output::failure::STATE;
use crate::cli::output::print;
use crate::cli::workbench::answers::{answers, draw};
use crate::cli::workbench::environment;
use crate::cli::workbench::recording::{Header, digest};
use crate::cli::workbench::replay::lines::{moment, read, whole_lines};
use crate::domain::register::Register;
use crate::store::files::disk::Disk;
use crate::store::files::repository::Repository;
use crate::store::load::open::{Contents, finish_interrupted, open};
use crate::store::load::read_all;
use crate::store::save::Writer;
use crate::store::save::history;
use crate::store::save::queue::Outcome;
use crate::store::watch::{News, Report, Whole};
use crate::ui::export::text;

/// Plays a recording and prints its last screen, or every one.
///
/// # Errors
///
/// Fails when the recording cannot be read, or does not belong to the register as it is.
pub fn run(global: &Global, repository: Repository, path: &Path, frames: bool) -> Result<ExitCode> {
    let cannot_be_read = || format!("{} cannot be read", path.display());
    if !std::fs::metadata(path).wrap_err_with(cannot_be_read)?.is_file() {
        // A device or a pipe might never end.
        return Err(eyre!("It is no regular file; expected is one that `--record` wrote.").wrap_err(cannot_be_read()));
    }
    let recording = std::fs::read(path).wrap_err_with(cannot_be_read)?;
    let recording = String::from_utf8_lossy(&recording);
    let (recording, is_cut) = whole_lines(&recording);
    let mut last = None;
    let root = repository.root.clone();
    let played = play(global, repository, recording, |line, buffer| {
        if frames && let Some(line) = line {
            let title = ron::to_string(line)?;
            print::print(&format!("--- {title}\n{}\n", text::text(buffer)))?;
        }
        last = Some(text::text(buffer));
        Ok(())
    })
    .wrap_err_with(|| format!("{} cannot be played", path.display()))?;
    if !frames && let Some(last) = last {
        print::print(&format!("{last}\n"))?;
    }
    if is_cut {
        let count = recording.lines().count();
        print::say(&format!(
            "{} ends within line {}, as after a full disk or a crash; the lines before it were played.",
            path.display(),
            count + 1
        ));
    }
    let doubts = played.doubts(&root)?;
    for doubt in &doubts {
        print::say(doubt);
    }
    Ok(if doubts.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(STATE)
    })
}

/// What a replay came to.
pub struct Played {
    /// The workbench at its end.
    pub app: App,
    /// The digest of the files at the end of the sitting, where the recording has it.
    files: Option<String>,
    /// Why edits that reached the disk then could not be saved now.
    unsaved: Vec<String>,
}

impl Played {
    /// Says why the replay is not the sitting again, as far as that is known.
    ///
    /// # Errors
    ///
    /// Fails when a file of the register cannot be read.
    fn doubts(&self, root: &Path) -> Result<Vec<String>> {
        let mut doubts = Vec::new();
        if let Some(why) = self.unsaved.first() {
            let count = self.unsaved.len();
            doubts.push(format!(
                "Saves that succeeded in the sitting and failed now: {count}. The first: {why}"
            ));
        }
        if let Some(expected) = &self.files {
            let found = digest(root)?;
            if found != *expected {
                doubts.push(format!(
                    "The files in {} are others than at the end of the sitting: their digest is {found}, expected is {expected}. What another program writes during a sitting is not in a recording; screens may differ, too.",
                    root.display()
                ));
            }
        }
        Ok(doubts)
    }
}

/// Plays a recording; `frame` gets each frame as it was drawn, with the line that led to it.
///
/// # Errors
///
/// Fails when the recording cannot be read, or does not belong to the register as it is, or when `frame` does.
pub fn play(
    global: &Global,
    repository: Repository,
    recording: &str,
    mut frame: impl FnMut(Option<&Line>, &Buffer) -> Result<()>,
) -> Result<Played> {
    let (header, lines) = read(recording)?;
    let global = &Global {
        ascii: global.ascii || header.ascii,
        ..global.clone()
    };
    let Some(expected) = &header.files else {
        bail!("This is a crash report: it begins in the middle, so that it can be read and not played.");
    };
    let found = digest(&repository.root)?;
    if found != *expected {
        bail!(
            "The recording began with other files in {}: their digest is {found}, expected is {expected}. Play it on a copy of the register as it was then.",
            repository.root.display()
        );
    }
    let mut player = Player::new(repository, &header, &lines);
    let (mut size, mut before, mut files) = (header.size, None, None);
    for line in &lines {
        if let Recorded::End(digest) = &line.what {
            files = Some(digest.clone());
            continue;
        }
        if !line.undrawn {
            frame(before, &player.frame(size, global))?;
        }
        if let Recorded::Resize(columns, rows) = line.what {
            size = (columns, rows);
        }
        player
            .app
            .update(Message::Clock(moment(&header, line).unwrap_or(header.now)));
        player.take(&line.what);
        before = Some(line);
    }
    frame(before, &player.frame(size, global))?;
    Ok(Played {
        app: player.app,
        files,
        unsaved: player.unsaved,
    })
}

/// The workbench while it is played, and its outside.
struct Player {
    app: App,
    repository: Repository,
    writer: Option<Writer>,
    /// Answers that the recording has not come to yet.
    answers: VecDeque<Message>,
    /// What the saves of each number come to, in their order: nothing where the edit reached the disk.
    saves: HashMap<u64, VecDeque<Option<Refusal>>>,
    /// Why edits could not be saved that were saved then.
    unsaved: Vec<String>,
}

impl Player {
    fn new(repository: Repository, header: &Header, lines: &[Line]) -> Self {
        let mut saves: HashMap<_, VecDeque<_>> = HashMap::new();
        for line in lines {
            match &line.what {
                Recorded::Saved(number) => saves.entry(*number).or_default().push_back(None),
                Recorded::SaveRefused(number, why) => saves.entry(*number).or_default().push_back(Some(why.clone())),
                _ => {}
            }
        }
        environment::set_seed(header.seed);
        let env = Environment {
            today: header.now.date(),
            now: header.now,
            who: header.who.clone(),
            branch: header.branch.clone(),
            entropy: environment::entropy,
        };
        let mut register = Register::default();
        register.read_by(header.names.clone());
        let mut app = App::new(register, env);
        app.edits.has_past = true;
        Self {
            app,
            repository,
            writer: None,
            answers: VecDeque::new(),
            saves,
            unsaved: Vec::new(),
        }
    }

    fn frame(&mut self, size: (u16, u16), global: &Global) -> Buffer {
        self.app.take_dirty();
        self.app.size = size;
        draw(&self.app, size, global)
    }

    fn take(&mut self, what: &Recorded) {
        match what {
            Recorded::Loaded => self.load(),
            Recorded::Changed => {
                let (register, contents) = open(&self.repository);
                let whole = Whole {
                    register,
                    contents,
                    unripe: Vec::new(),
                };
                let report = Report {
                    stamp: 0,
                    branch: self.app.env.branch.clone(),
                    commit: None,
                    news: News::Whole(Box::new(whole)),
                };
                self.update(Message::Changed(report, std::collections::HashSet::new()));
            }
            Recorded::Tick(count, _) => {
                for _ in 0..*count {
                    self.update_with(what);
                }
            }
            _ => self.update_with(what),
        }
    }

    fn update_with(&mut self, what: &Recorded) {
        if let Some(message) = what.clone().message() {
            self.update(message);
            return;
        }
        let is_meant = |answer: &Message| Recorded::of(&self.app, answer, true).as_ref() == Some(what);
        // Without one, the sitting goes another way than then; with git, parts may have come otherwise.
        let Some(at) = self.answers.iter().position(is_meant) else {
            return;
        };
        let parts = match what {
            Recorded::GitEnd(reading) => Some(Recorded::Git(*reading)),
            _ => None,
        };
        let before: Vec<_> = self.answers.drain(..=at).collect();
        let last = before.len() - 1;
        let mut others = Vec::new();
        for (nth, answer) in before.into_iter().enumerate() {
            if nth == last || parts.is_some() && Recorded::of(&self.app, &answer, true) == parts {
                self.update(answer);
            } else {
                others.push(answer);
            }
        }
        for answer in others.into_iter().rev() {
            self.answers.push_front(answer);
        }
    }

    fn update(&mut self, message: Message) {
        self.app.update(message);
        for effect in self.app.take_effects() {
            match answers(effect, &self.repository, self.app.env.today) {
                Ok(answers) => self.answers.extend(answers),
                Err(effect) => self.act(*effect),
            }
        }
    }

    fn act(&mut self, effect: Effect) {
        match (effect, &mut self.writer) {
            (Effect::Save(request), Some(writer)) => {
                let outcomes = self.saves.get_mut(&request.number);
                let refused = outcomes.and_then(VecDeque::pop_front).flatten();
                let result = match refused {
                    Some(refusal) => Err(refusal.error()),
                    None => writer
                        .save(&request)
                        .inspect_err(|error| self.unsaved.push(error.to_string())),
                };
                self.answers.push_back(Message::Saved(Outcome { request, result }));
            }
            (Effect::Save(request), None) => {
                let why = "the register is still being read";
                self.answers.push_back(Message::NotSaved(request, why));
            }
            (Effect::Follow(taken), Some(writer)) => {
                for (id, path) in taken.learnt {
                    writer.learn(id, path);
                }
                if let Some(read_only) = taken.allowed {
                    writer.allow(read_only);
                }
            }
            (Effect::Recall(step), _) => {
                let kinds = self.app.register.kinds().to_vec();
                if let Ok(history) = history::read(&self.repository.private, &kinds) {
                    self.answers.push_back(Message::History(history, step));
                }
            }
            _ => {}
        }
    }

    fn load(&mut self) {
        let again = self.writer.is_some();
        drop(finish_interrupted(&self.repository));
        let (register, contents) = if again {
            let (register, contents) = open(&self.repository);
            (Some(Box::new(register)), contents)
        } else {
            let (mut contents, kinds) = (Contents::default(), self.app.register.kinds().to_vec());
            let mut records = Vec::new();
            read_all(&self.repository.root, &kinds, |batch| {
                records.extend(contents.note(batch));
            });
            self.update(Message::Part(records, None));
            contents.sort();
            (None, contents)
        };
        self.writer = Some(contents.writer(self.repository.clone(), Disk::default()));
        self.update(Message::Loaded(register, Box::new(contents)));
    }
}

#[cfg(test)]
mod tests;
