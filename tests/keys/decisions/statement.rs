//! The Statement of Applicability: a reason for every control, chosen or not, in few keys.

use aims::app::decisions::prompt::Ask;
use aims::app::form::Form;
use aims::domain::kinds::check::check;
use aims::domain::kinds::control;
use aims::domain::query::Query;

use crate::bench::{Bench, today};

fn controls() -> Bench {
    let mut bench = Bench::fresh();
    bench.press("5");
    bench
}

/// How many keys a script presses, as [`Bench::press`] reads it.
fn keys(script: &str) -> usize {
    let typed = |word: &str| match word.strip_prefix('\'') {
        Some(text) if !text.is_empty() => text.chars().count(),
        _ => 1,
    };
    script.split_whitespace().map(typed).sum()
}

/// Returns how many controls a filter finds.
fn found(bench: &Bench, filter: &str) -> usize {
    let register = &bench.app.register;
    let query = Query::parse(filter, &control::KIND, register, today()).expect("a filter");
    let found = register.of(&control::KIND);
    found.filter(|record| query.matches(record, register, None)).count()
}

/// A sitting over all 38 controls: what holds for all at once, then what differs.
const SITTING: &str = "
    * i r g enter 'see_risk_register enter y
    * o 'ana down enter y
    * S 2 y
    * d '+6m enter enter y
    / 'data_for enter i r c enter 'contracts_with_clinics enter esc
    / 'A.7.3 enter x 'no_data_is_bought enter esc
    / 'A.7.6 enter x 'we_train_no_model enter esc
    / 'A.10.4 enter x 'nothing_is_sold enter esc
    / 'A.5 enter * i l enter 'EU_AI_Act enter y * o 'ben down enter y esc
    / 'policy enter * S 3 y esc
    / 'suppliers enter S 1 i c enter enter esc";

#[test]
fn a_whole_statement_takes_a_few_minutes() {
    let mut bench = controls();
    assert_eq!(bench.rows().len(), 38);
    bench.press(SITTING);
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(bench.list().filter(), "");
    bench.assert_saved();
    // Every control says whether it applies, why, how far it is, and who answers.
    assert_eq!(
        found(&bench, "has:applicability has:reason has:owner has:status has:review"),
        38
    );
    assert_eq!(found(&bench, "applicability:excluded"), 3);
    assert_eq!(found(&bench, "is:applicable has:basis"), 35);
    assert_eq!(found(&bench, "basis:legal-obligation owner:ben"), 4);
    assert_eq!(found(&bench, "basis:contract"), 2);
    assert_eq!(found(&bench, "status:partial"), 2);
    // Nothing is left to decide: what applies is not begun everywhere.
    let problems = check(&bench.app.register, today()).into_iter();
    let codes: std::collections::BTreeSet<_> = problems.map(|problem| problem.rule.code).collect();
    assert_eq!(
        codes.into_iter().collect::<Vec<_>>(),
        ["AIMS-W514", "AIMS-W515", "AIMS-W540", "AIMS-W544", "AIMS-W545"]
    );
    // Two keys a second make less than three minutes.
    let pressed = keys(SITTING);
    assert!(pressed <= 300, "{pressed} keys");
}

#[test]
fn a_basis_is_picked_by_number_or_letter_and_several_go_together() {
    let mut bench = controls();
    bench.press("i 1 c enter enter");
    assert_eq!(bench.value("A.2.2", "basis"), "risk treatment, contract");
    assert_eq!(bench.value("A.2.2", "applicability"), "applicable");
    // Grounds that stand are added to, or let go of.
    bench.press("i down down space enter 'asked_by_law enter");
    assert_eq!(
        bench.value("A.2.2", "basis"),
        "risk treatment, legal obligation, contract"
    );
    bench.press("i 1 c enter enter");
    assert_eq!(bench.value("A.2.2", "basis"), "legal obligation");
    assert_eq!(bench.value("A.2.2", "reason"), "asked by law");
    // Words said before stay when nothing is said.
    bench.press("i g enter enter");
    assert_eq!(bench.value("A.2.2", "reason"), "asked by law");
    bench.assert_saved();
}

