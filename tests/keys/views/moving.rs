//! Screens, rows, filters, marks, and the way back.

use aims::app::detail::Line;
use aims::app::dialogs::filter::Filter;
use aims::app::dialogs::save_list::NotWritten;
use aims::app::environment::effect::Effect;
use aims::app::input::screen;
use aims::app::notices::Tone;
use aims::app::screens::{self, SCREENS};
use aims::app::state::message::Message;

use crate::bench::Bench;

#[test]
fn every_screen_is_shown_by_its_number() {
    let mut bench = Bench::demo();
    for (at, screen) in screen::tabs(SCREENS).enumerate() {
        bench.press(&(at + 1).to_string());
        assert_eq!(bench.screen(), screen);
    }
}

#[test]
fn tab_goes_round_the_screens_and_shift_tab_back() {
    let mut bench = Bench::sample();
    for screen in screen::tabs(SCREENS).skip(1).chain([&screens::today::SCREEN]) {
        bench.press("tab");
        assert_eq!(bench.screen(), screen);
    }
    bench.press("shift-tab");
    assert_eq!(bench.screen(), &screens::findings::SCREEN);
    bench.press("[ ]");
    assert_eq!(bench.screen(), &screens::findings::SCREEN);
}

#[test]
fn the_treatment_begins_with_what_is_longest_late_at_the_highest_level() {
    let mut bench = Bench::sample();
    bench.press("4");
    assert_eq!(
        bench.rows(),
        ["T-00001", "T-00002", "T-00003", "T-00004", "T-00005", "T-00006"]
    );
}

#[test]
fn the_cursor_moves_by_rows_halves_pages_and_to_the_ends() {
    let mut bench = Bench::demo();
    bench.press("4 j j k down up");
    assert_eq!(bench.list().cursor, 1);
    bench.press("G");
    assert_eq!(bench.list().cursor, bench.rows().len() - 1);
    bench.press("j");
    assert_eq!(bench.list().cursor, bench.rows().len() - 1);
    bench.press("g g k");
    assert_eq!(bench.list().cursor, 0);
    bench.press("ctrl-d");
    let half = bench.list().cursor;
    bench.press("ctrl-u pagedown");
    let page = bench.list().cursor;
    assert!(half > 1 && page > half, "{half} {page}");
    bench.press("pageup");
    assert_eq!(bench.list().cursor, 0);
}

#[test]
fn a_filter_narrows_the_list_while_it_is_typed() {
    let mut bench = Bench::sample();
    bench.press("4 / 'owner:a");
    assert!(bench.app.dialogs.top::<Filter>().is_some());
    assert_eq!(bench.rows(), ["T-00001", "T-00003", "T-00005"]);
    bench.press("'na_run");
    assert_eq!(bench.rows(), ["T-00003"]);
    bench.press("enter");
    assert_eq!(bench.rows(), ["T-00003"]);
    assert!(bench.app.dialogs.is_empty());
}

#[test]
fn escape_gives_the_filter_back_as_it_was() {
    let mut bench = Bench::sample();
    bench.press("4 / 'runbook enter / ctrl-u 'bias esc");
    assert_eq!(
        (bench.list().filter(), bench.rows()),
        ("runbook", vec!["T-00003".to_owned()])
    );
    bench.press("esc");
    assert_eq!((bench.list().filter(), bench.rows().len()), ("", 6));
}

#[test]
fn a_filter_that_cannot_be_read_keeps_the_rows_and_says_why() {
    let mut bench = Bench::sample();
    bench.press("4 / 'owner:ana home 'x");
    assert_eq!(bench.rows(), ["T-00001", "T-00003", "T-00005"]);
    let error = bench.list().filter_error().map(ToString::to_string).unwrap_or_default();
    assert!(error.contains("owner"), "{error}");
    bench.press("enter");
    assert_eq!(bench.notice(), (Tone::Refused, error.as_str()));
}

#[test]
fn a_filter_moves_with_the_arrows_while_it_is_typed() {
    let mut bench = Bench::sample();
    bench.press("4 / 'owner:ana down down up enter");
    assert_eq!(bench.at(), "T-00003");
}

#[test]
fn marks_survive_a_filter_and_go_with_escape() {
    let mut bench = Bench::sample();
    bench.press("4 space space / 'exit enter space");
    assert_eq!(bench.list().marked(), 3);
    bench.press("esc");
    assert_eq!((bench.list().marked(), bench.list().filter()), (0, "exit"));
}

#[test]
fn a_range_marks_everything_between_its_ends() {
    let mut bench = Bench::sample();
    bench.press("4 j v j j");
    assert!(!bench.list().is_marked(0) && bench.list().is_marked(1) && bench.list().is_marked(3));
    bench.press("v");
    assert_eq!(bench.list().marked(), 3);
}

#[test]
fn a_star_marks_all_rows_shown_and_then_none() {
    let mut bench = Bench::sample();
    bench.press("4 / 'owner:ana enter *");
    assert_eq!(bench.list().marked(), 3);
    bench.press("*");
    assert_eq!(bench.list().marked(), 0);
}

