//! Versions of a record and the fields that changed between them.

use aims::domain::kinds::{risk, system};
use aims::git::fields::Change;

use super::fixture::{Fixture, PATH, a_risk, a_system, record};

#[test]
fn each_commit_is_listed_field_by_field_after_uncommitted_changes() {
    let fixture = Fixture::new();
    fixture.put(PATH, &a_risk(&[("title", "Leak"), ("owner", "ana")]));
    fixture.commit("Ana Ruiz", 2, "Find it");
    fixture.put(
        PATH,
        &a_risk(&[("title", "Leak"), ("owner", "ben"), ("status", "open")]),
    );
    fixture.commit("Ben Okafor", 3, "Hand over\n\nBecause Ana left.\nFor good.");
    let now = a_risk(&[("title", "Leak of prompts"), ("owner", "ben"), ("status", "open")]);
    fixture.put(PATH, &now);
    assert_eq!(
        fixture.history(&now, PATH),
        [
            "uncommitted: title: Leak -> Leak of prompts",
            "03 Ben Okafor: owner: ana -> ben",
            "03 Ben Okafor: status:  -> open",
            "02 Ana Ruiz: created Leak",
        ]
    );
    let rows = fixture.rows(&now, PATH).expect("rows");
    let commit = rows[1].commit.as_ref().expect("a commit");
    assert_eq!(
        (commit.subject.as_str(), commit.body.as_str()),
        ("Hand over", "Because Ana left.\nFor good.")
    );
    assert_eq!(commit.id, fixture.git(&["rev-parse", "HEAD"]));
}

#[test]
fn a_record_that_was_never_committed_is_shown_as_created() {
    let fixture = Fixture::new();
    fixture.commit("Ana Ruiz", 1, "Begin");
    let now = a_risk(&[("title", "Leak")]);
    fixture.put(PATH, &now);
    assert_eq!(fixture.history(&now, PATH), ["uncommitted: created Leak"]);
}

#[test]
fn a_renamed_file_is_followed_though_its_id_changes_with_it() {
    let fixture = Fixture::new();
    let fields = [
        ("title", "Support assistant"),
        ("owner", "ana"),
        ("purpose", "It answers."),
    ];
    fixture.put("systems/chat/system.ron", &a_system("chat", &fields));
    fixture.commit("Ana Ruiz", 2, "Add it");
    fixture.git(&["mv", "aims/systems/chat", "aims/systems/support"]);
    fixture.put("systems/support/system.ron", &a_system("support", &fields));
    fixture.commit("Ben Okafor", 3, "A better name");
    let now = a_system("support", &[fields[0], ("owner", "ben"), fields[2]]);
    fixture.put("systems/support/system.ron", &now);
    fixture.commit("Ben Okafor", 4, "Mine");
    let lines = fixture.history(&now, "systems/support/system.ron");
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(lines[1].ends_with("moved aims/systems/chat/system.ron to aims/systems/support/system.ron"));
    assert_eq!(lines[2], "02 Ana Ruiz: created Support assistant");
}

#[test]
fn a_copy_is_a_record_of_its_own() {
    let fixture = Fixture::new();
    let fields = [("title", "Leak"), ("owner", "ana"), ("note", "Text comes out.")];
    fixture.put(PATH, &a_risk(&fields));
    fixture.commit("Ana Ruiz", 2, "The first");
    let copy = record(&risk::KIND, "R-00002", &fields);
    fixture.put("organization/R-00002.ron", &copy);
    fixture.commit("Ben Okafor", 3, "The second, alike");
    assert_eq!(
        fixture.history(&copy, "organization/R-00002.ron"),
        ["03 Ben Okafor: created Leak"]
    );
}

#[test]
fn a_merge_reports_only_what_it_decided_itself() {
    let fixture = Fixture::new();
    let risk = |owner, status, unit| a_risk(&[("title", "Leak"), ("owner", owner), ("status", status), ("note", unit)]);
    fixture.put(PATH, &risk("ana", "open", ""));
    fixture.commit("Ana Ruiz", 2, "Find it");
    fixture.git(&["checkout", "--quiet", "-b", "side"]);
    fixture.put(PATH, &risk("ben", "open", ""));
    fixture.commit("Ben Okafor", 3, "Mine now");
    fixture.git(&["checkout", "--quiet", "main"]);
    fixture.put(PATH, &risk("ana", "accepted", ""));
    fixture.commit("Ana Ruiz", 4, "Live with it");
    fixture.git_as(&["merge", "--quiet", "--no-commit", "side"], "Carla Gomez", 5);
    let now = risk("ben", "accepted", "Agreed with both.");
    fixture.put(PATH, &now);
    fixture.commit("Carla Gomez", 5, "Bring both together");
    assert_eq!(
        fixture.history(&now, PATH),
        [
            "05 Carla Gomez: note:  -> Agreed with both.",
            "04 Ana Ruiz: status: open -> accepted",
            "03 Ben Okafor: owner: ana -> ben",
            "02 Ana Ruiz: created Leak",
        ]
    );
}

