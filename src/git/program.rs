//! The `git` program, where the repository of a register is, and how it is called.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::git::child::{Running, Stop};
use crate::store::files::repository::Repository;

/// What every log is called with, whatever the configuration says: nothing coloured or renamed, no other program run.
pub const PLAIN_LOG: [&str; 8] = [
    "--no-color",
    "--no-decorate",
    "--no-mailmap",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "-O/dev/null",
    "--encoding=UTF-8",
];

/// Why the past cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No folder above the register holds a repository.
    #[error("This register is not in a git repository, so there is no history.")]
    NoRepository,
    /// There is a `.git`, but it leads nowhere.
    #[error("{0} leads to no git repository, so there is no history.")]
    Nowhere(String),
    /// The program is not there.
    #[error("The program git is not on the PATH, so there is no history; install it, then ask again.")]
    NoProgram,
    /// The repository is another user's, which git refuses for good reasons.
    #[error(
        "This repository belongs to another user, so git does not read it; see safe.directory in `git help config`."
    )]
    Foreign,
    /// Nothing was ever committed.
    #[error("Nothing was committed in this repository yet, so there is no history.")]
    NoCommits,
    /// The program failed.
    #[error("git could not answer: {0}.")]
    Failed(String),
    /// It was stopped on request.
    #[error("The reading of the history was stopped.")]
    Stopped,
}

impl Refusal {
    /// Returns why reading what git prints failed.
    pub(super) fn of(error: &io::Error, stop: &Stop) -> Self {
        if stop.is_asked() {
            Self::Stopped
        } else {
            Self::Failed(error.to_string())
        }
    }
}

/// The repository of a register, found and checked once.
#[derive(Debug, Clone)]
pub struct Git {
    program: PathBuf,
    top: PathBuf,
    folder: Option<PathBuf>,
    /// The path of `aims/` below the repository's top.
    prefix: PathBuf,
    shallow: bool,
}

/// What is switched off on every call, whatever the repository says.
const SETTINGS: [&str; 9] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "diff.external=",
    "log.showSignature=false",
    "log.showRoot=true",
    "protocol.allow=never",
    // A folder that only looks like a repository is none; it would bring its own configuration.
    "safe.bareRepository=explicit",
    "color.ui=false",
];

/// What the program may see of our environment: where its own parts, and the user's own settings, are.
const KEPT: [&str; 4] = ["PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR"];

