//! A repository whose configuration names programs: none of them runs.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use aims::git::changes::last_changes;
use aims::git::child::Stop;
use aims::git::months::months;

use super::ground::{Ground, PATH, a_risk, git_in};

/// A program that leaves a trace.
fn trap(ground: &Ground, trace: &Path) -> PathBuf {
    let trap = ground.top().join(".git").join("trap");
    fs::write(&trap, format!("#!/bin/sh\necho \"$0 $@\" >> '{}'\n", trace.display())).expect("writes");
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).expect("a mode");
    trap
}

/// Two versions of a risk, the second one signed by nobody.
fn signed(ground: &Ground) -> String {
    ground.put(PATH, &a_risk(&[("title", "Leak"), ("owner", "ana")]));
    ground.commit("Ana Ruiz", 2, "Find it");
    ground.put(PATH, &a_risk(&[("title", "Leak"), ("owner", "ben")]));
    ground.commit("Ana Ruiz", 3, "Hand over");
    let commit = ground.git(&["cat-file", "commit", "HEAD"]);
    let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n aaaa\n -----END PGP SIGNATURE-----\n\n";
    let commit = commit.replacen("\n\n", &format!("\n{signature}"), 1);
    let file = ground.top().join(".git").join("signed");
    fs::write(&file, format!("{commit}\n")).expect("writes");
    let id = ground.git(&["hash-object", "-t", "commit", "-w", file.to_str().expect("text")]);
    ground.git(&["reset", "--quiet", "--hard", &id]);
    id
}

#[test]
fn no_program_that_the_repository_names_is_run() {
    let ground = Ground::new();
    signed(&ground);
    let trace = ground.top().join(".git").join("trace");
    let trap = trap(&ground, &trace);
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
        ground.git(&["config", name, trap]);
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
        ground.git(&["config", name, value]);
    }
    fs::write(ground.top().join(".gitattributes"), "* diff=evil filter=evil\n").expect("writes");
    let hooks = ground.top().join(".git").join("hooks");
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
        .current_dir(ground.top())
        .args(["-c", "core.worktree=.", "log", "-p", "-1"])
        .output()
        .expect("git starts");
    assert!(!plain.stdout.is_empty() || !plain.stderr.is_empty());
    assert!(trace.exists(), "the trap works");
    fs::remove_file(&trace).expect("removes");

    let now = a_risk(&[("title", "Leak"), ("owner", "ben")]);
    let lines = ground.history(&now, PATH);
    assert_eq!(lines, ["03 Ana Ruiz: owner: ana -> ben", "02 Ana Ruiz: created Leak"]);
    let changes = last_changes(&ground.repository(), &["organization"], &Stop::default()).expect("changes");
    assert_eq!(changes.len(), 1);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 12, 24).expect("a day");
    let mut found = Vec::new();
    months(&ground.repository(), today, &Stop::default(), |point| {
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
    let ground = Ground::new();
    for (day, owner) in [(2, "ana"), (3, "ben")] {
        ground.put(PATH, &a_risk(&[("title", "Leak"), ("owner", owner)]));
        ground.commit("Ana Ruiz", day, owner);
    }
    ground.git(&["config", "uploadpack.allowFilter", "true"]);
    let beside = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", ground.top().display());
    git_in(
        beside.path(),
        &["clone", "--quiet", "--filter=blob:none", &from, "partial"],
        "Ana Ruiz",
        5,
    );
    let partial = beside.path().join("partial");
    let trace = beside.path().join("trace");
    let trap = trap(&ground, &trace);
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
        &super::ground::subject(&now, PATH),
        &Stop::default(),
        |batch| {
            lines.extend(batch.rows.iter().map(super::ground::row_in_words));
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
    let ground = Ground::new();
    let now = a_risk(&[("title", "Leak")]);
    ground.put(PATH, &now);
    ground.commit("Eve\u{1b}[2J\u{202e}", 2, "\u{1b}]0;owned\u{7}");
    let rows = ground.rows(&now, PATH).expect("rows");
    let commit = rows[0].commit.as_ref().expect("a commit");
    assert!(commit.author.starts_with("Eve\u{1b}") && commit.subject.contains('\u{7}'));
}
