//! A new check rule: the check, the detail, the filter and the list of rules come from its declaration.

use crate::app::screens::SCREENS;
use crate::cli::from_outside::kind::{KIND, UNWIPED, register, spill};
use crate::cli::from_outside::{drawn, press, workbench};
use crate::domain::admission::testing::today;
use crate::domain::check::{check, rules};
use crate::domain::query::Query;

#[test]
fn a_new_rule_is_found_by_the_check_and_listed_with_its_code() {
    let problems = check(&register(), today());
    let found = problems.iter().filter(|problem| problem.rule == UNWIPED);
    let lines: Vec<_> = found.map(ToString::to_string).collect();
    let line = "AIMS-W899 unwiped-spill X-00001 wiped: It was not wiped within two days.";
    assert_eq!(lines.first().map(String::as_str), Some(line));
    assert!(rules(&[&KIND]).any(|rule| rule == UNWIPED));
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
