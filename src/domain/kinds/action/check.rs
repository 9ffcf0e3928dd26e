//! Check rules of actions: owner and due day, waiting in circles, checks of the effect.

use crate::domain::kinds::action;
use crate::domain::record::Record;
use crate::domain::record::check::{Found, checks};
use crate::domain::register::Register;

checks! {
    find;
    /// An action of an open risk has no owner or no day.
    UNASSIGNED "AIMS-W401" "action-unassigned";
    /// An action waits for itself.
    WAITS_IN_CIRCLE "AIMS-E403" "waits-in-circle";
    /// The effect of an action was not checked in time.
    EFFECT_UNCHECKED "AIMS-W403" "effect-unchecked";
    /// An open action treats only risks that no longer count, and serves nothing else.
    FOR_NOTHING "AIMS-W408" "action-for-nothing";
}

/// Adds what can be found in an action that counts.
fn find(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    if record.is_retired() {
        return;
    }
    if record.is_open() && treats_open_risk(register, record) {
        if record.owner().is_empty() {
            let sentence = "It treats an open risk, and nobody answers for it.";
            found.add(UNASSIGNED, "owner", sentence);
        }
        if record.get(action::DUE).is_none() {
            let sentence = "It treats an open risk, and no day is set.";
            found.add(UNASSIGNED, "due", sentence);
        }
    }
    let waits: Vec<_> = record.get(action::WAITS_FOR).into_iter().cloned().collect();
    if let Some(way) = action::way_back(register, record.id(), &waits) {
        let way: Vec<_> = way.iter().map(crate::domain::check::visible).collect();
        let sentence = format!("It waits for itself: it waits for {}.", way.join(", which waits for "));
        found.add(WAITS_IN_CIRCLE, "waits_for", sentence);
    }
    if action::serves_nothing_open(register, record) {
        let sentence = "It treats only risks that are closed or retired, and serves nothing else.";
        found.add(FOR_NOTHING, "risks", sentence);
    }
    if action::awaits_check(record)
        && let Some(day) = record.missed_deadline(today)
    {
        let sentence = format!("Its effect was to be checked by {day} (8.3).");
        found.add(EFFECT_UNCHECKED, "check_by", sentence);
    }
}

fn treats_open_risk(register: &Register, action: &Record) -> bool {
    let mut risks = action
        .get(action::RISKS)
        .into_iter()
        .filter_map(|id| register.get(id.as_str()));
    risks.any(|risk| risk.is_open() && !risk.is_retired())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::testing::{date, due_action, open_action, risk_above_appetite, today, treatment_codes};
    use crate::domain::kinds::risk;
    use crate::domain::record::id::Id;

    #[test]
    fn an_action_of_an_open_risk_needs_an_owner_and_a_day() {
        let open = risk_above_appetite(risk::Status::Open);
        assert_eq!(
            treatment_codes(vec![open_action("T-00001"), open.clone()]),
            ["AIMS-W401", "AIMS-W401"]
        );
        assert_eq!(treatment_codes(vec![due_action("T-00001"), open]), [""; 0]);
    }

    #[test]
    fn an_open_action_serves_something_that_counts() {
        let closed = risk_above_appetite(risk::Status::Closed);
        assert_eq!(
            treatment_codes(vec![due_action("T-00001"), closed.clone()]),
            ["AIMS-W408"]
        );
        assert_eq!(
            treatment_codes(vec![due_action("T-00001"), risk_above_appetite(risk::Status::Open)]),
            [""; 0]
        );
        let serves = due_action("T-00001").with(action::SERVES, vec![Id::new("F-00001")]);
        assert_eq!(treatment_codes(vec![serves, closed.clone()]), [""; 0]);
        let done = due_action("T-00001").with(action::STATUS, action::Status::Done);
        assert_eq!(treatment_codes(vec![done, closed]), [""; 0]);
    }

    #[test]
    fn waiting_in_a_circle_is_found_from_every_side() {
        let waits = |id: &str, other: &str| due_action(id).with(action::WAITS_FOR, vec![Id::new(other)]);
        let (one, two, three) = (
            waits("T-00001", "T-00002"),
            waits("T-00002", "T-00001"),
            waits("T-00003", "T-00001"),
        );
        assert_eq!(treatment_codes(vec![one.clone(), two.clone()]), ["AIMS-E403"]);
        assert_eq!(treatment_codes(vec![two.clone(), one.clone()]), ["AIMS-E403"]);
        assert_eq!(
            treatment_codes(vec![three, one, two]),
            [""; 0],
            "it waits for a circle and is in none"
        );
    }

    #[test]
    fn an_effect_not_checked_in_time_is_found() {
        let done = due_action("T-00001").with(action::STATUS, action::Status::Done);
        assert_eq!(
            treatment_codes(vec![done.clone().with(action::CHECK_BY, today())]),
            [""; 0]
        );
        let late = done.with(action::CHECK_BY, date("2026-11-22"));
        assert_eq!(treatment_codes(vec![late.clone()]), ["AIMS-W403"]);
        assert_eq!(
            treatment_codes(vec![late.with(action::EFFECTIVE, action::Effect::Partly)]),
            [""; 0]
        );
    }
}
