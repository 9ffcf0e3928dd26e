//! Signals, sent to the loop; a loop that does not take one in time is ended.
//!
//! In raw mode Ctrl-C, Ctrl-\ and Ctrl-Z are keys, so an INT or a QUIT was sent on purpose and ends the program like
//! TERM. A signal that was ignored when the program started (`nohup`) is received all the same: without its terminal
//! there is nothing left to do but to save.

use std::io;
use std::process;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use crate::term::Leaving;
use crate::term::guard;
use crate::term::input::channel::{Sender, System};
use crate::term::watchdog::Watchdog;

/// How long the loop may be busy with something else when a signal is to end the program.
const BUSY: Duration = Duration::from_millis(70);
/// How long restoring the terminal may take then; one that takes no bytes is left as it is.
const STUCK: Duration = Duration::from_millis(20);

/// Starts telling the loop about signals, and ends the process at one that the loop does not take in time, after `emergency`.
pub(super) fn watch(system: Sender<System>, watchdog: Watchdog, emergency: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGCONT, SIGWINCH])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        // The list has HUP first: at a hang-up the kernel sends a CONT along with it.
        for signal in &mut signals {
            watchdog.ask();
            if !system.send(System::Signal(signal)) {
                break;
            }
            if !matches!(signal, SIGCONT | SIGWINCH) && !watchdog.wait(BUSY) {
                emergency();
                guard::restore_at_once(STUCK);
                process::exit(Leaving::Signal(signal).exit_code().into());
            }
        }
    })?;
    Ok(())
}
