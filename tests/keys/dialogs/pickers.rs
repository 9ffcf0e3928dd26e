//! The palette, the help, and what is read in pages.

use aims::app::dialogs::Page;
use aims::app::dialogs::ShownRecord;
use aims::app::dialogs::filter::Filter;
use aims::app::dialogs::picker::{Entry, Picker};
use aims::app::environment::effect::Effect;
use aims::app::input::command::Group;
use aims::app::notices::Tone;
use aims::app::screens;
use aims::app::state::message::Message;

use crate::bench::Bench;

fn picker(bench: &Bench) -> &Picker {
    match bench.app.dialogs.top::<Picker>() {
        Some(picker) => picker,
        _ => unreachable!("a picker lies on top"),
    }
}

/// The page on top.
pub fn page(bench: &Bench) -> &Page {
    match bench.app.dialogs.top::<Page>() {
        Some(page) => page,
        _ => unreachable!("a page lies on top"),
    }
}

#[test]
fn the_palette_runs_an_action_by_a_few_letters() {
    let mut bench = Bench::sample();
    bench.press("4 : 'retire enter 'sold enter");
    assert!(bench.confirm().text.contains("T-00001"));
}

#[test]
fn the_palette_holds_every_action_but_plain_moving() {
    let mut bench = Bench::sample();
    bench.press(":");
    for command in bench
        .app
        .input
        .keymap
        .commands()
        .filter(|command| command.group != Group::Move)
    {
        let found = picker(&bench).entries.iter().any(|found| found.lead == command.name);
        assert!(found, "{command:?}");
    }
}

#[test]
fn the_palette_goes_to_a_record_by_its_title() {
    let mut bench = Bench::sample();
    bench.press(": 'drift_unseen enter");
    assert_eq!(
        (bench.screen(), bench.at()),
        (&screens::risks::SCREEN, "R-00003".to_owned())
    );
}

#[test]
fn the_palette_adds_a_record_of_any_kind() {
    let mut bench = Bench::sample();
    bench.press(": 'add_evidence enter");
    assert_eq!(bench.form().kind.name, "evidence");
}

#[test]
fn a_term_people_use_wrongly_lands_where_it_belongs_and_says_why() {
    let mut bench = Bench::sample();
    bench.press(": '8.4_deployment enter");
    assert_eq!(
        (bench.screen(), bench.at()),
        (&screens::controls::SCREEN, "A.6.2.5".to_owned())
    );
    let (tone, text) = bench.notice();
    assert!(tone == Tone::Done && text.len() > 20, "{text}");
}

#[test]
fn a_clause_leads_to_its_first_question() {
    let mut bench = Bench::sample();
    bench.press(": '6.1.2 enter");
    assert_eq!(
        (bench.screen(), bench.at()),
        (&screens::gap::SCREEN, "6.1.2/q1".to_owned())
    );
}

#[test]
fn a_record_that_the_filter_hides_is_shown_all_the_same() {
    let mut bench = Bench::sample();
    bench.press("4 / 'bias enter : 'runbook enter");
    assert_eq!((bench.at().as_str(), bench.list().filter()), ("T-00003", ""));
}

#[test]
fn a_record_no_list_shows_is_laid_over_the_screen() {
    let mut bench = Bench::sample();
    bench.press("4 : 'T-00007 enter");
    assert!(
        bench
            .app
            .dialogs
            .top::<ShownRecord>()
            .is_some_and(|ShownRecord(id)| id.as_str() == "T-00007")
    );
    assert_eq!(bench.at(), "T-00007");
    bench.press("esc");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(bench.screen(), &screens::treatment::SCREEN);
}

#[test]
fn escape_leaves_the_palette_without_running_anything() {
    let mut bench = Bench::sample();
    bench.press(": 'quit esc");
    assert!(bench.app.dialogs.is_empty() && bench.asked.is_empty());
}

#[test]
fn an_action_that_cannot_be_run_now_says_why() {
    let mut bench = Bench::sample();
    bench.press(": 'redo enter");
    assert_eq!(bench.notice(), (Tone::Refused, "Nothing to redo."));
}

