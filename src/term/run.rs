//! The loop: sleep, take everything that is there, draw once.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use rustix::process::{Pid, Signal, getpid, getsid, kill_current_process_group, kill_process};
use rustix::termios::{Termios, tcgetwinsize};
use signal_hook::consts::{SIGCONT, SIGWINCH};

use crate::term::editor;
use crate::term::editor::{Edit, EditError};
use crate::term::guard;
use crate::term::guard::Guard;
use crate::term::input;
use crate::term::input::Input;
use crate::term::input::channel::{Channel, System};
use crate::term::input::decode::Typed;
use crate::term::output;
use crate::term::output::Output;
use crate::term::screen::Screen;
use crate::term::watchdog::Watchdog;
use crate::term::{Event, Leaving, Program, Request, TerminalError, clipboard, signals};

/// How long events are taken without a draw in between: a worker that never stops sending must not freeze the screen.
const PATIENCE: Duration = Duration::from_millis(20);
/// How long a terminal that takes no bytes may delay what the user asked for.
const SLOW: Duration = Duration::from_secs(3);
/// The same at a signal or a hang-up.
const STALLED: Duration = Duration::from_millis(100);
/// How long a stop may take to happen. In a process group without a shell to continue it, it never does.
const STOPPING: Duration = Duration::from_millis(200);

/// Runs `program` on the terminal until it quits, a signal ends it or the terminal is gone.
///
/// When it returns, [`Program::leave`] was called and the terminal is restored. End the process then with
/// [`std::process::exit`] and [`Leaving::exit_code`]: a thread may still be stuck in a terminal that is gone.
///
/// # Errors
///
/// When there is no terminal, or it cannot be entered; then [`Program::leave`] was not called.
pub fn run<P: Program>(program: &mut P, channel: Channel<P::Message>) -> Result<Leaving, TerminalError> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(TerminalError::NoTerminal);
    }
    let watchdog = Watchdog::default();
    signals::watch(channel.system(), watchdog.clone(), program.emergency())?;
    guard::alarm(channel.system());
    let output = Output::start(output::unbuffered_stdout()?, channel.system())?;
    let mut looping = Loop {
        program,
        channel,
        guard: Guard::enter(&output)?,
        output: &output,
        watchdog,
        screen: Screen::new(size()),
        input: Input::default(),
        redraw: true,
        resized: false,
        leaving: None,
    };
    let why = looping.until_the_end();
    let Loop { program, channel, .. } = &mut looping;
    program.leave(why, &mut || channel.message());
    let limit = if why == Leaving::Quit { SLOW } else { STALLED };
    looping.guard.leave(limit);
    Ok(why)
}

/// Returns the size of the terminal, by asking the kernel; some ttys, such as serial lines, do not know theirs.
pub fn size() -> Size {
    match tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
        _ => Size::new(80, 24),
    }
}

struct Loop<'a, P: Program> {
    program: &'a mut P,
    channel: Channel<P::Message>,
    guard: Guard<'a>,
    output: &'a Output,
    /// Tells the thread of the signals that one is taken.
    watchdog: Watchdog,
    screen: Screen,
    input: Input,
    /// A draw is due, whatever the program says.
    redraw: bool,
    /// The size changed; looked up once when all signals are taken.
    resized: bool,
    leaving: Option<Leaving>,
}

