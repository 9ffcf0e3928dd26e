//! The guided session on a real terminal: as fast as keys come, with the line cut in the middle, and by two at once.

use std::fs;
use std::path::Path;

use crate::fixture::{Fixture, assert_restored};
use crate::pty::{Pty, wait};

const WORDS: [&str; 4] = ["Absent", "Informal", "Documented", "Operating"];

/// A checkout in which no question is answered yet.
fn unanswered() -> Fixture {
    let fixture = Fixture::new();
    fs::remove_dir_all(fixture.checkout().join("aims/clauses")).expect("the answers go");
    fixture
}

/// The state that the file of a question says.
fn state(fixture: &Fixture, id: &str) -> Option<String> {
    let file = fixture.checkout().join("aims/clauses").join(format!("{id}.ron"));
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.trim_start().starts_with("state:"))?;
    Some(line.split_once(':')?.1.trim().trim_end_matches(',').to_owned())
}

/// The files of answers there are.
fn files(fixture: &Fixture) -> usize {
    fn count(folder: &Path) -> usize {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 })
            .sum()
    }
    count(&fixture.checkout().join("aims/clauses"))
}

/// The ids of the questions, in the order in which they are asked.
fn questions() -> Vec<String> {
    let catalogue = aims::domain::catalogue::shipped();
    catalogue.questions().map(|(_, question)| question.id.clone()).collect()
}

fn keys(range: std::ops::Range<usize>) -> String {
    range.map(|at| char::from(b'1' + (at % 4) as u8)).collect()
}

fn leave(pty: &mut Pty) {
    pty.send("q");
    pty.wait_for_text("What this session changed");
    // Esc waits a moment for the rest of a sequence; a letter does not.
    pty.send("qq");
    assert_eq!(pty.wait_for_end(), 0);
    assert_restored(pty);
}

#[test]
fn every_question_is_answered_across_a_cut_line_and_none_is_misplaced() {
    let fixture = unanswered();
    let mut pty = fixture.open();
    pty.send("6\r");
    pty.wait_for_text("1 of 94");
    pty.send(keys(0..40));
    pty.wait_for_text("41 of 94");
    pty.hang_up();
    pty.wait_for_end();
    let all = questions();
    for (at, id) in all.iter().enumerate() {
        let wanted = (at < 40).then(|| WORDS[at % 4].to_owned());
        assert_eq!(state(&fixture, id), wanted, "{id} after the cut");
    }
    let mut pty = fixture.open();
    pty.wait_for_text("was cut off at");
    pty.send("o");
    pty.wait_for_text("41 of 94");
    pty.send(keys(40..94));
    pty.wait_for_text("94 of 94 answered");
    leave(&mut pty);
    for (at, id) in all.iter().enumerate() {
        assert_eq!(state(&fixture, id).as_deref(), Some(WORDS[at % 4]), "{id}");
    }
    assert_eq!(files(&fixture), 94);
}

#[test]
fn an_answer_costs_little_more_on_the_line_than_the_text_of_the_next_question() {
    let fixture = unanswered();
    let mut pty = fixture.open();
    pty.send("6\r");
    pty.wait_for_text("1 of 94");
    let catalogue = aims::domain::catalogue::shipped();
    // Within a clause only the question changes; with another clause come its title, its hints and its records.
    for at in 1..4 {
        let before = pty.written();
        pty.send("3");
        pty.wait_for_text(&format!("{} of 94", at + 1));
        pty.wait_for("saved", |screen| !screen.contents().contains("saving"));
        let next = catalogue
            .questions()
            .nth(at)
            .map_or(0, |(_, question)| question.text.len());
        let bytes = pty.written() - before;
        assert!(bytes <= 300 + next, "{bytes} bytes for question {}", at + 1);
    }
}

#[test]
fn two_people_in_one_checkout_see_each_others_answers_where_they_are() {
    let fixture = unanswered();
    let (mut ana, mut ben) = (fixture.open(), fixture.open());
    for pty in [&mut ana, &mut ben] {
        pty.send("6\r");
        pty.wait_for_text("1 of 94");
    }
    ana.send("1");
    ana.wait_for_text("2 of 94");
    ana.wait_for_text("1 of 94 answered");
    ben.wait_for_text("1 of 94 answered");
    // Ben still has the first question before him and answers another one.
    ben.wait_for_text("question 1 of 4");
    ben.send("ss");
    ben.wait_for_text("question 3 of 4");
    ben.send("2");
    ben.wait_for_text("2 of 94 answered");
    ana.wait_for_text("2 of 94 answered");
    ana.wait_for_text("question 2 of 4");
    let all = questions();
    assert_eq!(state(&fixture, &all[0]).as_deref(), Some("Absent"));
    assert_eq!(state(&fixture, &all[2]).as_deref(), Some("Informal"));
}

#[test]
fn two_people_answer_different_clauses_at_once_and_both_keep_everything() {
    let fixture = unanswered();
    let (mut ana, mut ben) = (fixture.open(), fixture.open());
    for (pty, clause) in [(&mut ana, "4."), (&mut ben, "9.")] {
        pty.send("6/");
        pty.wait_for_text("shown");
        pty.send(format!("clause:{clause}\r"));
        pty.wait_for_text("session");
        pty.send("W");
        pty.wait_for_text("1 of ");
    }
    let of = |clause: &str| -> Vec<String> {
        let all = questions().into_iter();
        all.filter(|id| id.starts_with(clause)).collect()
    };
    let (fours, nines) = (of("4."), of("9."));
    for at in 0..fours.len().max(nines.len()) {
        for (pty, ids) in [(&mut ana, &fours), (&mut ben, &nines)] {
            if at < ids.len() {
                pty.send(keys(at..at + 1));
            }
        }
    }
    let whole = fours.len() + nines.len();
    wait(
        "the answers of both",
        || (files(&fixture) == whole).then_some(()),
        || format!("{}\n{}", ana.text(), ben.text()),
    );
    leave(&mut ana);
    leave(&mut ben);
    for ids in [&fours, &nines] {
        for (at, id) in ids.iter().enumerate() {
            assert_eq!(state(&fixture, id).as_deref(), Some(WORDS[at % 4]), "{id}");
        }
    }
}
