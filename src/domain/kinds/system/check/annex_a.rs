//! Check rules on what controls of Annex A ask of a system in use: its log, and that it is watched.

use crate::domain::kinds::review::scope::is_in_aims;
use crate::domain::kinds::{assessment, control, evidence, metric, system};
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::id::Id;
use crate::domain::record::rules::Example;

const CHAT: &str = "title: Chat; scope: in; roles: provider; purpose: Answers; stage: operation";

/// It is not said what a system logs.
pub static UNLOGGED: Rule = Rule {
    code: "AIMS-W546",
    name: "system-unlogged",
    sentence: "It is not said what it logs.",
    clauses: &["A.6.2.8"],
    class: Class::S_DONE,
    why: "Without a log nobody can follow what it did.",
    mend: "Say what is logged, how long it is kept, and who looks.",
    of: Subject::Each(|asked| is_asked(asked, "A.6.2.8")),
    raise: |asked| {
        if !asked.record.get(system::LOGS).is_empty() {
            return nothing();
        }
        at("logs", "It is in use, and it is not said what it logs.").into()
    },
    example: Example::of("chat", CHAT)
        .beside(&[("control", "A.6.2.8", "applicability: included")])
        .change("logs: All answers, 6 months"),
    ..Rule::PLAIN
};

/// A system is in use and not monitored.
pub static UNMONITORED: Rule = Rule {
    code: "AIMS-W547",
    name: "system-unmonitored",
    sentence: "It is in use and not monitored.",
    clauses: &["A.6.2.6"],
    class: Class::S_DONE,
    why: "A system that worked at first may drift.",
    mend: "Add a metric of the system, or evidence for the control and the system.",
    of: Subject::Each(|asked| is_asked(asked, "A.6.2.6")),
    raise: |asked| {
        let (register, id) = (asked.register, asked.record.id());
        let is_measured = register.linked_of(&metric::KIND, id).any(|one| !one.is_retired());
        let control = Id::new("A.6.2.6");
        let mut pieces = register.linked_of(&evidence::KIND, id);
        let shows = |piece: &crate::domain::record::Record| {
            piece.get(evidence::SUPPORTS).contains(&&control) && evidence::shows(register, piece, &control, asked.today)
        };
        if is_measured || pieces.any(shows) {
            return nothing();
        }
        at(
            "title",
            "It is in use, and no metric and no evidence shows that it is monitored.",
        )
        .into()
    },
    example: Example::of("chat", CHAT)
        .beside(&[("control", "A.6.2.6", "applicability: included")])
        .change("stage: development"),
    ..Rule::PLAIN
};

/// Tells whether a system is in use, and a control applies to it.
fn is_asked(asked: &Asked<'_>, id: &str) -> bool {
    let applies = asked
        .register
        .get(id)
        .is_some_and(|one| control::is_chosen(one) && !control::is_excepted(one, asked.record.id()));
    applies && is_in_aims(asked.record) && assessment::is_deployed(asked.record, asked.today)
}
