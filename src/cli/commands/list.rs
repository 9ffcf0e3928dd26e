//! `aims list`: the records of a kind that pass a filter, as a table or JSON.

use std::cmp::Ordering;
use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::cli::Global;
use crate::cli::output::failure::Failure;
use crate::cli::output::{print, table};
use crate::cli::register;
use crate::cli::register::Opened;
use crate::domain::fold::folded;
use crate::domain::query::{Query, QueryError};
use crate::domain::record::Record;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::search::called;
use crate::exchange::cells::choices::nearest;
use crate::exchange::export::json;
use crate::ui::canvas::text;

/// The arguments of `aims list`.
#[derive(Debug, clap::Args)]
pub struct List {
    /// What to list: systems, risks, actions ... (`aims fields` lists the kinds).
    kind: String,
    /// Which ones, in the filter language of the screens: owner:platform 'due<today' -is:done
    filter: Vec<String>,
    /// Print JSON, with every field unless --columns names some.
    #[arg(long)]
    json: bool,
    /// The fields and derived values to print.
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    columns: Vec<String>,
    /// The field or derived value to sort by; with `-` before it, highest first.
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    sort: Option<String>,
}

impl List {
    /// Returns the list of all records of a kind.
    pub fn all(kind: &str, json: bool) -> Self {
        Self {
            kind: kind.to_owned(),
            filter: Vec::new(),
            json,
            columns: Vec::new(),
            sort: None,
        }
    }

    /// Prints the records.
    ///
    /// # Errors
    ///
    /// Fails when the filter or a name is not understood.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut opened = Opened::read(global)?;
        let kind = register::kind(&opened.register, &self.kind)?;
        if kind.field("location").is_some() {
            opened.observe();
        }
        let columns = self.columns(kind)?;
        let filter = self.filter.join(" ").trim().to_owned();
        let query = Query::parse(&filter, kind, &opened.register, opened.today());
        let query = query.map_err(|error| pointed(&filter, &error))?;
        let retired = asks_for_retired(&filter);
        let mut records: Vec<_> = opened
            .register
            .of(kind)
            .filter(|record| retired || !record.is_retired())
            .filter(|record| query.matches(record, &opened.register, None))
            .collect();
        self.order(kind, &opened, &mut records)?;
        if self.json {
            let only: &[&str] = if self.columns.is_empty() { &[] } else { &columns };
            let (register, today) = (&opened.register, opened.today());
            print::print(&json::list(&records, register, today, only)?)?;
        } else {
            let cells = |record: &&Record| columns.iter().map(|name| cell(&opened, record, name)).collect();
            let rows: Vec<Vec<String>> = records.iter().map(cells).collect();
            print::print(&table::text(&columns, &rows, print::columns()))?;
        }
        Ok(opened.code())
    }

    fn columns(&self, kind: &'static Kind) -> Result<Vec<&str>, Failure> {
        if self.columns.is_empty() {
            return Ok(usual(kind));
        }
        self.columns.iter().map(|name| named(kind, name)).collect()
    }

    fn order(&self, kind: &'static Kind, opened: &Opened, records: &mut [&Record]) -> Result<(), Failure> {
        let Some(sort) = &self.sort else { return Ok(()) };
        let sort = sort.trim();
        let (name, down) = match sort.strip_prefix('-') {
            Some(name) => (name, true),
            None => (sort, false),
        };
        let name = named(kind, name)?;
        let key = |record: &&Record| match value(opened, record, name) {
            Value::Text(text) => Value::Text(folded(&text).into()),
            value => value,
        };
        let mut keyed: Vec<_> = records.iter().map(|record| (key(record), *record)).collect();
        keyed.sort_by(|(a, _), (b, _)| match (a.is_empty(), b.is_empty()) {
            // What says nothing comes last either way.
            (false, false) if down => b.order(a),
            (false, false) => a.order(b),
            (true, true) => Ordering::Equal,
            (a, b) => a.cmp(&b),
        });
        for (record, (_, sorted)) in records.iter_mut().zip(keyed) {
            *record = sorted;
        }
        Ok(())
    }
}

