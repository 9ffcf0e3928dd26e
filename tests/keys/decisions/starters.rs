//! Typical risks are inserted as drafts, one edit each, and marked where they are already.

use aims::app::dialogs::picker::Picker;
use aims::app::notices::Tone;

use crate::bench::{Bench, states};

fn notes(bench: &Bench) -> Vec<(String, String)> {
    let Some(picker) = bench.app.dialogs.top::<Picker>() else {
        return Vec::new();
    };
    let entries = picker.entries.iter();
    entries.map(|entry| (entry.text.clone(), entry.note.clone())).collect()
}

#[test]
fn on_systems_it_is_the_one_under_the_cursor() {
    let mut bench = Bench::sample();
    let before = states(&bench.app.register);
    bench.press("2");
    let system = bench.at();
    bench.press("i 'worse_unnoticed enter");
    // The next ones are offered at once.
    assert!(!notes(&bench).is_empty());
    bench.press("esc");
    assert_eq!(bench.saves.len(), 1);
    bench.assert_saved();
    let new = bench.saves[0].edit.touched()[0].to_string();
    assert_eq!(bench.value(&new, "systems"), system);
    assert_eq!(bench.value(&new, "status"), "draft");
    assert_eq!(bench.value(&new, "sources"), "C.3.1, C.3.4");
    // It is marked where it is, and leads there instead of coming twice.
    bench.press("i");
    let marked: Vec<_> = notes(&bench)
        .into_iter()
        .filter(|(_, note)| note.starts_with("inserted"))
        .collect();
    assert_eq!(
        marked,
        [("The model gets worse unnoticed".to_owned(), format!("inserted, {new}"))]
    );
    bench.press("'worse_unnoticed enter");
    assert_eq!((bench.at(), bench.saves.len()), (new, 1));
    bench.press("u");
    assert_eq!(states(&bench.app.register), before);
}

#[test]
fn several_are_inserted_by_one_key_each() {
    let mut bench = Bench::sample();
    bench.press("2 i enter enter down enter esc");
    assert_eq!(bench.saves.len(), 3);
    bench.press("i");
    let inserted: Vec<_> = notes(&bench)
        .iter()
        .map(|(_, note)| note.starts_with("inserted"))
        .collect();
    assert_eq!(inserted[..5], [true, true, false, true, false]);
}

#[test]
fn on_risks_the_system_is_asked_and_the_new_risk_is_under_the_cursor() {
    let mut bench = Bench::sample();
    bench.press("3 i 'scoring enter 'worse_unnoticed enter esc");
    assert_eq!(bench.saves.len(), 1);
    let new = bench.saves[0].edit.touched()[0].to_string();
    assert_eq!(bench.value(&new, "systems"), "scoring");
    assert_eq!(bench.at(), new);
}

#[test]
fn without_a_system_there_is_none_to_insert_it_for() {
    let mut bench = Bench::fresh();
    bench.press("3 i");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(bench.notice().0, Tone::Refused);
}
