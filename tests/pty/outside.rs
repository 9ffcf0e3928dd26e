//! What others change while the program runs shows by itself: editors, a checkout of another branch, another program.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::fixture::{Fixture, give_away, started};
use crate::pty::{Pty, wait};

/// The program on the treatment, and the file of the action under its cursor.
fn on_an_action(fixture: &Fixture) -> (Pty, PathBuf) {
    let mut pty = started(fixture.program().size(160, 40));
    pty.send("4");
    pty.wait_for_text("1 of 128");
    let row = pty.text();
    let at = row.find("T-").expect("an action");
    let id = row[at..].split_whitespace().next().expect("its id").to_owned();
    (pty, file(fixture, &id))
}

/// The file of a record, by its id.
fn file(fixture: &Fixture, id: &str) -> PathBuf {
    let found = fixture.git(&["ls-files", "--full-name", &format!("*/{id}.ron")]);
    let line = found.lines().next().expect("a file");
    fixture.checkout().join(line)
}

fn with_title(path: &PathBuf, title: &str) -> String {
    let text = fs::read_to_string(path).expect("a file");
    let line = text.lines().find(|line| line.trim_start().starts_with("title:"));
    text.replace(line.expect("a title"), &format!("    title: \"{title}\","))
}

/// Waits until nothing was sent and no thread woke up for a second.
fn wait_for_rest(pty: &Pty) {
    let look = || (pty.written(), pty.effort().1);
    let mut seen = (look(), Instant::now());
    wait(
        "a second without a byte or a wake-up",
        || {
            let now = look();
            if now != seen.0 {
                seen = (now, Instant::now());
            }
            (seen.1.elapsed() > Duration::from_secs(1)).then_some(())
        },
        || pty.text(),
    );
}

#[test]
fn a_file_written_in_place_or_by_rename_shows_and_then_the_program_rests() {
    let fixture = Fixture::new();
    let (pty, path) = on_an_action(&fixture);
    fs::write(&path, with_title(&path, "Written in place")).expect("a file");
    pty.wait_for_text("Written in place");
    pty.wait_for_text("Changed outside: T-");
    let beside = path.with_extension("ron~");
    fs::write(&beside, with_title(&path, "Come by rename")).expect("a file");
    fs::rename(&beside, &path).expect("a rename");
    pty.wait_for_text("Come by rename");
    wait_for_rest(&pty);
}

#[test]
fn own_saves_are_not_reported() {
    let fixture = Fixture::new();
    let (mut pty, _) = on_an_action(&fixture);
    give_away(&mut pty, "zoe");
    fixture.wait_for_diff(&["+    owner: \"zoe\","], &pty);
    wait_for_rest(&pty);
    assert!(pty.text().contains("u to undo"), "{}", pty.text());
    assert!(!pty.text().contains("outside"), "{}", pty.text());
}

#[test]
fn a_file_that_goes_takes_its_record_along_and_one_that_comes_can_be_edited() {
    let fixture = Fixture::new();
    let (mut pty, path) = on_an_action(&fixture);
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    pty.wait_for_text("90 days late 12 ");
    let text = fs::read_to_string(&path).expect("a file");
    fs::remove_file(&path).expect("it goes");
    pty.wait_for_text("90 days late 11 ");
    assert!(fixture.git(&["ls-files", "--deleted"]).contains(&name));
    // It comes back where it would not be put again: the writer is told where it lies.
    let elsewhere = fixture.checkout().join("aims/systems/elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::write(elsewhere.join(format!("{name}.ron")), text).expect("a file");
    pty.wait_for_text("90 days late 12 ");
    pty.send(format!("/{name}\r"));
    pty.wait_for_text("1 of 1 ");
    pty.send("ozoe\t\r");
    wait(
        "the edit in the file that came",
        || {
            let text = fs::read_to_string(elsewhere.join(format!("{name}.ron"))).ok()?;
            text.contains("owner: \"zoe\"").then_some(())
        },
        || pty.text(),
    );
    assert!(!path.exists());
}

#[test]
fn another_branch_under_the_running_program_shows_and_the_cursor_stays() {
    let fixture = Fixture::new();
    let (mut pty, path) = on_an_action(&fixture);
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=ana", "-c", "user.email=ana@example.org"];
        fixture.git(&[&who, arguments].concat())
    };
    let branch = git(&["branch", "--show-current"]).trim().to_owned();
    git(&["checkout", "--quiet", "-b", "other"]);
    pty.wait_for_text("other");
    // More files than are taken one by one, and the record under the cursor among them.
    for line in git(&["ls-files", "aims/*.ron"]).lines() {
        let path = fixture.checkout().join(line);
        let text = fs::read_to_string(&path).expect("a file");
        fs::write(&path, text + "// looked through\n").expect("a file");
    }
    fs::write(&path, with_title(&path, "On the other branch")).expect("a file");
    let count = git(&["diff", "--name-only"]).lines().count();
    assert!(count > 200, "{count} files");
    git(&["commit", "--quiet", "--all", "--message", "all"]);
    pty.wait_for_text("On the other branch");
    git(&["checkout", "--quiet", &branch]);
    pty.wait_for("the record as it was", |screen| {
        !screen.contents().contains("On the other branch")
    });
    git(&["checkout", "--quiet", "other"]);
    pty.wait_for_text("On the other branch");
    pty.wait_for_text(&name);
    pty.send("k");
    pty.wait_for_text("1 of 128");
}

