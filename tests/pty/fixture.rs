//! A checkout of the demo with a home of its own, and the program on it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::list::fresh_modes;
use crate::pty::{Program, Pty, wait};

pub const AIMS: &str = env!("CARGO_BIN_EXE_aims");

/// Returns the demo of the day, made once for all tests.
pub fn demo() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let folders = Path::new(env!("CARGO_TARGET_TMPDIR")).join("workbench-demo");
        fs::create_dir_all(&folders).expect("a folder");
        for old in fs::read_dir(&folders).expect("a folder").flatten() {
            // Each run has its own, named by its process; what is left of ended ones goes.
            if !Path::new("/proc").join(old.file_name()).exists() {
                let _ = fs::remove_dir_all(old.path());
            }
        }
        let folder = folders.join(std::process::id().to_string());
        let made = make_demo(&folder).output().expect("the program starts");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        folder
    })
}

pub fn make_demo(folder: &Path) -> Command {
    let mut command = Command::new(AIMS);
    command.args(["demo", "--no-open", "--today", "2026-11-23"]).arg(folder);
    command
}

/// A checkout of the demo, with a home of its own.
pub struct Fixture {
    pub folder: TempDir,
}

impl Fixture {
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            TempDir::new_in(memory)
        } else {
            TempDir::new()
        };
        let folder = folder.expect("a folder");
        let copied = Command::new("cp")
            .arg("-a")
            .arg(demo())
            .arg(folder.path().join("checkout"))
            .status();
        assert!(copied.expect("cp starts").success());
        fs::create_dir(folder.path().join("home")).expect("a folder");
        Self { folder }
    }

    pub fn checkout(&self) -> PathBuf {
        self.folder.path().join("checkout")
    }

    pub fn arguments(&self) -> Vec<OsString> {
        let dir = self.checkout().into_os_string();
        vec!["--today".into(), "2026-11-23".into(), "--dir".into(), dir]
    }

    /// The program, not started yet.
    pub fn program(&self) -> Program {
        self.at_home(Program::new(AIMS).args(self.arguments()))
    }

    /// The program under a shell that runs a line with `$AIMS` in it.
    pub fn shell(&self, shell: &str, line: &str) -> Program {
        let words = self
            .arguments()
            .into_iter()
            .map(|word| word.into_string().expect("text"));
        let command: Vec<_> = [AIMS.to_owned()].into_iter().chain(words).collect();
        let line = line.replace("$AIMS", &format!("'{}'", command.join("' '")));
        self.at_home(Program::new(shell).args(["-c", &line]))
    }

    pub fn at_home(&self, program: Program) -> Program {
        let home = self.folder.path().join("home");
        program
            .env("HOME", &home)
            .env("XDG_STATE_HOME", home.join("state"))
            .env("TMPDIR", self.folder.path())
    }

    pub fn open(&self) -> Pty {
        started(self.program())
    }

    /// What git says about the tree: lines added and removed, and the path, file by file.
    pub fn changes(&self) -> Vec<String> {
        let output = self.git(&["diff", "--numstat"]);
        output.lines().map(str::to_owned).collect()
    }

    /// What git prints; asked again where it met a file that was just being replaced.
    pub fn git(&self, arguments: &[&str]) -> String {
        let printed = || {
            let output = Command::new("git")
                .arg("-C")
                .arg(self.checkout())
                .args(arguments)
                .output()
                .expect("git starts");
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            output.status.success().then_some(text)
        };
        wait("git", printed, || format!("{arguments:?}"))
    }

    pub fn wait_for_diff(&self, lines: &[&str], pty: &Pty) {
        let holds = || {
            let diff = self.git(&["diff", "--unified=0"]);
            lines
                .iter()
                .all(|line| diff.lines().any(|found| found == *line))
                .then_some(())
        };
        wait("the file on disk", holds, || {
            format!("{}\n{}", pty.text(), self.git(&["diff"]))
        });
    }

    /// The lock git holds while it works, until it is dropped.
    pub fn lock_of_git(&self) -> tempfile::TempPath {
        let path = self.checkout().join(".git/index.lock");
        fs::write(&path, "").expect("a lock");
        tempfile::TempPath::try_from_path(path).expect("a path")
    }

    /// The essentials as the program prints them where there is no terminal.
    pub fn printed(&self) -> String {
        let output = Command::new(AIMS).args(self.arguments()).output();
        let output = output.expect("the program starts");
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// Starts the program and waits until the register is read.
pub fn started(program: Program) -> Pty {
    let pty = program.start();
    pty.wait_for_text("stage 1 in 41 days");
    pty
}

pub fn assert_restored(pty: &Pty) {
    pty.wait_for("the terminal as it was", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    });
    assert_eq!(format!("{:?}", pty.modes()), format!("{:?}", fresh_modes()));
}

/// Goes to the treatment and gives the first action another owner.
pub fn give_away(pty: &mut Pty, owner: &str) {
    pty.send("4");
    pty.wait_for_text("31 to 90 days late");
    pty.send("o");
    pty.wait_for_text("Owner:");
    // Tab takes a name that nobody has yet.
    pty.send(format!("{owner}\t\r"));
}
