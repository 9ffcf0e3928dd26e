//! `aims export`: records as a file that others open: CSV, a workbook, JSON or Markdown.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use color_eyre::eyre::Result;

use crate::cli::Global;
use crate::cli::commands::list;
use crate::cli::output::failure::Failure;
use crate::cli::output::print;
use crate::cli::output::whole_file;
use crate::cli::register;
use crate::cli::register::Opened;
use crate::domain::query::Query;
use crate::domain::record::field::{Home, Kind};
use crate::domain::register::Register;
use crate::exchange::export::{ExportError, Format, Table, delimited, json, markdown, workbook};
use crate::exchange::import::people;

/// The arguments of `aims export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// What to export: systems, risks, actions ... (`aims fields` lists the kinds), or people; everything without one.
    kinds: Vec<String>,
    /// Which records, in the filter language of the screens.
    #[arg(long, value_name = "FILTER", default_value = "")]
    filter: String,
    /// The file; its name says the format. Without one, text goes to standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format, where the name of the file does not say it; one kind goes into a pipe as CSV.
    #[arg(long, value_enum)]
    format: Option<Asked>,
    /// Write confidential records whole; else the file says only that they exist.
    #[arg(long)]
    confidential: bool,
    /// Write over a file that is there.
    #[arg(long)]
    force: bool,
}

/// What a file holds, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Asked {
    /// Comma-separated values, one kind.
    Csv,
    /// A workbook, a sheet per kind.
    Xlsx,
    /// An object with a list per kind.
    Json,
    /// A table per kind, without the columns in which nothing stands.
    Markdown,
}

impl From<Asked> for Format {
    fn from(asked: Asked) -> Self {
        match asked {
            Asked::Csv => Self::Csv,
            Asked::Xlsx => Self::Xlsx,
            Asked::Json => Self::Json,
            Asked::Markdown => Self::Markdown,
        }
    }
}

impl Export {
    /// Writes the file.
    ///
    /// # Errors
    ///
    /// Fails when a kind, the filter or the format is not understood, or the file cannot be written.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let opened = Opened::observed(global)?;
        let people = people::register(&opened.register);
        let kinds: Vec<&'static Kind> = if self.kinds.is_empty() {
            let all = opened.register.kinds().iter().copied();
            // A filter is about records, and people have other fields.
            all.chain(Some(&people::KIND).filter(|_| self.filter.is_empty()))
                .collect()
        } else {
            let kinds = self
                .kinds
                .iter()
                .map(|kind| register::kind_or_people(&opened.register, kind));
            kinds.collect::<Result<_, _>>()?
        };
        let format = self.format()?;
        let tables = kinds.into_iter().map(|kind| {
            let is_of_people = kind.home == Home::Rows;
            self.table(
                kind,
                if is_of_people { &people } else { &opened.register },
                opened.today(),
            )
        });
        let tables = tables.collect::<Result<Vec<_>>>()?;
        let bytes = match (format, &tables[..]) {
            (Format::Csv, [table]) => delimited::write(table),
            (Format::Csv, _) => return Err(Failure::usage(ExportError::OneKind).into()),
            (Format::Markdown, tables) => markdown::write(tables),
            (Format::Json, tables) => json::write(tables, &opened.register, opened.today())?.into_bytes(),
            (Format::Xlsx, tables) => {
                let written = workbook::write(tables, opened.register.method(), opened.today());
                written.map_err(Failure::state)?
            }
        };
        let records: usize = tables.iter().map(|table| table.records.len()).sum();
        match &self.output {
            Some(path) => {
                if let Some(why) = whole_file::refused(path, &opened.repository.root) {
                    return Err(Failure::usage(format!("{} was not written. {why}", path.display())).into());
                }
                self.write(path, &bytes)?;
                print::say(&format!("Wrote {records} records to {}.", path.display()));
            }
            None => io::stdout().lock().write_all(&bytes)?,
        }
        let is_withheld = |table: &&Table<'_>| !table.with_confidential;
        let withheld = tables.iter().filter(is_withheld).flat_map(|table| &table.records);
        let withheld = withheld.filter(|record| record.is_confidential()).count();
        if withheld > 0 {
            print::say(&format!(
                "Of confidential records ({withheld}) the file says only that they exist; --confidential writes them whole."
            ));
        }
        Ok(opened.code())
    }

    fn table<'a>(&self, kind: &'static Kind, register: &'a Register, today: NaiveDate) -> Result<Table<'a>> {
        let filter = self.filter.trim();
        let query = Query::parse(filter, kind, register, today);
        let query = query.map_err(|error| list::pointed(filter, &error))?;
        let records = register.of(kind);
        let records = records.filter(|record| query.matches(record, register, None));
        Ok(Table {
            kind,
            records: records.collect(),
            with_confidential: self.confidential,
        })
    }

    fn format(&self) -> Result<Format> {
        let by_name = self
            .output
            .as_deref()
            .and_then(|path| Format::of_name(&path.to_string_lossy()));
        let is_piped = self.output.is_none() && self.kinds.len() == 1 && !io::stdout().is_terminal();
        let format = self
            .format
            .map(Format::from)
            .or(by_name)
            .or(is_piped.then_some(Format::Csv))
            .ok_or_else(|| {
                Failure::usage("Nothing says which format is meant.")
                    .with_hint(format!("Name the file {}, or say --format.", Format::ENDINGS))
            })?;
        if format == Format::Xlsx && self.output.is_none() && io::stdout().is_terminal() {
            return Err(Failure::usage("A workbook is no text for a terminal.")
                .with_hint("Name a file with -o FILE.xlsx.")
                .into());
        }
        Ok(format)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        if path.exists() && !self.force {
            return Err(Failure::usage(format!("{} is there already.", path.display()))
                .with_hint("--force writes over it.")
                .into());
        }
        let written = whole_file::write(path, bytes, self.force);
        Ok(written.map_err(|error| Failure::state(format!("{}: {error}", path.display())))?)
    }
}
