//! `aims hold`.

use super::ground::Ground;

#[test]
fn a_held_review_writes_what_came_of_it_and_undo_takes_all_of_it_back() {
    let ground = Ground::new();
    let add = |fields: &[&str]| ground.fine(&[&["add"], fields].concat()).trim().to_owned();
    let hosting = add(&["supplier", "title=Hosting"]);
    let labels = add(&["supplier", "title=Labels"]);
    let review = add(&[
        "review",
        "title=Suppliers",
        "event=supplier review",
        "date=today",
        "every=year",
    ]);
    let before = ground.files();
    let said = format!("{hosting}=suitable");
    let refused = ground.run(&["hold", &review, &format!("{hosting}=fine")]);
    assert!(refused.code == 2 && refused.err.contains("conditional"), "{refused:?}");
    let out = ground.fine(&["hold", &review, &said, "attended=ana"]);
    assert!(out.contains("The next one is planned for"), "{out}");
    assert!(out.contains(&format!("{hosting} Hosting: suitable")), "{out}");
    assert!(out.contains(&format!("{labels} Labels: not looked at")), "{out}");
    let shown = ground.json(&["list", "suppliers", "outcome:suitable", "--json"]);
    assert_eq!(shown.as_array().map(Vec::len), Some(1));
    assert_eq!(ground.run(&["hold", &review]).code, 2, "it is over");
    ground.fine(&["undo"]);
    assert_eq!(ground.files(), before);
    let out = ground.fine(&["hold", &review, "all=unsuitable"]);
    assert!(out.contains("Labels: unsuitable"), "{out}");
}
