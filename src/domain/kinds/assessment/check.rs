//! Check rules of assessments: stale ones, expired dispositions, overdue conditions.

use crate::domain::kinds::assessment::{self, Disposition, Reason, Standing};
use crate::domain::record::check::{Found, checks};

checks! {
    find;
    /// An assessment is stale.
    STALE "AIMS-W602" "assessment-stale";
    /// A disposition holds no longer.
    DISPOSITION_EXPIRED "AIMS-E602" "disposition-expired";
    /// Conditions of a disposition are late.
    CONDITIONS_OVERDUE "AIMS-E603" "conditions-overdue";
}

/// Adds what can be found in an assessment that is in force.
fn find(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    let system = record.get(assessment::SYSTEM).and_then(|id| register.get(id.as_str()));
    let counts = !record.is_retired() && system.is_some_and(assessment::is_asked);
    let standing = assessment::standing(register, record, today);
    if !counts || !matches!(standing, Standing::Stale | Standing::Valid) {
        return;
    }
    for reason in assessment::stale(register, record, today) {
        let decides = record.get(assessment::DISPOSITION).is_some();
        match reason {
            Reason::Past(day) if decides => {
                let sentence = format!("Its disposition held until {day}.");
                found.add(DISPOSITION_EXPIRED, "valid_until", sentence);
            }
            Reason::Past(_) => found.add(STALE, "valid_until", reason.to_string()),
            Reason::Changed(..) => found.add(STALE, "judged", reason.to_string()),
            Reason::Event(..) => found.add(STALE, "events", reason.to_string()),
        }
    }
    if record.get(assessment::DISPOSITION) == Some(Disposition::Conditional) {
        let conditions = record.get(assessment::CONDITIONS).into_iter();
        let late = conditions
            .filter_map(|id| register.get(id.as_str()))
            .filter(|condition| condition.is_open() && condition.days_late(today).is_some());
        let late: Vec<_> = late.map(|condition| condition.id().to_string()).collect();
        if !late.is_empty() {
            let sentence = format!("Conditions of its disposition are overdue: {}.", late.join(", "));
            found.add(CONDITIONS_OVERDUE, "conditions", sentence);
        }
    }
}
