//! `aims report` on the command line.

use std::fs;

use crate::sandbox::Sandbox;

#[test]
fn a_document_goes_to_standard_output_or_to_a_file_that_is_not_there_yet() {
    let sandbox = Sandbox::new();
    let list = sandbox.run(&["report", "--list"]);
    assert!(
        list.out.contains("soa") && list.out.contains("Statement of Applicability"),
        "{list:?}"
    );
    let text = sandbox.run(&["report", "soa"]);
    assert!(text.out.starts_with("# Statement of Applicability\n"), "{text:?}");
    assert!(
        text.out.contains(", without a commit"),
        "outside of git there is none: {text:?}"
    );
    let file = sandbox.here().join("soa.html");
    let path = file.to_str().expect("a path");
    assert_eq!(sandbox.run(&["report", "soa", "-o", path]).code, 0);
    assert!(
        fs::read_to_string(&file)
            .expect("written")
            .starts_with("<!DOCTYPE html>")
    );
    let again = sandbox.run(&["report", "soa", "-o", path]);
    assert_eq!(again.code, 2, "{again:?}");
    assert!(again.err.contains("is there already"), "{again:?}");
    assert_eq!(sandbox.run(&["report", "soa", "-o", path, "--force"]).code, 0);
    let folder = sandbox.here();
    let named = sandbox.run(&["report", "soa", "-o", folder.to_str().expect("a path")]);
    assert!(named.err.contains("soa_2026-11-23_draft.md"), "{named:?}");
    let unknown = sandbox.run(&["report", "soq"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("Perhaps `soa`?"), "{unknown:?}");
}

#[test]
fn git_tells_the_commit_what_is_not_committed_and_when_a_control_was_decided() {
    let sandbox = Sandbox::new();
    let set = |field: &str| sandbox.fine(&["set", "A.2.2", field]);
    set("applicability=applicable");
    sandbox.git(&["init", "-q"], "ana", 1);
    sandbox.git(&["add", "."], "ana", 1);
    sandbox.git(&["commit", "-q", "-m", "Decide"], "ana", 3);
    set("owner=ana");
    sandbox.git(&["commit", "-q", "-a", "-m", "Own"], "ana", 5);
    let clean = sandbox.run_with_git(&["report", "soa"]);
    assert!(
        clean.out.contains(" of 2026-11-05\n"),
        "the newest commit: {}",
        clean.out
    );
    assert!(
        clean.out.contains("| 2026-11-03<br>"),
        "who answers for it decides nothing: {}",
        clean.out
    );
    set("reason=asked for by the board");
    let changed = sandbox.run_with_git(&["report", "soa"]);
    assert!(changed.out.contains("with 1 uncommitted change\n"), "{}", changed.out);
    assert!(changed.out.contains("| not committed yet<br>"), "{}", changed.out);
    assert!(
        changed.out.contains("Other than in the commit: A.2.2."),
        "{}",
        changed.out
    );
    let twice = sandbox.run_with_git(&["report", "soa"]);
    assert_eq!(changed.out, twice.out);
}

#[test]
fn a_file_that_cannot_be_read_is_named_on_the_first_page() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.here().join("aims/controls")).expect("a folder");
    fs::write(sandbox.here().join("aims/controls/A.2.2.ron"), "(status: ").expect("written");
    let told = sandbox.run(&["report", "soa"]);
    assert_eq!(told.code, 3, "{told:?}");
    assert!(told.out.contains("1 records could not be read"), "{}", told.out);
    assert!(told.out.contains("controls/A.2.2.ron"), "{}", told.out);
}
