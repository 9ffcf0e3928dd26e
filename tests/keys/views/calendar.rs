//! The calendar: moving what is dated, series with what is projected of them, and the filter over all kinds.

use aims::app::detail::Line;
use aims::app::dialogs::ShownRecord;
use aims::app::notices::Tone;
use aims::app::screens;
use aims::domain::kinds::review;
use aims::domain::record::id::Id;
use aims::domain::record::input;
use aims::domain::schedule::dated::Dated;

use crate::bench::{Bench, date, today};
use crate::guided::holding::put;

/// The small register with its review as one of a series.
fn series(every: &str) -> Bench {
    let mut bench = Bench::sample();
    let review = bench.app.register.get("V-00001").expect("the review").clone();
    let review = review.with(review::EVERY, every);
    bench.disk.put(review.clone());
    bench.app.register.put(review);
    bench.app.refresh_all();
    bench
}

/// The days and ids of the agenda; those projected and those over with a mark.
fn agenda(bench: &Bench) -> Vec<String> {
    let shown = |row: &Dated| {
        let id = bench.app.register.at(row.slot).expect("a record").id().to_string();
        let mark = match (row.of_series, row.is_over) {
            (Some(_), _) => "~",
            (None, true) => "=",
            (None, false) => "",
        };
        format!("{mark}{} {id}", row.day)
    };
    bench.app.screens.calendar.rows().iter().map(shown).collect()
}

/// How many things the month shows on a day, how many are projected, and how many over.
fn count_on(bench: &Bench, day: &str) -> (usize, usize, usize) {
    let count = bench.app.screens.calendar.count_on(date(day));
    (count.all, count.projected, count.over)
}

fn until_june(bench: &Bench) -> Vec<String> {
    let of_review = |row: &String| row.contains(" V-") && row.trim_start_matches('~') < "2027-06";
    agenda(bench).into_iter().filter(of_review).collect()
}

#[test]
fn a_thing_is_moved_day_by_day_and_taken_with_a_reason() {
    let mut bench = Bench::sample();
    bench.press("7 enter > > <");
    assert_eq!(bench.at(), "T-00004");
    let drag = bench.app.screens.calendar.drag.expect("it is moved");
    assert_eq!((drag.what.day, drag.to), (date("2026-11-25"), date("2026-11-26")));
    assert_eq!(count_on(&bench, "2026-11-25"), (0, 0, 0), "it is shown where it goes");
    assert_eq!(count_on(&bench, "2026-11-26"), (1, 0, 0));
    assert_eq!(bench.value("T-00004", "due"), "2026-11-25");
    assert!(bench.saves.is_empty());
    bench.press("enter 'a_holiday enter");
    assert_eq!(bench.value("T-00004", "due"), "2026-11-26");
    assert!(bench.value("T-00004", "redated").contains("a holiday"));
    assert_eq!(bench.app.screens.calendar.drag, None);
    assert_eq!((bench.at().as_str(), bench.saves.len()), ("T-00004", 1));
    bench.press("u");
    assert_eq!(bench.value("T-00004", "due"), "2026-11-25");
    assert_eq!(bench.value("T-00004", "redated"), "");
    assert_eq!(
        bench.app.screens.calendar.day,
        date("2026-11-25"),
        "the month goes where it went"
    );
    bench.assert_saved();
}

#[test]
fn a_move_is_dropped_by_esc_also_at_the_reason() {
    let mut bench = Bench::sample();
    bench.press("7 enter > esc");
    assert_eq!(
        (bench.app.screens.calendar.drag, bench.app.screens.calendar.day),
        (None, date("2026-11-25"))
    );
    bench.press("> enter esc");
    assert!(
        bench.app.screens.calendar.drag.is_some(),
        "the question is left, the move goes on"
    );
    bench.press("esc");
    assert_eq!(bench.app.screens.calendar.drag, None);
    bench.press("> j");
    assert!(bench.notice().1.contains("enter takes the day"), "{:?}", bench.notice());
    assert!(bench.app.screens.calendar.drag.is_some());
    bench.press("4");
    assert_eq!(bench.app.screens.calendar.drag, None, "leaving lets go of it");
    assert!(bench.saves.is_empty());
}

