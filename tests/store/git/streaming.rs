//! A long history comes in parts, and can be left in the middle.

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use aims::git::child::Stop;
use aims::git::program::Refusal;
use aims::git::record::history;
use aims::store::codec;

use super::fixture::{Fixture, PATH, a_risk, subject};

const COMMITS: usize = 2000;

/// A repository in which one risk was changed 2,000 times, brought in at once.
fn long() -> Fixture {
    let fixture = Fixture::new();
    let mut stream = String::new();
    for nth in 0..COMMITS {
        let text = codec::write(&a_risk(&[("title", "Leak"), ("owner", &format!("person-{nth}"))]));
        let (seconds, size) = (1_700_000_000 + nth, text.len());
        let _ = write!(
            stream,
            "commit refs/heads/main\nauthor Ana <a@b> {seconds} +0000\ncommitter Ana <a@b> {seconds} +0000\n\
             data 6\nChange\nM 100644 inline aims/{PATH}\ndata {size}\n{text}\n"
        );
    }
    let mut import = Command::new("git")
        .current_dir(fixture.top())
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("git starts");
    import
        .stdin
        .take()
        .expect("a pipe")
        .write_all(stream.as_bytes())
        .expect("writes");
    assert!(import.wait().expect("ends").success());
    fixture
}

#[test]
fn the_first_part_comes_while_git_still_runs_and_the_last_is_the_oldest() {
    let fixture = long();
    let now = a_risk(&[("title", "Leak"), ("owner", "person-1999")]);
    let stop = Stop::default();
    let (mut batches, mut rows, mut running) = (Vec::new(), Vec::new(), Vec::new());
    history(&fixture.repository(), &subject(&now, PATH), &stop, |batch| {
        batches.push(batch.versions);
        running.push(stop.running().len());
        rows.extend(batch.rows);
        ControlFlow::Continue(())
    })
    .expect("a history");
    assert_eq!(
        batches[..4],
        [0, 1, 3, 7],
        "what there is already does not wait for more"
    );
    assert_eq!(batches.last(), Some(&COMMITS));
    assert!(batches.windows(2).skip(1).all(|pair| pair[1] - pair[0] <= 128));
    assert!(running[1] >= 2, "log and cat-file run while the first version is told");
    assert_eq!(rows.len(), COMMITS);
    assert!(stop.running().is_empty());
}

#[test]
fn who_has_seen_enough_ends_it() {
    let fixture = long();
    let now = a_risk(&[("title", "Leak"), ("owner", "person-1999")]);
    let stop = Stop::default();
    let mut seen = 0;
    let ended = history(&fixture.repository(), &subject(&now, PATH), &stop, |batch| {
        seen = batch.versions;
        if seen > 10 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!((ended, seen), (Ok(()), 15));
    assert!(stop.running().is_empty(), "nothing is left running");
}

#[test]
fn stopping_from_another_thread_kills_git_in_the_middle() {
    let fixture = long();
    let now = a_risk(&[("title", "Leak"), ("owner", "person-1999")]);
    let stop = Stop::default();
    let (first, wait) = mpsc::channel();
    let (go, gone) = mpsc::channel::<()>();
    let reader = {
        let (stop, repository) = (stop.clone(), fixture.repository());
        thread::spawn(move || {
            let mut seen = 0;
            let ended = history(&repository, &subject(&now, PATH), &stop, |batch| {
                seen = batch.versions;
                if seen == 1 {
                    let _ = first.send(());
                    // It is stopped while it waits here.
                    let _ = gone.recv();
                }
                ControlFlow::Continue(())
            });
            (ended, seen)
        })
    };
    wait.recv().expect("a first version");
    let processes = stop.running();
    assert!(!processes.is_empty());
    stop.now();
    drop(go);
    let (ended, seen) = reader.join().expect("ends");
    assert_eq!(ended, Err(Refusal::Stopped));
    assert!(seen < COMMITS);
    assert!(stop.running().is_empty());
    for process in processes {
        assert!(
            !std::path::Path::new(&format!("/proc/{process}")).exists(),
            "{process} is gone"
        );
    }
    let again = history(&fixture.repository(), &subject(&a_risk(&[]), PATH), &stop, |_| {
        ControlFlow::Continue(())
    });
    assert_eq!(again, Err(Refusal::Stopped), "what was stopped starts nothing");
}
