//! `aims --record FILE`, and what a crash report says of the last messages.
//!
//! A recording is text: a line of RON with a [`Header`], then one per message. It is written as messages come, so that it
//! is whole up to a crash. [`replay`](super::replay) reads it. The last messages are also kept in memory, always masked,
//! for the report of a panic.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::app::state::App;
use crate::app::state::message::Message;
use crate::app::state::recorded::{Line, Recorded};
use crate::cli::output::failure::Failure;
use crate::cli::workbench::environment;
use crate::domain::sha256::of as sha256;
use crate::store::save::plain;
use crate::term;

/// The number of the format, which a replay must know.
pub const FORMAT: u32 = 1;

/// How many messages a crash report holds.
pub const LAST: usize = 200;

/// What a sitting began with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The format of the lines.
    pub format: u32,
    /// The version of the program.
    pub version: String,
    /// When it began.
    pub now: NaiveDateTime,
    /// Who worked.
    pub who: String,
    /// The names by which git knew them.
    #[serde(default)]
    pub names: Vec<String>,
    /// The branch that was checked out.
    pub branch: Option<String>,
    /// The seed of new ids.
    pub seed: u64,
    /// The columns and rows of the terminal.
    pub size: (u16, u16),
    /// The digest of the register's files; nothing in a crash report.
    pub files: Option<String>,
    /// Whether `--ascii` was asked for.
    #[serde(default)]
    pub ascii: bool,
}

/// The last messages of this process.
static LATEST: Mutex<(Option<Header>, VecDeque<Line>)> = Mutex::new((None, VecDeque::new()));

/// What notes the messages of a sitting.
#[derive(Debug)]
pub struct Recording {
    now: NaiveDateTime,
    start: NaiveDateTime,
    ascii: bool,
    /// Where it is written.
    pub(super) output: Option<Output>,
    /// Ticks that are not written yet.
    ticks: Option<Line>,
    /// Why it ended before the sitting did.
    ended: Option<String>,
}

/// The file of a recording.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) file: File,
    path: PathBuf,
    /// Whether typed text goes into it.
    typed: bool,
}

impl Recording {
    /// Begins to note the messages of a workbench.
    pub fn begin(app: &App, ascii: bool) -> Self {
        let env = &app.env;
        let mut latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
        *latest = (Some(header(app, None, ascii)), VecDeque::with_capacity(LAST));
        Self {
            now: env.now,
            start: env.now,
            ascii,
            output: None,
            ticks: None,
            ended: None,
        }
    }

