//! The heatmap, the calendar, the gap analysis and the controls.

use aims::app::notices::Tone;
use aims::app::screens;
use aims::app::screens::risks::Time;
use aims::domain::method::score::Dimension;

use aims::domain::kinds::risk;

use crate::bench::{Bench, date, today};

#[test]
fn the_heatmap_cursor_is_on_the_selected_risk() {
    let mut bench = Bench::sample();
    bench.press("3");
    assert_eq!(bench.at(), "R-00001");
    assert_eq!(
        (
            bench.app.screens.heatmap.likelihood,
            bench.app.screens.heatmap.consequence
        ),
        (Some(4), 4)
    );
    bench.press("j");
    assert_eq!(
        (
            bench.app.screens.heatmap.likelihood,
            bench.app.screens.heatmap.consequence
        ),
        (Some(2), 3)
    );
}

#[test]
fn walking_cells_narrows_the_list_to_the_cell() {
    let mut bench = Bench::sample();
    bench.press("3 h");
    assert!(bench.app.screens.heatmap.focused);
    assert_eq!(bench.rows(), ["R-00001"]);
    bench.press("h");
    assert_eq!(bench.rows(), Vec::<String>::new());
    bench.press("j j");
    assert_eq!(bench.rows(), ["R-00002"]);
}

#[test]
fn the_cursor_of_the_heatmap_stays_inside_the_method() {
    let mut bench = Bench::sample();
    bench.press("3 h");
    bench.press(&"h ".repeat(9));
    bench.press(&"k ".repeat(9));
    assert_eq!(
        (
            bench.app.screens.heatmap.likelihood,
            bench.app.screens.heatmap.consequence
        ),
        (Some(5), 1)
    );
    bench.press(&"l ".repeat(9));
    assert_eq!(
        bench.app.screens.heatmap.likelihood, None,
        "the column of those without a likelihood"
    );
    bench.press("h");
    assert_eq!(bench.app.screens.heatmap.consequence, 5);
}

#[test]
fn enter_goes_from_a_cell_to_its_list_and_c_gives_all_back() {
    let mut bench = Bench::sample();
    bench.press("3 h enter");
    assert!(!bench.app.screens.heatmap.focused && bench.app.screens.heatmap.narrowed);
    assert_eq!(bench.rows(), ["R-00001"]);
    bench.press("c");
    assert_eq!(bench.rows().len(), 3);
}

#[test]
fn an_edit_in_a_cell_keeps_the_list_to_the_cell() {
    let mut bench = Bench::sample();
    bench.press("3 h enter o 'zoe down enter");
    assert_eq!(bench.value("R-00001", "owner"), "zoe");
    assert_eq!(bench.rows(), ["R-00001"]);
}

#[test]
fn escape_leaves_the_heatmap_and_then_gives_all_back() {
    let mut bench = Bench::sample();
    bench.press("3 h esc");
    assert!(!bench.app.screens.heatmap.focused);
    bench.press("esc");
    assert_eq!(bench.rows().len(), 3);
}

#[test]
fn the_time_cycles_and_the_cells_are_recounted() {
    let mut bench = Bench::sample();
    bench.press("3 h t");
    assert_eq!(bench.app.screens.heatmap.time, Time::Target);
    assert!(bench.rows().is_empty(), "nothing is at 4 x 4 after treatment");
    bench.press("t");
    assert_eq!(bench.app.screens.heatmap.time, Time::Inherent);
    bench.press("t");
    assert_eq!((bench.app.screens.heatmap.time, bench.rows().len()), (Time::Current, 1));
}

#[test]
fn the_dimension_goes_round() {
    let mut bench = Bench::sample();
    let mut seen = Vec::new();
    bench.press("3 h");
    for _ in 0..4 {
        bench.press("d");
        seen.push((bench.app.screens.heatmap.dimension, bench.rows().len()));
    }
    assert_eq!(
        seen,
        [
            (Some(Dimension::Organization), 1),
            (Some(Dimension::Individuals), 0),
            (Some(Dimension::Society), 0),
            (None, 1)
        ]
    );
}

#[test]
fn a_risk_added_in_a_cell_is_judged_as_the_cell() {
    let mut bench = Bench::sample();
    bench.press("3 h j j a 'New_one ctrl-s");
    let made = bench.saves[0].edit.touched().remove(0);
    assert!(
        bench.value(made.as_str(), "current").starts_with("2 4"),
        "{}",
        bench.value(made.as_str(), "current")
    );
    assert_eq!(bench.rows(), [made.to_string()]);
}

