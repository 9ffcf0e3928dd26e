//! A real pty for tests: a program under it, its screen as a terminal would show it, and every byte it wrote.
//!
//! Nothing here sleeps and hopes: whoever waits names a condition, and fails with the screen after [`LIMIT`].

use std::ffi::OsStr;
use std::fmt::Debug;
use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

/// How long a condition may take to come true, on a machine that is busy with other tests.
pub const LIMIT: Duration = Duration::from_secs(10);

struct Seen {
    bytes: Vec<u8>,
    parser: vt100::Parser,
}

/// A program under a pty.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    reader: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
    seen: Arc<Mutex<Seen>>,
    tty: PathBuf,
}

/// What to start under a pty.
pub struct Program {
    command: CommandBuilder,
    columns: u16,
    rows: u16,
}

impl Program {
    /// A program by its path or name, at 80x24 with an environment of its own.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        for name in ["PATH", "HOME", "TMPDIR"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        Self {
            command,
            columns: 80,
            rows: 24,
        }
    }

    /// Adds arguments.
    pub fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the size of the terminal.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// Starts it.
    pub fn start(self) -> Pty {
        let size = pty_size(self.columns, self.rows);
        let pair = native_pty_system().openpty(size).expect("a free pty");
        let seen = Arc::new(Mutex::new(Seen {
            bytes: Vec::new(),
            parser: vt100::Parser::new(self.rows, self.columns, 0),
        }));
        let stop = Arc::new(AtomicBool::new(false));
        let mut source = pair.master.try_clone_reader().expect("a descriptor");
        let (theirs, stopped) = (Arc::clone(&seen), Arc::clone(&stop));
        let reader = thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(read @ 1..) = source.read(&mut buffer) {
                if stopped.load(Ordering::Acquire) {
                    break;
                }
                let mut seen = lock(&theirs);
                seen.bytes.extend_from_slice(&buffer[..read]);
                seen.parser.process(&buffer[..read]);
            }
        });
        Pty {
            child: pair.slave.spawn_command(self.command).expect("the program starts"),
            writer: Some(pair.master.take_writer().expect("the first writer")),
            tty: pair.master.tty_name().expect("a name"),
            master: Some(pair.master),
            reader: Some(reader),
            stop,
            seen,
        }
    }
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until `condition` gives something, and fails with `state` otherwise.
pub fn wait<T>(what: &str, mut condition: impl FnMut() -> Option<T>, state: impl Fn() -> String) -> T {
    let deadline = Instant::now() + LIMIT;
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(Instant::now() < deadline, "waited in vain for {what}:\n{}", state());
        thread::sleep(Duration::from_millis(2));
    }
}

