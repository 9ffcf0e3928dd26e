//! Today: for everyone or for oneself, the bars of readiness, and what changed since the last visit.

use aims::app::dialogs::picker::Picker;
use std::collections::HashMap;
use std::path::PathBuf;

use aims::app::environment::effect::Effect;
use aims::app::screens;
use aims::app::screens::readiness::heading::Heading;
use aims::app::screens::today::Lead;
use aims::app::state::message::Message;
use aims::app::sync::git_answers::GitAnswer;
use aims::domain::kinds::{finding, incident, objective, risk, supplier, system};
use aims::domain::readiness::Part;
use aims::domain::record::Record;
use aims::domain::record::choice::Choices;
use aims::domain::record::input;
use aims::git::changes::LastChange;

use crate::bench::{Bench, date, today};
use crate::workbench::hinted::drawn;

/// The count behind a text, and the filter it leads with.
fn line(bench: &Bench, text: &str) -> Option<(usize, String)> {
    let found = bench
        .app
        .screens
        .today
        .lines
        .iter()
        .find(|line| line.text.contains(text))?;
    let filter = found.leads.as_ref().map_or("", Lead::filter);
    Some((found.count?, filter.to_owned()))
}

/// Findings, incidents, objectives and suppliers that ask for something, half of them Ben's.
fn found(bench: &mut Bench) {
    let mut put = |kind: &'static aims::domain::record::field::Kind, id: &str, fields: &[(&str, &str)]| {
        let mut record = Record::new(kind, id.into());
        for (name, text) in fields {
            let at = kind.field_index(name).expect("a field");
            let value = input::read(kind.fields[at].shape, text, today()).expect("a value");
            record.put(at, value).expect("it fits");
        }
        bench.app.register.put(record);
    };
    let minor = [
        ("title", "No cause"),
        ("grade", "minor"),
        ("due", "2026-11-01"),
        ("owner", "ben"),
    ];
    put(&finding::KIND, "F-00001", &minor);
    put(
        &finding::KIND,
        "F-00002",
        &[("title", "No scope"), ("grade", "major"), ("owner", "ana")],
    );
    put(
        &finding::KIND,
        "F-00003",
        &[("title", "Faster"), ("grade", "ofi"), ("owner", "ben")],
    );
    put(
        &finding::KIND,
        "F-00004",
        &[("title", "Over"), ("grade", "major"), ("status", "closed")],
    );
    let owed = [
        ("title", "Leak"),
        ("reports", "2026-11-25 | authority | "),
        ("owner", "ben"),
        ("status", "open"),
    ];
    put(&incident::KIND, "I-00001", &owed);
    let over = [
        ("title", "Outage"),
        ("reports", "2026-11-01 | users | "),
        ("status", "closed"),
        ("lessons", "Two."),
    ];
    put(&incident::KIND, "I-00002", &over);
    let told = [
        ("title", "Bias"),
        ("reports", "2026-11-01 | users | 2026-10-30"),
        ("status", "closed"),
    ];
    put(&incident::KIND, "I-00003", &told);
    put(
        &objective::KIND,
        "O-00001",
        &[("title", "Fewer"), ("due", "2026-11-01"), ("owner", "ben")],
    );
    put(
        &supplier::KIND,
        "P-00001",
        &[("title", "Acme"), ("review", "2026-11-01")],
    );
    bench.app.refresh_all();
}

