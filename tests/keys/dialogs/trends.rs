//! The trends under the fingers, fed as git would feed them.

use aims::app::dialogs::record_history::Reading;
use aims::app::dialogs::trends::TrendsPage;
use aims::app::environment::effect::Effect;
use aims::app::notices::Tone;
use aims::app::state::message::Message;
use aims::app::sync::git_answers::GitAnswer;
use aims::domain::measures::trend::{Figures, Point};
use aims::git::program::Refusal;

use crate::bench::{Bench, date};

const DAYS: [&str; 3] = ["2026-08-31", "2026-09-30", "2026-10-31"];

fn point(day: &str, overdue: usize) -> Point {
    let commit = Some("0123456789abcdef".to_owned());
    let figures = Figures {
        overdue,
        ..Figures::default()
    };
    let day = date(day);
    Point { day, commit, figures }
}

fn wanted(bench: &Bench) -> Vec<u64> {
    let reading = |effect: &Effect| match effect {
        Effect::Trends(reading) => Some(*reading),
        _ => None,
    };
    bench.asked.iter().filter_map(reading).collect()
}

fn page(bench: &Bench) -> Option<&TrendsPage> {
    match bench.app.dialogs.top::<TrendsPage>() {
        Some(page) => Some(page),
        _ => None,
    }
}

fn feed(bench: &mut Bench) {
    let reading = *wanted(bench).last().expect("it was asked for");
    for (nth, day) in DAYS.iter().enumerate() {
        bench
            .app
            .update(Message::Git(GitAnswer::Month(reading, point(day, 7 - nth))));
    }
    bench.app.update(Message::Git(GitAnswer::MonthsEnd(reading, Ok(false))));
    bench.collect();
}

/// What the cursor's month counts as overdue.
fn overdue(bench: &Bench) -> usize {
    let page = page(bench).expect("the page");
    let months = page.months(bench.app.trends.as_ref());
    months[months.len() - 1 - page.back].figures.overdue
}

#[test]
fn the_months_come_in_and_the_cursor_goes_through_them() {
    let mut bench = Bench::sample();
    bench.press("T");
    assert_eq!(
        bench.app.trends.as_ref().map(|trends| trends.state.clone()),
        Some(Reading::Going)
    );
    assert_eq!(overdue(&bench), 3, "the register as it stands here is there at once");
    feed(&mut bench);
    assert_eq!(overdue(&bench), 3);
    bench.press("h");
    assert_eq!(overdue(&bench), 5);
    bench.press("g");
    assert_eq!(overdue(&bench), 7);
    bench.press("h l");
    assert_eq!(overdue(&bench), 6);
    bench.press("G y");
    assert_eq!(overdue(&bench), 3);
    let copied = bench.asked.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.as_str()),
        _ => None,
    });
    let copied = copied.expect("a table");
    assert!(copied.contains("| 2026-08-31 | 0 | 7 | 0 of 0 |"), "{copied}");
    assert_eq!(copied.lines().count(), 6);
    bench.press("x");
    assert_eq!(bench.notice().0, Tone::Refused);
    bench.press("esc");
    assert!(bench.app.dialogs.is_empty());
    bench.assert_saved();
}

#[test]
fn git_is_asked_once_and_the_last_month_is_counted_again() {
    let mut bench = Bench::sample();
    bench.press("T");
    feed(&mut bench);
    bench.press("esc 4 x enter 1 T");
    assert_eq!(wanted(&bench).len(), 1);
    assert_eq!(overdue(&bench), 2, "what was done just now counts");
    bench.press("h");
    assert_eq!(overdue(&bench), 5);
    bench.app.update(Message::Branch(Some("side".to_owned())));
    assert!(page(&bench).is_none(), "the past of another branch is not shown");
    bench.press("T");
    assert_eq!(wanted(&bench).len(), 2);
}

#[test]
fn the_palette_finds_them_from_anywhere() {
    let mut bench = Bench::sample();
    bench.press("5 : 'trends enter");
    assert!(page(&bench).is_some());
}

#[test]
fn leaving_in_the_middle_stops_the_reading_and_what_still_comes_is_nobodys() {
    let mut bench = Bench::sample();
    bench.press("T");
    bench.app.update(Message::Git(GitAnswer::Month(1, point(DAYS[0], 9))));
    bench.press("T");
    assert!(page(&bench).is_none());
    assert!(matches!(bench.asked.last(), Some(Effect::StopTrends)));
    bench.app.update(Message::Git(GitAnswer::Month(1, point(DAYS[1], 9))));
    bench
        .app
        .update(Message::Git(GitAnswer::MonthsEnd(1, Err(Refusal::Stopped))));
    bench.press("T");
    assert_eq!(wanted(&bench), [1, 2]);
    bench.app.update(Message::Git(GitAnswer::Month(1, point(DAYS[2], 9))));
    assert_eq!(
        page(&bench).expect("the page").months(bench.app.trends.as_ref()).len(),
        1
    );
}

#[test]
fn without_past_months_the_reason_is_shown_and_no_empty_page() {
    let mut bench = Bench::sample();
    bench.press("T");
    bench.app.update(Message::Git(GitAnswer::MonthsEnd(1, Ok(false))));
    assert!(page(&bench).is_none());
    assert!(
        bench.notice().1.contains("commit it at least once a month"),
        "{}",
        bench.notice().1
    );
    bench.press("T");
    bench
        .app
        .update(Message::Git(GitAnswer::MonthsEnd(2, Err(Refusal::NoRepository))));
    assert!(page(&bench).is_none());
    assert!(bench.notice().1.contains("not in a git repository"));
    bench.press("T");
    bench.app.update(Message::Git(GitAnswer::Month(3, point(DAYS[0], 9))));
    bench
        .app
        .update(Message::Git(GitAnswer::MonthsEnd(3, Err(Refusal::NoProgram))));
    let state = bench.app.trends.as_ref().map(|trends| &trends.state);
    assert!(
        matches!(state, Some(Reading::Broken(_))),
        "what came is shown with the reason"
    );
    assert!(page(&bench).is_some());
}
