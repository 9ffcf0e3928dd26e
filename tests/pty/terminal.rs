//! The terminal layer on a real pty: keys, frames and what they cost.

use std::fmt::Write as _;
use std::thread;
use std::time::Duration;

use crate::list::start;
use crate::pty::wait;

#[cfg(target_os = "linux")]
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
        assert!(bytes.len() - before <= 170);
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
fn a_message_behind_slow_ones_that_draw_nothing_is_not_forgotten() {
    let mut session = start();
    session.pty.send("s");
    session.pty.wait_for_text("after the slow ones");
}

#[test]
fn a_key_is_drawn_before_more_messages_are_taken() {
    let mut session = start();
    session.pty.send("c");
    session.pty.wait_for_text("drawn after 0 messages");
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