#[test]
fn a_half_written_file_is_not_reported_as_broken() {
    let fixture = Fixture::new();
    let (pty, path) = on_an_action(&fixture);
    let whole = with_title(&path, "Completed in time");
    // The other file is read with the half one: when it shows, that was met. Writing on keeps it young meanwhile.
    let other = fixture.checkout().join("aims/clauses/4.1/q1.ron");
    let text = fs::read_to_string(&other).expect("a file");
    fs::write(&other, text.replace("Operating", "Informal")).expect("a file");
    let shows = || {
        fs::write(&path, &whole[..whole.len() / 2]).expect("half a file");
        pty.text().contains("Changed outside: 4.1/q1").then_some(())
    };
    wait("the other record", shows, || pty.text());
    fs::write(&path, whole).expect("the whole file");
    pty.wait_for_text("Completed in time");
    assert!(!String::from_utf8_lossy(&pty.bytes()).contains("cannot be read"));
    // One that stays half is told.
    fs::write(&path, "Action(").expect("half a file");
    pty.wait_for_text("cannot be read any more");
    pty.wait_for_text("90 days late 11 ");
}

#[test]
fn a_form_keeps_what_is_typed_and_the_rest_of_what_others_wrote() {
    let fixture = Fixture::new();
    let (mut pty, path) = on_an_action(&fixture);
    pty.send("e");
    pty.wait_for_text("Title");
    pty.send(" MINE");
    pty.wait_for_text("MINE");
    let text = fs::read_to_string(&path).expect("a file");
    let owner = text
        .lines()
        .find(|line| line.trim_start().starts_with("owner:"))
        .expect("an owner");
    fs::write(&path, text.replace(owner, "    owner: \"zoe\",")).expect("a file");
    pty.wait_for_text("changed outside while it is open here: Owner");
    pty.send("\x13");
    wait(
        "both on disk",
        || {
            let text = fs::read_to_string(&path).ok()?;
            (text.contains("MINE\"") && text.contains("owner: \"zoe\"")).then_some(())
        },
        || pty.text(),
    );
}

#[test]
fn a_field_that_changed_on_both_sides_of_a_form_is_asked_about() {
    for (answer, title) in [("t", "Theirs"), ("m", "MINE")] {
        let fixture = Fixture::new();
        let (mut pty, path) = on_an_action(&fixture);
        pty.send("e");
        pty.wait_for_text("Title");
        pty.send(" MINE");
        pty.wait_for_text("MINE");
        fs::write(&path, with_title(&path, "Theirs")).expect("a file");
        pty.wait_for_text("changed outside while it is open here: Title");
        pty.send("\x13");
        pty.wait_for_text("Changed on disk");
        pty.send(answer);
        pty.wait_for("the form closed", |screen| {
            !screen.contents().contains("Changed on disk")
        });
        pty.send("q");
        assert_eq!(pty.wait_for_end(), 0);
        let text = fs::read_to_string(&path).expect("a file");
        let line = text.lines().find(|line| line.trim_start().starts_with("title:"));
        assert!(line.is_some_and(|line| line.contains(title)), "{line:?}");
    }
}

#[test]
fn a_checkout_without_the_folder_empties_nothing_and_the_way_back_goes_on() {
    let fixture = Fixture::new();
    let (mut pty, path) = on_an_action(&fixture);
    let (aims, aside) = (fixture.checkout().join("aims"), fixture.checkout().join("aside"));
    fs::rename(&aims, &aside).expect("the folder goes");
    pty.wait_for_text("The folder aims/ is gone");
    pty.wait_for_text("90 days late 12 ");
    let text = with_title(
        &aside.join(path.strip_prefix(&aims).expect("inside")),
        "Changed while away",
    );
    fs::write(aside.join(path.strip_prefix(&aims).expect("inside")), text).expect("a file");
    fs::rename(&aside, &aims).expect("the folder is back");
    pty.wait_for_text("Changed while away");
    pty.send("j");
    pty.wait_for_text("2 of 128");
    fs::write(&path, with_title(&path, "Heard again")).expect("a file");
    pty.wait_for_text("Heard again");
}
