//! The table of rules as a whole: codes, words, examples that raise a rule and what clears it.

use super::*;
use crate::domain::admission::testing::{put, record, today};
use crate::domain::kinds;
pub(super) use crate::domain::kinds::check::testing::register_of;
use crate::domain::readiness::Goal;
use crate::domain::record::choice::Choices;
use crate::domain::record::rules::pairs;

/// Rules whose examples need what no fields say: files that were looked at, a whole register, duties that begin later.
pub(super) const WITHOUT_EXAMPLE: &[&str] = &[
    "AIMS-E302",
    "AIMS-E303",
    "AIMS-E313",
    "AIMS-W315",
    "AIMS-W624",
    "AIMS-E104",
    "AIMS-E006",
    "AIMS-E840",
    "AIMS-W907",
    "AIMS-W908",
];

/// Returns the codes that are raised of the record of an example, or of the register as a whole.
fn codes(register: &Register, rule: &Rule, id: &str) -> Vec<&'static str> {
    let problems = all(register, today()).into_iter();
    let about = problems.filter(|problem| rule.is_of_whole() || problem.id.as_str() == id);
    about.map(|problem| problem.rule.code).collect()
}

pub(super) fn kinds_with_rules() -> impl Iterator<Item = (&'static Kind, &'static Rule)> {
    let of_kind = |kind: &&'static Kind| kind.check.iter().map(|rule| (*kind, *rule)).collect::<Vec<_>>();
    kinds::ALL.iter().flat_map(of_kind)
}

#[test]
fn an_example_raises_its_rule_and_its_change_clears_it() {
    let mut untested = Vec::new();
    for (kind, rule) in kinds_with_rules() {
        if WITHOUT_EXAMPLE.contains(&rule.code) {
            continue;
        }
        let example = &rule.example;
        let mut register = register_of(kind, example);
        let mut judgement = Judgement::of(&register, today());
        assert!(
            codes(&register, rule, example.id).contains(&rule.code),
            "{} is not raised by its example",
            rule.code
        );
        if let Some((name, id, fields)) = rule.cleared_by {
            let kind = kinds::ALL.iter().find(|kind| kind.name == name).expect("a kind");
            register.put(record(kind, id, &pairs(fields)));
        } else if example.change.is_empty() {
            untested.push(rule.code);
            continue;
        } else {
            let before = register.get(example.id).expect("the record").clone();
            register.put(put(before, &pairs(example.change)));
        }
        assert!(
            !codes(&register, rule, example.id).contains(&rule.code),
            "{} is not cleared",
            rule.code
        );
        judgement.go_on(&register, usize::MAX);
        let mut followed = judgement.problems();
        followed.sort_unstable();
        assert_eq!(followed, all(&register, today()), "{}", rule.code);
    }
    assert_eq!(untested, [""; 0], "rules without a change that clears them");
}

#[test]
fn each_rule_has_a_code_a_name_and_words_of_its_own() {
    let all: Vec<_> = rules(kinds::ALL).collect();
    for (at, rule) in all.iter().enumerate() {
        let others = &all[..at];
        assert!(
            others
                .iter()
                .all(|other| other.code != rule.code && other.name != rule.name),
            "{}",
            rule.code
        );
        assert!(
            rule.code.starts_with("AIMS-E") || rule.code.starts_with("AIMS-W"),
            "{}",
            rule.code
        );
        assert!(
            rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{}",
            rule.name
        );
        for words in [rule.sentence, rule.why, rule.mend] {
            assert!(words.ends_with('.'), "{}: {words}", rule.code);
        }
    }
}

#[test]
fn only_advice_and_what_is_about_files_belongs_to_no_clause() {
    for rule in rules(kinds::ALL) {
        let is_standard = rule.class.provenance == Provenance::Standard;
        assert!(
            !is_standard || !rule.clauses.is_empty() || rule.code.starts_with("AIMS-E0"),
            "{}: the standard asks, and no clause is named",
            rule.code
        );
        if rule.class.provenance == Provenance::Advice {
            assert_eq!(
                rule.class.weight,
                Weight::Advice,
                "{}: advice weighs nothing",
                rule.code
            );
        }
    }
}

#[test]
fn a_rule_that_weighs_counts_for_a_goal_or_is_a_consequence() {
    for rule in rules(kinds::ALL).filter(|rule| rule.class.weight >= Weight::Minor) {
        let counts = Goal::ALL.iter().any(|goal| goal.asks(rule));
        assert!(counts || rule.is_consequence, "{} counts for no goal", rule.code);
    }
}