    /// Writes them to a file from now on, with or without typed text.
    ///
    /// # Errors
    ///
    /// Fails when the file is there already, lies in the register or cannot be written, or the register cannot be read.
    pub fn write_to(&mut self, path: &Path, typed: bool, app: &App, root: &Path) -> Result<(), Failure> {
        let shown = path.display();
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let is_within = |folder: PathBuf| fs::canonicalize(root).is_ok_and(|root| folder.starts_with(root));
        if fs::canonicalize(folder).is_ok_and(is_within) {
            return Err(Failure::usage(format!(
                "{shown} would lie in the register, which holds only its records."
            ))
            .with_hint("Name a file outside of it for the recording."));
        }
        let files = digest(root).map_err(|error| {
            let (root, why) = (root.display(), plain(&error));
            Failure::state(format!("The files in {root} cannot be read for the recording: {why}."))
        })?;
        let refused = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                Failure::usage(format!("{shown} is there already, and a recording replaces no file."))
                    .with_hint("Name another file for the recording, or move that one.")
            }
            _ => Failure::state(format!("The recording {shown} cannot be written: {}.", plain(&error)))
                .with_hint("Name a file in a folder that is there, may be written and has space."),
        };
        let mut file = private(path).map_err(refused)?;
        write(&mut file, &header(app, Some(files), self.ascii)).map_err(refused)?;

        let path = path.to_owned();
        self.output = Some(Output { file, path, typed });
        Ok(())
    }

    /// Notes a message that is about to be taken.
    ///
    /// # Errors
    ///
    /// Says so when the file cannot be written; the recording ends then.
    pub fn note(&mut self, app: &App, message: &Message) -> Result<(), String> {
        if let Message::Clock(now) = message {
            self.now = *now;
            return Ok(());
        }
        let Some(masked) = Recorded::of(app, message, false) else {
            return Ok(());
        };
        let line = |what| Line {
            at: (self.now - self.start).num_milliseconds(),
            undrawn: app.is_dirty(),
            what,
        };
        let typed = self.output.as_ref().is_some_and(|output| output.typed);
        let written = if typed {
            Recorded::of(app, message, true)
        } else {
            Some(masked.clone())
        };
        remember(line(masked));
        let line = written.map(line);
        self.put(line)
    }

    /// Writes what waits and, where typed text is kept, the digest of the register's files, since they are the same then
    /// after a replay.
    pub fn end(&mut self, root: &Path) {
        let is_typed = self.output.as_ref().is_some_and(|output| output.typed);
        let files = Some(root).filter(|_| is_typed).and_then(|root| digest(root).ok());
        let line = files.map(|files| Line {
            at: (self.now - self.start).num_milliseconds(),
            undrawn: true,
            what: Recorded::End(files),
        });
        // A failure is told at the very end.
        let _ = self.put(line);
    }

    /// Returns why the recording ended before the sitting did, if it did.
    pub fn ended(&self) -> Option<String> {
        self.ended.clone()
    }

    fn put(&mut self, line: Option<Line>) -> Result<(), String> {
        let Some(Output { file, path, .. }) = &mut self.output else {
            return Ok(());
        };
        if let (Some(ticks), Some(line)) = (&mut self.ticks, &line)
            && follows(ticks, line)
        {
            return Ok(());
        }
        let is_tick = |line: &Line| matches!(line.what, Recorded::Tick(..));
        let (waits, line) = if line.as_ref().is_some_and(is_tick) {
            (line, None)
        } else {
            (None, line)
        };
        let before = std::mem::replace(&mut self.ticks, waits);
        let written = before.iter().chain(&line).try_for_each(|line| write(file, line));
        let Err(error) = written else { return Ok(()) };
        let why = format!(
            "The recording ends early: {} cannot be written: {}. `--replay` plays what is in it.",
            path.display(),
            plain(&error)
        );
        self.output = None;
        self.ended = Some(why.clone());
        Err(why)
    }
}

/// Adds a tick to those before it, if both are alike.
fn follows(before: &mut Line, line: &Line) -> bool {
    match (&mut before.what, &line.what) {
        (Recorded::Tick(count, waits), Recorded::Tick(_, now)) if *waits == *now => {
            *count += 1;
            true
        }
        _ => false,
    }
}

fn remember(line: Line) {
    let mut latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
    let lines = &mut latest.1;
    if lines.back_mut().is_some_and(|last| follows(last, &line)) {
        return;
    }
    if lines.len() == LAST {
        lines.pop_front();
    }
    lines.push_back(line);
}

fn header(app: &App, files: Option<String>, ascii: bool) -> Header {
    let env = &app.env;
    let size = term::size();
    Header {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        now: env.now,
        who: env.who.clone(),
        names: app.register.reader().to_vec(),
        branch: env.branch.clone(),
        seed: environment::seed(),
        size: (size.width, size.height),
        files,
        ascii,
    }
}

/// Opens a new file that only its owner may read.
fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

fn write(file: &mut File, value: &impl Serialize) -> io::Result<()> {
    let text = ron::to_string(value).map_err(io::Error::other)?;
    file.write_all(format!("{text}\n").as_bytes())
}

/// Returns the digest of all files of a register, by their names and contents.
///
/// # Errors
///
/// Fails when a file cannot be read.
pub fn digest(root: &Path) -> io::Result<String> {
    let (mut folders, mut all) = (vec![root.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
                all.push(format!("{} {name}\n", sha256(&fs::read(&path)?)));
            }
        }
    }
    all.sort();
    Ok(sha256(all.concat().as_bytes()))
}

/// Writes the last messages to a file of the user's temporary folder, and returns what the report of a panic says of it;
/// nothing where no workbench ran.
pub fn crash_report() -> Option<String> {
    let latest = LATEST.try_lock().ok()?;
    let header = latest.0.as_ref()?;
    let path: PathBuf = std::env::temp_dir().join(format!("aims-crash-{}.ron", std::process::id()));
    let mut file = private(&path).ok()?;
    write(&mut file, header).ok()?;
    latest.1.iter().try_for_each(|line| write(&mut file, line)).ok()?;
    let count = latest.1.len();
    let path = path.display();
    Some(format!(
        "What came last before it ({count} messages, typed text masked) is in {path} for a report."
    ))
}
