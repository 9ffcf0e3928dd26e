//! Readiness is what the check finds, weighed for a goal.

mod fixture;

use proptest::prelude::*;

use self::fixture::{register, today};
use super::*;
use crate::domain::kinds::check;
use crate::domain::kinds::{action, organization, risk, system};
use crate::domain::record::value::Value;

#[test]
fn an_empty_register_is_blocked_in_what_a_first_audit_looks_at() {
    let found = of(&Register::default(), today(), Goal::Stage1);
    let first = &found.shortfalls[0];
    assert_eq!(
        (first.part, first.clause(), first.problem.rule.name),
        (Part::Context, "4.1", "climate")
    );
    let clauses: Vec<_> = found.of_part(Part::Context).map(Shortfall::clause).collect();
    assert!(clauses.is_sorted(), "{clauses:?}");
    let blocking: Vec<_> = found.blockers().map(|one| one.problem.rule.name).collect();
    for name in [
        "issues",
        "parties",
        "scope-statement",
        "policy",
        "inventory",
        "risks-judged",
        "audit",
    ] {
        assert!(blocking.contains(&name), "{name} in {blocking:?}");
    }
    assert!(
        found.verdict().contains("recorded here block stage 1"),
        "{}",
        found.verdict()
    );
}

#[test]
fn many_records_in_order_do_not_make_up_for_what_is_missing() {
    let system = |id: &str, roles: &str| {
        let fields = [
            ("title", "A system"),
            ("scope", "in scope"),
            ("roles", roles),
            ("purpose", "Answers"),
        ];
        fixture::record(&system::KIND, id, &fields)
    };
    let mut register = Register::default();
    register.put(system("first", "provider"));
    let few = of(&register, today(), Goal::Stage1).whole();
    for at in 0..1000 {
        register.put(system(&format!("system-{at}"), "provider"));
    }
    assert_eq!(of(&register, today(), Goal::Stage1).whole(), few);
    // One that lacks something breaks the rule for all.
    register.put(system("last", ""));
    assert_eq!(of(&register, today(), Goal::Stage1).whole().met, few.met - 1);
}

#[test]
fn planned_work_is_a_minor_shortfall_at_stage_1_alone() {
    let weight = |stage_2: &str, goal| {
        let mut register = Register::default();
        let days = [("stage_1", "2027-01-10"), ("stage_2", stage_2)];
        register.put(fixture::record(&organization::KIND, organization::ID, &days));
        let audit = [
            ("title", "Audit"),
            ("event", "internal audit"),
            ("date", "2027-02-01"),
            ("status", "planned"),
        ];
        register.put(fixture::record(&crate::domain::kinds::review::KIND, "V-00001", &audit));
        let found = of(&register, today(), goal);
        let audit = found.shortfalls.iter().find(|one| one.problem.rule.name == "audit");
        audit.map(|one| one.weight)
    };
    assert_eq!(weight("2027-03-10", Goal::Stage1), Some(Weight::Minor));
    assert_eq!(weight("2027-01-20", Goal::Stage1), Some(Weight::Major));
    assert_eq!(weight("2027-03-10", Goal::Stage2), Some(Weight::Major));
}

#[test]
fn the_goal_follows_the_posture_and_the_days() {
    let mut register = Register::default();
    assert_eq!(goal(&register, today()), Goal::Conformance);
    let certified = fixture::record(&organization::KIND, organization::ID, &[("posture", "certification")]);
    register.put(certified.clone());
    assert_eq!(goal(&register, today()), Goal::Stage1);
    register.put(certified.clone().with(organization::STAGE_1, today()));
    assert_eq!(goal(&register, today()), Goal::Stage1);
    let audited = certified.with(organization::STAGE_1, today().pred_opt());
    register.put(audited.clone());
    assert_eq!(goal(&register, today()), Goal::Stage2);
    register.put(audited.clone().with(organization::STAGE_2, today().pred_opt()));
    assert_eq!(goal(&register, today()), Goal::Surveillance, "stage 2 has passed");
    let certificate = |expires: &str| {
        let mut record = audited.clone();
        fixture::set(
            &mut record,
            "certificates",
            &format!("C-1 | Body | | 2026-10-20 | {expires} | valid"),
        );
        record
    };
    register.put(certificate("2029-10-19"));
    assert_eq!(goal(&register, today()), Goal::Surveillance);
    register.put(certificate("2026-11-01"));
    assert_eq!(goal(&register, today()), Goal::Stage2, "the certificate has ended");
}

