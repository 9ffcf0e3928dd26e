//! `aims show` of what is no record of its own: a clause, a domain of Annex A, a person.

use std::fmt::Write as _;

use color_eyre::eyre::Result;
use serde_json::json;

use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::domain::kinds::organization::people::{People, Person};
use crate::domain::record::Record;
use crate::exchange::json::{self, Json};

/// Returns what stands under a clause or domain, or what names a person, as text or JSON; nothing where the id is none.
pub(super) fn text(opened: &Opened, id: &str, as_json: bool) -> Result<Option<String>> {
    let people = People::of(&opened.register);
    let (heading, lead, records) = match (section(opened, id), people.person(id)) {
        (Some((title, summary, records)), _) => (format!("{id}  {title}"), summary, records),
        (None, Some(person)) => {
            let heading = format!("{}  {}", person.handle(), person.name());
            (heading, describe(person), of_person(opened, &people, person))
        }
        (None, None) => return Ok(None),
    };
    if as_json {
        let records: Vec<_> = records
            .iter()
            .map(|record| to_json(opened, record))
            .collect::<Result<_, _>>()?;
        let (id, title) = heading.split_once("  ").unwrap_or((&heading, ""));
        let whole = json!({ "id": id, "title": title, "about": lead, "records": records });
        return Ok(Some(json::harmless(&format!(
            "{}\n",
            serde_json::to_string_pretty(&whole)?
        ))));
    }
    let mut text = String::new();
    print::line(&mut text, &heading);
    if !lead.is_empty() {
        super::hang(&mut text, &lead, print::measure(), 0);
    }
    text.push('\n');
    let width = records.iter().map(|record| record.id().as_str().chars().count()).max();
    let width = width.unwrap_or_default();
    for record in records {
        let title = opened.register.title(record.id().as_str()).unwrap_or_default();
        let mut line = format!("  {:width$}  ", record.id());
        // Writing to a string cannot fail.
        let _ = match state(record) {
            state if state.is_empty() => write!(line, "{title}"),
            state => write!(line, "{title} ({state})"),
        };
        super::hang(&mut text, &line, print::measure(), width + 4);
    }
    Ok(Some(text))
}

/// Returns title, summary and records of a clause or of a part of Annex A.
fn section<'a>(opened: &'a Opened, id: &str) -> Option<(String, String, Vec<&'a Record>)> {
    let register = &opened.register;
    let catalogue = register.catalogue();
    let id = id.trim_end_matches('.');
    let title = catalogue.title(id).filter(|_| !id.contains('/'))?;
    let summary = catalogue
        .clause(id)
        .map(|clause| clause.summary.clone())
        .unwrap_or_default();
    let under = |record: &&Record| {
        let own = record.id().as_str();
        let rest = own.strip_prefix(id);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']))
    };
    let records: Vec<_> = register
        .kinds()
        .iter()
        .flat_map(|kind| register.of(kind))
        .filter(under)
        .collect();
    (!records.is_empty()).then(|| (title.to_owned(), summary, records))
}

/// Returns the records that name a person.
fn of_person<'a>(opened: &'a Opened, people: &People<'_>, person: Person<'_>) -> Vec<&'a Record> {
    let index = opened.register.index();
    let names = index
        .people()
        .into_iter()
        .filter(|name| people.person(name) == Some(person));
    let slots: std::collections::BTreeSet<_> = names.flat_map(|name| index.naming(name)).collect();
    let records = slots.into_iter().filter_map(|slot| opened.register.at(slot));
    records.filter(|record| !record.is_retired()).collect()
}

/// Returns a person with what they are, in one line.
pub(super) fn in_one_line(person: Person<'_>) -> String {
    format!("{}  {}: {}", person.handle(), person.name(), describe(person))
}

fn describe(person: Person<'_>) -> String {
    let mut parts = vec![person.role().to_owned()];
    parts.extend(person.is_top().then(|| "top management".to_owned()));
    parts.extend(person.is_approver().then(|| "approver".to_owned()));
    parts.extend(person.is_external().then(|| "from outside".to_owned()));
    parts.extend(person.left().map(|day| format!("left on {day}")));
    let names: Vec<_> = person
        .names()
        .filter(|name| ![person.handle(), person.name()].contains(name))
        .collect();
    parts.push(names.join(", "));
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

fn state(record: &Record) -> String {
    let status = record.kind().marked(crate::domain::record::mark::Mark::Status);
    status.map_or_else(String::new, |field| record.value(field).to_string())
}

fn to_json(opened: &Opened, record: &Record) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(Json {
        register: &opened.register,
        record,
        today: opened.today(),
        only: &[],
        is_whole: false,
        is_export: false,
    })
}