#[test]
fn every_line_leads_to_as_many_records_as_it_counts_for_everyone_and_for_me() {
    let mut bench = Bench::demo();
    found(&mut bench);
    bench.app.env.who = "Ben Okafor".to_owned();
    for text in [
        "major nonconformities open",
        "findings late",
        "nonconformities open",
        "incidents to report within a week",
        "incident with a late report",
        "incidents open",
        "objectives late",
        "suppliers' reviews late",
    ] {
        assert!(line(&bench, text).is_some(), "{text}");
    }
    for mine in [false, true] {
        bench.press("1");
        if mine {
            bench.press("m");
        }
        let lines = bench.app.screens.today.lines.clone();
        assert!(lines.len() > 6);
        for (at, line) in lines.iter().enumerate() {
            bench.press("esc esc 1 g g");
            bench.press(&"j ".repeat(at)).press("enter");
            let told = (&line.text, line.leads.as_ref().map(Lead::filter));
            match line.leads.as_ref().expect("every line leads somewhere") {
                Lead::Record(id) => assert_eq!(bench.at(), id.as_str()),
                _ if bench.app.dialogs.top::<Picker>().is_some() => {
                    let Some(picker) = bench.app.dialogs.top::<Picker>() else {
                        unreachable!()
                    };
                    assert_eq!(Some(picker.matches.len()), line.count, "{told:?}");
                }
                lead => {
                    assert_eq!(bench.list().filter_error(), None, "{told:?}");
                    assert_eq!(bench.list().filter(), lead.filter());
                    // Without a filter the count is one among all that the screen lists.
                    if !lead.filter().is_empty() && !line.text.starts_with("of ") {
                        assert_eq!(Some(bench.rows().len()), line.count, "{told:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn m_counts_what_i_answer_for_and_the_filter_says_whose() {
    let mut bench = Bench::sample();
    assert_eq!(line(&bench, "more than 90 days late"), Some((1, "late>90".to_owned())));
    let (late, _) = line(&bench, "31 to 90 days late").expect("Ben is late");
    assert_eq!(late, 1);
    bench.press("m");
    assert!(bench.notice().1.contains("ana"), "{:?}", bench.notice());
    assert_eq!(
        line(&bench, "more than 90 days late"),
        Some((1, "late>90 owner=ana".to_owned()))
    );
    assert_eq!(line(&bench, "31 to 90 days late"), None, "that is Ben's");
    bench.press("m");
    assert_eq!(line(&bench, "31 to 90 days late").map(|(count, _)| count), Some(1));
}

#[test]
fn a_name_with_blanks_or_quotes_makes_a_filter_that_is_understood() {
    let mut bench = Bench::sample();
    bench.app.env.who = "Zoë \"Z\" van Dam".to_owned();
    bench.press("m esc");
    bench.press("g g enter");
    assert_eq!(bench.screen(), &screens::treatment::SCREEN);
    assert_eq!(bench.list().filter_error(), None, "{}", bench.list().filter());
    assert!(bench.rows().is_empty());
}

#[test]
fn an_unknown_user_gets_instructions() {
    let mut bench = Bench::sample();
    bench.app.env.who = String::new();
    bench.press("m");
    assert!(
        bench.notice().1.contains("git config user.name"),
        "{:?}",
        bench.notice()
    );
    assert!(!bench.app.screens.today.mine);
}

#[test]
fn the_next_three_events_are_named_and_lead_there() {
    let mut bench = Bench::demo();
    let named: Vec<_> = bench
        .app
        .screens
        .today
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| matches!(&line.leads, Some(Lead::Record(id)) if id.as_str().starts_with("V-")))
        .collect();
    let texts: Vec<_> = named.iter().map(|(_, line)| line.text.clone()).collect();
    assert_eq!(texts.len(), 3);
    assert!(texts.is_sorted(), "{texts:?}");
    let at = named[0].0;
    let Some(Lead::Record(id)) = named[0].1.leads.clone() else {
        unreachable!()
    };
    bench.press(&"j ".repeat(at)).press("enter");
    assert_eq!(bench.at(), id.as_str());
}

#[test]
fn the_bars_come_after_the_lines_and_lead_to_their_part() {
    let mut bench = Bench::demo();
    let lines = bench.app.screens.today.lines.len();
    bench.press("G");
    assert_eq!(bench.app.screens.today.cursor, lines + Part::ALL.len() - 1);
    bench.press("enter");
    assert_eq!(bench.screen(), &screens::readiness::SCREEN);
    let blockers = &bench.app.screens.readiness;
    let heading = blockers.selected_heading().map(|(heading, _)| heading);
    assert_eq!(heading, Some(&Heading::Part(Part::Register)));
}

#[test]
fn changes_since_the_last_visit_arrive_from_git_and_move_nothing() {
    let mut bench = Bench::sample();
    bench.press("c");
    assert!(bench.notice().1.contains("first visit"));
    let visit = date("2026-11-20").and_hms_opt(17, 0, 0).expect("a time");
    bench.app.update(Message::Visit(visit));
    bench.collect();
    let asked = |bench: &Bench| matches!(bench.asked.last(), Some(Effect::ChangedSince(asked)) if *asked == visit);
    assert!(!asked(&bench), "opening asks git nothing");
    bench.press("c");
    assert!(asked(&bench));
    assert!(bench.notice().1.contains("not answered"));
    bench.press("G");
    let (cursor, lines) = (bench.app.screens.today.cursor, bench.app.screens.today.lines.clone());
    for id in ["R-00001", "T-00002", "R-00003"] {
        let path = PathBuf::from(format!("systems/chat/{id}.ron"));
        bench.app.sync.paths.insert(id.into(), path.into());
    }
    let change = |day| LastChange {
        who: "Ben Okafor".to_owned(),
        day: date(day),
        commit: "abc".to_owned(),
    };
    let changes = HashMap::from([
        (PathBuf::from("systems/chat/R-00001.ron"), change("2026-11-21")),
        (PathBuf::from("systems/chat/T-00002.ron"), change("2026-11-22")),
        (PathBuf::from("systems/gone/R-00009.ron"), change("2026-11-22")),
        (
            PathBuf::from("systems/chat/R-00003.ron"),
            LastChange {
                who: "Ana Ruiz".to_owned(),
                ..change("2026-11-22")
            },
        ),
    ]);
    bench.app.update(Message::Git(GitAnswer::ChangedSince(changes)));
    assert_eq!(bench.app.screens.today.lines[..lines.len()], lines);
    assert_eq!(
        bench.app.screens.today.cursor,
        cursor + 1,
        "the bar under the cursor stays under it"
    );
    assert_eq!(
        line(&bench, "changed by others since 2026-11-20").map(|(count, _)| count),
        Some(2)
    );
    bench.press("c");
    let Some(picker) = bench.app.dialogs.top::<Picker>() else {
        unreachable!("the records are offered")
    };
    let told: Vec<_> = picker
        .entries
        .iter()
        .map(|entry| (&*entry.lead, &*entry.note))
        .collect();
    assert_eq!(
        told,
        [
            ("T-00002", "2026-11-22 Ben Okafor"),
            ("R-00001", "2026-11-21 Ben Okafor")
        ]
    );
    bench.press("down enter");
    assert_eq!(bench.at(), "R-00001");
    bench.press("1 m");
    assert!(line(&bench, "changed by others").is_some());
}

#[test]
fn an_empty_register_says_where_to_begin_until_something_is_there() {
    let mut bench = Bench::fresh();
    let begins = |bench: &Bench| {
        let mut lines = bench.app.screens.today.lines.iter();
        lines.position(|line| line.text == "enter the AI systems")
    };
    assert_eq!(begins(&bench), Some(1), "the first section");
    bench.press("g g j enter");
    assert_eq!(bench.screen().title, "Systems");
    for kind in [&system::KIND, &risk::KIND] {
        let mut bench = Bench::fresh();
        let id = if *kind == system::KIND { "chat" } else { "R-00001" };
        bench.app.register.put(Record::new(kind, id.into()));
        bench.app.refresh_all();
        assert_eq!(begins(&bench), None, "{}", kind.name);
    }
}

#[test]
fn nothing_is_said_of_a_register_before_it_was_read() {
    let mut bench = Bench::fresh();
    bench.app.update(Message::Loading);
    let shown = drawn(&bench);
    assert!(shown.contains("The register is being read."), "{shown}");
    for said in ["block", "unnamed", "Ready for"] {
        assert!(!shown.contains(said), "{said}: {shown}");
    }
}
