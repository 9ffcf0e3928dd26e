//! Findings, from raised to closed by one key, and raised from any record.

use aims::app::decisions::prompt::Ask;
use aims::app::dialogs::Confirm;
use aims::app::dialogs::Page;
use aims::app::notices::Tone;
use aims::app::screens;
use aims::domain::kinds::{action, finding, organization};
use aims::domain::record::Record;
use aims::domain::record::id::Id;

use crate::bench::{Bench, date};

/// Two minor nonconformities and an opportunity beside the small register.
fn findings() -> Bench {
    let mut bench = Bench::sample();
    let finding = |id: &str, title: &str, grade| {
        Record::new(&finding::KIND, Id::new(id))
            .with(finding::TITLE, title)
            .with(finding::GRADE, grade)
            .with(finding::RAISED, date("2026-11-01"))
            .with(finding::STATUS, finding::Status::Open)
            .with(finding::OWNER, "ana")
    };
    for record in [
        finding("F-00001", "Audit without criteria", finding::Grade::Minor).with(finding::DUE, date("2026-11-20")),
        finding("F-00002", "No record of training", finding::Grade::Minor)
            .with(finding::DUE, date("2026-12-20"))
            .with(finding::REQUIREMENTS, vec![Id::new("7.2")]),
        finding("F-00003", "Shorter forms", finding::Grade::Opportunity),
    ] {
        bench.app.register.put(record.clone());
        bench.disk.put(record);
    }
    bench.app.refresh_all();
    bench
}

/// Goes to a finding on its screen.
fn at(bench: &mut Bench, id: &str) {
    bench.press("9 g g");
    while bench.at() != id {
        let before = bench.at();
        bench.press("j");
        assert_ne!(bench.at(), before, "{id} is not shown");
    }
}

#[test]
fn one_key_leads_a_finding_from_raised_to_closed() {
    let mut bench = findings();
    at(&mut bench, "F-00001");
    bench.press("x 'Criteria_written_down enter");
    assert!(
        bench.notice().1.contains("x goes on: find the cause"),
        "{:?}",
        bench.notice()
    );
    bench.press("x 'No_template enter 'Two_more_audits_looked_at enter");
    bench.press("x 'write_a_template_@ben_+2w enter");
    let action = bench.saves.last().expect("a save").edit.touched()[0].clone();
    assert_eq!(bench.value(action.as_str(), "serves"), "F-00001");
    assert_eq!(bench.value(action.as_str(), "owner"), "ben");
    // The action is open; the next step is to finish it.
    bench.press("x 'Template_is_in_use enter");
    assert_eq!(bench.value(action.as_str(), "status"), "done");
    bench.press("x 'carla down enter 1 'Two_audits_with_it enter");
    assert_eq!(bench.value("F-00001", "verified"), "2026-11-23");
    bench.press("x enter");
    assert_eq!(bench.value("F-00001", "status"), "closed");
    assert_eq!(bench.value("F-00001", "closed"), "2026-11-23");
    assert_eq!(bench.value("F-00001", "similar"), "Two more audits looked at");
    assert_eq!((bench.saves.len(), bench.at().as_str()), (6, "F-00001"));
    let record = bench.app.register.get("F-00001").expect("the finding");
    assert!(record.problems().is_empty());
    bench.press("x");
    assert_eq!(bench.notice(), (Tone::Refused, "It is closed; X opens it again."));
    bench.assert_saved();
    for _ in 0..6 {
        bench.press("u");
    }
    assert_eq!(bench.value("F-00001", "correction"), "");
    assert!(bench.app.register.get(action.as_str()).is_none());
}

#[test]
fn a_further_entry_is_appended() {
    let mut bench = findings();
    at(&mut bench, "F-00001");
    bench.press("c 'First enter c 'Second enter b 'Because enter enter m 'Nowhere_else enter");
    assert_eq!(bench.value("F-00001", "correction"), "First\nSecond");
    assert_eq!(bench.value("F-00001", "cause"), "Because");
    assert_eq!(bench.value("F-00001", "similar"), "Nowhere else");
    // Once similar cases are said, the cause alone is asked.
    bench.press("b 'And_because enter");
    assert_eq!(bench.value("F-00001", "cause"), "Because\nAnd because");
    bench.assert_saved();
}

