//! Closing a review: what came of it is written to what it was about, and undone with it.

use aims::app::decisions::prompt::Ask;
use aims::app::form::Form;
use aims::domain::kinds::{document, organization, review, supplier};

use crate::bench::{Bench, states, today};
use crate::guided::holding::{REVIEW, open, opened, put};

/// A review of suppliers with two of them, which the sample register does not have.
fn suppliers() -> Bench {
    let mut bench = Bench::sample();
    put(
        &mut bench,
        &supplier::KIND,
        "P-00011",
        &[("title", "Hosting"), ("review", "-1w")],
    );
    put(
        &mut bench,
        &supplier::KIND,
        "P-00012",
        &[("title", "Labels"), ("every", "6 months"), ("review", "+1m")],
    );
    put(
        &mut bench,
        &review::KIND,
        REVIEW,
        &[("event", "supplier review"), ("every", "year")],
    );
    open(&mut bench);
    bench
}

#[test]
fn closing_a_review_writes_what_came_of_it_to_what_it_was_about_as_one_edit() {
    let mut bench = suppliers();
    let before = states(&bench.app.register);
    bench.press("c enter");
    let asked = |bench: &Bench| {
        bench
            .app
            .dialogs
            .top::<Ask>()
            .map(|ask| ask.question().label.to_string())
    };
    assert_eq!(asked(&bench).as_deref(), Some("P-00011 Hosting"));
    bench.press("1");
    assert_eq!(asked(&bench).as_deref(), Some("P-00012 Labels"));
    bench.press("2");
    assert_eq!(bench.value("P-00011", "outcome"), "suitable");
    assert_eq!(bench.value("P-00011", "assessed"), today().to_string());
    assert_eq!(bench.value("P-00012", "outcome"), "conditional");
    assert_eq!(bench.value("P-00012", "review"), "2027-05-23");
    assert_eq!(bench.value(REVIEW, "status"), "held");
    assert_eq!(bench.saves.len(), 1, "one edit");
    bench.assert_saved();
    bench.press("esc u");
    assert_eq!(states(&bench.app.register), before);
    bench.assert_saved();
}

#[test]
fn a_dash_leaves_a_thing_that_was_not_looked_at_as_it_is_and_it_is_named() {
    let mut bench = suppliers();
    bench.press("c enter - 3");
    let text = bench.confirm().text.clone();
    assert!(text.contains("P-00011") && !text.contains("P-00012"), "{text}");
    bench.press("y");
    assert_eq!(bench.value("P-00011", "assessed"), "");
    assert_eq!(bench.value("P-00012", "outcome"), "unsuitable");
    let points = bench.value(REVIEW, "points");
    assert!(
        points.contains("Hosting") && !points.contains("Hosting | | "),
        "{points}"
    );
}

#[test]
fn enter_after_a_digit_passes_over_nothing() {
    let mut bench = suppliers();
    bench.press("c enter 1 enter");
    let ask = bench
        .app
        .dialogs
        .top::<Ask>()
        .expect("the second supplier is asked about");
    assert_eq!(ask.question().label, "P-00012 Labels");
    assert!(
        ask.error
            .as_deref()
            .is_some_and(|error| error.contains("not looked at"))
    );
    bench.press("3");
    assert_eq!(bench.value("P-00011", "outcome"), "suitable");
    assert_eq!(bench.value("P-00012", "outcome"), "unsuitable");
}

#[test]
fn a_review_that_is_held_in_its_form_asks_about_each_thing_and_writes_it_in_the_same_edit() {
    let mut bench = suppliers();
    bench.press("q");
    let before = states(&bench.app.register);
    let record = bench.app.register.get(REVIEW).expect("the review").clone();
    let form = Form::new(record, false, &bench.app.register, today());
    bench.app.dialogs.push(form);
    for (name, text) in [("status", "held"), ("held", "today")] {
        let (register, form) = (&bench.app.register, bench.app.dialogs.top_mut::<Form>());
        let form = form.expect("the form");
        form.go_to(name, register, today());
        form.set_text(text, register, today());
    }
    bench.press("ctrl-s");
    let label = |bench: &Bench| {
        bench
            .app
            .dialogs
            .top::<Ask>()
            .map(|ask| ask.question().label.to_string())
    };
    assert_eq!(label(&bench).as_deref(), Some("P-00011 Hosting"));
    bench.press("1 2");
    assert_eq!(bench.value(REVIEW, "status"), "held");
    assert_eq!(bench.value("P-00011", "outcome"), "suitable");
    assert_eq!(bench.value("P-00012", "outcome"), "conditional");
    assert_eq!(bench.saves.len(), 1, "one edit");
    bench.assert_saved();
    bench.press("u");
    assert_eq!(states(&bench.app.register), before);
}

