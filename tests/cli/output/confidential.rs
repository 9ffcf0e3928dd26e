//! What is printed of a confidential concern: that it exists and how it stands, except where it is opened itself.

use crate::sandbox::Sandbox;

#[test]
fn nothing_but_its_own_detail_tells_what_a_confidential_concern_says() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat", "owner=ana", "stage=operation"]);
    let added = sandbox.fine(&[
        "add",
        "incident",
        "title=Pressure to skip the bias test",
        "nature=concern",
        "confidential=yes",
        "raised_by=Whistle Blower",
        "description=Pressure was made in a meeting",
        "happened=2026-06-01",
        "severity=serious",
        "systems=chat",
        "owner=ana",
    ]);
    let id = added.trim();
    for printed in [
        &["list", "incidents"][..],
        &[
            "list",
            "incidents",
            "--columns",
            "id,title,raised_by,description,nature,status",
        ],
        &["list", "incidents", "--json"],
        &["list", "incidents", "--columns", "id", "pressure"],
        &["show", "chat"],
        &["show", "ana"],
        &["check"],
        &["readiness"],
        &["due"],
        &["plan"],
        &["render", "today"],
        &["render", "incidents"],
    ] {
        let ran = sandbox.run(printed);
        let out = format!("{}{}", ran.out, ran.err);
        for secret in ["Pressure", "pressure was", "Whistle", "bias test"] {
            assert!(!out.contains(secret), "{printed:?} tells {secret}: {out}");
        }
    }
    let list = sandbox.fine(&["list", "incidents", "--columns", "id,title,nature,status"]);
    assert_eq!(
        list,
        format!("id\ttitle\tnature\tstatus\n{id}\t(confidential)\tconcern\topen\n")
    );
    let own = sandbox.fine(&["show", id]);
    for told in ["Pressure to skip the bias test", "Whistle Blower", "Confidential:"] {
        assert!(own.contains(told), "{told}: {own}");
    }
}
