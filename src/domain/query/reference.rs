//! The filter language as a list, for help and the reference.

use crate::domain::query::names;
use crate::domain::query::predicate::PREDICATES;
use crate::domain::query::read;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::mark::Mark;
use crate::domain::register::Register;

/// One line of the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is written.
    pub term: String,
    /// What it means.
    pub help: String,
}

impl Entry {
    fn new(term: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            term: term.into(),
            help: help.into(),
        }
    }
}

/// Returns the forms of terms, the same for every kind.
pub fn forms() -> Vec<Entry> {
    let forms = [
        (
            "agency",
            "The id, the title or another searched text has the word; in titles a few letters may be left out.",
        ),
        ("\"two words\"", "The text as it is written."),
        (
            "owner:platform",
            "The field contains the text, is the choice or band, or refers to the id or title.",
        ),
        (
            "approvals.by:ana",
            "A column of a table: a row says so; of approvals and releases the newest.",
        ),
        ("owner=platform", "The field is exactly that."),
        ("owner:ana,ben", "One of the values."),
        ("title:\"two words\"", "A value with spaces or commas."),
        (
            "level>=high",
            "At least that band; `<`, `<=`, `>` and `>=` compare days, numbers, bands, scores and choices.",
        ),
        (
            "due<2027-01-01",
            "Before that day; `today`, `30d`, `-2w`, `fri`, `eom`, `2027` and `2027-03` are days as well.",
        ),
        ("due:30d", "Within the next 30 days, or late."),
        ("closed:-30d", "Within the last 30 days."),
        ("control:A.6", "Refers to the clause or control, or to one beneath it."),
        ("is:overdue", "The question holds."),
        (
            "has:evidence",
            "The field is not empty, or records of that kind refer to the record.",
        ),
        (
            "no:owner",
            "The field is empty, and no records of that kind refer to the record.",
        ),
        ("#hr", "Has a tag that begins so."),
        ("-term", "The term does not hold."),
        (
            "kind:review,action",
            "On the calendar: records of these kinds; a kind that lacks what another term asks for does not match.",
        ),
    ];
    forms.into_iter().map(|(term, help)| Entry::new(term, help)).collect()
}

/// Returns the names that can stand before an operator for a kind: fields, derived values, then other words.
pub fn fields(kind: &'static Kind, register: &Register) -> Vec<Entry> {
    let known = names::known(kind, register)
        .into_iter()
        .filter(|name| !matches!(*name, "is" | "has" | "no"));
    known.map(|name| Entry::new(name, help(kind, name))).collect()
}

fn help(kind: &'static Kind, name: &str) -> String {
    let shaped = |text: String, shape: Shape| format!("{text} Takes {}.", shape.describe());
    if let Some(field) = kind.field(name) {
        return shaped(field.help(), field.shape);
    }
    if let Some(derived) = kind.derived.iter().find(|derived| derived.name == name) {
        return shaped(derived.help.to_owned(), derived.shape);
    }
    let same = |mark: Mark| {
        kind.marked(mark)
            .map(|field| format!("The same as `{}`.", kind.fields[field].name))
    };
    let meant = match name {
        "id" => Some("The id.".to_owned()),
        "title" => Some("What the record is called.".to_owned()),
        "status" => same(Mark::Status),
        "owner" => same(Mark::Owner),
        "due" => same(Mark::Due),
        "tag" => same(Mark::Tags),
        "clause" => Some("A clause or control the record is about, or one above it.".to_owned()),
        _ => None,
    };
    meant.unwrap_or_else(|| format!("A record of the kind {name}, by its id or a part of its title."))
}

/// Returns the questions that can be asked of a kind with `is:`, its statuses included.
pub fn predicates(kind: &Kind) -> Vec<Entry> {
    let suited = PREDICATES.iter().filter(|predicate| (predicate.suits)(kind));
    let mut entries: Vec<_> = suited
        .map(|predicate| Entry::new(format!("is:{}", predicate.name), predicate.help))
        .collect();
    let Some(field) = kind.marked(Mark::Status).map(|field| &kind.fields[field]) else {
        return entries;
    };
    if let Shape::OneOf(items) = field.shape {
        for item in items {
            let term = format!("is:{}", read::word(item));
            if entries.iter().all(|entry| entry.term != term) {
                entries.push(Entry::new(term, format!("{} is {}.", field.label, item.label)));
            }
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::kinds;
    use crate::domain::query::{Across, Query};

    #[test]
    fn everything_the_reference_lists_is_understood() {
        let register = Register::default();
        let today = day::iso("2026-11-23").expect("a day");
        for kind in kinds::ALL {
            for entry in predicates(kind) {
                assert!(
                    Query::parse(&entry.term, kind, &register, today).is_ok(),
                    "{} {}",
                    kind.name,
                    entry.term
                );
            }
            for entry in fields(kind, &register) {
                let text = format!("{}:", entry.term);
                let error = Query::parse(&text, kind, &register, today).expect_err(&text);
                assert!(error.is_incomplete() && !entry.help.is_empty(), "{} {text}", kind.name);
            }
        }
    }

    #[test]
    fn the_forms_are_understood_for_some_kind() {
        let mut register = Register::default();
        let chat = crate::domain::record::Record::new(&kinds::system::KIND, "chat".into());
        register.put(chat);
        let today = day::iso("2026-11-23").expect("a day");
        for entry in forms() {
            let understood = Across::parse(&entry.term, &register, today);
            assert!(understood.is_ok(), "{}", entry.term);
        }
    }
}
