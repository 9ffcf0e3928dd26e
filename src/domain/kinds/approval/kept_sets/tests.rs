//! Tests of the sets that the register keeps: what their digests follow, and how two states differ.

use super::*;
use crate::domain::admission::testing::{put, record};
use crate::domain::kinds::document;
use crate::domain::register::entries::{Difference, differences, in_short};

fn register() -> Register {
    let mut register = Register::default();
    register.put(method::preset());
    register.put(record(
        &organization::KIND,
        organization::ID,
        &[("name", "Acme"), ("scope", "Lending")],
    ));
    register.put(record(
        &risk::KIND,
        "R-00001",
        &[
            ("title", "Leak"),
            ("status", "open"),
            ("treatment", "mitigate"),
            ("owner", "ana"),
        ],
    ));
    register.put(record(
        &action::KIND,
        "T-00001",
        &[
            ("title", "Test"),
            ("status", "open"),
            ("risks", "R-00001"),
            ("due", "2026-12-01"),
        ],
    ));
    register.put(record(
        &control::KIND,
        "A.2.2",
        &[("applicability", "applicable"), ("reason", "Law")],
    ));
    register
}

fn changed(register: &mut Register, id: &str, fields: &[(&str, &str)]) {
    let before = register.get(id).expect("a record").clone();
    register.put(put(before, fields));
}

/// Returns the sets whose digest a change changes.
fn touched_by(id: &str, fields: &[(&str, &str)]) -> Vec<&'static str> {
    let mut register = register();
    let digests = |register: &Register| {
        SETS.iter()
            .map(|set| set.digest(Records::of(register)))
            .collect::<Vec<_>>()
    };
    let before = digests(&register);
    changed(&mut register, id, fields);
    let after = digests(&register);
    let sets = SETS.iter().zip(before.iter().zip(&after));
    sets.filter(|(_, (before, after))| before != after)
        .map(|(set, _)| set.of)
        .collect()
}

#[test]
fn a_digest_follows_what_belongs_to_the_set_and_nothing_else() {
    for (id, fields, expected) in [
        ("organization", &[("scope", "Leasing")][..], &["4.3/d1"][..]),
        ("organization", &[("sites", "Linz")], &["4.3/d1"]),
        ("organization", &[("processes", "Release | ana")], &["4.4/d1"]),
        ("organization", &[("name", "Acme Inc")], &[]),
        ("A.2.2", &[("reason", "Contract")], &["6.1.3/d2"]),
        ("A.2.3", &[("applicability", "excluded")], &["6.1.3/d2"]),
        ("A.2.2", &[("status", "implemented"), ("owner", "bo")], &[]),
        ("R-00001", &[("treatment", "avoid")], &["6.1.3/d3"]),
        ("R-00001", &[("owner", "bo"), ("scenario", "Otherwise")], &[]),
        ("R-00001", &[("status", "closed")], &["6.1.3/d3"]),
        ("T-00001", &[("due", "2026-12-02")], &["6.1.3/d3"]),
        ("T-00001", &[("status", "cancelled")], &["6.1.3/d3"]),
        ("T-00001", &[("note", "Waits")], &[]),
        ("method", &[("appetite", "High")], &["method"]),
        ("method", &[("approvals", "1 | 2026-11-20 | zoe")], &[]),
    ] {
        assert_eq!(touched_by(id, fields), expected, "{id} {fields:?}");
    }
}

#[test]
fn a_record_as_an_edit_leaves_it_counts() {
    let mut register = register();
    let after = put(register.get("A.2.2").expect("there").clone(), &[("reason", "Contract")]);
    let touched = HashMap::from([(after.id().clone(), Arc::new(after.clone()))]);
    let proposed = STATEMENT.digest(Records::after(&register, &touched));
    assert_ne!(proposed, STATEMENT.digest(Records::of(&register)));
    register.put(after);
    assert_eq!(proposed, STATEMENT.digest(Records::of(&register)));
}

#[test]
fn differences_name_what_came_what_went_and_what_says_something_else() {
    let mut register = register();
    let before = PLAN.entries(Records::of(&register));
    assert_eq!(differences(&before, &before), []);
    changed(&mut register, "R-00001", &[("treatment", "avoid")]);
    changed(&mut register, "T-00001", &[("status", "cancelled")]);
    register.put(record(
        &action::KIND,
        "T-00002",
        &[("title", "Train"), ("status", "open"), ("risks", "R-00001")],
    ));
    let found = differences(&before, &PLAN.entries(Records::of(&register)));
    let told = found.iter().map(|difference| match difference {
        Difference::Added(_, id) => format!("+{id}"),
        Difference::Removed(_, id) => format!("-{id}"),
        Difference::Changed { id, from, to, .. } => format!("{id}: {from} -> {to}"),
    });
    let told: Vec<_> = told.collect();
    assert_eq!(told, ["R-00001: mitigate -> avoid", "+T-00002", "-T-00001"]);
    assert_eq!(in_short(&found), "2 actions, 1 risk");
}

#[test]
fn what_was_never_said_cannot_be_approved() {
    let empty = Register::default();
    assert!(SETS.iter().all(|set| !set.is_begun(&empty)));
    let register = register();
    let begun: Vec<_> = SETS
        .iter()
        .filter(|set| set.is_begun(&register))
        .map(|set| set.of)
        .collect();
    assert_eq!(begun, ["4.3/d1", "6.1.3/d2", "6.1.3/d3", "method"]);
    let of_documents = SETS
        .iter()
        .filter(|set| register.get(set.of).is_some_and(|one| one.is(&document::KIND)));
    assert_eq!(of_documents.count(), 4);
}
