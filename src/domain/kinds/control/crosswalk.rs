//! The crosswalk from the other side: what of another framework our controls and clauses have a counterpart of.
//!
//! A row helps to reuse evidence. It carries its confidence and never says that one text fulfils the other.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::catalogue::{Catalogue, Confidence, Crosswalk};
use crate::domain::fold::folded;
use crate::domain::kinds::{answer, control, evidence};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// What is to be said wherever rows are shown.
pub const NOTICE: &str = "helps to reuse evidence, claims no equivalence";

/// One counterpart: a place in another framework, and our control or clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The id of the framework.
    pub framework: String,
    /// What the framework is called.
    pub framework_title: String,
    /// The place in it.
    pub reference: String,
    /// Our control or clause.
    pub id: Id,
    /// What that is called.
    pub title: String,
    /// How sure the match is.
    pub confidence: Confidence,
    /// How our side stands: the status of a control, or how many questions on a clause are answered.
    pub stands: String,
    /// How many pieces of evidence that still hold support our side.
    pub evidence: usize,
    /// The words by which the row is found.
    words: Words,
}

/// The folded words of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Words {
    framework: Vec<String>,
    reference: Vec<String>,
    id: String,
    title: String,
}

/// Returns all rows: framework by framework in the catalogue's order, then by place, the surest first.
pub fn rows(register: &Register, today: NaiveDate) -> Vec<Row> {
    let catalogue = register.catalogue();
    let mut rows = Vec::new();
    for clause in catalogue.clauses.iter().filter(|clause| !clause.crosswalk.is_empty()) {
        let questions: Vec<_> = clause.questions.iter().map(|question| Id::new(&question.id)).collect();
        let is_answered = |id: &&Id| {
            register
                .get(id.as_str())
                .is_some_and(|answer| answer.get(answer::STATE).is_some())
        };
        let answered = questions.iter().filter(is_answered).count();
        let stands = format!("{answered} of {} answered", questions.len());
        let id = Id::new(&clause.id);
        let ids = questions.iter().chain([&id]);
        let pieces: BTreeSet<_> = ids.flat_map(|id| valid_pieces(register, id, today)).collect();
        let ours = (id, clause.title.as_str(), stands, pieces.len());
        rows.extend(clause.crosswalk.iter().map(|row| counterpart(catalogue, row, &ours)));
    }
    for entry in catalogue
        .controls
        .iter()
        .filter(|control| !control.crosswalk.is_empty())
    {
        let id = Id::new(&entry.id);
        let stands = register.get(id.as_str()).map_or_else(String::new, stands);
        let pieces = valid_pieces(register, &id, today).count();
        let ours = (id, entry.title.as_str(), stands, pieces);
        rows.extend(entry.crosswalk.iter().map(|row| counterpart(catalogue, row, &ours)));
    }
    let rank = |id: &str| catalogue.frameworks.iter().position(|framework| framework.id == id);
    rows.sort_by_cached_key(|row| {
        let rank = rank(&row.framework).unwrap_or(usize::MAX);
        let place = (row.framework.clone(), natural(&row.reference), row.reference.clone());
        (rank, place, row.confidence as u8, natural(row.id.as_str()))
    });
    rows
}

fn counterpart(catalogue: &Catalogue, row: &Crosswalk, ours: &(Id, &str, String, usize)) -> Row {
    let framework = catalogue.frameworks.iter().find(|known| known.id == row.framework);
    let title = framework.map_or(row.framework.as_str(), |framework| framework.title.as_str());
    let (id, own, stands, evidence) = ours;
    let words = Words {
        framework: words(&format!("{} {title}", row.framework.replace('_', " "))),
        reference: words(&row.reference),
        id: folded(id.as_str()),
        title: folded(own),
    };
    Row {
        framework: row.framework.clone(),
        framework_title: title.to_owned(),
        reference: row.reference.clone(),
        id: id.clone(),
        title: (*own).to_owned(),
        confidence: row.confidence,
        stands: stands.clone(),
        evidence: *evidence,
        words,
    }
}

/// Returns how a control stands, in a word or two.
fn stands(record: &Record) -> String {
    if !control::is_applicable(record) {
        return "excluded".to_owned();
    }
    let status = record.get(control::STATUS);
    status.map_or("not said", |status| status.item().label).to_owned()
}

/// Returns the pieces of evidence for an id that are neither retired nor expired.
fn valid_pieces<'a>(register: &'a Register, id: &Id, today: NaiveDate) -> impl Iterator<Item = &'a Id> {
    let all: Vec<_> = register.linked_of(&evidence::KIND, id).collect();
    let valid = move |piece: &&Record| evidence::holds(register, piece, today);
    all.into_iter().filter(valid).map(Record::id)
}

