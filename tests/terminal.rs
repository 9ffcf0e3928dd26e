//! The terminal layer on a real pty: whatever happens, nothing is lost and the terminal is left as it was.
//!
//! The program under the pty is this test program itself, started to run `program_under_test` alone.

mod pty;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, panic, process, thread};

use aims::app::key::{Code, Key};
use aims::term::{Channel, Event, Leaving, Program, Request, Sender, restore_on_panic, run};
use pty::{Pty, assert_asks_nothing, wait};
use ratatui::Frame;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Text};
use rustix::process::Signal;
use tempfile::TempDir;

const FOLDER: &str = "TERMINAL_TEST_FOLDER";

/// A list with a selection and a line that says what happened last.
struct List {
    folder: PathBuf,
    sender: Sender<&'static str>,
    selected: usize,
    said: String,
    keys: usize,
    frames: usize,
    wake: Option<Instant>,
    dirty: bool,
}

impl Program for List {
    type Message = &'static str;

    fn handle(&mut self, event: Event<&'static str>) -> Vec<Request> {
        self.dirty = true;
        match event {
            Event::Key(key) => return self.key(key),
            Event::Paste(text) => self.said = format!("paste {} {:?}", text.len(), text.get(..9).unwrap_or(&text)),
            Event::Resize(columns, rows) => self.said = format!("size {columns}x{rows}"),
            Event::Message(text) => text.clone_into(&mut self.said),
            Event::Edited(result) => self.said = format!("edited {result:?}"),
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

    fn draw(&mut self, frame: &mut Frame) {
        self.dirty = false;
        self.frames += 1;
        let width = usize::from(frame.area().width);
        let height = usize::from(frame.area().height);
        let mut rows: Vec<Line> = (0..height - 1)
            .map(|n| {
                let line = Line::raw(format!("{:<width$}", format!("R-{n:05} the risk of number {n}")));
                let reversed = Style::new().add_modifier(Modifier::REVERSED);
                if n == self.selected { line.style(reversed) } else { line }
            })
            .collect();
        rows.push(Line::raw(format!("{:<width$}", self.said)));
        frame.render_widget(Text::from(rows), frame.area());
    }

    fn leave(&mut self, why: Leaving) {
        let text = format!("{why:?} keys={} frames={}", self.keys, self.frames);
        fs::write(self.folder.join("left"), text).expect("the folder of the test");
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
            Code::Char('e') => {
                return vec![Request::Edit {
                    text: "first line".to_owned(),
                    name: "note.md".to_owned(),
                }];
            }
            Code::Char('t') => self.wake = Some(Instant::now() + Duration::from_millis(20)),
            Code::Char('u') => self.dirty = true,
            Code::Char('m') => {
                let sender = self.sender.clone();
                thread::spawn(move || sender.send("from a worker"));
            }
            Code::Char('p') => assert_eq!(self.said, "never", "the panic of the loop"),
            Code::Char('w') => drop(thread::spawn(|| assert_eq!("a", "b", "the panic of a worker"))),
            _ => self.said = format!("key {key}"),
        }
        Vec::new()
    }
}

#[test]
fn program_under_test() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    color_eyre::install().expect("the first and only hook");
    restore_on_panic();
    let ended = panic::catch_unwind(|| {
        let channel = Channel::new().expect("a pipe");
        let mut program = List {
            folder: folder.into(),
            sender: channel.sender(),
            selected: 0,
            said: "ready".to_owned(),
            keys: 0,
            frames: 0,
            wake: None,
            dirty: true,
        };
        run(&mut program, channel).expect("a terminal")
    });
    process::exit(ended.map_or(101, Leaving::exit_code).into());
}

struct Session {
    pty: Pty,
    folder: TempDir,
}

/// The command that runs the program under test.
fn command() -> Vec<String> {
    let this = env::current_exe().expect("the path of this program");
    let this = this.to_str().expect("a path in UTF-8").to_owned();
    let arguments = ["--exact", "program_under_test", "--nocapture", "--test-threads=1", "-q"];
    [this].into_iter().chain(arguments.map(str::to_owned)).collect()
}

fn start() -> Session {
    start_with(&command(), |program| program)
}

fn start_with(command: &[String], set: impl FnOnce(pty::Program) -> pty::Program) -> Session {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let program = pty::Program::new(&command[0]).args(&command[1..]);
    let pty = set(program.env(FOLDER, folder.path()).env("TMPDIR", folder.path())).start();
    pty.wait_for_text("ready");
    Session { pty, folder }
}

impl Session {
    fn left(&self) -> String {
        let path = self.folder.path().join("left");
        wait(
            "what was saved",
            || fs::read_to_string(&path).ok().filter(|text| !text.is_empty()),
            || self.pty.text(),
        )
    }

