//! Check rules of objectives (6.2): measure, owner, deadline.

use crate::domain::record::check::{Found, checks};

checks! {
    find;
    /// An objective has no measure, no owner or no day.
    UNMEASURED "AIMS-W805" "objective-unmeasured";
    /// An objective is open past its day.
    OVERDUE "AIMS-E803" "objective-overdue";
}

/// Adds what can be found in an objective that is not reached yet.
fn find(found: &mut Found<'_>) {
    let (record, today) = (found.record, found.today);
    if !record.is_open() {
        return;
    }
    for (field, sentence) in [
        ("measure", "It cannot be measured: no measure is said (6.2)."),
        ("owner", "Nobody answers for it (6.2)."),
        ("due", "It has no day by which it is to be reached (6.2)."),
    ] {
        let position = record.kind().field_index(field);
        if position.is_some_and(|position| record.value(position).is_empty()) {
            found.add(UNMEASURED, field, sentence);
        }
    }
    if let Some(due) = record.missed_deadline(today) {
        let sentence = format!("It was to be reached by {due}.");
        found.add(OVERDUE, "due", sentence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::testing::{date, found};
    use crate::domain::kinds::objective;
    use crate::domain::record::Record;

    use crate::domain::record::value::Value;

    #[test]
    fn an_objective_is_measurable_owned_and_dated() {
        let sound = Record::new(&objective::KIND, "O-00000".into())
            .with(objective::TITLE, "Hand over sooner")
            .with(objective::MEASURE, "Seconds")
            .with(objective::TARGET, "30")
            .with(objective::OWNER, "ana")
            .with(objective::STATUS, objective::Status::Open)
            .with(objective::DUE, date("2026-11-23"));
        assert_eq!(found(&sound, vec![]), []);
        let late = sound.clone().with(objective::DUE, date("2026-11-22"));
        assert_eq!(found(&late, vec![]), [(OVERDUE, "due")]);
        let bare = sound
            .with(objective::MEASURE, Value::Empty)
            .with(objective::OWNER, Value::Empty)
            .with(objective::DUE, Value::Empty);
        assert_eq!(
            found(&bare, vec![]),
            ["due", "measure", "owner"].map(|field| (UNMEASURED, field))
        );
        let met = late
            .with(objective::STATUS, objective::Status::Met)
            .with(objective::RESULT, "Reached");
        assert_eq!(found(&met, vec![]), []);
    }
}