#[test]
fn enter_opens_the_detail_and_escape_closes_it_but_never_quits() {
    let mut bench = Bench::sample();
    bench.press("4 enter");
    assert!(bench.app.screens.detail.focused);
    bench.press("esc");
    assert!(!bench.app.screens.detail.focused);
    bench.press("esc esc esc");
    assert!(bench.asked.is_empty());
    assert_eq!(bench.screen(), &screens::treatment::SCREEN);
}

#[test]
fn q_leaves() {
    let mut bench = Bench::sample();
    bench.press("4 q");
    assert!(matches!(bench.asked[..], [Effect::Quit]));
}

/// Walks down the detail until a line is as wanted.
fn walk_to(bench: &mut Bench, wanted: impl Fn(&Line) -> bool) {
    for _ in 0..100 {
        if bench
            .app
            .detail_lines()
            .get(bench.app.screens.detail.cursor)
            .is_some_and(&wanted)
        {
            return;
        }
        bench.press("j");
    }
    unreachable!("the detail has the line");
}

#[test]
fn enter_on_a_field_of_the_detail_opens_the_form_there() {
    let mut bench = Bench::sample();
    bench.press("4 enter");
    walk_to(
        &mut bench,
        |line| matches!(line, Line::Field(label, ..) if label == "Due"),
    );
    bench.press("enter");
    assert_eq!(bench.form().field().name, "due");
}

#[test]
fn a_link_of_the_detail_leads_to_its_record_and_the_way_back_and_forth_is_kept() {
    let mut bench = Bench::sample();
    bench.press("4 enter");
    walk_to(
        &mut bench,
        |line| matches!(line, Line::Link(id, ..) if id.as_str() == "R-00001"),
    );
    bench.press("enter");
    assert_eq!(
        (bench.screen(), bench.at()),
        (&screens::risks::SCREEN, "R-00001".to_owned())
    );
    bench.press("ctrl-o");
    assert_eq!(
        (bench.screen(), bench.at()),
        (&screens::treatment::SCREEN, "T-00001".to_owned())
    );
    bench.press("alt-o");
    assert_eq!(
        (bench.screen(), bench.at()),
        (&screens::risks::SCREEN, "R-00001".to_owned())
    );
}

#[test]
fn going_back_where_there_is_no_earlier_place_says_so() {
    let mut bench = Bench::sample();
    bench.press("ctrl-o");
    assert_eq!(bench.notice().0, Tone::Refused);
    bench.press("alt-o");
    assert_eq!(bench.notice().0, Tone::Refused);
}

#[test]
fn cursor_filter_and_marks_of_a_screen_wait_for_the_return() {
    let mut bench = Bench::demo();
    bench.press("4 / 'owner:carla enter j j space");
    let (at, filter) = (bench.at(), bench.list().filter().to_owned());
    bench.press("2 j 5 4");
    assert_eq!((bench.at(), bench.list().filter().to_owned()), (at, filter));
    assert_eq!(bench.list().marked(), 1);
}

#[test]
fn the_list_is_sorted_by_a_column_one_way_the_other_and_as_usual() {
    let mut bench = Bench::sample();
    bench.press("2 s 'system enter");
    let first = bench.rows();
    bench.press("s 'system enter");
    let mut turned = bench.rows();
    turned.reverse();
    assert_eq!(first, turned);
    bench.press("s 'system enter");
    assert_eq!(bench.list().sort, None);
}

#[test]
fn zoom_gives_the_pane_the_screen_and_escape_takes_it_back() {
    let mut bench = Bench::sample();
    bench.press("2 z");
    assert!(bench.app.screens.zoomed);
    bench.press("esc");
    assert!(!bench.app.screens.zoomed);
}

#[test]
fn an_unbound_key_says_where_the_keys_are_listed() {
    let mut bench = Bench::sample();
    bench.press("2 %");
    let (tone, text) = bench.notice();
    assert!(tone == Tone::Refused && text.contains('?'), "{text}");
}

#[test]
fn a_prefix_waits_and_another_key_ends_it() {
    let mut bench = Bench::sample();
    bench.press("4 y");
    assert_eq!(bench.app.input.pending.len(), 1);
    bench.press("%");
    assert!(bench.app.input.pending.is_empty() && bench.asked.is_empty());
    bench.press("y esc");
    assert!(bench.app.input.pending.is_empty());
}

fn copied(bench: &Bench) -> Vec<&str> {
    let mut texts = Vec::new();
    for effect in &bench.asked {
        if let Effect::Copy(text) = effect {
            texts.push(text.as_str());
        }
    }
    texts
}

#[test]
fn id_path_row_and_detail_are_copied() {
    let mut bench = Bench::sample();
    let file = std::path::Path::new("systems/chat/T-00001.ron").into();
    bench.app.sync.paths.insert("T-00001".into(), file);
    bench.press("4 y i y p y r y d");
    let [id, path, row, detail] = copied(&bench)[..] else {
        unreachable!("four texts, not {:?}", bench.asked)
    };
    assert_eq!((id, path), ("T-00001", "aims/systems/chat/T-00001.ron"));
    assert!(row.starts_with("T-00001\tHigh\t2026-08-01\t"), "{row}");
    assert!(row.contains("\tFilter retrieved pages\t"), "{row}");
    assert!(
        detail.starts_with("# Filter retrieved pages\n") && detail.contains("R-00001"),
        "{detail}"
    );
}

