//! What was approved as a whole, from the commit that holds the approval.

use aims::domain::kinds::approval::kept_sets::{Records, STATEMENT};
use aims::domain::kinds::{control, document};
use aims::domain::register::Register;
use aims::domain::register::entries::{differences, in_short};
use aims::domain::register::observed::Approved;
use aims::git::approved::{approved, wanted};
use aims::git::child::Stop;
use aims::store::load::open::open;

use super::fixture::{Fixture, record};

/// A repository in which a control was decided and the Statement of Applicability approved.
fn fixture() -> Fixture {
    let fixture = Fixture::new();
    fixture.put(
        "controls/A.2.2.ron",
        &record(
            &control::KIND,
            "A.2.2",
            &[("applicability", "applicable"), ("reason", "Law")],
        ),
    );
    let (register, _) = open(&fixture.repository());
    let digest = STATEMENT.digest(Records::of(&register));
    let approvals = format!("1 | 2026-05-20 | carla | {digest}");
    let statement = record(&document::KIND, "6.1.3/d2", &[("approvals", &approvals)]);
    fixture.put("documents/6.1.3/d2.ron", &statement);
    fixture
}

/// Decides controls otherwise, without a commit.
fn change(fixture: &Fixture) -> Register {
    for (id, reason) in [("A.2.2", "Contract"), ("A.2.3", "Good practice")] {
        let fields = [("applicability", "applicable"), ("reason", reason)];
        fixture.put(&format!("controls/{id}.ron"), &record(&control::KIND, id, &fields));
    }
    open(&fixture.repository()).0
}

#[test]
fn what_was_approved_is_read_from_the_first_commit_that_holds_the_approval() {
    let fixture = fixture();
    fixture.commit("Carla", 1, "Approve");
    assert!(wanted(&open(&fixture.repository()).0).is_empty(), "nothing changed");
    let register = change(&fixture);
    fixture.commit("Ana", 2, "Decide otherwise");
    fixture.write("aims/controls/A.2.4.ron", "Control(id: \"A.2.4\")");
    fixture.commit("Ana", 3, "Another file");
    let found = approved(&fixture.repository(), &wanted(&register), &Stop::default()).expect("git answers");
    let [(_, Approved::Said(before))] = &*found else {
        panic!("{found:?}");
    };
    let found = differences(before, &STATEMENT.entries(Records::of(&register)));
    assert_eq!((found.len(), in_short(&found)), (3, "2 controls".to_owned()));
}

#[test]
fn what_was_approved_and_changed_before_it_was_committed_is_not_known() {
    let fixture = fixture();
    let register = change(&fixture);
    fixture.commit("Ana", 1, "Approve and decide otherwise");
    let found = approved(&fixture.repository(), &wanted(&register), &Stop::default()).expect("git answers");
    assert!(matches!(&*found, [(_, Approved::NotCommitted)]), "{found:?}");
}
