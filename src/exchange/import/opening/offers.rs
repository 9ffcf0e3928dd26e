//! What the sheets of a file may hold, by their names and headers, for whoever is asked what they are.

use crate::domain::record::field::Kind;
use crate::domain::record::id::IdForm;
use crate::exchange::import::opening::Form;
use crate::exchange::import::opening::samples::{Sampled, sampled};
use crate::exchange::import::opening::source::Source;
use crate::exchange::import::{Known, people};
use crate::exchange::sheet::{Sheet, Wanted};

/// A sheet of a file, and what its rows may be.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What it is called; nothing where the file is one table.
    pub sheet: Option<String>,
    /// What its rows are as far as its name and headers say it.
    pub kind: Option<&'static Kind>,
    /// Whether it is imported unless the user says otherwise.
    pub is_taken: bool,
    /// Its columns with some of what is in them, as far as its first rows tell.
    pub columns: Vec<Sampled>,
    /// Why it is left out, in a few words; nothing where it may be imported.
    pub why_not: Option<String>,
}

/// How many headers of a sheet must be known for its rows to be of a kind, unless its name says so.
const KNOWN: usize = 2;

/// What the name of a sheet counts for beside a header that is known.
const NAMED: usize = 2;

/// Returns which of the kinds of a register can be imported, with the people of the organization: those of which there
/// may be several records.
pub fn importable(kinds: &[&'static Kind]) -> Vec<&'static Kind> {
    let several = |kind: &&'static Kind| !matches!(kind.ids, IdForm::Single(_));
    kinds.iter().copied().filter(several).chain([&people::KIND]).collect()
}

/// Looks at the sheets of a file. Those that are named after a kind are taken, else the one that fits best.
pub fn offers(kinds: &[&'static Kind], source: &mut Source<'_>, form: &Form) -> Vec<Offer> {
    let kinds = importable(kinds).into_iter();
    let known: Vec<(&'static Kind, Known)> = kinds.map(|kind| (kind, Known::of(kind))).collect();
    let names = source.file.named(&form.options(None), &Wanted::ANY).1;
    let stem = source.stem();
    if names.len() < 2 {
        let called = names.first().map(|(name, _)| name.as_str());
        let mut only = offer(&known, source, form, None, called.unwrap_or(&stem)).0;
        only.is_taken = only.kind.is_some();
        return vec![only];
    }
    let mut offers = Vec::new();
    for (name, is_shown) in names {
        let found = if is_shown {
            offer(&known, source, form, Some(&name), &name)
        } else {
            let why_not = Some("is hidden".to_owned());
            (Offer::of(Some(&name), why_not), 0)
        };
        offers.push(found);
    }
    let is_any_named = offers.iter().any(|(offer, _)| offer.is_taken);
    let best = offers.iter().map(|(_, fit)| *fit).max().unwrap_or_default();
    if let Some((best, _)) = offers.iter_mut().find(|(_, fit)| *fit == best && !is_any_named) {
        best.is_taken = best.kind.is_some();
    }
    offers.into_iter().map(|(offer, _)| offer).collect()
}

impl Offer {
    fn of(sheet: Option<&str>, why_not: Option<String>) -> Self {
        Self {
            sheet: sheet.map(str::to_owned),
            kind: None,
            is_taken: false,
            columns: Vec::new(),
            why_not,
        }
    }
}

/// Looks at one sheet, and says how well it fits the kind it is taken for.
fn offer(
    known: &[(&'static Kind, Known)],
    source: &mut Source<'_>,
    form: &Form,
    sheet: Option<&str>,
    called: &str,
) -> (Offer, usize) {
    let wanted = Wanted {
        is_known: &|header| known.iter().any(|(_, known)| known.has(header)),
        is_named: &|_| None,
    };
    let table = match source.file.sample(&form.options(sheet), &wanted) {
        Ok(table) => table,
        Err(error) => return (Offer::of(sheet, Some(error.to_string())), 0),
    };
    let mut offer = Offer::of(sheet, None);
    offer.columns = sampled(&table);
    if let Some(kind) = said_by_rows(known, &table) {
        (offer.kind, offer.is_taken) = (Some(kind), true);
        return (offer, table.headers.len());
    }
    let mut best = 0;
    for (kind, known) in known.iter().map(|(kind, known)| (*kind, known)) {
        let headers = table.headers.iter().filter(|header| known.has(&header.name)).count();
        let (is_named, is_other) = match known.is_named(called) {
            Some(true) => (true, false),
            Some(false) => (false, true),
            None => (false, false),
        };
        let least = if is_named { 1 } else { KNOWN };
        let fit = (headers + if is_named { NAMED } else { 0 }).saturating_sub(if is_other { NAMED } else { 0 });
        if headers >= least && fit > best {
            best = fit;
            (offer.kind, offer.is_taken) = (Some(kind), is_named);
        }
    }
    (offer, best)
}

/// Returns the kind that the rows name themselves, as in what this program writes as JSON.
fn said_by_rows(known: &[(&'static Kind, Known)], table: &Sheet) -> Option<&'static Kind> {
    let header = |at: usize| table.headers.get(at).map(|header| header.name.as_str());
    if (header(0), header(1)) != (Some("id"), Some("kind")) {
        return None;
    }
    let said = table.values(1).next()?;
    known.iter().map(|(kind, _)| *kind).find(|kind| kind.name == said)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::domain::kinds;

    fn guessed(name: &str, text: &str) -> Option<&'static str> {
        let mut source = Source::open(Path::new(name), text.as_bytes()).expect("a file");
        let offers = offers(kinds::ALL, &mut source, &Form::default());
        assert_eq!(offers.len(), 1, "{offers:?}");
        offers[0].kind.map(|kind| kind.name)
    }

    #[test]
    fn headers_say_what_the_rows_are_and_a_name_helps() {
        let inventory = "AI System;Business owner;Supplier;Purpose;Status\nChat;Ana;Acme;Answers;live\n";
        assert_eq!(guessed("export.csv", inventory), Some("system"));
        let risks = "Risk ID,Risk,Likelihood,Impact,Owner,Treatment\nR-01,Leak,3,4,ana,reduce\n";
        assert_eq!(guessed("x.csv", risks), Some("risk"));
        let tasks = "Title,Owner,Due date,Status\nWrite it,ana,2026-12-01,open\n";
        assert_eq!(guessed("actions-2026.csv", tasks), Some("action"));
        assert_eq!(guessed("x.csv", "Colour,Weight\nred,3\n"), None);
    }

    #[test]
    fn what_this_program_wrote_says_it_itself() {
        let json = r#"[{"id":"a","kind":"finding","title":"x"}]"#;
        assert_eq!(guessed("systems.json", json), Some("finding"));
    }
}