#[test]
fn what_belongs_to_no_clause_is_listed_under_the_register_itself() {
    assert_eq!(Part::of_clause(""), Part::Register);
    assert_eq!(Part::of_clause("7.5.3"), Part::Support);
    assert_eq!(Part::of_clause("A.7.4"), Part::Statement);
}

fn goals() -> impl Strategy<Value = Goal> {
    (0..Goal::ALL.len()).prop_map(|at| Goal::ALL[at])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn fulfilled_weight_and_shortfalls_add_up(register in register(), goal in goals()) {
        let found = of(&register, today(), goal);
        let whole = found.whole();
        let counted = |one: &&Shortfall| !one.is_told;
        prop_assert_eq!(whole.blockers + whole.others, found.shortfalls.iter().filter(counted).count());
        prop_assert_eq!(whole.blockers, found.blockers().count());
        for part in Part::ALL {
            let share = found.share(*part);
            prop_assert_eq!(share.blockers + share.others, found.of_part(*part).filter(counted).count());
            prop_assert!(share.met <= share.asked && share.asked - share.met <= found.of_part(*part).count());
        }
    }

    #[test]
    fn the_check_and_readiness_find_the_same(register in register()) {
        let asked = [Goal::Conformance, Goal::Surveillance].map(|goal| of(&register, today(), goal));
        for problem in check::check(&register, today()) {
            if problem.rule.is_consequence {
                continue;
            }
            let is_listed = asked.iter().any(|found| found.shortfalls.iter().any(|one| one.problem == problem));
            prop_assert!(is_listed, "{} is in no goal", problem);
        }
        let all = check::all(&register, today());
        for one in &asked[0].shortfalls {
            prop_assert!(all.contains(&one.problem), "{} is not found by the check", one.problem);
        }
    }

    #[test]
    fn a_judgement_that_follows_changes_is_that_of_the_register_at_each_moment(
        mut register in register(),
        other in register(),
        goal in goals(),
        most in 1_usize..40,
    ) {
        let mut judgement = Judgement::new(today());
        let mut kept = of(&register, today(), goal);
        for record in changes_to(&register, &other) {
            match record {
                Ok(record) => {
                    register.put(record);
                }
                Err(id) => register.forget(&id),
            }
            while !judgement.go_on(&register, most) {}
            let anew = of(&register, today(), goal);
            prop_assert_eq!(&weigh(&judgement, &register, goal), &anew);
            kept = weigh_again(kept, &judgement, &register, goal);
            prop_assert_eq!(&kept, &anew);
        }
    }
}

/// Returns what makes one register of another: records to put, and ids to forget.
fn changes_to(register: &Register, other: &Register) -> Vec<Result<Record, Id>> {
    let all = |register: &Register| -> Vec<Record> {
        let records = register.kinds().iter().flat_map(|kind| register.of(kind));
        records.cloned().collect()
    };
    let differs = |record: &Record| register.get(record.id().as_str()) != Some(record);
    let put = all(other).into_iter().filter(differs).map(Ok);
    let is_gone = |record: &Record| other.get(record.id().as_str()).is_none();
    let gone = all(register).into_iter().filter(is_gone);
    put.chain(gone.map(|record| Err(record.id().clone()))).collect()
}

