//! Incidents, suppliers, objectives and the organization, by keys.

use aims::app::decisions::prompt::Ask;
use aims::app::notices::Tone;
use aims::app::screens;
use aims::domain::kinds;
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::record::input;

use crate::bench::{Bench, today};

fn put(bench: &mut Bench, kind: &str, id: &str, fields: &[(&str, &str)]) {
    let kind = kinds::ALL.iter().find(|known| known.name == kind).expect("a kind");
    let mut record = Record::new(kind, Id::new(id));
    for (name, text) in fields {
        let at = kind.field_index(name).expect("a field");
        let value = input::read(kind.fields[at].shape, text, today()).expect("a value");
        record.put(at, value).expect("fits");
    }
    bench.app.register.put(record.clone());
    bench.disk.put(record);
}

/// An incident of the chat, an assessment that waits for one, a supplier and an objective beside the small register.
fn bench() -> Bench {
    let mut bench = Bench::sample();
    put(
        &mut bench,
        "incident",
        "I-00001",
        &[
            ("title", "Crisis not handed over"),
            ("systems", "chat"),
            ("happened", "2026-11-20"),
            ("severity", "serious"),
            ("status", "open"),
            (
                "reports",
                "2026-11-22 | Authority |\n2026-11-21 | Board | 2026-11-20\n2026-12-01 | Insurer |",
            ),
        ],
    );
    put(
        &mut bench,
        "assessment",
        "S-00001",
        &[
            ("title", "Impact of the chat"),
            ("type", "impact assessment"),
            ("system", "chat"),
            ("date", "2026-06-01"),
            ("status", "complete"),
            ("effects", "individuals | good | Answers at night"),
            ("events", "An incident with a patient |\nA new model |"),
        ],
    );
    put(
        &mut bench,
        "supplier",
        "P-00001",
        &[("title", "Northlake"), ("systems", "chat"), ("every", "6 months")],
    );
    put(
        &mut bench,
        "objective",
        "O-00001",
        &[
            ("title", "Hand over sooner"),
            ("measure", "Seconds"),
            ("target", "30"),
            ("owner", "ana"),
            ("status", "open"),
            ("due", "2026-12-31"),
        ],
    );
    bench.app.refresh_all();
    bench
}

/// What stands behind the answer of the question on top.
fn reading(bench: &Bench) -> String {
    let Some(ask) = bench.app.dialogs.top::<Ask>() else {
        unreachable!("something is asked")
    };
    let around = &bench.app.env;
    ask.reading(&bench.app.register, &around.who, around.today)
        .unwrap_or_default()
}

#[test]
fn the_lists_are_under_the_tab_of_another_screen_and_lead_back() {
    let mut bench = bench();
    for (keys, screen, back, home) in [
        ("9 I", &screens::incidents::SCREEN, "I", &screens::findings::SCREEN),
        ("2 P", &screens::suppliers::SCREEN, "P", &screens::systems::SCREEN),
        ("1 O", &screens::objectives::SCREEN, "O", &screens::today::SCREEN),
    ] {
        bench.press(keys);
        assert_eq!((bench.screen(), bench.rows().len()), (screen, 1));
        assert_eq!(screen.tab(), home);
        bench.press(back);
        assert_eq!(bench.screen(), home);
    }
}

#[test]
fn reports_are_made_one_after_the_other() {
    let mut bench = bench();
    bench.press("9 I x");
    assert_eq!(reading(&bench), "to Authority, due 2026-11-22; Enter is today");
    bench.press("enter");
    assert_eq!(
        bench.value("I-00001", "reports"),
        "2026-11-21 | Board | 2026-11-20\n2026-11-22 | Authority | 2026-11-23\n2026-12-01 | Insurer"
    );
    bench.press("x '2026-11-22 enter");
    assert!(bench.value("I-00001", "reports").contains("Insurer | 2026-11-22"));
    bench.press("x");
    let (tone, text) = bench.notice();
    assert!(tone == Tone::Refused && text.contains("No report is left"), "{text}");
    bench.assert_saved();
}

#[test]
fn an_incident_is_closed_with_what_was_learned() {
    let mut bench = bench();
    bench.press("9 I S 2");
    assert_eq!(bench.value("I-00001", "status"), "contained");
    bench.press("S 3 enter");
    assert_eq!(
        bench.ask_error(),
        "What was learned is needed here; Esc leaves without a change."
    );
    bench.press("'Ask_twice enter");
    assert_eq!(bench.value("I-00001", "status"), "closed");
    assert_eq!(bench.value("I-00001", "closed"), "2026-11-23");
    assert_eq!(bench.value("I-00001", "lessons"), "Ask twice");
    bench.assert_saved();
}

