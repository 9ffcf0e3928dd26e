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
    let refused = sandbox.run(&["hold", &review, &said, "attended=ana"]);
    assert!(refused.code == 2 && refused.err.contains(&labels), "{refused:?}");
    assert!(!refused.err.contains(&hosting), "{refused:?}");
    let out = sandbox.fine(&["hold", &review, &said, "attended=ana", "--yes"]);
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

#[test]
fn a_review_that_is_set_held_says_that_nothing_is_written_about_what_it_looked_at() {
    let sandbox = Sandbox::new();
    let add = |fields: &[&str]| sandbox.fine(&[&["add"], fields].concat()).trim().to_owned();
    let hosting = add(&["supplier", "title=Hosting"]);
    let review = add(&["review", "title=Suppliers", "event=supplier review", "date=today"]);
    let refused = sandbox.run(&["set", &review, "status=held", "held=today"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    for part in ["Nothing is written", &hosting, "aims hold", "--yes"] {
        assert!(refused.err.contains(part), "{part}: {refused:?}");
    }
    sandbox.fine(&["set", &hosting, "assessed=today", "outcome=suitable"]);
    sandbox.fine(&["set", &review, "status=held", "held=today"]);
    sandbox.fine(&["undo"]);
    sandbox.fine(&["undo"]);
    sandbox.fine(&["set", &review, "status=held", "held=today", "--yes"]);
    let found = sandbox.run(&["check"]);
    assert!(found.out.contains("nothing says what came of it"), "{found:?}");
    sandbox.fine(&["undo"]);
    let refused = sandbox.run(&["hold", &review]);
    assert!(refused.err.contains("Nothing is written"), "{refused:?}");
    sandbox.fine(&["hold", &review, "all=suitable"]);
    assert!(!sandbox.run(&["check"]).out.contains("nothing says what came of it"));
}

#[test]
fn a_review_that_was_held_long_ago_is_closed_and_the_next_one_is_still_to_come() {
    let sandbox = Sandbox::new();
    let add = |fields: &[&str]| sandbox.fine(&[&["add", "review"], fields].concat()).trim().to_owned();
    let refused = sandbox.run(&["add", "review", "title=Old", "event=training", "date=2020-01-10"]);
    assert!(
        refused.code == 2 && refused.err.contains("status=held held=2020-01-10"),
        "{refused:?}"
    );
    add(&[
        "title=Old",
        "event=training",
        "date=2020-01-10",
        "status=held",
        "held=2020-01-10",
    ]);
    let series = add(&[
        "title=Course",
        "event=training",
        "date=today",
        "every=year",
        "counted=from last held",
    ]);
    let out = sandbox.fine(&["hold", &series, "--on", "2020-01-10"]);
    assert!(out.contains("The next one is planned for"), "{out}");
    let alone = add(&["title=Talk", "event=training", "date=today"]);
    sandbox.fine(&["hold", &alone, "--on", "2020-01-10", "--next-year"]);
}

#[test]
fn the_assessment_that_a_held_review_begins_is_by_who_led_it() {
    let sandbox = Sandbox::new();
    let add = |fields: &[&str]| sandbox.fine(&[&["add"], fields].concat()).trim().to_owned();
    add(&["system", "title=Chat", "scope=in", "id=chat"]);
    let review = |owner: &str| {
        let owner = format!("owner={owner}");
        add(&[
            "review",
            "title=Risks",
            "event=risk re-assessment",
            "date=today",
            "systems=chat",
            &owner,
        ])
    };
    sandbox.fine(&["hold", &review("zoe"), "chat=to be judged again"]);
    let by = |name: &str| {
        let found = sandbox.json(&["list", "assessments", &format!("by:{name}"), "--json"]);
        found.as_array().map_or(0, Vec::len)
    };
    assert_eq!(by("zoe"), 1);
    sandbox.fine(&["undo"]);
    sandbox.fine(&["undo"]);
    sandbox.fine(&["hold", &review("zoe"), "chat=to be judged again", "--by", "dora"]);
    assert_eq!((by("zoe"), by("dora")), (0, 1));
}

#[test]
fn a_test_finishes_no_control_that_is_only_planned_or_still_worked_on() {
    let sandbox = Sandbox::new();
    for (id, status) in [
        ("A.2.2", "planned"),
        ("A.2.4", "partial"),
        ("A.3.2", "partial"),
        ("A.3.3", "partial"),
    ] {
        let status = format!("status={status}");
        sandbox.fine(&[
            "set",
            id,
            "applicability=applicable",
            "reason=needed",
            "owner=ana",
            &status,
        ]);
    }
    for serves in ["requirements=A.2.4", "controls=A.3.3"] {
        sandbox.fine(&["add", "action", "title=Rules", "owner=ana", "due=2027-01-31", serves]);
    }
    let review = sandbox.fine(&[
        "add",
        "review",
        "title=Tests",
        "event=control test",
        "date=today",
        "owner=ana",
        "requirements=A.2.2,A.2.4,A.3.2,A.3.3",
    ]);
    sandbox.fine(&["hold", review.trim(), "all=works"]);
    let status = |id: &str| sandbox.json(&["show", id, "--json"])["status"].clone();
    assert_eq!(
        ["A.2.2", "A.2.4", "A.3.2", "A.3.3"].map(status),
        ["planned", "partial", "implemented", "partial"]
    );
}

#[test]
fn nothing_is_taken_out_of_judgement_unasked() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat", "owner=ana", "stage=development"]);
    let refused = sandbox.run(&["set", "chat", "stage="]);
    assert!(refused.code == 2 && refused.err.contains("and not none"), "{refused:?}");
    let risk = sandbox.fine(&[
        "add",
        "risk",
        "title=Injection",
        "owner=ana",
        "systems=chat",
        "inherent=5 5/5/5",
        "status=open",
    ]);
    for status in ["status=draft", "status="] {
        let refused = sandbox.run(&["set", risk.trim(), status]);
        assert!(
            refused.code == 2 && refused.err.contains("a draft counts no longer"),
            "{refused:?}"
        );
    }
    let refused = sandbox.run(&["set", risk.trim(), "status=draft", "--because", "judged too early"]);
    assert!(refused.code == 2 && refused.err.contains("--yes"), "{refused:?}");
    sandbox.fine(&[
        "set",
        risk.trim(),
        "status=draft",
        "--because",
        "judged too early",
        "--yes",
    ]);
    let note = sandbox.json(&["show", risk.trim(), "--json"])["note"].clone();
    assert!(note.to_string().contains("a draft again: judged too early"), "{note}");
}

#[test]
fn every_kind_of_review_names_each_thing_without_an_outcome_before_it_is_set_held() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["set", "5.2/d1", "location=https://example.org/policy", "review=+9m"]);
    sandbox.fine(&[
        "set",
        "A.2.2",
        "applicability=included",
        "status=implemented",
        "reason=asked",
        "review=+9m",
    ]);
    sandbox.fine(&[
        "set",
        "A.2.3",
        "applicability=included",
        "status=implemented",
        "reason=asked",
        "review=+9m",
    ]);
    sandbox.fine(&["set", "organization", "issues=Law | external | duties | +9m"]);
    let duty = [
        "add",
        "obligation",
        "title=Tell",
        "source=law",
        "taken_on=yes",
        "status=open",
        "review=+9m",
    ];
    let duty = sandbox.fine(&duty).trim().to_owned();
    for (event, extra, things) in [
        ("policy review", "minutes=", vec!["5.2/d1"]),
        ("control test", "requirements=A.2.2, A.2.3", vec!["A.2.2", "A.2.3"]),
        ("context review", "minutes=", vec!["organization"]),
        ("obligations review", "minutes=", vec![&*duty]),
        ("training", "about=A.2.2", vec!["A.2.2"]),
    ] {
        let event_is = format!("event={event}");
        let fields = ["add", "review", "title=Look", &event_is, "date=today", extra];
        let review = sandbox.fine(&fields).trim().to_owned();
        let refused = sandbox.run(&["set", &review, "status=held", "held=today"]);
        assert_eq!(refused.code, 2, "{event}: {refused:?}");
        assert!(
            things.iter().all(|thing| refused.err.contains(thing)),
            "{event}: {refused:?}"
        );
        if let [first, second] = things[..] {
            let said = format!("{first}=works");
            let refused = sandbox.run(&["hold", &review, &said]);
            assert!(
                refused.err.contains(second) && !refused.err.contains(first),
                "{event}: {refused:?}"
            );
        }
    }
    let added = [
        "add",
        "review",
        "title=Look",
        "event=policy review",
        "date=today",
        "status=held",
        "held=today",
    ];
    let refused = sandbox.run(&added);
    assert!(refused.code == 2 && refused.err.contains("5.2/d1"), "{refused:?}");
}

#[test]
fn who_approved_a_document_again_is_said_or_the_only_one_who_may() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["set", "5.2/d1", "location=https://example.org/policy"]);
    let review = [
        "add",
        "review",
        "title=Policy",
        "event=policy review",
        "date=today",
        "owner=ben",
    ];
    let review = sandbox.fine(&review).trim().to_owned();
    let refused = sandbox.run(&["hold", &review, "5.2/d1=approved again"]);
    assert!(
        refused.code == 2 && refused.err.contains("--approved-by"),
        "{refused:?}"
    );
    sandbox.fine(&[
        "set",
        "organization",
        "people=ben | Ben | Lead\ncarla | Carla | Board | | | | yes",
    ]);
    let refused = sandbox.run(&["hold", &review, "5.2/d1=approved again", "--approved-by", "ben"]);
    assert!(refused.err.contains("not marked as top management"), "{refused:?}");
    sandbox.fine(&["hold", &review, "5.2/d1=approved again"]);
    let shown = sandbox.fine(&["show", "5.2/d1"]);
    assert!(shown.contains("carla"), "{shown}");
}
