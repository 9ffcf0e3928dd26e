//! The program in use: keys, sizes, looks, the editor, and what is on disk then.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use tempfile::TempDir;

use crate::fixture::{AIMS, Fixture, assert_restored, give_away, make_demo, started};
use crate::pty::{Program, assert_asks_nothing, wait};

#[test]
fn it_starts_with_today_asks_the_terminal_nothing_and_leaves_it_as_it_was() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    pty.wait_for_text("more than 90 days late");
    assert!(pty.screen(vt100::Screen::alternate_screen));
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_restored(&pty);
    assert_asks_nothing(&pty.bytes());
    assert!(fixture.changes().is_empty(), "{:?}", fixture.changes());
}

#[test]
fn an_edit_is_one_changed_line_on_disk() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    give_away(&mut pty, "zoe");
    fixture.wait_for_diff(&["+    owner: \"zoe\","], &pty);
    let changes = fixture.changes();
    assert!(
        changes.len() == 1 && changes[0].starts_with("1\t1\taims/"),
        "{changes:?}"
    );
    pty.send("u");
    wait(
        "the old text",
        || fixture.changes().is_empty().then_some(()),
        || pty.text(),
    );
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
}

#[test]
fn long_text_goes_to_the_editor_and_its_text_to_the_disk() {
    let fixture = Fixture::new();
    let editor = fixture.folder.path().join("editor.sh");
    fs::write(&editor, "printf '\\nFrom the editor.\\n' >> \"$1\"\n").expect("a script");
    let mut pty = started(fixture.program().env("VISUAL", format!("sh {}", editor.display())));
    pty.send("2");
    pty.wait_for_text("Systems");
    pty.send("E");
    pty.wait_for_text("From the editor.");
    pty.send("\x13");
    wait(
        "the text on disk",
        || fixture.git(&["diff"]).contains("From the editor.").then_some(()),
        || pty.text(),
    );
    assert_eq!(fixture.changes().len(), 1);
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
}

#[test]
fn a_resize_storm_ends_in_the_screen_of_the_last_size() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    pty.send("4");
    pty.wait_for_text("31 to 90 days late");
    for n in 0..150 {
        pty.resize(50 + n, 12 + n / 3);
    }
    pty.resize(120, 40);
    let rendered = Command::new(AIMS)
        .args(fixture.arguments())
        .args(["render", "--screen", "treatment", "--size", "120x40"])
        .env("LANG", "C.UTF-8")
        .env("TERM", "xterm-256color")
        .output()
        .expect("the program starts");
    let rendered = String::from_utf8_lossy(&rendered.stdout).into_owned();
    let lines = |text: &str| {
        let lines = text.trim_end().lines().map(|line| line.trim_end().to_owned());
        lines.collect::<Vec<_>>()
    };
    let expected = lines(&rendered);
    assert_eq!(expected.len(), 40);
    wait(
        "the screen as it is rendered",
        || (lines(&pty.text()) == expected).then_some(()),
        || pty.text(),
    );
}

#[test]
fn keys_held_down_all_arrive_and_are_drawn_together() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    pty.send("4");
    pty.wait_for_text("1 of 128");
    let before = pty.written();
    pty.send("j".repeat(100));
    pty.wait_for_text("101 of 128");
    let frame = 80 * 24 * 4;
    assert!(pty.written() - before < 2 * frame, "{}", pty.written() - before);
    pty.send("j".repeat(200));
    pty.wait_for_text("128 of 128");
}

/// The parameters of every sequence that sets how text looks.
fn looks(bytes: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut found = Vec::new();
    for piece in text.split("\x1b[").skip(1) {
        let end = piece.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(piece.len());
        if piece[end..].starts_with('m') {
            let parameters = piece[..end].split([';', ':']);
            found.extend(parameters.map(|number| number.parse::<u16>().unwrap_or(0)));
        }
    }
    found
}

#[test]
fn without_colour_no_colour_is_sent_and_the_cursor_still_shows() {
    let fixture = Fixture::new();
    let mut pty = started(fixture.program().env("NO_COLOR", "1"));
    for screen in '1'..='8' {
        pty.send(screen.to_string());
        pty.wait_for_text(&screen.to_string());
    }
    pty.send("4");
    pty.wait_for_text("1 of 128");
    let looks = looks(&pty.bytes());
    let colours: Vec<_> = looks
        .iter()
        .filter(|number| matches!(number, 30..=38 | 40..=48 | 90..=107))
        .collect();
    assert!(colours.is_empty(), "{colours:?}");
    assert!(looks.contains(&7) && looks.contains(&1), "{looks:?}");
    let mut coloured = fixture.open();
    coloured.send("4");
    coloured.wait_for_text("1 of 128");
    assert!(
        self::looks(&coloured.bytes()).contains(&38),
        "colours are sent otherwise"
    );
}

#[test]
fn where_there_is_no_terminal_it_prints_what_needs_attention() {
    let printed = Fixture::new().printed();
    assert!(
        printed.starts_with("Meridian Health") && printed.contains("12 more than 90 days late"),
        "{printed}"
    );
    assert!(!printed.contains('\x1b'), "{printed:?}");
}

#[test]
fn a_file_broken_by_hand_is_reported_and_never_written() {
    let fixture = Fixture::new();
    let file = fixture.checkout().join("aims/method.ron");
    fs::write(&file, "Method(").expect("a file");
    let mut pty = fixture.open();
    pty.wait_for_text("cannot be read");
    pty.send("4ozoe\t\rqq");
    assert_eq!(pty.wait_for_end(), 0);
    assert_eq!(fs::read_to_string(&file).expect("the file"), "Method(");
    assert_eq!(fixture.changes().len(), 2);
}

