//! Whether work on a clause was begun: what is absent as a whole is no news before.

use chrono::{Days, NaiveDate};

use crate::domain::kinds::{answer, document, method, organization};
use crate::domain::register::Register;

/// How many days before stage 1 everything counts as begun.
const NEAR: Days = Days::new(90);

/// Returns the day from which stage 1 is near.
pub fn near_stage_1(register: &Register) -> Option<NaiveDate> {
    let organization = register.get(organization::ID)?;
    organization.get(organization::STAGE_1)?.checked_sub_days(NEAR)
}

/// The clause to which the criteria and the appetite of the method belong.
const CRITERIA: &str = "6.1.1";

/// Tells whether a question of a clause was answered, a document of it is located or approved, its criteria were adopted, or
/// stage 1 is near or past. What belongs to a control is asked once that control is in operation, and so always begun.
pub fn is_begun(register: &Register, clause: &str, today: NaiveDate) -> bool {
    if clause.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return true;
    }
    if near_stage_1(register).is_some_and(|near| near <= today) {
        return true;
    }
    let numbered = |letter: char| (1..).map_while(move |number| register.get(&format!("{clause}/{letter}{number}")));
    numbered('q').any(|answer| answer.get(answer::STATE).is_some())
        || numbered('d').any(|document| {
            !document.get(document::LOCATION).is_empty() || !document.stored(document::APPROVALS).is_empty()
        })
        || clause == CRITERIA && is_adopted(register)
}

fn is_adopted(register: &Register) -> bool {
    let method = register.get(method::ID);
    method.is_some_and(|method| !method.stored(method::APPROVALS).is_empty())
}
