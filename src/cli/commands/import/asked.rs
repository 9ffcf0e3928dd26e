//! What the user says of the columns and the form of a file.

use std::path::PathBuf;

use chrono::NaiveDate;
use color_eyre::eyre::Result;

use crate::cli::import_files;
use crate::cli::output::failure::Failure;
use crate::exchange::cells::dates::DayOrder;
use crate::exchange::cells::periods::DateOptions;
use crate::exchange::import::{Confirmed, Mapping, opening};
use crate::exchange::sheet;
use crate::exchange::sheet::delimiter::Delimiter;
use crate::exchange::sheet::encoding::Charset;
use crate::store::files::repository::Repository;

/// What the columns mean.
#[derive(Debug, clap::Args)]
pub(super) struct Columns {
    /// A column and the field it fills; `-` leaves it out, `extras` keeps it with the record. `#3` is the third column.
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub(super) map: Vec<String>,
    /// A value of a column and the choice it stands for; an empty choice leaves the field empty, and `-` leaves out the
    /// rows with the value.
    #[arg(long, value_name = "COLUMN:VALUE=CHOICE")]
    pub(super) map_value: Vec<String>,
    /// The columns by which a row is found again in the next import.
    #[arg(long, value_name = "COLUMN[,COLUMN]", value_delimiter = ',')]
    pub(super) key: Vec<String>,
    /// Keep all columns without a field with the record, also those that count rows or follow from others.
    #[arg(long, conflicts_with = "leave_unmapped")]
    pub(super) keep_unmapped: bool,
    /// Leave out all columns without a field.
    #[arg(long)]
    pub(super) leave_unmapped: bool,
    /// Read the columns as the mapping with this name says (aims/mappings/NAME.ron).
    #[arg(long, value_name = "NAME")]
    pub(super) mapping: Option<String>,
    /// Keep how the columns were read under this name.
    #[arg(long, value_name = "NAME")]
    pub(super) save_mapping: Option<String>,
}

/// How the file is to be read where it does not say so itself.
#[derive(Debug, clap::Args)]
pub(super) struct Form {
    /// The older file of the same inventory: only what differs between the two is taken.
    #[arg(long, value_name = "OLD.csv")]
    pub(super) since: Option<PathBuf>,
    /// The character between cells, or comma, semicolon, tab, bar.
    #[arg(long)]
    pub(super) delimiter: Option<Delimiter>,
    /// The encoding, such as utf-8, utf-16le or windows-1252.
    #[arg(long)]
    pub(super) encoding: Option<Charset>,
    /// The sheet of a workbook; without it the one that fits best is found. Several come in as one edit.
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Vec<String>,
    /// The row the header is in; without it the row is found.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) header_row: Option<u32>,
    /// How many rows the header has: two if names of groups are above the names of columns.
    #[arg(long, value_name = "1|2", value_parser = clap::value_parser!(u32).range(1..=2))]
    pub(super) header_rows: Option<u32>,
    /// Of two numbers in a date the first is the day.
    #[arg(long, conflicts_with = "month_first")]
    pub(super) day_first: bool,
    /// Of two numbers in a date the first is the month.
    #[arg(long)]
    pub(super) month_first: bool,
    /// Read years of two digits: 00 to 69 are 2000 to 2069.
    #[arg(long)]
    pub(super) short_years: bool,
    /// Read a month, quarter or year as its last day.
    #[arg(long)]
    pub(super) period_end: bool,
    /// The day that spans such as `30 days` count from.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(super) spans_from: Option<NaiveDate>,
}

/// Reads a day, as files of ours have it.
fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse()
        .map_err(|_| "a day is written such as 2026-01-31".to_owned())
}

impl Columns {
    /// Returns the mapping that the options make up.
    pub(super) fn mapping(&self, form: &Form) -> Result<Mapping> {
        let mut mapping = Mapping {
            key: self.key.clone(),
            keep_unmapped: (self.keep_unmapped || self.leave_unmapped).then_some(self.keep_unmapped),
            dates: form.dates(),
            ..Mapping::default()
        };
        for map in &self.map {
            mapping.map(map).map_err(Failure::usage)?;
        }
        for map in &self.map_value {
            mapping.map_value(map).map_err(Failure::usage)?;
        }
        if let Some(name) = &self.save_mapping {
            Mapping::path(name).map_err(Failure::usage)?;
        }
        Ok(mapping)
    }

    /// Returns the name of the mapping that is used or to be kept.
    pub(super) fn name(&self) -> String {
        let name = self.mapping.as_ref().or(self.save_mapping.as_ref());
        name.cloned().unwrap_or_default()
    }

    /// Reads the saved mapping that is asked for.
    pub(super) fn saved(&self, repository: &Repository) -> Result<Mapping> {
        let Some(name) = &self.mapping else {
            return Ok(Mapping::default());
        };
        import_files::mapping(repository, name)
    }
}

impl Form {
    fn dates(&self) -> DateOptions {
        let order = match (self.day_first, self.month_first) {
            (true, _) => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            (false, false) => None,
        };
        DateOptions {
            order,
            short_years: self.short_years,
            period_end: self.period_end,
            from: self.spans_from,
        }
    }

    /// Returns how the files are read.
    pub(super) fn read(&self) -> opening::Form {
        opening::Form {
            options: sheet::Options {
                charset: self.encoding,
                delimiter: self.delimiter,
                sheet: None,
                header_row: self.header_row.map(|row| row as usize),
                header_rows: self.header_rows.map(|rows| rows as usize),
            },
            period_end: self.period_end,
        }
    }
}

/// Reads which rows are taken although they are not complete.
pub(super) fn confirmed(text: &str) -> Result<Confirmed, String> {
    if text == "all" {
        return Ok(Confirmed::All);
    }
    let rows = text.split(',').map(|row| row.trim().parse::<usize>());
    let rows: Result<_, _> = rows.collect();
    rows.map(Confirmed::Rows)
        .map_err(|_| "write the numbers of rows, such as --yes=8,9, or --yes alone for all of them".to_owned())
}
