//! A repository whose configuration names programs: none of them runs.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use aims::git::changes::last_changes;
use aims::git::child::Stop;
use aims::git::months::months;

use super::fixture::{Fixture, PATH, a_risk, git_in};

/// A program that leaves a trace.
fn trap(fixture: &Fixture, trace: &Path) -> PathBuf {
    let trap = fixture.top().join(".git").join("trap");
    fs::write(&trap, format!("#!/bin/sh\necho \"$0 $@\" >> '{}'\n", trace.display())).expect("writes");
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).expect("a mode");
    trap
}

/// Two versions of a risk, the second one signed by nobody.
fn signed(fixture: &Fixture) -> String {
    fixture.put(PATH, &a_risk(&[("title", "Leak"), ("owner", "ana")]));
    fixture.commit("Ana Ruiz", 2, "Find it");
    fixture.put(PATH, &a_risk(&[("title", "Leak"), ("owner", "ben")]));
    fixture.commit("Ana Ruiz", 3, "Hand over");
    let commit = fixture.git(&["cat-file", "commit", "HEAD"]);
    let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n aaaa\n -----END PGP SIGNATURE-----\n\n";
    let commit = commit.replacen("\n\n", &format!("\n{signature}"), 1);
    let file = fixture.top().join(".git").join("signed");
    fs::write(&file, format!("{commit}\n")).expect("writes");
    let id = fixture.git(&["hash-object", "-t", "commit", "-w", file.to_str().expect("text")]);
    fixture.git(&["reset", "--quiet", "--hard", &id]);
    id
}

#[test]
fn no_program_that_the_repository_names_is_run() {
    let fixture = Fixture::new();
    signed(&fixture);
    let trace = fixture.top().join(".git").join("trace");
    let trap = trap(&fixture, &trace);
    let trap = trap.to_str().expect("text");
    for name in [
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "pager.cat-file",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "gpg.program",
        "gpg.openpgp.program",
        "core.sshCommand",
        "core.editor",
        "core.askPass",
        "core.alternateRefsCommand",
        "credential.helper",
        "remote.origin.uploadpack",
    ] {
        fixture.git(&["config", name, trap]);
    }
    for (name, value) in [
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("log.diffMerges", "separate"),
        ("diff.orderFile", "/nowhere"),
        ("color.ui", "always"),
        ("format.pretty", "oneline"),
        ("i18n.logOutputEncoding", "UTF-16"),
        ("core.worktree", "/"),
        ("diff.noprefix", "true"),
        ("diff.relative", "true"),
    ] {
        fixture.git(&["config", name, value]);
    }
    fs::write(fixture.top().join(".gitattributes"), "* diff=evil filter=evil\n").expect("writes");
    let hooks = fixture.top().join(".git").join("hooks");
    fs::create_dir_all(&hooks).expect("a folder");
    for hook in [
        "post-index-change",
        "post-checkout",
        "reference-transaction",
        "pre-auto-gc",
    ] {
        fs::copy(trap, hooks.join(hook)).expect("copies");
    }
    // The trap is one: git as it is falls into it.
    let plain = std::process::Command::new("git")
        .current_dir(fixture.top())
        .args(["-c", "core.worktree=.", "log", "-p", "-1"])
        .output()
        .expect("git starts");
    assert!(!plain.stdout.is_empty() || !plain.stderr.is_empty());
    assert!(trace.exists(), "the trap works");
    fs::remove_file(&trace).expect("removes");

    let now = a_risk(&[("title", "Leak"), ("owner", "ben")]);
    let lines = fixture.history(&now, PATH);
    assert_eq!(lines, ["03 Ana Ruiz: owner: ana -> ben", "02 Ana Ruiz: created Leak"]);
    let changes = last_changes(&fixture.repository(), &["organization"], &Stop::default()).expect("changes");
    assert_eq!(changes.len(), 1);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 12, 24).expect("a day");
    let mut found = Vec::new();
    months(&fixture.repository(), today, &Stop::default(), |point| {
        found.push(point);
        std::ops::ControlFlow::Continue(())
    })
    .expect("months");
    assert_eq!(found.len(), 1);
    let ran = fs::read_to_string(&trace).unwrap_or_default();
    assert!(ran.is_empty(), "{ran}");
}

#[test]
fn objects_left_out_by_a_clone_are_not_fetched() {
    let fixture = Fixture::new();
    for (day, owner) in [(2, "ana"), (3, "ben")] {
        fixture.put(PATH, &a_risk(&[("title", "Leak"), ("owner", owner)]));
        fixture.commit("Ana Ruiz", day, owner);
    }
    fixture.git(&["config", "uploadpack.allowFilter", "true"]);
    let beside = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", fixture.top().display());
    git_in(
        beside.path(),
        &["clone", "--quiet", "--filter=blob:none", &from, "partial"],
        "Ana Ruiz",
        5,
    );
    let partial = beside.path().join("partial");
    let trace = beside.path().join("trace");
    let trap = trap(&fixture, &trace);
    git_in(
        &partial,
        &["config", "remote.origin.uploadpack", trap.to_str().expect("text")],
        "Ana Ruiz",
        5,
    );
    let repository = aims::store::files::repository::Repository::find(&partial).expect("a register");
    let now = a_risk(&[("title", "Leak"), ("owner", "ben")]);
    let mut lines = Vec::new();
    aims::git::record::history(
        &repository,
        &super::fixture::subject(&now, PATH),
        &Stop::default(),
        |batch| {
            lines.extend(batch.rows.iter().map(super::fixture::row_in_words));
            std::ops::ControlFlow::Continue(())
        },
    )
    .expect("a history");
    assert_eq!(lines[0], "03 Ana Ruiz: readable Leak");
    assert_eq!(lines[1], "02 Ana Ruiz: unreadable this clone does not have it");
    assert!(!trace.exists(), "nothing was fetched");
}

#[test]
fn names_and_messages_are_kept_as_bytes_say_for_those_who_draw_them() {
    let fixture = Fixture::new();
    let now = a_risk(&[("title", "Leak")]);
    fixture.put(PATH, &now);
    fixture.commit("Eve\u{1b}[2J\u{202e}", 2, "\u{1b}]0;owned\u{7}");
    let rows = fixture.rows(&now, PATH).expect("rows");
    let commit = rows[0].commit.as_ref().expect("a commit");
    assert!(commit.author.starts_with("Eve\u{1b}") && commit.subject.contains('\u{7}'));
}
