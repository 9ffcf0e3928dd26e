//! Check rules of any record on what it rests on: people who left, records that were retired.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::kinds::assessment;
use crate::domain::kinds::organization::people::People;
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, at, nothing};
use crate::domain::record::field::{Field, Shape};
use crate::domain::record::rules::Example;

/// Somebody who left still answers for an open record, or for a part of it.
pub(in crate::domain::kinds::check) static LEFT: Rule = Rule {
    code: "AIMS-W111",
    name: "owner-left",
    sentence: "Somebody who left still answers for open records.",
    class: Class::ADVICE_REGISTER,
    why: "Nobody does what waits for somebody who is gone.",
    mend: "Say who answers for it now.",
    raise: |asked| {
        let (record, today) = (asked.record, asked.today);
        let named = record
            .fields()
            .filter(|(field, value)| field.is_of_duty() && !value.is_empty());
        // Who made an assessment that is complete did so whatever came after.
        let is_history = |field: &Field| {
            record.is(&assessment::KIND)
                && field.name == assessment::KIND.declared(assessment::BY).name
                && record.get(assessment::STATUS) == Some(assessment::Status::Complete)
        };
        let named = named.filter(|(field, _)| !is_history(field));
        let mut named = named.filter(|_| record.is_open()).peekable();
        if named.peek().is_none() {
            return nothing();
        }
        let people = People::of(asked.register);
        let raised = named.filter_map(|(field, value)| {
            let mut gone: BTreeMap<&str, NaiveDate> = BTreeMap::new();
            for name in field.on_duty(value, today) {
                gone.extend(people.left_by(name, today).map(|left| (name, left)));
            }
            let gone: Vec<_> = gone.iter().map(|(name, day)| format!("{name} left on {day}")).collect();
            let answers = if gone.len() == 1 { "answers" } else { "answer" };
            let sentence = format!("{} and still {answers} for it.", gone.join(", "));
            (!gone.is_empty()).then(|| at(field.name, sentence))
        });
        raised.collect()
    },
    example: Example::of("R-00000", "title: Injection; owner: ben; status: open")
        .beside(&[(
            "organization",
            "organization",
            "name: Acme; people: ben | Ben Okafor | Developer | | | | | | | 2026-01-10",
        )])
        .change("owner: ana"),
    ..Rule::PLAIN
};

/// Fields that name what a record rests on.
const GROUNDS: [&str; 5] = ["controls", "evidence", "conditions", "systems", "system"];

/// An open record rests on a retired one.
pub(super) static RETIRED_GROUNDS: Rule = Rule {
    code: "AIMS-W114",
    name: "retired-grounds",
    sentence: "It rests on a retired record.",
    class: Class::ADVICE_REGISTER,
    why: "What no longer counts neither treats nor shows anything.",
    mend: "Name what counts instead, or retire the record too.",
    raise: |asked| {
        if !asked.record.is_open() {
            return nothing();
        }
        let is_ground = |shape: Shape| matches!(shape, Shape::One(_) | Shape::Many(_));
        let fields = asked.record.fields();
        let fields = fields.filter(|(field, _)| GROUNDS.contains(&field.name) && is_ground(field.shape));
        let retired = fields.filter_map(|(field, value)| {
            let records = value.ids().filter_map(|id| asked.register.get(id.as_str()));
            let ids: Vec<_> = records.filter(|record| record.is_retired()).map(Record::id).collect();
            let names: Vec<_> = ids.iter().map(|id| id.as_str()).collect();
            (!names.is_empty()).then(|| at(field.name, format!("Retired: {}.", names.join(", "))))
        });
        retired.collect()
    },
    example: Example::of("R-00000", "title: Injection; status: open; systems: chat")
        .beside(&[("system", "chat", "title: Chat; retired: 2026-01-10; note: replaced")])
        .change("systems:"),
    ..Rule::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::domain::kinds;

    #[test]
    fn fields_name_who_answers_unless_they_say_what_was_decided_or_became_of_it() {
        let mut all = Vec::new();
        for kind in kinds::ALL {
            let of_duty = kind.fields.iter().filter(|field| field.is_of_duty());
            let names: Vec<_> = of_duty
                .map(|field| field.name)
                .filter(|name| *name != "owner")
                .collect();
            if !names.is_empty() {
                all.push(format!("{}: {}", kind.name, names.join(" ")));
            }
        }
        all.sort();
        let expected = [
            "assessment: by",
            "metric: evaluated_by",
            "organization: processes communications channels conformity reporting audit_lead",
            "review: participants auditors shares chair",
            "role: holders",
            "sitting: led_by attended",
        ];
        assert_eq!(all, expected, "of the records that are open");
    }
}
