//! Edits through the writer: what differs on disk afterwards, and what is refused.

use std::fs;

use aims::domain::kinds::{control, risk, system};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::record::value::Value;
use aims::domain::register::edit::Change;
use aims::store::save::SaveError;
use aims::store::save::history::Step;

use crate::fixture::{Fixture, add, edit, risk_id};

#[test]
fn one_edited_field_is_one_changed_line() {
    let fixture = Fixture::new();
    let path = Fixture::risk_path(0);
    let before = fixture.read(&path);
    let saved = fixture.open().set("R-00000", risk::OWNER, "ana").expect("saved");
    assert_eq!((saved.files, saved.merged.len(), saved.remark), (1, 0, None));
    assert_eq!(fixture.read(&path), before.replace("owner: \"\"", "owner: \"ana\""));
    fixture.assert_clean();
}

#[test]
fn a_file_written_by_hand_keeps_its_hand() {
    let fixture = Fixture::new();
    let text = "// by hand\r\nRisk(title: \"Old\", // the title\r\n  zz_new: {\"a\": 1},\r\n  systems: [\"chat\" /* home */],\r\n)\r\n";
    fixture.write(&Fixture::risk_path(1), text);
    let mut session = fixture.open();
    session.set("R-00001", risk::TITLE, "New").expect("saved");
    assert_eq!(fixture.read(&Fixture::risk_path(1)), text.replace("Old", "New"));
}

#[test]
fn several_files_go_as_one_and_leave_no_journal() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let changes = (0..3)
        .map(|n| session.change(risk_id(n).as_str(), risk::OWNER, "ana"))
        .collect();
    assert_eq!(session.save(edit(changes), Step::Do).expect("saved").files, 3);
    for number in 0..3 {
        assert!(fixture.read(&Fixture::risk_path(number)).contains("owner: \"ana\""));
    }
    fixture.assert_clean();
}

#[test]
fn fields_that_others_changed_stay_and_are_reported() {
    let fixture = Fixture::new();
    let (mut ours, mut theirs) = (fixture.open(), fixture.open());
    theirs.set("R-00000", risk::TITLE, "Theirs").expect("saved");
    let saved = ours.set("R-00000", risk::OWNER, "ana").expect("saved");
    assert_eq!(saved.merged.len(), 1);
    assert_eq!(saved.merged[0].get(risk::TITLE), "Theirs");
    assert_eq!(saved.merged[0].get(risk::OWNER), "ana");
    let text = fixture.read(&Fixture::risk_path(0));
    assert!(text.contains("\"Theirs\"") && text.contains("\"ana\""), "{text}");
}

#[test]
fn changes_of_others_to_the_same_field_are_asked_about() {
    let fixture = Fixture::new();
    let (mut ours, mut theirs) = (fixture.open(), fixture.open());
    theirs.set("R-00001", risk::OWNER, "ben").expect("saved");
    let before = fixture.tree();
    let changes = (0..3)
        .map(|n| ours.change(risk_id(n).as_str(), risk::OWNER, "ana"))
        .collect();
    let Err(SaveError::Clash(clashes)) = ours.save(edit(changes), Step::Do) else {
        panic!("no clash");
    };
    assert_eq!(clashes.len(), 1);
    assert_eq!(
        (clashes[0].id.as_str(), clashes[0].field),
        ("R-00001", risk::OWNER.index())
    );
    assert_eq!(
        (&clashes[0].mine, &clashes[0].theirs),
        (&Value::from("ana"), &Value::from("ben"))
    );
    assert_eq!(fixture.tree(), before, "nothing is written on a clash");
}

#[test]
fn both_wanting_the_same_is_no_clash() {
    let fixture = Fixture::new();
    let (mut ours, mut theirs) = (fixture.open(), fixture.open());
    theirs.set("R-00001", risk::OWNER, "ana").expect("saved");
    assert_eq!(ours.set("R-00001", risk::OWNER, "ana").expect("saved").files, 0);
}

#[test]
fn a_field_changed_twice_in_one_edit_is_seen_from_first_to_last() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let set = |from: &str, to: &str| Change::Set {
        id: risk_id(0),
        field: risk::OWNER.index(),
        from: from.into(),
        to: to.into(),
    };
    session
        .save(edit(vec![set("", "ana"), set("ana", "ben")]), Step::Do)
        .expect("saved");
    assert!(fixture.read(&Fixture::risk_path(0)).contains("owner: \"ben\""));
    assert_eq!(
        session
            .save(edit(vec![set("ben", "x"), set("x", "ben")]), Step::Do)
            .expect("saved")
            .files,
        0
    );
}