impl Git {
    /// Finds the repository around a register and asks git whether it may be read.
    ///
    /// # Errors
    ///
    /// Fails when there is none, it holds no commit, or git is not there or refuses.
    pub fn open(repository: &Repository, stop: &Stop) -> Result<Self, Refusal> {
        let root = repository.root.canonicalize().map_err(|_| Refusal::NoRepository)?;
        let top = root.parent().and_then(with_git).ok_or(Refusal::NoRepository)?;
        let prefix = root.strip_prefix(top).map_err(|_| Refusal::NoRepository)?;
        let mut git = Self {
            program: program().ok_or(Refusal::NoProgram)?,
            top: top.to_path_buf(),
            folder: None,
            prefix: prefix.to_path_buf(),
            shallow: false,
        };
        // Not told where the repository is, git looks itself, and checks whose it is.
        let asked = git.ask(["rev-parse", "--absolute-git-dir", "--is-shallow-repository"], stop)?;
        let (answer, complaint) = asked;
        let Some((folder, shallow)) = answer.and_then(|bytes| found(&bytes)) else {
            return Err(if complaint.contains("dubious ownership") {
                Refusal::Foreign
            } else if complaint.contains("not a git repository") {
                Refusal::Nowhere(top.join(".git").display().to_string())
            } else {
                failed(&complaint)
            });
        };
        (git.folder, git.shallow) = (Some(folder), shallow);
        let (head, _) = git.ask(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], stop)?;
        head.map(|_| git).ok_or(Refusal::NoCommits)
    }

    /// Returns whether commits before a certain one were left out when the repository was cloned.
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    /// Returns a path below `aims/` as one below the repository's top.
    pub fn below_top(&self, path: &Path) -> PathBuf {
        self.prefix.join(path)
    }

    /// Returns a path below the folder that holds `aims/` as one below the repository's top.
    pub fn beside_root(&self, path: &Path) -> PathBuf {
        self.prefix.parent().unwrap_or(Path::new("")).join(path)
    }

    /// Returns a path below the repository's top as one below `aims/`, if it is there.
    pub fn below_root<'a>(&self, path: &'a Path) -> Option<&'a Path> {
        path.strip_prefix(&self.prefix).ok()
    }

    /// Starts a call whose output is read while it runs. Paths are taken as they are, never as patterns.
    ///
    /// # Errors
    ///
    /// Fails when the program cannot be started, or everything was stopped.
    pub fn start<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        stop: &Stop,
    ) -> Result<Running, Refusal> {
        self.run(arguments, Stdio::null(), stop)
    }

    /// Starts a call that is also written to.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    pub fn converse<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        stop: &Stop,
    ) -> Result<Running, Refusal> {
        self.run(arguments, Stdio::piped(), stop)
    }

    fn run<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        input: Stdio,
        stop: &Stop,
    ) -> Result<Running, Refusal> {
        let mut command = self.command();
        command.args(arguments).stdin(input);
        Running::start(&mut command, stop).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Refusal::NoProgram,
            io::ErrorKind::Interrupted => Refusal::Stopped,
            _ => Refusal::Failed(error.to_string()),
        })
    }

    /// Asks for a short answer; nothing when git says no, with its complaint.
    pub(super) fn ask<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        stop: &Stop,
    ) -> Result<(Option<Vec<u8>>, String), Refusal> {
        let mut running = self.start(arguments, stop)?;
        let answer = running.read_all().map_err(|error| Refusal::Failed(error.to_string()))?;
        let (fine, complaint) = running.finish();
        if stop.is_asked() {
            return Err(Refusal::Stopped);
        }
        Ok((fine.then_some(answer), complaint))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.top).env_clear();
        command.envs(KEPT.iter().filter_map(|name| Some((name, env::var_os(name)?))));
        command
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_LITERAL_PATHSPECS", "1")
            // A clone that left objects out would fetch them, by programs its configuration names.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "none");
        if let Some(above) = self.top.parent() {
            command.env("GIT_CEILING_DIRECTORIES", above);
        }
        command.args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"]);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        if let Some(folder) = &self.folder {
            command
                .arg(joined("--git-dir=", folder))
                .arg(joined("--work-tree=", &self.top));
        }
        command
    }
}

/// Waits for the end of a program whose output was read; fails when it was stopped or not content.
pub(super) fn ended(running: Running, stop: &Stop) -> Result<(), Refusal> {
    match running.finish() {
        _ if stop.is_asked() => Err(Refusal::Stopped),
        (true, _) => Ok(()),
        (false, complaint) => Err(failed(&complaint)),
    }
}

/// Returns the refusal for what git complained about.
pub(super) fn failed(complaint: &str) -> Refusal {
    let line = complaint.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or("it said nothing").trim_end_matches('.');
    Refusal::Failed(line.strip_prefix("fatal: ").unwrap_or(line).to_owned())
}

fn joined(option: &str, path: &Path) -> OsString {
    let mut joined = OsString::from(option);
    joined.push(path);
    joined
}

/// Returns the folder at or above one that has a `.git`, of whatever sort.
fn with_git(from: &Path) -> Option<&Path> {
    from.ancestors()
        .find(|folder| folder.join(".git").symlink_metadata().is_ok())
}

/// Finds the program. Relative entries of the PATH are left out: they would look into the repository.
fn program() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders = env::split_paths(&path).filter(|folder| folder.is_absolute());
    folders.map(|folder| folder.join("git")).find(|git| git.is_file())
}

/// Reads the git directory and whether the repository is shallow.
fn found(answer: &[u8]) -> Option<(PathBuf, bool)> {
    let answer = answer.strip_suffix(b"\n")?;
    // A folder may have line ends in its name; the other answer has none.
    let at = answer.iter().rposition(|byte| *byte == b'\n')?;
    let folder = PathBuf::from(OsString::from_vec(answer[..at].to_vec()));
    folder.is_absolute().then(|| (folder, &answer[at + 1..] == b"true"))
}