/// Returns the positions of the rows that what is typed means: every word must begin a word of the framework or the
/// place, or our id, or stand in our title. A place named in full hides those that only begin so.
pub fn narrow(rows: &[Row], typed: &str) -> Vec<usize> {
    let typed = words(typed);
    let meant = |word: &String, row: &Row| {
        let begins = |known: &String| known.starts_with(word.as_str());
        row.words.framework.iter().any(begins)
            || row.words.reference.iter().any(begins)
            || begins(&row.words.id)
            || word.len() > 2 && row.words.title.contains(word.as_str())
    };
    let found = rows.iter().enumerate();
    let found = found.filter(|(_, row)| typed.iter().all(|word| meant(word, row)));
    let found: Vec<_> = found.collect();
    let whole = |row: &Row| {
        row.words.reference.last().is_some_and(|last| typed.contains(last)) || typed.contains(&row.words.id)
    };
    let exact: Vec<_> = found.iter().filter(|(_, row)| whole(row)).map(|(at, _)| *at).collect();
    if exact.is_empty() {
        found.into_iter().map(|(at, _)| at).collect()
    } else {
        exact
    }
}

/// Returns the folded words of a text; dots inside a word belong to it.
fn words(text: &str) -> Vec<String> {
    let apart = |c: char| !c.is_alphanumeric() && c != '.';
    let folded = folded(text);
    let words = folded.split(apart).map(|word| word.trim_matches('.'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Returns a key by which numbers in a text sort as numbers: A.5.9 goes before A.5.24.
pub fn natural(text: &str) -> Vec<(String, u32)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(end);
        parts.push((word.to_owned(), number.parse().unwrap_or_default()));
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    fn today() -> NaiveDate {
        day::iso("2026-11-23").expect("a day")
    }

    fn found(typed: &str) -> Vec<String> {
        let rows = rows(&Register::default(), today());
        let found = narrow(&rows, typed);
        found
            .into_iter()
            .map(|at| format!("{} {} {}", rows[at].framework, rows[at].reference, rows[at].id))
            .collect()
    }

    #[test]
    fn a_place_is_found_by_the_words_people_use_for_it() {
        assert!(!found("ISO 27001 A.5.24").is_empty());
        assert_eq!(found("ISO 27001 A.5.24"), found("a.5.24"));
        assert!(found("NIST MAP 5.1").iter().all(|row| row.contains("MAP 5.1")));
        assert!(!found("MAP 5.1").is_empty());
        let act = found("EU AI Act 27");
        assert!(
            !act.is_empty() && act.iter().all(|row| row.starts_with("eu_ai_act Art. 27 ")),
            "{act:?}"
        );
        assert_eq!(act, found("art 27 eu"));
        assert!(found("owasp").iter().all(|row| row.starts_with("owasp")));
        assert_eq!(found("nothing of the sort"), [""; 0]);
    }

    #[test]
    fn a_place_in_full_hides_those_that_begin_so_until_more_is_typed() {
        assert!(found("iso27001 A.5.2").iter().all(|row| row.contains(" A.5.2 ")));
        assert!(found("iso27001 A.5.").len() > found("iso27001 A.5.2").len());
    }

    #[test]
    fn our_side_is_found_too() {
        let rows = found("A.8.4");
        assert!(rows.iter().any(|row| row.ends_with(" A.8.4")), "{rows:?}");
    }

    #[test]
    fn every_row_of_the_catalogue_is_there_once_and_places_sort_as_numbers() {
        let catalogue = Register::default();
        let catalogue = catalogue.catalogue();
        let clauses = catalogue.clauses.iter().map(|clause| clause.crosswalk.len());
        let controls = catalogue.controls.iter().map(|control| control.crosswalk.len());
        let all = found("");
        assert_eq!(all.len(), clauses.chain(controls).sum::<usize>());
        let place = |wanted: &str| all.iter().position(|row| row.contains(wanted));
        assert!(place(" A.5.9 ") < place(" A.5.24 ") && place("iso27001") < place("eu_ai_act"));
    }

    #[test]
    fn our_side_shows_state_and_evidence() {
        let mut register = Register::default();
        register.put(Record::new(&answer::KIND, "4.1/q1".into()).with(answer::STATE, answer::State::Absent));
        register.put(Record::new(&control::KIND, "A.2.2".into()).with(control::STATUS, control::Status::Partial));
        let supports = vec![Id::new("4.1"), Id::new("4.1/q2"), Id::new("A.2.2")];
        let piece = Record::new(&evidence::KIND, "E-00000".into()).with(evidence::SUPPORTS, supports);
        register.put(piece.with(evidence::LOCATION, "https://example.org/test"));
        let rows = rows(&register, today());
        let stands = |id: &str| {
            let row = rows.iter().find(|row| row.id.as_str() == id).expect("a row");
            format!("{} {}", row.stands, row.evidence)
        };
        assert_eq!(stands("4.1"), "1 of 4 answered 1");
        assert_eq!(stands("A.2.2"), "partial 1");
        assert_eq!(stands("A.2.3"), "not said 0");
    }
}
