//! `aims history`: who changed which field of a record when, as git knows it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use color_eyre::eyre::Result;
use serde_json::{Value as Json, json};

use crate::app::dialogs::record_history::in_words;
use crate::cli::Global;
use crate::cli::output::failure::Failure;
use crate::cli::output::{print, table};
use crate::cli::register::Opened;
use crate::domain::record::field::Kind;
use crate::domain::record::value::Value;
use crate::exchange::json::harmless;
use crate::git::child::Stop;
use crate::git::fields::{Change, Row};
use crate::git::record::{Subject, history};

/// The arguments of `aims history`.
#[derive(Debug, clap::Args)]
pub struct History {
    /// The id, or a beginning that only it has.
    id: String,
    /// Print JSON, with whole values and commits.
    #[arg(long)]
    json: bool,
}

impl History {
    /// Prints the history, newest first; what is not committed goes before it.
    ///
    /// # Errors
    ///
    /// Fails when no record is meant, and when there is no history of it.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let opened = Opened::read(global)?;
        let record = opened.record(&self.id)?.clone();
        let (id, kind) = (record.id().clone(), record.kind());
        let Some(path) = opened.contents.path(&id).map(Path::to_path_buf) else {
            let sentence = format!("Nothing was written about {id} yet, so there is no history.");
            return Err(Failure::state(sentence).into());
        };
        let mut rows = Vec::new();
        let subject = Subject { record, path };
        history(&opened.repository, &subject, &Stop::default(), |batch| {
            rows.extend(batch.rows);
            ControlFlow::Continue(())
        })
        .map_err(Failure::state)?;
        let text = if self.json {
            let rows: Vec<_> = rows.iter().map(|row| to_json(kind, row)).collect();
            harmless(&format!("{}\n", serde_json::to_string_pretty(&rows)?))
        } else {
            let headings = ["when", "commit", "who", "what", "from", "to", "subject"];
            let rows: Vec<_> = rows.iter().map(|row| to_cells(kind, row)).collect();
            table::text(&headings, &rows, print::columns())
        };
        print::print(&text)?;
        Ok(opened.code())
    }
}

fn to_cells(kind: &'static Kind, row: &Row) -> Vec<String> {
    let line = in_words(kind, row, None);
    let commit = row.commit.as_ref();
    let (id, subject) = commit.map_or(("", ""), |commit| (commit.short(), commit.subject.as_str()));
    vec![
        line.when,
        id.to_owned(),
        line.who,
        line.what,
        line.from,
        line.to,
        subject.to_owned(),
    ]
}

fn to_json(kind: &'static Kind, row: &Row) -> Json {
    let whole = |value: &Value| (!value.is_empty()).then(|| value.to_string());
    let path = |path: &PathBuf| Json::String(path.to_string_lossy().into_owned());
    let none = || (Json::Null, Json::Null, Json::Null);
    let (change, (field, from, to)) = match &row.change {
        Change::Created(_) => ("created", none()),
        Change::Cut(_) => ("cut", none()),
        Change::Field { field, from, to } => (
            "field",
            (json!(kind.stored(*field).name), json!(whole(from)), json!(whole(to))),
        ),
        Change::Unreadable(reason) => ("unreadable", (Json::Null, Json::Null, json!(reason))),
        Change::Readable(_) => ("readable", none()),
        Change::Removed => ("removed", none()),
        Change::Moved(from, to) => ("moved", (Json::Null, path(from), path(to))),
        Change::Text => ("text", none()),
    };
    let commit = row.commit.as_deref();
    json!({
        "uncommitted": commit.is_none(),
        "commit": commit.map(|commit| &commit.id),
        "when": commit.map(|commit| commit.when.format("%Y-%m-%dT%H:%M:%S").to_string()),
        "who": commit.map(|commit| &commit.author),
        "subject": commit.map(|commit| &commit.subject),
        "change": change,
        "field": field,
        "from": from,
        "to": to,
    })
}
