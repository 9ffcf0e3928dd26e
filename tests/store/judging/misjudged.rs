//! Registers that were once judged better than an auditor would: each with the list of what an auditor finds, written by hand.

use std::collections::BTreeMap;

use aims::domain::kinds::check;
use aims::domain::readiness::{Goal, Part, of};
use aims::domain::record::choice::Choices;
use aims::domain::record::id::Id;
use aims::domain::register::Register;

use super::by_hand::with;
use super::fixture::Change::{self, Add, Approve, Replace, Set};
use super::fixture::{CLEAN, checked, load, set, today};

/// What is found in the clean register after changes.
fn found(changes: &[Change]) -> String {
    with(&mut load(CLEAN), changes, checked)
}

/// Tells whether something recorded blocks a goal.
fn is_blocked(register: &Register, goal: Goal) -> bool {
    of(register, today(), goal).blockers().next().is_some()
}

#[test]
fn an_aims_that_was_written_up_and_not_kept_up_fails_stage_2() {
    let mut register = load(CLEAN);
    let run_down = [
        Set("chat", "purpose", ""),
        Set("chat", "owner", ""),
        Set("S-00011", "retired", "2026-01-10"),
        Set("S-00012", "retired", "2026-01-10"),
        Set("S-00013", "retired", "2026-01-10"),
        Set("chat", "gate_override", "2026-11-01 | carla | We need it"),
        Set("V-00001", "date", "2024-01-15"),
        Set("V-00001", "held", "2024-01-15"),
        Set("V-00003", "date", "2024-01-20"),
        Set("V-00003", "held", "2024-01-20"),
        Set("I-00001", "reports", "2026-07-09 | Data protection authority"),
        Set("P-00001", "assessed", ""),
        Set("P-00001", "review", ""),
        Set("E-00004", "expires", "2026-01-31"),
        Set("T-00001", "due", "2026-01-01"),
        Set("F-00001", "requirements", ""),
    ];
    let applied = register.of(&aims::domain::kinds::control::KIND);
    let applied = applied.filter(|control| aims::domain::kinds::control::is_applicable(control));
    for mut control in applied.cloned().collect::<Vec<_>>() {
        set(&mut control, "status", "planned");
        register.put(control);
    }
    with(&mut register, &run_down, |register| {
        assert_eq!(
            checked(register),
            "E301 a, E406 m, E712 M, E724 M, E805 m, W505 m x35, W515 M, W515 a, W515 m, W549 m, W603 M, W608 a, W620 m, W707 a, \
             W717 M, W806 m, W813 m, W862 m [W601]"
        );
        for goal in [Goal::Conformance, Goal::Stage1, Goal::Stage2, Goal::Surveillance] {
            assert!(is_blocked(register, goal), "{goal:?}");
            assert!(!of(register, today(), goal).verdict().starts_with("Nothing"));
        }
    });
}

#[test]
fn empty_assessments_of_years_ago_keep_the_gate_closed() {
    let empty = |id| {
        [
            "outcomes",
            "intended_uses",
            "unintended_uses",
            "misuse",
            "groups",
            "effects",
            "jurisdictions",
            "risks",
            "conclusion",
        ]
        .into_iter()
        .chain([
            "approved_by",
            "approved_on",
            "disposition",
            "conditions",
            "threats",
            "every",
            "judged",
        ])
        .map(move |field| Set(id, field, ""))
        .chain([Set(id, "date", "2020-01-01")])
    };
    let changes: Vec<_> = ["S-00011", "S-00012", "S-00013"].into_iter().flat_map(empty).collect();
    // The risks of the system were judged one by one, its impact nowhere.
    assert_eq!(found(&changes), "E622 a, W602 a, W603 M, W620 m [E601]");
    let of_both = ["S-00011", "S-00012", "S-00021", "S-00022"];
    let changes: Vec<_> = of_both.into_iter().flat_map(empty).collect();
    assert_eq!(found(&changes), "W626 M, W627 M [E601]");
    let recent = of_both.map(|id| Set(id, "date", "2026-10-12"));
    assert_eq!(found(&[&changes[..], &recent].concat()), "W626 M, W627 M [E601]");
}