#[test]
fn whoever_acted_verifies_only_when_asked_twice_and_not_where_approval_is_strict() {
    let ready = || {
        let mut bench = findings();
        at(&mut bench, "F-00001");
        bench.press("c 'Done enter b 'Because enter enter T 'write_@ben enter x 'shown enter");
        bench
    };
    for (by, owns) in [("ana", "ana owns F-00001."), ("ben", "ben owns T-")] {
        let mut bench = ready();
        bench.press(&format!("x '{by} enter 1 'seen enter"));
        assert!(bench.confirm().text.contains(owns), "{}", bench.confirm().text);
        assert_eq!(bench.value("F-00001", "verified_by"), "");
        bench.press("y");
        assert_eq!(bench.value("F-00001", "verified_by"), by);
    }
    let mut bench = ready();
    let strict = bench.app.register.get("organization").expect("it").clone();
    bench.app.register.put(strict.with(
        organization::STRICT_APPROVAL,
        aims::domain::record::value::Value::Flag(true),
    ));
    bench.press("x 'ben enter");
    assert!(bench.ask_error().contains("strict approval"), "{}", bench.ask_error());
    bench.press("ctrl-u 'carla down enter 1 'seen enter");
    assert_eq!(bench.value("F-00001", "verified_by"), "carla");
}

#[test]
fn a_status_that_skips_steps_is_refused_and_withdrawing_says_why() {
    let mut bench = findings();
    at(&mut bench, "F-00001");
    bench.press("S 2");
    assert_eq!(bench.ask_error(), "F-00001 still asks to correct it; x does that.");
    bench.press("3 enter");
    assert_eq!(
        bench.ask_error(),
        "Why withdrawn is needed here; Esc leaves without a change."
    );
    bench.press("'Not_our_audit enter");
    assert_eq!(bench.value("F-00001", "status"), "withdrawn");
    assert_eq!(bench.value("F-00001", "note"), "2026-11-23: Not our audit");
    bench.press("X 'It_was_ours enter");
    assert_eq!(bench.value("F-00001", "status"), "open");
    assert_eq!(bench.value("F-00001", "closed"), "");
    bench.assert_saved();
}

#[test]
fn a_reopened_finding_asks_for_verification_again() {
    let mut bench = findings();
    at(&mut bench, "F-00001");
    bench.press(
        "c 'Done enter b 'Because enter enter T 'write_@ben enter x enter x 'carla down enter 1 'seen enter x enter",
    );
    assert_eq!(bench.value("F-00001", "status"), "closed");
    bench.press("X 'It_happened_again enter");
    assert_eq!(bench.value("F-00001", "verified_by"), "");
    assert_eq!(bench.value("F-00001", "verification"), "seen");
    bench.press("x");
    assert!(
        bench
            .app
            .dialogs
            .top::<Ask>()
            .is_some_and(|ask| ask.question().label == "Verified by")
    );
}

#[test]
fn marked_findings_go_on_together_where_they_need_the_same() {
    let mut bench = findings();
    bench.press("9 *  x");
    let (tone, text) = bench.notice();
    assert!(
        tone == Tone::Refused && text.contains("need different things"),
        "{text}"
    );
    bench.press("* g g space space x 'Told_everybody enter");
    assert!(bench.confirm().text.contains("F-00001") && bench.confirm().text.contains("F-00002"));
    bench.press("y");
    assert_eq!(bench.saves.len(), 1);
    for id in ["F-00001", "F-00002"] {
        assert_eq!(bench.value(id, "correction"), "Told everybody");
    }
    // One action corrects both.
    bench.press("g g space space T 'train_everybody_@ben enter");
    let action = bench.saves.last().expect("a save").edit.touched()[0].clone();
    assert_eq!(bench.value(action.as_str(), "serves"), "F-00001, F-00002");
    assert_eq!(bench.value(action.as_str(), "requirements"), "7.2");
    bench.assert_saved();
}

#[test]
fn an_opportunity_needs_no_more_than_a_word() {
    let mut bench = findings();
    at(&mut bench, "F-00003");
    bench.press("x 'Done_on_the_side enter");
    assert_eq!(bench.value("F-00003", "status"), "closed");
    assert_eq!(bench.value("F-00003", "note"), "2026-11-23: Done on the side");
}

#[test]
fn late_ones_go_first_and_a_decision_does_not_lose_the_place() {
    let mut bench = findings();
    bench.press("9");
    assert_eq!(bench.rows(), ["F-00001", "F-00002", "F-00003"]);
    bench.press("d + 1 m enter 'The_auditor_is_ill enter");
    assert_eq!(bench.value("F-00001", "due"), "2026-12-23");
    assert_eq!(
        bench.value("F-00001", "note"),
        "2026-11-23: moved from 2026-11-20 to 2026-12-23: The auditor is ill"
    );
    assert_eq!((bench.rows()[0].as_str(), bench.at().as_str()), ("F-00002", "F-00001"));
}

