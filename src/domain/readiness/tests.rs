//! Readiness lists what is wanting and nothing else: each blocker goes when it is mended where it says, and when all are
//! mended nothing blocks.

mod breaking;
mod ground;
mod mending;

use proptest::prelude::*;

use self::ground::{furnished, register, today};
use self::mending::mend;
use super::*;
use crate::domain::kinds::{organization, system};
use crate::domain::record::choice::Choices;

fn names(register: &Register, goal: Goal) -> Vec<&'static str> {
    let mut names: Vec<_> = of(register, today(), goal)
        .blockers
        .iter()
        .map(|blocker| blocker.rule)
        .collect();
    names.dedup();
    names
}

#[test]
fn an_empty_register_is_ready_for_nothing_and_says_so_clause_by_clause() {
    let register = Register::default();
    let found = of(&register, today(), Goal::Stage1);
    assert_eq!(found.whole().met, 0);
    assert_eq!(found.whole().percent(), 0);
    for part in Part::ALL {
        assert!(found.of_part(*part).next().is_some(), "{part:?}");
    }
    let first = &found.blockers[0];
    assert_eq!(
        (first.part, &*first.clause, first.rule),
        (Part::Context, "4.1", "climate")
    );
    let clauses: Vec<_> = found.of_part(Part::Context).map(|blocker| &*blocker.clause).collect();
    assert!(clauses.is_sorted(), "{clauses:?}");
    assert_eq!(found.of_part(Part::Statement).count(), 38);
}

#[test]
fn a_furnished_register_has_no_blockers_for_any_goal() {
    for goal in Goal::ALL {
        let register = furnished(*goal);
        let found = of(&register, today(), *goal);
        assert_eq!(found.blockers, [], "{goal:?}");
        assert_eq!(found.whole().percent(), 100);
    }
    // What is enough for stage 1 is not for stage 2.
    let names = names(&furnished(Goal::Stage1), Goal::Stage2);
    for rule in ["audit", "management-review", "question-operating", "control-not-begun"] {
        assert!(names.contains(&rule), "{rule} in {names:?}");
    }
}

#[test]
fn many_records_in_order_do_not_make_up_for_what_is_missing() {
    let mut register = Register::default();
    let before = of(&register, today(), Goal::Stage1).whole();
    for at in 0..1000 {
        let fields = [("title", "A system"), ("scope", "in scope"), ("roles", "provider")];
        register.put(ground::record(&system::KIND, &format!("system-{at}"), &fields));
    }
    let after = of(&register, today(), Goal::Stage1).whole();
    assert_eq!(after.blockers, before.blockers - 1, "there are systems in scope now");
    assert_eq!((after.met, after.asked), (before.met + 3, before.asked + 2));
    // One that lacks something breaks the rule for all, and is one blocker.
    register.put(ground::record(
        &system::KIND,
        "last",
        &[("title", "Last"), ("scope", "in scope")],
    ));
    let last = of(&register, today(), Goal::Stage1).whole();
    assert_eq!((last.blockers, last.met), (after.blockers + 1, after.met - 1));
}

#[test]
fn an_audit_dated_before_stage_2_is_enough_for_stage_1_alone() {
    let mut register = furnished(Goal::Stage1);
    assert!(!names(&register, Goal::Stage1).contains(&"audit"));
    let organization = register.get(organization::ID).expect("one").clone();
    register.put(organization.with(organization::STAGE_2, today()));
    assert!(
        names(&register, Goal::Stage1).contains(&"audit"),
        "it is dated after stage 2 now"
    );
}

#[test]
fn the_goal_follows_the_posture_and_the_days() {
    let mut register = Register::default();
    assert_eq!(goal(&register, today()), Goal::Conformance);
    let certified = ground::record(&organization::KIND, organization::ID, &[("posture", "certification")]);
    register.put(certified.clone());
    assert_eq!(goal(&register, today()), Goal::Stage1);
    register.put(certified.clone().with(organization::STAGE_1, today()));
    assert_eq!(goal(&register, today()), Goal::Stage1);
    register.put(certified.with(organization::STAGE_1, today().pred_opt()));
    assert_eq!(goal(&register, today()), Goal::Stage2);
}

#[test]
fn names_of_rules_are_words_with_hyphens() {
    for goal in Goal::ALL {
        for blocker in of(&Register::default(), today(), *goal).blockers {
            let plain = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(blocker.rule.chars().all(plain), "{}", blocker.rule);
            assert!(blocker.sentence.ends_with(['.', '?']), "{}", blocker.sentence);
        }
    }
}

fn goals() -> impl Strategy<Value = Goal> {
    (0..Goal::ALL.len()).prop_map(|at| Goal::ALL[at])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_fulfilled_and_what_blocks_add_up(register in register(), goal in goals()) {
        let found = of(&register, today(), goal);
        prop_assert_eq!(found.whole().blockers, found.blockers.len());
        for part in Part::ALL {
            let share = found.share(*part);
            prop_assert_eq!(share.blockers, found.of_part(*part).count());
            prop_assert!(share.met <= share.asked && share.asked - share.met <= share.blockers);
            prop_assert_eq!(share.percent() == 100, share.blockers == 0 && share.asked > 0);
        }
    }

    #[test]
    fn every_blocker_goes_when_it_is_mended(register in register(), goal in goals(), at in 0_usize..10_000) {
        let found = of(&register, today(), goal);
        prop_assume!(!found.blockers.is_empty());
        let blocker = &found.blockers[at % found.blockers.len()];
        let mut mended = register;
        mend(&mut mended, blocker);
        let left = of(&mended, today(), goal).blockers;
        prop_assert!(!left.contains(blocker), "{:?} is still there", blocker);
    }

    #[test]
    fn what_is_in_order_is_never_listed(register in register(), goal in goals()) {
        let found = of(&register, today(), goal);
        for blocker in &found.blockers {
            let Mend::Record(id, field) = &blocker.mend else { continue };
            let Some(record) = register.get(id.as_str()) else { continue };
            prop_assert!(!record.is_retired(), "{:?}", blocker);
            prop_assert!(record.kind().field_index(field).is_some(), "{:?}", blocker);
            if record.is(&answer::KIND) {
                prop_assert!(record.get(answer::STATE) != Some(answer::State::Operating));
            }
            if record.is(&document::KIND) {
                let state = document::state(&register, record, today());
                prop_assert!(!matches!(state, document::State::Current | document::State::NotNeeded));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn when_everything_is_mended_nothing_blocks(register in register(), goal in goals()) {
        let mut register = register;
        // What is mended can show what it hid: a document that is found is not approved yet.
        for _ in 0..12 {
            for blocker in of(&register, today(), goal).blockers {
                mend(&mut register, &blocker);
            }
        }
        prop_assert_eq!(of(&register, today(), goal).blockers, []);
    }
}
