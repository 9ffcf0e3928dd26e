//! A sitting of the workbench on the demo, with its threads and its files, recorded and played on a copy.

use std::fs::File;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::*;
use crate::app::environment::key::Key;
use crate::app::screens;
use crate::cli::OpenAt;
use crate::cli::commands::demo;
use crate::cli::workbench::Workbench;
use crate::cli::workbench::kept::Kept;
use crate::cli::workbench::recording::{FORMAT, LAST, crash_report};
use crate::store::files::lock;
use crate::term::{self, Channel, Event, Program, Request};

fn global() -> Global {
    Global {
        dir: None,
        today: chrono::NaiveDate::from_ymd_opt(2026, 11, 23),
        ascii: false,
        colour: None,
        light: false,
    }
}

/// A workbench on the demo in a folder, beside a copy of it, and what was on its screen before each key.
struct Sitting {
    folder: TempDir,
    workbench: Workbench,
    channel: Channel<crate::cli::workbench::Report>,
    frames: Vec<String>,
}

impl Sitting {
    fn new(typed: bool) -> Self {
        let folder = TempDir::new().expect("a folder");
        let (top, copy) = (folder.path().join("demo"), folder.path().join("copy"));
        std::fs::create_dir(&top).expect("a folder");
        demo::make(&top, global().today.expect("a day")).expect("the demo");
        let copied = Command::new("cp").arg("-a").args([&top, &copy]).status();
        assert!(copied.expect("cp starts").success());
        let channel = Channel::new().expect("a pipe");
        let repository = Repository::at(&top);
        let kept = Kept::within(Some(&folder.path().join("state")), &repository.root, "Ana");
        let mut workbench = Workbench::new(global(), OpenAt::default(), repository, channel.sender());
        workbench.kept = kept;
        let file = folder.path().join("recording");
        workbench.record(&file, typed).expect("a recording");
        workbench.load();
        let mut sitting = Self {
            folder,
            workbench,
            channel,
            frames: Vec::new(),
        };
        sitting.wait_until_idle();
        sitting
    }

    fn handle(&mut self, event: Event<crate::cli::workbench::Report>) {
        for request in self.workbench.handle(event) {
            match request {
                Request::Copy(_) => self.handle(Event::Copied(Ok(()))),
                Request::Edit { text, .. } => self.handle(Event::Edited(Ok(Some(format!("{text} wombat"))))),
                Request::Open(_) => self.handle(Event::Opened(Ok(()))),
                Request::Suspend | Request::Redraw | Request::Quit => {}
            }
        }
        self.draw();
    }

    fn draw(&mut self) -> String {
        let size = term::size();
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, size.width, size.height));
        self.workbench.draw(&mut buffer);
        text::text(&buffer)
    }

    /// Waits until nothing comes any more and nothing is on its way.
    fn wait_until_idle(&mut self) {
        let mut quiet = Instant::now();
        while quiet.elapsed() < Duration::from_millis(4) || self.is_busy() {
            if let Some(message) = self.channel.message() {
                self.handle(Event::Message(message));
            } else if self.workbench.app.has_to_prepare() {
                self.handle(Event::Tick);
            } else {
                thread::sleep(Duration::from_millis(1));
                continue;
            }
            quiet = Instant::now();
        }
    }

    fn is_busy(&self) -> bool {
        let app = &self.workbench.app;
        app.sync.loading.is_some() || !app.edits.unsaved.saving.is_empty()
    }

    fn key(&mut self, key: Key) {
        let frame = self.draw();
        self.frames.push(frame);
        self.handle(Event::Key(key));
        self.wait_until_idle();
    }

    fn press(&mut self, keys: &str) {
        for word in keys.split_whitespace() {
            match word.strip_prefix('\'').filter(|text| !text.is_empty()) {
                Some(text) => text.replace('_', " ").chars().for_each(|c| self.key(Key::char(c))),
                None => self.key(word.parse().expect("a key")),
            }
        }
    }

    /// Ends it and returns what was recorded.
    fn end(&mut self) -> String {
        let channel = &mut self.channel;
        self.workbench.leave(term::Leaving::Quit, &mut || channel.message());
        std::fs::read_to_string(self.folder.path().join("recording")).expect("a recording")
    }

    /// Plays a recording on the copy and compares the screens before each key and the files at the end.
    fn assert_replays(&self, recording: &str) {
        let copy = Repository::at(&self.folder.path().join("copy"));
        let root = copy.root.clone();
        let lines = recording
            .lines()
            .skip(1)
            .map(|line| ron::from_str::<Line>(line).expect("a line"));
        let mut lines: VecDeque<_> = lines.collect();
        let (mut frames, mut last) = (self.frames.iter(), None);
        let played = play(&global(), copy, recording, |_, buffer| {
            let next = std::iter::from_fn(|| lines.pop_front()).find(|line| !line.undrawn);
            if let Some(
                line @ Line {
                    what: Recorded::Key(_) | Recorded::Choose(_),
                    ..
                },
            ) = next
            {
                let frame = frames.next().expect("a frame");
                assert_same(frame, &text::text(buffer), last.as_ref(), &line);
                last = Some(line);
            }
            Ok(())
        })
        .expect("plays");
        assert_eq!(played.doubts(&root).expect("files"), Vec::<String>::new());
        assert_eq!(frames.next(), None, "every key was played");
        let top = self.folder.path().join("demo/aims");
        assert_eq!(digest(&top).expect("files"), digest(&root).expect("files"));
    }
}

