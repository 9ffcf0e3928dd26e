//! Registers judged as an auditor would: one in which nothing is found, and what each change of it raises.

mod by_hand;
mod ground;

use aims::domain::readiness::Goal;
use aims::domain::record::choice::Choices;

use self::ground::{CLEAN, checked, load, short_of};

#[test]
fn nothing_is_found_in_the_clean_register_for_any_goal() {
    let register = load(CLEAN);
    assert_eq!(checked(&register), "");
    for goal in Goal::ALL {
        assert_eq!(short_of(&register, *goal), "", "{goal:?}");
    }
}