#[test]
fn overdue_items_are_moved_with_a_reason_only() {
    let mut bench = Bench::sample();
    bench.press("7 enter k > > enter enter");
    assert!(bench.ask_error().contains("Reason is needed"));
    bench.press("'waited_for_the_vendor enter");
    assert_eq!(bench.value("T-00003", "due"), "2026-11-24");
}

#[test]
fn overdue_items_are_offered_only_days_that_the_rules_take() {
    let mut bench = Bench::sample();
    bench.press("7 enter k >");
    let to = |bench: &Bench| bench.app.screens.calendar.drag.map(|drag| drag.to);
    assert_eq!(to(&bench), Some(today()), "the first day that can be taken");
    bench.press("<");
    let told = "2026-11-22 is past; the new day is today or later.";
    assert_eq!((bench.notice(), to(&bench)), ((Tone::Refused, told), Some(today())));
    bench.press("esc d '2026-11-22 enter");
    assert_eq!(bench.ask_error(), told, "before the reason is asked");
}

#[test]
fn no_row_is_under_the_cursor_while_nothing_stands_on_the_day_of_the_month() {
    let mut bench = Bench::sample();
    bench.press("7");
    assert_eq!(bench.app.selected(), None);
    for key in ["d", ">", "<", "c"] {
        bench.press(key);
        let (tone, text) = bench.notice();
        assert_eq!(
            (tone, text),
            (Tone::Refused, "Nothing is due on 2026-11-23; w goes to the agenda."),
            "{key}"
        );
    }
    bench.press("w d");
    assert!(bench.app.dialogs.last().is_some(), "{:?}", bench.notice());
}

#[test]
fn a_day_of_the_month_moves_its_event() {
    let mut bench = Bench::sample();
    bench.press("7 l >");
    let (tone, text) = bench.notice();
    assert!(
        tone == Tone::Refused && text.contains("Nothing is due on 2026-11-24"),
        "{text}"
    );
    bench.press("l > l h enter enter");
    assert!(bench.saves.is_empty() || bench.value("T-00004", "due") == "2026-11-26");
    assert_eq!(bench.value("T-00004", "due"), "2026-11-26");
    assert_eq!(bench.app.screens.calendar.day, date("2026-11-26"));
}

#[test]
fn a_thing_on_its_own_day_is_not_taken() {
    let mut bench = Bench::sample();
    bench.press("7 enter > < enter");
    assert!(bench.notice().1.contains("> and < move it"));
    assert!(bench.app.dialogs.is_empty());
}

#[test]
fn a_day_is_typed_for_the_very_thing_under_the_cursor() {
    let mut bench = Bench::sample();
    for (field, day) in [("stage_1", "2027-01-10"), ("stage_2", "2027-02-10")] {
        let mut changed = bench.app.register.get("organization").expect("it").clone();
        let at = changed.kind().field_index(field).expect("a field");
        changed.put(at, date(day).into()).expect("fits");
        bench.disk.put(changed.clone());
        bench.app.register.put(changed);
    }
    bench.app.refresh_all();
    bench.press("7 enter j j j");
    assert_eq!(
        bench.app.screens.calendar.selected().map(|row| row.day),
        Some(date("2027-02-10"))
    );
    bench.press("d '2027-02-17 enter enter");
    assert_eq!(bench.value("organization", "stage_1"), "2027-01-10");
    assert_eq!(bench.value("organization", "stage_2"), "2027-02-17");
}

#[test]
fn a_row_of_a_table_is_moved_unless_another_has_its_day() {
    let mut bench = Bench::sample();
    let mut organization = bench.app.register.get("organization").expect("it").clone();
    let at = organization.kind().field_index("issues").expect("a field");
    let text = "law | external | duties | 2026-11-24\nskills | internal | gaps | 2026-11-26\ntools | internal | - | 2026-11-26";
    let rows = input::read(organization.kind().fields[at].shape, text, today()).expect("rows");
    organization.put(at, rows).expect("fits");
    bench.app.register.put(organization.clone());
    bench.disk.put(organization);
    bench.app.refresh_all();
    bench.press("7 enter > > enter 'later enter");
    assert!(bench.value("organization", "issues").contains("2026-11-26"));
    assert!(!bench.value("organization", "issues").contains("2026-11-24"));
    bench.press("u >");
    assert!(bench.notice().1.contains("More than one row"), "{:?}", bench.notice());
    bench.assert_saved();
}

