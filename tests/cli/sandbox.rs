//! A folder with a register in it, and the program run there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl Ran {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().expect("runs");
        Self {
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
            code: output.status.code().expect("a code"),
        }
    }
}

/// A folder of its own, with a home of its own.
pub struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    /// A folder without a register.
    pub fn bare() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["home", "here"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        Self { folder }
    }

    /// A folder with a register that begins.
    pub fn new() -> Self {
        let sandbox = Self::bare();
        sandbox.fine(&["init", "--name", "Example"]);
        sandbox
    }

    pub fn here(&self) -> PathBuf {
        self.folder.path().join("here")
    }

    /// Runs without git on the PATH, and without anything else on it.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_on(arguments, "")
    }

    /// Runs where git is found.
    pub fn run_with_git(&self, arguments: &[&str]) -> Ran {
        self.run_on(arguments, &std::env::var("PATH").expect("a PATH"))
    }

    /// Runs git in the folder, as somebody on a day of November 2026.
    pub fn git(&self, arguments: &[&str], who: &str, day: u32) {
        self.git_on(arguments, who, &format!("2026-11-{day:02}"));
    }

    /// Runs git in the folder, as somebody on a day.
    pub fn git_on(&self, arguments: &[&str], who: &str, day: &str) {
        let when = format!("{day}T12:00:00+0000");
        let done = Command::new("git")
            .current_dir(self.here())
            .args(arguments)
            .env("HOME", self.folder.path().join("home"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs([("GIT_AUTHOR_NAME", who), ("GIT_COMMITTER_NAME", who)])
            .envs([("GIT_AUTHOR_EMAIL", "a@b"), ("GIT_COMMITTER_EMAIL", "a@b")])
            .envs([("GIT_AUTHOR_DATE", &when), ("GIT_COMMITTER_DATE", &when)])
            .status();
        assert!(done.expect("git starts").success(), "{arguments:?}");
    }

    /// Lets git know the user by this name from now on.
    pub fn be(&self, name: &str) {
        self.write("../home/.gitconfig", &format!("[user]\n\tname = {name}\n"));
    }

    fn run_on(&self, arguments: &[&str], path: &str) -> Ran {
        Ran::of(&mut self.command(arguments, path))
    }

    /// Returns a run that was not started yet.
    pub fn command(&self, arguments: &[&str], path: &str) -> Command {
        let home = self.folder.path().join("home");
        let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
        command
            .args(["--today", "2026-11-23"])
            .args(arguments)
            .current_dir(self.here())
            .env_clear()
            .env("HOME", &home)
            .env("XDG_STATE_HOME", home.join("state"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("USER", "ana")
            .env("LANG", "C.UTF-8")
            .env("PATH", path)
            .stdin(Stdio::null());
        command
    }

    /// Runs what must work, and returns what it printed.
    pub fn fine(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran.out
    }

    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.fine(arguments)).expect("JSON")
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.here().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("writes");
    }

    /// The files of the register without the private folder.
    pub fn files(&self) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        collect(&self.here().join("aims"), &mut found);
        found
    }

    /// The files of a register in a folder, by their places below it; what is remembered of imports is none of them.
    pub fn register_in(&self, folder: &str) -> BTreeMap<PathBuf, String> {
        let aims = self.here().join(folder).join("aims");
        let mut found = BTreeMap::new();
        collect(&aims, &mut found);
        let below = |(path, text): (PathBuf, String)| Some((path.strip_prefix(&aims).ok()?.to_owned(), text));
        let below = found.into_iter().filter_map(below);
        below.filter(|(path, _)| !path.starts_with("imports")).collect()
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            if entry.file_name() != ".local" {
                collect(&path, found);
            }
        } else {
            found.insert(path.clone(), fs::read_to_string(&path).expect("text"));
        }
    }
}