#[test]
fn a_finding_is_raised_from_any_record_with_what_that_is_about() {
    let raised = |keys: &str| {
        let mut bench = findings();
        bench.press(keys);
        let form = bench.form();
        let text = |name: &str| {
            let at = finding::KIND.field_index(name).expect("a field");
            form.inputs[at].writing.text()
        };
        ["source", "requirements", "systems", "raised_by", "raised"].map(text)
    };
    assert_eq!(raised("2 F"), ["chat", "", "chat", "ana", "2026-11-23"]);
    assert_eq!(raised("3 F")[0], "R-00001");
    assert_eq!(raised("4 F"), ["T-00001", "", "chat", "ana", "2026-11-23"]);
    assert_eq!(raised("5 F")[..2], ["A.2.2", "A.2.2"]);
    assert_eq!(raised("6 j j l j F")[..2], ["4.1/q1", "4.1"]);
    assert_eq!(raised("6 enter F")[..2], ["4.1/q1", "4.1"]);
    assert_eq!(raised(": 'V-00001 enter F")[0], "V-00001");
    assert_eq!(
        raised("8 D F")[1],
        raised("8 D F")[0].split('/').next().unwrap_or_default()
    );
    let mut bench = findings();
    bench.press("9 F");
    assert!(bench.notice().1.contains("a finding already"), "{:?}", bench.notice());
}

#[test]
fn a_raised_finding_is_saved_and_found_on_its_screen() {
    let mut bench = findings();
    bench.press("5 F 'The_policy_is_old tab 'minor ctrl-s");
    assert_eq!(bench.screen(), &screens::controls::SCREEN);
    assert_eq!(bench.saves.len(), 1, "{:?}", bench.app.dialogs.last());
    let id = bench.saves[0].edit.touched()[0].to_string();
    bench.press("9");
    assert!(bench.rows().contains(&id));
    assert_eq!(bench.value(&id, "source"), "A.2.2");
    assert_eq!(bench.value(&id, "status"), "open");
    bench.assert_saved();
}

#[test]
fn keys_of_findings_teach_on_other_records() {
    let mut bench = findings();
    bench.press("9");
    for (keys, says) in [
        (": 'reported enter", "Incidents (9 I)"),
        (": 'assessed enter", "Suppliers (2 P)"),
        (": 'measured enter", "Objectives (1 O)"),
    ] {
        bench.press(keys);
        let (tone, text) = bench.notice();
        assert!(tone == Tone::Refused && text.contains(says), "{keys}: {text}");
        bench.press("esc");
    }
    bench.press("4 : 'next-step enter");
    assert!(bench.notice().1.contains("go to Findings (9)"), "{:?}", bench.notice());
}

#[test]
fn the_summary_shows_the_steps_of_a_finding() {
    let mut bench = findings();
    at(&mut bench, "F-00001");
    bench.press("x 'Written_down enter x 'No_template enter enter T 'write_@ben enter x enter");
    bench.press("x 'carla down enter 1 'Seen_twice enter x enter W");
    let Some(page) = bench.app.dialogs.top::<Page>() else {
        unreachable!("the sitting is told")
    };
    let text = page.lines.join("\n");
    let line = "correction: Written down; cause: No template; verified by carla: Seen twice; closed";
    assert!(text.contains(line) && !text.contains("Other changes"), "{text}");
}

#[test]
fn a_step_that_does_not_go_with_one_of_the_marked_changes_none() {
    let mut bench = findings();
    at(&mut bench, "F-00002");
    bench.press("X 'Twice enter g g * c");
    assert_eq!(
        bench.notice(),
        (
            Tone::Refused,
            "F-00002: It is withdrawn; X opens it again. Nothing was changed."
        )
    );
    bench.press("* ");
    at(&mut bench, "F-00002");
    bench.press("space g g space X");
    assert_eq!(bench.notice().0, Tone::Refused);
    assert_eq!(bench.value("F-00002", "status"), "withdrawn");
}

#[test]
fn an_action_without_effect_verifies_nothing_and_asks_for_another() {
    let mut bench = findings();
    at(&mut bench, "F-00001");
    bench.press("c 'Done enter b 'Because enter enter T 'write_@ben enter x enter");
    bench.press("x 'carla down enter 3 'Nobody_uses_it enter");
    assert_eq!(bench.value("F-00001", "verified_by"), "");
    assert_eq!(
        bench.value("F-00001", "note"),
        "2026-11-23: without its full effect (no), seen by carla: Nobody uses it"
    );
    // What else is done is asked at once; it is then to be finished.
    bench.press("'train_the_auditors_@ben enter");
    let action = bench.saves.last().expect("a save").edit.touched()[0].clone();
    assert_eq!(bench.value(action.as_str(), "serves"), "F-00001");
    bench.press("x enter x");
    assert_eq!(bench.value(action.as_str(), "status"), "done");
    assert!(
        bench
            .app
            .dialogs
            .top::<Ask>()
            .is_some_and(|ask| ask.question().label == "Verified by")
    );
}

