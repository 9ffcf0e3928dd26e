//! Everything that is asked is asked: whatever is taken from an organization that is ready is listed under its rule.

use crate::domain::readiness::tests::ground::{furnished, set, today};
use crate::domain::readiness::{Goal, of};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::register::observed::Fact;

/// What is said instead, record by record, and the rule that is then broken.
type Case = (&'static [(&'static str, &'static str, &'static str)], &'static str);

const PAST: &str = "2026-11-20";

const CASES: &[Case] = &[
    (&[("organization", "issues", "")], "issues"),
    (&[("organization", "climate", "")], "climate"),
    (&[("organization", "parties", "")], "parties"),
    (&[("organization", "scope", "")], "scope-statement"),
    (&[("organization", "policy", "")], "policy"),
    (&[("organization", "policy_approved_by", "")], "policy"),
    (&[("organization", "policy_review", PAST)], "policy"),
    (&[("organization", "conformity", "")], "role-conformity"),
    (&[("organization", "reporting", "")], "role-reporting"),
    (&[("4.3/d1", "location", "")], "document-missing"),
    (&[("8.2/d1", "location", "")], "document-missing"),
    (&[("A.2.2/d1", "location", "")], "document-missing"),
    (&[("4.3/d1", "approved_by", "")], "document-unapproved"),
    (&[("4.3/d1", "approved_on", "")], "document-unapproved"),
    (&[("4.3/d1", "review", PAST)], "document-review"),
    (&[("9.2.1/q1", "state", "documented")], "question-operating"),
    (&[("O-0000z", "retired", PAST)], "objectives"),
    (&[("O-0000z", "measure", "")], "objective-unmeasured"),
    (&[("O-0000z", "measured", "")], "objective-measured"),
    (&[("O-0000z", "due", PAST)], "objective-overdue"),
    (&[("A.2.3", "basis", ""), ("A.2.3", "status", "")], "control-undecided"),
    (&[("A.2.3", "basis", "")], "chosen-unreasoned"),
    (&[("A.2.3", "applicability", "excluded")], "excluded-unreasoned"),
    (
        &[
            ("A.2.3", "applicability", "excluded"),
            ("A.2.3", "reason", "Unused"),
            ("R-00001", "controls", "A.2.3"),
        ],
        "excluded-treats",
    ),
    (&[("A.2.3", "status", "not implemented")], "control-not-begun"),
    (&[("A.2.3", "review", "")], "unplanned"),
    (&[("A.2.2", "owner", "")], "implemented-unowned"),
    (&[("E-00001", "expires", PAST)], "implemented-unshown"),
    (&[("chat", "scope", "undecided")], "system-scope"),
    (&[("chat", "stage", "retirement")], "inventory"),
    (&[("chat", "roles", "")], "system-roles"),
    (&[("chat", "stage", "operation")], "gate-closed"),
    (&[("S-00001", "status", "draft")], "impact-missing"),
    (&[("R-00001", "systems", "")], "system-risks"),
    (&[("R-00001", "current", "")], "risk-unscored"),
    (&[("R-00001", "current", "")], "risks-judged"),
    (&[("R-00001", "current", "9 9/9/9")], "risk-off-scale"),
    (&[("R-00001", "treatment", "")], "risk-undecided"),
    (&[("T-00001", "status", "cancelled")], "risk-untreated"),
    (&[("T-00001", "status", "done")], "risk-unanswered"),
    (&[("R-00001", "review", PAST)], "risk-review"),
    (&[("R-00001", "plan_approved_by", "")], "plan-unapproved"),
    (&[("T-00001", "due", "2027-05-01")], "plan-unapproved"),
    (&[("R-00001", "status", "accepted")], "accepted-by-owner"),
    (
        &[("R-00001", "status", "accepted"), ("R-00001", "accepted_until", PAST)],
        "acceptance-expired",
    ),
    (&[("T-00001", "owner", "")], "action-unassigned"),
    (&[("T-00001", "due", "")], "action-unassigned"),
    (
        &[("T-00001", "status", "done"), ("T-00001", "check_by", PAST)],
        "effect-unchecked",
    ),
    (&[("S-00001", "valid_until", PAST)], "assessment-stale"),
    (&[("chat", "subjects", "patients")], "assessment-stale"),
    (
        &[
            ("S-00001", "type", "security review"),
            ("S-00001", "disposition", "proceed"),
            ("S-00001", "valid_until", PAST),
        ],
        "disposition-expired",
    ),
    (
        &[
            ("S-00001", "type", "security review"),
            ("S-00001", "disposition", "conditional"),
            ("S-00001", "conditions", "T-00001"),
            ("T-00001", "due", PAST),
        ],
        "conditions-overdue",
    ),
    (&[("V-0000y", "status", "cancelled")], "audit"),
    (&[("V-0000y", "held", "2023-01-01")], "audit"),
    (&[("V-0000y", "auditors", "")], "audit-auditors"),
    (&[("V-0000y", "requirements", "4.1")], "audit-coverage"),
    (&[("V-0000z", "status", "cancelled")], "management-review"),
    (&[("V-0000z", "decisions", "")], "review-results"),
    (&[("V-0000z", "status", "planned")], "event-late"),
    (&[("F-00001", "status", "open")], "finding-major"),
    (
        &[("F-00001", "status", "open"), ("F-00001", "grade", "minor")],
        "finding-undated",
    ),
    (
        &[
            ("F-00001", "status", "open"),
            ("F-00001", "grade", "minor"),
            ("F-00001", "due", PAST),
        ],
        "finding-late",
    ),
    (&[("F-00001", "cause", "")], "incomplete"),
    (
        &[("T-00001", "serves", "F-00001"), ("T-00001", "due", PAST)],
        "corrective-late",
    ),
];