#[test]
fn a_risk_an_action_and_a_finding_come_out_of_an_incident() {
    let mut bench = bench();
    bench.press("9 I N");
    let risk = bench.value("I-00001", "risks");
    assert_eq!(bench.value(&risk, "title"), "Crisis not handed over");
    assert_eq!(bench.value(&risk, "status"), "draft");
    assert_eq!(
        (bench.value(&risk, "systems"), bench.value(&risk, "owner")),
        ("chat".into(), "ana".into())
    );
    bench.press("N");
    assert!(bench.notice().1.contains("already"), "{:?}", bench.notice());
    bench.press("T 'test_crisis_words_@ben enter");
    let action = bench.saves.last().expect("a save").edit.touched()[0].clone();
    assert_eq!(bench.value(action.as_str(), "serves"), "I-00001");
    bench.press("F 'No_hand-over tab 'major ctrl-s");
    let finding = bench.saves.last().expect("a save").edit.touched()[0].clone();
    assert_eq!(bench.value(finding.as_str(), "source"), "I-00001");
    assert_eq!(bench.value(finding.as_str(), "systems"), "chat");
    bench.assert_saved();
    bench.press("u u u");
    assert_eq!(bench.value("I-00001", "risks"), "");
}

#[test]
fn an_incident_fires_the_events_that_name_it_after_a_look() {
    let mut bench = bench();
    bench.press("9 I f");
    assert!(
        bench
            .confirm()
            .text
            .contains("S-00001  Impact of the chat: An incident with a patient")
    );
    bench.press("esc");
    assert!(bench.saves.is_empty());
    bench.press("f y");
    assert_eq!(
        bench.value("S-00001", "events"),
        "A new model\nAn incident with a patient | 2026-11-20"
    );
    let stale = |bench: &Bench| {
        let register = &bench.app.register;
        let one = register.get("S-00001").expect("the assessment");
        kinds::assessment::standing(register, one, today()) == kinds::assessment::Standing::Stale
    };
    assert!(stale(&bench));
    bench.press("f");
    let (tone, text) = bench.notice();
    assert!(
        tone == Tone::Refused && text.contains("waits for no such event"),
        "{text}"
    );
    bench.press("u");
    assert!(!stale(&bench));
    bench.assert_saved();
}

#[test]
fn a_trigger_that_cannot_fire_says_why() {
    for (fields, says) in [
        (&[("systems", ""), ("happened", "2026-11-20")][..], "names no system"),
        (
            &[("systems", "scoring"), ("happened", "2026-11-20")],
            "no assessment in force",
        ),
        (&[("systems", "chat"), ("happened", "2026-05-01")], "came after it"),
        (&[("systems", "chat"), ("happened", "")], "no day on which it happened"),
    ] {
        let mut bench = bench();
        let fields = [&[("title", "Outage")][..], fields].concat();
        put(&mut bench, "incident", "I-00001", &fields);
        bench.app.refresh_all();
        bench.press("9 I f");
        let (tone, text) = bench.notice();
        assert!(tone == Tone::Refused && text.contains(says), "{text}");
    }
}

#[test]
fn a_supplier_is_assessed_and_the_next_review_follows() {
    let mut bench = bench();
    bench.press("2 P x 2 'Deletion_not_proven enter");
    assert_eq!(reading(&bench), "Enter is 2027-05-23");
    bench.press("enter");
    assert_eq!(bench.value("P-00001", "outcome"), "conditional");
    assert_eq!(bench.value("P-00001", "assessed"), "2026-11-23");
    assert_eq!(bench.value("P-00001", "assessment"), "2026-11-23: Deletion not proven");
    assert_eq!(bench.value("P-00001", "review"), "2027-05-23");
    bench.press("x 1 enter '+1m enter");
    assert_eq!(bench.value("P-00001", "review"), "2026-12-23");
    bench.press(": 'status enter");
    assert!(bench.notice().1.contains("x says how"), "{:?}", bench.notice());
    bench.assert_saved();
}

#[test]
fn an_objective_is_measured_and_ends_with_what_came_of_it() {
    let mut bench = bench();
    bench.press("1 O x '45 enter x '28 enter");
    assert_eq!(bench.value("O-00001", "measured"), "2026-11-23 | 28");
    bench.press("S 2 'Kept_for_a_month enter");
    assert_eq!(bench.value("O-00001", "status"), "met");
    assert_eq!(bench.value("O-00001", "result"), "Kept for a month");
    bench.press("S 1");
    assert_eq!(bench.value("O-00001", "status"), "open");
    bench.assert_saved();
}

#[test]
fn the_organization_opens_from_today_and_its_form_has_its_context() {
    let mut bench = bench();
    bench.press(": 'organization enter");
    assert_eq!(bench.at(), "organization");
    bench.press("esc 1 g o");
    assert_eq!(bench.at(), "organization");
    bench.press("e");
    let names: Vec<_> = bench
        .form()
        .inputs
        .iter()
        .enumerate()
        .map(|(at, _)| bench.form().kind.fields[at].name)
        .collect();
    for name in ["issues", "climate", "parties", "conformity", "reporting", "cadence"] {
        assert!(names.contains(&name), "{name}");
    }
}

#[test]
fn today_leads_to_what_is_late() {
    let mut bench = bench();
    let lines: Vec<_> = bench
        .app
        .screens
        .today
        .lines
        .iter()
        .map(|line| (line.text.clone(), line.leads.clone()))
        .collect();
    for (text, screen) in [
        ("incident with a late report", &screens::incidents::SCREEN),
        ("supplier never assessed", &screens::suppliers::SCREEN),
    ] {
        let line = lines.iter().position(|(told, _)| told == text).expect(text);
        bench.press("1 g g");
        for _ in 0..line {
            bench.press("j");
        }
        bench.press("enter");
        assert_eq!((bench.screen(), bench.rows().len()), (screen, 1), "{text}");
    }
}