#[test]
fn a_file_that_is_gone_or_broken_meanwhile_is_not_written() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    fs::remove_file(fixture.path(&Fixture::risk_path(0))).expect("removed");
    assert!(matches!(
        session.set("R-00000", risk::OWNER, "ana"),
        Err(SaveError::Gone(_))
    ));
    fixture.write(&Fixture::risk_path(1), "<<<<<<< a\n=======\n>>>>>>> b\n");
    let before = fixture.tree();
    let Err(SaveError::Broken(path, problems)) = session.set("R-00001", risk::OWNER, "ana") else {
        panic!("not refused");
    };
    assert!(path.ends_with(Fixture::risk_path(1)) && problems[0].position.line == 1);
    assert_eq!(fixture.tree(), before);
}

#[test]
fn an_id_that_came_from_elsewhere_is_not_taken_over() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let record = Record::new(&risk::KIND, "R-0000z".into()).with(risk::TITLE, "Mine");
    fixture.write("organization/R-0000z.ron", "Risk(title: \"Theirs\")");
    let saved = session.save(edit(vec![add(record)]), Step::Do);
    assert!(matches!(saved, Err(SaveError::Taken(_))));
    assert_eq!(fixture.read("organization/R-0000z.ron"), "Risk(title: \"Theirs\")");
}

#[test]
fn links_on_the_way_are_not_followed() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let outside = fixture.repository.top.join("outside");
    fs::rename(fixture.path("systems/chat"), &outside).expect("moved");
    std::os::unix::fs::symlink(&outside, fixture.path("systems/chat")).expect("a link");
    let before = fs::read_to_string(outside.join("R-00000.ron")).expect("a file");
    assert!(matches!(
        session.set("R-00000", risk::OWNER, "ana"),
        Err(SaveError::Disk(..))
    ));
    assert_eq!(fs::read_to_string(outside.join("R-00000.ron")).expect("a file"), before);
}

#[test]
fn a_record_the_catalogue_implies_gets_its_file_with_its_first_word() {
    let fixture = Fixture::new();
    let before = fixture.tree();
    let mut session = fixture.open();
    session.set("A.6.2.5", control::REASON, "we build").expect("saved");
    assert!(fixture.read("controls/A.6.2.5.ron").contains("\"we build\""));
    session.set("A.6.2.5", control::REASON, "").expect("saved");
    assert_eq!(fixture.tree(), before, "a file of ours that says nothing goes again");
    // A later session knows which files were made here; one that somebody else made stays.
    fixture
        .open()
        .set("A.6.2.5", control::REASON, "we build")
        .expect("saved");
    fixture.open().set("A.6.2.5", control::REASON, "").expect("saved");
    assert_eq!(fixture.tree(), before);
    fixture.write("controls/A.2.2.ron", "Control(\n    reason: \"theirs\",\n)\n");
    fixture.open().set("A.2.2", control::REASON, "").expect("saved");
    assert_eq!(fixture.read("controls/A.2.2.ron"), "Control(\n    reason: \"\",\n)\n");
}

#[test]
fn an_implied_record_whose_file_a_branch_switch_removed_is_written_again() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    session.set("A.6.2.5", control::REASON, "we build").expect("saved");
    fs::remove_file(fixture.path("controls/A.6.2.5.ron")).expect("removed");
    session.set("A.6.2.5", control::OWNER, "ana").expect("saved");
    let text = fixture.read("controls/A.6.2.5.ron");
    assert!(text.contains("\"ana\"") && !text.contains("we build"), "{text}");
}

#[test]
fn texts_that_would_not_read_back_are_refused() {
    let fixture = Fixture::new();
    let before = fixture.tree();
    let mut session = fixture.open();
    for bad in ["a\u{1b}[31mb".to_owned(), "x".repeat(2 << 20)] {
        let saved = session.set("R-00000", risk::TITLE, bad.as_str());
        assert!(matches!(saved, Err(SaveError::Refused(..))), "{saved:?}");
        let record = Record::new(&risk::KIND, "R-0000z".into()).with(risk::TITLE, bad.as_str());
        assert!(matches!(
            session.save(edit(vec![add(record)]), Step::Do),
            Err(SaveError::Refused(..))
        ));
    }
    assert_eq!(fixture.tree(), before);
}

