//! The program the terminal layer is tested with: a list, in a process of its own.
//!
//! That process is the test program itself, started to run only the test [`program_under_test`]; without the variable
//! that [`start_with`] sets, the test does nothing.

use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, fs, panic, process, thread};

use aims::app::environment::key::{Code, Key};
use aims::term::{Channel, Event, Leaving, Program, Request, Sender, restore_on_panic, run};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Text};
use ratatui::widgets::Widget;
use rustix::termios::Termios;
use tempfile::TempDir;

use crate::pty::{self, Pty, assert_asks_nothing, wait};

/// Names the folder the program saves to.
pub const FOLDER: &str = "TERMINAL_TEST_FOLDER";

/// A list with a selection and a line that says what happened last.
struct List {
    folder: PathBuf,
    sender: Sender<&'static str>,
    selected: usize,
    said: String,
    keys: usize,
    frames: usize,
    /// How many messages were counted since a key that is still to be drawn.
    counted: Option<usize>,
    wake: Option<Instant>,
    dirty: bool,
}

impl Program for List {
    type Message = &'static str;

    fn handle(&mut self, event: Event<&'static str>) -> Vec<Request> {
        if let Event::Message("slow") = event {
            // Longer than the loop takes events without a look at the screen, and nothing to show for it.
            thread::sleep(Duration::from_millis(25));
            return Vec::new();
        }
        if let Event::Message("count") = event {
            self.counted = self.counted.map(|count| count + 1);
            return Vec::new();
        }
        self.dirty = true;
        match event {
            Event::Key(key) => return self.key(key),
            Event::Paste(text) => self.said = format!("paste {} {:?}", text.len(), text.get(..9).unwrap_or(&text)),
            Event::Resize(columns, rows) => self.said = format!("size {columns}x{rows}"),
            Event::Message(text) => text.clone_into(&mut self.said),
            Event::Edited(result) => self.said = format!("edited {result:?}"),
            Event::Opened(result) => self.said = format!("opened {result:?}"),
            Event::Copied(result) => self.said = format!("copied {result:?}"),
            Event::Tick => {
                self.wake = None;
                "tick".clone_into(&mut self.said);
            }
            Event::Resumed => "resumed".clone_into(&mut self.said),
            Event::NoJobControl => "no job control".clone_into(&mut self.said),
        }
        Vec::new()
    }

    fn dirty(&self) -> bool {
        self.dirty
    }

    fn draw(&mut self, buffer: &mut Buffer) -> Option<Position> {
        self.dirty = false;
        self.frames += 1;
        if let Some(count) = self.counted.take() {
            self.said = format!("drawn after {count} messages");
        }
        let width = usize::from(buffer.area.width);
        let height = usize::from(buffer.area.height);
        let mut rows: Vec<Line> = (0..height - 1)
            .map(|n| {
                let line = Line::raw(format!("{:<width$}", format!("R-{n:05} the risk of number {n}")));
                let reversed = Style::new().add_modifier(Modifier::REVERSED);
                if n == self.selected { line.style(reversed) } else { line }
            })
            .collect();
        rows.push(Line::raw(format!("{:<width$}", self.said)));
        Text::from(rows).render(buffer.area, buffer);
        None
    }

    fn leave(&mut self, why: Leaving, _: &mut dyn FnMut() -> Option<&'static str>) {
        let text = format!("{why:?} keys={} frames={}", self.keys, self.frames);
        fs::write(self.folder.join("left"), text).expect("the folder of the test");
    }

    fn emergency(&self) -> Box<dyn FnOnce() + Send> {
        let path = self.folder.join("left");
        Box::new(move || fs::write(path, "in an emergency").expect("the folder of the test"))
    }

    fn wake(&self) -> Option<Instant> {
        self.wake
    }
}