/// Returns the columns of a kind unless others are asked for: what it is called, how it stands, who answers, by when.
fn usual(kind: &'static Kind) -> Vec<&'static str> {
    let marked = |mark| kind.marked(mark).map(|field| kind.fields[field].name);
    let level = kind.derived.iter().find(|derived| derived.shape == Shape::Level);
    let mut columns = vec!["id", "title"];
    columns.extend(marked(Mark::Status));
    columns.extend(level.map(|derived| derived.name));
    columns.extend(marked(Mark::Owner));
    // Rows of days do not fit in a cell; the next of them does.
    let dated = kind
        .fields
        .iter()
        .find(|field| field.is(Mark::Dated) && field.shape == Shape::Day);
    let derived = kind.derived.iter().find(|derived| derived.shape == Shape::Day);
    let day = marked(Mark::Due).or_else(|| dated.map(|field| field.name));
    columns.extend(day.or_else(|| derived.map(|derived| derived.name)));
    columns
}

/// Returns the name of a field or derived value as the reference has it, or that of a column of a table: `approvals.on`.
fn named<'t>(kind: &'static Kind, typed: &'t str) -> Result<&'t str, Failure> {
    if kind.cell_column(typed.trim()).is_some() {
        return Ok(typed.trim());
    }
    let wanted = typed.trim().to_lowercase().replace('-', "_");
    let mut names = crate::exchange::json::names(kind);
    if !names.contains(&"title") {
        names.push("title");
    }
    if let Some(name) = names.iter().find(|name| **name == wanted) {
        return Ok(name);
    }
    let marked = |mark| kind.marked(mark).map(|field| kind.fields[field].name);
    let meant = match wanted.as_str() {
        "status" => marked(Mark::Status),
        "owner" => marked(Mark::Owner),
        "due" => marked(Mark::Due),
        _ => None,
    };
    meant.ok_or_else(|| {
        let perhaps = nearest(typed, names.iter().map(|name| (*name, *name)));
        let perhaps = perhaps.map_or(String::new(), |name| format!(" Perhaps `{name}`?"));
        Failure::usage(format!("There is no `{typed}` in {}.{perhaps}", kind.plural))
            .with_hint(format!("There are: {}.", names.join(", ")))
    })
}

fn value(opened: &Opened, record: &Record, name: &str) -> Value {
    match name {
        "title" => Value::text(called(record, &opened.register)),
        name => opened.view().value(record, name).into_owned(),
    }
}

/// Returns a field or derived value of a record as text.
pub(in crate::cli) fn cell(opened: &Opened, record: &Record, name: &str) -> String {
    match (name, value(opened, record, name)) {
        ("id", _) => record.id().to_string(),
        ("kind", Value::Empty) => record.kind().name.to_owned(),
        (_, Value::Level(level)) => opened.register.method().band_name(level),
        (_, value) => value.to_string(),
    }
}

/// Tells whether a filter speaks of retired records, which are left out otherwise.
fn asks_for_retired(filter: &str) -> bool {
    let asks = |term: &str| {
        let term = term.to_lowercase();
        let values = term.strip_prefix("is:").map(str::to_owned);
        values.is_some_and(|values| values.split(',').any(|value| value == "retired"))
    };
    filter.split_whitespace().any(asks)
}

/// Returns what is wrong with a filter, with a mark under the place.
pub(in crate::cli) fn pointed(filter: &str, error: &QueryError) -> Failure {
    let glyphs = print::glyphs();
    let width = |part: Option<&str>| part.map_or(0, |part| text::width(part, glyphs));
    let before = width(filter.get(..error.range.start));
    let marked = width(filter.get(error.range.clone())).max(1);
    let hint = format!("  {filter}\n  {}{}", " ".repeat(before), "^".repeat(marked));
    Failure::usage(error).with_hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds;

    #[test]
    fn the_usual_columns_are_columns() {
        for kind in kinds::ALL {
            for name in usual(kind) {
                assert!(named(kind, name).is_ok(), "{} {name}", kind.name);
            }
        }
        assert_eq!(
            named(&kinds::system::KIND, "Status").ok(),
            Some(kinds::system::KIND.declared(kinds::system::STAGE).name)
        );
    }

    #[test]
    fn only_a_filter_that_names_them_shows_retired_records() {
        assert!(asks_for_retired("owner:ana is:open,retired"));
        for filter in ["", "retired", "-is:retired", "title:is:retired"] {
            assert!(!asks_for_retired(filter), "{filter}");
        }
    }
}