#[test]
fn a_series_is_projected_and_its_events_are_moved_and_left_out() {
    let mut bench = series("month on the 1st monday");
    bench.press("7");
    let projected = [
        "2026-12-07",
        "~2027-01-04",
        "~2027-02-01",
        "~2027-03-01",
        "~2027-04-05",
        "~2027-05-03",
    ];
    assert_eq!(until_june(&bench), projected.map(|day| format!("{day} V-00001")));
    bench.press("l l l l l l l l l l l l l l } h h h enter");
    let day = bench.app.screens.calendar.selected().map(|row| row.day);
    assert_eq!(day, Some(date("2027-01-04")), "{:?}", agenda(&bench));
    bench.press("> > > > > > > enter 'new_year enter");
    assert_eq!(bench.value("V-00001", "date"), "2026-12-07", "the open one stays");
    assert_eq!(
        bench.value("V-00001", "exceptions"),
        "2027-01-04 | 2027-01-11 | new year"
    );
    assert!(until_june(&bench).contains(&"~2027-01-11 V-00001".to_owned()));
    assert_eq!(
        bench.app.screens.calendar.selected().map(|row| row.day),
        Some(date("2027-01-11"))
    );
    bench.press("c enter");
    assert!(bench.ask_error().contains("Why left out"));
    bench.press("'nobody_is_there enter");
    assert_eq!(bench.value("V-00001", "exceptions"), "2027-01-04 |  | nobody is there");
    assert!(!agenda(&bench).iter().any(|row| row.starts_with("~2027-01")));
    assert_eq!(bench.saves.len(), 2);
    bench.press("u u");
    assert_eq!(until_june(&bench), projected.map(|day| format!("{day} V-00001")));
    bench.assert_saved();
}

#[test]
fn a_projected_event_stays_after_the_open_one() {
    let mut bench = series("1 week");
    bench.press("7 enter j j");
    assert_eq!(agenda(&bench)[bench.app.screens.calendar.cursor], "~2026-12-14 V-00001");
    bench.press("d '2026-12-07 enter enter");
    assert!(
        bench.ask_error().contains("comes after the open one"),
        "{}",
        bench.ask_error()
    );
    assert!(bench.saves.is_empty());
    bench.press("esc d ctrl-u '2026-12-10 enter enter x");
    assert!(bench.notice().1.contains("only projected"), "{:?}", bench.notice());
    assert_eq!(bench.value("V-00001", "exceptions"), "2026-12-14 | 2026-12-10");
}

#[test]
fn a_moved_review_keeps_the_day_of_its_series() {
    let mut bench = series("month");
    bench.press("7 enter j d '2026-12-10 enter 'the_board_travels enter");
    assert_eq!(bench.value("V-00001", "date"), "2026-12-10");
    assert_eq!(bench.value("V-00001", "planned"), "2026-12-07");
    assert!(bench.value("V-00001", "exceptions").contains("the board travels"));
    assert_eq!(until_june(&bench)[..2], ["2026-12-10 V-00001", "~2027-01-07 V-00001"]);
    bench.press("> enter enter");
    assert_eq!(
        bench.value("V-00001", "planned"),
        "2026-12-07",
        "moved twice, it is still the day of the series"
    );
    bench.press("d '2026-12-07 enter enter");
    assert_eq!(bench.value("V-00001", "planned"), "");
    assert_eq!(bench.value("V-00001", "exceptions"), "");
    bench.press("u u u");
    assert_eq!(bench.value("V-00001", "date"), "2026-12-07");
    assert_eq!(bench.value("V-00001", "exceptions"), "");
    bench.assert_saved();
}

