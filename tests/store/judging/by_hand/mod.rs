//! Changes of the clean register with what exactly they raise, written by hand.

mod context_to_support;
mod controls_and_findings;
mod counting_as_done;
mod empty_words;
mod far_ahead;
mod gone;
mod less_said;
mod operation_to_improvement;
mod people;
mod register_and_risks;

use aims::domain::kinds::check::Judgement;
use aims::domain::kinds::{self, assessment, check};
use aims::domain::readiness::{Goal, of};
use aims::domain::record::choice::Choices;
use aims::domain::register::Register;
use aims::store::load::open;

use super::fixture::{
    Before, CLEAN, Change, checked, checked_again, judgement, load, make, put_back, set, short_of, today,
};

/// A change of the clean register, and what the check finds then.
pub struct Mutation {
    pub name: &'static str,
    pub changes: &'static [Change],
    found: &'static str,
}

const fn mutation(name: &'static str, changes: &'static [Change], found: &'static str) -> Mutation {
    Mutation { name, changes, found }
}

pub fn table() -> impl Iterator<Item = &'static Mutation> {
    let specified = context_to_support::TABLE.iter().chain(operation_to_improvement::TABLE);
    specified
        .chain(people::TABLE)
        .chain(register_and_risks::TABLE)
        .chain(controls_and_findings::TABLE)
        .chain(far_ahead::TABLE)
        .chain(less_said::TABLE)
        .chain(counting_as_done::TABLE)
        .chain(empty_words::TABLE)
        .chain(gone::TABLE)
}

/// Returns the codes that the changes raise, such as `W813`.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let words = table().flat_map(|one| one.found.split([' ', ',', '[', ']']));
    words.filter(|word| word.len() == 4)
}

pub fn with<T>(register: &mut Register, changes: &[Change], look: impl FnOnce(&Register) -> T) -> T {
    let mut before = Before::default();
    for change in changes {
        make(register, *change, &mut before);
    }
    let seen = look(register);
    put_back(register, before);
    seen
}

/// Makes changes for good.
pub fn make_all(register: &mut Register, changes: &[Change]) {
    let mut before = Before::default();
    for change in changes {
        make(register, *change, &mut before);
    }
}

#[test]
fn each_change_raises_exactly_what_speaks_of_it_and_putting_it_back_clears_it() {
    let mut register = load(CLEAN);
    let clean = judgement(&register);
    let (mut wrong, mut kept) = (Vec::new(), Judgement::of(&register, today()));
    for Mutation { name, changes, found } in table() {
        if found.contains("W110") && check::rule(kinds::ALL, "AIMS-W110").is_none() {
            continue;
        }
        let now = with(&mut register, changes, |register| {
            checked_again(register, &mut kept, name)
        });
        if now != *found {
            wrong.push(format!("{name}: expected `{found}`, found `{now}`"));
        }
        assert_eq!(checked_again(&register, &mut kept, name), "", "{name} is put back");
    }
    assert_eq!(judgement(&register), clean);
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{} changes by hand", table().count());
}

#[test]
fn problems_of_changed_registers_count_for_conformance_or_surveillance() {
    let mut register = load(CLEAN);
    for Mutation { name, changes, .. } in table() {
        with(&mut register, changes, |register| {
            let counted = [Goal::Conformance, Goal::Surveillance].map(|goal| of(register, today(), goal));
            for problem in check::check(register, today()) {
                let weighs = problem.weight >= check::Weight::Minor && !problem.rule.is_consequence;
                let mut all = counted.iter().flat_map(|readiness| &readiness.shortfalls);
                assert!(!weighs || all.any(|one| one.problem == problem), "{name}: {problem}");
            }
        });
    }
}

#[test]
fn audit_and_management_review_that_are_only_planned_weigh_less_at_stage_1() {
    let mut register = load(CLEAN);
    let planned = [
        Change::Set("V-00001", "status", "planned"),
        Change::Set("V-00001", "held", ""),
        Change::Set("V-00001", "date", "2027-02-09"),
        Change::Set("V-00003", "status", "planned"),
        Change::Set("V-00003", "held", ""),
        Change::Set("V-00003", "date", "2027-02-16"),
    ];
    with(&mut register, &planned, |register| {
        assert_eq!(short_of(register, Goal::Stage1), "W711 m, W723 m");
        assert_eq!(short_of(register, Goal::Stage2), "W711 M, W723 M");
    });
}

#[test]
fn the_gate_is_open_without_a_release_where_the_control_of_releases_is_excluded() {
    let mut register = load(CLEAN);
    let gate = |register: &Register| {
        let chat = register.get("chat").expect("a system");
        assessment::gate(register, chat, today()).len()
    };
    let named = |words: &str| table().find(|one| one.name.contains(words)).expect("a change").changes;
    assert_eq!(gate(&register), 0);
    assert_eq!(with(&mut register, &[Change::Set("chat", "releases", "")], gate), 1);
    assert_eq!(with(&mut register, named("control of releases is excluded"), gate), 0);
}

#[test]
fn a_missing_security_review_blocks_no_goal() {
    let mut register = load(CLEAN);
    with(
        &mut register,
        &[Change::Set("S-00013", "retired", "2026-11-20")],
        |register| {
            for goal in Goal::ALL {
                assert_eq!(of(register, today(), *goal).blockers().count(), 0, "{goal:?}");
            }
        },
    );
}

#[test]
fn a_register_that_begins_lacks_nothing_yet() {
    let mut register = Register::default();
    for record in open::beginnings("Acme") {
        register.put(record);
    }
    assert_eq!(checked(&register), "");
}

#[test]
fn controls_that_are_only_planned_are_on_their_way_in_the_check_and_major_for_conformance() {
    let mut register = load(CLEAN);
    let applied = register
        .of(&kinds::control::KIND)
        .filter(|control| kinds::control::is_applicable(control));
    let mut planned: Vec<_> = applied.cloned().collect();
    assert_eq!(planned.len(), 37);
    for control in &mut planned {
        set(control, "status", "planned");
        set(control, "review", "2027-02-01");
        register.put(control.clone());
    }
    assert_eq!(checked(&register), "W515 a x38", "each, and once together");
    for (goal, each) in [
        (Goal::Conformance, "W515 m"),
        (Goal::Stage2, "W515 a"),
        (Goal::Surveillance, "W515 a"),
    ] {
        assert_eq!(short_of(&register, goal), format!("W515 M, {each} x37"), "{goal:?}");
    }
    assert_eq!(short_of(&register, Goal::Stage1), "");
}