#[test]
fn a_record_goes_only_with_a_file_that_holds_nothing_else() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let record = Record::new(&risk::KIND, "R-0000z".into()).with(risk::SYSTEMS, vec![Id::new("chat")]);
    let made = edit(vec![add(record)]);
    session.save(made.clone(), Step::Do).expect("saved");
    let path = "systems/chat/R-0000z.ron";
    let text = fixture.read(path);
    fixture.write(path, &text.replace("title", "// mind this\n    title"));
    assert!(matches!(
        session.save(made.inverse(), Step::Undo),
        Err(SaveError::Amended(_))
    ));
    fixture.write(path, &text.replace("title: \"\"", "title: \"x\""));
    assert!(matches!(
        session.save(made.inverse(), Step::Undo),
        Err(SaveError::Clash(_))
    ));
    fixture.write(path, &text.replace('\n', "\r\n"));
    session.save(made.inverse(), Step::Undo).expect("saved");
    assert!(!fixture.path(path).exists());
}

#[test]
fn a_newer_format_is_not_written_even_if_it_came_while_running() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let text = fixture.read("aims.ron");
    for newer in [
        text.replace("format: 2", "format: 3"),
        "What(\n    format: 7,\n<<<<".to_owned(),
    ] {
        fixture.write("aims.ron", &newer);
        let before = fixture.tree();
        assert!(matches!(
            session.set("R-00000", risk::OWNER, "ana"),
            Err(SaveError::ReadOnly(_))
        ));
        let mut reopened = fixture.open();
        assert!(reopened.contents.read_only.is_some());
        assert!(matches!(
            reopened.set("R-00000", risk::OWNER, "ana"),
            Err(SaveError::ReadOnly(_))
        ));
        assert_eq!(fixture.tree(), before);
    }
}

#[test]
fn a_new_dossier_is_made_and_modes_are_kept() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let record = Record::new(&system::KIND, "claims".into()).with(system::TITLE, "Claims");
    session.save(edit(vec![add(record)]), Step::Do).expect("saved");
    let path = fixture.path("systems/claims/system.ron");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
    // Only root may give a group it is not in; others keep theirs, which is then what is compared.
    let _ = std::os::unix::fs::chown(&path, None, Some(12));
    let before = fs::metadata(&path).expect("there");
    session.set("claims", system::OWNER, "ana").expect("saved");
    let after = fs::metadata(&path).expect("there");
    assert_eq!(
        (after.mode(), after.gid(), after.uid()),
        (before.mode(), before.gid(), before.uid())
    );
    assert_ne!(after.ino(), before.ino(), "the file was replaced, not written over");
}

#[test]
fn without_git_the_private_folder_ignores_itself() {
    let fixture = Fixture::new();
    fs::remove_dir_all(fixture.repository.top.join(".git")).expect("removed");
    let repository = aims::store::files::repository::Repository::at(&fixture.repository.top);
    assert_eq!(repository.private, repository.root.join(".local"));
    let (mut register, contents) = aims::store::load::open::open(&repository);
    let mut writer = contents.writer(repository.clone(), aims::store::files::disk::Disk::default());
    let change = register
        .change("R-00000", risk::OWNER.field(), "ana".into())
        .expect("fits")
        .expect("differs");
    let edit = edit(vec![change]);
    register.apply(&edit).expect("applies");
    writer
        .save(&aims::store::save::Request::new(&register, edit, Step::Do))
        .expect("saved");
    assert_eq!(
        fs::read_to_string(repository.private.join(".gitignore")).expect("a file"),
        "*\n"
    );
    // A clone may carry a link there; nothing is written through it.
    fs::remove_dir_all(&repository.private).expect("removed");
    std::os::unix::fs::symlink(&fixture.repository.top, &repository.private).expect("a link");
    let change = register
        .change("R-00000", risk::OWNER.field(), "ben".into())
        .expect("fits")
        .expect("differs");
    let edit = crate::fixture::edit(vec![change]);
    register.apply(&edit).expect("applies");
    let saved = writer.save(&aims::store::save::Request::new(&register, edit, Step::Do));
    assert!(matches!(saved, Err(SaveError::Disk(..))), "{saved:?}");
    assert!(!fixture.repository.top.join("lock").exists());
}