/// Returns so many systems in use, each with a risk and an action.
fn with_systems(count: usize) -> Register {
    let mut register = Register::default();
    // Somebody whom the register does not name works with it.
    register.read_by(vec!["zoe@example.org".to_owned()]);
    for at in 0..count {
        let (owner, vendor, system) = (
            format!("p{}", at % 3),
            format!("Vendor {}", at % 3),
            format!("system-{at}"),
        );
        let fields = [
            ("title", "A system"),
            ("purpose", "Sorts mail"),
            ("owner", &owner),
            ("roles", "customer"),
            ("scope", "in scope"),
            ("stage", "operation"),
            ("vendor", &vendor),
            ("models", "m1"),
            ("version", "1"),
            ("subjects", "customers"),
            ("autonomy", "supervised"),
            ("eu_class", "minimal"),
        ];
        register.put(fixture::record(&system::KIND, &system, &fields));
        let fields = [
            ("title", "A risk"),
            ("systems", &*system),
            ("status", "open"),
            ("owner", &owner),
            ("current", "3 3/3/3"),
            ("treatment", "mitigate"),
        ];
        let risk_id = format!("R-{at:05}");
        register.put(fixture::record(&risk::KIND, &risk_id, &fields));
        let fields = [
            ("title", "An action"),
            ("risks", &*risk_id),
            ("status", "open"),
            ("owner", &owner),
            ("due", "2026-10-01"),
        ];
        register.put(fixture::record(&action::KIND, &format!("T-{at:05}"), &fields));
    }
    register
}

#[test]
fn a_change_asks_only_the_records_whose_rules_look_at_it() {
    let work = |systems: usize, id: &str, field: usize| {
        let mut register = with_systems(systems);
        let mut judgement = Judgement::of(&register, today());
        let before = judgement.work();
        let mut changed = register.get(id).expect("a record").clone();
        let _ = changed.put(field, Value::Empty);
        register.put(changed);
        assert!(judgement.go_on(&register, usize::MAX));
        judgement.work() - before
    };
    let register = with_systems(1);
    for id in ["system-0", "R-00000", "T-00000"] {
        let record = register.get(id).expect("a record");
        for field in (0..record.kind().fields.len()).filter(|at| !record.value(*at).is_empty()) {
            let (few, many) = (work(6, id, field), work(60, id, field));
            let name = record.kind().stored(field).name;
            assert!(
                (1..=10).contains(&few) && many == few,
                "{name} of {id}: {few} of 6, {many} of 60"
            );
        }
    }
}

#[test]
fn a_certification_body_asks_for_an_audit_each_year_whatever_the_organization_set() {
    let mut register = Register::default();
    let codes = |register: &Register, goal| {
        let found = of(register, today(), goal);
        let of_audits = found
            .shortfalls
            .iter()
            .filter(|one| one.problem.rule.code == "AIMS-E712");
        of_audits.count()
    };
    let organization = [
        ("name", "Acme"),
        ("posture", "conformance"),
        ("cadence", "internal audit | 24 months"),
    ];
    register.put(fixture::record(&organization::KIND, organization::ID, &organization));
    let audit = [
        ("title", "Audit"),
        ("event", "internal audit"),
        ("date", "2025-08-01"),
        ("status", "held"),
        ("held", "2025-08-01"),
    ];
    register.put(fixture::record(&crate::domain::kinds::review::KIND, "V-00091", &audit));
    for (goal, count) in [
        (Goal::Conformance, 0),
        (Goal::Stage1, 0),
        (Goal::Stage2, 1),
        (Goal::Surveillance, 1),
    ] {
        assert_eq!(codes(&register, goal), count, "{goal:?}");
    }
    let is_late = |register: &Register| {
        check::check(register, today())
            .iter()
            .any(|one| one.rule.code == "AIMS-E712")
    };
    assert!(!is_late(&register), "the organization keeps what it set");
    let certified = [
        ("name", "Acme"),
        ("posture", "certification"),
        ("cadence", "internal audit | 24 months"),
    ];
    register.put(fixture::record(&organization::KIND, organization::ID, &certified));
    assert!(is_late(&register));
    assert_eq!(codes(&register, Goal::Conformance), 0);
}
