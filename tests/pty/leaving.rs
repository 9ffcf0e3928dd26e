//! The terminal layer on a real pty: whatever ends the program or takes the terminal from it, nothing is lost and the
//! terminal is left as it was.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, process, thread};

use rustix::process::Signal;

use crate::list::{FOLDER, command, fresh_modes, start, start_with};
use crate::pty::wait;

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
    assert_ne!(format!("{:?}", session.pty.modes()), format!("{:?}", fresh_modes()));
    session.pty.send("jjq");
    assert_eq!(session.pty.wait_for_end(), 0);
    session.assert_restored();
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
        session.pty.wait_for_text("what came before it");
        let bytes = session.pty.bytes();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.find("\x1b[?1049l") < text.find(message));
        assert_eq!(text.matches("\x1b[?1049l").count(), 1);
        assert_eq!(session.folder.path().join("left").exists(), key == "w");
    }
}

#[test]
fn a_signal_ends_a_program_that_is_busy_and_never_comes_back() {
    for (signal, number) in [(Signal::TERM, 15), (Signal::HUP, 1)] {
        let mut session = start();
        session.pty.send("b");
        let busy = session.folder.path().join("busy");
        wait("the key", || busy.exists().then_some(()), || session.pty.text());
        session.pty.signal(signal);
        assert_eq!(session.pty.wait_for_end(), 128 + number);
        assert_eq!(session.left(), "in an emergency");
        session.assert_restored();
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
    // What is left of the buffer takes a few more frames; the others are not even drawn.
    for _ in 0..100 {
        session.pty.send("\x0c");
        thread::sleep(Duration::from_millis(2));
    }
    let start = Instant::now();
    session.pty.signal(Signal::TERM);
    let left = session.left();
    let counts = left
        .strip_prefix("Signal(15) keys=")
        .and_then(|text| text.split_once(" frames="));
    let (keys, frames) = counts.expect(&left);
    let count = |text: &str| text.parse::<usize>().expect("a number");
    assert!(count(frames) + 50 < count(keys), "{left}");
    assert_eq!(session.pty.wait_for_end(), 143);
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
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
fn an_editor_opens_a_file_where_it_lies_and_the_terminal_comes_back() {
    for (editor, expected) in [
        ("echo written >> \"$1\"; exit 3", "opened Ok(())"),
        ("", "opened Err(Start"),
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let visual = match editor {
            "" => "/nowhere/vim".to_owned(),
            text => format!("sh '{}'", script(folder.path(), text).display()),
        };
        let mut session = start_with(&command(), |program| program.env("VISUAL", visual));
        session.pty.send("oj");
        session.pty.wait_for_text(expected);
        session.pty.wait_for("the next key", |screen| {
            screen.cell(1, 0).is_some_and(vt100::Cell::inverse)
        });
        let written = fs::read_to_string(session.folder.path().join("a file")).unwrap_or_default();
        assert_eq!(written, if editor.is_empty() { "" } else { "written\n" });
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
fn a_hang_up_under_an_open_editor_saves() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let editor = script(folder.path(), "trap '' HUP; echo opened; sleep 3; exit 1\n");
    let run = format!("trap '' HUP; '{}'; true", command().join("' '"));
    let behind_a_shell = ["sh", "-c", &run].map(str::to_owned);
    let visual = format!("sh {}", editor.display());
    let mut session = start_with(&behind_a_shell, |program| program.env("VISUAL", visual));
    session.pty.send("e");
    session.pty.wait_for_text("opened");
    let start = Instant::now();
    session.pty.hang_up();
    session.pty.wait_for_end();
    assert!(session.left().starts_with("HangUp"), "{}", session.left());
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    let text = fs::read_dir(session.folder.path()).expect("the folder of the test");
    assert_eq!(text.count(), 2, "the text being edited is kept beside what was saved");
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
    // As the shell does that takes over.
    session.pty.set_modes(&fresh_modes());
    session.pty.signal(Signal::CONT);
    session.pty.wait_for_text("resumed");
    session.pty.send("x");
    session.pty.wait_for_text("key x");
    session.pty.send("q");
    assert_eq!(session.pty.wait_for_end(), 0);
    session.assert_restored();
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
