//! The history of a record under the fingers, fed as git would feed it.

use aims::app::dialogs::Page;
use aims::app::dialogs::ShownRecord;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use aims::app::dialogs::record_history::{Reading, RecordHistory};
use aims::app::environment::effect::Effect;
use aims::app::notices::Tone;
use aims::app::state::message::Message;
use aims::app::sync::git_answers::GitAnswer;
use aims::git::changes::LastChange;
use aims::git::fields::{Change, Row};
use aims::git::program::Refusal;
use aims::git::record::Batch;

use crate::bench::{Bench, commit, today};

const OWNERS: [(&str, &str); 4] = [("Ana", "ana"), ("Ben", "ben"), ("Carla", "carla"), ("", "")];

fn history(bench: &Bench) -> &RecordHistory {
    match bench.app.dialogs.top::<RecordHistory>() {
        Some(history) => history,
        other => unreachable!("a history lies on top, not {other:?}"),
    }
}

fn lines_of(bench: &Bench) -> Vec<String> {
    let history = history(bench);
    let lines = (0..history.len()).filter_map(|at| history.line(at));
    lines
        .map(|line| format!("{} {} {}: {} -> {}", line.when, line.who, line.what, line.from, line.to))
        .collect()
}

/// What the page on top says.
fn page(bench: &Bench) -> (&str, String) {
    match bench.app.dialogs.top::<Page>() {
        Some(page) => (&page.title, page.lines.join("\n")),
        other => unreachable!("a page lies on top, not {other:?}"),
    }
}

#[test]
fn history_rows_are_shown_as_they_arrive_while_keys_work() {
    let mut bench = Bench::sample();
    bench.press("4 H");
    assert_eq!(
        (history(&bench).state.clone(), history(&bench).len()),
        (Reading::Going, 0)
    );
    let (_, subject) = bench.wanted_history();
    assert_eq!(subject.path, PathBuf::from("systems/chat/T-00001.ron"));
    bench.press("j G g");
    bench.feed("owner", &OWNERS);
    assert_eq!(
        lines_of(&bench),
        [
            "2026-11-23 Ana Owner: ben -> ana",
            "2026-11-22 Ben Owner: carla -> ben",
            "2026-11-21 Carla Owner:  -> carla",
        ]
    );
    bench.press("j");
    bench.feed("status", &[("Ana", "done"), ("", "open")]);
    assert_eq!(
        (history(&bench).cursor, history(&bench).len()),
        (1, 4),
        "the cursor stays where it is"
    );
    bench.press("G");
    assert_eq!(history(&bench).cursor, 3);
    let (reading, _) = bench.wanted_history();
    bench.app.update(Message::Git(GitAnswer::HistoryEnd(reading, Ok(()))));
    assert_eq!(history(&bench).state, Reading::Done);
    bench.press("esc");
    assert!(bench.app.dialogs.is_empty());
    assert!(
        !bench.asked.iter().any(|effect| matches!(effect, Effect::StopHistory)),
        "nothing is left to stop"
    );
}

#[test]
fn leaving_in_the_middle_stops_the_reading_and_what_still_comes_is_nobodys() {
    let mut bench = Bench::sample();
    bench.press("4 H");
    bench.feed("owner", &OWNERS);
    bench.press("esc");
    assert!(matches!(bench.asked.last(), Some(Effect::StopHistory)));
    bench.press("j H");
    bench.app.update(Message::Git(GitAnswer::History(
        1,
        Batch {
            rows: vec![],
            versions: 9,
        },
    )));
    bench
        .app
        .update(Message::Git(GitAnswer::HistoryEnd(1, Err(Refusal::Stopped))));
    assert_eq!(
        (history(&bench).versions, history(&bench).state.clone()),
        (0, Reading::Going)
    );
    assert_eq!(history(&bench).id.as_str(), "T-00002");
}

#[test]
fn f_limits_to_the_field_under_the_cursor_and_back_to_the_same_row() {
    let mut bench = Bench::sample();
    bench.press("4 H");
    bench.feed("owner", &OWNERS);
    bench.feed("status", &[("Ana", "done"), ("Ben", "started"), ("", "open")]);
    let record = bench.app.record().expect("a record").clone();
    let (reading, _) = bench.wanted_history();
    let row = Row {
        commit: Some(commit(9, "Ana")),
        change: Change::Created(Box::new(record)),
    };
    bench.app.update(Message::Git(GitAnswer::History(
        reading,
        Batch {
            rows: vec![row],
            versions: 6,
        },
    )));
    bench.press("j j j j f");
    assert_eq!(history(&bench).only_label(), Some("Status"));
    assert_eq!(history(&bench).cursor, 1);
    assert_eq!(lines_of(&bench).len(), 3);
    assert!(
        lines_of(&bench)[2].ends_with("open (created)"),
        "{:?}",
        lines_of(&bench)
    );
    bench.feed("owner", &OWNERS);
    assert_eq!(lines_of(&bench).len(), 3, "what comes in is limited as well");
    bench.press("f");
    assert_eq!((history(&bench).cursor, history(&bench).len()), (4, 9));
    bench.press("j f");
    assert_eq!(bench.notice().0, Tone::Refused);
}

