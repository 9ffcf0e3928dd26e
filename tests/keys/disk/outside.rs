//! What others change comes in, and nothing under the hands moves for it.

use aims::app::dialogs::ShownRecord;
use std::path::{Path, PathBuf};

use aims::app::environment::effect::Taken;
use aims::app::notices::Tone;
use aims::domain::kinds::answer::{self, State};
use aims::domain::kinds::{action, risk};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::store::load::{FileProblem, FileProblemKind};
use aims::store::watch::{Changed, News};

use crate::bench::{Bench, states};
use crate::disk::others::{all, done, files, loaded, on_disk, path, record, remove, whole, write};

#[test]
fn a_record_others_wrote_shows_and_cursor_and_marks_stay() {
    let mut bench = on_disk();
    bench.press("4 space j j");
    let (at, marked) = (bench.at(), bench.list().marked());
    assert!(marked == 1 && at != "T-00001");
    let theirs = done(record(&bench, "T-00001")).with(action::OWNER, "zoe");
    assert_eq!(write(&mut bench, theirs), Taken::default());
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
    assert_eq!(bench.at(), at);
    assert!(!bench.rows().contains(&"T-00001".to_owned()));
    assert_eq!(bench.list().marked(), marked, "a mark means its record, shown or not");
    assert_eq!(bench.notice(), (Tone::Done, "Changed outside: T-00001"));
}

#[test]
fn derived_values_of_a_changed_record_are_recomputed() {
    let mut bench = on_disk();
    bench.press("4");
    let before = bench.rows();
    let score = record(&bench, "R-00001").value(risk::INHERENT.index()).clone();
    let worst = record(&bench, "R-00003").with(risk::CURRENT, score);
    write(&mut bench, worst);
    let mut fresh = Bench::sample();
    fresh.app.register.put(record(&bench, "R-00003"));
    fresh.app.refresh_all();
    fresh.press("4");
    assert_eq!(bench.rows(), fresh.rows());
    assert_eq!(before.len(), fresh.rows().len());
}

#[test]
fn a_saved_record_read_back_is_not_announced() {
    let mut bench = on_disk();
    bench.press("4 o 'zoe down enter");
    bench.app.take_dirty();
    let said = bench.notice().1.to_owned();
    let same = record(&bench, "T-00001");
    assert_eq!(write(&mut bench, same), Taken::default());
    assert!(!bench.app.is_dirty());
    assert_eq!(bench.notice().1, said);
}

#[test]
fn a_file_of_its_own_new_record_is_only_learnt() {
    let mut bench = on_disk();
    let path = bench.app.sync.paths.remove(&Id::new("T-00001")).expect("a path");
    bench.app.take_dirty();
    let new = record(&bench, "T-00001");
    let changed = files(vec![loaded(path.to_path_buf(), Some(new.clone()))]);
    let taken = bench.outside(News::Files(changed), &[]);
    assert_eq!(taken.learnt, [(new.id().clone(), path)]);
    assert!(!bench.app.is_dirty() && bench.app.notices.current().is_none());
}

#[test]
fn a_reading_that_a_save_overtook_is_asked_for_again_and_turns_nothing_back() {
    let mut bench = on_disk();
    let old = record(&bench, "T-00001");
    bench.press("4 o 'zoe down enter");
    let path = path(&bench, "T-00001");
    let taken = bench.outside(News::Files(files(vec![loaded(path.clone(), Some(old))])), &["T-00001"]);
    assert_eq!(taken.again, std::slice::from_ref(&path));
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
    let gone = Changed {
        gone: vec![path.clone()],
        ..Changed::default()
    };
    assert_eq!(bench.outside(News::Files(gone), &["T-00001"]).again, [path]);
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
}

#[test]
fn a_file_that_goes_takes_its_record_and_an_implied_one_says_nothing_again() {
    let mut bench = on_disk();
    bench.press("4 j");
    remove(&mut bench, "T-00001");
    assert!(bench.app.register.get("T-00001").is_none());
    assert!(!bench.rows().contains(&"T-00001".to_owned()));
    let id = "4.1/q1";
    let answered = record(&bench, id).with(answer::STATE, State::Informal);
    write(&mut bench, answered);
    assert_eq!(bench.value(id, "state"), "informal");
    bench
        .app
        .sync
        .paths
        .insert(Id::new(id), Path::new("clauses/4.1/q1.ron").into());
    remove(&mut bench, id);
    assert_eq!(bench.value(id, "state"), "");
}