fn copy(register: &Register) -> Register {
    let mut copy = Register::default();
    let records = register.kinds().iter().flat_map(|kind| register.of(kind));
    for record in records {
        copy.put(record.clone());
    }
    copy
}

fn broken(register: &mut Register, changes: &[(&str, &str, &str)]) {
    for (id, field, text) in changes {
        let mut record: Record = register.get(id).expect(id).clone();
        set(&mut record, field, text);
        register.put(record);
    }
}

fn rules(register: &Register, goal: Goal) -> Vec<&'static str> {
    let found = of(register, today(), goal);
    found.blockers.into_iter().map(|blocker| blocker.rule).collect()
}

#[test]
fn what_is_taken_away_is_listed_under_its_rule() {
    let whole = furnished(Goal::Stage2);
    for (changes, rule) in CASES {
        for goal in [Goal::Stage2, Goal::Conformance] {
            let mut register = copy(&whole);
            broken(&mut register, changes);
            let rules = rules(&register, goal);
            assert!(rules.contains(rule), "{changes:?} breaks {rule}, not only {rules:?}");
        }
    }
}

#[test]
fn stage_1_asks_for_what_is_written_and_not_for_its_operation() {
    let asked = [
        "issues",
        "policy",
        "role-reporting",
        "document-unapproved",
        "objectives",
        "chosen-unreasoned",
        "control-undecided",
        "system-roles",
        "inventory",
        "risk-unscored",
        "risk-undecided",
        "audit",
        "management-review",
    ];
    let whole = furnished(Goal::Stage2);
    let later = [
        "question-operating",
        "gate-closed",
        "audit-coverage",
        "finding-major",
        "implemented-unshown",
        "plan-unapproved",
    ];
    for (changes, rule) in CASES {
        let mut register = copy(&whole);
        broken(&mut register, changes);
        let rules = rules(&register, Goal::Stage1);
        assert!(!later.contains(rule) || !rules.contains(rule), "{changes:?}: {rules:?}");
        assert!(!asked.contains(rule) || rules.contains(rule), "{changes:?}: {rules:?}");
    }
}

#[test]
fn a_file_that_is_gone_is_no_document() {
    let mut register = furnished(Goal::Stage1);
    broken(
        &mut register,
        &[("4.3/d1", "location", "docs/scope.md"), ("4.1/q1", "state", "informal")],
    );
    register.observe("docs/scope.md", Fact::Missing);
    assert_eq!(rules(&register, Goal::Stage1), ["question-documented", "document-gone"]);
}