    fn assert_restored(&self) {
        self.pty.wait_for("the terminal as it was", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        assert_asks_nothing(&self.pty.bytes());
    }
}

/// The modes of a fresh terminal.
fn fresh_modes() -> String {
    let pty = pty::Program::new("sleep").args(["60"]).start();
    format!("{:?}", pty.modes())
}

fn script(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("editor.sh");
    fs::write(&path, text).expect("the folder of the test");
    path
}

#[test]
fn quitting_restores_the_terminal() {
    let mut session = start();
    session.pty.screen(|screen| {
        assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    });
    assert_ne!(format!("{:?}", session.pty.modes()), fresh_modes());
    session.pty.send("jjq");
    assert_eq!(session.pty.wait_for_end(), 0);
    session.assert_restored();
    assert_eq!(format!("{:?}", session.pty.modes()), fresh_modes());
    assert!(session.left().starts_with("Quit keys=3"), "{}", session.left());
}

#[test]
fn a_panic_restores_the_terminal_before_its_report() {
    for (key, message) in [("p", "the panic of the loop"), ("w", "the panic of a worker")] {
        let mut session = start();
        session.pty.send(key);
        assert_eq!(session.pty.wait_for_end(), 101);
        session.assert_restored();
        session.pty.wait_for_text(message);
        assert_eq!(format!("{:?}", session.pty.modes()), fresh_modes());
        let bytes = session.pty.bytes();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.find("\x1b[?1049l") < text.find(message));
        assert_eq!(text.matches("\x1b[?1049l").count(), 1);
        assert_eq!(session.folder.path().join("left").exists(), key == "w");
    }
}

#[test]
fn a_signal_saves_and_restores() {
    for (signal, number) in [
        (Signal::TERM, 15),
        (Signal::HUP, 1),
        (Signal::INT, 2),
        (Signal::QUIT, 3),
    ] {
        let mut session = start();
        session.pty.send("jjj");
        session.pty.wait_for("the selection", |screen| {
            screen.cell(3, 0).is_some_and(vt100::Cell::inverse)
        });
        let start = Instant::now();
        session.pty.signal(signal);
        assert_eq!(session.pty.wait_for_end(), 128 + number);
        assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
        assert!(
            session.left().starts_with(&format!("Signal({number}) keys=3")),
            "{}",
            session.left()
        );
        session.assert_restored();
        assert_eq!(format!("{:?}", session.pty.modes()), fresh_modes());
    }
}

#[test]
fn a_hang_up_saves_with_its_signal_and_without() {
    let direct = command();
    // The shell leads the session, gets the HUP and ignores it; the program under it gets none.
    let run = format!("trap '' HUP; '{}'; true", command().join("' '"));
    let behind_a_shell = ["sh", "-c", &run].map(str::to_owned);
    // With a signal, the news of the lost terminal may still be faster.
    for (command, expected) in [
        (&direct[..], &["Signal(1) ", "HangUp "][..]),
        (&behind_a_shell, &["HangUp "]),
    ] {
        let mut session = start_with(command, |program| program);
        session.pty.send("jj");
        session.pty.wait_for("the selection", |screen| {
            screen.cell(2, 0).is_some_and(vt100::Cell::inverse)
        });
        let start = Instant::now();
        session.pty.hang_up();
        let left = session.left();
        assert!(expected.iter().any(|why| left.starts_with(why)), "{left}");
        assert!(left.contains(" keys=2 "), "{left}");
        session.pty.wait_for_end();
        assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    }
}