#[test]
fn a_day_of_its_own_far_ahead_keeps_nothing_from_being_late() {
    let of_2020 = |id| {
        [
            Set(id, "date", "2020-01-01"),
            Set(id, "valid_until", "2099-01-10"),
            Set(id, "every", "1200"),
        ]
    };
    let changes: Vec<_> = ["S-00011", "S-00012"].into_iter().flat_map(of_2020).collect();
    assert!(
        found(&changes).starts_with("E622 M x2, W115 a x2"),
        "{}",
        found(&changes)
    );
    let risk = [
        Set("R-00001", "review", "2099-01-01"),
        Set("R-00001", "judged_on", "2020-01-01"),
        Set("R-00001", "identified", "2020-01-01"),
        Set("S-00011", "outcomes", "R-00002 | valid"),
        Set("S-00011", "risks", "R-00001"),
    ];
    assert!(found(&risk).starts_with("E203 m, W115 a"), "{}", found(&risk));
    let supplier = [
        Set("P-00001", "assessed", "2020-01-01"),
        Set("P-00001", "review", ""),
        Set("P-00001", "every", "100 years"),
    ];
    assert!(found(&supplier).starts_with("E804"), "{}", found(&supplier));
    let stretched = [
        Set("P-00001", "assessed", "2025-01-10"),
        Set("P-00001", "review", "2026-12-20"),
    ];
    assert_eq!(found(&stretched), "", "one record may stretch the interval once");
}

#[test]
fn a_policy_that_an_older_register_keeps_with_the_organization_is_the_policy() {
    let document = CLEAN
        .split("=== ")
        .find(|file| file.starts_with("aims/documents/5.2/d1"))
        .expect("the policy");
    let older = CLEAN.replace(document, "aims/documents/5.2/d1.ron\nDocument(owner: \"ana\")\n").replace(
        "    conformity:",
        "    policy: \"docs/ai-policy.md\",\n    policy_approved_by: \"carla\",\n    policy_approved: \"2026-06-10\",\n    \
         policy_review: \"2027-06-10\",\n    conformity:",
    );
    assert_ne!(older, CLEAN);
    // What its file said when it was approved was not recorded then.
    assert_eq!(checked(&load(&older)), "W315 a");
}

#[test]
fn documents_of_clauses_that_are_said_not_to_be_needed_are_missing() {
    let mut changes = Vec::new();
    for id in ["4.3/d1", "5.2/d1", "6.1.2/d1"] {
        changes.extend([
            Set(id, "location", ""),
            Set(id, "approvals", ""),
            Set(id, "review", ""),
            Set(id, "not_needed", "We do not want one"),
        ]);
    }
    assert_eq!(found(&changes), "E314 M x3, W311 M, W312 m, W828 M");
}

#[test]
fn where_the_control_of_releases_is_excluded_a_missing_security_review_refuses_nothing() {
    let changes = [
        Set("A.6.2.5", "applicability", "excluded"),
        Set("A.6.2.5", "basis", ""),
        Set("A.6.2.5", "status", ""),
        Approve("6.1.3/d2"),
        Set("chat", "releases", ""),
        Set("S-00013", "retired", "2026-11-20"),
    ];
    assert_eq!(found(&changes), "W608 a");
    let refused = with(&mut load(CLEAN), &changes, |register| {
        let after = register.get("chat").expect("a system").clone();
        let mut before = after.clone();
        set(&mut before, "stage", "verification");
        aims::domain::kinds::assessment::refusal(register, &before, &after, today()).len()
    });
    assert_eq!(refused, 0);
}

#[test]
fn an_auditor_who_owns_systems_risks_and_controls_of_the_scope_is_told_with_what_they_own() {
    let changes = [Set("V-00001", "auditors", "ana")];
    assert_eq!(found(&changes), "W710 m, W736 a");
    let sentence = with(&mut load(CLEAN), &changes, |register| {
        let problems = check::check(register, today());
        let own = problems
            .iter()
            .find(|problem| problem.rule.code == "AIMS-W710")
            .expect("a problem");
        own.sentence.to_string()
    });
    assert!(sentence.contains("ana owns chat, score, R-00001 and "), "{sentence}");
}

/// A review that was held on 2026-11-18.
const fn held(fields: &'static [(&'static str, &'static str)]) -> Change {
    Add("review", "V-00009", fields)
}

#[test]
fn a_held_review_ends_the_lateness_only_of_what_it_wrote_an_outcome_for() {
    let of_suppliers = held(&[
        ("title", "Review of suppliers"),
        ("event", "supplier review"),
        ("date", "2026-11-18"),
        ("status", "held"),
        ("held", "2026-11-18"),
        ("about", "P-00001"),
    ]);
    let late = Set("P-00001", "review", "2026-09-01");
    assert_eq!(found(&[late]), "E804 m");
    assert_eq!(found(&[late, of_suppliers]), "E804 m, W721 a");
    let outcome = Set("P-00001", "assessment", "2026-11-18: V-00009: suitable");
    assert_eq!(found(&[late, of_suppliers, outcome]), "");
    let minutes = Set("V-00009", "minutes", "Nimbus keeps what it promised.");
    assert_eq!(
        found(&[late, of_suppliers, minutes]),
        "",
        "it speaks of the only one it is about"
    );
    let several = Set("V-00009", "about", "P-00001, P-00002");
    let another = Add(
        "supplier",
        "P-00002",
        &[
            ("title", "Labels"),
            ("systems", "score"),
            ("allocation", "Labels | supplier"),
            ("assessed", "2026-10-01"),
            ("owner", "ana"),
        ],
    );
    assert_eq!(
        found(&[late, another, of_suppliers, several, minutes]),
        "W721 a",
        "the minutes do not speak of the other one"
    );
    let of_one = Set("V-00009", "points", "Labels | | suitable");
    assert_eq!(found(&[late, another, of_suppliers, several, of_one]), "E804 m, W721 a");
    let of_both = Set("V-00009", "points", "Labels | | suitable\nP-00001 Nimbus | | suitable");
    assert_eq!(found(&[late, another, of_suppliers, several, of_both]), "");
}

