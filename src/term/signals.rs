//! Signals as news for the loop.
//!
//! In raw mode Ctrl-C, Ctrl-\ and Ctrl-Z are keys, so an INT or a QUIT was sent on purpose and ends the program like
//! TERM. A signal that was ignored when the program started (`nohup`) is received all the same: without its terminal
//! there is nothing left to do but to save.

use std::io;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::channel::{Sender, System};

/// Starts telling the loop about signals.
pub(super) fn watch(system: Sender<System>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGCONT, SIGWINCH])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        // The list has HUP first: at a hang-up the kernel sends a CONT along with it.
        for signal in &mut signals {
            if !system.send(System::Signal(signal)) {
                break;
            }
        }
    })?;
    Ok(())
}
