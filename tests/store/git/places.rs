//! Where there is no history, and where only a part of it is.

use std::fs;

use aims::git::changes::last_changes;
use aims::git::child::Stop;
use aims::git::program::{Git, Refusal};
use aims::store::files::repository::Repository;

use super::fixture::{Fixture, PATH, a_risk, git_in, row_in_words};

#[test]
fn without_a_repository_history_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("aims")).expect("a folder");
    let repository = Repository::at(folder.path());
    let refused = Git::open(&repository, &Stop::default()).expect_err("no repository");
    assert_eq!(
        refused.to_string(),
        "This register is not in a git repository, so there is no history."
    );
    fs::write(folder.path().join(".git"), "gitdir: /nowhere\n").expect("writes");
    let refused = Git::open(&repository, &Stop::default()).expect_err("no repository");
    assert!(matches!(refused, Refusal::Nowhere(_)), "{refused}");
    fs::remove_file(folder.path().join(".git")).expect("removes");
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    let refused = Git::open(&repository, &Stop::default()).expect_err("no repository");
    assert!(matches!(refused, Refusal::Nowhere(_)), "{refused}");
}

#[test]
fn a_repository_without_a_commit_is_reported_as_such() {
    let fixture = Fixture::new();
    let now = a_risk(&[("title", "Leak")]);
    fixture.put(PATH, &now);
    assert_eq!(fixture.rows(&now, PATH), Err(Refusal::NoCommits));
    let changes = last_changes(&fixture.repository(), &["organization"], &Stop::default());
    assert_eq!(changes, Err(Refusal::NoCommits));
}

#[test]
fn a_worktree_has_the_history_of_its_branch() {
    let fixture = Fixture::new();
    let now = a_risk(&[("title", "Leak")]);
    fixture.put(PATH, &now);
    fixture.commit("Ana Ruiz", 2, "Find it");
    let beside = tempfile::tempdir().expect("a folder");
    let tree = beside.path().join("tree");
    fixture.git(&["worktree", "add", "--quiet", tree.to_str().expect("text"), "-b", "side"]);
    let mut rows = Vec::new();
    let repository = Repository::find(&tree).expect("a register");
    assert!(tree.join(".git").is_file());
    aims::git::record::history(
        &repository,
        &super::fixture::subject(&now, PATH),
        &Stop::default(),
        |batch| {
            rows.extend(batch.rows.iter().map(row_in_words));
            std::ops::ControlFlow::Continue(())
        },
    )
    .expect("a history");
    assert_eq!(rows, ["02 Ana Ruiz: created Leak"]);
}

#[test]
fn a_shallow_clone_says_where_it_was_cut() {
    let fixture = Fixture::new();
    for (day, owner) in [(2, "ana"), (3, "ben"), (4, "carla")] {
        fixture.put(PATH, &a_risk(&[("title", "Leak"), ("owner", owner)]));
        fixture.commit("Ana Ruiz", day, owner);
    }
    let beside = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", fixture.top().display());
    git_in(
        beside.path(),
        &["clone", "--quiet", "--depth=2", &from, "shallow"],
        "Ana Ruiz",
        5,
    );
    let repository = Repository::find(&beside.path().join("shallow")).expect("a register");
    let now = a_risk(&[("title", "Leak"), ("owner", "carla")]);
    let mut rows = Vec::new();
    aims::git::record::history(
        &repository,
        &super::fixture::subject(&now, PATH),
        &Stop::default(),
        |batch| {
            rows.extend(batch.rows.iter().map(row_in_words));
            std::ops::ControlFlow::Continue(())
        },
    )
    .expect("a history");
    assert_eq!(rows, ["04 Ana Ruiz: owner: ben -> carla", "03 Ana Ruiz: cut Leak"]);
}
