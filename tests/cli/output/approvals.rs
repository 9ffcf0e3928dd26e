//! Approvals of what the register keeps, and what changed since, as the command line sees them.

use crate::sandbox::Sandbox;

fn check(sandbox: &Sandbox) -> String {
    sandbox.run_with_git(&["check"]).out
}

#[test]
fn a_statement_that_changed_since_it_was_approved_says_what_changed() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q"], "Ana", 1);
    let refused = sandbox.run(&["set", "6.1.3/d2", "approved_by=carla"]);
    assert!(
        refused.code != 0 && refused.err.contains("no control is decided"),
        "{refused:?}"
    );
    sandbox.fine(&["set", "A.2.2", "applicability=applicable", "reason=Law"]);
    sandbox.fine(&["set", "6.1.3/d2", "approved_by=carla", "version=1"]);
    sandbox.git(&["add", "-A"], "Carla", 23);
    sandbox.git(&["commit", "-qm", "Approve"], "Carla", 23);
    assert!(!check(&sandbox).contains("AIMS-W508"));
    let show = || sandbox.run_with_git(&["show", "6.1.3/d2"]).out;
    assert!(
        show().contains("Nothing changed since the approval of version 1 by carla on 2026-11-23."),
        "{}",
        show()
    );
    sandbox.fine(&["set", "A.2.2", "reason=Contract"]);
    assert!(check(&sandbox).contains("AIMS-W508 minor"), "{}", check(&sandbox));
    let shown = show();
    for told in [
        "changed since approved",
        "by carla on 2026-11-23: 1 control",
        "Reason: Law -> Contract",
    ] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    assert!(sandbox.fine(&["list", "documents", "state:changed"]).contains("6.1.3/d2"));
    let without_git = sandbox.fine(&["show", "6.1.3/d2"]);
    assert!(without_git.contains("It changed since"), "{without_git}");
    sandbox.fine(&["undo"]);
    assert!(!check(&sandbox).contains("AIMS-W508"));
}

#[test]
fn the_plan_of_each_risk_is_approved_with_the_treatment_plan_and_undone_with_it() {
    let sandbox = Sandbox::new();
    let id = |arguments: &[&str]| sandbox.fine(arguments).trim().to_owned();
    let risk = id(&["add", "risk", "title=Leak", "owner=ana", "status=open"]);
    id(&["add", "action", "title=Filter", "due=2027-01-15", &format!("risks={risk}")]);
    sandbox.fine(&["set", "6.1.3/d3", "approved_by=carla"]);
    assert!(sandbox.fine(&["list", "risks", "plan:approved"]).contains(&risk));
    sandbox.fine(&["undo"]);
    assert!(!sandbox.fine(&["list", "risks", "plan:approved"]).contains(&risk));
    assert!(sandbox.fine(&["list", "documents", "state:kept"]).contains("10.2/d1"));
}

#[test]
fn a_watched_folder_that_changed_after_the_assessment_is_told_where_git_is_asked() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q"], "Ana", 1);
    sandbox.write("model/weights.txt", "1");
    sandbox.git(&["add", "-A"], "Ana", 2);
    sandbox.git(&["commit", "-qm", "Begin"], "Ana", 2);
    sandbox.fine(&["add", "system", "title=Chat"]);
    sandbox.fine(&[
        "add",
        "assessment",
        "title=Risks of chat",
        "type=risk",
        "system=chat",
        "by=ana",
        "date=2026-11-10",
        "status=complete",
        "watched=model",
    ]);
    assert!(!check(&sandbox).contains("AIMS-W624"));
    sandbox.write("model/weights.txt", "2");
    sandbox.git(&["add", "-A"], "Ana", 20);
    sandbox.git(&["commit", "-qm", "Train"], "Ana", 20);
    let found = check(&sandbox);
    assert!(
        found.contains("AIMS-W624") && found.contains("model changed on 2026-11-20"),
        "{found}"
    );
    assert!(!sandbox.run(&["check"]).out.contains("AIMS-W624"), "git is not there");
}