#[test]
fn a_review_that_comes_once_says_in_its_minutes_why_it_moved() {
    let mut bench = Bench::sample();
    bench.press("7 enter j > enter 'the_room_was_taken enter");
    assert_eq!(bench.value("V-00001", "planned"), "");
    let minutes = bench.value("V-00001", "minutes");
    assert!(
        minutes.contains("moved from 2026-12-07 to 2026-12-08: the room was taken"),
        "{minutes}"
    );
}

#[test]
fn cancelling_a_review_of_a_series_plans_the_next_in_one_edit() {
    let mut bench = series("month");
    bench.press("7 enter j c 'nothing_to_look_at enter");
    assert_eq!(bench.value("V-00001", "status"), "cancelled");
    assert!(
        bench
            .value("V-00001", "minutes")
            .contains("cancelled: nothing to look at")
    );
    let next = bench.saves[0].edit.touched()[1].clone();
    assert_eq!(bench.value(next.as_str(), "date"), "2027-01-07");
    assert_eq!(bench.value(next.as_str(), "previous"), "V-00001");
    assert_eq!(
        until_june(&bench)[..2],
        [format!("2027-01-07 {next}"), format!("~2027-02-07 {next}")]
    );
    assert!(bench.notice().1.contains(next.as_str()));
    bench.press("u");
    assert_eq!(bench.value("V-00001", "status"), "planned");
    assert!(bench.app.register.get(next.as_str()).is_none());
    bench.assert_saved();
}

#[test]
fn cancelling_one_that_comes_once_plans_nothing() {
    let mut bench = Bench::sample();
    bench.press("7 enter j c 'merged_into_another enter");
    assert_eq!(bench.saves[0].edit.touched(), [Id::new("V-00001")]);
}

#[test]
fn the_filter_asks_all_kinds_and_stays() {
    let mut bench = Bench::sample();
    bench.press("7 / 'kind:review");
    assert_eq!(agenda(&bench), ["2026-12-07 V-00001"], "while it is typed");
    bench.press("enter");
    assert_eq!(bench.app.screens.calendar.filter(), "kind:review");
    bench.press("2 7 }");
    assert_eq!(bench.app.screens.calendar.filter(), "kind:review");
    bench.press("/ ctrl-u 'owner:ben enter");
    assert_eq!(
        agenda(&bench),
        ["2026-10-10 T-00002", "2026-11-01 E-00001", "2026-11-25 T-00004"]
    );
    bench.press("d '2027-01-15 enter enter");
    assert_eq!(agenda(&bench)[2], "2027-01-15 T-00004", "an edit keeps to the filter");
    bench.press("o 'zoe down enter");
    assert_eq!(agenda(&bench).len(), 2, "and what it no longer lets through goes");
    bench.press("esc");
    assert_eq!(
        bench.app.screens.calendar.rows().len(),
        bench.app.screens.calendar.total()
    );
    bench.press("/ 'wonder:x enter");
    assert!(bench.notice().1.contains("No kind of record"), "{:?}", bench.notice());
}

#[test]
fn a_filter_typed_to_its_end_leads_into_the_agenda() {
    let mut bench = Bench::sample();
    bench.press("7 / esc");
    assert!(bench.app.screens.calendar.month_focused, "nothing was filtered");
    bench.press("/ 'kind:review enter");
    assert!(!bench.app.screens.calendar.month_focused);
}

#[test]
fn a_record_that_the_filter_hides_is_gone_to_all_the_same() {
    let mut bench = Bench::sample();
    bench.press("7 / 'kind:action enter 1");
    bench.app.go_to(&Id::new("V-00001"));
    assert_eq!(
        (bench.screen(), bench.at()),
        (&screens::calendar::SCREEN, "V-00001".to_owned())
    );
    assert_eq!(bench.app.screens.calendar.filter(), "");
}

#[test]
fn enter_on_a_review_opens_its_record_over_the_calendar() {
    let mut bench = series("1 week");
    bench.press("7 enter j j enter");
    assert_eq!(bench.at(), "V-00001");
    assert!(bench.app.dialogs.top::<ShownRecord>().is_some());
    bench.press("esc");
    assert_eq!(
        agenda(&bench)[bench.app.screens.calendar.cursor],
        "~2026-12-14 V-00001",
        "and the cursor stays"
    );
}