impl<P: Program> Loop<'_, P> {
    fn until_the_end(&mut self) -> Leaving {
        loop {
            match self.turn() {
                Ok(None) => {}
                Ok(Some(why)) => return why,
                // Every error here is the terminal's, and one that cannot be read or drawn to is gone.
                Err(_) => {
                    self.leave(Leaving::HangUp);
                    return Leaving::HangUp;
                }
            }
        }
    }

    fn turn(&mut self) -> io::Result<Option<Leaving>> {
        if (self.redraw || self.program.dirty()) && self.output.ready() {
            self.redraw = false;
            let bytes = self.screen.draw(|buffer| self.program.draw(buffer));
            self.output.send(bytes);
        }
        let wake = self.program.wake();
        let until = [wake, self.input.give_up()].into_iter().flatten().min();
        let woken = input::sleep(&self.channel, true, until)?;
        let start = Instant::now();
        if woken.channel {
            self.channel.woken();
        }
        if woken.gone {
            // A signal says more than the bare hang-up it comes with.
            self.take_news()?;
            self.leave(Leaving::HangUp);
            return Ok(self.leaving);
        }
        if wake.is_some_and(|wake| wake <= start) {
            self.tell(Event::Tick)?;
        }
        let mut answers = false;
        while self.leaving.is_none() && start.elapsed() < PATIENCE {
            self.take_news()?;
            if self.leaving.is_some() {
                break;
            }
            // One of each, so that neither keeps the other waiting; once something was typed, its frame comes before
            // more messages.
            let message = if answers { None } else { self.channel.message() };
            let typed = self.input.next()?;
            if message.is_none() && typed.is_none() {
                if answers {
                    break;
                }
                return Ok(self.leaving);
            }
            answers |= typed.is_some();
            if let Some(message) = message {
                self.tell(Event::Message(message))?;
            }
            match typed {
                Some(Typed::Key(key)) => self.tell(Event::Key(key))?,
                Some(Typed::Paste(text)) => self.tell(Event::Paste(text))?,
                None => {}
            }
        }
        // Patience ended before the queues did, and what rang for the rest has been heard already.
        self.channel.ring();
        Ok(self.leaving)
    }

    fn news(&self) -> Option<System> {
        let news = self.channel.news();
        if matches!(news, Some(System::Signal(_))) {
            self.watchdog.acknowledge();
        }
        news
    }

    fn take_news(&mut self) -> io::Result<()> {
        while let Some(news) = self.news() {
            match news {
                System::Signal(SIGWINCH) => self.resized = true,
                System::Signal(SIGCONT) => self.resume()?,
                System::Signal(number) => self.leave(Leaving::Signal(number)),
                System::Lost => self.leave(Leaving::HangUp),
                System::Panicked => self.leave(Leaving::Panic),
                System::Written | System::Closed(_) => {}
            }
        }
        if std::mem::take(&mut self.resized) && self.leaving.is_none() {
            let size = size();
            // Even when the size is as before: in between it may have been smaller, and the terminal cut off the rest.
            self.renew(size);
            self.tell(Event::Resize(size.width, size.height))?;
        }
        Ok(())
    }

    fn leave(&mut self, why: Leaving) {
        self.watchdog.leave();
        self.leaving.get_or_insert(why);
    }

    fn renew(&mut self, size: Size) {
        self.redraw = true;
        self.screen.renew(size);
    }

    /// Enters the terminal again, after the program was away from it.
    fn enter_again(&mut self, modes: Option<Termios>) -> io::Result<()> {
        self.guard.enter_again(modes)?;
        self.screen.cursor_is_hidden();
        self.renew(size());
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        self.enter_again(None)?;
        self.tell(Event::Resumed)
    }

    fn tell(&mut self, event: Event<P::Message>) -> io::Result<()> {
        for request in self.program.handle(event) {
            match request {
                Request::Quit => self.leave(Leaving::Quit),
                Request::Redraw => self.renew(size()),
                Request::Copy(text) => {
                    let copied = clipboard::copy(&text).map(|bytes| self.output.send(bytes));
                    self.tell(Event::Copied(copied))?;
                }
                Request::Suspend => self.suspend()?,
                Request::Edit { text, name, folder } => {
                    let edited = self.edit(text, &name, folder.as_deref());
                    if self.leaving.is_none() {
                        self.tell(Event::Edited(edited))?;
                    }
                }
                Request::Open(file) => {
                    let opened = self.open(&file);
                    if self.leaving.is_none() {
                        self.tell(Event::Opened(opened))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        // The leader of a session (`ssh host aims`, a tmux pane) has no shell that could continue it.
        if getsid(None).is_ok_and(|session| session == getpid()) {
            return self.tell(Event::NoJobControl);
        }
        self.guard.leave(SLOW);
        kill_current_process_group(Signal::TSTP)?;
        // The kernel may stop us a moment later, and does not at all where nobody waits for it: so the terminal is
        // entered only after the CONT, or after longer than a stop takes to happen.
        let until = Instant::now() + STOPPING;
        while self.leaving.is_none() {
            let woken = input::sleep(&self.channel, false, Some(until))?;
            if woken.gone {
                self.leave(Leaving::HangUp);
            } else if woken.channel {
                self.channel.woken();
            } else {
                self.enter_again(None)?;
                return self.tell(Event::NoJobControl);
            }
            while let Some(news) = self.news() {
                match news {
                    System::Signal(SIGCONT) => return self.resume(),
                    System::Signal(SIGWINCH) | System::Written | System::Closed(_) => {}
                    System::Signal(number) => self.leave(Leaving::Signal(number)),
                    System::Lost => self.leave(Leaving::HangUp),
                    System::Panicked => self.leave(Leaving::Panic),
                }
            }
        }
        Ok(())
    }

    fn edit(&mut self, text: String, name: &str, folder: Option<&Path>) -> Result<Option<String>, EditError> {
        let command = editor::command(|name| std::env::var(name).ok())?;
        let edit = Edit::new(text, name, folder)?;
        let modes = self.guard.leave(SLOW);
        let ended = edit.start(&command).and_then(|child| Ok(self.wait_for(child)?));
        if self.leaving.is_some() {
            // The editor may still be open, or has just been told to end; its file is not ours to remove.
            edit.keep();
            return Ok(None);
        }
        self.enter_again(modes)?;
        match ended? {
            Some(status) => edit.finish(status),
            None => Ok(None),
        }
    }

    /// Gives a file to the editor; what it does with it, and how it ends, is between it and the user.
    fn open(&mut self, file: &Path) -> Result<(), EditError> {
        let command = editor::command(|name| std::env::var(name).ok())?;
        let modes = self.guard.leave(SLOW);
        let ended = editor::start(&command, file).and_then(|child| Ok(self.wait_for(child)?));
        if self.leaving.is_none() {
            self.enter_again(modes)?;
        }
        ended.map(drop)
    }

    /// Waits for the editor, with an eye on what would end us.
    fn wait_for(&mut self, mut child: Child) -> io::Result<Option<std::process::ExitStatus>> {
        let pid = Pid::from_child(&child);
        let system = self.channel.system();
        thread::Builder::new().name("editor".to_owned()).spawn(move || {
            system.send(System::Closed(child.wait()));
        })?;
        while self.leaving.is_none() {
            let woken = input::sleep(&self.channel, false, None)?;
            if woken.channel {
                self.channel.woken();
            }
            while let Some(news) = self.news() {
                match news {
                    System::Closed(status) => return status.map(Some),
                    System::Lost => self.leave(Leaving::HangUp),
                    System::Panicked => self.leave(Leaving::Panic),
                    // In the editor the terminal turns Ctrl-C and Ctrl-\ into signals for the whole process group; a
                    // stop and its end are between the editor and the shell.
                    System::Signal(signal_hook::consts::SIGINT | signal_hook::consts::SIGQUIT | SIGCONT | SIGWINCH)
                    | System::Written => {}
                    System::Signal(number) => self.leave(Leaving::Signal(number)),
                }
            }
            if woken.gone {
                self.leave(Leaving::HangUp);
            }
        }
        // Editors save what they can at a HUP.
        let _ = kill_process(pid, Signal::HUP);
        Ok(None)
    }
}
