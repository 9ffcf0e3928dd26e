//! What was decided since the program began: told on demand, on the way out, and as the difference of the registers says.

use std::collections::BTreeSet;

use aims::app::environment::effect::Effect;
use aims::app::notices::Tone;
use aims::domain::kinds::{action, risk};
use aims::domain::record::Record;
use aims::domain::register::Register;

use crate::bench::{Bench, states};
use crate::decisions::triage::triage;
use crate::dialogs::pickers::page;

fn has_left(bench: &Bench) -> bool {
    bench.asked.iter().any(|effect| matches!(effect, Effect::Quit))
}

/// The records that differ, each with the values it has now in fields that a reader looks for.
fn differences(before: &[Record], after: &Register) -> Vec<(String, Vec<String>)> {
    // Days and rows of the decision itself follow from it and are not repeated.
    let implied = [
        action::STATUS.index(),
        action::CLOSED.index(),
        action::CHECKED.index(),
        action::REDATED.index(),
    ];
    let implied_of_risks = [risk::STATUS.index(), risk::TREATMENT.index(), risk::ACCEPTED_ON.index()];
    let mut all = Vec::new();
    for new in states(after) {
        let Some(old) = before.iter().find(|old| old.id() == new.id()) else {
            all.push((new.id().to_string(), vec![new.title().to_owned()]));
            continue;
        };
        let skipped: &[usize] = if new.is(&action::KIND) {
            &implied
        } else {
            &implied_of_risks
        };
        let fields: Vec<_> = old.differences(&new).collect();
        let texts = fields.iter().filter(|field| !skipped.contains(field));
        // Of a text that was added to, what was added is told.
        let now = |field: &usize| {
            let (old, new) = (old.value(*field).to_string(), new.value(*field).to_string());
            let added = new.strip_prefix(&old).filter(|_| !old.is_empty() && new.contains('\n'));
            added.unwrap_or(&new).trim().replace('\n', " / ")
        };
        let texts = texts.map(now);
        if !fields.is_empty() {
            all.push((new.id().to_string(), texts.collect()));
        }
    }
    all
}

/// Fails unless the page tells of every record that differs, with what it holds now, and of no other.
pub fn assert_told(bench: &Bench, before: &[Record]) {
    let lines = &page(bench).lines;
    let told: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("  ")).collect();
    let ids: BTreeSet<&str> = told.iter().filter_map(|line| line.split("  ").next()).collect();
    let different = differences(before, &bench.app.register);
    let expected: BTreeSet<&str> = different.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, expected);
    for (id, texts) in &different {
        for text in texts {
            let is_told = told.iter().any(|line| line.starts_with(id) && line.contains(text));
            assert!(is_told, "{id}: {text}\n{}", lines.join("\n"));
        }
    }
}

#[test]
fn every_decision_is_summarised_under_its_kind_with_its_reason() {
    let mut bench = triage();
    let before = states(&bench.app.register);
    bench.press("x enter d '+1m enter 'vendor_is_late enter o 'zoe down enter c 'not_needed enter n 'asked enter");
    bench.press(": 'decided enter");
    assert_told(&bench, &before);
    let text = page(&bench).lines.join("\n");
    for heading in [
        "Done (1)",
        "Re-dated (1)",
        "Re-assigned (1)",
        "Cancelled (1)",
        "Notes (1)",
    ] {
        assert!(text.contains(heading), "{heading}\n{text}");
    }
    assert!(
        text.contains("2026-10-10 -> 2026-12-23, 1 slip, vendor is late"),
        "{text}"
    );
}

#[test]
fn the_worst_is_listed_first() {
    let mut bench = triage();
    bench.press("G k o 'zoe down enter g g o 'zoe down enter W");
    let text = page(&bench).lines.join("\n");
    let at = |id: &str| text.find(id).expect("it is told");
    assert!(at("T-00001") < at("T-00005"), "{text}");
}

#[test]
fn an_acceptance_says_by_whom_until_when_and_why() {
    let mut bench = triage();
    let before = states(&bench.app.register);
    bench.press("j a 'zoe down enter 'small enter '+6m enter y W");
    assert_told(&bench, &before);
    let text = page(&bench).lines.join("\n");
    assert!(
        text.contains("R-00002  Bias in scores: 2027-05-23, by zoe, small"),
        "{text}"
    );
}

#[test]
fn it_is_copied_as_markdown_and_as_a_commit_message() {
    let mut bench = triage();
    bench.press("space space x enter y j c 'not_needed enter W y c");
    let copied: Vec<_> = bench
        .asked
        .iter()
        .filter_map(|effect| match effect {
            Effect::Copy(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert!(
        copied[0].starts_with("# Triage\n") && copied[0].contains("\n## Done\n\n- `T-00001` "),
        "{copied:?}"
    );
    assert!(
        copied[1].starts_with("Triage: 2 done, 1 cancelled\n\n2026-11-23 09:00"),
        "{copied:?}"
    );
}

#[test]
fn undone_decisions_are_not_summarised() {
    let mut bench = triage();
    bench.press("x enter u W");
    assert_eq!(bench.notice().0, Tone::Done);
    assert!(bench.app.dialogs.is_empty());
    bench.press("q");
    assert!(has_left(&bench));
}

#[test]
fn leaving_after_decisions_shows_their_summary_and_q_leaves() {
    for key in ["q", "enter", "ctrl-c"] {
        let mut bench = triage();
        bench.press("x enter q");
        assert!(!has_left(&bench) && page(&bench).leaves);
        bench.press("y j x");
        assert!(!has_left(&bench), "copying, reading and keys of the screen below stay");
        bench.press(key);
        assert!(has_left(&bench), "{key}");
    }
}

#[test]
fn esc_goes_back_and_the_next_q_leaves_at_once() {
    let mut bench = triage();
    bench.press("x enter q esc");
    assert!(bench.app.dialogs.is_empty() && !has_left(&bench));
    bench.press("x enter q");
    assert!(has_left(&bench));
}

#[test]
fn leaving_without_a_decision_on_treatment_shows_no_summary() {
    let mut bench = triage();
    bench.press("2 o 'zoe down enter q");
    assert!(has_left(&bench));
}