#[test]
fn what_the_list_shows_is_written_to_a_file() {
    let mut bench = Bench::sample();
    bench.press("4 y f");
    bench.press("ctrl-u");
    bench.app.update(Message::Paste("late.txt".to_owned()));
    bench.press("enter");
    let (tone, text) = bench.notice();
    assert!(
        tone == Tone::Refused && text.contains(".csv, .xlsx, .json or .md"),
        "{text}"
    );
    bench.press("ctrl-u");
    bench.app.update(Message::Paste("late.json".to_owned()));
    bench.press("enter");
    let shown = bench.rows();
    let written = |bench: &Bench| match bench.asked.last() {
        Some(Effect::WriteList { name, over, listed, .. }) => {
            let ids: Vec<String> = listed.rows.iter().map(|row| row[0].to_string()).collect();
            assert_eq!(ids, shown);
            (name.clone(), *over)
        }
        other => unreachable!("a file, not {other:?}"),
    };
    assert_eq!(written(&bench), ("late.json".to_owned(), false));
    bench
        .app
        .update(Message::Written("late.json".to_owned(), Err(NotWritten::IsThere)));
    assert!(bench.notice().1.contains("enter again writes over it"));
    bench.press("enter");
    assert_eq!(written(&bench), ("late.json".to_owned(), true));
    bench
        .app
        .update(Message::Written("late.json".to_owned(), Ok("Wrote them.".to_owned())));
    assert_eq!(bench.notice(), (Tone::Done, "Wrote them."));
    assert!(bench.app.dialogs.is_empty());
}

#[test]
fn of_marked_rows_the_file_holds_those_and_no_others() {
    let mut bench = Bench::sample();
    bench.press("4");
    let shown = bench.rows();
    bench.press("j space space y f");
    let all = shown.len();
    let said = bench.app.dialogs.last().expect("a dialog").lines().join("\n");
    assert!(
        said.contains(&format!("2 actions of {all}, those that are marked")),
        "{said}"
    );
    bench.press("enter");
    let Some(Effect::WriteList { listed, .. }) = bench.asked.last() else {
        unreachable!("a file")
    };
    let ids: Vec<String> = listed.rows.iter().map(|row| row[0].to_string()).collect();
    assert_eq!(ids, shown[1..3]);
}

#[test]
fn screens_that_list_what_is_found_across_kinds_go_into_a_file_too() {
    for (keys, what, heading) in [
        ("r", "shortfalls", "Id"),
        ("7", "days", "Id"),
        ("1", "lines of today", "Section"),
    ] {
        let mut bench = Bench::demo();
        bench.press(keys);
        bench.press("y f enter");
        let Some(Effect::WriteList { name, listed, .. }) = bench.asked.last() else {
            unreachable!("a file of {what}: {:?}", bench.notice())
        };
        assert_eq!(*name, format!("{}.csv", what.replace(' ', "_")));
        assert!(listed.rows.len() > 10, "{what}");
        assert!(
            listed.rows.iter().all(|row| row.len() == listed.columns.len()),
            "{what}"
        );
        assert_eq!(listed.columns[0].heading, heading);
        let said = listed.columns.iter().position(|column| column.name == "what");
        let said = said.expect("a column of what it is");
        assert!(listed.rows.iter().all(|row| !row[said].is_empty()), "{what}");
    }
}

#[test]
fn the_file_of_a_list_says_what_its_headings_say() {
    let mut bench = Bench::demo();
    bench.press("9 y f enter");
    let Some(Effect::WriteList { listed, .. }) = bench.asked.last() else {
        unreachable!("a file")
    };
    let heading = listed.columns.last().map(|column| column.heading);
    assert_eq!(heading, Some("Group"));
    let groups: Vec<String> = listed
        .rows
        .iter()
        .filter_map(|row| Some(row.last()?.to_string()))
        .collect();
    for said in ["To correct", "To verify", "Closed"] {
        assert!(groups.iter().any(|group| group == said), "{said}: {groups:?}");
    }
}

#[test]
fn reload_redraw_and_suspend_go_outside() {
    let mut bench = Bench::sample();
    bench.press("R ctrl-l ctrl-z");
    assert!(matches!(
        bench.asked[..],
        [Effect::Reload, Effect::Redraw, Effect::Suspend]
    ));
}

#[test]
fn a_filter_that_cannot_be_read_keeps_the_rows_of_the_last_good_one_through_a_change() {
    let mut bench = Bench::sample();
    bench.press("4 / 'zzz");
    assert!(bench.rows().is_empty());
    bench.press("'_nonsense:x enter");
    assert!(bench.list().filter_error().is_some());
    bench.app.refresh_all();
    assert!(bench.rows().is_empty(), "{:?}", bench.rows());
}