/// A review of the policy, which carla of top management may approve, and ben may not.
fn of_policy(marked: &str) -> Bench {
    let mut bench = Bench::sample();
    let people = format!("ben | Ben | Lead\ncarla | Carla | Board | | | | {marked}");
    put(
        &mut bench,
        &organization::KIND,
        organization::ID,
        &[("name", "Acme"), ("people", &people)],
    );
    put(
        &mut bench,
        &document::KIND,
        document::POLICY,
        &[("location", "https://example.org/policy"), ("review", "+9m")],
    );
    put(
        &mut bench,
        &review::KIND,
        REVIEW,
        &[("event", "policy review"), ("every", "year"), ("chair", "ben")],
    );
    open(&mut bench);
    bench
}

#[test]
fn a_policy_that_is_approved_again_is_approved_by_who_may_and_not_by_the_chair() {
    let mut bench = of_policy("yes");
    bench.press("c enter 2");
    let ask = bench.app.dialogs.top::<Ask>().expect("who approved it is asked");
    assert_eq!(
        (&*ask.question().label, &*ask.line.text()),
        ("5.2/d1 approved by", "carla")
    );
    bench.press("enter");
    let approvals = bench.value(document::POLICY, "approvals");
    assert!(approvals.contains("carla"), "{approvals}");
    assert_eq!(bench.value(REVIEW, "status"), "held");
}

#[test]
fn an_approval_of_the_policy_by_another_one_is_questioned() {
    let mut bench = of_policy("yes");
    bench.press("c enter 2 ctrl-u 'ben enter");
    let text = bench.confirm().text.clone();
    assert!(text.contains("ben is not marked as top management"), "{text}");
    assert_eq!(bench.value(REVIEW, "status"), "planned");
    let mut bench = of_policy("");
    bench.press("c enter 2");
    let ask = bench.app.dialogs.top::<Ask>().expect("who approved it is asked");
    assert_eq!(&*ask.line.text(), "", "nobody is marked");
}

#[test]
fn a_management_review_is_closed_with_who_was_there_and_its_conclusion() {
    let mut bench = opened(&[("event", "management review"), ("every", "year")]);
    bench.press("n 'all_is_well enter c enter 'carla down enter enter 'the_AIMS_still_fits enter");
    assert_eq!(bench.value(REVIEW, "attended"), "carla");
    assert_eq!(bench.value(REVIEW, "conclusion"), "the AIMS still fits");
    assert_eq!(bench.value(REVIEW, "status"), "held");
}

#[test]
fn an_audit_by_others_is_held_with_findings_of_the_body_and_its_result() {
    let mut bench = opened(&[("event", "stage 2"), ("auditors", "Alpine Cert")]);
    let points = |bench: &Bench| {
        bench
            .app
            .guided
            .holding(bench.app.screen)
            .map(|holding| holding.points.len())
    };
    assert_eq!(points(&bench), Some(4));
    bench.press("f 'Assessments_missing enter 2");
    let finding = bench.saves[0].edit.touched();
    let finding = finding
        .iter()
        .find(|id| id.as_str().starts_with("F-"))
        .expect("a finding");
    assert_eq!(bench.value(finding.as_str(), "raised_by"), "Alpine Cert");
    assert_eq!(bench.value(finding.as_str(), "source"), REVIEW);
    bench.press("c enter 1 'Recommended enter");
    assert_eq!(bench.value(REVIEW, "conclusion"), "Recommended");
    assert_eq!(bench.value(REVIEW, "status"), "held");
}