#[test]
fn a_day_of_the_month_decides_on_the_only_event_of_the_day() {
    let mut bench = Bench::sample();
    bench.press("7 d");
    assert!(
        bench.notice().1.contains("Nothing is due on 2026-11-23"),
        "{:?}",
        bench.notice()
    );
    bench.press("l l d '2026-11-30 enter enter");
    assert_eq!(bench.value("T-00004", "due"), "2026-11-30");
    bench.press("l c");
    assert!(bench.notice().1.contains("Nothing is due on"), "{:?}", bench.notice());
    bench.press("t j c 'not_needed enter");
    assert_eq!(bench.value("T-00004", "status"), "cancelled");
}

#[test]
fn space_on_a_day_adds_a_review_there() {
    let mut bench = Bench::sample();
    bench.press("7 l space");
    assert_eq!(bench.form().original.get(review::DATE), Some(date("2026-11-24")));
}

#[test]
fn the_detail_shows_when_a_review_recurs() {
    let told = |bench: &Bench| {
        let mut lines = bench.app.detail_lines().into_iter();
        lines.find_map(|line| match line {
            Line::Field(label, text, _) if label == "Comes again" => Some(text),
            _ => None,
        })
    };
    let mut bench = series("3 months");
    bench.press("7 enter j enter");
    assert_eq!(told(&bench).as_deref(), Some("2027-03-07, 2027-06-07, 2027-09-07"));
    let mut bench = series("now and then");
    bench.press("7 enter j enter");
    assert!(told(&bench).is_some_and(|text| text.contains("edit Every")));
    let mut bench = Bench::sample();
    bench.press("7 enter j enter");
    assert_eq!(told(&bench), None);
}

#[test]
fn far_months_are_projected_when_somebody_goes_there() {
    let mut bench = series("year");
    bench.press("7");
    let last = |bench: &Bench| agenda(bench).last().cloned().expect("a row");
    assert_eq!(last(&bench), "~2027-12-07 V-00001");
    for _ in 0..60 {
        bench.press("}");
    }
    assert!(last(&bench).as_str() > "~2031-12", "{}", last(&bench));
    assert_eq!(count_on(&bench, "2031-12-07"), (1, 1, 0));
}

/// The sample register with an audit that was held and a review that was cancelled.
fn with_past() -> Bench {
    let mut bench = Bench::sample();
    let held = [
        ("title", "Stage 1 audit"),
        ("event", "stage 1"),
        ("date", "2026-09-14"),
        ("status", "held"),
        ("held", "2026-09-15"),
    ];
    put(&mut bench, &review::KIND, "V-00021", &held);
    let cancelled = [
        ("title", "Training"),
        ("event", "training"),
        ("date", "2026-10-05"),
        ("status", "cancelled"),
    ];
    put(&mut bench, &review::KIND, "V-00022", &cancelled);
    bench
}

#[test]
fn reviews_that_are_over_stay_in_the_calendar_and_open() {
    let mut bench = with_past();
    bench.press("7");
    assert_eq!(count_on(&bench, "2026-09-15"), (1, 0, 1));
    assert_eq!(count_on(&bench, "2026-10-05"), (1, 0, 1));
    assert_eq!(agenda(&bench)[..2], ["=2026-09-15 V-00021", "=2026-10-05 V-00022"]);
    assert!(bench.app.screens.calendar.rows()[2..].iter().all(|row| !row.is_over));
    // Two months back, and to the day of the audit.
    bench.press("{ {");
    while bench.app.screens.calendar.day != date("2026-09-15") {
        bench.press("h");
    }
    assert_eq!(bench.at(), "V-00021");
    bench.press(">");
    assert_eq!(bench.notice().1, "V-00021 is held; only what is planned is moved.");
    bench.press("enter enter");
    assert!(bench.app.dialogs.top::<ShownRecord>().is_some());
    bench.press("esc / 'is:cancelled enter");
    assert_eq!(agenda(&bench), ["=2026-10-05 V-00022"]);
}