#[test]
fn enter_shows_the_commit_whole_and_y_copies_its_id() {
    let mut bench = Bench::sample();
    bench.press("4 H");
    bench.feed("owner", &OWNERS);
    bench.feed(
        "note",
        &[("Ana", "One stays. Two comes."), ("", "One stays. Zero goes.")],
    );
    bench.press("enter");
    let (title, text) = page(&bench);
    assert!(title.starts_with("T-00001 in "), "{title}");
    assert!(text.contains("author  Ana\ndate    Mon 2026-11-23 09:30"), "{text}");
    assert!(text.contains("Nobody was against it."), "{text}");
    // Both changes of that commit, and none of another one's.
    assert!(
        text.ends_with("Owner: ben -> ana\n\nNote:\n  - Zero goes.\n  + Two comes."),
        "{text}"
    );
    bench.press("q y");
    let id = commit(0, "Ana").id.clone();
    assert!(matches!(bench.asked.last(), Some(Effect::Copy(copied)) if *copied == id));
}

#[test]
fn uncommitted_changes_are_marked_and_have_no_id() {
    let mut bench = Bench::sample();
    bench.press("4 H");
    let (reading, _) = bench.wanted_history();
    let row = Row {
        commit: None,
        change: Change::Unreadable("line 1".to_owned()),
    };
    bench.app.update(Message::Git(GitAnswer::History(
        reading,
        Batch {
            rows: vec![row],
            versions: 0,
        },
    )));
    assert_eq!(lines_of(&bench), ["uncommitted  the file:  -> cannot be read: line 1"]);
    bench.press("y");
    assert_eq!(
        bench.notice(),
        (Tone::Refused, "This is not committed yet, so it has no id.")
    );
    bench.press("enter");
    assert_eq!(page(&bench).0, "T-00001, not committed");
}

#[test]
fn without_a_repository_trends_say_so_and_close() {
    let mut bench = Bench::sample();
    bench.press("2 H");
    let (reading, _) = bench.wanted_history();
    bench
        .app
        .update(Message::Git(GitAnswer::HistoryEnd(reading, Err(Refusal::NoRepository))));
    assert!(bench.app.dialogs.is_empty());
    let sentence = "This register is not in a git repository, so there is no history.";
    assert_eq!(bench.notice(), (Tone::Refused, sentence));
}

#[test]
fn rows_read_stay_when_git_breaks_off() {
    let mut bench = Bench::sample();
    bench.press("2 H");
    bench.feed("owner", &OWNERS);
    let (reading, _) = bench.wanted_history();
    bench.app.update(Message::Git(GitAnswer::HistoryEnd(
        reading,
        Err(Refusal::Failed("bad object".to_owned())),
    )));
    assert_eq!(history(&bench).len(), 3);
    assert_eq!(
        history(&bench).state,
        Reading::Broken("git could not answer: bad object.".to_owned())
    );
}

#[test]
fn it_opens_from_the_list_the_detail_and_the_record_over_the_screen() {
    let mut bench = Bench::sample();
    for (keys, id) in [
        ("3 H", "R-00001"),
        ("esc enter H", "R-00001"),
        ("esc esc 7 enter H", "T-00004"),
    ] {
        bench.press(keys);
        assert_eq!(history(&bench).id.as_str(), id, "{keys}");
    }
    let mut bench = Bench::demo();
    bench
        .app
        .sync
        .paths
        .insert("organization".into(), Path::new("aims.ron").into());
    bench.press("1 : 'meridian enter H");
    assert_eq!(bench.wanted_history().1.record.id().as_str(), "organization");
    bench.press("esc");
    assert!(
        bench.app.dialogs.top::<ShownRecord>().is_some(),
        "the record is still there"
    );
    bench.press("esc H");
    assert_eq!(bench.notice().0, Tone::Refused);
}

#[test]
fn an_implied_record_has_no_history() {
    let mut bench = Bench::sample();
    bench.press("5 H");
    assert!(bench.app.dialogs.is_empty());
    assert!(
        bench.notice().1.starts_with("Nothing was written about A."),
        "{:?}",
        bench.notice()
    );
}

#[test]
fn the_last_changes_are_asked_once_when_a_screen_wants_them() {
    let mut bench = Bench::demo();
    let asked = |bench: &Bench| {
        bench
            .asked
            .iter()
            .filter(|effect| matches!(effect, Effect::LastChanges(_)))
            .count()
    };
    bench.press("2 3 4");
    assert_eq!(asked(&bench), 0);
    bench.press("6 5 6 enter 1 b");
    assert_eq!(asked(&bench), 1);
    bench
        .app
        .sync
        .paths
        .insert("4.1/q1".into(), Path::new("clauses/4.1/q1.ron").into());
    let change = LastChange {
        who: "Ana Ruiz".to_owned(),
        day: today(),
        commit: "0".repeat(40),
    };
    let changes = ["clauses/4.1/q1.ron", "clauses/9.9/q9.ron"].map(|path| (PathBuf::from(path), change.clone()));
    bench
        .app
        .update(Message::Git(GitAnswer::LastChanges(HashMap::from(changes))));
    assert_eq!(bench.app.sync.last_changes.get("4.1/q1"), Some(&change));
    assert_eq!(bench.app.sync.last_changes.len(), 1);
}

#[test]
fn it_opens_in_a_session_on_the_question_asked_and_the_session_goes_on_behind_it() {
    let mut bench = Bench::demo();
    bench.press("6 enter");
    let id = bench.at();
    bench
        .app
        .sync
        .paths
        .insert(id.as_str().into(), Path::new("clauses/x.ron").into());
    bench.press("H");
    assert_eq!(history(&bench).id.as_str(), id);
    bench.press("esc");
    assert!(bench.app.guided.session(bench.app.screen).is_some() && bench.app.dialogs.is_empty());
    assert_eq!(bench.at(), id);
}
