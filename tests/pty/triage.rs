//! The triage on a real terminal: everything overdue decided by keys alone, named, undone and redone.

use std::collections::BTreeSet;

use crate::fixture::{Fixture, started};

/// How many edits the sitting has: ten at once, then one by one.
const BULK: usize = 10;

/// The ids of the records whose files differ from the last commit, new ones included.
fn changed(fixture: &Fixture) -> BTreeSet<String> {
    let status = fixture.git(&["status", "--porcelain", "--untracked-files=all"]);
    let stem = |line: &str| Some(line.rsplit('/').next()?.strip_suffix(".ron")?.to_owned());
    status.lines().filter_map(stem).collect()
}

/// The ids that begin a line of the summary on the screen.
fn told(screen: &vt100::Screen) -> BTreeSet<String> {
    let words = |line: &str| {
        let mut words = line
            .split_whitespace()
            .filter(|word| word.chars().all(|c| c.is_ascii_graphic()));
        words.next().map(str::to_owned)
    };
    let text = screen.contents();
    let first = text.lines().filter_map(words);
    first
        .filter(|word| ["T-", "R-", "E-"].iter().any(|kind| word.starts_with(kind)))
        .collect()
}

/// How many actions the headings of the groups count.
fn left(screen: &vt100::Screen) -> usize {
    let text = screen.contents();
    let counted = |line: &str| {
        // What is late though its risk is accepted stands in a group of its own.
        let (_, after) = line
            .split_once("days late ")
            .or_else(|| line.split_once("accepted for now "))?;
        after.split_whitespace().next()?.parse::<usize>().ok()
    };
    text.lines().filter(|line| line.contains('─')).filter_map(counted).sum()
}

fn saved(screen: &vt100::Screen) -> bool {
    let text = screen.contents();
    !text.contains("saving") && !text.contains("NOT SAVED")
}

#[test]
fn everything_overdue_is_decided_summarised_undone_and_redone_by_keys() {
    let fixture = Fixture::new();
    let mut pty = started(fixture.program().size(120, 200));
    pty.send("4/is:overdue is:open\r");
    pty.wait_for("the overdue ones", |screen| {
        screen.contents().contains("is:overdue is:open ─") && left(screen) >= 60
    });
    let all = pty.screen(left);
    pty.send("jj");
    pty.send(" ".repeat(BULK));
    pty.wait_for_text(&format!("{BULK} marked"));
    pty.send("cmerged into one\r");
    pty.wait_for_text("as one edit");
    pty.send("y");
    pty.wait_for("the bulk", |screen| left(screen) == all - BULK && saved(screen));
    let mut edits = 1;
    // Some are handed on, noted or blocked first; these stay, and are decided on in the end like the others.
    for way in ["ozoe\t\r", "ntalked through in the weekly\r", "bthe vendor\r"] {
        pty.send("G");
        pty.send(way);
        pty.wait_for_text("(u to undo)");
        pty.wait_for("saved", saved);
        edits += 1;
    }
    pty.send("gg");
    pty.send("azoe\t\rthe rest is small\r+6m\r");
    pty.wait_for_text("above the appetite");
    pty.send("y");
    pty.wait_for("accepted", |screen| {
        screen.contents().contains("accept risk") && saved(screen)
    });
    edits += 1;
    for at in (0..all - BULK).rev() {
        pty.send(["x\r", "d+1m\rthe vendor is late\r", "cno longer needed\r"][at % 3]);
        edits += 1;
        if at == 0 {
            pty.wait_for_text("Nothing matches");
        } else {
            pty.wait_for("the next one", |screen| left(screen) == at);
        }
    }
    pty.wait_for("saved", saved);
    let after = fixture.git(&["diff"]);
    pty.send("W");
    let different = changed(&fixture);
    let figures = format!("{} records changed, 0 new", different.len());
    pty.wait_for("a summary that tells what the diff tells", |screen| {
        screen.contents().contains(&figures) && told(screen) == different
    });
    pty.send("\x1b");
    pty.wait_for("the list", |screen| !screen.contents().contains("What this session"));
    // As fast as they come: nothing of it waits for the disk.
    pty.send("u".repeat(edits));
    pty.wait_for("all undone", |screen| left(screen) == all && saved(screen));
    assert_eq!(fixture.git(&["status", "--porcelain"]), "");
    pty.send("U".repeat(edits));
    pty.wait_for("all made again", |screen| {
        screen.contents().contains("Nothing matches") && saved(screen)
    });
    assert!(fixture.git(&["diff"]) == after, "made again as it was");
}
