//! The last change of each file of some folders.

use aims::domain::kinds::control;
use aims::git::changes::{changed_since, last_changes, versions};
use aims::git::child::Stop;

use super::fixture::{Fixture, PATH, a_risk, record};

#[test]
fn one_log_gives_the_last_change_of_every_file_in_the_folders() {
    let fixture = Fixture::below("team");
    for (day, id) in [(2, "A.2.2"), (3, "A.2.3"), (4, "A.2.2")] {
        let owner = format!("owner-{day}");
        fixture.put(
            &format!("controls/{id}.ron"),
            &record(&control::KIND, id, &[("owner", &owner)]),
        );
        fixture.commit(&format!("Person {day}"), day, "Stand");
    }
    fixture.put(PATH, &a_risk(&[("title", "Leak")]));
    fixture.put(
        "controls/A.2.4.ron",
        &record(&control::KIND, "A.2.4", &[("owner", "new")]),
    );
    fixture.git(&["add", "--all"]);
    let changes = last_changes(&fixture.repository(), &["controls", "clauses"], &Stop::default()).expect("changes");
    let mut told: Vec<_> = changes
        .iter()
        .map(|(path, change)| format!("{} {} {}", path.display(), change.who, change.day))
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "controls/A.2.2.ron Person 4 2026-11-04",
            "controls/A.2.3.ron Person 3 2026-11-03"
        ]
    );
    let change = &changes[std::path::Path::new("controls/A.2.2.ron")];
    assert_eq!(change.commit, fixture.git(&["rev-parse", "HEAD"]));
}

#[test]
fn a_change_made_in_a_merge_counts() {
    let fixture = Fixture::new();
    let path = "controls/A.2.2.ron";
    let stand = |owner| record(&control::KIND, "A.2.2", &[("owner", owner)]);
    fixture.put(path, &stand("ana"));
    fixture.commit("Ana Ruiz", 2, "Begin");
    fixture.git(&["checkout", "--quiet", "-b", "side"]);
    fixture.put(path, &stand("ben"));
    fixture.commit("Ben Okafor", 3, "Side");
    fixture.git(&["checkout", "--quiet", "main"]);
    fixture.write("method.ron", "x");
    fixture.commit("Ana Ruiz", 4, "Main");
    fixture.git_as(
        &["merge", "--quiet", "--no-commit", "--no-ff", "side"],
        "Carla Gomez",
        5,
    );
    let clean = last_changes(&fixture.repository(), &["controls"], &Stop::default());
    assert_eq!(clean.expect("changes")[std::path::Path::new(path)].who, "Ana Ruiz");
    fixture.put(path, &stand("carla"));
    fixture.commit("Carla Gomez", 5, "Merge and decide");
    let changes = last_changes(&fixture.repository(), &["controls"], &Stop::default()).expect("changes");
    assert_eq!(changes[std::path::Path::new(path)].who, "Carla Gomez");
}

#[test]
fn last_versions_of_attached_files_use_the_names_in_records() {
    let fixture = Fixture::below("team");
    for (day, name) in [
        (2, "policy.md"),
        (3, "Prüfbericht (1).pdf"),
        (4, "policy.md"),
        (5, "other.md"),
    ] {
        fixture.write(&format!("../docs/{name}"), format!("version of day {day}"));
        fixture.commit(&format!("Person {day}"), day, "Document");
    }
    let files = ["docs/policy.md", "docs/Prüfbericht (1).pdf", "docs/gone.md"].map(str::to_owned);
    let versions = versions(&fixture.repository(), &files, &Stop::default()).expect("versions");
    let mut told: Vec<_> = versions
        .iter()
        .map(|(path, change)| format!("{path} {} {}", change.who, change.day))
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "docs/Prüfbericht (1).pdf Person 3 2026-11-03",
            "docs/policy.md Person 4 2026-11-04"
        ]
    );
}

#[test]
fn records_committed_since_a_moment_are_listed_with_their_last_author() {
    let fixture = Fixture::below("team");
    let stand = |owner| record(&control::KIND, "A.2.2", &[("owner", owner)]);
    fixture.put("controls/A.2.2.ron", &stand("ana"));
    fixture.put(PATH, &a_risk(&[("title", "Leak")]));
    fixture.commit("Ana Ruiz", 2, "Begin");
    fixture.put("controls/A.2.2.ron", &stand("ben"));
    fixture.commit("Ben Okafor", 5, "Stand");
    let told = |day: u32| {
        let since = chrono::NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let since = since.and_hms_opt(0, 0, 0).expect("a time");
        let changes = changed_since(&fixture.repository(), since, &Stop::default()).expect("changes");
        let mut told: Vec<_> = changes
            .iter()
            .map(|(path, change)| format!("{} {}", path.display(), change.who))
            .collect();
        told.sort();
        told
    };
    assert_eq!(told(9), [""; 0]);
    assert_eq!(told(4), ["controls/A.2.2.ron Ben Okafor"]);
    let all = told(1);
    assert!(all.contains(&"controls/A.2.2.ron Ben Okafor".to_owned()), "{all:?}");
    assert!(all.contains(&format!("{PATH} Ana Ruiz")), "{all:?}");
    assert!(all.iter().all(|path| !path.starts_with("team")), "{all:?}");
}
