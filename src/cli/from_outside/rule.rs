//! A new check rule: the check, the detail, the filter and the list of rules come from its declaration.

use crate::app::screens::SCREENS;
use crate::cli::from_outside::kind::{KIND, UNWIPED, register, spill};
use crate::cli::from_outside::{drawn, press, workbench};
use crate::domain::admission::testing::{record, today};
use crate::domain::kinds::action;
use crate::domain::kinds::action::check::WAITS_IN_CIRCLE;
use crate::domain::kinds::check::{check, rules};
use crate::domain::query::Query;
use crate::domain::record::check::{Rule, at};
use crate::domain::record::field::Kind;
use crate::domain::register::Register;

#[test]
fn a_new_rule_is_found_by_the_check_and_listed_with_its_code() {
    let problems = check(&register(), today());
    let found = problems.iter().filter(|problem| *problem.rule == UNWIPED);
    let lines: Vec<_> = found.map(ToString::to_string).collect();
    let line = "AIMS-W899 unwiped-spill X-00001 wiped: It was not wiped within two days.";
    assert_eq!(lines.first().map(String::as_str), Some(line));
    assert!(rules(&[&KIND]).any(|rule| *rule == UNWIPED));
}

#[test]
fn a_new_rule_is_counted_filtered_by_and_shown_in_the_detail() {
    let mut register = register();
    register.put(spill("X-00003", "Milk", 1).with(crate::cli::from_outside::kind::WIPED, Some(today())));
    let query = Query::parse("problems>0", &KIND, &register, today()).expect("a filter");
    let found = register
        .of(&KIND)
        .filter(|record| query.matches(record, &register, None));
    assert_eq!(found.count(), 2);
    let mut app = workbench(register, SCREENS);
    press(&mut app, ": m o c h a enter");
    assert!(drawn(&app).contains("It was not wiped within two days."));
}

/// The kind of actions with one more check rule.
static STRICTER: Kind = Kind {
    check: &[&WAITS_IN_CIRCLE, &NAMELESS],
    ..action::KIND
};

static NAMELESS: Rule = Rule {
    code: "AIMS-W898",
    name: "nameless-action",
    sentence: "An action has no owner.",
    raise: |asked| {
        if asked.record.owner().is_empty() {
            at("owner", "Nobody does it.").into()
        } else {
            Vec::new()
        }
    },
    ..Rule::PLAIN
};

#[test]
fn a_rule_added_to_a_known_kind_is_found_beside_the_rules_of_the_kind() {
    let mut register = Register::new(&[&STRICTER]);
    let fields = &[("title", "Log prompts"), ("status", "open"), ("waits_for", "T-00001")];
    register.put(record(&STRICTER, "T-00001", fields));
    let problems = check(&register, today());
    let has = |code: &str| problems.iter().any(|problem| problem.rule.code == code);
    assert!(has(NAMELESS.code) && has("AIMS-E403"), "{problems:?}");
}
