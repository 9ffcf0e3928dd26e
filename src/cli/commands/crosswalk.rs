//! `aims crosswalk`: what of other frameworks our controls and clauses have a counterpart of.

use std::process::ExitCode;

use color_eyre::eyre::Result;
use serde::Serialize;

use crate::cli::Global;
use crate::cli::output::failure::Failure;
use crate::cli::output::{print, table};
use crate::cli::register::Opened;
use crate::domain::kinds::control::crosswalk;
use crate::domain::kinds::control::crosswalk::{NOTICE, Row};
use crate::exchange::json::harmless;

/// The arguments of `aims crosswalk`.
#[derive(Debug, clap::Args)]
pub struct Crosswalk {
    /// Of which framework (iso27001, nist, eu ai act, owasp), which place (A.5.24, MAP 5.1, 27), or which of ours.
    #[arg(value_name = "FRAMEWORK REFERENCE")]
    what: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// A row as machines read it.
#[derive(Serialize)]
struct Entry<'a> {
    framework: &'a str,
    framework_title: &'a str,
    reference: &'a str,
    id: &'a str,
    title: &'a str,
    confidence: &'a str,
    stands: &'a str,
    evidence: usize,
}

impl Crosswalk {
    /// Prints the counterparts.
    ///
    /// # Errors
    ///
    /// Fails when nothing is meant.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let opened = Opened::read(global)?;
        let rows = crosswalk::rows(&opened.register, opened.today());
        let what = self.what.join(" ");
        let found: Vec<&Row> = crosswalk::narrow(&rows, &what)
            .into_iter()
            .map(|at| &rows[at])
            .collect();
        if found.is_empty() {
            let frameworks = &opened.register.catalogue().frameworks;
            let known: Vec<_> = frameworks.iter().map(|framework| framework.title.as_str()).collect();
            let hint = format!("Counterparts are known of: {}.", known.join("; "));
            return Err(Failure::usage(format!("No counterpart is known of `{what}`."))
                .with_hint(hint)
                .into());
        }
        if self.json {
            let entries: Vec<_> = found.iter().map(|row| entry(row)).collect();
            print::print(&harmless(&format!("{}\n", serde_json::to_string_pretty(&entries)?)))?;
        } else {
            let headings = [
                "framework",
                "reference",
                "ours",
                "title",
                "confidence",
                "stands",
                "evidence",
            ];
            print::print(&table::text(
                &headings,
                &found.iter().map(|row| cells(row)).collect::<Vec<_>>(),
                print::columns(),
            ))?;
        }
        print::say(&format!("This {NOTICE}."));
        Ok(opened.code())
    }
}

fn entry(row: &Row) -> Entry<'_> {
    Entry {
        framework: &row.framework,
        framework_title: &row.framework_title,
        reference: &row.reference,
        id: row.id.as_str(),
        title: &row.title,
        confidence: row.confidence.name(),
        stands: &row.stands,
        evidence: row.evidence,
    }
}

fn cells(row: &Row) -> Vec<String> {
    let texts = [
        &row.framework,
        &row.reference,
        row.id.as_str(),
        &row.title,
        row.confidence.name(),
        &row.stands,
    ];
    let texts = texts.iter().map(|text| (*text).to_owned());
    texts.chain([row.evidence.to_string()]).collect()
}
