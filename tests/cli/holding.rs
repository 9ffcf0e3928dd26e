//! `aims hold`.

use crate::sandbox::Sandbox;

#[test]
fn a_held_review_writes_what_came_of_it_and_undo_takes_all_of_it_back() {
    let sandbox = Sandbox::new();
    let add = |fields: &[&str]| sandbox.fine(&[&["add"], fields].concat()).trim().to_owned();
    let hosting = add(&["supplier", "title=Hosting"]);
    let labels = add(&["supplier", "title=Labels"]);
    let review = add(&[
        "review",
        "title=Suppliers",
        "event=supplier review",
        "date=today",
        "every=year",
    ]);
    let before = sandbox.files();
    let said = format!("{hosting}=suitable");
    let refused = sandbox.run(&["hold", &review, &format!("{hosting}=fine")]);
    assert!(refused.code == 2 && refused.err.contains("conditional"), "{refused:?}");
    let out = sandbox.fine(&["hold", &review, &said, "attended=ana"]);
    assert!(out.contains("The next one is planned for"), "{out}");
    assert!(out.contains(&format!("{hosting} Hosting: suitable")), "{out}");
    assert!(out.contains(&format!("{labels} Labels: not looked at")), "{out}");
    let shown = sandbox.json(&["list", "suppliers", "outcome:suitable", "--json"]);
    assert_eq!(shown.as_array().map(Vec::len), Some(1));
    assert_eq!(sandbox.run(&["hold", &review]).code, 2, "it is over");
    sandbox.fine(&["undo"]);
    assert_eq!(sandbox.files(), before);
    let out = sandbox.fine(&["hold", &review, "all=unsuitable"]);
    assert!(out.contains("Labels: unsuitable"), "{out}");
}