/// Fails when the screen before a key is another one than it was.
fn assert_same(live: &str, played: &str, before: Option<&Line>, next: &Line) {
    assert!(
        live == played,
        "after {before:?}, before {next:?}:\n{live}\n\nplayed:\n{played}"
    );
}

#[test]
fn a_sitting_over_all_screens_replays_to_the_same_screens_and_files() {
    let mut sitting = Sitting::new(true);
    for screen in screens::SCREENS {
        sitting.press(&format!(
            ": '{} enter j j enter tab k esc",
            screen.show.name.replace(' ', "_")
        ));
    }
    sitting.press("3 j e 'zebra ctrl-s u U 4 n 'Count_the_wombats ctrl-s o 'zoe enter");
    sitting.press("4 / 'owner:ana enter j space d '+1w enter 'late enter esc u 2 E H esc R");
    sitting.press("6 enter 3 2 esc 7 } { enter esc T esc ? esc y 8 V 'read enter esc");
    let recording = sitting.end();
    assert!(recording.contains("Saved("));
    sitting.assert_replays(&recording);
}

#[test]
fn a_masked_sitting_in_which_nothing_typed_matters_replays_to_the_same_screens_and_files() {
    let mut sitting = Sitting::new(false);
    sitting.press("1 j enter esc 2 G H esc 3 j T esc 4 s down enter j x 'xxxx enter u j 6 enter 3 2 1 esc u");
    sitting.press(": down down enter esc j 9 j 7 } {");
    let recording = sitting.end();
    sitting.assert_replays(&recording);
    let report = crash_report().expect("a report");
    let path = report
        .split_whitespace()
        .find(|word| word.contains("aims-crash"))
        .expect("a path");
    let report = std::fs::read_to_string(path).expect("a file");
    std::fs::remove_file(path).expect("goes");
    let (header, lines) = report.split_once('\n').expect("lines");
    assert_eq!(ron::from_str::<Header>(header).expect("a header").files, None);
    assert!((1..=LAST).contains(&lines.lines().count()));
    let last = lines.lines().last().map(ron::from_str::<Line>);
    assert!(matches!(last, Some(Ok(_))), "{last:?}");
}

#[test]
fn a_save_that_was_refused_is_refused_when_it_is_played() {
    let mut sitting = Sitting::new(true);
    let repository = Repository::at(&sitting.folder.path().join("demo"));
    let lock = lock::take(&repository, &Disk::default()).expect("the lock");
    sitting.press("4 s down enter j x 'xxxx enter j");
    drop(lock);
    let recording = sitting.end();
    assert!(recording.contains("SaveRefused(") && !recording.contains("Saved("));
    sitting.assert_replays(&recording);
}

