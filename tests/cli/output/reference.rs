//! `aims fields`, `aims keys` and `aims doctor`.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::sandbox::Sandbox;

#[test]
fn the_committed_references_are_what_the_program_prints() {
    let sandbox = Sandbox::bare();
    let fields = include_str!("../../../assets/reference/fields.md");
    assert!(
        sandbox.fine(&["fields", "--markdown"]) == fields,
        "write fields.md again"
    );
    let keys = include_str!("../../../assets/reference/keys.md");
    assert!(sandbox.fine(&["keys", "--markdown"]) == keys, "write keys.md again");
    let decisions = include_str!("../../../assets/reference/decisions.md");
    assert!(
        sandbox.fine(&["keys", "--decisions"]) == decisions,
        "write decisions.md again"
    );
    let rules = include_str!("../../../assets/reference/rules.md");
    assert!(sandbox.fine(&["check", "--rules"]) == rules, "write rules.md again");
    assert!(sandbox.fine(&["fields", "risks"]).contains("is:above-appetite"));
    assert!(sandbox.fine(&["keys"]).starts_with("Everywhere\n"));
    assert_eq!(sandbox.run(&["fields", "rsik"]).code, 2);
}

#[test]
fn the_doctor_reports_the_environment_and_obstacles() {
    let bare = Sandbox::bare();
    let ran = bare.run(&["doctor"]);
    assert!(ran.code == 3 && ran.out.contains("There is no aims/ folder"), "{ran:?}");
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat"]);
    let ran = sandbox.run(&["doctor"]);
    for told in [
        "1 organization, 1 method, 1 system",
        "lock          free",
        "LANG=C.UTF-8",
        "vi (neither",
    ] {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    let state = sandbox.here().join("../home/state/aims");
    fs::create_dir_all(&state).expect("a folder");
    fs::set_permissions(&state, fs::Permissions::from_mode(0o755)).expect("permissions");
    let ran = sandbox.run(&["doctor"]);
    assert!(
        ran.code == 1 && ran.out.contains("open to others (mode 0755)"),
        "{ran:?}"
    );
}
