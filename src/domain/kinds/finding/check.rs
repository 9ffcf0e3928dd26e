//! Check rules of nonconformities (10.2): deadlines, corrective actions, verification by somebody who did not act.

use crate::domain::kinds::finding::{self, Grade};
use crate::domain::record::check::{Found, checks};
use chrono::Days;

checks! {
    find;
    /// A nonconformity is open past its day.
    OVERDUE "AIMS-E701" "finding-overdue";
    /// A nonconformity was closed, and nobody verified it.
    UNVERIFIED "AIMS-E702" "finding-unverified";
    /// A nonconformity was verified by somebody who acted on it.
    VERIFIED_BY_ACTOR "AIMS-E703" "verified-by-actor";
    /// A major nonconformity has no owner or no day.
    MAJOR_UNASSIGNED "AIMS-W701" "major-unassigned";
    /// A nonconformity has no corrective action a month after it was raised.
    CORRECTIVE_ACTION_MISSING "AIMS-W702" "corrective-action-missing";
}

/// How many days a nonconformity may go without a corrective action.
const PATIENCE: u64 = 30;

/// Adds what can be found in a nonconformity that counts.
fn find(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    if record.is_retired() || !finding::is_nonconformity(record) {
        return;
    }
    let verifier = record.get(finding::VERIFIED_BY);
    let closed = record.get(finding::STATUS) == Some(finding::Status::Closed);
    if closed && verifier.is_empty() {
        let sentence = "It was closed, and nobody verified that the corrective action had its effect (10.2).";
        found.add(UNVERIFIED, "verified_by", sentence);
    }
    if !verifier.is_empty()
        && let Some(acted) = finding::acted(register, record, verifier)
    {
        let sentence = format!("{verifier} verified it and owns {}.", acted.id());
        found.add(VERIFIED_BY_ACTOR, "verified_by", sentence);
    }
    if !record.is_open() {
        return;
    }
    if let Some(due) = record.missed_deadline(today) {
        let sentence = format!("It was to be closed by {due}.");
        found.add(OVERDUE, "due", sentence);
    }
    if record.get(finding::GRADE) == Some(Grade::Major) {
        if record.owner().is_empty() {
            let sentence = "It is a major nonconformity, and nobody answers for it.";
            found.add(MAJOR_UNASSIGNED, "owner", sentence);
        }
        if record.get(finding::DUE).is_none() {
            let sentence = "It is a major nonconformity, and no day is set.";
            found.add(MAJOR_UNASSIGNED, "due", sentence);
        }
    }
    let raised = record.get(finding::RAISED);
    let patient = raised.and_then(|raised| raised.checked_add_days(Days::new(PATIENCE)));
    if patient.is_some_and(|until| until < today) && finding::actions(register, record).next().is_none() {
        let sentence = format!("It has no corrective action {PATIENCE} days after it was raised (10.2).");
        found.add(CORRECTIVE_ACTION_MISSING, "", sentence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::testing::{date, found};
    use crate::domain::kinds::action;
    use crate::domain::record::Record;

    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;

    /// A nonconformity in which nothing is to be found: raised lately, due later, owned.
    fn sound() -> Record {
        Record::new(&finding::KIND, "F-00000".into())
            .with(finding::TITLE, "Audit without criteria")
            .with(finding::GRADE, Grade::Major)
            .with(finding::RAISED, date("2026-10-24"))
            .with(finding::STATUS, finding::Status::Open)
            .with(finding::OWNER, "ana")
            .with(finding::DUE, date("2026-11-23"))
    }

    fn action() -> Record {
        Record::new(&action::KIND, "T-00000".into())
            .with(action::TITLE, "Write the criteria")
            .with(action::OWNER, "ben")
            .with(action::DUE, date("2026-12-01"))
            .with(action::STATUS, action::Status::Open)
            .with(action::SERVES, vec![Id::new("F-00000")])
    }

    #[test]
    fn what_is_open_has_a_day_that_is_not_past_and_a_major_one_somebody() {
        assert_eq!(found(&sound(), vec![]), []);
        let late = sound().with(finding::DUE, date("2026-11-22"));
        assert_eq!(found(&late, vec![]), [(OVERDUE, "due")]);
        let bare = sound()
            .with(finding::DUE, Value::Empty)
            .with(finding::OWNER, Value::Empty);
        assert_eq!(
            found(&bare, vec![]),
            [(MAJOR_UNASSIGNED, "due"), (MAJOR_UNASSIGNED, "owner")]
        );
        for lenient in [
            bare.clone().with(finding::GRADE, Grade::Minor),
            late.clone().with(finding::GRADE, Grade::Opportunity),
            late.with(finding::RETIRED, date("2026-11-22")),
        ] {
            assert_eq!(found(&lenient, vec![]), []);
        }
    }

    #[test]
    fn a_month_after_it_was_raised_something_is_done_about_it() {
        let old = sound().with(finding::RAISED, date("2026-10-23"));
        assert_eq!(found(&old, vec![]), [(CORRECTIVE_ACTION_MISSING, "")]);
        assert_eq!(found(&old, vec![action()]), []);
        let dropped = action()
            .with(action::STATUS, action::Status::Cancelled)
            .with(action::REASON, "Not needed");
        assert_eq!(found(&old, vec![dropped]), [(CORRECTIVE_ACTION_MISSING, "")]);
    }

    #[test]
    fn it_is_verified_by_somebody_who_did_not_act() {
        let closed = sound()
            .with(finding::STATUS, finding::Status::Closed)
            .with(finding::CORRECTION, "Criteria written")
            .with(finding::CAUSE, "No template");
        assert_eq!(found(&closed, vec![action()]), [(UNVERIFIED, "verified_by")]);
        for (by, expected) in [
            ("ana", vec![(VERIFIED_BY_ACTOR, "verified_by")]),
            ("Ben", vec![(VERIFIED_BY_ACTOR, "verified_by")]),
            ("carla", vec![]),
        ] {
            let verified = closed.clone().with(finding::VERIFIED_BY, by);
            assert_eq!(found(&verified, vec![action()]), expected, "{by}");
        }
    }
}