#[test]
fn a_recording_on_a_full_disk_says_so_and_plays_up_to_its_last_whole_line() {
    let mut sitting = Sitting::new(true);
    sitting.press("3 j");
    let full = File::options().write(true).open("/dev/full").expect("a device");
    sitting.workbench.recording.output.as_mut().expect("a file").file = full;
    sitting.press("j");
    assert!(sitting.draw().contains("The recording ends early"));
    let recording = sitting.end() + "(at:1,what:Ke";
    let told = sitting.workbench.farewell().unwrap_or_default();
    assert!(told.contains("No space left"), "{told}");
    let (whole, is_cut) = whole_lines(&recording);
    assert!(is_cut && whole.len() < recording.len());
    sitting.frames.truncate(2);
    sitting.assert_replays(whole);
}

#[test]
fn a_recording_replaces_no_file_and_lies_outside_the_register() {
    let mut sitting = Sitting::new(false);
    let refused = |workbench: &mut Workbench, path: &Path| {
        let refused = workbench.record(path, false);
        refused.expect_err("is refused").to_string()
    };
    let (taken, within) = (
        sitting.folder.path().join("recording"),
        sitting.folder.path().join("demo/aims/new"),
    );
    let told = refused(&mut sitting.workbench, &taken);
    assert!(told.contains("recording is there already"), "{told}");
    let told = refused(&mut sitting.workbench, &within);
    assert!(told.contains("would lie in the register"), "{told}");
    let told = refused(&mut sitting.workbench, Path::new("/nowhere/file"));
    assert!(told.contains("/nowhere/file cannot be written: No such file"), "{told}");
    assert!(!within.exists());
}

#[test]
fn a_recording_that_cannot_be_played_is_refused_with_the_place() {
    let header = |size: &str, format: u32| {
        format!(
            "(format:{format},version:\"0.1.0\",now:\"2026-11-23T09:00:00\",who:\"Ana\",branch:None,seed:1,size:{size},files:Some(\"x\"))\n"
        )
    };
    let told = |recording: &str| read(recording).map(|_| ()).expect_err(recording).to_string();
    let good = header("(80,24)", FORMAT);
    assert!(read(&good).is_ok());
    let foreign = told("hello\n");
    assert!(foreign.contains("no recording of aims: line 1, column 1"), "{foreign}");
    assert!(told(&header("(80,24)", 99)).contains("format 99"));
    let line = "(at:1,what:Key((code:Char('j'),ctrl:false,alt:false)))\n";
    let wrong = told(&format!("{good}(at:1,what:Wrong)\n{line}"));
    assert!(wrong.starts_with("Line 2, column 12"), "{wrong}");
    assert!(
        wrong.contains("`Wrong`") && wrong.contains("Expected is a line"),
        "{wrong}"
    );
    let far = format!("{good}(at:9223372036854775807,what:Loading)\n");
    assert!(told(&far).starts_with("Line 2 cannot be played"), "{}", told(&far));
    for beyond in ["Tick(4294967295,false)", "Resize(65535,65535)"] {
        let line = format!("{good}(at:1,what:{beyond})\n");
        assert!(told(&line).starts_with("Line 2 cannot be played"), "{}", told(&line));
    }
    assert!(told(&format!("{}(at:1,what:Loading)\n", header("(65535,65535)", FORMAT))).contains("cannot be played"));
}

#[test]
fn a_replay_says_that_another_program_wrote_during_the_sitting() {
    let mut sitting = Sitting::new(true);
    sitting.press("j");
    let name = |folder: &str| sitting.folder.path().join(folder).join("aims.ron");
    let written = std::fs::read_to_string(name("demo/aims")).expect("a file") + "// another\n";
    std::fs::write(name("demo/aims"), written).expect("writes");
    let recording = sitting.end();
    let copy = Repository::at(&sitting.folder.path().join("copy"));
    let root = copy.root.clone();
    let played = play(&global(), copy, &recording, |_, _| Ok(())).expect("plays");
    let doubts = played.doubts(&root).expect("files");
    assert!(
        doubts.len() == 1 && doubts[0].contains("others than at the end of the sitting"),
        "{doubts:?}"
    );
}
