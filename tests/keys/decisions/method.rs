//! Another risk method: what it would change is shown before it is taken, and taken back as one.

use aims::app::form::Form;
use aims::app::state::message::Message;

use crate::bench::{Bench, states, today};

fn risks() -> Bench {
    let mut bench = Bench::sample();
    bench.press("3");
    bench
}

/// The text of the question on screen.
fn asked(bench: &Bench) -> &str {
    &bench.confirm().text
}

/// Puts a text into a field of the form.
fn fill<'a>(bench: &'a mut Bench, field: &str, text: &str) -> &'a mut Bench {
    let app = &mut bench.app;
    if let Some(form) = app.dialogs.top_mut::<Form>() {
        form.go_to(field, &app.register, today());
    }
    app.update(Message::Edited(Ok(Some(text.to_owned()))));
    bench
}

fn size(bench: &Bench) -> (usize, usize) {
    let method = bench.app.register.method();
    (method.likelihoods.len(), method.consequences.len())
}

#[test]
fn a_preset_says_what_it_changes_and_is_taken_by_a_key_of_its_own() {
    let mut bench = risks();
    let before = states(&bench.app.register);
    bench.press("M '4x4 enter");
    let text = asked(&bench);
    assert!(text.contains("2 of 3 risks change their band."), "{text}");
    assert!(text.contains("Above the appetite: 1 -> 2 open risks."), "{text}");
    assert!(text.contains("High -> Critical"), "{text}");
    // The inherent score of 5 5/3/1 has no place on scales of four.
    assert!(text.contains("to be judged again: 1."), "{text}");
    assert!(text.contains("R-00001"), "{text}");
    bench.press("enter esc");
    assert_eq!((size(&bench), bench.saves.len()), ((5, 5), 0));

    bench.press("M '4x4 enter y");
    assert_eq!((size(&bench), bench.saves.len()), ((4, 4), 1));
    assert!(bench.app.dialogs.is_empty());
    bench.assert_saved();
    bench.press("u");
    assert_eq!(states(&bench.app.register), before);
    assert_eq!(size(&bench), (5, 5));
}

#[test]
fn the_preset_in_force_changes_nothing() {
    let mut bench = risks();
    bench.press("M '5x5 enter");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(bench.notice().1, "This preset is the method already.");
}

#[test]
fn the_form_of_the_method_asks_before_it_is_taken() {
    let mut bench = risks();
    bench.press("M enter");
    fill(&mut bench, "appetite", "Low").press("ctrl-s");
    let text = asked(&bench);
    assert!(text.contains("None of the 3 risks changes its band."), "{text}");
    assert!(text.contains("Above the appetite: 1 -> 2 open risks."), "{text}");
    bench.press("esc");
    assert!(bench.app.dialogs.top::<Form>().is_some());
    bench.press("ctrl-s y");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(bench.value("method", "appetite"), "Low");
    bench.assert_saved();
}

#[test]
fn a_grid_that_is_wrong_is_refused_with_its_row_and_column() {
    let mut bench = risks();
    bench.press("M enter");
    fill(
        &mut bench,
        "grid",
        "M M H C C\nL M X H C\nL M M H H\nL L M M H\nL L L M M",
    )
    .press("ctrl-s");
    let error = bench.form().inputs.iter().find_map(|input| input.error.clone());
    assert_eq!(error.as_deref(), Some("Row 2, column 3: `X` is the letter of no band."));
    assert!(bench.saves.is_empty());
}

#[test]
fn the_cursor_of_the_heatmap_comes_along_to_a_smaller_method() {
    let mut bench = risks();
    bench.press("h l l l l k k k M '3x3 enter y");
    let map = &bench.app.screens.heatmap;
    assert!(map.consequence <= 3 && map.likelihood.is_none_or(|likelihood| likelihood <= 3));
}

#[test]
fn the_grid_is_edited_line_by_line() {
    let mut bench = risks();
    bench.press("M enter");
    fill(&mut bench, "appetite", "High").press("ctrl-s y");
    bench.press("M enter");
    let form = bench.form();
    let at = |name: &str| {
        form.inputs
            .iter()
            .position(|input| form.kind.fields[input.position].name == name)
    };
    let grid = at("grid").map(|at| form.inputs[at].writing.text());
    assert_eq!(
        grid.as_deref(),
        Some("M M H C C\nL M H H C\nL M M H H\nL L M M H\nL L L M M")
    );
    // One letter of the last line, then back up to where it was.
    if let Some(form) = bench.app.dialogs.top_mut::<Form>() {
        form.go_to("grid", &bench.app.register, today());
    }
    bench.press("backspace 'H ctrl-s y");
    assert!(bench.app.dialogs.is_empty());
    let method = bench.app.register.method();
    assert_eq!(method.band_at(Some(1), 5), method.band_named("High"));
}

#[test]
fn a_risk_that_is_judged_gets_the_next_review_of_its_band() {
    let mut bench = risks();
    assert_eq!(bench.at(), "R-00001");
    // Critical: three months on.
    bench.press("e");
    fill(&mut bench, "current", "5 5/2/1").press("ctrl-s");
    assert_eq!(bench.value("R-00001", "review"), "2027-02-23");
    bench.assert_saved();
    // One that is due sooner stays; one that is said goes before.
    bench.press("e");
    fill(&mut bench, "current", "1 1/1/1").press("ctrl-s");
    assert_eq!(bench.value("R-00001", "review"), "2027-02-23");
    bench.press("e");
    fill(&mut bench, "current", "5 5/5/5");
    fill(&mut bench, "review", "2026-12-01").press("ctrl-s");
    assert_eq!(bench.value("R-00001", "review"), "2026-12-01");
    bench.press("u u u");
    assert_eq!(bench.value("R-00001", "review"), "");
}