#[test]
fn withdrawing_says_which_actions_it_leaves_open() {
    let mut bench = findings();
    at(&mut bench, "F-00001");
    bench.press("T 'write_@ben enter X 'Not_ours enter 1");
    let Some(confirm) = bench.app.dialogs.top::<Confirm>() else {
        unreachable!("it is to be looked at")
    };
    let asked = "Open actions serve F-00001: 1 action (";
    assert!(confirm.text.contains(asked), "{}", confirm.text);
    bench.press("y");
    let (_, text) = bench.notice();
    assert!(text.contains("1 action for it is still open"), "{text}");
}

#[test]
fn withdrawing_can_cancel_the_actions_that_serve_nothing_else() {
    let mut bench = findings();
    at(&mut bench, "F-00001");
    bench.press("T 'write_@ben enter X 'Not_ours enter 2 y");
    assert_eq!(bench.value("F-00001", "status"), "withdrawn");
    let actions = bench.app.register.of(&action::KIND);
    let reasons: Vec<_> = actions.map(|action| action.get(action::REASON)).collect();
    assert!(reasons.contains(&"F-00001 was withdrawn: Not ours"), "{reasons:?}");
}

#[test]
fn an_action_finished_on_treatment_takes_its_finding_further() {
    let mut bench = findings();
    at(&mut bench, "F-00001");
    bench.press("c 'Done enter b 'Because enter enter T 'quote_criteria_@ben enter");
    let groups = |bench: &Bench| {
        let groups = bench.list().groups(bench.app.view()).into_iter();
        groups.map(|(_, _, group)| group.title).collect::<Vec<_>>()
    };
    assert_eq!(groups(&bench), ["To correct", "Actions under way", "To close"]);
    bench.press("4 / 'quote_criteria enter x enter 9");
    assert_eq!(groups(&bench), ["To correct", "To verify", "To close"]);
}

/// Answers the question on top, whatever it is.
fn answer(bench: &mut Bench) {
    let Some(ask) = bench.app.dialogs.top::<Ask>() else {
        unreachable!("something is asked: {:?}", bench.app.notices.current())
    };
    let keys = match &*ask.question().label {
        "Verified by" => "'carla down enter",
        "Did it have its effect" => "1",
        "What shows it" => "enter",
        _ => "'said enter",
    };
    bench.press(keys);
}

#[test]
fn one_key_leads_from_any_step_of_a_finding_to_closing() {
    use aims::domain::kinds::action::Status as Done;
    let actions = [
        None,
        Some(Done::Open),
        Some(Done::Blocked),
        Some(Done::Done),
        Some(Done::Cancelled),
    ];
    let grades = [
        finding::Grade::Major,
        finding::Grade::Minor,
        finding::Grade::Opportunity,
    ];
    for grade in grades {
        for (said, status) in (0..8).flat_map(|said| actions.map(|status| (said, status))) {
            let mut bench = findings();
            let text = |bit: u8| if said & bit > 0 { "said before" } else { "" };
            let record = bench.app.register.get("F-00001").expect("the finding").clone();
            let record = record
                .with(finding::GRADE, grade)
                .with(finding::CORRECTION, text(1))
                .with(finding::CAUSE, text(2))
                .with(finding::SIMILAR, text(4));
            bench.app.register.put(record.clone());
            bench.disk.put(record);
            if let Some(status) = status {
                let action = Record::new(&action::KIND, Id::new("T-00099"))
                    .with(action::TITLE, "Write")
                    .with(action::OWNER, "ben")
                    .with(action::STATUS, status)
                    .with(action::SERVES, vec![Id::new("F-00001")]);
                bench.app.register.put(action.clone());
                bench.disk.put(action);
            }
            bench.app.refresh_all();
            at(&mut bench, "F-00001");
            let mut presses = 0;
            while bench.value("F-00001", "status") == "open" {
                presses += 1;
                assert!(presses <= 6, "{grade:?} {said} {status:?}");
                bench.press("x");
                while !bench.app.dialogs.is_empty() {
                    answer(&mut bench);
                }
            }
            let record = bench.app.register.get("F-00001").expect("the finding");
            assert_eq!(record.problems(), [], "{grade:?} {said} {status:?}");
            bench.assert_saved();
        }
    }
}