#[test]
fn accepting_from_the_risks_accepts_the_risk_itself() {
    let mut bench = Bench::sample();
    bench.press("3 j A 'zoe down enter 'low enter 'eoy enter y");
    assert_eq!(bench.value("R-00002", "accepted_until"), "2026-12-31");
}

#[test]
fn the_calendar_walks_days_weeks_and_months() {
    let mut bench = Bench::sample();
    bench.press("7");
    assert_eq!(bench.app.screens.calendar.day, today());
    bench.press("l j");
    assert_eq!(bench.app.screens.calendar.day, date("2026-12-01"));
    bench.press("h k");
    assert_eq!(bench.app.screens.calendar.day, today());
    bench.press("} } {");
    assert_eq!(bench.app.screens.calendar.day, date("2026-12-23"));
    bench.press("t");
    assert_eq!(bench.app.screens.calendar.day, today());
}

#[test]
fn a_month_later_than_its_shorter_one_ends_on_the_last_day() {
    let mut bench = Bench::sample();
    bench.press("7 l l l l l l l } } pagedown");
    assert_eq!(bench.app.screens.calendar.day, date("2027-02-28"));
}

#[test]
fn the_agenda_follows_the_day_and_the_day_the_agenda() {
    let mut bench = Bench::sample();
    bench.press("7 enter");
    assert_eq!(bench.at(), "T-00004");
    bench.press("j");
    assert_eq!(
        (bench.at().as_str(), bench.app.screens.calendar.day),
        ("V-00001", date("2026-12-07"))
    );
    bench.press("k k");
    assert_eq!(bench.app.screens.calendar.day, date("2026-11-20"));
}

#[test]
fn enter_in_the_agenda_goes_to_the_record_and_back_again() {
    let mut bench = Bench::sample();
    bench.press("7 enter enter");
    assert_eq!(
        (bench.screen(), bench.at()),
        (&screens::treatment::SCREEN, "T-00004".to_owned())
    );
    bench.press("ctrl-o");
    assert_eq!(bench.screen(), &screens::calendar::SCREEN);
}

#[test]
fn a_review_is_added_on_the_day_under_the_cursor() {
    let mut bench = Bench::sample();
    bench.press("7 j a 'Audit tab 'internal_audit ctrl-s");
    let made = bench.saves[0].edit.touched().remove(0);
    assert_eq!(bench.value(made.as_str(), "date"), "2026-11-30");
    assert_eq!(bench.value(made.as_str(), "status"), "planned");
    assert_eq!(bench.at(), made.as_str());
}

#[test]
fn a_review_is_opened_from_the_agenda_and_from_its_detail() {
    let mut bench = Bench::sample();
    bench.press("7 enter j x");
    assert!(bench.app.guided.holding(bench.app.screen).is_some());
    bench.press("q enter x");
    assert!(bench.app.guided.holding(bench.app.screen).is_some() && bench.app.dialogs.is_empty());
    assert!(bench.saves.is_empty());
}

#[test]
fn only_reviews_are_held() {
    let mut bench = Bench::sample();
    bench.press("7 enter x");
    assert_eq!(bench.notice().0, Tone::Refused);
}

#[test]
fn excluding_a_control_asks_for_the_reason_and_choosing_it_takes_the_reason_away() {
    let mut bench = Bench::sample();
    bench.press("5");
    let control = bench.at();
    bench.press("x enter");
    assert!(!bench.ask_error().is_empty());
    bench.press("'not_built_here enter");
    assert_eq!(bench.value(&control, "applicability"), "excluded");
    assert_eq!(bench.value(&control, "reason"), "not built here");
    bench.press("x r enter enter");
    assert_eq!(bench.value(&control, "applicability"), "applicable");
    assert_eq!(bench.value(&control, "basis"), "risk treatment");
    assert_eq!(bench.value(&control, "reason"), "");
    bench.press("u u");
    assert_eq!(bench.value(&control, "applicability"), "");
    bench.assert_saved();
}

#[test]
fn the_status_of_a_control_is_chosen_by_letters() {
    let mut bench = Bench::sample();
    bench.press("5");
    let control = bench.at();
    bench.press("S 'part enter");
    assert_eq!(bench.value(&control, "status"), "partial");
}