#[test]
fn a_demo_inside_another_repository_leaves_that_alone() {
    let folder = TempDir::new().expect("a folder");
    let git = |arguments: &[&str]| {
        let output = Command::new("git").current_dir(folder.path()).args(arguments).output();
        String::from_utf8_lossy(&output.expect("git starts").stdout).into_owned()
    };
    git(&["init", "--quiet"]);
    fs::write(folder.path().join("mine"), "not to be committed").expect("a file");
    // A git that makes no repository although it says so, as when the folder is swept meanwhile.
    let path = std::env::var("PATH").expect("a path");
    let fake = folder.path().join("bin/git");
    fs::create_dir(folder.path().join("bin")).expect("a folder");
    let script = format!("#!/bin/sh\ncase \"$*\" in *init*) exit 0;; esac\nPATH='{path}' exec git \"$@\"\n");
    fs::write(&fake, script).expect("a file");
    fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).expect("a mode");
    let bin = format!("{}:{path}", folder.path().join("bin").display());
    let made = make_demo(&folder.path().join("demo")).env("PATH", bin).output();
    assert!(made.expect("the program starts").status.success());
    assert_eq!(git(&["log", "--all", "--format=%s"]), "");
    assert!(git(&["status", "--short"]).contains("?? mine"));
}

#[test]
fn opening_starts_no_git_and_a_history_is_read_when_it_is_asked_for() {
    let fixture = Fixture::new();
    let path = std::env::var("PATH").expect("a PATH");
    let git = std::env::split_paths(&path).map(|folder| folder.join("git"));
    let git = git.into_iter().find(|git| git.is_file()).expect("git is installed");
    // A git that leaves a trace.
    let (folder, trace) = (fixture.folder.path().join("bin"), fixture.folder.path().join("trace"));
    fs::create_dir(&folder).expect("a folder");
    let script = format!(
        "#!/bin/sh\necho >> '{}'\nexec '{}' \"$@\"\n",
        trace.display(),
        git.display()
    );
    fs::write(folder.join("git"), script).expect("a script");
    fs::set_permissions(folder.join("git"), fs::Permissions::from_mode(0o755)).expect("a mode");
    let path = format!("{}:{path}", folder.display());
    let mut pty = started(fixture.program().env("PATH", path));
    pty.send("2");
    pty.wait_for_text("Claims triage");
    assert!(!trace.exists(), "the register is read without git");
    pty.send("H");
    pty.wait_for_text("History of");
    pty.wait_for_text("created");
    assert!(trace.exists());
    pty.send("qq");
    assert_eq!(pty.wait_for_end(), 0);
    assert_restored(&pty);
}

#[test]
fn a_file_of_the_repository_becomes_evidence_with_its_hash() {
    let fixture = Fixture::new();
    fs::write(fixture.checkout().join("docs/board-autumn.md"), "agreed\n").expect("a file");
    let mut pty = fixture.open();
    pty.send("8");
    // The demo has a file that changed after it was attached, which is seen without a key.
    pty.wait_for_text("Gone or changed");
    pty.send("5");
    pty.wait_for_text("A.2.2");
    pty.send("V");
    pty.wait_for_text("Evidence: attach");
    pty.send("board-autumn");
    pty.wait_for_text("docs/board-autumn.md");
    pty.send("\r");
    pty.wait_for_text("Board autumn to A.2.2");
    let hash = aims::domain::sha256::of(b"agreed\n");
    let written = || {
        let status = fixture.git(&["status", "--porcelain", "aims/evidence"]);
        let path = status.lines().find_map(|line| line.strip_prefix("?? "))?;
        let text = fs::read_to_string(fixture.checkout().join(path)).ok()?;
        (text.contains(&hash) && text.contains("docs/board-autumn.md")).then_some(())
    };
    wait("the evidence on disk", written, || pty.text());
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
}

#[test]
fn the_months_are_read_from_git_while_the_page_is_open() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    pty.wait_for_text("above the appetite");
    pty.send("T");
    pty.wait_for_text("as it is now");
    // The demo was begun eight months before the day of the test.
    pty.wait_for_text("9 months");
    pty.send("g");
    pty.wait_for_text("31 March 2026, commit");
    pty.send("q");
    pty.wait_for_text("more than 90 days late");
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_restored(&pty);
}

#[test]
fn a_recorded_sitting_is_played_again_on_a_copy() {
    let fixture = Fixture::new();
    let (file, copy) = (
        fixture.folder.path().join("sitting"),
        fixture.folder.path().join("copy"),
    );
    let copied = Command::new("cp").arg("-a").args([&fixture.checkout(), &copy]).status();
    assert!(copied.expect("cp starts").success());
    let mut arguments = fixture.arguments();
    arguments.extend([
        "--record-typed".into(),
        "--record".into(),
        file.clone().into_os_string(),
    ]);
    let mut pty = started(fixture.at_home(Program::new(AIMS).args(arguments)));
    give_away(&mut pty, "zoe");
    fixture.wait_for_diff(&["+    owner: \"zoe\","], &pty);
    pty.send("q");
    pty.wait_for_text("What this session changed");
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    let play = || {
        Command::new(AIMS)
            .arg("--dir")
            .arg(&copy)
            .arg("--replay")
            .arg(&file)
            .output()
    };
    let played = play().expect("the program starts");
    let screen = String::from_utf8_lossy(&played.stdout);
    assert!(played.status.success() && screen.contains("zoe"), "{screen}");
    let tree = Command::new("diff")
        .arg("-r")
        .arg(fixture.checkout().join("aims"))
        .arg(copy.join("aims"))
        .status();
    assert!(tree.expect("diff starts").success());
    let refused = play().expect("the program starts");
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && told.contains("began with other files"),
        "{told}"
    );
}