#[test]
fn a_held_review_without_an_outcome_leaves_policy_control_document_and_risk_late() {
    let policy = held(&[
        ("title", "Review of the policy"),
        ("event", "policy review"),
        ("date", "2026-11-18"),
        ("status", "held"),
        ("held", "2026-11-18"),
    ]);
    let test = held(&[
        ("title", "Test"),
        ("event", "control test"),
        ("date", "2026-11-18"),
        ("status", "held"),
        ("held", "2026-11-18"),
        ("requirements", "A.2.2"),
    ]);
    let documents = held(&[
        ("title", "Documents"),
        ("event", "document review"),
        ("date", "2026-11-18"),
        ("status", "held"),
        ("held", "2026-11-18"),
    ]);
    let again = held(&[
        ("title", "Risks again"),
        ("event", "risk re-assessment"),
        ("date", "2026-11-18"),
        ("status", "held"),
        ("held", "2026-11-18"),
        ("systems", "chat"),
        ("points", "Chat | | to be judged again"),
    ]);
    let cases = [
        ("5.2/d1", "review", policy, "E802 m", "fits"),
        ("A.2.2", "review", test, "E518 m", "works"),
        ("6.1.2/d1", "review", documents, "E312 m", "fits"),
        ("R-00001", "review", again, "E203 m", "as before"),
    ];
    for (id, field, review, code, outcome) in cases {
        let late = Set(id, field, "2026-10-20");
        let judged = Set("R-00001", "judged_on", "");
        let changes = [late, judged];
        let before = found(&changes);
        assert!(before.contains(code), "{id}: {before}");
        let after = found(&[&changes[..], &[review]].concat());
        assert!(after.contains(code), "{id}: {after}");
        let note = format!("2026-11-18: V-00009: {outcome}");
        let noted = Set(id, "note", Box::leak(note.into_boxed_str()));
        let after = found(&[&changes[..], &[review, noted]].concat());
        assert!(!after.contains(code), "{id}: {after}");
    }
}

#[test]
fn a_risk_assessment_of_a_system_without_a_recorded_risk_concludes_that_none_was_found() {
    let new = Add(
        "system",
        "bot",
        &[
            ("title", "Bot"),
            ("scope", "in"),
            ("owner", "ana"),
            ("purpose", "Greets"),
            ("roles", "customer"),
            ("stage", "verification"),
        ],
    );
    let empty = Add(
        "assessment",
        "S-00091",
        &[
            ("title", "Risks of the bot"),
            ("type", "risk"),
            ("system", "bot"),
            ("date", "2026-11-01"),
            ("by", "ana"),
            ("status", "complete"),
        ],
    );
    assert!(found(&[new, empty]).contains("W620 m"));
    let attached = Add(
        "evidence",
        "E-00091",
        &[
            ("title", "Risks of the bot"),
            ("location", "docs/ai-policy.md"),
            ("supports", "S-00091"),
        ],
    );
    let in_a_file = found(&[new, empty, attached]);
    assert!(
        in_a_file.contains("W621 m") && !in_a_file.contains("W620"),
        "{in_a_file}"
    );
    let concluded = Set("S-00091", "conclusion", "No risk found: it only greets.");
    assert!(!found(&[new, empty, concluded]).contains("W621"));
}

#[test]
fn a_method_that_is_broken_or_cannot_be_read_is_never_replaced_in_silence() {
    let broken = CLEAN.replace("\"L L L M M\"", "\"L L L M\"");
    assert_eq!(checked(&load(&broken)), "E204 M");
    let mut register = load(CLEAN);
    register.note_unreadable(BTreeMap::from([(Id::new("method"), "Found a comma.".to_owned())]));
    assert_eq!(checked(&register), "E840 M");
    assert!(is_blocked(&register, Goal::Stage1) && is_blocked(&register, Goal::Stage2));
}