#[test]
fn a_broken_version_is_reported_and_the_rest_is_read() {
    let fixture = Fixture::new();
    fixture.put(PATH, &a_risk(&[("title", "Leak")]));
    fixture.commit("Ana Ruiz", 2, "Find it");
    fixture.write(PATH, "<<<<<<< HEAD\nRisk(\n=======\n");
    fixture.commit("Ben Okafor", 3, "Oops");
    fixture.write(PATH, b"\xff\xfe");
    fixture.commit("Ben Okafor", 4, "Worse");
    fixture.put(PATH, &a_risk(&[("title", "Leak"), ("owner", "ana")]));
    fixture.commit("Ana Ruiz", 5, "Mend it");
    let now = a_risk(&[("title", "Leak"), ("owner", "ben")]);
    fixture.put(PATH, &now);
    fixture.commit("Ana Ruiz", 6, "Hand over");
    let lines = fixture.history(&now, PATH);
    assert_eq!(lines[0], "06 Ana Ruiz: owner: ana -> ben");
    assert_eq!(lines[1], "05 Ana Ruiz: readable Leak");
    assert!(
        lines[2].starts_with("04 Ben Okafor: unreadable it is not UTF-8"),
        "{}",
        lines[2]
    );
    assert!(lines[3].starts_with("03 Ben Okafor: unreadable line 1"), "{}", lines[3]);
    assert_eq!(lines[4..], ["02 Ana Ruiz: created Leak"]);
}

#[test]
fn changed_layout_and_a_removed_and_restored_file_are_reported_as_such() {
    let fixture = Fixture::new();
    let now = a_risk(&[("title", "Leak")]);
    fixture.put(PATH, &now);
    fixture.commit("Ana Ruiz", 2, "Find it");
    let text = aims::store::codec::write(&now);
    fixture.write(PATH, text.replace("title:", "// The short form.\n    title:"));
    fixture.commit("Ana Ruiz", 3, "Explain");
    fixture.git_as(&["rm", "--quiet", "aims/organization/R-00001.ron"], "Ben Okafor", 4);
    fixture.commit("Ben Okafor", 4, "Away");
    fixture.put(PATH, &now);
    fixture.commit("Ana Ruiz", 5, "Back");
    let lines = fixture.history(&now, PATH);
    assert_eq!(
        lines,
        [
            "05 Ana Ruiz: created Leak",
            "04 Ben Okafor: removed",
            "03 Ana Ruiz: text",
            "02 Ana Ruiz: created Leak",
        ]
    );
}

#[test]
fn paths_outside_ascii_and_a_register_below_the_top_are_found() {
    let fixture = Fixture::below("Büro *[x] 危険");
    let now = a_system("chat", &[("title", "Größe")]);
    fixture.put("systems/chat/system.ron", &now);
    fixture.commit("Jürgen Müller", 2, "Größer");
    assert_eq!(
        fixture.history(&now, "systems/chat/system.ron"),
        ["02 Jürgen Müller: created Größe"]
    );
}

#[test]
fn long_texts_and_lists_are_shown_by_difference() {
    let fixture = Fixture::new();
    let risk = |text, sources| a_risk(&[("title", "Leak"), ("note", text), ("systems", sources)]);
    fixture.put(PATH, &risk("One stays. Two goes. Three goes.", "a, b"));
    fixture.commit("Ana Ruiz", 2, "Find it");
    let now = risk("One stays. Four comes.", "b, c");
    fixture.put(PATH, &now);
    fixture.commit("Ana Ruiz", 3, "Again");
    assert_eq!(
        fixture.history(&now, PATH)[..2],
        [
            "03 Ana Ruiz: systems: -a -> +c",
            "03 Ana Ruiz: note: -2: Two goes. -> +1: Four comes.",
        ]
    );
}

#[test]
fn fields_of_a_later_version_do_not_hide_the_others() {
    let fixture = Fixture::new();
    let now = a_system("chat", &[("title", "Chat")]);
    let text = aims::store::codec::write(&now).replace("title:", "future: 3,\n    title:");
    fixture.write("systems/chat/system.ron", text);
    fixture.commit("Ana Ruiz", 2, "Newer");
    let rows = fixture.rows(&now, "systems/chat/system.ron").expect("rows");
    assert!(matches!(&rows[..], [row] if matches!(&row.change, Change::Created(record) if record.is(&system::KIND))));
}
