//! Registers judged as an auditor would: one in which nothing is found, and what each change of it raises.

mod agreeing;
mod by_hand;
mod fixture;
mod generated;
mod misjudged;
mod saying_less;

use std::collections::BTreeSet;

use aims::domain::readiness::Goal;
use aims::domain::record::choice::Choices;

use aims::domain::kinds::{self, check};

use self::fixture::{CLEAN, checked, load, short_of};

#[test]
fn nothing_is_found_in_the_clean_register_for_any_goal() {
    let register = load(CLEAN);
    assert_eq!(checked(&register), "");
    for goal in Goal::ALL {
        assert_eq!(short_of(&register, *goal), "", "{goal:?}");
    }
}

/// Rules that no change of the clean register raises, each with the reason.
const NOT_RAISED: &[(&str, &str)] = &[
    (
        "E006",
        "the file of a record cannot be read; a change of a record makes no such file",
    ),
    (
        "E840",
        "the method's file cannot be read; a change of a record makes no such file",
    ),
    ("W908", "duties of systems of high risk begin in December 2027"),
    (
        "W624",
        "what a commit changed is known from git; tests of the command line raise it",
    ),
    (
        "W117",
        "it follows from nearly every change, so that the lists of codes leave it out",
    ),
    ("W907", "duties of systems of high risk begin in December 2027"),
];

#[test]
fn every_rule_is_raised_by_a_change_of_the_clean_register_or_named_here() {
    let raised: BTreeSet<_> = by_hand::codes().chain(generated::codes()).collect();
    let all = check::rules(kinds::ALL).map(|rule| rule.code.trim_start_matches("AIMS-"));
    let missing: Vec<_> = all.filter(|code| !raised.contains(code)).collect();
    let named: Vec<_> = NOT_RAISED.iter().map(|(code, _)| *code).collect();
    assert_eq!(missing, named);
}