impl Pty {
    /// Types bytes, in one write.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let writer = self.writer.as_mut().expect("the pty is open");
        writer.write_all(bytes.as_ref()).expect("the pty takes bytes");
    }

    /// Waits until the screen is as `condition` wants it.
    pub fn wait_for(&self, what: impl Debug, condition: impl Fn(&vt100::Screen) -> bool) {
        let met = || condition(lock(&self.seen).parser.screen()).then_some(());
        wait(&format!("{what:?}"), met, || self.text());
    }

    /// Waits until the screen shows a text.
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the bytes written so far are as `condition` wants them.
    pub fn wait_for_bytes(&self, what: &str, condition: impl Fn(&[u8]) -> bool) {
        wait(
            what,
            || condition(&lock(&self.seen).bytes).then_some(()),
            || self.text(),
        );
    }

    /// Returns what the screen shows, row by row.
    pub fn text(&self) -> String {
        lock(&self.seen).parser.screen().contents()
    }

    /// Looks at the screen.
    pub fn screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(lock(&self.seen).parser.screen())
    }

    /// Returns every byte the program wrote so far.
    pub fn bytes(&self) -> Vec<u8> {
        lock(&self.seen).bytes.clone()
    }

    /// Returns how many bytes the program wrote so far.
    pub fn written(&self) -> usize {
        lock(&self.seen).bytes.len()
    }

    /// Changes the size of the terminal.
    pub fn resize(&self, columns: u16, rows: u16) {
        lock(&self.seen).parser.screen_mut().set_size(rows, columns);
        let master = self.master.as_ref().expect("the pty is open");
        master.resize(pty_size(columns, rows)).expect("a pty has a size");
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("the program runs");
    }

    /// Returns the id of the program's process.
    pub fn pid(&self) -> Pid {
        let id = self.child.process_id().and_then(|id| i32::try_from(id).ok());
        id.and_then(Pid::from_raw).expect("a process id")
    }

    /// Returns the modes of the terminal.
    pub fn modes(&self) -> Termios {
        tcgetattr(self.open_tty()).expect("a tty has modes")
    }

    /// Sets the modes of the terminal, as another program on it may.
    pub fn set_modes(&self, modes: &Termios) {
        tcsetattr(self.open_tty(), OptionalActions::Now, modes).expect("a tty has modes");
    }

    fn open_tty(&self) -> File {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        File::from(rustix::fs::open(&self.tty, flags, Mode::empty()).expect("the tty is there"))
    }

    /// Reads no more from the program, as a stalled connection does.
    pub fn stall(&mut self) {
        self.stop.store(true, Ordering::Release);
        self.open_tty().write_all(b".").expect("the tty is open");
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader does not panic");
        }
    }

    /// Whether the tty takes no more bytes from the program, some time after [`Pty::stall`].
    pub fn full(&self) -> bool {
        let tty = self.open_tty();
        let mut polled = [PollFd::new(&tty, PollFlags::OUT)];
        let none = Timespec { tv_sec: 0, tv_nsec: 0 };
        poll(&mut polled, Some(&none)).expect("a tty can be polled") == 0
    }

    /// Closes the terminal's end, as a dropped connection does.
    pub fn hang_up(&mut self) {
        let Some(master) = self.master.take() else { return };
        let mut tty = self.open_tty();
        // When its writer goes, portable-pty types a newline and the end-of-file character, unless there is none.
        let mut modes = tcgetattr(&tty).expect("a tty has modes");
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&tty, OptionalActions::Now, &modes).expect("a tty has modes");
        drop(self.writer.take());
        // The reader holds the terminal open too, until it reads something.
        self.stop.store(true, Ordering::Release);
        tty.write_all(b".").expect("the tty is open");
        drop(tty);
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader does not panic");
        }
        drop(master);
    }

    /// Waits until the program ended and returns its exit code; a signal that ended it is a failure.
    pub fn wait_for_end(&mut self) -> u32 {
        let (child, seen) = (&mut self.child, &self.seen);
        let status = wait(
            "the end of the program",
            || child.try_wait().expect("a child of ours"),
            || lock(seen).parser.screen().contents(),
        );
        assert_eq!(status.signal(), None);
        status.exit_code()
    }

    /// Returns the CPU time the program used, in clock ticks (10 ms), and how often it woke up; Linux only.
    #[cfg(target_os = "linux")]
    pub fn effort(&self) -> (u64, u64) {
        let folder = PathBuf::from(format!("/proc/{}", self.pid().as_raw_nonzero()));
        let stat = std::fs::read_to_string(folder.join("stat")).expect("the program runs");
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let field = |n: usize| {
            after_name
                .split_whitespace()
                .nth(n)
                .and_then(|text| text.parse::<u64>().ok())
        };
        let ticks = field(11).unwrap_or(0) + field(12).unwrap_or(0);
        let mut switches = 0;
        for task in std::fs::read_dir(folder.join("task"))
            .expect("the program runs")
            .flatten()
        {
            let status = std::fs::read_to_string(task.path().join("status")).unwrap_or_default();
            let lines = status.lines().filter(|line| line.contains("ctxt_switches"));
            switches += lines
                .filter_map(|line| line.split_whitespace().last()?.parse::<u64>().ok())
                .sum::<u64>();
        }
        (ticks, switches)
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = kill_process(self.pid(), Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

/// Fails when the bytes hold a question to the terminal, whose answer would race with what is typed.
pub fn assert_asks_nothing(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for piece in text.split('\x1b').skip(1) {
        let shown = format!("ESC {:?}", piece.chars().take(20).collect::<String>());
        if let Some(rest) = piece.strip_prefix('[') {
            let end = rest
                .find(|c: char| ('\x40'..='\x7e').contains(&c))
                .unwrap_or(rest.len());
            let (parameters, last) = (&rest[..end], rest[end..].chars().next());
            // Device status, device attributes, version, kitty's flags, mode requests, window reports.
            let asks = match last {
                Some('n' | 'c') => true,
                Some('q') => parameters.starts_with('>'),
                Some('u') => parameters.starts_with('?'),
                Some('p') => parameters.ends_with('$'),
                Some('t') => !parameters.starts_with("22") && !parameters.starts_with("23"),
                _ => false,
            };
            assert!(!asks, "{shown} is a query");
        }
        let control_string = piece.starts_with(']') && piece.contains(";?");
        assert!(
            !control_string && !piece.starts_with("P+q") && !piece.starts_with("P$q"),
            "{shown} is a query"
        );
    }
}
