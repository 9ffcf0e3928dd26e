//! A process that dies in the middle: this test program, started again and killed at each operation or at any moment.

use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use aims::domain::kinds::risk;
use aims::store::files::disk::Disk;
use aims::store::files::repository::Repository;
use aims::store::load::open;
use aims::store::save;
use aims::store::save::history::Step;

use crate::faults::Scene;
use crate::fixture::{Fixture, Session, edit, risk_id};

/// Starts this program again to do one thing in a register.
pub fn start(fixture: &Fixture, task: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "death::child", "--nocapture", "--test-threads=1"]);
    command
        .env("AIMS_TEST_TASK", task)
        .env("AIMS_TEST_TOP", &fixture.repository.top);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn session(top: &Path, disk: Disk) -> (Repository, Session) {
    let repository = Repository::at(top);
    let (register, contents) = open::open_to_write(&repository);
    let writer = contents.writer(repository.clone(), disk);
    let session = Session {
        register,
        contents,
        writer,
    };
    (repository, session)
}

/// A disk at whose operation `at` the process dies as by SIGKILL.
fn deadly(at: u64) -> Disk {
    Disk::with_faults(Arc::new(move |_, count| {
        if count == at {
            let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
        }
        Ok(())
    }))
}

/// What the other tests start in a process of its own; by itself it has nothing to do.
#[test]
fn child() {
    let (Ok(task), Some(top)) = (std::env::var("AIMS_TEST_TASK"), std::env::var_os("AIMS_TEST_TOP")) else {
        return;
    };
    let top = Path::new(&top);
    let parts: Vec<_> = task.split(':').collect();
    let number = |nth: usize| parts[nth].parse::<u64>().expect("a number");
    match parts[0] {
        "recover" => {
            let recovered = save::recover(&Repository::at(top), &deadly(number(1)));
            println!("\ndone {}", recovered.is_ok());
        }
        "edits" => edits(top),
        "people" => crate::people::edit_at_random(top, number(1)),
        "set" => {
            let (_, mut session) = session(top, Disk::default());
            println!(
                "\nresult {:?}",
                session.set("R-00000", risk::OWNER, "ana").map(|saved| saved.files)
            );
        }
        name => {
            let (_, mut session) = session(top, deadly(number(1)));
            let saved = Scene::named(name).act(&mut session);
            println!("\nacknowledged {}", saved.is_ok());
        }
    }
}

