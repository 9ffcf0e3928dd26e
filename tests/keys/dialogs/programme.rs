//! The proposed plan of a year under the fingers.

use aims::app::dialogs::Page;
use aims::app::dialogs::year_plan::{ALL_PLANNED, Plan};
use aims::app::notices::Tone;
use aims::domain::kinds::review;

use crate::bench::{Bench, states};

fn plan(bench: &Bench) -> Option<&Plan> {
    match bench.app.dialogs.top::<Plan>() {
        Some(plan) => Some(plan),
        _ => None,
    }
}

fn titles(bench: &Bench) -> Vec<String> {
    let plan = plan(bench).expect("the plan lies on top");
    plan.rows.iter().map(|(proposal, _)| proposal.title.clone()).collect()
}

fn reviews(bench: &Bench) -> usize {
    bench.app.register.count(&review::KIND)
}

#[test]
fn the_plan_is_accepted_without_excluded_reviews_and_undone_as_one_edit() {
    let mut bench = Bench::sample();
    let before = states(&bench.app.register);
    bench.press("7 P");
    let proposed = titles(&bench);
    assert!(
        proposed.iter().any(|title| title == "Risk assessment: Chat"),
        "{proposed:?}"
    );
    assert!(!proposed.contains(&"Management review".to_owned()), "it is planned");
    let second = plan(&bench)
        .and_then(|plan| plan.rows.get(1))
        .expect("a row")
        .0
        .title
        .clone();
    bench.press("j space");
    assert_eq!(
        plan(&bench).map(|plan| (plan.cursor, plan.taken())),
        Some((2, proposed.len() - 1))
    );
    bench.press("enter");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(bench.saves.len(), 1);
    assert_eq!(reviews(&bench), proposed.len());
    assert!(bench.notice().1.contains(&format!("{} reviews", proposed.len() - 1)));
    bench.assert_saved();
    bench.press("P");
    assert_eq!(titles(&bench), [second], "only what was left out is proposed again");
    bench.press("esc u");
    assert_eq!(states(&bench.app.register), before);
    bench.assert_saved();
    bench.press("P");
    assert_eq!(titles(&bench), proposed);
}

#[test]
fn who_has_accepted_all_of_it_is_proposed_nothing_more() {
    let mut bench = Bench::sample();
    bench.press(": 'plan_the_year enter enter");
    assert_eq!(bench.saves.len(), 1);
    bench.press("7 h P");
    assert!(plan(&bench).is_none());
    assert_eq!(bench.notice(), (Tone::Done, ALL_PLANNED));
}

#[test]
fn esc_drops_the_plan_and_one_of_nothing_is_refused() {
    let mut bench = Bench::sample();
    bench.press("7 P *");
    assert_eq!(plan(&bench).map(Plan::taken), Some(0));
    bench.press("enter");
    assert_eq!(bench.notice().0, Tone::Refused);
    bench.press("* G");
    let all = plan(&bench).map(|plan| (plan.cursor + 1, plan.taken()));
    assert_eq!(all, plan(&bench).map(|plan| (plan.rows.len(), plan.rows.len())));
    bench.press("z");
    assert_eq!(bench.notice().0, Tone::Refused);
    bench.press("esc");
    assert!(bench.app.dialogs.is_empty() && bench.saves.is_empty());
}

#[test]
fn l_shows_all_that_a_review_is_about_and_goes_back_to_the_plan() {
    let mut bench = Bench::sample();
    bench.press("7 P");
    let at = titles(&bench)
        .iter()
        .position(|title| title.starts_with("Internal audit"));
    for _ in 0..at.expect("an audit") {
        bench.press("j");
    }
    bench.press("l");
    match bench.app.dialogs.top::<Page>() {
        Some(page) => {
            let text = page.lines.join("\n");
            assert!(
                text.contains("Systems (2)") && text.contains("Requirements (70)"),
                "{text}"
            );
        }
        other => unreachable!("a page lies on top, not {other:?}"),
    }
    bench.press("esc");
    assert_eq!(plan(&bench).map(|plan| plan.cursor), at);
}

#[test]
fn a_register_that_may_only_be_read_has_no_plan() {
    let mut bench = Bench::sample();
    bench.app.sync.read_only = Some("A newer version wrote this.".to_owned());
    bench.press("7 P");
    assert!(plan(&bench).is_none());
    assert_eq!(bench.notice(), (Tone::Refused, "A newer version wrote this."));
}
