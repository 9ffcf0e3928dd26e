//! `aims show` of what has a page on screen: the sets that are kept here, lists, the audit programme, people.

use aims::app::screens::SCREENS;

use crate::sandbox::Sandbox;

fn furnished() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.fine(&[
        "set",
        "organization",
        "name=Acme",
        "scope=All of it",
        "people=ana | Ana Ruiz | AIMS manager",
    ]);
    sandbox.fine(&["add", "system", "id=chat", "title=Chat", "owner=ana"]);
    sandbox.fine(&["add", "risk", "title=Prompts leak", "systems=chat", "owner=ana"]);
    sandbox
}

#[test]
fn what_has_a_page_on_screen_is_shown_under_its_name() {
    let sandbox = furnished();
    for (name, words) in [
        ("soa", "A.2.2 AI policy: not decided"),
        ("Statement of Applicability", "A.2.2 AI policy: not decided"),
        ("treatment-plan", "Prompts leak: no option chosen, ana"),
        ("risk-register", "Prompts leak"),
        ("people", "ana  Ana Ruiz: AIMS manager"),
        ("audit-programme", "No internal audit was held"),
        ("policy", "5.2/d1"),
        ("scope", "All of it"),
        ("roles", "id\ttitle"),
    ] {
        let shown = sandbox.fine(&["show", name]);
        assert!(shown.contains(words), "{name}: {shown}");
    }
    let json = sandbox.json(&["show", "treatment-plan", "--json"]);
    assert_eq!(json["title"], "Treatment plan");
}

#[test]
fn every_screen_with_records_is_shown_and_named_where_nothing_is_meant() {
    let sandbox = furnished();
    let ran = sandbox.run(&["show", "nonsense"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    for screen in SCREENS.iter().filter(|screen| screen.kind().is_some()) {
        let name = screen.show.name;
        assert!(ran.err.contains(&format!(" {name}")), "{name}: {}", ran.err);
        sandbox.fine(&["show", name]);
    }
}