#[test]
fn a_folder_that_goes_takes_what_is_known_in_it() {
    let mut bench = on_disk();
    let gone = vec![PathBuf::from("systems/chat")];
    let inside: Vec<_> = bench
        .app
        .sync
        .paths
        .iter()
        .filter(|(_, path)| path.starts_with(&gone[0]))
        .collect();
    let inside: Vec<_> = inside.into_iter().map(|(id, _)| id.clone()).collect();
    assert!(inside.len() > 2);
    let changed = Changed {
        gone,
        ..Changed::default()
    };
    bench.outside(News::Files(changed), &[]);
    assert!(inside.iter().all(|id| bench.app.register.get(id.as_str()).is_none()));
    assert!(bench.notice().1.contains("more"), "{}", bench.notice().1);
}

#[test]
fn an_error_on_screen_stays_and_later_notices_go_to_the_log() {
    let mut bench = on_disk();
    bench.app.warn("The disk is full.");
    let theirs = done(record(&bench, "T-00001"));
    write(&mut bench, theirs);
    assert_eq!(bench.notice(), (Tone::Error, "The disk is full."));
    let log: Vec<_> = bench
        .app
        .notices
        .all()
        .iter()
        .map(|notice| notice.text.as_str())
        .collect();
    assert_eq!(log, ["Changed outside: T-00001", "The disk is full."]);
}

#[test]
fn a_file_that_breaks_is_reported_and_a_repaired_one_shows_again() {
    let mut bench = on_disk();
    let (path, whole) = (path(&bench, "T-00001"), record(&bench, "T-00001"));
    let other = FileProblem {
        path: "organization/x.ron".into(),
        kind: FileProblemKind::Stray,
    };
    bench.app.sync.problems.push(other.clone());
    let mut broken = loaded(path.clone(), None);
    broken.problems.push(FileProblem {
        path: path.clone(),
        kind: FileProblemKind::Unreadable("half".to_owned()),
    });
    bench.outside(News::Files(files(vec![broken])), &[]);
    assert_eq!(bench.notice().0, Tone::Error);
    assert!(bench.app.register.get("T-00001").is_none());
    assert_eq!(bench.app.sync.problems.len(), 2);
    bench.press("j");
    let taken = bench.outside(News::Files(files(vec![loaded(path.clone(), Some(whole.clone()))])), &[]);
    assert_eq!(taken.learnt, [(whole.id().clone(), path.into())]);
    assert_eq!(bench.app.sync.problems, [other]);
    assert_eq!(bench.notice().1, "Changed outside: T-00001");
}

#[test]
fn renamed_and_broken_files_are_read_whole() {
    let mut bench = on_disk();
    let before = states(&bench.app.register);
    let moved = record(&bench, "T-00001").with(action::OWNER, "zoe");
    let elsewhere = PathBuf::from("organization/T-00001.ron");
    let double = files(vec![loaded(elsewhere.clone(), Some(moved.clone()))]);
    assert!(bench.outside(News::Files(double), &[]).everything);
    let catalogue = files(vec![loaded("catalogues/house.ron".into(), None)]);
    assert!(bench.outside(News::Files(catalogue), &[]).everything);
    let mut newer = loaded("aims.ron".into(), Some(record(&bench, "organization")));
    newer.format = Some(1_000);
    assert!(bench.outside(News::Files(files(vec![newer])), &[]).everything);
    assert_eq!(states(&bench.app.register), before);
    // A rename seen as a whole is no double.
    let renamed = Changed {
        files: vec![loaded(elsewhere.clone(), Some(moved.clone()))],
        gone: vec![path(&bench, "T-00001")],
        folders: Vec::new(),
    };
    let taken = bench.outside(News::Files(renamed), &[]);
    assert_eq!(taken.learnt, [(moved.id().clone(), elsewhere.into())]);
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
}