#[test]
fn a_pick_is_let_go_of_and_none_is_refused() {
    let mut bench = controls();
    bench.press("i enter");
    assert!(bench.ask_error().contains("needed"), "{}", bench.ask_error());
    bench.press("e");
    assert!(bench.ask_error().contains("first letter"), "{}", bench.ask_error());
    bench.press("r l r c backspace enter enter");
    assert_eq!(bench.value("A.2.2", "basis"), "legal obligation");
}

#[test]
fn an_excluded_control_is_included_with_a_new_reason() {
    let mut bench = controls();
    bench.press("i l enter 'law enter x 'not_built_here enter");
    assert_eq!(bench.value("A.2.2", "basis"), "");
    assert_eq!(bench.value("A.2.2", "reason"), "not built here");
    bench.press("x c enter enter");
    assert_eq!(bench.value("A.2.2", "basis"), "contract");
    assert_eq!(bench.value("A.2.2", "reason"), "");
    bench.press("u u");
    assert_eq!(bench.value("A.2.2", "basis"), "legal obligation");
    assert_eq!(bench.value("A.2.2", "reason"), "law");
}

#[test]
fn the_status_is_one_key_and_brings_the_day_of_beginning() {
    let mut bench = controls();
    bench.press("S 4");
    assert_eq!(bench.value("A.2.2", "status"), "implemented");
    assert_eq!(bench.value("A.2.2", "since"), "2026-11-23");
    assert!(bench.app.dialogs.is_empty());
    bench.press("S 3");
    assert_eq!(bench.value("A.2.2", "status"), "partial");
    assert_eq!(bench.value("A.2.2", "since"), "2026-11-23");
    bench.press("S 9");
    assert!(bench.app.dialogs.top::<Ask>().is_some());
}

#[test]
fn themes_filter_controls_and_questions() {
    let mut bench = controls();
    bench.press("/ 'theme:security enter");
    assert!(bench.rows().contains(&"A.6.2.8".to_owned()) && !bench.rows().contains(&"A.7.2".to_owned()));
    bench.press("6 / 'theme:supplier enter");
    assert!(bench.rows().iter().all(|id| id.starts_with("8.1/")) && !bench.rows().is_empty());
}

#[test]
fn a_risk_finds_the_controls_that_treat_it_and_those_it_is_a_ground_of() {
    let mut bench = Bench::sample();
    bench.press("5 j e");
    let at = |name| control::KIND.field_index(name).expect("a field");
    let grounds = at("grounds");
    if let Some(form) = bench.app.dialogs.top_mut::<Form>() {
        form.focus = grounds;
    }
    bench.press("'R-00001 ctrl-s");
    assert_eq!(bench.value("A.2.3", "grounds"), "R-00001");
    bench.press("/ 'risk:R-00001 enter");
    assert_eq!(bench.rows(), ["A.2.3"]);
}

#[test]
fn the_demo_has_problems_to_look_at() {
    let mut bench = Bench::demo();
    bench.press("5 / 'problems>0 enter");
    assert!(
        ["A.8.5", "A.9.4"]
            .iter()
            .all(|id| bench.rows().iter().any(|row| row == id)),
        "{:?}",
        bench.rows()
    );
    bench.press("/ ctrl-u 'has:exceptions enter");
    assert_eq!(bench.rows(), ["A.6.2.6"]);
    bench.press("/ ctrl-u 'theme:security_ORG- enter");
    assert_eq!(bench.rows(), ["ORG-1", "ORG-2"]);
}

#[test]
fn an_own_control_needs_a_title_and_its_copy_a_number() {
    let mut bench = controls();
    bench.press("a ctrl-s");
    assert!(
        bench
            .form()
            .inputs
            .iter()
            .any(|input| input.error.as_deref() == Some("An own control needs a title."))
    );
    bench.press("'Access_to_models ctrl-s : 'duplicate enter ctrl-s");
    assert_eq!(bench.value("ORG-2", "title"), "Access to models");
    bench.assert_saved();
}

#[test]
fn a_confirmation_says_every_answer() {
    let mut bench = controls();
    bench.press("space j space i r enter 'see_register enter");
    let text = &bench.confirm().text;
    assert!(
        text.starts_with("include on 2 records: risk treatment; see register\n"),
        "{text}"
    );
}

#[test]
fn a_problem_leads_to_the_field_it_is_about() {
    let mut bench = controls();
    bench.press("i r enter enter S 4 enter enter");
    let field = bench.form().field().name;
    assert_eq!(field, "status");
}
