//! Check rule on files of the register that cannot be read.

use crate::domain::kinds::method;
use crate::domain::record::check::{Class, Phase, Provenance, Rule, Subject, Weight, at, nothing};
use crate::domain::record::id::Id;

/// How many records a sentence names.
const NAMED: usize = 5;

/// Files of the register cannot be read, so that nobody knows what their records say.
pub static FILES_UNREADABLE: Rule = Rule {
    code: "AIMS-E006",
    name: "records-unreadable",
    sentence: "Files of the register cannot be read or are in doubt, and what they say is missing everywhere.",
    class: Class::of(Provenance::Standard, Phase::Register, Weight::Major),
    why: "Nobody can tell what a record says that cannot be read, nor what would be found in it.",
    mend: "Mend the files; `aims check` says where.",
    of: Subject::Whole,
    raise: |asked| {
        // The method has a rule of its own, since another one stands in.
        let ids = asked.register.unreadable_ids().filter(|id| id.as_str() != method::ID);
        let ids: Vec<_> = ids.map(Id::as_str).collect();
        let more = match ids.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let named = ids.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let sentence = match ids.len() {
            0 => return nothing(),
            1 => format!("A file cannot be read or is in doubt: {named}. `aims check` says where."),
            many => format!("{many} files cannot be read or are in doubt: {named}{more}. `aims check` says where."),
        };
        at("", sentence).into()
    },
    ..Rule::PLAIN
};