#[test]
fn the_help_lists_what_the_keys_do_here_and_runs_it() {
    let mut bench = Bench::sample();
    bench.press("4 ?");
    let entries = &picker(&bench).entries;
    assert!(
        entries
            .iter()
            .any(|entry| entry.lead == "x" && entry.text.contains("done"))
    );
    bench.press("'inventory enter");
    assert_eq!(bench.screen(), &screens::systems::SCREEN);
}

#[test]
fn the_help_of_each_screen_names_only_keys_that_do_there_what_it_says() {
    for screen in [
        "1",
        "2",
        "3",
        "3 h",
        "4",
        "4 enter",
        "5",
        "6",
        "6 enter",
        "7",
        "7 enter",
        "8",
        "9",
        "9 enter",
        "9 I",
        "9 I enter",
        "2 P",
        "1 O",
    ] {
        let mut bench = Bench::demo();
        bench.press(screen).press("?");
        let entries = picker(&bench).entries.clone();
        let elsewhere = |entry: &Entry| {
            entry
                .refused
                .as_ref()
                .is_some_and(|why| why.starts_with("This holds elsewhere"))
        };
        assert!(entries.len() > 20 && !entries.iter().any(elsewhere), "{screen}");
        let place = entries.iter().position(|entry| entry.lead == "u");
        assert!(
            place > Some(5),
            "{screen}: what holds everywhere stands below what holds here"
        );
        // One more key shows those of every other place.
        bench.press("?");
        let all = picker(&bench).entries.clone();
        assert!(all.len() > 300 && all.iter().any(elsewhere), "{screen}");
        bench.press("esc");
        let contexts = bench.app.contexts();
        for entry in entries {
            let keys: Vec<_> = entry.lead.split(' ').map(|key| key.parse().expect("a key")).collect();
            let meaning = bench.app.input.keymap.meaning(&contexts, &keys);
            assert_eq!(
                format!("{meaning:?}"),
                format!("{:?}", entry.target),
                "{screen}: {}",
                entry.lead
            );
        }
    }
}

#[test]
fn links_of_a_record_are_offered_and_followed() {
    let mut bench = Bench::sample();
    bench.press("2 L");
    let leads: Vec<_> = picker(&bench).entries.iter().map(|entry| entry.lead.clone()).collect();
    assert_eq!(leads, ["R-00001", "R-00003", "T-00001", "T-00003", "T-00004"]);
    bench.press("'drift enter");
    assert_eq!(bench.at(), "R-00003");
}

#[test]
fn the_messages_of_the_session_are_read_latest_first() {
    let mut bench = Bench::sample();
    bench.press("4 x enter u : 'messages enter");
    let lines = &page(&bench).lines;
    assert!(
        lines[0].contains("Undone") && lines[1].contains("done: T-00001"),
        "{lines:?}"
    );
    bench.press("q");
    assert!(
        bench.app.dialogs.is_empty() && bench.asked.is_empty(),
        "q closes the page only"
    );
}

#[test]
fn a_page_is_scrolled_and_closed() {
    let mut bench = Bench::sample();
    bench.press(": 'catalogue enter j j");
    assert_eq!(page(&bench).top.get(), 2);
    bench.press("esc");
    assert!(bench.app.dialogs.is_empty());
}

#[test]
fn the_palette_takes_pasted_text_as_letters() {
    let mut bench = Bench::sample();
    bench.press(":");
    bench.app.update(Message::Paste("quit\n".to_owned()));
    bench.collect();
    assert_eq!(bench.asked.len(), 0);
    bench.press("enter");
    assert!(matches!(bench.asked[..], [Effect::Quit]));
}

#[test]
fn a_refused_command_and_a_faulty_filter_stay_where_they_were_typed() {
    let mut bench = Bench::sample();
    bench.press("4 : 'raise_a_finding_from_the_point enter");
    assert!(bench.notice().1.contains("Calendar (7)"), "{:?}", bench.notice());
    assert!(bench.app.dialogs.top::<Picker>().is_some());
    bench.press("esc 4 / 'due:nonsense enter");
    assert_eq!(bench.notice().0, Tone::Refused);
    assert!(bench.app.dialogs.top::<Filter>().is_some());
}