#[test]
fn an_own_control_gets_the_next_free_number() {
    let mut bench = Bench::sample();
    bench.press("5 a 'Ours ctrl-s a 'Ours_too ctrl-s");
    assert_eq!(bench.value("ORG-1", "title"), "Ours");
    assert_eq!(bench.value("ORG-2", "title"), "Ours too");
}

#[test]
fn evidence_is_put_off_by_its_day_of_expiry() {
    let mut bench = Bench::sample();
    bench.press("8 d '+1y enter 'renewed enter");
    assert_eq!(bench.value("E-00001", "expires"), "2027-11-23");
    assert_eq!(
        bench.value("E-00001", "note"),
        "2026-11-23: Expires moved from 2026-11-01 to 2027-11-23: renewed"
    );
}

#[test]
fn a_term_of_elsewhere_in_the_filter_leads_where_it_belongs() {
    for screen in ["6", "5"] {
        let mut bench = Bench::sample();
        bench.press(screen);
        bench.press("/ '8.4_deployment");
        assert_eq!(bench.list().rows().len(), 0);
        bench.press("enter");
        assert_eq!(
            (bench.screen(), bench.at().as_str()),
            (&screens::controls::SCREEN, "A.6.2.5")
        );
        assert!(bench.notice().1.contains("impact assessment"), "{}", bench.notice().1);
        assert_eq!(bench.list().filter(), "");
    }
}

#[test]
fn a_band_lists_all_its_cells_and_the_cell_is_where_it_was() {
    let mut bench = Bench::sample();
    bench.press("3 h");
    let place = (
        bench.app.screens.heatmap.likelihood,
        bench.app.screens.heatmap.consequence,
    );
    let band = bench.app.register.method().band_at(place.0, place.1);
    bench.press("b");
    let method = bench.app.register.method();
    let levels: Vec<_> = bench
        .rows()
        .iter()
        .filter_map(|id| bench.app.register.get(id))
        .map(|risk| risk::current_level(method, risk))
        .collect();
    assert!(
        !levels.is_empty() && levels.iter().all(|level| *level == band),
        "{levels:?}"
    );
    bench.press("enter enter esc h");
    assert_eq!(
        (
            bench.app.screens.heatmap.likelihood,
            bench.app.screens.heatmap.consequence
        ),
        place
    );
    bench.press("c");
    assert_eq!(bench.rows().len(), 3);
}

#[test]
fn three_times_and_four_dimensions_go_round() {
    let mut bench = Bench::sample();
    bench.press("3");
    let mut seen = std::collections::HashSet::new();
    for _ in 0..3 {
        for _ in 0..4 {
            let map = &bench.app.screens.heatmap;
            let counted: usize = (1..=5)
                .flat_map(|likelihood| (1..=5).map(move |consequence| (likelihood, consequence)))
                .map(|(likelihood, consequence)| {
                    let cell = map.cell(Some(likelihood), consequence);
                    bench.app.register.index().in_cell(cell).count()
                })
                .sum();
            // Three have a current score, two an inherent one, and one a target.
            assert_eq!(counted, [2, 3, 1][map.time as usize]);
            seen.insert((map.time.title(), map.dimension));
            bench.press("d");
        }
        bench.press("t");
    }
    assert_eq!(seen.len(), 12);
}

#[test]
fn the_heatmap_counts_what_the_filter_of_the_list_shows() {
    let mut bench = Bench::demo();
    bench.press("3 / 'owner:ben enter");
    let shown = bench.rows().len();
    assert!((1..bench.app.register.count(&aims::domain::kinds::risk::KIND)).contains(&shown));
    // From the corner through every cell: what a cell counts is what the list then shows.
    bench.press(&format!("h {}{}", "h ".repeat(9), "j ".repeat(9)));
    let mut met = 0;
    for _ in 0..5 {
        for column in 0..6 {
            let cell = bench.app.screens.heatmap.cursor();
            let lets_through = |slot: &_| bench.list().lets_through(bench.app.view(), *slot);
            let counted = bench.app.register.index().in_cell(cell).filter(lets_through).count();
            assert_eq!(bench.rows().len(), counted, "{cell:?}");
            met += counted;
            if column < 4 {
                bench.press("l");
            }
        }
        bench.press(&format!("{}k", "h ".repeat(9)));
    }
    assert!(met > 0);
}