#[test]
fn a_whole_reading_is_taken_as_its_difference() {
    let mut bench = on_disk();
    bench.press("4 j");
    let (at, slot) = (bench.at(), bench.app.selected());
    let keep = |record: Record| match record.id().as_str() {
        "T-00001" => None,
        "T-00004" => Some(done(record)),
        _ => Some(record),
    };
    let mut records = all(&bench, keep);
    let new = record(&bench, "T-00003").renamed(Id::new("T-0000z"));
    records.push(("organization/T-0000z.ron".into(), new.clone()));
    let taken = bench.outside(News::Whole(Box::new(whole(records.clone(), Vec::new()))), &[]);
    let file = PathBuf::from("organization/T-0000z.ron");
    assert_eq!(taken.learnt, [(new.id().clone(), file.into())]);
    assert_eq!(
        states(&bench.app.register),
        states(&whole(records.clone(), Vec::new()).register)
    );
    assert_eq!((bench.at(), bench.app.selected()), (at, slot), "places stay");
    bench.app.take_dirty();
    let taken = bench.outside(News::Whole(Box::new(whole(records, Vec::new()))), &[]);
    assert_eq!(taken, Taken::default());
    assert!(!bench.app.is_dirty(), "the same once more is no news");
}

#[test]
fn a_whole_reading_leaves_alone_what_may_be_on_its_way_or_was_overtaken() {
    let mut bench = on_disk();
    let before = states(&bench.app.register);
    let path = path(&bench, "T-00001");
    let records = all(&bench, |record| (record.id().as_str() != "T-00001").then_some(record));
    bench.outside(News::Whole(Box::new(whole(records.clone(), vec![path.clone()]))), &[]);
    assert_eq!(states(&bench.app.register), before);
    let taken = bench.outside(News::Whole(Box::new(whole(records, Vec::new()))), &["T-00001"]);
    assert_eq!(taken.again, [path]);
    assert_eq!(states(&bench.app.register), before);
}

#[test]
fn a_newer_format_on_another_branch_closes_the_register_for_writing_and_back_opens_it() {
    let mut bench = on_disk();
    let records = all(&bench, Some);
    let mut newer = whole(records.clone(), Vec::new());
    newer.contents.read_only = Some("A newer aims wrote this.".to_owned());
    let taken = bench.outside(News::Whole(Box::new(newer)), &[]);
    assert_eq!(taken.allowed, Some(Some("A newer aims wrote this.".to_owned())));
    bench.press("4 x");
    assert_eq!(bench.notice(), (Tone::Refused, "A newer aims wrote this."));
    let taken = bench.outside(News::Whole(Box::new(whole(records, Vec::new()))), &[]);
    assert_eq!(taken.allowed, Some(None));
}

#[test]
fn in_a_session_the_answers_of_others_show_and_the_question_stays() {
    let mut bench = on_disk();
    bench.press("6 enter 1");
    let (at, open) = {
        let session = bench.app.guided.session(bench.app.screen).expect("a session");
        (session.current().clone(), session.open(&bench.app.register))
    };
    let theirs = record(&bench, at.as_str()).with(answer::STATE, State::Operating);
    write(&mut bench, theirs);
    let session = bench.app.guided.session(bench.app.screen).expect("a session");
    assert_eq!(*session.current(), at);
    assert_eq!(session.open(&bench.app.register), open - 1);
    assert_eq!(bench.value(at.as_str(), "state"), "operating");
    assert_eq!(bench.app.record().map(Record::id), Some(&at));
}

#[test]
fn a_session_continues_without_a_removed_control() {
    let mut bench = on_disk();
    let own = Record::new(record(&bench, "A.2.2").kind(), Id::new("ORG-1"));
    let path = PathBuf::from("controls/ORG-1.ron");
    bench.outside(News::Files(files(vec![loaded(path, Some(own))])), &[]);
    bench.press("5 W");
    let last = bench
        .app
        .guided
        .session(bench.app.screen)
        .expect("a session")
        .queue
        .len()
        - 1;
    let at = bench
        .app
        .guided
        .session(bench.app.screen)
        .and_then(|session| session.position("ORG-1"))
        .expect("in the queue");
    assert_eq!(at, last);
    bench.app.guided.sessions[0].go(at);
    remove(&mut bench, "ORG-1");
    let session = bench.app.guided.session(bench.app.screen).expect("a session");
    assert_eq!((session.queue.len(), session.at), (last, last - 1));
    assert!(bench.app.record().is_some());
}

#[test]
fn a_record_shown_over_the_screen_goes_with_its_file() {
    let mut bench = on_disk();
    bench.app.dialogs.push(ShownRecord(Id::new("R-00001")));
    remove(&mut bench, "R-00001");
    assert!(bench.app.dialogs.is_empty());
}