#[test]
fn a_terminal_that_takes_nothing_does_not_keep_a_signal_from_saving() {
    // Nobody reads this terminal: its buffer fills up, and the thread that writes frames is stuck.
    let mut session = start();
    session.pty.stall();
    let redraw_until_full = || {
        session.pty.send("\x0c");
        session.pty.full().then_some(())
    };
    wait("a full tty", redraw_until_full, String::new);
    session.pty.send("\x0c");
    let start = Instant::now();
    session.pty.signal(Signal::TERM);
    assert!(session.left().starts_with("Signal(15)"), "{}", session.left());
    assert_eq!(session.pty.wait_for_end(), 143);
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn an_idle_program_writes_nothing_and_does_not_wake_up() {
    let mut session = start();
    session.pty.send("u");
    session.pty.send("\x1b[Bm");
    session.pty.wait_for_text("from a worker");
    // Until the last frame is acknowledged.
    let mut before = session.pty.effort();
    wait(
        "rest",
        || {
            thread::sleep(Duration::from_millis(50));
            let now = session.pty.effort();
            (std::mem::replace(&mut before, now) == now).then_some(())
        },
        || format!("{:?}", session.pty.effort()),
    );
    let written = session.pty.written();
    thread::sleep(Duration::from_millis(500));
    assert_eq!(session.pty.effort(), before);
    session.pty.send("u");
    session.pty.send("u");
    session.pty.send("q");
    session.pty.wait_for_end();
    session.assert_restored();
    let leaving = b"\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?1049l\x1b[?25h";
    assert_eq!(
        session.pty.bytes()[written..].escape_ascii().to_string(),
        leaving.escape_ascii().to_string()
    );
}

#[test]
fn moving_in_a_list_is_one_small_frame() {
    let mut session = start();
    for n in 1..10 {
        let before = session.pty.written();
        session.pty.send("j");
        session.pty.wait_for("the selection", |screen| {
            screen.cell(n, 0).is_some_and(vt100::Cell::inverse)
        });
        session
            .pty
            .wait_for_bytes("the end of the frame", |bytes| bytes.ends_with(b"\x1b[?2026l"));
        let bytes = session.pty.bytes();
        println!("{} bytes", bytes.len() - before);
        assert!(bytes.len() - before <= 300);
        assert!(bytes[before..].starts_with(b"\x1b[?2026h"));
    }
}

#[test]
fn held_keys_are_drawn_together() {
    let mut session = start();
    session.pty.send("jk".repeat(100) + "jq");
    assert_eq!(session.pty.wait_for_end(), 0);
    let left = session.left();
    let frames = left
        .strip_prefix("Quit keys=202 frames=")
        .and_then(|text| text.parse().ok());
    // The first one, and one or two when the keys do not arrive at once.
    assert!(frames.is_some_and(|frames: usize| frames <= 4), "{left}");
}

#[test]
fn ticks_messages_and_the_clipboard_arrive() {
    let mut session = start();
    session.pty.send("t");
    session.pty.wait_for_text("tick");
    session.pty.send("m");
    session.pty.wait_for_text("from a worker");
    session.pty.send("y");
    session.pty.wait_for_text("copied Ok(())");
    let expected = b"\x1b]52;c;Y29waWVkIHRleHQ=\x1b\\";
    assert!(
        session
            .pty
            .bytes()
            .windows(expected.len())
            .any(|bytes| bytes == expected)
    );
    session.pty.send("\x1b");
    session.pty.wait_for_text("key esc");
    session.pty.send("\n");
    session.pty.wait_for_text("key ctrl-j");
}

#[test]
fn a_sequence_split_between_packets_is_one_key() {
    let mut session = start();
    session.pty.send("\x1b[");
    thread::sleep(Duration::from_millis(60));
    session.pty.send("1;5C");
    session.pty.wait_for_text("key ctrl-right");
}

#[test]
fn a_paste_is_one_event_and_many_keys_all_arrive() {
    let mut session = start();
    session.pty.send("\x1b[200~a\r\nquit\x1b[201~");
    session.pty.wait_for_text("paste 6 \"a\\nquit\"");
    let mut long = String::from("\x1b[200~");
    for n in 0..20_000 {
        let _ = write!(long, "{n:04}\r");
    }
    let length = long.len() - 6;
    session.pty.send(long + "\x1b[201~");
    session.pty.wait_for_text(&format!("paste {length} \"0000\\n0001"));
    // More than one read's worth at once.
    session.pty.send("x".repeat(3000) + "q");
    assert_eq!(session.pty.wait_for_end(), 0);
    assert!(session.left().starts_with("Quit keys=3001"), "{}", session.left());
}

#[test]
fn a_resize_storm_ends_in_one_correct_frame() {
    let mut session = start();
    for n in 0..200 {
        session.pty.resize(40 + n % 60, 10 + n % 20);
    }
    session.pty.resize(66, 15);
    session.pty.wait_for_text("size 66x15");
    let expected = |screen: &vt100::Screen| {
        let rows: Vec<String> = screen.rows(0, 66).collect();
        let list = |n: usize| format!("R-{n:05} the risk of number {n}");
        rows.len() == 15 && (0..14).all(|n| rows[n].trim_end() == list(n)) && rows[14].trim_end() == "size 66x15"
    };
    session.pty.wait_for("a whole list", expected);
    // Back and forth to the same size: the terminal cut off what did not fit in between.
    session.pty.resize(10, 5);
    session.pty.resize(66, 15);
    session.pty.wait_for("a whole list again", expected);
    session.pty.send("q");
    assert_eq!(session.pty.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn an_editor_gets_the_terminal_and_every_key_typed_ahead() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let editor = script(
        folder.path(),
        "stty -icanon; cat \"$2\" > \"$1\"; dd bs=1 count=8 2>/dev/null > \"$2\"; printf '\\r\\nlast\\n' >> \"$2\"\n",
    );
    let before = folder.path().join("a name");
    let visual = format!("sh '{}' '{}'", editor.display(), before.display());
    let mut session = start_with(&command(), |program| {
        program.env("VISUAL", visual).env("EDITOR", "false")
    });
    session.pty.send("jjeqabcdefqj");
    session.pty.wait_for_text("edited Ok(Some(\"qabcdefq\\nlast\"))");
    session.pty.wait_for("the next key", |screen| {
        screen.cell(3, 0).is_some_and(vt100::Cell::inverse)
    });
    assert_eq!(fs::read_to_string(before).expect("the editor wrote it"), "first line\n");
    session
        .pty
        .screen(|screen| assert!(screen.alternate_screen() && screen.hide_cursor()));
    session.pty.send("q");
    assert_eq!(session.pty.wait_for_end(), 0);
    session.assert_restored();
    assert_eq!(format!("{:?}", session.pty.modes()), fresh_modes());
    let rest = fs::read_dir(session.folder.path()).expect("the folder of the test");
    assert_eq!(rest.count(), 1, "the text is removed");
}

#[test]
fn an_editor_that_fails_costs_nothing() {
    for (visual, expected) in [
        ("/nowhere/vim", "edited Err(Start"),
        ("false", "edited Err(Failed"),
        ("true", "edited Ok(None)"),
        ("'vim", "edited Err(Command"),
    ] {
        let mut session = start_with(&command(), |program| program.env("VISUAL", visual));
        session.pty.send("ej");
        session.pty.wait_for_text(expected);
        session.pty.wait_for("the next key", |screen| {
            screen.cell(1, 0).is_some_and(vt100::Cell::inverse)
        });
        session.pty.send("q");
        assert_eq!(session.pty.wait_for_end(), 0);
        session.assert_restored();
    }
}

#[test]
fn an_open_editor_survives_an_interrupt_and_does_not_keep_a_signal_from_saving() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let editor = script(
        folder.path(),
        "trap 'echo interrupted' INT; echo opened; while :; do sleep 0.05; done\n",
    );
    let visual = format!("sh {}", editor.display());
    let mut session = start_with(&command(), |program| program.env("VISUAL", visual));
    session.pty.send("e");
    session.pty.wait_for_text("opened");
    session.pty.send("\x03");
    session.pty.wait_for_text("interrupted");
    session.pty.signal(Signal::TERM);
    assert_eq!(session.pty.wait_for_end(), 143);
    assert!(session.left().starts_with("Signal(15)"), "{}", session.left());
    session.assert_restored();
}

#[test]
fn suspending_goes_back_to_the_shell_and_continuing_redraws() {
    let script = format!(
        "set -m; '{}'; echo stopped; stty -a | grep -o ' icanon'; read line; fg; echo ended",
        command().join("' '")
    );
    let shell = ["bash", "-c", &script].map(str::to_owned);
    let mut session = start_with(&shell, |program| program);
    for key in ["\x1a", "q"] {
        session.pty.send(key);
        if key == "\x1a" {
            session.pty.wait_for_text("stopped");
            session.pty.wait_for_text(" icanon");
            session.assert_restored();
            session.pty.send("go on\n");
            session.pty.wait_for_text("resumed");
            session.pty.wait_for_text("R-00020");
            session
                .pty
                .screen(|screen| assert!(screen.alternate_screen() && screen.hide_cursor()));
        }
    }
    session.pty.wait_for_text("ended");
    session.assert_restored();
    assert!(session.left().starts_with("Quit keys=2"), "{}", session.left());
}

#[test]
fn nothing_is_suspended_where_nobody_could_continue_it() {
    let leader = command();
    let run = format!("'{}'; true", command().join("' '"));
    let orphan = ["sh", "-c", &run].map(str::to_owned);
    for command in [&leader[..], &orphan] {
        let mut session = start_with(command, |program| program);
        session.pty.send("\x1a");
        session.pty.wait_for_text("no job control");
        session.pty.wait_for_text("R-00020");
        session.pty.send("q");
        assert_eq!(session.pty.wait_for_end(), 0);
        session.assert_restored();
    }
}

#[test]
fn a_stop_from_outside_ends_in_a_whole_screen() {
    let mut session = start();
    session.pty.signal(Signal::STOP);
    session.pty.send("x");
    session.pty.signal(Signal::CONT);
    session.pty.wait_for_text("key x");
    session.pty.send("q");
    assert_eq!(session.pty.wait_for_end(), 0);
    session.assert_restored();
    assert_eq!(format!("{:?}", session.pty.modes()), fresh_modes());
}

#[test]
fn without_a_terminal_it_says_so() {
    let output = process::Command::new(&command()[0])
        .args(&command()[1..])
        .env(FOLDER, "/nowhere")
        .output();
    let output = output.expect("this program starts");
    assert_eq!(output.status.code(), Some(101));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("NoTerminal"), "{text}");
}