#[test]
fn a_record_that_cannot_be_read_blocks_every_goal_until_it_can() {
    let mut register = load(CLEAN);
    register.note_unreadable(BTreeMap::from([(Id::new("F-00099"), "Found `(`.".to_owned())]));
    assert_eq!(checked(&register), "E006 M [E601]");
    let chat = register.get("chat").expect("a system in use");
    let gate = aims::domain::kinds::assessment::gate(&register, chat, today());
    assert!(gate.iter().any(|one| one.to_string().contains("F-00099")), "{gate:?}");
    for goal in Goal::ALL {
        let found = of(&register, today(), *goal);
        let blockers: Vec<_> = found.blockers().map(|one| (one.part, one.problem.rule.code)).collect();
        assert_eq!(blockers, [(Part::Register, "AIMS-E006")], "{goal:?}");
        let share = found.share(Part::Register);
        assert!(share.met < share.asked, "{goal:?}: {share:?}");
    }
    register.note_unreadable(BTreeMap::new());
    assert_eq!(checked(&register), "");
    assert!(Goal::ALL.iter().all(|goal| !is_blocked(&register, *goal)));
}

#[test]
fn a_risk_that_nobody_judged_for_years_is_late_by_its_band_and_what_remains_is_accepted_by_nobody() {
    let changes = [
        Set("R-00002", "current", "5 5/5/5"),
        Set("R-00002", "target", "5 5/5/5"),
        Set("R-00002", "identified", "2023-01-10"),
        Set("R-00002", "judged_on", ""),
        Set("S-00011", "outcomes", "R-00001 | valid"),
    ];
    assert_eq!(found(&changes), "E203 m, E404 m, W621 m [E601]");
}

#[test]
fn a_management_review_of_three_seconds_is_questioned() {
    let points = "Status of actions from earlier reviews | | Noted.\nChanges in outside and inside issues | | Noted.\n\
         Changes in what interested parties need and expect | | Noted.\nTrend: nonconformities and corrective actions | | Noted.\n\
         Trend: monitoring and measurement results | | Noted.\nTrend: audit results | | Noted.\n\
         Opportunities for continual improvement | | Noted.";
    let changes = [
        Set("V-00003", "points", points),
        Set("V-00003", "decisions", ""),
        Set("V-00003", "attended", "ana"),
        Set("V-00003", "conclusion", ""),
    ];
    assert_eq!(found(&changes), "W725 a, W726 M, W727 a, W728 m");
}

#[test]
fn coming_into_operation_from_no_stage_makes_no_assessment_stale() {
    let changes =
        ["S-00011", "S-00012", "S-00013"].map(|id| Change::Replace(id, "judged", "stage | operation", "stage | "));
    assert_eq!(found(&changes), "");
}

#[test]
fn an_approval_by_somebody_unknown_or_who_had_left_counts_for_nothing() {
    let unknown = found(&[Replace("6.1.2/d1", "approvals", "carla", "zoe")]);
    assert!(unknown.contains("E311 m"), "{unknown}");
    let left = found(&[Replace(
        "organization",
        "people",
        "yes | yes",
        "yes | yes | | 2026-01-01",
    )]);
    assert!(left.contains("E311 m") && left.contains("W402 m"), "{left}");
    let plan = found(&[Set("R-00002", "plan_approved_by", "zoe")]);
    assert!(plan.contains("W402 m"), "{plan}");
    let change = found(&[Set("C-00001", "approved_by", "zoe")]);
    assert!(change.contains("W850 a"), "{change}");
    let nobody = found(&[Set("C-00001", "approved_by", "")]);
    assert!(nobody.contains("W850 a"), "{nobody}");
}

#[test]
fn a_rule_that_somebody_unknown_explains_away_counts() {
    let purpose = Set("score", "purpose", "");
    let explained = |by: &str| {
        let row = format!("W813 | | explained | settled in May | {by} | 2027-05-01");
        Set("organization", "rules", row.leak())
    };
    assert!(found(&[purpose]).contains("W813 m"));
    assert!(!found(&[purpose, explained("carla")]).contains("W813"));
    let unknown = found(&[purpose, explained("zoe")]);
    assert!(unknown.contains("W813 m"), "{unknown}");
}

#[test]
fn what_nobody_measured_judged_or_dated_is_told() {
    for (change, code) in [
        (Set("I-00001", "severity", ""), "W881 a"),
        (Set("P-00001", "outcome", ""), "W806 m"),
        (Set("V-00003", "held", ""), "W722 m"),
    ] {
        assert!(found(&[change]).contains(code), "{change:?}: {}", found(&[change]));
    }
    let metric = load(CLEAN);
    let metric = metric
        .of(&aims::domain::kinds::metric::KIND)
        .next()
        .expect("a metric")
        .id()
        .to_string();
    let unmeasured = found(&[Set(metric.leak(), "results", "")]);
    assert!(unmeasured.contains("W732"), "{unmeasured}");
}
