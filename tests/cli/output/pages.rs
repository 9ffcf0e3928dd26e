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
fn the_scope_is_shown_alone_with_its_approval_and_where_the_rest_is() {
    let sandbox = furnished();
    sandbox.fine(&[
        "set",
        "organization",
        "exclusions=Office software",
        "issues=New law | external | work",
    ]);
    let approved = sandbox.run(&["set", "4.3/d1", "approved_by=ana"]);
    assert_eq!(approved.code, 0, "{approved:?}");
    let shown = sandbox.fine(&["show", "scope"]);
    for words in [
        "AIMS scope (4.3/d1): approved by ana on ",
        "All of it",
        "Office software",
        "Sites: nothing is recorded.",
        "aims show organization",
        "aims show 4.3/d1",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("New law"), "{shown}");
    let context = sandbox.fine(&["show", "context"]);
    assert!(
        context.contains("New law") && !context.contains("All of it"),
        "{context}"
    );
    let duties = sandbox.fine(&["show", "duties"]);
    assert!(duties.contains("Keeps conformity: nothing is recorded."), "{duties}");
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