fn output(fixture: &Fixture, task: &str) -> String {
    let output = start(fixture, task).output().expect("started");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Lets a save die at each of its operations.
fn die_everywhere(name: &str, stride: usize) {
    let scene = Scene::named(name);
    let (old, new, operations) = scene.undisturbed();
    for at in (0..=operations).step_by(stride) {
        let what = format!("{name} killed at operation {at} of {operations}");
        let fixture = scene.fixture();
        let acknowledged = output(&fixture, &format!("{name}:{at}")).contains("acknowledged true");
        assert_eq!(acknowledged, at == operations, "{what}");
        let mut session = fixture.open();
        let files = |tree: &crate::faults::Tree| {
            let files = tree
                .iter()
                .filter(|(path, text)| text.is_some() && !path.to_string_lossy().contains("aims-tmp"));
            files
                .map(|(path, text)| (path.clone(), text.clone()))
                .collect::<Vec<_>>()
        };
        let found = files(&fixture.tree());
        assert!(
            found == files(&new) || (!acknowledged && found == files(&old)),
            "{what}"
        );
        assert!(
            session.contents.problems.is_empty(),
            "{what}: {:?}",
            session.contents.problems
        );
        session
            .set("T-00000", aims::domain::kinds::action::OWNER, "eve")
            .expect("saved");
        fixture.assert_clean();
    }
}

#[test]
fn a_save_of_one_may_die_anywhere() {
    die_everywhere("single", 1);
}

#[test]
fn a_save_of_three_may_die_anywhere() {
    die_everywhere("three", 1);
}

#[test]
fn a_new_dossier_and_its_undoing_may_die_anywhere() {
    die_everywhere("dossier", 1);
    die_everywhere("undo", 1);
}

#[test]
fn a_recovery_may_die_anywhere() {
    let scene = Scene::named("three");
    let (_, new, operations) = scene.undisturbed();
    let mut deaths = 0;
    for at in (0..operations).rev().step_by(3) {
        for second in 0.. {
            let fixture = scene.fixture();
            output(&fixture, &format!("three:{at}"));
            if !fixture.repository.private.join("journal.json").exists() {
                break;
            }
            let survived = output(&fixture, &format!("recover:{second}")).contains("done true");
            fixture.open();
            assert_eq!(
                fixture.tree().keys().collect::<Vec<_>>(),
                new.keys().collect::<Vec<_>>()
            );
            assert_eq!(fixture.tree(), new, "killed at {at}, then at {second}");
            if survived {
                break;
            }
            deaths += 1;
        }
        if deaths > 40 {
            break;
        }
    }
    assert!(deaths > 10, "only {deaths} recoveries died");
}

/// Saves edit after edit, telling each once it is saved: two of one record, then one of three.
fn edits(top: &Path) {
    let (_, mut session) = session(top, Disk::default());
    let mut out = std::io::stdout();
    let begin = session
        .register
        .get("R-00000")
        .map_or(0, |record| record.get(risk::NOTE).parse().unwrap_or(0u64));
    for number in begin + 1.. {
        let text = number.to_string();
        let changes = if number % 3 == 0 {
            (0..3)
                .map(|nth| session.change(risk_id(nth).as_str(), risk::OWNER, text.as_str()))
                .collect()
        } else {
            Vec::new()
        };
        let note = session.change("R-00000", risk::NOTE, text.as_str());
        let changes = changes.into_iter().chain([note]).collect();
        session.save(edit(changes), Step::Do).expect("saved");
        writeln!(out, "\nsaved {number}")
            .and_then(|()| out.flush())
            .expect("a pipe");
    }
}

#[test]
fn no_acknowledged_edit_is_lost_to_a_kill_at_any_moment() {
    let fixture = Fixture::new();
    let start_time = Instant::now();
    let mut seed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(1, |time| time.subsec_nanos())
        | 1;
    let (mut rounds, mut edits) = (0, 0);
    while start_time.elapsed() < Duration::from_secs(4) {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        let mut child: Child = start(&fixture, "edits").spawn().expect("started");
        let pipe = child.stdout.take().expect("a pipe");
        let (tell, told) = std::sync::mpsc::channel();
        let reader = std::thread::spawn(move || {
            let mut last = 0u64;
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                if let Some(number) = line.strip_prefix("saved ").and_then(|number| number.parse().ok()) {
                    last = number;
                    let _ = tell.send(());
                }
            }
            last
        });
        assert!(
            told.recv_timeout(Duration::from_secs(5)).is_ok(),
            "the child saves something"
        );
        std::thread::sleep(Duration::from_micros(u64::from(seed % 9000)));
        child.kill().expect("killed");
        child.wait().expect("waited for");
        let last = reader.join().expect("read");
        let session = fixture.open();
        assert!(session.contents.problems.is_empty(), "{:?}", session.contents.problems);
        let record = |nth: usize| session.register.get(risk_id(nth).as_str()).expect("there");
        let note: u64 = record(0).get(risk::NOTE).parse().expect("a number");
        assert!(
            note == last || note == last + 1,
            "{last} was acknowledged, {note} is there"
        );
        let owners: Vec<_> = (0..3).map(|nth| record(nth).get(risk::OWNER)).collect();
        let owner = if note < 3 {
            String::new()
        } else {
            (note / 3 * 3).to_string()
        };
        assert!(owners.iter().all(|found| *found == owner), "{owners:?} at {note}");
        (rounds, edits) = (rounds + 1, note);
    }
    fixture.open().set("R-00000", risk::TITLE, "end").expect("saved");
    fixture.assert_clean();
    println!("{rounds} kills among {edits} edits");
    assert!(rounds > 5 && edits > 50, "{rounds} rounds, {edits} edits");
}
