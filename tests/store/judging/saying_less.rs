//! What says less weighs no less: an empty record is no better than none, and a problem does not end when what it rests on is
//! taken away.

use super::by_hand::with;
use super::fixture::Change::{self, Replace, Set};
use super::fixture::{CLEAN, checked, load};

/// What is found in the clean register after changes.
fn found(changes: &[Change]) -> String {
    with(&mut load(CLEAN), changes, checked)
}

#[test]
fn a_complete_assessment_that_only_concludes_is_no_lighter_than_none() {
    const SAYS: &[&str] = &[
        "outcomes",
        "intended_uses",
        "unintended_uses",
        "misuse",
        "effects",
        "jurisdictions",
        "risks",
        "threats",
        "disposition",
        "conditions",
    ];
    for (id, said) in [
        ("S-00011", "conclusion"),
        ("S-00012", "conclusion"),
        ("S-00013", "conclusion"),
        ("S-00012", "intended_uses"),
        ("S-00013", "disposition"),
    ] {
        let none = found(&[Set(id, "retired", "2026-11-20")]);
        let value = if said == "disposition" { "proceed" } else { "fine" };
        let mut changes: Vec<_> = SAYS.iter().map(|field| Set(id, field, "")).collect();
        changes.extend([Set(id, "conclusion", ""), Set(id, said, value)]);
        assert_eq!(found(&changes), none, "{id} only says its {said}");
    }
    let screened = [
        Set("S-00012", "depth", "screening"),
        Set("S-00012", "effects", ""),
        Set("S-00012", "groups", ""),
        Set("chat", "subjects", ""),
        Replace("S-00012", "judged", "subjects | customers\n", ""),
        Replace("S-00011", "judged", "subjects | customers\n", ""),
        Replace("S-00013", "judged", "subjects | customers\n", ""),
    ];
    assert_eq!(
        found(&screened),
        "",
        "where nobody is affected, a screening needs no more"
    );
}

#[test]
fn a_problem_weighs_no_less_once_what_it_rests_on_is_taken_away() {
    let unassessed = [Set("S-00012", "retired", "2026-11-20")];
    let screened = [Set("S-00012", "depth", "screening"), Set("S-00012", "groups", "")];
    let changed = [
        Set("C-00001", "significant", "yes"),
        Set("C-00001", "proposed_on", "2026-11-01"),
    ];
    let unmeasured = [
        Set("M-00001", "results", "2020-01-10 | 3"),
        Set("organization", "aims_since", ""),
    ];
    let unlike = [Set("F-00001", "similar", "")];
    let untreated = [Set("R-00001", "treatment", "")];
    let prohibited = [Set("chat", "eu_class", "prohibited")];
    let certified = [Set(
        "organization",
        "certificates",
        "C-1 | Alpine Cert | | 2023-01-10 | 2026-01-09 | valid",
    )];
    let cases: [(&[Change], Change, &str); 11] = [
        (&unassessed, Set("chat", "scope", ""), "W603 M"),
        (&unassessed, Set("chat", "scope", "undecided"), "W603 M"),
        (&unassessed, Set("chat", "subjects", ""), "W603 M"),
        (&unassessed, Set("chat", "stage", ""), "W603 M"),
        (&screened, Set("chat", "subjects", ""), "W603 M"),
        (&prohibited, Set("chat", "stage", ""), "E903 M"),
        (&changed, Set("C-00001", "significant", ""), "W853 m"),
        (&unmeasured, Set("M-00001", "results", ""), "W732 m"),
        (&unlike, Set("F-00001", "grade", ""), "W706 m"),
        (&untreated, Set("R-00001", "status", ""), "W202 m"),
        (&certified, Set("organization", "posture", ""), "E892 M"),
    ];
    for (problem, taken, code) in cases {
        let before = found(problem);
        assert!(before.contains(code), "{problem:?}: {before}");
        let after = found(&[problem, &[taken]].concat());
        assert!(after.contains(code), "{problem:?} and {taken:?}: {after}");
    }
}
