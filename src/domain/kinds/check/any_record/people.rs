//! Check rules of any record on what it rests on: people who left, records that were retired.

use crate::domain::kinds::organization::people::{People, Person};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, at, nothing};
use crate::domain::record::field::Shape;
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::Example;

/// Somebody who left still answers for an open record.
pub(super) static LEFT: Rule = Rule {
    code: "AIMS-W111",
    name: "owner-left",
    sentence: "Somebody who left still answers for open records.",
    class: Class::ADVICE_REGISTER,
    why: "Nobody does what waits for somebody who is gone.",
    mend: "Say who answers for it now.",
    raise: |asked| {
        let owner = asked.record.owner();
        if owner.is_empty() || !asked.record.is_open() {
            return nothing();
        }
        let left = People::of(asked.register).person(owner).and_then(Person::left);
        let Some(day) = left.filter(|day| *day <= asked.today) else {
            return nothing();
        };
        let field = asked.record.kind().marked(Mark::Owner);
        let field = field
            .map(|field| asked.record.kind().fields[field].name)
            .unwrap_or_default();
        at(field, format!("{owner} left on {day} and still answers for it.")).into()
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
