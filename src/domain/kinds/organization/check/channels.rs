//! Check rule on the ways to report concerns (A.3.3) and effects (A.8.3).

use crate::domain::kinds::control;
use crate::domain::kinds::organization::{self, ChannelUse, Channels};
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// There is no way to report concerns from inside or outside.
pub static NO_CHANNEL: Rule = Rule {
    code: "AIMS-W540",
    name: "no-channel",
    sentence: "There is no way to report concerns, from inside or from outside.",
    clauses: &["A.3.3", "A.8.3"],
    class: Class::S_PLANNED,
    why: "What people see who work with a system or are affected by it reaches nobody.",
    mend: "Name a channel, for whom it is, and who sees to it.",
    of: Subject::Each(|asked| {
        ["A.3.3", "A.8.3"]
            .iter()
            .any(|id| asked.register.get(id).is_some_and(control::is_chosen))
    }),
    raise: |asked| {
        let channels = asked.record.get(organization::CHANNELS);
        let has = |wanted: ChannelUse| {
            let mut there = channels.iter().filter(|row| row.says(Channels::CHANNEL));
            there.any(|row| row.get(Channels::USE) == Some(wanted))
        };
        let asks = [
            (
                "A.3.3",
                ChannelUse::Concerns,
                "There is no way to report concerns from inside.",
            ),
            (
                "A.8.3",
                ChannelUse::Reports,
                "There is no way for people outside to report bad effects.",
            ),
        ];
        let applies = |id: &str| asked.register.get(id).is_some_and(control::is_chosen);
        let missing = asks.into_iter().filter(|(id, wanted, _)| applies(id) && !has(*wanted));
        let missing: Vec<_> = missing.collect();
        match missing.as_slice() {
            [] => nothing(),
            [(id, _, sentence)] => at("channels", *sentence).under(id).into(),
            [(id, ..), ..] => at(
                "channels",
                "There is no way to report concerns, neither from inside nor from outside.",
            )
            .under(id)
            .into(),
        }
    },
    example: Example::of(organization::ID, "name: Acme")
        .beside(&[("control", "A.3.3", "applicability: included")])
        .change("channels: speak@acme.example | concerns"),
    ..Rule::PLAIN
};