impl List {
    fn key(&mut self, key: Key) -> Vec<Request> {
        self.keys += 1;
        match key.code {
            _ if key == Key::ctrl('z') => return vec![Request::Suspend],
            _ if key == Key::ctrl('l') => return vec![Request::Redraw],
            Code::Char('q') => return vec![Request::Quit],
            Code::Char('j') | Code::Down if !key.ctrl => self.selected += 1,
            Code::Char('k') | Code::Up => self.selected = self.selected.saturating_sub(1),
            Code::Char('y') => return vec![Request::Copy("copied text".to_owned())],
            Code::Char('o') => return vec![Request::Open(self.folder.join("a file"))],
            Code::Char('e') => {
                return vec![Request::Edit {
                    text: "first line".to_owned(),
                    name: "note.md".to_owned(),
                    folder: None,
                }];
            }
            Code::Char('t') => self.wake = Some(Instant::now() + Duration::from_millis(20)),
            Code::Char('u') => self.dirty = true,
            Code::Char('m') => {
                let sender = self.sender.clone();
                thread::spawn(move || sender.send("from a worker"));
            }
            Code::Char('s') => {
                let sender = self.sender.clone();
                thread::spawn(move || {
                    ["slow", "slow", "slow", "slow", "after the slow ones"].map(|text| sender.send(text))
                });
            }
            Code::Char('c') => {
                self.counted = Some(0);
                for _ in 0..5 {
                    self.sender.send("count");
                }
            }
            Code::Char('b') => {
                fs::write(self.folder.join("busy"), "").expect("the folder of the test");
                loop {
                    thread::park();
                }
            }
            Code::Char('p') => assert_eq!(self.said, "never", "the panic of the loop"),
            Code::Char('w') => drop(thread::spawn(|| assert_eq!("a", "b", "the panic of a worker"))),
            _ => self.said = format!("key {key}"),
        }
        Vec::new()
    }
}

/// Is the program under test, in the process started to be it.
#[test]
fn program_under_test() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    color_eyre::install().expect("the first and only hook");
    restore_on_panic(|| Some("what came before it".to_owned()));
    let ended = panic::catch_unwind(|| {
        let channel = Channel::new().expect("a pipe");
        let mut program = List {
            folder: folder.into(),
            sender: channel.sender(),
            selected: 0,
            said: "ready".to_owned(),
            keys: 0,
            frames: 0,
            counted: None,
            wake: None,
            dirty: true,
        };
        run(&mut program, channel).expect("a terminal")
    });
    process::exit(ended.map_or(101, Leaving::exit_code).into());
}

/// The program under test, running.
pub struct Session {
    pub pty: Pty,
    pub folder: TempDir,
}

/// The command that runs the program under test.
pub fn command() -> Vec<String> {
    let this = env::current_exe().expect("the path of this program");
    let this = this.to_str().expect("a path in UTF-8").to_owned();
    let arguments = [
        "--exact",
        "list::program_under_test",
        "--nocapture",
        "--test-threads=1",
        "-q",
    ];
    [this].into_iter().chain(arguments.map(str::to_owned)).collect()
}

/// Starts the program under test.
pub fn start() -> Session {
    start_with(&command(), |program| program)
}

/// Starts it by way of another command.
pub fn start_with(command: &[String], set: impl FnOnce(pty::Program) -> pty::Program) -> Session {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let program = pty::Program::new(&command[0]).args(&command[1..]);
    let pty = set(program.env(FOLDER, folder.path()).env("TMPDIR", folder.path())).start();
    pty.wait_for_text("ready");
    Session { pty, folder }
}

impl Session {
    /// Returns what the program saved when it ended.
    pub fn left(&self) -> String {
        let path = self.folder.path().join("left");
        wait(
            "what was saved",
            || fs::read_to_string(&path).ok().filter(|text| !text.is_empty()),
            || self.pty.text(),
        )
    }

    /// Fails unless the terminal is as it was, and was asked nothing.
    pub fn assert_restored(&self) {
        self.pty.wait_for("the terminal as it was", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        let modes = || format!("{:?}", self.pty.modes());
        let fresh = format!("{:?}", fresh_modes());
        wait("the modes as they were", || (modes() == fresh).then_some(()), modes);
        assert_asks_nothing(&self.pty.bytes());
    }
}

/// The modes of a fresh terminal.
pub fn fresh_modes() -> Termios {
    pty::Program::new("sleep").args(["60"]).start().modes()
}
