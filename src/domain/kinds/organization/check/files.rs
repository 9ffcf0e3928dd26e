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
    mend: "Mend the files in an editor; aims takes that in by itself.",
    of: Subject::Whole,
    raise: |asked| {
        // The method has a rule of its own, since another one stands in.
        let ids = asked.register.unreadable_ids().filter(|id| id.as_str() != method::ID);
        let files: Vec<_> = ids
            .filter_map(|id| Some((id, asked.register.unreadable(id.as_str())?)))
            .collect();
        let more = match files.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let places = files.iter().take(NAMED).map(|(id, why)| place(id, why));
        let named = places.collect::<Vec<_>>().join(", ");
        let sentence = match files.as_slice() {
            [] => return nothing(),
            [(id, why)] => format!("The file of {id} cannot be read or is in doubt: {why}"),
            all => format!("{} files cannot be read or are in doubt: {named}{more}.", all.len()),
        };
        let about = files.into_iter().map(|(id, _)| id.clone());
        at("", sentence).about(about).into()
    },
    ..Rule::PLAIN
};

/// Returns the path, line and column that are said before what is wrong; of a file without one, whose it is.
fn place<'a>(id: &'a Id, why: &'a str) -> &'a str {
    why.split_once(": ").map_or(id.as_str(), |(place, _)| place)
}
